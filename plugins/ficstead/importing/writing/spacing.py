"""Empty lines and alignments, said once: the last tidying before Markdown is written.

Authors part paragraphs with ``<br><br>``, or put an empty paragraph between every two,
because somewhere a program closed them up. Markdown parts them already. A few empty
lines among many paragraphs are scenes, and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from .markdown_blocks import Atom, Block, Box, Leaf, is_break, leaves

# Three of four gaps: the author's own empty line is missing where a scene ends.
_NEARLY_ALL: Final = 0.7
_INDENT: Final = re.compile(
    r"[\u00a0\u2000-\u200a\u3000 \t\n]*[\u00a0\u2000-\u200a\u3000]"
)
_ROWS: Final = frozenset({"tr", "td", "th", "li", "dt", "dd", "summary", "caption"})


def spaced(blocks: list[Block]) -> None:
    """Settle the empty lines among blocks, and in those they hold."""
    blocks[:] = [part for block in blocks for part in _split(block, blocks)]
    for block in blocks:
        if isinstance(block, Box):
            spaced(block.blocks)
    blocks[:] = [b for b in blocks if isinstance(b, Leaf) or b.blocks or b.tag in _ROWS]
    _thinned(blocks)
    _unindented([b for b in blocks if isinstance(b, Leaf) and b.tag == "p"])


# ---- Line ends that part paragraphs --------------------------------------------------


def _split(block: Block, around: list[Block]) -> Iterable[Block]:
    if not isinstance(block, Leaf) or block.tag != "p" or not block.atoms:
        return (block,)
    runs = _runs(block.atoms)
    parting = sum(run > 1 for run in runs)
    if not parting:
        return (block,)
    whole = block.loose or (parting > 2 and parting > len(runs) / 2 and len(around) < 9)
    return _parted(block) if whole else (block,)


def _runs(atoms: list[Atom]) -> list[int]:
    """Return how many line ends stand together, for each place in a paragraph."""
    runs: list[int] = []
    count = 0
    for atom in atoms:
        if atom.text == "\n" and atom.thing is None:
            count += 1
        elif atom.text.strip() or atom.thing:
            runs += [count] if count else []
            count = 0
    return runs


def _parted(leaf: Leaf) -> Iterable[Block]:
    """Return a paragraph for each stretch between doubled line ends.

    Three line ends are a blank line, as on AO3.
    """
    parts: list[Block] = []
    current: list[Atom] = []
    ends: list[Atom] = []
    for atom in [*leaf.atoms, None]:
        if atom is not None and atom.text == "\n" and atom.thing is None:
            ends.append(atom)
            continue
        # White space of the source between two line ends.
        if (
            atom is not None
            and ends
            and not atom.thing
            and not atom.text.strip(" \t\r\n")
        ):
            continue
        if len(ends) > 1 or atom is None:
            if any(a.text.strip("\n \t\r") or a.thing for a in current):
                parts.append(Leaf("p", current, leaf.align, dict(leaf.keys)))
            if len(ends) > 2:
                parts.append(Leaf("p", [Atom("")]))
            current = []
        else:
            current += ends
        ends = []
        if atom is not None:
            current.append(atom)
    return parts


# ---- Empty paragraphs ----------------------------------------------------------------


def _thinned(blocks: list[Block]) -> None:
    gaps: list[int] = []
    full = 0
    for block in blocks:
        if _is_blank(block):
            if gaps:
                gaps[-1] += 1
        else:
            gaps.append(0)
            full += 1
    gaps = gaps[:-1]
    usual = 0
    if len(gaps) > 1 and sum(gap > 0 for gap in gaps) >= _NEARLY_ALL * len(gaps):
        usual = sorted(gaps)[len(gaps) // 2]
    result: list[Block] = []
    waiting = 0
    for block in blocks:
        if _is_blank(block):
            waiting += 1
            continue
        if result and waiting > usual and not (_parts(block) or _parts(result[-1])):
            result.append(Leaf("p", [Atom("")]))
        waiting = 0
        result.append(block)
    blocks[:] = result


def _is_blank(block: Block) -> bool:
    return isinstance(block, Leaf) and block.is_blank


def _parts(block: Block) -> bool:
    """Tell whether a block has space around it anyway."""
    return not isinstance(block, Leaf) or block.tag != "p" or is_break(block)


def _unindented(paragraphs: list[Leaf]) -> None:
    """Take away the spaces that (nearly) every paragraph begins with.

    CJK prose begins each with U+3000, and pasted prose with no-break spaces; the site
    indents paragraphs itself.
    """
    indented = [leaf for leaf in paragraphs if _INDENT.match(leaf.words)]
    if len(indented) < 3 or len(indented) < len(paragraphs) / 2:
        return
    for leaf in indented:
        for at, atom in enumerate(leaf.atoms):
            bare = atom.text.lstrip(
                "\u00a0\u3000 \t\n" + "".join(map(chr, range(0x2000, 0x200B)))
            )
            leaf.atoms[at] = Atom(bare, atom.marks, atom.thing)
            if bare or atom.thing:
                break


# ---- Headings ------------------------------------------------------------------------


def ranked(blocks: list[Block]) -> None:
    """Let headings begin below the chapter's own and leave no level out."""
    headings = [leaf for leaf in leaves(blocks) if re.fullmatch("h[1-6]", leaf.tag)]
    levels = sorted({leaf.tag for leaf in headings if _has_words(leaf)})
    for leaf in headings:
        leaf.tag = f"h{min(levels.index(leaf.tag) + 2, 6)}" if _has_words(leaf) else "p"


# ---- Languages and directions --------------------------------------------------------


def grouped(blocks: list[Block]) -> None:
    """Say once what every paragraph of a run says: its direction, its language."""
    for block in blocks:
        if isinstance(block, Box):
            grouped(block.blocks)
    result: list[Block] = []
    for keys, run in groupby(blocks, key=_said):
        inner = list(run)
        if keys and len(inner) > 1:
            for leaf in inner:
                leaf.keys = {}
            inner = [Box("div", inner, keys=dict(keys))]
        result += inner
    blocks[:] = result


def _said(block: Block) -> tuple[tuple[str, str], ...]:
    if isinstance(block, Box) or block.tag != "p" or set(block.keys) - {"dir", "lang"}:
        return ()
    return tuple(block.keys.items())


# ---- Alignment -----------------------------------------------------------------------


def hoisted(blocks: list[Block]) -> None:
    """Say an alignment once, on the outermost block whose words all have it."""
    for block in blocks:
        if isinstance(block, Leaf):
            block.align = block.align if _has_words(block) else ""
            continue
        found = {leaf.align for leaf in leaves([block]) if _has_words(leaf)}
        if block.tag in _ROWS or len(found) != 1:
            hoisted(block.blocks)
            continue
        block.align = found.pop()
        for leaf in leaves(block.blocks):
            leaf.align = ""


def _has_words(leaf: Leaf) -> bool:
    return not (leaf.tag == "hr" or leaf.is_blank or is_break(leaf))
