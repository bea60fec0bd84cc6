"""AO3's ratings, in full and in the short forms people type."""

from __future__ import annotations

from ..header.header import Entry
from ..problems import found, nearest
from ..vocabulary import Rating
from . import entries
from .entries import Found

_SHORT = {
    "g": Rating.GENERAL,
    "gen": Rating.GENERAL,
    "general": Rating.GENERAL,
    "general audience": Rating.GENERAL,
    "t": Rating.TEEN,
    "teen": Rating.TEEN,
    "teen and up": Rating.TEEN,
    "m": Rating.MATURE,
    "e": Rating.EXPLICIT,
    "nr": Rating.NOT_RATED,
    "unrated": Rating.NOT_RATED,
}
_BY_NAME = {rating.value.lower(): rating for rating in Rating} | _SHORT

# Ratings of other archives: AO3's importer puts them so. They are only offered, because
# what PG means is for the author to say, and the gate depends on it.
ELSEWHERE = {
    "k": Rating.GENERAL,
    "k+": Rating.GENERAL,
    "pg": Rating.GENERAL,
    "pg-13": Rating.TEEN,
    "pg13": Rating.TEEN,
    "pg-15": Rating.TEEN,
    "t+": Rating.TEEN,
    "r": Rating.MATURE,
    "m+": Rating.MATURE,
    "nc-17": Rating.EXPLICIT,
    "nc17": Rating.EXPLICIT,
    "nc-18": Rating.EXPLICIT,
    "ma": Rating.EXPLICIT,
    "x": Rating.EXPLICIT,
    "adult": Rating.EXPLICIT,
}


def find(value: str) -> Rating | None:
    """Return the rating that a full name or a short form means."""
    return _BY_NAME.get(" ".join(value.replace("&", "and").lower().split()))


def rating(entry: Entry | None) -> Found[Rating]:
    """Return the rating; without one, the work stands as Not Rated behind the gate."""
    value, problems = entries.text(entry)
    if entry is None or not value:
        missing = found("M101", entries.line_of(entry))
        return Rating.NOT_RATED, (*problems, missing)
    known = find(value)
    if known:
        return known, problems
    return Rating.NOT_RATED, (
        *problems,
        found("M102", entry.lines[0], value=value, hint=_hint(value)),
    )


def _hint(value: str) -> str | None:
    near = ELSEWHERE.get(value.lower())
    if near:
        return f'AO3 would say "{near.value}"'
    meant = nearest(value, [form for form in _BY_NAME if len(form) > 2])
    return f'did you mean "{_BY_NAME[meant].value}"?' if meant else None
