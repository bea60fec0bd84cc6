"""Stock Pelican, which Ficstead brings along: an article for each work and chapter."""

from __future__ import annotations

import sys
from pathlib import Path

from ..corpus import Chapter, Work
from . import source
from .source import put


def begin(folder: Path) -> None:
    source.begin("pelican", folder)


def add(work: Work, folder: Path) -> None:
    place = folder / "content" / "works" / work.slug
    put(place / "index.md", f"{_header(work)}\n{_text(work)}")
    for chapter in () if work.is_oneshot else work.chapters:
        head = _chapter_header(work, chapter)
        put(place / f"{chapter.number:02}.md", f"{head}\n{chapter.text}")


def command(folder: Path, output: Path) -> list[str]:
    settings = str(folder / "pelicanconf.py")
    return [sys.executable, "-m", "pelican", "-q", "-s", settings, "-o", str(output)]


def _header(work: Work) -> str:
    # A tag is its kind and its name: Pelican has one list of them.
    tags = (f"{kind} {name}" for kind, names in work.terms.items() for name in names)
    return _lines(
        Title=work.title,
        Date=work.published,
        Modified=work.updated,
        Slug=work.slug,
        Category=work.terms["ratings"][0],
        Tags="".join(f"{tag}; " for tag in tags),
        Authors="".join(f"{author}; " for author in work.authors),
        Summary=work.summary,
    )


def _chapter_header(work: Work, chapter: Chapter) -> str:
    return _lines(
        Title=chapter.title,
        Date=chapter.date,
        Slug=f"{work.slug}/{chapter.number}",
        Category=work.terms["ratings"][0],
        Status="hidden",
    )


def _text(work: Work) -> str:
    if work.is_oneshot:
        return source.text_of(work)
    rows = (
        f"{chapter.number}. [{chapter.title}]"
        f"({source.chapter_url(work, chapter.number)})"
        for chapter in work.chapters
    )
    return "\n\n".join((work.notes, "\n".join(rows), ""))


def _lines(**values: object) -> str:
    return "".join(f"{key}: {value}\n" for key, value in values.items())
