"""Find elements by simple CSS selectors, in a time that books can bear.

BeautifulSoup's own selectors take half a second on a novel, and a page is asked for a
hundred things. Known here: names, ids, classes, attributes, descendants, children and
commas. Elements without attributes, most of any story, are passed over at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from bs4 import Tag

_PART: Final = re.compile(
    r"#(?P<id>[\w-]+)|\.(?P<class>[\w-]+)"
    r"|\[(?P<attribute>[\w:-]+)(?:(?P<how>[*^~$]?=)(?P<quote>[\"']?)(?P<value>[^\"'\]]*)"
    r"(?P=quote))?\]|(?P<name>[a-z][a-z0-9]*)"
)
_STEP: Final = re.compile(r"\s*(>)\s*|\s+")


@dataclass(frozen=True, slots=True)
class _Compound:
    """One element's part of a selector, and how it stands to the one before it."""

    name: str = ""
    id: str = ""
    classes: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str, str], ...] = ()
    child: bool = False

    @property
    def is_bare(self) -> bool:
        return not (self.id or self.classes or self.attributes)

    def fits(self, tag: Tag) -> bool:
        attrs = tag.attrs
        if self.name and tag.name != self.name:
            return False
        if self.id and attrs.get("id") != self.id:
            return False
        if self.classes:
            own = attrs.get("class") or ()
            if not all(name in own for name in self.classes):
                return False
        return all(
            name in attrs and _says(attrs[name], how, value)
            for name, how, value in self.attributes
        )


@dataclass(frozen=True, slots=True)
class _Selector:
    """A list of selectors; `bare` are the names that need no attribute."""

    chains: tuple[tuple[_Compound, ...], ...]
    bare: frozenset[str]


def select(root: Tag, css: str, *, closed: str = "") -> Iterator[Tag]:
    """Yield the elements inside another that a selector names, in their order.

    Nothing inside an element of the class `closed` is looked at.
    """
    selector = _parsed(css)
    waiting = list(reversed(root.contents))
    while waiting:
        tag = waiting.pop()
        if not isinstance(tag, Tag):
            continue
        named = tag.attrs or tag.name in selector.bare
        if named and any(_fits(tag, chain) for chain in selector.chains):
            yield tag
        if not closed or closed not in (tag.attrs.get("class") or ()):
            waiting.extend(reversed(tag.contents))


def first(root: Tag | None, css: str) -> Tag | None:
    """Return the first element that a selector names."""
    return next(select(root, css), None) if root is not None else None


def fits(tag: Tag, css: str) -> bool:
    """Tell whether a selector names an element."""
    return any(_fits(tag, chain) for chain in _parsed(css).chains)


def _fits(tag: Tag, chain: tuple[_Compound, ...]) -> bool:
    if not chain[-1].fits(tag):
        return False
    if len(chain) == 1:
        return True
    before = chain[:-1]
    if chain[-1].child:
        return tag.parent is not None and _fits(tag.parent, before)
    return any(_fits(above, before) for above in tag.parents if isinstance(above, Tag))


def _says(given: object, how: str, value: str) -> bool:
    text = " ".join(given) if isinstance(given, list) else str(given)
    match how:
        case "=":
            return text == value
        case "*=":
            return value in text
        case "^=":
            return text.startswith(value)
        case "$=":
            return text.endswith(value)
        case "~=":
            return value in text.split()
        case _:
            return True


@cache
def _parsed(css: str) -> _Selector:
    chains = tuple(_chain(one.strip()) for one in css.split(",") if one.strip())
    bare = frozenset(chain[-1].name for chain in chains if chain[-1].is_bare)
    return _Selector(chains, bare)


def _chain(text: str) -> tuple[_Compound, ...]:
    chain: list[_Compound] = []
    at, child = 0, False
    while at < len(text):
        compound, at = _compound(text, at, child=child)
        chain.append(compound)
        step = _STEP.match(text, at)
        child = step is not None and step[1] == ">"
        at = step.end() if step else at
    return tuple(chain)


def _compound(text: str, at: int, *, child: bool) -> tuple[_Compound, int]:
    name, identity = "", ""
    names: list[str] = []
    attributes: list[tuple[str, str, str]] = []
    start = at
    while found := _PART.match(text, at):
        name = found["name"] or name
        identity = found["id"] or identity
        names += [found["class"]] if found["class"] else []
        if found["attribute"]:
            how, value = found["how"] or "", found["value"] or ""
            attributes.append((found["attribute"], how, value))
        at = found.end()
    if at == start:
        raise ValueError(f"no selector that is known here: {text!r}")
    return _Compound(name, identity, tuple(names), tuple(attributes), child), at
