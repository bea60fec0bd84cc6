"""One work in a book: its texts read, its leaves named, its places known.

Everything here is known before the first leaf is written, because a link may lead
forward, and into another work of the same book.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ... import addresses
from ...model import Chapter, Language, Work
from ..elements import identifier
from .ready import Drawer, Ready
from .texts import Passage, Text, passage_ids, prepared


@dataclass(slots=True)
class Texts:
    """The texts of one leaf. `url` is the page of the site that shows them.

    Where the leaf is `ready`, they were not read.
    """

    file: str
    url: str
    language: Language
    origin: str
    ready: Ready | None
    body: Text = field(default_factory=Text)
    summary: Text = field(default_factory=Text)
    notes: Text = field(default_factory=Text)
    end_notes: Text = field(default_factory=Text)

    @property
    def ids(self) -> Iterator[str]:
        """Yield what a link may name in the texts themselves."""
        if self.ready is not None:
            yield from self.ready.ids
        for text in self.every:
            yield from sorted(text.ids)

    @property
    def every(self) -> tuple[Text, ...]:
        return (self.summary, self.notes, self.body, self.end_notes)

    @property
    def passages(self) -> Iterator[Passage]:
        for text in self.every:
            yield from text.passages


@dataclass(slots=True)
class Part:
    """A work and the leaves it has; a name of a leaf is empty where there is none.

    `ready` has those of them that need not be written.
    """

    work: Work
    ready: Drawer
    skin: str = ""
    gate: str = ""
    facts: str = ""
    contents: str = ""
    foreword: str = ""
    afterword: str = ""
    passages: str = ""
    texts: dict[str, Texts] = field(default_factory=dict)
    chapters: tuple[tuple[Chapter, str], ...] = ()

    @property
    def first(self) -> str:
        """Return the leaf that the work begins with."""
        return self.gate or self.facts

    @property
    def start(self) -> str:
        """Return the leaf that the reading begins with."""
        return next(file for file in self.texts if file not in self._around)

    @property
    def _around(self) -> set[str]:
        return {self.facts, self.foreword, self.afterword}


def planned(work: Work, ready: Drawer, *, gated: bool) -> Part:
    """Read every text of a work that is not ready, and name its leaves.

    Each name begins with the drawer's prefix.
    """
    part, prefix = Part(work, ready), ready.prefix
    part.gate = f"{prefix}warnings.xhtml" if gated else ""
    part.facts, part.afterword = f"{prefix}facts.xhtml", f"{prefix}afterword.xhtml"
    facts = _of_work(part, part.facts, own=True)
    if facts.ready is None:
        facts.summary = prepared(work.summary, f"{prefix}summary-")
        facts.notes = prepared(work.notes, f"{prefix}notes-")
    if work.chapters:
        part.contents = f"{prefix}contents.xhtml" if len(work.chapters) > 1 else ""
        if work.text:
            part.foreword = f"{prefix}foreword.xhtml"
            _read(part, part.foreword, f"{prefix}foreword-")
        part.chapters = tuple(_chapters(part, prefix))
    else:
        _read(part, f"{prefix}text.xhtml", f"{prefix}text-")
    # What an author says at the end of a work stands on a leaf of its own.
    behind = _of_work(part, part.afterword)
    if behind.ready is None:
        behind.end_notes = prepared(work.end_notes, f"{prefix}end-")
    if any(True for texts in part.texts.values() for _ in texts.passages):
        part.passages = f"{prefix}passages.xhtml"
    return part


def _of_work(part: Part, file: str, *, own: bool = False) -> Texts:
    work, found = part.work, part.ready.get(file, own=own)
    texts = Texts(file, work.url, work.language, work.title, found)
    part.texts[file] = texts
    return texts


def _read(part: Part, file: str, prefix: str) -> None:
    texts = _of_work(part, file)
    if texts.ready is None:
        texts.body = prepared(part.work.text.html, prefix)


def _chapters(part: Part, prefix: str) -> Iterator[tuple[Chapter, str]]:
    wide = max(2, len(str(len(part.work.chapters))))
    for number, chapter in enumerate(part.work.chapters, 1):
        name = f"{prefix}chapter-{number:0{wide}d}"
        file = f"{name}.xhtml"
        texts = Texts(
            file=file,
            url=chapter.url,
            language=chapter.language,
            origin=chapter.name,
            ready=part.ready.get(file),
        )
        if texts.ready is None:
            texts.body = prepared(chapter.text.html, f"{name}-")
            texts.summary = prepared(chapter.summary, f"{name}-summary-")
            texts.notes = prepared(chapter.notes, f"{name}-notes-")
            texts.end_notes = prepared(chapter.end_notes, f"{name}-end-")
        part.texts[file] = texts
        yield chapter, file


def places(part: Part) -> Iterator[tuple[str, str]]:
    """Yield where each page, and each place on it, stands in the book.

    Keys are addresses as links have them: ``works/lantern/3/#c3-fn-1``.
    """
    work = part.work
    entire = addresses.encoded(work.entire_url)
    yield addresses.encoded(work.url), part.first
    if work.chapters:
        yield entire, part.start
    yield f"{addresses.encoded(work.url)}#text", part.start
    yield f"{addresses.encoded(work.url)}#end-notes", part.afterword
    for chapter, file in part.chapters:
        url = addresses.encoded(chapter.url)
        yield url, file
        yield f"{url}#text", file
        yield f"{url}#end-notes", file
        yield f"{entire}#{chapter.anchor}", file
    for texts in part.texts.values():
        url = addresses.encoded(texts.url)
        for name, file in _ids(texts, part):
            yield f"{url}#{name}", f"{file}#{identifier(name)}"
            yield f"{entire}#{name}", f"{file}#{identifier(name)}"


def _ids(texts: Texts, part: Part) -> Iterator[tuple[str, str]]:
    for name in texts.ids:
        yield name, texts.file
    for text in texts.every:
        for passage in text.passages:
            yield passage.name, part.passages
            for name in sorted(passage_ids(passage)):
                yield name, part.passages
