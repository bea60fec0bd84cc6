"""The cover of a book: drawn in the theme's type, or the author's own picture."""

from __future__ import annotations

from .materials import Materials
from .volume import Volume


def draw(volume: Volume, materials: Materials) -> bytes:
    """Return the cover, a PNG or a JPEG; `pictures.media_type` says which."""
    raise NotImplementedError(volume.url, materials.name)


def small(cover: bytes) -> bytes:
    """Return a small picture of a cover, for lists."""
    raise NotImplementedError(len(cover))
