"""A long list in pages: which one this is, and the ways to the others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pager:
    """One page of a long list. `pages` gives each page's number and address."""

    number: int
    first: int
    last: int
    total: int
    pages: tuple[tuple[int, str], ...]

    @property
    def previous(self) -> str:
        return self.pages[self.number - 2][1] if self.number > 1 else ""

    @property
    def next(self) -> str:
        return self.pages[self.number][1] if self.number < len(self.pages) else ""

    @property
    def near(self) -> tuple[tuple[int, str], ...]:
        """Return the first page, the last and the neighbours: at most seven.

        An empty address stands where pages are left out. A list of five hundred pages
        is too long to be walked through for each of them.
        """
        last = len(self.pages)
        around = range(max(1, self.number - 2), min(last, self.number + 2) + 1)
        shown = sorted({1, last, *around})
        far = {self.number - 2, self.number + 2} - {1, 2, last - 1, last}
        return tuple(
            (number, "" if number in far else self.pages[number - 1][1])
            for number in shown
        )
