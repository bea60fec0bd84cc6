"""A light tree of HTML: what the Markdown writer and its proof both walk over."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, Tag

VOID: Final = frozenset({"br", "col", "embed", "hr", "img", "input", "param", "wbr"})
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS: Final = frozenset(
    {
        *("address", "article", "aside", "blockquote", "caption", "center", "dd"),
        *("details", "div", "dl", "dt", "figcaption", "figure", "footer", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav"),
        *("ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot"),
        *("th", "thead", "tr", "ul"),
    }
)
_TOKEN: Final = re.compile(
    r'<(/?)([a-zA-Z][\w:-]*)((?:\s+[^\s=>"]+(?:="[^"]*")?)*)\s*/?>|[^<]+|<'
)
_ATTRIBUTE: Final = re.compile(r'([^\s=>"]+)(?:="([^"]*)")?')


@dataclass(slots=True, eq=False)
class Node:
    """An element with its children; a text is a plain string."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def words(self) -> str:
        return "".join(texts(self))


def texts(node: Node) -> Iterator[str]:
    """Yield the texts in a tree, in order."""
    waiting: list[Node | str] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        else:
            waiting += reversed(one.children)


def inside(node: Node) -> Iterator[Node]:
    """Yield every element below a node, in order."""
    waiting: list[Node | str] = list(reversed(node.children))
    while waiting:
        one = waiting.pop()
        if isinstance(one, Node):
            yield one
            waiting += reversed(one.children)


def of_soup(soup: BeautifulSoup) -> Node:
    """Return the tree that BeautifulSoup read, without its comments."""
    root = Node("")
    waiting: list[tuple[Tag, Node]] = [(soup, root)]
    while waiting:
        tag, node = waiting.pop()
        for child in tag.children:
            if isinstance(child, Tag):
                keys = {
                    key: " ".join(value) if isinstance(value, list) else str(value)
                    for key, value in child.attrs.items()
                }
                made = Node(child.name, keys)
                node.children.append(made)
                waiting.append((child, made))
            elif isinstance(child, NavigableString) and not isinstance(child, Comment):
                node.children.append(str(child))
    return root


def read(text: str) -> Node:
    """Return the tree of HTML that is well-formed, as our own site makes it."""
    root = Node("")
    opened = [root]
    for match in _TOKEN.finditer(text):
        closing, tag, keys = match.groups()
        if tag is None:
            opened[-1].children.append(html.unescape(match[0]))
        elif closing:
            if len(opened) > 1:
                opened.pop()
        else:
            found = _ATTRIBUTE.findall(keys) if keys else ()
            node = Node(tag, {key: html.unescape(value) for key, value in found})
            opened[-1].children.append(node)
            if tag not in VOID:
                opened.append(node)
    return root
