"""What an author does between two builds: a word in one chapter, a tag on one work."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def middle(content: Path) -> Path:
    """Return the middle chapter of the archive's middle work that has chapters."""
    works = sorted((content / "works").glob("*/work.md"), key=_number)
    work = works[len(works) // 2].parent
    chapters = sorted(work.glob("[0-9]*.md"))
    return chapters[len(chapters) // 2]


def _number(path: Path) -> int:
    return int(path.parent.name.rpartition("-")[2])


def add_word(chapter: Path, word: str) -> None:
    """Write a word into the middle paragraph of plain prose."""
    paragraphs = chapter.read_text(encoding="utf-8").split("\n\n")
    plain = [n for n, text in enumerate(paragraphs) if n and text[:1].isalpha()]
    at = plain[len(plain) // 2]
    first, rest = paragraphs[at].split(" ", 1)
    paragraphs[at] = f"{first} {word} {rest}"
    chapter.write_text("\n\n".join(paragraphs), encoding="utf-8", newline="\n")


def add_tag(chapter: Path, often: Sequence[str]) -> None:
    """Give the work of a chapter the first of these tags that it lacks."""
    path = chapter.parent / "work.md"
    text = path.read_text(encoding="utf-8")
    tag = next(tag for tag in often if f"  - {tag}\n" not in text)
    more = text.replace("\ntags:\n", f"\ntags:\n  - {tag}\n", 1)
    path.write_text(more, encoding="utf-8", newline="\n")
