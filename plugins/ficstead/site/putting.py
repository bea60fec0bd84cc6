"""A site put into a folder: what changed is made, what did not is taken as it lies.

Into an empty folder (`tasks.py build` swaps it in when it is whole) a file that stays
comes as a hard link, with its time; into the last site itself (plain `pelican`) only
what differs is written, and what the site no longer has is taken away.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .. import parallel
from ..store.manifest import Entry

# Below this many pages the other processes would begin when the work is done.
_WORTH_FORKING: Final = 150
_AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class File:
    """One file of the site: its address, its fingerprint, and how to come by it.

    `source` is a file to copy, or what returns the bytes.
    """

    path: str
    made_of: bytes
    source: Path | Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Put:
    """What was put: every file as it lies now, and how many were made and written."""

    files: Mapping[str, Entry]
    made: int
    written: int


def put(
    files: Iterable[File], folder: Path, before: Path, known: Mapping[str, Entry]
) -> Put:
    """Put files into `folder`; `known` are those that lie in `before`.

    Where two files have one address the last counts. What `source` raises is raised.
    """
    by_path = {file.path: file for file in files}
    target = _Target(folder, before)
    target.prepare(by_path)
    entries: dict[str, Entry] = {}
    todo: list[File] = []
    for path, file in by_path.items():
        entry = known.get(path)
        if entry and entry.made_of == file.made_of and target.keep(path, entry):
            entries[path] = entry
        else:
            todo.append(file)
    made = _all(todo, target)
    for file, (entry, _) in zip(todo, made, strict=True):
        entries[file.path] = entry
    if folder == before:
        for path in known.keys() - entries.keys():
            target.remove(path, known[path])
    written = sum(is_new for _, is_new in made)
    return Put(entries, made=len(todo), written=written)


def _all(files: Sequence[File], target: _Target) -> list[tuple[Entry, bool]]:
    """Make and write files, in several processes where there are many."""
    processes = parallel.cores() if parallel.FORKS else 1
    if len(files) < _WORTH_FORKING or processes == 1:
        return [target.write(file) for file in files]

    def write(number: int) -> tuple[Entry, bool]:
        return target.write(files[number])

    numbers = range(len(files))
    try:
        every = parallel.each(write, numbers, processes=processes, at_once=_AT_ONCE)
        return list(every)
    except Exception:
        # A template's error comes from another process without its lines: once more.
        return [target.write(file) for file in files]


@dataclass(frozen=True, slots=True)
class _Target:
    """The folder that is filled, and the one that was filled before."""

    folder: Path
    before: Path

    def prepare(self, paths: Iterable[str]) -> None:
        """Make every folder that is needed."""
        for name in sorted({os.path.dirname(path) for path in paths}):  # noqa: PTH120
            (self.folder / name).mkdir(parents=True, exist_ok=True)

    def keep(self, path: str, entry: Entry) -> bool:
        """Take a file as it lies; false where it is not there as it was written."""
        old = self.before / path
        if not entry.lies_at(old):
            return False
        return self.folder == self.before or _linked(old, self.folder / path)

    def write(self, file: File) -> tuple[Entry, bool]:
        """Make a file and write it; false where its bytes lie there already."""
        new, old = self.folder / file.path, self.before / file.path
        if isinstance(file.source, Path):
            data = file.source.read_bytes()
        else:
            data = file.source()
        same = _holds(old, data) and (new == old or _linked(old, new))
        if not same:
            _write(new, data)
        stat = new.stat()
        return Entry(file.made_of, stat.st_size, stat.st_mtime_ns), not same

    def remove(self, path: str, entry: Entry) -> None:
        """Take away what an earlier build wrote, if nobody has touched it since."""
        file = self.folder / path
        if not entry.lies_at(file):
            return
        with suppress(OSError):
            file.unlink()
            for parent in file.relative_to(self.folder).parents:
                (self.folder / parent).rmdir()  # which refuses where anything is left


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _linked(old: Path, new: Path) -> bool:
    """Put a file in a second place, with its time."""
    try:
        os.link(old, new)
    except OSError:
        # Not every disk can (exFAT), nor go on for ever (65,000 links on ext4).
        try:
            shutil.copy2(old, new)
        except OSError:
            return False
    return True


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and never into one that has two places."""
    if not path.exists():
        path.write_bytes(data)
        return
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    beside.replace(path)
