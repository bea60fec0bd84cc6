"""What is wrong between the files of a work, and between works: the W family."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from .. import addresses
from ..problems import Problem, found
from ..vocabulary import Status
from .reading import ChapterFile, Files, NoteFile, WorkFile
from .works import chapter_status, numbers, part_of

# First parts of addresses that the site needs for itself.
RESERVED = {
    "works": "the list of works",
    "series": "the list of series",
    "fandoms": "the list of fandoms",
    "relationships": "the list of relationships",
    "characters": "the list of characters",
    "tags": "the list of tags",
    "ratings": "the list of ratings",
    "warnings": "the list of warnings",
    "categories": "the list of categories",
    "languages": "the list of languages",
    "collections": "the list of collections",
    "years": "the list of years",
    "authors": "the list of authors",
    "search": "the search",
    "stats": "the statistics",
    "feeds": "the feeds",
    "opds": "the catalogue for e-readers",
    "me": "the reader's own page",
    "theme": "the theme's files",
    "page": "the pages of lists",
}


def check(files: Files, now: datetime) -> Iterator[Problem]:
    """Yield every problem that one header alone does not show."""
    yield from _same_slug(files)
    for work in files.works:
        yield from _work(work, now)
    taken: dict[str, NoteFile] = {}
    for note in files.notes:
        yield from _note(note, taken.setdefault(note.place.slug, note))


def _same_slug(files: Files) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for work in files.works:
        slug, shown = work.place.slug, work.place.shown
        other = taken.setdefault(slug, shown)
        if other != shown:
            yield found("W302", path=shown, slug=slug, other=other)
        if slug == "page":
            yield found("W313", path=shown, slug=slug, taken=RESERVED["page"])


def _note(note: NoteFile, first: NoteFile) -> Iterator[Problem]:
    slug = note.place.slug
    if first is not note:
        yield found(
            "W317",
            path=note.place.shown,
            title=note.facts.title,
            other=first.place.shown,
            address=addresses.note(slug) or "the home page",
        )
    if slug in RESERVED:
        yield found("W313", path=note.place.shown, slug=slug, taken=RESERVED[slug])
    if not note.texts.body and note.facts.status is not Status.DRAFT:
        yield found("W307", path=note.place.shown)


def due(files: Files, now: datetime) -> datetime | None:
    """Return the next date in any header that is not reached yet."""
    dates: list[datetime | None] = []
    for work in files.works:
        dates += (work.facts.date, work.facts.updated)
        for chapter in work.chapters or ():
            dates += (chapter.facts.date, chapter.facts.updated)
    return min((date for date in dates if date and date > now), default=None)


def _work(work: WorkFile, now: datetime) -> Iterator[Problem]:
    draft = work.facts.status is Status.DRAFT
    shown = work.place.shown
    if work.chapters is None:
        if not draft and not work.texts.body:
            yield found("W307", path=shown)
        if not draft and not work.facts.date and "date" not in work.facts.lines:
            yield found("M114", path=shown)
    elif not work.chapters and not (work.place.chapters or draft):
        yield found("W309", path=shown)
    yield from _dates_of(work, now)
    yield from _chapters(work, draft, now)


def _dates_of(work: WorkFile, now: datetime) -> Iterator[Problem]:
    facts = work.facts
    yield from _ahead(work, now)
    for chapter in work.chapters or ():
        yield from _ahead(chapter, now)
    if facts.planned and work.chapters is not None:
        there = sum(number is not None for _, number in numbers(work))
        if there > facts.planned:
            yield found(
                "W304",
                facts.lines.get("chapters", 0),
                path=work.place.shown,
                posted=there,
                planned=facts.planned,
            )


def _ahead(file: WorkFile | ChapterFile, now: datetime) -> Iterator[Problem]:
    """Find an update that has not happened and would keep the work at the top."""
    facts = file.facts
    scheduled = facts.date and facts.date > now
    if facts.updated and facts.updated > now and not scheduled:
        line, day = facts.lines.get("updated", 0), facts.updated.date()
        yield found("M136", line, path=file.place.shown, updated=day)


def _chapters(work: WorkFile, draft: bool, now: datetime) -> Iterator[Problem]:
    by_number: dict[int, str] = {}
    by_part: dict[str, str] = {"entire": "the page with the entire work"}
    before: ChapterFile | None = None
    for chapter, number in numbers(work):
        place, facts = chapter.place, chapter.facts
        if place.number is not None:
            other = by_number.setdefault(place.number, place.shown)
            if other != place.shown:
                yield found("W303", path=place.shown, number=place.number, other=other)
        part = part_of(chapter, number)
        other = by_part.setdefault(part, place.shown)
        if other != place.shown:
            yield found("W311", path=place.shown, address=part, other=other)
        if draft or facts.status is Status.DRAFT:
            continue
        yield from _chapter(chapter)
        front = before.facts.date if before else None
        if before and front and facts.date and facts.date < front:
            yield _out_of_order(chapter, before, now)
        before = chapter


def _chapter(chapter: ChapterFile) -> Iterator[Problem]:
    if not chapter.texts.body:
        yield found("W307", path=chapter.place.shown)
    if not chapter.facts.date and "date" not in chapter.facts.lines:
        yield found("M114", path=chapter.place.shown)


def _out_of_order(chapter: ChapterFile, before: ChapterFile, now: datetime) -> Problem:
    """Return the problem of a chapter that is dated before the one in front of it.

    Where the one in front is still scheduled, readers would find a hole.
    """
    date, front = chapter.facts.date, before.facts.date
    if (
        chapter_status(before.facts, now) is Status.SCHEDULED
        and chapter_status(chapter.facts, now) is Status.PUBLISHED
    ):
        line = before.facts.lines.get("date", 0)
        return found("W308", line, path=before.place.shown, date=f"{front:%Y-%m-%d}")
    return found(
        "W315",
        chapter.facts.lines.get("date", 0),
        path=chapter.place.shown,
        date=f"{date:%Y-%m-%d}",
        before=f"{front:%Y-%m-%d}",
    )
