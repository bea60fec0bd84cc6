"""AO3's rules for the names of tags: fandoms, relationships, characters, tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..header.header import Entry
from ..problems import Problem, found
from . import entries
from .entries import Found
from .facts import Named

LONGEST = 150
MOST = 75
FORBIDDEN = re.compile(r"[,，、*<>^{}=`\\%]")
_HINT_COMMA = "write each tag as an item of its own"
_HINT_STAR = "only relationships are marked with a star; take it out"


def tags(entry: Entry | None) -> Found[tuple[Named, ...]]:
    """Return the tags of a list, in the author's order."""
    names, problems = entries.items(entry)
    return names, (*problems, *check(names))


def fandoms(entry: Entry | None) -> Found[tuple[Named, ...]]:
    """Return the fandoms; a work has at least one."""
    names, problems = tags(entry)
    if not names:
        problems += (found("M105", entries.line_of(entry)),)
    return names, problems


def check(names: Iterable[Named]) -> Iterator[Problem]:
    """Yield what keeps names from being tags on AO3."""
    for name in names:
        held = "".join(dict.fromkeys(FORBIDDEN.findall(name.name)))
        if held:
            shown = " ".join(held)
            hint = _hint(held)
            yield found("T201", name.line, tag=name.name, characters=shown, hint=hint)
        if len(name.name) > LONGEST:
            yield found("T202", name.line, tag=name.name, length=len(name.name))


def too_many(count: int, line: int) -> tuple[Problem, ...]:
    """Return a problem where a work has more tags of all kinds than AO3 takes."""
    return (found("T206", line, count=count),) if count > MOST else ()


def _hint(held: str) -> str | None:
    if held[0] in ",，、":
        return _HINT_COMMA
    return _HINT_STAR if held == "*" else None
