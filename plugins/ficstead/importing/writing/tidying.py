"""A chapter's HTML as a tree that holds the story and nothing else.

What is no text goes: style sheets, buttons, the hidden headings of AO3. What a story
cannot hold here (films, frames, pictures that did not come along) is a loss; a web
address of it stays in the text as a link. No word is touched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ..markup import markup, meanings
from ..markup.nodes import BLOCKS, Node, inside, of_soup
from ..story import Loss
from . import footnotes, leading

_SILENT: Final = frozenset(
    {"style", "title", "link", "meta", "select", "option", "button", "input", "param"}
)
_MEDIA: Final = {
    "iframe": "a frame",
    "video": "a video",
    "audio": "a recording",
    "embed": "an embedded object",
    "object": "an embedded object",
}
_FILMS: Final = re.compile(r"youtu\.?be|vimeo|vidder|bilibili|dailymotion")

# What no text may hold: control characters and noncharacters (`prose` removes them).
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        chr(plane + end)
        for plane in range(0, 0x110000, 0x10000)
        for end in (0xFFFE, 0xFFFF)
    )
    + "]"
)
# A button in the shape of a link, "#" or a script, never led anywhere.
_LEADS: Final = re.compile(r"(?!#\Z|javascript:)\S", re.IGNORECASE)
_LED: Final = "where a link leads: "
_HEX: Final = re.compile(r"(?:[0-9a-fA-F]{2}){2,200}")
_PROTECTED: Final = "/cdn-cgi/l/email-protection"
_ROWS: Final = frozenset({"ul", "ol", "dl", "table", "tbody", "thead", "tr", "hr"})


def prepared(
    html: str, pictures: Mapping[str, str], here: str = "", *, notes: bool = True
) -> tuple[Node, tuple[Loss, ...]]:
    """Return the tree of a text, its addresses settled, and what it cannot keep.

    `here` is the address that the work was first posted at. Without `notes`, footnotes
    stay the links and lists that they were.
    """
    root = of_soup(markup.parsed(html))
    leading.settled(root, here)
    if notes:
        footnotes.settled(root)
    tidy = _Tidy(pictures)
    elements = list(inside(root))
    tidy.anchors = meanings.anchors(elements)
    tidy.places = set(tidy.anchors)
    tidy.walk(root)
    _unsaid(root, elements)
    return root, tuple(dict.fromkeys(_gathered(tidy.lost)))


def _gathered(lost: list[Loss]) -> list[Loss]:
    """Name the links to places that are not in this text at once: forty footnotes."""
    inner = dict.fromkeys(x.what for x in lost if x.what.startswith(f"{_LED}#"))
    if len(inner) < 2:
        return lost
    places = ", ".join(what.removeprefix(_LED) for what in inner)
    rest = [loss for loss in lost if loss.what not in inner]
    return [*rest, Loss(f"where {len(inner)} links lead: {places[:200]}", "")]


@dataclass(slots=True)
class _Tidy:
    pictures: Mapping[str, str]
    anchors: frozenset[str] = frozenset()
    lost: list[Loss] = field(default_factory=list)
    places: set[str] = field(default_factory=set)
    begun: bool = False

    def lose(self, what: str) -> None:
        self.lost.append(Loss(what, ""))

    def walk(self, root: Node) -> None:
        waiting: list[tuple[Node, int]] = [(root, 0)]
        while waiting:
            node, depth = waiting.pop()
            children: list[Node | str] = []
            for child in node.children:
                if isinstance(child, str):
                    children.append(self.text(child))
                elif (kept := self.element(child)) is not None:
                    children += self.named(kept)
            node.children = children
            below = (c for c in reversed(children) if isinstance(c, Node))
            waiting += [(c, depth + 1) for c in below]

    def named(self, node: Node) -> list[Node]:
        """Return an element with the place before it that a link leads to."""
        keys = node.attributes
        name = next(
            (n for k in ("id", "name") if (n := keys.get(k)) in self.places), ""
        )
        if not name:
            return [node]
        self.places.discard(name)
        place = Node("a", {"anchor": name})
        if node.tag not in BLOCKS or node.tag in _ROWS:
            return [place, node]
        inner = node
        while isinstance(first := _first(inner), Node) and first.tag in BLOCKS - _ROWS:
            inner = first
        inner.children.insert(0, place)
        return [node]

    def text(self, text: str) -> str:
        if not self.begun and text.strip():
            self.begun = True
            text = text.removeprefix("\ufeff")
        text = text.replace("\x0c", " ")
        for sign in dict.fromkeys(_FORBIDDEN.findall(text)):
            self.lose(f"a sign that no text may hold: U+{ord(sign):04X}")
        return _FORBIDDEN.sub("", text)

    def element(self, node: Node) -> Node | None:
        """Return what stays of an element; its children are looked at afterwards."""
        tag = node.tag
        if tag in _SILENT or (tag[:1] == "h" and "landmark" in node.classes):
            return None
        if tag in _MEDIA:
            return self.media(node)
        if tag == "img":
            return self.picture(node)
        if "data-cfemail" in node.attributes:
            return _mail(node)
        if "Apple-converted-space" in node.classes:
            return Node("span", {}, [node.words().replace("\u00a0", " ")])
        if tag == "a" and "href" in node.attributes:
            self.link(node)
        return node

    def link(self, node: Node) -> None:
        href = node.attributes.pop("href").strip()
        at = href.find(_PROTECTED)
        if at >= 0:
            mail = _decoded(href[at + len(_PROTECTED) :].removeprefix("#"))
            href = f"mailto:{mail}" if mail else ""
        if target := meanings.address(href, self.anchors):
            node.attributes["href"] = target
        elif _LEADS.match(href) and at < 0 and (node.words().strip() or node.children):
            self.lose(f"{_LED}{href[:200]}")

    def picture(self, node: Node) -> Node | None:
        keys = node.attributes
        source = keys.get("src", "").strip()
        if name := self.pictures.get(keys.get("src", ""), self.pictures.get(source)):
            keys["src"] = name
            keys["ours"] = ""
            return node
        if target := meanings.picture(source):
            # Nobody sees what is one dot large: it counts visitors.
            if {keys.get("width"), keys.get("height")} == {"1"}:
                return None
            keys["src"] = target
            return node
        if source or keys.get("alt"):
            alt = f" ({keys['alt']})" if keys.get("alt") else ""
            shown = "inside the page" if source.startswith("data:") else source[:200]
            self.lose(f"a picture: {shown}{alt}")
        return None

    def media(self, node: Node) -> Node | None:
        sources = [one.attributes.get(k, "") for one in (node, *inside(node))
                   for k in ("src", "data")]  # fmt: skip
        found = next((source for source in sources if source.strip()), "")
        target = meanings.picture(found)
        name = "a video" if _FILMS.search(target) else _MEDIA[node.tag]
        if found and not found.startswith(("javascript:", "data:")):
            self.lose(f"{name}: {(target or found)[:200]}")
        return Node("a", {"href": target}, [target]) if target else None


def _first(node: Node) -> Node | str | None:
    shown = (c for c in node.children if isinstance(c, Node) or c.strip())
    return next(shown, None)


def _unsaid(root: Node, elements: list[Node]) -> None:
    """Take away the language and the direction that (nearly) all words have.

    Word and Google Docs say them of every run; the work says its language itself.
    """
    if not any(node.attributes.get("dir", "").lower() == "rtl" for node in elements):
        for node in elements:
            node.attributes.pop("dir", None)
    sizes: Counter[str] = Counter()
    waiting: list[tuple[Node, str]] = [(root, "")]
    while waiting:
        node, language = waiting.pop()
        language = _language(node) or language
        for child in node.children:
            if isinstance(child, str):
                sizes[language] += len(child.strip())
            else:
                waiting.append((child, language))
    most = next((name for name, _ in sizes.most_common(1)), "")
    for node in elements:
        if _language(node) == most:
            node.attributes.pop("lang", None)


def _language(node: Node) -> str:
    return node.attributes.get("lang", "").partition("-")[0].lower()


def _mail(node: Node) -> Node | None:
    """Return an address that Cloudflare hid from the people who read the page."""
    mail = _decoded(node.attributes.pop("data-cfemail"))
    return Node("span", {}, [mail]) if mail else node


def _decoded(code: str) -> str:
    if not _HEX.fullmatch(code):
        return ""
    key, *rest = bytes.fromhex(code)
    return bytes(key ^ one for one in rest).decode("utf-8", "replace")
