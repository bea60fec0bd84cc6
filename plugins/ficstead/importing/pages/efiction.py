"""Read a saved page of an eFiction archive: a chapter, or the printable story.

The script is from 2003 and runs hundreds of archives, each with a skin of its own; the
classes ``label``, ``notes`` and the id ``pagetitle`` are in nearly all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from ..ao3 import labels as ao3_labels
from ..labels import labels
from ..markup import saved_pages, selecting
from ..markup.markup import classes, inner, words
from ..story import Chapter, Loss, Refused, Story
from .web_flat import flat

FORMAT: Final = "efiction"

_STORY: Final = "#story, div.chapter, .storytext, #storytext"
_BOX: Final = (
    ".infobox .content, .infobox, .listbox .content, .listbox, .content, #output"
)
_COUNTS: Final = frozenset({"read", "reviews", "hits", "favorites", "rating points"})
_IGNORED: Final = frozenset({"chapters", "series", "challenges", "table of contents"})
_NUMBERED: Final = re.compile(
    r"(?:chapter\s+)?([0-9]{1,4})[.:]?\s*(.*)", re.I | re.DOTALL
)


def recognises(soup: BeautifulSoup) -> bool:
    """Tell whether a page is an eFiction archive's, with the text of a chapter."""
    title = selecting.first(soup, "#pagetitle")
    if title is None or selecting.first(soup, _STORY) is None:
        return False
    return (
        selecting.first(title, "a[href*='viewstory.php'], a[href*='viewuser.php']")
        is not None
    )


def read(soup: BeautifulSoup) -> Story:
    """Return what the page has of the story."""
    saved_pages.restore(soup)
    top = selecting.first(soup, "#pagetitle")
    links = top.find_all("a") if top is not None else []
    people = [words(a) for a in links if "viewuser" in str(a.get("href"))]
    works = [a for a in links if "viewstory" in str(a.get("href"))]
    title = words(works[0]) if works else words(top).rpartition(" by ")[0] or words(top)
    pairs = list(_labelled(soup))
    counts = [
        f"{name.lower()}: {text}" for name, text in pairs if _is_count(name, text)
    ]
    lines = [f"{name}: {text}" for name, text in _facts(pairs)]
    chapters, total = _chapters(soup, title)
    said = {name.lower(): text for name, text in pairs}
    total = max(total, ao3_labels.count(said.get("chapters", "")) or 0)
    complete = any(
        said.get(name, "").lower().startswith("y") for name in ("complete", "completed")
    )
    partial = total > len(chapters)
    posted = max(total, len(chapters))
    story = Story(
        format=FORMAT,
        chapters=chapters,
        title=title,
        authors=tuple(dict.fromkeys(filter(None, people))),
        planned=(str(posted) if complete else "?") if pairs or partial else "",
        posted=posted,
        source=_source(soup, works),
        pictures=saved_pages.pictures([soup]),
        lost=(Loss(", ".join(counts), "stats"),) if counts else (),
        said=_said(chapters, total) if partial else (),
    )
    return labels.applied(story, labels.taken(lines)) if lines else story


def _said(chapters: tuple[Chapter, ...], total: int) -> tuple[str, ...]:
    number = chapters[0].number or 1
    return (
        f"Only chapter {number} of {total} is in this file; save the printable page of "
        "the whole story, or the others too.",
    )


def _source(soup: BeautifulSoup, works: list[Tag]) -> str:
    page = saved_pages.address(soup)
    href = str(works[0].get("href") or "") if works else ""
    number = re.search(r"[?&]sid=([0-9]{1,9})", href)
    base = href if saved_pages.host(href) else page
    found = re.match(r"(https?://[^?#]*/)", base)
    if number and found:
        return f"{found[1]}viewstory.php?sid={number[1]}"
    return page


# ---- Labels -------------------------------------------------------------------------


def _labelled(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Yield the names and values of the box that tells of the story."""
    for css in _BOX.split(", "):
        for box in selecting.select(soup, css):
            spans = [
                s
                for s in selecting.select(box, "span.label, .label, b")
                if _is_label(s)
            ]
            if any(words(s).lower().startswith(("summary", "rated")) for s in spans):
                yield from ((words(s).strip(" :"), _value(s)) for s in spans)
                return


def _is_label(span: Tag) -> bool:
    return words(span).endswith(":") and len(words(span)) < 40


def _value(span: Tag) -> str:
    found: list[str] = []
    for node in span.next_siblings:
        if isinstance(node, Tag):
            if _is_label(node) or selecting.first(node, ".label") is not None:
                break
            if node.name == "br" and found and not _goes_on(node):
                break
            found.append(words(node))
        elif isinstance(node, NavigableString):
            found.append(" ".join(node.split()))
    return " ".join(filter(None, found)).strip()


def _goes_on(line_break: Tag) -> bool:
    """Tell whether a summary of several lines goes on after this break."""
    after: PageElement | None = line_break.next_sibling
    while after is not None and not isinstance(after, Tag):
        if str(after).strip():
            return True
        after = after.next_sibling
    return isinstance(after, Tag) and after.name in {"br", "i", "em", "p"}


def _is_count(name: str, text: str) -> bool:
    return name.lower() in _COUNTS and bool(text) and text != "0"


def _facts(pairs: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name, text in pairs:
        plain = name.lower()
        if not text or text.lower() in {"none", "no"} or plain in _COUNTS | _IGNORED:
            continue
        if plain in {"complete", "completed"}:
            continue
        # What eFiction calls categories are the fandoms of an archive of many, and
        # its kinds of story in an archive of one.
        yield ("Tags" if plain in {"categories", "category"} else name), text


# ---- Chapters -----------------------------------------------------------------------


def _chapters(soup: BeautifulSoup, title: str) -> tuple[tuple[Chapter, ...], int]:
    texts = [
        tag for tag in selecting.select(soup, _STORY) if words(tag) or tag.find("img")
    ]
    known = {id(tag) for tag in texts}
    texts = [tag for tag in texts if not any(id(up) in known for up in tag.parents)]
    if not texts:
        raise Refused(
            "There is no story text on this page; open a chapter and save it."
        )
    select = selecting.first(soup, "select[name=chapter]")
    options = select.find_all("option") if select is not None else []
    found = [_chapter(tag, title) for tag in texts]
    chosen = [one for one in options if one.has_attr("selected")]
    if len(found) == 1 and chosen:
        number, name = _numbered(words(chosen[0]))
        found = [replace(found[0], number=number, title=name or found[0].title)]
    elif not all(one.number for one in found):
        found = [replace(one, number=n) for n, one in enumerate(found, 1)]
    return tuple(found), len(options)


def _chapter(text: Tag, title: str) -> Chapter:
    notes: list[str] = []
    name = ""
    for node in _before(text):
        if "notes" in classes(node):
            notes.insert(0, _note(node))
        elif "chaptertitle" in classes(node):
            name = words(node).rpartition(" by ")[0] or words(node)
    after = [_note(node) for node in _after(text)]
    number, name = _numbered(name) if name != title else (None, "")
    return Chapter(
        html=flat(text.contents),
        number=number,
        title=name,
        notes="\n".join(filter(None, notes)),
        end_notes="\n".join(filter(None, after)),
    )


def _before(text: Tag) -> Iterator[Tag]:
    """Yield the headings and notes right before a text, the nearest first."""
    for node in text.previous_siblings:
        if isinstance(node, Tag):
            if not {"notes", "chaptertitle", "jumpmenu", "title"} & {*classes(node)}:
                return
            yield node
            if "chaptertitle" in classes(node):
                return
        elif str(node).strip():
            return


def _after(text: Tag) -> Iterator[Tag]:
    for node in text.next_siblings:
        if isinstance(node, Tag):
            if "notes" not in classes(node):
                return
            yield node
        elif str(node).strip():
            return


def _note(node: Tag) -> str:
    inside = selecting.first(node, ".noteinfo")
    return inner(inside) if inside is not None else inner(node)


def _numbered(text: str) -> tuple[int | None, str]:
    """Return the number and the name of "3. Toast", "Toast" and "3. Chapter 3"."""
    found = _NUMBERED.fullmatch(text.strip())
    if found is None:
        ending = re.fullmatch(
            r"(.*\S)\s*[-–—:,]\s*chapter ([0-9]{1,4})", text.strip(), re.I
        )
        return (int(ending[2]), ending[1]) if ending else (None, text.strip())
    name = found[2].strip()
    again = re.fullmatch(r"chapter\s+([0-9]{1,4})", name, re.IGNORECASE)
    return int(found[1]), "" if again and again[1] == found[1] else name
