"""From an author's Markdown to clean HTML: the way of every text in the archive.

`manuscript` reads the lines, each with its number, and settles what Markdown does not
know; Markdown reads the words. Only a text with HTML in it is then read again as a
browser would, and put in order. A text without is clean by making: every word in it
was escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from markupsafe import Markup

from ..model import Language
from ..problems import Problem
from ..text import Prose
from ..typography import typography
from . import (
    anchors,
    calm,
    dialect,
    footnotes,
    htmltree,
    manuscript,
    marks,
    pictures,
    sanitiser,
    words,
)
from .draft import Draft, Line, numbered
from .findings import Findings
from .misreadings import Reading

# Control characters, halves of surrogate pairs, and the noncharacters that Unicode
# keeps out of every text (some of which are our own marks): said as what is allowed,
# because what is found in the set at once is passed over fastest.
_ALLOWED: Final = "\t\n -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd" + "".join(
    f"{chr(plane)}-{chr(plane + 0xFFFD)}" for plane in range(0x10000, 0x110000, 0x10000)
)
_FORBIDDEN: Final = re.compile(f"[^{_ALLOWED}]")
_HEADING: Final = re.compile(r"<h([1-6])\b")


def render(
    source: str, language: Language, *, prefix: str = "", typeset: bool = True
) -> tuple[Prose, tuple[Problem, ...]]:
    """Return the HTML of a text and its problems; line 1 is the first of `source`.

    `prefix` goes before every id, so that chapters can stand on one page.
    """
    findings = Findings(prefix)
    text = _normal(source, findings)
    html = _html(text, findings)
    if findings.raw:
        html = sanitiser.guard(htmltree.put_in_order(sanitiser.guard(html)))
        html = html.replace("&nbsp;", "\u00a0")
    html = _headings(html.replace("<p></p>", "").strip())
    if typeset and html:
        html = typography.typeset(html, language.code)
    html, headings = anchors.headed(html, prefix)
    places = tuple((headings | findings.anchors).items())
    count = words.count(html) - findings.labels
    prose = Prose(Markup(html), count, findings.links, places)
    return prose, findings.all_problems()


def _headings(html: str) -> str:
    """Return the text with its headings below the page's own, and none left out.

    Whether an author begins with ``#`` or ``###``, what she meant is one level down
    from the title above the text.
    """
    if "<h" not in html:
        return html
    levels = sorted(set(_HEADING.findall(html)))
    ranks = {level: min(rank, 6) for rank, level in enumerate(levels, 2)}
    return re.sub(
        r"<(/?)h([1-6])\b", lambda m: f"<{m[1]}h{ranks.get(m[2], m[2])}", html
    )


def _normal(source: str, findings: Findings) -> str:
    """Return the text with LF line ends and without what no text may hold."""
    text = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not _FORBIDDEN.search(text):
        return text
    for match in _FORBIDDEN.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        findings.removed(f"U+{ord(match[0]):04X}", line, "P410")
    return _FORBIDDEN.sub("", text)


def _html(text: str, findings: Findings) -> str:
    """Return the HTML of a whole text, its footnotes at the end."""
    if (html := calm.read(text)) is not None:
        return html
    draft = Draft(findings)
    body = _read(list(numbered(text)), draft)
    notes = footnotes.read_all(draft, lambda lines: _read(lines, draft))
    footnotes.number_calls(draft)
    places = pictures.Places(text)
    references: dict[str, Any] = {}

    def finished(markdown: str) -> str:
        made = dialect.convert(markdown, references)
        return marks.filled(pictures.settle(made, places, findings), draft.stash)

    html = finished(body)
    if not notes:
        return html
    listed = [(label, finished(note)) for label, note in notes]
    return f"{html}\n{footnotes.section(draft, listed)}"


def _read(lines: Sequence[Line], draft: Draft) -> str:
    """Read one run of lines with a fresh page, on the same draft."""
    draft.out = []
    reading = Reading(draft.findings)
    text = manuscript.read(lines, draft, reading)
    reading.finish()
    return text
