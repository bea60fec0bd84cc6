"""What a run knows of the runs before it: the one thing to hand about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import engine
from .digests import Digests
from .store import Store


@dataclass(frozen=True, slots=True)
class Keep:
    """The store, the digests of what was read in this run, and who makes things now.

    A process that builds again and again has a `memory` of its last build too.
    """

    store: Store
    digests: Digests
    engine: bytes
    memory: dict[str, Mapping[Any, Any]] | None = None

    def recalled(self, what: str) -> Mapping[Any, Any]:
        """Return what the last build of this process remembered of a kind of thing."""
        return (self.memory or {}).get(what, {})

    def remember(self, what: str, things: Mapping[Any, Any]) -> None:
        """Keep things in memory for the next build, in the place of the last one's."""
        if self.memory is not None:
            self.memory[what] = things

    def close(self) -> None:
        """Put what is kept in order, and let go of it."""
        self.store.prune()
        self.store.close()


def opened(cache: Path | None, *, lasting: bool = False) -> Keep:
    """Open what is kept in a folder; without one, nothing is known and nothing kept.

    `lasting` is for a process that builds again and again.
    """
    store = Store(cache / "texts.sqlite" if cache else None)
    memory: dict[str, Mapping[Any, Any]] | None = {} if lasting else None
    return Keep(store, Digests(lasting=lasting), engine.fingerprint(), memory)
