"""What each template gets: the theme's contract.

One frozen dataclass a template. A template sees the fields of its page, `head`, `site`
and the functions of `templating`, and nothing else; a test compares what the templates
name with what stands here, both ways.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from markupsafe import Markup

from ..books.offers import Download
from ..model import Chapter, Language, Neighbour, Note, Series, Term, Work
from ..passages import without
from ..vocabulary import Kind
from .counted import Counted
from .following.channels import Feed
from .pager import Pager

# What search engines and link previews show of a page, at most.
DESCRIPTION = 160


@dataclass(frozen=True, slots=True)
class Site:
    """What every page knows of the site. `address` is SITEURL, empty while unset.

    `menu` and `footer` are the author's own pages. `kinds` are the lists of terms that
    are not empty, with the address of each. `preview` is true under ``serve``;
    `has_own_style` where the author's ``content/extra/site.css`` exists; `icon` is the
    favicon there, if any. `catalogue` has the standard, the media type and the address
    of each catalogue for reading apps.
    """

    name: str
    tagline: str
    address: str
    language: Language
    menu: tuple[Neighbour, ...]
    footer: tuple[Neighbour, ...]
    has_series: bool
    feed: str
    csp: str
    preview: bool = False
    kinds: tuple[tuple[Kind, str], ...] = ()
    has_own_style: bool = False
    icon: str = ""
    catalogue: tuple[tuple[str, str, str], ...] = ()

    def absolute(self, path: str) -> str:
        """Return the full address of a page, where the site's own is known."""
        return f"{self.address}/{path}"


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says.

    `path` is the page's own address from the root, `title` plain text without the
    site's name. `listed` is false where search engines should stay away; `adult`
    asks for the RTA label; `language` is that of the page's main text. `style` names
    the style sheet of its sort: ``reading``, ``browse`` or ``shelf``. `section` marks
    the current entry of the menu. `feed` is the feed of just this page, if it has one.
    """

    path: str
    title: str
    style: str
    section: str = ""
    description: str = ""
    listed: bool = True
    adult: bool = False
    language: Language | None = None
    previous: str = ""
    next: str = ""
    feed: Feed | None = None


# Every chapter of a work is described by the work's summary.
@lru_cache(maxsize=64)
def description(html: Markup) -> str:
    """Return the first words of a text, whole, for search engines and link previews."""
    text = without(html).striptags()
    if len(text) <= DESCRIPTION:
        return text
    return text[: DESCRIPTION - 1].rpartition(" ")[0].rstrip(",;: ") + "…"


@dataclass(frozen=True, slots=True)
class Gate:
    """What a reader is told before a gated text, and the two ways on.

    `labels` are the exact words that a reader may choose to be asked about no more on
    this device. `what` is shown on consent: ``chapter`` or ``work``. `away` is the
    other way, its title the whole label: ``Back to the work page``.
    `chapters` lists the warnings that only some chapters of an entire work carry.
    """

    rating: str
    warnings: tuple[str, ...]
    content_warnings: tuple[str, ...]
    chapters: tuple[tuple[str, tuple[str, ...]], ...]
    what: str
    away: Neighbour

    @property
    def labels(self) -> tuple[str, ...]:
        own = tuple(label for _, labels in self.chapters for label in labels)
        every = (self.rating, *self.warnings, *self.content_warnings, *own)
        return tuple(dict.fromkeys(label for label in every if label))


@dataclass(frozen=True, slots=True)
class Step:
    """A way on from a chapter: where it leads, the title there, and what it is.

    `url` may end in ``#text``, which carries the consent given on this page along.
    """

    url: str
    title: Markup
    label: str

    @property
    def page(self) -> str:
        """Return the address without its fragment, which consents to nothing."""
        return self.url.partition("#")[0]


@dataclass(frozen=True, slots=True)
class HomePage:
    """The door: newest first, what is being written, where to start, the fandoms."""

    template: ClassVar[str] = "home.html"
    head: Head
    intro: Markup
    start_here: tuple[Work, ...]
    newest: tuple[Work, ...]
    in_progress: tuple[Work, ...]
    fandoms: tuple[Counted, ...]
    works: int
    words: int


@dataclass(frozen=True, slots=True)
class WorksPage:
    """One page of all works, newest update first; the first has their `downloads`."""

    template: ClassVar[str] = "works.html"
    head: Head
    works: tuple[Work, ...]
    pager: Pager
    downloads: tuple[Download, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkPage:
    """A work: all its facts, its chapter index, or its text where it is a one-shot."""

    template: ClassVar[str] = "work.html"
    head: Head
    work: Work
    gate: Gate | None
    text: Markup
    downloads: tuple[Download, ...] = ()


@dataclass(frozen=True, slots=True)
class ChapterPage:
    """One chapter, its neighbours, and the way to every other chapter.

    `steps` is the jump list: every chapter with where a link to it should lead.
    """

    template: ClassVar[str] = "chapter.html"
    head: Head
    work: Work
    chapter: Chapter
    gate: Gate | None
    text: Markup
    previous: Step | None
    next: Step | None
    steps: tuple[tuple[Chapter, str], ...]


@dataclass(frozen=True, slots=True)
class EntirePage:
    """All chapters of a work on one page; `texts` stands beside `work.chapters`."""

    template: ClassVar[str] = "entire.html"
    head: Head
    work: Work
    gate: Gate | None
    texts: tuple[tuple[Chapter, Markup], ...]


@dataclass(frozen=True, slots=True)
class SeriesListPage:
    """Every series, newest update first."""

    template: ClassVar[str] = "series-list.html"
    head: Head
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """One series with its totals and its works in order."""

    template: ClassVar[str] = "series.html"
    head: Head
    series: Series
    downloads: tuple[Download, ...] = ()


@dataclass(frozen=True, slots=True)
class TermsPage:
    """The terms of one kind, in groups by first letter (or one group without name).

    A long list has several pages. `letters` gives of each letter the page where it
    begins, and the number of its group there. `kinds` are the lists beside this one,
    with the address of each.
    """

    template: ClassVar[str] = "terms.html"
    head: Head
    kind: Kind
    groups: tuple[tuple[str, tuple[Counted, ...]], ...]
    letters: tuple[tuple[str, str, int], ...]
    pager: Pager
    kinds: tuple[tuple[Kind, str], ...]


@dataclass(frozen=True, slots=True)
class TermPage:
    """One page of the works under a term, and the terms around it.

    Of the term's own `works` only those that the page shows are there, so that it
    depends on no other. `words` are those of all works, on the first page; None on
    the others, which need not change whenever a work does; `downloads` too are the
    first page's.
    """

    template: ClassVar[str] = "term.html"
    head: Head
    term: Term
    works: tuple[Work, ...]
    words: int | None
    pager: Pager
    downloads: tuple[Download, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The form, the ways to find things without it, and how the search is asked.

    `works` are searched; their words lie in so many `files`, and of their blurbs so
    many stand `together` in one. `kinds` are the lists, with the address of each.
    `text` is where the texts themselves are searched with, if they can be, and `fresh`
    another whenever they are; `csp` lets this page alone run that.
    """

    template: ClassVar[str] = "search.html"
    head: Head
    works: int
    files: int
    together: int
    kinds: tuple[tuple[Kind, str], ...]
    csp: str
    text: str = ""
    fresh: str = ""


@dataclass(frozen=True, slots=True)
class FeedsPage:
    """What a feed is, that of all works, and all others in `groups` with names."""

    template: ClassVar[str] = "feeds.html"
    head: Head
    feed: Feed
    groups: tuple[tuple[str, tuple[Feed, ...]], ...]


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """How to add the catalogue to a reading app, and of how many works it is."""

    template: ClassVar[str] = "catalogue.html"
    head: Head
    works: int


@dataclass(frozen=True, slots=True)
class NotePage:
    """A page of the author's that is no work: about, links."""

    template: ClassVar[str] = "note.html"
    head: Head
    note: Note
    text: Markup


@dataclass(frozen=True, slots=True)
class MePage:
    """What a reader keeps in her own browser; a script fills it in."""

    template: ClassVar[str] = "me.html"
    head: Head


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """What a wrong address shows. Its links are absolute: it is served at any depth."""

    template: ClassVar[str] = "404.html"
    head: Head


@dataclass(frozen=True, slots=True)
class OfflinePage:
    """What is shown without a network where a page is not kept on the device."""

    template: ClassVar[str] = "offline.html"
    head: Head


Page = (
    HomePage
    | WorksPage
    | WorkPage
    | ChapterPage
    | EntirePage
    | SeriesListPage
    | SeriesPage
    | TermsPage
    | TermPage
    | SearchPage
    | FeedsPage
    | CataloguePage
    | NotePage
    | MePage
    | NotFoundPage
    | OfflinePage
)
