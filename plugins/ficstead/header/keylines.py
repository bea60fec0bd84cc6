"""Which lines of a header begin a key, and which belong to the key above them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import fields, scalars

Rows = list[tuple[int, str]]

_KEY = re.compile(r"(.+?):(?:[ \t]+(.*)|$)")
# "Rating:T" is a key without its space; "It was 3:30" is not.
_TIGHT = re.compile(r"([^:]{1,30}):(.+)")


def parts(rows: Rows) -> Iterator[Rows]:
    """Yield each key's line with the lines that belong to it."""
    part: Rows = []
    for line, row in rows:
        if row[:1] in ("", " ", "\t") or _continues(part, row):
            if part or row.strip(" \t"):
                part.append((line, row))
        else:
            if part:
                yield part
            part = [(line, row)]
    if part:
        yield part


def _continues(part: Rows, row: str) -> bool:
    """Tell whether a line that is not set in belongs to the key above it."""
    if not part:
        return False
    head = part[0][1]
    if is_explicit(head):
        answered = any(is_indicator(known, ":") for _, known in part[1:])
        return is_indicator(row, "-" if answered else ":")
    pair = split(head)
    if pair is None or is_indicator(row, "-"):
        return pair is not None and not pair[1]
    return pair[1].startswith("[") and _is_in_brackets(part[-1][1], row)


def _is_in_brackets(before: str, row: str) -> bool:
    """Tell whether a line of a list in brackets goes on in one that is not set in.

    YAML wants it set in; those who know JSON better write it so all the same.
    """
    if split(row) is not None or not before.rstrip(" \t").endswith(("[", ",")):
        return row.rstrip(" \t") == "]" and not before.rstrip(" \t").endswith("]")
    return True


def is_indicator(row: str, sign: str) -> bool:
    return row[:1] == sign and row[1:2] in ("", " ", "\t")


def is_explicit(row: str) -> bool:
    # PyYAML writes a key that is long, or has a line break, as "? key" and ": value".
    return is_indicator(row, "?")


def split(row: str) -> tuple[str, str] | None:
    """Return key and first line of the value, None where the line is not that."""
    if row[:1] in " \t":
        return None
    if row[:1] in ("'", '"') and (pair := scalars.key_in_quotes(row)):
        return pair[0], pair[1].strip(" \t")
    match = _KEY.fullmatch(row) or _TIGHT.fullmatch(row)
    if not match or is_indicator(row, "-"):
        return None
    if match.re is _TIGHT and not fields.is_known(match[1]):
        return None
    return match[1].rstrip(" \t"), (match[2] or "").strip(" \t")
