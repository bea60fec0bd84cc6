"""From what the files of a work say to the work as readers meet it.

Who may see what is decided here: drafts and what is dated in the future are left out,
or marked where the settings ask for a preview. Numbers count every chapter there is,
so that an address does not change when a draft in front of it is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from .. import addresses
from ..metadata.facts import ChapterFacts, Named, Pairing, WorkFacts
from ..model import Chapter, Person, Tag, Work
from ..settings import Settings
from ..text import Prose
from ..vocabulary import ArchiveWarning, Kind, Status
from .reading import ChapterFile, WorkFile
from .wrangling import Wrangling

PUBLIC = (Status.PUBLISHED, Status.UNLISTED)


def status_of(file: WorkFile, now: datetime) -> Status:
    """Return who meets a work: what its header says, or scheduled by its dates."""
    if file.facts.status is Status.DRAFT:
        return Status.DRAFT
    if file.facts.date and file.facts.date > now:
        return Status.SCHEDULED
    if file.chapters is not None:
        states = {chapter_status(chapter.facts, now) for chapter in file.chapters}
        if Status.PUBLISHED not in states:
            return Status.SCHEDULED if Status.SCHEDULED in states else Status.DRAFT
    return file.facts.status


def chapter_status(facts: ChapterFacts, now: datetime) -> Status:
    """Return draft, scheduled or published."""
    if facts.status is Status.DRAFT:
        return Status.DRAFT
    return Status.SCHEDULED if facts.date and facts.date > now else Status.PUBLISHED


def numbers(file: WorkFile) -> Iterator[tuple[ChapterFile, int | None]]:
    """Number the chapters from 1, in file-name order; interludes have no number."""
    number = 0
    for chapter in file.chapters or ():
        if chapter.facts.interlude:
            yield chapter, None
        else:
            number += 1
            yield chapter, number


def part_of(chapter: ChapterFile, number: int | None) -> str:
    """Return the last part of a chapter's address: ``3``, or an interlude's name."""
    return chapter.place.part if number is None else str(number)


def assemble(file: WorkFile, settings: Settings, tag: Tagger) -> Work | None:
    """Make the work, or nothing where no reader may meet it.

    Series, related works and links are filled in by the library, which knows the rest.
    """
    status = status_of(file, settings.now)
    if status not in PUBLIC and not settings.preview:
        return None
    facts, slug = file.facts, file.place.slug
    chapters = tuple(_chapters(file, settings))
    if file.chapters is not None and not chapters:
        return None
    published = _published(file, settings.now)
    return Work(
        slug=slug,
        url=addresses.work(slug),
        title=facts.title,
        title_html=file.texts.title,
        authors=tuple(map(person, facts.authors)),
        anonymous=facts.anonymous,
        rating=facts.rating,
        rating_tag=tag.plain(Kind.RATING, facts.rating.value),
        warnings=facts.warnings,
        warning_tags=tuple(
            tag.plain(Kind.WARNING, warning.value)
            for warning in sorted(facts.warnings, key=list(ArchiveWarning).index)
        ),
        category_tags=tuple(
            tag.plain(Kind.CATEGORY, c.value) for c in facts.categories
        ),
        fandoms=tag.wrangled(Kind.FANDOM, facts.fandoms),
        relationships=tag.wrangled(Kind.RELATIONSHIP, facts.relationships),
        characters=tag.wrangled(Kind.CHARACTER, facts.characters),
        tags=tag.wrangled(Kind.TAG, facts.tags),
        collections=tuple(
            tag.plain(Kind.COLLECTION, c.name) for c in facts.collections
        ),
        language=facts.language,
        language_tag=tag.plain(Kind.LANGUAGE, facts.language.name, facts.language.code),
        published=published,
        updated=_updated(file, chapters, published),
        planned=_planned(file),
        text=file.texts.body,
        chapters=chapters,
        content_warnings=facts.content_warnings,
        gifts=facts.gifts,
        prompts=facts.prompts,
        summary=file.texts.summary.html,
        notes=file.texts.notes.html,
        end_notes=file.texts.end_notes.html,
        source=facts.source,
        scene_break=facts.scene_break,
        drop_cap=facts.drop_cap,
        status=status,
        path=file.place.shown,
    )


def person(known: Person) -> Person:
    """Return an author with the address of their page."""
    return Person(known.pseud, known.user, addresses.term(Kind.AUTHOR, known.byline))


class Tagger:
    """Makes tags with the address of what they are filed under, each of them once."""

    def __init__(self, wrangling: Wrangling) -> None:
        self.wrangling = wrangling
        self._made: dict[tuple[Kind, str, str | bool, bool], Tag] = {}

    def plain(self, kind: Kind, name: str, slug_from: str = "") -> Tag:
        key = kind, name, slug_from, False
        tag = self._made.get(key)
        if tag is None:
            tag = Tag(kind, name, addresses.term(kind, slug_from or name))
            self._made[key] = tag
        return tag

    def wrangled(self, kind: Kind, names: Iterable[Named | Pairing]) -> tuple[Tag, ...]:
        return tuple(
            self._wrangled(kind, named.name, named.main, named.platonic)
            if isinstance(named, Pairing)
            else self._wrangled(kind, named.name)
            for named in names
        )

    def _wrangled(
        self, kind: Kind, name: str, main: bool = False, platonic: bool = False
    ) -> Tag:
        key = kind, name, main, platonic
        tag = self._made.get(key)
        if tag is None:
            url = addresses.term(kind, self.wrangling.canonical(kind, name))
            tag = self._made[key] = Tag(kind, name, url, main, platonic)
        return tag


def _chapters(file: WorkFile, settings: Settings) -> Iterator[Chapter]:
    arc = ""
    for chapter, number in numbers(file):
        status = chapter_status(chapter.facts, settings.now)
        if status is not Status.PUBLISHED and not settings.preview:
            continue
        opens = bool(chapter.facts.arc) and chapter.facts.arc != arc
        arc = chapter.facts.arc or arc
        yield _chapter(file, chapter, number, arc, opens, status, settings.now)


def _chapter(  # noqa: PLR0917 - one call, just above
    file: WorkFile,
    chapter: ChapterFile,
    number: int | None,
    arc: str,
    opens: bool,
    status: Status,
    now: datetime,
) -> Chapter:
    facts, work = chapter.facts, file.facts
    part = part_of(chapter, number)
    language = facts.language or work.language
    published = facts.date or now
    return Chapter(
        key=chapter.place.key,
        number=number,
        label="Interlude" if number is None else f"Chapter {number}",
        title=facts.title,
        title_html=chapter.texts.title,
        url=addresses.chapter(file.place.slug, part),
        anchor=f"chapter-{part}",
        published=published,
        updated=facts.updated or published,
        language=language,
        text=chapter.texts.body,
        # AO3 names a chapter's authors only where they are not the work's.
        authors=_own_authors(facts, work),
        arc=arc,
        opens_arc=opens,
        content_warnings=facts.content_warnings,
        summary=chapter.texts.summary.html,
        notes=chapter.texts.notes.html,
        end_notes=chapter.texts.end_notes.html,
        status=status,
    )


def _own_authors(facts: ChapterFacts, work: WorkFacts) -> tuple[Person, ...]:
    if work.anonymous or set(facts.authors) == set(work.authors):
        return ()
    return tuple(map(person, facts.authors))


def _published(file: WorkFile, now: datetime) -> datetime:
    firsts = (c.facts.date for c in file.chapters or () if c.facts.date)
    return file.facts.date or next(firsts, now)


def _updated(
    file: WorkFile, chapters: tuple[Chapter, ...], published: datetime
) -> datetime:
    latest = max((chapter.updated for chapter in chapters), default=published)
    return file.facts.updated or max(latest, published)


def _planned(file: WorkFile) -> int | None:
    """Return the planned chapters; as many as there are where the header is silent."""
    if file.facts.planned != 0:
        return file.facts.planned
    if file.chapters is None:
        return 1
    return sum(number is not None for _, number in numbers(file))


def passages(work: Work) -> tuple[Prose, ...]:
    """Return every reading text of a work."""
    return (work.text, *(chapter.text for chapter in work.chapters))
