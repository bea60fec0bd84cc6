"""What lies where in the catalogue: menus that lead to shelves, shelves of books."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from ...books import volume
from ...books.offers import Offers
from ...books.volume import Volume
from ...library.filing import sort_name
from ...library.library import Library
from ...model import Series, Term
from ...settings import Settings
from ...vocabulary import Kind
from . import publications
from .publications import Publication

ROOT: Final = "opds/catalog"
WHOLE: Final = "opds/works"
NEW: Final = "opds/new"
# Books in one file: some 70 KB, of which a host that compresses sends 15.
PER_SHEET: Final = 50
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
# Of these there are many, and most stand on one work alone: the most used of each kind
# have a shelf, as many as one menu shows.
_MANY: Final = frozenset({Kind.RELATIONSHIP, Kind.CHARACTER, Kind.TAG})
MOST: Final = 100
# What every work has one of, so that a shelf may well be the whole archive.
_COMMON: Final = frozenset({Kind.RATING, Kind.LANGUAGE})
# Each order and each part of a long shelf is a shelf of its own, so only those have
# them that a reader goes through whole.
_VARIED: Final = frozenset({Kind.FANDOM, Kind.AUTHOR})
_FACET_TERMS: Final = 20


@dataclass(frozen=True, slots=True)
class Facet:
    """Another order of a shelf, or a part of it: a link in a named group."""

    group: str
    title: str
    path: str
    count: int
    active: bool = False


@dataclass(frozen=True, slots=True)
class _Feed:
    """What has an address and a way up; `url` is the page of the site most like it."""

    path: str
    title: str
    url: str
    up: str


@dataclass(frozen=True, slots=True)
class Shelf(_Feed):
    """Books in an order; its page of the site lists the same works."""

    books: tuple[Publication, ...]
    facets: tuple[Facet, ...] = ()

    @property
    def updated(self) -> datetime:
        return max(book.updated for book in self.books)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a menu. `count` is of books, or of the lines behind it."""

    path: str
    title: str
    said: str
    count: int
    updated: datetime
    menu: bool = False


@dataclass(frozen=True, slots=True)
class Menu(_Feed):
    """Ways to shelves or to other menus."""

    lines: tuple[Line, ...]

    @property
    def updated(self) -> datetime:
        return max(line.updated for line in self.lines)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The whole: `root` is the first menu, `books` is everything, newest first.

    `works` is how many works there are.
    """

    root: Menu
    menus: tuple[Menu, ...]
    shelves: tuple[Shelf, ...]
    books: tuple[Publication, ...]
    works: int

    @property
    def new(self) -> Shelf:
        return next(shelf for shelf in self.shelves if shelf.path == NEW)


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
            shelves=tuple(self._shelves),
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
        yield _line(made[0], "All works")
        for shelf in made[1:]:
            if shelf.path in {f"{WHOLE}/complete", f"{WHOLE}/in-progress"}:
                yield _line(shelf, shelf.title)

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
        if kind not in _MANY:
            return [(term, books) for term, books in every if books]
        least = max(self._settings.catalogue_tags_from, 1)
        often = [(t, books) for t, books in every if len(books) >= least]
        often.sort(key=lambda pair: -len(pair[1]))
        chosen = {term.url for term, _ in often[:MOST]}
        return [(term, books) for term, books in every if term.url in chosen]

    def _term(self, term: Term, books: tuple[Publication, ...], up: str) -> Line:
        if term.kind in _COMMON and len(books) == len(self._works):
            return _line(Shelf(WHOLE, term.name, term.url, ROOT, books), term.name)
        shelf = Shelf(_path(term.url), term.name, term.url, up, books)
        bound = self._book(volume.of_term(term))
        if term.kind in _VARIED and len(books) > PER_SHEET:
            return _line(self._varied(shelf, bound)[0], term.name)
        return self._shelf(self._with(shelf, bound))

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
        return _line(shelf, shelf.title)

    def _menu(self, path: str, title: str, url: str, lines: list[Line]) -> Line:
        menu = Menu(path, title, url, ROOT, tuple(lines))
        self._menus.append(menu)
        said = f"{len(lines):,} to choose from"
        return Line(path, title, said, len(lines), menu.updated, menu=True)


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


def _line(shelf: Shelf, title: str) -> Line:
    count = len(shelf.books)
    said = f"{count:,} {'book' if count == 1 else 'books'}"
    return Line(shelf.path, title, said, count, shelf.updated)


def _newest(book: Publication) -> tuple[float, str]:
    return -book.updated.timestamp(), book.url


def _title(book: Publication) -> tuple[str, str]:
    return sort_name(book.title), book.url
