"""What each template of a book gets: the contract of ``books/`` in a theme.

One frozen dataclass a template, as `site.pages` has them for pages. A template sees the
fields of its leaf, `site`, and the functions of `templating`, and nothing else; a test
compares the two, both ways. Every `Markup` here is XHTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from ...model import Chapter, Language, Work
from ..volume import Volume


@dataclass(frozen=True, slots=True)
class Place:
    """What the book says of the site it was made from; `address` may be empty."""

    name: str
    address: str
    language: Language


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a leaf says.

    `title` is plain text, `language` that of what the leaf mainly says, `styles` the
    style sheets beside the leaf.
    """

    title: str
    language: Language
    styles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoverLeaf:
    """The cover: its picture, and the words of it for who cannot see it."""

    template: ClassVar[str] = "cover.xhtml"
    head: Head
    picture: str
    words: str


@dataclass(frozen=True, slots=True)
class Gate:
    """What a reader is told before a gated work; `href` is where the work begins."""

    work: Work
    href: str
    chapters: tuple[tuple[Chapter, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class WarningsLeaf:
    """What to know before anything is read: one work, or each that is gated."""

    template: ClassVar[str] = "warnings.xhtml"
    head: Head
    gates: tuple[Gate, ...]
    several: bool


@dataclass(frozen=True, slots=True)
class VolumeLeaf:
    """The title page of several works in one book, with where each of them begins."""

    template: ClassVar[str] = "volume.xhtml"
    head: Head
    volume: Volume
    description: Markup
    shelf: tuple[tuple[Work, int | None, str], ...]


@dataclass(frozen=True, slots=True)
class FactsLeaf:
    """The title page of a work: everything that it says of itself.

    `alone` is false where other works stand in the book. `end_notes` is where more
    notes stand, if any do.
    """

    template: ClassVar[str] = "facts.xhtml"
    head: Head
    work: Work
    summary: Markup
    notes: Markup
    end_notes: str
    alone: bool


@dataclass(frozen=True, slots=True)
class ContentsLeaf:
    """The chapters of a work with their words, dates and warnings."""

    template: ClassVar[str] = "contents.xhtml"
    head: Head
    work: Work
    chapters: tuple[tuple[Chapter, str], ...]


@dataclass(frozen=True, slots=True)
class ForewordLeaf:
    """What an author says before the first chapter."""

    template: ClassVar[str] = "foreword.xhtml"
    head: Head
    work: Work
    text: Markup


@dataclass(frozen=True, slots=True)
class TextLeaf:
    """One chapter, or the whole text of a one-shot, which has no `chapter`."""

    template: ClassVar[str] = "text.xhtml"
    head: Head
    work: Work
    chapter: Chapter | None
    text: Markup
    summary: Markup
    notes: Markup
    end_notes: Markup


@dataclass(frozen=True, slots=True)
class AfterwordLeaf:
    """What stands behind a work: end notes, the way back to it, and on from it."""

    template: ClassVar[str] = "afterword.xhtml"
    head: Head
    work: Work
    end_notes: Markup


@dataclass(frozen=True, slots=True)
class Told:
    """A sensitive passage. `back` is where its warning stands, `origin` in what."""

    name: str
    warning: Markup
    body: Markup
    back: str
    origin: str
    language: Language


@dataclass(frozen=True, slots=True)
class PassagesLeaf:
    """The sensitive passages of a work, where nobody comes upon them."""

    template: ClassVar[str] = "passages.xhtml"
    head: Head
    work: Work
    passages: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents, with those below it."""

    title: str
    href: str
    language: Language
    below: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class NavLeaf:
    """The table of contents that reading systems show, and the landmarks.

    `landmarks` are kind, name and place: ``bodymatter``, ``Start of the text``.
    """

    template: ClassVar[str] = "nav.xhtml"
    head: Head
    entries: tuple[Entry, ...]
    landmarks: tuple[tuple[str, str, str], ...]


Leaf = (
    CoverLeaf
    | WarningsLeaf
    | VolumeLeaf
    | FactsLeaf
    | ContentsLeaf
    | ForewordLeaf
    | TextLeaf
    | AfterwordLeaf
    | PassagesLeaf
    | NavLeaf
)
