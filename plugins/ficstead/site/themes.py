"""Where a site's templates stand: the author's own folders, then the theme."""

from __future__ import annotations

from pathlib import Path

from ..settings import Settings


def folders(settings: Settings) -> tuple[Path, ...]:
    """Return the folders that are searched, the first one first."""
    own = settings.pelican.get("THEME_TEMPLATES_OVERRIDES") or []
    return (*(Path(str(folder)) for folder in own), settings.theme)  # type: ignore[attr-defined]
