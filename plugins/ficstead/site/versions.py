"""Versions of the theme's static files, in their addresses and in what names them.

A browser may keep a static file for long, so its address carries what it holds:
``reading.js?v=0f3c2a91``. A module that imports another, or finds a style sheet by
``new URL("../css/panel.css", import.meta.url)``, names it with the version too; so a
page never runs a new module with an old one, and never the same one twice.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePosixPath
from posixpath import normpath

_SIGNS = 8

# A relative address as a literal, where a module says what else it needs.
_NAMED = re.compile(
    r"""(?P<before>\b(?:from|import|import\s*\(|new\s+URL\s*\()\s*)"""
    r"""(?P<quote>["'])(?P<address>\.{1,2}/[^"'?#\s]+)(?P=quote)"""
)


class Versions:
    """The versions of the files in one folder, each read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._contents: dict[str, bytes] = {}
        self._next: dict[str, tuple[str, ...]] = {}

    def of(self, name: str) -> str:
        """Return the version of a file: it changes with all that the file leads to.

        Raises `OSError` where there is no such file.
        """
        digest = hashlib.sha256(self._content(name))
        for other in sorted(self._reached(name) - {name}):
            digest.update(f"\0{other}\0".encode() + self._content(other))
        return digest.hexdigest()[:_SIGNS]

    def put(self, name: str) -> bytes:
        """Return a file as it is put: a script with versions where it names others."""
        if not name.endswith(".js"):
            return self._content(name)

        def versioned(found: re.Match[str]) -> str:
            there = self._named(name, found["address"])
            if there is None:
                return found[0]
            address = f"{found['address']}?v={self.of(there)}"
            return f"{found['before']}{found['quote']}{address}{found['quote']}"

        text = self._content(name).decode("utf-8", "surrogateescape")
        return _NAMED.sub(versioned, text).encode("utf-8", "surrogateescape")

    def _reached(self, name: str) -> set[str]:
        """Return a file and all that it leads to, even in a ring."""
        reached: set[str] = set()
        ahead = [name]
        while ahead:
            here = ahead.pop()
            if here in reached:
                continue
            reached.add(here)
            ahead.extend(self._leads_to(here))
        return reached

    def _leads_to(self, here: str) -> tuple[str, ...]:
        """Return the files that a file names; only scripts do."""
        if here not in self._next and here.endswith(".js"):
            text = self._content(here).decode("utf-8", "replace")
            found = (self._named(here, m["address"]) for m in _NAMED.finditer(text))
            self._next[here] = tuple(there for there in found if there is not None)
        return self._next.get(here, ())

    def _named(self, here: str, address: str) -> str | None:
        """Return the file that an address means, if it is one of this folder."""
        there = normpath(str(PurePosixPath(here).parent / address))
        outside = there.startswith("../")
        return None if outside or not (self.folder / there).is_file() else there

    def _content(self, name: str) -> bytes:
        if name not in self._contents:
            self._contents[name] = (self.folder / name).read_bytes()
        return self._contents[name]
