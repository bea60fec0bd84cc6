"""The header of a mail or of a Usenet post above a story, as their archives kept it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_FIELD: Final = re.compile(
    r"(?:From|Date|Subject|Newsgroups|Message-ID|Organization|To|Cc|Reply-To|Sender|Lines"
    r"|Path|Xref|References|NNTP-[\w-]+|Content-[\w-]+|Mime-Version|X-[\w-]+|Sent|Status"
    r"|Approved|Followup-To|Distribution|Return-Path|Received|In-Reply-To|Keywords)"
    r"\s*:.*",
    re.IGNORECASE,
)
_FROM: Final = re.compile(r"(?im)^(?:From|Sender|Reply-To|Path)\s*:.*[@!]")
# The clock is what a character's mail in a story rarely has.
_DATE: Final = re.compile(
    r"(?im)^Date\s*:\s*(?P<day>(?:\w{3},\s*)?\d{1,2} \w{3} \d{2,4})\s+\d\d?:\d\d"
)
_LONGEST: Final = 60


def length(lines: Sequence[str]) -> int:
    """Return how many lines the header takes, with the empty ones above and below."""
    at = next((n for n, row in enumerate(lines[:9]) if row.strip()), len(lines))
    first = at
    while at < min(len(lines), first + _LONGEST) and (
        _FIELD.fullmatch(lines[at])
        or (at > first and lines[at][:1].isspace() and lines[at].strip())
    ):
        at += 1
    text = "\n".join(lines[first:at])
    return at if at > first + 1 and _FROM.search(text) and _DATE.search(text) else 0


def day(lines: Sequence[str]) -> str:
    """Return the day that a header names, as it stands."""
    found = _DATE.search("\n".join(lines))
    return found["day"] if found else ""
