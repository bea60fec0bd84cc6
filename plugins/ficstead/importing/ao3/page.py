"""Read a saved work page of AO3, or of any site that runs its software.

Whole works and single chapters, logged in or out, in the layouts since 2009: elements
are found by class or id where the layout has them, else by the words of their labels.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Final

from bs4 import BeautifulSoup, Tag

from ..markup import saved_pages, selecting
from ..markup.markup import classes, words
from ..story import Chapter, Loss, Refused, Story
from . import labels as ao3_labels
from . import page_header as ao3_page_header
from . import page_text as ao3_page_text
from .page_text import first, select

FORMAT: Final = "ao3-page"

_WORK: Final = re.compile(
    r"(?:(?:https?:)?//(?P<host>[\w.-]+))?/(?:works|downloads)/(?P<id>[0-9]{1,12})(?![\w-])"
)
# AO3's own other names.
_AO3: Final = re.compile(
    r"(?:www\.|insecure\.|m\.)?(?:archiveofourown\.(?:org|com|net|gay)|ao3\.org"
    r"|archive\.transformativeworks\.org)"
)
_TITLES: Final = {
    "squidgeworld": "squidgeworld.org",
    "ad astra": "www.adastrafanfic.com",
    "cfaarchive": "www.cfaarchive.org",
    "superlove": "superlove.sayitditto.net",
}
_SKIN_NAME: Final = "#workskin"
# Works of other people, on this page.
_OTHERS: Final = (
    "#children, #series, .associations, .series, #comments, #feedback li, dd"
)


def recognises(soup: BeautifulSoup) -> bool:
    """Tell whether a page shows a work."""
    box = ao3_page_text.box(soup)
    if box is None:
        return False
    return (
        ao3_page_header.box(soup) is not None
        or soup.find(id="workskin") is not None
        or first(soup, ".preface h2.title, .preface .byline") is not None
    )


def read(soup: BeautifulSoup) -> Story:
    """Return the work of a page."""
    saved_pages.restore(soup)
    source = _source(soup)
    saved_pages.restore(soup, source)
    root = ao3_page_text.box(soup)
    if root is None:
        raise Refused("There is no story text on this page; save the work's own page.")
    header = ao3_page_header.header(ao3_page_header.box(soup))
    around = ao3_page_text.preface(
        _work(root), lambda tag: not ao3_page_text.is_inside(tag, root)
    )
    chapters = ao3_page_text.chapters(root)
    if not any(words_of(chapter) for chapter in chapters):
        raise Refused("There is no story text on this page; save the work's own page.")
    posted = header.labelled.stats.posted
    oneshot = not ao3_page_text.divisions(root) and posted in {None, 1}
    children = first(soup, "#children")
    return replace(
        header.labelled.story(FORMAT, chapters, oneshot=oneshot),
        title=_title(soup),
        authors=_authors(soup),
        series=header.labelled.series or _series(soup),
        gifts=tuple(around.gifts) or _recipients(soup),
        prompts=tuple(around.prompts),
        related=tuple(around.related),
        summary=around.summary,
        notes=around.notes,
        end_notes=around.end_notes,
        source=source,
        skin=_skin(soup),
        pictures=saved_pages.pictures([root]),
        lost=(*header.lost, *around.lost, *_inspired(children)),
        said=(*_partial(chapters, posted), *header.said, *_state(soup)),
    )


def words_of(chapter: Chapter) -> bool:
    """Tell whether there is anything in a chapter."""
    return bool(
        re.search(r"<img|<iframe|<audio|<video|<embed|>[^<]*\w|^[^<]*\w", chapter.html)
    )


def _work(root: Tag) -> Tag:
    """Return what holds the chapters together with preface and afterword."""
    for above in root.parents:
        if isinstance(above, Tag) and (
            above.get("id") in {"workskin", "main", "previewpane"}
            or {"work-show", "work"} & {*classes(above)}
        ):
            return above
    parents = [above for above in root.parents if isinstance(above, Tag)]
    return parents[-1] if parents else root


# ---- Title, authors, address --------------------------------------------------------


def _title(soup: BeautifulSoup) -> str:
    for css in (".preface h2.title", "h2.title", ".preface h2", "h1.title"):
        if (found := first(soup, css)) is not None and words(found):
            return words(found)
    text = words(soup.title)
    bare = re.split(r"\s*(?:\||\[Archive of Our Own\])", text, maxsplit=1)[0]
    return re.split(r" - (?:Chapter [0-9]+|by) | - ", bare, maxsplit=1)[0].strip()


def _authors(soup: BeautifulSoup) -> tuple[str, ...]:
    for css in (".preface .byline", "h3.byline", ".byline"):
        for byline in select(soup, css):
            if words(byline) and not words(byline).startswith("Chapter by"):
                return ao3_labels.bylines(byline)
    return ()


def _recipients(soup: BeautifulSoup) -> tuple[str, ...]:
    """Return whom a work of 2009 was for, which stood under its byline."""
    line = first(soup, ".preface .recipients")
    text = re.sub(r"^for\s+", "", words(line), flags=re.IGNORECASE)
    return ao3_labels.listed(text)


def _series(soup: BeautifulSoup) -> tuple[tuple[str, int | None], ...]:
    below = first(soup, "#series, ul.work-series-data")
    return ao3_page_header.series(below) if below is not None else ()


def _source(soup: BeautifulSoup) -> str:
    """Return the address of the work: the one that most of the page's links have."""
    addresses: Counter[str] = Counter()
    hosts: Counter[str] = Counter()
    own = saved_pages.address(soup)
    around = selecting.select(soup, f"{_OTHERS}, .userstuff", closed="userstuff")
    others = {id(tag) for tag in around}
    for url in (own, *_led_to(soup, others)):
        if found := _WORK.search(url):
            addresses[found["id"]] += 100 if url == own else 1
            if found["host"]:
                hosts[found["host"].lower()] += 1
    if not addresses:
        return ""
    work = addresses.most_common(1)[0][0]
    named = hosts.most_common(1)[0][0] if hosts else _host_by_title(soup)
    if _AO3.fullmatch(named):
        named = "archiveofourown.org"
    return f"https://{named}/works/{work}"


def _led_to(soup: BeautifulSoup, others: set[int]) -> list[str]:
    found: list[str] = []
    for name, attribute in (("a", "href"), ("form", "action")):
        for tag in soup.find_all(name):
            url = str(tag.get(attribute) or "")
            mine = not any(id(above) in others for above in tag.parents)
            if url and (mine or "/bookmarks" in url):
                found.append(url)
    return found


def _host_by_title(soup: BeautifulSoup) -> str:
    text = words(soup.title).lower()
    for name, host in _TITLES.items():
        if name in text.rpartition("|")[2]:
            return host
    return "archiveofourown.org"


# ---- What else the page has ---------------------------------------------------------


def _skin(soup: BeautifulSoup) -> str:
    """Return the CSS of the work skin; the site's own styles are not only about it."""
    skins = []
    for style in soup.find_all("style"):
        css = style.get_text()
        named = style.find_parent(id="work-skin") is not None
        if _SKIN_NAME in css and (named or _is_skin(css)):
            skins.append(css.strip())
    return "\n".join(dict.fromkeys(skins))


def _is_skin(css: str) -> bool:
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    selectors = [
        one.strip()
        for prelude in re.findall(r"([^{}]+)\{", plain)
        for one in prelude.split(",")
        if not prelude.strip().startswith("@")
    ]
    return bool(selectors) and all(s.startswith(_SKIN_NAME) for s in selectors)


def _inspired(children: Tag | None) -> list[Loss]:
    if children is None:
        return []
    named = [what for li in children.find_all("li") for what in ao3_labels.inspired(li)]
    return [Loss(what, "afterword") for what in named]


def _partial(chapters: tuple[Chapter, ...], posted: int | None) -> tuple[str, ...]:
    if posted is None or len(chapters) >= posted:
        return ()
    if len(chapters) == 1:
        which = f"chapter {chapters[0].number or 1} of {posted}"
    else:
        which = f"{len(chapters)} of {posted} chapters"
    return (
        f"Only {which} {'is' if len(chapters) == 1 else 'are'} in this file; save the "
        "page of the entire work, or the others too.",
    )


def _state(soup: BeautifulSoup) -> list[str]:
    """Return what the page says of who may see the work."""
    said = []
    locks = [str(img.get("alt") or "") for img in select(soup, "h2.title img, h2 img")]
    if any("restricted" in alt.lower() for alt in locks):
        said.append("Where it was posted only registered users can read it.")
    if soup.find(id="previewpane") or first(soup, "div.draft.work") is not None:
        said.append("It is a draft that was previewed, not posted.")
    for draft in select(soup, "div.chapter.draft"):
        number = re.search(r"[0-9]{1,6}", str(draft.get("id") or ""))
        if number and first(draft, ".draft-chapter") is not None:
            said.append(f"Chapter {number[0]} was a draft when the page was saved.")
    return said
