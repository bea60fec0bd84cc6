"""Any other EPUB as a story: of Calibre, Sigil, Pandoc, Google Docs, downloaders."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from bs4.element import PageElement, Tag

from ..labels import title_numbers
from ..markup import markup
from ..markup.markup import words
from ..markup.nodes import HEADINGS
from ..story import Chapter, Loss, Refused, Story
from . import epub_matter, epub_notes, epub_titles
from .book import Book
from .epub_matter import Parts
from .epub_sections import Section, every, leading, sections, text_of

_URL: Final = re.compile(r"(?i)\A(?:url:|uri:)?\s*(https?://[^\s<>\"']+)\Z")
_SHOWN: Final = re.compile(r'<img\b[^<>]*?\bsrc="([^"]*)"')
_GENERATED: Final = re.compile(r"(?i)\b(?:calibre|unknown|sigil|pandoc)\b")
_TAGS: Final = re.compile(r"<(?:p|div|br|i|b|em|strong|span|a|ul|ol|h[1-6])\b[^<>]*>")
_NEWER: Final = frozenset({"section", "article", "main", "header", "footer"})
_UNKNOWN: Final = frozenset({"unknown", "unknown author", "anonymous author", "none"})


def read_book(book: Book) -> Story:
    """Return the story of a book that no tool we know has made."""
    found = sections(book)
    lost = [*book.lost, *epub_notes.resolve(book, found)]
    found = [section for section in found if section.pieces]
    parts = epub_matter.sorted_out(book, found)
    if not parts.chapters:
        raise Refused("It has no text of a story in it, only pages around one.")
    if len(parts.chapters) == 1:
        parts.chapters = list(_at_headings(parts.chapters[0], book.first("title")))
    title = book.first("title") or parts.page.first("title")
    chapters = _chapters(parts.chapters, title)
    story = replace(
        parts.page.story("epub", chapters),
        title=title or _heading(parts.chapters[0]),
        foreword=_html(parts.foreword),
        end_notes=_html(parts.end_notes),
        pictures=book.pictures,
        lost=(*lost, *parts.lost, *parts.page.lost, *_left(book)),
    )
    return with_shown(_described(story, book, parts))


def with_shown(story: Story) -> Story:
    """Return a story with only the pictures that its text shows."""
    shown = {path for text in story.texts for path in _SHOWN.findall(text)}
    pictures = {
        path: data
        for path, data in story.pictures.items()
        if html.escape(path, quote=False) in shown
    }
    return replace(story, pictures=pictures)


def _described(story: Story, book: Book, parts: Parts) -> Story:
    summary = story.summary or _html(parts.summary)
    foreword = story.foreword
    said = _description(book.first("description"))
    if summary and said and _letters(summary) != _letters(said) and not story.summary:
        foreword, summary = summary + foreword, said
    authors = tuple(
        name
        for name in book.metadata.get("creator", ())
        if name.casefold() not in _UNKNOWN
    )
    dates = book.metadata
    return replace(
        story,
        foreword=foreword,
        summary=summary or said,
        authors=authors or story.authors,
        tags=tuple(dict.fromkeys(story.tags or book.metadata.get("subject", ()))),
        language=story.language or book.first("language"),
        series=story.series or _series(book),
        published=story.published
        or _day(dates.get("date:publication") or dates.get("date") or ()),
        updated=story.updated or _day(dates.get("date:modification") or ()),
        source=story.source or _source(book),
    )


def _chapters(found: list[Section], title: str) -> tuple[Chapter, ...]:
    chapters: list[Chapter] = []
    for place, section in enumerate(found, start=1):
        nodes = section.nodes
        name, nodes = epub_titles.taken(nodes, section.title, title, place)
        number = (
            place
            if title_numbers.title(section.title, place)
            != (" ".join(section.title.split()))
            else None
        )
        if len(found) == 1 and epub_titles.same(name, title):
            name = ""
        chapters.append(
            Chapter(html=_html([*section.opening, *nodes]), number=number, title=name)
        )
    return tuple(chapters)


def _at_headings(section: Section, title: str) -> Iterable[Section]:
    """Cut a book of one piece at the headings of its highest repeated level."""
    flat = _blocks(section)
    for level in ("h1", "h2", "h3"):
        at = [i for i, node in enumerate(flat) if _name(node) == level]
        if len(at) > 1:
            break
    else:
        return [section]
    opens = any(words_of(node) for node in flat[: at[0]])
    cuts = [0, *at] if opens else [0, *at[1:]]
    made: list[Section] = []
    for start, end in zip(cuts, [*cuts[1:], len(flat)], strict=True):
        new = Section("", False, section.kinds)
        new.pieces.append((section.name, flat[start:end]))
        made.append(new)
    first = made[0]
    bare = all(tag.name in HEADINGS for tag in leading(first.nodes))
    if bare and len(made) > 1:
        # The work's title stands above the first chapter.
        made[1].opening = [] if epub_titles.same(text_of(first), title) else first.nodes
        del made[0]
    return made


def _name(node: PageElement) -> str:
    return node.name if isinstance(node, Tag) else ""


def _blocks(section: Section) -> list[PageElement]:
    """Return the nodes of a section without the wrappers that stand around headings."""
    flat: list[PageElement] = []
    for _, nodes in section.pieces:
        waiting = list(reversed(nodes))
        while waiting:
            node = waiting.pop()
            wraps = isinstance(node, Tag) and node.name in {"div", "section", "article"}
            if wraps and isinstance(node, Tag) and node.find([*HEADINGS]):
                waiting += reversed(node.contents)
            else:
                flat.append(node)
    return flat


def _html(nodes: Iterable[PageElement]) -> str:
    """Return HTML without the classes, whose stylesheet stays behind."""
    pieces: list[str] = []
    for node in _opened(list(nodes)):
        if not isinstance(node, Tag):
            pieces.append(html.escape(str(node), quote=False))
            continue
        for tag in every([node]):
            tag.attrs.pop("class", None)
            if tag.name in _NEWER:
                tag.name = "div"
        pieces.append(node.decode())
    return "".join(pieces).strip()


def _opened(nodes: list[PageElement]) -> list[PageElement]:
    """Return what stands inside the wrapper that a tool puts around a chapter."""
    for _ in range(6):
        solid = [node for node in nodes if str(node).strip()] if len(nodes) < 9 else []
        only = solid[0] if len(solid) == 1 else None
        if not isinstance(only, Tag) or only.name not in {"div", "section", "article"}:
            break
        if {"align", "style", "dir", "lang"} & {*only.attrs}:
            break
        nodes = list(only.contents)
    return nodes


def _description(text: str) -> str:
    if _TAGS.search(text):
        return markup.inner(markup.parsed(text[:100_000]))
    lines = [line.strip() for line in re.split(r"\n\s*\n|\r\n\r\n", text)]
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines if line)


def _series(book: Book) -> tuple[tuple[str, int | None], ...]:
    name = book.first("calibre:series")
    if name:
        return ((name, _part(book.first("calibre:series_index"))),)
    names = book.metadata.get("belongs-to-collection", ())
    places = book.metadata.get("group-position", ())
    return tuple((n, _part(p)) for n, p in zip(names, places, strict=False))


def _part(text: str) -> int | None:
    found = re.fullmatch(r"([0-9]{1,6})(?:\.0*)?", text.strip())
    return (int(found[1]) or None) if found else None


def _source(book: Book) -> str:
    for name in ("source", "identifier", "dcterms:source", "relation"):
        for value in book.metadata.get(name, ()):
            if found := _URL.match(value.strip()):
                return found[1]
    return ""


def _day(values: tuple[str, ...]) -> str:
    for value in values:
        try:
            day = date.fromisoformat(value.strip()[:10])
        except ValueError:
            continue
        # Calibre writes the year 101 where it knows none.
        if day.year > 1900:
            return day.isoformat()
    return ""


def _left(book: Book) -> tuple[Loss, ...]:
    names = ("title:subtitle", "publisher", "rights")
    found = [(name, book.first(name)) for name in names]
    return tuple(
        Loss(f"{name.removeprefix('title:')}: {value[:500]}", "book")
        for name, value in found
        if value and not _GENERATED.search(value)
    )


def _heading(section: Section) -> str:
    first = next(leading(section.nodes), None)
    return words(first)[:150] if first is not None and first.name in HEADINGS else ""


def _letters(text: str) -> str:
    return "".join(words(markup.parsed(text)).split())


def words_of(node: PageElement) -> str:
    """Return the words of a node that may be an element or a text."""
    return words(node) if isinstance(node, Tag) else str(node).strip()
