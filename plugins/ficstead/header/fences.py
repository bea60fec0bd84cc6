"""Where a header ends and the text begins.

Between ``---`` lines; or, in a plain Pelican file, down to the first empty line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..problems import Problem, found

FENCE = "---"
# YAML ends a document with this; PyYAML writes it after a block that keeps its blanks.
_END = "..."
# A summary that was pasted without indent is rarely longer than this.
_SOON = 20
# What may be a key, if an unknown one: in quotes, or a few words without the marks of a
# sentence. 'The road was gravel. He said: "No."' is a story.
_KEYLIKE = re.compile(r"""["'].*["'][ \t]*:|[^.,;!?…“”"]{1,40}:(?:\s|$)""")
_DASHES = re.compile(r"[-‐-―−]{1,4}")


@dataclass(frozen=True, slots=True)
class Cut:
    """The numbered lines of a header without its fences, and the text under it."""

    rows: list[tuple[int, str]]
    body: str
    body_line: int


def cut(text: str, is_known: Callable[[str], bool]) -> tuple[Cut, list[Problem]]:
    """Part header and text. `is_known` tells a line that begins with a known key."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    rows = lines.split("\n")
    start = next((at for at, row in enumerate(rows) if row.strip(" \t")), len(rows))
    if start == len(rows):
        return _parted(rows, 0, 0, 0), [found("M111", 1)]
    if rows[start].rstrip(" \t") == FENCE:
        return _fenced(rows, start + 1, is_known)
    if is_known(rows[start]):
        end = _first(rows, start, lambda row: not row.strip(" \t"))
        return _parted(rows, start, end, end + 1), []
    hint = _opening_hint(rows[start].strip(" \t"))
    return _parted(rows, 0, 0, 0), [found("M111", start + 1, hint=hint)]


def _fenced(
    rows: list[str], start: int, is_known: Callable[[str], bool]
) -> tuple[Cut, list[Problem]]:
    end = _first(rows, start, _closes)
    closed = end < len(rows)
    stop = _end_of_keys(rows, start, end, is_known, closed=closed)
    if stop is not None:
        return _parted(rows, start, stop, stop), [found("M110", start)]
    if not closed:
        return _parted(rows, start, end, end), [found("M110", start)]
    # "..." may stand before the closing fence, or for it.
    body = end + 1
    if rows[end].startswith(_END) and rows[body : body + 1] == [FENCE]:
        body += 1
    return _parted(rows, start, end, body), []


def _end_of_keys(
    rows: list[str],
    start: int,
    end: int,
    is_known: Callable[[str], bool],
    *,
    closed: bool,
) -> int | None:
    """Return where the story begins inside what should be the header, if it does.

    A fence that was forgotten is often followed, much later, by a scene break that
    looks like one. So prose after an empty line, with no known key soon after, is text.
    """
    for at in range(start + 1, end):
        if rows[at - 1].strip(" \t") or not rows[at].strip(" \t"):
            continue
        if rows[at][0] in " \t#-?:" or (closed and _KEYLIKE.match(rows[at])):
            continue
        soon = rows[at : min(at + _SOON, end)] if closed else rows[at : at + 1]
        if not any(map(is_known, soon)):
            return at
    return None


def _closes(row: str) -> bool:
    return row.rstrip(" \t") in (FENCE, _END)


def _first(rows: list[str], start: int, test: Callable[[str], bool]) -> int:
    return next((at for at in range(start, len(rows)) if test(rows[at])), len(rows))


def _parted(rows: list[str], start: int, end: int, body: int) -> Cut:
    # A line that begins with # is a comment to every YAML tool.
    kept = [
        (at + 1, rows[at]) for at in range(start, end) if not rows[at].startswith("#")
    ]
    return Cut(kept, "\n".join(rows[body:]), min(body, len(rows)) + 1)


def _opening_hint(row: str) -> str | None:
    if row == "+++":
        return "this is TOML; write --- instead of +++ and key: value in between"
    if _DASHES.fullmatch(row):
        return (
            "the first line must be three plain hyphens; keyboards join them to a dash"
        )
    return None
