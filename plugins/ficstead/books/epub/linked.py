"""Where a link in a book leads: within it, out to the web, or nowhere.

A link that stays in the book names a leaf; one to the rest of the archive needs the
site's full address; where that is not known the words stay and the link goes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...addresses import ROOT
from ..elements import Node
from ..outside import absolute, outward
from ..pictures import Gallery


@dataclass(frozen=True, slots=True)
class Way:
    """How the links and pictures of one leaf are settled.

    `places` says where an address of the site stands in the book, `url` is the page of
    the site that shows the text, `file` the leaf it stands in. `unseen` takes note of
    pictures that nobody described, `asked` of all that another book may answer
    otherwise.
    """

    places: Mapping[str, str]
    gallery: Gallery
    address: str
    url: str
    file: str
    unseen: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __call__(self, node: Node) -> Node | None:
        """Return what stands in the place of a link or picture."""
        return self._picture(node) if node.tag == "img" else self._link(node)

    def _picture(self, node: Node) -> Node:
        source = node.attributes.get("src", "").removeprefix(ROOT)
        words = node.attributes.get("alt", "")
        self.asked.append(source)
        place = self.gallery.place(source)
        if place is None:
            missing = {"class": "missing-picture"}
            kept = [Node(None, _escaped(words))]
            return Node("span", attributes=missing, children=kept)
        if not words.strip():
            self.unseen.append(place)
        keys = node.attributes | {"src": f"../{place}", "alt": words}
        return Node("img", attributes=keys)

    def _link(self, node: Node) -> Node | None:
        href = node.attributes.get("href")
        if href is None:
            return node if node.attributes else None
        leads = self._leads(href)
        keys = {key: value for key, value in node.attributes.items() if key != "href"}
        if leads is not None:
            said = node.attributes | {"href": leads}
            return Node("a", attributes=said, children=node.children)
        kept = {key: value for key, value in keys.items() if key in {"id", "lang"}}
        out = ROOT not in href and not href.startswith("#")
        told = href if out and href not in node.words() else ""
        # An address that no reading system can open is still an author's word.
        beside = [Node(None, f" ({_escaped(told)})")] if told else []
        if not kept and not beside:
            return None
        return Node("span", attributes=kept, children=[*node.children, *beside])

    def _leads(self, href: str) -> str | None:
        if href.startswith("#"):
            found = self._inside(f"{self.url}{href}")
            if found is None or not found.startswith("#"):
                self.asked.append(href)
            return found
        if not href.startswith(ROOT):
            return outward(href)
        self.asked.append(href)
        path = href.removeprefix(ROOT)
        page = path.partition("#")[0]
        found = self._inside(path) or self._inside(page)
        return found or (absolute(path, self.address) or None)

    def _inside(self, address: str) -> str | None:
        place = self.places.get(address)
        if place is None:
            return None
        file, _, name = place.partition("#")
        return f"#{name}" if file == self.file and name else place


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
