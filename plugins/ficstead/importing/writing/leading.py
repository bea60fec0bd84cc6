"""Where the links of a text lead, said as this text says it.

A browser that saves a page writes the whole address before ``#note1``, and ``/works/1``
means a page of the site that the text came from. Places have names that Markdown can
write.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote, urljoin

from ...slugs import slugify
from ...sources import identity
from ..markup import meanings
from ..markup.nodes import Node, inside

_KEYS: Final = ("id", "name")


def settled(root: Node, here: str) -> None:
    """Say every address in a text as seen from this text; `here` is its work's own."""
    elements = list(inside(root))
    places: dict[str, Node] = {}
    for node in elements:
        for key in _KEYS:
            if name := node.attributes.get(key):
                places.setdefault(name, node)
    names: dict[str, str] = {}
    for node in elements:
        if node.tag == "a" and (href := node.attributes.get("href", "").strip()):
            node.attributes["href"] = _led(href, here, places, names)


def _led(href: str, here: str, places: dict[str, Node], names: dict[str, str]) -> str:
    page, sign, fragment = href.partition("#")
    if sign and (not page or (identity(page) and identity(page) == identity(here))):
        found = next((n for n in (fragment, unquote(fragment)) if n in places), "")
        if found:
            return f"#{_name(found, places, names)}"
    if href[0] == "/" and href[1:2] != "/" and identity(here):
        return urljoin(here, href)
    return href


def _name(name: str, places: dict[str, Node], names: dict[str, str]) -> str:
    """Return the name of a place; one that Markdown cannot write gets another."""
    if meanings.ANCHOR.fullmatch(name):
        return name
    if name not in names:
        wanted, count = slugify(name), 1
        while (new := wanted if count == 1 else f"{wanted}-{count}") in places:
            count += 1
        names[name] = new
        place = places[new] = places[name]
        for key in _KEYS:
            if place.attributes.get(key) == name:
                place.attributes[key] = new
    return names[name]
