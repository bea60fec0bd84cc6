"""What a run knows of the runs before it: the one thing to hand about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from . import engine
from .digests import Digests
from .store import Store


@dataclass(frozen=True, slots=True)
class Keep:
    """The store, the digests of what was read in this run, and who makes things now."""

    store: Store
    digests: Digests
    engine: bytes

    def close(self) -> None:
        """Put what is kept in order, and let go of it."""
        self.store.prune()
        self.store.close()


def opened(cache: Path | None) -> Keep:
    """Open what is kept in a folder; without one, nothing is known and nothing kept."""
    store = Store(cache / "texts.sqlite" if cache else None)
    return Keep(store, Digests(), engine.fingerprint())
