"""Pelican's settings that Ficstead stands on, checked before Pelican stumbles on them.

Pelican stops at the first wrong one with a word from its own workings, or says in
passing that it uses its default instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

LISTS = ("PLUGINS", "PLUGIN_PATHS", "THEME_STATIC_PATHS")
_ASSIGNED = re.compile(r"([A-Z][A-Z0-9_]*)\s*(?::[^=]*)?=(?!=)")


def wrong(values: Mapping[str, object], folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name of each wrong setting, and what was expected.

    Paths are seen from `folder`, where the settings file stands.
    """
    for name, what in (("PATH", "your texts"), ("THEME", "the theme")):
        if name in values and not _is_folder(values[name], folder):
            yield name, f"the folder of {what}, as it is called on the disk"
    output = values.get("OUTPUT_PATH", "output")
    if not (isinstance(output, str) and output.strip()):
        yield "OUTPUT_PATH", "the name of a folder"
    over = values.get("THEME_TEMPLATES_OVERRIDES", [])
    if not (
        isinstance(over, list | tuple) and all(_is_folder(o, folder) for o in over)
    ):
        yield "THEME_TEMPLATES_OVERRIDES", "a list of folders that are there"
    for name in LISTS:
        if not isinstance(values.get(name, []), list | tuple):
            yield name, "a list"


def places(path: Path) -> Mapping[str, tuple[str, int]]:
    """Return file and line of each setting; publishconf.py takes in pelicanconf.py."""
    known: dict[str, tuple[str, int]] = {}
    for file in dict.fromkeys((path.with_name("pelicanconf.py"), path)):
        if file.is_file():
            rows = file.read_text(encoding="utf-8", errors="replace").split("\n")
            for line, row in enumerate(rows, 1):
                if match := _ASSIGNED.match(row):
                    known[match[1]] = (file.name, line)
    return known


def _is_folder(value: object, base: Path) -> bool:
    return isinstance(value, str) and bool(value) and (base / value).is_dir()
