"""The blocks of a text: paragraphs with their words, and what holds paragraphs.

An author's tree says a thing in many ways (a paragraph aligned, in ``<center>``, in a
``<div align>``; emphasis around three paragraphs); here it is said in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from ...prose import sanitiser, scenebreaks
from ..markup import meanings
from ..markup.nodes import BLOCKS, HEADINGS, Node

# What has no meaning of its own: words in it stand as in what is around.
_WRAPPERS: Final = frozenset(
    {
        *("address", "article", "aside", "center", "footer", "form"),
        *("header", "main", "nav", "section", "tbody", "tfoot", "thead"),
    }
)
_CONTAINERS: Final = frozenset(
    {"blockquote", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th"}
    | {"details", "summary", "caption", "figcaption", "figure"}
)
_HOLDERS: Final = frozenset({"li", "td", "th", "dt", "dd", "summary", "caption"})
_LISTS: Final = frozenset({"ul", "ol"})
_MERGED: Final = frozenset({"em", "strong", "s", "u", "sup", "sub", "small", "code"})
_KEPT: Final = frozenset(
    {"q", "cite", "abbr", "acronym", "dfn", "kbd", "samp", "var", "ruby", "rt", "rp"}
)
_TODAY: Final = {"acronym": "abbr"}
_KEYS: Final = {
    "ol": ("start", "type", "footnotes"),
    "li": ("label",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
    "details": ("open",),
    "blockquote": ("cite",),
    "hr": ("width",),
}
_DIR: Final = frozenset({"ltr", "rtl", "auto"})
_NUMBER: Final = re.compile(r"\d{1,4}", re.ASCII)
_DEEPEST: Final = 24  # containers; `prose` leaves out what stands deeper than sixty


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of words: `kind` with its attributes; `who` tells two apart."""

    kind: str
    keys: tuple[tuple[str, str], ...] = ()
    who: int = 0


@dataclass(frozen=True, slots=True)
class Atom:
    r"""A run of words or a line end (``\n``), and what is said of it.

    `thing` is a picture, a place that a link leads to, or the call of a footnote; it
    has no words.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    thing: Node | None = None


@dataclass(slots=True, eq=False)
class Leaf:
    """A paragraph, a heading (`tag` ``h2``), a rule or a ``pre``.

    `level` is how much of it must be HTML: 0 nothing, 3 all of it. `loose` words had no
    paragraph around them, so that line ends part them; `held` ones stand so in an item
    or a cell, where signs part no scenes.
    """

    tag: str
    atoms: list[Atom] = field(default_factory=list)
    align: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    level: int = 0
    loose: bool = False
    held: bool = False

    @property
    def words(self) -> str:
        return "".join(atom.text for atom in self.atoms)

    @property
    def is_blank(self) -> bool:
        """Tell whether it is an author's empty line."""
        return (
            self.tag == "p"
            and not self.words.strip()
            and not any(atom.thing for atom in self.atoms)
        )


@dataclass(slots=True, eq=False)
class Box:
    """What holds blocks: a quotation, a list, an item, a table, a cell…"""

    tag: str
    blocks: list[Block] = field(default_factory=list)
    align: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    as_html: bool = False


Block = Leaf | Box


def leaves(blocks: list[Block]) -> Iterator[Leaf]:
    for block in blocks:
        if isinstance(block, Leaf):
            yield block
        else:
            yield from leaves(block.blocks)


def boxes(blocks: list[Block]) -> Iterator[Box]:
    for block in blocks:
        if isinstance(block, Box):
            yield block
            yield from boxes(block.blocks)


def made(root: Node) -> list[Block]:
    """Return the blocks of a prepared tree."""
    builder = _Builder([Box("")])
    builder.walk(root, _Here())
    builder.close()
    return builder.opened[0].blocks


@dataclass(frozen=True, slots=True)
class _Here:
    """What is said of the words at a place, from the elements around it."""

    marks: tuple[Mark, ...] = ()
    align: str = ""
    depth: int = 0
    heading: str = ""


@dataclass(slots=True)
class _Builder:
    opened: list[Box]
    loose: Leaf | None = None
    number: int = 0

    def close(self) -> None:
        """End the paragraph that loose words have begun."""
        leaf, self.loose = self.loose, None
        if leaf is not None and any(_shows(atom) for atom in leaf.atoms):
            self.opened[-1].blocks.append(leaf)

    def put(self, text: str, here: _Here, thing: Node | None = None) -> None:
        if self.loose is None:
            tag = here.heading or "p"
            held = self.opened[-1].tag in _HOLDERS
            self.loose = Leaf(tag, align=here.align, loose=tag == "p", held=held)
        self.loose.atoms.append(Atom(text, here.marks, thing))

    def walk(self, node: Node, here: _Here) -> None:
        for child in node.children:
            if isinstance(child, str):
                if child.strip(" \t\r\n") or self.loose is not None:
                    self.put(child.replace("\n", " "), here)
            elif child.tag == "br":
                self.put("\n", here)
            elif child.tag == "img" or {"anchor", "call"} & child.attributes.keys():
                self.put("", here, child)
            elif child.tag not in BLOCKS:
                self.walk(child, replace(here, marks=self.marked(child, here.marks)))
            else:
                self.block(child, node, here)

    def block(self, node: Node, parent: Node, around: _Here) -> None:
        self.close()
        meaning = meanings.of(node)
        kept = tuple(mark for mark in around.marks if mark.kind not in meaning.taken)
        new = (Mark(n) for n in meaning.added if Mark(n) not in kept)
        align = "" if meaning.align == "left" else meaning.align or around.align
        here = replace(around, marks=(*kept, *new), align=align)
        if node.tag == "hr":
            self.opened[-1].blocks.append(Leaf("hr", keys=_keys(node, meaning)))
            return
        if parent.tag in _LISTS and node.tag in _LISTS:
            node = Node("li", {}, [node])
        tag, keys = node.tag, _keys(node, meaning)
        if tag == "pre":
            self.opened[-1].blocks.append(_preformatted(node, keys))
        elif tag == "p" or tag in HEADINGS:
            self.paragraph(node, keys, here)
        elif _is_box(tag, keys) and here.depth < _DEEPEST:
            self.box(node, keys, here)
        else:
            self.walk(node, here)
            self.close()

    def paragraph(self, node: Node, keys: dict[str, str], here: _Here) -> None:
        tag = here.heading or node.tag
        self.loose = Leaf(tag, align=here.align, keys=keys)
        self.walk(node, here if tag == "p" else replace(here, heading=tag))
        self.close()

    def box(self, node: Node, keys: dict[str, str], here: _Here) -> None:
        box = Box(node.tag, keys=keys)
        self.opened.append(box)
        self.walk(node, replace(here, depth=here.depth + 1, heading=""))
        self.close()
        self.opened.pop()
        if box.blocks or node.tag in {"td", "th", "tr"} or "label" in keys:
            self.opened[-1].blocks.append(box)

    def marked(self, node: Node, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
        """Return what is said of the words in an inline element."""
        meaning = meanings.of(node)
        marks = tuple(mark for mark in marks if mark.kind not in meaning.taken)
        self.number += 1
        tag = node.tag
        keys = _keys(node, meaning)
        linked = any(mark.kind == "a" for mark in marks)
        if tag == "a":
            href = node.attributes.get("href", "")
            if href:
                marks = tuple(m for m in marks if m.kind not in {"a", "u"})
                marks = (*marks, Mark("a", (("href", href),), self.number))
        for kind in meaning.added:
            if kind in _MERGED and Mark(kind) not in marks:
                if kind == "u" and (linked or tag == "a"):
                    continue
                marks = (*marks, Mark(kind))
        if tag in _KEPT:
            pairs = tuple(sorted(keys.items()))
            kind = _TODAY.get(tag, tag)
            return (*marks, Mark(kind, pairs, self.number))
        if keys:
            marks = (*marks, Mark("span", tuple(sorted(keys.items())), self.number))
        return marks


def _shows(atom: Atom) -> bool:
    """Tell whether readers see something: an empty ``<p> </p>`` has no height."""
    return atom.thing is not None or bool(atom.text.strip(" \t\r\f"))


def _is_box(tag: str, keys: dict[str, str]) -> bool:
    return tag in _CONTAINERS or (bool(keys) and tag not in _WRAPPERS)


def _preformatted(node: Node, keys: dict[str, str]) -> Leaf:
    inner = [c for c in node.children if isinstance(c, Node) or c.strip()]
    only = inner[0] if len(inner) == 1 else None
    if isinstance(only, Node) and only.tag == "code":
        keys = keys | {"code": ""}
    return Leaf("pre", [Atom(node.words())], keys=keys)


def _keys(node: Node, meaning: meanings.Meaning) -> dict[str, str]:
    """Return the attributes that carry something, as the site allows them."""
    given = node.attributes
    kept: dict[str, str] = {}
    if meaning.names:
        kept["class"] = " ".join(meaning.names)
    if (way := given.get("dir", "").lower()) in _DIR:
        kept["dir"] = way
    if (code := given.get("lang", "")) and sanitiser.LANG.fullmatch(code):
        kept["lang"] = code
    if (title := given.get("title", "")) and node.tag in {"abbr", "acronym", "span"}:
        kept["title"] = title
    for key in _KEYS.get(node.tag, ()):
        value = given.get(key)
        if value is None or (key != "open" and not value):
            continue
        if key in {"colspan", "rowspan", "start"}:
            if not _NUMBER.fullmatch(value) or (key != "start" and value == "1"):
                continue
            if key == "start" and value == "1":
                continue
        if key == "cite" and not meanings.picture(value):
            continue
        kept[key] = value
    return kept


def tree(blocks: list[Block]) -> Node:
    """Return blocks as elements again, to be read beside what became of them."""
    root = Node("")
    for block in blocks:
        keys = block.keys | ({"align": block.align} if block.align else {})
        node = Node(block.tag, keys)
        if isinstance(block, Box):
            node.children = tree(block.blocks).children
        else:
            node.children = [_element(atom) for atom in block.atoms]
        root.children.append(node)
    return root


def _element(atom: Atom) -> Node | str:
    inner: Node | str = atom.thing or (Node("br") if atom.text == "\n" else atom.text)
    for mark in reversed(atom.marks):
        inner = Node(mark.kind, dict(mark.keys), [inner])
    return inner


def is_break(leaf: Leaf) -> bool:
    """Tell whether a paragraph is a scene break that the author typed."""
    if leaf.held or leaf.tag in {"pre", "hr"} or any(atom.thing for atom in leaf.atoms):
        return False
    if any(mark.kind in {"a", "code"} for atom in leaf.atoms for mark in atom.marks):
        return False
    return scenebreaks.is_scene_break(" ".join(leaf.words.split()))
