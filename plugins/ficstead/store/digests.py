"""The content of files in a few bytes each, for keys of what was made from them.

A time says nothing: a `git checkout` or a new machine gives every file another, and a
program may give one its old time back. What is believed, as by git's own index, is a
file that has kept its size, both its times, and its place on its disk since it was last
read, and was settled then: the time of its last change of any kind nobody can set.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec

SIZE: Final = 20
# A file written within the tick of the clock in which it was read may change again
# and show the same time.
_TICK: Final = 2 * 10**9
Mark = tuple[int, int, int, int, int]
# `str` is for Markup, which is one.
_encode: Final = msgspec.msgpack.Encoder(enc_hook=str).encode
_Seen = tuple[Mark | None, bytes]
_decode: Final = msgspec.msgpack.Decoder(dict[str, tuple[Mark, bytes]]).decode


def of_bytes(data: bytes) -> bytes:
    """Return the digest of a file's bytes."""
    return blake2b(data, digest_size=SIZE).digest()


def of_parts(*parts: bytes | str) -> bytes:
    """Return one digest of several things, each told apart from its neighbours."""
    try:
        # MessagePack says of each part what it is and how long.
        told = _encode(parts)
    except UnicodeEncodeError:
        # A name of a file may be no text.
        told = _encode([_bytes(part) for part in parts])
    return blake2b(told, digest_size=SIZE).digest()


def _bytes(part: bytes | str) -> bytes:
    return part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part


@dataclass(slots=True)
class Digests:
    """Digests of files, each read once: within one build a file says one thing.

    With `lasting`, a file is read `again` in a later build of this process, or of
    another that has `restored` what this one did `save`, only when the disk says that
    it is another.
    """

    lasting: bool = False
    _kept: Mapping[str, _Seen] = field(default_factory=dict)
    _known: dict[Path, _Seen] = field(default_factory=dict)
    _before: dict[Path, _Seen] = field(default_factory=dict)
    _marks: dict[Path, Mark | None] = field(default_factory=dict)

    def again(self) -> None:
        """Begin another build: every file is looked at anew."""
        self._before, self._known, self._marks = self._known, {}, {}

    def marks(self, paths: Iterable[Path]) -> dict[Path, Mark | None]:
        """Return the marks of files, and look at these files no more in this build."""
        found = marks(paths)
        self._marks.update(found)
        return found

    def of(self, path: Path) -> bytes:
        """Return the digest of a file; raises `OSError` where it cannot be read."""
        known = self._known.get(path)
        if known is None:
            seen = self._settled(path) if self.lasting else None
            known = self._before.get(path) or self._kept.get(os.fspath(path))
            if known is None or seen is None or known[0] != seen:
                known = seen, of_bytes(path.read_bytes())
            self._known[path] = known
        return known[1]

    def save(self, path: Path) -> None:
        """Keep the digests of this build for another process; it may fail to."""
        seen = {
            os.fspath(p): (mark, it) for p, (mark, it) in self._known.items() if mark
        }
        if seen == self._kept:
            return
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            data = _encode(seen)
            beside.write_bytes(of_bytes(data) + data)
            beside.replace(path)
        except UnicodeEncodeError:
            return  # a name that is no text; they will be read
        except OSError:
            with suppress(OSError):
                beside.unlink()

    def _settled(self, path: Path) -> Mark | None:
        """Return a file's mark; nothing where it is so young that it may keep it."""
        mark = self._marks[path] if path in self._marks else _mark(path)
        if mark is None or time.time_ns() - max(mark[1:3]) < _TICK:
            return None
        return mark

    def of_all(self, paths: Iterable[Path]) -> bytes:
        """Return one digest of many files, their names and whether they can be read."""
        parts: list[bytes | str] = []
        for path in paths:
            parts.append(os.fspath(path))
            try:
                parts.append(self.of(path))
            except OSError as error:
                parts.append(str(error.errno))
        return of_parts(*parts)


def restored(path: Path | None) -> Digests:
    """Return the digests that an earlier process has kept, if they are whole.

    On Windows nobody knows when a file was changed in any way, so nothing is believed.
    """
    if path is None or os.name == "nt":
        return Digests()
    with suppress(OSError, msgspec.MsgspecError, ValueError):
        data = path.read_bytes()
        if of_bytes(data[SIZE:]) == data[:SIZE]:
            return Digests(True, _decode(data[SIZE:]))
    return Digests(lasting=True)


def marks(paths: Iterable[Path]) -> dict[Path, Mark | None]:
    """Return what tells each file from another; nothing where there is none."""
    return {path: _mark(path) for path in paths}


def _mark(path: Path) -> Mark | None:
    try:
        # A path's own way to it is twice as long, and there are thousands.
        seen = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    # The time of the last change of any kind is there because some programs set the
    # other back. (On Windows it is that of the file's making, which does no harm.)
    times = seen.st_mtime_ns, seen.st_ctime_ns
    return seen.st_size, *times, seen.st_ino, seen.st_dev
