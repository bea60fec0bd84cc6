"""The paragraphs of a plain text, whichever way its author ended lines.

Empty lines part paragraphs, or every line is one (word processors saving as text), or
a paragraph begins set in (books); and mail programs broke every line at some column.
Short lines that belong together are verse, or a letter's address, and stay lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ...prose.scenebreaks import is_scene_break

# Nobody breaks lines beyond this column; what is longer is a paragraph.
_WIDEST: Final = 100
_NARROWEST: Final = 45
_ENDS: Final = re.compile(r"[.!?…:\-–—~*_)\]\"'”’»。！？」』]$")
_BEGINS: Final = re.compile(r"[\"'“‘«*_(\[…~/-]|[^\W\d_a-z]|\d")
_EASTERN: Final = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is set: `width` is the column its lines were broken at, 0 for none.

    `is_lines` where every line is a paragraph, `is_set_in` where each begins set in.
    """

    width: int = 0
    is_lines: bool = False
    is_set_in: bool = False


def layout(lines: Sequence[str]) -> Layout:
    """Return how the lines of a whole text are set."""
    rows = [line.rstrip() for line in lines]
    pairs = [
        (above, below)
        for above, below in pairwise(rows)
        if above.strip() and below.strip() and not is_scene_break(above.strip())
    ]
    shown = sum(1 for row in rows if row.strip())
    if not pairs:
        return Layout()
    long = sum(len(above) > 1.2 * _WIDEST for above, _ in pairs)
    if long > 0.1 * len(pairs):
        return Layout(is_lines=True)
    width = _width([above for above, _ in pairs])
    full = sum(_is_full(above, below, width) for above, below in pairs)
    is_wrapped = width > 0 and full >= 0.5 * len(pairs)
    set_in = sum(_is_set_in(row) for row in rows)
    begins = sum(_is_set_in(below) and not _is_set_in(above) for above, below in pairs)
    if is_wrapped and begins > 1 and 0.04 * shown < set_in < 0.8 * shown:
        return Layout(width, is_set_in=True)
    if is_wrapped:
        return Layout(width)
    return Layout(is_lines=len(pairs) > 0.6 * shown and shown > 3)


def paragraphs(lines: Iterable[str], how: Layout) -> list[list[str]]:
    """Return each paragraph as its lines: more than one where they stay lines."""
    result: list[list[str]] = []
    for run in _runs(lines):
        if how.is_lines:
            result += [[row.strip()] for row in run]
        elif how.is_set_in and any(_is_set_in(row) for row in run):
            result += [[_joined(part)] for part in _parted_where_set_in(run)]
        elif how.width and _is_wrapped(run, how.width):
            result += [[_joined(part)] for part in _parted_where_short(run, how.width)]
        else:
            result.append([row.strip() for row in run])
    return result


def _runs(lines: Iterable[str]) -> Iterable[list[str]]:
    """Yield the lines between empty ones; a scene break is always by itself."""
    run: list[str] = []
    for line in lines:
        row = line.rstrip()
        alone = is_scene_break(row.strip())
        if (alone or not row.strip()) and run:
            yield run
            run = []
        if alone:
            yield [row]
        elif row.strip():
            run.append(row)
    if run:
        yield run


def _width(rows: Sequence[str]) -> int:
    lengths = sorted(len(row) for row in rows if len(row) <= _WIDEST)
    if not lengths:
        return 0
    width = lengths[int(0.95 * (len(lengths) - 1))]
    return width if width >= _NARROWEST else 0


def _is_full(above: str, below: str, width: int) -> bool:
    """Tell whether a line ended because the next word had no room in it."""
    word = len(below.split(None, 1)[0])
    return len(above) + 1 + min(word, 20) > width - 4 or len(above) > 0.8 * width


def _is_wrapped(run: Sequence[str], width: int) -> bool:
    if len(run) < 2 or max(map(len, run)) > 1.2 * _WIDEST:
        return False
    full = [_is_full(above, below, width) for above, below in pairwise(run)]
    ended = [
        one or bool(_ENDS.search(above)) for one, above in zip(full, run, strict=False)
    ]
    return sum(full) >= 0.6 * len(full) or (any(full) and sum(ended) >= 0.8 * len(full))


def _is_set_in(row: str) -> bool:
    return row[:1] in "\t\u3000" or row[:2] in ("  ", "\u00a0\u00a0") if row else False


def _parted_where_set_in(run: Sequence[str]) -> list[list[str]]:
    parts: list[list[str]] = []
    for row in run:
        if not parts or _is_set_in(row):
            parts.append([])
        parts[-1].append(row)
    return parts


def _parted_where_short(run: Sequence[str], width: int) -> list[list[str]]:
    """Part broken lines where one ends early, with the end of a sentence."""
    parts = [[run[0]]]
    for above, below in pairwise(run):
        short = not _is_full(above, below, width) and len(above) < 0.75 * width
        if short and _ENDS.search(above) and _BEGINS.match(below.lstrip()):
            parts.append([])
        parts[-1].append(below)
    return parts


def _joined(rows: Sequence[str]) -> str:
    text = rows[0].strip()
    pieces = [text]
    for row in rows[1:]:
        below = row.strip()
        pieces.append(_seam(pieces[-1], below))
        pieces.append(below)
    return "".join(pieces)


def _seam(above: str, below: str) -> str:
    """Return what joins two lines: a space, but not after the hyphen of well-known."""
    if re.search(r"[^\W\d_]-$", above) and re.match(r"[^\W\d_]", below):
        return ""
    if _EASTERN.match(above[-1:]) and _EASTERN.match(below[:1]):
        return ""
    return " "
