"""What Markdown will read otherwise than its author meant, line by line.

Everything here was typed in good faith: years at the start of a paragraph, hashtags,
verse without its line ends, paragraphs without the blank line between.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from .draft import Line
from .findings import Findings

# Thirty-one is the last number that a day of the month can have. What is higher at the
# start of a paragraph is a year or a house.
_LAST_DAY: Final = 31
_SHORT: Final = 55
_WRAPPED: Final = 40
_LONG: Final = 100

_QUOTE: Final = re.compile(r"[ ]{0,3}>[ ]?")
_HASHTAG: Final = re.compile(r"#+[^\s#]\S*")
_TAGGED: Final = re.compile(r"#{1,6}\s.*?(?<=\s)#\w")
_NUMBER: Final = re.compile(r"[ ]{0,3}(\d{1,9})\.[ \t]+(?=\S)")
_BULLET: Final = re.compile(r"[ ]{0,3}[*+-][ \t]+\S")
_SPEECH: Final = re.compile(r"[\"“”„«»‹›「『'‘—–-]")
_END: Final = re.compile(r"[.!?…。！？]['\"’”»)*_]*\Z")
# A tag or a table: lines of those are no lines of words.
_NO_WORDS: Final = re.compile(r"</?[a-zA-Z]|^\s*\||\|.*\||^\s*:?-+:?\s*\|")


@dataclass(slots=True)
class Reading:
    """The paragraphs of one text as they pass; a list is judged when it is over."""

    findings: Findings
    _items: list[tuple[int, Line]] = field(default_factory=list)

    def paragraph(self, lines: list[Line], *, kept: bool) -> None:
        """Look at one paragraph; `kept` where its short lines stay as they are."""
        bare = [Line(one.number, _bare(one.text)) for one in lines]
        first = bare[0].text
        if _NUMBER.match(first):
            self._numbered(bare)
            return
        if self._items and lines[0].text[:1] in " \t":
            return  # the list goes on
        self.finish()
        if _BULLET.match(first):
            return
        if first.startswith("# ") and _TAGGED.match(first):
            self._say("P403", bare[0], first.strip(), f"\\{first.strip()}")
        elif not first.startswith("# "):
            self._words(bare, kept=kept)

    def finish(self) -> None:
        """Judge the numbered list that is over now."""
        items, self._items = self._items, []
        if not items:
            return
        numbers = [number for number, _ in items]
        if not _meant(items):
            self._number(*items[0])
        # HTML counts on: "1986." and "1990." would be shown as 1986 and 1987.
        elif len(set(numbers)) > 1:
            for index, item in enumerate(items):
                if item[0] != numbers[0] + index:
                    self._number(*item)
                    break

    def _numbered(self, lines: list[Line]) -> None:
        for line in lines:
            if match := _NUMBER.match(line.text):
                rest = line.text[match.end() :]
                self._items.append((int(match[1]), Line(line.number, rest)))
            elif self._items:
                number, item = self._items[-1]
                self._items[-1] = number, Line(item.number, f"{item.text}\n{line.text}")

    def _number(self, number: int, line: Line) -> None:
        self._say("P402", line, f"{number}.", f"{number}\\.")

    def _say(self, code: str, line: Line, start: str, fixed: str) -> None:
        self.findings.report(code, line.number, start=start, fixed=fixed)

    def _words(self, lines: list[Line], *, kept: bool) -> None:
        for line in lines:
            if tag := _HASHTAG.match(line.text.lstrip()):
                self._say("P403", line, tag[0], f"\\{tag[0]}")
                break
        texts = [line.text for line in lines]
        ended = any(text.endswith(("  ", "\\")) for text in texts[:-1])
        if kept or ended or len(texts) < 2:
            return
        if any(_NO_WORDS.search(text) for text in texts) or _defines(texts):
            return
        if _is_run_together(texts):
            self.findings.report("P413", lines[0].number, count=len(texts))
        elif _is_verse(texts):
            self.findings.report("P404", lines[0].number, count=len(texts))


def _bare(text: str) -> str:
    while quote := _QUOTE.match(text):
        text = text[quote.end() :]
    return text


def _meant(items: list[tuple[int, Line]]) -> bool:
    """Tell whether a numbered list was meant as one."""
    texts = [line.text for _, line in items]
    if items[0][0] > _LAST_DAY:
        return len(items) > 1 and all(len(text) <= _WRAPPED for text in texts)
    if len(items) > 1:
        return True
    # "3. märz kam sie zurück": one item that goes on like a sentence.
    return not (texts[0][:1].islower() or "\n" in texts[0])


def _defines(lines: list[str]) -> bool:
    """Tell whether these are definitions of links, of short forms, or of terms."""
    return any(re.match(r"\s*(?:\*?\[[^\]]+\]:|:[ \t])", line) for line in lines)


def _is_verse(lines: list[str]) -> bool:
    if len(lines) < 3:
        return False
    widths = [_columns(line) for line in lines]
    return max(widths) <= _SHORT and not _is_wrapped(lines, widths)


def _is_wrapped(lines: list[str], widths: list[int]) -> bool:
    """Tell whether an editor broke the lines: no next word would have fitted."""
    width = max(widths)
    if width < _WRAPPED:
        return False
    return all(
        widths[at] + 1 + _columns(lines[at + 1].split()[0]) > width
        for at in range(len(lines) - 1)
        if lines[at + 1].split()
    )


def _is_run_together(lines: list[str]) -> bool:
    """Tell whether these are paragraphs of their own, each in one line.

    Speech on every line, an indent on every line as word processors make it, or lines
    longer than any editor wraps at that end in a full stop.
    """
    if all(line.startswith(("    ", "\t", "\u3000")) for line in lines):
        return True
    if all(_SPEECH.match(line.strip()) for line in lines):
        return True
    widths = [_columns(line) for line in lines[:-1]]
    return min(widths) > _LONG and all(_END.search(line.rstrip()) for line in lines)


def _columns(line: str) -> int:
    if line.isascii():
        return len(line.strip())
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in line)
    return len(line.strip()) + wide
