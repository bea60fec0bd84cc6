"""Slips of the hand in a header from elsewhere: put right where it is plain, and told.

Nobody who brings a hundred old files home reads each of their headers again. So a list
without its end is read as the list it was to be, a line that is no key is named, and
each of it is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from ...header import scalars
from ...header.header import Entry
from ...problems import Problem, found
from ..story import Loss, shortened

_ANCHOR: Final = re.compile(r"&[\w-]+\s+(?=\[)")
_LOOK: Final = "look whether it came in right."
# Lines that are no keys are lost, and told so, and so is what is given twice; keys with
# keys in them are lost, or texts as they stand; quotation marks are told when they are
# put right.
_TOLD_ELSEWHERE: Final = frozenset({"M108", "M109", "M111", "M124", "M137"})


def dropped(text: str, end: int, problems: Sequence[Problem]) -> Iterator[Loss]:
    """Yield the comments and stray lines of a header that ends before line `end`."""
    rows = text.split("\n")[: end - 1]
    stray = {problem.line for problem in problems if problem.code == "M124"}
    for line, row in enumerate(rows, 1):
        if line in stray:
            more = takewhile(lambda row: row[:1] in (" ", "\t"), rows[line:])
            yield Loss(shortened(" ".join((row, *more))), f"header, line {line}")
        elif row.startswith("#"):
            yield Loss(shortened(row), f"header, line {line}")


def said(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield what else a reader of headers found odd, as sentences."""
    for problem in problems:
        if problem.code not in _TOLD_ELSEWHERE:
            yield _sentence(problem)


def bare(entry: Entry) -> Entry:
    """Return a list without the name that YAML may give it: ``&tags [Rain, River]``."""
    text = entry.value
    if not entry.plain or not isinstance(text, str):
        return entry
    named = _ANCHOR.match(text)
    return _as_list(replace(entry, value=text[named.end() :])) if named else entry


def in_brackets(entry: Entry) -> tuple[Entry, tuple[str, ...]]:
    """Return a list that has one bracket only as the list it was meant to be."""
    text = entry.value
    if not entry.plain or not isinstance(text, str):
        return entry, ()
    missing = text.count("[") - text.count("]")
    if text.startswith("[") and missing > 0:
        code, whole = "M133", text + "]" * missing
    elif text.endswith("]") and missing < 0:
        code, whole = "M138", "[" * -missing + text
    else:
        return entry, ()
    told = (_sentence(found(code, entry.line, key=entry.written)),)
    listed = _as_list(replace(entry, value=whole))
    return (entry if listed.plain else listed), told


def _as_list(entry: Entry) -> Entry:
    """Return an entry whose text is a list as that list; any other as it is."""
    items = scalars.listed(entry.value) if isinstance(entry.value, str) else None
    if items is None:
        return entry
    texts = tuple(item.text for item in items)
    lines = (entry.line,) * max(len(texts), 1)
    return replace(entry, value=texts, lines=lines, plain=False)


def in_quotes(entry: Entry) -> tuple[Entry, tuple[str, ...]]:
    """Return a value that has one without the quotation mark that nothing ends."""
    value = entry.value
    if isinstance(value, str):
        whole: str | tuple[str, ...] = _bare(value) if entry.plain else value
    else:
        whole = tuple(map(_bare, value))
    if whole == value:
        return entry, ()
    problem = found("M137", entry.line, key=entry.written)
    # The places of its parts moved by the mark that is gone; nothing asks for them.
    return replace(entry, value=whole), (_sentence(problem),)


def _bare(text: str) -> str:
    lacks = text.startswith('"') and text.count('"') % 2 == 1
    return text[1:].lstrip() if lacks and "\n" not in text else text


def _sentence(problem: Problem) -> str:
    return f"Line {problem.line} of its header: {problem.message}; {_LOOK}"
