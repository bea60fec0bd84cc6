"""From a header to facts: every key at its place, every problem in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from .. import languages
from ..header import fields
from ..header.fields import Place, Shape
from ..header.header import Entry, Header
from ..model import Language
from ..problems import Problem, did_you_mean, found
from ..vocabulary import Status
from . import (
    archive_warnings,
    categories,
    dates,
    entries,
    people,
    publication,
    ratings,
    related,
    relationships,
    series_claims,
    tags,
)
from .entries import Found
from .facts import ChapterFacts, Defaults, NoteFacts, SeriesFacts, WorkFacts

T = TypeVar("T")
UNTITLED = "Untitled"
_NOT_LOCKED = frozenset({"no", "false", "off"})


@dataclass(frozen=True, slots=True)
class _Reader:
    """The entries of one header by key, and the problems found on the way."""

    entries: dict[str, Entry]
    problems: list[Problem] = field(default_factory=list)

    def keep(self, read: Found[T]) -> T:
        fact, problems = read
        self.problems.extend(problems)
        return fact

    def get(self, key: str, read: Callable[[Entry | None], Found[T]]) -> T:
        return self.keep(read(self.entries.get(key)))

    @property
    def lines(self) -> dict[str, int]:
        return {key: entry.line for key, entry in self.entries.items()}

    def sorted(self) -> tuple[Problem, ...]:
        return tuple(sorted(self.problems, key=lambda problem: problem.line))


_NEEDED = {
    "M101": "rating",
    "M103": "archive warnings",
    "M105": "fandom",
    "M106": "title",
}


def work_facts(
    header: Header, defaults: Defaults
) -> tuple[WorkFacts, tuple[Problem, ...]]:
    """Return what the header of a work says."""
    reader = _reader(header, Place.WORK)
    get, keep, at = reader.get, reader.keep, reader.entries.get
    authors, anonymous = keep(people.authors(at("author"), defaults.author))
    facts = WorkFacts(
        title=keep(_title(at("title"), required=True)) or UNTITLED,
        language=get("language", _language) or defaults.language,
        authors=authors,
        anonymous=anonymous,
        rating=get("rating", ratings.rating),
        warnings=get("warnings", archive_warnings.archive_warnings),
        categories=get("categories", categories.categories),
        fandoms=get("fandoms", tags.fandoms),
        relationships=get("relationships", relationships.relationships),
        characters=get("characters", tags.tags),
        tags=get("tags", tags.tags),
        content_warnings=get("content warnings", _wordings),
        series=get("series", series_claims.series),
        collections=get("collections", entries.items),
        gifts=get("gift", people.people),
        prompts=get("prompt", _wordings),
        parents=(
            *keep(related.parents(at("inspired by"), translation=False)),
            *keep(related.parents(at("translation of"), translation=True)),
        ),
        planned=get("chapters", publication.planned),
        date=keep(dates.date(at("date"), defaults.zone)),
        updated=keep(dates.date(at("updated"), defaults.zone)),
        status=get("status", publication.status),
        summary=get("summary", entries.passage),
        notes=get("notes", entries.passage),
        end_notes=get("end notes", entries.passage),
        source=get("source", publication.source),
        typography=keep(entries.yes_no(at("typography"), True)),
        scene_break=get("scene break", publication.scene_break),
        drop_cap=keep(entries.yes_no(at("drop cap"), False)),
        skin=get("skin", entries.text),
        cover=get("cover", entries.text),
        lines=reader.lines,
    )
    reader.problems.extend(_across(facts))
    told = _told(header, reader)
    return facts, _gently(told) if facts.status is Status.DRAFT else told


def _gently(told: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return a draft's problems, with what it lacks as one warning.

    Nobody meets a draft, and one that was only begun must not stop the archive.
    """
    lacks = [_NEEDED[problem.code] for problem in told if problem.code in _NEEDED]
    rest = tuple(problem for problem in told if problem.code not in _NEEDED)
    what = " or ".join(filter(None, (", ".join(lacks[:-1]), *lacks[-1:])))
    return (*rest, found("M135", what=what)) if lacks else rest


def chapter_facts(
    header: Header, defaults: Defaults
) -> tuple[ChapterFacts, tuple[Problem, ...]]:
    """Return what the header of a chapter says."""
    reader = _reader(header, Place.CHAPTER)
    get, keep, at = reader.get, reader.keep, reader.entries.get
    authors, _ = keep(people.authors(at("author"), ""))
    facts = ChapterFacts(
        title=keep(_title(at("title"), required=False)),
        authors=authors,
        language=get("language", _language),
        content_warnings=get("content warnings", _wordings),
        date=keep(dates.date(at("date"), defaults.zone)),
        updated=keep(dates.date(at("updated"), defaults.zone)),
        status=keep(publication.status(at("status"), publication.CHAPTER)),
        arc=get("arc", entries.text),
        interlude=keep(entries.yes_no(at("interlude"), False)),
        summary=get("summary", entries.passage),
        notes=get("notes", entries.passage),
        end_notes=get("end notes", entries.passage),
        lines=reader.lines,
    )
    reader.problems.extend(
        dates.in_order(facts.date, facts.updated, facts.lines.get("updated", 0))
    )
    return facts, reader.sorted()


def series_facts(
    header: Header, defaults: Defaults
) -> tuple[SeriesFacts, tuple[Problem, ...]]:
    """Return what the header of a series says. Its body is description, too."""
    reader = _reader(header, Place.SERIES)
    facts = SeriesFacts(
        title=reader.keep(_title(reader.entries.get("title"), required=True)),
        language=reader.get("language", _language) or defaults.language,
        summary=reader.get("summary", entries.passage),
        notes=reader.get("notes", entries.passage),
        lines=reader.lines,
    )
    return facts, _told(header, reader)


def note_facts(
    header: Header, defaults: Defaults
) -> tuple[NoteFacts, tuple[Problem, ...]]:
    """Return what the header of one of the author's pages says."""
    reader = _reader(header, Place.PAGE)
    facts = NoteFacts(
        title=reader.keep(_title(reader.entries.get("title"), required=True))
        or UNTITLED,
        language=reader.get("language", _language) or defaults.language,
        status=reader.get("status", publication.status),
        lines=reader.lines,
    )
    return facts, _told(header, reader)


def _reader(header: Header, place: Place) -> _Reader:
    by_key: dict[str, Entry] = {}
    problems: list[Problem] = []
    for entry in header.entries:
        if entry.key not in by_key:
            problems.extend(_misplaced(entry, place, header))
            by_key[entry.key] = entry
    here = {
        key: entry
        for key, entry in by_key.items()
        if fields.is_known(key) and place in fields.get(key).places
    }
    return _Reader(here, problems)


def _misplaced(entry: Entry, place: Place, header: Header) -> Iterator[Problem]:
    known = fields.find(entry.key)
    if known is None:
        near = fields.nearest_name(entry.written, place)
        hint = f'did you mean "{near}"?' if near else None
        yield found("M107", entry.line, key=entry.written, hint=hint)
    elif known.shape is Shape.LATER:
        yield from _not_yet(entry, header)
    elif place not in known.places:
        instead = _instead(known)
        where = place.value
        yield found("M121", entry.line, key=entry.written, where=where, instead=instead)


def _not_yet(entry: Entry, header: Header) -> Iterator[Problem]:
    if entries.is_empty(entry):
        return
    public = not any(_is_draft(other) for other in header.entries)
    if entry.key == "lock" and public and str(entry.value).lower() not in _NOT_LOCKED:
        yield found("M130", entry.line, key=entry.written)
    else:
        yield found("M131", entry.line, key=entry.written)


def _is_draft(entry: Entry) -> bool:
    return entry.key == "status" and str(entry.value).lower() == Status.DRAFT.value


def _instead(known: fields.Field) -> str:
    if Place.WORK in known.places:
        return "write it in the header of the work, or take it out"
    return "write it in the header of a chapter, or take it out"


def _title(entry: Entry | None, *, required: bool) -> Found[str]:
    value, problems = entries.text(entry)
    if not value and required:
        return "", (*problems, found("M106", entries.line_of(entry)))
    return value, problems + (entries.too_long(entry, value) if entry else ())


def _language(entry: Entry | None) -> Found[Language | None]:
    value, problems = entries.text(entry)
    if entry is None or not value:
        return None, problems
    known = languages.find(value)
    if known:
        return known, problems
    hint = did_you_mean(value, languages.names(), "") or None
    return None, (
        *problems,
        found("M117", entry.lines[0], value=value, hint=hint),
    )


def _wordings(entry: Entry | None) -> Found[tuple[str, ...]]:
    names, problems = entries.items(entry)
    return tuple(name.name for name in names), problems


def _across(facts: WorkFacts) -> Iterator[Problem]:
    """Yield what is wrong between keys."""
    yield from dates.in_order(facts.date, facts.updated, facts.lines.get("updated", 0))
    lists = (facts.fandoms, facts.relationships, facts.characters, facts.tags)
    line = facts.lines.get("tags") or facts.lines.get("fandoms", 0)
    yield from tags.too_many(sum(map(len, lists)), line)


def _told(header: Header, reader: _Reader) -> tuple[Problem, ...]:
    """Return the problems; a file with no header at all misses nothing else."""
    if header.body_line == 1 and not header.entries:
        return ()
    return reader.sorted()
