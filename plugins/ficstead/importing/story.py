"""What a source says of one work, before anything of it is written.

Every reader of a format makes a `Story`, and everything after the readers knows
nothing else: no reader writes files, no writer knows formats. Values are as the source
has them, whitespace squeezed; empty means that the source does not say. HTML is the
normal form that `markup` makes, never cleaned yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain


class Refused(Exception):
    """A file that is no work, or too damaged to be read as one.

    The message is one sentence for the author, with what to do instead where that is
    known; it names no path, because the report does.
    """


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of the source that the Markdown does not carry, and where it stood.

    `what` names it for the author (``a video: https://…``, ``kudos: 12``); `where` is
    a part of the work (``chapter 3``, ``summary``, ``stats``).
    """

    what: str
    where: str


def shortened(text: str) -> str:
    """Return the beginning of a text that is lost, enough to find it by."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"


@dataclass(frozen=True, slots=True)
class Related:
    """A work that this one was inspired by or translates, with its address."""

    title: str
    author: str = ""
    url: str = ""
    translation: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter. `number` is the source's own where it counts; `date` is ISO 8601.

    `title` is without ``Chapter 3:``. `authors` are set only where the source names
    others than the work's. `html` is the text alone, without heading and notes; a
    source that is Markdown already has it in `markdown` instead, as it stands. The
    last three are only in what we have written ourselves.
    """

    html: str = ""
    markdown: str = ""
    number: int | None = None
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    summary: str = ""
    notes: str = ""
    end_notes: str = ""
    arc: str = ""
    content_warnings: tuple[str, ...] = ()
    interlude: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """One work as its source tells it.

    `format` is the name in reports (``ao3-html``). `authors` are bylines, ``Pseud`` or
    ``Pseud (user)``; ("Anonymous",) where nobody is named. `series` pairs titles with
    parts. `planned` is as AO3 shows it: ``5``, ``?``, or empty where unknown, and
    ``1`` for a one-shot. `posted` and `words` are the source's own counts. Dates are
    ISO 8601. `source` is the address the work was first posted at. `pictures` has the
    bytes of every picture that came along, by the ``src`` it has in the HTML. `skin`
    is CSS. `foreword` is a text before the first chapter.

    `lost` is what the reader itself could not bring; `said` are sentences that the
    author should read (``Only chapter 3 of 5 is in this file.``).
    """

    format: str
    chapters: tuple[Chapter, ...]
    title: str = ""
    authors: tuple[str, ...] = ()
    rating: str = ""
    warnings: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    fandoms: tuple[str, ...] = ()
    relationships: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    series: tuple[tuple[str, int | None], ...] = ()
    collections: tuple[str, ...] = ()
    gifts: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    published: str = ""
    updated: str = ""
    planned: str = ""
    posted: int | None = None
    words: int | None = None
    foreword: str = ""
    summary: str = ""
    notes: str = ""
    end_notes: str = ""
    source: str = ""
    skin: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    lost: tuple[Loss, ...] = ()
    said: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """Return every piece of HTML of the story."""
        chapters = (
            (one.html, one.summary, one.notes, one.end_notes) for one in self.chapters
        )
        own = (self.foreword, self.summary, self.notes, self.end_notes)
        return (*own, *chain.from_iterable(chapters))
