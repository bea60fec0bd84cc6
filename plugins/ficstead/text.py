"""One text as a value: its HTML, here or elsewhere, and what is known of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from hashlib import blake2b

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a text, as written: a link's target or a picture's file."""

    target: str
    line: int
    picture: bool = False


class Elsewhere(ABC):
    """Where the HTML of a text lies that nobody has asked for."""

    digest: bytes

    @abstractmethod
    def html(self) -> Markup:
        """Return the HTML from there."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Clean HTML of one text, and what its making found out.

    Addresses inside the archive stand in `html` as `addresses.UNRESOLVED` + target
    until the library resolves them; `links` names each of them once. `anchors` are
    what a link after a ``#`` may name, each with its id.

    An archive has more prose than a computer's memory is good for, and an edit asks for
    one text of it: so the HTML is `held`, or it `lies` elsewhere until it is asked for.
    Two that say the same are equal, wherever they are.
    """

    held: Markup = field(default=Markup(), compare=False)
    words: int = 0
    links: tuple[Link, ...] = ()
    anchors: tuple[tuple[str, str], ...] = ()
    lies: Elsewhere | None = field(default=None, compare=False)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Prose):
            return NotImplemented
        return self._told() == other._told()

    def __hash__(self) -> int:
        return hash(self._told())

    def _told(self) -> tuple[object, ...]:
        return self.digest, self.words, self.links, self.anchors

    @property
    def html(self) -> Markup:
        return self.held if self.lies is None else self.lies.html()

    @property
    def digest(self) -> bytes:
        """Return what stands for the HTML without asking for it."""
        return digest_of(self.held) if self.lies is None else self.lies.digest

    def __bool__(self) -> bool:
        return bool(self.held) or self.lies is not None


def digest_of(html: Markup) -> bytes:
    """Return the digest of a text."""
    return blake2b(html.encode(), digest_size=16).digest()
