"""The books of a site: which there are, what each is made of, and what is offered.

A book is made before the pages, because they say how big it is. It depends on its
works, the author's files and pictures of them, and what every book shows of the site;
never on the rest of the archive.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ..books import making, pictures
from ..books.covers import cover
from ..books.making import Book, Told
from ..books.materials import Materials
from ..books.offers import NOTHING, Cover, Download, Offers
from ..books.shelf import BOOKS, LEAVES, Shelf
from ..library import linking
from ..library.library import Library
from ..library.linking import Home
from ..problems import Problem
from ..settings import Settings
from ..store.keep import Keep
from . import compiling, gating, ordering, themes
from .dependencies import Things
from .ordering import UNKNOWN, Desk, covers_of, forms, path_of
from .putting import File

_SHOWN = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"})


@dataclass(frozen=True, slots=True)
class Books:
    """Everything that readers may take along: offers for pages, files for the site.

    `problems` say why a book is not there; `things` are the digests that were taken.
    """

    offers: Offers = NOTHING
    files: tuple[File, ...] = ()
    problems: tuple[Problem, ...] = ()
    things: Things | None = None


NO_BOOKS = Books()


def made(
    library: Library,
    settings: Settings,
    keep: Keep,
    told: Told | None = None,
    *,
    anew: bool = True,
    stands: Callable[[], bool] = lambda: True,
) -> Books:
    """Return every book that the settings ask for, new ones made.

    Without `anew` only those that are made already. A preview has none: its works hold
    drafts. `told` and `stands` are for `making.make`.
    """
    if settings.preview:
        return NO_BOOKS
    if not settings.downloads:
        if settings.cache and anew:
            for kind in (BOOKS, LEAVES):
                shutil.rmtree(settings.cache / kind, ignore_errors=True)
        return NO_BOOKS
    made_with, extra = materials(library, settings), _extra(settings)
    shelf = Shelf(settings.cache, keep.store)
    desk = Desk(library, settings, keep, made_with, extra, shelf=shelf)
    orders = tuple(desk.orders())
    desk.letters.remember()
    ready = partial(_ready, settings, keep)
    books, problems = making.make(
        orders, shelf, told, kept=desk.kept, anew=anew, ready=ready, stands=stands
    )
    named = tuple(_named(book, made_with) for book in books)
    files = tuple(
        File(book.order.path, book.made.digest, book.data, last=True) for book in named
    )
    every = (*problems, *desk.unlettered())
    return Books(_offers(desk, named), files, every, desk.things)


def _ready(settings: Settings, keep: Keep, several: bool) -> None:
    """Do once what every process that makes books would do for itself."""
    # What is wrong with any of it is told of the books that need it.
    with suppress(Exception):
        if several:
            ordering.load(settings.downloads)
        compiling.prepare_books(settings, keep)


def _named(book: Book, made_with: Materials) -> Book:
    """Return a cover under the address of the kind of picture that it is."""
    stem, dot, ending = book.order.path.rpartition(".")
    if ending != UNKNOWN:
        return book
    # There are thousands of those that are drawn, and none need be read for it.
    is_own = book.order.group in made_with.covers
    kind = pictures.media_type(book.data()) if is_own else cover.KIND
    path = f"{stem}{dot}{pictures.ENDINGS[kind]}"
    return replace(book, order=replace(book.order, path=path))


def materials(library: Library, settings: Settings) -> Materials:
    """Return what every book of a build shares."""
    return Materials(
        name=settings.name,
        address=settings.site_url,
        language=settings.language,
        folders=themes.folders(settings),
        pictures={**_extra(settings), **library.copies},
        skins=library.sheets,
        sources=library.sources,
        covers={
            work.url: library.copies[work.cover]
            for work in library.every_work
            if work.cover in library.copies
        },
        gated=frozenset(
            work.url for work in library.every_work if gating.is_warned(work, settings)
        ),
        leads=partial(_leads, library, settings),
    )


def _leads(
    library: Library, settings: Settings, file: str, page: str, target: str
) -> str | None:
    """Return where an address in one of the author's files leads, if anywhere."""
    source = library.sources.get(file)
    if source is None or library.targets is None:
        return None
    name = source.relative_to(settings.content).as_posix()
    return linking.leads(target, Home(name, "", page), library.targets)


def _extra(settings: Settings) -> dict[str, Path]:
    """Return the pictures of extra/ by their addresses: a text may show them."""
    folder = settings.content / "extra"
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in _SHOWN and path.is_file()
    }


def _offers(desk: Desk, books: tuple[Book, ...]) -> Offers:
    made = {book.order.path: book.made for book in books}
    covers: dict[str, Cover] = {}
    downloads: dict[str, tuple[Download, ...]] = {}
    for of in desk.volumes:
        every = [(form, path_of(of, form)) for form in forms(of, desk.settings)]
        downloads[of.url] = tuple(
            Download(form.value, form.title, path, form.type, made[path].size)
            for form, path in every
            if path in made
        )
        for kind, ending in pictures.ENDINGS.items():
            large, small = covers_of(of, ending)
            if large in made and small in made:
                covers[of.url] = Cover(large, small, kind)
    return Offers(downloads, covers)
