"""Eleventy, where it is found: on PATH, or brought by npm."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..corpus import Work
from . import source
from .source import as_json, put

PACKAGE = "@11ty/eleventy@3.1.2"
VERSION = ("--version",)


def begin(folder: Path) -> None:
    source.begin("eleventy", folder)


def add(work: Work, folder: Path) -> None:
    values = source.work_values(work)
    # Not `tags`, which Eleventy makes a collection of each of.
    values |= {"terms": work.terms, "permalink": f"{source.work_url(work)}index.html"}
    put(folder / "works" / f"{work.slug}.md", _file(values, source.text_of(work)))
    for chapter in () if work.is_oneshot else work.chapters:
        url = source.chapter_url(work, chapter.number)
        values = source.chapter_values(work, chapter)
        values |= {"permalink": f"{url}index.html"}
        path = folder / "chapters" / work.slug / f"{chapter.number:02}.md"
        put(path, _file(values, chapter.text))


def _file(values: dict[str, object], text: str) -> str:
    return f"---json\n{as_json(values)}\n---\n{text}"


def find(folders: str | None = None) -> Path | None:
    found = shutil.which("eleventy", path=folders)
    return Path(found).absolute() if found else None


def command(program: Path, output: Path) -> list[str]:
    return [str(program), "--quiet", f"--output={output}"]
