"""The lines of a text: one paragraph a line, an empty line between blocks.

Where Markdown has nothing that says the same, the block is short HTML, whose words are
Markdown still (`prose.htmllines`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from ...prose import scenebreaks
from ...prose.blocks import LETTERS
from . import folds, markdown_inline
from .markdown_blocks import Atom, Block, Box, Leaf, is_break, leaves

_HOLD_WORDS: Final = frozenset(
    {"li", "td", "th", "dt", "dd", "summary", "caption", "figcaption"}
)
_LISTS: Final = frozenset({"ul", "ol"})
_MARKED: Final = {"center": ":-:", "right": "--:", "": "---"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of Markdown, and the paragraph whose words are in it."""

    text: str
    leaf: Leaf | None = None


_EMPTY: Final = Line("")


def lines(blocks: list[Block]) -> list[Line]:
    """Return the lines of blocks that stand below one another."""
    result: list[Line] = []
    before: Block | None = None
    for align, group in groupby(blocks, key=lambda block: block.align):
        parts: list[list[Line]] = []
        for block in group:
            parts.append(_block(block, before if not align else None))
            before = block
        text = _apart(part for part in parts if part)
        if not text:
            continue
        if align:
            text = [Line(f"::: {align}"), *text, Line(":::")]
            before = None
        result += [_EMPTY, *text] if result else text
    return result


def _apart(parts: Iterable[list[Line]]) -> list[Line]:
    result: list[Line] = []
    for part in parts:
        result += [_EMPTY, *part] if result else part
    return result


def _block(block: Block, before: Block | None) -> list[Line]:
    if isinstance(block, Leaf):
        return _leaf(block)
    if block.tag == "blockquote":
        return _quotation(block, before)
    if block.tag in _LISTS:
        joined = isinstance(before, Box) and before.tag == block.tag
        if "footnotes" in block.keys or (not joined and _is_simple_list(block)):
            return _list(block)
    if block.tag == "figure":
        return _figure(block)
    if block.tag == "table" and (rows := _simple_rows(block)):
        return _table(rows)
    return _html(block)


# ---- Paragraphs ----------------------------------------------------------------------


def _leaf(leaf: Leaf) -> list[Line]:
    if leaf.tag == "hr":
        text = f"<hr{_written(leaf.keys)}>" if leaf.keys else "***"
        return [Line(text, leaf)]
    if leaf.tag == "pre":
        return _pre(leaf)
    if leaf.is_blank or (leaf.level < 2 and is_break(leaf)):
        return [Line("&nbsp;" if leaf.is_blank else _typed(leaf), leaf)]
    texts = markdown_inline.inline(leaf, leaf.level)
    if leaf.tag == "p" and leaf.level < 3 and not leaf.keys:
        return [Line(text, leaf) for text in texts]
    if leaf.tag == "p" or leaf.keys or len(texts) > 1 or leaf.level >= 2:
        keys = _written(leaf.keys)
        return [Line(f"<{leaf.tag}{keys}>{_joined(texts)}</{leaf.tag}>", leaf)]
    text = re.sub(r"(#+)\Z", r"\\\1", texts[0])
    return [Line(f"{'#' * int(leaf.tag[1])} {text}", leaf)]


def _joined(texts: list[str]) -> str:
    """Return the lines of a paragraph as one line of HTML."""
    return "<br>".join(
        text.removesuffix("\\") if text is not texts[-1] else text for text in texts
    )


def _typed(leaf: Leaf) -> str:
    """Return a scene break as its author typed it, where Markdown takes it so."""
    text = " ".join(leaf.words.replace("\\", "").split())
    strange = text[:1] in "<>`|:" or "&" in text or not scenebreaks.is_scene_break(text)
    return "***" if strange and not scenebreaks.kept(text) else text


def _pre(leaf: Leaf) -> list[Line]:
    text = leaf.words.replace("\r\n", "\n").strip("\n")
    if "code" in leaf.keys and not leaf.level and "```" not in text:
        return [Line("```", leaf), *(Line(t, leaf) for t in text.split("\n")),
                Line("```", leaf)]  # fmt: skip
    keys = {key: value for key, value in leaf.keys.items() if key != "code"}
    inner = html.escape(text, quote=False)
    whole = f"<pre{_written(keys)}>{inner}</pre>"
    return [Line(text, leaf) for text in whole.split("\n")]


# ---- Pictures with captions ----------------------------------------------------------


def _figure(box: Box) -> list[Line]:
    """Return a picture with its caption; one of another site is a link above it."""
    first, *rest = box.blocks
    shown = first.atoms if isinstance(first, Leaf) else []
    things = [atom.thing for atom in shown if atom.thing or atom.text.strip()]
    picture = things[0] if len(things) == 1 else None
    if picture is None or "ours" not in picture.attributes:
        return lines([*_unboxed(box.blocks)])
    caption = list(leaves([*rest]))
    words = "".join(leaf.words for leaf in caption).strip()
    plain = len(caption) < 2 and not any(
        a.marks for leaf in caption for a in leaf.atoms
    )
    keys = picture.attributes.keys() & {"width", "height"}
    if box.as_html or not plain or keys or re.search(r'["\\]', words):
        return _html(box)
    text = markdown_inline.inline(Leaf("p", [Atom("", (), picture)]), 0)[0]
    title = f' "{" ".join(words.split())}"' if words else ""
    return [
        Line(
            f"{text[:-1]}{title})" if text[-1] == ")" else text,
            caption[0] if caption else None,
        )
    ]


def _unboxed(blocks: list[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Box) and block.tag == "figcaption":
            yield from block.blocks
        else:
            yield block


# ---- Quotations, lists, tables -------------------------------------------------------


def _quotation(box: Box, before: Block | None) -> list[Line]:
    names = box.keys.get("class", "")
    if names in LETTERS and len(box.keys) == 1 and not box.as_html:
        return [Line(f"::: {names}"), *lines(box.blocks), Line(":::")]
    joined = isinstance(before, Box) and before.tag == "blockquote"
    if box.keys or box.as_html or joined:
        return _html(box)
    return [
        Line(f"> {line.text}" if line.text else ">", line.leaf)
        for line in lines(box.blocks)
    ]


def _is_simple_list(box: Box) -> bool:
    if box.as_html or set(box.keys) - {"start"}:
        return False
    return all(_is_simple_item(item) for item in box.blocks)


def _is_simple_item(item: Block) -> bool:
    if not isinstance(item, Box) or item.keys or item.align or not item.blocks:
        return False
    first, *rest = item.blocks
    if not isinstance(first, Leaf) or first.is_blank or not _is_plain(first):
        return False
    after: Block = first
    for block in rest:
        if isinstance(block, Leaf):
            fits = not block.is_blank and _is_plain(block)
        else:
            twice = isinstance(after, Box)
            fits = block.tag in _LISTS and not twice and _is_simple_list(block)
        if not fits:
            return False
        after = block
    return not any(leaf.align or leaf.keys or leaf.level > 2 for leaf in leaves([item]))


def _list(box: Box) -> list[Line]:
    if "footnotes" in box.keys:
        return _footnotes(box)
    items = [item for item in box.blocks if isinstance(item, Box)]
    loose = any(isinstance(block, Leaf) for item in items for block in item.blocks[1:])
    number = int(box.keys.get("start", "1"))
    result: list[Line] = []
    for at, item in enumerate(items):
        sign = f"{number + at}. " if box.tag == "ol" else "- "
        parts = [_block(block, None) for block in item.blocks]
        text = _apart(parts) if loose else [line for part in parts for line in part]
        if result and loose:
            result.append(_EMPTY)
        result += [
            replace(line, text=f"{sign if not n else '    '}{line.text}".rstrip(" "))
            for n, line in enumerate(text)
        ]
    return result


def _footnotes(box: Box) -> list[Line]:
    """Return the notes of a text: what is below a note's first line is indented."""
    notes = [
        (note.keys["label"], lines(note.blocks) or [Line("&nbsp;")])
        for note in box.blocks
        if isinstance(note, Box)
    ]
    loose = any(len(note) > 1 for _, note in notes)
    result: list[Line] = []
    for label, (first, *rest) in notes:
        result += [_EMPTY] if result and loose else []
        result.append(replace(first, text=f"[^{label}]: {first.text}"))
        result += [replace(x, text=f"    {x.text}".rstrip(" ")) for x in rest]
    return result


def _simple_rows(table: Box) -> list[list[Leaf | None]]:
    """Return the cells of a table that Markdown can draw; nothing of any other."""
    if table.as_html or table.keys or len(table.blocks) < 2:
        return []
    rows: list[list[Leaf | None]] = []
    for row in table.blocks:
        if not isinstance(row, Box) or row.tag != "tr" or row.keys:
            return []
        wanted = "td" if rows else "th"
        cells: list[Leaf | None] = []
        for cell in row.blocks:
            if not isinstance(cell, Box) or cell.tag != wanted or cell.keys:
                return []
            if len(cell.blocks) > 1:
                return []
            only = cell.blocks[0] if cell.blocks else None
            if only is not None and not _fits_cell(only):
                return []
            cells.append(only if isinstance(only, Leaf) else None)
        rows.append(cells)
    wide = {len(row) for row in rows}
    aligned = [{cell.align for cell in column if cell} for column in
               zip(*rows, strict=False)]  # fmt: skip
    fits = len(wide) == 1 and len(rows[0]) > 1 and all(len(a) < 2 for a in aligned)
    return rows if fits and _is_written(rows[0]) else []


def _is_written(row: list[Leaf | None]) -> bool:
    return all(cell is not None and cell.words.strip() for cell in row)


def _fits_cell(block: Block) -> bool:
    if not isinstance(block, Leaf) or block.tag != "p" or block.keys or block.level > 1:
        return False
    return block.align in _MARKED and not any(a.text == "\n" for a in block.atoms)


def _table(rows: list[list[Leaf | None]]) -> list[Line]:
    result: list[Line] = []
    for row in rows:
        cells = [_cell(cell) for cell in row]
        result.append(Line(f"| {' | '.join(cells)} |", row[0]))
    columns = zip(*rows, strict=True)
    aligned = [next((c.align for c in column if c), "") for column in columns]
    dashes = " | ".join(_MARKED[align] for align in aligned)
    return [result[0], Line(f"| {dashes} |"), *result[1:]]


def _cell(leaf: Leaf | None) -> str:
    if leaf is None or leaf.is_blank:
        return ""
    text = markdown_inline.inline(leaf, leaf.level)[0]
    return re.sub(r"(?<!\\)\|", r"\\|", text)


# ---- HTML ----------------------------------------------------------------------------


def _html(box: Box) -> list[Line]:
    head, foot = f"<{box.tag}{_written(_keys(box))}>", f"</{box.tag}>"
    only = box.blocks[0] if len(box.blocks) == 1 else None
    if box.tag in {"tr", "table", "ul", "ol", "dl"}:
        inner = [line for block in box.blocks for line in _block(block, None)]
        return [Line(head), *inner, Line(foot)]
    if not box.blocks:
        return [Line(f"{head}{foot}")]
    if isinstance(only, Leaf) and box.tag in _HOLD_WORDS and _is_plain(only):
        return [_phrase(box, only)]
    first = box.blocks[0]
    if box.tag == "details" and isinstance(first, Box) and first.tag == "summary":
        if own := folds.passage(box, lines, Line):
            return own
        rest = lines(box.blocks[1:])
        return [Line(head), *_html(first), _EMPTY, *rest, Line(foot)]
    # A tag that holds words alone would take the first paragraph for them.
    air = [_EMPTY] if box.tag in _HOLD_WORDS else []
    return [Line(head), *air, *lines(box.blocks), *air, Line(foot)]


def _is_plain(leaf: Leaf) -> bool:
    return leaf.tag == "p" and not leaf.keys and not is_break(leaf)


def _phrase(box: Box, leaf: Leaf) -> Line:
    align = {"align": leaf.align} if leaf.align else {}
    text = "" if leaf.is_blank else _joined(markdown_inline.inline(leaf, leaf.level))
    head = f"<{box.tag}{_written(_keys(box) | align)}>"
    return Line(f"{head}{text}</{box.tag}>", leaf)


def _keys(box: Box) -> dict[str, str]:
    return box.keys | ({"align": box.align} if box.align else {})


def _written(keys: dict[str, str]) -> str:
    return "".join(
        f" {key}" if key == "open" else f' {key}="{html.escape(value)}"'
        for key, value in keys.items()
    )


def numbered(written: list[Line]) -> Iterator[tuple[int, Leaf]]:
    """Yield the paragraphs with the number of each line they have."""
    for number, line in enumerate(written, 1):
        if line.leaf is not None:
            yield number, line.leaf
