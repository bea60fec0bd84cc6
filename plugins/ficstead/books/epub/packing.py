"""Files as a zip holds them: each packed once, and joined into every book that has it.

What `zipfile` does, but for files that are packed already.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

# The first moment that a zip can name; when a book was made is nobody's business.
_TIME, _DATE = 0, 1 << 5 | 1
_STORED, _DEFLATED = 0, 8
# A hundredth larger than at the usual level, in two thirds of the time.
_LEVEL: Final = 4
_VERSION, _VERSION_64 = 20, 45
# As a zip of Unix says it, on Windows too.
_UNIX, _RIGHTS = 3, 0o644 << 16
_UTF8: Final = 0x800
# Beyond so many files the end of a zip needs a longer form.
_MANY: Final = 0xFFFF
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s2B5H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_END_64: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR: Final = struct.Struct("<4sLQL")


@dataclass(frozen=True, slots=True)
class Packed:
    """A file without its name: what a zip holds of it, its checksum and its size."""

    body: bytes
    crc: int
    size: int
    stored: bool = False


def packed(data: bytes, *, stored: bool = False) -> Packed:
    """Return a file packed; with `stored`, as it is."""
    if stored:
        return Packed(data, zlib.crc32(data), len(data), stored=True)
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(data) + packer.flush()
    return Packed(body, zlib.crc32(data), len(data))


def unpacked(file: Packed) -> bytes:
    """Return what a file says."""
    return file.body if file.stored else zlib.decompress(file.body, -zlib.MAX_WBITS)


def joined(files: Iterable[tuple[str, Packed]]) -> bytes:
    """Return a zip of files with their names, in this order."""
    pieces: list[bytes] = []
    listed: list[bytes] = []
    at = 0
    for path, file in files:
        name = path.encode()
        about = (
            0 if path.isascii() else _UTF8,
            _STORED if file.stored else _DEFLATED,
            *(_TIME, _DATE, file.crc, len(file.body), file.size, len(name)),
        )
        head = _LOCAL.pack(b"PK\3\4", _VERSION, *about, 0)
        made_by = (_VERSION, _UNIX, _VERSION)
        entry = _CENTRAL.pack(b"PK\1\2", *made_by, *about, 0, 0, 0, 0, _RIGHTS, at)
        listed += (entry, name)
        pieces += (head, name, file.body)
        at += len(head) + len(name) + len(file.body)
    return b"".join((*pieces, *listed, _end(len(listed) // 2, at, listed)))


def _end(count: int, at: int, listed: list[bytes]) -> bytes:
    """Return the end of a zip whose list of `count` files stands `at` a place."""
    long = sum(map(len, listed))
    more = b""
    if count > _MANY:
        size = _END_64.size - 12
        more = _END_64.pack(
            b"PK\6\6",
            *(size, _VERSION_64, _VERSION_64, 0, 0, count, count, long, at),
        ) + _LOCATOR.pack(b"PK\6\7", 0, at + long, 1)
    few = min(count, _MANY)
    return more + _END.pack(b"PK\5\6", 0, 0, few, few, long, at, 0)
