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
from .texts import Passage, Text, passage_ids, prepared


@dataclass(slots=True)
class Texts:
    """The texts of one leaf. `url` is the page of the site that shows them."""

    file: str
    url: str
    language: Language
    origin: str
    body: Text
    summary: Text
    notes: Text
    end_notes: Text

    @property
    def every(self) -> tuple[Text, ...]:
        return (self.summary, self.notes, self.body, self.end_notes)

    @property
    def passages(self) -> Iterator[Passage]:
        for text in self.every:
            yield from text.passages


@dataclass(slots=True)
class Part:
    """A work and the leaves it has; a name of a leaf is empty where there is none."""

    work: Work
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


def planned(work: Work, prefix: str, *, gated: bool) -> Part:
    """Read every text of a work and name its leaves, each beginning with `prefix`."""
    part = Part(work)
    part.gate = f"{prefix}warnings.xhtml" if gated else ""
    part.facts, part.afterword = f"{prefix}facts.xhtml", f"{prefix}afterword.xhtml"
    # What an author says at the end of a work stands on a leaf of its own.
    around = _texts(part.facts, work, work.url, prefix, work.title)
    around.summary = prepared(work.summary, f"{prefix}summary-")
    around.notes = prepared(work.notes, f"{prefix}notes-")
    behind = _texts(part.afterword, work, work.url, prefix, work.title)
    behind.end_notes = prepared(work.end_notes, f"{prefix}end-")
    part.texts[part.facts] = around
    if work.chapters:
        part.contents = f"{prefix}contents.xhtml" if len(work.chapters) > 1 else ""
        if work.text.html:
            part.foreword = f"{prefix}foreword.xhtml"
            _read(part, part.foreword, work, f"{prefix}foreword-")
        part.chapters = tuple(_chapters(part, prefix))
    else:
        _read(part, f"{prefix}text.xhtml", work, f"{prefix}text-")
    part.texts[part.afterword] = behind
    if any(True for texts in part.texts.values() for _ in texts.passages):
        part.passages = f"{prefix}passages.xhtml"
    return part


def _texts(file: str, thing: Work, url: str, prefix: str, origin: str) -> Texts:
    nothing = [Text() for _ in range(4)]
    return Texts(file, url, thing.language, origin, *nothing)


def _read(part: Part, file: str, work: Work, prefix: str) -> None:
    texts = _texts(file, work, work.url, prefix, work.title)
    texts.body = prepared(work.text.html, prefix)
    part.texts[file] = texts


def _chapters(part: Part, prefix: str) -> Iterator[tuple[Chapter, str]]:
    wide = max(2, len(str(len(part.work.chapters))))
    for number, chapter in enumerate(part.work.chapters, 1):
        name = f"{prefix}chapter-{number:0{wide}d}"
        part.texts[f"{name}.xhtml"] = Texts(
            file=f"{name}.xhtml",
            url=chapter.url,
            language=chapter.language,
            origin=chapter.name,
            body=prepared(chapter.text.html, f"{name}-"),
            summary=prepared(chapter.summary, f"{name}-summary-"),
            notes=prepared(chapter.notes, f"{name}-notes-"),
            end_notes=prepared(chapter.end_notes, f"{name}-end-"),
        )
        yield chapter, f"{name}.xhtml"


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
    for text in texts.every:
        for name in sorted(text.ids):
            yield name, texts.file
        for passage in text.passages:
            yield passage.name, part.passages
            for name in sorted(passage_ids(passage)):
                yield name, part.passages
