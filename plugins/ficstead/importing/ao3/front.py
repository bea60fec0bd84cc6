"""What AO3's downloads say before the chapters and after them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from bs4 import Tag

from ..markup.markup import classes, words
from ..story import Loss, Refused, Related
from . import labels as ao3_labels
from .labelled import Labelled
from .layout import first, is_furniture, left, quoted

POSTED: Final = "posted originally on"
_WORK: Final = re.compile(r"https?://[^\s<>\"']+")


@dataclass(slots=True)
class Front:
    """What stands before the chapters."""

    title: str = ""
    authors: tuple[str, ...] = ()
    source: str = ""
    labelled: Labelled = field(default_factory=Labelled)
    quotes: dict[str, str] = field(default_factory=dict)
    related: list[Related] = field(default_factory=list)
    lost: list[Loss] = field(default_factory=list)


@dataclass(slots=True)
class Back:
    """What stands after them; `whole` where the closing words are there."""

    end_notes: str = ""
    whole: bool = False
    lost: list[Loss] = field(default_factory=list)


def front(elements: list[Tag]) -> Front:
    """Return what the elements before the chapters say."""
    found = Front()
    found.quotes, rest = quoted(elements)
    bold = ""
    for element in rest:
        text = words(element)
        if element.name == "dl" and not _has_labels(found):
            _labels(element, found)
        elif element.name == "h1" and not found.title:
            found.title = text
        elif POSTED in text.lower() and not found.source:
            found.source, bold = _source(element), words(first(element, "b"))
        elif found.title and not found.authors and re.match(r"by\b", text):
            found.authors = ao3_labels.bylines(element)
        elif element.name in {"ul", "p"} and _associated(element, found):
            continue
        elif not is_furniture(element, "preface"):
            found.lost.append(left(element, "preface"))
    if not _has_labels(found):
        raise Refused("It has none of AO3's labels, so it is not a whole download.")
    found.title = found.title or bold
    return found


def back(elements: list[Tag]) -> Back:
    """Return what the elements after them say."""
    found = Back()
    quotes, rest = quoted(elements)
    found.end_notes = quotes.get("end notes", "")
    for element in rest:
        if element.name == "dl":
            entries = element.find_all("dd")
            named = [what for dd in entries for what in ao3_labels.inspired(dd)]
            found.lost += [Loss(what, "afterword") for what in named]
        elif _is_closing(element):
            found.whole = True
        elif not is_furniture(element, "afterword"):
            found.lost.append(left(element, "afterword"))
    return found


def _has_labels(front: Front) -> bool:
    return bool(front.labelled.lists or front.labelled.stats.published)


def _labels(dl: Tag, front: Front) -> None:
    found = front.labelled
    label = ""
    for entry in dl.find_all(["dt", "dd"]):
        if entry.name == "dt":
            label = words(entry)
            continue
        known = ao3_labels.field(label)
        if known == "stats":
            found.stats = ao3_labels.stats(words(entry))
        elif known == "series":
            found.series += ao3_labels.series(entry)
        elif known == "language":
            found.lists["language"] = (words(entry),)
        elif known:
            found.lists[known] = found.lists.get(known, ()) + ao3_labels.names(entry)
        else:
            front.lost.append(Loss(f"{label} {words(entry)}".strip(), "header"))


def _source(message: Tag) -> str:
    """Return the address of the work; its link has it as its text, too."""
    links = message.find_all("a")
    if links:
        text = words(links[-1])
        href = str(links[-1].get("href") or "")
        return next((url for url in (text, href) if _WORK.fullmatch(url)), "")
    bare = _WORK.search(words(message))
    return bare[0].rstrip(".") if bare else ""


def _associated(element: Tag, front: Front) -> bool:
    lines = element.find_all("li", recursive=False) or [element]
    if element.name == "p" and not ao3_labels.related(element):
        return False
    for line in lines:
        work = ao3_labels.related(line)
        if work is not None:
            front.related.append(work)
        elif words(line):
            what = ao3_labels.child(line) or words(line)
            front.lost.append(Loss(what, "afterword"))
    return True


def _is_closing(element: Tag) -> bool:
    text = words(element).lower()
    return element.name == "p" and (
        "drop by the archive and comment" in text
        or any(c.startswith("message") for c in classes(element))
    )
