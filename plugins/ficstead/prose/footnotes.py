"""Footnotes: ``[^1]`` in the text, ``[^1]: what it says`` anywhere below or above.

They are numbered by the order in which the text calls them, stand at the end, and
lead back. What nobody calls is kept at the end too, because nothing may be lost.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Final

from .draft import Draft, Line

# The arrow is text and not an emoji: U+FE0E says so.
_BACK: Final = "\u21a9\ufe0e"


def read_all(
    draft: Draft, read: Callable[[Sequence[Line]], str]
) -> list[tuple[str, str]]:
    """Return the text of every footnote for Markdown, in the order of their calls.

    A note may call others, so the list grows while it is read.
    """
    result: dict[str, str] = {}
    at = 0
    while at < len(draft.calls):
        label = draft.calls[at].label
        at += 1
        if label in draft.notes and label not in result:
            result[label] = ""  # a note that calls itself
            result[label] = read(draft.notes[label])
        elif label not in draft.notes:
            draft.findings.report("P408", draft.calls[at - 1].line, label=label)
    for label in [label for label in draft.notes if label not in result]:
        draft.findings.report("P409", draft.notes[label][0].number, label=label)
        result[label] = read(draft.notes[label])
    return list(result.items())


def number_calls(draft: Draft) -> None:
    """Put the number of each note where it is called."""
    prefix = html.escape(draft.findings.prefix)
    times: dict[str, int] = {}
    for call in draft.calls:
        if call.label not in draft.notes:
            continue
        times[call.label] = times.get(call.label, 0) + 1
        number = list(times).index(call.label) + 1
        here = _call_id(prefix, number, times[call.label])
        draft.stash[call.place] = (
            f'<sup><a class="footnote-ref" href="#{prefix}fn-{number}" id="{here}"'
            f' role="doc-noteref">{number}</a></sup>'
        )


def section(draft: Draft, notes: list[tuple[str, str]]) -> str:
    """Return the list of notes at the end of a text."""
    prefix = html.escape(draft.findings.prefix)
    called = [call.label for call in draft.calls]
    numbers = {label: at for at, label in enumerate(_known(draft), 1)}
    items = []
    for label, text in notes:
        number = numbers.get(label, 0)
        times = range(1, called.count(label) + 1)
        back = " ".join(_way_back(prefix, number, time) for time in times)
        target = f' id="{prefix}fn-{number}"' if number else ""
        items.append(f"<li{target}>{_with_back(text, back)}</li>")
    rows = "\n".join(items)
    return f'<div class="footnotes" role="doc-endnotes">\n<ol>\n{rows}\n</ol>\n</div>'


def _known(draft: Draft) -> dict[str, None]:
    return dict.fromkeys(
        call.label for call in draft.calls if call.label in draft.notes
    )


def _way_back(prefix: str, number: int, time: int) -> str:
    return (
        f'<a class="footnote-backref" href="#{_call_id(prefix, number, time)}"'
        f' role="doc-backlink" aria-label="Back to the text">{_BACK}</a>'
    )


def _call_id(prefix: str, number: int, time: int) -> str:
    """Return the id of a call: ``fnref-2``, and ``fnref-2-2`` when called again."""
    again = f"-{time}" if time > 1 else ""
    return f"{prefix}fnref-{number}{again}"


def _with_back(text: str, back: str) -> str:
    """Put the ways back at the end of the note's last paragraph."""
    if not back:
        return text
    if text.endswith("</p>"):
        return f"{text.removesuffix('</p>')}\u00a0{back}</p>"
    return f"{text}<p>{back}</p>"
