"""Quotation marks and apostrophes: which way each straight mark of a paragraph turns.

Every mark may open, close, stand for letters left out, or measure feet and inches.
What stands beside it makes each reading more or less likely (`readings`), and so does
what the other marks then mean: a quotation that opens should close. The cheapest
consistent reading of the whole paragraph wins (Viterbi's algorithm over the
quotations open at each point). Marks that are curly already are kept, and count.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from . import readings
from .readings import APOSTROPHE, CLOSES, FEET, INCHES, OPENS, PRIME, REOPENS

_GLYPHS: Final = MappingProxyType(
    {
        ('"', OPENS): "“",
        ('"', REOPENS): "“",
        ('"', CLOSES): "”",
        ('"', PRIME): INCHES,
        ("'", OPENS): "‘",
        ("'", REOPENS): "‘",
        ("'", CLOSES): "’",
        ("'", APOSTROPHE): "’",
        ("'", PRIME): FEET,
    }
)

# Inside a word, where smartypants would open a quotation: R'4, the ship.
_BEFORE_DIGIT: Final = re.compile(r"(?<=[^\W\d_])'(?=\d)")

# The quotations open at one point, outermost first: D double, S single. What is
# nested deeper is read as if it were this deep.
_STATES: Final = ("", "D", "S", "DS", "SD", "DSD", "SDS")
_AGAIN: Final = 4.0  # opens though one of its kind is open already
_LEFT_OPEN: Final = 5.0  # closes and leaves an inner quotation open
_UNOPENED: Final = 5.0  # closes what nobody opened
_SCARE: Final = 1.0  # single quotes outermost, where others quote with double ones
_SENTENCE: Final = 1.5
# Speech over several paragraphs opens each and closes the last, nested or not.
_END_AMERICAN: Final = MappingProxyType(
    {"": 0.0, "D": 1.0, "S": 3.5, "DS": 3.0, "SD": 4.0, "DSD": 4.0, "SDS": 5.0}
)
_END_BRITISH: Final = MappingProxyType({**_END_AMERICAN, "S": 1.0, "SD": 3.0})

_Step = tuple[str, float]  # the state it leads to, what it costs
_Way = tuple[float, str, int]  # cost, readings, where a single quotation opened last


def set_quotes(text: str, *, british: bool) -> str:
    """Return a paragraph with each straight mark turned.

    `british`: its text quotes with single marks first. Marks that measure come back
    as `FEET` and `INCHES`.
    """
    marks = [match.start() for match in readings.MARK.finditer(text)]
    pieces = []
    done = 0
    for mark, reading in zip(
        marks, cheapest(text, marks, british=british), strict=True
    ):
        pieces.append(text[done:mark])
        pieces.append(_GLYPHS.get((text[mark], reading), text[mark]))
        done = mark + 1
    pieces.append(text[done:])
    return _BEFORE_DIGIT.sub("’", "".join(pieces))


def cheapest(text: str, marks: list[int], *, british: bool) -> str:
    """Return the readings of all marks, one letter each, that cost least together."""
    steps, end = (
        (_STEPS_BRITISH, _END_BRITISH) if british else (_STEPS_AMERICAN, _END_AMERICAN)
    )
    weighed = [readings.options(text, mark, british=british) for mark in marks]
    ways: dict[str, _Way] = {"": (0.0, "", 0)}
    for mark, found in zip(marks, readings.in_dialect(weighed), strict=True):
        kind = "D" if text[mark] in '"“”' else "S"
        reached: dict[str, _Way] = {}
        for state, (cost, path, opened) in ways.items():
            for reading, price in found:
                target, total = steps[state, kind, reading]
                total += cost + price
                since = opened
                if kind == "S" and reading == OPENS:
                    since = mark
                elif kind == "S" and reading == CLOSES:
                    total += _rambling(
                        text, opened, mark, outermost=british and state == "S"
                    )
                if target not in reached or total < reached[target][0]:
                    reached[target] = (total, path + reading, since)
        ways = reached
    return min(ways.items(), key=lambda way: way[1][0] + end[way[0]])[1][1]


def _rambling(text: str, opened: int, closed: int, *, outermost: bool) -> float:
    """Return what is against a single quotation that ends without a point.

    Mostly it is a word or a title ('no', 'The Ugly Duck'): the longer it is, the
    likelier both its marks are apostrophes. Not so where speech stands in single
    marks: 'We are the rest'--she looked at us--'and we stay.'
    """
    if outermost or not text[closed - 1].isalnum():
        return 0.0
    quoted = text[opened:closed]
    cost = 0.1 * quoted.count(" ") + (0.7 if ", " in quoted else 0.0)
    sentences = any(point in quoted for point in (". ", "! ", "? ", "; "))
    return cost + (_SENTENCE if sentences else 0.0)


def _steps(scare: float) -> MappingProxyType[tuple[str, str, str], _Step]:
    """Return where each reading leads from each state, and what that costs."""
    steps: dict[tuple[str, str, str], _Step] = {}
    for state in _STATES:
        for kind in "DS":
            steps[state, kind, APOSTROPHE] = (state, 0.0)
            steps[state, kind, PRIME] = (state, 0.0)
            steps[state, kind, REOPENS] = (state, 0.5 if kind in state else 9.0)
            steps[state, kind, CLOSES] = _closed(state, kind)
            steps[state, kind, OPENS] = _opened(state, kind, scare)
    return MappingProxyType(steps)


def _opened(state: str, kind: str, scare: float) -> _Step:
    target = state + kind
    if target in _STATES:
        return target, scare if target == "S" else 0.0
    return state, _AGAIN if state.endswith(kind) else 1.0


def _closed(state: str, kind: str) -> _Step:
    outer, found, inner = state.rpartition(kind)
    if not found:
        return state, _UNOPENED
    return outer, _LEFT_OPEN if inner else 0.0


_STEPS_AMERICAN: Final = _steps(_SCARE)
_STEPS_BRITISH: Final = _steps(0.0)
