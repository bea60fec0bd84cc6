"""One file of the author's, and what an import would make of it now.

Three versions decide: what the last import wrote (the base), what lies there (hers),
what the source says today (new). What she changed stays; what the source changed is
taken; where both changed the same thing, hers stays and the conflict is told.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..manuscript import Part, Value
from . import patching
from .records import Base, hashed

_MOST_LINES: Final = 40  # of a difference that is shown


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of one file: its text, and what both sides changed."""

    text: str
    conflicts: tuple[str, ...] = ()


def base_of(name: str, part: Part) -> Base:
    """Return what is remembered of a part that was written or offered."""
    text = patching.file(part)
    return Base(name, patching.meaning(text), hashed(patching.body(text)))


def merged(
    base: Base | None, hers: str, new: Part, *, fills_only: bool = False
) -> Merged:
    """Bring her file and the source's version together.

    `fills_only` takes nothing but keys that she has not: the source is another file of
    a work that is here already, no newer version of it.
    """
    changes, conflicts = _header(base, patching.meaning(hers), new, fills_only)
    text = patching.with_values(hers, changes)
    body, there = patching.body(patching.file(new)), patching.body(hers)
    if not fills_only and body != there and not (base and hashed(body) == base.body):
        if base and hashed(there) == base.body:
            text = patching.with_body(text, new.body)
        else:
            conflicts = (*conflicts, "text")
    return Merged(text, conflicts)


def difference(hers: str, new: Part) -> str:
    """Return what the two versions say differently, line by line, for a terminal."""
    ours = patching.file(new)
    lines = difflib.unified_diff(
        hers.splitlines(), ours.splitlines(), "yours", "new", lineterm="", n=1
    )
    shown = [line if len(line) <= 160 else f"{line[:159]}…" for line in lines]
    more = len(shown) - _MOST_LINES
    if more > 0:
        shown = [*shown[:_MOST_LINES], f"({more} more lines)"]
    return "\n".join(shown)


def _header(
    base: Base | None, hers: Mapping[str, Value], new: Part, fills_only: bool
) -> tuple[dict[str, Value | None], tuple[str, ...]]:
    wanted = patching.meaning(patching.file(new))
    changes: dict[str, Value | None] = {}
    conflicts: list[str] = []
    before = base.values if base else {}
    for key in dict.fromkeys((*wanted, *before)):
        value, old, there = wanted.get(key), before.get(key), hers.get(key)
        if value == there or (base and value == old):
            continue
        if key in new.guesses and there:
            continue
        if fills_only:
            if value and not there and not old:
                changes[key] = value
        elif base and there == old:
            changes[key] = value
        else:
            conflicts.append(key)
    return changes, tuple(conflicts)
