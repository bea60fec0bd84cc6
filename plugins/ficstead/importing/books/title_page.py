"""What a downloader's title page says: ``Label: value``, in a table or in lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from ..ao3 import labels as ao3_labels
from ..labels import label_values
from ..markup.markup import inner, words
from ..story import Chapter, Loss, Story
from . import title_fields

_CATEGORIES: Final = frozenset({"F/F", "F/M", "M/M", "Gen", "Multi", "Other"})
_SERIES: Final = re.compile(r"(.*?)\s*\[\s*(\d{1,6})(?:\.\d{1,4})?\s*\]")
_OF: Final = re.compile(r"([\d,]{1,9})\s*(?:/|of)\s*([\d,]{1,9}|\?)")
_DONE: Final = re.compile(r"(?i)complete|finished|one-?shot")


@dataclass(slots=True)
class Page:
    """What a title page says. `values` are lists by the names of Story's fields."""

    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    series: tuple[tuple[str, int | None], ...] = ()
    summary: str = ""
    notes: str = ""
    words: int | None = None
    posted: int | None = None
    planned: str = ""
    status: str = ""
    lost: tuple[Loss, ...] = ()

    def first(self, name: str) -> str:
        return self.values.get(name, ("",))[0]

    def story(self, form: str, chapters: tuple[Chapter, ...]) -> Story:
        """Return a story that says what the page says, and nothing else."""
        return Story(
            format=form,
            chapters=chapters,
            title=self.first("title"),
            authors=self.values.get("authors", ()),
            rating=self.first("rating"),
            warnings=self.values.get("warnings", ()),
            categories=self.values.get("categories", ()),
            fandoms=self.values.get("fandoms", ()),
            relationships=self.values.get("relationships", ()),
            characters=self.values.get("characters", ()),
            tags=self.values.get("tags", ()),
            language=self.first("language"),
            series=self.series,
            collections=self.values.get("collections", ()),
            gifts=self.values.get("gifts", ()),
            prompts=self.values.get("prompts", ()),
            published=self.first("published"),
            updated=self.first("updated"),
            planned=planned(self, len(chapters)),
            posted=self.posted,
            words=self.words,
            summary=self.summary,
            notes=self.notes,
            source=self.first("source"),
            lost=self.lost,
        )


def read(soup: Tag) -> Page:
    """Return what a title page says."""
    page = Page()
    for label, nodes in title_fields.fields(soup):
        _take(page, label, nodes)
    return page


def _take(page: Page, label: str, nodes: list[PageElement]) -> None:
    key = title_fields.named(label)
    soup = BeautifulSoup("", "html.parser")
    # Copies: the page itself stays as it is.
    soup.extend([copy(node) for node in nodes])
    text = words(soup)
    if not text or key is None:
        return
    if key == "summary":
        page.summary = page.summary or _trimmed(inner(soup))
    elif key == "notes":
        page.notes += _paragraph(_trimmed(inner(soup)))
    elif key == "series":
        page.series += _series(soup)
    elif key == "words":
        page.words = ao3_labels.count(text.split()[0])
    elif key in {"chapters", "of", "planned"}:
        _chapters(page, key, text)
    elif key == "status":
        page.status = text
    elif key in {"published", "updated"} and (day := _day(text)):
        page.values.setdefault(key, (day,))
    elif key in {"rating", "language", "title"}:
        page.values.setdefault(key, (_rating(text) if key == "rating" else text,))
    elif key == "source":
        link = soup.find("a", href=True)
        page.values.setdefault(
            key, (str(link["href"]) if isinstance(link, Tag) else text,)
        )
    elif key and key not in {"published", "updated"}:
        _add(page, key, _names(soup, key))
    else:
        where = "stats" if text.replace(",", "").isdigit() else "title page"
        page.lost += (Loss(f"{label.lower()}: {text[:500]}", where),)


def _add(page: Page, key: str, names: tuple[str, ...]) -> None:
    if key == "extra":
        key, names = "tags", tuple(name for name in names if name != "FanFiction")
    if key == "genre":
        # AO3's freeforms and categories come as one.
        _add(page, "categories", tuple(n for n in names if n in _CATEGORIES))
        key, names = "tags", tuple(n for n in names if n not in _CATEGORIES)
    if key == "category":
        key = "categories" if names and {*names} <= _CATEGORIES else "fandoms"
    both = (*page.values.get(key, ()), *names)
    if both:
        page.values[key] = tuple(dict.fromkeys(both))


def _names(soup: Tag, key: str) -> tuple[str, ...]:
    links = tuple(filter(None, (words(link) for link in soup.find_all("a"))))
    text = words(soup)
    # Links count only where they are the whole value.
    if links and len("".join(links)) >= len(text) - 2 * len(links) - 6:
        return links
    if key == "authors":
        return tuple(name for name in text.split(", ") if name)
    return ao3_labels.listed(text)


def _series(soup: Tag) -> tuple[tuple[str, int | None], ...]:
    links = [words(link) for link in soup.find_all("a")]
    texts = [text for text in links if text] or [words(soup)]
    return tuple(series(text) for text in texts)


def series(text: str) -> tuple[str, int | None]:
    """Read ``The Coast [3]``; part 0 means that the part is not known."""
    found = _SERIES.fullmatch(text)
    if found is None or not found[1]:
        return text, None
    return found[1], int(found[2]) or None


def _chapters(page: Page, key: str, text: str) -> None:
    if found := _OF.match(text):
        page.posted = ao3_labels.count(found[1])
        page.planned = "?" if found[2] == "?" else found[2].replace(",", "")
    elif key == "planned":
        page.planned = text if text == "?" or ao3_labels.count(text) else ""
    elif page.posted is None:
        page.posted = ao3_labels.count(text)


def planned(page: Page, chapters: int) -> str:
    """Return the planned number of chapters, from the status where nobody says it."""
    if page.planned or not page.status:
        return page.planned
    if _DONE.search(page.status) and not page.status.lower().startswith(("in", "un")):
        return str(page.posted or chapters)
    return "?"


def _rating(text: str) -> str:
    known = label_values.rating(text)
    return known.value if known else text


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text.strip()[:10]).isoformat()
    except ValueError:
        return label_values.day(text)


def _paragraph(html: str) -> str:
    return (
        html if re.match(r"<(?:p|div|ul|ol|blockquote)\b", html) else f"<p>{html}</p>"
    )


def _trimmed(html: str) -> str:
    return re.sub(r"\A(?:\s|<br/?>)+|(?:\s|<br/?>)+\Z", "", html)


def merged(page: Page, more: Mapping[str, tuple[str, ...]]) -> None:
    """Fill what the page does not say from what else is known."""
    for key, value in more.items():
        if value and not page.values.get(key):
            page.values[key] = value
