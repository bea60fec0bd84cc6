"""Files, folders and zips as named bytes, within limits."""

from __future__ import annotations

from .archives import check, entries

__all__ = ["check", "entries"]
