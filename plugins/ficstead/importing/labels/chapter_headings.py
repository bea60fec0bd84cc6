"""What the heading of a chapter says: its number, its title, or ``Prologue``.

People number in figures, Roman figures and words, in their own language, and set the
title after a colon, a dash, a full stop or nothing. A heading that does not count
(``Interlude: Rain``) is a title as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_UNITS: Final = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_ORDINALS: Final = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
    *("ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
    *("sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
)
_TENS: Final = (
    *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
)
_ELSEWHERE: Final = {  # the first of those who write "Kapitel Eins"
    **{"eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7},
    **{"acht": 8, "neun": 9, "zehn": 10, "un": 1, "deux": 2, "trois": 3, "quatre": 4},
    **{"cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "uno": 1, "dos": 2},
    **{"tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8},
    **{"nueve": 9, "diez": 10, "um": 1, "dois": 2, "três": 3, "quatro": 4, "sete": 7},
    **{"oito": 8, "nove": 9, "dez": 10, "premier": 1, "primero": 1, "primeiro": 1},
    **{"первая": 1, "вторая": 2, "третья": 3, "четвертая": 4, "четвёртая": 4},
    **{
        "пятая": 5,
        "шестая": 6,
        "седьмая": 7,
        "восьмая": 8,
        "девятая": 9,
        "десятая": 10,
    },
}
_SPOKEN: Final = {
    **_ELSEWHERE,
    **{word: n for n, word in enumerate(_UNITS, 1)},
    **{word: n for n, word in enumerate(_ORDINALS, 1)},
}
_ROMAN: Final = re.compile(
    r"(?=[mdclxvi])m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})"
)
_VALUES: Final = {"m": 1000, "d": 500, "c": 100, "l": 50, "x": 10, "v": 5, "i": 1}

_CHAPTER: Final = (
    r"chapters?|chap\.?|ch\.?|chpt\.?|kapitel|chapitre|cap[ií]tulo|capitolo|capitol(?:ul)?"
    r"|hoofdstuk|rozdział|глава|розділ|kapitola|fejezet|luku|bölüm|bab|chương|κεφάλαιο"
    r"|פרק|الفصل|챕터"
)
_PART: Final = r"part|pt\.?|teil|partie|parte|часть|deel|act|book"
_WORD: Final = re.compile(
    rf"(?:(?P<chapter>{_CHAPTER})|{_PART})(?=[\W\d])\s*(?:no\.?\s*|#\s*)?",
    re.IGNORECASE,
)
# "Twenty-One" before "Twenty".
_NUMBERS: Final = (
    re.compile(r"[0-9]{1,4}(?![0-9])"),
    re.compile(r"[^\W\d_]{3,8}[ -][^\W\d_]{3,6}(?![^\W_])"),
    re.compile(r"[^\W\d_]{1,12}(?![^\W_])"),
)
_ALL: Final = re.compile(r"\s*(?:/|of )\s*(?:[0-9]{1,4}\b|\?)", re.IGNORECASE)
_SEPARATOR: Final = re.compile(r"\s*[:：.)|~–—―-]+\s*")
_EASTERN: Final = re.compile(
    r"第\s*(?P<number>[0-9０-９]{1,4}|[〇零一二三四五六七八九十百]{1,6})\s*"
    r"[章話话回節节]\s*[:：、]?\s*(?P<title>.*)"
)
_NAMED: Final = re.compile(
    r"(?:prologue|prolog|epilogue|epilog|interlude|intermission|intermezzo|coda"
    r"|prologo|epilogo|pr[oó]logo|ep[ií]logo|prologue|épilogue|interludio|intermède"
    r"|пролог|эпилог|интерлюдия|序章|終章|尾声|楔子|番外|プロローグ|エピローグ"
    r"|preface|afterword|foreword|introduction)"
    r"(?:(?:\s+(?:[0-9]{1,2}|[ivx]{1,4}|one|two|three))?(?:\s*[:.–—-]+\s*.*)?)",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(
    r"(?P<number>[0-9]{1,3}|[IVXLC]{1,7})\s*[.):–—-]\s*(?P<title>\S.*)"
)
_ALONE: Final = re.compile(
    r"[-–—~*\s(]*(?P<number>[0-9]{1,3}|[IVXLC]{1,7})[-–—~*\s.)]*"
)
_PATTERNS: Final = (("chapter", _EASTERN), ("alone", _ALONE), ("listed", _LISTED))
_DIGITS: Final = "零一二三四五六七八九"
LONGEST: Final = 150  # characters of a heading that is one


@dataclass(frozen=True, slots=True)
class Heading:
    """What a line says as a chapter's heading.

    `kind` is ``chapter``, ``part``, ``named`` (an epilogue), ``listed`` (``3. Title``)
    or ``alone`` (``3``). `is_loose` where nothing parts the number from the title.
    """

    kind: str
    number: int | None
    title: str
    is_loose: bool = False


def read(text: str) -> Heading | None:
    """Return what a line says, None if it is no heading that chapters usually have."""
    line = " ".join(text.split()).strip("*~=_# \u00a0")
    if not line or len(line) > LONGEST:
        return None
    if _NAMED.fullmatch(line):
        return Heading("named", None, line)
    if heading := _counted(line):
        return heading
    for kind, pattern in _PATTERNS:
        if found := pattern.fullmatch(line):
            title = found.groupdict().get("title") or ""
            return Heading(kind, figure(found["number"]), title.strip())
    return None


def _counted(line: str) -> Heading | None:
    word = _WORD.match(line)
    if word is None:
        return None
    kind, at = "chapter" if word["chapter"] else "part", word.end()
    for pattern in _NUMBERS:
        found = pattern.match(line, at)
        number = figure(found[0]) if found else None
        if found is None or number is None:
            continue
        rest = line[found.end() :]
        if of_all := _ALL.match(rest):
            rest = rest[of_all.end() :]
        parted = _SEPARATOR.match(rest)
        title = rest[parted.end() :] if parted else rest
        return Heading(kind, number, title.strip(), bool(title) and parted is None)
    return None


def figure(text: str) -> int | None:
    """Return a number written in figures, Roman figures or words; None for others."""
    word = text.lower().strip()
    if re.fullmatch(r"[0-9０-９]{1,4}", word):
        return int(word)
    if word in _SPOKEN:
        return _SPOKEN[word]
    tens, _, unit = word.replace("-", " ").partition(" ")
    if tens in _TENS and (not unit or unit in _UNITS[:9]):
        return 10 * _TENS.index(tens) + 20 + (_UNITS.index(unit) + 1 if unit else 0)
    if _ROMAN.fullmatch(word):
        sizes = [_VALUES[letter] for letter in word]
        pairs = zip(sizes, [*sizes[1:], 0], strict=True)
        return sum(-one if one < after else one for one, after in pairs)
    return _eastern(word)


def _eastern(word: str) -> int | None:
    if not word or not set(word) <= set(f"{_DIGITS}〇十百"):
        return None
    total = digit = 0
    for sign in word.replace("〇", "零"):
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = 10 * digit + _DIGITS.index(sign)
    return total + digit
