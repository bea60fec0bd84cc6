"""The files of one folder or one zip, and which of them are not an author's to import.

Folders of downloads hold more than downloads: what systems leave behind, what browsers
save beside a page, what Calibre keeps beside a book. None of that is worth a line of
the report.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from . import kinds

_DEBRIS: Final = frozenset({"__macosx", "thumbs.db", "desktop.ini", "icon\r"})
_CALIBRE: Final = frozenset(
    {"metadata.opf", "metadata.db", "metadata_db_prefs_backup.json"}
)
_PAGE: Final = re.compile(
    r"\.(?:x?html?|xht|shtml|php|aspx?|mht|mhtml)\Z", re.IGNORECASE
)
# What Windows calls the folder of a saved page, in its languages ("Connected Files").
_FILES: Final = re.compile(
    r"[._-](?:files|file|dateien|fichiers|bestanden|archivos|filer|tiedostot|pliki"
    r"|soubory|elemei|ficheiros|arquivos|dosyalar|datoteke|fitxers|failid|fails|bylos"
    r"|fajlovi|fitxategiak|ファイル|文件|檔案)\Z",
    re.IGNORECASE,
)
_CONTAINER: Final = "META-INF/container.xml"
_DIGITS: Final = re.compile(r"([0-9]+)")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One file: its name from the root of its folder or zip, and how to read it."""

    name: str
    modified: datetime
    read: Callable[[], bytes]


class Group(Enum):
    """What the files of a group are together."""

    FILE = "a file by itself"
    BOOK = "an EPUB that was unpacked"
    WORK = "a work of an archive"
    PICTURE = "a picture, nobody's yet"


def grouped(leaves: Iterable[Leaf]) -> Iterator[tuple[Group, str, list[Leaf]]]:
    """Yield what is to be imported: group, name, files. Pictures come last."""
    by_name = {
        leaf.name: leaf for leaf in sorted(leaves, key=lambda one: natural(one.name))
    }
    roots = _roots(by_name)
    saved = _saved_folders(by_name)
    pictures: list[Leaf] = []
    begun: dict[str, list[Leaf]] = {}
    for name, leaf in by_name.items():
        if _is_debris(name, by_name) or any(up in saved for up in _above(name)):
            continue
        root = next((up for up in _above(name) if up in roots), None)
        if root is not None:
            begun.setdefault(root, []).append(leaf)
        elif kinds.named_picture(name):
            pictures.append(leaf)
        else:
            yield Group.FILE, name, [leaf]
    for root, parts in begun.items():
        yield roots[root], root, parts
    for leaf in pictures:
        yield Group.PICTURE, leaf.name, [leaf]


def natural(name: str) -> list[tuple[int, str]]:
    """Return a key that puts chapter 2 before chapter 10."""
    pieces = _DIGITS.split(name.casefold())
    # A number of five thousand digits is compared as text; so is ² in any case.
    return [
        (int(piece), "") if n % 2 and len(piece) < 20 else (0, piece)
        for n, piece in enumerate(pieces)
    ]


def beside(leaf: Leaf, names: Mapping[str, Leaf]) -> Callable[[str], Leaf | None]:
    """Return a way to other files by their path from this one."""
    folder = posixpath.dirname(leaf.name)

    def found(path: str) -> Leaf | None:
        return names.get(known(posixpath.normpath(posixpath.join(folder, path))))

    return found


def known(name: str) -> str:
    """Return a name as a Mac and everybody else would both write it."""
    return unicodedata.normalize("NFC", name)


def _roots(names: Mapping[str, Leaf]) -> dict[str, Group]:
    roots: dict[str, Group] = {}
    for name in names:
        folder, last = posixpath.split(name)
        if last == "work.md":
            roots[folder] = Group.WORK
        elif name == _CONTAINER or name.endswith(f"/{_CONTAINER}"):
            roots[posixpath.dirname(folder)] = Group.BOOK
    return roots


def _saved_folders(names: Mapping[str, Leaf]) -> set[str]:
    """Return the folders that browsers save beside ``Page.html``: ``Page_files``."""
    pages = {
        found.string[: found.start()] for found in map(_PAGE.search, names) if found
    }
    folders = {up for name in names for up in _above(name)}
    return {
        folder
        for folder in folders
        if (found := _FILES.search(folder)) and folder[: found.start()] in pages
    }


def _is_debris(name: str, names: Mapping[str, Leaf]) -> bool:
    parts = name.casefold().split("/")
    if any(part in _DEBRIS or part.startswith((".", "~$")) for part in parts):
        return True
    if parts[-1] in _CALIBRE:
        return True
    cover = re.fullmatch(r"cover\.[a-z]+", parts[-1])
    return (
        bool(cover) and posixpath.join(posixpath.dirname(name), "metadata.opf") in names
    )


def _above(name: str) -> Iterator[str]:
    """Yield the folders that a file is in, the nearest first, the root as empty."""
    while name:
        name = posixpath.dirname(name)
        yield name
