"""A page and its pictures in one file, as Chrome (MHTML) and Safari (webarchive) save.

MHTML is RFC 2557: parts of a mail, each with the address the page knows it by. Read
by hand, because a mail may nest and ours may not.
"""

from __future__ import annotations

import base64
import binascii
import plistlib
import quopri
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ..story import Refused

_BOUNDARY: Final = re.compile(
    rb"\bboundary\s*=\s*(?:\"([^\"\r\n]+)\"|([^\s;\"]+))", re.I
)
_HEADER: Final = re.compile(rb"^([\w-]+):[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.M)
_HEAD_END: Final = re.compile(rb"\r?\n[ \t]*\r?\n")
_HEAD: Final = 65_536
_PARTS: Final = 2_000
_DAMAGED: Final = (
    "It is a saved page without a page in it; save it as “Web page, HTML only” instead."
)


@dataclass(frozen=True, slots=True)
class _Part:
    type: str
    addresses: tuple[str, ...]
    data: bytes


def mhtml(data: bytes) -> tuple[bytes, Mapping[str, bytes]]:
    """Return the page of an MHTML file, and its pictures by their address in it."""
    found = _BOUNDARY.search(data[:_HEAD])
    if not found:
        raise Refused(_DAMAGED)
    line = b"--" + (found[1] or found[2])
    pieces = data.split(line, _PARTS)
    if not pieces[-1].startswith(b"--"):
        raise Refused("It is a saved page that was cut short; save it again.")
    return _taken(_part(piece) for piece in pieces[1:-1])


def webarchive(data: bytes) -> tuple[bytes, Mapping[str, bytes]]:
    """Return the page of a webarchive, and its pictures by their address."""
    try:
        archive = plistlib.loads(data, fmt=plistlib.FMT_BINARY)
        main = archive["WebMainResource"]
        others = archive.get("WebSubresources", [])
        parts = [_resource(one) for one in (main, *others[:_PARTS])]
    except (
        *(plistlib.InvalidFileException, ValueError, KeyError, TypeError, IndexError),
        *(AttributeError, OverflowError, RecursionError, MemoryError, struct.error),
    ) as error:
        raise Refused(_DAMAGED) from error
    return _taken(iter(parts))


def _taken(parts: Iterator[_Part]) -> tuple[bytes, Mapping[str, bytes]]:
    page: bytes | None = None
    pictures: dict[str, bytes] = {}
    for part in parts:
        if page is None and "html" in part.type:
            page = part.data
        elif part.type.startswith("image/"):
            pictures.update(dict.fromkeys(part.addresses, part.data))
    if not page:
        raise Refused(_DAMAGED)
    return page, pictures


def _part(piece: bytes) -> _Part:
    end = _HEAD_END.search(piece, 2)
    if not end:
        return _Part("", (), b"")
    headers = {
        found[1].lower(): b" ".join(found[2].split()).decode("utf-8", "replace")
        for found in _HEADER.finditer(piece[: min(end.start(), _HEAD)])
    }
    body = piece[end.end() :]
    coding = headers.get(b"content-transfer-encoding", "").lower()
    try:
        if coding == "base64":
            body = base64.b64decode(body)
        elif coding == "quoted-printable":
            body = quopri.decodestring(body)
    except (binascii.Error, ValueError):
        body = b""
    named = headers.get(b"content-id", "").strip("<> ")
    addresses = [headers.get(b"content-location", "").strip()]
    addresses += [f"cid:{named}"] if named else []
    kind = headers.get(b"content-type", "").partition(";")[0].lower()
    return _Part(kind, tuple(filter(None, addresses)), body)


def _resource(one: Mapping[str, object]) -> _Part:
    data = one["WebResourceData"]
    if not isinstance(data, bytes):
        raise TypeError
    address = str(one.get("WebResourceURL", ""))
    return _Part(str(one["WebResourceMIMEType"]).lower(), (address,), data)
