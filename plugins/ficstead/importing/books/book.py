"""A book as its container holds it: documents in reading order, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bs4 import BeautifulSoup

from ..story import Loss

Toc = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the spine, by its path in the book.

    `kinds` are what the book calls it (``cover``, ``toc``, ``copyright-page``). The
    soup has what the head held (title, meta, link, style) at its top level.
    """

    name: str
    soup: BeautifulSoup
    linear: bool = True
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """What a container holds: documents in reading order, and what is said of them.

    `toc` is (title, document, fragment) by line, `depths` how deep each line stands.
    `pictures` are those that a document shows, by the ``src`` it shows them with.
    """

    metadata: Mapping[str, tuple[str, ...]]
    documents: tuple[Document, ...]
    toc: Toc = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    depths: tuple[int, ...] = ()
    lost: tuple[Loss, ...] = ()

    def first(self, name: str) -> str:
        """Return the first value of a metadata name, or nothing."""
        return self.metadata.get(name, ("",))[0]
