"""A volume as an EPUB 3 file: the same bytes each time."""

from __future__ import annotations

from typing import Final

from ..materials import Materials
from ..volume import Volume
from . import binding, package
from .book import Book
from .packing import joined, packed

FOLDER, OPF = "EPUB", "package.opf"
_CONTAINER: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="{FOLDER}/{OPF}" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


def make(volume: Volume, materials: Materials) -> bytes:
    """Return the book."""
    return bound(binding.bind(volume, materials), materials)


def bound(book: Book, materials: Materials) -> bytes:
    """Return a bound book as one file."""
    return joined(
        (
            ("mimetype", packed(b"application/epub+zip", stored=True)),
            ("META-INF/container.xml", packed(_CONTAINER.encode())),
            (f"{FOLDER}/{OPF}", packed(package.opf(book, materials))),
            (f"{FOLDER}/{package.NCX}", packed(package.ncx(book, materials))),
            *((f"{FOLDER}/{item.path}", item.file) for item in book.items),
        )
    )
