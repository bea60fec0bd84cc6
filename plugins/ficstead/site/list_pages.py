"""The pages one finds things by: home, works, series, terms, and the wrong address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from markupsafe import Markup

from .. import addresses
from ..books.offers import NOTHING, Download, Offers
from ..library.filing import sort_name
from ..library.library import Library
from ..model import Term, Work
from ..settings import Settings
from ..store.keep import Keep
from ..vocabulary import Kind
from . import counted
from .counted import Counted
from .dependencies import Fingerprints
from .following import channels
from .following.channels import Feed
from .pager import Pager
from .pages import (
    Head,
    HomePage,
    MePage,
    NotFoundPage,
    Page,
    SeriesListPage,
    SeriesPage,
    TermPage,
    TermsPage,
    WorksPage,
    description,
)
from .sheets import Around, Sheet

# Below this many terms a list is quicker to read than letters to jump to.
LETTERS_FROM = 40
# So many terms stand on one page; more of them have pages of at most so many.
TERMS_TOGETHER = 500
TERMS_PER_PAGE = 300
# A script of thousands of signs has more letters than anybody looks through; then those
# that begin a page are enough.
LETTERS_MOST = 100

Groups = tuple[tuple[str, tuple[Counted, ...]], ...]


def pages(
    library: Library,
    settings: Settings,
    offers: Offers = NOTHING,
) -> Iterator[Page]:
    """Yield every page that is no text, but for those of terms."""
    yield _home(library, settings)
    for pager in _paged("works/", len(library.works), settings.per_page):
        said = f"All works at {settings.name}, newest first: {pager.total:,}."
        feed = channels.of_site(settings)
        url = _pages(pager, "works/")
        head = _head(url, "All works", said, pager=pager, feed=feed)
        shown = _shown(library.works, pager)
        yield WorksPage(head, shown, pager, _offered(pager, "", offers))
    said = f"The series at {settings.name}, newest first."
    yield SeriesListPage(_head("series/", "Series", said), library.series)
    for series in library.series:
        said = description(series.description) or f"A series at {settings.name}."
        feed = channels.of_series(series, settings)
        head = _head(series.url, f"{series.title} (series)", said, feed=feed)
        yield SeriesPage(head, series, offers.of(series.url))
    kinds = kinds_of(library)
    for kind, terms in library.terms.items():
        said = f"{kind.plural} of the works at {settings.name}: {len(terms):,}."
        yield from _terms(kind, terms, said, kinds)
    said = "What you read, keep and highlight here, in your own browser alone."
    shelf = _head("me/", "Your shelf", said, listed=False)
    yield MePage(replace(shelf, style="shelf"))
    yield NotFoundPage(Head("404.html", "Page not found", "browse", listed=False))


def kinds_of(library: Library) -> tuple[tuple[Kind, str], ...]:
    """Return the kinds that have a term, with the address of each list."""
    return tuple((kind, addresses.terms(kind)) for kind in Kind if library.terms[kind])


def _head(
    path: str,
    title: str,
    said: str,
    *,
    pager: Pager | None = None,
    listed: bool = True,
    feed: Feed | None = None,
) -> Head:
    if pager and pager.number > 1:
        title = f"{title}, page {pager.number}"
    return Head(
        path=path,
        title=title,
        style="browse",
        section=path.split("/", maxsplit=1)[0],
        description=said,
        listed=listed,
        previous=pager.previous if pager else "",
        next=pager.next if pager else "",
        feed=feed,
    )


def _home(library: Library, settings: Settings) -> HomePage:
    by_slug = {work.slug: work for work in library.works}
    start = tuple(by_slug[slug] for slug in settings.start_here if slug in by_slug)
    intro = next(
        (n.body.html for n in library.notes if n.slug == addresses.HOME), Markup()
    )
    # As in AO3's side bar, metatags would crowd out what people look for.
    fandoms = sorted(
        (term for term in library.terms[Kind.FANDOM] if term.direct),
        key=lambda term: (-term.count, sort_name(term.name)),
    )
    feed = channels.of_site(settings)
    return HomePage(
        head=Head("", "", "browse", description=settings.tagline, feed=feed),
        intro=intro,
        start_here=start,
        # Once is enough on one page, for the eye and for the ids in a summary.
        newest=tuple(w for w in library.works if w not in start)[: settings.newest],
        in_progress=tuple(w for w in library.works if not w.complete)[
            : settings.newest
        ],
        fandoms=counted.of(fandoms),
        works=len(library.works),
        words=sum(work.words for work in library.works),
    )


def _terms(
    kind: Kind,
    terms: tuple[Term, ...],
    said: str,
    kinds: tuple[tuple[Kind, str], ...],
) -> Iterator[TermsPage]:
    url = addresses.terms(kind)
    parts = _parts(_groups(kind, counted.of(terms)))
    pages = tuple((n, addresses.numbered(url, n)) for n in range(1, len(parts) + 1))
    letters = _letters(pages, parts)
    last = 0
    for (number, page), groups in zip(pages, parts, strict=True):
        first = last + 1
        last += sum(len(group) for _, group in groups)
        pager = Pager(number, min(first, last), last, len(terms), pages)
        head = _head(page, kind.plural, said, pager=pager)
        yield TermsPage(head, kind, groups, letters, pager, kinds)


def _letters(
    pages: tuple[tuple[int, str], ...], parts: tuple[Groups, ...]
) -> tuple[tuple[str, str, int], ...]:
    """Return every letter with the page where it begins, and its place there."""
    begun: dict[str, tuple[str, int]] = {}
    for (_, page), groups in zip(pages, parts, strict=True):
        for number, (letter, _) in enumerate(groups, 1):
            begun.setdefault(letter, (page, number))
    many = len(pages) > 1 and len(begun) > LETTERS_MOST
    return tuple(
        (letter, page, number)
        for letter, (page, number) in begun.items()
        if number == 1 or not many
    )


def _parts(groups: Groups) -> tuple[Groups, ...]:
    """Return a list in pages of whole letters; a long letter has several."""
    if sum(len(group) for _, group in groups) <= TERMS_TOGETHER:
        return (groups,)
    parts: list[list[tuple[str, tuple[Counted, ...]]]] = [[]]
    left = TERMS_PER_PAGE
    for letter, group in groups:
        for start in range(0, len(group), TERMS_PER_PAGE):
            some = group[start : start + TERMS_PER_PAGE]
            if len(some) > left:
                parts.append([])
                left = TERMS_PER_PAGE
            parts[-1].append((letter, some))
            left -= len(some)
    return tuple(map(tuple, parts))


def sheets(
    library: Library,
    settings: Settings,
    offers: Offers,
    kept: Keep,
    fingerprints: Fingerprints,
) -> Iterator[Sheet]:
    """Yield the pages of every term, unmade, each with its fingerprint.

    One of several pages shows some of the works, and nothing else of the others than
    how many there are, and how many words on the first.
    """
    size = settings.per_page

    def known(term: Term) -> Iterator[tuple[str, object]]:
        for number, start in enumerate(range(0, term.count, size), 1):
            own = _part(term, start, size)
            first = (term.words, offers.of(term.url)) if number == 1 else ()
            yield addresses.numbered(term.url, number), (own, term.count, first)

    return Around(settings, offers, kept, fingerprints).sheets(
        chain.from_iterable(library.terms.values()),
        known,
        make=lambda term: term_pages(term, settings, offers),
    )


def _part(term: Term, start: int, size: int) -> Term:
    """Return a term with those of its works that stand on one page."""
    if term.count <= size:
        return term
    return replace(term, works=term.works[start : start + size])


def term_pages(term: Term, settings: Settings, offers: Offers) -> Iterator[TermPage]:
    """Yield the pages of a term."""
    works = f"{term.count:,} {'work' if term.count == 1 else 'works'}"
    said = f"{works} at {settings.name}: {term.kind.singular} {term.name}."
    feed = channels.of_term(term, settings)
    for pager in _paged(term.url, term.count, settings.per_page):
        url = _pages(pager, term.url)
        head = _head(url, term.name, said, pager=pager, feed=feed)
        shown = _shown(term.works, pager)
        words = term.words if pager.number == 1 else None
        own = _part(term, max(0, pager.first - 1), settings.per_page)
        taken = _offered(pager, term.url, offers)
        yield TermPage(head, own, shown, words, pager, taken)


def _offered(pager: Pager, url: str, offers: Offers) -> tuple[Download, ...]:
    """Return what may be taken along from a list; its first page says so."""
    return offers.of(url) if pager.number == 1 else ()


def _groups(kind: Kind, terms: tuple[Counted, ...]) -> Groups:
    """Group terms by the first letter they are sorted by; few terms are one group."""
    if len(terms) < LETTERS_FROM or kind in {Kind.YEAR, Kind.RATING}:
        return (("", terms),) if terms else ()
    groups: dict[str, list[Counted]] = {}
    for term in terms:
        first = sort_name(term.name)[:1].upper()
        groups.setdefault(first if first.isalpha() else "#", []).append(term)
    return tuple((letter, tuple(group)) for letter, group in sorted(groups.items()))


def _paged(url: str, total: int, size: int) -> Iterator[Pager]:
    """Yield a pager for each page of a list; an empty list has one page."""
    count = max(1, -(-total // size))
    numbers = range(1, count + 1)
    every = tuple((number, addresses.numbered(url, number)) for number in numbers)
    for number in numbers:
        first = (number - 1) * size
        last = min(first + size, total)
        yield Pager(number, min(first + 1, total), last, total, every)


def _pages(pager: Pager, url: str) -> str:
    return addresses.numbered(url, pager.number)


def _shown(works: tuple[Work, ...], pager: Pager) -> tuple[Work, ...]:
    return works[max(0, pager.first - 1) : pager.last]
