"""Zips, read within bounds: a fic in a zip is small, a bomb says that it is small.

The directory is the standard library's to read; what it says is taken for a claim. An
entry is unpacked up to the size it claims and no byte further, and claims too large
are refused before anything is unpacked. Nothing is ever written to disk.
"""

from __future__ import annotations

import bz2
import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ..story import Refused

MOST: Final = 20_000  # entries; a book of 5,000 chapters with pictures has fewer
LARGEST: Final = 100 * 2**20  # bytes of one entry
TOGETHER: Final = 256 * 2**20  # bytes of all that are unpacked

_BROKEN: Final = (
    *(zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError),
    *(OverflowError, OSError, struct.error, zlib.error, IndexError),
)
_METHODS: Final = {
    **{1: "Shrink", 6: "Implode", 9: "Deflate64", 14: "LZMA", 93: "Zstandard"},
    **{95: "XZ", 97: "WavPack", 98: "PPMd", 99: "AES encryption"},
}
_DRIVE: Final = re.compile(r"\A[A-Za-z]:\Z")
_JAPANESE: Final = re.compile("[\u3041-\u30ff]|[\u4e00-\u9fff]{2}")
_HALF_WIDTH: Final = re.compile("[\uff61-\uff9f\ue000-\uf8ff]")

_CUT: Final = "It is a zip that was cut short or damaged; download it again."
_LOCKED: Final = "It is locked with a password; save it without one."


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a zip. `name` is safe: no drive, root or ``..``, only ``/``."""

    name: str
    size: int
    modified: datetime | None
    info: zipfile.ZipInfo


def is_zip(data: bytes) -> bool:
    """Tell whether the bytes begin as a zip does, even a damaged or an empty one."""
    return data[:4] in {b"PK\x03\x04", b"PK\x05\x06", b"PK00", b"PK\x07\x08"}


def names(data: bytes) -> tuple[str, ...]:
    """Return the names of a zip's files, safe ones."""
    return tuple(entry.name for entry in listed(data))


def listed(data: bytes) -> tuple[Entry, ...]:
    """Return the files of a zip in its order, without folders and links."""
    # An upper bound that costs nothing, before the directory becomes objects.
    if data.count(b"PK\x01\x02") > 10 * MOST:
        raise Refused(_too_many())
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except _BROKEN as error:
        raise Refused(_why(data)) from error
    if len(infos) > MOST:
        raise Refused(_too_many())
    # Parts of one another many times over: only a bomb is made so.
    if sum(info.compress_size for info in infos) > len(data):
        raise Refused("It is a zip whose files overlap, as only damaged ones do.")
    return tuple(
        Entry(name, info.file_size, _modified(info), info)
        for info in infos
        if not info.filename.endswith(("/", "\\"))
        and not stat.S_ISLNK(info.external_attr >> 16)
        and (name := _safe(_name(info)))
    )


def unpacked(data: bytes, entry: Entry) -> bytes:
    """Return the bytes of one entry, whole and as its checksum says."""
    info = entry.info
    if info.flag_bits & 0x41:  # encrypted, weakly or strongly
        raise Refused(_LOCKED)
    if entry.size > LARGEST:
        raise Refused(f"“{entry.name}” is larger than {LARGEST >> 20} MB unpacked.")
    try:
        content = _content(data, info)
    except _BROKEN as error:
        raise Refused(_damaged(entry)) from error
    if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
        raise Refused(_damaged(entry))
    return content


def entries(
    data: bytes, *, wanted: Callable[[str], bool] | None = None
) -> Mapping[str, bytes]:
    """Return the files of a zip (a book, a document) by name, all or those `wanted`.

    Raises `Refused` where one of them is damaged, locked or too large. Of two with one
    name the later counts, as in a zip that was updated.
    """
    chosen: dict[str, Entry] = {}
    for entry in listed(data):
        # A name that had to be made safe never takes the place of an honest one.
        honest = entry.name == entry.info.filename
        if (honest or entry.name not in chosen) and (
            wanted is None or wanted(entry.name)
        ):
            chosen[entry.name] = entry
    _within(chosen.values())
    return {name: unpacked(data, entry) for name, entry in chosen.items()}


def check(data: bytes) -> None:
    """Raise `Refused` unless every entry can be unpacked by another library, safely."""
    found = listed(data)
    _within(found)
    for entry in found:
        unpacked(data, entry)


def _within(found: Iterable[Entry]) -> None:
    if sum(entry.size for entry in found) > TOGETHER:
        raise Refused(
            f"It unpacks to more than {TOGETHER >> 20} MB, as no story does; "
            "it may be damaged."
        )


def _content(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """Read an entry by its own header, which may name it otherwise than the index."""
    start = info.header_offset
    if data[start : start + 4] != b"PK\x03\x04":
        raise zipfile.BadZipFile
    name, extra = struct.unpack_from("<HH", data, start + 26)
    start += 30 + name + extra
    packed = memoryview(data)[start : start + info.compress_size]
    # One byte more than it claims to have is enough to know that it lies.
    if info.compress_type == zipfile.ZIP_STORED:
        return bytes(packed[: info.file_size + 1])
    if info.compress_type == zipfile.ZIP_DEFLATED:
        return zlib.decompressobj(-15).decompress(packed, info.file_size + 1)
    if info.compress_type == zipfile.ZIP_BZIP2:
        return bz2.BZ2Decompressor().decompress(packed, info.file_size + 1)
    method = _METHODS.get(info.compress_type, f"method {info.compress_type}")
    raise Refused(
        f"“{_safe(_name(info))}” is packed with {method}; make an ordinary zip of it."
    )


def _name(info: zipfile.ZipInfo) -> str:
    """Return a name as its maker meant it; the standard knows cp437 and UTF-8.

    macOS and older Linux write UTF-8 without saying so, Japanese Windows cp932.
    """
    name = info.filename
    if info.flag_bits & 0x800 or name.isascii():
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name  # read by a newer Python from the Unicode field
    for encoding in ("utf-8", "cp932"):
        try:
            better = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or (
            _JAPANESE.search(better) and not _HALF_WIDTH.search(better)
        ):
            return better
    return name


def _safe(name: str) -> str:
    parts = name.replace("\\", "/").split("/")
    if _DRIVE.match(parts[0]):
        parts = parts[1:]
    kept = (part for part in parts if part not in {"", ".", ".."})
    return "".join(c for c in "/".join(kept) if c >= " ")


def _modified(info: zipfile.ZipInfo) -> datetime | None:
    # 1980 is the zero of the format: a tool that set no date.
    if info.date_time[0] <= 1980:
        return None
    try:
        return datetime(*info.date_time).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def _why(data: bytes) -> str:
    if not is_zip(data):
        return "It is no zip file."
    first = data[6:8]
    if len(first) == 2 and first[0] & 0x41:
        return _LOCKED
    return _CUT


def _damaged(entry: Entry) -> str:
    return f"“{entry.name}” in it is damaged; download it again."


def _too_many() -> str:
    return f"It is a zip of more than {MOST:,} files, as no story is."
