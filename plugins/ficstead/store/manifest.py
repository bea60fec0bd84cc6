"""What a build has written: each file with what it was made of and how it lies there.

The next build compares: a file that would be made of the same things, and lies there
untouched, is the file that would be written.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from . import digests

_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: the fingerprint of what it was made of; its size and time on disk.

    Two files of one size may bear one time, where a disk counts in seconds; so files
    are the same only where they were made of the same things too.
    """

    made_of: bytes
    size: int
    time: int

    def lies_at(self, folder: Path, path: str) -> bool:
        """Tell whether the file is there as it was written."""
        try:
            # Paths of pathlib are dear where there are thousands.
            stat = os.stat(f"{folder}/{path}")  # noqa: PTH116
        except OSError:
            return False
        return stat.st_size == self.size and stat.st_mtime_ns == self.time


@dataclass(frozen=True, slots=True)
class Manifest:
    """A whole site as it was written.

    `inputs` is the digest of everything that was read, good until the moment `due` (in
    seconds since 1970), when something scheduled appears; empty where nothing may be
    concluded from it. `said` is what the build had to say, for the one that finds
    nothing changed.
    """

    files: Mapping[str, Entry] = field(default_factory=dict)
    inputs: bytes = b""
    due: float = 0.0
    said: bytes = b""
    version: int = _VERSION


def load(path: Path) -> Manifest:
    """Return a manifest; an empty one where there is none that is whole."""
    try:
        data = path.read_bytes()
        if digests.of_bytes(data[digests.SIZE :]) != data[: digests.SIZE]:
            return Manifest()
        manifest = msgspec.msgpack.decode(data[digests.SIZE :], type=Manifest)
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
        return Manifest()
    return manifest if manifest.version == _VERSION else Manifest()


def save(manifest: Manifest, path: Path) -> None:
    """Write a manifest whole or not at all; where it cannot be, the next build pays."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    data = msgspec.msgpack.encode(manifest)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(digests.of_bytes(data) + data)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()


def found_in(folder: Path) -> dict[str, Entry]:
    """Return every file of a folder as it lies there, of unknown making."""
    found: dict[str, Entry] = {}
    root = os.path.join(folder, "")  # noqa: PTH118 - ends in a separator
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with suppress(OSError), os.scandir(root + inside) as entries:
            for entry in entries:
                path = f"{inside}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                else:
                    stat = entry.stat(follow_symlinks=False)
                    found[path] = Entry(b"", stat.st_size, stat.st_mtime_ns)
    return found


def differences(folder: Path, written: Manifest) -> dict[str, Entry | None]:
    """Return what lies in a folder otherwise than it was written; None what is gone.

    One look through it is all that a build believes of the last site: somebody may
    have changed, added or removed anything there.
    """
    other: dict[str, Entry | None] = dict(found_in(folder))
    for path, entry in written.files.items():
        found = other.get(path)
        if found is None:
            other[path] = None
        elif (found.size, found.time) == (entry.size, entry.time):
            del other[path]
    return other


def seen_with(written: Manifest, other: Mapping[str, Entry | None]) -> dict[str, Entry]:
    """Return every file of a folder that was looked through."""
    every = {**written.files, **other}
    return {path: entry for path, entry in every.items() if entry is not None}
