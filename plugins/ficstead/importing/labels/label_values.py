"""What the values of labels mean: ratings, dates, lists of tags, series.

As AO3's own importer maps them. A value that its field cannot hold (a "tag" that is a
sentence, a rating nobody knows) stays a line for the notes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from ... import languages
from ...metadata import (
    archive_warnings,
    categories,
    dates,
    ratings,
    tags,
)
from ...vocabulary import Rating
from . import series_parts
from .label_names import SINGLE, Label

_LISTS: Final = frozenset(
    {"fandoms", "relationships", "characters", "tags", "collections"}
)
# What the first words of a rating say, FanFiction.net's and Gossamer's ways included.
_RATING: Final = re.compile(
    r"(?i)(?:fiction |rated:? |fr)?[\s*\"'\[(]*"
    r"(?P<sign>nc[- ]?1[78]|pg[- ]?1[3-5]|pg|nr|k\s?\+|[xremtkg]|ma|frao|"
    r"15|18|13|all ages|teens?|mature|explicit|adult|general|not rated)"
    r"(?P<plus>\+?)(?!\w)"
)
_RATINGS: Final = {
    "all ages": Rating.GENERAL,
    "frao": Rating.EXPLICIT,
    "ao": Rating.EXPLICIT,
    "18": Rating.EXPLICIT,
    "15": Rating.TEEN,
    "13": Rating.TEEN,
    "pg15": Rating.TEEN,
    "pg14": Rating.TEEN,
    "nc18": Rating.EXPLICIT,
    "teens": Rating.TEEN,
}
_NONE: Final = re.compile(r"(?i)(?:none|no|n/?a|nope|nothing|-+|\?+|x|yes)\W*")
_URL: Final = re.compile(r"https?://[^\s<>\"']+")
_MAIL: Final = re.compile(r"\s*[(<\[]?\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*[)>\]]?\s*")
_COUNT: Final = re.compile(r"(?:~|about |ca\.? )?([0-9][0-9., ]*?)(?: words?)?\.?")
_CHAPTERS: Final = re.compile(r"[0-9]{1,4}(?:\s*(?:/|of)\s*([0-9]{1,4}|\?))?")
# Other archives' downloaders say Category and mean the fandom.
_ELSEWHERE: Final = frozenset(
    {"storylink", "story url", "packaged", "authorlink", "publisher", "author url"}
)

# No value that is not a text is longer; the patterns below need a bound.
_LONGEST: Final = 5000

Values = dict[str, tuple[str, ...]]


def read(items: Iterable[tuple[Label, str]]) -> tuple[Values, tuple[str, ...]]:
    """Return values by the names of Story's fields, and the lines for the notes."""
    found = tuple(items)
    foreign = any(label.written.lower() in _ELSEWHERE for label, _ in found)
    values: Values = {}
    notes: list[str] = []
    for label, text in found:
        key = "fandoms" if foreign and label.key == "categories" else label.key
        if key == "fandoms" and "http" in text:
            key = "kept"
        if not text.strip():
            continue
        given, spare = _read(key, label.written, text)
        for name, value in given.items():
            if name in values and (
                name in SINGLE or name in {"words", "chapter_title"}
            ):
                if values[name] != value:
                    spare = (*spare, f"{label.written}: {text}")
                continue
            values[name] = tuple(dict.fromkeys((*values.get(name, ()), *value)))
        notes += dict.fromkeys(spare)
    return values, tuple(notes)


def fits(key: str, text: str) -> bool:
    """Tell whether a text on the line under a label can be its value."""
    if key == "rating":
        return rating(text) is not None
    if key in {"published", "updated"}:
        return bool(day(text))
    if key in {"words", "planned", "source", "language"}:
        given, spare = _read(key, "", text)
        return bool(given) and not spare
    if key in {"title", "chapter_title", "series", "gifts", "authors", "status"}:
        return len(text) <= 255 and len(text.split()) < 25
    return all(_is_tag(line, 25) for line in text.split("\n"))


def rating(text: str) -> Rating | None:
    """Return AO3's rating for another archive's."""
    plain = " ".join(text.strip(" *_\"'[]().").lower().split())
    known = ratings.find(plain) or ratings.ELSEWHERE.get(plain) or _RATINGS.get(plain)
    if known:
        return known
    found = _RATING.match(text.strip())
    if found is None:
        return None
    sign = re.sub(r"[\s-]", "", found["sign"].lower())
    known = ratings.find(sign) or ratings.ELSEWHERE.get(sign) or _RATINGS.get(sign)
    return known or ratings.ELSEWHERE.get(f"{sign}+")


def day(text: str) -> str:
    """Return the one day that a text names, in ISO; nothing of a day in a story."""
    plain = re.sub(
        r"(?i)^(?:[a-z]{3,9}day|mon|tue|wed|thu|fri|sat|sun),?\s+", "", text.strip()
    )
    plain = re.sub(r",?\s+\d{1,2}:\d\d.*$", "", plain)
    if len(plain) > 40:
        return ""
    moment = dates.read(plain, UTC)
    if not isinstance(moment, datetime):
        hint = re.fullmatch(r"write (\d{4}-\d\d-\d\d)", moment.hint or "")
        moment = dates.read(hint[1], UTC) if hint else moment
    if not isinstance(moment, datetime) or not 1965 <= moment.year <= 2100:
        return ""
    return moment.date().isoformat()


def listed(text: str) -> list[str]:
    """Return the items of a list: one a line, or split on commas outside brackets."""
    items: list[str] = []
    for line in text.split("\n"):
        start = depth = 0
        for at, sign in enumerate(line):
            depth += (sign in "([") - (sign in ")]" and depth > 0)
            if sign in ";，、" or (sign == "," and not depth):
                items.append(line[start:at])
                start = at + 1
        items.append(line[start:])
    plain = (" ".join(re.sub("[*<>]", "", item).split()) for item in items)
    return [item.strip(" .") if len(item) < 4 else item for item in plain if item]


# -- one label ------------------------------------------------------------------------


def _read(key: str, written: str, text: str) -> tuple[Values, tuple[str, ...]]:
    """Return what one label says, and the lines that it leaves for the notes."""
    line = f"{written}: {text}" if written else text
    text = text.strip()
    if key in {"summary", "notes", "end_notes"}:
        return {key: tuple(filter(None, text.split("\n\n")))}, ()
    if key in {"kept", "unknown", "status"}:
        return _status(text, line) if key == "status" else ({}, (line,))
    if len(text) > _LONGEST:
        return {}, (line,)
    if key in _LISTS:
        return _tags(key, text, line)
    reader = _READERS.get(key)
    given = reader(text) if reader else {}
    if not given:
        return {}, (line,)
    # "PG-13 (for language)" says more than a rating can; so does a line of two ways
    # to reach its author.
    return given, () if _is_all(given, key, text) else (line,)


def _is_all(given: Values, key: str, text: str) -> bool:
    if key == "rating":
        found = _RATING.match(text)
        rest = text[found.end() :] if found else text
        return not re.search(r"\w", rest) or ratings.find(text) is not None
    if key == "source":
        return given["source"][0] == text
    if key == "authors":
        return "@" not in text
    return True


def _tags(key: str, text: str, line: str) -> tuple[Values, tuple[str, ...]]:
    items = listed(text)
    if not _are_tags(text, items, 25 if key == "tags" else 12):
        return {}, (line,)
    if key == "relationships":
        return _relationships(items, line)
    return {key: tuple(items)}, ()


def _is_tag(item: str, most: int) -> bool:
    """Tell a tag from a sentence that stands where tags should."""
    many = len(item.split())
    ends = item.rstrip().endswith((".", "!", "?", "...")) and many > 6
    return len(item) <= tags.LONGEST and many <= most and not ends


def _are_tags(text: str, items: Sequence[str], most: int) -> bool:
    """Tell a list of tags from prose with commas in it, and from "none"."""
    prose = text.endswith((".", "!", "?")) and any(len(i.split()) > 5 for i in items)
    fit = bool(items) and not prose and not _NONE.fullmatch(text)
    return fit and all(_is_tag(item, most) for item in items)


def _relationships(items: Sequence[str], line: str) -> tuple[Values, tuple[str, ...]]:
    pairs: list[str] = []
    for item in items:
        both = re.split(r"\s+and\s+", item)
        pairs += both if all("/" in one for one in both) else [item]
    if all(item.lower() in {"gen", "gen fic", "general"} for item in pairs):
        return {"categories": ("Gen",)}, ()
    # "mostly gen but there is some" is no couple; "Johnlock" and "Kirk x Spock" are.
    if any(len(i.split()) > 4 and not re.search(r"[/&+×]| x ", i) for i in pairs):
        return {}, (line,)
    return {"relationships": tuple(pairs)}, ()


def _status(text: str, line: str) -> tuple[Values, tuple[str, ...]]:
    known = re.fullmatch(
        r"(?i)(?:wip|in[ -]?progress|work in progress|ongoing)\W*", text
    )
    return ({"planned": ("?",)}, ()) if known else ({}, (line,))


def _title(text: str) -> Values:
    quoted = re.fullmatch(r"([\"“*_'])([^\"“”*_]+)([\"”*_'])", text)
    return {"title": (" ".join((quoted[2] if quoted else text).split()),)}


def _rating(text: str) -> Values:
    known = rating(text)
    return {"rating": (known.value,)} if known else {}


def _authors(text: str) -> Values:
    plain = _MAIL.sub(" ", text).strip(" ,;")
    names = [name.strip(" *_~") for name in re.split(r"[,;]|\s+(?:and|&)\s+", plain)]
    names = [name for name in names if name]
    if not names or any(len(name) > 100 for name in names):
        return {}
    return {"authors": tuple(names)}


def _warnings(text: str) -> Values:
    if archive_warnings.find(text):
        return {"warnings": (text,)}
    items = listed(text)
    if not _are_tags(text, items, 12):
        return {}
    known = tuple(item for item in items if archive_warnings.find(item))
    other = tuple(item for item in items if not archive_warnings.find(item))
    return {k: v for k, v in (("warnings", known), ("tags", other)) if v}


def _content(text: str) -> Values:
    items = listed(text)
    return {"warnings": tuple(items)} if _are_tags(text, items, 25) else {}


def _people(text: str) -> Values:
    items = listed(text)
    if not _are_tags(text, items, 12):
        return {}
    pairs = tuple(item for item in items if re.search(r"[/&]| x ", item))
    alone = tuple(item for item in items if item not in pairs)
    both = (("relationships", pairs), ("characters", alone))
    return {key: names for key, names in both if names}


def _genres(text: str) -> Values:
    items = listed(text.replace("/", ","))
    return {"tags": tuple(items)} if _are_tags(text, items, 4) else {}


def _categories(text: str) -> Values:
    found = [categories.find(item) for item in listed(text)]
    known = tuple(one.value for one in found if one)
    return {"categories": known} if known and len(known) == len(found) else {}


def _language(text: str) -> Values:
    known = languages.find(text)
    return {"language": (text,)} if known else {}


def _series(text: str) -> Values:
    if _NONE.fullmatch(text) or not _is_tag(text, 15):
        return {}
    title, part = series_parts.read(text)
    return {"series": (f"{title} #{part}" if part else title,)} if title else {}


def _source(text: str) -> Values:
    found = _URL.search(text)
    return {"source": (found[0].rstrip(".,)"),)} if found else {}


def _words(text: str) -> Values:
    found = _COUNT.fullmatch(text.lower())
    digits = re.sub("[^0-9]", "", found[1]) if found else ""
    return {"words": (digits,)} if 0 < len(digits) < 9 else {}


def _planned(text: str) -> Values:
    found = _CHAPTERS.fullmatch(text)
    return {"planned": (found[1] or text,)} if found else {}


def _gifts(text: str) -> Values:
    items = listed(text)
    fit = all(len(item.split()) < 5 and len(item) <= 100 for item in items)
    return {"gifts": tuple(items)} if fit and items else {}


_READERS: Final[Mapping[str, Callable[[str], Values]]] = {
    "title": _title,
    "chapter_title": lambda text: {"chapter_title": (" ".join(text.split()),)},
    "rating": _rating,
    "authors": _authors,
    "warnings": _warnings,
    "content": _content,
    "people": _people,
    "genres": _genres,
    "categories": _categories,
    "language": _language,
    "series": _series,
    "source": _source,
    "words": _words,
    "planned": _planned,
    "gifts": _gifts,
    "prompts": lambda text: {"prompts": (text,)},
    "published": lambda text: {"published": (day(text),)} if day(text) else {},
    "updated": lambda text: {"updated": (day(text),)} if day(text) else {},
}
