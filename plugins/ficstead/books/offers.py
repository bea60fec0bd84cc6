"""What a reader may take along from each page: files that lie made, and their sizes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Download:
    """One file to take along.

    `format` is one of ``epub``, ``kepub``, ``html``, ``md``, ``txt``; `name` what a
    reader calls it (``EPUB``); `url` a path from the site's root; `type` its media
    type; `size` in bytes.
    """

    format: str
    name: str
    url: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class Cover:
    """A picture of a book, and a small one of it for lists; paths from the root."""

    url: str
    thumbnail: str
    type: str


@dataclass(frozen=True, slots=True)
class Offers:
    """Every download and cover, by the `url` of the page that it belongs to."""

    downloads: Mapping[str, tuple[Download, ...]] = field(default_factory=dict)
    covers: Mapping[str, Cover] = field(default_factory=dict)

    def of(self, url: str) -> tuple[Download, ...]:
        """Return what may be taken along from a page, in the order it is offered."""
        return self.downloads.get(url, ())


NOTHING = Offers()
