"""Where the chapters of a typed document begin, and which heading is its title.

A level of headings parts a document, if there is one; else lines that say
``Chapter 3`` by themselves, which must count up, because stories mention chapters, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from bs4.element import NavigableString, Tag

from ..labels import chapter_headings
from ..labels.chapter_headings import Heading
from ..markup import markup
from . import document_front
from .document_spacing import is_blank, is_page_end

LEVELS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
LONGEST_LINE: Final = 90
_FRONT: Final = re.compile(
    r"(?i)(?:author'?s? |story |opening )?(?:notes?|summary|foreword|disclaimers?"
    r"|warnings?|contents|table of contents|dedication|acknowledge?ments?|header|tags)"
    r"[\s:]*"
)


def found(blocks: Sequence[Tag]) -> list[int]:
    """Return the places of the blocks that chapters begin with."""
    return _by_headings(blocks) or _byrows(blocks)


def _by_headings(blocks: Sequence[Tag]) -> list[int]:
    levels: dict[str, list[int]] = {}
    for index, block in enumerate(blocks):
        if block.name in LEVELS and markup.words(block):
            levels.setdefault(block.name, []).append(index)
    counted = {
        name: sum(_is_chapter(blocks[index]) for index in places)
        for name, places in levels.items()
    }
    best = max(counted, key=lambda name: (counted[name], -int(name[1])), default="")
    if best and counted[best]:
        return _without_front(blocks, levels[best])
    for name in sorted(levels):
        places = _without_title(blocks, levels[name])
        if len(places) > 1:
            return _without_front(blocks, places)
        if len(levels[name]) > 1:
            return []
    return []


def _is_chapter(block: Tag) -> bool:
    heading = chapter_headings.read(markup.words(block))
    return heading is not None and heading.kind in {"chapter", "named"}


def _without_title(blocks: Sequence[Tag], places: list[int]) -> list[int]:
    """Leave out a heading that begins the document and has no text of its own."""
    if len(places) < 2:
        return places
    first, second = places[:2]
    above = any(not is_blank(b) and not is_page_end(b) for b in blocks[:first])
    below = [b for b in blocks[first + 1 : second] if not is_blank(b)]
    if not above and document_front.is_front(below):
        return places[1:]
    return places


def _without_front(blocks: Sequence[Tag], places: list[int]) -> list[int]:
    """Leave out what stands before the first chapter under a heading of its own."""
    known = [n for n, index in enumerate(places) if _is_chapter(blocks[index])]
    if known:
        first = known[0]
        for n in range(first):
            if not _is_front(blocks, places[n], places[n + 1]):
                return places[n:]
        return places[first:]
    while len(places) > 1 and _FRONT.fullmatch(markup.words(blocks[places[0]])):
        places = places[1:]
    return places


def _is_front(blocks: Sequence[Tag], index: int, after: int) -> bool:
    below = sum(len(markup.words(block)) for block in blocks[index + 1 : after])
    return below < 400 or bool(_FRONT.fullmatch(markup.words(blocks[index])))


def _byrows(blocks: Sequence[Tag]) -> list[int]:
    """Find lines that say ``Chapter 3`` without being headings."""
    found: dict[int, Heading] = {}
    page = True
    for index, block in enumerate(blocks):
        if is_page_end(block):
            page = True
        elif not is_blank(block):
            heading = _line(block, after_page=page)
            page = False
            if heading is not None:
                found[index] = heading
    places = _unlisted(blocks, found)
    numbers = [n for i in places if (n := found[i].number) is not None]
    kinds = {found[i].kind for i in places}
    if len(kinds - {"named"}) > 1:
        places = [i for i in places if found[i].kind in {"chapter", "named"}]
        numbers = [n for i in places if (n := found[i].number) is not None]
    is_counted = all(a < b for a, b in pairwise(numbers))
    if len(places) > 1 and (is_counted or len(set(numbers)) > 1):
        return places
    is_first = len(places) == 1 and _is_top(blocks, places[0])
    return places if is_first and found[places[0]].kind == "chapter" else []


def _is_top(blocks: Sequence[Tag], place: int) -> bool:
    above = [markup.words(b) for b in blocks[:place] if not is_blank(b)]
    return len(above) < 25 and all(len(line) < 4 * LONGEST_LINE for line in above)


def _line(block: Tag, *, after_page: bool) -> Heading | None:
    if block.name != "p":
        return None
    lines = [line for line in rows(block) if line]
    if not lines or len(lines) > 2 or len(lines[0]) > LONGEST_LINE:
        return None
    heading = chapter_headings.read(lines[0])
    if heading is None or (len(lines) > 1 and len(lines[1]) > LONGEST_LINE):
        return None
    is_set = (
        document_front.is_bold(block)
        or block.get("align") == "center"
        or lines[0].isupper()
    )
    if heading.kind in {"alone", "listed"}:
        # "2." between the parts of a Five Things fic is no chapter.
        return heading if after_page and is_set and heading.kind == "alone" else None
    if heading.is_loose or heading.title[-1:] in {".", ",", ";"}:
        is_sentence = heading.title[:1].islower() or heading.title[-1:] in {
            ".",
            ",",
            ";",
        }
        return heading if is_set and not is_sentence else None
    return heading if len(lines) == 1 or is_set else None


def _unlisted(blocks: Sequence[Tag], found: Mapping[int, Heading]) -> list[int]:
    """Return the lines that are not of a typed table of contents.

    There the next line follows at once, and the same comes again further down.
    """
    kept: list[int] = []
    again: set[Heading] = set()
    after: int | None = None  # the next block that shows something
    for index in range(len(blocks) - 1, -1, -1):
        if index in found:
            if after not in found or found[index] not in again:
                kept.append(index)
            again.add(found[index])
        if not is_blank(blocks[index]) and not is_page_end(blocks[index]):
            after = index
    return kept[::-1]


def rows(block: Tag) -> list[str]:
    """Return the lines of a block, as its line breaks part them."""
    lines = [""]
    for piece in block.descendants:
        if isinstance(piece, Tag) and piece.name == "br":
            lines.append("")
        elif isinstance(piece, NavigableString):
            lines[-1] += piece
    return [" ".join(row.split()) for row in lines]


def head(blocks: Sequence[Tag], begin: int, starts: list[int]) -> Tag | None:
    """Return the heading that is the title of all: the only one above the chapters."""
    above = blocks[:begin] if starts else blocks[:12]
    headings = [b for b in above if b.name in LEVELS and markup.words(b)]
    if not headings or _FRONT.fullmatch(markup.words(headings[0])):
        return None
    first = next((b for b in above if not is_blank(b) and not is_page_end(b)), None)
    if starts:
        return headings[0] if len(headings[0].get_text()) < 200 else None
    return headings[0] if first is headings[0] else None
