"""A text as its readers see it: what `fidelity` compares.

Source and result are read by one rule that knows nothing of Markdown: paragraphs with
where they stand (in which quotation, item, cell), and in them words with what is said
of them (emphasis, links).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from ...addresses import UNRESOLVED
from ...prose import scenebreaks
from ..markup import meanings
from ..markup.nodes import BLOCKS, HEADINGS, Node

Piece = tuple[frozenset[str], str]
_WIDE: Final = "\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_SPACES: Final = re.compile(rf"([ \t\n\r\f]+|[{_WIDE}]+)")
_AIR: Final = re.compile(rf"[ \t\n\r\f{_WIDE}]+")
_LEADING: Final = re.compile(rf"\A[ \t\n\r\f{_WIDE}]+")
_ALL_AIR: Final = "".join(map(chr, (*range(0x2000, 0x200B), 0xA0, 0x1680, 0x2028))) + (
    " \t\n\r\f\u2029\u202f\u205f\u3000"
)
_COUNTED: Final = frozenset(
    {"blockquote", "ul", "ol", "dl", "li", "dt", "dd", "table", "tr", "details"}
    | {"summary", "caption", "pre"}
)
_CELLS: Final = frozenset({"td", "th"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph: `place` is the way to it from the outside, `pieces` its words."""

    place: tuple[str, ...]
    pieces: tuple[Piece, ...]

    @property
    def words(self) -> str:
        return "".join(text for _, text in self.pieces)


@dataclass(slots=True)
class _Step:
    """One element on the way to a paragraph; its number is given when it has words."""

    name: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Here:
    """Where words stand, and what is said of them; `own` in a ``p`` of their own."""

    kinds: frozenset[str] = frozenset()
    steps: tuple[_Step, ...] = ()
    align: str = ""
    own: bool = False


@dataclass(slots=True)
class _Reader:
    done: list[Passage] = field(default_factory=list)
    pieces: list[tuple[frozenset[str], list[str]]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    calls: dict[str, int] = field(default_factory=dict)
    space: bool = False
    breaks: int = 0
    here: _Here = field(default_factory=_Here)

    def end(self) -> None:
        """End the paragraph that is open, if any has begun."""
        steps, align = self.here.steps, self.here.align
        self.space, self.breaks = False, 0
        if not self.pieces:
            return
        pieces = _trimmed([(kinds, "".join(texts)) for kinds, texts in self.pieces])
        self.pieces = []
        if not pieces:
            return
        place = tuple(self.label(step) for step in steps)
        plain = "".join(text for _, text in pieces)
        if _parts(pieces, self.here) and scenebreaks.is_scene_break(plain):
            kept = scenebreaks.kept(plain)
            pieces = ((frozenset(), kept or "---"),)
            quiet = [p for p in place if not p.startswith("h")]
            self.done.append(Passage(("break", *quiet), pieces))
            return
        self.done.append(Passage((*place, align) if align else place, pieces))

    def label(self, step: _Step) -> str:
        if not step.label:
            number = self.numbers.get(step.name, 0) + 1
            self.numbers[step.name] = number
            step.label = f"{step.name} {number}"
        return step.label

    def rule(self, steps: tuple[_Step, ...]) -> None:
        place = (self.label(step) for step in steps if step.name not in HEADINGS)
        self.done.append(Passage(("break", *place), ((frozenset(), "---"),)))

    def sign(self, kinds: frozenset[str], text: str) -> None:
        if self.space and self.pieces and not self.breaks:
            self.pieces[-1][1].append(" ")
        if self.breaks > 1:
            self.end()  # an empty line parts as a paragraph does
        elif self.breaks and self.pieces:
            self.pieces.append((frozenset({"br"}), ["\n"]))
        self.space, self.breaks = False, 0
        if self.pieces and self.pieces[-1][0] == kinds:
            self.pieces[-1][1].append(text)
        else:
            self.pieces.append((kinds, [text]))

    def call(self, label: str, kinds: frozenset[str]) -> None:
        """Read the call of a footnote: they are numbered as they come."""
        number = self.calls.setdefault(label, len(self.calls) + 1)
        self.sign(kinds | {"note"}, f"[{number}]")

    def text(self, text: str, kinds: frozenset[str]) -> None:
        if "pre" in kinds:
            self.sign(kinds, text)
            return
        for part in _SPACES.split(text):
            if not part:
                continue
            if part[0] in " \t\n\r\f":
                self.space = True
            elif _AIR.match(part):
                self.sign(frozenset(), part)
            else:
                self.sign(kinds, part)


def _parts(pieces: tuple[Piece, ...], here: _Here) -> bool:
    """Tell whether signs may part scenes here: not in a list, a cell, or code."""
    kinds = frozenset().union(*(kinds for kinds, _ in pieces))
    if kinds & {"code", "pre", "img", "note"} or any(
        kind[:2] == "a:" for kind in kinds
    ):
        return False
    last = here.steps[-1].name if here.steps else ""
    return here.own or last in {"", "blockquote", "details"} or last in HEADINGS


def _trimmed(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Return the pieces without the spaces and line ends at both ends."""
    first = 0
    while first < len(pieces) and _AIR.fullmatch(pieces[first][1]):
        first += 1
    while len(pieces) > first and _AIR.fullmatch(pieces[-1][1]):
        pieces.pop()
    if pieces[first:]:
        kinds, text = pieces[first]
        pieces[first] = kinds, _LEADING.sub("", text)
        kinds, text = pieces[-1]
        pieces[-1] = kinds, text.rstrip(_ALL_AIR)
    return tuple(pieces[first:])


def read(root: Node) -> tuple[Passage, ...]:
    """Return a text as its readers see it."""
    reader = _Reader()
    _read(root, reader, _Here())
    reader.here = _Here()
    reader.end()
    return _ranked(reader.done)


def _read(node: Node, reader: _Reader, here: _Here) -> None:
    column = 0
    for child in node.children:
        reader.here = here
        if isinstance(child, str):
            reader.text(child, here.kinds)
            continue
        tag = child.tag
        if tag == "br":
            reader.breaks += 1
            reader.space = False
        elif tag == "img":
            _picture(child, reader, here.kinds)
        elif "call" in child.attributes:
            reader.call(child.attributes["call"], here.kinds)
        elif tag == "hr":
            reader.end()
            reader.rule(here.steps)
        elif tag in BLOCKS:
            reader.end()
            column += tag in _CELLS
            below = _below(child, node, here, column)
            _read(child, reader, below)
            reader.here = below
            reader.end()
        else:
            _read(child, reader, replace(here, kinds=_said(child, here.kinds)))


def _below(child: Node, parent: Node, here: _Here, column: int) -> _Here:
    """Return what the words in a block stand in, and what is said of all of them."""
    meaning = meanings.of(child)
    kinds = (here.kinds | set(meaning.added)) - meaning.taken
    if child.tag == "pre":
        kinds |= {"pre"}
    align = meaning.align or here.align
    steps = _way(child, parent, here.steps, column)
    return _Here(kinds, steps, "" if align == "left" else align, child.tag == "p")


def _way(
    child: Node, parent: Node, steps: tuple[_Step, ...], column: int
) -> tuple[_Step, ...]:
    tag = child.tag
    if tag in HEADINGS:
        inner = any(step.name in HEADINGS for step in steps)
        return steps if inner else (*steps, _Step(tag, tag))
    if tag not in _CELLS and tag not in _COUNTED:
        return steps
    outer = tuple(step for step in steps if step.name not in HEADINGS)
    if tag in _CELLS:
        return (*outer, _Step(tag, _cell(child, column)))
    if note := child.attributes.get("label", ""):
        return (*outer, _Step(tag, f"note {note}"))
    if parent.tag in {"ul", "ol"} and tag in {"ul", "ol"}:
        outer = (*outer, _Step("li"))
    start = child.attributes.get("start", "1") if tag == "ol" else "1"
    return (*outer, _Step(tag if start == "1" else f"{tag} from {start}"))


def _said(node: Node, kinds: frozenset[str]) -> frozenset[str]:
    meaning = meanings.of(node)
    added = set(meaning.added)
    if node.tag == "a" and (href := node.attributes.get("href", "")):
        added.add(f"a:{href.removeprefix(UNRESOLVED)}")
        kinds = frozenset(kind for kind in kinds if kind[:2] != "a:") - {"u"}
    elif "u" in added and any(kind[:2] == "a:" for kind in kinds):
        added.discard("u")  # a word processor underlines links
    return (kinds | added) - meaning.taken


def _cell(node: Node, column: int) -> str:
    wide = node.attributes.get("colspan", "1")
    high = node.attributes.get("rowspan", "1")
    size = f" {wide}x{high}" if (wide, high) != ("1", "1") else ""
    return f"{node.tag} {column}{size}"


def _picture(node: Node, reader: _Reader, kinds: frozenset[str]) -> None:
    keys = node.attributes
    source = keys.get("src", "")
    if "ours" in keys or source.startswith(UNRESOLVED):
        name = source.removeprefix(UNRESOLVED)
        alt = " ".join(keys.get("alt", "").split())
        reader.sign(kinds | {"img"}, f"({name}|{alt})")
        return
    # A picture of another site is shown as a link to it; in a link, as its words.
    if not any(kind[:2] == "a:" for kind in kinds):
        kinds |= {f"a:{source}"}
    reader.text(shown(node), kinds)


def _ranked(passages: list[Passage]) -> tuple[Passage, ...]:
    """Return the passages with their headings by rank, not by level."""
    levels = sorted(
        {step for one in passages for step in one.place if step in HEADINGS}
    )
    if not levels:
        return tuple(passages)
    ranks = {level: f"heading {rank}" for rank, level in enumerate(levels)}
    return tuple(
        Passage(tuple(ranks.get(step, step) for step in one.place), one.pieces)
        for one in passages
    )


def shown(picture: Node) -> str:
    """Return the words that stand for a picture of another site."""
    keys = picture.attributes
    if "ours" in keys or keys.get("src", "").startswith(UNRESOLVED):
        return ""
    return keys.get("alt") or keys.get("title") or keys.get("src", "")
