"""One text on its way: the lines for Markdown, and what stands behind its marks."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import marks
from .findings import Findings


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source, or a piece of one: it keeps its number."""

    number: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip(" \t")


@dataclass(slots=True)
class Draft:
    """What the reading of the lines has gathered so far.

    `notes` are footnotes by label; `calls` the places that call them, in order.
    """

    findings: Findings
    out: list[str] = field(default_factory=list)
    stash: list[str] = field(default_factory=list)
    notes: dict[str, list[Line]] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    opened: list[Opened] = field(default_factory=list)

    def hold(self, markup: str) -> str:
        """Put finished HTML aside and return the mark that stands for it."""
        self.stash.append(markup)
        return marks.mark(len(self.stash) - 1)

    def block(self, markup: str, quote: str = "") -> None:
        """Write finished HTML as a block of its own, inside the quote marks given."""
        self.out += [quote.rstrip(), quote + self.hold(markup), quote.rstrip()]

    def call(self, label: str, line: int) -> str:
        held = self.hold(html.escape(f"[^{label}]", quote=False))
        self.calls.append(Call(label, line, len(self.stash) - 1))
        return held


@dataclass(frozen=True, slots=True)
class Call:
    """A ``[^label]`` in the text, and where its HTML will be put."""

    label: str
    line: int
    place: int


@dataclass(slots=True)
class Opened:
    """An author's inline tag that is still open, in the paragraph ending at `at`."""

    name: str
    at: int


def numbered(text: str, first: int = 1) -> Iterator[Line]:
    """Yield the lines of a text with their numbers."""
    for number, line in enumerate(text.split("\n"), first):
        yield Line(number, line)
