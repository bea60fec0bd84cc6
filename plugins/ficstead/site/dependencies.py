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
from typing import Any, Final

import msgspec

from ..model import Chapter, Note, Series, Term, Work
from ..store import digests
from ..store.keep import Keep
from ..text import Prose
from .pages import Page, Site

# What several pages show, by a digest of its own. Anything else is told as it is.
_SHARED: Final = frozenset({Work, Series, Term, Note})
# What may hold such a thing, or a text.
_TOLD: Final = frozenset({Chapter, Prose})
_DEEP: Final = _SHARED | _TOLD | {tuple}
_NAMES: Final = re.compile(rf"\b(?:{'|'.join(k.__name__ for k in _DEEP - {tuple})})\b")
# Of a text its digest, wherever it is at the moment.
_INSTEAD: Final = {"held": "digest"}
Parts = tuple[object, ...]
Shape = tuple[Callable[[object], Parts], tuple[int, ...]]
# `str` is for Markup, which is one.
_encode: Final = msgspec.msgpack.Encoder(enc_hook=str).encode


class Things:
    """Digests of what a site is made of, each thing's taken once."""

    def __init__(self, keep: Keep, known: Things | None = None) -> None:
        # The things stay beside their digests, so that no id is given to another.
        self._known: dict[int, tuple[object, bytes]] = known._known if known else {}
        recalled = keep.recalled("digests")
        self._recalled: Mapping[int, tuple[object, bytes]] = (
            known._recalled if known else recalled
        )
        self._shapes: dict[type, Shape] = known._shapes if known else {}
        keep.remember("digests", self._known)

    def digest(self, *things: object) -> bytes:
        """Return one digest of several things, whatever site they stand on."""
        return digests.of_bytes(_encode(self._parts(things)))

    def _parts(self, things: Parts) -> Parts | list[object]:
        """Return several things, with digests in the place of what is shared."""
        if _DEEP.isdisjoint(map(type, things)):
            return things
        known = self._known
        # A look at a list of works is worth no call for each.
        return [
            seen[1] if (seen := known.get(id(thing))) else self._told(thing)
            for thing in things
        ]

    def _told(self, thing: Any) -> object:
        kind = type(thing)
        if kind is tuple:
            return self._parts(thing)
        if kind in _SHARED:
            return self._digest(thing)
        return self._fields(thing) if kind in _TOLD else thing

    def _digest(self, thing: object) -> bytes:
        known = self._known.get(id(thing)) or self._recalled.get(id(thing))
        if known is None:
            known = thing, self._made(thing)
        self._known[id(thing)] = known
        return known[1]

    def _made(self, thing: object) -> bytes:
        told = [type(thing).__name__, self._fields(thing)]
        return digests.of_bytes(_encode(told))

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
        told = _encode([page.template, self._fields(page)])
        return digests.of_bytes(around + told)

    def of(self, *things: object) -> bytes:
        """Return the fingerprint of anything made of these, on this site."""
        return digests.of_bytes(self.around + _encode(self._parts(things)))


def _shape(kind: Any) -> Shape:
    """Return what gives the fields of a thing, and which of them may be shared."""
    every = [field for field in fields(kind) if field.name != "lies"]
    deep = (n for n, field in enumerate(every) if _NAMES.search(str(field.type)))
    # Of one name alone it would return the value, and no tuple.
    values = attrgetter(*(_INSTEAD.get(f.name, f.name) for f in every), "__class__")
    return values, tuple(deep)
