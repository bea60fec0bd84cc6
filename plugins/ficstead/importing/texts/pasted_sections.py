"""The parts of an AO3 work whose tags are gone: summaries, notes, chapters, texts.

What a heading of AO3's begins is known; where notes end and the text begins is not
marked in a download, so the first paragraph is taken for all of them, unless the next
mark comes soon.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ..ao3 import labels as ao3_labels
from . import text_chapters, text_head

_SIGNS: Final = r"[\s*_#>]*"
_MARKS: Final = {
    "summary": r"(?:Chapter )?Summary",
    "notes": r"(?:Chapter |Author's |Author’s )?Notes?",
    "end_notes": r"(?:Chapter )?End Notes?",
    "text": r"Work Text|Chapter Text",
    "afterword": r"Afterword",
    "children": r"Works inspired by this one",
}
_MARK: Final = {
    key: re.compile(rf"{_SIGNS}(?P<mark>{name}){_SIGNS}(?::{_SIGNS}(?P<rest>.*)|)")
    for key, name in _MARKS.items()
}
_CHAPTER: Final = re.compile(r"[\s*#]*Chapter ([0-9]{1,4})(?:\s*:\s*\S.*|[\s*]*)")
_STARRED: Final = re.compile(r"\*{5} [^*]+ \*{5}")
_BYLINE: Final = re.compile(r"Chapter by\s+(?P<names>\S.{0,200})")
_FAREWELL: Final = re.compile(
    r"[\s*_]*Please drop by the archive and comment to let the (?:author|creator)s? "
    r"know.{0,60}",
    re.IGNORECASE,
)
# A page of the site goes on below the work.
_FOOT: Final = re.compile(r"(?:Actions|↑ ?Top|Series this work belongs to:)\s*")
_FEET: Final = re.compile(r"(?:Kudos|Comments|Bookmark|↑ ?Top|Share|Part \d+ of)\b.*")
_OF_CHAPTER: Final = {
    "S": re.compile(rf"{_SIGNS}Chapter Summary{_SIGNS}(?::|$)"),
    "N": re.compile(rf"{_SIGNS}Chapter Notes?{_SIGNS}(?::|$)"),
}
_THE_END: Final = re.compile(r"(?i)\W*(?:the end|end|fin|finis|tbc)\W*")
_LONGEST: Final = {"summary": 2_500, "notes": 9_000, "end_notes": 9_000}


@dataclass(slots=True)
class Piece:
    """A chapter, or a work of one piece: its heading and the lines of its parts."""

    heading: str = ""
    summary: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    end_notes: list[str] = field(default_factory=list)
    authors: tuple[str, ...] = ()
    is_guess: bool = False


@dataclass(slots=True)
class Body:
    """A whole work: what stands above the chapters, those, and what comes after."""

    front: Piece
    chapters: list[Piece] = field(default_factory=list)
    children: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


def read(lines: Sequence[str], title: str, posted: int | None) -> Body:
    """Return the parts of a work from the lines under its byline."""
    lines, below = _without_foot(lines)
    lines, after = _without_afterword(lines)
    places = _chapters(lines, posted)
    if not places:
        front = _piece(list(lines), title)
        body = Body(front)
    else:
        front = _piece(list(lines[: places[0]]), title, is_whole=True)
        ends = [*places[1:], len(lines)]
        body = Body(front)
        for at, end in zip(places, ends, strict=True):
            piece = _piece(list(lines[at + 1 : end]), "")
            piece.heading = " ".join(lines[at].split()).strip("*# ")
            body.chapters.append(piece)
    body.below = below
    _read_afterword(body, after)
    return body


def mark(line: str) -> tuple[str, str]:
    """Return which part a line begins, and what of that part stands on the line."""
    if len(line) < 80 and ao3_labels.is_end_link(line.strip(" *_\t")):
        return "link", ""
    for key, form in _MARK.items():
        if found := form.fullmatch(line):
            return key, (found["rest"] or "").strip()
    return "", ""


def _without_foot(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    for at, line in enumerate(lines):
        if at and _FOOT.fullmatch(line.strip()):
            near = [row.strip() for row in lines[at + 1 : at + 30] if row.strip()]
            if any(_FEET.fullmatch(row) for row in near):
                return list(lines[:at]), [row for row in lines[at:] if row.strip()]
    return list(lines), []


def _without_afterword(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    last = max(
        (n for n, row in enumerate(lines) if _FAREWELL.fullmatch(row)), default=-1
    )
    if last < 0:
        return list(lines), []
    for at in range(last - 1, max(-1, last - 400), -1):
        kind, _ = mark(lines[at])
        if kind == "afterword" or (kind == "end_notes" and "Chapter" not in lines[at]):
            above = at - 1
            while above >= 0 and not lines[above].strip():
                above -= 1
            if (
                kind != "afterword"
                and above >= 0
                and mark(lines[above])[0] == "afterword"
            ):
                at = above  # noqa: PLW2901
            return list(lines[:at]), [*lines[at:last], *lines[last + 1 :]]
    return list(lines[:last]), list(lines[last + 1 :])


def _read_afterword(body: Body, lines: Sequence[str]) -> None:
    into = body.below
    for line in lines:
        kind, rest = mark(line)
        if kind == "end_notes":
            into = body.front.end_notes
            into += [rest] if rest else []
        elif kind == "children":
            into = body.children
        elif kind != "afterword":
            into.append(line)


# ---- Chapters ------------------------------------------------------------------------


def _chapters(lines: Sequence[str], posted: int | None) -> list[int]:
    """Return the places of the headings of chapters.

    Until 2025 a title stood alone, without its number; one that has a summary or notes
    under it is known by these.
    """
    starred = [at for at, line in enumerate(lines) if _STARRED.fullmatch(line.strip())]
    if len(starred) > 1 and (posted is None or len(starred) == posted):
        return starred
    if posted == 1 and not any(_CHAPTER.fullmatch(line) for line in lines[:60]):
        return []
    places: list[int] = []
    number = 0
    for at, line in enumerate(lines):
        if not line.strip() or len(line) > 300 or mark(line)[0]:
            continue
        found = _CHAPTER.fullmatch(line)
        if found and int(found[1]) > number:
            number = int(found[1])
            places.append(at)
        elif _is_headed(lines, at):
            number += 1
            places.append(at)
    if len(places) < (posted or 2):
        parted = text_chapters.parted(lines)
        if len(parted.chapters) == posted and not places:
            return _headings_of(lines, parted)
    if posted and 0 < len(places) < posted:
        return _with_titles(lines, places, posted - len(places))
    return places


def _is_headed(lines: Sequence[str], at: int) -> bool:
    """Tell whether a line is right above the summary or the notes of a chapter."""
    below = next(
        (n for n in range(at + 1, min(at + 4, len(lines))) if lines[n].strip()), 0
    )
    if not below:
        return False
    if _BYLINE.fullmatch(lines[below].strip()) or _OF_CHAPTER["S"].match(lines[below]):
        return True
    return _OF_CHAPTER["N"].match(lines[below]) is not None and not _in_summary(
        lines, at
    )


def _in_summary(lines: Sequence[str], at: int) -> bool:
    """Tell whether a line is the end of a chapter's summary."""
    size = 0
    for place in range(at, max(-1, at - 60), -1):
        if _OF_CHAPTER["S"].match(lines[place]):
            return True
        size += len(lines[place])
        if size > _LONGEST["summary"] or mark(lines[place])[0]:
            return False
    return False


def _with_titles(lines: Sequence[str], places: list[int], missing: int) -> list[int]:
    """Add lines that look like titles, where they are as many as are missing."""
    first = places[0] if places else 0
    found = [
        at
        for at in range(first, len(lines))
        if at not in places
        and len(lines[at]) < 90
        and text_head.is_title(" ".join(lines[at].split()))
        and not mark(lines[at])[0]
        and not _THE_END.fullmatch(lines[at].strip())
    ]
    return sorted([*places, *found]) if len(found) == missing else places


def _headings_of(lines: Sequence[str], parted: text_chapters.Parted) -> list[int]:
    places = []
    for one in parted.chapters:
        at = one.begin - 1
        while at > 0 and text_chapters.heading(lines[at]) is None:
            at -= 1
        places.append(at)
    return places


# ---- One piece -----------------------------------------------------------------------


def _piece(lines: list[str], title: str, *, is_whole: bool = False) -> Piece:
    """Return the parts of a chapter; `is_whole` of what stands above all chapters."""
    start = next((n for n, row in enumerate(lines) if mark(row)[0] == "text"), None)
    top = _Top(lines, title, start, is_whole)
    at = top.read()
    _rest(top.piece, lines[at:], has_end=start is not None)
    return top.piece


@dataclass(slots=True)
class _Top:
    """What stands above a text: `start` is where a page says that the text begins."""

    lines: Sequence[str]
    title: str
    start: int | None
    is_whole: bool
    piece: Piece = field(default_factory=Piece)

    def read(self) -> int:
        """Fill the piece; return the line where its text begins."""
        at = 0
        while at < len(self.lines) and (self.start is None or at <= self.start):
            line = self.lines[at].strip()
            kind, rest = mark(line)
            if not line or kind in {"link", "text"}:
                at += 1
            elif kind in {"summary", "notes"} and not getattr(self.piece, kind):
                at = self.section(kind, rest, at + 1)
            elif not self.piece.authors and (found := _BYLINE.fullmatch(line)):
                self.piece.authors = tuple(re.split(r"\s*,\s+", found["names"]))
                at += 1
            else:
                return at + 1 if self.is_title(line) else at
        return at

    def is_title(self, line: str) -> bool:
        # A download says the title of a one-shot again, right above its text.
        return bool(self.title) and line.strip("*# ") == self.title

    def section(self, kind: str, rest: str, at: int) -> int:
        """Add a summary or notes to the piece; return the line after them."""
        into: list[str] = getattr(self.piece, kind)
        into += [rest] if rest else []
        end = self.end_of_section(at, _LONGEST[kind])
        if end is None:
            self.piece.is_guess = True
            end = at if rest else _end_of_paragraph(self.lines, at)
        into += self.lines[at:end]
        return end

    def end_of_section(self, at: int, longest: int) -> int | None:
        """Return the place of the next mark, if it comes soon enough to be the end."""
        size = 0
        for place in range(at, len(self.lines)):
            line = self.lines[place].strip()
            kind, _ = mark(line)
            is_end = kind in {"summary", "notes", "link", "text"}
            if is_end or self.is_title(line) or _BYLINE.fullmatch(line):
                return place
            size += len(line)
            if kind or (size > longest and self.start is None):
                return None
        return len(self.lines) if self.is_whole else None


def _end_of_paragraph(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    end = at
    has_gaps = any(not line.strip() for line in lines[at : at + 40])
    while end < len(lines) and lines[end].strip() and (has_gaps or end == at):
        end += 1
    return end


def _rest(piece: Piece, lines: Sequence[str], *, has_end: bool) -> None:
    """Part what is left into the text and the notes at its end."""
    marks = [n for n, row in enumerate(lines) if mark(row)[0] == "end_notes"]
    if not marks and has_end:
        # A page says Notes again below the text.
        again = [n for n, row in enumerate(lines) if mark(row)[0] == "notes"]
        marks = again[-1:]
    if not marks:
        piece.text = list(lines)
        return
    _, rest = mark(lines[marks[-1]])
    piece.text = list(lines[: marks[-1]])
    piece.end_notes = [*([rest] if rest else []), *lines[marks[-1] + 1 :]]
