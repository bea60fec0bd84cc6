"""What making one text finds out on the way: problems, links, what was removed.

The one mutable value of the prose pipeline. Each text gets a fresh one, handed from
rule to rule, so that a result depends on nothing but the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..problems import Problem, found
from ..text import Link


@dataclass(slots=True)
class Findings:
    """`prefix` goes before every id; `anchors` are ids by what links call them.

    `labels` are words in the text that are the archive's and not the author's.
    """

    prefix: str = ""
    anchors: dict[str, str] = field(default_factory=dict)
    raw: bool = False  # the text holds HTML of the author's own
    labels: int = 0
    problems: list[Problem] = field(default_factory=list)
    _links: dict[tuple[str, bool], Link] = field(default_factory=dict)
    _removed: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(self._links.values())

    def report(self, code: str, line: int, **values: str | int) -> None:
        made: Any = values
        self.problems.append(found(code, line, **made))

    def link(self, target: str, line: int, *, picture: bool = False) -> None:
        """Note an address inside the archive; the first line that has it counts."""
        self._links.setdefault((target, picture), Link(target, line, picture))

    def removed(self, what: str, line: int, code: str = "P401") -> None:
        self._removed.setdefault((code, what), []).append(line)

    def all_problems(self) -> tuple[Problem, ...]:
        """Return every problem by line, each kind of removal named once.

        A text pasted from a word processor has <font> on every line; three hundred
        warnings about it would hide the one that matters.
        """
        told = [
            found(code, lines[0], what=_times(what, len(lines)))
            for (code, what), lines in self._removed.items()
        ]
        return tuple(sorted({*self.problems, *told}, key=lambda one: (one.line, one)))


def _times(what: str, count: int) -> str:
    return f"{what} ({count} times)" if count > 1 else what
