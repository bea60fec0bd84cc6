"""A chapter's title, from the table of contents and the headings it begins with."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from bs4.element import PageElement, Tag

from ..labels import chapter_headings, title_numbers
from ..markup.markup import words
from ..markup.nodes import HEADINGS
from .epub_sections import leading

_LONGEST: Final = 150
_CLASS: Final = re.compile(r"(?i)title|head|chap")
_WORD: Final = re.compile(r"[^\W_]+")


def taken(
    nodes: list[PageElement], listed: str, book: str, ordinal: int
) -> tuple[str, list[PageElement]]:
    """Return the title of a chapter, and its nodes without the headings that say it.

    `listed` is the line of the table of contents, `book` the title of the work.
    """
    found: list[str] = []
    gone: list[Tag] = []
    about = _Known(listed, book, ordinal)
    for block in leading(nodes):
        text = words(block)
        if len(gone) == 3 or len(text) > _LONGEST:
            break
        if not _says(block, text, about, found):
            break
        gone.append(block)
        if not same(text, book) or same(listed, book):
            found.append(text)
    top = {id(node) for node in nodes}
    kept = [node for node in nodes if all(node is not tag for tag in gone)]
    for tag in gone:
        if id(tag) not in top:
            tag.extract()
    title = _composed(listed, found, ordinal)
    return title_numbers.title(title, ordinal), kept


class _Known(NamedTuple):
    """What is known of a chapter before its text is looked at."""

    listed: str
    book: str
    ordinal: int


def _says(block: Tag, text: str, about: _Known, found: list[str]) -> bool:
    """Tell whether a block says the chapter's title, its number or the work's title."""
    listed, book, ordinal = about
    is_heading = block.name in HEADINGS
    names = " ".join(block.get("class") or ())
    if not is_heading and not (same(text, listed) or _CLASS.search(names)):
        return False
    if same(text, listed) or same(text, book):
        return True
    known, said = chapter_headings.read(text), chapter_headings.read(listed)
    if not found and known and known.kind in {"chapter", "alone"} and not known.title:
        return known.number in {ordinal, said.number if said else None}
    if listed and _key(text) and _key(text) in _key(listed):
        return True
    if not is_heading:
        return False
    # "Chapter 1" in the table, and its name only here; or no table at all.
    bare = said is not None and said.kind in {"chapter", "alone"} and not said.title
    named = [one for one in found if not _is_number(one)]
    return (not listed or bare or _key(listed) in _key(text)) and not named


def _composed(listed: str, found: list[str], ordinal: int) -> str:
    named = [one for one in found if not _is_number(one)]
    if listed and not _is_number(listed):
        return listed
    if named:
        said = chapter_headings.read(named[0])
        number = chapter_headings.read(listed or (found[0] if found else ""))
        if number is not None and number.number != ordinal and said is None:
            return f"{listed or found[0]}: {named[0]}"
        return named[0]
    return listed or (found[0] if found else "")


def _is_number(text: str) -> bool:
    found = chapter_headings.read(text)
    return bool(found and found.kind in {"chapter", "alone"} and not found.title)


def same(one: str, other: str) -> bool:
    return bool(one) and _key(one) == _key(other)


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
