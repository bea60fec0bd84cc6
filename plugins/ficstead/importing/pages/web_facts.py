"""What a page of any site says of its story: title, author, day, tags, address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from bs4 import BeautifulSoup, Tag

from ..labels import chapter_headings, label_values
from ..markup import saved_pages, selecting
from ..markup.markup import words

_TITLES: Final = (
    *(".entry-title", ".post-title", ".asset-name", ".b-singlepost-title"),
    *(
        ".aentry-post__title-text",
        ".story-title",
        ".fic-header h2",
        "[itemprop=name] h1",
    ),
    *("[itemprop=headline]", ".p-title-value", ".subj-link", ".p-novel__title"),
)
_AUTHORS: Final = (
    *(
        "[rel=author]",
        "[itemprop=author]",
        ".entry-author",
        ".post-author .fn",
        ".author",
    ),
    *(
        ".byline a",
        ".author-info__username",
        ".poster .ljuser",
        ".b-singlepost .ljuser",
    ),
    *(".i-ljuser-username", "a[href*='/user/'].on-navigate"),
)
_DAYS: Final = (
    *(
        "article:published_time",
        "date",
        "dc.date",
        "dcterms.created",
        "og:published_time",
    ),
)
_CHAPTER: Final = re.compile(r"\W{1,3}(?=(?:chapter|ch\.?|part)\s)", re.IGNORECASE)
_NAME: Final = re.compile(r"(?:written |posted |story )?by:?\s+(.+)", re.IGNORECASE)
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page says, empty where it does not."""

    title: str = ""
    number: int | None = None
    chapter: str = ""
    author: str = ""
    published: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""


def facts(soup: BeautifulSoup, inside: Tag) -> Facts:
    """Return what the page around a text says."""
    title, number, chapter = _parted(_title(soup))
    return Facts(
        title=title,
        number=number,
        chapter=chapter,
        author=_author(soup),
        published=published(soup),
        summary=_summary(soup, inside),
        tags=_tags(soup),
        source=saved_pages.address(soup),
    )


def page_title(soup: BeautifulSoup) -> str:
    """Return the title of the page without the name of its site."""
    text = words(soup.title)[:_LONGEST]
    site = saved_pages.meta(soup, "og:site_name")
    host = saved_pages.host(saved_pages.address(soup)).removeprefix("www.")
    names = {site.lower(), host, host.partition(".")[0]} - {""}
    names |= {"wattpad", "livejournal", "dreamwidth", "tumblr", "royal road", "quotev"}
    while found := re.fullmatch(r"(.+)(?:[|»·—–]|\s-\s)([^|»·—–]{1,60})", text):
        if found[2].strip().lower() not in names:
            break
        text = found[1].strip()
    return text


def _title(soup: BeautifulSoup) -> str:
    for css in _TITLES:
        for tag in selecting.select(soup, css):
            if 0 < len(words(tag)) <= _LONGEST:
                return words(tag)
    said = saved_pages.meta(soup, "og:title") or page_title(soup)
    if said:
        return " ".join(said.split())[:_LONGEST]
    tops = [tag for tag in soup.find_all("h1") if words(tag)]
    return words(tops[0])[:_LONGEST] if len(tops) == 1 else ""


def _parted(text: str) -> tuple[str, int | None, str]:
    """Part "A Lamp - Chapter 3: Toast" into the title, the number and the name."""
    for found in _CHAPTER.finditer(text, 1):
        heading = chapter_headings.read(text[found.end() :])
        if heading and heading.kind == "chapter" and heading.number is not None:
            return text[: found.start()].strip(), heading.number, heading.title
    return text, None, ""


def _author(soup: BeautifulSoup) -> str:
    names = [
        words(tag) for css in _AUTHORS for tag in islice(selecting.select(soup, css), 3)
    ]
    names += [
        saved_pages.meta(soup, "author"),
        saved_pages.meta(soup, "article:author"),
    ]
    for name in names:
        bare = _NAME.fullmatch(name)
        plain = bare[1] if bare else name
        if 0 < len(plain) <= 60 and "://" not in plain and "\n" not in plain:
            return plain
    return ""


def published(soup: BeautifulSoup) -> str:
    """Return the day that the page names as its own."""
    said = [saved_pages.meta(soup, name) for name in _DAYS]
    for css in (
        "[itemprop=datePublished]",
        "time.published",
        "time.entry-date",
        "time",
    ):
        said += [
            str(tag.get("datetime") or tag.get("content") or words(tag))
            for tag in islice(selecting.select(soup, css), 1)
        ]
    for text in said:
        day = label_values.day(text[:10]) or label_values.day(text[:60])
        if text and day:
            return day
    return ""


def _summary(soup: BeautifulSoup, inside: Tag) -> str:
    """Return the page's description, unless it is how the text begins."""
    said = saved_pages.meta(soup, "og:description") or saved_pages.meta(
        soup, "description"
    )
    plain = " ".join(said.split())
    start = plain.rstrip(".…")[:40].lower()
    if not start or start in words(inside).lower() or "from the story" in plain:
        return ""
    return plain


def _tags(soup: BeautifulSoup) -> tuple[str, ...]:
    names = [words(link).lstrip("#") for link in selecting.select(soup, "a[rel~=tag]")]
    return tuple(dict.fromkeys(name for name in names if name and len(name) <= 150))
