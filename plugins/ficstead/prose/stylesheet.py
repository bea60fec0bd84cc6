"""A style sheet in pieces: declarations, and preludes with the block behind them.

Only as much of CSS's grammar as it takes to know where a piece ends. What a piece says
is judged elsewhere, and nothing is passed on unjudged; so where this reads otherwise
than a browser, a rule is lost and none gets through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

STRING: Final = r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
_TOKEN: Final = re.compile(
    rf"(?P<comment>/\*.*?(?:\*/|\Z))|(?P<wrapping><!--|-->)|(?P<string>{STRING})"
    r"|(?P<sign>[{};()\[\]])|(?P<words>[^{};()\[\]\"'/<-]+|.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """``color: red``, or ``p`` with what stands `inside` its braces."""

    text: str
    line: int
    inside: tuple[Piece, ...] | None = None


@dataclass(slots=True)
class _Open:
    """A block that is being read: its prelude, and its pieces so far."""

    prelude: str
    line: int
    pieces: list[Piece] = field(default_factory=list)


def pieces(source: str) -> tuple[tuple[Piece, ...], bool]:
    """Return the pieces of a style sheet, and whether it was whole."""
    blocks = [_Open("", 0)]
    said, begun, depth, whole = "", 0, 0, True
    for kind, text, line in _tokens(source):
        if kind == "comment":
            said += " "
            whole = whole and len(text) > 3 and text.endswith("*/")
        elif kind == "sign" and (text == "}" or (text in "{;" and not depth)):
            here = Piece(said.strip(), begun or line)
            if text == "{":
                blocks.append(_Open(here.text, here.line))
            else:
                if here.text:
                    blocks[-1].pieces.append(here)
                if text == "}":
                    whole = _close(blocks) and whole
            said, begun, depth = "", 0, 0
        elif kind != "wrapping":
            depth += (text in "([") - (text in ")]") if kind == "sign" else 0
            depth = max(depth, 0)
            if not begun and text.strip():
                begun = line + _leading(text)
            said += text
    if said.strip():
        blocks[-1].pieces.append(Piece(said.strip(), begun))
    whole = whole and len(blocks) == 1
    while len(blocks) > 1:
        _close(blocks)
    return tuple(blocks[0].pieces), whole


def _close(blocks: list[_Open]) -> bool:
    """End the block begun last; false where none is open."""
    if len(blocks) == 1:
        return False
    done = blocks.pop()
    blocks[-1].pieces.append(Piece(done.prelude, done.line, tuple(done.pieces)))
    return True


def _tokens(source: str) -> Iterator[tuple[str, str, int]]:
    line = 1
    for match in _TOKEN.finditer(source):
        yield str(match.lastgroup), match[0], line
        line += match[0].count("\n")


def _leading(text: str) -> int:
    return text[: len(text) - len(text.lstrip())].count("\n")


def listed(text: str) -> Iterator[str]:
    """Yield what stands between commas that are in no brackets and no string."""
    said, depth = "", 0
    for match in re.finditer(rf"{STRING}|.", text, re.DOTALL):
        sign = match[0]
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            yield said.strip()
            said = ""
        else:
            said += sign
    yield said.strip()
