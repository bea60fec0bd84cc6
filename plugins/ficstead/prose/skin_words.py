"""What a work skin may say: AO3's properties, and the words of its values.

After ``css_cleaner.rb`` of AO3; beside it the theme's own colours by ``var()``, which
fit a light page and a dark one, and ``@media`` for width and the reader's wishes.
"""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 510_000

# Each with everything that begins with it and a hyphen: border-top-color.
FAMILIES: Final = (
    *("background", "border", "column", "flex", "font", "list-style", "margin"),
    *("outline", "overflow", "padding", "page-break", "scrollbar", "text"),
    *("transform", "transition", "grid", "inset", "gap", "row-gap", "break"),
)
PROPERTIES: Final = frozenset(
    {
        *("align-content", "align-items", "align-self", "justify-content"),
        *("justify-items", "justify-self", "place-content", "place-items", "order"),
        *("backface-visibility", "bottom", "box-decoration-break", "box-shadow"),
        *("box-sizing", "caption-side", "caret-color", "clear", "clip", "clip-path"),
        *("color", "color-scheme", "content", "counter-increment", "counter-reset"),
        *("cursor", "direction", "display", "empty-cells", "filter", "float"),
        *("hanging-punctuation", "height", "hyphens", "initial-letter", "left"),
        *("letter-spacing", "line-break", "line-height", "max-height", "max-width"),
        *("min-height", "min-width", "max-inline-size", "min-inline-size"),
        *("inline-size", "block-size", "mix-blend-mode", "object-fit", "opacity"),
        *("orphans", "perspective", "perspective-origin", "pointer-events"),
        *("position", "quotes", "resize", "right", "rotate", "ruby-align"),
        *("ruby-position", "scale", "tab-size", "table-layout", "top", "translate"),
        *("unicode-bidi", "user-select", "vertical-align", "visibility"),
        *("white-space", "widows", "width", "word-break", "word-spacing"),
        *(
            "word-wrap",
            "columns",
            "writing-mode",
            "z-index",
            "zoom",
            "isolation",
            "aspect-ratio",
        ),
    }
)
FUNCTIONS: Final = frozenset(
    {
        *("rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch"),
        *("color-mix", "light-dark", "calc", "min", "max", "clamp", "rect"),
        *("linear-gradient", "radial-gradient", "conic-gradient"),
        *("repeating-linear-gradient", "repeating-radial-gradient"),
        *("repeating-conic-gradient", "matrix", "matrix3d", "perspective"),
        *("rotate", "rotatex", "rotatey", "rotatez", "rotate3d", "scale", "scalex"),
        *("scaley", "scalez", "scale3d", "skew", "skewx", "skewy", "translate"),
        *("translatex", "translatey", "translatez", "translate3d", "blur"),
        *("brightness", "contrast", "drop-shadow", "grayscale", "hue-rotate"),
        *("invert", "opacity", "saturate", "sepia", "circle", "ellipse", "inset"),
        *("polygon", "cubic-bezier", "steps", "counter", "repeat", "minmax"),
        *("fit-content", "var"),
    }
)
# Colours, sizes and faces of the theme; docs/theming.md.
TOKENS: Final = frozenset(
    {
        *("--bg", "--surface", "--raised", "--text", "--muted", "--line", "--control"),
        *("--link", "--visited", "--focus", "--ok", "--warn", "--danger", "--mark"),
        *("--reading-size", "--leading", "--measure", "--serif", "--sans"),
    }
)
PICTURED: Final = re.compile(r"background|border-image|list-style|content\Z")
QUOTING: Final = re.compile(r"content\Z|quotes\Z|font(?:-family)?\Z|list-style")
_VENDOR: Final = re.compile(r"-(?:webkit|moz|ms|o)-")

_CONDITION: Final = (
    r"\(\s*(?:(?:min|max)-(?:width|height)\s*:\s*\d*\.?\d+(?:px|em|rem)"
    r"|prefers-color-scheme\s*:\s*(?:dark|light)"
    r"|prefers-reduced-motion\s*:\s*(?:reduce|no-preference)"
    r"|orientation\s*:\s*(?:portrait|landscape)|hover\s*:\s*(?:hover|none))\s*\)"
)
MEDIA: Final = re.compile(
    rf"@media\s*(?:(?:only\s+)?(?:screen|print|all)(?:\s+and\s+{_CONDITION})*"
    rf"|{_CONDITION}(?:\s+and\s+{_CONDITION})*)",
    re.IGNORECASE,
)


def is_property(name: str) -> bool:
    """Return whether a skin may set a property."""
    bare = _VENDOR.sub("", name, count=1)
    return bare in PROPERTIES or any(
        bare == family or bare.startswith(f"{family}-") for family in FAMILIES
    )
