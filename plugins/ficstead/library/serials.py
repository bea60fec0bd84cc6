"""Series: which works stand in them, in which places, next to which neighbours."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from .. import addresses
from ..metadata.facts import SeriesClaim
from ..model import Neighbour, Series, SeriesPlace, Work
from ..problems import Problem, found
from ..slugs import slugify
from ..vocabulary import Status
from .reading import Files, SeriesFile, WorkFile
from .wrangling import fold

# More missing parts than these are told from first to last.
_FEW = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """One work's claim on a place, with its part settled."""

    slug: str
    part: int
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Serial:
    """One series as all files together have it; claims in order of their parts."""

    title: str
    slug: str
    claims: tuple[Claim, ...]
    file: SeriesFile | None


def gather(files: Files) -> tuple[dict[str, Serial], tuple[Problem, ...]]:
    """Put every claim on a series together, by the folded title."""
    problems: list[Problem] = []
    described = _described(files, problems)
    claims: dict[str, list[tuple[WorkFile, SeriesClaim]]] = {}
    for work in files.works:
        for claim in work.facts.series:
            claims.setdefault(fold(claim.title), []).append((work, claim))
    serials: dict[str, Serial] = {}
    for key, claimed in claims.items():
        file = described.get(key)
        title = file.facts.title if file else claimed[0][1].title
        slug = file.place.slug if file else slugify(title)
        settled = tuple(_settle(title, claimed, problems))
        serials[key] = Serial(title, slug, settled, file)
    for key, file in described.items():
        if key not in serials:
            problems.append(
                found("W314", path=file.place.shown, title=file.facts.title)
            )
    problems += [*_one_address(serials), *_alike(serials)]
    return serials, tuple(problems)


def _described(files: Files, problems: list[Problem]) -> dict[str, SeriesFile]:
    """Return the files of series/ by folded title; one without a title is told of."""
    described: dict[str, SeriesFile] = {}
    for file in files.series:
        title, shown = file.facts.title, file.place.shown
        if not title:
            continue
        other = described.setdefault(fold(title), file)
        if other is not file:
            problems.append(
                found("W318", path=shown, title=title, other=other.place.shown)
            )
    return described


def _settle(
    title: str, claimed: Iterable[tuple[WorkFile, SeriesClaim]], problems: list[Problem]
) -> Iterator[Claim]:
    """Give each claim its part; one without a number comes after those with."""
    settled: dict[int, Claim] = {}
    last = 0
    for work, claim in sorted(claimed, key=_order):
        path, line = work.place.shown, claim.line
        part = last + 1 if claim.part is None else claim.part
        if part in settled:
            other = settled[part]
            problems.append(
                found(
                    "W305",
                    line,
                    path=path,
                    part=part,
                    series=title,
                    other=f"{other.path}:{other.line}",
                )
            )
            continue
        if part > last + 1 and claim.part is not None:
            gap = [str(number) for number in range(last + 1, part)]
            few = len(gap) <= _FEW
            missing = " or ".join(gap) if few else f"{gap[0]} to {gap[-1]}"
            problems.append(
                found("W306", line, path=path, missing=missing, series=title)
            )
        settled[part] = Claim(work.place.slug, part, path, line)
        last = part
    yield from settled.values()


def _order(pair: tuple[WorkFile, SeriesClaim]) -> tuple[bool, int, str, str]:
    work, claim = pair
    date = work.facts.date.isoformat() if work.facts.date else ""
    return claim.part is None, claim.part or 0, date, work.place.slug


def _one_address(serials: Mapping[str, Serial]) -> Iterator[Problem]:
    """Find series of which one would overwrite the page of another."""
    taken: dict[str, Serial] = {}
    for serial in serials.values():
        other = taken.setdefault(serial.slug, serial)
        if other is not serial:
            here, there = serial.claims[0], other.claims[0]
            yield found(
                "W317",
                here.line,
                path=here.path,
                title=serial.title,
                other=f'"{other.title}" ({there.path}:{there.line})',
                address=addresses.series(serial.slug),
            )


def _alike(serials: Mapping[str, Serial]) -> Iterator[Problem]:
    """Find series that differ by an article, a sign or an accent only."""
    taken: dict[str, Serial] = {}
    for serial in serials.values():
        bare = slugify(serial.title).removeprefix("the-")
        other = taken.setdefault(bare, serial)
        if other.slug != serial.slug:
            first = serial.claims[0]
            yield found(
                "W316",
                first.line,
                path=first.path,
                title=serial.title,
                other=other.title,
            )


def place(works: tuple[Work, ...], serials: Mapping[str, Serial]) -> tuple[Work, ...]:
    """Return the works with their places in series; neighbours are listed works."""
    by_slug = {work.slug: work for work in works}
    places: dict[str, list[SeriesPlace]] = {}
    for serial in serials.values():
        listed = [
            (claim, by_slug[claim.slug])
            for claim in serial.claims
            if claim.slug in by_slug
        ]
        shown = [pair for pair in listed if pair[1].status is not Status.UNLISTED]
        parts = [claim.part for claim, _ in shown]
        for claim, work in listed:
            at, after = bisect_left(parts, claim.part), bisect_right(parts, claim.part)
            places.setdefault(work.slug, []).append(
                SeriesPlace(
                    title=serial.title,
                    slug=serial.slug,
                    url=addresses.series(serial.slug),
                    part=claim.part,
                    works=len(shown),
                    previous=_neighbour(shown[at - 1][1]) if at else None,
                    next=_neighbour(shown[after][1]) if after < len(shown) else None,
                )
            )
    lines = {
        (claim.slug, serial.slug): claim.line
        for serial in serials.values()
        for claim in serial.claims
    }
    return tuple(
        replace(work, series=_as_written(places[work.slug], work, lines))
        if work.slug in places
        else work
        for work in works
    )


def _as_written(
    found_places: list[SeriesPlace], work: Work, lines: Mapping[tuple[str, str], int]
) -> tuple[SeriesPlace, ...]:
    """Order a work's places as its header has them: by line, then by title."""
    return tuple(
        sorted(found_places, key=lambda p: (lines.get((work.slug, p.slug), 0), p.title))
    )


def _neighbour(work: Work) -> Neighbour:
    return Neighbour(work.title, work.url)


def series(
    works: tuple[Work, ...], serials: Mapping[str, Serial]
) -> tuple[Series, ...]:
    """Return the series that have a listed work, newest update first."""
    by_slug = {work.slug: work for work in works}
    made = []
    for serial in serials.values():
        shown = [c for c in serial.claims if c.slug in by_slug]
        if not shown:
            continue
        texts = serial.file.texts if serial.file else None
        made.append(
            Series(
                title=serial.title,
                slug=serial.slug,
                url=addresses.series(serial.slug),
                works=tuple(by_slug[claim.slug] for claim in shown),
                parts=tuple(claim.part for claim in shown),
                description=(texts.summary.html or texts.body.html)
                if texts
                else Markup(),
                notes=texts.notes.html if texts else Markup(),
            )
        )
    return tuple(sorted(made, key=lambda s: (-s.updated.timestamp(), s.title)))
