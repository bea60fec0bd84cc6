"""A work's claim to a place in a series."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..header.header import Entry
from ..problems import Problem, found
from . import entries
from .entries import Found
from .facts import SeriesClaim

_NUMBERED = re.compile(r"(?P<title>.*\S)?\s*(?<!\S)#\s*(?P<part>\S*)")
# As AO3's downloads say it.
_PART_OF = re.compile(r"part (?P<part>[0-9]+) of (?P<title>.*\S)", re.IGNORECASE)
_TWO = re.compile(r"(?<!\S)#[0-9]+[,;]?\s+\S")
_HINT_TWO = 'write each series on a line of its own, with "- " before it'


def claim(value: str, line: int = 0) -> SeriesClaim | Problem:
    """Return what ``Title #3``, ``Part 3 of Title`` or ``Title`` claims."""
    if match := _PART_OF.fullmatch(value):
        return _claim(match["title"], match["part"], value, line)
    if _TWO.search(value):
        return found("M122", line, value=value, hint=_HINT_TWO)
    if match := _NUMBERED.fullmatch(value):
        return _claim(match["title"], match["part"], value, line)
    return SeriesClaim(value, None, line)


def series(entry: Entry | None) -> Found[tuple[SeriesClaim, ...]]:
    """Return the places that a work claims."""
    names, problems = entries.items(entry)
    read = [claim(name.name, name.line) for name in names]
    claims = tuple(one for one in read if isinstance(one, SeriesClaim))
    wrong = tuple(one for one in read if isinstance(one, Problem))
    twice = _twice(claims, entry.written) if entry else ()
    return claims, (*problems, *wrong, *twice)


def _twice(claims: Iterable[SeriesClaim], key: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for one in claims:
        if one.title.casefold() in seen:
            yield found("T211", one.line, tag=one.title, key=key)
        seen.add(one.title.casefold())


def _claim(
    title: str | None, part: str, value: str, line: int
) -> SeriesClaim | Problem:
    if not title or not re.fullmatch("[0-9]{1,6}", part):
        return found("M122", line, value=value)
    return SeriesClaim(title, int(part), line)
