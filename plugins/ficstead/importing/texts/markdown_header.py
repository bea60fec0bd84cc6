"""The header of a Markdown file from anywhere, as values of a story.

Ours, Jekyll's, Hugo's and Obsidian's between ``---``; Hugo's TOML between ``+++`` and
its JSON; Pelican's and MultiMarkdown's ``Key: value`` lines. What has no place in a
story is told as lost, with its key and value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from ...header import header, keylines
from ...metadata import entries
from ..labels import label_values, series_parts
from ..story import Loss, Related
from . import data_header, header_slips

# Keys of other programs for what a header of ours says otherwise.
_ALIASES: Final = {
    "lastmod": "updated",
    "last modified at": "updated",
    "last modified": "updated",
    "date modified": "updated",
    "created": "date",
    "date created": "date",
    "publishdate": "date",
    "pubdate": "date",
    "excerpt": "summary",
    "canonical url": "source",
    "original url": "source",
    "url": "source",
    "permalink": "source",
    "archive warnings": "warnings",
    "pairings": "relationships",
    "genre": "tags",
    "genres": "tags",
    "keywords": "tags",
    "word count": "words",
    "words": "words",
    "wordcount": "words",
}
_STORY: Final = {
    "author": "authors",
    "gift": "gifts",
    "prompt": "prompts",
    "end notes": "end_notes",
    "date": "published",
    "chapters": "planned",
    **{key: key for key in ("title", "rating", "warnings", "categories", "fandoms")},
    **{key: key for key in ("relationships", "characters", "tags", "language")},
    **{key: key for key in ("series", "collections", "updated", "summary", "notes")},
    **{key: key for key in ("source", "words", "inspired by", "translation of")},
    "content warnings": "warnings",
}
_LISTS: Final = frozenset(
    {
        *("authors", "warnings", "categories", "fandoms", "relationships", "tags"),
        *("characters", "collections", "gifts", "prompts", "series"),
    }
)
_RELATIONS: Final = frozenset({"inspired by", "translation of"})
# Keys that only these programs write above a text.
_PROGRAMS: Final = frozenset(
    {
        *("slug", "modified", "save_as", "template", "lang", "css", "status", "layout"),
        *("base header level", "html header", "latex input", "quotes language"),
    }
)
_RELATED: Final = re.compile(
    r"(?P<title>.*?)(?:\s+by\s+(?P<author>.*?))?\s*<(?P<url>[^<>]+)>"
)


@dataclass(frozen=True, slots=True)
class Read:
    """A header's values by the names of Story's fields, and the text below.

    Texts (summary, notes, end_notes) are Markdown still. A header that cannot be read
    is `unread` in the text.
    """

    values: Mapping[str, Any]
    body: str
    lost: tuple[Loss, ...] = ()
    said: tuple[str, ...] = ()
    unread: bool = False


def read(text: str) -> Read | None:
    """Return the header of a file; None where it has none of these kinds."""
    if data := data_header.read(text):
        if data.wrong:
            return Read({}, text, said=(data.wrong,), unread=True)
        return _values(data.entries, data.body)
    fenced = re.match(r"\s*---[ \t]*\n", text) is not None
    if not fenced and not _is_program(text):
        return None
    found, problems = header.parse(text, lambda _: not fenced)
    if not found.entries:
        return None
    lacking = frozenset(one.line for one in problems if one.code == "M137")
    made = _values(found.entries, found.body, lacking)
    dropped = header_slips.dropped(text, found.body_line, problems)
    return replace(
        made,
        lost=(*made.lost, *dropped),
        said=(*header_slips.said(problems), *made.said),
    )


def _is_program(text: str) -> bool:
    """Tell whether the first lines are a header of Pelican's or MultiMarkdown's."""
    lines = text[:20_000].lstrip("\n").split("\n")
    rows = lines[: next((at for at, row in enumerate(lines) if not row.strip()), 0)]
    pairs = [keylines.split(row) for row in rows if row[:1] not in " \t"]
    keys = {pair[0].lower() for pair in pairs if pair is not None}
    is_header = bool(pairs) and all(pair is not None for pair in pairs)
    return is_header and "title" in keys and bool(keys & _PROGRAMS)


# ---- Values --------------------------------------------------------------------------


def _values(
    found: tuple[header.Entry, ...], body: str, lacking: frozenset[int] = frozenset()
) -> Read:
    """Return the values of a header; in the lines `lacking` a quotation mark lacks."""
    values: dict[str, Any] = {}
    lost: list[Loss] = []
    said: list[str] = []
    for entry in found:
        name = _ALIASES.get(entry.key, entry.key)
        key = _STORY.get(name, "")
        meant, slips = _mended(key, replace(entry, key=name), lacking)
        given = _value(key, meant) if key else None
        said += slips
        if given is None or (key in values and key not in {"related", *_LISTS}):
            if shown := _shown(entry):
                lost.append(Loss(f"{entry.written}: {shown}", "header"))
        elif key in _LISTS:
            values[key] = (*values.get(key, ()), *given)
        elif key in _RELATIONS:
            values["related"] = (*values.get("related", ()), *given)
        elif given:
            values[key] = given
        if entry.key in {"draft", "status"} and _shown(entry) in {"true", "draft"}:
            said.append("It is marked as a draft there; it comes in as a work here.")
    return Read(values, body, tuple(lost), tuple(said))


def _mended(
    key: str, entry: header.Entry, lacking: frozenset[int]
) -> tuple[header.Entry, tuple[str, ...]]:
    """Return an entry without its slips, and what they were."""
    if key not in {"title", "rating", *_LISTS, *_RELATIONS}:
        return entry, ()
    brackets: tuple[str, ...] = ()
    if key != "title":
        entry, brackets = header_slips.in_brackets(header_slips.bare(entry))
    if entry.line not in lacking:
        return entry, brackets
    entry, quotes = header_slips.in_quotes(entry)
    return entry, (*brackets, *quotes)


def _shown(entry: header.Entry) -> str:
    value = entry.value
    return " ".join((value if isinstance(value, str) else ", ".join(value)).split())


def _value(key: str, entry: header.Entry) -> Any:
    """Return a value as Story holds it, None where it does not fit."""
    text = _shown(entry)
    if key in _LISTS:
        return _listed(key, entry)
    if key in _RELATIONS:
        names, _ = entries.items(entry)
        return tuple(_related(n.name, key == "translation of") for n in names)
    if key in {"summary", "notes", "end_notes"}:
        passage, _ = entries.passage(entry)
        return passage.text.strip("\n") if passage else ""
    if key in {"published", "updated"}:
        iso = re.match(r"\d{4}-\d\d-\d\d(?!\d)", text)
        return (iso[0] if iso else label_values.day(text)) or (None if text else "")
    return _single(key, text)


def _single(key: str, text: str) -> Any:
    if key == "rating":
        known = label_values.rating(text)
        return known.value if known else text
    if key == "words":
        digits = re.sub("[ ,.]", "", text)
        fit = digits.isascii() and digits.isdigit() and len(digits) < 9
        return int(digits) if fit else None
    if key == "planned":
        found = re.fullmatch(r"(?:[0-9]{1,4}\s*/\s*)?([0-9]{1,4}|\?)", text)
        return found[1] if found else None
    if key == "source":
        return text if re.match(r"https?://", text) else None
    return text


def _listed(key: str, entry: header.Entry) -> tuple[Any, ...] | None:
    names, _ = entries.items(entry)
    texts = tuple(one.name for one in names)
    if key == "series":
        return tuple(series_parts.read(text) for text in texts)
    # Obsidian's tags may bear their sign.
    return tuple(text.removeprefix("#") if key == "tags" else text for text in texts)


def _related(text: str, translation: bool) -> Related:
    found = _RELATED.fullmatch(text[:2000])
    if found is None:
        return Related(text, translation=translation)
    return Related(
        found["title"].strip() or found["url"],
        (found["author"] or "").strip(),
        found["url"].strip(),
        translation,
    )
