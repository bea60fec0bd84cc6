"""Sheets: a long list as files of some entries each, which lead to one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file of a list, by its path without an ending: entries `begin` to `end`.

    `numbers` is how many sheets the list has; the others are empty where there is none.
    """

    path: str
    number: int
    numbers: int
    total: int
    size: int
    first: str
    previous: str
    next: str
    last: str

    @property
    def begin(self) -> int:
        return (self.number - 1) * self.size

    @property
    def end(self) -> int:
        return min(self.begin + self.size, self.total)

    @property
    def around(self) -> tuple[tuple[str, str], ...]:
        """Return the relation and path of the sheets to turn to; none of a single."""
        if self.numbers == 1:
            return ()
        every = (
            ("first", self.first),
            ("previous", self.previous),
            ("next", self.next),
            ("last", self.last),
        )
        return tuple((rel, path) for rel, path in every if path)


def of(path: str, total: int, size: int) -> Iterator[Sheet]:
    """Yield the sheets of a list; the first stands at the list's own path."""
    numbers = max(1, -(-total // size))
    for number in range(1, numbers + 1):
        yield Sheet(
            path=numbered(path, number),
            number=number,
            numbers=numbers,
            total=total,
            size=size,
            first=path,
            previous=numbered(path, number - 1) if number > 1 else "",
            next=numbered(path, number + 1) if number < numbers else "",
            last=numbered(path, numbers),
        )


def numbered(path: str, number: int) -> str:
    """Return where sheet `number` stands: ``page`` is never the name of a list."""
    return path if number == 1 else f"{path}/page/{number}"
