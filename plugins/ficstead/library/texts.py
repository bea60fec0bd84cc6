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


def home_of(file: WorkFile, files: Files, shown: str, path: Path) -> Home:
    """Return where a text of a work stands: its file, and the work's page."""
    url = addresses.work(file.place.slug)
    return Home(path.relative_to(files.tree.root).as_posix(), shown, url)


def names(file: WorkFile, files: Files) -> dict[str, str]:
    """Return the path below content/ of each chapter's file, by its key."""
    root = files.tree.root
    places = (chapter.place for chapter in file.chapters or ())
    return {p.key: p.path.relative_to(root).as_posix() for p in places}


def every_text(files: Files) -> Iterator[tuple[Prose, Home, int]]:
    """Yield each text, its place, and the line of the file where it begins."""
    for file in files.works:
        place = file.place
        home = home_of(file, files, place.shown, place.path)
        yield from _of(file, home)
        for chapter in file.chapters or ():
            inner = chapter.place
            yield from _of(chapter, home_of(file, files, inner.shown, inner.path))
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
    name = file.place.path.relative_to(files.tree.root).as_posix()
    return Home(name, file.place.shown, address(file.place.slug))


def _of(
    file: WorkFile | ChapterFile | SeriesFile | NoteFile, home: Home
) -> Iterator[tuple[Prose, Home, int]]:
    yield file.texts.body, home, file.body_line
    for name in ("summary", "notes", "end_notes"):
        passage = getattr(file.facts, name, None)
        if passage is not None:
            yield getattr(file.texts, name), home, passage.line
