"""Little archives of two works, with the theme and the code of this one."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

LANTERN = """---
title: The Lantern
rating: G
warnings: No Archive Warnings Apply
fandoms: Folk Tales
date: 2024-05-01
---

Somebody had lit the lantern at the end of the pier.
"""
DRAFT = LANTERN.replace("The Lantern", "The Oil").replace(
    "---\n\n", "status: draft\n---\n\n"
)
PLAIN = "\nDOWNLOADS = []\nCATALOGUE = []\nFULL_TEXT_WORDS = 0\n"


def make(folder: Path, *, whole: bool = False) -> Path:
    """Make an archive of one public work and one draft.

    Only a whole one has downloads, a catalogue and the search of its texts: they are
    most of the time that a build takes.
    """
    folder.mkdir(parents=True)
    for name in ("tasks.py", "pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("theme", "plugins"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    if not whole:
        with (folder / "pelicanconf.py").open("a", encoding="utf-8") as settings:
            settings.write(PLAIN)
    works = folder / "content" / "works"
    works.mkdir(parents=True)
    (works / "the-lantern.md").write_text(LANTERN, encoding="utf-8")
    (works / "the-oil.md").write_text(DRAFT, encoding="utf-8")
    return folder
