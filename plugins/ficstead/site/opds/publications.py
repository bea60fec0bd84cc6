"""What may be taken along, with everything that a catalogue says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from markupsafe import Markup, escape

from ... import addresses
from ...books.offers import Cover, Download, Offers
from ...books.volume import Volume
from ...forms import Form
from ...library.library import Library
from ...model import Language, Person, Tag, Work
from ...passages import without
from ...settings import Settings
from ...vocabulary import ArchiveWarning, Kind, Status
from ..gating import is_gated
from ..pages import description

# What apps can show; the standard allows no other pictures.
_PICTURES: Final = frozenset({"image/jpeg", "image/png", "image/gif"})
# What stands in every list; the rest is behind the link to all of it.
_BRIEF: Final = frozenset({Kind.FANDOM, Kind.RATING})
Facts = tuple[tuple[str, str], ...]
_BOOKS: Final = frozenset(form.value for form in Form if form.is_book)
ANONYMOUS: Final = Person("Anonymous")
NONE: Final = ArchiveWarning.NONE_APPLY.value
GATED: Final = "Stands behind a warning on the site: read the rating first."


@dataclass(frozen=True, slots=True)
class Subject:
    """What a book is about. The page of it is `kind`, then `slug`."""

    kind: Kind
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Place:
    """A book's place in a series; `url` is the page of the series."""

    title: str
    url: str
    part: int


@dataclass(frozen=True, slots=True)
class Publication:
    """A work, or several in one book. `url` is the page that offers it.

    `line` is what a reader wants to know first and how the summary begins, in plain
    words; `said` are all facts and the summary, as HTML; of the text there is nothing.
    `brief` are the subjects that stand in every list, `subjects` all of them; `first`
    are the files that every list offers, `downloads` all of them.
    """

    url: str
    title: str
    authors: tuple[Person, ...]
    language: Language
    published: datetime
    updated: datetime
    line: str
    said: Markup
    subjects: tuple[Subject, ...]
    series: tuple[Place, ...]
    downloads: tuple[Download, ...]
    cover: Cover | None
    gated: bool = False
    complete: bool = True

    @property
    def brief(self) -> tuple[Subject, ...]:
        return tuple(subject for subject in self.subjects if subject.kind in _BRIEF)

    @property
    def first(self) -> tuple[Download, ...]:
        """Return what reading apps open; without any, what is offered first."""
        books = tuple(file for file in self.downloads if file.format in _BOOKS)
        return books or self.downloads[:1]

    @property
    def path(self) -> str:
        """Return where all that is known of it stands, without an ending."""
        return f"opds/books/{self.url.rstrip('/') or 'archive'}"


def of_works(
    library: Library, settings: Settings, offers: Offers
) -> dict[str, Publication]:
    """Return the book of each work that has one, by the work's slug, newest first.

    `FICSTEAD_PREVIEW` lists drafts and scheduled works too; no catalogue has them.
    """
    return {
        work.slug: _of_work(work, settings, offers)
        for work in library.works
        if work.status is Status.PUBLISHED
        and offers.of(work.url)
        and (settings.catalogue_gated or not is_gated(work, settings))
    }


def _of_work(work: Work, settings: Settings, offers: Offers) -> Publication:
    gated = is_gated(work, settings)
    facts = tuple(_facts(work))
    return Publication(
        url=work.url,
        title=work.title,
        authors=_authors(work),
        language=work.language,
        published=work.published,
        updated=work.updated,
        line=_line(_first(work), gated, work.summary),
        said=_said(facts, gated, work.summary),
        subjects=tuple(_subjects(work)),
        series=tuple(Place(p.title, p.url, p.part) for p in work.series),
        downloads=offers.of(work.url),
        cover=_cover(offers, work.url),
        gated=gated,
        complete=work.complete,
    )


def of_volume(volume: Volume, settings: Settings, offers: Offers) -> Publication | None:
    """Return the book of several works that a page offers, if it offers one.

    A book that holds a gated work is gated itself.
    """
    works = tuple(work for work in volume.works if work.status is Status.PUBLISHED)
    if not (works and offers.of(volume.url)):
        return None
    gated = any(is_gated(work, settings) for work in works)
    if gated and not settings.catalogue_gated:
        return None
    volume = replace(volume, works=works)
    facts = (("Works in one book", f"{len(works):,}"), ("Words", f"{volume.words:,}"))
    first = (f"{len(works):,} works in one book", f"{volume.words:,} words")
    every = dict.fromkeys(s for work in works for s in _subjects(work))
    return Publication(
        url=volume.url,
        title=volume.title,
        authors=volume.authors or (ANONYMOUS,),
        language=volume.languages[0],
        published=volume.published,
        updated=volume.updated,
        line=_line(first, gated, volume.description),
        said=_said(facts, gated, volume.description),
        subjects=tuple(subject for subject in every if subject.kind in _BRIEF),
        series=(),
        downloads=offers.of(volume.url),
        cover=_cover(offers, volume.url),
        gated=gated,
        complete=all(work.complete for work in works),
    )


def _authors(work: Work) -> tuple[Person, ...]:
    return (ANONYMOUS,) if work.anonymous else work.authors


def _cover(offers: Offers, url: str) -> Cover | None:
    cover = offers.covers.get(url)
    return cover if cover is not None and cover.type in _PICTURES else None


def _facts(work: Work) -> Iterator[tuple[str, str]]:
    warnings = (*(tag.name for tag in work.warning_tags), *work.content_warnings)
    state = "complete" if work.complete else "in progress"
    several = len(work.authors) > 1 and not work.anonymous
    series = (f"Part {place.part} of {place.title}" for place in work.series)
    facts = (
        ("By", work.byline if several else ""),
        ("Fandom", _names(work.fandoms)),
        ("Rating", work.rating.value),
        ("Warnings", ", ".join(warnings)),
        ("Relationships", _names(work.relationships)),
        ("Tags", _names(work.tags)),
        ("Words", f"{work.words:,}"),
        ("Chapters", f"{work.progress}, {state}"),
        ("Series", ", ".join(series)),
    )
    yield from ((label, value) for label, value in facts if value)


def _first(work: Work) -> Iterator[str]:
    """Yield what the line of a work says, the warnings first."""
    state = "complete" if work.complete else "in progress"
    warned = [tag.name for tag in work.warning_tags if tag.name != NONE]
    yield from filter(None, (", ".join([*warned, *work.content_warnings]),))
    yield from (work.rating.value, _names(work.fandoms))
    yield f"{work.words:,} words, {work.progress}, {state}"
    yield from (f"Part {place.part} of {place.title}" for place in work.series)


def _line(first: Iterable[str], gated: bool, summary: Markup) -> str:
    gate = ("Stands behind a warning",) if gated else ()
    facts = ". ".join((*gate, *first))
    return f"{facts}. {description(summary)}".rstrip()


def _said(facts: Facts, gated: bool, summary: Markup) -> Markup:
    lines = "<br>".join(f"<b>{escape(name)}:</b> {escape(of)}" for name, of in facts)
    gate = f"<p>{escape(GATED)}</p>" if gated else ""
    return Markup(f"{gate}<p>{lines}</p>{without(summary)}")


def _names(tags: tuple[Tag, ...]) -> str:
    return ", ".join(tag.name for tag in tags)


def _subjects(work: Work) -> Iterator[Subject]:
    """Yield every tag of a work, one meaning once, as far as it has a page."""
    every = (
        *work.fandoms,
        work.rating_tag,
        *work.warning_tags,
        *work.category_tags,
        *work.relationships,
        *work.characters,
        *work.tags,
        *work.collections,
    )
    seen: set[str] = set()
    for tag in every:
        url = tag.url or addresses.term(tag.kind, tag.name)
        if url not in seen:
            seen.add(url)
            yield Subject(tag.kind, tag.name, url.rstrip("/").rpartition("/")[2])
