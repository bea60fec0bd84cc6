"""The demo archive that Ficstead comes with, and how it makes room for an author's own.

`content/.demo` lists its files. What is not on that list is hers and never moved.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..library.tree import ASIDE

LIST: Final = ".demo"


def is_there(content: Path) -> bool:
    return (content / LIST).is_file()


def move_aside(content: Path) -> None:
    """Move the demo to `content/_aside`, which no build reads; nothing is deleted."""
    names = (content / LIST).read_text(encoding="utf-8").split("\n")
    for name in filter(None, names):
        path, target = content / name, content / ASIDE / name
        if path.is_file() and ".." not in path.parts and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
            _drop_if_empty(path.parent, content)
    (content / LIST).unlink()


def _drop_if_empty(folder: Path, content: Path) -> None:
    while folder != content and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
