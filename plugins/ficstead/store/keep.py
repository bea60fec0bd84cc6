"""What a run knows of the runs before it: the one thing to hand about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

from . import engine
from .digests import Digests, restored
from .store import Store

T = TypeVar("T")
Made = dict[str, dict[tuple[int, ...], tuple[tuple[object, ...], Any]]]


@dataclass(frozen=True, slots=True)
class Keep:
    """The store, the digests of what was read in this run, and who makes things now.

    A process that builds again and again has a `memory` of its last build too.
    """

    store: Store
    digests: Digests
    engine: bytes
    memory: dict[str, Mapping[Any, Any]] | None = None
    _seen: Path | None = None
    _made: tuple[Made, Made] = field(default_factory=lambda: ({}, {}), repr=False)

    def recalled(self, what: str) -> Mapping[Any, Any]:
        """Return what the last build of this process remembered of a kind of thing."""
        return (self.memory or {}).get(what, {})

    def remember(self, what: str, things: Mapping[Any, Any]) -> None:
        """Keep things in memory for the next build, in the place of the last one's."""
        if self.memory is not None:
            self.memory[what] = things

    def begin(self) -> None:
        """Begin a build: files are looked at anew, what the last but one made goes."""
        self.digests.again()
        last, made = self._made
        # One that stopped at a problem has not come to everything.
        last.update(made)
        made.clear()

    def forget(self) -> None:
        """Let go of all that was made: the time has come to make it anew."""
        for made in self._made:
            made.clear()

    def same(self, what: str, thing: T) -> T:
        """Return the thing that the last build had by this name, where it is equal."""
        known = self.recalled(what).get(what)
        kept = thing if known is None or known != thing else cast(T, known)
        self.remember(what, {what: kept})
        return kept

    def again(self, what: str, make: Callable[..., T], *things: object) -> T:
        """Return ``make(*things)``, or what the last build made of these very things.

        `what` names the function. Things are compared by identity, so they must be
        values that nobody changes.
        """
        if self.memory is None:
            return make(*things)
        last, made = self._made
        key = tuple(map(id, things))
        # The things stay beside what was made of them, so that no id is given twice.
        mine = made.setdefault(what, {})
        known = mine.get(key) or last.get(what, {}).get(key) or (things, make(*things))
        mine[key] = known
        return cast(T, known[1])

    def close(self) -> None:
        """Put what is kept in order, and let go of it."""
        if self._seen is not None:
            self.digests.save(self._seen)
        self.store.prune()
        self.store.close()


def nothing() -> Keep:
    """Return what a run knows that keeps nothing."""
    return Keep(Store(None), Digests(), b"")


def opened(cache: Path | None, *, lasting: bool = False) -> Keep:
    """Open what is kept in a folder; without one, nothing is known and nothing kept.

    `lasting` is for a process that builds again and again.
    """
    store = Store(cache / "texts.sqlite" if cache else None)
    memory: dict[str, Mapping[Any, Any]] | None = {} if lasting else None
    seen = cache / "digests" if cache and not lasting else None
    digests = Digests(lasting=True) if lasting else restored(seen)
    return Keep(store, digests, engine.fingerprint(), memory, seen)
