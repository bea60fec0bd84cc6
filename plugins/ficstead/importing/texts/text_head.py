"""What stands above the story in a plain text: title, byline, labels."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ...prose.scenebreaks import is_scene_break
from ..labels import label_names, label_values, labels
from ..labels.label_names import Label
from ..labels.labels import Taken
from ..markup.markup import letters
from . import ffn_line, mail_header, text_chapters

_BYLINE: Final = re.compile(
    r"(?i)[\s*_~(\[-]*(?:(?:an? |the )?[\w' -]{0,40}\b(?:story|fic|fanfic|fanfiction"
    r"|tale|novel) |written |posted )?by:?\s+(?P<name>\S.{0,80}?)[\s*_~)\]-]*"
)
_TITLE_BY: Final = re.compile(
    r"(?i)[\s*_~]*[\"“](?P<title>[^\"“”]{1,120})[\"”][\s*_~,-]*(?:written )?by:?\s+"
    r"(?P<name>\S.{0,80}?)[\s*_~]*"
)
# "by the river" is where somebody sat.
_NO_NAME: Final = re.compile(
    r"(?i)(?:the time|now|then|day|night|\w+ing\b|my|his|her|their|its|chance|means)\b"
    r"|(?-i:(?:the|an?|some|every|no) [a-z])"
)
_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class Head:
    """What was found, and how many lines it took.

    `spare` are lines for the notes; `sent` are those of a mail's header.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    taken: Taken = field(default_factory=Taken)
    lines: int = 0
    spare: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()


def read(lines: Sequence[str]) -> Head:
    """Return what stands above the story."""
    mail = mail_header.length(lines)
    if not mail:
        return _read(lines)
    head = _read(lines[mail:])
    if not head.lines:
        # A story may begin with a mail.
        return Head()
    values = dict(head.taken.values)
    if posted := label_values.day(mail_header.day(lines[:mail])):
        values.setdefault("published", (posted,))
    taken = replace(head.taken, values=values)
    sent = tuple(row.strip() for row in lines[:mail] if row.strip())
    return replace(head, taken=taken, lines=mail + head.lines, sent=sent)


def _read(lines: Sequence[str]) -> Head:
    first = labels.taken(lines)
    if first.lines:
        return Head(taken=first, lines=first.lines)
    title, authors, at = _titled(lines)
    spare = tuple(row.strip() for row in lines[:at] if "@" in row)
    if at and (found := ffn_line.read(lines, at)):
        return Head(title, authors, found, found.lines, spare)
    taken = labels.taken(lines[at:])
    at += taken.lines
    said = taken.values.get("title", ("",))[0]
    if said and letters(said) != letters(title):
        return Head(said, authors, taken, at, (*spare, *([title] if title else [])))
    return Head(title, authors, taken, at, spare)


def below_title(lines: Sequence[str]) -> Head:
    """Return what stands under a title that is known: a byline, and labels."""
    at = 0
    authors: tuple[str, ...] = ()
    shown = next((n for n, line in enumerate(lines[:20]) if _is_shown(line)), None)
    if shown is not None and (authors := _byline(lines[shown])):
        at = shown + 1
    taken = labels.taken(lines[at:])
    return Head("", authors, taken, at + taken.lines)


def _titled(lines: Sequence[str]) -> tuple[str, tuple[str, ...], int]:
    """Return title, authors and the line after both."""
    shown = [at for at, line in enumerate(lines[:60]) if _is_shown(line)][:3]
    if not shown:
        return "", (), 0
    first = shown[0]
    line = _stripped(lines[first])
    if found := _TITLE_BY.fullmatch(lines[first][: 4 * _LONGEST]):
        names = _names(found["name"])
        if names:
            return found["title"].strip(" ,"), names, first + 1
    if not line or len(line) > _LONGEST or text_chapters.heading(line):
        return "", (), 0
    if names := _byline(lines[first]):
        return "", names, first + 1
    return _title_above(lines, shown) if len(shown) > 1 else ("", (), 0)


def _title_above(
    lines: Sequence[str], shown: Sequence[int]
) -> tuple[str, tuple[str, ...], int]:
    """Read the first line as a title if a byline, a gap or labels are under it."""
    first, second = shown[:2]
    line = _stripped(lines[first])
    if names := _byline(lines[second]):
        return _unquoted(line), names, second + 1
    below = _is_alone(lines, first) or labels.taken(lines[first + 1 :]).lines
    return (_unquoted(line), (), first + 1) if below and is_title(line) else ("", (), 0)


def _is_shown(line: str) -> bool:
    row = line.strip()
    return bool(row) and not is_scene_break(row) and row != "Follow/Fav"


def _is_alone(lines: Sequence[str], at: int) -> bool:
    """Tell whether a gap follows a line, or what is drawn under a title."""
    return at + 1 < len(lines) and not _is_shown(lines[at + 1])


def _stripped(line: str) -> str:
    return " ".join(line.split()).strip("*_~=#- \u3000")


def _unquoted(line: str) -> str:
    quoted = re.fullmatch(r"[\"“«「『]([^\"“”»」』]+)[\"”»」』]", line)
    return quoted[1].strip() if quoted else line


def is_title(line: str) -> bool:
    """Tell a title from a first sentence, or from words that somebody says."""
    words = _unquoted(line).split()
    if len(line) > 80 or len(words) > 12 or label_names.of(line):
        return False
    if text_chapters.CONTENTS.fullmatch(line) or not any(map(str.isalpha, line)):
        return False
    if re.search(r"[.!?,;:。！？、，…—-]$", _unquoted(line)):
        return line.isupper() or (line.endswith("...") and line.istitle())
    longer = [word for word in words if len(word) > 3]
    capitals = [word for word in longer if not word[0].islower()]
    first = words[0][:1] if words else ""
    return not first.islower() and 2 * len(capitals) >= len(longer)


def _byline(line: str) -> tuple[str, ...]:
    found = _BYLINE.fullmatch(line) if len(line) < 2 * _LONGEST else None
    return _names(found["name"]) if found else ()


def _names(text: str) -> tuple[str, ...]:
    if len(text.split()) > 8 or _NO_NAME.match(text) or text[-1:] in ",;!?:":
        return ()
    if text[-1:] == "." and len(text.rsplit(maxsplit=1)[-1]) > 3:
        return ()
    values: Mapping[str, tuple[str, ...]]
    values, _ = label_values.read([(Label("authors", "By", "", 1), text)])
    return values.get("authors", ())
