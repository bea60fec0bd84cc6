"""OPDS 2.0: the catalogue as JSON.

A book can be taken under the name that OPDS 1.2 gave it, an address: the short names of
2.0 are younger than some apps, and both are right.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from ...model import Person
from ...settings import Settings
from ..following.entries import identity, stamp
from . import places
from .catalogue import NEW, ROOT, Facet, Line, Menu, Shelf
from .places import link
from .publications import Publication, Subject
from .sheets import Sheet

TYPE: Final = "application/opds+json"
BOOK: Final = "application/opds-publication+json"
ENDING: Final = ".json"
_REL: Final = "http://opds-spec.org"
NEWEST: Final = 10
Value = dict[str, Any]


class Json:
    """Writes menus, shelves and books of one site; a book's short form is made once."""

    ending = ENDING

    def __init__(self, settings: Settings, newest: Shelf | None = None) -> None:
        self._settings = settings
        self._newest = newest
        self._brief: dict[str, Value] = {}

    def menu(self, menu: Menu, sheet: Sheet) -> bytes:
        """Return a feed of ways on; the first one shows what is new as well."""
        feed = self._about(menu, sheet)
        lines = menu.lines[sheet.begin : sheet.end]
        feed["navigation"] = [_line(line) for line in lines]
        if menu.path == ROOT and self._newest is not None:
            books = self._newest.books
            group = {"title": self._newest.title, "numberOfItems": len(books)}
            feed["groups"] = [
                {
                    "metadata": group,
                    "links": [_link("self", NEW)],
                    "publications": [self._short(book) for book in books[:NEWEST]],
                }
            ]
        return self._put(sheet.path, feed)

    def shelf(self, shelf: Shelf, sheet: Sheet) -> bytes:
        """Return a feed of books."""
        feed = self._about(shelf, sheet)
        books = shelf.books[sheet.begin : sheet.end]
        feed["publications"] = [self._short(book) for book in books]
        if shelf.facets:
            feed["facets"] = list(_facets(shelf.facets))
        return self._put(sheet.path, feed)

    def book(self, book: Publication) -> bytes:
        """Return everything that is known of a book."""
        return self._put(book.path, self._publication(book, book.subjects))

    def _about(self, what: Menu | Shelf, sheet: Sheet) -> Value:
        metadata: Value = {
            "identifier": identity(sheet.path, self._settings),
            "title": what.title,
            "modified": stamp(what.updated),
            "numberOfItems": sheet.total,
            "itemsPerPage": sheet.size,
            "currentPage": sheet.number,
        }
        if what.path == ROOT and self._settings.tagline:
            metadata["subtitle"] = self._settings.tagline
        links = [_link("self", sheet.path), _link("start", ROOT)]
        if what.up:
            links.append(_link("up", what.up))
        links += [_link(rel, path) for rel, path in sheet.around]
        links.append(_page(what.url))
        return {"metadata": metadata, "links": links}

    def _short(self, book: Publication) -> Value:
        known = self._brief.get(book.url)
        if known is None:
            known = self._publication(book, book.brief)
            self._brief[book.url] = known
        return known

    def _publication(self, book: Publication, subjects: tuple[Subject, ...]) -> Value:
        # The standard wants no empty values.
        metadata: Value = {
            "@type": "http://schema.org/Book",
            "identifier": identity(book.url, self._settings),
            "title": book.title,
            "author": [_person(author) for author in book.authors],
            "language": book.language.code,
            "published": stamp(book.published),
            "modified": stamp(book.updated),
            "description": str(book.said),
            "subject": [self._subject(subject) for subject in subjects],
            "belongsTo": _series(book),
        }
        if book.language.direction == "rtl":
            metadata["readingProgression"] = "rtl"
        made: Value = {
            "metadata": {key: value for key, value in metadata.items() if value},
            "links": [*_links(book)],
        }
        if book.cover is not None:
            made["images"] = [
                {"href": link(url), "type": book.cover.type, "rel": f"{_REL}/{rel}"}
                for rel, url in (
                    ("image", book.cover.url),
                    ("image/thumbnail", book.cover.thumbnail),
                )
            ]
        return made

    def _subject(self, subject: Subject) -> Value:
        made: Value = {"name": subject.name, "code": subject.slug}
        if scheme := places.scheme(subject.kind, self._settings):
            made["scheme"] = scheme
        return made

    def _put(self, path: str, feed: Value) -> bytes:
        text = msgspec.json.encode(feed).decode()
        return places.rooted(text, path, self._settings).encode()


def _person(author: Person) -> Value:
    if author.url is None:
        return {"name": author.byline}
    path = f"opds/{author.url.rstrip('/')}"
    return {"name": author.byline, "links": [_link("", path)]}


def _series(book: Publication) -> Value:
    places_ = [
        {
            "name": place.title,
            "position": place.part,
            "links": [_link("", f"opds/{place.url.rstrip('/')}")],
        }
        for place in book.series
    ]
    return {"series": places_} if places_ else {}


def _links(book: Publication) -> Iterator[Value]:
    yield {"rel": "self", "href": link(book.path + ENDING), "type": BOOK}
    yield _page(book.url)
    for file in book.downloads:
        yield {
            "rel": f"{_REL}/acquisition/open-access",
            "href": link(file.url),
            "type": file.type,
            "title": file.name,
            "size": file.size,
        }


def _line(line: Line) -> Value:
    rel = f"{_REL}/sort/new" if line.path == NEW else "subsection"
    made = _link(rel, line.path)
    return {
        **made,
        "title": line.title,
        "properties": {"numberOfItems": line.count},
    }


def _facets(facets: tuple[Facet, ...]) -> Iterator[Value]:
    for group in dict.fromkeys(facet.group for facet in facets):
        links = []
        for facet in facets:
            if facet.group == group:
                made = _link("self" if facet.active else "", facet.path)
                made["title"] = facet.title
                made["properties"] = {"numberOfItems": facet.count}
                links.append(made)
        yield {"metadata": {"title": group}, "links": links}


def _page(url: str) -> Value:
    return {"rel": "alternate", "href": link(url), "type": "text/html"}


def _link(rel: str, path: str) -> Value:
    named = {"rel": rel} if rel else {}
    return {**named, "href": link(path + ENDING), "type": TYPE}
