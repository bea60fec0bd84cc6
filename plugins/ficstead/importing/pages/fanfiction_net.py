"""Read a saved story page of FanFiction.net or FictionPress, desktop or mobile.

A page shows one chapter. All it knows of the story stands in one line, parted by
dashes (commas on phones), of which only some pieces have labels.
"""

from __future__ import annotations

import re
from typing import Final

from bs4 import BeautifulSoup, Tag

from ..markup import saved_pages, selecting
from ..markup.markup import inner, words
from ..story import Chapter, Loss, Refused, Story
from . import fanfiction_line
from .fanfiction_line import Line

FORMAT: Final = "fanfiction.net"

_TEXTS: Final = "#storytext, #storycontent"
_HEADS: Final = "#profile_top, #gui_table1i, #content_wrapper_inner, #content"
_STORY: Final = re.compile(
    r"(?:(?:https?:)?//(?P<host>[\w.-]+))?/(?:s|r)/(?P<id>[0-9]{1,12})(?:/(?P<chapter>[0-9]{1,5}))?(?=[/?#]|$)"
)
_AUTHOR: Final = re.compile(r"(?:^|fanfiction\.net|fictionpress\.com)/(?:u/[0-9]|~)")
_SITE: Final = re.compile(r"(?:fanfiction|fictionpress)\.(?:net|com)$")
_CROSSOVER: Final = re.compile(r"(.+?) \+ (.+?) Crossovers?")
_TITLE: Final = re.compile(
    r"(?P<title>.+?)(?: Chapter [0-9]+(?:: .+)?)?, an? (?P<fandom>.+) "
    r"fan ?fic(?:tion)?\b.*"
)
_OPTION: Final = re.compile(
    r"(?:chapter\s+)?([0-9]{1,5})[.:]?\s*(.*)", re.I | re.DOTALL
)
# In the text, though nobody wrote them.
_SHARING: Final = ".a2a_kit, .addthis_toolbox, ins.adsbygoogle"


def recognises(soup: BeautifulSoup) -> bool:
    """Tell whether a page shows a chapter of these sites; others use its names too."""
    if selecting.first(soup, _TEXTS) is None:
        return False
    head = selecting.first(soup, "#profile_top, #gui_table1i")
    if head is not None and "rated:" in words(head).lower():
        return True
    if _SITE.search(saved_pages.host(saved_pages.address(soup))):
        return True
    titled = soup.title is not None and bool(
        re.search(r"fanfiction|fictionpress", words(soup.title), re.IGNORECASE)
    )
    return (titled or _chapters(soup) is not None) and _meta(soup) is not None


def read(soup: BeautifulSoup) -> Story:
    """Return what a page has of a story: its facts and one chapter."""
    saved_pages.restore(soup)
    text = selecting.first(soup, _TEXTS)
    for tag in selecting.select(text, _SHARING) if text is not None else ():
        if not tag.decomposed:
            tag.decompose()
    if text is None or not (words(text) or text.find("img")):
        raise Refused("There is no story text on this page; save it again when it is.")
    meta = _meta(soup)
    line = fanfiction_line.read(meta) if meta is not None else Line()
    head = _head(soup)
    title, fandoms = _title(head, soup), _fandoms(soup)
    number, name, options = _chapter(soup, title)
    posted = line.chapters or options or 1
    said = (
        (f"Only chapter {number} of {posted} is in this file; save the others too.",)
        if posted > 1
        else ()
    )
    return Story(
        format=FORMAT,
        chapters=(Chapter(html=inner(text), number=number, title=name),),
        title=title,
        authors=_authors(head),
        rating=line.rating,
        fandoms=fandoms,
        relationships=line.relationships,
        characters=line.characters,
        tags=line.genres,
        language=line.language,
        published=line.published,
        updated=line.updated,
        planned=str(posted) if line.complete else "?",
        posted=posted,
        words=line.words,
        summary=_summary(head, meta),
        source=_source(soup, line),
        pictures=saved_pages.pictures([text]),
        lost=tuple([Loss(", ".join(line.counts), "stats")] if line.counts else []),
        said=said,
    )


# ---- The head of the page -----------------------------------------------------------


def _head(soup: BeautifulSoup) -> Tag | None:
    for css in _HEADS.split(", "):
        if (found := selecting.first(soup, css)) is not None:
            return found
    return None


def _meta(soup: BeautifulSoup) -> Tag | None:
    """Return the smallest element with the line of facts, outside of the text."""
    for node in soup.find_all(string=re.compile(r"\bRated:"), limit=20):
        for above in node.parents:
            if not isinstance(above, Tag) or above.get("id") in {"storytext"}:
                break
            text = words(above)
            if re.search(r"\b(?:Words|Published|Reviews|Favs|id):?", text):
                return None if _inside_text(above) else above
            if len(text) > 2_000:
                break
    return None


def _inside_text(tag: Tag) -> bool:
    return any(up.get("id") in {"storytext", "storycontent"} for up in tag.parents)


def _title(head: Tag | None, soup: BeautifulSoup) -> str:
    if head is not None:
        for bold in selecting.select(head, "b.xcontrast_txt, b"):
            if words(bold) and not _inside_text(bold):
                return words(bold)
    text = _page_title(soup)
    found = _TITLE.fullmatch(text)
    return found["title"] if found else text


def _page_title(soup: BeautifulSoup) -> str:
    """Return the page's title without its site's name."""
    return re.split(r"\s*\|\s*", words(soup.title)[:500])[0]


def _authors(head: Tag | None) -> tuple[str, ...]:
    for link in head.find_all("a") if head is not None else ():
        href = str(link.get("href") or "")
        if _AUTHOR.search(href) and words(link) and not _inside_text(link):
            return (words(link),)
    return ()


def _summary(head: Tag | None, meta: Tag | None) -> str:
    if head is None:
        return ""
    for div in selecting.select(head, "div.xcontrast_txt, div[style*=margin-top]"):
        spare = _inside_text(div) or div is meta or div.find("div") is not None
        if not spare and words(div) and "Rated:" not in words(div):
            return f"<p>{inner(div)}</p>"
    return ""


def _fandoms(soup: BeautifulSoup) -> tuple[str, ...]:
    above = selecting.first(soup, "#pre_story_links")
    links = above.find_all("a") if above is not None else []
    if not links:
        path = re.compile(r"^(?:https?://[\w.]+)?/(?:[a-z]+/[^/]+/$|.*_Crossovers/)")
        links = [
            a
            for a in soup.find_all("a", href=path)
            if words(a) and not _inside_text(a) and "/u/" not in str(a["href"])
        ][:1]
    names = [words(link) for link in links if words(link)]
    if names:
        both = _CROSSOVER.fullmatch(names[-1])
        return (both[1], both[2]) if both else (names[-1],)
    found = _TITLE.fullmatch(_page_title(soup))
    return (found["fandom"],) if found else ()


# ---- Chapter and address ------------------------------------------------------------


def _chapters(soup: BeautifulSoup) -> Tag | None:
    return selecting.first(
        soup, "select#chap_select, select[name=chapter], select#jump"
    )


def _chapter(soup: BeautifulSoup, story: str) -> tuple[int, str, int]:
    """Return the number and title of the chapter, and how many there are."""
    select = _chapters(soup)
    options = select.find_all("option") if select is not None else []
    chosen = next((one for one in options if one.has_attr("selected")), None)
    if chosen is None:
        by_address = _STORY.search(saved_pages.address(soup))
        number = int(by_address["chapter"] or 1) if by_address else 1
        chosen = next((o for o in options if o.get("value") == str(number)), None)
    else:
        value = _OPTION.fullmatch(str(chosen.get("value") or ""))
        number = int(value[1]) if value else 1
    label = _OPTION.fullmatch(words(chosen)) if chosen is not None else None
    name = label[2].strip() if label else words(chosen)
    bare = name.removeprefix(story).strip()
    if re.fullmatch(rf"(?:chapter\s+)?{number}", bare, re.IGNORECASE) or not bare:
        name = ""
    return number, name, len(options)


def _source(soup: BeautifulSoup, line: Line) -> str:
    """Return the address of the story, without that of the chapter."""
    links = [str(a.get("href") or "") for a in soup.find_all("a")]
    urls = [saved_pages.address(soup), *links]
    found = [one for url in urls if (one := _STORY.search(url))]
    number = line.id or (found[0]["id"] if found else "")
    hosts = [saved_pages.host(url) for url in urls]
    page = " ".join([words(soup.title), *hosts]).lower()
    press = page.count("fictionpress") > page.count("fanfiction")
    host = "www.fictionpress.com" if press else "www.fanfiction.net"
    return f"https://{host}/s/{number}" if number else ""
