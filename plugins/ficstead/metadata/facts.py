"""What one file's header says, typed, with the lines it says it on.

Facts know nothing of other files. Where a header is wrong its facts hold a harmless
stand-in (Not Rated, no date) beside the problem, so that the check of the whole
archive goes on and the author sees every problem at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from ..model import Language, Person
from ..vocabulary import ArchiveWarning, Category, Rating, Status


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a header leaves to the settings."""

    author: str
    language: Language
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Named:
    """One item of a list, as written."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Pairing:
    """One relationship: ``A/B``, or ``A & B`` where `platonic`; `main` had a ``*``."""

    name: str
    line: int
    main: bool = False
    platonic: bool = False


@dataclass(frozen=True, slots=True)
class SeriesClaim:
    """``The Gull Cycle #3``; `part` is None where no number was given."""

    title: str
    part: int | None
    line: int


@dataclass(frozen=True, slots=True)
class Parent:
    """What a work is inspired by or translates: our `slug`, or title and `url`."""

    slug: str
    title: str
    byline: str
    url: str
    translation: bool
    line: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Markdown as written; `line` is where its first line stands in the file."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """The header of a work.

    `planned` is None for ``?`` and 0 where the key is absent ("as many as there are").
    `date` and `updated` are aware, in the archive's time zone. `lines` gives the line
    of each key that is there, by its normal form: `fields.Field.key`.
    """

    title: str
    language: Language
    authors: tuple[Person, ...] = ()
    anonymous: bool = False
    rating: Rating = Rating.NOT_RATED
    warnings: tuple[ArchiveWarning, ...] = (ArchiveWarning.CHOSE_NOT,)
    categories: tuple[Category, ...] = ()
    fandoms: tuple[Named, ...] = ()
    relationships: tuple[Pairing, ...] = ()
    characters: tuple[Named, ...] = ()
    tags: tuple[Named, ...] = ()
    content_warnings: tuple[str, ...] = ()
    series: tuple[SeriesClaim, ...] = ()
    collections: tuple[Named, ...] = ()
    gifts: tuple[Person, ...] = ()
    prompts: tuple[str, ...] = ()
    parents: tuple[Parent, ...] = ()
    planned: int | None = 0
    date: datetime | None = None
    updated: datetime | None = None
    status: Status = Status.PUBLISHED
    summary: Passage | None = None
    notes: Passage | None = None
    end_notes: Passage | None = None
    source: str = ""
    typography: bool = True
    scene_break: str = "stars"
    drop_cap: bool = False
    skin: str = ""
    cover: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChapterFacts:
    """A chapter's header. No `language`, no `authors`: as the work's."""

    title: str = ""
    authors: tuple[Person, ...] = ()
    language: Language | None = None
    content_warnings: tuple[str, ...] = ()
    date: datetime | None = None
    updated: datetime | None = None
    status: Status = Status.PUBLISHED
    arc: str = ""
    interlude: bool = False
    summary: Passage | None = None
    notes: Passage | None = None
    end_notes: Passage | None = None
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """The header of a series. `title` is empty where there is none."""

    title: str
    language: Language
    summary: Passage | None = None
    notes: Passage | None = None
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """The header of a page of the author's."""

    title: str
    language: Language
    status: Status = Status.PUBLISHED
    lines: Mapping[str, int] = field(default_factory=dict)
