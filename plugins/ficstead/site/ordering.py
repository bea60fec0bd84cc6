"""What the books of a site are made of: an order for each, with the digest of it all.

Which there are, what of the author's each depends on, and how it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from .. import addresses
from ..books import volume
from ..books.covers import cover
from ..books.covers.lettering import Face
from ..books.covers.letters import Letters
from ..books.kept import Kept
from ..books.making import Order
from ..books.materials import Materials
from ..books.shelf import LEAVES, Shelf
from ..books.volume import Volume
from ..forms import Form, Scope
from ..library.library import Library
from ..model import Chapter, Work
from ..problems import Problem, found
from ..settings import Settings
from ..store import digests
from ..store.keep import Keep
from ..vocabulary import Kind
from .dependencies import Things

_TERMS = {
    Scope.FANDOMS: Kind.FANDOM,
    Scope.AUTHORS: Kind.AUTHOR,
    Scope.COLLECTIONS: Kind.COLLECTION,
}
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


def load(wanted: Collection[Form]) -> None:
    """Load what makes books of some forms: forked processes need not do it again."""
    if any(form.is_book for form in wanted):
        from PIL import Image, ImageChops, ImageDraw, ImageFont  # noqa: F401

        from ..books.epub import epub  # noqa: F401
    if Form.KEPUB in wanted:
        from ..books.epub import kepub  # noqa: F401
    if not all(form.is_book for form in wanted):
        from ..books import markdown, one_file  # noqa: F401
        from ..books.plaintext import text  # noqa: F401


_MAKERS: dict[Form, tuple[str, _Maker]] = {
    Form.EPUB: ("EPUB", _epub),
    Form.KEPUB: ("Kobo EPUB", _kepub),
    Form.HTML: ("HTML", _html),
    Form.MARKDOWN: ("Markdown", _markdown),
    Form.TEXT: ("Plain text", _text),
}
# Of each book a catalogue shows these two; what they are is known when they are made.
_COVER = "Cover"
_PICTURES: tuple[tuple[str, _Maker], ...] = (
    (_COVER, cover.draw),
    ("Small cover", cover.draw_small),
)
UNKNOWN = "picture"
_SOME = 12  # letters that say which script it is
_FONTS = "put a font that has them into theme/books/fonts/; docs/books.md names some"


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


class Desk:
    """Writes the orders of one build."""

    def __init__(
        self,
        library: Library,
        settings: Settings,
        keep: Keep,
        materials: Materials,
        extra: Mapping[str, Path],
        *,
        shelf: Shelf,
    ) -> None:
        self.settings, self.keep = settings, keep
        self.things = Things(keep)
        self.volumes = tuple(volumes(library, settings))
        self.materials = materials
        self._beside = _beside(library)
        self._extra = extra
        self._around = digests.of_parts(keep.engine, *self._site())
        self._keys = {work.url: self._key(work) for work in self._works()}
        self.kept = self._kept(shelf)
        face = Face(materials.folders)
        self.letters = Letters(face, keep.store, self._around)
        self.materials = replace(materials, kept=self.kept, letters=self.letters)

    def orders(self) -> Iterator[Order]:
        for of in self.volumes:
            wanted = tuple(forms(of, self.settings))
            makers = {path_of(of, form): _MAKERS[form] for form in wanted}
            if any(form.is_book for form in wanted):
                makers |= dict(zip(covers_of(of), _PICTURES, strict=True))
            shown = self._shown_on_cover(of)
            self.kept.covers[of.url] = digests.of_parts(_COVER, shown)
            made_of = digests.of_parts(self._made_of(of), shown) if makers else b""
            for path, (what, maker) in makers.items():
                of_this = shown if path.endswith(UNKNOWN) else made_of
                yield Order(
                    path=path,
                    key=digests.of_parts(what, of_this),
                    make=partial(maker, of, self.materials),
                    what=f"{what} of {of.title}",
                    blamed=of.works[0].path,
                    group=of.url,
                    words=0 if of.work is not None else of.words,
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
            self.things.digest(of.url, of.title, of.whole, term, of.series),
            *self._files(of.url),
            *(self._keys[work.url] for work in of.works),
        )

    def _key(self, work: Work) -> bytes:
        """Return the digest of all that a work is in any book."""
        told = self.things.digest(work)
        return digests.of_parts(self._around, told, *self._own(work))

    def _works(self) -> Iterator[Work]:
        """Yield every work that stands in a book, each once."""
        every = (work for of in self.volumes for work in of.works)
        yield from {id(work): work for work in every}.values()

    def _kept(self, books: Shelf) -> Kept:
        """Return what books share: of works that stand in more than their own."""
        several = [of for of in self.volumes if of.work is None]
        shelf = Shelf(self.settings.cache, self.keep.store, LEAVES)
        shared = frozenset(work.url for of in several for work in of.works)
        urls = frozenset(of.url for of in several)
        return Kept(shelf, self._keys, shared, urls, self._around, books)

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
        texts = tuple(_with_pictures(work)) if self._extra else ()
        for address, path in self._extra.items():
            shown = f'"{addresses.ROOT}{addresses.encoded(address)}"'
            if any(shown in html for html in texts):
                yield address
                yield self.keep.digests.of(path)

    def _files(self, url: str) -> Iterator[bytes | str]:
        for address, what in self._beside.get(url, ()):
            yield address
            yield what if isinstance(what, str) else self.keep.digests.of(what)


def _with_pictures(work: Work) -> Iterator[str]:
    """Yield what may show a picture; nobody need read a text that does not."""
    every: tuple[Work | Chapter, ...] = (work, *work.chapters)
    for one in every:
        if any(link.picture for link in one.text.links):
            yield one.text.html
        yield from (one.summary, one.notes, one.end_notes)


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


def covers_of(of: Volume, ending: str = UNKNOWN) -> tuple[str, str]:
    """Return where the pictures of a cover stand; what they are may not be known."""
    return addresses.covers("" if of.whole else of.url, ending)
