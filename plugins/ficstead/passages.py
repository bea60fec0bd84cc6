"""Sensitive passages: text that is folded behind its warning, and how to leave it out.

A reader opens the warning and finds what the author says instead; the passage itself
is folded once more below that. Wherever a text goes without its page, to a feed or a
link's preview, the passage stays behind.
"""

from __future__ import annotations

import re
from html import escape
from typing import Final

from markupsafe import Markup

BEGIN: Final = '<details class="passage">'
INSTEAD: Final = '<blockquote class="instead">'
# Said in English, whatever the language of the text: it is the archive that says it.
_LABEL, _READ = "Sensitive passage", "Read the passage"
INSIDE: Final = (
    f'<details class="passage-text"><summary lang="en">{_READ}</summary><blockquote>'
)
LABEL_WORDS: Final = len(_LABEL.split())
READ_WORDS: Final = len(_READ.split())

_FOLD: Final = re.compile(r"<details\b[^>]*>|</details>")
_SUMMARY: Final = re.compile(r"\s*<summary>(.*?)</summary>", re.DOTALL)
_SAID: Final = re.compile(rf"\s*{INSTEAD}.*?(?={re.escape(INSIDE[:29])})", re.DOTALL)


def opening(warning: str) -> str:
    """Return the HTML that begins a passage."""
    colon = ":" if warning else ""
    said = f" {escape(warning, quote=False)}" if warning else ""
    return f'{BEGIN}<summary><b lang="en">{_LABEL}{colon}</b>{said}</summary>'


def without(html: Markup) -> Markup:
    """Return a text with the warning, and what is said instead, for each passage."""
    if BEGIN not in html:
        return html
    kept: list[str] = []
    at = 0
    while (begun := html.find(BEGIN, at)) >= 0:
        end = _end(html, begun)
        kept += [html[at:begun], _left(html[begun + len(BEGIN) : end])]
        at = end
    return Markup("".join([*kept, html[at:]]))


def _end(html: str, begun: int) -> int:
    depth = 0
    for fold in _FOLD.finditer(html, begun):
        depth += -1 if fold[0].startswith("</") else 1
        if depth == 0:
            return fold.end()
    return len(html)


def _left(inside: str) -> str:
    summary = _SUMMARY.match(inside)
    if summary is None:
        return ""
    said = _SAID.match(inside, summary.end())
    return f"<p>{summary[1]}</p>{said[0].strip() if said else ''}"
