"""The proof that nothing was lost: two texts compared, and what differs named."""

from __future__ import annotations

import re
from typing import Final

from ..markup.nodes import Node
from ..story import Loss
from .passages import Passage, shown

_NO_LETTER: Final = re.compile(r"[\W_]+")


def letters(root: Node) -> str:
    """Return every letter of a text, and nothing of how it is set."""
    waiting: list[Node | str] = [root]
    found: list[str] = []
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            found.append(one)
        elif one.tag == "img":
            found.append(shown(one))
        else:
            waiting += reversed(one.children)
    return _NO_LETTER.sub("", "".join(found))


def missing(source: Node, result: Node) -> tuple[Loss, ...]:
    """Name the first place where the letters of two texts part."""
    before, after = letters(source), letters(result)
    at = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    return (Loss(f"words from “{before[at : at + 40]}…”", ""),)


def differences(
    source: tuple[Passage, ...], result: tuple[Passage, ...]
) -> tuple[Loss, ...]:
    """Name what differs; the passages around are found from both ends."""
    start, stop = unequal(source, result)
    if start >= stop[0] and start >= stop[1]:
        return ()
    before, after = source[start : stop[0]], result[start : stop[1]]
    if len(before) == len(after):
        pairs = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
        return tuple(dict.fromkeys(Loss(_named(a, b), "") for a, b in pairs[:50]))
    where = _quoted(before[0] if before else after[0])
    return (Loss(f"how paragraphs are parted, from {where}", ""),)


def unequal(
    source: tuple[Passage, ...], result: tuple[Passage, ...]
) -> tuple[int, tuple[int, int]]:
    """Return where two texts begin to differ, and where each ends to."""
    shorter = min(len(source), len(result))
    start = 0
    while start < shorter and source[start] == result[start]:
        start += 1
    end = 0
    while end < shorter - start and source[-1 - end] == result[-1 - end]:
        end += 1
    return start, (len(source) - end, len(result) - end)


def _named(source: Passage, result: Passage) -> str:
    quote = _quoted(source)
    if source.words != result.words:
        if _NO_LETTER.sub("", source.words) != _NO_LETTER.sub("", result.words):
            return f"words in {quote}"
        return f"signs or line breaks in {quote}"
    if source.place != result.place:
        gone = " ".join(p for p in source.place if p not in result.place)
        return f"where it stands ({gone or 'outside'}): {quote}"
    kinds = frozenset().union(*(k for k, _ in source.pieces))
    kinds ^= frozenset().union(*(k for k, _ in result.pieces))
    return f"{', '.join(sorted(kinds)) or 'emphasis'} in {quote}"


def _quoted(passage: Passage) -> str:
    words = passage.words.split()
    return f"“{' '.join(words[:8])[:80]}{'…' if len(words) > 8 else ''}”"
