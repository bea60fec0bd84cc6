"""Texts of nothing but paragraphs, each in one line, and scene breaks.

Nearly every chapter is one. `manuscript` has nothing to take out of it, so its lines
need not be read one by one, and nothing has to be put back when Markdown is done. The
result is byte for byte what the long way gives; tests hold the two together.
"""

from __future__ import annotations

import re
from typing import Final

from . import dialect, marks, plain
from .inline import MOST_ESCAPES
from .scenebreaks import is_scene_break, shown

# Wherever these stand, there may be a tag, a link, a note or a table.
_STIRS: Final = ("<", "[", "|", "\t")
# What no paragraph begins with, or none that is as it was meant.
_BEGINS: Final = re.compile(r"\s|[#>:]|[*+-]\s|\d+\.\s|`{3}|~{3}")
_BREAK: Final = re.compile(r"\n{2,}")
# A paragraph of words alone: no sign of Markdown, and no scene break of any kind.
_WORDS: Final = re.compile(
    r"""(?:["“”'‘’(]|(?![xXoO])[a-zA-Z])[^\n*\\`\[<>&~_]*(?<!\s)"""
)


def read(text: str) -> str | None:
    """Return the HTML of a calm text, None for any other."""
    if any(sign in text for sign in _STIRS):
        return None
    # More than a paragraph can be made readable with: `inline.bounded` has to see it.
    if text.count("\\") > MOST_ESCAPES:
        return None
    made = []
    text = text.strip("\n")
    for block in _BREAK.split(text) if "\n\n\n" in text else text.split("\n\n"):
        if _WORDS.fullmatch(block):
            made.append(f"<p>{block}</p>")
        elif "\n" in block:
            return None
        elif is_scene_break(block):
            made.append(shown(block))
        elif not block or _BEGINS.match(block):
            return None
        else:
            made.append(plain.paragraph(block) or _hard(block))
    return "\n".join(made)


def _hard(block: str) -> str:
    """Return a paragraph that has to be read for more than emphasis."""
    return marks.filled(dialect.convert(block), [])
