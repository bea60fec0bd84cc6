"""Where a site's templates stand: the author's own folders, then the theme."""

from __future__ import annotations

import os
from pathlib import Path

from ..settings import Settings


def folders(settings: Settings) -> tuple[Path, ...]:
    """Return the folders that are searched, the first one first."""
    own = settings.pelican.get("THEME_TEMPLATES_OVERRIDES") or []
    return (*(Path(str(folder)) for folder in own), settings.theme)  # type: ignore[attr-defined]


def files(settings: Settings) -> list[Path]:
    """Return every file that a template may be, or may name."""
    # A folder that is a link is gone into: Jinja finds what lies there by its name.
    return [
        Path(folder, name)
        for place in folders(settings)
        for folder, _, names in sorted(os.walk(place, followlinks=True))
        for name in sorted(names)
    ]
