"""Many short works: the archive of `corpus`, with one text of a hundred words or two each.

What costs time and room there is their number: lists, tags, indexes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

from .corpus import Chapter, World
from .tools import ours

SHORTEST, LONGEST = 100, 200


class Light(World):
    """The works of the corpus, each with a short text and one chapter."""

    def __init__(self) -> None:
        super().__init__()
        full = self._prose.chapter
        self._prose.chapter = lambda rng, _, names: full(  # type: ignore[method-assign]
            rng, rng.randint(SHORTEST, LONGEST), names
        )

    def _chapters(self, rng: Random, title: str, names: list[str]) -> Iterator[Chapter]:
        yield from islice(super()._chapters(rng, title, names), 1)


def write(content: Path, count: int) -> None:
    """Write so many works as an author would, into a folder of content."""
    ours.begin(content)
    for work in Light().works(count):
        ours.add(work, content)
