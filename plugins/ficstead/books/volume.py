"""What one book is: a work, or the works of a series, fandom, author, collection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from ..model import Series, Term, Work


@dataclass(frozen=True, slots=True)
class Volume:
    """One book to be made, whatever its format.

    `url` is that of the page which offers it (``works/lantern/``), `stem` its file
    name without the ending. `works` are in the order in which they are to be read.
    """

    url: str
    stem: str
    title: str
    works: tuple[Work, ...]
    series: Series | None = None
    term: Term | None = None
    description: Markup = Markup()

    @property
    def work(self) -> Work | None:
        """Return the one work that this is the book of; None for several."""
        return self.works[0] if self.series is None and self.term is None else None

    @property
    def updated(self) -> datetime:
        return max(work.updated for work in self.works)


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
    return Volume(term.url, term.slug, term.name, term.works, term=term)
