"""Leaves that are ready: those of a work that were written for another of its books.

A leaf that leads only to itself says the same in each of them. Some name their
neighbours, whose names differ from book to book; they are kept for that book alone. One
that leads to the rest of the archive, or shows a picture, is written for every book.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeVar

import msgspec

from ...model import Work
from ..kept import Kept
from ..volume import Volume
from .packing import Packed, packed, unpacked


@dataclass(frozen=True, slots=True)
class Finish:
    """What becomes of each leaf of a format when it is written; `name` is for keys."""

    name: str
    change: Callable[[str], str]

    def packed(self, xhtml: str) -> Packed:
        return packed(self.change(xhtml).encode())


@dataclass(frozen=True, slots=True)
class Ready:
    """A leaf that need not be written: its file, and the ids that its texts have."""

    file: Packed
    ids: tuple[str, ...] = ()


PLAIN: Final = Finish("epub", str)
Leaves = dict[str, Ready]
T = TypeVar("T")
_encode: Final = msgspec.msgpack.Encoder().encode


@dataclass(slots=True)
class Drawer:
    """The ready leaves of one work in one book, by their names without `prefix`.

    `free` are those that are the same in every book, `own` those of this one. What is
    ready `plain` needs only the finish of this format.
    """

    prefix: str
    finish: Finish
    free: Leaves = field(default_factory=dict)
    own: Leaves = field(default_factory=dict)
    plain: Drawer | None = None
    new_free: bool = False
    new_own: bool = False

    def get(self, file: str, *, own: bool = False) -> Ready | None:
        """Return a leaf, if it is ready."""
        name = file.removeprefix(self.prefix)
        found = (self.own if own else self.free).get(name)
        if found is None and self.plain is not None:
            known = (self.plain.own if own else self.plain.free).get(name)
            if known is not None:
                text = unpacked(known.file).decode()
                found = Ready(self.finish.packed(text), known.ids)
                self.keep(file, found, own=own)
        return found

    def keep(self, file: str, leaf: Ready, *, own: bool = False) -> None:
        """Keep a leaf that was written."""
        name = file.removeprefix(self.prefix)
        if own:
            self.own[name], self.new_own = leaf, True
        else:
            self.free[name], self.new_free = leaf, True


class Drawers:
    """What is ready for one book: a drawer for each of its works."""

    def __init__(self, volume: Volume, kept: Kept | None, finish: Finish) -> None:
        self.finish, self.url = finish, volume.url
        self._kept, self._several = kept, volume.work is None
        self._drawers: dict[bytes, tuple[Work, Drawer]] = {}
        self._own: dict[str, Leaves] = {}
        self._near: Drawers | None = None
        if kept is None:
            return
        # Another format of this book may have been made a moment ago.
        if isinstance(kept.near, Drawers) and kept.near.url == self.url:
            self._near = kept.near
        if self._several:
            name = kept.of_book(self.url, finish.name)
            self._own = _taken(name, kept, dict[str, Leaves])

    def of(self, work: Work, prefix: str) -> Drawer:
        """Return the drawer of a work whose leaves have names that begin so."""
        drawer = Drawer(prefix, self.finish)
        kept = self._kept
        if kept is None:
            return drawer
        key = kept.keys[work.url]
        drawer.own = self._own.get(_place(key, prefix), {})
        if work.url in kept.shared:
            drawer.free = _taken(kept.of_work(work.url, self.finish.name), kept, Leaves)
        if self._near is not None:
            drawer.plain = self._near.drawn(key)
        elif self.finish is not PLAIN and not drawer.free and work.url in kept.shared:
            free = _taken(kept.of_work(work.url, PLAIN.name), kept, Leaves)
            drawer.plain = Drawer(prefix, PLAIN, free)
        self._drawers[key] = work, drawer
        return drawer

    def drawn(self, key: bytes) -> Drawer | None:
        """Return a drawer that was asked for already."""
        found = self._drawers.get(key)
        return found[1] if found else None

    def close(self) -> None:
        """Keep what is new."""
        kept, self._near = self._kept, None
        if kept is None:
            return
        kept.near = self if self.finish is PLAIN else None
        form, every = self.finish.name, self._drawers.items()
        for _, (work, drawer) in every:
            drawer.plain = None
            if drawer.new_free and work.url in kept.shared:
                kept.put(kept.of_work(work.url, form), _encode(drawer.free))
        if self._several and any(drawer.new_own for _, (_, drawer) in every):
            own = {_place(key, one.prefix): one.own for key, (_, one) in every}
            kept.put(kept.of_book(self.url, form), _encode(own))


def _taken(name: bytes, kept: Kept, kind: type[T]) -> T:
    data = kept.take(name)
    return msgspec.msgpack.decode(data, type=kind) if data else kind()


def _place(key: bytes, prefix: str) -> str:
    return f"{prefix}{key.hex()}"
