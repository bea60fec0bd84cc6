"""Lines of plain text: broken where a line of print would be, counted in columns.

Letters of Chinese and Japanese are two columns wide and may part anywhere but before
what closes and after what opens; marks above and below letters take no room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from unicodedata import category, east_asian_width

# Scripts that part without a space. Thai and its neighbours part by words that only a
# dictionary knows; their lines stay long.
_PARTING: Final = "\u2e80-\u303f\u3041-\u30ff\u3105-\u312f\u3190-\u4dbf\u4e00-\ua4cf"
_PARTING_MORE: Final = "\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U0001b000-\U0003ffff"
_WIDE: Final = re.compile(f"[{_PARTING}{_PARTING_MORE}]")
_NEVER_FIRST: Final = frozenset(
    "、。，．・：；？！）］｝」』】〕〉》”’…‥ー〜～々ゝゞヽヾ"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}%"
)
_NEVER_LAST: Final = frozenset("（［｛「『【〔〈《“‘([{")
# Of what comes after letters of these, none is wider or narrower than a column.
_PLAIN: Final = re.compile("[\x20-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027 ]*")


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Return a paragraph in lines, `first` before the first and `rest` before others.

    What has no place to part stands on a line of its own, however long.
    """
    measure = len if _PLAIN.fullmatch(text) else columns
    if measure is len and "  " not in text and _PLAIN.fullmatch(first + rest):
        return _filled(text.strip(" "), width, first, rest)
    parting = measure is columns and _WIDE.search(text) is not None
    lines: list[str] = []
    line, room = first, width - measure(first)
    begun = False
    for gap, piece in _pieces(text) if parting else _words(text):
        size = measure(piece)
        if begun and size + len(gap) > room:
            lines.append(line)
            line, room, begun = rest, width - measure(rest), False
        if begun:
            line += gap
            room -= len(gap)
        line += piece
        room -= size
        begun = True
    lines.append(line)
    return [one.rstrip(" ") for one in lines]


def _filled(text: str, width: int, first: str, rest: str) -> list[str]:
    """Return the same for words of plain letters, one space between them: quickly."""
    lines, head, at = [], first, 0
    while len(text) - at > max(0, width - len(head)):
        cut = text.rfind(" ", at, at + max(0, width - len(head)) + 1)
        if cut < 0:
            cut = text.find(" ", at)
        if cut < 0:
            break
        lines.append(head + text[at:cut])
        head, at = rest, cut + 1
    lines.append(head + text[at:])
    return [one.rstrip(" ") for one in lines]


def columns(text: str) -> int:
    """Return how many columns a text is wide."""
    return sum(map(_column, text))


@lru_cache(maxsize=8192)
def _column(letter: str) -> int:
    if category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(letter) in {"W", "F"} else 1


def _words(text: str) -> Iterator[tuple[str, str]]:
    for word in text.split(" "):
        if word:
            yield " ", word


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stays together, and what parts it from what is before."""
    for word in text.split(" "):
        gap, piece = " ", ""
        for letter in word:
            if piece and _may_part(piece[-1], letter):
                yield gap, piece
                gap, piece = "", ""
            piece += letter
        if piece:
            yield gap, piece


def _may_part(before: str, after: str) -> bool:
    if before in _NEVER_LAST or after in _NEVER_FIRST:
        return False
    return bool(_WIDE.match(before) or _WIDE.match(after)) and _column(after) > 0
