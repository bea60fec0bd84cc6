"""The archive put together: works, series, terms and pages, frozen from here on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TypeVar

from .. import addresses
from ..model import Note, Series, Term, Work
from ..problems import Problem, did_you_mean, found
from ..settings import Settings
from ..store.keep import Keep, nothing
from ..vocabulary import WRANGLED, Kind, Status
from . import (
    covers,
    extras,
    filing,
    kinship,
    linking,
    serials,
    skins,
    spelling,
    structure,
    texts,
)
from .linking import Home, Targets
from .reading import ChapterFile, Files, WorkFile
from .works import Tagger, assemble
from .wrangling import Wrangling

N = TypeVar("N", Work, Term)
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Library:
    """The whole archive as readers meet it.

    `works` are listed, newest update first; `unlisted` have pages and stand in no
    list. `copies` maps an address to the file that is copied there, `sheets` that of a
    work's skin to what it says. `due` is when the same files will make another archive:
    the next date that something waits for. `sources` maps the address of a work or a
    chapter to the author's file of it; `targets` is what they may link to.
    """

    works: tuple[Work, ...]
    unlisted: tuple[Work, ...]
    series: tuple[Series, ...]
    terms: Mapping[Kind, tuple[Term, ...]]
    notes: tuple[Note, ...]
    copies: Mapping[str, Path]
    due: datetime | None = None
    sheets: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Path] = field(default_factory=dict)
    targets: Targets | None = field(default=None, repr=False, compare=False)

    @property
    def every_work(self) -> tuple[Work, ...]:
        return (*self.works, *self.unlisted)


def build(
    files: Files,
    wrangling: Wrangling,
    settings: Settings,
    before: Library | None = None,
    kept: Keep | None = None,
) -> tuple[Library, tuple[Problem, ...]]:
    """Put everything that was read together, with the problems between files.

    A work or a term that is as it was `before` is the same object as then; `kept` knows
    how files became works then.
    """
    kept = kept or nothing()
    problems = list(structure.check(files, settings.now))
    claims, wrong = serials.gather(files)
    problems += wrong
    used = tuple(kept.again("uses", filing.uses, file) for file in files.works)
    uses = kept.again("all uses", _joined, kept.same("uses", used))
    problems += kept.again("spelling", spelling.check, uses, wrangling, kept)
    works = tuple(_assembled(files, wrangling, settings, kept))
    # Two works with one slug are an error; what follows needs each once all the same.
    works = tuple({work.slug: work for work in works}.values())
    labels = dict(_labels(works, wrangling, kept))
    works = serials.place(works, claims)
    works, wrong = kinship.relate(works, files)
    problems += wrong
    places = _places(works, labels, settings)
    crossing = texts.crossing(files, kept)
    known = linking.targets(files, works, places, texts.anchors(crossing))
    problems += [
        *_links(crossing, known),
        *extras.check(files.tree, known.places, settings),
    ]
    dresses, wrong = skins.read(files, known)
    problems += wrong
    works = skins.dressed(_resolved(works, files, known, kept), dresses)
    works, wrong = covers.found(works, files, known)
    problems += wrong
    if before is not None:
        works = _same(works, before.every_work)
    ordered = sorted(works, key=lambda w: (-w.updated.timestamp(), w.title, w.slug))
    listed = _listed(ordered)
    terms = filing.file(listed, labels, wrangling)
    if before is not None:
        terms = {kind: _same(terms[kind], before.terms[kind]) for kind in terms}
    pages = {term.url for kind in terms.values() for term in kind}
    problems += _idle(wrangling, uses, files)
    problems += _start(settings, listed)
    library = Library(
        works=listed,
        unlisted=tuple(
            filing.without_dead_ends(work, pages)
            for work in ordered
            if work.status is Status.UNLISTED
        ),
        series=_series(listed, claims, files, known),
        terms=terms,
        notes=_notes(files, known, settings),
        copies=dict(sorted(known.copies.items())),
        due=structure.due(files, settings.now),
        sheets=dresses.sheets,
        sources=texts.sources(files),
        targets=known,
    )
    return library, tuple(problems)


def _assembled(
    files: Files, wrangling: Wrangling, settings: Settings, kept: Keep
) -> Iterator[Work]:
    """Yield what the files of each work make, until the next date one waits for."""
    lasting = kept.same("settings of works", replace(settings, now=datetime.min))
    tagger = Tagger(wrangling)

    def make(file: WorkFile, *_: object) -> Work | None:
        return assemble(file, settings, tagger)

    for file in files.works:
        parts: tuple[WorkFile | ChapterFile, ...] = file.chapters or (file,)
        # What has no date bears that of today.
        is_dated = all(part.facts.date for part in parts)
        things = file, wrangling, lasting
        work = kept.again("work", make, *things) if is_dated else make(*things)
        if work is not None:
            yield work


def _labels(
    works: Iterable[Work], wrangling: Wrangling, kept: Keep
) -> Iterator[tuple[str, tuple[filing.Label, ...]]]:
    """Yield what each listed work is filed under."""
    clerk = filing.Clerk(wrangling)

    def make(work: Work, _: Wrangling) -> tuple[filing.Label, ...]:
        return clerk.labels(work)

    for work in _listed(works):
        yield work.slug, kept.again("labels", make, work, wrangling)


def _joined(parts: Iterable[Iterable[U]]) -> tuple[U, ...]:
    return tuple(chain.from_iterable(parts))


def _same(things: tuple[N, ...], before: Iterable[N]) -> tuple[N, ...]:
    """Return things with those of before in the place of their equals."""
    known = {thing.slug: thing for thing in before}
    return tuple(
        old if (old := known.get(thing.slug)) == thing and old is not None else thing
        for thing in things
    )


def _listed(works: Iterable[Work]) -> tuple[Work, ...]:
    return tuple(work for work in works if work.status is not Status.UNLISTED)


def _places(
    works: tuple[Work, ...], labels: filing.Labels, settings: Settings
) -> set[str]:
    """Return the addresses of the pages that are no works: lists, terms, series."""
    places = {"works/", "series/", "search/", addresses.FEEDS}
    places |= {addresses.terms(kind) for kind in Kind}
    # Whether there is a book at all is known when books are made.
    if settings.catalogue and settings.downloads:
        places.add(addresses.CATALOGUE)
    places |= filing.places(labels)
    places |= {place.url for work in _listed(works) for place in work.series}
    return places


def _links(crossing: Iterable[texts.Crossing], known: Targets) -> Iterator[Problem]:
    for one in crossing:
        for text, home, line in one.linked:
            yield from linking.check(text, home, known, below=line - 1)


def _resolved(
    works: tuple[Work, ...], files: Files, known: Targets, kept: Keep
) -> tuple[Work, ...]:
    by_slug = {file.place.slug: file for file in files.works}
    return tuple(
        linking.work(
            work,
            texts.home_of(file, files, file.place),
            texts.names(file, files),
            known,
        )
        if kept.again("links of a work", linking.has_links, work)
        else work
        for work in works
        for file in (by_slug[work.slug],)
    )


def _series(
    listed: tuple[Work, ...],
    claims: Mapping[str, serials.Serial],
    files: Files,
    known: Targets,
) -> tuple[Series, ...]:
    described = {file.place.slug: file.place for file in files.series}
    made = []
    for series in serials.series(listed, claims):
        place = described.get(series.slug)
        if place is not None:
            home = Home(files.tree.name(place), place.shown, series.url)
            series = replace(  # noqa: PLW2901
                series,
                description=linking.resolve(series.description, home, known),
                notes=linking.resolve(series.notes, home, known),
            )
        made.append(series)
    return tuple(made)


def _notes(files: Files, known: Targets, settings: Settings) -> tuple[Note, ...]:
    notes = []
    for file in files.notes:
        if file.facts.status is Status.DRAFT and not settings.preview:
            continue
        url = addresses.note(file.place.slug)
        home = Home(files.tree.name(file.place), file.place.shown, url)
        body = linking.resolved(file.texts.body, home, known)
        notes.append(
            Note(
                slug=file.place.slug,
                url=url,
                title=file.facts.title,
                body=body,
                language=file.facts.language,
                listed=file.facts.status is not Status.UNLISTED,
                path=file.place.shown,
            )
        )
    return tuple(notes)


def _idle(
    wrangling: Wrangling, uses: Iterable[spelling.Use], files: Files
) -> Iterator[Problem]:
    """Find canonical tags that no work uses; drafts count as use."""
    if files.tree.tags is None:
        return
    used = {(use.kind, wrangling.canonical(use.kind, use.name)) for use in uses}
    used |= {
        (kind, meta)
        for kind, name in set(used)
        for meta in wrangling.metatags(kind, name)
    }
    for kind in WRANGLED:
        for entry in wrangling.entries.get(kind, {}).values():
            if (kind, entry.name) not in used:
                yield found(
                    "T212", entry.line, path=files.tree.tags.shown, tag=entry.name
                )


def _start(settings: Settings, listed: tuple[Work, ...]) -> Iterator[Problem]:
    slugs = {work.slug for work in listed}
    for slug in settings.start_here:
        if slug not in slugs:
            hint = did_you_mean(slug, slugs, "") or None
            yield found("S106", path="pelicanconf.py", slug=slug, hint=hint)
