"""Pages that are made when they are asked for, and known before.

Nearly all pages of an archive are those of works and terms, and after an edit nearly
none of them is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from .pages import Page


@dataclass(frozen=True, slots=True)
class Sheet:
    """One such page: its address, its fingerprint, and whether it may be found."""

    path: str
    listed: bool
    made_of: bytes
    _made: Made

    def page(self) -> Page:
        """Make the page."""
        return self._made.by_path[self.path]


@dataclass(frozen=True)
class Made:
    """Pages that are made together."""

    make: Callable[[], Iterable[Page]]

    @cached_property
    def by_path(self) -> Mapping[str, Page]:
        """Return them, by their addresses."""
        return {page.head.path: page for page in self.make()}


def of(
    known: Iterable[tuple[str, bytes]],
    make: Callable[[], Iterable[Page]],
    *,
    listed: bool = True,
) -> tuple[Sheet, ...]:
    """Return the sheets of pages that are made together.

    `known` are their addresses, each with what the page is made of.
    """
    made = Made(make)
    return tuple(Sheet(path, listed, made_of, made) for path, made_of in known)
