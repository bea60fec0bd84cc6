"""Who may see a work, how long it will be, and where it was posted first."""

from __future__ import annotations

import re

from ..header.header import Entry
from ..problems import did_you_mean, found
from ..vocabulary import Status
from . import entries, related
from .entries import Found

WORK = (Status.PUBLISHED, Status.DRAFT, Status.UNLISTED)
CHAPTER = (Status.PUBLISHED, Status.DRAFT)
SCENE_BREAKS = ("stars", "bullets", "rule", "blank")

_ALIKE = {
    "public": Status.PUBLISHED,
    "posted": Status.PUBLISHED,
    "live": Status.PUBLISHED,
    "private": Status.DRAFT,
    "hidden": Status.UNLISTED,
}
_LENGTH = frozenset(
    {"complete", "completed", "finished", "wip", "in progress", "ongoing", "incomplete"}
)
# AO3 shows posted and planned as 3/5; the planned number counts.
_PLANNED = re.compile(r"(?:[0-9]{1,6}\s*/\s*)?(?:(?P<number>0*[1-9][0-9]{0,5})|\?)")


def status(entry: Entry | None, allowed: tuple[Status, ...] = WORK) -> Found[Status]:
    """Return the status. What is no status keeps the text from readers."""
    value, problems = entries.text(entry)
    if entry is None or not value:
        return Status.PUBLISHED, problems
    for known in allowed:
        if known.value == value.lower():
            return known, problems
    expected = ", ".join(one.value for one in allowed)
    hint = _status_hint(value, allowed)
    wrong = found("M118", entry.lines[0], value=value, expected=expected, hint=hint)
    return Status.DRAFT, (*problems, wrong)


def _status_hint(value: str, allowed: tuple[Status, ...]) -> str | None:
    if value.lower() in _LENGTH:
        return "whether it is complete follows from chapters: 5 or chapters: ?"
    like = _ALIKE.get(value.lower())
    if like in allowed:
        return f'did you mean "{like.value}"?' if like else None
    if any(value.lower() == one.value for one in Status):
        return None
    return did_you_mean(value, (one.value for one in allowed), "") or None


def planned(entry: Entry | None) -> Found[int | None]:
    """Return the planned chapters: None for ``?``, 0 where the key is absent."""
    value, problems = entries.text(entry)
    if entry is None or not value:
        return 0, problems
    match = _PLANNED.fullmatch(value)
    if not match:
        return 0, (*problems, found("M119", entry.lines[0], value=value))
    return int(match["number"]) if match["number"] else None, problems


def source(entry: Entry | None) -> Found[str]:
    """Return the address a work was first posted at."""
    value, problems = entries.text(entry)
    value = value.removeprefix("<").removesuffix(">")
    if entry is None or not value:
        return "", problems
    if not related.is_web(value) or " " in value:
        return "", (*problems, found("M128", entry.lines[0], value=value))
    return value, problems


def scene_break(entry: Entry | None) -> Found[str]:
    """Return how scene breaks look."""
    value, problems = entries.text(entry)
    if entry is None or not value:
        return SCENE_BREAKS[0], problems
    if value.lower() in SCENE_BREAKS:
        return value.lower(), problems
    expected = ", ".join(SCENE_BREAKS)
    wrong = found(
        "M132", entry.lines[0], value=value, key=entry.written, expected=expected
    )
    return SCENE_BREAKS[0], (*problems, wrong)
