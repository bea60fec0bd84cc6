"""A site put into a folder: what changed is made, what did not is taken as it lies.

Into the spare tree (`tasks.py build` exchanges it with the site when it is whole) a
file that is not there yet comes as a hard link, with its time. Into the last site
itself (plain `pelican`) only what differs is written. What the site no longer has goes.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import Final

from .. import parallel
from ..store import digests
from ..store.manifest import Entry

# Below this many files the other processes would begin when the work is done.
_WORTH_FORKING: Final = 100
# So many go to a process together, of few files fewer: some take as long as ten pages.
_AT_ONCE: Final = 50
_TURNS: Final = 16
# What had fewer bytes the last time is made before another process has begun.
_LONG: Final = 100_000

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class File:
    """One file of the site: its address, its fingerprint, and how to come by it.

    `source` is a file to copy, or what returns the bytes. One that takes long is
    `early`: it comes before the others, and is made while they are looked through. One
    that is `last` is written when all others are: a text to take along, when every page
    has its gate.
    """

    path: str
    made_of: bytes
    source: Path | Callable[[], bytes]
    last: bool = False
    early: bool = False


@dataclass(frozen=True, slots=True)
class Put:
    """What was put: every file as it lies now, and how many were made and written."""

    files: Mapping[str, Entry]
    made: int
    written: int


def put(files: Iterable[File], target: Target, told: Told | None = None) -> Put:
    """Put files into a folder. What making one raises is raised.

    Where two files have one address the last counts. `told` hears how many of those
    that have to be made are made.
    """
    ahead = _Ahead(target.known)
    by_path = {file.path: file for file in ahead.watch(files)}
    entries: dict[str, Entry] = {}
    todo: list[File] = []
    # First, because a folder may become a file, and a disk may take two names for one
    # that differ in their capitals only.
    for path in target.there.keys() - by_path.keys():
        target.remove(path)
    for path, file in by_path.items():
        entry = target.known.get(path)
        if entry and entry.made_of == file.made_of and target.keep(path, entry):
            entries[path] = entry
        else:
            todo.append(file)
    target.make_folders(file.path for file in todo)
    todo = ahead.taken(todo)
    made: list[tuple[Entry, bool]] = []
    todo.sort(key=lambda file: file.last)
    first = sum(not file.last for file in todo)
    for result in chain(_all(todo[:first], target), _all(todo[first:], target)):
        made.append(result)
        if told is not None:
            told(len(made), len(todo))
    for file, (entry, _) in zip(todo, made, strict=True):
        entries[file.path] = entry
    written = sum(is_new for _, is_new in made)
    return Put(entries, made=len(todo), written=written)


@dataclass(slots=True)
class _Ahead:
    """Files that take long, made in a process beside this one from early on.

    It writes none of them: what the site no longer has must go first.
    """

    known: Mapping[str, Entry]
    _makers: dict[str, Callable[[], bytes]] = field(default_factory=dict)
    _made: Callable[[], Mapping[str, bytes]] | None = None

    def watch(self, files: Iterable[File]) -> Iterator[File]:
        """Yield files, and begin when the early ones are known."""
        for file in files:
            if file.early:
                self._see(file)
            elif self._makers and self._made is None:
                self._made = parallel.ahead(partial(_made, self._makers))
            yield file

    def _see(self, file: File) -> None:
        known = self.known.get(file.path)
        if known is None or known.made_of == file.made_of or known.size < _LONG:
            return
        if not isinstance(file.source, Path):
            self._makers[file.path] = file.source

    def taken(self, files: list[File]) -> list[File]:
        """Return files; in the place of how to make one its bytes, where they are."""
        if self._made is None:
            return files
        made, makers = self._made(), self._makers
        return [
            replace(file, source=partial(bytes, made[file.path]))
            if makers.get(file.path) is file.source
            else file
            for file in files
        ]


def _made(makers: Mapping[str, Callable[[], bytes]]) -> dict[str, bytes]:
    return {path: make() for path, make in makers.items()}


def _all(files: Sequence[File], target: Target) -> Iterator[tuple[Entry, bool]]:
    """Make and write files, in several processes where there are many."""
    processes = parallel.cores() if parallel.FORKS else 1
    if len(files) < _WORTH_FORKING:
        processes = 1

    def write(number: int) -> tuple[Entry, bool]:
        return target.write(files[number])

    numbers = range(len(files))
    at_once = max(1, min(_AT_ONCE, len(files) // _TURNS))
    return parallel.each(write, numbers, processes=processes, at_once=at_once)


@dataclass(frozen=True)
class Target:
    """The folder to be filled, and `before`, the folder of the last site.

    `known` are the files that lie in `before`; `look` tells those that lie in `folder`.
    With `shares`, a file that stays has a name in both; without, there are two files.
    The two folders may be one; then `known` and `there` are what was written into it,
    and anything may have become of that. What `is_ours` lies there without a look.
    """

    folder: Path
    before: Path
    known: Mapping[str, Entry]
    look: Callable[[], Mapping[str, Entry]]
    shares: bool
    is_ours: bool = False

    @cached_property
    def there(self) -> Mapping[str, Entry]:
        """Return the files that lie in the folder."""
        return self.look()

    @cached_property
    def _is_one(self) -> bool:
        # To compare two paths takes as long as to look at a file.
        return self.folder == self.before

    def keep(self, path: str, entry: Entry) -> bool:
        """Take a file as it lies; false where it is not there as it was written."""
        if self._is_one:
            return entry.lies_at(self.folder, path)
        is_there = entry == self.there.get(path)
        if is_there and (self.is_ours or entry.lies_at(self.folder, path)):
            return True
        return self._taken(path)

    def write(self, file: File) -> tuple[Entry, bool]:
        """Make a file and write it; false where its bytes lie there already."""
        new, old = self.folder / file.path, self.before / file.path
        made_of = file.made_of
        if isinstance(file.source, Path):
            data = file.source.read_bytes()
            # It may have changed since the author's files were looked through.
            made_of = digests.of_bytes(data)
        else:
            data = file.source()
        same = _holds(old, data) and (new == old or self._taken(file.path))
        if not same:
            _write(new, data)
        seen = new.stat()
        return Entry(made_of, seen.st_size, seen.st_mtime_ns), not same

    def make_folders(self, paths: Iterable[str]) -> None:
        """Make the folders that are not there: many, when a site is new."""
        there = {path.rpartition("/")[0] for path in self.there}
        for name in sorted({path.rpartition("/")[0] for path in paths} - there):
            # Where a file stands in its place, writing will say so.
            with suppress(FileExistsError):
                (self.folder / name).mkdir(parents=True)

    def _taken(self, path: str) -> bool:
        """Put a file of the last site into this one, with its time."""
        old, new = self.before / path, self.folder / path
        _make_room(new)
        if self.shares:
            with suppress(OSError):
                os.link(old, new)
                return True
        # Not every disk can (exFAT), nor go on for ever (65,000 links on ext4).
        with suppress(OSError):
            shutil.copy2(old, new)
            return True
        return False

    def remove(self, path: str) -> None:
        """Take away what the site no longer has, and the folders that it leaves empty.

        In the last site itself, only what nobody has touched since it was written.
        """
        file = self.folder / path
        if self._is_one and not self.there[path].lies_at(self.folder, path):
            return
        with suppress(OSError):
            file.unlink()
            for parent in Path(path).parents[:-1]:
                (self.folder / parent).rmdir()  # which refuses where anything is left


def _holds(path: Path, data: bytes) -> bool:
    try:
        # No link of somebody's: what it leads to may change.
        seen = path.lstat()
        is_so_long = stat.S_ISREG(seen.st_mode) and seen.st_size == len(data)
        return is_so_long and path.read_bytes() == data
    except OSError:
        return False


def _make_room(path: Path) -> None:
    """Make a place ready for a file that is not written yet."""
    try:
        path.unlink()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        # What was a folder of pages is one file now.
        shutil.rmtree(path)


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and never into one that has two names."""
    try:
        with path.open("xb", buffering=0) as file:
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) :]
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except FileExistsError:
        # A name may be as long as a disk allows, so nothing is added to it.
        short = digests.of_parts(path.name).hex()[:16]
        beside = path.with_name(f".{short}.new")
        beside.write_bytes(data)
        beside.replace(path)
