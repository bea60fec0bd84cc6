"""A file of the author's as she wrote it: what of its header is for readers, and text.

Readers who take a work along as Markdown get her own words; what steers this archive
(status, slug, a passphrase), names files of hers or is known to nobody stays with her.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..header import fields, header
from ..metadata import entries

_HERS: Final = frozenset(
    {"status", "skin", "lock", "cover", "slug", "aliases", "index"}
)
TEXTS: Final = frozenset({"summary", "notes", "end notes"})
Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """The values of a header by their normal keys, and the Markdown below."""

    values: Mapping[str, Value]
    body: str


def read(path: Path) -> Written:
    """Read a file; raises `OSError` or `UnicodeDecodeError` where it cannot be."""
    text = path.read_bytes().decode("utf-8-sig")
    parsed, _ = header.parse(text, fields.is_known)
    values: dict[str, Value] = {}
    for entry in parsed.entries:
        field = fields.find(entry.key)
        if field is None or field.key in _HERS or entries.is_empty(entry):
            continue
        values.setdefault(field.key, _value(entry, field))
    body = parsed.body.replace("\r\n", "\n").replace("\r", "\n")
    return Written(values, body.strip("\n"))


def dump(values: Mapping[str, Value]) -> str:
    """Return a header between its fences, its keys in the order of the docs."""
    order = {field.key: at for at, field in enumerate(fields.FIELDS)}
    kept = {key: value for key, value in values.items() if value}
    return header.dump(dict(sorted(kept.items(), key=lambda pair: order[pair[0]])))


def _value(entry: header.Entry, field: fields.Field) -> Value:
    if field.key in TEXTS:
        passage, _ = entries.passage(entry)
        return passage.text.strip("\n") if passage else ""
    if field.shape in {fields.Shape.LIST, fields.Shape.LINES}:
        names, _ = entries.items(entry)
        return tuple(one.name for one in names)
    return entries.text(entry)[0]
