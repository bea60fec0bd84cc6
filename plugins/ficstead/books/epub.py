"""A volume as an EPUB 3 file: the same bytes each time."""

from __future__ import annotations

from .materials import Materials
from .volume import Volume


def make(volume: Volume, materials: Materials) -> bytes:
    """Return the book."""
    raise NotImplementedError(volume.url, materials.name)
