"""The table of contents of an EPUB: ``nav.xhtml`` of EPUB 3, ``toc.ncx`` of EPUB 2."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from bs4 import BeautifulSoup, Tag

from ..markup import markup, xml
from ..story import Refused
from .package import joined

_MOST: Final = 20_000


class Entry(NamedTuple):
    """A line of the table: where it leads, and how deep it stands (1 is the top).

    `document` is empty for a line that leads nowhere, as the name of a part may.
    """

    title: str
    document: str
    fragment: str
    depth: int


def from_navigation(soup: BeautifulSoup, path: str) -> tuple[Entry, ...]:
    """Read the lists of a navigation document."""
    navs = soup.find_all("nav")
    chosen = next((nav for nav in navs if _is_contents(nav)), navs[0] if navs else soup)
    entries: list[Entry] = []
    for item in chosen.find_all("li"):
        line = next(
            (
                child
                for child in item.children
                if isinstance(child, Tag) and child.name not in {"ol", "ul"}
            ),
            None,
        )
        if line is None:
            continue
        inside = None if line.name == "a" else line.find("a")
        link = inside if isinstance(inside, Tag) else line
        depth = sum(parent.name in {"ol", "ul"} for parent in item.parents)
        entries.append(
            _entry(markup.words(line), str(link.get("href") or ""), path, depth)
        )
    if not entries:
        entries = [
            _entry(markup.words(link), str(link["href"]), path, 1)
            for link in chosen.find_all("a", href=True)
        ]
    return tuple(entries[:_MOST])


def kinds(soup: BeautifulSoup, path: str) -> dict[str, str]:
    """Return what the landmarks of a navigation document call the documents."""
    return {
        joined(posixpath.dirname(path), str(link["href"])): str(link["epub:type"])
        for nav in soup.find_all("nav")
        if "landmarks" in str(nav.get("epub:type") or "").split()
        for link in nav.find_all("a", href=True)
        if link.get("epub:type")
    }


def from_ncx(data: bytes, path: str) -> tuple[Entry, ...]:
    """Read an NCX, even a broken one; nothing where nothing can be read."""
    for reading in (xml.parsed, xml.forgiving):
        try:
            root = reading(data)
        except Refused:
            continue
        return tuple(islice(_points(root, path), _MOST))
    return ()


def _points(root: Element, path: str) -> Iterator[Entry]:
    waiting: list[tuple[Element, int]] = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        if xml.local(element) == "navpoint":
            depth += 1
            yield _point(element, path, depth)
        waiting += [(child, depth) for child in reversed(element)]


def _point(element: Element, path: str, depth: int) -> Entry:
    title = target = ""
    for child in element:
        name = xml.local(child)
        if name == "navlabel" and not title:
            title = " ".join("".join(child.itertext()).split())
        elif name == "content" and not target:
            target = child.get("src", "")
    return _entry(title, target, path, depth)


def _entry(title: str, target: str, path: str, depth: int) -> Entry:
    where, _, fragment = target.partition("#")
    # A link into the table's own document: "#chapter-2" in a book of one document.
    document = joined(posixpath.dirname(path), where) if where else ""
    if fragment and not where:
        document = path
    return Entry(title, document, unquote(fragment), max(1, depth))


def _is_contents(nav: Tag) -> bool:
    kind = str(nav.get("epub:type") or "").split()
    return "toc" in kind or nav.get("role") == "doc-toc"
