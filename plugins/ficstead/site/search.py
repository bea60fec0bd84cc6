"""The words that a reader's browser searches: of listed works, folded, by the hundreds.

Works stand in the order of the facets' index, so that a new one is appended and the
files before it stay as they are; the browser reads them when somebody searches. What
is searched is AO3's (reference 5.5): title, creators, series, summary, notes, tags with
their synonyms and metatags. The story itself is not in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from itertools import chain, groupby
from typing import Any, cast

import msgspec
from markupsafe import Markup

from .. import addresses
from ..library.library import Library
from ..model import Tag, Term, Work
from ..store.keep import Keep
from ..vocabulary import WRANGLED, Kind
from . import facets
from .dependencies import Fingerprints
from .folding import fold, fold_name
from .fulltext import FullText
from .pages import Head, SearchPage
from .putting import File

VERSION = 1
TOGETHER = 500
_SCRIPTS = "script-src 'self'"
# No word holds it: a phrase does not reach from one name into the next.
BETWEEN = " | "


def page(library: Library, text: FullText, csp: str) -> SearchPage:
    """Return the page with the form."""
    said = "Search the titles, authors, summaries, notes and tags of all works."
    head = Head("search/", "Search", "browse", section="search", description=said)
    files = -(-len(library.works) // TOGETHER)
    kinds = tuple((k, addresses.terms(k)) for k in Kind if library.terms[k])
    return SearchPage(
        head,
        works=len(library.works),
        files=files,
        together=facets.TOGETHER,
        kinds=kinds,
        # Pagefind is WebAssembly, which no other page needs.
        csp=csp.replace(_SCRIPTS, f"{_SCRIPTS} 'wasm-unsafe-eval'")
        if text.url
        else csp,
        text=text.url,
        fresh=text.fresh,
    )


# What a reader may ask never to be shown; years and languages are for the filters.
MUTED = tuple(kind for kind in Kind if kind not in {Kind.YEAR, Kind.LANGUAGE})
TERMS = "search/terms.json"
# What stands inside of words, and ends none: "un<em>believ</em>able".
_INLINE = re.compile(r" (</(?:a|abbr|b|em|i|s|small|span|strong|sub|sup|u)>)")
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_Listed = tuple[str, ...]
# Its texts; its authors and series; names by kind; figures.
_Row = tuple[_Listed, _Listed, _Listed, tuple[_Listed, ...], tuple[int, ...]]
# Address, name, addresses of the metatags.
_Named = tuple[str, str, tuple[str, ...]]


def path_of(number: int) -> str:
    return f"search/words/{number}.json"


def files(library: Library, fingerprints: Fingerprints, keep: Keep) -> Iterator[File]:
    """Yield the words of all works, so many works a file."""
    works = facets.rows(library)
    names = _Names(library.terms)
    told = _Told(names, keep)
    for number, start in enumerate(range(0, len(works), TOGETHER)):
        some = works[start : start + TOGETHER]
        made_of = fingerprints.of("search", VERSION, some, names.depends)
        yield File(path_of(number), made_of, partial(_words, some, told), early=True)
    every = [
        (term.url, term.name, tuple(meta.url for meta in term.metatags))
        for kind in MUTED
        for term in library.terms[kind]
    ]
    yield File(TERMS, fingerprints.of("terms", VERSION, every), partial(_terms, every))


@dataclass(slots=True)
class _Names:
    """The names that a tag is found by, beside its own wording."""

    terms: Mapping[Kind, tuple[Term, ...]]
    _by_url: dict[str, Term] = field(default_factory=dict)
    _known: dict[tuple[str, str], _Listed] = field(default_factory=dict)
    _fandoms: Mapping[str, Sequence[str]] | None = None

    @property
    def depends(self) -> tuple[object, ...]:
        """Return what `of` makes of names: only terms that have others count."""
        return tuple(
            (t.url, t.name, t.synonyms, tuple(m.url for m in t.metatags))
            for t in self._wrangled()
            if t.synonyms or t.metatags
        )

    def of(self, tag: Tag) -> _Listed:
        """Return a tag as it is found, folded: its name and what leads to it."""
        key = tag.name, tag.url
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = _folded((tag.name, *self._others(tag.url)))
        return known

    @property
    def fandoms(self) -> Mapping[str, Sequence[str]]:
        """Return the metatags of each fandom that has some, by address."""
        if self._fandoms is None:
            self._fandoms = facets.metatags(self.terms[Kind.FANDOM])
        return self._fandoms

    def _wrangled(self) -> Iterator[Term]:
        return chain.from_iterable(self.terms[kind] for kind in WRANGLED)

    def _others(self, url: str) -> Iterator[str]:
        """Yield the canonical name, its synonyms, and those of all its metatags."""
        if not self._by_url:
            self._by_url.update((term.url, term) for term in self._wrangled())
        found: dict[str, Term] = {}
        todo = [url]
        while todo:
            term = self._by_url.get(todo.pop())
            if term is not None and term.url not in found:
                found[term.url] = term
                todo += [meta.url for meta in term.metatags]
        for term in found.values():
            yield term.name
            yield from term.synonyms


def _folded(names: Iterable[str]) -> _Listed:
    """Return the words of names, each once."""
    return tuple(filter(None, dict.fromkeys(map(fold_name, names))))


def _terms(every: Sequence[_Named]) -> bytes:
    """Return the names of all terms by kind, and the subtags of each, all the way."""
    below = _below({url: metas for url, _, metas in every})
    kinds: dict[str, dict[str, object]] = {}
    for kind, several in groupby(every, lambda one: one[0].split("/")[0]):
        own = {url: name for url, name, _ in several}
        number = {url: place for place, url in enumerate(own)}
        kinds[kind] = {
            "names": list(own.values()),
            "slugs": [url.split("/")[1] for url in own],
            "below": {
                n: [number[u] for u in below[url]]
                for url, n in number.items()
                if url in below
            },
        }
    return msgspec.json.encode({"ficstead": VERSION, "kinds": kinds})


def _below(above: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return all subtags of each metatag, however far down, by address."""
    below: dict[str, list[str]] = {}
    for url, metas in above.items():
        todo, seen = [*metas], {url}
        while todo:
            meta = todo.pop()
            if meta not in seen:
                seen.add(meta)
                below.setdefault(meta, []).append(url)
                todo += above.get(meta, ())
    return below


class _Told:
    """What is told of each work, folded once in the life of a process.

    After an edit one work of hundreds is another; a name alone tells of nobody else.
    """

    def __init__(self, names: _Names, keep: Keep) -> None:
        self._names = names
        around = repr(names.depends)
        last = keep.recalled("told")
        self._before = last if last.get("around") == around else {}
        # The works stay beside their rows, so that no id is given to another.
        self._now: dict[object, Any] = {"around": around}
        keep.remember("told", self._now)

    def of(self, work: Work) -> _Row:
        known = self._now.get(id(work)) or self._before.get(id(work))
        if known is None or known[0] is not work:
            known = work, _row(work, self._names)
        self._now[id(work)] = known
        return cast(_Row, known[1])


def _words(works: Sequence[Work], told: _Told) -> bytes:
    """Return the file of these works: a table of names, and one row a work.

    Lists of numbers are names in the table, by kind; see `words.js`.
    """
    table: dict[str, int] = {}

    def numbers(names: Iterable[str]) -> list[int]:
        return [table.setdefault(name, len(table)) for name in names]

    rows = []
    for texts, authors, series, kinds, facts in map(told.of, works):
        lists = numbers(authors), numbers(series), [numbers(kind) for kind in kinds]
        rows.append([*texts, *lists, facts])
    return msgspec.json.encode(
        {"ficstead": VERSION, "names": list(table), "works": rows}
    )


def _row(work: Work, names: _Names) -> _Row:
    """Return what is known of a work, in the order that words.js's reader expects."""

    def tags(several: Iterable[Tag]) -> _Listed:
        return tuple(dict.fromkeys(chain.from_iterable(map(names.of, several))))

    texts = (
        work.slug,
        fold(work.title),
        fold(_plain(work.summary)),
        BETWEEN.join(filter(None, map(fold, map(_plain, _notes(work))))),
    )
    return (
        texts,
        _folded(_authors(work)),
        _folded(place.title for place in work.series),
        (
            tags(work.fandoms),
            tags(work.relationships),
            tags(work.characters),
            tags(work.tags),
            _folded([work.rating.value]),
            _folded([*(w.value for w in work.warnings), *work.content_warnings]),
            _folded(tag.name for tag in work.category_tags),
            _folded([work.language.name, work.language.english, work.language.code]),
            _folded(tag.name for tag in work.collections),
        ),
        (
            work.words,
            work.posted,
            _day(work.published.timetuple()[:3]),
            _day(work.updated.timetuple()[:3]),
            _flags(work, names),
        ),
    )


def _flags(work: Work, names: _Names) -> int:
    """Return complete 1, about one relationship alone 2, crossover 4."""
    only = len({tag.url for tag in work.relationships}) == 1
    crosses = facets.crosses(work, names.fandoms)
    return int(work.complete) + 2 * only + 4 * crosses


def _authors(work: Work) -> Iterator[str]:
    if work.anonymous or not work.authors:
        yield "Anonymous"
        return
    guests = (person for chapter in work.chapters for person in chapter.authors)
    for person in (*work.authors, *guests):
        yield person.byline


def _notes(work: Work) -> tuple[Markup, Markup]:
    return work.notes, work.end_notes


def _plain(html: Markup) -> str:
    """Return the words of HTML; a tag parts words only where it ends a block."""
    spaced = str(html).replace("</", " </").replace("<br", " <br")
    return unescape(_TAG.sub("", _INLINE.sub(r"\1", spaced)))


def _day(date: Sequence[int]) -> int:
    """Return 20240501: numbers that are compared, and read."""
    year, month, day = date
    return year * 10000 + month * 100 + day
