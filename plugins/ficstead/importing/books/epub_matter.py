"""What stands around the chapters of a book: cover, title page, foreword, afterword."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from bs4.element import PageElement, Tag

from ..markup.markup import words
from ..markup.nodes import HEADINGS
from ..story import Loss
from . import title_fields, title_page
from .book import Book
from .epub_notes import NOTES
from .epub_sections import (
    FURNITURE,
    Section,
    every,
    has_something,
    is_contents,
    leading,
    text_of,
)
from .title_page import Page

_FOREWORD: Final = re.compile(
    r"(?i)\W*(?:dedications?|epigraph|foreword|preface|acknowledge?ments?|disclaimers?"
    r"|author'?s?[’']?s? notes?|a/n|notes?(?: from the author)?|warnings?"
    r"|content (?:notes?|warnings?)|trigger warnings?|vorwort|widmung|avant-propos"
    r"|prefacio|предисловие|от автора|посвящение|前言|序言)\W*"
)
_SUMMARY: Final = re.compile(
    r"(?i)\W*(?:summary|synopsis|description|blurb|аннотация|简介|内容简介)\W*"
)
_AFTERWORD: Final = re.compile(
    r"(?i)\W*(?:afterword|end ?notes?|author'?s?[’']?s? (?:end )?notes?|a/n|notes"
    r"|about (?:the|this) (?:author|story|book)|acknowledge?ments?|nachwort|postface"
    r"|послесловие|от автора|后记|後記|notes? from the author)\W*"
)
_FILE: Final = re.compile(
    r"(?i)(?:^|[/_-])(?P<kind>cover(?:page)?|title-?_?page|half-?title|copyright|toc"
    r"|imprint|colophon|uncopyright|nav|contents)[_-]?\d{0,3}\.x?html?$"
)
_KINDS: Final = frozenset(
    {
        *("cover", "titlepage", "title-page", "halftitlepage", "copyright-page"),
        *("imprint", "colophon", "toc", "landmarks", "other.copyright"),
    }
)
_WORD: Final = re.compile(r"[^\W_]+")
_SMALL: Final = frozenset(
    {
        *("a", "an", "the", "by", "and", "of", "from", "with", "for", "story"),
        *("novel", "fanfic", "fanfiction", "fiction", "written", "author", "title"),
        *("page", "cover"),
    }
)
_MOST: Final = 400  # words of a title or copyright page


@dataclass(slots=True)
class Parts:
    """A book by what its sections are for."""

    chapters: list[Section] = field(default_factory=list)
    foreword: list[PageElement] = field(default_factory=list)
    end_notes: list[PageElement] = field(default_factory=list)
    summary: list[PageElement] = field(default_factory=list)
    page: Page = field(default_factory=Page)
    lost: list[Loss] = field(default_factory=list)


def sorted_out(book: Book, sections: list[Section]) -> Parts:
    """Say of each section whether it is a chapter, and if not, what it is."""
    parts = Parts()
    known = _known(book)
    last = max((at for at, s in enumerate(sections) if _is_prose(s)), default=-1)
    held: list[PageElement] = []
    for at, section in enumerate(sections):
        alone = at == last and not parts.chapters
        if not _has_words(section):
            held += _pictures(section, parts, at)
        elif _is_left_out(section, at, known, parts, alone=alone):
            continue
        elif not parts.chapters and at < last and _SUMMARY.fullmatch(_name(section)):
            parts.summary += _without_heading(section)
        elif not parts.chapters and at < last and _is_foreword(section, sections):
            parts.foreword += section.nodes
        elif parts.chapters and at == last and _is_afterword(section):
            parts.end_notes += _without_heading(section)
        elif _is_heading_only(section) and at < len(sections) - 1:
            held += section.nodes  # "Part Two": it opens the chapter that follows
        else:
            section.opening, held = held, []
            parts.chapters.append(section)
    if held and parts.chapters:
        parts.chapters[-1].pieces[-1][1].extend(held)
    return parts


def _is_left_out(
    section: Section, at: int, known: set[str], parts: Parts, *, alone: bool
) -> bool:
    """Leave out what tools make of the metadata, and tell what words go with it."""
    text = text_of(section)
    count = len(text.split())
    if is_contents(section):
        return True
    if at < 3 and count < 3 * _MOST and _fields(section) >= 3:
        parts.page = title_page.read(_whole(section))
        return True
    name = _name(section)
    kinds = section.kinds & _KINDS
    found = _FILE.search(section.name) if len(section.pieces) == 1 else None
    said = bool(kinds or found or FURNITURE.fullmatch(name))
    new = [word for word in _words(text) if word not in known]
    titled = bool(name) and not section.listed and {*_words(name)} <= known
    small = at < 3 and count <= 60 and (titled or not new)
    if count > _MOST or alone or not (said or small):
        return False
    if count > 150 and not (kinds or FURNITURE.fullmatch(name)):
        return False  # only its file's name says so
    if new:
        what = (name or "title page").lower()
        parts.lost.append(Loss(f"{what}: {text[:1000]}", "front matter"))
    return True


def _is_foreword(section: Section, sections: list[Section]) -> bool:
    name = _name(section)
    if name:
        return bool(_FOREWORD.fullmatch(name))
    listed = any(
        s.listed and s.title and not FURNITURE.fullmatch(s.title) for s in sections
    )
    return listed and not section.listed


def _is_afterword(section: Section) -> bool:
    return bool(_AFTERWORD.fullmatch(_name(section)) or NOTES.fullmatch(_name(section)))


def _is_heading_only(section: Section) -> bool:
    return (
        len(text_of(section)) < 150
        and all(block.name in HEADINGS for block in leading(section.nodes))
        and not any(isinstance(n, str) and n.strip() for n in section.nodes)
    )


def _is_prose(section: Section) -> bool:
    said = section.kinds & _KINDS or FURNITURE.fullmatch(_name(section))
    return _has_words(section) and not said and not is_contents(section)


def _pictures(section: Section, parts: Parts, at: int) -> list[PageElement]:
    """Return the pictures of a page without words; the first of all is the cover."""
    images = [tag for tag in every(section.nodes) if tag.name == "img"]
    if not images:
        return []
    if not parts.chapters and (at == 0 or section.kinds & {"cover"}):
        parts.lost.append(Loss(f"the cover: {images[0].get('src')}", "front matter"))
        return []
    return [node for node in section.nodes if has_something(node)]


def _name(section: Section) -> str:
    if section.title:
        return section.title
    first = next(leading(section.nodes), None)
    text = words(first) if first is not None and first.name in HEADINGS else ""
    return text if len(text) < 100 else ""


def _without_heading(section: Section) -> list[PageElement]:
    first = next(leading(section.nodes), None)
    if first is not None and first.name in HEADINGS and words(first) == _name(section):
        nodes = [node for node in section.nodes if node is not first]
        first.extract()
        return nodes
    return section.nodes


def _fields(section: Section) -> int:
    return title_fields.count(_whole(section))


def _whole(section: Section) -> Tag:
    tags = _tags(section)
    top = tags[0].parent if tags else None
    return top if isinstance(top, Tag) else Tag(name="div")


def _known(book: Book) -> set[str]:
    said = [v for name in book.metadata for v in book.metadata[name] if len(v) < 20_000]
    return {word for value in said for word in _words(value)} | _SMALL


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _has_words(section: Section) -> bool:
    return bool(text_of(section))


def _tags(section: Section) -> list[Tag]:
    return [node for node in section.nodes if isinstance(node, Tag)]
