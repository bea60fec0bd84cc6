"""A work's skin for reading systems: the rules without what only pages have.

On the site a skin stands in cascade layers and gives way when the reader hides it. Few
reading systems know layers, and they have switches of their own; each style sheet is
named by the leaves of its work alone, so `.text` is scope enough.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import Final

from ..prose.selectors import SCOPE
from ..prose.stylesheet import STRING, Piece, listed, pieces

# EPUB keeps these to itself: languages say how they are written.
_FORBIDDEN: Final = re.compile(r"(?:direction|unicode-bidi)\s*:", re.IGNORECASE)
# The theme's own colours and sizes, as far as a reader's page has such.
_TOKENS: Final = ":root {{ {} }}\n".format(
    "; ".join(
        f"--{name}: {value}"
        for names, value in (
            (("bg", "surface", "raised", "mark"), "transparent"),
            (("text", "muted", "line", "control", "link", "visited"), "currentColor"),
            (("focus", "ok", "warn", "danger"), "currentColor"),
            (("reading-size",), "1em"),
            (("leading",), "1.5"),
            (("measure",), "none"),
            (("serif",), "serif"),
            (("sans",), "sans-serif"),
        )
        for name in names
    )
)
_URL: Final = re.compile(rf"url\(\s*({STRING}|[^\"'()\s]*)\s*\)", re.IGNORECASE)


def flattened(css: str, folder: str, picture: Callable[[str], str | None]) -> str:
    """Return the style sheet of a work for its book.

    `folder` is where the skin stands on the site, `picture` says where a picture of the
    site stands beside the style sheet of the book.
    """

    def put(match: re.Match[str]) -> str:
        near = match[1].strip("\"'")
        place = picture(posixpath.normpath(posixpath.join(folder, near)))
        return f'url("{place}")' if place else "none"

    parsed, _ = pieces(css)
    told = _URL.sub(put, "".join(_told(one) for one in parsed))
    return f"{_TOKENS}{told}" if "var(" in told else told


def _told(piece: Piece) -> str:
    """Return a rule; a layer gives only what is in it."""
    if piece.inside is None:
        return ""
    if piece.text.startswith("@layer"):
        return "".join(map(_told, piece.inside))
    if piece.text.startswith("@media"):
        inside = "".join(map(_told, piece.inside))
        return f"{piece.text} {{\n{inside}}}\n"
    kept = [one.text for one in piece.inside if not _FORBIDDEN.match(one.text)]
    reach = ", ".join(one.replace(SCOPE, ".text") for one in listed(piece.text))
    return f"{reach} {{ {'; '.join(kept)} }}\n" if kept else ""
