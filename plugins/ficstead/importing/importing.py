"""One file on its way in: opened, read, composed. A pure function, run in a process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from . import recognising
from .manuscript import Manuscript
from .opening.opening import Item
from .story import Refused, Story
from .texts import reflow
from .writing import composing

_TOO_DEEP: Final = "Its parts stand too deep inside one another; it may be damaged."


@dataclass(frozen=True, slots=True)
class Task:
    """One file to import. `today` is ISO; `reflow` breaks up lost paragraphs."""

    item: Item
    today: str
    reflow: bool = False

    def key(self, engine: str) -> str:
        """Return what this file is known by to the same `engine`: all that it reads."""
        item = self.item
        day = item.modified.date().isoformat()
        digest = sha256(f"{engine}\0{day}\0{self.reflow}\0{item.name}\0".encode())
        for name, data in (("", item.data), *sorted(item.pictures.items())):
            digest.update(f"{name}\0{len(data)}\0".encode("utf-8", "replace"))
            digest.update(data)
        return digest.hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a file: a manuscript, or `said` why there is none."""

    path: str
    format: str = ""
    manuscript: Manuscript | None = None
    said: tuple[str, ...] = ()


def brought(task: Task) -> Brought:
    """Read a file and compose what is to be written of it; never raises `Refused`."""
    item = task.item
    if item.refused:
        return Brought(item.path, item.format, said=(item.refused,))
    try:
        story = recognising.read(item.name, item.data, item.beside)
        made = composing.composed(
            _paragraphed(story, task.reflow),
            name=item.name,
            modified=item.modified.date().isoformat(),
            today=task.today,
        )
    except Refused as reason:
        return Brought(item.path, item.format, said=(str(reason),))
    except RecursionError:  # lists of a Markdown file, a thousand deep
        return Brought(item.path, item.format, said=(_TOO_DEEP,))
    return Brought(item.path, story.format, made, made.said)


def refused(task: Task, reason: str) -> Brought:
    """Return what came of a file whose process gave up on it."""
    return Brought(task.item.path, task.item.format, said=(reason,))


def _paragraphed(story: Story, wanted: bool) -> Story:
    """Break a story that has lost its paragraphs, or say that it has."""
    lost = [chapter for chapter in story.chapters if reflow.needs(chapter.html)]
    if not lost:
        return story
    if not wanted:
        said = (reflow.remark(chapter.html) for chapter in lost)
        return replace(story, said=(*story.said, *said))
    chapters = tuple(
        replace(chapter, html=reflow.reflowed(chapter.html))
        if reflow.needs(chapter.html)
        else chapter
        for chapter in story.chapters
    )
    return replace(story, chapters=chapters)
