"""HTML as elements, and elements as XHTML: what a reading system takes for well-formed.

Texts are clean HTML already; here they become XML as well. Values of attributes are
plain while they are in the tree, runs of text stay escaped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from .outside import outward

_TOKEN: Final = re.compile(
    r'<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[^\s=>"]+(?:="[^"]*")?)*)\s*/?>|[^<]+|<'
)
_ATTRIBUTE: Final = re.compile(r'([^\s=>"]+)(?:="([^"]*)")?')
_ENTITY: Final = re.compile(r"&(?:#?\w+;?)?")
_STRANGE: Final = re.compile(r"&(?!(?:amp|lt|gt|quot);)")
# What is no character in XML. (To name all that are takes Python ten times as long.)
_ILLEGAL: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
VOID: Final = frozenset({"br", "col", "hr", "img"})

# Which attributes an element may carry in XHTML, beside those of every element.
_EVERYWHERE: Final = frozenset({"class", "dir", "id", "lang", "title", "epub:type"})
_CELL: Final = frozenset({"colspan", "rowspan"})
_ATTRIBUTES: Final = {
    "a": frozenset({"aria-label", "href", "role"}),
    "aside": frozenset({"role"}),
    "blockquote": frozenset({"cite"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "details": frozenset({"open"}),
    "img": frozenset({"alt", "height", "src", "width"}),
    "ol": frozenset({"start", "type"}),
    "p": frozenset({"role"}),
    "q": frozenset({"cite"}),
    "section": frozenset({"aria-label", "role"}),
    "td": _CELL,
    "th": _CELL | {"abbr", "scope"},
}
_FITS: Final = {
    "colspan": re.compile(r"[1-9]\d{0,2}"),
    "dir": re.compile(r"ltr|rtl|auto", re.IGNORECASE),
    "height": re.compile(r"\d+"),
    "lang": re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"),
    "rowspan": re.compile(r"\d{1,4}"),
    "scope": re.compile(r"row|col|rowgroup|colgroup"),
    "span": re.compile(r"[1-9]\d{0,2}"),
    "start": re.compile(r"-?\d+"),
    "type": re.compile(r"[1aAiI]"),
    "width": re.compile(r"\d+"),
}


@dataclass(slots=True)
class Node:
    """An element, or a run of text where `tag` is None; the root has an empty tag."""

    tag: str | None
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def is_blank(self) -> bool:
        """Return whether it is white space between elements."""
        return self.tag is None and not self.text.strip()

    def words(self) -> str:
        """Return the words inside, as plain text."""
        own = html.unescape(self.text) if self.tag is None else ""
        return own + "".join(child.words() for child in self.children)

    def every(self) -> Iterator[Node]:
        """Yield every element inside, and this one, in order."""
        yield self
        for child in self.children:
            if child.tag is not None:
                yield from child.every()

    def holds(self, tags: frozenset[str]) -> bool:
        return any(node.tag in tags for node in self.every())


def read(text: str) -> Node:
    """Return the tree of clean HTML; what closes nothing is passed over."""
    root = Node("")
    opened = [root]
    for match in _TOKEN.finditer(text):
        closing, name, keys = match.groups()
        if name is None:
            opened[-1].children.append(Node(None, escaped(match[0])))
        elif closing:
            _close(opened, name.lower())
        else:
            node = Node(name.lower(), attributes=_attributes(keys))
            opened[-1].children.append(node)
            if node.tag not in VOID:
                opened.append(node)
    return root


def _close(opened: list[Node], name: str) -> None:
    for at in range(len(opened) - 1, 0, -1):
        if opened[at].tag == name:
            del opened[at:]
            return


def _attributes(keys: str) -> dict[str, str]:
    return {
        key.lower(): html.unescape(value) for key, value in _ATTRIBUTE.findall(keys)
    }


def escaped(text: str) -> str:
    """Return a run of HTML text with no entity but XML's own."""
    if not _STRANGE.search(text) and "<" not in text:
        return text
    return _ENTITY.sub(
        lambda match: html.escape(html.unescape(match[0]), quote=False),
        text.replace("<", "&lt;"),
    )


def legal(xml: str) -> str:
    """Return the text of a file without the signs that XML may not hold."""
    return _ILLEGAL.sub("", xml)


def identifier(name: str) -> str:
    """Return an id as XML wants it, and every address can carry it."""
    safe = re.sub(r"[^A-Za-z0-9_.-]", lambda match: f"_{ord(match[0]):x}_", name)
    return safe if safe[:1].isalpha() else f"x{safe}"


def written(node: Node, seen: set[str], change: Callable[[Node], Node | None]) -> str:
    """Return a tree as XHTML.

    `seen` are the ids that the file has; the second of a name goes without. `change`
    has the last word on each link and picture: what stands in its place, None where
    only its children stay.
    """
    pieces: list[str] = []
    _write(node, pieces, seen, change)
    return "".join(pieces)


def _write(
    node: Node,
    pieces: list[str],
    seen: set[str],
    change: Callable[[Node], Node | None],
) -> None:
    if node.tag is None:
        pieces.append(node.text)
        return
    shown: Node | None = change(node) if node.tag in {"a", "img"} else node
    if shown is not None and shown.tag:
        head = f"<{shown.tag}{_keys(shown, seen)}"
        if shown.tag in VOID:
            pieces.append(f"{head}/>")
            return
        pieces.append(f"{head}>")
    for child in node.children if shown is None else shown.children:
        _write(child, pieces, seen, change)
    if shown is not None and shown.tag:
        pieces.append(f"</{shown.tag}>")


def _keys(node: Node, seen: set[str]) -> str:
    allowed = _ATTRIBUTES.get(str(node.tag), frozenset())
    said: list[str] = []
    for key, value in node.attributes.items():
        if key not in _EVERYWHERE and key not in allowed:
            continue
        if not _fits(key, value, seen):
            continue
        if key == "lang":
            said.append(f' lang="{value}" xml:lang="{value}"')
            continue
        said.append(f' {key}="{html.escape(_said(key, value))}"')
    return "".join(said)


def _said(key: str, value: str) -> str:
    if key == "id":
        return identifier(value)
    if key == "open":
        return "open"
    if key == "cite":
        return outward(value) or ""
    return value.lower() if key == "dir" else value


def _fits(key: str, value: str, seen: set[str]) -> bool:
    if key == "id":
        name = identifier(value)
        if not value or name in seen:
            return False
        seen.add(name)
        return True
    if key == "cite":
        return outward(value) is not None
    form = _FITS.get(key)
    return form is None or form.fullmatch(value) is not None
