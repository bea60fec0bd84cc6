"""Sensitive passages of ours, found again in a page and said as ``::: passage``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeVar

from . import markdown_inline
from .markdown_blocks import Block, Box, Leaf

L = TypeVar("L")

# What the archive says before the warning; `passages` has the words.
_LABEL: Final = re.compile(r"\*\*(?:<[^>]*>)?Sensitive passage:?(?:</[^>]*>)?\*\*\s*")


def passage(
    box: Box, lines: Callable[[list[Block]], list[L]], line: Callable[..., L]
) -> list[L] | None:
    """Return the lines of a fold that is a sensitive passage; None of any other."""
    boxes = [one for one in box.blocks if isinstance(one, Box)]
    if not _is(box, "passage") or len(boxes) not in {2, 3}:
        return None
    summary, *said, fold = boxes
    leaf = summary.blocks[0] if len(summary.blocks) == 1 else None
    inside = fold.blocks[1] if len(fold.blocks) == 2 else None
    if not _is(fold, "passage-text") or len(boxes) != len(box.blocks):
        return None
    if not isinstance(leaf, Leaf) or not isinstance(inside, Box):
        return None
    warning = "\n".join(markdown_inline.inline(leaf, leaf.level))
    label = _LABEL.match(warning)
    if label is None or "\n" in warning:
        return None
    instead = [row for one in said for row in lines(one.blocks)]
    return [
        line(f"::: passage {warning[label.end() :]}".rstrip(), leaf),
        *([line("::: instead"), *instead, line(":::")] if said else []),
        *lines(inside.blocks),
        line(":::"),
    ]


def _is(box: Box, name: str) -> bool:
    return box.tag == "details" and name in box.keys.get("class", "").split()
