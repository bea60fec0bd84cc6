"""A series and the part a work is of it, in any of the ways that people say both."""

from __future__ import annotations

import re
from typing import Final

from ...metadata import series_claims
from ...metadata.facts import SeriesClaim

_PART_LAST: Final = re.compile(
    r"(?i)(?P<title>.*\S)\s*[,:(\[–—-]+\s*(?:part|book|story|no\.?|number)?\s*#?\s*"
    r"(?P<part>[0-9]{1,4})\s*(?:(?:/|of)\s*[0-9?]+)?\s*[)\]]?"
)
_PART_FIRST: Final = re.compile(
    r"(?i)(?:part|book|story|number|no\.?)?\s*#?(?P<part>[0-9]{1,4})\w{0,2}"
    r"(?:\s*(?:/|of)\s*[0-9?]{1,4})?\s+(?:of|in)\s+(?P<title>\S.*)"
)


def read(text: str) -> tuple[str, int | None]:
    """Return the title and the part: of "Salt Roads, part 3", of "3 of Salt Roads"."""
    for form in (_PART_FIRST, _PART_LAST):
        if found := form.fullmatch(text):
            return found["title"].strip(" \"“”'*"), int(found["part"])
    claim = series_claims.claim(text)
    if isinstance(claim, SeriesClaim):
        return claim.title, claim.part
    return text, None
