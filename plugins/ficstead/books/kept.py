"""What books share, kept between builds: whatever of a work is the same in all of them.

A chapter stands in the book of its work, of its series and of its fandom; each of those
takes what the first of them wrote. So after an edit of one work a book of a hundred
costs little more than that one.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from ..forms import Form
from ..store import digests
from .shelf import Made, Shelf

_RUN: Final = 16  # bytes that tell a build from all others
_HEAD: Final = _RUN + digests.SIZE
FORMS: Final = tuple(form.value for form in Form if form.is_book)


@dataclass(slots=True)
class Kept:
    """The shelf of what books share, as one process sees it.

    `keys` has, by the `url` of a work, the digest of all that its leaves are made of;
    `shared` are those works that stand in more books than their own, `several` the
    books that they stand in. `around` is the digest of what every book shows of the
    site. `near` has the leaves of the last book, for its other format. `run` is in all
    that is put, so that one process believes what another of this build has put.
    `covers` has, by the `url` of a book, the name of its cover among the finished
    `books`.
    """

    shelf: Shelf
    keys: Mapping[str, bytes]
    shared: frozenset[str]
    several: frozenset[str]
    around: bytes
    books: Shelf
    covers: dict[str, bytes] = field(default_factory=dict)
    near: object = None
    run: bytes = field(default_factory=partial(os.urandom, _RUN))
    _known: dict[bytes, Made] = field(default_factory=dict)
    _new: dict[bytes, Made] = field(default_factory=dict)
    _every: dict[bytes, Made] = field(default_factory=dict)
    _drawn: dict[bytes, Made] = field(default_factory=dict)

    def of_work(self, url: str, form: str) -> bytes:
        """Return the name of what a work has for every book of one form."""
        return digests.of_parts("of a work", form, self.keys[url])

    def of_book(self, url: str, form: str) -> bytes:
        """Return the name of what a book of several has for itself."""
        return digests.of_parts("of a book", form, self.around, url)

    def look(self) -> None:
        """Find out what is there of all that may be taken; before any of it is."""
        self._known = self.shelf.known(
            name
            for form in FORMS
            for names in (
                (self.of_work(url, form) for url in self.shared),
                (self.of_book(url, form) for url in self.several),
            )
            for name in names
        )
        self._drawn = self.books.known(self.covers.values())

    def cover(self, url: str) -> bytes | None:
        """Return the cover of a book as it was made before; nothing where it was not.

        An edit of a text changes the book, and its cover hardly ever.
        """
        name = self.covers.get(url, b"")
        made = self._drawn.get(name)
        return self.books.take(name, made) if made else None

    def take(self, name: bytes) -> bytes | None:
        """Return what is kept under a name; nothing where it is not there."""
        made = self._known.get(name)
        data = self.shelf.take(name, made) if made else self._just_put(name)
        return data[_HEAD:] if data else None

    def _just_put(self, name: bytes) -> bytes | None:
        """Return what another process of this build has put under a name, if any."""
        data = self.shelf.read(name)
        if data is None or data[:_RUN] != self.run:
            return None
        return data if data[_RUN:_HEAD] == digests.of_bytes(data[_HEAD:]) else None

    def put(self, name: bytes, data: bytes) -> None:
        """Keep something; where it cannot be, the next build makes it again."""
        with suppress(OSError):
            whole = b"".join((self.run, digests.of_bytes(data), data))
            self._known[name] = self._new[name] = self.shelf.put(name, whole)

    def told(self) -> dict[bytes, Made]:
        """Return what was put since this was asked last."""
        new, self._new, self.near = self._new, {}, None
        return new

    def learn(self, new: Mapping[bytes, Made]) -> None:
        """Know of what another process has put, in order to remember it."""
        self._known |= new
        self._every |= new

    def remember(self) -> None:
        """Let the next build know of everything that was put."""
        self.shelf.remember(self._every)
        self._every = {}

    def tidy(self) -> None:
        """Take away what no book is made of any more, as the shelf does."""
        self.shelf.tidy(self._known)
