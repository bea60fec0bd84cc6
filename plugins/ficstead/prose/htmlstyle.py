"""What an author's ``style`` and ``align`` meant, in classes; the rest has no effect.

A word processor says everything in ``style``: emphasis is meaning and must survive,
fonts and margins are the reader's own business.
"""

from __future__ import annotations

from typing import Final

_ALIGN: Final = {
    "center": "align-center",
    "middle": "align-center",
    "right": "align-right",
    "end": "align-right",
    "justify": "align-justify",
}
_HARMLESS: Final = {"left", "start", "initial", "inherit", "normal", "none", ""}

# Class by property and value. `htmltree` turns a span with such a class into the
# element that means it.
MEANT: Final = {
    "as-em": "em",
    "as-strong": "strong",
    "as-s": "s",
    "as-u": "u",
    "as-sup": "sup",
    "as-sub": "sub",
}
_MEANING: Final = {
    ("font-style", "italic"): "as-em",
    ("font-style", "oblique"): "as-em",
    ("font-weight", "bold"): "as-strong",
    ("font-weight", "bolder"): "as-strong",
    ("font-weight", "600"): "as-strong",
    ("font-weight", "700"): "as-strong",
    ("text-decoration", "line-through"): "as-s",
    ("text-decoration", "underline"): "as-u",
    ("vertical-align", "super"): "as-sup",
    ("vertical-align", "sub"): "as-sub",
    ("font-variant", "small-caps"): "caps",
    ("font-size", "small"): "font-small",
    ("font-size", "smaller"): "font-small",
    ("font-size", "large"): "font-big",
    ("font-size", "larger"): "font-big",
    ("font-family", "monospace"): "font-monospace",
}
# What says nothing: the values every word processor writes for "as usual".
_USUAL: Final = {
    ("font-weight", "400"),
    ("text-decoration", "none"),
    ("vertical-align", "baseline"),
}


def alignment(value: str) -> list[str]:
    """Return the class for ``align="…"``: none for left, which is how text stands."""
    name = _ALIGN.get(value.strip().lower())
    return [name] if name else []


def classes(style: str) -> tuple[list[str], list[str]]:
    """Return the classes that keep a style's meaning, and what has no effect."""
    kept: list[str] = []
    lost: list[str] = []
    for declaration in style.split(";"):
        key, _, value = declaration.partition(":")
        key, value = key.strip().lower(), value.strip().lower()
        value = value.removesuffix("!important").strip()
        if key == "text-align" and (value in _ALIGN or value in _HARMLESS):
            kept += alignment(value)
        elif name := _MEANING.get((key.removesuffix("-line"), value)):
            kept.append(name)
        elif key and value not in _HARMLESS and (key, value) not in _USUAL:
            lost.append(f"{key}: {value}"[:60])
    return kept, lost
