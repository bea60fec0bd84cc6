"""What a feed says of a work or a chapter: facts and a summary, and when asked a text.

A text behind the gate is never in a feed, and neither is one that warns of anything in
its author's own words: a feed reader has no gate, and shows what it gets.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import quote

from markupsafe import Markup, escape

from ... import addresses
from ...model import Chapter, Language, Person, Tag, Work
from ...passages import without
from ...settings import Settings
from .. import gating

Facts = Iterable[tuple[str, str]]
_NOBODY: Final = (Person("Anonymous"),)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is new, in no format yet.

    `about` is what a reader is told before following the link; `text` is empty where
    it is withheld. In both, links carry the mark of `addresses.ROOT`. `summary` is the
    author's alone, as plain text.
    """

    id: str
    title: str
    url: str
    published: datetime
    updated: datetime
    people: tuple[Person, ...]
    tags: tuple[Tag, ...]
    language: Language
    summary: str
    about: Markup
    text: Markup = Markup()

    @property
    def content(self) -> Markup:
        """Return the text below what is said about it, or that alone."""
        parted = Markup("{}\n<hr>\n{}").format(self.about, self.text)
        return parted if self.text else self.about


def of_work(work: Work, settings: Settings) -> Entry:
    """Return the entry of a whole work; that of a one-shot may hold its text."""
    related = (*work.relationships, *work.characters, *work.tags)
    facts = (
        ("Fandom", _names(work.fandoms)),
        ("Rating", work.rating.value),
        ("Warnings", _warned(work)),
        ("Relationships", _names(work.relationships)),
        ("Characters", _names(work.characters)),
        ("Tags", _names(work.tags)),
        ("Words", f"{work.words:,}"),
        ("Chapters", work.progress),
    )
    may = work.is_oneshot and gating.for_work(work, settings) is None
    return Entry(
        id=identity(work.url, settings),
        title=work.title,
        url=work.url,
        published=work.published,
        updated=work.updated,
        people=_people(work),
        tags=(*_ground(work), *work.category_tags, *related),
        language=work.language,
        summary=_plain(work.summary),
        about=_about(facts, work.summary, work.url, work.language, settings),
        text=_text(work.text.html, work, work.url, work.language, settings)
        if may
        else Markup(),
    )


def of_chapter(work: Work, chapter: Chapter, settings: Settings) -> Entry:
    """Return the entry of a chapter.

    It is known by its file's name, not by its number, which another chapter may get.
    It says nothing that changes with the chapters after it.
    """
    facts = (
        ("Fandom", _names(work.fandoms)),
        ("Rating", work.rating.value),
        ("Warnings", _warned(work, *chapter.content_warnings)),
        ("Words", f"{chapter.words:,}"),
    )
    may = gating.for_chapter(work, chapter, settings) is None
    return Entry(
        id=identity(f"{work.url}#{chapter.key}", settings),
        title=f"{chapter.full_title} · {work.title}",
        url=chapter.url,
        published=chapter.published,
        updated=chapter.updated,
        people=_people(work, chapter.authors),
        tags=_ground(work),
        language=chapter.language,
        summary=_plain(chapter.summary),
        about=_about(facts, chapter.summary, chapter.url, chapter.language, settings),
        text=_text(chapter.text.html, work, chapter.url, chapter.language, settings)
        if may
        else Markup(),
    )


def identity(path: str, settings: Settings) -> str:
    """Return an id that outlives corrections of title and date: site and place."""
    site = settings.site_url or settings.name
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{site}/{path}").urn


def stamp(moment: datetime) -> str:
    """Return a date as RFC 3339 has it, whose time zones know no seconds.

    Before there was standard time a town had them: Amsterdam was at +00:19:32.
    """
    if (moment.utcoffset() or timedelta()).seconds % 60:
        moment = moment.astimezone(UTC)
    return moment.isoformat(timespec="seconds")


def address(root: str, path: str) -> str:
    """Return where a path of the site is, seen from `root`."""
    return root + quote(path)


def whole(html: Markup, root: str) -> Markup:
    """Return HTML whose marked links lead somewhere from `root`."""
    return Markup(str(html).replace(addresses.ROOT, str(escape(root))))


def _people(work: Work, own: tuple[Person, ...] = ()) -> tuple[Person, ...]:
    return _NOBODY if work.anonymous else own or work.authors or _NOBODY


def _ground(work: Work) -> tuple[Tag, ...]:
    return (*work.fandoms, work.rating_tag, *work.warning_tags)


def _names(tags: Iterable[Tag]) -> str:
    return ", ".join(tag.name for tag in tags)


def _warned(work: Work, *own: str) -> str:
    every = (*(t.name for t in work.warning_tags), *work.content_warnings, *own)
    return ", ".join(dict.fromkeys(every))


def _about(
    facts: Facts, summary: Markup, url: str, language: Language, settings: Settings
) -> Markup:
    """Return facts, summary and the way to the text, each in its own language."""
    turned = _turned(settings.language, language)
    lines = "<br>".join(
        f"<b>{name}:</b> {escape(value)}" for name, value in facts if value
    )
    # Its signs are those of an address, and need no escaping.
    place = f"{addresses.ROOT}{quote(url)}"
    link = f'<a href="{place}">Read it at {escape(settings.name)}</a>'
    parts = (f"<p{turned}>{lines}</p>", without(summary), f"<p{turned}>{link}</p>")
    return _directed(Markup("\n".join(filter(None, parts))), language)


def _directed(html: Markup, language: Language) -> Markup:
    """Return HTML that says where its lines begin, if that is not on the left."""
    if language.direction == "ltr":
        return html
    return Markup('<div dir="{}">{}</div>').format(language.direction, html)


def _turned(language: Language, around: Language) -> str:
    """Return the attributes of a part in another language than what is around it."""
    if language.code == around.code:
        return ""
    return f' lang="{language.code}" dir="{language.direction}"'


def _text(
    html: Markup, work: Work, url: str, language: Language, settings: Settings
) -> Markup:
    """Return a text as a feed may hold it, or nothing."""
    if not settings.feed_text or work.content_warnings:
        return Markup()
    # In a feed reader a note at the end of the text lies on the page it came from.
    page = f'href="{addresses.ROOT}{quote(url)}#'
    told = Markup(str(without(html)).replace('href="#', page))
    return _directed(told, language)


def _plain(html: Markup) -> str:
    return without(html).striptags()
