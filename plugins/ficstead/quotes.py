"""Quotation marks and apostrophes: which way each straight mark of a paragraph turns.

Every mark may open, close, stand for letters left out, or measure feet and inches.
What stands beside it makes each reading more or less likely, and so does what the
other marks of the paragraph then mean: a quotation that opens should close. The
cheapest consistent reading of the whole paragraph wins (Viterbi's algorithm over the
quotations open at each point). Marks that are curly already are kept, and count.
"""

from __future__ import annotations

import re
from html import unescape
from types import MappingProxyType
from typing import Final

from .elisions import Evidence, at_end, at_start

# Stand-ins in the running text for what is no text. A tag is looked through, a line
# break is a space, and an address, a backslash or a piece of code is like a word.
TAG: Final = "\x1f"
BREAK: Final = "\x1c"
THING: Final = "\x19"
FEET: Final = "\x1a"
INCHES: Final = "\x1b"

_MARK: Final = re.compile(r"""["“”‘]|['’](?![^\W_])|(?<![^\W_])['’]|(?<=\d)'(?=\d)""")
# Nothing to a reader's eye: tags, word joiners, the thin spaces between two quotes.
_UNSEEN: Final = TAG + "\u2009\u200a\u200b\u200c\u200d\u202f\u2060\ufeff"
_SKIPPED: Final = frozenset(_UNSEEN + "\"'“”‘’")

# What stands on one side of a mark; the numbers are places in the tables below.
_SPACE, _BRACKET, _DASH, _ELLIPSIS, _POINT, _WORD = range(6)

# What it costs to read a mark as opening or closing. One row for what is before it
# (space, opening bracket, dash, ellipsis, point, word), one column for what is after
# it (the same; the bracket that matters there is any that opens: it begins a word).
_OPENS: Final = (
    (3, 0, 0, 0, 3, 0),
    (4, 0, 0, 0, 3, 0),
    (5, 0.5, 2, 1, 5, 0.5),
    (7, 1, 3, 3, 6, 1),
    (9, 3, 6, 6, 8, 3),
    (9, 6, 9, 9, 9, 6),
)
_CLOSES: Final = (
    (3, 7, 5, 4, 3, 7),
    (6, 9, 8, 8, 6, 9),
    (0, 2, 1, 1, 0, 2),
    (0, 2, 0.5, 1, 0, 2),
    (0, 1.5, 0, 0.5, 0, 1.5),
    (0, 3, 0, 0.5, 0, 3),
)

# The quotations open at one point, outermost first: D double, S single. What is
# nested deeper is read as if it were this deep.
_STATES: Final = ("", "D", "S", "DS", "SD", "DSD", "SDS")
_AGAIN: Final = 4.0  # opens though one of its kind is open already
_LEFT_OPEN: Final = 4.0  # closes and leaves an inner quotation open
_UNOPENED: Final = 5.0  # closes what nobody opened
# Speech over several paragraphs opens each and closes the last, nested or not.
_END_AMERICAN: Final = {"": 0, "D": 1, "S": 3.5, "DS": 3, "SD": 4, "DSD": 4, "SDS": 5}
_END_BRITISH: Final = {**_END_AMERICAN, "S": 1.5, "SD": 3}
_SCARE: Final = 1.0  # single quotes outermost, where others quote with double ones

_Step = tuple[str, float]


def set_quotes(text: str, *, british: bool) -> str:
    """Return a paragraph with each straight mark turned.

    `british`: its text quotes with single marks first. Marks that measure come back
    as `FEET` and `INCHES`.
    """
    marks = [match.start() for match in _MARK.finditer(text)]
    readings = _cheapest(text, marks, british=british)
    pieces = []
    done = 0
    for place, reading in zip(marks, readings, strict=True):
        pieces.append(text[done:place])
        pieces.append(_GLYPHS.get(text[place] + reading, text[place]))
        done = place + 1
    pieces.append(text[done:])
    return "".join(pieces)


_GLYPHS: Final = MappingProxyType(
    {'"o': "“", '"c': "”", '"p': INCHES} | {"'o": "‘", "'c": "’", "'a": "’", "'p": FEET}
)


def _cheapest(text: str, marks: list[int], *, british: bool) -> str:
    """Return one letter a mark: o opens, c closes, a apostrophe, p prime."""
    steps = _STEPS_BRITISH if british else _STEPS_AMERICAN
    end = _END_BRITISH if british else _END_AMERICAN
    ways: dict[str, tuple[float, str]] = {"": (0.0, "")}
    for place in marks:
        options = _options(text, place)
        kind = "D" if text[place] in '"“”' else "S"
        reached: dict[str, tuple[float, str]] = {}
        for state, (cost, path) in ways.items():
            for reading, price in options:
                target, extra = steps[state, kind, reading]
                total = cost + price + extra
                if target not in reached or total < reached[target][0]:
                    reached[target] = (total, path + reading)
        ways = reached
    return min(ways.items(), key=lambda way: way[1][0] + end[way[0]])[1][1]


def _options(text: str, place: int) -> list[tuple[str, float]]:
    """Return the readings of one mark by what stands beside it, with their costs."""
    mark = text[place]
    left, right = _left(text, place), _right(text, place)
    before, after = _before(text, left), _after(text, right)
    opens, closes = _OPENS[before][after], _CLOSES[before][after]
    if mark in "“‘":
        return [("o", opens)]
    if mark == "”":
        return [("c", closes)]
    measures = before == _WORD and _is_number(text[left])
    if mark == '"':
        found = [("o", opens), ("c", closes)]
        if measures:
            found.append(("p", _inches(text, left, after)))
        return found
    found = _single(text, (left, right), (before, after), (opens, closes))
    if mark == "’":
        return [option for option in found if option[0] != "o"]
    if measures:
        found.append(("p", _feet(text, right, after)))
    return found


def _single(
    text: str,
    places: tuple[int, int],
    beside: tuple[int, int],
    costs: tuple[float, float],
) -> list[tuple[str, float]]:
    """Return the readings of a single mark, the words beside it weighed."""
    left, right = places
    before, after = beside
    opens, closes = costs
    if before == _WORD and after == _WORD:
        return [("a", 0.0), ("c", closes), ("o", opens)]
    apostrophe = 3.0
    if after == _WORD:
        evidence = at_start(text, right)
        extra, apostrophe = _AT_START[evidence]
        lower = text[right].islower()
        if evidence in (Evidence.ODD, Evidence.NONE):
            apostrophe += 0.0 if lower else 2.0
            extra = extra if lower and not _introduced(text, left) else 0.0
        opens += extra
    elif before == _WORD:
        extra, apostrophe = _AT_END[at_end(text, left + 1)]
        closes += extra
    elif before in (_POINT, _ELLIPSIS, _DASH):
        apostrophe = 6.0
    return [("o", opens), ("c", closes), ("a", apostrophe)]


# What a word's evidence adds to opening (closing), and the cost of an apostrophe.
_AT_START: Final = MappingProxyType(
    {
        Evidence.STRONG: (2.5, 0.0),
        Evidence.WEAK: (1.0, 0.7),
        Evidence.ODD: (0.7, 1.5),
        Evidence.NONE: (0.3, 2.5),
    }
)
_AT_END: Final = MappingProxyType(
    {
        Evidence.STRONG: (1.5, 0.3),
        Evidence.WEAK: (0.8, 0.7),
        Evidence.NONE: (0.2, 2.5),
    }
)


def _introduced(text: str, left: int) -> bool:
    """Return whether a point, a dash or a paragraph's start leads to a quotation."""
    while left >= 0 and (text[left].isspace() or text[left] in _SKIPPED):
        left -= 1
    return left < 0 or text[left] in ",:;.!?…—–-"


def _inches(text: str, left: int, after: int) -> float:
    """Return the cost of inches: none after feet (5'10"), some in ``a 12" ruler``."""
    start = left
    while start >= 0 and _is_number(text[start]):
        start -= 1
    if text[: start + 1].rstrip().endswith(("'", FEET)):
        return -3.0
    return 4.0 if after == _WORD else 2.0


_INCHES_FOLLOW: Final = re.compile(r"""\s?[\d½¼¾]+(?:"|\s(?:feet|inch))""")


def _feet(text: str, right: int, after: int) -> float:
    if after == _WORD and _is_number(text[right]):
        return -3.0
    return -3.0 if _INCHES_FOLLOW.match(text, right) else 1.5


def _is_number(character: str) -> bool:
    return character.isdigit() or character in "½¼¾"


def _left(text: str, place: int) -> int:
    place -= 1
    while place >= 0 and text[place] in _SKIPPED:
        place -= 1
    return place


def _right(text: str, place: int) -> int:
    place += 1
    while place < len(text) and text[place] in _SKIPPED:
        place += 1
    return place


def _before(text: str, place: int) -> int:
    if place < 0:
        return _SPACE
    character = text[place]
    if character == ";":
        start = text.rfind("&", max(0, place - 9), place)
        character = unescape(text[start : place + 1])[-1] if start >= 0 else ";"
    if character == "." and text[place - 2 : place] in ("..", ". "):
        return _ELLIPSIS
    return _class(character)


def _after(text: str, place: int) -> int:
    if place >= len(text):
        return _SPACE
    character = text[place]
    if character == "&":
        end = text.find(";", place, place + 9)
        character = unescape(text[place : end + 1])[0] if end >= 0 else "&"
    if character == "." and text[place + 1 : place + 3] in ("..", " ."):
        return _ELLIPSIS
    return _class(character)


def _class(character: str) -> int:
    if character.isalnum() or character in THING + "$£€½¼¾":
        return _WORD
    if character.isspace():
        return _SPACE
    if character in "-—–―‒⸺*_~|=+/":
        return _DASH
    if character in "([{¿¡<«":
        return _BRACKET
    return _ELLIPSIS if character == "…" else _POINT


def _steps(scare: float) -> MappingProxyType[tuple[str, str, str], _Step]:
    """Return where each reading leads from each state, and what that costs."""
    steps: dict[tuple[str, str, str], _Step] = {}
    for state in _STATES:
        for kind in "DS":
            steps[state, kind, "a"] = steps[state, kind, "p"] = (state, 0.0)
            steps[state, kind, "c"] = _closed(state, kind)
            target = state + kind
            if target in _STATES:
                steps[state, kind, "o"] = (target, scare if target == "S" else 0.0)
            else:
                again = _AGAIN if state.endswith(kind) else 1.0
                steps[state, kind, "o"] = (state, again)
    return MappingProxyType(steps)


def _closed(state: str, kind: str) -> _Step:
    outer, found, inner = state.rpartition(kind)
    if not found:
        return state, _UNOPENED
    return outer, _LEFT_OPEN if inner else 0.0


_STEPS_AMERICAN: Final = _steps(_SCARE)
_STEPS_BRITISH: Final = _steps(0.0)
