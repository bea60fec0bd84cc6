"""The chapters of AO3's downloads, or the one text of a one-shot."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, TypeGuard

from bs4.element import PageElement, Tag

from ..markup.markup import classes, inner, words
from ..story import Chapter, Loss
from . import labels as ao3_labels
from .layout import first, flat, html, is_something, left, opened, quoted

_END_NOTES: Final = re.compile(r"endnotes[0-9]{1,9}")


@dataclass(slots=True)
class _Piece:
    """The parts of one chapter: its heading, its text, its end notes."""

    head: Tag | None = None
    text: list[PageElement] = field(default_factory=list)
    end: Tag | None = None
    opened: bool = False

    @property
    def interlude(self) -> bool:
        heading = first(self.head, "h2") if self.head else None
        return heading is not None and "interlude" in classes(heading)


def chapters(box: Tag, title: str) -> tuple[tuple[Chapter, ...], list[Loss]]:
    nodes = list(opened(box))
    items = [item for item in nodes if is_something(item)]
    if not items:
        return (), []
    if not _is_chaptered(items):
        return (_oneshot(nodes, items, title),), []
    pieces = _pieces(items)
    headings = [
        words(first(piece.head, "h2")) if piece.head else "" for piece in pieces
    ]
    titles = _titles(pieces, headings)
    lost: list[Loss] = []
    found = [
        _chapter(piece, number, its, lost)
        for number, (piece, its) in enumerate(zip(pieces, titles, strict=True), start=1)
    ]
    return tuple(found), lost


def _titles(pieces: list[_Piece], headings: list[str]) -> list[str]:
    """Return the titles of chapters; interludes, which we have, are not counted."""
    counted = [h for p, h in zip(pieces, headings, strict=True) if not p.interlude]
    titles = iter(ao3_labels.chapter_titles(counted))
    return [
        heading.partition(": ")[2] if piece.interlude else next(titles)
        for piece, heading in zip(pieces, headings, strict=True)
    ]


def _is_chaptered(items: list[PageElement]) -> bool:
    """Tell chapters from a one-shot's text, which may begin with any heading."""
    if len(items) == 1:  # a download that was cut off here
        return _is_head(items[0]) and "meta" in classes(items[0])
    return _is_head(items[0]) and _is_division(items[1])


def _oneshot(nodes: list[PageElement], items: list[PageElement], title: str) -> Chapter:
    top = items[0]
    named = "toc-heading" in classes(top) or (bool(title) and _said(top) == title)
    if isinstance(top, Tag) and top.name == "h2" and named:
        items = items[1:]
        nodes = nodes[nodes.index(top) + 1 :]
    # Before 2011-11 the text had no division around it, and may have some of its own.
    around = items[0] if items else None
    if around is not None and not _is_text(around) and len(items) > 1:
        around = None
    texts = [
        inner(node) if node is around and _is_division(node) else html(node)
        for node in nodes
    ]
    return Chapter(html="".join(texts).strip(), number=1)


def _pieces(items: list[PageElement]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for item in items:
        if not pieces or _is_head(item):
            pieces.append(_Piece(head=_tag(item)))
        elif _is_end(item):
            pieces[-1].end = item
        elif _is_division(item) and not pieces[-1].opened:
            pieces[-1].opened = True
            pieces[-1].text += item.contents
        else:  # what a parser has moved out of a broken text is still text
            pieces[-1].text.append(item)
    return pieces


def _chapter(piece: _Piece, number: int, title: str, lost: list[Loss]) -> Chapter:
    head = list(flat(piece.head.contents if piece.head else []))
    quotes, rest = quoted(head)
    ends, others = quoted(list(flat(piece.end.contents if piece.end else [])))
    where = f"chapter {number}"
    authors: tuple[str, ...] = ()
    arc = ""
    warnings: tuple[str, ...] = ()
    for element in (*rest, *others):
        if not authors and words(element).startswith("Chapter by"):
            authors = ao3_labels.bylines(element, opening="Chapter by")
        elif "arc" in classes(element):
            arc = words(element)
        elif "warned" in classes(element):
            warnings = ao3_labels.names(element)
        elif element.name != "h2":
            lost.append(left(element, where))
    # The EPUBs that AO3 built by hand until 2019 never had these.
    if not ends and any(ao3_labels.is_end_link(words(element)) for element in head):
        lost.append(Loss("end notes, which the file only points to", where))
    return Chapter(
        html="".join(html(node) for node in piece.text).strip(),
        number=number,
        title=title,
        authors=authors,
        arc=arc,
        interlude=piece.interlude,
        content_warnings=warnings,
        summary=quotes.get("summary", ""),
        notes=quotes.get("notes", ""),
        end_notes=ends.get("end notes", ""),
    )


def _is_head(item: PageElement) -> bool:
    """Tell whether it is a chapter's heading with its summary and notes."""
    if not isinstance(item, Tag) or item.name != "div":
        return False
    if _is_text(item):
        return False
    top = next((node for node in item.contents if is_something(node)), None)
    return isinstance(top, Tag) and top.name == "h2"


def _is_end(item: PageElement) -> TypeGuard[Tag]:
    if not isinstance(item, Tag):
        return False
    if _END_NOTES.fullmatch(str(item.get("id") or "")):
        return True
    top = next((node for node in item.contents if isinstance(node, Tag)), None)
    return "meta" in classes(item) and words(top) == "Chapter End Notes"


def _is_division(item: PageElement) -> TypeGuard[Tag]:
    return isinstance(item, Tag) and item.name == "div" and not _is_head(item)


def _is_text(item: PageElement) -> TypeGuard[Tag]:
    """Tell whether it is the division around a text, with its class of any template."""
    names = classes(item)
    return isinstance(item, Tag) and any(name.startswith("userstuff") for name in names)


def _said(item: PageElement) -> str:
    return words(item) if isinstance(item, Tag) else ""


def _tag(item: PageElement) -> Tag | None:
    return item if isinstance(item, Tag) else None
