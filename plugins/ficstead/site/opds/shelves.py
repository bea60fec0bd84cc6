"""What a catalogue is made of: menus that lead to shelves, and shelves of books."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from .publications import Publication

ROOT: Final = "opds/catalog"
NEW: Final = "opds/new"
# Books in one file: some 70 KB, of which a host that compresses sends 15.
PER_SHEET: Final = 50
# Apps show a menu as one list, so it is cut only where it would be long to load.
LINES: Final = 100


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
    """One entry of a menu. `count` is of books, or of the lines behind it.

    `key` tells it from other entries that lead to the same `path`.
    """

    path: str
    title: str
    said: str
    count: int
    updated: datetime
    menu: bool = False
    key: str = ""


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


def shelf_line(shelf: Shelf, title: str) -> Line:
    """Return the line of a menu that leads to a shelf."""
    count = len(shelf.books)
    said = f"{count:,} {'book' if count == 1 else 'books'}"
    return Line(shelf.path, title, said, count, shelf.updated)


def menu_line(path: str, title: str, lines: Sequence[Line]) -> Line:
    """Return the line of a menu that leads to other lines."""
    count = len(lines)
    latest = max(line.updated for line in lines)
    said = f"{count:,} to choose from"
    return Line(path, title, said, count, latest, menu=True)
