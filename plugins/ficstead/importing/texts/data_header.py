"""A header that another program wrote as data: TOML between ``+++``, JSON in braces.

One that cannot be read stays in the text, every sign of it, and that is said: its
author looks for her tags otherwise.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ...header import fields, header

_TOML: Final = re.compile(r"\s*\+\+\+[ \t]*\n")
_END: Final = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
# A scene break may be three plus signs, too; no story goes on with a key.
_KEY: Final = re.compile(r"(?:\s|#[^\n]*\n)*+(?:[\w.\"'-]++[ \t]*=|\[[\w.\[])")
_JSON: Final = re.compile(r"\s*(?=\{\s*\"[^\"\n]{1,100}\"\s*:)")
_LINE: Final = re.compile(r"\bat line (\d+)")
# Zola's and Hugo's places for lists of tags and for keys of one's own.
_PLACES: Final = frozenset({"taxonomies", "params", "extra"})
_DEEPEST: Final = 5


@dataclass(frozen=True, slots=True)
class Data:
    """What a header says, and the text below; `wrong` says why it cannot be read."""

    body: str
    values: Mapping[str, Any] = field(default_factory=dict)
    wrong: str = ""

    @property
    def entries(self) -> tuple[header.Entry, ...]:
        return tuple(_entries(self.values))


def read(text: str) -> Data | None:
    """Return the header of a file; None where it has none of these kinds."""
    if begun := _TOML.match(text):
        return _toml(text, begun.end())
    if begun := _JSON.match(text):
        return _json(text, begun.end())
    return None


def _toml(text: str, start: int) -> Data | None:
    end = _END.search(text, start)
    above = text.count("\n", 0, start)
    if end is None:
        return _wrong(text, "TOML", above) if _KEY.match(text, start) else None
    try:
        data = tomllib.loads(text[start : end.start()])
    except (ValueError, RecursionError) as error:
        if not _KEY.match(text, start):
            return None
        line = _LINE.search(str(error))
        return _wrong(text, "TOML", above + int(line[1]) if line else above)
    return Data(text[end.end() :].removeprefix("\n"), data)


def _json(text: str, start: int) -> Data:
    try:
        data, end = json.JSONDecoder().raw_decode(text, start)
    except json.JSONDecodeError as error:
        return _wrong(text, "JSON", error.lineno)
    except (ValueError, RecursionError):
        return _wrong(text, "JSON", text.count("\n", 0, start) + 1)
    return Data(text[end:].lstrip(" \t").removeprefix("\n"), data)


def _wrong(text: str, what: str, line: int) -> Data:
    return Data(
        text,
        wrong=f"Line {line} of its header: this {what} cannot be read, so all of the "
        "header stands in the text; take from it what you want, then delete it.",
    )


def _entries(data: Mapping[str, Any]) -> Iterator[header.Entry]:
    for key, value in _flat(data, "", 0):
        normal = fields.key_of(key) or fields.normal(key)
        lines = (1,) * max(len(value), 1) if isinstance(value, tuple) else (1,)
        yield header.Entry(normal, key, 1, value, lines)


def _flat(
    data: Mapping[str, Any], above: str, depth: int
) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for key, value in data.items():
        name = f"{above}.{key}" if above else key
        if isinstance(value, dict) and key in _PLACES:
            yield from _flat(value, "", depth + 1)
        elif isinstance(value, dict) and depth < _DEEPEST:
            yield from _flat(value, name, depth + 1)
        elif isinstance(value, list):
            yield name, tuple(str(item) for item in value)
        else:
            yield name, _text(value)


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
