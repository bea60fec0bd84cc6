"""The line of FanFiction.net's pages that says everything of a story, when pasted.

``Rated: Fiction T - English - Romance/Drama - Chapters: 12 - Words: 45,000 - …``; above
it stand title, author and the summary, without labels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..labels import label_names, label_values
from ..labels.label_names import Label
from ..labels.labels import Taken

_LINE: Final = re.compile(
    r"\s*(?:Rated:\s*)?(?:Fiction\s+)?(?P<rating>K\+?|T|MA?)\s+-\s+(?P<rest>\S.*"
    r"\b(?:Chapters|Words|Published|id):\s*\S.*)"
)
_GENRES: Final = re.compile(
    r"(?:Adventure|Angst|Crime|Drama|Family|Fantasy|Friendship|General|Horror|Humor"
    r"|Hurt/Comfort|Mystery|Parody|Poetry|Romance|Sci-Fi|Spiritual|Supernatural|Suspense"
    r"|Tragedy|Western)(?:/[A-Z][\w/-]+)?"
)
_DEEPEST: Final = 25
_MENU: Final = re.compile(r"(?i)follow/fav.*|by:?\s.*|\+ - .*")


def read(lines: Sequence[str], start: int) -> Taken | None:
    """Return what the line says, and the summary between `start` and it."""
    for at in range(start, min(len(lines), start + _DEEPEST)):
        if len(lines[at]) < 1000 and (found := _LINE.fullmatch(lines[at])):
            items = [(Label("rating", "Rated", "", 2), found["rating"])]
            items += [_item(part) for part in re.split(r"\s+-\s+", found["rest"])]
            above = [row.strip() for row in lines[start:at] if row.strip()]
            summary = " ".join(row for row in above if not _MENU.fullmatch(row))
            if summary:
                items.append((Label("summary", "Summary", "", 2), summary))
            values, notes = label_values.read(items)
            return Taken(values, notes, at + 1)
    return None


def _item(part: str) -> tuple[Label, str]:
    """Return a part of the line as a label with its value."""
    known = label_names.of(part)
    if known is not None:
        return known, known.value
    if _GENRES.fullmatch(part):
        # "Hurt/Comfort" is one genre, whatever stands beside it.
        return Label("genres", "Genre", "", 1), part
    name, _, value = part.partition(":")
    if value:
        return Label("unknown", "", "", 0), part
    is_language = label_values.fits("language", part)
    key = "language" if is_language else "people"
    return Label(key, "Characters", "", 1), name
