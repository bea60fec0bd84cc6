"""FanFiction.net's line of facts about a story, in the forms it has had since 2005.

``Rated: Fiction T - English - Romance/Angst - [Ada, Bea] Cy - Chapters: 5 - Words:
12,345 - Reviews: 6 - Updated: 3/4/2015 - Published: 1/2/2014 - Status: Complete - id:
1234567``; on phones ``Rated: T, English, Romance & Angst, Ada, Bea, Words: 12k+``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from bs4 import Tag

from ... import languages
from ..ao3 import labels as ao3_labels
from ..labels import label_values
from ..markup import selecting
from ..markup.markup import words

_GENRES: Final = frozenset(
    {
        *("adventure", "angst", "crime", "drama", "family", "fantasy", "friendship"),
        *("general", "horror", "humor", "hurt/comfort", "mystery", "parody", "poetry"),
        *("romance", "sci-fi", "spiritual", "supernatural", "suspense", "tragedy"),
        *("western", "action/adventure"),
        # FictionPress has more.
        *("action", "biography", "essay", "fable", "historical", "life", "love"),
        *("manga", "mythology", "nature", "politics", "religion", "school", "song"),
        *("thriller", "war", "work", "young adult", "haiku"),
    }
)
_LABEL: Final = re.compile(
    r"(Fiction Rated|Rated|Chapters|Words|Reviews|Favs|Follows|Updated|Published|Status"
    r"|id):\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_COUNTS: Final = ("reviews", "favs", "follows")
_RATING: Final = re.compile(r"(?:Fiction\s+)?(K\+?|T|MA?)\b\+?")
_AMERICAN: Final = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4}|[0-9]{2})")
_TIME: Final = re.compile(r"-?[0-9]{1,11}")


@dataclass(slots=True)
class Line:
    """What the line says."""

    rating: str = ""
    language: str = ""
    genres: tuple[str, ...] = ()
    relationships: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()
    chapters: int | None = None
    words: int | None = None
    published: str = ""
    updated: str = ""
    complete: bool = False
    id: str = ""
    counts: tuple[str, ...] = ()


def read(element: Tag) -> Line:
    """Return what the line in an element says."""
    line = Line()
    text = words(element)
    start = re.search(r"(?:Fiction )?Rated:", text)
    text = text[start.start() :] if start else text
    for piece in _pieces(text):
        labelled = _LABEL.fullmatch(piece)
        if labelled:
            _labelled(line, labelled[1].lower(), labelled[2].strip())
        elif piece.lower() in {"complete", "completed"}:
            line.complete = True
        elif not line.language and languages.find(piece):
            line.language = piece
        elif not line.genres and (genres := _genres(piece)):
            line.genres = genres
        elif not line.words and not line.published:
            _people(line, piece)
    _exact(line, element)
    line.updated = line.updated if line.updated != line.published else ""
    return line


def _pieces(text: str) -> list[str]:
    if " - " in text:
        return [piece.strip() for piece in text.split(" - ") if piece.strip()]
    found, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        depth += (sign == "[") - (sign == "]")
        # Not the comma of 12,345.
        if sign == "," and depth <= 0 and not text[at + 1 : at + 2].isdigit():
            found.append(text[start:at].strip())
            start = at + 1
    return [piece for piece in (*found, text[start:].strip()) if piece]


def _labelled(line: Line, label: str, value: str) -> None:
    if label.endswith("rated"):
        rating = _RATING.match(value)
        line.rating = rating[1] if rating else value
    elif label == "chapters":
        line.chapters = ao3_labels.count(value)
    elif label == "words":
        line.words = ao3_labels.count(value)
    elif label == "published":
        line.published = _day(value)
    elif label == "updated":
        line.updated = _day(value)
    elif label == "status":
        line.complete = value.lower().startswith("complete")
    elif label == "id":
        number = re.match(r"[0-9]{1,12}", value)
        line.id = number[0] if number else ""
    elif label in _COUNTS and value:
        line.counts = (*line.counts, f"{label}: {value}")


def _genres(piece: str) -> tuple[str, ...]:
    """Return genres; Hurt/Comfort is one of them, with a slash as between two."""
    names = re.split(r"\s*(?:/| & )\s*", piece.replace("Hurt/Comfort", "Hurt∕Comfort"))
    names = [name.replace("∕", "/") for name in names]
    known = all(name.lower() in _GENRES for name in names)
    return tuple(names) if known else ()


def _people(line: Line, piece: str) -> None:
    """Add the characters of a piece; those together in brackets are a couple."""
    everyone = list(line.characters)
    for group, alone in re.findall(r"\[([^\[\]]*)\]|([^\[\]]+)", piece):
        names = [n.strip() for n in re.split(r",| & ", group or alone) if n.strip()]
        everyone += names
        if group and len(names) > 1:
            line.relationships = (*line.relationships, "/".join(names))
    line.characters = tuple(dict.fromkeys(everyone))


def _day(text: str) -> str:
    american = _AMERICAN.fullmatch(text.strip())
    if american is None:
        return label_values.day(text)
    month, day, year = (int(part) for part in american.groups())
    try:
        return date(year + (2000 if year < 100 else 0), month, day).isoformat()
    except ValueError:
        return ""


def _exact(line: Line, element: Tag) -> None:
    """Take the moments that stand behind "2h ago" and "9/4", which name no year.

    What the page names is the day in California, which may be the one before.
    """
    for span in selecting.select(element, "span[data-xutime]"):
        stamp = str(span["data-xutime"])
        before = span.find_previous(string=re.compile(r"\S"))
        label = str(before or "").strip().rstrip(":").rpartition(" ")[2].lower()
        if not _TIME.fullmatch(stamp) or _day(words(span)):
            continue
        try:
            day = _near(datetime.fromtimestamp(int(stamp), UTC), words(span))
        except (ValueError, OverflowError, OSError):
            continue
        if label == "updated":
            line.updated = day
        elif label == "published":
            line.published = day


def _near(moment: datetime, shown: str) -> str:
    known = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})", shown)
    named = (int(known[1]), int(known[2])) if known else None
    for days in (0, -1, 1):
        day = (moment + timedelta(days)).date()
        if named == (day.month, day.day):
            return day.isoformat()
    return moment.date().isoformat()
