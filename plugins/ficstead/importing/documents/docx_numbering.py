"""The numbers Word counts itself: of the items of lists, of headings ("Chapter 3").

A heading's number is often no text at all: the style says ``Chapter %1`` and Word
counts. Lists are counted by HTML, headings here (ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from .docx_styles import number, value

_PLACE: Final = re.compile(r"%([1-9])")
_ROMAN: Final = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_UNITS: Final = (
    *("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"),
    *("Ten", "Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen"),
    *("Seventeen", "Eighteen", "Nineteen"),
)
_TENS: Final = ("Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering: `text` is its pattern, `format` the kind of figures."""

    format: str
    text: str
    start: int

    @property
    def is_item(self) -> bool:
        """Tell whether a paragraph of this level is an item of a list."""
        return self.format != "none"

    @property
    def is_ordered(self) -> bool:
        """Tell whether its items are numbered."""
        return self.format != "bullet"


@dataclass(slots=True)
class Numbering:
    """The numberings of a document by id, and how far the headings have counted."""

    levels: Mapping[str, Mapping[int, Level]] = field(default_factory=dict)
    counted: dict[tuple[str, int], int] = field(default_factory=dict)

    def level(self, place: tuple[str, int] | None) -> Level | None:
        """Return the level that a paragraph names, None for one of no list."""
        if place is None:
            return None
        return self.levels.get(place[0], {}).get(place[1])

    def label(self, place: tuple[str, int] | None) -> str:
        """Count a heading and return what Word shows before it: ``Chapter 3``."""
        level = self.level(place)
        if place is None or level is None or level.format == "bullet":
            return ""
        name, depth = place
        self.counted[place] = self.counted.get(place, level.start - 1) + 1
        for key in [k for k in self.counted if k[0] == name and k[1] > depth]:
            del self.counted[key]
        return _PLACE.sub(
            lambda found: self._shown(name, int(found[1]) - 1), level.text
        )

    def _shown(self, name: str, depth: int) -> str:
        level = self.levels[name].get(depth)
        if level is None:
            return ""
        return _figures(self.counted.get((name, depth), level.start), level.format)


def read(root: Element | None) -> Numbering:
    """Return the numberings of a document's ``numbering.xml``, None if it has none."""
    if root is None:
        return Numbering()
    kinds: dict[str, Element] = {}
    for kind in root.iter("w:abstractNum"):
        kinds[kind.get("w:abstractNumId", "")] = kind
    known = {name: _levels(kind) for name, kind in kinds.items()}
    links = {link: n for n, k in kinds.items() if (link := value(k, "w:styleLink"))}
    numberings: dict[str, Mapping[int, Level]] = {}
    for one in root.iter("w:num"):
        name = value(one, "w:abstractNumId")
        link = value(kinds.get(name), "w:numStyleLink")
        numberings[one.get("w:numId", "")] = known.get(links.get(link, name), {})
    return Numbering(numberings)


def _levels(kind: Element) -> Mapping[int, Level]:
    return {
        number(level.get("w:ilvl")): Level(
            value(level, "w:numFmt") or "decimal",
            value(level, "w:lvlText"),
            number(value(level, "w:start"), 1),
        )
        for level in kind.iter("w:lvl")
    }


def _figures(count: int, kind: str) -> str:
    match kind:
        case "upperRoman" | "lowerRoman" if count < 5000:
            roman = _roman(count)
            return roman if kind == "upperRoman" else roman.lower()
        case "upperLetter" | "lowerLetter" if 0 < count < 200:
            letter = chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letter if kind == "upperLetter" else letter.lower()
        case "cardinalText" if 0 <= count < 90:
            return _spoken(count)
        case "none":
            return ""
        case _:
            return str(count)


def _roman(count: int) -> str:
    result = ""
    for size, sign in _ROMAN:
        result += sign * (count // size)
        count %= size
    return result


def _spoken(count: int) -> str:
    if count < 20:
        return _UNITS[count]
    tens = _TENS[count // 10 - 2]
    return f"{tens}-{_UNITS[count % 10]}" if count % 10 else tens
