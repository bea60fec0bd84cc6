"""From HTML to Markdown that an author would like to edit, and the proof of it.

What is written is rendered at once as the site will render it, and read beside its
source. A paragraph that comes out otherwise is written anew, with more backslashes,
then with HTML; what differs still is named as lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from ...model import Language
from ...problems import Problem
from ...prose import prose
from ..markup import nodes
from ..story import Loss
from . import (
    fidelity,
    footnotes,
    markdown_blocks,
    markdown_lines,
    passages,
    spacing,
    tidying,
)
from .markdown_blocks import Block, Box, Leaf

# Rendering without typography depends on no language.
_ANY: Final = Language("en", "English", "English")
_NO_PICTURES: Final[Mapping[str, str]] = MappingProxyType({})

# What `check` may say of imported text: a picture without a description, pictures and
# links that lead elsewhere. Everything else of the text family is a slip of ours.
_FAIR: Final = frozenset({"P405"})
_HTML: Final = 3  # the level of a paragraph that is HTML all through
_ROUNDS: Final = 5
_HAS_NOTE: Final = re.compile(r"^\[\^\d+\]: ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Written:
    """A text as Markdown, what it does not carry, and its words by AO3's rule."""

    text: str
    lost: tuple[Loss, ...]
    words: int


def written(
    html: str, pictures: Mapping[str, str] = _NO_PICTURES, here: str = ""
) -> Written:
    """Return the Markdown of a chapter or a note.

    `pictures` has the file names of those that come along, by their ``src``. `here` is
    the address that the work was first posted at.
    """
    made, left = _tried(html, pictures, here, notes=True)
    if left and _HAS_NOTE.search(made.text):
        plain, still = _tried(html, pictures, here, notes=False)
        return plain if len(still) < len(left) else made
    return made


def _tried(
    html: str, pictures: Mapping[str, str], here: str, *, notes: bool
) -> tuple[Written, tuple[Loss, ...]]:
    """Return a text as Markdown, and how it differs from its source."""
    root, lost = tidying.prepared(html, pictures, here, notes=notes)
    blocks = markdown_blocks.made(root)
    spacing.spaced(blocks)
    spacing.ranked(blocks)
    spacing.grouped(blocks)
    spacing.hoisted(blocks)
    trial = _Trial(blocks, passages.read(root))
    trial.run()
    left = trial.differences()
    if not left and fidelity.letters(root) != fidelity.letters(trial.result):
        left = fidelity.missing(root, trial.result)
    text = f"{trial.text}\n" if trial.text else ""
    return Written(text, (*lost, *left), trial.words), left


def counted(markdown: str) -> int:
    """Return the words of a text that is Markdown already."""
    return prose.render(markdown, _ANY, typeset=False)[0].words


def is_seen(markdown: str) -> bool:
    """Tell whether a reader sees anything of a text: not of ``**<b>**``."""
    return bool(prose.render(markdown, _ANY, typeset=False)[0])


@dataclass(slots=True)
class _Trial:
    """The blocks of a text, written and read again until both say the same."""

    blocks: list[Block]
    wanted: tuple[passages.Passage, ...]
    text: str = ""
    words: int = 0
    lines: list[markdown_lines.Line] = field(default_factory=list)
    result: nodes.Node = field(default_factory=lambda: nodes.Node(""))
    read: tuple[passages.Passage, ...] = ()

    def run(self) -> None:
        for _ in range(_ROUNDS):
            problems = self.render()
            if not problems and self.read == self.wanted:
                return
            if not self.raised(problems):
                return

    def render(self) -> list[Problem]:
        self.lines = markdown_lines.lines(self.blocks)
        self.text = "\n".join(line.text for line in self.lines)
        made, problems = prose.render(self.text, _ANY, typeset=False)
        self.words = made.words
        self.result = footnotes.normal(nodes.read(str(made.html)))
        self.read = passages.read(self.result)
        return [p for p in problems if p.code[0] == "P" and p.code not in _FAIR]

    def differences(self) -> tuple[Loss, ...]:
        return fidelity.differences(self.wanted, self.read)

    def raised(self, problems: list[Problem]) -> bool:
        """Write what came out otherwise with more care; False if nothing is left."""
        if self.read != self.wanted and self.suspects_raised():
            return True
        told = {problem.line for problem in problems}
        slips = [leaf for n, leaf in markdown_lines.numbered(self.lines) if n in told]
        raised = [_raise(leaf) for leaf in dict.fromkeys(slips)]
        if any(raised):
            return True
        if self.read == self.wanted:
            return False
        return self.all_raised()

    def suspects_raised(self) -> bool:
        """Try each paragraph alone, then each block; raise those that fail."""
        changed = False
        for leaf in markdown_blocks.leaves(self.blocks):
            if leaf.level < _HTML and _is_doubtful(leaf):
                changed |= _settled_alone(leaf)
        if changed:
            return True
        for block in self.blocks:
            if isinstance(block, Box) and not _says_the_same(block):
                for box in markdown_blocks.boxes([block]):
                    changed |= not box.as_html
                    box.as_html = True
        return changed

    def all_raised(self) -> bool:
        """Raise everything around the passages that differ."""
        start, (stop, _) = fidelity.unequal(self.wanted, self.read)
        changed = False
        at = 0
        for block in self.blocks:
            size = len(passages.read(markdown_blocks.tree([block])))
            if at + size >= start and at <= stop:
                for leaf in markdown_blocks.leaves([block]):
                    changed |= _raise(leaf)
                for box in markdown_blocks.boxes([block]):
                    changed |= not box.as_html
                    box.as_html = True
            at += size
        return changed


def _raise(leaf: Leaf) -> bool:
    if leaf.level >= _HTML or leaf.tag == "hr":
        return False
    leaf.level += 1
    return True


def _is_doubtful(leaf: Leaf) -> bool:
    words = leaf.words
    return (
        any(atom.marks or atom.thing for atom in leaf.atoms)
        or not words.replace(" ", "").isalnum()
    )


def _settled_alone(leaf: Leaf) -> bool:
    """Raise a paragraph until it says alone what it should; tell if it was raised."""
    before = leaf.level
    while leaf.level < _HTML and not _says_the_same(leaf):
        leaf.level += 1
    return leaf.level != before


def _says_the_same(block: Block) -> bool:
    lines = markdown_lines.lines([block])
    text = "\n".join(line.text for line in lines)
    notes = isinstance(block, Box) and "footnotes" in block.keys
    stubs = "" if notes else footnotes.stubs(markdown_blocks.leaves([block]))
    made, _ = prose.render(f"{text}\n\n{stubs}", _ANY, typeset=False)
    root = footnotes.normal(nodes.read(str(made.html)))
    if stubs:
        root.children.pop()
    return passages.read(root) == passages.read(markdown_blocks.tree([block]))
