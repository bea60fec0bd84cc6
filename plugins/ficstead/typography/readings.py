"""What one quotation mark or apostrophe may mean, by what stands beside it.

A reading has a cost: none for what anyone would take it for, more the odder it looks
there. `quotes` chooses among them, a paragraph at a time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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

OPENS, REOPENS, CLOSES, APOSTROPHE, PRIME = "o", "r", "c", "a", "p"

Reading = tuple[str, float]  # one of the five, what it costs

# Every mark but the apostrophe inside a word, which is never anything else.
MARK: Final = re.compile(r"""["“”‘]|['’](?![^\W_])|(?<![^\W_])['’]|(?<=\d)'(?=\d)""")
QUOTES: Final = "\"'“”‘’"
# Nothing to a reader's eye: tags, word joiners, the thin spaces between two quotes.
_SKIPPED: Final = frozenset(
    TAG + "\u2009\u200a\u200b\u200c\u200d\u202f\u2060\ufeff" + QUOTES
)

# What stands on one side of a mark; the numbers are places in the tables below.
_SPACE, _BRACKET, _DASH, _ELLIPSIS, _POINT, _WORD = range(6)

# One row for what is before the mark (space, opening bracket, dash, ellipsis, point,
# word), one column for what is after it.
_OPENING: Final = (
    (3, 0, 0, 0, 3, 0),
    (4, 0, 0, 0, 3, 0),
    (5, 0.5, 2, 1, 5, 0.5),
    (7, 1, 3, 3, 6, 1),
    (9, 3, 6, 6, 8, 3),
    (9, 6, 9, 9, 9, 6),
)
_CLOSING: Final = (
    (3, 7, 5, 4, 3, 7),
    (6, 9, 8, 8, 6, 9),
    (0, 2, 1, 1, 0, 2),
    (0, 2, 0.5, 1, 0, 2),
    (0, 1.5, 0, 0.5, 0, 1.5),
    (0, 3, 0, 0.5, 0, 3),
)

# What the word after (before) a single mark adds to opening (closing), and the cost
# of an apostrophe there. A capital seldom follows one: 'Enry is known, 'Henry is not.
_AT_START: Final = MappingProxyType(
    {
        Evidence.STRONG: (2.5, 0.0),
        Evidence.WEAK: (1.0, 0.7),
        Evidence.ODD: (1.0, 1.5),
        Evidence.NONE: (0.8, 2.5),
    }
)
_AT_CAPITAL: Final = MappingProxyType(
    {
        Evidence.STRONG: (2.5, 0.0),
        Evidence.WEAK: (0.3, 2.3),
        Evidence.ODD: (0.0, 4.0),
        Evidence.NONE: (0.0, 4.0),
    }
)
_AT_END: Final = MappingProxyType(
    {
        Evidence.STRONG: (1.5, 0.3),
        Evidence.WEAK: (0.8, 0.7),
        Evidence.NONE: (0.2, 2.5),
    }
)
_NO_WORD: Final = 2.6  # from here on an apostrophe would be out of place
_CERTAIN: Final = 0.3  # an apostrophe of this cost says how the speaker talks


@dataclass(frozen=True, slots=True)
class _Place:
    """A mark in its paragraph, and what a reader sees on both sides of it."""

    text: str
    mark: int
    left: int
    right: int
    before: int
    after: int

    @property
    def opening(self) -> float:
        return _OPENING[self.before][self.after]

    @property
    def closing(self) -> float:
        return _CLOSING[self.before][self.after]


def options(text: str, mark: int, *, british: bool) -> list[Reading]:
    """Return the readings of the mark at a place in a paragraph."""
    left, right = _left(text, mark), _right(text, mark)
    place = _Place(text, mark, left, right, _before(text, left), _after(text, right))
    character = text[mark]
    if character == "”":
        return [(CLOSES, place.closing)]
    if character in "“‘":
        found = [(OPENS, place.opening)]
    elif character == '"':
        found = [(OPENS, place.opening), (CLOSES, place.closing)]
    else:
        found = _single(place, british=british)
    if character == "’":
        return found[1:]
    if place.before == _SPACE and _begins_line(text, left):
        found.append((REOPENS, found[0][1]))
    if place.before == _WORD and _is_number(text[left]) and character in "\"'":
        found.append((PRIME, _prime(place)))
    return found


def in_dialect(weighed: list[list[Reading]]) -> list[list[Reading]]:
    """Return the readings of a paragraph's marks, made alike in their dialect.

    Who says 'ead and usin' says 'idin' too, and Lor', whatever list lacks it.
    """
    certain = sum(
        reading == APOSTROPHE and 0 <= cost <= _CERTAIN
        for found in weighed
        for reading, cost in found
    )
    if certain < 2:
        return weighed
    return [_in_dialect(found) for found in weighed]


def _in_dialect(found: list[Reading]) -> list[Reading]:
    cost = dict(found).get(APOSTROPHE, _NO_WORD)
    if cost >= _NO_WORD:
        return found
    return [(r, c * 0.5 if r == APOSTROPHE else c + 0.8) for r, c in found]


def _single(place: _Place, *, british: bool) -> list[Reading]:
    """Return the readings of a single mark, the words beside it weighed."""
    opening, closing, apostrophe = place.opening, place.closing, 3.0
    if place.before == _WORD and place.after == _WORD:
        apostrophe = 0.0
    elif place.after == _WORD and not _quoted_between(
        place.text, place.mark, place.right
    ):
        extra, apostrophe = _weigh_start(place, british=british)
        opening += extra
    elif place.after == _WORD:
        apostrophe = 6.0  # '"Ow yes," says I: what is left out is left out of a word
    elif place.before == _WORD:
        extra, apostrophe = _AT_END[at_end(place.text, place.left + 1)]
        closing += extra
    elif place.before in (_POINT, _ELLIPSIS, _DASH):
        apostrophe = 6.0
    return [(OPENS, opening), (CLOSES, closing), (APOSTROPHE, apostrophe)]


def _weigh_start(place: _Place, *, british: bool) -> tuple[float, float]:
    """Return what is against opening before a word, and against an apostrophe."""
    text, left, right = place.text, place.left, place.right
    evidence = at_start(text, right)
    introduced = _introduced(text, left)
    if introduced and text[right].isdigit() and text[left - 1] != ",":
        evidence = Evidence.WEAK  # in June, '89; but: '17 September.
    if text[left] == "-" and text[left - 1 : left].isalpha():
        return 2.0, 0.0  # a-'idin'
    if text[right].islower():
        extra, apostrophe = _AT_START[evidence]
        if introduced and evidence is not Evidence.STRONG:
            return (0.2, _NO_WORD) if british else (extra / 2, apostrophe)
        return extra, apostrophe
    extra, apostrophe = _AT_CAPITAL[evidence]
    if evidence is not Evidence.STRONG and (british and introduced):
        return 0.0, apostrophe + 1.0
    if not text[: place.mark].strip():
        apostrophe += 2.0  # speech of several paragraphs: it opens, and does not close
    elif _begins_line(text, left):
        apostrophe += 1.0  # a line of verse
    return extra, apostrophe


def _quoted_between(text: str, start: int, end: int) -> bool:
    return any(character in QUOTES for character in text[start + 1 : end])


def _introduced(text: str, left: int) -> bool:
    """Return whether a point, a dash or a paragraph's start leads to a quotation."""
    while left >= 0 and (text[left].isspace() or text[left] in _SKIPPED):
        left -= 1
    return left < 0 or text[left] in ",:;.!?…—–-"


def _begins_line(text: str, left: int) -> bool:
    """Return whether a line break stands before, as between the lines of a poem."""
    while left >= 0 and text[left].isspace() and text[left] != BREAK:
        left -= 1
    return left >= 0 and text[left] == BREAK


_INCHES_FOLLOW: Final = re.compile(r"""\s?[\d½¼¾]+(?:"|\s(?:feet|inch))""")
_FEET_PRECEDE: Final = re.compile(rf"""['{FEET}]\s?[\d½¼¾]+\Z""")


def _prime(place: _Place) -> float:
    """Return the cost of feet or inches: none in 5'10", some in ``a 12" ruler``."""
    text, mark = place.text, place.mark
    if text[mark] == '"':
        if _FEET_PRECEDE.search(text, max(0, mark - 8), mark):
            return -3.0
        return 4.0 if place.after == _WORD else 2.0
    both = place.after == _WORD and _is_number(text[place.right])
    return -3.0 if both or _INCHES_FOLLOW.match(text, place.right) else 1.5


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
    if character == "." and text[max(0, place - 2) : place] in ("..", ". "):
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
