"""What a build has to say when it is done, and what it says to the next one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec

from ..problems import ContentError, Problem
from ..store.manifest import Manifest
from . import terminal


@dataclass(frozen=True, slots=True)
class Built:
    """A site that lies in its folder, and what there is to say of it.

    `archive` counts what is in it, `work` what this build had to do; it is not `new`
    where that was nothing.
    """

    problems: tuple[Problem, ...]
    archive: str
    work: str
    new: bool = True

    @property
    def summary(self) -> str:
        return f"{self.archive}; {terminal.counts(self.problems)}; {self.work}."


@dataclass(frozen=True, slots=True)
class First:
    """Pages that somebody is looking at: their addresses, and who is told what is there
    now, before the site is whole.
    """

    addresses: tuple[str, ...]
    tell: Callable[[Mapping[str, str]], None]


@dataclass(frozen=True, slots=True)
class Said:
    """What a build said of the content, for one that finds nothing changed."""

    archive: str
    problems: tuple[Problem, ...]


def counted(
    slips: tuple[Problem, ...], found: tuple[Problem, ...], *, strict: bool
) -> tuple[Problem, ...]:
    """Return all problems in order; raises `ContentError` where one of them counts."""
    problems = tuple(sorted((*slips, *found)))
    if any(p.is_error for p in problems) or (strict and problems):
        raise ContentError(problems)
    return problems


def said_of(last: Manifest) -> Said | None:
    try:
        return msgspec.json.decode(last.said, type=Said)
    except msgspec.MsgspecError:
        return None  # another version's
