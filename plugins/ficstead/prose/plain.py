"""Paragraphs without markup but ``*emphasis*``: the short way past python-markdown.

Nearly every paragraph of fiction is one. What this module accepts comes out byte for
byte as python-markdown writes it, in a fifth of the time; what it does not accept
python-markdown reads, the paragraph alone where that is the same. Tests hold the two
ways together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

# Signs that may mean something wherever they stand, and white space that Markdown
# takes away. Two spaces at a line's end are a line break and stay.
_SIGNS: Final = re.compile(r"[\\`\[<>&~_\r\v\f\x00-\x08]|\*\*\*")
_SPACES: Final = re.compile(r"\n(?:\s|(?<=\s\n)(?<!\S[ ][ ]\n))")
# What makes a block something else than a paragraph, or may reach beyond it.
_STRUCTURE: Final = re.compile(
    r"\n[ ]{0,3}(?:\#|[*+-][ ]|\d+\.[ ]|:|>|\[[^\]\n]*\]:|\*\[)|[|\t\r\v\f\x00-\x08]"
)
# One or two asterisks around words, no asterisk between.
_EMPHASIS: Final = re.compile(r"(?<!\*)(\*\*?)(?!\*)([^*\s](?:[^*]*[^*\s])?)\1(?!\*)")
_BLOCKS: Final = re.compile(r"\n{2,}")


def converted(text: str, slowly: Callable[[str], str]) -> str:
    """Return the HTML of a text; `slowly` is python-markdown with the house's rules."""
    if _STRUCTURE.search("\n" + text):
        return slowly(text)
    made = []
    for block in _BLOCKS.split(text.strip("\n")):
        if not block.strip():
            return slowly(text) if text else ""
        made.append(paragraph(block) or slowly(block))
    return "\n".join(made)


def paragraph(block: str) -> str | None:
    """Return the HTML of a paragraph that is plain."""
    if _SIGNS.search(block) or block != block.strip() or _SPACES.search(block):
        return None
    if "*" in block:
        block = _EMPHASIS.sub(_emphasis, block)
        if "*" in block:
            return None
    return f"<p>{block.replace('  ' + chr(10), '<br>' + chr(10))}</p>"


def _emphasis(match: re.Match[str]) -> str:
    tag = "strong" if len(match[1]) == 2 else "em"
    return f"<{tag}>{match[2]}</{tag}>"
