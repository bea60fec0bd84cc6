"""Every file of the content folder, read: what each says, and its problems.

Chapters are read after the works, because they speak their work's language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ..metadata.facts import ChapterFacts, NoteFacts, SeriesFacts, WorkFacts
from ..problems import Problem
from . import decoding
from .desk import Desk
from .said import Facts, Kind, Reading, Task, Texts
from .tree import ChapterPlace, FilePlace, Tree, WorkPlace

Place = WorkPlace | ChapterPlace | FilePlace


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


F = TypeVar("F", bound=Facts)
P = TypeVar("P", bound=Place)


def read(tree: Tree, desk: Desk) -> tuple[Files, tuple[Problem, ...]]:
    """Read every file of the tree that is ours to read.

    A file that is as it was in the last build of this process is the same object.
    """
    again = desk.keep.again
    problems: list[Problem] = []
    works = _read(
        desk, [(place, Task(Kind.WORK, place.slug)) for place in tree.works], problems
    )
    places = [
        (chapter, Task(Kind.CHAPTER, chapter.key, facts.language, facts.typography))
        for place, reading in works
        if isinstance(facts := reading.facts, WorkFacts)
        for chapter in place.chapters or ()
    ]
    chapters = {
        place.path: again("chapter's file", _chapter, place, reading)
        for place, reading in _read(desk, places, problems)
        if isinstance(reading.facts, ChapterFacts)
    }
    series = _read(desk, [(p, Task(Kind.SERIES)) for p in tree.series], problems)
    notes = _read(desk, [(p, Task(Kind.NOTE)) for p in tree.notes], problems)
    files = Files(
        tree=tree,
        works=tuple(
            again("work's file", _work, place, reading, *_inside(place, chapters))
            for place, reading in works
            if isinstance(reading.facts, WorkFacts)
        ),
        series=tuple(
            SeriesFile(place, facts, reading.texts, reading.body_line)
            for place, reading in series
            if isinstance(facts := reading.facts, SeriesFacts)
        ),
        notes=tuple(
            NoteFile(place, facts, reading.texts, reading.body_line)
            for place, reading in notes
            if isinstance(facts := reading.facts, NoteFacts)
        ),
    )
    return files, tuple(problems)


def decode(path: Path, shown: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Return a file's text, or the problem that keeps it from being one."""
    try:
        text, wrong = decoding.decode(path.read_bytes())
    except OSError as error:
        return None, (decoding.unreadable(error).at(shown),)
    return text, tuple(problem.at(shown) for problem in wrong)


def _read(
    desk: Desk, tasks: Sequence[tuple[P, Task]], problems: list[Problem]
) -> list[tuple[P, Reading[Facts]]]:
    """Read files, and say of each problem which file it is in."""
    readings = desk.read([(task, place.path) for place, task in tasks])
    done = []
    for (place, _), reading in zip(tasks, readings, strict=True):
        problems += (problem.at(place.shown) for problem in reading.problems)
        done.append((place, reading))
    return done


def _inside(
    place: WorkPlace, chapters: Mapping[Path, ChapterFile]
) -> Iterator[ChapterFile]:
    """Yield the chapters of a work that could be read."""
    for chapter in place.chapters or ():
        if chapter.path in chapters:
            yield chapters[chapter.path]


def _chapter(place: ChapterPlace, reading: Reading[ChapterFacts]) -> ChapterFile:
    assert reading.facts is not None
    return ChapterFile(place, reading.facts, reading.texts, reading.body_line)


def _work(
    place: WorkPlace, reading: Reading[WorkFacts], *inside: ChapterFile
) -> WorkFile:
    assert reading.facts is not None
    chapters = None if place.chapters is None else inside
    return WorkFile(place, reading.facts, reading.texts, reading.body_line, chapters)
