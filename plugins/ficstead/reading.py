"""From a file to what it says: facts and clean prose, with every problem of that file.

Nothing here knows of other files, so a file is read once and could be read anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from charset_normalizer import from_bytes

from . import fields, header, metadata, prose
from .facts import ChapterFacts, NoteFacts, Passage, SeriesFacts, WorkFacts
from .header import Header
from .metadata import Defaults
from .model import Language, Prose
from .problems import Problem, found
from .settings import Settings
from .tree import ChapterPlace, FilePlace, Tree, WorkPlace


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


Problems = list[Problem]
P = TypeVar("P")
F = TypeVar("F")


def read(tree: Tree, settings: Settings) -> tuple[Files, tuple[Problem, ...]]:
    """Read every file of the tree that is ours to read."""
    problems: Problems = []
    defaults = Defaults(settings.author, settings.language, settings.zone)
    files = Files(
        tree=tree,
        works=_each(tree.works, lambda p: _work(p, defaults, problems)),
        series=_each(tree.series, lambda p: _series(p, defaults, problems)),
        notes=_each(tree.notes, lambda p: _note(p, defaults, problems)),
    )
    return files, tuple(problems)


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
        guess = from_bytes(data).best()
        hint = None
        if guess and guess.encoding:
            hint = f"it looks like {guess.encoding}; save it as UTF-8 in your editor"
        return None, (found("M112", line, path=shown, hint=hint),)


def _each(places: Iterable[P], read_one: Callable[[P], F | None]) -> tuple[F, ...]:
    return tuple(file for place in places if (file := read_one(place)) is not None)


def _open(path: Path, shown: str, problems: Problems) -> Header | None:
    text, unread = decode(path, shown)
    problems += unread
    if text is None:
        return None
    parsed, wrong = header.parse(text, fields.is_known)
    problems += (problem.at(shown) for problem in wrong)
    return parsed


def _work(place: WorkPlace, defaults: Defaults, problems: Problems) -> WorkFile | None:
    parsed = _open(place.path, place.shown, problems)
    if parsed is None:
        return None
    facts, wrong = metadata.work_facts(parsed, defaults)
    problems += (problem.at(place.shown) for problem in wrong)
    texts = _texts(
        parsed, facts, place.shown, problems, facts.language, facts.typography
    )
    if place.chapters is None:
        return WorkFile(place, facts, texts, parsed.body_line, None)
    chapters = _each(place.chapters, lambda p: _chapter(p, facts, defaults, problems))
    return WorkFile(place, facts, texts, parsed.body_line, chapters)


def _chapter(
    place: ChapterPlace, work: WorkFacts, defaults: Defaults, problems: Problems
) -> ChapterFile | None:
    parsed = _open(place.path, place.shown, problems)
    if parsed is None:
        return None
    facts, wrong = metadata.chapter_facts(parsed, defaults)
    problems += (problem.at(place.shown) for problem in wrong)
    language = facts.language or work.language
    texts = _texts(
        parsed, facts, place.shown, problems, language, work.typography, place.key
    )
    return ChapterFile(place, facts, texts, parsed.body_line)


def _series(
    place: FilePlace, defaults: Defaults, problems: Problems
) -> SeriesFile | None:
    parsed = _open(place.path, place.shown, problems)
    if parsed is None:
        return None
    facts, wrong = metadata.series_facts(parsed, defaults)
    problems += (problem.at(place.shown) for problem in wrong)
    texts = _texts(parsed, facts, place.shown, problems, defaults.language, True)
    return SeriesFile(place, facts, texts, parsed.body_line)


def _note(place: FilePlace, defaults: Defaults, problems: Problems) -> NoteFile | None:
    parsed = _open(place.path, place.shown, problems)
    if parsed is None:
        return None
    facts, wrong = metadata.note_facts(parsed, defaults)
    problems += (problem.at(place.shown) for problem in wrong)
    texts = _texts(parsed, facts, place.shown, problems, facts.language, True)
    return NoteFile(place, facts, texts, parsed.body_line)


def _texts(
    parsed: Header,
    facts: WorkFacts | ChapterFacts | SeriesFacts | NoteFacts,
    shown: str,
    problems: Problems,
    language: Language,
    typeset: bool,
    key: str = "",
) -> Texts:
    def render(passage: Passage | None, prefix: str) -> Prose:
        if passage is None or not passage.text.strip():
            return Prose()
        text, wrong = prose.render(
            passage.text, language, prefix=prefix, typeset=typeset
        )
        problems.extend(p.at(shown, below=passage.line - 1) for p in wrong)
        return text

    # Footnotes of a chapter, its notes and the work's may stand on one page.
    start = f"{key}-" if key else ""
    return Texts(
        body=render(Passage(parsed.body, parsed.body_line), start),
        summary=render(getattr(facts, "summary", None), f"{start}summary-"),
        notes=render(getattr(facts, "notes", None), f"{start}notes-"),
        end_notes=render(getattr(facts, "end_notes", None), f"{start}end-"),
    )
