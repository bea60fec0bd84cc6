"""A Markdown file as a story: its header, its title, its chapters.

The text stays as its author wrote it, to the letter; only what became metadata goes,
and the definitions of footnotes and links go with the chapters that call them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from ... import languages
from ...prose import prose
from ..labels import labels
from ..story import Chapter, Loss, Refused, Story
from . import markdown_chapters, markdown_header, text_head
from .text_head import Head

_HEADING: Final = re.compile(r"^ {0,3}#{1,6}[ \t]+[^\s#].*$", re.MULTILINE)
_LINK: Final = re.compile(r"\[[^\[\]\n]{1,200}\]\(<?https?://[^\s()]+\)")
_TEXTS: Final = ("summary", "notes", "end_notes")


def recognises(text: str) -> bool:
    """Tell whether a text is in Markdown, by what nobody types in plain text."""
    head = _plain(text[:200_000])
    if markdown_header.read(head) is not None:
        return True
    return _HEADING.search(head) is not None or len(_LINK.findall(head)) > 1


def read(text: str) -> Story:
    """Return the story of a Markdown file."""
    plain = _plain(text)
    found = markdown_header.read(plain) or markdown_header.Read({}, plain)
    values: dict[str, Any] = dict(found.values)
    lines = found.body.split("\n")
    title, lines = markdown_chapters.titled(lines, str(values.get("title", "")))
    head = Head() if values or found.unread else _head(lines, title)
    # A one-shot of ours may have headings in it; only what says chapter is one.
    ours = {"rating", "fandoms"} <= values.keys()
    parted = markdown_chapters.parted(lines[head.lines :], by_any=not ours)
    story = Story(
        format="markdown",
        chapters=tuple(
            Chapter(markdown=part.text, number=part.number, title=part.title)
            for part in parted.chapters
        ),
        notes=labels.paragraphs(head.spare),
        lost=(*found.lost, *(Loss(line, "mail header") for line in head.sent)),
        said=found.said,
    )
    story = _with_values(story, values, title, head, parted.foreword)
    if not re.search(r"\w", found.body if parted.chapters else ""):
        raise Refused("There is no story text in it.")
    return story


def _plain(text: str) -> str:
    plain = text.removeprefix("\ufeff").replace("\x00", "")
    return plain.replace("\r\n", "\n").replace("\r", "\n")


def _head(lines: Sequence[str], title: str) -> Head:
    """Return what stands under the title, or a title that is no heading."""
    first = next((line for line in lines if line.strip()), "")
    if not title:
        return Head() if _HEADING.fullmatch(first) else text_head.read(lines)
    return text_head.below_title(lines)


def _with_values(
    story: Story, values: dict[str, Any], title: str, head: Head, foreword: str
) -> Story:
    language = str(values.get("language", ""))
    for key in _TEXTS:
        if key in values:
            values[key] = _html(values[key], language)
    values.setdefault("title", title or head.title)
    values.setdefault("authors", head.authors)
    values["foreword"] = _html(foreword, language) if foreword.strip() else ""
    # What labels say is in Markdown here, too: "Summary: It was *cold*."
    texts = {key: head.taken.values[key] for key in _TEXTS if key in head.taken.values}
    rest = {key: v for key, v in head.taken.values.items() if key not in texts}
    for key, said in texts.items():
        values.setdefault(key, _html("\n\n".join(said), language))
    made = replace(story, **values)
    return labels.applied(made, replace(head.taken, values=rest))


def _html(markdown: str, language: str) -> str:
    known = languages.find(language) if language else None
    known = known or languages.find("en")
    assert known is not None  # English is in the table
    return str(prose.render(markdown, known, typeset=False)[0].html)
