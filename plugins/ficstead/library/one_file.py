"""What one file says: its facts, its clean prose, and every problem found in it.

A pure function of the file's bytes and a few words about its place (`Task`). It knows
of no other file, so it can be done anywhere, in any order, once for ever.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Generic, TypeVar

from charset_normalizer import from_bytes
from markupsafe import Markup, escape

from ..header import fields, header
from ..header.header import Header
from ..metadata import metadata
from ..metadata.facts import ChapterFacts, NoteFacts, Passage, SeriesFacts, WorkFacts
from ..metadata.metadata import Defaults
from ..model import Language
from ..problems import Problem, found
from ..prose import prose
from ..text import Prose
from ..typography import typography

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


def decode(data: bytes) -> tuple[str | None, tuple[Problem, ...]]:
    """Return a file's bytes as text, or the problem that keeps them from being one."""
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return None, (found("M112", line, hint=_encoding_hint(data)),)


def unreadable(error: OSError) -> Problem:
    """Return the problem of a file that the disk does not give."""
    return found("W312", reason=error.strerror or type(error).__name__)


def _encoding_hint(data: bytes) -> str | None:
    guess = from_bytes(data).best()
    if guess is None:
        return None
    # Western text reads the same in several encodings; Windows' own is the likeliest.
    likely = [guess.encoding, *guess.could_be_from_charset]
    name = "cp1252 (Windows)" if "cp1252" in likely else guess.encoding
    if name.startswith("utf"):
        name = name.upper().replace("_", "-")
    return f"it looks like {name}; save it as UTF-8 in your editor"


def read(task: Task, data: bytes, defaults: Defaults) -> Reading[Facts]:
    """Read one file."""
    text, problems = decode(data)
    if text is None:
        return Reading(None, Texts(), 1, problems)
    parsed, wrong = header.parse(text, fields.is_known)
    facts, more = _facts(task, parsed, defaults)
    texts, last = _texts(task, parsed, facts, defaults)
    return Reading(facts, texts, parsed.body_line, (*wrong, *more, *last))


def _facts(
    task: Task, parsed: Header, defaults: Defaults
) -> tuple[Facts, Iterable[Problem]]:
    match task.kind:
        case Kind.WORK:
            return metadata.work_facts(parsed, defaults)
        case Kind.CHAPTER:
            return metadata.chapter_facts(parsed, defaults)
        case Kind.SERIES:
            return metadata.series_facts(parsed, defaults)
        case Kind.NOTE:
            return metadata.note_facts(parsed, defaults)


def _texts(
    task: Task, parsed: Header, facts: Facts, defaults: Defaults
) -> tuple[Texts, list[Problem]]:
    problems: list[Problem] = []
    language = _language(task, facts, defaults)
    typeset = getattr(facts, "typography", task.typography)

    def render(passage: Passage | None, prefix: str) -> Prose:
        if passage is None or not passage.text.strip():
            return Prose()
        made, wrong = prose.render(
            passage.text, language, prefix=prefix, typeset=typeset
        )
        problems.extend(problem.at("", below=passage.line - 1) for problem in wrong)
        return made

    # Footnotes of chapters, of their notes and of the work's meet on one page.
    start = f"{task.name}-" if task.kind is Kind.CHAPTER else ""
    # The summaries of many works meet on the pages of lists.
    whose = f"{task.name}-" if task.kind is Kind.WORK else start
    texts = Texts(
        body=render(Passage(parsed.body, parsed.body_line), start),
        summary=render(getattr(facts, "summary", None), f"{whose}summary-"),
        notes=render(getattr(facts, "notes", None), f"{start}notes-"),
        end_notes=render(getattr(facts, "end_notes", None), f"{start}end-"),
        title=_typeset(facts.title, language) if typeset else escape(facts.title),
    )
    return texts, problems


def _typeset(title: str, language: Language) -> Markup:
    return escape(typography.typeset_plain(title, language.code))


def _language(task: Task, facts: Facts, defaults: Defaults) -> Language:
    """Return the language of the texts: the file's own, else its work's."""
    if isinstance(facts, SeriesFacts):
        return defaults.language
    return facts.language or task.language or defaults.language
