"""An author's file with some keys of its header changed, and nothing else touched.

Her spelling, her order, her comments stay: what an import changes are the lines of the
keys it changes. What a header means is compared, never how it is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ...header import fields, header
from ...header.fields import Shape
from ...header.header import Entry, Header
from ...metadata import entries
from ..manuscript import Part, Value

# Elsewhere in a header a value that YAML would take for a number or a day is quoted.
_QUOTED: Final = re.compile(
    r"^(date|updated|chapters): \"(\d{4}-\d\d-\d\d|\d+)\"$", re.MULTILINE
)


def file(part: Part) -> str:
    """Return a new file: header, empty line, text."""
    head = _dumped({key: _spelled(key, v) for key, v in part.values.items()})
    return f"{head}\n{part.body}" if part.body else head


def meaning(text: str) -> dict[str, Value]:
    """Return what the header of a file says: values by normal key, in normal form."""
    parsed, _ = header.parse(text)
    return {
        entry.key: value for entry in parsed.entries if (value := _meaning_of(entry))
    }


def body(text: str) -> str:
    """Return the text under a file's header, without empty lines around it."""
    parsed, _ = header.parse(text)
    return parsed.body.replace("\r\n", "\n").strip("\n")


def with_values(text: str, changes: Mapping[str, Value | None]) -> str:
    """Return a file with these keys changed; None takes a key out."""
    if not changes:
        return text
    parsed, _ = header.parse(text)
    patched = _patched(text, parsed, changes)
    wanted = {key: value for key, value in changes.items() if value}
    asked = meaning(header.dump({k: _spelled(k, v) for k, v in wanted.items()}))
    kept = {k: v for k, v in meaning(text).items() if k not in changes}
    if patched is None or meaning(patched) != kept | asked:
        return _rewritten(parsed, changes)
    return patched


def with_body(text: str, new: str) -> str:
    """Return a file with another text under the same header."""
    parsed, _ = header.parse(text)
    head = "".join(text.splitlines(keepends=True)[: parsed.body_line - 1])
    ended = head if head.endswith("\n") else f"{head}\n"
    return f"{ended.rstrip(chr(10))}\n\n{new}" if head else new


def _meaning_of(entry: Entry) -> Value:
    known = fields.find(entry.written)
    shape = known.shape if known else Shape.TEXT
    if shape in {Shape.LIST, Shape.LINES}:
        return tuple(name.name for name in entries.items(entry)[0])
    if shape is Shape.MARKDOWN:
        passage, _ = entries.passage(entry)
        return passage.text.strip() if passage else ""
    return entries.text(entry)[0]


def _dumped(values: Mapping[str, str | list[str]]) -> str:
    """Return a header; days and counts stand without quotes, as authors type them."""
    return _QUOTED.sub(r"\1: \2", header.dump(values))


def _spelled(key: str, value: Value | None) -> str | list[str]:
    """Return a value as `header.dump` writes it: one item needs no list."""
    if isinstance(value, str) or value is None:
        return value or ""
    shape = fields.get(key).shape
    if len(value) == 1 and not (shape is Shape.LIST and "," in value[0]):
        return value[0]
    return list(value)


def _patched(
    text: str, parsed: Header, changes: Mapping[str, Value | None]
) -> str | None:
    """Return the text with single lines changed; None where its form forbids that."""
    lines = text.split("\n")
    if not lines[0].lstrip("\ufeff").startswith("---"):
        return None
    end = parsed.body_line - 2
    while end > 0 and lines[end].rstrip() not in {"---", "..."}:
        end -= 1
    starts = [entry.line - 1 for entry in parsed.entries]
    spans = dict(
        zip(starts, [*starts[1:], end], strict=True)
    )  # where each entry begins and ends
    rows: list[tuple[int, int, list[str]]] = []
    left = dict(changes)
    for entry in parsed.entries:
        if entry.key in left:
            first = entry.line - 1
            rows.append((first, spans[first], _rows(entry.key, left.pop(entry.key))))
    for key, value in left.items():
        at = _place(key, parsed, end)
        rows.append((at, at, _rows(key, value)))
    for first, last, new in sorted(rows, key=lambda row: row[0], reverse=True):
        lines[first:last] = new
    return "\n".join(lines)


def _rows(key: str, value: Value | None) -> list[str]:
    if not value:
        return []
    return _dumped({key: _spelled(key, value)}).split("\n")[1:-2]


def _place(key: str, parsed: Header, end: int) -> int:
    """Return the line before which a new key belongs, by the contract's order."""
    order = {field.key: at for at, field in enumerate(fields.FIELDS)}
    for entry in parsed.entries:
        if order.get(entry.key, -1) > order.get(key, len(order)):
            return entry.line - 1
    return end


def _rewritten(parsed: Header, changes: Mapping[str, Value | None]) -> str:
    values: dict[str, str | list[str]] = {}
    left = dict(changes)
    for entry in parsed.entries:
        if entry.key not in left:
            value = entry.value
            values[entry.key] = value if isinstance(value, str) else list(value)
        elif new := left.pop(entry.key):
            values[entry.key] = _spelled(entry.key, new)
    values |= {key: _spelled(key, value) for key, value in left.items() if value}
    return f"{_dumped(values)}\n{parsed.body.lstrip(chr(10))}"
