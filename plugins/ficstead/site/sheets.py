"""Pages that are made when they are asked for, and known before.

Nearly all pages of an archive are those of works and terms, and after an edit nearly
none of them is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TypeVar

from ..books.offers import Offers
from ..settings import Settings
from ..store.keep import Keep
from .dependencies import Fingerprints
from .pages import Page

T = TypeVar("T")


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


@dataclass(frozen=True, slots=True)
class Around:
    """What all such pages are made of beside what they show."""

    settings: Settings
    offers: Offers
    kept: Keep
    fingerprints: Fingerprints

    def sheets(
        self,
        things: Iterable[T],
        known: Callable[[T], Iterable[tuple[str, object]]],
        make: Callable[[T], Iterable[Page]],
        listed: Callable[[T], bool] = lambda _: True,
    ) -> Iterator[Sheet]:
        """Yield the sheets of all pages of some things.

        Of one thing, `known` yields the addresses of its pages, each with what the page
        shows; `make` makes them.
        """
        fingerprint = self.fingerprints.of
        told = fingerprint(self.settings.told())

        def made(thing: T, *_: object) -> tuple[Sheet, ...]:
            together, may = Made(partial(make, thing)), listed(thing)
            return tuple(
                Sheet(path, may, fingerprint(path, told, shown), together)
                for path, shown in known(thing)
            )

        beside = self.settings, self.offers, self.fingerprints.around
        for thing in things:
            yield from self.kept.again("sheets", made, thing, *beside)
