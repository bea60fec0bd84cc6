"""FanFicFare's books and pages, of every version, and FanFictionDownLoader's before it.

Facts of the writers (``title_page.xhtml``, ``file0001.xhtml``, ``log_page.xhtml``;
``<a name="section0001">`` in pages) are from the project's own sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from itertools import takewhile
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from ..markup.markup import HEAD, inner, words
from ..markup.nodes import HEADINGS
from ..story import Loss, Refused, Story
from . import fanficfare_chapters, title_fields, title_page
from .book import Book, Document
from .fanficfare_chapters import Piece
from .title_page import Page

_MAKER: Final = re.compile(
    r"(?i)fanficfare|fanfic\s?downloader|fanfiction\s?downloader"
)
_CHAPTER: Final = re.compile(r"(?i)(?:^|/)(?:file|chapter)_?\d{4}\.x?html?$")
_FRONT: Final = re.compile(
    r"(?i)(?:^|/)(?:title_?page|toc_?page|log_?page|cover)[^/]*$"
)
_SECTION: Final = re.compile(r"\Asection\d{1,6}\Z")


def recognises_book(book: Book) -> bool:
    """Tell whether FanFicFare made the book."""
    makers = (*book.metadata.get("contributor", ()), book.first("identifier"))
    if any(_MAKER.search(maker) for maker in makers):
        return True
    return any(_own_heading(document.soup) for document in book.documents)


def read_book(book: Book) -> Story:
    """Return the story of a FanFicFare book."""
    documents = [d for d in book.documents if _is_chapter(d)]
    if not documents:
        documents = [d for d in book.documents if not _is_furniture(d)]
    names = {document.name for document in documents}
    fronts = [d for d in book.documents if d.name not in names]
    if not documents:
        raise Refused("It has a title page and no chapter; download it again.")
    front = max(fronts, key=lambda d: title_fields.count(d.soup), default=None)
    page = title_page.read(front.soup) if front else Page()
    heading = front.soup.find(["h1", "h2", "h3"]) if front else None
    _from_package(page, book, heading if isinstance(heading, Tag) else None)
    chapters = [(_heading(document), _body(document.soup)) for document in documents]
    shown = {str(i["src"]) for d in documents for i in d.soup.find_all("img", src=True)}
    pictures = {path: data for path, data in book.pictures.items() if path in shown}
    return _story("fanficfare-epub", page, chapters, pictures, book.lost)


def recognises(soup: BeautifulSoup) -> bool:
    """Tell whether a page is FanFicFare's HTML: its anchors, and a table of fields."""
    return bool(_anchors(soup)) and title_fields.count(soup) >= 3


def read(soup: BeautifulSoup) -> Story:
    """Return the story of a page of FanFicFare's."""
    anchors = _anchors(soup)
    if not anchors:
        raise Refused("It has no chapters of FanFicFare's in it.")
    front = BeautifulSoup("", "html.parser")
    before = takewhile(lambda node: node is not anchors[0], soup.contents)
    front.extend([copy(node) for node in before])
    page = title_page.read(front)
    heading = front.find(["h1", "h2", "h3"])
    _from_heading(page, heading if isinstance(heading, Tag) else None)
    chapters = _sections(soup, anchors)
    return _story("fanficfare-html", page, chapters, {}, ())


def _story(
    name: str,
    page: Page,
    chapters: list[tuple[str, list[PageElement]]],
    pictures: Mapping[str, bytes],
    lost: Iterable[Loss],
) -> Story:
    single = len(chapters) == 1 and page.posted in {None, 1}
    single = single and title_page.planned(page, 1) in {"", "1"}
    pieces = [
        fanficfare_chapters.read(
            nodes, heading, place, last=place == len(chapters), single=single
        )
        for place, (heading, nodes) in enumerate(chapters, start=1)
    ]
    story = page.story(name, tuple(piece.chapter for piece in pieces))
    return replace(
        story,
        series=tuple(dict.fromkeys(page.series)),
        gifts=(*story.gifts, *(gift for piece in pieces for gift in piece.gifts)),
        related=tuple(work for piece in pieces for work in piece.related),
        notes=page.notes + "".join(piece.notes for piece in pieces),
        end_notes="".join(piece.end_notes for piece in pieces),
        pictures=pictures,
        lost=(*page.lost, *lost),
        said=_said(page, pieces),
    )


def _said(page: Page, pieces: list[Piece]) -> tuple[str, ...]:
    if page.posted is None or page.posted == len(pieces):
        return ()
    return (f"Only {len(pieces)} of its {page.posted} chapters are in this file.",)


def _from_package(page: Page, book: Book, heading: Tag | None) -> None:
    """Fill from the package what the title page leaves out or words otherwise."""
    # Its dates are ISO; those of the page are in the form that somebody configured.
    for name, event in (("published", "publication"), ("updated", "modification")):
        for day in book.metadata.get(f"date:{event}", ())[:1]:
            page.values[name] = (day[:10],)
            page.lost = tuple(x for x in page.lost if not x.what.startswith(name))
    source = book.first("source")
    title_page.merged(
        page,
        {
            "title": book.metadata.get("title", ())[:1],
            "authors": book.metadata.get("creator", ()),
            "language": book.metadata.get("language", ())[:1],
            "source": (source,) if source.startswith("http") else (),
        },
    )
    _from_heading(page, heading)
    page.summary = page.summary or book.first("description")
    name = book.first("calibre:series")
    if name and name not in {title for title, _ in page.series}:
        index = book.first("calibre:series_index") or "0"
        page.series = (title_page.series(f"{name} [{index}]"), *page.series)


def _from_heading(page: Page, heading: Tag | None) -> None:
    """Read ``<h3><a href=story>Title</a> by <a>Author</a></h3>``."""
    links = heading.find_all("a", href=True) if heading else []
    if not heading or not links:
        title, _, author = words(heading).rpartition(" by ")
        found = {"title": (title,), "authors": (author,)} if title else {}
        title_page.merged(page, found)
        return
    rest = words(heading).removeprefix(words(links[0])).strip()
    names = tuple(words(link) for link in links[1:])
    title_page.merged(
        page,
        {
            "title": (words(links[0]),),
            "source": (str(links[0]["href"]),),
            "authors": names or (rest.removeprefix("by ").strip(),),
        },
    )


def _heading(document: Document) -> str:
    for name in ("chapterorigtitle", "chaptertitle"):
        meta = document.soup.find("meta", attrs={"name": name})
        if isinstance(meta, Tag) and str(meta.get("content") or "").strip():
            return str(meta["content"])
    heading = _own_heading(document.soup) or document.soup.find([*HEADINGS])
    return words(heading) if isinstance(heading, Tag) else ""


def _body(soup: BeautifulSoup) -> list[PageElement]:
    """Return the text of a chapter, without the heading that FanFicFare puts first."""
    nodes = [n for n in soup.contents if not (isinstance(n, Tag) and n.name in HEAD)]
    own = _own_heading(soup)
    if own is None:
        first = next((n for n in nodes if str(n).strip()), None)
        own = first if isinstance(first, Tag) and _is_heading(first) else None
    return [node for node in nodes if node is not own]


def _own_heading(soup: Tag) -> Tag | None:
    found = soup.find([*HEADINGS], class_="fff_chapter_title")
    return found if isinstance(found, Tag) else None


def _is_chapter(document: Document) -> bool:
    soup = document.soup
    if _FRONT.search(document.name):
        return False
    return bool(
        _CHAPTER.search(document.name)
        or soup.find("meta", attrs={"name": ["chapterurl", "chaptertitle"]})
        or soup.find("a", class_="chapterurl")
        or _own_heading(soup)
    )


def _is_furniture(document: Document) -> bool:
    soup = document.soup
    if _FRONT.search(document.name) or title_fields.count(soup) >= 3:
        return True
    heading = soup.find([*HEADINGS])
    name = words(heading) if isinstance(heading, Tag) else ""
    return name in {"Update Log", "Table of Contents"} or not inner(soup)


def _anchors(soup: BeautifulSoup) -> list[Tag]:
    return [
        anchor
        for anchor in soup.find_all("a", attrs={"name": _SECTION}, recursive=False)
        if anchor.find([*HEADINGS]) or _is_heading(anchor.find_next_sibling())
    ]


def _sections(
    soup: BeautifulSoup, anchors: list[Tag]
) -> list[tuple[str, list[PageElement]]]:
    starts = {id(anchor) for anchor in anchors}
    sections: list[tuple[str, list[PageElement]]] = []
    for node in soup.contents:
        if id(node) in starts and isinstance(node, Tag):
            heading = node.find([*HEADINGS])
            rest = [child for child in node.children if child is not heading]
            name = words(heading) if isinstance(heading, Tag) else ""
            sections.append((name, rest))
        elif sections and not sections[-1][0] and isinstance(node, Tag):
            # Its heading stands behind the anchor instead of inside.
            sections[-1] = (words(node), sections[-1][1])
        elif sections:
            sections[-1][1].append(node)
    return sections


def _is_heading(node: object) -> bool:
    return isinstance(node, Tag) and node.name in HEADINGS
