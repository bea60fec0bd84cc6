"""The texts of a book: chapters and notes as XHTML, what folds on a page unfolded.

On a page a footnote is a list at the end and a sensitive passage folds. In a book a
footnote is an aside that readers show over the text; and because most of them cannot
fold, a passage stands on a page of its own at the end of the book, where its warning
leads, so that nobody meets it who did not ask.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup

from ..elements import Node, escaped, read, written
from .fitting import HEADINGS, fit

# Paragraphs and headings of plain words: well-formed and valid as they stand, but for
# elements without an end. Possessive, so that a text is read once and never again.
_INLINE: Final = r"(?:[^<]++|</?(?:em|strong|i|b|s|u|sup|sub|small|cite|q)>|<br>)*+"
_CALM: Final = re.compile(
    rf"(?:\s++|<hr>|<p(?: class=\"scene-break\" role=\"separator\")?>{_INLINE}</p>"
    rf"|<blockquote>\s*+(?:<p>{_INLINE}</p>\s*+)++</blockquote>)*+"
)


@dataclass(slots=True)
class Passage:
    """A sensitive passage put aside: what its author warns of, and what it says."""

    name: str
    warning: Node
    body: Node


@dataclass(slots=True)
class Text:
    """One text on its way into a book.

    `calm` is its XHTML where nothing in it has to be looked at; else `root` is the
    tree, from which the `passages` were taken.
    """

    calm: Markup | None = None
    root: Node = field(default_factory=lambda: Node(""))
    passages: list[Passage] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.calm) or bool(self.root.children)

    @property
    def ids(self) -> set[str]:
        """Return what a link may name in the text itself, as authors' pages say it."""
        return _ids(self.root)


def _ids(root: Node) -> set[str]:
    return {node.attributes["id"] for node in root.every() if "id" in node.attributes}


def passage_ids(passage: Passage) -> set[str]:
    """Return what a link may name in a passage."""
    return {*_ids(passage.warning), *_ids(passage.body)}


def prepared(html: Markup, prefix: str = "") -> Text:
    """Read a text. `prefix` goes before the names of its passages."""
    if not html:
        return Text()
    if _CALM.fullmatch(html):
        closed = (
            escaped_whole(str(html)).replace("<br>", "<br/>").replace("<hr>", "<hr/>")
        )
        return Text(calm=Markup(closed))
    text = Text(root=read(str(html)))
    _set_aside(text.root, text.passages, prefix)
    fit(text.root)
    _step_by_step(text.root)
    _notes(text.root)
    for passage in text.passages:
        fit(passage.body)
        _step_by_step(passage.body)
        fit(passage.warning)
        _notes(passage.body)
    return text


def _step_by_step(root: Node) -> None:
    """Let no heading be more than one level below the one before it."""
    level = 1
    for node in root.every():
        if node.tag in HEADINGS:
            level = min(int(node.tag[1]), level + 1)
            node.tag = f"h{level}"


def escaped_whole(html: str) -> str:
    """Return calm HTML with no entity but XML's own."""
    if "&" not in html:
        return html
    return re.sub(r"&(?:#?\w+;?)?", lambda match: escaped(match[0]), html)


def shown(text: Text, seen: set[str], change: Callable[[Node], Node | None]) -> Markup:
    """Return a text as XHTML."""
    if text.calm is not None:
        return text.calm
    return Markup(written(text.root, seen, change))


# ---- Sensitive passages --------------------------------------------------------------


def _set_aside(node: Node, aside: list[Passage], prefix: str) -> None:
    """Take every passage out of a tree and leave its warning and what is said instead.

    One inside another stays where it is in the other.
    """
    made: list[Node] = []
    for child in node.children:
        if child.tag == "details" and "passage" in child.classes:
            made.append(_warning(child, aside, prefix))
        else:
            if child.tag is not None:
                _set_aside(child, aside, prefix)
            made.append(child)
    node.children = made


def _warning(passage: Node, aside: list[Passage], prefix: str) -> Node:
    name = f"{prefix}passage-{len(aside) + 1}"
    summary = _child(passage, "summary") or Node("summary")
    warning = Node("span", children=summary.children)
    folded = _child(passage, "details", "passage-text")
    held = folded or passage
    body = Node("", children=_unfolded(held))
    aside.append(Passage(name, warning, body))
    told = Node("p", attributes={"class": "warned"}, children=[warning])
    link = Node("a", attributes={"href": f"#{name}", "class": "passage-link"})
    link.children = [Node(None, "Read the passage")]
    way = Node("p", attributes={"lang": "en", "class": "way"}, children=[link])
    box = Node("div", attributes={"class": "passage", "id": f"{name}-place"})
    rest = [] if folded is None else [c for c in passage.children if c is not folded]
    box.children = [told, *(c for c in rest if c is not summary), way]
    return box


def _child(node: Node, tag: str, name: str = "") -> Node | None:
    for child in node.children:
        if child.tag == tag and (not name or name in child.classes):
            return child
    return None


def _unfolded(held: Node) -> list[Node]:
    """Return what a passage says, without the quotation it was kept in."""
    inside = [child for child in held.children if child.tag != "summary"]
    shown = [child for child in inside if not child.is_blank]
    if len(shown) == 1 and shown[0].tag == "blockquote":
        return shown[0].children
    return inside


# ---- Footnotes -----------------------------------------------------------------------


def _notes(root: Node) -> None:
    """Say of calls and notes what readers need in order to show them over the text."""
    for node in root.every():
        if node.tag == "a" and "footnote-ref" in node.classes:
            node.attributes["epub:type"] = "noteref"
        elif node.tag == "a" and "footnote-backref" in node.classes:
            node.attributes["epub:type"] = "backlink"
        elif node.tag == "div" and "footnotes" in node.classes:
            _asides(node)


def _asides(notes: Node) -> None:
    listed = _child(notes, "ol")
    if listed is None:
        return
    notes.tag = "section"
    notes.attributes = {
        "class": "footnotes",
        "epub:type": "footnotes",
        "aria-label": "Footnotes",
    }
    items = [item for item in listed.children if item.tag == "li"]
    notes.children = [_aside(item, at) for at, item in enumerate(items, 1)]


def _aside(item: Node, number: int) -> Node:
    keys = {"epub:type": "footnote", "role": "doc-footnote", "class": "footnote"}
    if "id" in item.attributes:
        keys["id"] = item.attributes["id"]
    mark = Node(
        "b", attributes={"class": "number"}, children=[Node(None, f"{number}.")]
    )
    first = next((child for child in item.children if not child.is_blank), None)
    if first is not None and first.tag == "p":
        first.children = [mark, Node(None, " "), *first.children]
    else:
        item.children.insert(0, Node("p", children=[mark]))
    return Node("aside", attributes=keys, children=item.children)
