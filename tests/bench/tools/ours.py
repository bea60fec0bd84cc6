"""Ficstead itself: the content as an author writes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..corpus import Chapter, Work
from ..processes import this_python
from . import source
from .source import put

# The archive is made by a program that does not know Ficstead.
FORMS = ["epub", "kepub", "html", "md", "txt"]
SCOPES = ["works", "series", "fandoms", "authors", "collections", "archive"]
KEYS = ("fandoms", "relationships", "characters", "tags")


def begin(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)


def add(work: Work, folder: Path) -> None:
    works = folder / "works"
    if work.is_oneshot:
        put(works / f"{work.slug}.md", f"{_header(work)}\n{source.text_of(work)}")
        return
    put(works / work.slug / "work.md", _header(work))
    for chapter in work.chapters:
        name = f"{chapter.number:02}-chapter.md"
        put(works / work.slug / name, f"{_chapter_header(chapter)}\n{chapter.text}")


def _header(work: Work) -> str:
    terms = work.terms
    lines = [
        f"title: {work.title}",
        *_list("author", work.authors),
        f"rating: {terms['ratings'][0]}",
        *_list("warnings", terms["warnings"]),
        f"categories: {work.category}",
        *(line for key in KEYS for line in _list(key, terms[key])),
        f"date: {work.published}",
        *_text("summary", work.summary),
        *_text("notes", work.notes),
    ]
    if work.series:
        lines.append(f"series: {work.series[0]} #{work.series[1]}")
    return "\n".join(("---", *lines, "---", ""))


def _chapter_header(chapter: Chapter) -> str:
    return f"---\ntitle: {chapter.title}\ndate: {chapter.date}\n---\n"


def _list(key: str, values: Iterable[str]) -> list[str]:
    items = [f"  - {value}" for value in values]
    return [f"{key}:", *items] if items else []


def _text(key: str, text: str) -> list[str]:
    return [f"{key}: |", f"  {text}"] if text else []


@dataclass(frozen=True, slots=True)
class Install:
    """A copy of the project: a cache of its own, the bench's settings.

    `equal` narrows its site to the pages that the other tools make. Books are made with
    `books` alone, of every form and of everything: they cost more than all pages.
    """

    folder: Path
    content: Path
    equal: bool = False
    books: bool = False

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def make(self, root: Path) -> None:
        """Copy the project. Its environment is shared, and so is compiled Python."""
        self.folder.mkdir(parents=True)
        for path in (root / "tasks.py", *root.glob("requirements*.txt")):
            shutil.copy2(path, self.folder)
        for name in ("plugins", "theme"):
            shutil.copytree(root / name, self.folder / name)
        source.begin("ficstead", self.folder)
        if self.equal:
            source.begin("equal", self.folder)
        settings = self.folder / "pelicanconf.py"
        every = f"DOWNLOADS = {FORMS}\nDOWNLOADS_OF = {SCOPES}\n"
        told = every if self.books else "DOWNLOADS = []\n"
        settings.write_text(f"{settings.read_text('utf-8')}\n{told}", "utf-8")
        (self.folder / ".venv").symlink_to(root / ".venv", target_is_directory=True)

    def command(self, *words: str) -> list[str]:
        """Return what an author types, with `python3` for her Python."""
        tasks = str(self.folder / "tasks.py")
        return [this_python(), tasks, *words, "--content", str(self.content)]

    def forget(self) -> None:
        """Take away the last site, and everything that is kept between builds."""
        for path in (self.output, self.folder / ".cache"):
            if path.exists():
                shutil.rmtree(path)
