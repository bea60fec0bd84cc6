"""What a publication changes over there: told as a list, or counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from . import terminal

_SHOWN = {"A": "new", "M": "changed", "D": "removed"}


@dataclass(frozen=True, slots=True)
class Change:
    """One file that differs. `kind` is git's letter: A added, M changed, D removed."""

    kind: str
    path: str


def tell(changes: Sequence[Change], target: str, *, dry_run: bool) -> int:
    """Say what was sent, or list what would be; return the exit status, 0."""
    if not changes:
        terminal.say(f"Nothing to send: {target} is the same already.")
        return 0
    counts = Counter(change.kind for change in changes)
    told = ", ".join(f"{counts[k]:,} {_SHOWN[k]}" for k in _SHOWN if counts[k])
    if dry_run:
        for change in changes:
            terminal.result(f"{_SHOWN.get(change.kind, 'changed'):<8} {change.path}")
        terminal.say(f"{target}: {told}. Nothing was sent.")
    else:
        terminal.say(f"Sent to {target}: {told}.")
    return 0
