"""OPDS 2.0: the catalogue as JSON.

A book can be taken under the name that OPDS 1.2 gave it, an address: the short names of
2.0 are younger than some apps, and both are right.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from ...books.offers import Download
from ...model import Person
from ...settings import Settings
from ..following.entries import identity, stamp
from . import places
from .places import link
from .publications import Publication, Subject
from .sheets import Sheet
from .shelves import NEW, ROOT, Facet, Line, Menu, Shelf

TYPE: Final = "application/opds+json"
BOOK: Final = "application/opds-publication+json"
ENDING: Final = ".json"
_REL: Final = "http://opds-spec.org"
_PICTURES: Final = ("image", "image/thumbnail")
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
        return self._put(book.path, self._whole(book))

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
            authors = [{"name": author.byline} for author in book.authors]
            about = _about_book(book, self._settings) | {
                "author": authors,
                "description": book.line,
                "subject": [*map(self._subject, book.brief)],
            }
            links = [_self(book), *map(_file, book.first)]
            known = {"metadata": about, "links": links, **_images(book, _PICTURES[1])}
            self._brief[book.url] = known
        return known

    def _whole(self, book: Publication) -> Value:
        about = {"@type": "http://schema.org/Book"}
        about |= _about_book(book, self._settings) | {
            "author": [*map(_person, book.authors)],
            "published": stamp(book.published),
            "description": str(book.said),
            "subject": [*map(self._subject, book.subjects)],
        }
        links = [_self(book), _page(book.url), *map(_file, book.downloads)]
        return {"metadata": about, "links": links, **_images(book, *_PICTURES)}

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


def _about_book(book: Publication, settings: Settings) -> Value:
    """Return what every list says of a book as well; nothing of it is empty."""
    made: Value = {
        "identifier": identity(book.url, settings),
        "title": book.title,
        "language": book.language.code,
        "modified": stamp(book.updated),
    }
    if series := _series(book):
        made["belongsTo"] = series
    if book.language.direction == "rtl":
        made["readingProgression"] = "rtl"
    return made


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


def _self(book: Publication) -> Value:
    return {"rel": "self", "href": link(book.path + ENDING), "type": BOOK}


def _file(file: Download) -> Value:
    return {
        "rel": f"{_REL}/acquisition/open-access",
        "href": link(file.url),
        "type": file.type,
        "title": file.name,
        "size": file.size,
    }


def _images(book: Publication, *kinds: str) -> Value:
    if book.cover is None:
        return {}
    addresses = {"image": book.cover.url, "image/thumbnail": book.cover.thumbnail}
    return {
        "images": [
            {
                "href": link(addresses[kind]),
                "type": book.cover.type,
                "rel": f"{_REL}/{kind}",
            }
            for kind in kinds
        ]
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
