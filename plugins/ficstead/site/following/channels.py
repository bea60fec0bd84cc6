"""What can be followed: which feeds a site has, and which works each of them tells of.

Unlisted works have none. A feed reader that lives on somebody's server may show the
feeds it knows to everybody, and such a work is for those who were given its address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from ... import addresses
from ...library.library import Library
from ...model import Chapter, Language, Series, Tag, Term, Work
from ...settings import Settings
from ...vocabulary import Kind, Status

# Of these there are few, so each may be followed from its first work on.
ALWAYS: Final = (Kind.AUTHOR, Kind.FANDOM, Kind.COLLECTION)
# Of these most are used once; `FEED_TAGS_FROM` says from how many works on.
OFTEN: Final = (Kind.RELATIONSHIP, Kind.CHARACTER, Kind.TAG)


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: whose it is, the page that it follows, and where it stands twice over.

    `of` is what its page is called, `title` what the feed is, in a reader's list of
    many feeds.
    """

    of: str
    title: str
    page: str
    atom: str
    json: str


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed tells of: `works`, or the chapters of the one work where `chapters`.

    `name` is its place without a format's ending, and what its id is made of. `author`
    speaks where no entry says who does.
    """

    feed: Feed
    name: str
    said: str
    language: Language
    works: tuple[Work, ...]
    chapters: bool = False
    tags: tuple[Tag, ...] = ()
    author: str = ""


def of_site(settings: Settings) -> Feed:
    return _feed("feeds/site", "All works", settings.name, "")


def of_work(work: Work, settings: Settings) -> Feed | None:
    """Return the feed of a work, an entry a chapter, if it may have one."""
    if work.status is not Status.PUBLISHED:
        return None
    title = f"{work.title} · {settings.name}"
    return _feed(addresses.feed(work.url), work.title, title, work.url)


def of_series(series: Series, settings: Settings) -> Feed:
    title = f"{series.title} · {settings.name}"
    return _feed(addresses.feed(series.url), series.title, title, series.url)


def of_term(term: Term, settings: Settings) -> Feed | None:
    """Return the feed of a term that has one."""
    often = term.kind in OFTEN and term.count >= settings.feed_tags_from
    if not (often or term.kind in ALWAYS):
        return None
    title = f"{term.name} · {settings.name}"
    return _feed(addresses.feed(term.url), term.name, title, term.url)


def every(library: Library, settings: Settings) -> Iterator[Channel]:
    """Yield every feed of the site, with what it tells of."""
    yield _whole(library, settings)
    for term in (term for terms in library.terms.values() for term in terms):
        if feed := of_term(term, settings):
            yield of_works(
                feed, f"{term.kind.singular} {term.name}", term.works, settings
            )
    for series in library.series:
        feed = of_series(series, settings)
        newest = sorted(series.works, key=lambda work: work.updated, reverse=True)
        yield of_works(feed, f"Series {series.title}", newest, settings)
    for work in library.works:
        if feed := of_work(work, settings):
            yield _by_chapter(feed, work, settings)


def of_works(feed: Feed, of: str, works: Iterable[Work], settings: Settings) -> Channel:
    """Return the channel of the newest of some works, of which the newest is first."""
    return Channel(
        feed=feed,
        name=feed.atom.removesuffix(".atom"),
        said=f"Works at {settings.name}, newest update first: {of}.",
        language=settings.language,
        works=_newest(works, settings),
    )


def public(work: Work) -> tuple[Chapter, ...]:
    """Return the chapters that everybody may read; a preview shows its author more."""
    return tuple(c for c in work.chapters if c.status is Status.PUBLISHED)


def _whole(library: Library, settings: Settings) -> Channel:
    said = f"Works at {settings.name}, newest update first."
    return Channel(
        feed=of_site(settings),
        # Its id is older than any other feed.
        name="",
        said=settings.tagline or said,
        language=settings.language,
        works=_newest(library.works, settings),
        author=settings.author,
    )


def _by_chapter(feed: Feed, work: Work, settings: Settings) -> Channel:
    byline = "Anonymous" if work.anonymous else work.byline
    titled = f"{work.title} by {byline}"
    return Channel(
        feed=feed,
        name=feed.atom.removesuffix(".atom"),
        said=f"The chapters of {titled}, newest first."
        if work.chapters
        else f"{titled}, and what is added to it.",
        language=settings.language,
        works=(work,),
        chapters=bool(work.chapters),
        tags=(*work.relationships, *work.characters, *work.tags),
    )


def _newest(works: Iterable[Work], settings: Settings) -> tuple[Work, ...]:
    listed = (work for work in works if work.status is Status.PUBLISHED)
    return tuple(islice(listed, settings.feed_works))


def _feed(name: str, of: str, title: str, page: str) -> Feed:
    return Feed(of, title, page, atom=f"{name}.atom", json=f"{name}.json")
