"""From what a source says to the files that say it: headers, Markdown, pictures.

Where a source does not say what a work must have, AO3's own importer's defaults stand
in (`reference/ao3.md` 7: Not Rated, Creator Chose Not To Use Archive Warnings, No
Fandom), and the report says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from .. import languages
from ..header import fields
from ..metadata import archive_warnings, categories, ratings, related
from ..model import Language
from ..prose import prose
from ..vocabulary import ArchiveWarning, Rating
from . import illustrations, markdown, stated
from .manuscript import Manuscript, Part, Value
from .story import Chapter, Loss, Refused, Related, Story

_TAG_LISTS: Final = ("fandoms", "relationships", "characters", "tags")
# AO3 takes none of these in a tag; only other sites' tags can bring them.
_UNFIT: Final = re.compile(r"[,，、*<>^{}=`\\%]")
_ANY: Final = Language("en", "English", "English")
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?.*)?")


def composed(story: Story, *, name: str, modified: str, today: str) -> Manuscript:
    """Return what is to be written of a story.

    `name` is its file's, for a work without a title; `modified` the file's day, for one
    without dates; nothing is dated later than `today`. Raises `Refused` where there is
    nothing to read.
    """
    if not any(chapter.html or chapter.markdown for chapter in story.chapters):
        raise Refused("There is no story text in it.")
    return _Composer(story, name, modified, today).manuscript()


@dataclass(slots=True)
class _Composer:
    story: Story
    name: str
    modified: str
    today: str
    lost: list[Loss] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    counted: int = 0

    def manuscript(self) -> Manuscript:
        story = self.story
        title = story.title or _title_of(self.name)
        shown = illustrations.named(story, title, oneshot=not self.is_chaptered)
        self.lost += [*story.lost, *shown.lost]
        self.said += story.said
        first, last = self.dates()
        work = self.work_values(title, shown.names)
        if self.is_chaptered:
            foreword = self.text(story.foreword, "foreword", shown.names)
            chapters = self.chapters(shown.names, first, last)
            if not any(part.number == 1 for part in chapters):
                work |= {"date": first, "updated": last}
        else:
            foreword, chapters = self.body(story.chapters[0], "text", shown.names), ()
            if story.foreword:
                above = self.text(story.foreword, "foreword", shown.names)
                foreword = f"{above}\n{foreword}"
            work |= {"date": first} | ({"updated": last} if last != first else {})
        guesses = frozenset() if story.published else frozenset({"date", "updated"})
        return Manuscript(
            format=story.format,
            work=Part(0, _ordered(work), foreword, guesses),
            chapters=chapters,
            partial=self.is_partial,
            stated=story.words,
            counted=self.counted,
            pictures=shown.pictures,
            skin=story.skin.strip(),
            lost=tuple(dict.fromkeys(self.lost)),
            said=(*dict.fromkeys(self.said), *self.words_said()),
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
                self.said.append(
                    f"It names no date; its file's, {self.modified}, stands in."
                )
        last = _day(self.story.updated) or first
        first = min(first, self.today)
        return first, max(first, min(last, self.today))

    # ---- The header of the work ------------------------------------------------------

    def work_values(self, title: str, names: Mapping[str, str]) -> dict[str, Value]:
        story = self.story
        values: dict[str, Value] = {
            "title": title,
            "author": story.authors,
            "rating": self.rating(),
            "warnings": self.warnings(),
            "categories": self.categories(),
            **{key: self.tags(key) for key in _TAG_LISTS},
            "language": self.language(),
            "series": tuple(f"{t} #{n}" if n else t for t, n in story.series),
            "collections": self.listed(story.collections, "collections"),
            "gift": story.gifts,
            "prompt": story.prompts,
            "inspired by": self.related(translation=False),
            "translation of": self.related(translation=True),
            "source": story.source,
        }
        if not story.fandoms:
            values["fandoms"] = ("No Fandom",)
            self.said.append("It names no fandom; No Fandom stands in.")
        if self.is_chaptered:
            values["chapters"] = self.planned()
        for key in ("summary", "notes", "end_notes"):
            html = getattr(story, key)
            values[key.replace("_", " ")] = self.field(html, key, names)
        content = tuple(w for w in story.warnings if not archive_warnings.find(w))
        values["content warnings"] = content
        return values

    def rating(self) -> str:
        given = self.story.rating
        known = ratings.find(given) or ratings.ELSEWHERE.get(given.lower().strip())
        if known is None:
            self.said.append(
                f'Its rating "{given}" is none of AO3\'s; Not Rated stands in.'
                if given
                else "It has no rating; Not Rated stands in."
            )
            if given:
                self.lost.append(Loss(f"rating: {given}", "header"))
        return (known or Rating.NOT_RATED).value

    def warnings(self) -> tuple[str, ...]:
        known = dict.fromkeys(
            filter(None, map(archive_warnings.find, self.story.warnings))
        )
        if len(known) > 1:
            known.pop(ArchiveWarning.NONE_APPLY, None)
        if not known:
            chosen = ArchiveWarning.CHOSE_NOT
            self.said.append(f"It has no archive warnings; {chosen.value} stands in.")
            known = {chosen: None}
        return tuple(warning.value for warning in known)

    def categories(self) -> tuple[str, ...]:
        kept = []
        for name in self.story.categories:
            known = categories.find(name)
            if known:
                kept.append(known.value)
            else:
                self.lost.append(Loss(f"category: {name}", "header"))
        return tuple(dict.fromkeys(kept))

    def tags(self, key: str) -> tuple[str, ...]:
        return self.listed(getattr(self.story, key), key)

    def listed(self, names: Iterable[str], key: str) -> tuple[str, ...]:
        """Return names as items of a list, once each, without what no tag may hold."""
        kept: dict[str, str] = {}
        for name in names:
            fit = (
                " ".join(_UNFIT.sub(" ", name).split()) if _UNFIT.search(name) else name
            )
            if fit != name:
                self.lost.append(Loss(f"signs of the tag {name}", key))
            if fit:
                kept.setdefault(fit.casefold(), fit)
        return tuple(kept.values())

    def language(self) -> str:
        given = self.story.language
        known = languages.find(given) if given else None
        if given and known is None:
            self.lost.append(Loss(f"language: {given}", "header"))
        return known.code if known else ""

    def related(self, *, translation: bool) -> tuple[str, ...]:
        result = []
        for one in self.story.related:
            if one.translation is not translation:
                continue
            if related.is_web(one.url):
                result.append(_named(one))
            else:
                kind = "translation of" if translation else "inspired by"
                by = f" by {one.author}" if one.author else ""
                self.lost.append(Loss(f"{kind}: {one.title}{by}", "header"))
        return tuple(result)

    def planned(self) -> str:
        planned = self.story.planned
        there = len(self.story.chapters)
        return "" if planned == str(there) and not self.is_partial else planned

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
        return _dated(parts, first, last if ends else "")

    def chapter(self, chapter: Chapter, number: int, names: Mapping[str, str]) -> Part:
        where = f"chapter {number}"
        values: dict[str, Value] = {
            "title": chapter.title,
            "author": chapter.authors,
            "date": _day(chapter.date),
        }
        for key in ("summary", "notes", "end_notes"):
            html = getattr(chapter, key)
            values[key.replace("_", " ")] = self.field(html, where, names)
        body = self.body(chapter, where, names)
        if not body.strip():
            values["status"] = "draft"
            self.said.append(f"Chapter {number} has no text; it is a draft for now.")
        return Part(number, _ordered(values), body)

    def body(self, chapter: Chapter, where: str, names: Mapping[str, str]) -> str:
        if chapter.markdown:
            text = chapter.markdown.strip("\n")
            self.counted += prose.render(text, _ANY, typeset=False)[0].words
            return f"{text}\n"
        written = markdown.written(chapter.html, names)
        self.counted += written.words
        self.note(written.lost, where)
        return written.text

    def text(self, html: str, where: str, names: Mapping[str, str]) -> str:
        written = markdown.written(html, names)
        self.note(written.lost, where)
        return written.text

    def field(self, html: str, where: str, names: Mapping[str, str]) -> str:
        if not html:
            return ""
        written = markdown.written(html, names, field=True)
        self.note(written.lost, where.replace("_", " "))
        return written.text.strip("\n")

    def note(self, lost: Iterable[Loss], where: str) -> None:
        self.lost += [replace(loss, where=loss.where or where) for loss in lost]

    def words_said(self) -> tuple[str, ...]:
        html = [chapter.html for chapter in self.story.chapters]
        if self.is_partial or self.story.words is None or not all(html):
            return ()
        return stated.difference(self.story.words, self.counted, html)


def _dated(parts: list[Part], first: str, last: str) -> tuple[Part, ...]:
    """Give every chapter a date: AO3's downloads know the first and the last one only.

    A chapter between them has that of the chapter before it; nobody can say more.
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
        certain = part.number == 1
        values = _ordered({**part.values, "date": day})
        result.append(
            replace(part, values=values, guesses=frozenset() if certain else {"date"})
        )
    return tuple(result)


def _ordered(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return what says something, in the contract's order of keys."""
    kept = {key: value for key, value in values.items() if value}
    order = {field.key: at for at, field in enumerate(fields.FIELDS)}
    return dict(sorted(kept.items(), key=lambda pair: order[pair[0]]))


def _named(one: Related) -> str:
    title = re.sub("[<>]", "", one.title) or one.url
    by = f" by {one.author}" if one.author else ""
    return f"{title}{re.sub('[<>]', '', by)} <{one.url.replace(' ', '%20')}>"


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
