"""Where paragraphs were joined without a space: the places are certain then.

A program that took the tags out of a page leaves ``and worse.And yet`` and
``he said.“Nope.”``, which nobody types, hundreds of times.
"""

from __future__ import annotations

import re
from typing import Final

_UPPER: Final = "A-ZÀ-ÖØ-ÞА-ЯЁ"
_LOWER: Final = "a-zß-öø-ÿа-яё"
_ORNAMENT: Final = r"(?:\*{3,}|\* \* \*|~{3,}|-{3,}|#{3,}|_{3,}|={3,})"
_JOIN: Final = re.compile(
    rf"(?<=[{_LOWER}][.!?…:;])(?=[{_UPPER}])|(?<=[\d”’\"][.!?…])(?=[{_UPPER}])"
    rf"|(?<=[.!?…,—–-][”’»)])(?=[{_UPPER}“‘«])"
    r"|(?<=[\w.!?…,:;”])(?=[“«]\w)"
    rf"|(?<=[.!?…”’\")])(?={_ORNAMENT})"
    rf"|(?<=\*\*\*|~~~|---|###|___|===|\* \*)(?=[{_UPPER}“\"‘«])"
)
_STRAIGHT: Final = re.compile(r'"')
_FEWEST: Final = 8
_WORDS: Final = 250  # to a paragraph, at most


def places(text: str) -> list[int]:
    """Return the offsets of joints; none where they are too few to be all there are."""
    found = {match.start() for match in _JOIN.finditer(text)} | _quotes(text)
    enough = len(found) >= max(_FEWEST, len(text.split()) / _WORDS)
    return sorted(found - {0}) if enough else []


def _quotes(text: str) -> set[int]:
    """Return the joints at straight quotation marks, which may open or close."""
    found: set[int] = set()
    is_open = False
    for match in _STRAIGHT.finditer(text):
        at = match.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if not before or before.isspace() or before in "([—–-“":
            is_open = True
        elif not after or after.isspace() or after in ".,;:!?)]—–-”":
            is_open = False
        elif is_open:
            is_open = False
            # "No."She ran: but of "No"s and the like nothing is known.
            if before in ".!?…," and (after.isupper() or after == '"'):
                found.add(at + 1)
        else:
            is_open = True
            if before in ".!?…,:;" or before.isalnum() or before in '"*':
                found.add(at)
    return found
