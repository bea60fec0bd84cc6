"""What a work says of itself, under AO3's labels and in AO3's order.

As AO3's own downloads have it, with what they leave out behind it: the author's
content warnings, recipients, prompts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Chapter, Person, Tag, Work
from ..spoken import day, number

ANONYMOUS = "Anonymous"


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its values; each may have a page, `url` its path from the root."""

    label: str
    values: tuple[tuple[str, str], ...]

    @property
    def said(self) -> str:
        return ", ".join(name for name, _ in self.values)


def facts(work: Work) -> Iterator[Fact]:
    """Yield what a work says of itself, without what it does not say."""
    for one, several, values in _labelled(work):
        if values:
            yield Fact(several if len(values) > 1 else one, tuple(values))


def _labelled(
    work: Work,
) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    yield "Rating", "Rating", _tags((work.rating_tag,))
    yield "Archive Warning", "Archive Warnings", _tags(work.warning_tags)
    own = [(warning, "") for warning in work.content_warnings]
    yield "Content Warning", "Content Warnings", own
    yield "Category", "Categories", _tags(work.category_tags)
    yield "Fandom", "Fandoms", _tags(work.fandoms)
    yield "Relationship", "Relationships", _tags(work.relationships)
    yield "Character", "Characters", _tags(work.characters)
    yield "Additional Tags", "Additional Tags", _tags(work.tags)
    yield "Language", "Language", [(work.language.name, "")]
    yield "Series", "Series", [(place.title, place.url) for place in work.series]
    yield "Collection", "Collections", _tags(work.collections)
    yield "Gift", "Gifts", [(one.byline, one.url or "") for one in work.gifts]
    yield "Prompt", "Prompts", [(prompt, "") for prompt in work.prompts]


def stats(work: Work) -> Iterator[tuple[str, str]]:
    """Yield dates and counts, as AO3 does."""
    yield "Published", day(work.published)
    if day(work.updated) != day(work.published):
        yield "Completed" if work.complete else "Updated", day(work.updated)
    yield "Words", number(work.words)
    yield "Chapters", work.progress


def people(work: Work) -> tuple[Person, ...]:
    """Return who is named as author: nobody, where the work is anonymous."""
    if work.anonymous or not work.authors:
        return (Person(ANONYMOUS),)
    return work.authors


def byline(work: Work) -> str:
    return ", ".join(person.byline for person in people(work))


def titled(work: Work) -> str:
    """Return AO3's title of a download: title, authors, fandoms."""
    names = [tag.name for tag in work.fandoms]
    fandoms = ", ".join(names) if names else "No fandom specified"
    if len(names) > 3:
        fandoms = "Multifandom"
    return f"{work.title} - {byline(work)} - {fandoms}"


def warned(work: Work) -> tuple[str, ...]:
    """Return everything that its author warns of, before the text."""
    labels = [tag.name for tag in work.warning_tags]
    return tuple(dict.fromkeys((*labels, *work.content_warnings)))


def warned_chapters(work: Work) -> tuple[tuple[Chapter, str], ...]:
    """Return the chapters that warn of something themselves, with what."""
    return tuple(
        (chapter, ", ".join(chapter.content_warnings))
        for chapter in work.chapters
        if chapter.content_warnings
    )


def _tags(tags: tuple[Tag, ...]) -> list[tuple[str, str]]:
    return [(tag.name, tag.url) for tag in tags]
