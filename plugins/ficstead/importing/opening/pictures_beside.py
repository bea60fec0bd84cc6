"""Pictures that a page or a text names and that stand beside it, in ``Page_files/``.

Only what is named is read, only what is a picture is taken, and only inside the folder
or zip that the author gave.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import unquote

from ..story import Refused
from . import kinds

LARGEST: Final = 20 * 2**20  # bytes of one picture
TOGETHER: Final = 64 * 2**20
MOST: Final = 1_000

_NAMED: Final = re.compile(
    rb"\b(?:src|data-src)\s{0,9}=\s{0,9}"
    rb"(?:\"([^\"<>]{1,1000})\"|'([^'<>]{1,1000})'|([^\s\"'<>]{1,1000}))"
    rb"|\]\([ \t]{0,9}<?([^()<>\s]{1,1000})",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\\\|#", re.IGNORECASE)


def beside(data: bytes, read: Callable[[str], bytes | None]) -> dict[str, bytes]:
    """Return the pictures that `data` names, by the address it names them by.

    `read` gives a file by its path from the page; None or `Refused` where none is.
    """
    found: dict[str, bytes] = {}
    left = TOGETHER
    for address in _addresses(data):
        path = _path(address)
        if not path:
            continue
        try:
            picture = read(path)
        except Refused:
            continue
        if picture is None or not kinds.is_picture(picture):
            continue
        left -= len(picture)
        if left < 0:
            break
        found[address] = picture
    return found


def _addresses(data: bytes) -> Iterator[str]:
    seen: set[bytes] = set()
    for found in _NAMED.finditer(data):
        raw = next(filter(None, found.groups()), b"")
        if raw in seen:
            continue
        if len(seen) >= MOST:
            return
        seen.add(raw)
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", "replace")
        yield html.unescape(text).strip()


def _path(address: str) -> str:
    """Return where a relative address leads; empty for any that leads elsewhere."""
    if _ELSEWHERE.match(address):
        return ""
    path = unquote(address.partition("?")[0].partition("#")[0])
    if "\0" in path or path.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", path):
        return ""
    return posixpath.normpath(path.replace("\\", "/"))
