"""From a volume to the files of its book: every leaf written, everything in its place.

EPUB and Kobo books, and whatever else is made of leaves, begin here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from markupsafe import Markup

from ...model import Chapter, Language
from .. import pictures, skins
from ..covers import cover
from ..elements import legal
from ..materials import Materials
from ..pictures import Gallery
from ..volume import Volume
from . import contents, templating
from .book import NAV, STYLE, VOLUME, XHTML, Book, Item
from .leaves import (
    AfterwordLeaf,
    ContentsLeaf,
    CoverLeaf,
    Entry,
    FactsLeaf,
    ForewordLeaf,
    Gate,
    Head,
    Leaf,
    NavLeaf,
    PassagesLeaf,
    Place,
    TextLeaf,
    Told,
    VolumeLeaf,
    WarningsLeaf,
)
from .linked import Way
from .packing import Packed, packed
from .parts import Part, Texts, places, planned
from .ready import PLAIN, Drawers, Finish, Ready
from .texts import Text, prepared, shown

# Ids that the templates use; an author's own of that name gives way.
_TAKEN = frozenset({"end", "end-notes", "notes", "summary", "text", "title", "works"})


def bind(volume: Volume, materials: Materials, finish: Finish = PLAIN) -> Book:
    """Return a volume as the files of a book, its leaves as a format has them."""
    return _Binding(volume, materials, finish).book()


def gated(volume: Volume, materials: Materials) -> tuple[bool, ...]:
    """Return for each work whether its warnings stand on a leaf before it."""
    return tuple(
        work.url in materials.gated
        or bool(work.content_warnings)
        or any(chapter.content_warnings for chapter in work.chapters)
        for work in volume.works
    )


class _Binding:
    """One book in the making."""

    def __init__(self, volume: Volume, materials: Materials, finish: Finish) -> None:
        self.volume = volume
        self.materials = materials
        self.finish = finish
        self.several = volume.work is None
        self.site = Place(materials.name, materials.address, materials.language)
        self.templates = templating.of(materials.folders)
        self.gallery = Gallery(materials.pictures)
        self.unseen: list[str] = []
        self.asked: list[str] = []
        self.leaves: list[Item] = []
        self.sheets: list[Item] = []
        self.drawers = Drawers(volume, materials.kept, finish)
        wide = max(2, len(str(len(volume.works))))
        every = zip(volume.works, gated(volume, materials), strict=True)
        self.parts = []
        for at, (work, stands) in enumerate(every, 1):
            prefix = f"work-{at:0{wide}d}-" if self.several else ""
            part = planned(work, self.drawers.of(work, prefix), gated=stands)
            self.parts.append(part)
        self.places = {
            address: place
            for part in reversed(self.parts)
            for address, place in places(part)
        }
        self.english = (
            materials.language
            if materials.language.code.partition("-")[0] == "en"
            else Language("en", "English", "English")
        )

    def book(self) -> Book:
        drawn = cover.draw(self.volume, self.materials)
        kind = pictures.media_type(drawn)
        face = Item(
            "cover-picture",
            f"pictures/cover.{pictures.ENDINGS[kind]}",
            kind,
            _picture(drawn, kind),
            "cover-image",
        )
        self._cover(face)
        self._front()
        for part in self.parts:
            self._skin(part)
            self._part(part)
        for part in self.parts:
            self._passages(part)
        self.drawers.close()
        entries = tuple(
            contents.entries(self.parts, self.english, several=self.several)
        )
        nav = self._nav(entries)
        style = templating.style(self.materials.folders).encode()
        sheet = Item("style", STYLE, "text/css", packed(style))
        held = [
            Item(
                f"picture-{at}",
                picture.path,
                picture.type,
                _picture(picture.data, picture.type),
            )
            for at, picture in enumerate(self.gallery.pictures, 1)
        ]
        return Book(
            self.volume,
            [nav, sheet, *self.sheets, face, *self.leaves, *held],
            entries,
            face.id,
            pictured=bool(held),
            described=not self.unseen,
        )

    # ---- Leaves ----------------------------------------------------------------------

    def _put(self, file: str, leaf: Leaf, *, linear: bool = True) -> None:
        self._bind(file, self.finish.packed(self._written(leaf)), linear=linear)

    def _bind(self, file: str, made: Packed, *, linear: bool = True) -> None:
        stem, path = file.removesuffix(".xhtml"), f"text/{file}"
        self.leaves.append(Item(stem, path, XHTML, made, leaf=True, linear=linear))

    def _put_own(self, part: Part, file: str, leaf: Callable[[], Leaf]) -> None:
        """Put a leaf that says nothing of the author's, and names its neighbours."""
        found = part.ready.get(file, own=True)
        if found is None:
            found = Ready(self.finish.packed(self._written(leaf())))
            part.ready.keep(file, found, own=True)
        self._bind(file, found.file)

    def _put_text(
        self, part: Part, file: str, leaf: Callable[[], Leaf], *, own: bool = False
    ) -> None:
        """Put a leaf of the author's words, and keep it where it is not this book's."""
        texts = part.texts[file]
        if texts.ready is not None:
            self._bind(file, texts.ready.file)
            return
        self.asked.clear()
        made = self.finish.packed(self._written(leaf()))
        self._bind(file, made)
        if not (self.asked or part.skin or any(True for _ in texts.passages)):
            part.ready.keep(file, Ready(made, tuple(texts.ids)), own=own)

    def _written(self, leaf: Leaf) -> str:
        return legal(templating.render(leaf, self.site, self.templates))

    def _head(self, title: str, language: Language, skin: str = "") -> Head:
        styles = [f"../{STYLE}", *([f"../{skin}"] if skin else [])]
        return Head(legal(title), language, tuple(styles))

    def _cover(self, face: Item) -> None:
        words = f"{self.volume.title} by {self.volume.byline}"
        head = self._head(self.volume.title, self._language)
        self._put("cover.xhtml", CoverLeaf(head, f"../{face.path}", legal(words)))

    @property
    def _language(self) -> Language:
        return self.volume.languages[0]

    def _front(self) -> None:
        """Put what stands before the works of a book of several."""
        if not self.several:
            return
        gates = tuple(_gate(part) for part in self.parts if part.gate)
        if gates:
            head = self._head("Before you read", self.english)
            self._put("warnings.xhtml", WarningsLeaf(head, gates, several=True))
        series = self.volume.series
        numbers = series.parts if series else (None,) * len(self.parts)
        shelf = tuple(
            (part.work, number, part.first)
            for number, part in zip(numbers, self.parts, strict=True)
        )
        about = prepared(self.volume.description, "volume-")
        way = self._way(self.volume.url, VOLUME)
        head = self._head(self.volume.title, self.english)
        told = shown(about, set(_TAKEN), way)
        self._put(VOLUME, VolumeLeaf(head, self.volume, told, shelf))

    def _way(self, url: str, file: str) -> Way:
        return Way(
            self.places,
            self.gallery,
            self.materials.address,
            url,
            file,
            self.unseen,
            self.asked,
        )

    def _skin(self, part: Part) -> None:
        address = part.work.skin.partition("?")[0]
        css = self.materials.skins.get(address, "")
        if not css:
            return

        def picture(at: str) -> str | None:
            place = self.gallery.place(at)
            return f"../{place}" if place else None

        flat = skins.flattened(css, part.work.url, picture)
        part.skin = f"style/skin-{len(self.sheets) + 1}.css"
        name = f"skin-{len(self.sheets) + 1}"
        sheet = packed(legal(flat).encode())
        self.sheets.append(Item(name, part.skin, "text/css", sheet))

    def _part(self, part: Part) -> None:
        work = part.work
        if part.gate:
            self._put_own(part, part.gate, partial(self._gate, part))
        self._put_text(part, part.facts, partial(self._facts, part), own=True)
        if part.contents:
            self._put_own(part, part.contents, partial(self._contents, part))
        if part.foreword:
            self._put_text(part, part.foreword, partial(self._foreword, part))
        if work.chapters:
            for chapter, file in part.chapters:
                leaf = partial(self._text, part, part.texts[file], chapter)
                self._put_text(part, file, leaf)
        else:
            leaf = partial(self._text, part, part.texts[part.start], None)
            self._put_text(part, part.start, leaf)
        self._put_text(part, part.afterword, partial(self._afterword, part))

    def _gate(self, part: Part) -> Leaf:
        head = self._head("Before you read", self.english)
        gate = Gate(part.work, part.facts, _gate(part).chapters)
        return WarningsLeaf(head, (gate,), several=False)

    def _facts(self, part: Part) -> Leaf:
        work, texts, seen = part.work, part.texts[part.facts], set(_TAKEN)
        return FactsLeaf(
            self._head(work.title, self.english),
            work,
            self._shown(texts, texts.summary, seen),
            self._shown(texts, texts.notes, seen),
            f"{part.afterword}#end-notes" if work.end_notes else "",
            alone=not self.several,
        )

    def _contents(self, part: Part) -> Leaf:
        head = self._head("Chapters", self.english)
        return ContentsLeaf(head, part.work, part.chapters)

    def _foreword(self, part: Part) -> Leaf:
        texts = part.texts[part.foreword]
        head = self._head("Foreword", part.work.language, part.skin)
        body = self._shown(texts, texts.body, set(_TAKEN))
        return ForewordLeaf(head, part.work, body)

    def _text(self, part: Part, texts: Texts, chapter: Chapter | None) -> Leaf:
        title = chapter.full_title if chapter else part.work.title
        seen = set(_TAKEN)
        return TextLeaf(
            self._head(title, texts.language, part.skin),
            part.work,
            chapter,
            text=self._shown(texts, texts.body, seen),
            summary=self._shown(texts, texts.summary, seen),
            notes=self._shown(texts, texts.notes, seen),
            end_notes=self._shown(texts, texts.end_notes, seen),
        )

    def _afterword(self, part: Part) -> Leaf:
        texts = part.texts[part.afterword]
        head = self._head("Afterword", self.english)
        end = self._shown(texts, texts.end_notes, set(_TAKEN))
        return AfterwordLeaf(head, part.work, end)

    def _shown(self, texts: Texts, text: Text, seen: set[str]) -> Markup:
        return shown(text, seen, self._way(texts.url, texts.file))

    def _nav(self, entries: tuple[Entry, ...]) -> Item:
        listed = VOLUME if self.several else self.parts[0].contents
        marks = [
            ("cover", "Cover", "cover.xhtml"),
            *([("toc", "Contents", listed)] if listed else []),
            ("bodymatter", "Start of the text", self.parts[0].start),
            ("backmatter", "Afterword", self.parts[-1].afterword),
        ]
        head = self._head("Contents", self.english)
        made = packed(self._written(NavLeaf(head, entries, tuple(marks))).encode())
        return Item("nav", f"text/{NAV}", XHTML, made, "nav")

    def _passages(self, part: Part) -> None:
        if not part.passages:
            return
        seen = {"title"}
        told = tuple(
            told
            for texts in part.texts.values()
            for told in self._told(texts, seen, part)
        )
        head = self._head("Sensitive passages", self.english, part.skin)
        self._put(part.passages, PassagesLeaf(head, part.work, told), linear=False)

    def _told(self, texts: Texts, seen: set[str], part: Part) -> Iterator[Told]:
        way = self._way(texts.url, part.passages)
        for passage in texts.passages:
            seen |= {passage.name, f"{passage.name}-title"}
            yield Told(
                passage.name,
                shown(Text(root=passage.warning), seen, way),
                shown(Text(root=passage.body), seen, way),
                f"{texts.file}#{passage.name}-place",
                texts.origin,
                texts.language,
            )


def _gate(part: Part) -> Gate:
    chapters = tuple(
        (chapter, chapter.content_warnings)
        for chapter in part.work.chapters
        if chapter.content_warnings
    )
    return Gate(part.work, part.first, chapters)


def _picture(data: bytes, kind: str) -> Packed:
    """Return a picture packed, if that makes it smaller; most are packed already."""
    return packed(data, stored=kind.startswith("image/") and kind != "image/svg+xml")
