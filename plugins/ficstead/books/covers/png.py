"""A picture in sixteen shades as a PNG: four bits a dot, and a palette.

Pillow tries each way to write a row and takes the best, which takes most of the time
that a cover takes. Here every row says how it differs from the one above: on a cover
most differ in nothing, and what is left packs as well.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

SHADES: Final = 16
_SIGN: Final = b"\x89PNG\r\n\x1a\n"
_BITS, _PALETTE = 4, 3
_UP: Final = 2  # in front of a row: what is added to the one above
_AT_ONCE: Final = 150


def written(picture: Image, palette: Sequence[tuple[int, int, int]]) -> bytes:
    """Return a picture whose dots are numbers of colours; it is an even number wide."""
    head = struct.pack(">2L5B", *picture.size, _BITS, _PALETTE, 0, 0, 0)
    # Long runs of one value are the quickest to pack as runs, and the smallest.
    packer = zlib.compressobj(strategy=zlib.Z_RLE, memLevel=9)
    body = b"".join((*map(packer.compress, _rows(picture)), packer.flush()))
    colours = bytes(part for colour in palette for part in colour)
    pieces = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", body), (b"IEND", b""))
    return _SIGN + b"".join(_chunk(name, data) for name, data in pieces)


def _rows(picture: Image) -> Iterator[bytes]:
    """Yield the rows of a picture, some at once: fresh memory would take longer."""
    from PIL import Image, ImageChops  # noqa: PLC0415 - for covers alone

    wide, tall = picture.size
    last = bytes(wide // 2)
    for top in range(0, tall, _AT_ONCE):
        band = picture.crop((0, top, wide, min(top + _AT_ONCE, tall)))
        # Two dots are a byte, and a picture of bytes is what Pillow subtracts at once.
        dots = last + band.convert("P").tobytes("raw", "P;4")
        size = wide // 2, band.height
        rows = Image.frombytes("L", size, dots[len(last) :])
        above = Image.frombytes("L", size, dots[: -len(last)])
        told = Image.new("L", (size[0] + 1, size[1]), _UP)
        told.paste(ImageChops.subtract_modulo(rows, above), (1, 0))
        yield told.tobytes()
        last = dots[-len(last) :]


def _chunk(name: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(data, zlib.crc32(name))
    return b"".join((struct.pack(">L", len(data)), name, data, checksum.to_bytes(4)))
