"""Runs in turn, A B C A B C, so that a change of the machine's speed meets them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from . import processes
from .processes import Cost

YARDSTICK, HUGO = "Python-Markdown", "Hugo"
COLD, UNCHANGED, CHAPTER, TAG = "cold", "unchanged", "chapter", "tag"
SAVE = "save to reload"


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Run:
    """A program that is timed, and what is done before it, untimed."""

    tool: str
    scenario: str
    command: Sequence[str]
    folder: Path
    output: Path | None = None
    before: Callable[[], None] = _nothing


@dataclass(slots=True)
class Row:
    """What one tool cost in one scenario, a `Cost` a round."""

    tool: str
    scenario: str
    costs: list[Cost] = field(default_factory=list)
    files: int = 0
    bytes: int = 0

    @property
    def wall(self) -> float:
        return median(cost.wall for cost in self.costs)

    @property
    def cpu(self) -> float | None:
        known = [cost.cpu for cost in self.costs if cost.cpu is not None]
        return median(known) if known else None

    @property
    def peak_mib(self) -> float | None:
        known = [cost.peak_mib for cost in self.costs if cost.peak_mib is not None]
        return max(known, default=None)

    def ratio(self, base: Row) -> float:
        """Return the median of the ratios to `base`, each of the same round."""
        if len(self.costs) != len(base.costs):
            return self.wall / base.wall
        pairs = zip(self.costs, base.costs, strict=True)
        return median(mine.wall / its.wall for mine, its in pairs)

    def cpu_ratio(self, base: Row) -> float | None:
        """Return the ratio of processor seconds, which a busy machine hardly moves."""
        return self.cpu / base.cpu if self.cpu and base.cpu else None


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of one archive."""

    title: str
    works: int
    chapters: int
    words: int
    rows: tuple[Row, ...]

    @property
    def base(self) -> Row:
        """Return what the others are compared with: Hugo, or the yardstick."""
        return self.row(HUGO, COLD) or self.rows[0]

    def row(self, tool: str, scenario: str) -> Row | None:
        found = (r for r in self.rows if (r.tool, r.scenario) == (tool, scenario))
        return next(found, None)


def measured(
    runs: Sequence[Run], count: int, tell: Callable[[str], None]
) -> tuple[Row, ...]:
    """Do every run `count` times, in turn; raises `processes.Failed`."""
    rows = [Row(run.tool, run.scenario) for run in runs]
    for number in range(1, count + 1):
        for run, row in zip(runs, rows, strict=True):
            run.before()
            cost = processes.run(run.command, run.folder, **ENVIRONMENT)
            row.costs.append(cost)
            if run.output and number == count:
                row.files, row.bytes = processes.files_in(run.output)
            what = f"{run.tool}, {run.scenario}"
            tell(f"  round {number} of {count}: {what}: {cost.wall:.2f} s")
    return tuple(rows)


# "Now" stands still, so that a build knows nothing of the day it is measured on.
ENVIRONMENT = {"SOURCE_DATE_EPOCH": "1790000000", "PYTHONUTF8": "1"}
