"""The archive as values: frozen, free of Pelican, complete once `library` made them.

Words are AO3's. Every `url` is a path from the site's root without a leading slash
(``works/lantern/3/``); the theme turns it into a link with ``to()``. Fields that hold
HTML are `Markup` and are clean already; every other string is plain text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from .text import Prose
from .vocabulary import ArchiveWarning, Kind, Rating, Status


@dataclass(frozen=True, slots=True)
class Language:
    """A language: BCP 47 code, name in itself, name in English, ``ltr`` or ``rtl``."""

    code: str
    name: str
    english: str
    direction: str = "ltr"


@dataclass(frozen=True, slots=True)
class Person:
    """A pseud, with the user name where the two differ. `url` is None if unlisted."""

    pseud: str
    user: str | None = None
    url: str | None = None

    @property
    def byline(self) -> str:
        """Return AO3's byline: ``Pseud`` or ``Pseud (user)``."""
        return f"{self.pseud} ({self.user})" if self.user else self.pseud


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of one work, in the author's own wording.

    `url` is the page of its canonical tag. `main` marks the relationships that the
    work is mainly about. `platonic` is true of ``A & B``.
    """

    kind: Kind
    name: str
    url: str = ""
    main: bool = False
    platonic: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """Another work that this one stands on, or that stands on this one.

    `url` is a path inside the archive where `inside`, a web address elsewhere.
    """

    title: str
    byline: str
    url: str
    inside: bool
    translation: bool
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class SeriesPlace:
    """A work's place in a series, and its neighbours there."""

    title: str
    slug: str
    url: str
    part: int
    works: int
    previous: Neighbour | None = None
    next: Neighbour | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A title and where it leads."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter. `number` is None for an interlude; `label` is ``Chapter 3``.

    `anchor` is its place on the entire-work page. `title` is empty where the author
    gave none. `key` names its file without the folder and ending.
    """

    key: str
    number: int | None
    label: str
    title: str
    title_html: Markup
    url: str
    anchor: str
    published: datetime
    updated: datetime
    language: Language
    text: Prose
    authors: tuple[Person, ...] = ()
    arc: str = ""
    opens_arc: bool = False
    content_warnings: tuple[str, ...] = ()
    summary: Markup = Markup()
    notes: Markup = Markup()
    end_notes: Markup = Markup()
    status: Status = Status.PUBLISHED

    @property
    def words(self) -> int:
        return self.text.words

    @property
    def name(self) -> str:
        """Return what a list calls it: ``3. Gravel``, ``3. Chapter 3``, ``Gravel``."""
        title = self.title or self.label
        return title if self.number is None else f"{self.number}. {title}"

    @property
    def full_title(self) -> str:
        """Return AO3's full title: ``Chapter 3: Gravel`` or ``Chapter 3``."""
        return f"{self.label}: {self.title}" if self.title else self.label


@dataclass(frozen=True, slots=True)
class Work:
    """One work as readers meet it: public chapters only, all addresses resolved.

    `title` is as the author wrote it, `title_html` typeset. A one-shot has no
    `chapters` and its reading text in `text`; the `text` of any other is its foreword.
    `planned` is None where the author wrote ``?``. `anonymous` works name no author
    anywhere. `scene_break` is one of stars, bullets, rule, blank. `skin` is where the
    style sheet of the text stands, with its version; `cover` where the author's own
    picture for books does.
    """

    slug: str
    url: str
    title: str
    title_html: Markup
    authors: tuple[Person, ...]
    rating: Rating
    rating_tag: Tag
    warnings: tuple[ArchiveWarning, ...]
    warning_tags: tuple[Tag, ...]
    category_tags: tuple[Tag, ...]
    fandoms: tuple[Tag, ...]
    relationships: tuple[Tag, ...]
    characters: tuple[Tag, ...]
    tags: tuple[Tag, ...]
    collections: tuple[Tag, ...]
    language: Language
    language_tag: Tag
    published: datetime
    updated: datetime
    planned: int | None
    text: Prose
    chapters: tuple[Chapter, ...] = ()
    anonymous: bool = False
    content_warnings: tuple[str, ...] = ()
    series: tuple[SeriesPlace, ...] = ()
    gifts: tuple[Person, ...] = ()
    prompts: tuple[str, ...] = ()
    parents: tuple[Related, ...] = ()
    children: tuple[Related, ...] = ()
    summary: Markup = Markup()
    notes: Markup = Markup()
    end_notes: Markup = Markup()
    source: str = ""
    scene_break: str = "stars"
    drop_cap: bool = False
    skin: str = ""
    cover: str = ""
    status: Status = Status.PUBLISHED
    path: str = field(default="", compare=False)
    words: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        # Every list that the work stands in adds them up.
        words = sum(chapter.words for chapter in self.chapters) or self.text.words
        object.__setattr__(self, "words", words)

    @property
    def is_oneshot(self) -> bool:
        return not self.chapters

    @property
    def posted(self) -> int:
        """Return how many chapters count: a one-shot is one, an interlude none."""
        if not self.chapters:
            return 1
        return sum(chapter.number is not None for chapter in self.chapters)

    @property
    def complete(self) -> bool:
        return self.planned == self.posted

    @property
    def progress(self) -> str:
        """Return AO3's chapter count: ``3/5`` or ``3/?``."""
        return f"{self.posted:,}/{'?' if self.planned is None else f'{self.planned:,}'}"

    @property
    def byline(self) -> str:
        return ", ".join(person.byline for person in self.authors)

    @property
    def labels(self) -> tuple[str, ...]:
        """Return what a reader may have asked to be warned about."""
        return (*(tag.name for tag in self.tags), *self.content_warnings)

    @property
    def entire_url(self) -> str:
        """Return where the whole text stands on one page."""
        return self.url if self.is_oneshot else f"{self.url}entire/"

    @property
    def start_url(self) -> str:
        """Return where reading begins."""
        return self.url if self.is_oneshot else self.chapters[0].url


@dataclass(frozen=True, slots=True)
class Series:
    """An ordered set of works. `places` gives each work's part beside it."""

    title: str
    slug: str
    url: str
    works: tuple[Work, ...]
    parts: tuple[int, ...]
    description: Markup = Markup()
    notes: Markup = Markup()

    @property
    def places(self) -> tuple[tuple[int, Work], ...]:
        return tuple(zip(self.parts, self.works, strict=True))

    @property
    def words(self) -> int:
        return sum(work.words for work in self.works)

    @property
    def begun(self) -> datetime:
        return min(work.published for work in self.works)

    @property
    def updated(self) -> datetime:
        return max(work.updated for work in self.works)

    @property
    def complete(self) -> bool:
        return all(work.complete for work in self.works)

    @property
    def authors(self) -> tuple[Person, ...]:
        return tuple(dict.fromkeys(p for work in self.works for p in work.authors))


@dataclass(frozen=True, slots=True)
class Term:
    """One page of works: a canonical tag, a rating, a language, a year, an author.

    `works` holds those filed under it or under what it is a metatag of, newest first.
    `metatags`, `subtags` and `fandoms` are the neighbours in tags.toml; `synonyms` the
    other wordings that lead here. `direct` is false where all works come by metatags.
    """

    kind: Kind
    name: str
    slug: str
    url: str
    works: tuple[Work, ...]
    synonyms: tuple[str, ...] = ()
    metatags: tuple[Neighbour, ...] = ()
    subtags: tuple[Neighbour, ...] = ()
    fandoms: tuple[Neighbour, ...] = ()
    direct: bool = True

    @property
    def count(self) -> int:
        return len(self.works)

    @property
    def words(self) -> int:
        return sum(work.words for work in self.works)


@dataclass(frozen=True, slots=True)
class Note:
    """A page of the author's that is no work: about, links, home.

    One that is not `listed` stands in no menu and no sitemap.
    """

    slug: str
    url: str
    title: str
    body: Prose
    language: Language
    listed: bool = True
    path: str = field(default="", compare=False)
