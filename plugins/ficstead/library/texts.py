"""The texts of the archive, each with its file and the page that shows it.

What crosses from one file to another (links, pictures) starts from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .. import addresses
from ..store.keep import Keep
from ..text import Prose
from .linking import Home
from .reading import ChapterFile, Files, NoteFile, SeriesFile, WorkFile
from .tree import ChapterPlace, Tree, WorkPlace
from .works import numbers, part_of

File = WorkFile | ChapterFile | SeriesFile | NoteFile


@dataclass(frozen=True, slots=True)
class Crossing:
    """What crosses the border of a file, or of a work's files.

    `anchors` are the places in each that a link may name, with their ids; `linked` the
    texts with links, each with its place and the line of the file where it begins.
    """

    anchors: Mapping[str, Mapping[str, str]]
    linked: tuple[tuple[Prose, Home, int], ...]


def home_of(file: WorkFile, files: Files, place: WorkPlace | ChapterPlace) -> Home:
    """Return where a text of a work stands: its file, and the work's page."""
    url = addresses.work(file.place.slug)
    return Home(files.tree.name(place), place.shown, url)


def names(file: WorkFile, files: Files) -> dict[str, str]:
    """Return the path below content/ of each chapter's file, by its key."""
    places = (chapter.place for chapter in file.chapters or ())
    return {place.key: files.tree.name(place) for place in places}


def sources(files: Files) -> dict[str, Path]:
    """Return the author's file of each work and chapter, by their addresses."""
    found: dict[str, Path] = {}
    for file in files.works:
        url = addresses.work(file.place.slug)
        found[url] = file.place.path
        for chapter, number in numbers(file):
            part = part_of(chapter, number)
            found[addresses.chapter(file.place.slug, part)] = chapter.place.path
    return found


def crossing(files: Files, kept: Keep) -> tuple[Crossing, ...]:
    """Return what crosses from one file to another: of each work, and of all else."""
    works = (kept.again("crossing", _of_work, file, files.tree) for file in files.works)
    beside: tuple[tuple[File, Home], ...] = (
        *((file, _beside(file, files, addresses.series)) for file in files.series),
        *((file, _beside(file, files, addresses.note)) for file in files.notes),
    )
    return *works, _crossing(beside)


def anchors(every: Iterable[Crossing]) -> dict[str, Mapping[str, str]]:
    """Return, by file, the ids of the places in it that a link may name."""
    known: dict[str, Mapping[str, str]] = {}
    for one in every:
        known.update(one.anchors)
    return known


def _of_work(file: WorkFile, tree: Tree) -> Crossing:
    url = addresses.work(file.place.slug)
    parts: tuple[WorkFile | ChapterFile, ...] = (file, *(file.chapters or ()))
    return _crossing(
        (part, Home(tree.name(part.place), part.place.shown, url)) for part in parts
    )


def _crossing(files: Iterable[tuple[File, Home]]) -> Crossing:
    anchors: dict[str, dict[str, str]] = {}
    linked = []
    for file, home in files:
        for prose, line in _of(file):
            if prose.anchors:
                anchors.setdefault(home.name, {}).update(prose.anchors)
            if prose.links:
                linked.append((prose, home, line))
    return Crossing(anchors, tuple(linked))


def _beside(
    file: SeriesFile | NoteFile, files: Files, address: Callable[[str], str]
) -> Home:
    return Home(files.tree.name(file.place), file.place.shown, address(file.place.slug))


def _of(file: File) -> Iterator[tuple[Prose, int]]:
    """Yield the texts of a file, each with the line where it begins."""
    yield file.texts.body, file.body_line
    for name in ("summary", "notes", "end_notes"):
        passage = getattr(file.facts, name, None)
        if passage is not None:
            yield getattr(file.texts, name), passage.line
