"""What one file says, as values: what it was read as, and what was read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Generic, TypeVar

from markupsafe import Markup

from ..metadata.facts import ChapterFacts, NoteFacts, SeriesFacts, WorkFacts
from ..model import Language
from ..problems import Problem
from ..text import Prose

Facts = WorkFacts | ChapterFacts | SeriesFacts | NoteFacts
F = TypeVar("F", bound=Facts)
NOTHING: Final = Prose()


class Kind(StrEnum):
    """Which of the four kinds of text a file holds."""

    WORK = "work"
    CHAPTER = "chapter"
    SERIES = "series"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Task:
    """What a file is read as.

    `name` is the slug of a work and the key of a chapter, which go into the ids of its
    footnotes. `language` and `typography` are what a chapter has from its work.
    """

    kind: Kind
    name: str = ""
    language: Language | None = None
    typography: bool = True


@dataclass(frozen=True, slots=True)
class Texts:
    """What is set in one file: reading text, passages of the header, and title."""

    body: Prose = NOTHING
    summary: Prose = NOTHING
    notes: Prose = NOTHING
    end_notes: Prose = NOTHING
    title: Markup = Markup()


@dataclass(frozen=True, slots=True)
class Reading(Generic[F]):
    """What was read. `facts` is None where the bytes are no text.

    The problems have lines and no path: the same bytes may lie in two places.
    """

    facts: F | None
    texts: Texts
    body_line: int
    problems: tuple[Problem, ...]
