"""Verse and text messages: blocks in which the author's lines are the author's.

Both are made of paragraphs with line breaks and words alone, so that they read well
where no style reaches: in a feed, a plain-text copy, an old e-reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from . import inline
from .draft import Draft, Line
from .marks import CLOSE, PARA, SPACE, TEXT

_FENCE: Final = re.compile(r"[ \t]*:{3,}")

# "Mina: are you awake?" A time or an address is no name: "10:32", "https://…".
_SAID: Final = re.compile(
    r"[*_]{0,3}(?P<name>[^\W\d_][^:：\n]{0,39}?)[*_]{0,3}[ \t]*[:：]"
    r"[*_]{0,3}(?:(?<=：)|[ \t]+|\Z)"
)
_ANSWER: Final = re.compile(r"[>＞]+[ \t]*")
_REACHED: Final = re.compile(r"[<＜]+[ \t]+")


def verse(lines: list[Line], quote: str, draft: Draft) -> None:
    """Make a paragraph of each stanza; line ends and indents stay."""
    for stanza in _stanzas(lines):
        text = "\n".join(_line_of_verse(line.text) for line in stanza)
        _write(inline.marked(text, stanza[0].number, draft), quote, draft)


def _stanzas(lines: list[Line]) -> Iterator[list[Line]]:
    stanza: list[Line] = []
    for line in [*lines, Line(0, "")]:
        if not line.blank and not _FENCE.match(line.text):
            stanza.append(line)
        elif stanza:
            yield stanza
            stanza = []


def _line_of_verse(line: str) -> str:
    line = line.expandtabs(4).rstrip().removesuffix("\\").rstrip()
    words = line.lstrip(" \u00a0\u2003\u3000")
    return SPACE * (len(line) - len(words)) + words


def _write(text: str, quote: str, draft: Draft, head: str = "") -> None:
    """Write one paragraph whose line ends stay."""
    lines = [quote + TEXT + line for line in text.split("\n")]
    lines[0] = quote + (head or TEXT) + lines[0][len(quote) :]
    draft.out += [*(f"{line}  " for line in lines[:-1]), lines[-1]]
    inline.end_of_paragraph(draft)
    draft.out.append(quote.rstrip())


def messages(lines: list[Line], quote: str, draft: Draft) -> None:
    """Make a paragraph of each message: ``from`` the first to speak, ``to`` others.

    ``Name: text`` begins one; ``> text`` is an answer without a name; any other line
    goes on where the last one stopped, or begins one after a blank line.
    """
    first = ""
    for name, side, said in _spoken(lines):
        first = first or name
        mine = side == "from" or (not side and name in {"", first})
        head = f"{PARA}{'from' if mine else 'to'}{CLOSE}"
        if name:
            head += f"{draft.hold('<b>')}{TEXT}{name}:{draft.hold('</b>')} "
        text = "\n".join(line.text for line in said)
        _write(inline.marked(text, said[0].number, draft), quote, draft, head)


def _spoken(lines: list[Line]) -> Iterator[tuple[str, str, list[Line]]]:
    """Yield each message: its sender, its side where marked, its lines."""
    current: tuple[str, str, list[Line]] | None = None
    for line in lines:
        text = "" if _FENCE.match(line.text) else line.text.strip()
        if not text:
            if current:
                yield current
            current = None
            continue
        name, side, rest = _head(text)
        if current and not name and not side:
            current[2].append(Line(line.number, rest))
            continue
        if current:
            yield current
        current = name, side, [Line(line.number, rest)]
    if current:
        yield current


def _head(text: str) -> tuple[str, str, str]:
    """Part a message's first line into sender, side and words."""
    side = ""
    if mark := _ANSWER.match(text):
        side, text = "to", text[mark.end() :]
    elif mark := _REACHED.match(text):
        side, text = "from", text[mark.end() :]
    if said := _SAID.match(text):
        return said["name"], side, text[said.end() :].lstrip()
    return "", side, text
