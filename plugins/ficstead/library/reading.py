"""From a file to what it says: facts and clean prose, with every problem of that file.

Nothing here knows of other files, so a file is read once and could be read anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from charset_normalizer import from_bytes

from ..header import fields, header
from ..header.header import Header
from ..metadata import metadata
from ..metadata.facts import ChapterFacts, NoteFacts, Passage, SeriesFacts, WorkFacts
from ..metadata.metadata import Defaults
from ..model import Language, Prose
from ..problems import Problem, found
from ..prose import prose
from ..settings import Settings
from .tree import ChapterPlace, FilePlace, Tree, WorkPlace

Place = WorkPlace | ChapterPlace | FilePlace


@dataclass(frozen=True, slots=True)
class Texts:
    """The prose of one file: its reading text and the passages of its header."""

    body: Prose
    summary: Prose
    notes: Prose
    end_notes: Prose


@dataclass(frozen=True, slots=True)
class ChapterFile:
    """A chapter as its file has it."""

    place: ChapterPlace
    facts: ChapterFacts
    texts: Texts
    body_line: int


@dataclass(frozen=True, slots=True)
class WorkFile:
    """A work as its files have it; `chapters` is None for a one-shot."""

    place: WorkPlace
    facts: WorkFacts
    texts: Texts
    body_line: int
    chapters: tuple[ChapterFile, ...] | None


@dataclass(frozen=True, slots=True)
class SeriesFile:
    """The description of a series."""

    place: FilePlace
    facts: SeriesFacts
    texts: Texts
    body_line: int


@dataclass(frozen=True, slots=True)
class NoteFile:
    """A page of the author's."""

    place: FilePlace
    facts: NoteFacts
    texts: Texts
    body_line: int


@dataclass(frozen=True, slots=True)
class Files:
    """Everything that was read."""

    tree: Tree
    works: tuple[WorkFile, ...]
    series: tuple[SeriesFile, ...]
    notes: tuple[NoteFile, ...]


P = TypeVar("P")
F = TypeVar("F")


def read(tree: Tree, settings: Settings) -> tuple[Files, tuple[Problem, ...]]:
    """Read every file of the tree that is ours to read."""
    reader = _Reader(Defaults(settings.author, settings.language, settings.zone))
    files = Files(
        tree=tree,
        works=_each(tree.works, reader.work),
        series=_each(tree.series, reader.series),
        notes=_each(tree.notes, reader.note),
    )
    return files, tuple(reader.problems)


def decode(path: Path, shown: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Return a file's text, or the problem that keeps it from being one."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return None, (found("W312", path=shown, reason=reason),)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return None, (found("M112", line, path=shown, hint=_encoding_hint(data)),)


def _encoding_hint(data: bytes) -> str | None:
    guess = from_bytes(data).best()
    if guess is None:
        return None
    # Western text reads the same in several encodings; Windows' own is the likeliest.
    likely = [guess.encoding, *guess.could_be_from_charset]
    name = "cp1252 (Windows)" if "cp1252" in likely else guess.encoding
    return f"it looks like {name}; save it as UTF-8 in your editor"


def _each(places: Iterable[P], read_one: Callable[[P], F | None]) -> tuple[F, ...]:
    return tuple(file for place in places if (file := read_one(place)) is not None)


class _Reader:
    """Reads one file after another and keeps the problems of all."""

    def __init__(self, defaults: Defaults) -> None:
        self.defaults = defaults
        self.problems: list[Problem] = []

    def work(self, place: WorkPlace) -> WorkFile | None:
        parsed = self._open(place)
        if parsed is None:
            return None
        facts = self._kept(place, metadata.work_facts(parsed, self.defaults))
        texts = self._texts(place, parsed, facts, facts.language, facts.typography)
        chapters = None
        if place.chapters is not None:
            chapters = _each(place.chapters, lambda p: self._chapter(p, facts))
        return WorkFile(place, facts, texts, parsed.body_line, chapters)

    def _chapter(self, place: ChapterPlace, work: WorkFacts) -> ChapterFile | None:
        parsed = self._open(place)
        if parsed is None:
            return None
        facts = self._kept(place, metadata.chapter_facts(parsed, self.defaults))
        language = facts.language or work.language
        texts = self._texts(place, parsed, facts, language, work.typography)
        return ChapterFile(place, facts, texts, parsed.body_line)

    def series(self, place: FilePlace) -> SeriesFile | None:
        parsed = self._open(place)
        if parsed is None:
            return None
        facts = self._kept(place, metadata.series_facts(parsed, self.defaults))
        texts = self._texts(place, parsed, facts, self.defaults.language)
        return SeriesFile(place, facts, texts, parsed.body_line)

    def note(self, place: FilePlace) -> NoteFile | None:
        parsed = self._open(place)
        if parsed is None:
            return None
        facts = self._kept(place, metadata.note_facts(parsed, self.defaults))
        texts = self._texts(place, parsed, facts, facts.language)
        return NoteFile(place, facts, texts, parsed.body_line)

    def _open(self, place: Place) -> Header | None:
        text, unread = decode(place.path, place.shown)
        self.problems += unread
        if text is None:
            return None
        return self._kept(place, header.parse(text, fields.is_known))

    def _kept(
        self, place: Place, result: tuple[F, tuple[Problem, ...]], below: int = 0
    ) -> F:
        value, wrong = result
        self.problems += (problem.at(place.shown, below=below) for problem in wrong)
        return value

    def _texts(
        self,
        place: Place,
        parsed: Header,
        facts: WorkFacts | ChapterFacts | SeriesFacts | NoteFacts,
        language: Language,
        typeset: bool = True,
    ) -> Texts:
        def render(passage: Passage | None, prefix: str) -> Prose:
            if passage is None or not passage.text.strip():
                return Prose()
            result = prose.render(
                passage.text, language, prefix=prefix, typeset=typeset
            )
            return self._kept(place, result, below=passage.line - 1)

        # Footnotes of chapters, of their notes and of the work's meet on one page.
        start = f"{place.key}-" if isinstance(place, ChapterPlace) else ""
        # The summaries of many works meet on the pages of lists.
        whose = f"{place.slug}-" if isinstance(place, WorkPlace) else start
        return Texts(
            body=render(Passage(parsed.body, parsed.body_line), start),
            summary=render(getattr(facts, "summary", None), f"{whose}summary-"),
            notes=render(getattr(facts, "notes", None), f"{start}notes-"),
            end_notes=render(getattr(facts, "end_notes", None), f"{start}end-"),
        )
