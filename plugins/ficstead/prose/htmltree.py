"""Author's HTML put in order: what stands where, once every tag in it is allowed.

Only texts with HTML of the author's own come here, after the guard, so the tags are
balanced and quoted and a small reader is enough. Paragraphs become children of the
text or of a quotation wherever they can: the reader's place is kept by paragraph.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Final

from . import scenebreaks
from .htmlstyle import MEANT

_TOKEN: Final = re.compile(
    r'<(/?)([a-z][a-z0-9]*)((?:\s+[^\s=>"]+="[^"]*")*)\s*>|[^<]+'
)
_ATTRIBUTE: Final = re.compile(r'([^\s=>"]+)="([^"]*)"')
VOID: Final = frozenset({"br", "col", "hr", "img"})
_ALIGNED: Final = frozenset({"align-center", "align-right", "align-justify"})

# Words that stand in one of these without a paragraph around them get one.
_FLOW: Final = frozenset({"", "div", "blockquote", "details"})
BLOCKS: Final = frozenset(
    {
        *("address", "blockquote", "caption", "col", "colgroup", "dd"),
        *("details", "div", "dl", "dt", "figcaption", "figure", "h1", "h2"),
        *("h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "summary"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)


# Below this many elements inside one another the inner ones are left out, their words
# kept. A word processor's worst paste has a dozen.
_DEEPEST: Final = 60


@dataclass(slots=True)
class Node:
    """An element, or a run of text where `tag` is None. Values stay escaped."""

    tag: str | None
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def words(self) -> str:
        own = self.text if self.tag is None else ""
        return own + "".join(child.words() for child in self.children)

    def holds(self, tags: frozenset[str]) -> bool:
        return self.tag in tags or any(child.holds(tags) for child in self.children)

    def __str__(self) -> str:
        if self.tag is None:
            return self.text
        inside = "".join(map(str, self.children))
        if not self.tag:
            return inside
        keys = "".join(f' {key}="{value}"' for key, value in self.attributes.items())
        head = f"<{self.tag}{keys}>"
        return head if self.tag in VOID else f"{head}{inside}</{self.tag}>"


def written(attributes: dict[str, str]) -> str:
    """Return plain values as the attributes of a tag."""
    return "".join(
        f' {key}="{html.escape(value)}"' for key, value in attributes.items()
    )


def put_in_order(text: str) -> str:
    """Return guarded HTML with its paragraphs, breaks and alignments in order."""
    root = _read(text)
    _settle(root)
    return str(root)


def _read(text: str) -> Node:
    root = Node("")
    open_nodes = [root]
    for match in _TOKEN.finditer(text):
        closing, tag, keys = match.groups()
        if tag is None:
            open_nodes[-1].children.append(Node(None, match[0]))
        elif closing:
            if len(open_nodes) > 1:
                open_nodes.pop()
        else:
            if len(open_nodes) > _DEEPEST:
                open_nodes += [] if tag in VOID else [open_nodes[-1]]
                continue
            node = Node(tag, attributes=dict(_ATTRIBUTE.findall(keys)))
            open_nodes[-1].children.append(node)
            if tag not in VOID:
                open_nodes.append(node)
    return root


def _settle(node: Node) -> None:
    """Put the children of `node` in order, the innermost first."""
    for child in node.children:
        _settle(child)
    settled: list[Node] = []
    for child in node.children:
        settled += _become(child, node)
    if node.tag in _FLOW:
        settled = _paragraphed(settled)
    elif node.tag in {"ul", "ol"}:
        settled = [_item(child) for child in settled]
    node.children = settled


def _item(node: Node) -> Node:
    """Return a list's child as an item, unless it is one or is white space."""
    if node.tag == "li" or not str(node).strip():
        return node
    return Node("li", children=[node])


# What only means something inside another element, and is words elsewhere.
_INSIDE: Final = {
    "li": frozenset({"ul", "ol"}),
    "dt": frozenset({"dl", "div"}),
    "dd": frozenset({"dl", "div"}),
    "rt": frozenset({"ruby"}),
    "rp": frozenset({"ruby"}),
    "summary": frozenset({"details"}),
    "figcaption": frozenset({"figure"}),
}


def _become(node: Node, parent: Node) -> list[Node]:
    """Return what stands in the place of `node`: itself, another, several, nothing."""
    if node.tag in _INSIDE and parent.tag not in _INSIDE[node.tag]:
        return node.children
    if node.tag in {"span", "p"}:
        return [_meant(node)] if node.tag == "span" else _paragraph(node)
    if node.tag in {"h1", "h2", "h3", "h4", "h5", "h6", "div"} and _is_break(node):
        return [_break(node)]
    if node.tag == "div":
        return _aligned(node)
    return [_boxed(node, parent)]


def _boxed(node: Node, parent: Node) -> Node:
    if node.tag == "hr":
        node.attributes = {"class": kept} if (kept := _class(node)) else {}
    elif node.tag == "table" and "table" not in parent.classes:
        return Node("div", attributes={"class": "table"}, children=[node])
    return node


def _class(node: Node) -> str:
    return " ".join(name for name in node.classes if name not in _ALIGNED)


def _meant(span: Node) -> Node:
    """Return a span that was styled as emphasis as the emphasis it meant."""
    inner = span
    for name in [name for name in span.classes if name in MEANT]:
        rest = [other for other in inner.classes if other != name]
        keys = {key: value for key, value in inner.attributes.items() if key != "class"}
        if rest:
            keys["class"] = " ".join(rest)
        inner.attributes = keys
        inner = Node(MEANT[name], children=[inner])
    return _without_empty_span(inner)


def _without_empty_span(node: Node) -> Node:
    if len(node.children) == 1:
        only = node.children[0]
        if only.tag == "span" and not only.attributes:
            node.children = only.children
        elif node.tag in MEANT.values():
            node.children = [_without_empty_span(only)]
    return node


def _paragraph(node: Node) -> list[Node]:
    if _is_break(node):
        return [_break(node)]
    # "&nbsp;" alone is an author's blank line, and stays.
    empty = not node.words().strip(" \t\n") and not node.holds(frozenset({"img", "a"}))
    return [] if empty else [node]


def _is_break(node: Node) -> bool:
    plain = not node.holds(frozenset({"img", "hr", "a", "code", "pre", "ul", "ol"}))
    return plain and scenebreaks.is_scene_break(html.unescape(node.words()).strip())


def _break(node: Node) -> Node:
    return _read(scenebreaks.shown(node.words())).children[0]


def _aligned(node: Node) -> list[Node]:
    """Give an alignment to the blocks inside, where the div says nothing else."""
    names = node.classes
    if set(node.attributes) - {"class"} or not names or set(names) - _ALIGNED:
        return [node]
    for child in node.children:
        if child.tag is not None and child.tag not in {"hr", "div"}:
            joined = dict.fromkeys([*child.classes, *names])
            if not _ALIGNED & set(child.classes):
                child.attributes["class"] = " ".join(joined)
        elif child.tag == "div" and not _ALIGNED & set(child.classes):
            child.attributes["class"] = " ".join([*child.classes, *names])
    return node.children


def _paragraphed(children: list[Node]) -> list[Node]:
    """Return the children of a flow element with loose words put into paragraphs."""
    result: list[Node] = []
    loose: list[Node] = []
    for child in [*children, Node("hr")]:
        if child.tag is None or not child.holds(BLOCKS):
            loose.append(child)
            continue
        result += _wrapped(loose)
        loose = []
        result.append(child)
    return result[:-1]


def _wrapped(loose: list[Node]) -> list[Node]:
    text = "".join(map(str, loose))
    if not text.strip():
        return loose
    if not re.sub(r"<br>|\s", "", text):
        return []
    while loose and _is_air(loose[0]):
        loose.pop(0)
    while loose and _is_air(loose[-1]):
        loose.pop()
    return _paragraph(Node("p", children=loose)) if loose else []


def _is_air(node: Node) -> bool:
    return node.tag == "br" or (node.tag is None and not node.text.strip())
