"""Empty lines, rules and page ends between the paragraphs of a typed document.

Some people press Return twice after every paragraph, others only where a scene ends.
Which of them wrote this, the whole document tells: where most paragraphs have an empty
line after them it says nothing, where few have, it is a scene break.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bs4 import BeautifulSoup, Tag

from ...prose.scenebreaks import is_scene_break

_SHOWN: Final = frozenset({"hr", "img", "input", "table"})
# Of all gaps between paragraphs; above it empty lines are how she parts paragraphs.
_OFTEN: Final = 0.4
_SELDOM: Final = 0.2


@dataclass(frozen=True, slots=True)
class Spacing:
    """What an empty line, and more than one, mean in one document."""

    one: str = ""  # "hr", "blank" or nothing
    more: str = "hr"


def is_blank(tag: Tag) -> bool:
    """Tell whether a block shows nothing: no words, no picture, no line."""
    if tag.name in _SHOWN:
        return False
    for piece in tag.descendants:
        if piece.name in _SHOWN if isinstance(piece, Tag) else str(piece).strip():
            return False
    return True


def is_page_end(tag: Tag) -> bool:
    """Tell whether a block is where a page ended."""
    return tag.name == "hr" and "page" in (tag.get("class") or ())


def measured(blocks: Sequence[Tag]) -> Spacing:
    """Return what empty lines mean in a document of these blocks."""
    gaps = singles = 0
    marked = False
    run, before = 0, False
    for block in blocks:
        if is_blank(block):
            run += 1
            continue
        marked |= block.name == "hr" and not is_page_end(block)
        marked |= block.name == "p" and is_scene_break(block.get_text())
        is_text = block.name == "p"
        if is_text and before:
            gaps += 1
            singles += run == 1
        run, before = 0, is_text
    share = singles / gaps if gaps else 1.0
    if share > _OFTEN:
        return Spacing("", "blank" if marked else "hr")
    if share > _SELDOM or marked:
        return Spacing("blank", "blank" if marked else "hr")
    return Spacing("hr", "hr")


def tidied(blocks: Sequence[Tag], spacing: Spacing) -> list[Tag]:
    """Return the blocks with what empty lines and page ends mean in their place."""
    kept: list[Tag] = []
    run, page = 0, False
    for block in blocks:
        if is_page_end(block):
            page = True
        elif is_blank(block):
            run += 1
        else:
            if kept and (run or page):
                kept += _between(kept[-1], block, spacing, run, page=page)
            kept.append(block)
            run, page = 0, False
    while kept and kept[-1].name == "hr":
        kept.pop()
    while kept and kept[0].name == "hr":
        kept.pop(0)
    return kept


def _between(
    before: Tag, after: Tag, spacing: Spacing, run: int, *, page: bool
) -> list[Tag]:
    """Return what stands between two blocks that an empty line or a page end parts."""
    if not (_is_text(before) and _is_text(after)):
        return []
    meaning = "hr" if page else (spacing.one if run == 1 else spacing.more)
    soup = BeautifulSoup("", "html.parser")
    if meaning == "hr":
        return [soup.new_tag("hr")]
    if meaning == "blank":
        blank = soup.new_tag("p")
        blank.string = "\u00a0"
        return [blank]
    return []


def _is_text(tag: Tag) -> bool:
    """Tell whether a block is a paragraph that a scene may end or begin with."""
    return tag.name == "p" and not is_scene_break(tag.get_text())
