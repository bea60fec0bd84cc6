"""What stands above the text of a typed document: title, byline, ``Label: value``.

Authors set a title in Word's Title style, or centre it in bold, or not at all; the
file's own properties know one too, unless it is what the program wrote by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from bs4.element import NavigableString, Tag

from ...prose.scenebreaks import is_scene_break
from ..labels import chapter_headings, labels
from ..markup import markup
from .document_spacing import is_blank, is_page_end

_DEFAULT_TITLE: Final = re.compile(
    r"(?:(?:new |blank |microsoft )?(?:word )?document|dokument|documento|untitled"
    r"|title|book title|story title|[\[(].*[\])]|copy of|template|doc|no title"
    r"|unbenannt|无标题|sans titre|senza titolo|sin título|text)\W*[0-9]*"
    r"|microsoft word\b.*|word document.*|powerpoint.*|.*\.(?:docx?|odt|rtf|txt|html?)"
    r"|https?:.*|<.*>",
    re.IGNORECASE,
)
_DEFAULT_AUTHOR: Final = re.compile(
    r"(?:un-?named|unknown|author|the author|admin(?:istrator)?"
    r"|(?:windows |office )?users?|owner|customer|guest|default|me|home"
    r"|student|laptop|pc|test|root|none|n/?a"
    r"|microsoft.*|python-docx|apache poi|docx4j|openpyxl|libreoffice|openoffice.*"
    r"|google docs|pandoc|aspose.*|hp|dell|acer|asus|lenovo|toshiba|sony|samsung|apple"
    r"|hewlett.*|[\w.+-]+@[\w.-]+|[0-9]+)?\W*(?:user)?[0-9]*",
    re.IGNORECASE,
)
_BYLINE: Final = re.compile(
    r"(?i)(?:a (?:\w+ )?(?:fan)?fic(?:tion)? |written |story |fic )?by:?\s+(\S.{0,80})"
)
_NO_NAME: Final = re.compile(
    r"(?i)(?:the|a|an|my|his|her|their|this|that|its?)\b|.*[.!?…]\s"
)
_LONGEST_TITLE: Final = 120


@dataclass(slots=True)
class Front:
    """What was taken from above the text, and the blocks that are left."""

    title: str = ""
    author: str = ""
    taken: labels.Taken = field(default_factory=labels.Taken)
    blocks: list[Tag] = field(default_factory=list)


def read(blocks: Sequence[Tag], *, core_title: str, head: Tag | None) -> Front:
    """Take title, byline and labels off the top of a document.

    `head` is a heading that stands above all chapters, so is no chapter's.
    """
    front = Front(blocks=list(blocks))
    styled = _styled(front)
    core = "" if _is_default_title(core_title, blocks) else " ".join(core_title.split())
    if not styled and head is not None and head in front.blocks:
        styled = markup.words(head)
        front.blocks.remove(head)
    front.title = styled or core
    _drop_title(front, core)
    if not front.title:
        front.title = _first_line(front)
    _byline(front)
    _labels(front)
    _byline(front)
    return front


def is_front(blocks: Sequence[Tag]) -> bool:
    """Tell whether blocks under a heading are byline and labels, and no text."""
    if labels.taken([markup.words(block) for block in blocks]).lines:
        return sum(len(markup.words(block)) for block in blocks) < 4000
    return all(
        block.get("align") == "center"
        or "subtitle" in (block.get("class") or ())
        or is_page_end(block)
        or _BYLINE.fullmatch(markup.words(block))
        for block in blocks
    )


def author(name: str) -> str:
    """Return the author that a document's properties name, unless nobody typed it."""
    name = " ".join(name.split())
    return "" if _DEFAULT_AUTHOR.fullmatch(name) or len(name) > 80 else name


def _is_default_title(title: str, blocks: Sequence[Tag]) -> bool:
    title = " ".join(title.split())
    if not title or len(title) > 200 or _DEFAULT_TITLE.fullmatch(title):
        return True
    heading = chapter_headings.read(title)
    if heading is not None and heading.kind != "named":
        return True
    # Old Word proposed the beginning of the first sentence.
    first = next((markup.words(block) for block in blocks if not is_blank(block)), "")
    return len(first) > len(title) + 20 and first.startswith(title)


def _styled(front: Front) -> str:
    """Take the paragraphs in the Title style, and of the subtitle, off the top."""
    titles = [b for b in front.blocks[:40] if "title" in (b.get("class") or ())]
    lines = [markup.words(block) for block in titles if not is_blank(block)]
    if not lines or len(lines) > 3 or sum(map(len, lines)) > 2 * _LONGEST_TITLE:
        return ""
    front.blocks = [block for block in front.blocks if block not in titles]
    return " ".join(lines)


def _drop_title(front: Front, core: str) -> None:
    """Leave out lines at the top that only say the title again."""
    known = {markup.letters(front.title), markup.letters(core)} - {""}
    for block in [b for b in front.blocks[:12] if not is_blank(b)][:4]:
        if block.name != "table" and markup.letters(markup.words(block)) in known:
            front.blocks = [b for b in front.blocks if b is not block]
        elif len(markup.words(block)) > _LONGEST_TITLE:
            return


def _first_line(front: Front) -> str:
    """Take a first line that is set as a title: short, centred and bold."""
    shown = [b for b in front.blocks if not is_blank(b) and not is_page_end(b)]
    if len(shown) < 2:
        return ""
    first = shown[0]
    line = markup.words(first)
    if not line or len(line) > 80 or first.find("img") or is_scene_break(line):
        return ""
    if chapter_headings.read(line) or _BYLINE.fullmatch(line) or ": " in line[:25]:
        return ""
    is_set = is_bold(first) or first.find("u") is not None or line.isupper()
    follows = _BYLINE.fullmatch(markup.words(shown[1]))
    is_centred = first.get("align") == "center"
    if (
        first.name in {"h1", "h2"}
        or (is_centred and (is_set or follows))
        or ((is_set or follows) and not is_centred and follows and first.name == "p")
    ):
        front.blocks = [b for b in front.blocks if b is not first]
        return line
    return ""


def is_bold(tag: Tag) -> bool:
    """Tell whether all words of a block are bold."""
    bold = "".join(b.get_text() for b in tag.find_all(["strong", "b"]))
    text = "".join(tag.get_text().split())
    return bool(text) and len("".join(bold.split())) >= len(text)


def _byline(front: Front) -> None:
    """Take ``by X`` off the first lines."""
    if front.author:
        return
    for block in [b for b in front.blocks[:12] if not is_blank(b)][:2]:
        line = markup.words(block)
        found = _BYLINE.fullmatch(line)
        if found and _is_name(found[1]) and block.name != "table":
            front.author = found[1].strip()
            front.blocks = [b for b in front.blocks if b is not block]
            return


def _is_name(text: str) -> bool:
    return (
        len(text.split()) < 7 and not _NO_NAME.match(text) and text[-1:] not in ".,;!?"
    )


def _labels(front: Front) -> None:
    lines: list[str] = []
    places: list[tuple[int, int]] = []  # of each line: block, line of the block
    for index, block in enumerate(front.blocks[:150]):
        if block.name not in {"p", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}:
            break
        rows = _rows(block)
        lines += [*rows, ""]
        places += [(index, row) for row in range(len(rows))] + [(index, len(rows))]
    taken = labels.taken(lines)
    if not taken.lines:
        return
    front.taken = taken
    if taken.lines >= len(lines):
        front.blocks = front.blocks[places[-1][0] + 1 :]
        return
    index, row = places[taken.lines]
    if row and row < len(_rows(front.blocks[index])):
        _cut(front.blocks[index], row)
    elif row:
        index += 1
    front.blocks = front.blocks[index:]


def _rows(block: Tag) -> list[str]:
    """Return the lines of a block, as its line breaks part them."""
    rows = [""]
    for piece in block.descendants:
        if isinstance(piece, Tag):
            if piece.name == "br":
                rows.append("")
        elif isinstance(piece, NavigableString):
            rows[-1] += piece.replace("\n", " ")
    return rows


def _cut(block: Tag, row: int) -> None:
    """Leave out the first lines of a block."""
    piece = block.find_all("br")[row - 1]
    here: Tag = piece
    while here is not block and here.parent is not None:
        for before in [*here.previous_siblings]:
            before.extract()
        here = here.parent
    piece.extract()
