"""``Label: value`` lines at the top of a text, as AO3's own importer reads them.

AO3 knows a dozen labels; what else stands above fic everywhere since Usenet
(Disclaimer, Spoilers, Beta, Feedback) is kept as lines of the notes, so no word is
lost. Only the top of a text is read: ``Note: to self, she thought`` in the middle is
the story's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ...prose.scenebreaks import is_scene_break
from ..story import Story
from . import label_names, label_values, series_parts
from .label_names import Label

# Above a story of any length; the longest header seen has sixty lines.
_DEEPEST: Final = 300
# AO3's limit for a summary: what is longer and has gaps in it may be the story.
_SUMMARY: Final = 1250
_BYLINE: Final = re.compile(r"(?i)[\s*_~]*(?:written )?by:?\s+(\S.{0,100})")
# Whatever stands above a story in this form, if labels that we know stand around it.
_UNKNOWN: Final = re.compile(r"[\W_]{0,4}[^\W\d_][\w'’/ .-]{0,28}[\W_]{0,3}:(?:\W.*|)")


@dataclass(frozen=True, slots=True)
class Taken:
    """What the labels say: values by the names of Story's fields, always tuples.

    A summary is its paragraphs; a series is ``Title #3``; ``chapter_title`` is that of
    the only chapter. `notes` are the lines that no field can hold. `lines` says how
    many lines of the text are used up.
    """

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    lines: int = 0


def taken(lines: Sequence[str]) -> Taken:
    """Return what the labels above a story say; of a text without any, nothing."""
    block = _Block([line.strip("\r\n") for line in lines[:_DEEPEST]])
    block.read()
    if block.is_header and len(lines) <= block.end:
        # The story itself must not be taken for a long summary.
        block = _Block(block.lines, crossing=False)
        block.read()
    if not block.is_header:
        return Taken()
    values, notes = label_values.read(block.items)
    return Taken(values, notes, block.end)


def applied(story: Story, given: Taken) -> Story:
    """Return a story with what labels say where the story itself says nothing.

    What the story already says otherwise stays, and the label's value joins its notes.
    """
    changes: dict[str, Any] = {}
    spare: list[str] = []
    for key, values in given.values.items():
        if key == "chapter_title":
            if len(story.chapters) == 1 and not story.chapters[0].title:
                only = replace(story.chapters[0], title=values[0])
                changes["chapters"] = (only,)
            else:
                spare.append(f"Chapter title: {values[0]}")
        elif not getattr(story, key):
            changes[key] = _for_story(key, values)
        elif getattr(story, key) != _for_story(key, values):
            spare.append(f"{key.replace('_', ' ').capitalize()}: {', '.join(values)}")
    notes = paragraphs((*given.notes, *spare))
    if notes:
        both = (changes.get("notes", story.notes), notes)
        changes["notes"] = "\n".join(filter(None, both))
    return replace(story, **changes)


def paragraphs(texts: Sequence[str]) -> str:
    """Return plain texts as paragraphs of HTML, each line break a break."""
    return "\n".join(
        f"<p>{html.escape(text, quote=False).replace(chr(10), '<br>')}</p>"
        for text in texts
    )


def _for_story(key: str, values: tuple[str, ...]) -> object:
    if key in {"summary", "notes", "end_notes"}:
        return paragraphs(values)
    if key == "series":
        return tuple(series_parts.read(value) for value in values)
    if key == "words":
        return int(values[0])
    if key in label_names.SINGLE:
        return values[0]
    return values


@dataclass(slots=True)
class _Block:
    """The labels at the top of some lines, read from the first on."""

    lines: list[str]
    crossing: bool = True
    items: list[tuple[Label, str]] = field(default_factory=list)
    end: int = 0

    def read(self) -> None:
        at = 0
        while at < len(self.lines):
            if self.is_gap(at):
                at += 1
                continue
            label = self.label(self.lines[at])
            if label is not None and not self.is_story(label, at):
                at = self.value_of(label, at)
            elif not self.is_between(at):
                break
            else:
                at += 1
            self.end = at
        while self.items and self.end < len(self.lines) and self.is_gap(self.end):
            self.end += 1

    def label(self, line: str) -> Label | None:
        dashed = bool(self.items) and self.items[0][0].by_dash
        return label_names.of(line, dashed=dashed)

    @property
    def is_header(self) -> bool:
        known = [label for label, _ in self.items if label.key != "unknown"]
        return any(label.strength == 2 for label in known) or (
            sum(label.strength for label in known) > 1
        )

    def is_gap(self, at: int) -> bool:
        line = self.lines[at].strip()
        return not line or is_scene_break(line)

    def is_story(self, label: Label, at: int) -> bool:
        """Tell whether a label is a line of a letter or a form inside the story."""
        if label.key in {"published", "updated"} and label.value:
            return not label_values.day(label.value)
        loose = label.is_in_letters and self.end < at and at > 0
        return loose and not self.known_soon(at + 1)

    def known_soon(self, at: int) -> bool:
        """Tell whether a label that counts stands in the next few lines."""
        near = [row for row in self.lines[at : at + 24] if row.strip()][:8]
        names = [self.label(row) for row in near]
        return any(label is not None and label.strength for label in names)

    def is_between(self, at: int) -> bool:
        """Take a byline, or a label that nobody knows, between those we know."""
        line = self.lines[at].strip()
        byline = _BYLINE.fullmatch(line)
        if byline and self.items and len(line.split()) < 9:
            name = byline[1].strip(" *_~")
            self.items.append((Label("authors", "By", "", 1), name))
            return True
        if _UNKNOWN.fullmatch(line) and (
            self.known_soon(at + 1) or (self.items and self.closes(at))
        ):
            self.items.append((Label("unknown", "", "", 0), line))
            return True
        return False

    def closes(self, at: int) -> bool:
        """Tell whether a line is one of the last few of the labels' own paragraph."""
        if at > self.end or not self.lines[at - 1].strip():
            return False
        rest = self.lines[at : at + 4]
        until = next((n for n, row in enumerate(rest) if not row.strip()), 9)
        return until < 4 and all(_UNKNOWN.fullmatch(row) for row in rest[:until])

    # ---- The value of a label --------------------------------------------------------

    def value_of(self, label: Label, at: int) -> int:
        """Add the label with all of its value; return the line after it."""
        start = at + 1
        if not label.value:
            start += next(
                (n for n in range(2) if self.has_text(start + n)), len(self.lines)
            )
        run = self.run(start)
        if label.is_text:
            value, end = self.text(label, at, start, run)
        else:
            value, end = self.short(label, at, start, run)
        self.items.append((label, value))
        return end

    def has_text(self, at: int) -> bool:
        return at < len(self.lines) and bool(self.lines[at].strip())

    def run(self, at: int) -> list[str]:
        """Return the lines from here to the next gap or label."""
        rows = []
        while at < len(self.lines) and not self.is_gap(at):
            if self.label(self.lines[at]):
                break
            rows.append(self.lines[at])
            at += 1
        return rows

    def goes_on(self, at: int) -> bool:
        """Tell whether labels that stand above stories only follow soon."""
        near = [row for row in self.lines[at : at + 12] if row.strip()][:4]
        names = [self.label(row) for row in near]
        return self.before_label(at) or any(
            label is not None and label.strength > 0 and not label.is_closing
            for label in names
        )

    def before_label(self, at: int) -> bool:
        return at < len(self.lines) and self.label(self.lines[at]) is not None

    def text(
        self, label: Label, at: int, start: int, run: list[str]
    ) -> tuple[str, int]:
        end = start + len(run)
        near = _wrapped([self.lines[at], *run]) or _is_brief([self.lines[at], *run])
        closed = end < len(self.lines)
        if not label.value:
            # In a file without empty lines the rest of it would be one run.
            used = run if closed else run[:1]
            end = start + len(used) if used else at + 1
        elif run and closed and (near or self.goes_on(end)):
            used = run
        else:
            used, end = [], at + 1
        first = [label.value] if label.value else []
        value = _joined([*first, *used], [self.lines[at], *used])
        if label.key == "summary" and self.crossing and value:
            return self.crossed(value, end)
        return value, end

    def crossed(self, value: str, end: int) -> tuple[str, int]:
        """Go on over empty lines as far as the next label, if that is near."""
        more, at = [value], end
        while len(more) < 5 and at < len(self.lines):
            if not self.lines[at].strip():
                at += 1
                continue
            label = self.label(self.lines[at])
            if label is not None:
                # A/N and Disclaimer stand under a story as well, and a drabble is
                # shorter than a summary may be.
                ends = label.strength and not label.is_closing
                return ("\n\n".join(more), at) if ends else (value, end)
            rows = self.run(at)
            if not rows or sum(map(len, more)) + sum(map(len, rows)) > _SUMMARY:
                break
            more.append(_joined(rows, rows))
            at += len(rows)
        return value, end

    def short(
        self, label: Label, at: int, start: int, run: list[str]
    ) -> tuple[str, int]:
        if label.value:
            rows = self.continued(label, at, run)
            return " ".join([label.value, *(row.strip() for row in rows)]), (
                at + 1 + len(rows)
            )
        rows = run if label.is_list else run[:1]
        value = "\n".join(row.strip().removeprefix("- ").strip() for row in rows)
        if not value or not label_values.fits(label.key, value):
            return "", at + 1
        return value, start + len(rows)

    def continued(self, label: Label, at: int, run: list[str]) -> list[str]:
        """Return the lines that a list goes on over: set in, or after a comma."""
        rows: list[str] = []
        last = self.lines[at]
        full = label.is_list and len(last) > 60 and len(run) < 4
        before = self.before_label(at + 1 + len(run))
        for row in run:
            set_in = row[:2].isspace() and not self.lines[at][:2].isspace()
            if not (set_in or last.rstrip().endswith((",", ";")) or (full and before)):
                break
            rows.append(row)
            last = row
        return rows if label_values.fits(label.key, " ".join(rows)) else []


def _wrapped(rows: Sequence[str]) -> bool:
    """Tell whether lines look like one paragraph broken at the edge of a screen."""
    return len(rows) < 31 and all(45 <= len(row.rstrip()) <= 100 for row in rows[:-1])


def _is_brief(run: Sequence[str]) -> bool:
    """Tell whether lines under a label, down to an empty one, are its value still."""
    return sum(map(len, run)) < 700 and all(len(row) <= 100 for row in run)


def _joined(values: Sequence[str], rows: Sequence[str]) -> str:
    """Join the lines of a text: as one paragraph where they were wrapped."""
    texts = [value.strip() for value in values]
    return (" " if _wrapped(rows) else "\n").join(texts)
