"""Words as pictures: which font has which letter, where lines break, how they turn.

Literata comes with the theme, a file for each of its alphabets. Letters it lacks are
looked for in the fonts of ``books/fonts/`` of the theme (there are an Arabic and a
Hebrew one, and those of the author), which are the same wherever the archive is built,
then in those of the computer that builds;
what no font has (an emoji, most often) is left out, and a reader never sees the empty
box of a missing letter.
"""

from __future__ import annotations

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
_OTHERS: Final = (
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
_SIZE: Final = 200
_NOWHERE: Final = "\U0010fffd"
# Between these no line may break: closing signs, and the small kana.
_NEVER_FIRST: Final = (
    "、。，．・：；？！）」』】〉》〕”’…ーぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
_NEVER_LAST: Final = "（「『【〈《〔“‘"
_ELLIPSIS: Final = "…"
_DASH: Final = re.compile(r" ([-–—|/&]) ")


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
    """Return the fonts of this computer that may be needed, by name."""
    found: dict[str, Path] = {}
    for place in map(Path, _PLACES):
        folder = place.expanduser()
        if not folder.is_dir():
            continue
        for path in sorted(folder.rglob("*")):
            if path.name in _OTHERS:
                found.setdefault(path.name, path)
    return found


@cache
def _files(face: Face) -> tuple[Path, ...]:
    ending = "-italic" if face.italic else ""
    names = [f"literata-{alphabet}{ending}.woff2" for alphabet in _ALPHABETS]
    places = [folder / "static/fonts" for folder in face.folders]
    others = _system()
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
        *(others[name] for name in _OTHERS if name in others),
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
        found = next((path for path in self._files if _has(path, char)), None)
        self[char] = found
        return found


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


def missing(text: str, face: Face) -> str:
    """Return the letters of a text that no font has, each once."""
    if _KNOWN.fullmatch(text):
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
        here = at if at and _follows(char, at) else letters[char] or at
        if here != at and piece and at is not None:
            yield at, piece
            piece = ""
        at, piece = here, piece + char
    if piece and at is not None:
        yield at, piece


def _follows(char: str, path: Path) -> bool:
    common = char.isspace() or unicodedata.category(char)[0] in "MPNS"
    return common and (char.isspace() or _has(path, char))


def width(text: str, face: Face, size: int) -> float:
    """Return how wide a line is, nearly: at another size than it was measured at."""
    return _measured(text, face, _SIZE, _from_the_right(text)) * size / _SIZE


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


def fitted(
    text: str, face: Face, sizes: range, box: tuple[int, int], leading: float
) -> tuple[int, list[Line]]:
    """Return the largest size at which a text stands in a box, and its lines.

    Where even the smallest is too large the text ends early, with an ellipsis.
    """
    across, down = box
    rtl = _from_the_right(text)
    # "Willows - Kenneth Grahame": the dash ends a line and begins none.
    words = list(_words(_DASH.sub("\u00a0\\1 ", text)))
    for size in sizes:
        room = max(1, int(down / (size * leading)))
        lines = _broken(words, face, size, across)
        if lines is not None and len(lines) <= room:
            even = _evened(words, face, size, across, len(lines)) or lines
            return size, [_line(line, face, size, rtl) for line in even]
    size = sizes[-1]
    letters = _broken(list(text), face, size, across) or []
    room = max(1, int(down / (size * leading)))
    if len(letters) > room:
        letters = letters[:room]
        letters[-1] = letters[-1].rstrip()[:-2].rstrip() + _ELLIPSIS
    return size, [_line(line.strip(), face, size, rtl) for line in letters]


def _line(text: str, face: Face, size: int, rtl: bool) -> Line:
    page, turned = _turned(text, face, rtl)
    return Line(page, _measured(text, face, size, rtl), rtl, turned)


def _from_the_right(text: str) -> bool:
    return direction(text) == "rtl"


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


def _broken(words: list[str], face: Face, size: int, across: float) -> list[str] | None:
    """Return a text in lines; None where a word alone is too wide."""
    lines: list[str] = []
    line = ""
    for word in words:
        longer = line + word
        if width(longer.rstrip(), face, size) <= across:
            line = longer
            continue
        if width(word.rstrip(), face, size) > across:
            return None
        lines.append(line.rstrip())
        line = word
    return [*lines, line.rstrip()] if line.strip() else lines


def _evened(
    words: list[str], face: Face, size: int, across: int, count: int
) -> list[str] | None:
    """Return the same number of lines, none of them much longer than the others."""
    low, high, best = across // 3, across, None
    while high - low > 16:
        middle = (low + high) // 2
        lines = _broken(words, face, size, middle)
        if lines is not None and len(lines) <= count:
            best, high = lines, middle
        else:
            low = middle
    return best


def pieces(line: Line, face: Face, size: int) -> Iterator[tuple[FreeTypeFont, str]]:
    """Yield a line in pieces of one font, from left to right."""
    runs = list(_runs(line.text, face))
    for path, run in reversed(runs) if line.rtl and not line.turned else runs:
        yield _font(path, size, face.weight, turned=line.turned), run
