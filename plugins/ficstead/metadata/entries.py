"""One entry of a header as what its key wants: a text, a list, Markdown, yes or no.

An entry without a value counts as no entry: templates of editors leave keys empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

from ..header import fields
from ..header.fields import Shape
from ..header.header import Entry
from ..problems import Problem, found
from .facts import Named, Passage

T = TypeVar("T")
Found = tuple[T, tuple[Problem, ...]]

# Control characters, half characters and noncharacters: no page, feed or book may hold
# them, and `addresses` uses two of them as its marks.
_UNFIT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        chr(plane * 0x10000 + at) for plane in range(17) for at in (0xFFFE, 0xFFFF)
    )
    + "]"
)
_BREAKS = re.compile(r"[ \t\n\v\f\r\x85\u2028\u2029]+")
# AO3 splits its lists on the commas of Chinese and Japanese, too.
_COMMA = re.compile("[,，、]")
_IN_QUOTES = re.compile(r'\s*"([^"]+)"\s*(?:[,，、]|$)')

_YES = frozenset({"yes", "true", "on", "y"})
_NO = frozenset({"no", "false", "off", "n"})


def is_empty(entry: Entry | None) -> bool:
    """Tell whether an entry is missing or says nothing."""
    if entry is None:
        return True
    values = (entry.value,) if isinstance(entry.value, str) else entry.value
    return not any(_visible(value) for value in values)


def _visible(value: str) -> bool:
    # A zero width space alone is nothing that anybody could see or type again.
    return bool(value.strip().strip("\u200b\u200c\u200d\u2060\ufeff"))


def text(entry: Entry | None) -> Found[str]:
    """Return a value as one line of plain text."""
    if entry is None or is_empty(entry):
        return "", ()
    if isinstance(entry.value, str):
        return _line(entry.value, entry.lines[0])
    filled = [item for item in entry.value if _visible(item)]
    value, problems = _line(", ".join(filled), entry.line)
    # `title: [Redacted]` is a list to YAML and a title to its author.
    if len(filled) > 1 or entry.key == "title":
        hint = "if it is one text, put it in quotes; if not, keep one of them"
        problems += (found("M129", entry.line, key=entry.written, hint=hint),)
    return value, problems


def items(entry: Entry | None) -> Found[tuple[Named, ...]]:
    """Return the items of a list, each with its line, none of them twice."""
    if entry is None or is_empty(entry):
        return (), ()
    kept: dict[str, Named] = {}
    problems = list(_half_in_brackets(entry))
    for raw, line in _raw_items(entry):
        name, wrong = _line(raw, line)
        name = " ".join(name.split())
        problems += wrong
        if not _visible(name):
            continue
        if name.casefold() in kept:
            problems.append(found("T211", line, tag=name, key=entry.written))
        kept.setdefault(name.casefold(), Named(name, line))
    return tuple(kept.values()), tuple(problems)


def passage(entry: Entry | None) -> Found[Passage | None]:
    """Return a Markdown value, and whether it is longer than AO3 takes."""
    if entry is None or is_empty(entry):
        return None, ()
    if not isinstance(entry.value, str):
        # A list under "notes:" is a list in the notes.
        bullets = "\n".join(f"- {_set_in(item)}" for item in entry.value)
        return Passage(bullets, entry.lines[0]), too_long(entry, bullets)
    # A plain value folds, so that an empty line became one break; its author means
    # a new paragraph.
    value = re.sub(r"\n+", r"\g<0>\n", entry.value) if entry.plain else entry.value
    return Passage(value, entry.lines[0]), too_long(entry, value)


def _set_in(item: str) -> str:
    return item.replace("\n", "\n  ")


def yes_no(entry: Entry | None, default: bool) -> Found[bool]:
    """Return yes or no."""
    value, problems = text(entry)
    if entry is None or not value:
        return default, problems
    if value.lower() in _YES | _NO:
        return value.lower() in _YES, problems
    return default, (
        *problems,
        found("M126", entry.lines[0], key=entry.written, value=value),
    )


def too_long(entry: Entry, value: str) -> tuple[Problem, ...]:
    """Return a problem where a value is longer than AO3 takes."""
    limit = fields.get(entry.key).limit
    if limit is None or len(value) <= limit:
        return ()
    length = f"{len(value):,}"
    return (
        found("M120", entry.line, key=entry.written, length=length, limit=f"{limit:,}"),
    )


def line_of(entry: Entry | None) -> int:
    """Return where a missing value would stand: line 0 is the whole file."""
    return entry.line if entry else 0


def _line(value: str, line: int) -> Found[str]:
    problems: tuple[Problem, ...] = ()
    if unfit := list(dict.fromkeys(_UNFIT.findall(value))):
        what = ", ".join(f"U+{ord(char):04X}" for char in unfit)
        problems = (found("P410", line, what=what),)
        value = _UNFIT.sub("", value)
    return _BREAKS.sub(" ", value).strip(), problems


def _half_in_brackets(entry: Entry) -> Iterator[Problem]:
    value = str(entry.value) if entry.plain else ""
    if value.startswith("[") and "]" not in value:
        yield found("M133", entry.line, key=entry.written)
    if value.endswith("]") and "[" not in value:
        yield found("M138", entry.line, key=entry.written)


def _raw_items(entry: Entry) -> Iterator[tuple[str, int]]:
    if not isinstance(entry.value, str):
        yield from zip(entry.value, entry.lines, strict=True)
        return
    start = 0
    for below, row in enumerate(entry.value.split("\n")):
        part = entry.line_at(start) if entry.plain else entry.lines[0] + below
        if _has_commas_between(entry):
            yield from _between_commas(entry, row, start, part)
        else:
            yield row, part
        start += len(row) + 1


def _has_commas_between(entry: Entry) -> bool:
    # No tag or name holds a comma, so there the spelling does not matter: editors put
    # `tags: *whispers*, fluff` in quotes, or a long list in a block. A warning in the
    # author's words may hold one: `content warnings: "blood, briefly"`.
    if fields.get(entry.key).shape is not Shape.LIST:
        return False
    return entry.plain or entry.key != "content warnings"


def _between_commas(
    entry: Entry, row: str, start: int, line: int
) -> Iterator[tuple[str, int]]:
    at = 0
    while at < len(row):
        # `tags: fluff, "hurt, comfort"`: quotes hold an item together.
        quoted = _IN_QUOTES.match(row, at)
        comma = None if quoted else _COMMA.search(row, at)
        end = comma.start() if comma else len(row)
        item = quoted[1] if quoted else row[at:end]
        begin = at + len(item) - len(item.lstrip())
        yield item, entry.line_at(start + begin) if entry.plain else line
        at = quoted.end() if quoted else end + 1
