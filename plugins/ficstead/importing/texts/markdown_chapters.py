"""The title and the chapters of a Markdown text, by its headings; code is no heading.

Headings that say ``Chapter 3`` part a text at their level; else all of the highest
level that comes more than once, if there are pages between them. Lines that say
``Chapter 3`` without being headings part it as they do in plain text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ...prose.words import count
from . import text_chapters

_ATX: Final = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_UNDERLINE: Final = re.compile(r" {0,3}(=+|-{2,})[ \t]*")
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_DEFINITION: Final = re.compile(r" {0,3}\[(\^?[^\[\]]{1,200})\]:[ \t]*\S")
_FEWEST: Final = 300  # words of a chapter under a heading that does not say chapter
_MARKS: Final = re.compile(
    r"\\([\\`*_{}\[\]()#+.!<>~|&-])|(\*\*|__|\*|`|(?<!\w)_|_(?!\w))"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its line, the line after it, level and plain text."""

    begin: int
    end: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter as its author wrote it."""

    text: str
    number: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Parted:
    """What stands above the chapters, and the chapters, at least one."""

    foreword: str
    chapters: tuple[Part, ...]


def headings(lines: Sequence[str]) -> list[Heading]:
    """Return the headings of a text."""
    found: list[Heading] = []
    fence = ""
    for at, line in enumerate(lines):
        if marks := _FENCE.match(line):
            if not fence:
                fence = marks[1]
            elif marks[1].startswith(fence) and not line.strip(" `~\t"):
                fence = ""
            continue
        if fence or len(line) > 500:
            continue
        if atx := _ATX.fullmatch(line):
            if plain := words(atx[2] or ""):
                found.append(Heading(at, at + 1, len(atx[1]), plain))
        elif above := _underlined(lines, at):
            found.append(Heading(at - 1, at + 1, above, words(lines[at - 1])))
    return found


def _underlined(lines: Sequence[str], at: int) -> int:
    """Return the level of the heading that a line underlines, 0 if it does not."""
    line = _UNDERLINE.fullmatch(lines[at])
    if line is None or at == 0:
        return 0
    above = lines[at - 1]
    alone = at == 1 or not lines[at - 2].strip()
    fit = 0 < len(above.strip()) <= 120 and above[:4].strip() and alone
    if not fit or re.match(r" {0,3}(?:[#>|-]|[*+] |\d+[.)] )", above):
        return 0
    return 1 if line[1][0] == "=" else 2


def words(markdown: str) -> str:
    """Return a heading's Markdown as plain words."""
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", markdown)
    text = re.sub(r"\s*\{[#:.][^{}]*\}\s*$", "", text)
    return " ".join(_MARKS.sub(lambda found: found[1] or "", text).split())


def titled(lines: Sequence[str], title: str) -> tuple[str, list[str]]:
    """Return the title by a first heading, and the lines without it.

    `title` is the header's: a heading that says it again goes as well.
    """
    found = headings(lines[:200])
    first = found[0] if found else None
    above = lines[: first.begin] if first else []
    if first is None or any(line.strip() for line in above):
        return "", list(lines)
    same = _plain(first.text) == _plain(title)
    levels = [one.level for one in headings(lines)]
    only = levels.count(first.level) == 1 and min(levels) == first.level
    is_chapter = text_chapters.heading(first.text) is not None
    if same or (not title and only and not is_chapter):
        return first.text, list(lines[first.end :])
    return "", list(lines)


def _plain(text: str) -> str:
    return "".join(sign for sign in words(text).casefold() if sign.isalnum())


def parted(lines: Sequence[str], *, by_any: bool = True) -> Parted:
    """Return the chapters of a text; `by_any` lets headings of any words part it."""
    found = headings(lines)
    chosen = _chosen(lines, found, by_any=by_any)
    if chosen:
        pieces = _pieces(lines, chosen)
        return _made(_joined(lines[: chosen[0].begin]), pieces)
    rows = text_chapters.parted(lines)
    if len(rows.chapters) < 2 or found:
        return Parted("", (Part(_joined(lines)),))
    pieces = [
        Part(_joined(lines[one.begin : one.end]), one.number, one.title)
        for one in rows.chapters
    ]
    foreword = lines[rows.foreword.begin : rows.foreword.end]
    return _made(_joined(foreword), pieces)


def _made(foreword: str, pieces: Sequence[Part]) -> Parted:
    """Return chapters with their notes; a text before chapter 2 is chapter 1."""
    if foreword and pieces[0].number == 2:
        return Parted("", _with_notes([Part(foreword, 1), *pieces]))
    above, *chapters = _with_notes([Part(foreword), *pieces])
    return Parted(above.text, tuple(chapters))


def _chosen(
    lines: Sequence[str], found: Sequence[Heading], *, by_any: bool
) -> list[Heading]:
    for level in range(1, 7):
        own = [one for one in found if one.level == level]
        known = [text_chapters.heading(one.text) for one in own]
        said = sum(
            one is not None and one.kind in {"chapter", "named"} for one in known
        )
        top = bool(own) and sum(map(len, lines[: own[0].begin])) < 2000
        if said > 1 or (said == 1 and (len(own) > 1 or top) and known[0] is not None):
            return own
        parts = sum(one is not None for one in known)
        pages = _words(lines) >= _FEWEST * len(own)
        if len(own) > 1 and (parts == len(own) or (by_any and level < 3 and pages)):
            return own
    return []


def _words(lines: Sequence[str]) -> int:
    return count("\n".join(lines))


def _pieces(lines: Sequence[str], chosen: Sequence[Heading]) -> list[Part]:
    pieces = []
    ends = [*(one.begin for one in chosen[1:]), len(lines)]
    for one, end in zip(chosen, ends, strict=True):
        known = text_chapters.heading(one.text)
        number, title = None, one.text
        if known is not None and known.kind not in {"named", "part"}:
            number, title = known.number, known.title
        pieces.append(Part(_joined(lines[one.end : end]), number, title))
    return pieces


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip("\n")


# ---- Footnotes and links -------------------------------------------------------------


def _with_notes(pieces: Sequence[Part]) -> tuple[Part, ...]:
    """Give each chapter the definitions of the notes and links that it calls.

    Writers put them all at the end of the file, which is the last chapter.
    """
    own = [_definitions(piece.text) for piece in pieces]
    everywhere = {name: rows for known in reversed(own) for name, rows in known.items()}
    if not everywhere:
        return tuple(pieces)
    needed = [
        [n for n in everywhere if n not in known and f"[{n}]" in piece.text]
        for piece, known in zip(pieces, own, strict=True)
    ]
    moved = {name for names in needed for name in names}
    result = []
    for piece, known, more in zip(pieces, own, needed, strict=True):
        text = piece.text
        for name, definition in known.items():
            if name in moved and text.count(f"[{name}]") == 1:
                text = text.replace(definition, "", 1).strip("\n")
        added = [everywhere[name] for name in more]
        text = "\n\n".join((text, *added)) if added else text
        result.append(Part(text, piece.number, piece.title))
    return tuple(result)


def _definitions(text: str) -> dict[str, str]:
    """Return definitions of notes and links by name, with the lines set in below."""
    found: dict[str, str] = {}
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        start = _DEFINITION.match(lines[at]) if len(lines[at]) < 10_000 else None
        end = at + 1
        if start:
            while end < len(lines) and _goes_on(lines, end):
                end += 1
            found.setdefault(start[1], "\n".join(lines[at:end]))
        at = end
    return found


def _goes_on(lines: Sequence[str], at: int) -> bool:
    if lines[at].strip():
        return lines[at].startswith(("    ", "\t"))
    return at + 1 < len(lines) and lines[at + 1].startswith(("    ", "\t"))
