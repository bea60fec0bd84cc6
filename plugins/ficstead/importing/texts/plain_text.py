"""A plain text as a story: what stands above it, its chapters, its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..labels import labels
from ..story import Chapter, Loss, Refused, Story
from . import text_chapters, text_head, text_inline, text_paragraphs
from .text_chapters import Section
from .text_paragraphs import Layout

# What no text may hold and no eye sees; a form feed is the end of a page.
_UNSEEN: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufeff]")
_PAGE: Final = re.compile("[\x0b\x0c]+")
# What a chapter's own labels may say; anything else in such a line is its text.
_OF_CHAPTER: Final = frozenset({"summary", "notes"})
# A story on two lines is two paragraphs, or has lost them all.
LONGEST_LINE: Final = 8 * 2**20


def recognises(text: str) -> bool:
    """Tell whether there are words in a text: any of those may be a story."""
    return re.search(r"\w", text) is not None


def read(text: str) -> Story:
    """Return the story of a plain text."""
    rows = lines(text)
    head = text_head.read(rows)
    body = rows[head.lines :]
    how = text_paragraphs.layout(body)
    parts = text_chapters.parted(body)
    chapters = tuple(_chapter(body, part, how) for part in parts.chapters)
    foreword = _html(body, parts.foreword, how)
    if not chapters:
        chapters, foreword = (Chapter(html=foreword),), ""
    story = Story(
        format="text",
        chapters=chapters,
        title=head.title,
        authors=head.authors,
        foreword=foreword,
        notes=labels.paragraphs(head.spare),
        lost=(
            *(Loss(line, "mail header") for line in head.sent),
            *(Loss(f"a line of the contents: {c}", "foreword") for c in parts.contents),
        ),
    )
    story = labels.applied(story, head.taken)
    if not recognises("".join(c.html for c in chapters) + foreword):
        raise Refused("There is no story text in it.")
    return story


def lines(text: str) -> list[str]:
    """Return the lines of a text, whatever ends them, without what nobody sees."""
    paged = _PAGE.sub("\n\n", _UNSEEN.sub("", text))
    return [line.rstrip() for line in paged.splitlines()]


def html(rows: Sequence[str], how: Layout) -> str:
    """Return lines of text as paragraphs of HTML."""
    made = text_paragraphs.paragraphs(rows, how)
    return "\n".join(text_inline.paragraph(one) for one in made)


def _html(rows: Sequence[str], part: Section, how: Layout) -> str:
    return html(rows[part.begin : part.end], how)


def _chapter(rows: Sequence[str], part: Section, how: Layout) -> Chapter:
    """Return a chapter, its summary and notes taken off its top."""
    own = rows[part.begin : part.end]
    taken = labels.taken(own)
    if not taken.lines or not set(taken.values) <= _OF_CHAPTER:
        return Chapter(html=html(own, how), number=part.number, title=part.title)
    rest = html(own[taken.lines :], how)
    if not re.search(r"\w", rest):
        return Chapter(html=html(own, how), number=part.number, title=part.title)
    notes = (*taken.values.get("notes", ()), *taken.notes)
    return Chapter(
        html=rest,
        number=part.number,
        title=part.title,
        summary=labels.paragraphs(taken.values.get("summary", ())),
        notes=labels.paragraphs(notes),
    )
