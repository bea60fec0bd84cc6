"""The pictures of a book: what they really are, and each of them once.

A reading system trusts what the book says of a picture, and a checker does not; so the
first bytes decide, never the name. What books may not hold is turned into what they
may; what cannot be read is left out, and its words stand in its place.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from .elements import identifier

_SIGNS: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
ENDINGS: Final = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}
# Books are opened far from the web: nothing in a drawing may run or be fetched.
_ACTIVE: Final = re.compile(
    rb"<(?:\w+:)?(?:script|foreignObject|iframe|audio|video|set|animate\w*)\b"
    rb"|\son\w+\s*=|<!(?:DOCTYPE|ENTITY)|<\?xml-stylesheet|@import"
    rb"|(?:href|src)\s*=\s*[\"'](?!#|data:image/)|url\(\s*[\"']?(?!#)",
    re.IGNORECASE,
)
_SVG: Final = "{http://www.w3.org/2000/svg}svg"


def media_type(data: bytes) -> str:
    """Return what a picture is by its first bytes; empty where no book may hold it."""
    for sign, kind in _SIGNS:
        if data.startswith(sign):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return "image/svg+xml" if _is_drawing(data) else ""


def _is_drawing(data: bytes) -> bool:
    if b"<svg" not in data[:4096] or _ACTIVE.search(data):
        return False
    try:
        return ET.fromstring(data).tag == _SVG
    except ET.ParseError:
        return False


def converted(data: bytes) -> bytes:
    """Return a picture of another kind (AVIF, BMP, TIFF) as a PNG; empty if none."""
    from PIL import Image  # noqa: PLC0415 - 0.1 s, for few books

    try:
        with Image.open(io.BytesIO(data)) as picture:
            out = io.BytesIO()
            plain = picture if picture.mode in {"RGB", "L"} else picture.convert("RGBA")
            plain.save(out, "PNG")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return b""
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the book, `path` below the book's folder."""

    path: str
    type: str
    data: bytes


@dataclass(slots=True)
class Gallery:
    """The pictures that a book came to need, in the order in which it did."""

    files: Mapping[str, Path]
    held: dict[str, Picture | None] = field(default_factory=dict)

    def place(self, address: str) -> str | None:
        """Return where the picture of an address stands in the book; None without."""
        address = unquote(address)
        if address not in self.held:
            self.held[address] = self._taken(address)
        picture = self.held[address]
        return picture.path if picture else None

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return tuple(picture for picture in self.held.values() if picture)

    def _taken(self, address: str) -> Picture | None:
        try:
            data = self.files[address].read_bytes()
        except (KeyError, OSError):
            return None
        kind = media_type(data)
        if not kind and b"<svg" not in data[:4096]:
            data = converted(data)
            kind = media_type(data)
        if not kind:
            return None
        stem = identifier(PurePosixPath(address).stem)[:60].strip("_.")
        number = len(self.held) + 1
        return Picture(f"pictures/{number:03d}-{stem}.{ENDINGS[kind]}", kind, data)
