"""The fields of a downloader's title page: ``Label: value``, in a table or in lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from ..ao3 import labels as ao3_labels
from ..labels import label_values
from ..markup.markup import inner, words
from ..story import Loss

# Labels as FanFicFare has them, its older forms, and those people configure.
_FIELDS: Final = {
    **{"category": "category", "categories": "category", "genre": "genre"},
    **{"genres": "genre", "fandom": "fandoms", "fandoms": "fandoms"},
    **{"ao3 categories": "categories", "ao3 category": "categories"},
    **{"freeform tags": "tags", "additional tags": "tags", "tags": "tags"},
    **{"freefrom tags": "tags", "freeform tag": "tags", "extra tags": "extra"},
    **{"language": "language", "characters": "characters", "character": "characters"},
    **{"relationships": "relationships", "relationship": "relationships"},
    **{"ships": "relationships", "pairing": "relationships"},
    **{"pairings": "relationships", "series": "series", "additional series": "series"},
    **{"collections": "collections", "collection": "collections"},
    **{"status": "status", "published": "published", "date published": "published"},
    **{"updated": "updated", "last updated": "updated", "completed": "updated"},
    **{"rating": "rating", "rated": "rating", "warnings": "warnings"},
    **{"warning": "warnings", "archive warning": "warnings"},
    **{"archive warnings": "warnings", "content warnings": "warnings"},
    **{"chapters": "chapters", "chapter": "chapters", "chapters/total chapters": "of"},
    **{"total chapters": "planned", "words": "words", "word count": "words"},
    **{"summary": "summary", "description": "summary", "story url": "source"},
    **{"original source": "source", "source": "source", "title": "title"},
    **{"author": "authors", "authors": "authors", "by": "authors"},
    **{"byline": "authors", "gift for": "gifts", "prompts": "prompts"},
    **{"story notes": "notes", "disclaimer": "notes", "erotica tags": "tags"},
    **{"author's note": "notes", "author's notes": "notes"},
}
_SILENT: Final = frozenset(
    {
        *("packaged", "publisher", "site", "author url", "author id", "story id"),
        *("file format", "file extension", "site abbrev", "downloader version"),
        *("ffdl version", "ffd version", "story url section", "author link"),
        *("fff version", "fanficfare version", "downloaded", "id", "stats"),
        *("created", "storylink", "authorlink", "series url"),
    }
)
_MOST: Final = 200  # fields of a title page
_CATEGORIES: Final = frozenset({"F/F", "F/M", "M/M", "Gen", "Multi", "Other"})
_SERIES: Final = re.compile(r"(.*?)\s*\[\s*(\d{1,6})(?:\.\d{1,4})?\s*\]")
_OF: Final = re.compile(r"([\d,]{1,9})\s*(?:/|of)\s*([\d,]{1,9}|\?)")
_DONE: Final = re.compile(r"(?i)complete|finished|one-?shot")
_LABEL: Final = re.compile(r"\s*([^\W\d_][\w /'()-]{0,40}?)\s*[:：]\s*(.*)", re.DOTALL)


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


def read(soup: Tag) -> Page:
    """Return the fields of a title page."""
    page = Page()
    for name, nodes in islice(fields(soup), _MOST):
        _take(page, name, nodes)
    return page


def count(soup: Tag) -> int:
    """Return how many known labels a page has; a title page has three or more."""
    return sum(_key(name) in _FIELDS for name, _ in islice(fields(soup), _MOST))


def fields(soup: Tag) -> Iterator[tuple[str, list[PageElement]]]:
    """Go through the labels of a page, each with what stands behind it."""
    found = False
    inside: set[int] = set()
    for bold in soup.find_all(["b", "strong"]):
        label = words(bold)
        if not label.endswith((":", "：")) or len(label) > 60:
            continue
        if any(id(around) in inside for around in (bold, *bold.parents)):
            continue  # a label of her own in a summary
        found = True
        is_text = _FIELDS.get(_key(label)) in {"summary", "notes"}
        nodes = _behind(bold, is_text=is_text)
        if is_text:
            inside |= {id(node) for node in nodes}
        yield label.rstrip(":： "), nodes
    if found:
        return
    for line in soup.find_all("p"):
        match = _LABEL.match(words(line))
        if match and _key(match[1]) in _FIELDS:
            yield match[1], _without_label(line)


def _behind(bold: Tag, *, is_text: bool) -> list[PageElement]:
    cell = bold.parent
    if cell is not None and cell.name in {"td", "th"}:
        after = cell.find_next_sibling(["td", "th"])
        if isinstance(after, Tag):
            return list(after.contents)
    nodes: list[PageElement] = []
    for node in bold.next_siblings:
        if isinstance(node, Tag) and node.name in {"b", "strong"}:
            label = words(node)
            if label.endswith((":", "：")) and (_is_known(label) or not is_text):
                break
        nodes.append(node)
    return nodes


def _without_label(line: Tag) -> list[PageElement]:
    nodes = list(line.contents)
    for at, node in enumerate(nodes):
        if isinstance(node, NavigableString) and ":" in node:
            rest = NavigableString(str(node).partition(":")[2])
            return [rest, *nodes[at + 1 :]]
    return [NavigableString(words(line).partition(":")[2])]


def _is_known(label: str) -> bool:
    return _key(label) in _FIELDS or _key(label) in _SILENT


def _key(label: str) -> str:
    return " ".join(label.lower().rstrip(":： ").split())


def _take(page: Page, label: str, nodes: list[PageElement]) -> None:
    key = _FIELDS.get(_key(label), "")
    soup = BeautifulSoup("", "html.parser")
    # Copies: the page itself stays as it is.
    soup.extend([copy(node) for node in nodes])
    text = words(soup)
    if not text or _key(label) in _SILENT:
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
