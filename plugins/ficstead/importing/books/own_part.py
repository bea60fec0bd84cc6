"""What one work of a book of several says of itself, under the names of a package.

The package of such a book mixes the tags of all its works. Each work's own leaf of
facts has every name in an element of its own, so none is cut where it has a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import Tag

from ...vocabulary import Kind
from ..markup.markup import words

_TAGS: Final = {
    "Archive Warning": Kind.WARNING,
    "Category": Kind.CATEGORY,
    "Fandom": Kind.FANDOM,
    "Relationship": Kind.RELATIONSHIP,
    "Character": Kind.CHARACTER,
    "Additional Tag": Kind.TAG,
}
_NAMES: Final = ["span", "a", "strong"]
_PART: Final = re.compile(r"Part (\d{1,6}) of\s*\Z")


def metadata(facts: BeautifulSoup) -> Mapping[str, tuple[str, ...]]:
    """Return what a leaf of facts says, as the package of a single work would."""
    found: dict[str, tuple[str, ...]] = {"title": (words(facts.find("title")),)}
    said = dict(_lines(facts))
    for label, kind in _TAGS.items():
        several = "Categories" if kind is Kind.CATEGORY else f"{label}s"
        if line := said.get(label) or said.get(several):
            found[f"subject:{kind.singular}"] = names(line)
    found["creator"] = _authors(facts)
    found["belongs-to-collection:set"] = names(
        said.get("Collection") or said.get("Collections")
    )
    series = tuple(_series(said.get("Series")))
    found["belongs-to-collection:series"] = tuple(title for title, _ in series)
    found["group-position:series"] = tuple(part for _, part in series)
    for name, label in (
        ("schema:contentRating", "Rating"),
        ("schema:creativeWorkStatus", "Status"),
    ):
        found[name] = (words(said.get(label)),)
    found["schema:wordCount"] = (words(said.get("Words")).replace(",", ""),)
    language = said.get("Language")
    found["language"] = (_attribute(language, "lang") or words(language),)
    time = said["Published"].find("time") if "Published" in said else None
    found["date"] = (_attribute(time, "datetime"),)
    links = (
        said[name].find("a") for name in ("First posted at", "Site") if name in said
    )
    found["source"] = tuple(filter(None, (_attribute(one, "href") for one in links)))
    return {name: values for name, values in found.items() if any(values)}


def names(around: object) -> tuple[str, ...]:
    """Return the names in a line: each in an element, for one may hold a comma."""
    found = around.find_all(_NAMES) if isinstance(around, Tag) else ()
    # What a style sheet made bold is around the names, or within one of them.
    return tuple(
        words(one)
        for one in found
        if one.name != "strong" or not (one.find(_NAMES) or one.find_parent(_NAMES[:2]))
    )


def _lines(facts: BeautifulSoup) -> Iterator[tuple[str, Tag]]:
    for name in facts.find_all("dt"):
        value = name.find_next_sibling("dd")
        if isinstance(value, Tag):
            yield words(name).rstrip(":"), value


def _authors(facts: BeautifulSoup) -> tuple[str, ...]:
    line = facts.find("p", class_="byline")
    return names(line) or ((words(line).removeprefix("by "),) if line else ())


def _series(around: Tag | None) -> Iterator[tuple[str, str]]:
    for title in around.find_all(["a", "span"]) if around else ():
        before = _PART.search(str(title.previous_sibling or ""))
        if before:
            yield words(title), before[1]


def _attribute(tag: object, name: str) -> str:
    return str(tag.get(name, "")) if isinstance(tag, Tag) else ""
