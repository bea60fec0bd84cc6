"""What AO3's labels and fixed wordings mean, old and new, in downloads and pages.

Strings and tags in, plain values out. The wordings are those of its templates since
2009 and serve every site that runs the same software.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from bs4.element import NavigableString, Tag

from ..markup.markup import words
from ..story import Related

# The singular is what stands here: "Characters" was "Character" until 2023-10, whether
# there was one or twenty. "Pairing" went in 2010, "Warning" is said by blurbs.
_FIELDS: Final = {
    "rating": "rating",
    "archive warning": "warnings",
    "warning": "warnings",
    "category": "categories",
    "fandom": "fandoms",
    "relationship": "relationships",
    "pairing": "relationships",
    "character": "characters",
    "additional tag": "tags",
    "freeform": "tags",
    "tag": "tags",
    "language": "language",
    "series": "series",
    "collection": "collections",
    "stats": "stats",
    "stat": "stats",
    # Of our own downloads, which have AO3's form and say more.
    "content warning": "warnings",
    "gift": "gifts",
    "prompt": "prompts",
    "chapter date": "dates",
    "chapter warning": "chapter warnings",
}

_LARGEST: Final = 9  # digits; more is no count of words
_DATE: Final = r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
_PUBLISHED: Final = re.compile(rf"\bPublished:\s*{_DATE}")
_UPDATED: Final = re.compile(rf"\b(?:Updated|Completed):\s*{_DATE}")
_WORDS: Final = re.compile(r"\bWords:\s*([0-9][0-9.,]*)")
_CHAPTERS: Final = re.compile(r"\bChapters:\s*([0-9][0-9.,]*)\s*/\s*([0-9][0-9.,]*|\?)")
_PART: Final = re.compile(r"\bPart\s+([0-9][0-9,]*)\s+of\s*$", re.IGNORECASE)
_PART_OF: Final = re.compile(r"(?:^|,\s+)Part\s+([0-9][0-9,]*)\s+of\s+", re.IGNORECASE)
# Tags cannot have these in them (two more since 2012: ，、), so unlinked ones divide.
_COMMA: Final = re.compile(r"\s*[,，、]\s*")
_CHAPTER: Final = re.compile(
    r"chapter\s+([0-9]{1,9})(?:\s*:\s+(.+))?", re.I | re.DOTALL
)

_PARENT: Final = (("A translation of ", True), ("Inspired by ", False))
_CHILD: Final = re.compile(r"Translation into (.+?) available:\s*(.*)", re.DOTALL)
_END_LINK: Final = re.compile(
    r"\(?\s*See the end of the (?:work|chapter) for\b.{0,80}", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Stats:
    """What the line of stats says: ISO dates, counts, and the planned chapters."""

    published: str = ""
    updated: str = ""
    words: int | None = None
    posted: int | None = None
    planned: str = ""


def field(label: str) -> str | None:
    """Return the field of a `Story` (or ``stats``) that a label of AO3's names."""
    name = " ".join(label.split()).rstrip(":：").strip().lower()
    if name in _FIELDS:
        return _FIELDS[name]
    if name.endswith("ies"):
        return _FIELDS.get(name[:-3] + "y")
    return _FIELDS.get(name[:-1]) if name.endswith("s") else None


def names(dd: Tag) -> tuple[str, ...]:
    """Return the tags or collections of an entry: the texts of its links, as they are.

    Where somebody has removed the links, its text, divided at commas.
    """
    links = [words(link) for link in dd.find_all("a")]
    found = [link for link in links if link]
    return tuple(found) if found else listed(words(dd))


def listed(text: str) -> tuple[str, ...]:
    """Return the tags of a text without links."""
    return tuple(name for name in _COMMA.split(text.strip()) if name)


def count(text: str) -> int | None:
    """Return a count as AO3 writes it, ``1,234``; None for what is none."""
    digits = text.replace(",", "").replace(".", "")
    if digits.isascii() and digits.isdigit() and len(digits) <= _LARGEST:
        return int(digits)
    return None


def day(text: str) -> str:
    """Return an ISO date as it stands; empty for none, as 2014-02-31."""
    try:
        return date.fromisoformat(text.strip()[:10]).isoformat()
    except ValueError:
        return ""


def stats(text: str) -> Stats:
    """Return what a line of stats says, in either order and with any separators."""
    published, updated = _PUBLISHED.search(text), _UPDATED.search(text)
    counted, chapters = _WORDS.search(text), _CHAPTERS.search(text)
    planned = chapters[2] if chapters else ""
    return Stats(
        published=day(published[1]) if published else "",
        updated=day(updated[1]) if updated else "",
        words=count(counted[1]) if counted else None,
        posted=count(chapters[1]) if chapters else None,
        planned="?" if planned == "?" else str(count(planned) or ""),
    )


def series(dd: Tag) -> tuple[tuple[str, int | None], ...]:
    """Return the series of an entry with their parts.

    Titles are the texts of links, because they may hold commas and "Part 2 of".
    """
    found: list[tuple[str, int | None]] = []
    before = ""
    for text, link in _pieces(dd):
        if link is None:
            before += text
        elif text.strip():
            part = _PART.search(" ".join(before.split()))
            found.append((" ".join(text.split()), count(part[1]) if part else None))
            before = ""
    return tuple(found) or parts(words(dd))


def parts(text: str) -> tuple[tuple[str, int | None], ...]:
    """Return the series of a text without links: ``Part 1 of X, Part 3 of Y, Z``."""
    pieces = _PART_OF.split(" ".join(text.split()))
    unnumbered: list[tuple[str, int | None]] = [(pieces[0], None)] if pieces[0] else []
    numbered = zip(pieces[1::2], pieces[2::2], strict=True)
    return (*unnumbered, *((title, count(part)) for part, title in numbered if title))


def bylines(tag: Tag, *, opening: str = "by") -> tuple[str, ...]:
    """Return the authors of a byline, each as it is written.

    A link is never divided. ``Name [archived by Helper]`` is one author, of whose
    byline only the helper is a link.
    """
    found, current, inside = [], "", 0
    for text, link in _pieces(tag):
        if link is not None:
            current += text
            continue
        for piece in re.split(r"([,\[\]])", text):
            inside = max(0, inside + (piece == "[") - (piece == "]"))
            if piece == "," and not inside:
                found.append(current)
                current = ""
            else:
                current += piece
    all_names = [" ".join(name.split()) for name in (*found, current)]
    first, *others = all_names
    first = re.sub(rf"^{opening}(?:\s+|$)", "", first, flags=re.IGNORECASE)
    # To its author a download once said "Anonymous [Pseud]": the pseud stays unsaid.
    anonymous = re.match(r"Anonymous(?:\s*\[|$)", first)
    return ("Anonymous",) if anonymous else tuple(n for n in (first, *others) if n)


def related(li: Tag) -> Related | None:
    """Return the work that an "Inspired by" or "A translation of" line names."""
    text = words(li)
    for opening, translation in _PARENT:
        if text.lower().startswith(opening.lower()):
            return _named(li, text[len(opening) :], translation=translation)
    return None


def child(tag: Tag) -> str | None:
    """Return what a "Translation into … available" line names, for the report."""
    found = _CHILD.match(words(tag))
    if found is None:
        return None
    return f"a translation into {found[1]}: {found[2]}{_address(tag)}"


def inspired(dd: Tag) -> tuple[str, ...]:
    """Return the works of an entry of "Works inspired by this one", for the report.

    Until 2023-10 one entry named them all, with commas.
    """
    found: list[tuple[str, str]] = []
    for text, link in _pieces(dd):
        if link is not None and not _is_author(link):
            found.append((text, f" <{link.get('href')}>" if link.get("href") else ""))
        elif "[Restricted Work]" in text:
            before, _, after = text.partition("[Restricted Work]")
            if found:
                found[-1] = (found[-1][0] + before, found[-1][1])
            found.append((f"[Restricted Work]{after}", ""))
        elif found:
            found[-1] = (found[-1][0] + text, found[-1][1])
        elif text.strip():
            found.append((text, ""))
    cleaned = [(" ".join(text.split()).strip(" ,"), url) for text, url in found]
    return tuple(f"a work inspired by this one: {t}{url}" for t, url in cleaned if t)


def is_end_link(text: str) -> bool:
    """Tell whether a line only points to the notes at the end."""
    return bool(_END_LINK.fullmatch(text.strip()))


def chapter_titles(headings: list[str]) -> list[str]:
    """Return the titles of chapters by their headings; empty for those without.

    A heading is ``Chapter 3: Title`` since 2025-10, and was the title alone before;
    ``Chapter 3`` is for no title in both. Only a number that is the chapter's own is
    removed: ``Chapter 1`` after a prologue is a title. Drafts between the chapters make
    the numbers skip; that is believed where every heading has the newer form.
    """
    forms = [_CHAPTER.fullmatch(" ".join(heading.split())) for heading in headings]
    numbers = [int(form[1]) if form else 0 for form in forms]
    skipping = (
        all(numbers)
        and all(a < b for a, b in pairwise(numbers))
        and any(form and form[2] and int(form[1]) == n for n, form in _ordered(forms))
    )
    titles = []
    for (n, form), heading in zip(_ordered(forms), headings, strict=True):
        own = form is not None and (skipping or int(form[1]) == n)
        titles.append((form[2] or "") if own and form else " ".join(heading.split()))
    return titles


def _ordered(
    forms: list[re.Match[str] | None],
) -> Iterator[tuple[int, re.Match[str] | None]]:
    return enumerate(forms, start=1)


def _named(li: Tag, rest: str, *, translation: bool) -> Related:
    links = [link for link in li.find_all("a") if words(link)]
    work = next((link for link in links if not _is_author(link)), None)
    if work is not None:
        title = words(work)
        after = rest.partition(title)[2] if title in rest else ""
        author = re.sub(r"^\s*by\s+", "", after).strip()
        return Related(title, author, str(work.get("href") or ""), translation)
    title, _, author = rest.partition(" by ")
    return Related(title.strip(), author.strip(), "", translation)


def _address(tag: Tag) -> str:
    for link in tag.find_all("a"):
        if link.get("href") and not _is_author(link):
            return f" <{link['href']}>"
    return ""


def _is_author(link: Tag) -> bool:
    rel = link.get("rel") or ""
    named = " ".join(rel) if isinstance(rel, list) else rel
    return "author" in named.split() or "/users/" in str(link.get("href") or "")


def _pieces(tag: Tag) -> Iterator[tuple[str, Tag | None]]:
    """Yield the texts of a tag in order, each with its link where it is one."""
    for node in tag.descendants:
        if isinstance(node, Tag):
            if node.name == "a":
                yield node.get_text(), node
        elif isinstance(node, NavigableString) and node.find_parent("a") is None:
            yield str(node), None
