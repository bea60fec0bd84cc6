"""A book of several works that Ficstead made, as one book for each work.

The leaves of the fifth work begin with ``work-05-``, so they can be told apart without
reading them. What each work says of itself stands on a leaf of its own (``facts``);
the package of such a book speaks of all of them together, and is left behind.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Final
from xml.sax.saxutils import quoteattr

from ..story import Refused
from . import archives
from .archives import Entry

PART: Final = "ficstead:part"
_LEAF: Final = re.compile(r"(.*/text/)(work-\d{2,6}-)([a-z0-9-]{1,40})\.xhtml")
_BESIDE: Final = re.compile(
    rb"""(?:src|href)="\.\./((?:pictures|style)/[^"#?<>]{1,200})\""""
)
_MEDIA: Final = {".xhtml": "application/xhtml+xml", ".css": "text/css"}
_TOO_LARGE: Final = "One of its works is larger than any story; it may be damaged."
_CONTAINER: Final = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="part.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


def parts(data: bytes) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield a name and how to get the book for each work in one; nothing for others.

    That raises `Refused` where a leaf is damaged, which costs no other work.
    """
    entries = {entry.name: entry for entry in archives.listed(data)}
    found: dict[str, list[str]] = {}
    folder = ""
    for name in entries:
        if leaf := _LEAF.fullmatch(name):
            folder = leaf[1]
            found.setdefault(leaf[2], []).append(name)
    about = f"{folder}volume.xhtml"
    if about not in entries:
        return
    for prefix, names in sorted(found.items()):
        if f"{folder}{prefix}facts.xhtml" in names:
            # What is said of the whole comes with the first work.
            first = [] if prefix != min(found) else [about]
            name = prefix.rstrip("-")
            own = [*first, *names]
            yield name, partial(_carved, data, entries, folder, prefix, own)


def _carved(
    data: bytes,
    entries: dict[str, Entry],
    folder: str,
    prefix: str,
    names: list[str],
) -> bytes:
    """Return the leaves of a work and what they show, as a book of their own."""
    out = io.BytesIO()
    held = dict.fromkeys(names)
    with zipfile.ZipFile(out, "w") as book:
        _add(book, "META-INF/container.xml", _CONTAINER.encode())
        for name in names:
            leaf = archives.unpacked(data, entries[name])
            _add(book, name, leaf)
            for beside in _BESIDE.findall(leaf):
                place = beside.decode("utf-8", "replace")
                place = posixpath.normpath(f"{folder}../{place}")
                if place in entries and place not in held:
                    held[place] = None
                    # One that is damaged is missing; the reader knows what to say.
                    with suppress(Refused):
                        _add(book, place, archives.unpacked(data, entries[place]))
            if out.tell() > archives.TOGETHER:
                raise Refused(_TOO_LARGE)
        _add(book, "part.opf", _package(prefix, held, names).encode())
    return out.getvalue()


def _package(prefix: str, held: dict[str, None], leaves: list[str]) -> str:
    ids = {name: f"i{number}" for number, name in enumerate(held)}
    items = "".join(
        f'<item id="{ids[name]}" href={quoteattr(name)} '
        f'media-type="{_MEDIA.get(posixpath.splitext(name)[1], "image/*")}"/>\n'
        for name in held
    )
    spine = "".join(f'<itemref idref="{ids[name]}"/>\n' for name in leaves)
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata>'
        f'<meta name="{PART}" content="{prefix}"/></metadata>\n'
        f"<manifest>\n{items}</manifest>\n<spine>\n{spine}</spine></package>\n"
    )


def _add(book: zipfile.ZipFile, name: str, data: bytes) -> None:
    # Stored, for it is read once; and the same bytes each time, so that it is known.
    book.writestr(zipfile.ZipInfo(name), data)
