"""The seams of a page that Calibre split into many documents, and the page again.

Calibre begins a document at every ``h1`` and ``h2``, also inside a story, and within
texts that are too long for one. All elements around a cut are opened again in the next
document with the same names and ids; an empty ``div#calibre_pb_3`` may mark the cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bs4.element import NavigableString, PageElement, Tag

# What it names itself; the rest are names of the author's own.
OWN: Final = re.compile(r"calibre_\w+")
_MARK: Final = re.compile(r"calibre_pb_[0-9]+")
# What may stand around a cut. A cut is made before an li, so two of them are two.
_AROUND: Final = {
    *("div", "blockquote", "center", "section", "details", "ul", "ol", "dl"),
    *("table", "tbody"),
}
_LONG: Final = 20_000  # characters; only such paragraphs are cut, at a line break


def join(page: Tag, nodes: Iterable[PageElement]) -> None:
    """Add the next document's nodes to the end of a page, closing the seam."""
    box, incoming = page, list(nodes)
    while True:
        last, opening = _last(box), _something(incoming)
        if last is None or opening is None or not _same(last, opening):
            _add(box, incoming)
            return
        at = next(n for n, node in enumerate(incoming) if node is opening)
        _add(box, incoming[at + 1 :])
        last.append(NavigableString("\n"))  # words of bare text stay two
        box, incoming = last, list(opening.contents)


def _add(box: Tag, nodes: Iterable[PageElement]) -> None:
    for node in nodes:
        box.append(node.extract())


def _last(box: Tag) -> Tag | None:
    """Return the element that ends a box, without the marks of a cut."""
    while True:
        last = _something(reversed(box.contents))
        if last is None or not _MARK.fullmatch(str(last.get("id") or "")):
            return last
        if last.get_text(strip=True):
            return last
        last.extract()


def _something(nodes: Iterable[PageElement]) -> Tag | None:
    """Return the first node that is more than space, where it is an element."""
    node = next((n for n in nodes if isinstance(n, Tag) or str(n).strip()), None)
    return node if isinstance(node, Tag) else None


def _same(last: Tag, opening: Tag) -> bool:
    """Tell whether an element is the one that the last document left open."""
    if last.name != opening.name:
        return False
    if last.name == "p":
        first = _something(opening.contents)
        broken = first is not None and first.name == "br"
        return broken and len(last.get_text()) > _LONG
    if last.name not in _AROUND:
        return False
    one, other = _id(last), _id(opening)
    if one or other:
        return one == other
    return last.get("class") == opening.get("class") or not _has_content(last)


def _id(tag: Tag) -> str:
    name = str(tag.get("id") or "")
    return "" if OWN.fullmatch(name) else name


def _has_content(tag: Tag) -> bool:
    return any(isinstance(node, Tag) or str(node).strip() for node in tag.contents)
