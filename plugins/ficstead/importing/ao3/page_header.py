"""The header of a page of AO3's software: its list of labels, with tags and stats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from bs4 import BeautifulSoup, Tag

from ..labels import label_values
from ..markup.markup import classes, words
from ..story import Loss
from . import labels as ao3_labels
from .labelled import Labelled
from .page_text import select

# The classes of an entry, which sites in other languages keep.
_CLASSES: Final = {
    "rating": "rating",
    "warning": "warnings",
    "warnings": "warnings",
    "archive_warning": "warnings",
    "archivewarning": "warnings",
    "category": "categories",
    "fandom": "fandoms",
    "relationship": "relationships",
    "pairing": "relationships",
    "character": "characters",
    "freeform": "tags",
    "language": "language",
    "series": "series",
    "collections": "collections",
    "collection": "collections",
    "stats": "stats",
}
_COUNTS: Final = ("comments", "kudos", "bookmarks", "hits", "subscriptions")
_HIDDEN: Final = {
    "warnings": (
        "The archive warnings were hidden when the page was saved; show them and save "
        "it again."
    ),
    "tags": (
        "The additional tags were hidden when the page was saved; show them and save "
        "it again."
    ),
}


@dataclass(slots=True)
class Header:
    """What the list of labels says."""

    labelled: Labelled = field(default_factory=Labelled)
    lost: list[Loss] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def box(soup: BeautifulSoup) -> Tag | None:
    """Return the list of labels: by its class since 2010, else by what it says."""
    for css in ("dl.work.meta", "dl.meta"):
        for dl in select(soup, css):
            if not {"series", "bookmark", "collection", "user"} & {*classes(dl)}:
                return dl
    for dl in select(soup, "dl"):
        labels = {ao3_labels.field(words(dt)) for dt in dl.find_all("dt", limit=30)}
        if {"rating", "warnings", "fandoms"} <= labels:
            return dl
    return None


def header(dl: Tag | None) -> Header:
    """Return what the list says; nothing of none."""
    found = Header()
    labelled = found.labelled
    for key, label, entry in _entries(dl) if dl is not None else ():
        if key == "stats":
            _stats(entry, found)
        elif key == "series":
            labelled.series += series(entry)
        elif key == "language":
            labelled.lists[key] = (words(entry),)
        elif key:
            names = labelled.lists.get(key, ()) + _names(key, entry, found)
            labelled.lists[key] = tuple(dict.fromkeys(names))
        elif words(entry) and label and not _is_extension(entry):
            found.lost.append(Loss(f"{label} {words(entry)}"[:200], "header"))
    return found


def series(entry: Tag) -> tuple[tuple[str, int | None], ...]:
    """Return the series of an entry, without the ways to the works before and after."""
    found: list[tuple[str, int | None]] = []
    for link in entry.find_all("a"):
        if "/series/" not in str(link.get("href") or "") or not words(link):
            continue
        before = " ".join(str(text) for text in reversed(_before(link)))
        part = re.search(
            r"\bPart\s+([0-9][0-9,]*)\s+of\s*(?:the\s*)?$", " ".join(before.split())
        )
        found.append((words(link), ao3_labels.count(part[1]) if part else None))
    return tuple(dict.fromkeys(found))


def _before(link: Tag) -> list[str]:
    """Return the last few texts before a link, the nearest first."""
    texts: list[str] = []
    for node in link.find_all_previous(string=True, limit=8):
        texts.append(str(node))
    return texts


def _entries(dl: Tag) -> Iterator[tuple[str, str, Tag]]:
    """Yield each entry with the field that its class or else its label names."""
    label, named = "", ""
    for entry in dl.find_all(["dt", "dd"]):
        above = entry.find_parent("dl")
        if above is not dl:
            continue
        own = next((_CLASSES[n] for n in classes(entry) if n in _CLASSES), "")
        if entry.name == "dt":
            label = words(entry)
            named = own or ao3_labels.field(label.rstrip("<")) or ""
        else:
            yield own or named, label, entry


def _names(key: str, entry: Tag, found: Header) -> tuple[str, ...]:
    links = [link for link in entry.find_all("a") if words(link)]
    hidden = [link for link in links if "show_hidden" in str(link.get("href") or "")]
    hidden += [
        link
        for link in links
        if words(link).lower() in {"show warnings", "show additional tags"}
        and "tag" not in classes(link)
    ]
    if hidden:
        said = _HIDDEN.get(key)
        if said and said not in found.said:
            found.said.append(said)
        shown = {id(link) for link in hidden}
        return tuple(words(link) for link in links if id(link) not in shown)
    items = [words(li) for li in entry.find_all("li") if words(li)]
    if not links and items:
        return tuple(item.strip(" ,") for item in items)
    return ao3_labels.names(entry)


def _stats(entry: Tag, found: Header) -> None:
    values: dict[str, str] = {}
    for dd in entry.find_all("dd"):
        for name in classes(dd):
            values.setdefault(name, words(dd))
    text = " ".join(entry.get_text(" ").split())
    chapters = f"Chapters: {values['chapters']} {text}" if "chapters" in values else ""
    said = ao3_labels.stats(chapters or text)
    found.labelled.stats = replace(
        said,
        published=label_values.day(values.get("published", "")) or said.published,
        updated=label_values.day(values.get("status", "")) or said.updated,
        words=ao3_labels.count(values.get("words", "")) or said.words,
    )
    counts = [f"{n}: {values[n]}" for n in _COUNTS if values.get(n, "0") != "0"]
    if not values:
        found_in = [re.search(rf"\b{n}:\s*([0-9][0-9,]*)", text, re.I) for n in _COUNTS]
        counts = [
            f"{n}: {one[1]}" for n, one in zip(_COUNTS, found_in, strict=True) if one
        ]
    if counts:
        found.lost.append(Loss(", ".join(counts), "stats"))


def _is_extension(entry: Tag) -> bool:
    """Tell what browser extensions add: reading times, ratios, finish times."""
    return any(
        re.search(r"reading|kudos|hits|ratio|finish|ao3|time", name)
        for name in classes(entry)
    )
