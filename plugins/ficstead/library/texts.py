"""Every text of the archive with the file it stands in and the page that shows it.

What crosses from one file to another (links, pictures) starts from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from .. import addresses
from ..model import Prose
from .linking import Home
from .reading import ChapterFile, Files, NoteFile, SeriesFile, WorkFile
from .tree import ChapterPlace, WorkPlace
from .works import numbers, part_of


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


def every_text(files: Files) -> Iterator[tuple[Prose, Home, int]]:
    """Yield each text, its place, and the line of the file where it begins."""
    for file in files.works:
        yield from _of(file, home_of(file, files, file.place))
        for chapter in file.chapters or ():
            yield from _of(chapter, home_of(file, files, chapter.place))
    for series in files.series:
        yield from _of(series, _beside(series, files, addresses.series))
    for note in files.notes:
        yield from _of(note, _beside(note, files, addresses.note))


def anchors(files: Files) -> dict[str, dict[str, str]]:
    """Return, by file, the ids of the places in it that a link may name."""
    every: dict[str, dict[str, str]] = {}
    for prose, home, _ in every_text(files):
        every.setdefault(home.name, {}).update(prose.anchors)
    return every


def _beside(
    file: SeriesFile | NoteFile, files: Files, address: Callable[[str], str]
) -> Home:
    return Home(files.tree.name(file.place), file.place.shown, address(file.place.slug))


def _of(
    file: WorkFile | ChapterFile | SeriesFile | NoteFile, home: Home
) -> Iterator[tuple[Prose, Home, int]]:
    yield file.texts.body, home, file.body_line
    for name in ("summary", "notes", "end_notes"):
        passage = getattr(file.facts, name, None)
        if passage is not None:
            yield getattr(file.texts, name), home, passage.line
