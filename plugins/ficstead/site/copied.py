"""What a site takes as it lies: the theme's files, and the author's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..settings import Settings


def files(settings: Settings, folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield what is copied as it is, beside the pictures of works."""
    yield from static(settings)
    yield from extra(folder)


def static(settings: Settings) -> Iterator[tuple[str, Path]]:
    """Yield the theme's own files, to where `asset` looks for them."""
    for given in settings.static:
        folder = given if given.is_dir() else given.parent
        for path in sorted(given.rglob("*")) if given.is_dir() else [given]:
            if path.is_file() and not path.name.startswith("."):
                yield f"{where(settings)}/{path.relative_to(folder).as_posix()}", path


def where(settings: Settings) -> str:
    """Return the folder of the theme's own files."""
    return str(settings.pelican.get("THEME_STATIC_DIR", "theme"))


def extra(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield what is copied as it is; it stands first, so no page of ours gives way."""
    skipped = {".DS_Store", "Thumbs.db", ".git"}
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and skipped.isdisjoint(parts):
            yield path.relative_to(folder).as_posix(), path
