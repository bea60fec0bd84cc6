"""The table of contents of a book: works, arcs and chapters, each where it begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...model import Language
from ..elements import legal
from .book import VOLUME
from .leaves import Entry
from .parts import Part


def entries(
    parts: Sequence[Part], english: Language, *, several: bool
) -> Iterator[Entry]:
    """Yield the lines of the table; `english` is the language of our own words."""
    if not several:
        yield from _work(parts[0], english)
        return
    if any(part.gate for part in parts):
        yield Entry("Before you read", "warnings.xhtml", english)
    yield Entry("About this book", VOLUME, english)
    for part in parts:
        title, language = legal(part.work.title), part.work.language
        yield Entry(title, part.first, language, tuple(_chapters(part)))


def _work(part: Part, english: Language) -> Iterator[Entry]:
    if part.gate:
        yield Entry("Before you read", part.gate, english)
    yield Entry("About this work", part.facts, english)
    if part.contents:
        yield Entry("Chapters", part.contents, english)
    if part.foreword:
        yield Entry("Foreword", part.foreword, english)
    if part.chapters:
        yield from _chapters(part)
    else:
        yield Entry(legal(part.work.title), part.start, part.work.language)
    yield Entry("Afterword", part.afterword, english)


def _chapters(part: Part) -> Iterator[Entry]:
    """Yield the chapters, those of an arc below it."""
    arc, below = "", list[Entry]()
    for chapter, file in part.chapters:
        if chapter.arc != arc:
            yield from _arc(arc, below, part)
            arc, below = chapter.arc, []
        entry = Entry(legal(chapter.name), file, chapter.language)
        if arc:
            below.append(entry)
        else:
            yield entry
    yield from _arc(arc, below, part)


def _arc(name: str, below: list[Entry], part: Part) -> Iterable[Entry]:
    if below:
        yield Entry(legal(name), below[0].href, part.work.language, tuple(below))
