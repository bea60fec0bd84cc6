"""The proof that nothing was lost: a text as its readers see it, and two compared.

Source and result are read by one rule that knows nothing of Markdown: paragraphs with
where they stand (in which quotation, item, cell), and in them words with what is said
of them (emphasis, links). Two texts are the same if these are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from ..addresses import UNRESOLVED
from ..prose import scenebreaks
from . import meanings
from .nodes import BLOCKS, Node, inside, texts
from .story import Loss

Piece = tuple[frozenset[str], str]
_WIDE: Final = "\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_SPACES: Final = re.compile(rf"([ \t\n\r\f]+|[{_WIDE}]+)")
_AIR: Final = re.compile(rf"[ \t\n\r\f{_WIDE}]+")
_LEADING: Final = re.compile(rf"\A[ \t\n\r\f{_WIDE}]+")
_ALL_AIR: Final = "".join(map(chr, (*range(0x2000, 0x200B), 0xA0, 0x1680, 0x2028))) + (
    " \t\n\r\f\u2029\u202f\u205f\u3000"
)
_NO_LETTER: Final = re.compile(r"[\W_]+")
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_COUNTED: Final = {
    "blockquote": "quotation",
    "ul": "list",
    "ol": "list",
    "dl": "terms",
    "li": "item",
    "dt": "term",
    "dd": "meaning",
    "table": "table",
    "tr": "row",
    "details": "details",
    "summary": "summary",
    "caption": "caption",
    "figcaption": "caption",
    "pre": "pre",
}
_QUIET: Final = frozenset({"code", "pre"})


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


@dataclass(slots=True)
class _Reader:
    done: list[Passage] = field(default_factory=list)
    pieces: list[tuple[frozenset[str], list[str]]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    space: bool = False
    breaks: int = 0
    here: tuple[tuple[_Step, ...], str] = ((), "")

    def end(self, steps: tuple[_Step, ...], align: str) -> None:
        """End the paragraph that is open, if any has begun."""
        self.space, self.breaks = False, 0
        if not self.pieces:
            return
        pieces = _trimmed([(kinds, "".join(texts)) for kinds, texts in self.pieces])
        self.pieces = []
        if not pieces:
            return
        place = tuple(self.label(step) for step in steps)
        plain = "".join(text for _, text in pieces)
        if _parts(pieces, steps) and scenebreaks.is_scene_break(plain):
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
        place = tuple(self.label(step) for step in steps)
        self.done.append(Passage(("break", *place), ((frozenset(), "---"),)))

    def sign(self, kinds: frozenset[str], text: str) -> None:
        if self.space and self.pieces and not self.breaks:
            self.pieces[-1][1].append(" ")
        if self.breaks > 1:
            self.end(*self.here)  # an empty line parts as a paragraph does
        elif self.breaks and self.pieces:
            self.pieces.append((frozenset({"br"}), ["\n"]))
        self.space, self.breaks = False, 0
        if self.pieces and self.pieces[-1][0] == kinds:
            self.pieces[-1][1].append(text)
        else:
            self.pieces.append((kinds, [text]))

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


def _parts(pieces: tuple[Piece, ...], steps: tuple[_Step, ...]) -> bool:
    """Tell whether signs may part scenes here: not in a list, a cell, or code."""
    kinds = frozenset().union(*(kinds for kinds, _ in pieces))
    if kinds & {"code", "pre", "img"} or any(kind[:2] == "a:" for kind in kinds):
        return False
    last = steps[-1].name if steps else ""
    return last in {"", "blockquote", "details", "paragraph"} or last[:1] == "h"


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


def passages(root: Node) -> tuple[Passage, ...]:
    """Return a text as its readers see it."""
    reader = _Reader()
    _read(root, reader, frozenset(), (), "")
    reader.end((), "")
    return _ranked(reader.done)


def _read(
    node: Node,
    reader: _Reader,
    kinds: frozenset[str],
    steps: tuple[_Step, ...],
    align: str,
) -> None:
    column = 0
    for child in node.children:
        reader.here = steps, align
        if isinstance(child, str):
            reader.text(child, kinds)
            continue
        tag = child.tag
        if tag == "br":
            reader.breaks += 1
            reader.space = False
        elif tag == "img":
            _picture(child, reader, kinds)
        elif tag == "hr":
            reader.end(steps, align)
            reader.rule(steps)
        elif tag in BLOCKS:
            reader.end(steps, align)
            below = steps
            meaning = meanings.of(child)
            if tag in {"td", "th"}:
                column += 1
                below = (*steps, _Step(tag, _cell(child, column)))
            elif node.tag in {"ul", "ol"} and tag in {"ul", "ol"}:
                below = (*steps, _Step("li"), _Step(tag))
            elif tag in _COUNTED:
                start = child.attributes.get("start", "1") if tag == "ol" else "1"
                below = (*steps, _Step(tag if start == "1" else f"{tag} from {start}"))
            elif tag in _HEADINGS:
                below = (*steps, _Step(tag, tag))
            inner = (kinds | set(meaning.added)) - meaning.taken
            if tag == "pre":
                inner |= {"pre"}
            near = meaning.align or align
            near = "" if near == "left" else near
            _read(child, reader, inner, below, near)
            reader.end(below, near)
        else:
            _read(child, reader, _said(child, kinds), steps, align)


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
    reader.text(_shown(node), kinds)


def _ranked(passages: list[Passage]) -> tuple[Passage, ...]:
    """Return the passages with their headings by rank, not by level."""
    levels = sorted(
        {step for one in passages for step in one.place if step in _HEADINGS}
    )
    if not levels:
        return tuple(passages)
    ranks = {level: f"heading {rank}" for rank, level in enumerate(levels)}
    return tuple(
        Passage(tuple(ranks.get(step, step) for step in one.place), one.pieces)
        for one in passages
    )


# ---- Two texts compared --------------------------------------------------------------


def letters(root: Node) -> str:
    """Return every letter of a text, and nothing of how it is set."""
    waiting: list[Node | str] = [root]
    found: list[str] = []
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            found.append(one)
        elif one.tag == "img":
            found.append(_shown(one))
        else:
            waiting += reversed(one.children)
    return _NO_LETTER.sub("", "".join(found))


def _shown(picture: Node) -> str:
    """Return the words that stand for a picture of another site."""
    keys = picture.attributes
    if "ours" in keys or keys.get("src", "").startswith(UNRESOLVED):
        return ""
    return keys.get("alt") or keys.get("title") or keys.get("src", "")


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


def has_content(root: Node) -> bool:
    return any(text.strip(_ALL_AIR) for text in texts(root)) or any(
        node.tag in {"img", "hr"} for node in inside(root)
    )
