"""The cover of a book: drawn in the theme's type, or the author's own picture.

Cloth and one ink: what it is about, its title, who wrote it, and its rating. The cloth
is chosen by the fandom, so that works of one stand together on a shelf.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import astuple, dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .. import pictures
from ..materials import Materials
from ..volume import Volume
from . import breaking, lettering
from .lettering import Face, Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

Colour = tuple[int, int, int]
KIND: Final = "image/png"  # of one that is drawn
WIDTH, HEIGHT = 1200, 1800
SMALL: Final = (300, 450)
# The largest picture of an author's that goes into a book as it is.
_LARGEST: Final = 2400
_HEAVIEST: Final = 2_000_000
_CREAM: Final = (0xF4, 0xEC, 0xD8)
# On each of them cream has a contrast of 7 or more.
CLOTHS: Final = (
    (0x5A, 0x1A, 0x22),
    (0x1F, 0x3D, 0x36),
    (0x1E, 0x2F, 0x4F),
    (0x43, 0x24, 0x4A),
    (0x17, 0x43, 0x4E),
    (0x54, 0x35, 0x22),
    (0x33, 0x3B, 0x47),
    (0x3D, 0x43, 0x1C),
    (0x5C, 0x2A, 0x47),
    (0x2B, 0x2A, 0x3C),
    (0x66, 0x33, 0x1B),
    (0x2C, 0x46, 0x2A),
)
_LEVELS: Final = 16
_MIDDLE: Final = WIDTH / 2
_ACROSS: Final = 900
_GAP: Final = 130
_LEADING: Final = 1.22
# How much of the ink: the title whole, the rest a little less, lines least.
_STRONG, _SOFT, _FAINT = 15, 13, 8


def draw(volume: Volume, materials: Materials) -> bytes:
    """Return the cover, a PNG or a JPEG; `pictures.media_type` says which."""
    if materials.kept and (known := materials.kept.cover(volume.url)):
        return known
    own = _own(volume, materials)
    return own or _drawn(_words(volume), materials.folders)[0]


def draw_small(volume: Volume, materials: Materials) -> bytes:
    """Return a small picture of the cover, for lists: of the same kind as the cover."""
    own = _own(volume, materials)
    return small(own) if own else _drawn(_words(volume), materials.folders)[1]


def shown(volume: Volume, materials: Materials) -> tuple[object, ...]:
    """Return everything that a cover shows of a book, where it is drawn, and lacks."""
    return (*astuple(_words(volume)), left_out(volume, materials))


def left_out(volume: Volume, materials: Materials) -> str:
    """Return the letters that a drawn cover goes without, for want of a font."""
    if volume.url in materials.covers:
        return ""
    words = _words(volume)
    said = " ".join((words.title, words.byline, words.about, words.part))
    if materials.letters is not None:
        return materials.letters.missing(said)
    return lettering.missing(said, Face(materials.folders))


def small(cover: bytes) -> bytes:
    """Return a small picture of an author's own cover."""
    from PIL import Image  # noqa: PLC0415 - a build without covers does without

    with Image.open(io.BytesIO(cover)) as picture:
        out = io.BytesIO()
        shrunk = picture.convert("RGB")
        shrunk.thumbnail(SMALL, Image.Resampling.LANCZOS, reducing_gap=2.0)
        if picture.format == "PNG":
            shrunk.save(out, "PNG")
        else:
            shrunk.save(out, "JPEG", quality=82)
    return out.getvalue()


def _palette(cloth: Sequence[int]) -> list[int]:
    return [
        round(ground + (ink - ground) * level / (_LEVELS - 1))
        for level in range(_LEVELS)
        for ground, ink in zip(cloth, _CREAM, strict=True)
    ]


def _own(volume: Volume, materials: Materials) -> bytes:
    """Return the author's picture as books may hold it; empty if there is none."""
    path = materials.covers.get(volume.url)
    if path is None:
        return b""
    try:
        data = path.read_bytes()
    except OSError:
        return b""
    if len(data) <= _HEAVIEST and pictures.media_type(data) in {
        "image/png",
        "image/jpeg",
    }:
        return data if _opens(data) else b""
    return _shrunk(data)


def _opens(data: bytes) -> bool:
    from PIL import Image  # noqa: PLC0415

    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.verify()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True


def _shrunk(data: bytes) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415

    try:
        with Image.open(io.BytesIO(data)) as picture:
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail((_LARGEST, _LARGEST), Image.Resampling.LANCZOS)
            out = io.BytesIO()
            upright.save(out, "JPEG", quality=88)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return b""
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Words:
    """What a cover says, from top to bottom, and the cloth it says it on."""

    about: str
    title: str
    byline: str
    part: str
    last: str
    cloth: Colour


def _words(volume: Volume) -> _Words:
    work = volume.work
    if work is None:
        count = len(volume.works)
        return _Words(
            about=(about := _about(volume)),
            title=volume.title,
            byline=volume.byline,
            part=volume.kind if volume.series is not None else "",
            last=f"{count:,} {'work' if count == 1 else 'works'}",
            cloth=_cloth(about),
        )
    return _Words(
        about=(about := _about(volume)),
        title=work.title_html.striptags(),
        byline=volume.byline,
        part=", ".join(f"{one.title}, part {one.part}" for one in work.series[:1]),
        last=work.rating.value,
        cloth=_cloth(about),
    )


def _about(volume: Volume) -> str:
    """Return what a book is about: its fandoms, or what its works share."""
    if volume.term is not None or volume.whole:
        return volume.kind
    names = dict.fromkeys(tag.name for work in volume.works for tag in work.fandoms)
    return ", ".join(names)


# A cover is asked for by each format of a book, one after the other.
@lru_cache(maxsize=16)
def _drawn(words: _Words, folders: tuple[Path, ...]) -> tuple[bytes, bytes]:
    return _Cover(words, folders).pngs()


class _Cover:
    """A cover that is drawn, in as many shades from cloth to ink as `_LEVELS`."""

    def __init__(self, words: _Words, folders: tuple[Path, ...]) -> None:
        self.words = words
        self.face = Face(folders, weight=430)
        self.light = Face(folders)
        self.italic = Face(folders, italic=True)

    def pngs(self) -> tuple[bytes, bytes]:
        """Return the picture, and a small one of it."""
        from PIL import Image, ImageDraw  # noqa: PLC0415

        levels = Image.new("L", (WIDTH, HEIGHT), 0)
        self._ink(ImageDraw.Draw(levels))
        return self._png(levels), self._png(levels.reduce(WIDTH // SMALL[0]))

    def _png(self, levels: Image) -> bytes:
        made = levels.convert("P")
        made.putpalette(_palette(self.words.cloth))
        out = io.BytesIO()
        # Long runs of one colour are the quickest to pack as runs, and the smallest.
        made.save(out, "PNG", bits=4, compress_level=4, compress_type=zlib.Z_RLE)
        return out.getvalue()

    def _ink(self, canvas: ImageDraw) -> None:
        for inset, wide in ((56, 5), (74, 2)):
            edge = (inset, inset, WIDTH - inset, HEIGHT - inset)
            canvas.rectangle(edge, outline=_FAINT, width=wide)
        self._title(canvas)
        for text, face, sizes, top, tall in (
            (self.words.about, self.italic, range(50, 29, -2), 180, 160),
            (self.words.part, self.italic, range(42, 29, -2), 1505, 60),
            (self.words.last, self.light, range(40, 29, -2), 1600, 60),
        ):
            block = _block(text, face, sizes, tall)
            block.draw(canvas, top, _SOFT)

    def _title(self, canvas: ImageDraw) -> None:
        """Draw the title and below it the author, together in the middle."""
        title = _block(self.words.title, self.face, range(156, 39, -4), 780)
        names = _block(self.words.byline, self.light, range(64, 33, -2), 190)
        top = 420 + (1010 - title.tall - _GAP - names.tall) / 2
        title.draw(canvas, top, _STRONG)
        middle = top + title.tall + _GAP / 2
        edge = (_MIDDLE - 70, middle - 2, _MIDDLE + 70, middle + 1)
        canvas.rectangle(edge, fill=_FAINT)
        names.draw(canvas, top + title.tall + _GAP, _STRONG)


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of one size, one below the other."""

    face: Face
    size: int
    lines: list[Line]

    @property
    def tall(self) -> float:
        return len(self.lines) * self.size * _LEADING

    def draw(self, canvas: ImageDraw, top: float, ink: int) -> None:
        for number, line in enumerate(self.lines):
            x = _MIDDLE - line.width / 2
            y = top + number * self.size * _LEADING + self.size
            for font, words in lettering.pieces(line, self.face, self.size):
                canvas.text((x, y), words, fill=ink, font=font, anchor="ls")
                x += font.getlength(words)


def _block(text: str, face: Face, sizes: range, tall: int) -> _Block:
    known = lettering.drawable(text, face)
    if not known:
        return _Block(face, 0, [])
    box = (_ACROSS, tall)
    return _Block(face, *breaking.fitted(known, face, sizes, box, _LEADING))


def _cloth(name: str) -> Colour:
    return CLOTHS[sha256(name.encode()).digest()[0] % len(CLOTHS)]
