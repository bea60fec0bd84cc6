"""A bound book: its files, and what its package has to say of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..volume import Volume
from .leaves import Entry
from .packing import Packed

XHTML = "application/xhtml+xml"
NAV, STYLE, VOLUME = "nav.xhtml", "style/book.css", "volume.xhtml"


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book: `path` below the book's folder. `linear` is for leaves."""

    id: str
    path: str
    type: str
    file: Packed
    properties: str = ""
    leaf: bool = False
    linear: bool = True


@dataclass(slots=True)
class Book:
    """A bound book. `cover` is the id of its picture, `entries` its contents.

    `pictured` says whether pictures stand in the texts, `described` whether each of
    them has words of its own.
    """

    volume: Volume
    items: list[Item] = field(default_factory=list)
    entries: tuple[Entry, ...] = ()
    cover: str = ""
    pictured: bool = False
    described: bool = True
