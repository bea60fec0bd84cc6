"""The index that a reader's browser filters with: facts of listed works, by column.

A row is a work; rows stand in the order of publication, so that a new work is appended
and changes nothing before it. Names of terms stand once; a work has their numbers, the
direct ones only, and the script adds the metatags of each (reference 5.2). Titles and
blurbs are files of their own: blurbs by the few, for only those shown are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial

from jinja2 import Environment

from .. import addresses
from ..library.filing import sort_name
from ..library.library import Library
from ..library.wrangling import WRANGLED
from ..model import Tag, Term, Work
from ..settings import Settings
from ..vocabulary import Kind
from . import gating
from .dependencies import Fingerprints
from .putting import File

VERSION = 1

# So many blurbs are one file. Twenty results of ten thousand works are in twenty files
# anyway; what grows with this is what comes with them unasked.
TOGETHER = 5

# The years are those of the column of dates.
KINDS = tuple(kind for kind in Kind if kind is not Kind.YEAR)
# What has an order of its own keeps it; of the others the most used come first.
_IN_ORDER = {Kind.RATING, Kind.WARNING, Kind.CATEGORY, Kind.AUTHOR}
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
    yield File(addresses.FACETS, every, lambda: _json(index(library, settings)))
    yield File(addresses.TITLES, every, lambda: _json(titles(works)))
    for number, start in enumerate(range(0, len(works), TOGETHER)):
        some = works[start : start + TOGETHER]
        path = addresses.blurbs(number)
        yield File(path, fingerprints.of("blurbs", some), partial(_blurbs, env, some))


def rows(library: Library) -> tuple[Work, ...]:
    """Return the listed works in the order of the index."""
    return tuple(sorted(library.works, key=lambda w: (w.published.date(), w.slug)))


def index(library: Library, settings: Settings) -> dict[str, object]:
    """Return the columns and the names of what stands in them."""
    works = rows(library)
    row = {work.slug: number for number, work in enumerate(works)}
    published = [_day(work.published) for work in works]
    return {
        "ficstead": VERSION,
        "works": len(works),
        "together": TOGETHER,
        # From one work to the next, and from its first day to its last.
        "published": [b - a for a, b in zip([0, *published], published, strict=False)],
        "updated": [_day(w.updated) - d for w, d in zip(works, published, strict=True)],
        "words": [work.words for work in works],
        "chapters": [work.posted for work in works],
        "flags": _flags(works, library, settings),
        "titles": _title_ranks(works),
        "anonymous": _anonymous(library),
        "kinds": {kind.value: _column(kind, library, works, row) for kind in KINDS},
        "series": {
            "names": [series.title for series in library.series],
            "slugs": [series.slug for series in library.series],
            "works": [[row[w.slug] for w in s.works] for s in library.series],
        },
    }


def titles(works: Sequence[Work]) -> dict[str, object]:
    """Return what finds a work by its address or its title."""
    return {
        "ficstead": VERSION,
        "slugs": [work.slug for work in works],
        "titles": [work.title for work in works],
    }


def _blurbs(env: Environment, works: Sequence[Work]) -> bytes:
    """Return blurbs by slug; their links carry the mark of `addresses.ROOT`."""
    macro = env.get_template("macros/blurb.html").module.blurb  # type: ignore[attr-defined]
    return _json({work.slug: str(macro(work)).strip() for work in works})


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _day(moment: datetime) -> int:
    """Return the day as pages show it, counted from 1970."""
    return moment.date().toordinal() - datetime(1970, 1, 1).toordinal()


def _flags(works: Sequence[Work], library: Library, settings: Settings) -> str:
    """Return one digit a work: complete 1, one-shot 2, gated 4, crossover 8."""
    above = _metatags(library.terms[Kind.FANDOM])

    def digit(work: Work) -> int:
        said = work.complete, work.planned == 1, _gated(work, settings)
        return sum(
            2**n for n, true in enumerate((*said, _crosses(work, above))) if true
        )

    return "".join(f"{digit(work):x}" for work in works)


def _gated(work: Work, settings: Settings) -> bool:
    """Return whether any of its texts stands behind the gate."""
    own = work.content_warnings or any(c.content_warnings for c in work.chapters)
    return gating.is_gated(work, settings) or bool(own)


def _crosses(work: Work, above: Mapping[str, Sequence[str]]) -> bool:
    """Return whether a work is a crossover, by AO3's rule.

    It is if none of its fandoms is related to all others; related are those that
    share a metatag, or are one.
    """
    circles = [{url, *above.get(url, ())} for url in _urls(work.fandoms)]
    if len(circles) < 2:
        return False
    return not any(all(one & other for other in circles) for one in circles)


def _urls(tags: Sequence[Tag]) -> list[str]:
    return list(dict.fromkeys(tag.url for tag in tags))


def _metatags(terms: Sequence[Term]) -> dict[str, list[str]]:
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
    """Return the names of a kind, the numbers each work has, and what leads where.

    `also` are other wordings of a name, `above` its metatags, each by its number.
    """
    terms = library.terms[kind]
    if kind not in _IN_ORDER:
        terms = tuple(sorted(terms, key=lambda term: -term.count))
    number = {term.url: n for n, term in enumerate(terms)}
    above = _metatags(terms)
    return {
        "names": [term.name for term in terms],
        "rows": list(_rows(kind, terms, number, works, row)),
        "also": {number[t.url]: list(t.synonyms) for t in terms if t.synonyms},
        "above": {number[url]: sorted(number[m] for m in above[url]) for url in above},
    }


def _rows(
    kind: Kind,
    terms: Sequence[Term],
    number: Mapping[str, int],
    works: Sequence[Work],
    row: _Row,
) -> Iterator[list[int]]:
    """Yield the numbers of each work, without those that come by metatags."""
    if kind in WRANGLED:
        for work in works:
            tags: Sequence[Tag] = getattr(work, kind.value)
            yield sorted(number[url] for url in _urls(tags))
        return
    filed: list[list[int]] = [[] for _ in works]
    for term in terms:
        for work in term.works:
            filed[row[work.slug]].append(number[term.url])
    yield from filed
