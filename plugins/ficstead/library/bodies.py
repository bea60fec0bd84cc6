"""Reading texts that stay in the store until somebody asks for one.

Most of what an archive is made of is prose, and most builds need nearly none of it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from markupsafe import Markup

from ..metadata.facts import Defaults
from ..problems import ContentError, found
from ..store.store import Store
from ..text import Elsewhere
from . import decoding
from .said import Task

# Of one chapter the page, the entire work and the feed ask, one soon after the other.
_AT_HAND: Final = 64


@dataclass(frozen=True, slots=True)
class Bodies:
    """The reading texts of files, in a store."""

    store: Store
    defaults: Defaults
    _at_hand: dict[bytes, Markup] = field(default_factory=dict)

    def at(self, key: bytes, task: Task, path: Path, digest: bytes) -> Elsewhere:
        """Return where a text lies: the key, and the file that it came from."""
        return _Body(self, key, task, path, digest)

    def html(self, body: _Body) -> Markup:
        """Return the HTML of a text, and keep it at hand for a moment."""
        html = self._at_hand.pop(body.key, None)
        if html is None:
            data = self.store.get([body.key]).get(body.key)
            html = self._again(body) if data is None else Markup(data.decode())
        self._at_hand[body.key] = html
        if len(self._at_hand) > _AT_HAND:
            del self._at_hand[next(iter(self._at_hand))]
        return html

    def _again(self, body: _Body) -> Markup:
        """Read the file again: the store was lost under a build that relied on it."""
        try:
            data = body.path.read_bytes()
        except OSError as error:
            problem = decoding.unreadable(error).at(os.path.relpath(body.path))
            raise ContentError((problem,)) from error
        from . import one_file  # noqa: PLC0415 - a tenth of a second, mostly for nothing

        said = one_file.read(body.task, data, self.defaults).texts.body
        if said.digest != body.digest:
            reason = "it was changed while the site was made; build again"
            where = os.path.relpath(body.path)
            raise ContentError((found("W312", path=where, reason=reason),))
        return said.held


@dataclass(frozen=True, slots=True)
class _Body(Elsewhere):
    """The reading text of one file: where its HTML is kept, and what it came from."""

    bodies: Bodies
    key: bytes
    task: Task
    path: Path
    digest: bytes

    def html(self) -> Markup:
        return self.bodies.html(self)


def key_of(reading: bytes) -> bytes:
    """Return what a text is kept under whose file's reading is kept under this."""
    return b"text" + reading
