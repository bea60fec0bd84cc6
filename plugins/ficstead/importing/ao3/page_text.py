"""The texts of a page of AO3's software: preface, chapters, afterword.

What an author wrote stands in a ``userstuff``, and nothing of the page is looked for in
there: her own text may use every class name of the site.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from ..markup import selecting
from ..markup.markup import classes, inner, words
from ..story import Chapter, Loss, Related
from . import labels as ao3_labels
from .layout import html

_CHAPTER_ID: Final = re.compile(r"chapter[-_]([0-9]{1,6})")
_CHAPTER: Final = re.compile(
    r"chapter\s+([0-9]{1,6})\s*(?::\s*(.*))?", re.I | re.DOTALL
)
_LANDMARK: Final = {"chapter text", "work text", "work text:", "chapter text:"}
_TITLES: Final = ("h2", "h3", "h4")
# Not of the work, though they have stood between its chapters.
_AROUND: Final = (
    "#feedback, #comments, .comments, .commentable, .comment, .feedback, #kudos, form, "
    "ul.navigation, ul.actions, .draft-chapter, p.notice, script, .landmark, .jump"
)
_PROMPT: Final = re.compile(r"In response to an? prompt by\s+", re.IGNORECASE)


@dataclass(slots=True)
class Preface:
    """What stands in the modules around the chapters."""

    summary: str = ""
    notes: str = ""
    end_notes: str = ""
    gifts: list[str] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)
    lost: list[Loss] = field(default_factory=list)


def is_inside(tag: Tag, root: Tag) -> bool:
    """Tell whether an element is another or stands in it."""
    return tag is root or any(above is root for above in tag.parents)


def select(root: Tag | None, css: str) -> Iterator[Tag]:
    """Yield the page's own elements of a selector."""
    if root is not None:
        yield from selecting.select(root, css, closed="userstuff")


def first(root: Tag | None, css: str) -> Tag | None:
    """Return the first of the page's own elements of a selector."""
    return next(select(root, css), None)


def box(soup: BeautifulSoup) -> Tag | None:
    """Return what holds the chapters."""
    for css in ("#workskin #chapters", "#chapters", "div[id^=chapter-].chapter"):
        found = first(soup, css)
        if found is not None and not words(found):
            continue
        if found is not None:
            return found.parent if css.startswith("div") else found
    workskin = first(soup, "#workskin")
    return workskin if first(workskin, "div.userstuff") is not None else None


# ---- The chapters -------------------------------------------------------------------


def chapters(root: Tag) -> tuple[Chapter, ...]:
    """Return the chapters of the box, or the one text of a one-shot."""
    found = divisions(root)
    if not found:
        return (Chapter(html=_text(root), number=1),)
    return tuple(_chapter(division) for division in found)


def divisions(root: Tag) -> list[Tag]:
    """Return the elements that are chapters; none of a one-shot."""
    named = [
        tag
        for tag in select(root, "div[id^=chapter]")
        if _CHAPTER_ID.fullmatch(str(tag.get("id")))
    ]
    known = {id(division) for division in named}
    return [one for one in named if not any(id(up) in known for up in one.parents)]


def _chapter(division: Tag) -> Chapter:
    number, title = _heading(division)
    modules = preface(division, lambda tag: True)
    byline = first(division, "h2.byline, h3.byline, h4.byline, p.byline, div.byline")
    return Chapter(
        html=_text(division),
        number=number,
        title=title,
        authors=ao3_labels.bylines(byline, opening="Chapter by") if byline else (),
        summary=modules.summary,
        notes=modules.notes,
        end_notes=modules.end_notes,
    )


def _heading(division: Tag) -> tuple[int | None, str]:
    """Return the number and the title of a chapter by its heading."""
    known = _CHAPTER_ID.fullmatch(str(division.get("id")))
    number = int(known[1]) if known else None
    top = first(division, "h2.title, h3.title, h4.title")
    top = top or first(division, ".preface h3, .preface h2")
    if top is None or words(top).rstrip(":").lower() in {"summary", "notes"}:
        return number, ""
    link, text = words(selecting.first(top, "a")), words(top)
    linked = _CHAPTER.fullmatch(link)
    if linked and not linked[2] and text.startswith(link):
        rest = text[len(link) :].lstrip()
        return int(linked[1]), rest.removeprefix(":").strip()
    found = _CHAPTER.fullmatch(text)
    if found and (number is None or int(found[1]) == number or found[2] is None):
        return int(found[1]), found[2] or ""
    return number, text


def _text(root: Tag) -> str:
    """Return the text of a chapter without the headings that are for screen readers."""
    texts = [tag for tag in select(root, ".userstuff") if _is_text(tag, root)]
    if texts:
        return "\n".join(filter(None, (_without_landmark(tag) for tag in texts)))
    return "\n".join(filter(None, _bare(root)))


def _is_text(tag: Tag, root: Tag) -> bool:
    if tag.name == "blockquote" and tag.parent is not root:
        return False
    inside = [one for one in _up(tag, root) if isinstance(one, Tag)]
    return not any(
        {"preface", "notes", "summary", "comments", "comment", "afterword"}
        & {*classes(one)}
        or one.name in {"form", "li"}
        for one in inside
    )


def _without_landmark(tag: Tag) -> str:
    nodes = list(tag.contents)
    for at, node in enumerate(nodes):
        if isinstance(node, Tag):
            if _is_landmark(node):
                del nodes[at]
            break
        if str(node).strip():
            break
    return "".join(html(node) for node in nodes).strip()


def _is_landmark(node: Tag) -> bool:
    named = {"landmark"} & {*classes(node)} or node.get("id") == "work"
    return node.name in _TITLES and (bool(named) or words(node).lower() in _LANDMARK)


def _bare(root: Tag) -> Iterator[str]:
    """Yield the text of a box of 2009, which stood in it with nothing around."""
    around: set[int] = {id(tag) for tag in select(root, _AROUND)}
    for node in root.contents:
        if isinstance(node, Tag):
            own = {"preface", "chapter-control", "notes", "summary"} & {*classes(node)}
            if id(node) in around or own or _is_landmark(node):
                continue
        yield html(node).strip() if not isinstance(node, Tag) else html(node)


# ---- The modules --------------------------------------------------------------------


def preface(root: Tag | None, is_of: Callable[[Tag], bool]) -> Preface:
    """Return what the modules in an element say that are its own."""
    found = Preface()
    css = ".summary, .notes, #work_endnotes, blockquote.summary, blockquote.notes"
    for module in select(root, css):
        if not is_of(module) or {"userstuff", "chapter"} & {*classes(module)}:
            continue
        if any({"summary", "notes"} & {*classes(up)} for up in _up(module, root)):
            continue
        _module(module, found)
    return found


def _up(tag: Tag, root: Tag | None) -> Iterator[PageElement]:
    for above in tag.parents:
        if above is root:
            return
        yield above


def _module(module: Tag, found: Preface) -> None:
    names = {*classes(module)}
    text = _quoted(module)
    if "summary" in names:
        found.summary = found.summary or text
    elif _is_end(module) or (found.notes and text):
        # In a preview the end notes are only the second ones.
        found.end_notes = found.end_notes or text
    else:
        found.notes = text
    for li in select(module, "ul.associations > li"):
        _associated(li, found)


def _is_end(module: Tag) -> bool:
    named = str(module.get("id") or "")
    return "end" in classes(module) or named.endswith("endnotes")


def _quoted(module: Tag) -> str:
    quotes = list(select(module, "blockquote.userstuff, div.userstuff"))
    if quotes:
        return "\n".join(inner(quote) for quote in quotes)
    kept = []
    for node in module.contents:
        text = words(node) if isinstance(node, Tag) else str(node)
        if isinstance(node, Tag) and (
            node.name in _TITLES
            or {"associations", "jump", "endnotes-link"} & {*classes(node)}
            or ao3_labels.is_end_link(text)
        ):
            continue
        kept.append(html(node))
    return "".join(kept).strip()


def _associated(li: Tag, found: Preface) -> None:
    text = words(li)
    links = [words(link) for link in li.find_all("a") if words(link)]
    related = ao3_labels.related(li)
    if related is not None:
        found.related.append(replace(related, author=_author(related.author)))
    elif prompt := _PROMPT.match(text):
        found.prompts.append(text[prompt.end() :].rstrip("."))
    elif text.lower().startswith("for "):
        named = links or ao3_labels.listed(text[4:].rstrip("."))
        found.gifts += [name for name in named if name not in found.gifts]
    elif child := ao3_labels.child(li):
        found.lost.append(Loss(child, "preface"))
    elif text:
        found.lost.append(Loss(text[:200], "preface"))


def _author(text: str) -> str:
    """Return the author of a related work without the page's words after it."""
    bare = re.sub(r"\s*\.\s*Log in to view\.?$", "", text.strip())
    return bare.rstrip(".").strip()
