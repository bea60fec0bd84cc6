"""The words that a source says it has, against those that came.

AO3 counted otherwise at other times, so a number that one of its older rules gives is
as good as an equal one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import regex

_TAG: Final = regex.compile(r"<[^<>]*+>")
_RUN: Final = regex.compile(
    r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+"
)
# Other sites split at spaces, count titles and notes, or round.
_NEAR: Final = 0.03


def difference(stated: int, counted: int, html: Iterable[str]) -> tuple[str, ...]:
    """Return a sentence where words may be missing, else nothing."""
    if stated == counted or stated in _by_older_rules(counted, html):
        return ()
    close = abs(stated - counted) <= max(5, _NEAR * stated)
    if close:
        return ()
    return (
        f"Its source says {stated:,} words and {counted:,} came; compare the first and "
        "last lines of each chapter.",
    )


def _by_older_rules(counted: int, html: Iterable[str]) -> set[int]:
    texts = [_TAG.sub(" ", one) for one in html]
    # 2018-10-29 to 2023-05-27: each "|" was a word.
    bars = sum(text.count("|") for text in texts)
    # 2012-09 to 2018-10-29: what is written without spaces was one word.
    saved = sum(len(run) - 1 for text in texts for run in _RUN.findall(text))
    return {counted + bars, counted - saved, counted + bars - saved}
