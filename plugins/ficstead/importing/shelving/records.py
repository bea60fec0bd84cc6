"""What an import wrote of a work, kept beside the works so that the next one knows.

`content/.imports/<slug>.json`, one file a work: headers as they were written, and the
hash of each text. What differs from that in a file is the author's own. Builds pass it
over; without it an import touches no file that is there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ...sources import identity
from ..manuscript import Manuscript, Part, Value
from . import told
from .told import Told

FOLDER: Final = ".imports"
_VERSION: Final = 1
_MOST_SEEN: Final = 50


@dataclass(frozen=True, slots=True)
class Base:
    """One file as it was last written or offered: its header, its text's hash.

    `name` is the file's own; the author may have renamed it since.
    """

    name: str
    values: Mapping[str, Value]
    body: str


@dataclass(frozen=True, slots=True)
class Record:
    """What the imports of one work left. `parts` are by chapter, 0 the work itself.

    `seen` are the hashes of the manuscripts that were imported; `pictures` those of
    the pictures; `files` what was told of each file, by its bytes.
    """

    source: str = ""
    format: str = ""
    updated: str = ""
    parts: Mapping[int, Base] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    seen: tuple[str, ...] = ()
    files: Mapping[str, Told] = field(default_factory=dict)

    def with_seen(self, mark: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.seen, mark)))[-_MOST_SEEN:]

    def with_file(self, key: str, told: Told) -> Mapping[str, Told]:
        files = [*{**self.files, key: told}.items()]
        return dict(files[-_MOST_SEEN:])


def path(root: Path, slug: str) -> Path:
    return root / FOLDER / f"{slug}.json"


def find(root: Path, slug: str, known: str) -> tuple[Record | None, Path | None]:
    """Return the record of a work and its file.

    A work that the author renamed has its record under the old name: then the address
    it came from, `known`, tells.
    """
    if record := load(path(root, slug)):
        return record, path(root, slug)
    for file in sorted((root / FOLDER).glob("*.json")) if known else ():
        record = load(file)
        if record and identity(record.source) == known:
            return record, file
    return None, None


def load(file: Path) -> Record | None:
    """Return the record in a file, None where there is none that can be read."""
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
        if values["ficstead"] != _VERSION:
            return None
        return Record(
            source=str(values["source"]),
            format=str(values["format"]),
            updated=str(values["updated"]),
            parts={int(n): _base(part) for n, part in values["parts"].items()},
            pictures={str(k): str(v) for k, v in values["pictures"].items()},
            seen=tuple(map(str, values["seen"])),
            files={str(k): told.read(v) for k, v in values.get("files", {}).items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def dumped(record: Record) -> str:
    """Return a record as the text of its file."""
    parts = {
        str(number): {"name": base.name, "body": base.body, "values": dict(base.values)}
        for number, base in sorted(record.parts.items())
    }
    values = {
        "ficstead": _VERSION,
        "source": record.source,
        "format": record.format,
        "updated": record.updated,
        "parts": parts,
        "pictures": dict(sorted(record.pictures.items())),
        "seen": list(record.seen),
        "files": {key: one.as_json() for key, one in record.files.items()},
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def hashed(text: str | bytes) -> str:
    """Return the hash by which a text or a picture is known again."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return hashlib.sha256(data).hexdigest()[:24]


def mark(manuscript: Manuscript) -> str:
    """Return the hash of everything that a manuscript would write."""
    if manuscript.mark:
        return manuscript.mark
    parts: list[Any] = [_plain(part) for part in manuscript.parts]
    pictures = {name: hashed(data) for name, data in manuscript.pictures.items()}
    whole = [manuscript.format, parts, pictures, manuscript.skin]
    return hashed(json.dumps(whole, ensure_ascii=False, sort_keys=True))


def _plain(part: Part) -> list[Any]:
    # A guess may depend on the day; it says nothing about the source.
    known = {k: v for k, v in part.values.items() if k not in part.guesses}
    return [part.number, known, part.body]


def _base(part: Mapping[str, Any]) -> Base:
    values = {
        str(key): value if isinstance(value, str) else tuple(map(str, value))
        for key, value in part["values"].items()
    }
    return Base(str(part["name"]), values, str(part["body"]))
