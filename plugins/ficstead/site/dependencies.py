"""What a page depends on, as a fingerprint: the same one means the same bytes.

A template sees the fields of its page, `site`, and functions that know the theme; so a
page is what these are, made by one engine. A work's fingerprint is taken once, for it
stands on a dozen pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any, Final, cast

import msgspec
from markupsafe import Markup

from ..model import Chapter, Note, Series, Term, Work
from ..store import digests
from ..store.keep import Keep
from ..text import Prose
from .pages import Page, Site

# What several pages show. Anything else of a page is small, and its own.
_SHARED: Final = frozenset({Work, Chapter, Series, Term, Note, Prose})
_DEEP: Final = _SHARED | {tuple}
_NAMES: Final = re.compile(rf"\b(?:Markup|{'|'.join(k.__name__ for k in _SHARED)})\b")
# Of a text its digest, wherever it is at the moment.
_TOLD: Final = {"held": "digest"}
_LONG: Final = 500  # signs from which a text is worth a digest of its own
Parts = tuple[object, ...]
Shape = tuple[Callable[[object], Parts], tuple[int, ...]]
_encode: Final = msgspec.msgpack.Encoder(enc_hook=str).encode


class Things:
    """Digests of what a site is made of, each thing's taken once."""

    def __init__(self, keep: Keep, known: Things | None = None) -> None:
        # The things stay beside their digests, so that no id is given to another.
        self._known: dict[int, tuple[object, bytes]] = known._known if known else {}
        recalled = keep.recalled("digests")
        self._recalled: Mapping[Any, Any] = known._recalled if known else recalled
        self._shapes: dict[type, Shape] = known._shapes if known else {}
        keep.remember("digests", self._known)

    def digest(self, *things: object) -> bytes:
        """Return one digest of several things, whatever site they stand on."""
        return digests.of_parts(_encode(self._told(things)))

    def _fields(self, thing: Any) -> list[object]:
        """Return the fields of a thing; only those that may be shared are looked into.

        A work has sixty tags, and none of them needs a look.
        """
        kind = type(thing)
        if kind not in self._shapes:
            self._shapes[kind] = _shape(kind)
        values, deep = self._shapes[kind]
        *told, _ = values(thing)
        for place in deep:
            told[place] = self._told(told[place])
        return told

    def _told(self, thing: object) -> object:
        """Return a thing with a digest in the place of what is shared in it."""
        kind = type(thing)
        if kind in _SHARED or (kind is Markup and len(cast(Markup, thing)) > _LONG):
            return self._digest(thing)
        if kind is tuple and not _DEEP.isdisjoint(map(type, cast(Parts, thing))):
            # The jump list of a work is one tuple on all pages of its chapters.
            return self._digest(thing)
        return thing

    def _digest(self, thing: object) -> bytes:
        known = self._known.get(id(thing))
        if known is None:
            known = self._recalled.get(id(thing)) or (thing, self._made(thing))
            self._known[id(thing)] = known
        return known[1]

    def _made(self, thing: object) -> bytes:
        if isinstance(thing, Markup):
            return digests.of_parts(thing)
        if isinstance(thing, tuple):
            return digests.of_parts(_encode([self._told(part) for part in thing]))
        return digests.of_parts(type(thing).__name__, _encode(self._fields(thing)))


class Fingerprints(Things):
    """Fingerprints of what one site is made of, by one engine and one theme.

    `known` are digests that were taken already.
    """

    def __init__(
        self, keep: Keep, theme: bytes, site: Site, known: Things | None = None
    ) -> None:
        super().__init__(keep, known)
        around = digests.of_parts(keep.engine, theme, _encode(site))
        self.around = keep.same("around pages", around)
        self._again = keep.again

    def page(self, page: Page) -> bytes:
        """Return the fingerprint of a page."""
        return self._again("fingerprint", self._of_page, page, self.around)

    def _of_page(self, page: Page, around: bytes) -> bytes:
        return digests.of_parts(around, page.template, _encode(self._fields(page)))

    def of(self, *things: object) -> bytes:
        """Return the fingerprint of anything made of these, on this site."""
        return digests.of_parts(self.around, _encode(self._told(things)))


def _shape(kind: Any) -> Shape:
    """Return what gives the fields of a thing, and which of them may be shared."""
    every = [field for field in fields(kind) if field.name != "lies"]
    deep = (n for n, field in enumerate(every) if _NAMES.search(str(field.type)))
    # Of one name alone it would return the value, and no tuple.
    values = attrgetter(*(_TOLD.get(f.name, f.name) for f in every), "__class__")
    return values, tuple(deep)
