"""The books of a site: which there are, what each is made of, and what is offered.

A book is made before the pages, because they say how big it is. It depends on its
works, the author's files and pictures of them, and what every book shows of the site;
never on the rest of the archive.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from .. import addresses
from ..books import making, pictures, volume
from ..books.covers import cover
from ..books.making import Book, Order, Told
from ..books.materials import Materials
from ..books.offers import NOTHING, Cover, Download, Offers
from ..books.shelf import Shelf
from ..books.volume import Volume
from ..forms import Form, Scope
from ..library import linking
from ..library.library import Library
from ..library.linking import Home
from ..model import Work
from ..problems import Problem, found
from ..settings import Settings
from ..store import digests
from ..store.keep import Keep
from ..vocabulary import Kind
from . import gating, themes
from .dependencies import Things
from .putting import File

_TERMS = {
    Scope.FANDOMS: Kind.FANDOM,
    Scope.AUTHORS: Kind.AUTHOR,
    Scope.COLLECTIONS: Kind.COLLECTION,
}
_SHOWN = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"})
# Where a theme has what books are made with.
_OF_BOOKS = ("books", "static/fonts")
_Maker = Callable[[Volume, Materials], bytes]

# Where nothing has changed, what makes books need not even be read.
# ruff: noqa: PLC0415


def _epub(of: Volume, materials: Materials) -> bytes:
    from ..books.epub import epub

    return epub.make(of, materials)


def _kepub(of: Volume, materials: Materials) -> bytes:
    from ..books.epub import kepub

    return kepub.make(of, materials)


def _html(of: Volume, materials: Materials) -> bytes:
    from ..books import one_file

    return one_file.make(of, materials)


def _markdown(of: Volume, materials: Materials) -> bytes:
    from ..books import markdown

    return markdown.make(of, materials)


def _text(of: Volume, materials: Materials) -> bytes:
    from ..books.plaintext import text

    return text.make(of, materials)


_MAKERS: dict[Form, tuple[str, _Maker]] = {
    Form.EPUB: ("EPUB", _epub),
    Form.KEPUB: ("Kobo EPUB", _kepub),
    Form.HTML: ("HTML", _html),
    Form.MARKDOWN: ("Markdown", _markdown),
    Form.TEXT: ("Plain text", _text),
}
# Of each book a catalogue shows these two; what they are is known when they are made.
_PICTURES: tuple[tuple[str, _Maker], ...] = (
    ("Cover", cover.draw),
    ("Small cover", cover.draw_small),
)
_UNKNOWN = "picture"
_SOME = 12  # letters that say which script it is
_FONTS = "put a font that has them into theme/books/fonts/; docs/books.md names some"


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
            shutil.rmtree(settings.cache / "books", ignore_errors=True)
        return NO_BOOKS
    desk = _Desk(library, settings, keep)
    shelf = Shelf(settings.cache, keep.store)
    orders = tuple(desk.orders())
    books, problems = making.make(orders, shelf, told, anew=anew, stands=stands)
    named = tuple(map(_named, books))
    files = tuple(
        File(book.order.path, book.made.digest, book.data, last=True) for book in named
    )
    every = (*problems, *desk.unlettered())
    return Books(_offers(desk, named), files, every, desk.things)


def _named(book: Book) -> Book:
    """Return a cover under the address of the kind of picture that it is."""
    stem, dot, ending = book.order.path.rpartition(".")
    if ending != _UNKNOWN:
        return book
    path = f"{stem}{dot}{pictures.ENDINGS[pictures.media_type(book.data())]}"
    return replace(book, order=replace(book.order, path=path))


def volumes(library: Library, settings: Settings) -> Iterator[Volume]:
    """Yield what the settings want books of; no other holds one work alone."""
    wanted = settings.downloads_of
    if Scope.WORKS in wanted:
        yield from map(volume.of_work, library.every_work)
    if Scope.SERIES in wanted:
        yield from map(volume.of_series, library.series)
    for scope, kind in _TERMS.items():
        if scope in wanted:
            yield from (volume.of_term(t) for t in library.terms[kind] if t.count > 1)
    if Scope.ARCHIVE in wanted and library.works:
        yield volume.of_archive(settings.name, library.works)


def forms(of: Volume, settings: Settings) -> Iterator[Form]:
    """Yield what a volume comes as, in the order it is offered."""
    for form in settings.downloads:
        if of.work is not None or form.is_book:
            yield form


class _Desk:
    """Writes the orders of one build."""

    def __init__(self, library: Library, settings: Settings, keep: Keep) -> None:
        self.settings, self.keep = settings, keep
        self.things = Things(keep)
        self.volumes = tuple(volumes(library, settings))
        self.materials = materials(library, settings)
        self._beside = _beside(library)
        self._extra = _extra(settings)
        self._around = digests.of_parts(keep.engine, *self._site())

    def orders(self) -> Iterator[Order]:
        for of in self.volumes:
            wanted = tuple(forms(of, self.settings))
            makers = {path_of(of, form): _MAKERS[form] for form in wanted}
            if any(form.is_book for form in wanted):
                makers |= dict(zip(_covers(of), _PICTURES, strict=True))
            shown = self._shown_on_cover(of)
            made_of = digests.of_parts(self._made_of(of), shown) if makers else b""
            for path, (what, maker) in makers.items():
                of_this = shown if path.endswith(_UNKNOWN) else made_of
                yield Order(
                    path=path,
                    key=digests.of_parts(what, of_this),
                    make=partial(maker, of, self.materials),
                    what=f"{what} of {of.title}",
                    blamed=of.works[0].path,
                    group=of.url,
                )

    def unlettered(self) -> Iterator[Problem]:
        """Yield a problem for each cover that lacks letters of its title or names."""
        for of in self.volumes:
            covered = any(form.is_book for form in forms(of, self.settings))
            if covered and (letters := cover.left_out(of, self.materials)):
                yield found(
                    "W319",
                    path=of.works[0].path,
                    what=f"Part of the cover of {of.title}",
                    reason=f"no font here has {letters[:_SOME]}",
                    hint=_FONTS,
                )

    def _site(self) -> Iterator[bytes | str]:
        """Yield what every book shows of the site and the theme."""
        shown = self.materials
        yield from (shown.name, shown.address, shown.language.code, shown.rights)
        folders = (f / inside for f in shown.folders for inside in _OF_BOOKS)
        files = (path for folder in folders for path in sorted(folder.rglob("*")))
        yield self.keep.digests.of_all(path for path in files if path.is_file())

    def _made_of(self, of: Volume) -> bytes:
        term = (of.term.kind.value, of.term.name) if of.term else ()
        return digests.of_parts(
            self._around,
            self.things.digest(of.url, of.title, of.whole, term, of.series, of.works),
            *self._files(of.url),
            *(part for work in of.works for part in self._own(work)),
        )

    def _shown_on_cover(self, of: Volume) -> bytes:
        """Return the digest of a cover, which an edit of a text does not change."""
        own = self.materials.covers.get(of.url)
        drawn = repr(cover.shown(of, self.materials))
        picture = self.keep.digests.of(own) if own else b""
        return digests.of_parts(self._around, drawn, picture)

    def _own(self, work: Work) -> Iterator[bytes | str]:
        """Yield what a work is beside all that the library knows of it."""
        yield "gated" if work.url in self.materials.gated else ""
        for url in (work.url, *(chapter.url for chapter in work.chapters)):
            yield self.keep.digests.of(self.materials.sources[url])
        yield from self._files(work.url)
        for address, path in self._extra.items():
            shown = f'"{addresses.ROOT}{addresses.encoded(address)}"'
            if any(shown in html for html in _every_html(work)):
                yield address
                yield self.keep.digests.of(path)

    def _files(self, url: str) -> Iterator[bytes | str]:
        for address, what in self._beside.get(url, ()):
            yield address
            yield what if isinstance(what, str) else self.keep.digests.of(what)


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


def _every_html(work: Work) -> Iterator[str]:
    yield from (work.text.html, work.summary, work.notes, work.end_notes)
    for one in work.chapters:
        yield from (one.text.html, one.summary, one.notes, one.end_notes)


def _beside(library: Library) -> dict[str, list[tuple[str, Path | str]]]:
    """Return the pictures and the style sheet that lie beside each page."""
    found: dict[str, list[tuple[str, Path | str]]] = {}
    every: Iterator[tuple[str, Path | str]]
    every = chain(library.copies.items(), library.sheets.items())
    for address, what in every:
        url = address[: address.rfind("/") + 1]
        found.setdefault(url, []).append((address, what))
    return found


def path_of(of: Volume, form: Form) -> str:
    """Return where a download stands; that of the archive stands above all pages."""
    if of.whole:
        return addresses.book("", "archive", form)
    return addresses.book(of.url, of.stem, form)


def _covers(of: Volume, ending: str = _UNKNOWN) -> tuple[str, str]:
    return addresses.covers("" if of.whole else of.url, ending)


def _offers(desk: _Desk, books: tuple[Book, ...]) -> Offers:
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
            large, small = _covers(of, ending)
            if large in made and small in made:
                covers[of.url] = Cover(large, small, kind)
    return Offers(downloads, covers)
