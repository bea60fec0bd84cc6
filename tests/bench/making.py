"""Making an archive for the tools, in a process of its own.

``python -m tests.bench.making FOLDER COUNT TOOL...`` writes ``FOLDER/TOOL`` for each
and prints what the archive is, as JSON; without words it prints the texts of the
yardstick. Its own process, because on Linux a program is
charged with the memory of the one that starts it, and words take some.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType

from .corpus import World
from .tools import eleventy, hugo, ours, pelican

TOOLS: dict[str, ModuleType] = {
    "ours": ours,
    "hugo": hugo,
    "eleventy": eleventy,
    "pelican": pelican,
}
# The yardstick converts so many chapters, whatever the size of the archive.
CHAPTERS = 200
OFTEN = 20


@dataclass(frozen=True, slots=True)
class Made:
    """What an archive holds."""

    works: int
    chapters: int
    words: int
    often: tuple[str, ...]  # its most used tags, those on the longest lists


def make(root: Path, folder: Path, count: int, *tools: str) -> Made:
    """Write the archive of `count` works for each of the tools."""
    command = [sys.executable, "-m", __name__, str(folder), str(count), *tools]
    done = subprocess.run(command, cwd=root, check=True, stdout=subprocess.PIPE)
    return Made(**json.loads(done.stdout))


def _write(folder: Path, count: int, tools: list[str]) -> Made:
    chapters = words = 0
    tags = Counter[str]()
    for tool in tools:
        TOOLS[tool].begin(folder / tool)
    for work in World().works(count):
        for tool in tools:
            TOOLS[tool].add(work, folder / tool)
        chapters += len(work.chapters)
        words += work.words
        tags.update(work.terms["tags"])
    often = tuple(tag for tag, _ in tags.most_common(OFTEN))
    return Made(count, chapters, words, often)


def texts(root: Path) -> str:
    """Return the texts of the archive's first chapters, as a JSON list."""
    command = [sys.executable, "-m", __name__]
    done = subprocess.run(command, cwd=root, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode()


def _texts(count: int) -> list[str]:
    world, found, number = World(), list[str](), 0
    while len(found) < count:
        found += (chapter.text for chapter in world.work(number).chapters)
        number += 1
    return found[:count]


if __name__ == "__main__":
    if sys.argv[1:]:
        place, size, *names = sys.argv[1:]
        print(json.dumps(asdict(_write(Path(place), int(size), names))))
    else:
        print(json.dumps(_texts(CHAPTERS)))
