"""The preface of an AO3 work whose tags are gone: labels, stats, title, byline.

AO3's labels come in one order, each once; so they are found one after the other, at
the beginnings of lines or, where lines are gone as well, anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ...metadata import categories
from ..ao3 import labels as ao3_labels
from ..ao3.labels import Stats

_LABELS: Final = (
    *("Ratings?", "(?:Archive )?Warnings?", "Categor(?:y|ies)", "Fandoms?"),
    *("(?:Relationships?|Pairings?)", "Characters?", "(?:Additional Tags?|Freeforms?)"),
    *("Language", "Series", "Collections?", "Stats"),
)
_POSTED: Final = re.compile(
    r"Posted originally on the Archive of Our Own at\s+"
    r"(?P<url>https?://[^\s<>]+?)(?:\s?\.)?(?=\s|$)"
)
_STATS: Final = re.compile(
    r"(?:\s*(?:Published|Updated|Completed|Words|Chapters|Comments|Kudos|Bookmarks|Hits)"
    r":\s*(?:[0-9][0-9,./?-]*)?)+"
)
_COUNTED: Final = re.compile(r"\b(Comments|Kudos|Bookmarks|Hits):\s*([0-9][0-9,.]*)")
_MENU: Final = re.compile(
    r"(?i)(?:skip header|archive of our own(?: beta)?|actions|entire work|main content"
    r"|chapter by chapter|← ?previous chapter|next chapter ?→|chapter index"
    r"|full-page index|work header|(?:edit )?bookmark|mark for later|mark as read"
    r"|share|(?:un)?subscribe"
    r"|comments(?: ?\(\d+\))?|download|azw3|epub|mobi|pdf|html|fandoms|browse|search"
    r"|(?:hide|show) creator['’]s style|about|post|go|log (?:in|out)|sign up|hi, .*!?"
    r"|(?:user|site) navigation|rss feed|\d+\..*|\W+)"
)
_DEEPEST: Final = 60_000  # characters; seventy-five tags and a menu are far fewer


@dataclass(slots=True)
class Preface:
    """What the labels say. `above` is what stands before them, `end` where they end."""

    texts: dict[str, str] = field(default_factory=dict)
    stats: Stats = field(default_factory=Stats)
    counted: tuple[tuple[str, str], ...] = ()
    url: str = ""
    above: str = ""
    end: int = 0

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of tags, one a line or parted by commas."""
        names = _listed(self.texts.get(key, ""))
        # No warning has an underscore but in a text that writes links so.
        if "_" in self.texts.get("warnings", ""):
            return tuple(name.replace("_", " ") for name in names)
        return names


def read(text: str) -> Preface | None:
    """Return the preface of a text, None where it has none."""
    head = text[:_DEEPEST]
    posted = _POSTED.search(head)
    found = _labels(head, r"(?:^|(?<=\n))[ \t>*•]*") or _labels(head, r"(?:^|(?<=\s))")
    keys = set(found)
    certain = {"warnings", "fandoms"} <= keys and bool(keys & {"rating", "stats"})
    if not certain or (posted is None and "stats" not in keys):
        return None
    places = sorted((*span, key) for key, span in found.items())
    made = Preface(url=posted["url"] if posted else "")
    made.above = head[: places[0][0]]
    for n, (_, end, key) in enumerate(places):
        after = places[n + 1][0] if n + 1 < len(places) else len(head)
        if key == "stats":
            _read_stats(made, head, end)
        elif n + 1 == len(places):
            made.end = end
            made.texts[key] = _last(head[end:after], made)
        else:
            made.texts[key] = head[end:after].strip()
    return made


def _labels(head: str, before: str) -> dict[str, tuple[int, int]]:
    """Return the places of the labels, in AO3's order, the first of each."""
    found: dict[str, tuple[int, int]] = {}
    at = 0
    for name in _LABELS:
        mark = re.compile(rf"{before}(?P<label>{name})[ \t*]*[:：][ \t*]*")
        # What stands far behind is the story's: "Series:" of a library in it.
        place = mark.search(head, at, at + 12_000 if found else len(head))
        key = ao3_labels.field(place["label"]) if place else None
        if place and key:
            found[key] = place.span()
            at = place.end()
    return found if len(found) > 2 else {}


def _read_stats(made: Preface, head: str, end: int) -> None:
    span = _STATS.match(head, end)
    made.end = span.end() if span else end
    text = head[end : made.end]
    made.stats = ao3_labels.stats(text)
    made.counted = tuple((m[1].lower(), m[2]) for m in _COUNTED.finditer(text))


def _last(rest: str, made: Preface) -> str:
    """Return the value of a last label that is not Stats: one paragraph."""
    stripped = rest.lstrip()
    value = re.split(r"\n\s*\n|\n(?=by\s)", stripped, maxsplit=1)[0]
    made.end += len(rest) - len(stripped) + len(value)
    return value.strip()


def values(made: Preface) -> Mapping[str, object]:
    """Return the values by the names of Story's fields."""
    stats = made.stats
    return {
        "rating": " ".join(made.texts.get("rating", "").split()),
        "warnings": made.names("warnings"),
        "categories": tuple(n for n in made.names("categories") if categories.find(n)),
        **{key: made.names(key) for key in ("fandoms", "relationships", "characters")},
        "tags": made.names("tags"),
        "language": " ".join(made.texts.get("language", "").split()),
        "series": _series(made.texts.get("series", "")),
        "collections": made.names("collections"),
        "published": stats.published,
        "updated": stats.updated,
        "planned": stats.planned,
        "posted": stats.posted,
        "words": stats.words,
        "source": made.url,
    }


def _listed(text: str) -> tuple[str, ...]:
    """Return the tags of a text: no tag has a comma, so where there is one it parts.

    Then the lines are only broken. Without any, each line is a tag.
    """
    rows = [" ".join(row.split()).strip("•* ") for row in text.split("\n")]
    rows = [row.removeprefix("- ") for row in rows]
    if any(sign in text for sign in ",，、"):
        rows = [" ".join(filter(None, rows))]
    return tuple(name for row in rows for name in ao3_labels.listed(row))


def _series(text: str) -> tuple[tuple[str, int | None], ...]:
    plain = re.sub(r"←\s*Previous Work|Next Work\s*→|←|→", "\n", text)
    rows: list[str] = []
    for row in (" ".join(line.split()).strip(" ,") for line in plain.split("\n")):
        # A browser breaks the line between "Part 3 of" and the link after it.
        if row and rows and re.fullmatch(r"(?i)part [0-9,]+ of", rows[-1]):
            rows[-1] = f"{rows[-1]} {row}"
        elif row:
            rows.append(row)
    return tuple(one for row in rows for one in ao3_labels.parts(row))


def titled(text: str, made: Preface) -> tuple[str, tuple[str, ...], int]:
    """Return title and authors, and where what follows them begins."""
    rest = text[made.end :]
    rows = rest[:4000].split("\n")
    shown = [(n, row.strip()) for n, row in enumerate(rows) if row.strip()][:3]
    above = _above(made.above)
    if not shown:
        return above, (), made.end
    if len(shown[0][1]) > 300:
        return _in_line(rest, above, made.end)
    title, used = shown[0][1].strip("*# "), 1
    if re.fullmatch(r"(?:Chapter )?(?:Summary|Notes|Text)\W*|Chapter \d+.*", title):
        return above, (), made.end
    authors: tuple[str, ...] = ()
    if len(shown) > 1:
        authors = _authors(shown[1][1], bare=not made.above or not made.url)
        used += bool(authors)
    end = made.end + sum(len(row) + 1 for row in rows[: shown[used - 1][0] + 1])
    return title, authors, min(end, len(text))


def _above(text: str) -> str:
    """Return the title that stands above "Posted originally on"."""
    posted = _POSTED.search(text)
    rows = text[: posted.start()].split("\n") if posted else []
    named = [row.strip("*# \t") for row in rows if row.strip()]
    return named[-1].removeprefix("Preface").strip() if named else ""


def _in_line(rest: str, above: str, end: int) -> tuple[str, tuple[str, ...], int]:
    """Read title and byline where everything stands on one line."""
    title = re.escape(above) if above else r".{1,255}?"
    found = re.match(
        rf"\s*(?P<title>{title})\s+by\s+(?P<names>.{{1,120}}?)\s+"
        r"(?=(?:Summary|Notes|Chapter \d|See the end of the work)\b)",
        rest,
    )
    if found is None:
        return above, (), end
    return (
        found["title"],
        _authors(f"by {found['names']}", bare=False),
        end + found.end(),
    )


def _authors(line: str, *, bare: bool) -> tuple[str, ...]:
    """Return the authors of a byline; on a work's page it is `bare`, without "by"."""
    found = re.fullmatch(r"(?i)\W{0,3}by\s+(?P<names>\S.*?)\W?", line)
    names = found["names"] if found else line if bare else ""
    if line.endswith(")") and found:
        names = re.sub(r"(?i)^\W{0,3}by\s+", "", line)
    is_other = re.fullmatch(
        r"(?:Chapter )?(?:Summary|Notes|Text)\W*.*|Work Text.*", names
    )
    if not names or is_other or len(names) > 500:
        return ()
    return tuple(name for name in re.split(r"\s*,\s+", names.strip(" *_")) if name)


def left(made: Preface, known: Sequence[str]) -> str:
    """Return the words above the labels that are neither title nor a site's menu."""
    rows = [row.strip(" \t*#•") for row in _POSTED.sub("", made.above).split("\n")]
    told = {*known, "Preface", ""} | {f"Preface {name}" for name in known}
    return " ".join(row for row in rows if row not in told and not _MENU.fullmatch(row))
