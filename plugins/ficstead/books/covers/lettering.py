"""Words as pictures: which font has which letter, how wide they are, how they turn.

Literata comes with the theme, a file for each of its alphabets. Letters it lacks are
looked for in the fonts of ``books/fonts/`` of the theme (there are an Arabic and a
Hebrew one, and those of the author), which are the same wherever the archive is built,
then in those of the computer that builds;
what no font has (an emoji, most often) is left out, and a reader never sees the empty
box of a missing letter.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...spoken import direction
from .turning import TURNS, turned

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_ALPHABETS: Final = ("latin", "latin-ext", "vietnamese", "cyrillic", "greek")
# What of all this Literata is sure to have.
_KNOWN: Final = re.compile("[\0-\u017e\u0384-\u03ce\u0401-\u044f\u1ea0-\u1ef9]*")
_OWN: Final = "books/fonts"
_FONTS: Final = frozenset({".ttf", ".otf", ".ttc", ".woff2", ".woff"})
_PLACES: Final = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts"),
    *("~/.fonts", "/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
    *("C:/Windows/Fonts", "~/AppData/Local/Microsoft/Windows/Fonts"),
)
# By name, the best first. Which of them has a letter is asked of the font itself.
_NAMES: Final = (
    *("NotoSerifCJK-Regular.ttc", "NotoSerifCJKjp-Regular.otf"),
    *("NotoNaskhArabic-Regular.ttf", "NotoSerifHebrew-Regular.ttf"),
    *("NotoSerifThai-Regular.ttf", "NotoSerifDevanagari-Regular.ttf"),
    *("NotoSerifArmenian-Regular.ttf", "NotoSerifGeorgian-Regular.ttf"),
    *("NotoSerifBengali-Regular.ttf", "NotoSerifTamil-Regular.ttf"),
    *("ヒラギノ明朝 ProN.ttc", "Songti.ttc", "AppleMyungjo.ttf", "GeezaPro.ttc"),
    *("yumin.ttf", "msmincho.ttc", "simsun.ttc", "batang.ttc", "times.ttf"),
    *("leelawui.ttf", "Nirmala.ttf", "Nirmala.ttc", "seguisym.ttf"),
    *("NotoSansCJK-Regular.ttc", "wqy-zenhei.ttc", "ArialHB.ttc", "Arial Unicode.ttf"),
    *("DejaVuSerif.ttf", "DejaVuSans.ttf", "NotoSansSymbols2-Regular.ttf"),
    *("NotoSansMath-Regular.ttf", "Apple Symbols.ttf"),
)
# All words are measured at this one, for to try a size is to measure every word.
SIZE: Final = 200
_NOWHERE: Final = "\U0010fffd"


@dataclass(frozen=True, slots=True)
class Face:
    """The fonts of a theme in one cut, from which a letter is taken."""

    folders: tuple[Path, ...]
    italic: bool = False
    weight: int = 400


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words, and its direction.

    A `turned` one has its signs in the order in which they stand on the page.
    """

    text: str
    width: float
    rtl: bool
    turned: bool = False


@cache
def _system() -> dict[str, Path]:
    """Return the fonts of this computer that may be needed, by name, the best first."""
    found: dict[str, Path] = {}
    wanted = frozenset(_NAMES)
    for place in map(Path, _PLACES):
        every = os.walk(place.expanduser())
        paths = (Path(at, name) for at, _, names in every for name in wanted & {*names})
        for path in sorted(paths):
            found.setdefault(path.name, path)
    return {name: found[name] for name in _NAMES if name in found}


@cache
def _files(face: Face) -> tuple[Path, ...]:
    """Return the fonts that a theme brings along."""
    ending = "-italic" if face.italic else ""
    names = [f"literata-{alphabet}{ending}.woff2" for alphabet in _ALPHABETS]
    places = [folder / "static/fonts" for folder in face.folders]
    return (
        *(
            found
            for name in names
            for found in [place / name for place in places if (place / name).is_file()][
                :1
            ]
        ),
        *(
            path
            for folder in face.folders
            for path in sorted((folder / _OWN).glob("*"))
            if path.suffix.lower() in _FONTS
        ),
    )


@lru_cache(maxsize=256)
def _font(path: Path, size: int, weight: int, *, turned: bool = False) -> FreeTypeFont:
    from PIL import ImageFont, features  # noqa: PLC0415 - 0.1 s, for covers alone

    raqm = not turned and features.check("raqm")
    engine = ImageFont.Layout.RAQM if raqm else ImageFont.Layout.BASIC
    font = ImageFont.truetype(path, size, layout_engine=engine)
    if "literata" in path.name:
        font.set_variation_by_axes([weight])
    return font


@cache
def _plain(path: Path) -> tuple[FreeTypeFont, bytes]:
    from PIL import ImageFont  # noqa: PLC0415

    font = ImageFont.truetype(path, 24, layout_engine=ImageFont.Layout.BASIC)
    return font, _drawn(font, _NOWHERE)


def _drawn(font: FreeTypeFont, char: str) -> bytes:
    mask = font.getmask(char)
    return bytes(mask) + repr(mask.size).encode()


@cache
def _has(path: Path, char: str) -> bool:
    font, nothing = _plain(path)
    return _drawn(font, char) != nothing


class _Letters(dict[str, Path | None]):
    """Which font of a face has a letter: the first that does."""

    def __init__(self, files: tuple[Path, ...]) -> None:
        super().__init__()
        self._files = files

    def __missing__(self, char: str) -> Path | None:
        found = next((path for path in self._every() if _has(path, char)), None)
        self[char] = found
        return found

    def _every(self) -> Iterator[Path]:
        yield from self._files
        # Most titles never come to it, and a computer may have thousands of fonts.
        yield from system()


@cache
def _of(face: Face) -> _Letters:
    return _Letters(_files(face))


def drawable(text: str, face: Face) -> str:
    """Return the words of a text that can be drawn, with single spaces."""
    letters = _of(face)
    known = "".join(
        char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace() or (_shows(char) and letters[char] is not None)
    )
    return " ".join(known.split())


def system() -> tuple[Path, ...]:
    """Return the fonts of this computer that may be needed, the best first."""
    return tuple(_system().values())


def is_plain(text: str) -> bool:
    """Return whether the theme's own fonts are sure to have every letter."""
    return _KNOWN.fullmatch(text) is not None


def missing(text: str, face: Face) -> str:
    """Return the letters of a text that no font has, each once."""
    if is_plain(text):
        return ""
    letters = _of(face)
    return "".join(
        dict.fromkeys(
            char
            for char in unicodedata.normalize("NFC", text)
            if unicodedata.category(char).startswith("L") and letters[char] is None
        )
    )


def _shows(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn", "Cf"} or (
        char in "\u200c\u200d"
    )


def _runs(text: str, face: Face) -> Iterator[tuple[Path, str]]:
    """Yield a line in pieces of one font; signs and spaces stay with what is before."""
    letters = _of(face)
    at: Path | None = None
    piece = ""
    for char in text:
        here = letters[char] or at
        if here is not at and at and _follows(char, at):
            here = at
        if here is not at and piece and at is not None:
            yield at, piece
            piece = ""
        at, piece = here, piece + char
    if piece and at is not None:
        yield at, piece


def _follows(char: str, path: Path) -> bool:
    common = char.isspace() or unicodedata.category(char)[0] in "MPNS"
    return common and (char.isspace() or _has(path, char))


def wide(text: str, face: Face) -> float:
    """Return how wide words are at `SIZE`; at others it is so in proportion, nearly."""
    return _measured(text, face, SIZE, from_the_right(text))


@lru_cache(maxsize=1024)
def _measured(text: str, face: Face, size: int, rtl: bool) -> float:
    text, turned = _turned(text, face, rtl)
    return sum(
        _font(path, size, face.weight, turned=turned).getlength(run)
        for path, run in _runs(text, face)
    )


@lru_cache(maxsize=1024)
def _turned(text: str, face: Face, rtl: bool) -> tuple[str, bool]:
    """Return a text as it stands on the page, and whether it had to be turned.

    A font may lack the signs for that; then the words are left as they are.
    """
    if not (rtl or TURNS.search(text)):
        return text, False
    page = turned(text, rtl=rtl)
    letters = _of(face)
    if page is None or any(letters[c] is None for c in page if not c.isspace()):
        return text, False
    return page, True


def line(text: str, face: Face, size: int, *, rtl: bool) -> Line:
    """Return words as one line of a size."""
    page, turned = _turned(text, face, rtl)
    return Line(page, _measured(text, face, size, rtl), rtl, turned)


def from_the_right(text: str) -> bool:
    return direction(text) == "rtl"


def pieces(line: Line, face: Face, size: int) -> Iterator[tuple[FreeTypeFont, str]]:
    """Yield a line in pieces of one font, from left to right."""
    runs = list(_runs(line.text, face))
    for path, run in reversed(runs) if line.rtl and not line.turned else runs:
        yield _font(path, size, face.weight, turned=line.turned), run
