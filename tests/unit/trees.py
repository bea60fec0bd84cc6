"""Small archives, declared where a test uses them: path -> text."""

from __future__ import annotations

from pathlib import Path

from ficstead import settings
from ficstead.library import archive
from ficstead.library.library import Library
from ficstead.model import Work
from ficstead.settings import Settings

NEEDED = {
    "title": "A Story",
    "rating": "General Audiences",
    "warnings": "No Archive Warnings Apply",
    "fandoms": "Tales",
    "date": "2024-05-01",
}


def work(title: str = "A Story", text: str = "It rained.", **more: str) -> str:
    """Return a one-shot's file, or a work.md; `more` adds to or replaces its header."""
    return _file({**NEEDED, "title": title, **more}, text)


def chapter(date: str = "2024-05-01", text: str = "It rained on.", **more: str) -> str:
    """Return a chapter's file."""
    return _file({"date": date, **more}, text)


def _file(header: dict[str, str], text: str) -> str:
    lines = "".join(
        f"{key.replace('_', ' ')}: {value}\n" for key, value in header.items()
    )
    return f"---\n{lines}---\n{text}\n"


def plant(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write files below `root` and return it."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def set_up(root: Path, **values: object) -> Settings:
    given = {"PATH": str(root), "OUTPUT_PATH": str(root / "output"), "THEME": "theme"}
    return settings.from_mapping({**given, **values})[0]


def library(root: Path, files: dict[str, str | bytes], **values: object) -> Library:
    """Return the library of the files; any error among its problems fails the test."""
    made, _ = archive.build(set_up(plant(root, files), **values))
    return made


def codes(root: Path, files: dict[str, str | bytes], **values: object) -> list[str]:
    """Return every problem as ``CODE path:line`` below the content folder."""
    made = set_up(plant(root, files), **values)
    found = archive.check(made)[1]
    return [f"{p.code} {p.path.removeprefix(f'{root}/')}:{p.line}" for p in found]


def only(made: Library) -> Work:
    (one,) = made.every_work
    return one
