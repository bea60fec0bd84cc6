"""A volume as an EPUB 3 file: the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from ..materials import Materials
from ..volume import Volume
from . import binding, package
from .book import Book, Item

FOLDER, OPF = "EPUB", "package.opf"
# The first moment that a zip can name; when a book was made is nobody's business.
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
_CONTAINER: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="{FOLDER}/{OPF}" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


def make(volume: Volume, materials: Materials) -> bytes:
    """Return the book."""
    return packed(binding.bind(volume, materials), materials)


def packed(book: Book, materials: Materials) -> bytes:
    """Return a bound book as one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _add(archive, "mimetype", b"application/epub+zip", packed=False)
        _add(archive, "META-INF/container.xml", _CONTAINER.encode())
        _add(archive, f"{FOLDER}/{OPF}", package.opf(book, materials))
        _add(archive, f"{FOLDER}/{package.NCX}", package.ncx(book, materials))
        for item in book.items:
            _add(archive, f"{FOLDER}/{item.path}", item.data, packed=_shrinks(item))
    return out.getvalue()


def _shrinks(item: Item) -> bool:
    """Return whether packing makes a file smaller; most pictures are packed already."""
    return not item.type.startswith("image/") or item.type == "image/svg+xml"


def _add(
    archive: zipfile.ZipFile, name: str, data: bytes, *, packed: bool = True
) -> None:
    info = zipfile.ZipInfo(name, _MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    # As a zip of Unix says it, on Windows too.
    info.create_system, info.external_attr = 3, 0o644 << 16
    # A hundredth larger than at the usual level, in two thirds of the time.
    archive.writestr(info, data, compresslevel=4)
