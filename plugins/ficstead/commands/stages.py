"""How long each stage of a build took, and how far the longest of them is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from . import terminal

# A stage is worth a word from here on, and a count of what is done.
_LONG = 0.1
_WAITED = 1.0


class Stages:
    """A clock, read between the stages. With `every`, short ones are told too."""

    def __init__(self, *, every: bool = False) -> None:
        self._least = 0.0 if every else _LONG
        self._begun = time.monotonic()
        self._taken: list[tuple[str, float]] = []
        self._last = self._begun

    def end(self, name: str) -> None:
        """End a stage."""
        now = time.monotonic()
        self._taken.append((name, now - self._last))
        self._last = now

    def told(self) -> str:
        """Return `` (read 2.1 s, wrote 3.4 s)``, or nothing where all was quick."""
        told = [f"{n} {took:.1f} s" for n, took in self._taken if took >= self._least]
        return f" ({', '.join(told)})" if told else ""

    def progress(self, what: str) -> Callable[[int, int], None] | None:
        """Return what shows on a terminal how many are done and how long it takes."""
        if not sys.stderr.isatty():
            return None
        begun = time.monotonic()

        def show(done: int, total: int) -> None:
            gone = time.monotonic() - begun
            if done == total:
                terminal.passing("")
            elif gone > _WAITED and done % 20 == 0:
                left = round(gone / done * (total - done))
                terminal.passing(f"{what}: {done:,} of {total:,}, {left} s left")

        return show
