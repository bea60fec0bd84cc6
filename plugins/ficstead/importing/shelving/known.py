"""The files that were imported before: the same bytes need not be read again."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Final

from ..manuscript import Manuscript
from . import records
from .shelf import Shelf

_PACKAGE: Final = Path(__file__).parents[2]
# Rooms that show what was written; they have no say in what is.
_ELSEWHERE: Final = frozenset({"commands", "generator.py", "site", "store"})
_LIBRARIES: Final = (
    *("beautifulsoup4", "charset-normalizer", "mammoth", "markdown", "nh3", "regex"),
)


@cache
def engine() -> str:
    """Return what changes when an import may read a file otherwise than before."""
    digest = sha256(sys.version.encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {metadata.version(name)}\n".encode())
    for path in sorted(_PACKAGE.rglob("*.py")):
        inside = path.relative_to(_PACKAGE)
        if inside.parts[0] not in _ELSEWHERE:
            digest.update(f"{inside.as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:24]


def lasts(manuscript: Manuscript, today: str) -> bool:
    """Tell whether the same file says the same on another day.

    Nothing is dated later than today, so a date of today may be one that was cut.
    """
    return all(
        str(part.values.get(key, "")) < today or key in part.guesses
        for part in manuscript.parts
        for key in ("date", "updated")
    )


@dataclass(slots=True)
class Known:
    """The works of a shelf by the files that they were imported from."""

    shelf: Shelf
    _slugs: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, shelf: Shelf) -> Known:
        known = cls(shelf)
        for path in sorted((shelf.root / records.FOLDER).glob("*.json")):
            record = records.load(path)
            for key in record.files if record else ():
                known._slugs[key] = path.stem
        return known

    def manuscript(self, key: str) -> Manuscript | None:
        """Return what is known of a file whose import would change nothing.

        The work must be where it was, and have seen exactly this: the author may have
        taken it away, or given it another name.
        """
        slug = self._slugs.get(key, "")
        record = records.load(records.path(self.shelf.root, slug)) if slug else None
        told = record.files.get(key) if record else None
        if record is None or told is None or told.mark not in record.seen:
            return None
        made = told.manuscript
        if self.shelf.slug_of(made) != slug or self.shelf.place(slug) is None:
            return None
        return made
