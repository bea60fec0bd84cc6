"""The labels of a downloader's title page, each with what stands behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from bs4.element import NavigableString, PageElement, Tag

from ..markup.markup import words

# Labels as FanFicFare has them, its older forms, and those people configure.
_FIELDS: Final = {
    **{"category": "category", "categories": "category", "genre": "genre"},
    **{"genres": "genre", "fandom": "fandoms", "fandoms": "fandoms"},
    **{"ao3 categories": "categories", "ao3 category": "categories"},
    **{"freeform tags": "tags", "additional tags": "tags", "tags": "tags"},
    **{"freefrom tags": "tags", "freeform tag": "tags", "extra tags": "extra"},
    **{"language": "language", "characters": "characters", "character": "characters"},
    **{"relationships": "relationships", "relationship": "relationships"},
    **{"ships": "relationships", "pairing": "relationships"},
    **{"pairings": "relationships", "series": "series", "additional series": "series"},
    **{"collections": "collections", "collection": "collections"},
    **{"status": "status", "published": "published", "date published": "published"},
    **{"updated": "updated", "last updated": "updated", "completed": "updated"},
    **{"rating": "rating", "rated": "rating", "warnings": "warnings"},
    **{"warning": "warnings", "archive warning": "warnings"},
    **{"archive warnings": "warnings", "content warnings": "warnings"},
    **{"chapters": "chapters", "chapter": "chapters", "chapters/total chapters": "of"},
    **{"total chapters": "planned", "words": "words", "word count": "words"},
    **{"summary": "summary", "description": "summary", "story url": "source"},
    **{"original source": "source", "source": "source", "title": "title"},
    **{"author": "authors", "authors": "authors", "by": "authors"},
    **{"byline": "authors", "gift for": "gifts", "prompts": "prompts"},
    **{"story notes": "notes", "disclaimer": "notes", "erotica tags": "tags"},
    **{"author's note": "notes", "author's notes": "notes"},
}
_SILENT: Final = frozenset(
    {
        *("packaged", "publisher", "site", "author url", "author id", "story id"),
        *("file format", "file extension", "site abbrev", "downloader version"),
        *("ffdl version", "ffd version", "story url section", "author link"),
        *("fff version", "fanficfare version", "downloaded", "id", "stats"),
        *("created", "storylink", "authorlink", "series url"),
    }
)
_MOST: Final = 200  # fields of a title page
_LABEL: Final = re.compile(r"\s*([^\W\d_][\w /'()-]{0,40}?)\s*[:：]\s*(.*)", re.DOTALL)


def count(soup: Tag) -> int:
    """Return how many known labels a page has; a title page has three or more."""
    return sum(bool(named(label)) for label, _ in fields(soup))


def named(label: str) -> str | None:
    """Return the field that a label names; None of one that is not about the work.

    Most are fields of `Story`; an unknown label names an empty one.
    """
    key = " ".join(label.lower().rstrip(":： ").split())
    return None if key in _SILENT else _FIELDS.get(key, "")


def fields(soup: Tag) -> Iterator[tuple[str, list[PageElement]]]:
    """Go through the labels of a page, each with what stands behind it."""
    return islice(_fields(soup), _MOST)


def _fields(soup: Tag) -> Iterator[tuple[str, list[PageElement]]]:
    found = False
    inside: set[int] = set()
    for bold in soup.find_all(["b", "strong"]):
        label = words(bold)
        if not label.endswith((":", "：")) or len(label) > 60:
            continue
        if any(id(around) in inside for around in (bold, *bold.parents)):
            continue  # a label of her own in a summary
        found = True
        is_text = named(label) in {"summary", "notes"}
        nodes = _behind(bold, is_text=is_text)
        if is_text:
            inside |= {id(node) for node in nodes}
        yield label.rstrip(":： "), nodes
    if found:
        return
    for line in soup.find_all("p"):
        match = _LABEL.match(words(line))
        if match and named(match[1]):
            yield match[1], _without_label(line)


def _behind(bold: Tag, *, is_text: bool) -> list[PageElement]:
    cell = bold.parent
    if cell is not None and cell.name in {"td", "th"}:
        after = cell.find_next_sibling(["td", "th"])
        if isinstance(after, Tag):
            return list(after.contents)
    nodes: list[PageElement] = []
    for node in bold.next_siblings:
        if isinstance(node, Tag) and node.name in {"b", "strong"}:
            label = words(node)
            if label.endswith((":", "：")) and (named(label) != "" or not is_text):
                break
        nodes.append(node)
    return nodes


def _without_label(line: Tag) -> list[PageElement]:
    nodes = list(line.contents)
    for at, node in enumerate(nodes):
        if isinstance(node, NavigableString) and ":" in node:
            rest = NavigableString(str(node).partition(":")[2])
            return [rest, *nodes[at + 1 :]]
    return [NavigableString(words(line).partition(":")[2])]
