"""The order of things in AO3's downloads, whatever wraps them.

Wrappers came in 2019, browsers and readers add some, and an EPUB has other class names:
so a part is found by what it follows, and only elements that hold text are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from bs4.element import NavigableString, PageElement, Tag

from ..markup.markup import classes, inner, words
from ..story import Loss
from . import labels as ao3_labels

_HEAD: Final = {"title", "meta", "style", "link"}
_INLINE: Final = {"a", "b", "i", "em", "strong", "span", "u", "s", "small", "big"}
_BLOCK: Final = (
    *("p", "div", "blockquote", "ul", "ol", "dl", "table", "hr"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
)
_LINES: Final = {"div", "p", "span"}
_QUOTES: Final = {
    "summary": "summary",
    "chapter summary": "summary",
    "notes": "notes",
    "chapter notes": "notes",
    "end notes": "end notes",
    "chapter end notes": "end notes",
    "foreword": "foreword",
}


def around(box: Tag, *, before: bool) -> list[PageElement]:
    """Return all that stands before or after an element, from its every ancestor."""
    found: list[PageElement] = []
    for tag in (box, *box.parents):
        if before:
            found = [*reversed(list(tag.previous_siblings)), *found]
        else:
            found += tag.next_siblings
    return found


def flat(nodes: Iterable[PageElement]) -> Iterator[Tag]:
    """Yield elements without the divisions that only wrap others; bare text as one."""
    for node in nodes:
        if isinstance(node, Tag):
            if _wraps(node):
                yield from flat(node.contents)
            elif node.name not in _HEAD and (words(node) or _shows(node)):
                yield node
        elif str(node).strip():
            bare = Tag(name="span")
            bare.append(NavigableString(str(node)))
            yield bare


def _wraps(tag: Tag) -> bool:
    if tag.name == "div":
        return tag.find(_BLOCK, recursive=False) is not None
    return tag.name in _INLINE and tag.find(_BLOCK) is not None


def _shows(tag: Tag) -> bool:
    return tag.name == "img" or tag.find("img") is not None


def opened(box: Tag) -> Iterator[PageElement]:
    """Yield what stands in the chapters' box.

    A parser repeats an ``<i>`` that was never closed around all that follows it; the
    chapters are inside it then. They are inside their first heading's division where
    that was not closed; a text never is.
    """
    for node in box.contents:
        if isinstance(node, Tag) and node.name in _INLINE and node.find("h2"):
            yield from opened(node)
        elif isinstance(node, Tag) and "meta" in classes(node):
            yield from _closed(node)
        else:
            yield node


def _closed(head: Tag) -> Iterator[PageElement]:
    texts = (n for n, node in enumerate(head.contents) if "userstuff" in classes(node))
    at = next((n for n in texts if _is_division(head.contents[n])), None)
    if at is None:
        yield head
        return
    only = Tag(name="div", attrs=dict(head.attrs))
    for node in list(head.contents[:at]):
        only.append(node.extract())
    yield only
    yield from opened(head)


def _is_division(node: PageElement) -> bool:
    return isinstance(node, Tag) and node.name == "div"


def quoted(elements: list[Tag]) -> tuple[dict[str, str], list[Tag]]:
    """Part labelled quotes (summary, notes, end notes) from all else, in order."""
    found: dict[str, str] = {}
    rest: list[Tag] = []
    label = ""
    for element in elements:
        text = words(element)
        if element.name == "p" and text.lower().rstrip(":") in _QUOTES:
            label = _QUOTES[text.lower().rstrip(":")]
        elif element.name == "blockquote" and label:
            found[label] = found.get(label, "") + inner(element)
        elif element.name not in _LINES or not ao3_labels.is_end_link(text):
            rest.append(element)
    return found, rest


def first(tag: Tag, name: str) -> Tag | None:
    """Return the first element of a name inside another."""
    found = tag.find(name)
    return found if isinstance(found, Tag) else None


def is_something(item: PageElement) -> bool:
    """Tell whether a node is more than space."""
    return isinstance(item, Tag) or bool(str(item).strip())


def is_furniture(element: Tag, heading: str) -> bool:
    """Tell whether an element says nothing but the name of its part."""
    return (not words(element) and not _shows(element)) or (
        element.name == "h2" and words(element).lower() == heading
    )


def html(node: PageElement) -> str:
    """Return a node as HTML."""
    if isinstance(node, Tag):
        return node.decode()
    return node.output_ready() if isinstance(node, NavigableString) else ""


def left(element: Tag, where: str) -> Loss:
    """Return the loss of an element that no template has."""
    text = words(element) or "a picture"
    return Loss(text if len(text) <= 80 else f"{text[:79]}…", where)
