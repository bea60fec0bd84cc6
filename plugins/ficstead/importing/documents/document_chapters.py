"""A typed document (Word, LibreOffice, Pages, Google Docs) as a story with chapters.

Readers of such formats give one flat HTML: headings, paragraphs, tables. What parts it
into chapters is a level of headings, or lines that say ``Chapter 3`` by themselves;
the end of a page parts nothing, because people end pages for many reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from bs4 import BeautifulSoup, Tag

from ..labels import chapter_headings, labels
from ..labels.chapter_headings import Heading
from ..markup import markup
from ..story import Chapter, Loss, Refused, Story
from . import document_front, document_spacing, document_starts
from .document_spacing import Spacing, is_blank, is_page_end

_NOTE: Final = re.compile(r"#fn-\w+")
_DAY: Final = re.compile(r"((?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])(?![0-9])")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the reader of a document's format hands on.

    `html` is flat; ``p.title`` and ``p.subtitle`` are in styles of that name,
    ``hr.page`` is the end of a page. Notes stand in a last ``div.footnote`` as ``li``
    with an id that links name. `title` and `author` are the file's properties, as they
    stand.
    """

    format: str
    html: str
    title: str = ""
    author: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    lost: tuple[Loss, ...] = ()
    said: tuple[str, ...] = ()


def day(text: str) -> str:
    """Return the day of a moment in a file's properties; empty for none."""
    found = _DAY.match(text)
    return found[1] if found else ""


@dataclass(slots=True)
class _Piece:
    """A chapter as it is found: its heading's words, and its blocks."""

    heading: Heading | None
    line: str
    blocks: list[Tag] = field(default_factory=list)


def story(sheet: Sheet) -> Story:
    """Return the story that a document holds."""
    soup = markup.parsed(sheet.html)
    notes = _notes(soup)
    blocks = [*_blocks(soup)]
    spacing = document_spacing.measured(blocks)
    starts = document_starts.found(blocks)
    begin = starts[0] if starts else len(blocks)
    head = document_starts.head(blocks, begin, starts)
    front = document_front.read(
        blocks[:begin] if starts else blocks, core_title=sheet.title, head=head
    )
    pieces = _pieces(blocks, starts) or [_Piece(None, "", front.blocks)]
    foreword = document_spacing.tidied(front.blocks, spacing) if starts else []
    chapters = _chapters(pieces, spacing, notes)
    found = Story(
        format=sheet.format,
        chapters=chapters,
        title=front.title,
        authors=(front.author,) if front.author else (),
        language=sheet.language,
        published=sheet.published,
        updated=sheet.updated,
        foreword=_html(foreword, notes),
        pictures=sheet.pictures,
        lost=sheet.lost,
        said=sheet.said,
    )
    found = labels.applied(_yielding(found, front.taken), front.taken)
    if not any(chapter.html for chapter in chapters) and not found.foreword:
        raise Refused("There is no text in it.")
    return _authored(found, sheet)


def _yielding(found: Story, taken: labels.Taken) -> Story:
    """Let the labels of the text win over what only the file's properties say."""
    keys = {"title", "authors", "language", "published", "updated"} & set(taken.values)
    empty: dict[str, str | tuple[str, ...]] = {
        key: () if key == "authors" else "" for key in keys
    }
    if "title" in empty and found.title:
        del empty["title"]
    return replace(found, **empty)  # type: ignore[arg-type]


def _authored(found: Story, sheet: Sheet) -> Story:
    name = document_front.author(sheet.author)
    if found.authors or not name:
        return found
    said = (
        f"The author's name, {name}, is from the properties of the file: "
        "look whether it is the one to publish under."
    )
    return replace(found, authors=(name,), said=(*found.said, said))


# ---- Blocks --------------------------------------------------------------------------


def _blocks(soup: BeautifulSoup) -> Iterable[Tag]:
    loose: Tag | None = None
    for child in [*soup.children]:
        if isinstance(child, Tag):
            loose = None
            yield child
        elif str(child).strip():
            if loose is None:
                loose = soup.new_tag("p")
                yield loose
            loose.append(child.extract())


def _notes(soup: BeautifulSoup) -> dict[str, Tag]:
    """Take the notes off the end, by the ids that links to them name."""
    result: dict[str, Tag] = {}
    for holder in soup.find_all("div", class_="footnote", recursive=False):
        for item in holder.find_all("li"):
            if item.get("id"):
                result[f"#{item['id']}"] = item
        holder.extract()
    return result


def _html(blocks: Sequence[Tag], notes: Mapping[str, Tag]) -> str:
    """Return blocks as HTML, with the notes they refer to below, counted anew."""
    listed: dict[str, int] = {}
    for block in blocks:
        for link in block.find_all("a", href=_NOTE):
            href = str(link["href"])
            if href in notes:
                link.string = str(listed.setdefault(href, len(listed) + 1))
    html = "\n".join(str(block) for block in blocks)
    if listed:
        items = "\n".join(str(notes[href]) for href in listed)
        html += f'\n<div class="footnote">\n<hr/>\n<ol>\n{items}\n</ol>\n</div>'
    return html


# ---- Chapters ------------------------------------------------------------------------


def _pieces(blocks: Sequence[Tag], starts: Sequence[int]) -> list[_Piece]:
    """Part the blocks where chapters begin.

    A higher heading that stands above a chapter's (``Part Two``) opens that chapter.
    """
    pieces: list[_Piece] = []
    opening: list[Tag] = []
    for n, index in enumerate(starts):
        end = starts[n + 1] if n + 1 < len(starts) else len(blocks)
        below = [*blocks[index + 1 : end]]
        line, rest = _heading_of(blocks[index], below)
        after: list[Tag] = []
        while n + 1 < len(starts) and rest and _is_higher(rest[-1], blocks[end]):
            last = rest.pop()
            if last.name in document_starts.LEVELS:
                after.insert(0, last)
        pieces.append(_Piece(chapter_headings.read(line), line, [*opening, *rest]))
        opening = after
    return pieces


def _is_higher(block: Tag, start: Tag) -> bool:
    if is_blank(block) or is_page_end(block):
        return True
    is_start = (
        start.name in document_starts.LEVELS and block.name in document_starts.LEVELS
    )
    return is_start and block.name < start.name


def _heading_of(start: Tag, below: list[Tag]) -> tuple[str, list[Tag]]:
    """Return a chapter's whole heading, taking the line under it that is its title."""
    rows = [row for row in document_starts.rows(start) if row]
    line = rows[0]
    heading = chapter_headings.read(line)
    more = " ".join(rows[1:])
    if more:
        return (
            f"{line}: {more}" if heading and not heading.title else f"{line} {more}"
        ), below
    if heading is None or heading.title or heading.kind == "named":
        return line, below
    shown = [b for b in below if not is_blank(b)]
    if shown and _is_subtitle(start, shown[0]):
        return f"{line}: {markup.words(shown[0])}", [
            b for b in below if b is not shown[0]
        ]
    return line, below


def _is_subtitle(start: Tag, block: Tag) -> bool:
    line = markup.words(block)
    if (
        not line
        or len(line) > document_starts.LONGEST_LINE
        or block.find("img") is not None
    ):
        return False
    if labels.taken([line]).lines or chapter_headings.read(line) is not None:
        return False
    if block.name in document_starts.LEVELS or "subtitle" in (block.get("class") or ()):
        return True
    is_centred = start.get("align") == block.get("align") == "center"
    is_bold = document_front.is_bold(block)
    return (
        block.name == "p"
        and any(sign.isalnum() for sign in line)
        and (
            is_centred
            or (is_bold and (document_front.is_bold(start) or start.name != "p"))
        )
    )


def _chapters(
    pieces: Sequence[_Piece], spacing: Spacing, notes: Mapping[str, Tag]
) -> tuple[Chapter, ...]:
    numbers = [
        p.heading.number for p in pieces if p.heading and p.heading.number is not None
    ]
    is_counted = all(a < b for a, b in pairwise(numbers))
    return tuple(
        Chapter(
            html=_html(document_spacing.tidied(piece.blocks, spacing), notes),
            number=piece.heading.number if piece.heading and is_counted else None,
            title=_title(piece, is_counted=is_counted),
        )
        for piece in pieces
    )


def _title(piece: _Piece, *, is_counted: bool) -> str:
    heading = piece.heading
    if heading is None or heading.number is None or not is_counted:
        return piece.line
    return heading.title
