"""Finished books, kept between builds: a file each, named by all that it is made of.

What the store remembers of a book is its size and the digest of its bytes, which is
all that pages and the site's list of files need; the bytes are read when they are
written into a site, and made again where they are not there any more, or are others.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..store import digests
from ..store.store import Store

_SIZE: Final = 8  # bytes that tell how big a book is
# A folder for each kind, and in front of what the store keeps of it, because the keys
# of the store are of many things.
BOOKS, LEAVES = "books", "leaves"


@dataclass(frozen=True, slots=True)
class Made:
    """A finished book: how big it is, and the digest of its bytes."""

    size: int
    digest: bytes


class Shelf:
    """The books of a cache folder; of one that goes with this object without one.

    `kind` is for what is not whole books.
    """

    def __init__(self, cache: Path | None, store: Store, kind: str = BOOKS) -> None:
        self._store = store
        self._kind = b"book " if kind == BOOKS else b"leaf "
        folder = _writable(cache / kind) if cache else None
        if folder is None:
            # It is taken away when nobody holds the shelf any more.
            folder = Path(tempfile.mkdtemp(prefix="ficstead-books-"))
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._folder = folder

    def known(self, keys: Iterable[bytes]) -> dict[bytes, Made]:
        """Return what is known of books by their keys; whether they lie here is not."""
        found = self._store.get([self._kind + key for key in keys])
        return {key[len(self._kind) :]: _made(value) for key, value in found.items()}

    def remember(self, books: Mapping[bytes, Made]) -> None:
        """Keep what is to be known of new books."""
        self._store.put(
            {
                self._kind + key: made.size.to_bytes(_SIZE, "big") + made.digest
                for key, made in books.items()
            }
        )

    def put(self, key: bytes, data: bytes) -> Made:
        """Write a book, whole or not at all; raises `OSError` where it cannot be."""
        path = self._path(key)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            beside.write_bytes(data)
            beside.replace(path)
        except OSError:
            with suppress(OSError):
                beside.unlink()
            raise
        return Made(len(data), digests.of_bytes(data))

    def take(self, key: bytes, made: Made) -> bytes | None:
        """Return a book's bytes; nothing where they are not the ones that were made."""
        data = self.read(key)
        if data is None or digests.of_bytes(data) != made.digest:
            return None
        return data

    def read(self, key: bytes) -> bytes | None:
        """Return what lies here under a key, whatever it is; nothing where nothing."""
        try:
            return self._path(key).read_bytes()
        except OSError:
            return None

    def tidy(self, used: Mapping[bytes, Made]) -> None:
        """Take away what is not used, the oldest first, while it is more than what is.

        So the books of the other settings (publishconf.py has an address) may stay, and
        an edit that is taken back costs nothing, but the folder does not grow for ever.
        """
        room = sum(made.size for made in used.values())
        names = {key.hex() for key in used}
        spare: list[tuple[int, int, str]] = []
        with suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                if entry.name not in names:
                    seen = entry.stat(follow_symlinks=False)
                    spare.append((seen.st_mtime_ns, seen.st_size, entry.path))
        for _, size, path in sorted(spare, reverse=True):
            room -= size
            if room < 0:
                with suppress(OSError):
                    os.unlink(path)  # noqa: PTH108 - a path of scandir's

    def _path(self, key: bytes) -> Path:
        return self._folder / key.hex()


def _writable(folder: Path) -> Path | None:
    """Return a folder that is there; nothing where it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def _made(value: bytes) -> Made:
    return Made(int.from_bytes(value[:_SIZE], "big"), value[_SIZE:])
