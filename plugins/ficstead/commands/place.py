"""Which archive a command works on: where its files stand, and its settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .. import settings
from ..problems import Problem
from ..settings import Settings
from .refusal import Refusal

OURS = "pelicanconf.py"
PUBLISHED = "publishconf.py"


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of tasks.py; `content` and `output` where they were put elsewhere."""

    root: Path
    content: Path | None = None
    output: Path | None = None

    @property
    def cache(self) -> Path:
        return self.root / ".cache"


def load(
    place: Place, file: str = OURS, **overrides: object
) -> tuple[Settings, tuple[Problem, ...]]:
    """Read one of the settings files; raises `SettingsError`."""
    if place.content and not place.content.is_dir():
        raise Refusal(f"There is no folder {place.content} to read.", 2)
    if place.content:
        overrides["PATH"] = str(place.content)
    if place.output:
        overrides["OUTPUT_PATH"] = str(place.output)
    return settings.load(place.root / file, **overrides)
