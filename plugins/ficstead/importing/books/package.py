"""What the package document of an EPUB (its ``.opf``) says: metadata, spine, guide."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from ..markup import xml
from ..story import Refused

# A library's export writes each of its columns; nothing of a story is among them.
_MOST_VALUES: Final = 2_000
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Item:
    """One file of the book, by its address relative to the book's root."""

    path: str
    media: str = ""
    properties: frozenset[str] = frozenset()
    linear: bool = True


@dataclass(frozen=True, slots=True)
class Package:
    """The spine is in reading order; `kinds` are the guide's names by path."""

    metadata: Mapping[str, tuple[str, ...]]
    items: tuple[Item, ...]
    spine: tuple[Item, ...]
    kinds: Mapping[str, str]
    ncx: str = ""


def read(data: bytes, path: str) -> Package:
    """Return what a package document says, even a broken one. Never raises."""
    root = _tree(data)
    if root is None:
        return Package({}, (), (), {})
    base = posixpath.dirname(path)
    elements: dict[str, list[Element]] = {}
    for element in root.iter():
        elements.setdefault(xml.local(element), []).append(element)
    items = {
        found.get("id", f" {number}"): Item(
            joined(base, found.get("href", "")),
            found.get("media-type", "").strip().lower(),
            frozenset(found.get("properties", "").split()),
        )
        for number, found in enumerate(elements.get("item", []))
    }
    spines = elements.get("spine", [])
    ncx = items.get(spines[0].get("toc", "")) if spines else None
    return Package(
        _metadata(elements),
        tuple(items.values()),
        tuple(_spine(elements.get("itemref", []), items)),
        {
            joined(base, found.get("href", "")): found.get("type", "").lower()
            for found in elements.get("reference", [])
        },
        ncx.path if ncx else "",
    )


def joined(base: str, address: str) -> str:
    """Return the path inside the book of a relative address, without its fragment.

    It may climb no higher than the book's root.
    """
    plain = address.strip().partition("#")[0].partition("?")[0]
    path = posixpath.normpath(posixpath.join("/", base, unquote(plain)))
    return path.lstrip("/") if plain else ""


def _tree(data: bytes) -> Element | None:
    for reading in (xml.parsed, xml.forgiving):
        try:
            return reading(data)
        except Refused:
            continue
    return None


def _spine(references: list[Element], items: Mapping[str, Item]) -> list[Item]:
    spine: list[Item] = []
    seen: set[str] = set()
    for reference in references:
        item = items.get(reference.get("idref", ""))
        if item is None or item.path in seen:
            continue
        seen.add(item.path)
        linear = reference.get("linear", "").strip().lower() != "no"
        spine.append(Item(item.path, item.media, item.properties, linear))
    return spine


def _metadata(elements: Mapping[str, list[Element]]) -> dict[str, tuple[str, ...]]:
    refined = _refined(elements.get("meta", []))
    found: dict[str, list[str]] = {}

    def add(name: str, value: str | None) -> None:
        if value and len(values := found.setdefault(name, [])) < _MOST_VALUES:
            values.append(value)

    for name in ("identifier", "language", "description", "publisher", "subject"):
        for element in elements.get(name, []):
            add(name, _text(element))
    for name in ("source", "rights", "contributor"):
        for element in elements.get(name, []):
            add(name, _text(element))
    for element in elements.get("subject", []):
        # Our own books say of a tag what kind it is.
        if kind := _refinement(element, refined, "dcterms:type"):
            add(f"subject:{kind}", _text(element))
    _titles(elements.get("title", []), refined, add)
    for element in elements.get("creator", []):
        role = _attribute(element, "role") or _refinement(element, refined, "role")
        add("creator" if role in {"", "aut"} else f"creator:{role}", _text(element))
    for element in elements.get("date", []):
        event = _attribute(element, "event").lower()
        add(f"date:{event}" if event else "date", _text(element))
    _meta(elements.get("meta", []), refined, add)
    return {name: tuple(values) for name, values in found.items()}


def _titles(
    elements: list[Element],
    refined: Mapping[tuple[str, str], str],
    add: Callable[[str, str | None], None],
) -> None:
    """Put the main title first; the others may be a subtitle or a short form."""
    kinds = [_refinement(element, refined, "title-type") for element in elements]
    for element, kind in zip(elements, kinds, strict=True):
        if kind == "main" or (not kind and "main" not in kinds):
            add("title", _text(element))
    for element, kind in zip(elements, kinds, strict=True):
        if kind not in {"", "main"} or (not kind and "main" in kinds):
            add(f"title:{kind or 'other'}", _text(element))


def _meta(
    elements: list[Element],
    refined: Mapping[tuple[str, str], str],
    add: Callable[[str, str | None], None],
) -> None:
    for element in elements:
        name, content = element.get("name", ""), element.get("content", "").strip()
        if name:
            add(name, _SPACE.sub(" ", content))
        what = element.get("property", "")
        if not what or element.get("refines"):
            continue
        add(what, _text(element) or content)
        if what == "belongs-to-collection":
            # One position for each collection, so that they can be paired.
            position = _refinement(element, refined, "group-position")
            add("group-position", position or "?")
            if kind := _refinement(element, refined, "collection-type"):
                add(f"{what}:{kind}", _text(element))
                add(f"group-position:{kind}", position or "?")


def _refined(elements: list[Element]) -> dict[tuple[str, str], str]:
    return {
        (element.get("refines", "").lstrip("#"), element.get("property", "")): (
            _text(element)
        )
        for element in elements
        if element.get("refines")
    }


def _refinement(
    element: Element, refined: Mapping[tuple[str, str], str], what: str
) -> str:
    return refined.get((element.get("id", ""), what), "") if element.get("id") else ""


def _attribute(element: Element, name: str) -> str:
    for key, value in element.attrib.items():
        if key.rpartition("}")[2].rpartition(":")[2] == name:
            return value.strip()
    return ""


def _text(element: Element) -> str:
    # A description keeps its lines: they may be its paragraphs.
    text = "".join(element.itertext()).strip()
    if xml.local(element) == "description":
        return text
    return _SPACE.sub(" ", text)
