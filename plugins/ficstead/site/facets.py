"""The index that a reader's browser filters with: facts of listed works, by column.

A row is a work; rows stand in the order of publication, so that a new work is appended
and changes nothing before it. Of each term the index has its name and the works that
have it themselves; the script adds the metatags (reference 5.2). Titles and blurbs are
files of their own: blurbs by the few, for only those shown are asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial

import msgspec
from jinja2 import Environment

from .. import addresses
from ..library.filing import sort_name
from ..library.library import Library
from ..model import Tag, Term, Work
from ..settings import Settings
from ..vocabulary import WRANGLED, Kind
from . import gating
from .columns import packed, steps, told
from .dependencies import Fingerprints
from .putting import File

VERSION = 1

# So many blurbs are one file. Twenty results of ten thousand works are in twenty files
# anyway; what grows with this is what comes with them unasked.
TOGETHER = 5

# With fewer names than this, a kind is told work by work.
FEW = 16

# The years are those of the column of dates.
KINDS = tuple(kind for kind in Kind if kind is not Kind.YEAR)
_Row = Mapping[str, int]


def files(
    library: Library, settings: Settings, env: Environment, fingerprints: Fingerprints
) -> Iterator[File]:
    """Yield the index, the titles, and the blurbs."""
    works = rows(library)
    every = fingerprints.of(
        works,
        library.series,
        tuple(library.terms.values()),
        sorted(rating.value for rating in settings.gate_ratings),
        sorted(warning.value for warning in settings.gate_warnings),
    )
    whole = partial(_whole, library, settings)
    yield File(addresses.FACETS, every, whole, early=True)
    yield File(addresses.TITLES, every, lambda: _json(titles(works)))
    for number, start in enumerate(range(0, len(works), TOGETHER)):
        some = works[start : start + TOGETHER]
        path = addresses.blurbs(number)
        yield File(path, fingerprints.of("blurbs", some), partial(_blurbs, env, some))


def _whole(library: Library, settings: Settings) -> bytes:
    return _json(index(library, settings))


def rows(library: Library) -> tuple[Work, ...]:
    """Return the listed works in the order of the index."""
    return tuple(sorted(library.works, key=lambda w: (w.published.date(), w.slug)))


def index(library: Library, settings: Settings) -> dict[str, object]:
    """Return the columns and the names of what stands in them."""
    works = rows(library)
    row = {work.slug: number for number, work in enumerate(works)}
    days = [_day(work.published) for work in works]
    lasted = (_day(w.updated) - day for w, day in zip(works, days, strict=True))
    return {
        "ficstead": VERSION,
        "works": len(works),
        "together": TOGETHER,
        "since": min(days, default=0),
        # From one work to the next, and from its first day to its last.
        "published": packed(steps(day - days[0] for day in days)),
        "updated": packed(lasted),
        "words": packed(work.words for work in works),
        "chapters": packed(work.posted for work in works),
        "flags": _flags(works, library, settings),
        "anonymous": _anonymous(library),
        "kinds": {kind.value: _column(kind, library, works, row) for kind in KINDS},
        "series": _series(library, row),
    }


def titles(works: Sequence[Work]) -> dict[str, object]:
    """Return what finds a work by its address or its title."""
    return {
        "ficstead": VERSION,
        "slugs": [work.slug for work in works],
        "titles": [work.title for work in works],
        "ranks": packed(_title_ranks(works)),
    }


def _blurbs(env: Environment, works: Sequence[Work]) -> bytes:
    """Return blurbs in a list; their links carry the mark of `addresses.ROOT`."""
    macro = env.get_template("macros/blurb.html").module.blurb  # type: ignore[attr-defined]
    return _json([str(macro(work)).strip() for work in works])


def _json(value: object) -> bytes:
    return msgspec.json.encode(value, enc_hook=str)


def _day(moment: datetime) -> int:
    """Return the day as pages show it, counted from 1970."""
    return moment.date().toordinal() - datetime(1970, 1, 1).toordinal()


def _flags(works: Sequence[Work], library: Library, settings: Settings) -> str:
    """Return one digit a work: complete 1, one-shot 2, gated 4, crossover 8."""
    above = metatags(library.terms[Kind.FANDOM])

    def digit(work: Work) -> int:
        said = work.complete, work.planned == 1, _gated(work, settings)
        return sum(2**n for n, true in enumerate((*said, crosses(work, above))) if true)

    return "".join(f"{digit(work):x}" for work in works)


def _gated(work: Work, settings: Settings) -> bool:
    """Return whether any of its texts stands behind the gate."""
    own = work.content_warnings or any(c.content_warnings for c in work.chapters)
    return gating.is_gated(work, settings) or bool(own)


def crosses(work: Work, above: Mapping[str, Sequence[str]]) -> bool:
    """Return whether a work is a crossover, by AO3's rule.

    It is if none of its fandoms is related to all others; related are those that
    share a metatag, or are one.
    """
    urls = _urls(work.fandoms)
    if len(urls) < 2:
        return False
    circles = [{url, *above.get(url, ())} for url in urls]
    return not any(all(one & other for other in circles) for one in circles)


def _urls(tags: Sequence[Tag]) -> list[str]:
    return list({tag.url: None for tag in tags})


def metatags(terms: Sequence[Term]) -> dict[str, list[str]]:
    """Return all metatags of each term that has some, however far up, by address."""
    direct = {term.url: [meta.url for meta in term.metatags] for term in terms}
    every: dict[str, list[str]] = {}
    for url, metas in direct.items():
        found: dict[str, None] = {}
        todo = [*metas]
        while todo:
            meta = todo.pop()
            if meta != url and meta not in found:
                found[meta] = None
                todo += direct.get(meta, ())
        if found:
            every[url] = list(found)
    return every


def _title_ranks(works: Sequence[Work]) -> list[int]:
    """Return the place of each work in the order of titles."""
    order = sorted(
        range(len(works)),
        key=lambda n: (sort_name(works[n].title), works[n].title, works[n].slug),
    )
    ranks = [0] * len(works)
    for rank, number in enumerate(order):
        ranks[number] = rank
    return ranks


def _anonymous(library: Library) -> int:
    """Return how many authors stand before "Anonymous" in the alphabet."""
    names = (sort_name(term.name) for term in library.terms[Kind.AUTHOR])
    return sum(name < "anonymous" for name in names)


def _column(
    kind: Kind, library: Library, works: Sequence[Work], row: _Row
) -> dict[str, object]:
    """Return the names of a kind, which works have them, and what leads where.

    `works` tells of each name how many works have it, the first, and the way from each
    to the next; where names are few, `rows` tells the same of each work, which is
    shorter. `also` are other wordings of a name, `above` its metatags.
    """
    terms = library.terms[kind]
    number = {term.url: n for n, term in enumerate(terms)}
    above = metatags(terms)
    filed = _filed(kind, terms, works, row)
    return {
        "names": told(term.name for term in terms),
        **(
            {"rows": _told(_turned(filed, len(works)))}
            if len(terms) < FEW
            else {"works": _told(filed)}
        ),
        "also": {number[t.url]: list(t.synonyms) for t in terms if t.synonyms},
        "above": {number[url]: sorted(number[m] for m in above[url]) for url in above},
    }


def _told(lists: Sequence[Sequence[int]]) -> str:
    told: list[int] = []
    for numbers in lists:
        told.append(len(numbers))
        told += steps(numbers)
    return packed(told)


def _turned(filed: Sequence[Sequence[int]], works: int) -> list[list[int]]:
    """Return the terms of each work for the works of each term."""
    rows: list[list[int]] = [[] for _ in range(works)]
    for number, those in enumerate(filed):
        for row in those:
            rows[row].append(number)
    return rows


def _filed(
    kind: Kind, terms: Sequence[Term], works: Sequence[Work], row: _Row
) -> list[list[int]]:
    """Return the works of each term, without those that come by metatags."""
    if kind not in WRANGLED:
        return [sorted(row[work.slug] for work in term.works) for term in terms]
    filed: dict[str, list[int]] = {term.url: [] for term in terms}
    for number, work in enumerate(works):
        for url in _urls(getattr(work, kind.value)):
            filed[url].append(number)
    return list(filed.values())


def _series(library: Library, row: _Row) -> dict[str, object]:
    """Return every series with its works in order.

    Titles may be shared; then `slugs` tells them apart.
    """
    titles = Counter(series.title for series in library.series)
    shared = (n for n, s in enumerate(library.series) if titles[s.title] > 1)
    return {
        "names": told(series.title for series in library.series),
        "slugs": {n: library.series[n].slug for n in shared},
        "works": [[row[w.slug] for w in s.works] for s in library.series],
    }
