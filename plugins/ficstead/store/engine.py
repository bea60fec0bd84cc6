"""Which engine made a thing: everything that shapes a page beside the author's files.

What one version has made is nothing to the next, so the fingerprint stands in the key
of all that is kept.
"""

from __future__ import annotations

import sys
from hashlib import blake2b
from importlib import metadata
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).parents[1]
# Rooms that read downloads or talk with the author, and make no page.
_ELSEWHERE: Final = frozenset({"commands", "importing"})
_LIBRARIES: Final = (
    "jinja2",
    "markdown",
    "markupsafe",
    "msgspec",
    "nh3",
    "pagefind_bin",
    "pelican",
    "pillow",
    "regex",
    "smartypants",
)


def fingerprint() -> bytes:
    """Return what changes with our code, the libraries under it, and Python."""
    digest = blake2b(digest_size=16)
    digest.update(sys.version.encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {_version(name)}\n".encode())
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE)
        if inside.parts[0] not in _ELSEWHERE:
            digest.update(inside.as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.digest()


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "unknown"
