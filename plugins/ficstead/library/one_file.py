"""What one file says: its facts, its clean prose, and every problem found in it.

A pure function of the file's bytes and a few words about its place (`Task`). It knows
of no other file, so it can be done anywhere, in any order, once for ever.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from ..header import fields, header
from ..header.header import Header
from ..metadata import metadata
from ..metadata.facts import Defaults, Passage, SeriesFacts
from ..model import Language
from ..problems import Problem
from ..prose import prose
from ..text import Prose
from ..typography import typography
from .decoding import decode
from .said import Facts, Kind, Reading, Task, Texts


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
