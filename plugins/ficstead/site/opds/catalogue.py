"""What lies where in the catalogue: its menus and shelves, and their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ...books import volume
from ...books.offers import Offers
from ...books.volume import Volume
from ...library.filing import sort_name
from ...library.library import Library
from ...model import Series, Term
from ...settings import Settings
from ...vocabulary import Kind
from . import indexes, publications
from .publications import Publication
from .shelves import (
    NEW,
    PER_SHEET,
    ROOT,
    Catalogue,
    Facet,
    Line,
    Menu,
    Shelf,
    menu_line,
    shelf_line,
)

WHOLE: Final = "opds/works"
# The kinds that one looks a book up by, those before the series and those after them.
_FIRST: Final = (
    Kind.FANDOM,
    Kind.RELATIONSHIP,
    Kind.CHARACTER,
    Kind.TAG,
    Kind.RATING,
    Kind.AUTHOR,
)
_THEN: Final = (Kind.COLLECTION, Kind.LANGUAGE)
# Of these there are many, and most stand on one work alone.
_MANY: Final = frozenset({Kind.RELATIONSHIP, Kind.CHARACTER, Kind.TAG})
# What every work has one of, so that a shelf may well be the whole archive.
_COMMON: Final = frozenset({Kind.RATING, Kind.LANGUAGE})
# Each order and each part of a long shelf is a shelf of its own, so only those have
# them that a reader goes through whole.
_VARIED: Final = frozenset({Kind.FANDOM, Kind.AUTHOR})
_FACET_TERMS: Final = 20


def of(library: Library, settings: Settings, offers: Offers) -> Catalogue | None:
    """Return the catalogue; None where none is wanted, or nothing is offered."""
    works = publications.of_works(library, settings, offers)
    if not (settings.catalogue and works):
        return None
    return _Making(library, settings, offers, works).made()


class _Making:
    """A catalogue while it is made."""

    def __init__(
        self,
        library: Library,
        settings: Settings,
        offers: Offers,
        works: dict[str, Publication],
    ) -> None:
        self._library = library
        self._settings = settings
        self._offers = offers
        self._works = works
        self._menus: list[Menu] = []
        self._shelves: list[Shelf] = []
        self._singles: dict[str, Shelf] = {}
        self._bound: dict[str, Publication] = {}

    def made(self) -> Catalogue:
        lines = (
            *self._whole(),
            *self._kinds(_FIRST),
            *self._series(),
            *self._kinds(_THEN),
        )
        books = (*self._works.values(), *self._bound.values())
        return Catalogue(
            root=Menu(ROOT, self._settings.name, "", "", lines),
            menus=tuple(self._menus),
            shelves=(*self._shelves, *self._singles.values()),
            books=tuple(sorted(books, key=_newest)),
            works=len(self._works),
        )

    def _whole(self) -> Iterator[Line]:
        every = tuple(self._works.values())
        page = PER_SHEET
        newest = sorted(every, key=lambda b: (-b.published.timestamp(), b.title))[:page]
        yield self._shelf(Shelf(NEW, "Newest", "works/", ROOT, tuple(newest)))
        chosen = (self._works.get(slug) for slug in self._settings.start_here)
        if start := tuple(book for book in chosen if book is not None):
            yield self._shelf(Shelf("opds/start-here", "Start here", "", ROOT, start))
        whole = Shelf(WHOLE, "All works", "works/", ROOT, every)
        name = self._settings.name
        bound = self._book(volume.of_archive(name, self._library.works))
        made = self._varied(whole, bound, tuple(self._narrower()))
        yield shelf_line(made[0], "All works")
        for shelf in made[1:]:
            if shelf.path in {f"{WHOLE}/complete", f"{WHOLE}/in-progress"}:
                yield shelf_line(shelf, shelf.title)

    def _narrower(self) -> Iterator[Facet]:
        """Yield facets of the whole archive that are shelves already."""
        for kind in (Kind.RATING, Kind.LANGUAGE, Kind.FANDOM):
            counted = [(t, len(self._books(t))) for t in self._library.terms[kind]]
            listed = [(term, count) for term, count in counted if count]
            if kind is Kind.FANDOM:
                listed.sort(key=lambda pair: -pair[1])
            if len(listed) > 1:
                for term, count in listed[:_FACET_TERMS]:
                    yield Facet(kind.singular, term.name, _path(term.url), count)

    def _kinds(self, kinds: tuple[Kind, ...]) -> Iterator[Line]:
        for kind in kinds:
            path = f"opds/{kind.value}"
            lines = [self._term(t, books, path) for t, books in self._listed(kind)]
            if lines:
                yield self._menu(path, kind.plural, f"{kind.value}/", lines)

    def _listed(self, kind: Kind) -> list[tuple[Term, tuple[Publication, ...]]]:
        """Return the terms that have a shelf, with what lies on it."""
        every = [(term, self._books(term)) for term in self._library.terms[kind]]
        least = self._settings.catalogue_tags_from if kind in _MANY else 1
        return [(term, books) for term, books in every if len(books) >= max(least, 1)]

    def _term(self, term: Term, books: tuple[Publication, ...], up: str) -> Line:
        if term.kind in _COMMON and len(books) == len(self._works):
            return shelf_line(Shelf(WHOLE, term.name, term.url, ROOT, books), term.name)
        if term.kind in _MANY and len(books) == 1:
            one = shelf_line(self._alone(books[0]), term.name)
            return replace(one, key=_path(term.url))
        shelf = Shelf(_path(term.url), term.name, term.url, up, books)
        bound = self._book(volume.of_term(term))
        if term.kind in _VARIED and len(books) > PER_SHEET:
            return shelf_line(self._varied(shelf, bound)[0], term.name)
        return self._shelf(self._with(shelf, bound))

    def _alone(self, book: Publication) -> Shelf:
        """Return the shelf of a single work, which all tags share that only it has."""
        path = f"opds/only/{book.url.rstrip('/')}"
        if path not in self._singles:
            shelf = Shelf(path, f"Only in {book.title}", book.url, ROOT, (book,))
            self._singles[path] = shelf
        return self._singles[path]

    def _series(self) -> Iterator[Line]:
        lines = [
            line
            for series in self._library.series
            if (line := self._one_series(series)) is not None
        ]
        if lines:
            lines.sort(key=lambda line: sort_name(line.title))
            yield self._menu("opds/series", "Series", "series/", lines)

    def _one_series(self, series: Series) -> Line | None:
        books = tuple(
            self._works[w.slug] for w in series.works if w.slug in self._works
        )
        if not books:
            return None
        shelf = Shelf(_path(series.url), series.title, series.url, "opds/series", books)
        bound = self._book(volume.of_series(series))
        return self._shelf(self._with(shelf, bound))

    def _book(self, several: Volume) -> Publication | None:
        return publications.of_volume(several, self._settings, self._offers)

    def _books(self, term: Term) -> tuple[Publication, ...]:
        return tuple(self._works[w.slug] for w in term.works if w.slug in self._works)

    def _with(self, shelf: Shelf, bound: Publication | None) -> Shelf:
        """Return a shelf with the book of all its works in front of them."""
        if bound is None:
            return shelf
        self._bound[bound.url] = bound
        return replace(shelf, books=(bound, *shelf.books))

    def _varied(
        self, whole: Shelf, bound: Publication | None, more: tuple[Facet, ...] = ()
    ) -> list[Shelf]:
        """Put a shelf in every order and its parts; return them, the whole first."""
        made = []
        parts = _parts(whole)
        for part, title, books in parts:
            for order in ("", "title"):
                facets = (*_facets(whole, parts, part, order), *more)
                path = _varied_path(whole.path, part, order)
                placed = sorted(books, key=_title) if order else books
                up = whole.up if path == whole.path else whole.path
                name = whole.title if not part else f"{whole.title}: {title.lower()}"
                shelf = Shelf(path, name, whole.url, up, tuple(placed), facets)
                made.append(shelf if part or order else self._with(shelf, bound))
        self._shelves += made
        return made

    def _shelf(self, shelf: Shelf) -> Line:
        self._shelves.append(shelf)
        return shelf_line(shelf, shelf.title)

    def _menu(self, path: str, title: str, url: str, lines: list[Line]) -> Line:
        self._menus += indexes.of(Menu(path, title, url, ROOT, tuple(lines)))
        return menu_line(path, title, lines)


def _parts(whole: Shelf) -> list[tuple[str, str, tuple[Publication, ...]]]:
    complete = tuple(book for book in whole.books if book.complete)
    rest = tuple(book for book in whole.books if not book.complete)
    every = [("", "All", whole.books)]
    if complete and rest:
        every += [("complete", "Complete", complete)]
        every += [("in-progress", "In progress", rest)]
    return every


def _facets(
    whole: Shelf,
    parts: list[tuple[str, str, tuple[Publication, ...]]],
    here: str,
    order: str,
) -> Iterator[Facet]:
    count = next(len(books) for part, _, books in parts if part == here)
    for name, title in (("", "Last updated"), ("title", "Title")):
        path = _varied_path(whole.path, here, name)
        yield Facet("Order", title, path, count, name == order)
    if len(parts) > 1:
        for part, title, books in parts:
            path = _varied_path(whole.path, part, order)
            yield Facet("Status", title, path, len(books), part == here)


def _varied_path(*parts: str) -> str:
    return "/".join(filter(None, parts))


def _path(url: str) -> str:
    return f"opds/{url.rstrip('/')}"


def _newest(book: Publication) -> tuple[float, str]:
    return -book.updated.timestamp(), book.url


def _title(book: Publication) -> tuple[str, str]:
    return sort_name(book.title), book.url
