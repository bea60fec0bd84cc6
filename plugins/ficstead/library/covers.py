"""The covers that authors name: a picture beside a work, for its books."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from .. import problems as told
from ..model import Work
from ..problems import Problem
from . import linking, texts
from .linking import Targets
from .reading import Files, WorkFile

# What the programs that show books know, by their first bytes; never by the name.
_SIGNS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")


def found(
    works: Iterable[Work], files: Files, known: Targets
) -> tuple[tuple[Work, ...], tuple[Problem, ...]]:
    """Return the works, each with the address of its cover, and what is wrong.

    The pictures go to ``known.copies``, but for those of works that nobody meets.
    """
    addresses: dict[str, str] = {}
    problems: list[Problem] = []
    shown = {work.slug for work in works}
    for file in files.works:
        if not file.facts.cover:
            continue
        wrong = _wrong(file, files, known)
        if wrong is not None:
            problems.append(wrong)
        elif file.place.slug in shown:
            home = texts.home_of(file, files, file.place)
            address = linking.picture_at(file.facts.cover, home, known)
            addresses[file.place.slug] = address or ""
    covered = (
        replace(work, cover=addresses[work.slug]) if work.slug in addresses else work
        for work in works
    )
    return tuple(covered), tuple(problems)


def _wrong(file: WorkFile, files: Files, known: Targets) -> Problem | None:
    """Return what is wrong with a cover: it is not there, or it is no picture."""
    target = file.facts.cover
    home = texts.home_of(file, files, file.place)
    line, path = file.facts.lines.get("cover", 0), file.place.shown
    source = linking.file_at(target, home, known)
    if source is None:
        hint = linking.near(target, home, known)
        return told.found("L503", line, path=path, target=target, hint=hint)
    if not _is_picture(source):
        return told.found("L507", line, path=path, target=target)
    return None


def _is_picture(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            first = file.read(12)
    except OSError:
        return False
    return first.startswith(_SIGNS) or first[:4] + first[8:] == b"RIFFWEBP"
