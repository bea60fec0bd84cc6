"""Paragraphs without markup but ``*emphasis*``: the short way past python-markdown.

Nearly every paragraph of fiction is one. What this module accepts comes out byte for
byte as python-markdown writes it, in a fifth of the time; what it does not accept
python-markdown reads, alone where that is the same: the paragraph, or the list or the
quotation. Tests hold the two ways together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

# Signs that may mean something wherever they stand, and white space that Markdown
# takes away. Two spaces at a line's end are a line break and stay.
_SIGNS: Final = re.compile(r"[\\`\[<>&~_\r\v\f\x00-\x08]|\*\*\*")
_SPACES: Final = re.compile(r"\n(?:\s|(?<=\s\n)(?<!\S[ ][ ]\n))")
# What reaches beyond its block: definitions of links, short forms and terms, tables,
# and empty lines that are not quite empty.
_REACHES: Final = re.compile(r"\n[ ]+\n|\n[ ]{0,3}:|\]:|\*\[|[|\t\r\v\f\x00-\x08]")
# What makes a block a heading, a list or a quotation. Lists and quotations go on in the
# block below, if that is one too or is set in.
_STRUCTURE: Final = re.compile(r"\n[ ]{0,3}(?:\#|[*+-][ ]|\d+\.[ ]|>)")
# One or two asterisks around words, no asterisk between.
_EMPHASIS: Final = re.compile(r"(?<!\*)(\*\*?)(?!\*)([^*\s](?:[^*]*[^*\s])?)\1(?!\*)")
_BLOCKS: Final = re.compile(r"\n{2,}")


def converted(text: str, slowly: Callable[[str], str]) -> str:
    """Return the HTML of a text; `slowly` is python-markdown with the house's rules."""
    blocks = _BLOCKS.split(text.strip("\n"))
    if _REACHES.search("\n" + text) or not all(map(str.strip, blocks)):
        return slowly(text) if text else ""
    made: list[str] = []
    for is_plain, run in _runs(blocks):
        if is_plain:
            made += (paragraph(block) or slowly(block) for block in run)
        else:
            made.append(slowly("\n\n".join(run)))
    return "\n".join(made)


def _runs(blocks: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Yield the blocks that go together, and whether they are paragraphs alone."""
    run: list[str] = []
    plain = True
    for block in blocks:
        goes_on = not plain and block[0].isspace()
        is_plain = not (goes_on or _STRUCTURE.search("\n" + block))
        if run and is_plain is not plain:
            yield plain, run
            run = []
        plain = is_plain
        run.append(block)
    if run:
        yield plain, run


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
