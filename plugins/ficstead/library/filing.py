"""Filing works under terms: tags with their metatags, ratings, years, authors.

AO3's rule for tags (reference 5.2): a term's works are those whose direct or inherited
filters contain it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain

from .. import addresses
from ..model import Neighbour, Person, Tag, Term, Work
from ..slugs import slugify
from ..vocabulary import ArchiveWarning, Category, Kind, Rating
from .reading import ChapterFile, WorkFile
from .spelling import Use
from .wrangling import Entry, Wrangling, fold

Terms = Mapping[Kind, tuple[Term, ...]]
Label = tuple[Kind, str, str, str]
Labels = Mapping[str, tuple[Label, ...]]

# AO3 drops one leading article of English, French, German, Italian, Spanish.
_ARTICLE = re.compile(
    r"(?:(?:an?|the|la|le|les|une?|des|die|das|il|el|las|los|der|den)\s+|l['’])(?=\S)",
    re.IGNORECASE,
)
_FIXED: Mapping[Kind, list[str]] = {
    Kind.RATING: [rating.value for rating in Rating],
    Kind.WARNING: [warning.value for warning in ArchiveWarning],
    Kind.CATEGORY: [category.value for category in Category],
}


@lru_cache(maxsize=16_384)
def sort_name(name: str) -> str:
    """Return what a name is sorted by: no leading article, no accents, no case."""
    bare = _ARTICLE.sub("", name.strip(), count=1)
    split = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(c for c in split if not unicodedata.combining(c)).lstrip("\"'“‘(.")


_NO_ENTRY = Entry("")


@dataclass(slots=True)
class _Drawer:
    """One term while works are being filed under it."""

    name: str
    slug: str
    works: dict[str, Work] = field(default_factory=dict)
    wordings: dict[str, str] = field(default_factory=dict)
    direct: bool = False


def file(works: Iterable[Work], labels: Labels, wrangling: Wrangling) -> Terms:
    """File listed works, in their order, under everything they are found by."""
    drawers: dict[Kind, dict[str, _Drawer]] = {kind: {} for kind in Kind}
    for work in works:
        for kind, name, slug, wording in labels[work.slug]:
            drawer = drawers[kind].get(slug)
            if drawer is None:
                drawer = drawers[kind][slug] = _Drawer(name, slug)
            drawer.works[work.slug] = work
            drawer.direct = drawer.direct or bool(wording)
            if (
                wording != drawer.name
                and wording
                and fold(wording) != fold(drawer.name)
            ):
                drawer.wordings.setdefault(fold(wording), wording)
    return {kind: tuple(_terms(kind, drawers, wrangling)) for kind in Kind}


def places(labels: Labels) -> set[str]:
    """Return the addresses of the terms that works are filed under."""
    rooms = {kind: kind.value for kind in Kind}
    return {
        f"{rooms[kind]}/{slug}/"
        for those in labels.values()
        for kind, _, slug, _ in those
    }


class Clerk:
    """Says what works are filed under. What it found of a tag it knows."""

    def __init__(self, wrangling: Wrangling) -> None:
        self._wrangling = wrangling
        self._known: dict[Tag, tuple[Label, ...]] = {}

    def labels(self, work: Work) -> tuple[Label, ...]:
        """Return what a work is filed under; no link changes it.

        Of each label its kind, canonical name, slug, and the author's own wording.
        """
        tags = (*work.fandoms, *work.relationships, *work.characters, *work.tags)
        wrangled = chain.from_iterable(map(self._of_tag, tags))
        return *wrangled, *_plain(work)

    def _of_tag(self, tag: Tag) -> tuple[Label, ...]:
        known = self._known.get(tag)
        if known is None:
            known = self._known[tag] = tuple(_wrangled(tag, self._wrangling))
        return known


def _wrangled(tag: Tag, wrangling: Wrangling) -> Iterator[Label]:
    name = wrangling.canonical(tag.kind, tag.name)
    yield tag.kind, name, slugify(name), tag.name
    for meta in wrangling.metatags(tag.kind, name):
        yield tag.kind, meta, slugify(meta), ""


def _plain(work: Work) -> Iterator[Label]:
    plain: tuple[Tag, ...] = (
        work.rating_tag,
        *work.warning_tags,
        *work.category_tags,
        *work.collections,
        work.language_tag,
    )
    for tag in plain:
        yield tag.kind, tag.name, tag.url.split("/")[1], tag.name
    year = str(work.published.year)
    yield Kind.YEAR, year, year, year
    if not work.anonymous:
        guests = (person for chapter in work.chapters for person in chapter.authors)
        for person in (*work.authors, *guests):
            yield Kind.AUTHOR, person.byline, slugify(person.byline), person.byline


def _terms(
    kind: Kind, drawers: Mapping[Kind, Mapping[str, _Drawer]], wrangling: Wrangling
) -> Iterator[Term]:
    filed = drawers[kind]
    below = _below(wrangling.entries.get(kind, {}).values())
    room = kind.value
    for drawer in sorted(filed.values(), key=lambda d: _order(kind, d.name)):
        entry = wrangling.entry(kind, drawer.name) or _NO_ENTRY
        wordings = drawer.wordings
        for synonym in entry.synonyms:
            wordings.setdefault(fold(synonym), synonym)
        yield Term(
            kind=kind,
            name=drawer.name,
            slug=drawer.slug,
            url=f"{room}/{drawer.slug}/",
            works=tuple(drawer.works.values()),
            synonyms=tuple(sorted(wordings.values(), key=sort_name)),
            metatags=_neighbours(kind, entry.metatags, filed),
            subtags=_neighbours(
                kind, below.get(fold(drawer.name), ()) if below else (), filed
            ),
            fandoms=_neighbours(Kind.FANDOM, entry.fandoms, drawers[Kind.FANDOM]),
            direct=drawer.direct,
        )


def _below(entries: Iterable[Entry]) -> dict[str, list[str]]:
    """Return the direct subtags of each metatag, by its folded name."""
    below: dict[str, list[str]] = {}
    for entry in sorted(entries, key=lambda e: sort_name(e.name)):
        for meta in entry.metatags:
            below.setdefault(fold(meta), []).append(entry.name)
    return below


def _order(kind: Kind, name: str) -> tuple[int, str, str]:
    if kind in _FIXED:
        return _FIXED[kind].index(name), "", ""
    if kind is Kind.YEAR:
        return -int(name), "", ""
    return 0, sort_name(name), name


def _neighbours(
    kind: Kind, names: Sequence[str], filed: Mapping[str, _Drawer]
) -> tuple[Neighbour, ...]:
    return (
        ()
        if not names
        else tuple(
            Neighbour(name, addresses.term(kind, name))
            for name in names
            if slugify(name) in filed
        )
    )


def without_dead_ends(work: Work, pages: Set[str]) -> Work:
    """Return an unlisted work that links only to `pages`, which listed works made."""

    def kept(tags: tuple[Tag, ...]) -> tuple[Tag, ...]:
        return tuple(tag if tag.url in pages else replace(tag, url="") for tag in tags)

    def known(people: tuple[Person, ...]) -> tuple[Person, ...]:
        return tuple(p if p.url in pages else replace(p, url=None) for p in people)

    return replace(
        work,
        authors=known(work.authors),
        rating_tag=kept((work.rating_tag,))[0],
        warning_tags=kept(work.warning_tags),
        category_tags=kept(work.category_tags),
        fandoms=kept(work.fandoms),
        relationships=kept(work.relationships),
        characters=kept(work.characters),
        tags=kept(work.tags),
        collections=kept(work.collections),
        language_tag=kept((work.language_tag,))[0],
        series=tuple(place for place in work.series if place.works),
        chapters=tuple(replace(c, authors=known(c.authors)) for c in work.chapters),
    )


def uses(file: WorkFile) -> tuple[Use, ...]:
    """Return every tag and author of a work with the place it stands in."""
    facts = file.facts
    tags = [
        Use(kind, named.name, file.place.shown, named.line)
        for kind, names in (
            (Kind.FANDOM, facts.fandoms),
            (Kind.RELATIONSHIP, facts.relationships),
            (Kind.CHARACTER, facts.characters),
            (Kind.TAG, facts.tags),
            (Kind.COLLECTION, facts.collections),
        )
        for named in names
    ]
    return *tags, *_authors(file)


def _authors(work: WorkFile) -> Iterator[Use]:
    every: list[WorkFile | ChapterFile] = [work, *(work.chapters or ())]
    for file in every if not work.facts.anonymous else ():
        line = file.facts.lines.get("author", 0)
        for person in file.facts.authors:
            yield Use(Kind.AUTHOR, person.byline, file.place.shown, line)
