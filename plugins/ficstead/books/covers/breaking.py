"""Where the words of a cover break into lines, and how large they can be.

Each piece that no line breaks is measured once; to try a size is to add numbers up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from . import lettering
from .lettering import Face, Line

# Between these no line may break: closing signs, and the small kana.
_NEVER_FIRST: Final = (
    "、。，．・：；？！）」』】〉》〕”’…ーぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
_NEVER_LAST: Final = "（「『【〈《〔“‘"
_ELLIPSIS: Final = "…"
_DASH: Final = re.compile(r" ([-–—|/&]) ")
# Lines are even when none is longer by more than this part of the box.
_EVEN: Final = 1 / 64
# So many letters say how the next one joins them.
_NEAR: Final = 3


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two places where a line may break.

    How wide it is at `lettering.SIZE`: `inside` a line, and at the `end` of one.
    """

    text: str
    inside: float
    end: float


def fitted(
    text: str, face: Face, sizes: range, box: tuple[int, int], leading: float
) -> tuple[int, list[Line]]:
    """Return the largest size at which a text stands in a box, and its lines.

    Where even the smallest is too large the text ends early, with an ellipsis.
    """
    across, down = box
    rtl = lettering.from_the_right(text)
    # "Willows - Kenneth Grahame": the dash ends a line and begins none.
    words = [_word(word, face) for word in _words(_DASH.sub("\u00a0\\1 ", text))]
    for size in sizes:
        most = across * lettering.SIZE / size
        lines = _broken(words, most)
        if lines is None or len(lines) > _room(down, size * leading):
            continue
        even = _evened(words, most, len(lines)) or lines
        # Together words may be wider than each alone.
        if all(lettering.wide(one, face) <= most for one in even):
            return size, [lettering.line(one, face, size, rtl=rtl) for one in even]
    size = sizes[-1]
    letters = _broken(list(_letters(text, face)), across * lettering.SIZE / size) or []
    room = _room(down, size * leading)
    if len(letters) > room:
        letters = letters[:room]
        letters[-1] = letters[-1].rstrip()[:-2].rstrip() + _ELLIPSIS
    return size, [lettering.line(one.strip(), face, size, rtl=rtl) for one in letters]


def _room(down: int, tall: float) -> int:
    """Return how many lines stand in a box, one at least."""
    return max(1, int(down / tall))


def _word(text: str, face: Face) -> _Piece:
    bare = text.rstrip()
    end = lettering.wide(bare, face)
    return _Piece(text, end if bare == text else lettering.wide(text, face), end)


def _letters(text: str, face: Face) -> Iterator[_Piece]:
    """Yield the letters of a text, each as wide as it makes those before it."""
    for at, char in enumerate(text):
        before = text[max(0, at - _NEAR) : at]
        more = lettering.wide(before + char, face) - lettering.wide(before, face)
        yield _Piece(char, more, 0 if char.isspace() else more)


def _words(text: str) -> Iterator[str]:
    """Yield the pieces between which a line may break, each with its space."""
    piece = ""
    for char in text:
        if piece and _parts(piece[-1], char):
            yield piece
            piece = ""
        piece += char
        if char in " -–—/":
            yield piece
            piece = ""
    if piece:
        yield piece


def _parts(before: str, char: str) -> bool:
    """Return whether a line may break between two letters, one an ideograph."""
    if before in _NEVER_LAST or char in _NEVER_FIRST or char.isspace():
        return False
    return any(unicodedata.east_asian_width(one) in "WF" for one in (before, char))


def _broken(pieces: list[_Piece], most: float) -> list[str] | None:
    """Return a text in lines; None where a piece alone is too wide."""
    lines: list[str] = []
    line, long = "", 0.0
    for piece in pieces:
        if piece.end > most:
            return None
        if line and long + piece.end > most:
            lines.append(line.rstrip())
            line, long = "", 0.0
        line += piece.text
        long += piece.inside
    return [*lines, line.rstrip()] if line.strip() else lines


def _evened(pieces: list[_Piece], most: float, count: int) -> list[str] | None:
    """Return the same number of lines, none of them much longer than the others."""
    low, high, best = most / 3, most, None
    while high - low > most * _EVEN:
        middle = (low + high) / 2
        lines = _broken(pieces, middle)
        if lines is not None and len(lines) <= count:
            best, high = lines, middle
        else:
            low = middle
    return best
