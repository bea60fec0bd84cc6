"""Elements where XHTML's schema has them: what a browser mends, a book must not hold.

Authors' HTML is well-formed and harmless when it comes here, and may still say what no
page can: a table in a heading, ``<em>`` around paragraphs, a list without items.
Browsers show it; checkers and the strictest reading systems refuse the book. So blocks
leave where only words may stand, and what holds blocks becomes a block. No word goes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ..elements import Node

BLOCKS: Final = frozenset(
    {
        *("address", "aside", "blockquote", "caption", "col", "colgroup", "dd"),
        *("details", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "summary"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What may hold blocks wherever it may stand itself.
_TRANSPARENT: Final = frozenset({"", "a", "del", "ins"})
# What holds words and what they are marked with, and no block.
_WORDS: Final = frozenset(
    {"p", "pre", "summary", "rp", "rt", "ruby", "caption"} | HEADINGS
)
# What only means something directly inside another element.
_INSIDE: Final = {
    "caption": frozenset({"table"}),
    "col": frozenset({"colgroup"}),
    "colgroup": frozenset({"table"}),
    "dd": frozenset({"dl"}),
    "dt": frozenset({"dl"}),
    "figcaption": frozenset({"figure"}),
    "li": frozenset({"ol", "ul"}),
    "rp": frozenset({"ruby"}),
    "rt": frozenset({"ruby"}),
    "summary": frozenset({"details"}),
    "tbody": frozenset({"table"}),
    "td": frozenset({"tr"}),
    "tfoot": frozenset({"table"}),
    "th": frozenset({"tr"}),
    "thead": frozenset({"table"}),
    "tr": frozenset({"table", "tbody", "tfoot", "thead"}),
}
_NO_HEADINGS: Final = frozenset({"address", "dt", "th"})
_ROWS: Final = frozenset({"tbody", "tfoot", "thead"})


def fit(root: Node) -> Node:
    """Put a tree in order, and return it."""
    _fit(root, words_only=False)
    return root


def _fit(node: Node, *, words_only: bool) -> None:
    words_only = words_only or node.tag in _WORDS
    made: list[Node] = []
    for child in node.children:
        become = _become(child, node, words_only=words_only)
        first = not made or made[-1].tag == "br"
        made += become[1:] if first and _broken_off(become, child) else become
    node.children = made
    if node.tag in _SHAPES:
        _SHAPES[node.tag](node)


def _become(child: Node, parent: Node, *, words_only: bool) -> list[Node]:
    """Return what stands in the place of a child, in order itself."""
    tag = child.tag
    if tag is None:
        return [child]
    lost = tag in _INSIDE and parent.tag not in _INSIDE[tag]
    unwanted = tag in HEADINGS and parent.tag in _NO_HEADINGS
    if words_only and (tag in BLOCKS or lost):
        return _unwrapped(child)
    if lost or (unwanted and tag in BLOCKS):
        child.tag = "span" if tag in {"rp", "rt"} else "div"
    elif tag == "a":
        _open_inner_links(child)
    elif not words_only and tag not in BLOCKS | _TRANSPARENT and child.holds(BLOCKS):
        # ``<em><p>``: the emphasis is told by a class.
        _rename(child, "div")
    elif tag in HEADINGS and not (child.words().strip() or child.holds(_PICTURES)):
        child.tag = "p"
    _fit(child, words_only=words_only or child.tag not in BLOCKS | _TRANSPARENT)
    return [child]


_PICTURES: Final = frozenset({"img"})


def _open_inner_links(link: Node) -> None:
    """Leave one link of several inside one another: a note in a link's words."""
    made: list[Node] = []
    for child in link.children:
        _open_inner_links(child)
        made += child.children if child.tag == "a" else [child]
    link.children = made


def _rename(node: Node, tag: str) -> None:
    said = node.attributes.get("class", "")
    node.attributes["class"] = f"{said} {node.tag}".strip()
    node.tag = tag


def _broken_off(become: list[Node], child: Node) -> bool:
    """Return whether a line was ended in front of a child that was no line end."""
    return bool(become) and become[0].tag == "br" and child.tag != "br"


def _unwrapped(node: Node) -> list[Node]:
    """Return the words of a block, on a line of their own."""
    inner = Node("", children=node.children)
    _fit(inner, words_only=True)
    return [Node("br"), *inner.children]


# ---- What has a shape of its own -----------------------------------------------------


def _list(node: Node) -> None:
    node.children = [
        child if child.tag == "li" or child.is_blank else Node("li", children=[child])
        for child in node.children
    ]


def _definitions(node: Node) -> None:
    """Keep a list in which terms and meanings take turns; tell any other plainly."""
    kinds = [child.tag for child in node.children if not child.is_blank]
    turns = "".join({"dt": "t", "dd": "d"}.get(str(kind), "?") for kind in kinds)
    whole = turns and "?" not in turns and turns[0] == "t" and turns[-1] == "d"
    if whole:
        return
    node.tag = "div"
    for child in node.children:
        if child.tag in {"dt", "dd"}:
            child.tag = "div"


def _table(node: Node) -> None:
    parts: dict[str, list[Node]] = {}
    for child in node.children:
        if not child.is_blank:
            parts.setdefault(str(child.tag), []).append(child)
    captions = parts.pop("caption", [])
    columns = parts.pop("colgroup", [])
    heads, feet = parts.pop("thead", []), parts.pop("tfoot", [])
    bodies = [child for child in node.children if child.tag in {"tbody", "tr"}]
    for other in heads[1:] + feet[1:]:
        other.tag = "tbody"
        bodies.append(other)
    ordered = [*captions[:1], *columns, *heads[:1], *_bodies(bodies), *feet[:1]]
    rest = [
        child
        for child in node.children
        if not child.is_blank and all(child is not other for other in ordered)
        and all(child is not other for other in bodies)
    ]  # fmt: skip
    if rest or not ordered or not node.holds(frozenset({"tr"})):
        # No table that could be shown as one: its words stay in their order.
        for one in list(node.every()):
            if one.tag in _TABLED:
                one.tag = "div"
        return
    node.children = ordered


_TABLED: Final = frozenset({"table", "caption", "colgroup", "tr", "td", "th"} | _ROWS)


def _bodies(bodies: list[Node]) -> list[Node]:
    """Return the rows of a table: all of them in bodies, or none."""
    if all(child.tag == "tr" for child in bodies):
        return bodies
    made: list[Node] = []
    for child in bodies:
        if child.tag == "tbody":
            made.append(child)
        elif made and made[-1].attributes.get("class") == "rows":
            made[-1].children.append(child)
        else:
            made.append(Node("tbody", attributes={"class": "rows"}, children=[child]))
    return made


def _rows(node: Node) -> None:
    node.children = [
        child if child.tag == "tr" else _cell(child)
        for child in node.children
        if not child.is_blank
    ]


def _cell(child: Node) -> Node:
    return Node("tr", children=[Node("td", children=[child])])


def _row(node: Node) -> None:
    node.children = [
        child if child.tag in {"td", "th"} else Node("td", children=[child])
        for child in node.children
        if not child.is_blank
    ]


def _columns(node: Node) -> None:
    if any(child.tag != "col" and not child.is_blank for child in node.children):
        node.tag = "div"  # which makes its table no table either
        return
    node.children = [child for child in node.children if child.tag == "col"]
    if node.children:
        node.attributes.pop("span", None)


def _figure(node: Node) -> None:
    inside = [child for child in node.children if not child.is_blank]
    captions = [child for child in inside if child.tag == "figcaption"]
    ends = [inside[0], inside[-1]] if inside else []
    for caption in captions:
        if len(captions) > 1 or all(caption is not end for end in ends):
            _rename(caption, "div")


def _details(node: Node) -> None:
    """Give what folds one summary, its first child."""
    inside = [child for child in node.children if not child.is_blank]
    summaries = [child for child in inside if child.tag == "summary"]
    if not summaries:
        told = Node("summary", children=[Node(None, "Details")])
        told.attributes["lang"] = "en"
        summaries = [told]
    for other in summaries[1:]:
        other.tag = "p"
    first = summaries[0]
    node.children = [first, *(child for child in node.children if child is not first)]


def _ruby(node: Node) -> None:
    """Keep a ruby whose readings stand behind their words; no other is one."""
    inside = [child for child in node.children if not child.is_blank]
    readings = [child for child in inside if child.tag == "rt"]
    if inside and readings and inside[-1].tag in {"rp", "rt"} and inside[0].tag != "rt":
        return
    node.tag = "span"
    for child in node.children:
        if child.tag in {"rp", "rt"}:
            child.tag = "span"


_SHAPES: Final[dict[str, Callable[[Node], None]]] = {
    "colgroup": _columns,
    "details": _details,
    "dl": _definitions,
    "figure": _figure,
    "ol": _list,
    "ruby": _ruby,
    "table": _table,
    "tbody": _rows,
    "tfoot": _rows,
    "thead": _rows,
    "tr": _row,
    "ul": _list,
}
