"""The signs of footnotes: numbers, stars, ways back, and what programs call them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ..markup.nodes import Node

# 1, [12], (3), *, ††, iv, a: what stands raised at the end of a word.
_MARK: Final = re.compile(
    r"[\[(\s]*(?:(?:foot|end)?note\s*)?(\d{1,4}|[*†‡§¶#]{1,5}|[a-z]|[ivxlc]{1,6})"
    r"[\])\s.]*",
    re.IGNORECASE | re.ASCII,
)
_BACK: Final = re.compile(
    r"[\W_]*|[\W_]*(?:(?:go|jump)\W*)?"
    r"(?:back(?: up)?|return|up|top|zurück|retour|volver)?"
    r"(?:\W*to (?:the )?(?:text|story|fic|top|reference|where you were))?[\W_]*",
    re.IGNORECASE,
)
_NAMES: Final = re.compile(
    r"(?:doc-)?(?:foot|end|rear)notes?(?:[-_]?(?:ref|reference|text|body|item))?|noteref|doc-noteref"
    r"|mso(?:foot|end)note\w*",
    re.IGNORECASE,
)


def mark(text: str) -> str:
    """Return the mark that a text is, without its brackets; empty for any other."""
    found = _MARK.fullmatch(text.strip())
    return found[1] if found else ""


def is_way_back(text: str, marks: Iterable[str]) -> bool:
    """Tell whether words are only a way back: an arrow, ``back``, the mark itself."""
    return bool(_BACK.fullmatch(text)) or mark(text) in set(marks)


def is_named(node: Node) -> bool:
    """Tell whether a program says of an element that it has to do with notes."""
    keys = node.attributes
    names = [*node.classes, *keys.get("epub:type", "").split(), keys.get("role", "")]
    return any(_NAMES.fullmatch(name) for name in names)


def opening(text: str, marks: Iterable[str]) -> int:
    """Return how many characters of a note are the mark that it begins with."""
    for one in marks:
        after = r"[\])]?[.:)]?(?:\s+|$)" if one[-1].isalnum() else r"[\])]?[.:)]?\s*"
        found = re.match(rf"\s*[\[(]?{re.escape(one)}{after}", text)
        if found:
            return found.end()
    return 0


def unmarked(blocks: list[Node], marks: Iterable[str]) -> None:
    """Take the mark away that a note begins with, and the spaces at both ends."""
    parts = [p for block in blocks for p in _texts(block)]
    text = "".join(node.children[at] for node, at in parts)  # type: ignore[misc]
    left = opening(text, marks) or len(text) - len(text.lstrip())
    for node, at in parts:
        part = node.children[at]
        assert isinstance(part, str)
        node.children[at] = part[left:]
        left -= min(left, len(part))


def unbracketed(parent: Node, at: int) -> None:
    """Take away the brackets and the raised air around a child."""
    before = parent.children[at - 1] if at else None
    after = parent.children[at + 1] if at + 1 < len(parent.children) else None
    if not (isinstance(before, str) and isinstance(after, str)):
        return
    for opened, closed in ("[]", "()"):
        if before.endswith(opened) and after.startswith(closed):
            parent.children[at - 1] = before[:-1]
            parent.children[at + 1] = after[1:]
            return


def _texts(block: Node) -> list[tuple[Node, int]]:
    """Return where each text in a block stands, in order."""
    found: list[tuple[Node, int]] = []
    waiting: list[tuple[Node, int]] = [(block, -1)]
    while waiting:
        node, at = waiting.pop()
        if at >= 0:
            found.append((node, at))
            continue
        for n in range(len(node.children) - 1, -1, -1):
            child = node.children[n]
            waiting.append((child, -1) if isinstance(child, Node) else (node, n))
    return found
