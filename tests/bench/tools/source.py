"""Writing the source of a site, for whichever tool."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from ..corpus import Chapter, Work

TEMPLATES = Path(__file__).parent.parent / "templates"


def begin(tool: str, folder: Path) -> None:
    """Copy a tool's settings and templates to where its source will stand."""
    shutil.copytree(TEMPLATES / tool, folder, dirs_exist_ok=True)


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def work_values(work: Work) -> dict[str, object]:
    """Return what the page of a work shows, beside its terms, as JSON has it."""
    toc = [] if work.is_oneshot else work.chapters
    return {
        "title": work.title,
        "authors": work.authors,
        "words": work.words,
        "posted": len(work.chapters),
        "published": work.published.isoformat(),
        "updated": work.updated.isoformat(),
        "summary": work.summary,
        "notes": work.notes,
        "chapters": [
            {
                "title": chapter.title,
                "url": chapter_url(work, chapter.number),
                "date": chapter.date.isoformat(),
            }
            for chapter in toc
        ],
    }


def chapter_values(work: Work, chapter: Chapter) -> dict[str, object]:
    return {
        "title": chapter.title,
        "number": chapter.number,
        "work": work.title,
        "work_url": work_url(work),
        "previous": chapter_url(work, chapter.number - 1),
        "next": chapter_url(work, chapter.number + 1),
    }


def work_url(work: Work) -> str:
    return f"/works/{work.slug}/"


def chapter_url(work: Work, number: int) -> str:
    """Return the address of a chapter, nothing before the first and after the last."""
    there = 1 <= number <= len(work.chapters)
    return f"/works/{work.slug}/{number}/" if there else ""


def text_of(work: Work) -> str:
    """Return what stands under the header of a work: the text of a one-shot."""
    return work.chapters[0].text if work.is_oneshot else ""


def as_json(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False)
