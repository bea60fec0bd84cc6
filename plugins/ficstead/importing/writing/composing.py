"""From what a source says to the files that say it: headers, Markdown, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from html import escape
from typing import Final

from ..manuscript import Manuscript, Part, Value
from ..story import Chapter, Loss, Refused, Story
from . import headings, illustrations, markdown, stated
from .headings import Tally

_TEXTS: Final = ("summary", "notes", "end notes")
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?.*)?")


def composed(story: Story, *, name: str, modified: str, today: str) -> Manuscript:
    """Return what is to be written of a story.

    `name` is its file's, for a work without a title; `modified` the file's day, for one
    without dates; nothing is dated later than `today`. Raises `Refused` where there is
    nothing to read.
    """
    if not any(chapter.html or chapter.markdown for chapter in story.chapters):
        raise Refused("There is no story text in it.")
    composer = _Composer(_with_first(story), name, modified, today)
    if not composer.is_chaptered:
        composer.story = _as_oneshot(story)
    return composer.manuscript()


@dataclass(slots=True)
class _Composer:
    story: Story
    name: str
    modified: str
    today: str
    tally: Tally = field(default_factory=Tally)
    counted: int = 0

    def manuscript(self) -> Manuscript:
        story = self.story
        title = story.title or _title_of(self.name)
        shown = illustrations.named(story, title, oneshot=not self.is_chaptered)
        self.tally.lost += [*story.lost, *shown.lost]
        self.tally.said += story.said
        first, last = self.dates()
        work = self.work_values(title, shown.names)
        if self.is_chaptered:
            foreword = self.text(story.foreword, "foreword", shown.names)
            chapters = self.chapters(shown.names, first, last)
            if not any(part.number == 1 for part in chapters):
                work |= {"date": first} | ({"updated": last} if last != first else {})
        else:
            foreword, chapters = self.body(story.chapters[0], "text", shown.names), ()
            work |= {"date": first} | ({"updated": last} if last != first else {})
        guesses = frozenset() if story.published else frozenset({"date", "updated"})
        return Manuscript(
            format=story.format,
            work=Part(0, headings.ordered(work), foreword, guesses),
            chapters=chapters,
            partial=self.is_partial,
            stated=story.words,
            counted=self.counted,
            pictures=shown.pictures,
            skin=story.skin.strip(),
            lost=tuple(dict.fromkeys(self.tally.lost)),
            said=(
                *dict.fromkeys(self.tally.said),
                *self.tally.stood_in(),
                *illustrations.elsewhere(story, shown.names),
                *self.words_said(),
            ),
        )

    # ---- What kind of work it is -----------------------------------------------------

    @property
    def is_chaptered(self) -> bool:
        """AO3's rule: it has, or will have, more than one chapter."""
        story = self.story
        first = story.chapters[0].number
        return (
            len(story.chapters) > 1
            or story.planned not in {"", "1"}
            or (story.posted or 1) > 1
            or (first is not None and first > 1)
        )

    @property
    def is_partial(self) -> bool:
        posted = self.story.posted
        return posted is not None and len(self.story.chapters) < posted

    def dates(self) -> tuple[str, str]:
        """Return when it was first posted and when it was last changed."""
        first = _day(self.story.published) or _day(self.story.updated)
        if not first:
            dated = [_day(chapter.date) for chapter in self.story.chapters]
            first = next(filter(None, dated), "") or self.modified
            if not any(dated):
                self.tally.stand_ins["date"] = f"{self.modified} (the file's own)"
        last = _day(self.story.updated) or first
        first = min(first, self.today)
        return first, max(first, min(last, self.today))

    def work_values(self, title: str, names: Mapping[str, str]) -> dict[str, Value]:
        story = self.story
        values = headings.values(story, title, self.tally)
        if self.is_chaptered:
            there = str(len(story.chapters))
            whole = story.planned == there and not self.is_partial
            values["chapters"] = "" if whole else story.planned
        for key in _TEXTS:
            values[key] = self.field(getattr(story, key.replace(" ", "_")), key, names)
        return values

    # ---- Texts -----------------------------------------------------------------------

    def chapters(
        self, names: Mapping[str, str], first: str, last: str
    ) -> tuple[Part, ...]:
        parts: list[Part] = []
        for at, chapter in enumerate(self.story.chapters, 1):
            number = chapter.number if chapter.number else at
            if parts and number <= parts[-1].number:
                number = parts[-1].number + 1
            parts.append(self.chapter(chapter, number, names))
        ends = self.story.posted in {None, parts[-1].number}
        posted = bool(self.story.published)
        return _dated(parts, first, last if ends else "", certain=posted)

    def chapter(self, chapter: Chapter, number: int, names: Mapping[str, str]) -> Part:
        where = f"chapter {number}"
        values: dict[str, Value] = {
            "title": chapter.title,
            "author": chapter.authors,
            "date": _day(chapter.date),
            "arc": chapter.arc,
            "interlude": "yes" if chapter.interlude else "",
            "content warnings": chapter.content_warnings,
        }
        for key in _TEXTS:
            html = getattr(chapter, key.replace(" ", "_"))
            values[key] = self.field(html, where, names)
        body = self.body(chapter, where, names)
        if not body.strip() or (chapter.markdown and not markdown.is_seen(body)):
            values["status"] = "draft"
            self.tally.said.append(
                f"Chapter {number} has no text; it is a draft for now."
            )
        return Part(number, headings.ordered(values), body)

    def body(self, chapter: Chapter, where: str, names: Mapping[str, str]) -> str:
        if chapter.markdown:
            text = chapter.markdown.strip("\n")
            self.counted += markdown.counted(text)
            return f"{text}\n"
        written = markdown.written(chapter.html, names, self.story.source)
        self.counted += written.words
        self.note(written.lost, where)
        return written.text

    def text(self, html: str, where: str, names: Mapping[str, str]) -> str:
        written = markdown.written(html, names, self.story.source)
        self.note(written.lost, where)
        return written.text

    def field(self, html: str, where: str, names: Mapping[str, str]) -> str:
        if not html:
            return ""
        written = markdown.written(html, names, self.story.source)
        self.note(written.lost, where)
        return written.text.strip("\n")

    def note(self, lost: Iterable[Loss], where: str) -> None:
        self.tally.lost += [replace(loss, where=loss.where or where) for loss in lost]

    def words_said(self) -> tuple[str, ...]:
        html = [chapter.html for chapter in self.story.chapters]
        if self.is_partial or self.story.words is None or not all(html):
            return ()
        return stated.difference(self.story.words, self.counted, html)


def _with_first(story: Story) -> Story:
    """Return a story whose text before chapter 2 is chapter 1, if nothing else is."""
    if not story.foreword or story.chapters[0].number != 2:
        return story
    first = Chapter(story.foreword, number=1)
    return replace(story, foreword="", chapters=(first, *story.chapters))


def _as_oneshot(story: Story) -> Story:
    """Return a story whose only chapter has nothing that a one-shot has no place for.

    Notes of the chapter are notes of the work, its title stands above its text.
    """
    only = story.chapters[0]
    html = only.html
    if only.title and only.title != story.title and story.title and html:
        html = f"<h2>{escape(only.title)}</h2>\n{html}"
    both = {
        key: "\n".join(dict.fromkeys(filter(None, (ours, its))))
        for key, ours, its in (
            ("summary", story.summary, only.summary),
            ("notes", story.notes, only.notes),
            ("end_notes", only.end_notes, story.end_notes),
        )
    }
    return replace(
        story,
        **both,  # type: ignore[arg-type]
        title=story.title or only.title,
        authors=story.authors or only.authors,
        published=story.published or only.date,
        foreword="",
        chapters=(Chapter(f"{story.foreword}\n{html}".strip(), only.markdown),),
    )


def _dated(
    parts: list[Part], first: str, last: str, *, certain: bool
) -> tuple[Part, ...]:
    """Give every chapter a date: AO3's downloads know the first and the last one only.

    A chapter between them has that of the chapter before it; nobody can say more.
    `certain` is whether the source itself names the first.
    """
    result: list[Part] = []
    day = first
    for part in parts:
        known = part.values.get("date")
        if known:
            day = max(day, str(known)) if result else str(known)
            result.append(part)
            continue
        if part is parts[-1] and last:
            day = max(day, last)
        values = headings.ordered({**part.values, "date": day})
        posted = certain and part.number == 1
        guesses = frozenset(() if posted else ("date",))
        result.append(replace(part, values=values, guesses=guesses))
    return tuple(result)


def _day(text: str) -> str:
    """Return an ISO date that is in the calendar, else nothing."""
    if not _ISO.fullmatch(text):
        return ""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def _title_of(name: str) -> str:
    """Return a title made of a file's name: ``The_Lantern.html`` -> The Lantern."""
    words = " ".join(name.rsplit(".", 1)[0].replace("_", " ").split())
    return words[:1].upper() + words[1:] or "Untitled"
