"""The files of the catalogue, each with a fingerprint of just what it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from ... import addresses
from ...settings import Settings
from ..dependencies import Fingerprints
from ..pages import CataloguePage, Head
from ..putting import File
from . import atom, json, sheets
from .atom import EVERYTHING, Atom
from .json import Json
from .publications import Publication
from .sheets import Sheet
from .shelves import LINES, PER_SHEET, ROOT, Catalogue, Menu, Shelf


def ways(
    catalogue: Catalogue | None, settings: Settings
) -> tuple[tuple[str, str, str], ...]:
    """Return the standard, the media type and the address of each way in."""
    if catalogue is None:
        return ()
    kinds = {"1.2": (atom.MENU, Atom.ending), "2.0": (json.TYPE, Json.ending)}
    return tuple(
        (f"OPDS {version}", kinds[version][0], ROOT + kinds[version][1])
        for version in settings.catalogue
    )


def pages(catalogue: Catalogue | None) -> Iterator[CataloguePage]:
    """Yield the page for people, which says what to type where."""
    if catalogue is not None:
        head = Head(
            path=addresses.CATALOGUE,
            title="Catalogue for reading apps",
            style="browse",
            section="opds",
            description="How to see all downloads of this archive in a reading app.",
        )
        yield CataloguePage(head, catalogue.works)


def files(
    catalogue: Catalogue | None, settings: Settings, fingerprints: Fingerprints
) -> Iterator[File]:
    """Yield the catalogue in each standard that the settings ask for."""
    if catalogue is not None:
        for version in settings.catalogue:
            writer = (
                Atom(settings) if version == "1.2" else Json(settings, catalogue.new)
            )
            yield from _Files(catalogue, settings, fingerprints, writer).every()


class _Files:
    """The files of one standard."""

    def __init__(
        self,
        catalogue: Catalogue,
        settings: Settings,
        fingerprints: Fingerprints,
        writer: Atom | Json,
    ) -> None:
        self._catalogue = catalogue
        self._writer = writer
        self._of = partial(fingerprints.of, settings.author, writer.ending)
        self._digests = {book.url: fingerprints.of(book) for book in catalogue.books}

    def every(self) -> Iterator[File]:
        writer = self._writer
        for menu in (self._catalogue.root, *self._catalogue.menus):
            for sheet in sheets.of(menu.path, len(menu.lines), LINES):
                made_of = self._menu(menu, sheet)
                yield self._file(sheet.path, made_of, partial(writer.menu, menu, sheet))
        for shelf in self._catalogue.shelves:
            for sheet in sheets.of(shelf.path, len(shelf.books), PER_SHEET):
                made_of = self._shelf(shelf, sheet)
                yield self._file(
                    sheet.path, made_of, partial(writer.shelf, shelf, sheet)
                )
        for book in self._catalogue.books:
            made_of = self._of("book", self._digests[book.url])
            yield self._file(book.path, made_of, partial(writer.book, book))
        if isinstance(writer, Atom):
            books = self._catalogue.books
            made_of = self._of(tuple(self._digests.values()))
            yield self._file(EVERYTHING, made_of, partial(writer.everything, books))

    def _menu(self, menu: Menu, sheet: Sheet) -> bytes:
        shown = menu.lines[sheet.begin : sheet.end]
        about = (menu.title, menu.url, menu.up, menu.updated)
        new = self._newest() if menu.path == ROOT else ()
        return self._of("menu", about, sheet, shown, new)

    def _shelf(self, shelf: Shelf, sheet: Sheet) -> bytes:
        shown = self._told(shelf.books[sheet.begin : sheet.end])
        about = (shelf.title, shelf.url, shelf.up, shelf.updated)
        return self._of("shelf", about, sheet, shelf.facets, shown)

    def _newest(self) -> tuple[bytes, ...]:
        """Return what the first menu of OPDS 2.0 shows beside its lines."""
        return self._told(self._catalogue.new.books[: json.NEWEST])

    def _told(self, books: tuple[Publication, ...]) -> tuple[bytes, ...]:
        return tuple(self._digests[book.url] for book in books)

    def _file(self, path: str, made_of: bytes, make: Callable[[], bytes]) -> File:
        return File(f"{path}{self._writer.ending}", made_of, make)
