"""What is taken out of a paragraph before Markdown reads it: tags, footnote calls.

Code between backticks and whatever stands behind a backslash is left alone, as
Markdown would.
"""

from __future__ import annotations

import html
import re
from typing import Final

from . import sanitiser
from .draft import Draft, Opened
from .htmltree import BLOCKS, VOID

_ATTRIBUTE: Final = (
    r"""(?:\s+[a-zA-Z_:][\w:.-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)"""
)
OPEN_TAG: Final = rf"<[A-Za-z][A-Za-z0-9-]*{_ATTRIBUTE}*\s*/?>"
CLOSE_TAG: Final = r"</[A-Za-z][A-Za-z0-9-]*\s*>"

_PIECE: Final = re.compile(
    r"\\."
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:.+?)(?<!`)(?P=ticks)(?!`)"
    r"|(?:\]\(|\]:)[ \t]*<[^<>\n]*>"  # [a lamp](<my lamp.md>)
    rf"|(?P<tag>{OPEN_TAG}|{CLOSE_TAG}|<!--.*?-->|<\?.*?\?>|<![A-Za-z][^>]*>)"
    r"|\[\^(?P<label>[^\]\s]+)\]",
    re.DOTALL,
)


# A paragraph with more of these is no prose (a keyboard fell asleep, or somebody tries
# the program), and python-markdown would read it for minutes.
_MOST_BRACKETS: Final = 200
MOST_ESCAPES: Final = 4_000
_NO_LINK: Final = re.compile(
    r"(?<!\\)\[(?![^\[\]]{0,999}\](?!\((?![^\n]{0,1999}?\))))", re.DOTALL
)
_ESCAPES: Final = re.compile(r"(?:\\[!-/:-@\[-`{-~])+")


def bounded(text: str, draft: Draft) -> str:
    """Return a paragraph that Markdown can read in a time that readers would wait."""
    if text.count("[") > _MOST_BRACKETS:
        text = _NO_LINK.sub(r"\\[", text)
    if text.count("\\") > MOST_ESCAPES:
        text = _ESCAPES.sub(
            lambda found: draft.hold(html.escape(found[0][1::2], quote=False)), text
        )
    return text


def marked(text: str, line: int, draft: Draft) -> str:
    """Return a paragraph with marks for the author's tags and footnote calls."""
    if "<" not in text and "[^" not in text:
        return text
    result: list[str] = []
    at = skipped_from = 0
    skipping = ""
    for piece in _PIECE.finditer(text):
        tag, label = piece["tag"], piece["label"]
        if not tag and not label:
            continue
        here = line + text.count("\n", 0, piece.start())
        if not skipping:
            result.append(text[at : piece.start()])
        at = piece.end()
        name = sanitiser.name_of(tag) if tag else ""
        if skipping:
            if name == skipping and sanitiser.is_close(tag):
                skipping = ""
                result.append("\n" * text.count("\n", skipped_from, at))
        elif label:
            result.append(draft.call(label, here))
        elif name in sanitiser.WHOLE and not sanitiser.is_close(tag):
            draft.findings.removed(f"<{name}>", here)
            draft.findings.raw = True
            if re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, at):
                skipping, skipped_from = name, piece.start()
        else:
            result.append(_tag(tag, name, here, draft))
    return "".join([*result, text[at:]])


def _tag(tag: str, name: str, line: int, draft: Draft) -> str:
    draft.findings.raw = True
    kept = sanitiser.rewrite(tag, line, draft.findings)
    if kept and name not in BLOCKS and name not in VOID:
        _remember(name, sanitiser.is_close(tag), draft)
    return draft.hold(kept) if kept else ""


def _remember(name: str, closes: bool, draft: Draft) -> None:
    if not closes:
        draft.opened.append(Opened(name, -1))
        return
    for at in range(len(draft.opened) - 1, -1, -1):
        if draft.opened[at].name == name:
            del draft.opened[at]
            return


def end_of_paragraph(draft: Draft) -> None:
    """Note where the paragraph ended in which a tag was left open."""
    for one in draft.opened:
        if one.at < 0:
            one.at = len(draft.out) - 1


def close_what_stays_open(draft: Draft) -> None:
    """End a tag that is never closed with its paragraph.

    A browser would carry a forgotten ``</i>`` to the end of the chapter.
    """
    for one in reversed(draft.opened):
        closer = sanitiser.rewrite(f"</{one.name}>", 0, draft.findings)
        draft.out[one.at] = draft.out[one.at].rstrip() + draft.hold(closer)
    draft.opened.clear()
