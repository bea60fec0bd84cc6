"""How much a build may cost, in ratios of one run: what CI holds.

Processor seconds are compared, because a neighbour on the machine takes wall time and
hardly these. Limits are generous: they find what has become slow, not what is noise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .bench import WHOLE
from .making import CHAPTERS
from .rounds import CHAPTER, COLD, TAG, UNCHANGED, Row, Table

# Each of these at most so much of a cold build of the same archive.
OF_COLD = {UNCHANGED: 0.7, CHAPTER: 1.2, TAG: 0.8}
# A chapter of a cold build, in chapters of Python-Markdown alone.
A_CHAPTER = 4.0
# A chapter of the biggest archive, in those of the smallest: 1 where the line is straight.
THE_CURVE = 1.5


@dataclass(frozen=True, slots=True)
class Held:
    """One ratio and its limit."""

    what: str
    ratio: float
    most: float

    @property
    def holds(self) -> bool:
        return self.ratio <= self.most

    def __str__(self) -> str:
        said = "holds" if self.holds else "TOO SLOW"
        return f"{said}: {self.what}: {self.ratio:.2f}, at most {self.most:.2f}"


def held(tables: Sequence[Table]) -> list[Held]:
    """Return every ratio that has a limit."""
    sizes = [table for table in tables if table.row(WHOLE, TAG)]
    found = [ratio for table in sizes for ratio in _of(table)]
    if len(sizes) > 1:
        small, big = sizes[0], sizes[-1]
        ratio = _a_chapter(big) / _a_chapter(small)
        what = f"a chapter of {big.title} to one of {small.title}, cold"
        found.append(Held(what, ratio, THE_CURVE))
    return found


def _of(table: Table) -> Iterator[Held]:
    alone = _cost(table.rows[0]) / CHAPTERS
    what = f"{table.title}: a chapter of a cold build to Python-Markdown's"
    yield Held(what, _a_chapter(table) / alone, A_CHAPTER)
    cold = _cost(table.row(WHOLE, COLD))
    for scenario, most in OF_COLD.items():
        ratio = _cost(table.row(WHOLE, scenario)) / cold
        yield Held(f"{table.title}: {scenario} to {COLD}", ratio, most)


def _a_chapter(table: Table) -> float:
    return _cost(table.row(WHOLE, COLD)) / table.chapters


def _cost(row: Row | None) -> float:
    assert row is not None
    return row.wall if row.cpu is None else row.cpu
