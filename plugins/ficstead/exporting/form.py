"""AO3's posting form, filled in from a work: every field, its limit, what has none.

Names and order of the fields are the form's own. Limits are those of otwarchive
(config/config.yml, app/models/tag.rb), counted in characters of the HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup

from ..model import Chapter, Tag, Work
from .markup import Pasted, pasted

TITLE, SUMMARY, NOTES, TEXT = 255, 1_250, 5_000, 510_000
SHORTEST_TEXT: Final = 10
TAGS, TAG = 75, 150
_FORBIDDEN: Final = re.compile(r"[,，、*<>^{}=`\\%]")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form. `limit` is 0 where there is none worth a word."""

    label: str
    value: str
    limit: int = 0
    is_html: bool = False

    @property
    def is_too_long(self) -> bool:
        return 0 < self.limit < len(self.value)


@dataclass(frozen=True, slots=True)
class Part:
    """One chapter of AO3's (a one-shot has one): its fields, the text last."""

    name: str
    file: str
    fields: tuple[Field, ...]

    @property
    def text(self) -> str:
        return self.fields[-1].value


@dataclass(frozen=True, slots=True)
class Form:
    """A whole work as AO3's form takes it, and what AO3 will not keep of it."""

    title: str
    fields: tuple[Field, ...]
    parts: tuple[Part, ...]
    lost: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Ours:
    """SITEURL, and where to put what AO3 will not keep."""

    site: str
    lost: list[str]


def filled(work: Work, site: str) -> Form:
    """Return the form for a work; `site` is SITEURL or empty."""
    lost: list[str] = [*_without_field(work, site), *_tags(work)]
    ours = _Ours(site, lost)
    many = bool(work.chapters)
    fields = (*_facts(work), *_preface(work, ours), *_associations(work, site))
    if many:
        parts = tuple(
            _chapter(work, number, chapter, ours)
            for number, chapter in enumerate(work.chapters, 1)
        )
        if work.text:
            foreword = _html("Foreword", work.text.html, "f-", TEXT, ours)
            fields = (*fields, foreword)
    else:
        text = _html("Work Text", work.text.html, "", TEXT, ours)
        parts = (Part("Work text", "text.html", (text,)),)
    form = Form(work.title, fields, parts)
    lost += _too_long(form)
    return Form(work.title, fields, parts, tuple(dict.fromkeys(lost)))


def _facts(work: Work) -> Iterator[Field]:
    yield Field("Rating", work.rating.value)
    yield Field("Archive Warnings", _joined(work.warning_tags))
    yield Field("Fandoms", _joined(work.fandoms))
    yield Field("Categories", _joined(work.category_tags))
    yield Field("Relationships", _joined(work.relationships))
    yield Field("Characters", _joined(work.characters))
    yield Field("Additional Tags", _joined(work.tags))


def _joined(tags: Iterable[Tag]) -> str:
    return ", ".join(tag.name for tag in tags)


def _preface(work: Work, ours: _Ours) -> Iterator[Field]:
    yield Field("Work Title", work.title, TITLE)
    yield Field("Add co-creators?", ", ".join(p.byline for p in work.authors[1:]))
    yield _html("Summary", work.summary, "s-", SUMMARY, ours, classes=False)
    before = Markup().join(
        (
            _warned(work.content_warnings),
            *(Markup("<p>Prompt: {}</p>").format(prompt) for prompt in work.prompts),
            work.notes,
        )
    )
    yield _html("Notes at the beginning", before, "n-", NOTES, ours)
    yield _html("Notes at the end", work.end_notes, "e-", NOTES, ours)


def _warned(warnings: tuple[str, ...]) -> Markup:
    """Return what AO3 has no field for as the first line of the notes."""
    if not warnings:
        return Markup()
    return Markup("<p>Content warnings: {}</p>\n").format(", ".join(warnings))


def _associations(work: Work, site: str) -> Iterator[Field]:
    yield Field("Post to Collections / Challenges", _joined(work.collections))
    yield Field("Gift this work to", ", ".join(gift.byline for gift in work.gifts))
    for parent in work.parents:
        what = "a translation of" if parent.translation else "inspired by"
        url = parent.url
        if parent.inside:
            url = f"{site}/{parent.url}" if site else ""
        says = " · ".join(filter(None, (url, parent.title, parent.byline)))
        yield Field(f"This work is {what}", says)
    for place in work.series:
        yield Field("This work is part of a series", f"{place.title}, {place.part}")
    if work.chapters:
        # AO3 counts every chapter; interludes are not counted here.
        aside = len(work.chapters) - work.posted
        planned = "?" if work.planned is None else str(work.planned + aside)
        yield Field("This work has multiple chapters", f"1 of {planned}")
    else:
        yield Field("Set a different publication date", f"{work.published:%Y-%m-%d}")
    yield Field("Choose a language", work.language.name)


def _chapter(work: Work, number: int, chapter: Chapter, ours: _Ours) -> Part:
    lost: list[str] = []
    mine = _Ours(ours.site, lost)
    place = f"ch{number}-"
    notes = Markup().join((_warned(chapter.content_warnings), chapter.notes))
    fields = (
        Field("Chapter Title", chapter.title, TITLE),
        Field("Set a different publication date", f"{chapter.published:%Y-%m-%d}"),
        _html("Chapter Summary", chapter.summary, f"{place}s-", SUMMARY, mine,
              classes=False),
        _html("Notes at the beginning", notes, f"{place}n-", NOTES, mine),
        _html("Notes at the end", chapter.end_notes, f"{place}e-", NOTES, mine),
        _html("Chapter Text", chapter.text.html, place, TEXT, mine),
    )  # fmt: skip
    if chapter.arc and chapter.opens_arc:
        lost.append(f"the arc that begins here, {chapter.arc}")
    if chapter.language != work.language:
        lost.append(f"its language, {chapter.language.name}: AO3's chapters have none")
    if chapter.number is not None and chapter.number != number:
        lost.append(f"its number: there it is Chapter {number}")
    ours.lost.extend(f"{chapter.name}: {what}" for what in lost)
    return Part(chapter.name, f"chapter-{number:02}.html", fields)


def _html(
    label: str,
    html: Markup,
    place: str,
    limit: int,
    ours: _Ours,
    *,
    classes: bool = True,
) -> Field:
    made: Pasted = pasted(html, ours.site, place, classes=classes)
    where = "" if limit == TEXT else f"{label}: "
    ours.lost.extend(f"{where}{what}" for what in made.lost)
    return Field(label, made.html, limit, is_html=True)


def _without_field(work: Work, site: str) -> Iterator[str]:
    """Say what of a work AO3's form has no place for."""
    if work.skin:
        yield "the work skin: make one at AO3 (My Dashboard, Skins) and choose it"
    if work.content_warnings or any(c.content_warnings for c in work.chapters):
        yield (
            "content warnings have no field: they begin the notes; readers of AO3 look "
            "for them among the additional tags too"
        )
    if work.prompts:
        yield "prompts have no field: they stand in the notes"
    if work.anonymous:
        yield "Anonymous: at AO3 a work is anonymous by a collection that makes it so"
    if work.collections:
        yield "collections: AO3 asks for a collection's name, not its title"
    if not site and any(parent.inside for parent in work.parents):
        yield (
            "the address of the work it stands on, which is in your archive: SITEURL "
            "is not set"
        )
    if work.chapters and work.text:
        yield "the foreword has no field: its HTML stands before the chapters"


def _tags(work: Work) -> Iterator[str]:
    every = (*work.fandoms, *work.relationships, *work.characters, *work.tags)
    if len(every) > TAGS:
        yield f"{len(every) - TAGS} of {len(every)} tags: AO3 takes {TAGS}"
    for tag in every:
        if len(tag.name) > TAG:
            yield f"the tag {tag.name[:40]}…: AO3 takes {TAG} characters"
        elif signs := "".join(dict.fromkeys(_FORBIDDEN.findall(tag.name))):
            yield f"{signs} in the tag {tag.name}: AO3 takes no such sign in a tag"


def _too_long(form: Form) -> Iterator[str]:
    places = [("", form.fields), *((part.name, part.fields) for part in form.parts)]
    for name, fields in places:
        for one in fields:
            where = f"{name}: {one.label}" if name else one.label
            if one.is_too_long:
                yield (
                    f"{where}: {len(one.value):,} characters with their HTML; "
                    f"AO3 takes {one.limit:,}"
                )
            if one.limit == TEXT and len(one.value) < SHORTEST_TEXT:
                yield f"{where}: AO3 takes no text of under {SHORTEST_TEXT} characters"
