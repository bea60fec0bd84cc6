"""What one book is: a work, the works of a series or a term, or the whole archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from ..model import Language, Person, Series, Term, Work
from ..slugs import slugify


@dataclass(frozen=True, slots=True)
class Volume:
    """One book to be made, whatever its format.

    `url` is that of the page which offers it (``works/lantern/``), `stem` its file
    name without the ending. `works` are in the order in which they are to be read;
    `whole` is true of the archive's.
    """

    url: str
    stem: str
    title: str
    works: tuple[Work, ...]
    series: Series | None = None
    term: Term | None = None
    description: Markup = Markup()
    whole: bool = False

    @property
    def work(self) -> Work | None:
        """Return the one work that this is the book of; None for several."""
        several = self.series is not None or self.term is not None or self.whole
        return None if several else self.works[0]

    @property
    def updated(self) -> datetime:
        return max(work.updated for work in self.works)

    @property
    def published(self) -> datetime:
        return min(work.published for work in self.works)

    @property
    def words(self) -> int:
        return sum(work.words for work in self.works)

    @property
    def authors(self) -> tuple[Person, ...]:
        """Return everybody who is named as an author, in the order of the works."""
        named = (work.authors for work in self.works if not work.anonymous)
        return tuple(dict.fromkeys(person for authors in named for person in authors))

    @property
    def anonymous(self) -> bool:
        """Return whether nobody is named."""
        return not self.authors

    @property
    def byline(self) -> str:
        names = ", ".join(person.byline for person in self.authors)
        return names or "Anonymous"

    @property
    def languages(self) -> tuple[Language, ...]:
        """Return the languages of the works, that of the most words first."""
        words: dict[Language, int] = {}
        for work in self.works:
            words[work.language] = words.get(work.language, 0) + work.words
        return tuple(sorted(words, key=lambda one: -words[one]))

    @property
    def kind(self) -> str:
        """Return what it is in a word: ``Series``, ``Fandom``, ``Archive``."""
        if self.series is not None:
            return "Series"
        if self.term is not None:
            return self.term.kind.singular
        return "Archive" if self.whole else "Work"


def of_work(work: Work) -> Volume:
    """Return the book of a work."""
    return Volume(work.url, work.slug, work.title, (work,))


def of_series(series: Series) -> Volume:
    """Return the book of a series: its works in their order."""
    return Volume(
        series.url,
        series.slug,
        series.title,
        series.works,
        series=series,
        description=series.description,
    )


def of_term(term: Term) -> Volume:
    """Return the book of a fandom, an author or a collection."""
    return Volume(term.url, term.slug, term.name, in_order(term.works), term=term)


def of_archive(name: str, works: Iterable[Work]) -> Volume:
    """Return the book of all works of the site `name`."""
    return Volume("", slugify(name), name, in_order(works), whole=True)


def in_order(works: Iterable[Work]) -> tuple[Work, ...]:
    """Return works as they are best read: oldest first, each series together.

    The parts of a series stand where its first one does.
    """
    begun: dict[str, datetime] = {}
    known = sorted(works, key=lambda one: (one.published.timestamp(), one.slug))
    for work in known:
        if work.series:
            begun.setdefault(work.series[0].slug, work.published)

    def place(work: Work) -> tuple[float, str, int, float, str]:
        own = work.published.timestamp()
        if not work.series:
            return (own, work.slug, 0, own, work.slug)
        series = work.series[0]
        return (begun[series.slug].timestamp(), series.slug, series.part, own, "")

    return tuple(sorted(known, key=place))
