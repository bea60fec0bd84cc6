"""OPDS 1.2: the catalogue as Atom feeds.

Lists have partial entries, for e-readers have little memory and ask for no compression,
and a book stands in some fifteen lists: what finds it, its small cover, and the file
that apps open. Each leads to its complete entry. Of what the standard leaves open, this
is as the apps read it: menus say ``subsection``, for some follow nothing else; the page
of a work is ``alternate``, for a page under any other name is taken for a book; a
series is not ``collection``, by which Readium would sort the whole list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ...books.offers import Download
from ...model import Person
from ...settings import Settings
from ..following.entries import identity, stamp
from . import places
from .places import link
from .publications import Place, Publication, Subject
from .sheets import Sheet
from .shelves import NEW, ROOT, Facet, Line, Menu, Shelf
from .xml import document, element, text

TYPE: Final = "application/atom+xml;profile=opds-catalog"
MENU: Final = f"{TYPE};kind=navigation"
SHELF: Final = f"{TYPE};kind=acquisition"
ENTRY: Final = "application/atom+xml;type=entry;profile=opds-catalog"
ENDING: Final = ".xml"
EVERYTHING: Final = "opds/everything"
_REL: Final = "http://opds-spec.org"
_PICTURES: Final = {"cover": f"{_REL}/image", "thumbnail": f"{_REL}/image/thumbnail"}
_BOOK_SPACES: Final[Mapping[str, str]] = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns:dc": "http://purl.org/dc/terms/",
    "xmlns:schema": "http://schema.org/",
    # Readium's name for the same.
    "xmlns:org": "http://schema.org",
}
_SPACES: Final[Mapping[str, str]] = {
    **_BOOK_SPACES,
    "xmlns:opds": "http://opds-spec.org/2010/catalog",
    "xmlns:opensearch": "http://a9.com/-/spec/opensearch/1.1/",
    "xmlns:thr": "http://purl.org/syndication/thread/1.0",
}
_HISTORY: Final = {"xmlns:fh": "http://purl.org/syndication/history/1.0"}


class Atom:
    """Writes menus, shelves and books of one site; an entry is written once."""

    ending = ENDING

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._language = settings.language.code
        self._brief: dict[str, str] = {}

    def menu(self, menu: Menu, sheet: Sheet) -> bytes:
        """Return a navigation feed."""
        lines = menu.lines[sheet.begin : sheet.end]
        up = [("up", menu.up, MENU)] if menu.up else []
        return self._feed(
            sheet.path,
            *self._about(menu, sheet, MENU, up),
            *(self._line(line) for line in lines),
        )

    def shelf(self, shelf: Shelf, sheet: Sheet) -> bytes:
        """Return an acquisition feed."""
        kind = MENU if shelf.up.count("/") == 1 and shelf.up != "opds/works" else SHELF
        books = shelf.books[sheet.begin : sheet.end]
        return self._feed(
            sheet.path,
            *self._about(shelf, sheet, SHELF, [("up", shelf.up, kind)]),
            *map(_facet, shelf.facets),
            *map(self._partial, books),
        )

    def book(self, book: Publication) -> bytes:
        """Return the complete entry of a book as a document of its own."""
        inside = "\n".join(self._complete(book, own=True))
        given = {**_BOOK_SPACES, "xml:lang": book.language.code}
        return self._put(book.path, element("entry", f"\n{inside}\n", given))

    def everything(self, books: Iterable[Publication]) -> bytes:
        """Return every complete entry in one feed, for who keeps a copy of it all."""
        books = tuple(books)
        about = (
            element("id", identity(EVERYTHING, self._settings)),
            element("title", text(f"{self._settings.name}: everything")),
            element("updated", stamp(books[0].updated)),
            self._author(),
            element("fh:complete"),
            _link("self", EVERYTHING, SHELF),
            _link("start", ROOT, MENU),
        )
        entries = (
            element(
                "entry",
                "\n".join(self._complete(book)),
                {"xml:lang": book.language.code},
            )
            for book in books
        )
        return self._feed(EVERYTHING, *about, *entries, spaces=_HISTORY)

    def _about(
        self,
        what: Menu | Shelf,
        sheet: Sheet,
        kind: str,
        links: Iterable[tuple[str, str, str]],
    ) -> Iterator[str]:
        yield element("id", identity(sheet.path, self._settings))
        yield element("title", text(what.title))
        if what.path == ROOT and self._settings.tagline:
            yield element("subtitle", text(self._settings.tagline))
        yield element("updated", stamp(what.updated))
        yield self._author()
        yield _link("self", sheet.path, kind)
        yield _link("start", ROOT, MENU)
        for rel, path, type_ in links:
            yield _link(rel, path, type_)
        for rel, path in sheet.around:
            yield _link(rel, path, kind)
        yield _page(what.url)
        yield _link(f"{_REL}/crawlable", EVERYTHING, SHELF)
        if what.path == ROOT:
            yield _link(f"{_REL}/sort/new", NEW, SHELF, "Newest")
        yield element("opensearch:totalResults", str(sheet.total))
        yield element("opensearch:itemsPerPage", str(sheet.size))
        yield element("opensearch:startIndex", str(sheet.begin + 1))

    def _line(self, line: Line) -> str:
        rel = f"{_REL}/sort/new" if line.path == NEW else "subsection"
        kind = MENU if line.menu else SHELF
        count = {"thr:count": str(line.count)}
        inside = (
            element("title", text(line.title)),
            element("id", identity(line.key or line.path, self._settings)),
            element("updated", stamp(line.updated)),
            element("content", text(line.said), {"type": "text"}),
            _link(rel, line.path, kind, line.title, count),
        )
        return element("entry", "\n".join(inside))

    def _partial(self, book: Publication) -> str:
        known = self._brief.get(book.url)
        if known is None:
            inside = (
                *self._begin(book),
                *(element("author", _name(author)) for author in book.authors),
                element("summary", text(book.line)),
                *map(self._category, book.brief),
                _link("alternate", book.path, ENTRY),
                *_pictures(book, "thumbnail"),
                *map(_file, book.first),
            )
            language = book.language.code
            given = {} if language == self._language else {"xml:lang": language}
            known = self._brief[book.url] = element("entry", "\n".join(inside), given)
        return known

    def _complete(self, book: Publication, *, own: bool = False) -> Iterator[str]:
        yield from self._begin(book)
        yield element("published", stamp(book.published))
        for author in book.authors:
            page = element("uri", link(author.url)) if author.url else ""
            yield element("author", _name(author) + page)
        yield element("summary", text(book.line))
        yield element("content", text(str(book.said)), {"type": "html"})
        yield from map(self._category, book.subjects)
        yield _link("self" if own else "alternate", book.path, ENTRY)
        for place in book.series:
            yield _link("related", f"opds/{place.url}"[:-1], SHELF, place.title)
        yield _page(book.url)
        yield from _pictures(book, "cover", "thumbnail")
        yield from map(_file, book.downloads)

    def _begin(self, book: Publication) -> Iterator[str]:
        yield element("title", text(book.title))
        yield element("id", identity(book.url, self._settings))
        yield element("updated", stamp(book.updated))
        yield element("dc:language", book.language.code)
        yield element("dc:issued", book.published.date().isoformat())
        yield from map(_series, book.series)

    def _category(self, subject: Subject) -> str:
        given = {"term": subject.slug, "label": subject.name}
        if scheme := places.scheme(subject.kind, self._settings):
            given["scheme"] = scheme
        return element("category", "", given)

    def _author(self) -> str:
        # RFC 4287 4.1.1: a feed has an author unless each of its entries has one.
        name = element("name", text(self._settings.author))
        return element("author", name + element("uri", link("")))

    def _feed(
        self, path: str, *inside: str, spaces: Mapping[str, str] | None = None
    ) -> bytes:
        given = {**_SPACES, **(spaces or {}), "xml:lang": self._language}
        return self._put(path, element("feed", "\n".join(("", *inside, "")), given))

    def _put(self, path: str, root: str) -> bytes:
        return places.rooted(document(root), path, self._settings).encode()


def _series(place: Place) -> str:
    # Libraries' apps read the first, whose name they want plain, Readium's the second.
    position, url = str(place.part), link(place.url)
    libraries = {
        "name": place.title,
        "schema:position": position,
        "schema:url": url,
    }
    readium = {"org:name": place.title, "org:position": position, "org:url": url}
    return element("schema:Series", "", libraries) + element("org:Series", "", readium)


def _name(author: Person) -> str:
    return element("name", text(author.byline))


def _pictures(book: Publication, *kinds: str) -> Iterator[str]:
    if book.cover is not None:
        addresses = {"cover": book.cover.url, "thumbnail": book.cover.thumbnail}
        for kind in kinds:
            given = {
                "rel": _PICTURES[kind],
                "href": link(addresses[kind]),
                "type": book.cover.type,
            }
            yield element("link", "", given)


def _file(file: Download) -> str:
    given = {
        "rel": f"{_REL}/acquisition/open-access",
        "href": link(file.url),
        "type": file.type,
        "length": str(file.size),
        "title": file.name,
    }
    return element("link", "", given)


def _page(url: str) -> str:
    given = {"rel": "alternate", "href": link(url), "type": "text/html"}
    return element("link", "", given)


def _facet(facet: Facet) -> str:
    given = {"opds:facetGroup": facet.group}
    if facet.active:
        given["opds:activeFacet"] = "true"
    given["thr:count"] = str(facet.count)
    return _link(f"{_REL}/facet", facet.path, SHELF, facet.title, given)


def _link(
    rel: str,
    path: str,
    kind: str,
    title: str = "",
    more: Mapping[str, str] | None = None,
) -> str:
    given = {"rel": rel, "href": link(path + ENDING), "type": kind}
    if title:
        given["title"] = title
    return element("link", "", {**given, **(more or {})})
