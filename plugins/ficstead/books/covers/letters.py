"""Which letters no font has, as it was found out once: to ask is to open many fonts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from ...store import digests
from ...store.store import Store
from . import lettering
from .lettering import Face


@dataclass
class Letters:
    """What is known of the letters of titles and names, between builds.

    `around` is the digest of the theme's fonts and of the engine.
    """

    face: Face
    store: Store
    around: bytes
    _known: dict[str, str] = field(default_factory=dict)
    _new: dict[bytes, bytes] = field(default_factory=dict)

    def missing(self, text: str) -> str:
        """Return the letters of a text that no font has, each once."""
        if lettering.is_plain(text):
            return ""
        if text not in self._known:
            self._known[text] = self._asked(text)
        return self._known[text]

    def remember(self) -> None:
        """Let the next build know what this one found out."""
        self.store.put(self._new)
        self._new = {}

    def _asked(self, text: str) -> str:
        key = digests.of_parts("letters", self.around, self._fonts, text)
        data = self.store.get([key]).get(key)
        if data is None:
            data = lettering.missing(text, self.face).encode()
            self._new[key] = data
        return data.decode()

    @cached_property
    def _fonts(self) -> bytes:
        """Return a digest of the fonts of this computer, which may come and go."""
        seen = digests.marks(lettering.system())
        return digests.of_parts(*(f"{path} {mark}" for path, mark in seen.items()))
