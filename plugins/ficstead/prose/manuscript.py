"""The lines of a text, read once from top to bottom before Markdown sees them.

What Markdown does not know, or does not say the line of, is taken out here and leaves
a mark: scene breaks, ``:::`` blocks, code, footnotes, HTML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from . import blocks, htmllines, inline, scenebreaks, voices
from .draft import Draft, Line
from .marks import CLOSE, LOOSE, TEXT
from .misreadings import Reading
from .scenebreaks import is_scene_break, is_strong

_QUOTE: Final = re.compile(r"(?:[ ]{0,3}>[ ]?)*")
_CODE: Final = re.compile(r"[ \t]*(`{3,}(?=[^`]*\Z)|~{3,})[ \t]*([\w+-]*).*\Z")
_NOTE: Final = re.compile(r"[ ]{0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)\Z", re.DOTALL)
_ITEM: Final = re.compile(r"[ ]{0,3}(?:[*+-]|\d+\.)[ \t]+\S")


def read(source: Sequence[Line], draft: Draft, reading: Reading) -> str:
    """Return the text that Markdown is to read."""
    lines = list(source)
    open_blocks: list[blocks.Block] = []
    at = 0
    in_list = False
    while at < len(lines):
        line = lines[at]
        quote = _quote(line.text)
        body = line.text[len(quote) :]
        if not body.strip(" \t"):
            draft.out.append(quote)
            at += 1
            continue
        indented = body.startswith(("    ", "\t"))
        in_list = in_list and indented and bool(at)
        if not (in_list and indented) and _breaks(lines, at, quote, body):
            draft.block(scenebreaks.shown(body), quote)
            at += 1
        elif (after := _structure(lines, at, quote, draft, open_blocks)) is not None:
            at = after
        else:
            last = _end(lines, at, quote)
            in_list = in_list or bool(_ITEM.match(body))
            kept = bool(open_blocks and open_blocks[-1].keeps_lines)
            _paragraph(lines[at:last], draft, reading, kept)
            at = last
    for block in reversed(open_blocks):
        block.unclosed(draft)
    inline.close_what_stays_open(draft)
    return "\n".join(draft.out)


def _quote(text: str) -> str:
    """Return the quotation marks of Markdown that a line begins with."""
    match = _QUOTE.match(text) if text.lstrip()[:1] == ">" else None
    return match[0] if match else ""


def _breaks(lines: list[Line], at: int, quote: str, body: str) -> bool:
    """Tell whether a line is a scene break, alone if it must be."""
    text = body.strip()
    if not is_scene_break(text):
        return False
    if is_strong(text):
        return True
    return _empty(lines, at - 1, quote) and _empty(lines, at + 1, quote)


def _empty(lines: list[Line], at: int, quote: str) -> bool:
    if not 0 <= at < len(lines):
        return True
    text = lines[at].text
    return not text[len(quote) :].strip() or blocks.fence(text) is not None


def _structure(
    lines: list[Line],
    at: int,
    quote: str,
    draft: Draft,
    open_blocks: list[blocks.Block],
) -> int | None:
    """Take out what begins in a line and is no paragraph; return the line after it."""
    line = lines[at]
    body = line.text[len(quote) :]
    first = body.lstrip()[:1]
    if first in "`~" and (code := _CODE.match(body)):
        return _code(lines, at, quote, draft, code)
    if first == ":" and (names := blocks.fence(body)) is not None:
        return _block(lines, at, quote, draft, open_blocks=open_blocks, names=names)
    if first == "[" and (note := _NOTE.match(body)):
        return _note(lines, at, draft, note)
    if first == "<":
        return htmllines.take(lines, at, quote, draft)
    return htmllines.part_closers(lines, at)


def _code(
    lines: list[Line], at: int, quote: str, draft: Draft, code: re.Match[str]
) -> int | None:
    fence = code[1]
    closer = re.compile(rf"[ \t]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*\Z")
    for last in range(at + 1, len(lines)):
        if closer.match(lines[last].text[len(quote) :]):
            text = [one.text[len(quote) :] for one in lines[at + 1 : last]]
            draft.block(htmllines.code(text, code[2]), quote)
            return last + 1
    return None


def _block(
    lines: list[Line],
    at: int,
    quote: str,
    draft: Draft,
    *,
    open_blocks: list[blocks.Block],
    names: list[str],
) -> int:
    number = lines[at].number
    if not names:
        if open_blocks:
            open_blocks.pop().end(draft)
        else:
            draft.findings.report("P412", number)
        return at + 1
    block = blocks.folded(lines, at, quote, draft, open_blocks) or blocks.begin(
        names, number, quote, draft
    )
    if block.voice is None:
        open_blocks.append(block)
        return at + 1
    last = blocks.closing(lines, at + 1, quote)
    inside = [Line(one.number, one.text[len(quote) :]) for one in lines[at + 1 : last]]
    if block.voice == "verse":
        voices.verse(inside, quote, draft)
    else:
        voices.messages(inside, quote, draft)
    if last < len(lines):
        block.end(draft)
    else:
        block.unclosed(draft)
    return last + 1


def _note(lines: list[Line], at: int, draft: Draft, note: re.Match[str]) -> int:
    """Put a footnote aside: it goes on over lazy lines and over indented ones."""
    text = [Line(lines[at].number, note[2])]
    last = here = at + 1
    while here < len(lines):
        line = lines[here]
        indented = line.text.startswith(("  ", "\t"))
        lazy = here == last and not _NOTE.match(line.text)
        if line.blank:
            here += 1
        elif indented or (lazy and blocks.fence(line.text) is None):
            here += 1
            last = here
        else:
            break
    for line in lines[at + 1 : last]:
        bare = re.sub(r"^(?: {1,4}|\t)", "", line.text)
        text.append(Line(line.number, bare))
    draft.notes.setdefault(note[1], text)
    return last


def _end(lines: list[Line], at: int, quote: str) -> int:
    """Return where the paragraph that begins at `at` ends."""
    last = at + 1
    while last < len(lines):
        text = lines[last].text
        inner = _quote(text)
        body = text[len(inner) :]
        if not body.strip(" \t") or (len(inner) > len(quote) and not quote):
            break
        first = body.lstrip()[:1]
        if is_strong(body.strip()) or (first == ":" and blocks.fence(body) is not None):
            break
        if first == "[" and _NOTE.match(body):
            break
        if first == "<" and htmllines.begins(body):
            break
        if first in "`~" and _CODE.match(body) and first * 3 in body:
            break
        if htmllines.ends_container(body):
            return last
        last += 1
    return last


def _paragraph(lines: list[Line], draft: Draft, reading: Reading, kept: bool) -> None:
    texts = [line.text for line in lines]
    reading.paragraph(lines, kept=kept)
    if kept:
        texts = blocks.short_lines(texts)
    text = inline.marked("\n".join(texts), lines[0].number, draft)
    text = inline.bounded(text, draft)
    if htmllines.is_phrase(texts[0]):
        text = LOOSE + text
    elif text.lstrip().startswith(":") and _after_block(draft):
        text = TEXT + text
    draft.out += text.split("\n")
    inline.end_of_paragraph(draft)
    if htmllines.is_phrase(texts[0]):
        draft.out.append("")


def _after_block(draft: Draft) -> bool:
    """Tell whether a finished block stands above: no term for ``: a meaning``."""
    above = next((line for line in reversed(draft.out) if line.strip(" >")), CLOSE)
    return above.rstrip().endswith(CLOSE)
