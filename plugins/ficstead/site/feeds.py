"""The feeds of a site as files, and the page that lists them.

Each feed knows what it is made of: the works it tells of, and a few settings. So a
change of one work makes the feeds anew that it stands in, and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from .. import addresses
from ..library.library import Library
from ..model import Work
from ..settings import Settings, in_words
from ..vocabulary import Kind
from .dependencies import Fingerprints
from .following import atom, channels, entries, json_feed
from .following.channels import Channel, Feed
from .following.entries import Entry, address, identity, stamp
from .pages import FeedsPage, Head
from .putting import File
from .versions import Versions

# The kinds in the order in which one looks for somebody to follow.
_LISTED: Final = (
    Kind.AUTHOR,
    Kind.FANDOM,
    Kind.RELATIONSHIP,
    Kind.CHARACTER,
    Kind.TAG,
    Kind.COLLECTION,
)
# The sheets of a feed that is opened in a browser: tokens and fonts, and its own.
_STYLES: Final = ("css/base.css", "css/feed.css")


def page(library: Library, settings: Settings) -> FeedsPage:
    """Return the page that says what a feed is, and which there are."""
    kinds = (
        (kind.plural, _some(channels.of_term(t, settings) for t in library.terms[kind]))
        for kind in _LISTED
    )
    series = _some(channels.of_series(one, settings) for one in library.series)
    going_on = _some(
        channels.of_work(work, settings) for work in library.works if not work.complete
    )
    head = Head(
        path=addresses.FEEDS,
        title="Feeds",
        style="browse",
        section="feeds",
        description=f"How to hear of what is new at {settings.name}, without asking.",
    )
    groups = (("Works in progress", going_on), *kinds, ("Series", series))
    return FeedsPage(
        head=head,
        feed=channels.of_site(settings),
        groups=tuple((name, feeds) for name, feeds in groups if feeds),
    )


def _some(feeds: Iterator[Feed | None]) -> tuple[Feed, ...]:
    return tuple(feed for feed in feeds if feed is not None)


def files(
    library: Library, settings: Settings, fingerprints: Fingerprints
) -> Iterator[File]:
    """Yield every feed in both formats."""
    writer = Writer(settings, styles(settings))
    for channel in channels.every(library, settings):
        yield from writer.files(channel, fingerprints)


def styles(settings: Settings) -> tuple[str, ...]:
    """Return where the style sheets of opened feeds stand; a theme may have none."""
    static = settings.theme / "static"
    names = [name for name in _STYLES if (static / name).is_file()]
    versions = Versions(static)
    return tuple(f"theme/{name}?v={versions.of(name)}" for name in names)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes feeds. What a work has to say is put together once for all of them.

    `styles` are where the style sheets of opened feeds stand.
    """

    settings: Settings
    styles: tuple[str, ...]
    _told: str = field(init=False)
    _made: dict[tuple[object, ...], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        settings = self.settings
        told = (
            (settings.author, settings.feed_works, settings.feed_text),
            (settings.feed_hub, self.styles),
            (settings.gate_ratings, settings.gate_warnings),
        )
        object.__setattr__(self, "_told", in_words(told))

    def files(self, channel: Channel, fingerprints: Fingerprints) -> Iterator[File]:
        """Yield the files of a feed: two, and as many again for each further page."""
        made_of = fingerprints.of(
            self._told,
            *(channel.feed.title, channel.said, channel.feed.page, channel.author),
            channel.works,
            # The date of a feed that has nothing to tell.
            () if channel.works else self.settings.now,
        )
        for number in range(1, self._pages(channel) + 1):
            for name, write in ((".atom", self.atom), (".json", self.json)):
                path = addresses.feed_page(channel.feed.atom, number, name)
                yield File(path, made_of, partial(write, channel, number))

    def atom(self, channel: Channel, number: int = 1) -> bytes:
        """Return a page of a feed as Atom."""
        feed, told = channel.feed, self._entries(channel, number)
        here = addresses.feed_page(feed.atom, number, ".atom")
        root = self._root(here)
        links = [("self", atom.TYPE, address(root, here))]
        if self.settings.feed_hub:
            links.append(("hub", "", self.settings.feed_hub))
        links += [
            (
                rel,
                atom.TYPE,
                address(root, addresses.feed_page(feed.atom, there, ".atom")),
            )
            for rel, there in self._others(channel, number)
        ]
        leaf = atom.Leaf(
            root=root,
            title=feed.title,
            said=channel.said,
            id=identity(channel.name, self.settings),
            updated=stamp(max((e.updated for e in told), default=self.settings.now)),
            language=channel.language.code,
            page=feed.page,
            # RFC 4287 4.1.1: a feed has an author unless each of its entries has one.
            author=channel.author or ("" if told else self.settings.author),
            links=tuple(links),
            tags=channel.tags,
            styles=self.styles,
        )
        return atom.document(leaf, self._written(atom.entry, channel, told)).encode()

    def json(self, channel: Channel, number: int = 1) -> bytes:
        """Return a page of a feed as JSON Feed."""
        feed = channel.feed
        here = addresses.feed_page(feed.atom, number, ".json")
        root, hub = self._root(here), self.settings.feed_hub
        others = dict(self._others(channel, number))
        after = addresses.feed_page(feed.atom, others.get("next", 0), ".json")
        head = {
            "title": feed.title,
            "home_page_url": address(root, feed.page),
            "feed_url": address(root, here),
            "description": channel.said,
            "next_url": address(root, after) if "next" in others else "",
            "authors": [{"name": channel.author}] if channel.author else [],
            "language": channel.language.code,
            "hubs": [{"type": "WebSub", "url": hub}] if hub else [],
        }
        told = self._entries(channel, number)
        items = self._written(json_feed.item, channel, told)
        return json_feed.document(head, items, address(root, addresses.FEEDS))

    def _entries(self, channel: Channel, number: int) -> list[Entry]:
        if not channel.chapters:
            return [self._of_work(work) for work in channel.works]
        (work,) = channel.works
        newest = sorted(
            enumerate(channels.public(work)),
            key=lambda pair: (pair[1].updated, pair[0]),
            reverse=True,
        )
        size = self.settings.feed_works
        shown = newest[(number - 1) * size : number * size]
        return [
            entries.of_chapter(work, chapter, self.settings) for _, chapter in shown
        ]

    def _of_work(self, work: Work) -> Entry:
        if (made := self._made.get((work.slug,))) is None:
            made = self._made[work.slug,] = entries.of_work(work, self.settings)
        return made

    def _written(
        self, write: Callable[[Entry, str], Any], channel: Channel, told: list[Entry]
    ) -> Iterator[Any]:
        """Yield entries in a format; a work is written down once for all feeds."""
        root = self._root(channel.feed.atom)
        for entry in told:
            if channel.chapters:
                yield write(entry, root)
                continue
            key = (write, entry.id, root)
            if key not in self._made:
                self._made[key] = write(entry, root)
            yield self._made[key]

    def _pages(self, channel: Channel) -> int:
        if not channel.chapters:
            return 1
        (work,) = channel.works
        return -(-len(channels.public(work)) // self.settings.feed_works)

    def _others(self, channel: Channel, number: int) -> list[tuple[str, int]]:
        """Return the ways to the other pages of a feed, by RFC 5005's names."""
        last = self._pages(channel)
        if last == 1:
            return []
        ways = [("first", 1), ("previous", number - 1), ("next", number + 1)]
        return [(rel, n) for rel, n in (*ways, ("last", last)) if 1 <= n <= last]

    def _root(self, path: str) -> str:
        address = self.settings.site_url
        return f"{address}/" if address else addresses.up(path)
