"""FicHub's books and pages: an introduction, then ``chap_1.xhtml`` and so on.

Facts of its templates are from the project's own sources; ``Rated: … - Language: …``
is the line that it has from FanFiction.net.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from itertools import takewhile
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from ..labels import title_numbers
from ..markup.markup import HEAD, words
from ..story import Chapter, Loss, Refused, Story
from . import fanficfare_chapters, title_page
from .book import Book, Document
from .title_page import Page

_MADE: Final = re.compile(r"(?i)exported with the assistance of\s+(?:the\s+)?fichub")
_CHAPTER: Final = re.compile(r"(?i)(?:^|/)chap_\d{1,6}\.x?html?$")
_ANCHOR: Final = re.compile(r"\Achap_\d{1,6}\Z")
_FIELD: Final = re.compile(
    r"\A\s*(?:Status|Published|Updated|Words|Chapters|Rated|Original source|Fandoms?"
    r"|Rating|Exported with)\b",
    re.IGNORECASE,
)
_META: Final = re.compile(
    r"\s+-\s+(?=(?:Language|Genre|Characters|Chapters|Words|Reviews|Favs|Follows"
    r"|Updated|Published|Status|id|Complete)\b)"
)
_PAIR: Final = re.compile(r"\[([^\[\]]{1,200})\]")


def recognises_book(book: Book) -> bool:
    """Tell whether FicHub made the book."""
    return _introduction(book) is not None


def read_book(book: Book) -> Story:
    """Return the story of a FicHub book."""
    front = _introduction(book)
    documents = [d for d in book.documents if _CHAPTER.search(d.name)]
    if not documents:
        documents = [
            d for d in book.documents if d is not front and not _is_contents(d)
        ]
    if front is None or not documents:
        raise Refused("It has an introduction and no chapter; download it again.")
    page = _front(front.soup)
    title_page.merged(
        page,
        {
            "title": book.metadata.get("title", ())[:1],
            "authors": book.metadata.get("creator", ()),
        },
    )
    page.summary = page.summary or book.first("description")
    titles = {name: title for title, name, _ in reversed(book.toc)}
    chapters = [(titles.get(d.name, ""), _body(d.soup.contents)) for d in documents]
    return _story("fichub-epub", page, chapters, book.pictures, book.lost)


def recognises(soup: BeautifulSoup) -> bool:
    """Tell whether a page is FicHub's zipped HTML."""
    return bool(_sections(soup)) and _says_fichub(soup)


def read(soup: BeautifulSoup) -> Story:
    """Return the story of a page of FicHub's."""
    sections = _sections(soup)
    if not sections:
        raise Refused("It has no chapters of FicHub's in it.")
    front = BeautifulSoup("", "html.parser")
    before = takewhile(lambda node: node is not sections[0], soup.contents)
    front.extend([copy(node) for node in before])
    titles = {
        str(link["href"]).partition("#")[2]: words(link)
        for link in soup.select("nav#contents-list a[href]")
    }
    chapters = [
        (titles.get(str(section.get("id")), ""), _body(section.contents))
        for section in sections
    ]
    return _story("fichub-html", _front(front), chapters, {}, ())


def _story(
    name: str,
    page: Page,
    chapters: list[tuple[str, list[PageElement]]],
    pictures: Mapping[str, bytes],
    lost: tuple[Loss, ...],
) -> Story:
    single = len(chapters) == 1 and title_page.planned(page, 1) in {"", "1"}
    read = tuple(
        _chapter(title, nodes, place, single)
        for place, (title, nodes) in enumerate(chapters, start=1)
    )
    return replace(
        page.story(name, read),
        posted=page.posted if page.posted is not None else len(chapters),
        pictures=pictures,
        lost=(*page.lost, *lost),
    )


def _chapter(title: str, nodes: list[PageElement], place: int, single: bool) -> Chapter:
    own = next((n for n in nodes if str(n).strip()), None)
    if isinstance(own, Tag) and own.name in {"h1", "h2", "h3"}:
        heading = words(own)
        if (
            not title
            or _same(heading, title)
            or title_numbers.title(heading, place)
            in {"", title_numbers.title(title, place)}
        ):
            title = title or heading
            nodes = [node for node in nodes if node is not own]
    plain = title_numbers.title(title, place)
    piece = fanficfare_chapters.read(nodes, "", place, last=False, single=True)
    number = place if plain != " ".join(title.split()) else None
    return Chapter(
        html=piece.chapter.html,
        number=number,
        title="" if single else plain,
        summary=piece.chapter.summary,
        notes=piece.notes + piece.chapter.notes,
        end_notes=piece.chapter.end_notes,
    )


def _front(soup: Tag) -> Page:
    """Read the introduction: title, author, description, then lines with labels."""
    page = title_page.read(soup)
    heading = soup.find("h1")
    kinds = ["p", "div", "h2", "ul", "ol", "blockquote"]
    top = soup.find_all(kinds, recursive=False)
    author = next((tag for tag in top if _byline(tag)), None)
    title_page.merged(
        page,
        {
            "title": (words(heading),) if isinstance(heading, Tag) else (),
            "authors": (_byline(author),) if author else (),
        },
    )
    if author is not None:
        described = takewhile(
            lambda node: not (isinstance(node, Tag) and _FIELD.match(words(node))),
            author.next_siblings,
        )
        page.summary = "".join(
            node.decode() if isinstance(node, Tag) else str(node)
            for node in described
            if str(node).strip() and words_of(node)
        )
    for tag in top:
        if words(tag).startswith("Rated: "):
            _from_fanfiction_net(page, words(tag))
    return page


def words_of(node: PageElement) -> str:
    """Return the words of a node that may be an element or a text."""
    return words(node) if isinstance(node, Tag) else " ".join(str(node).split())


def _byline(tag: Tag | None) -> str:
    text = words(tag)
    for start in ("By: ", "by "):
        if text.startswith(start) and len(text) < 300:
            return text.removeprefix(start)
    return ""


def _from_fanfiction_net(page: Page, line: str) -> None:
    """Read ``Rated: Fiction T - Language: English - Genre: Romance/Drama - …``."""
    page.lost = tuple(loss for loss in page.lost if not loss.what.startswith("rated"))
    page.values.pop("rating", None)
    soup = BeautifulSoup("", "html.parser")
    for piece in _META.split(line):
        label, _, value = piece.partition(":")
        value = value.strip()
        key = label.strip().lower()
        if key == "genre":
            names = tuple(value.replace("Hurt/Comfort", "Hurt\0Comfort").split("/"))
            page.values["tags"] = tuple(n.replace("\0", "/") for n in names if n)
        elif key == "characters":
            _people(page, value)
        elif key in {"reviews", "favs", "follows"}:
            page.lost += (Loss(f"{key}: {value}", "stats"),)
        elif value and key in {"rated", "language"}:
            line_tag = soup.new_tag("p")
            line_tag.string = f"{label}: {value}"
            soup.append(line_tag)
    found = title_page.read(soup)
    title_page.merged(page, found.values)


def _people(page: Page, text: str) -> None:
    """Read ``[Harry P., Ginny W.] Ron W.``: in brackets are those who are a pair."""
    pairs = [tuple(pair.split(", ")) for pair in _PAIR.findall(text)]
    rest = _PAIR.sub(lambda found: f"{found[1]}, ", text).split(", ")
    names = [name.strip() for name in rest if name.strip()]
    title_page.merged(
        page,
        {
            "characters": tuple(dict.fromkeys(names)),
            "relationships": tuple("/".join(pair) for pair in pairs),
        },
    )


def _introduction(book: Book) -> Document | None:
    near = book.documents[:3]
    return next((document for document in near if _says_fichub(document.soup)), None)


def _says_fichub(soup: Tag) -> bool:
    return any(_MADE.search(words(line)) for line in soup.find_all("p"))


def _is_contents(document: Document) -> bool:
    return "toc" in document.kinds or document.soup.find("nav") is not None


def _sections(soup: BeautifulSoup) -> list[Tag]:
    return list(soup.find_all("div", id=_ANCHOR, recursive=False))


def _body(nodes: list[PageElement]) -> list[PageElement]:
    return [
        node
        for node in nodes
        if not (
            isinstance(node, Tag)
            and (node.name in HEAD or "chapter_nav" in (node.get("class") or ()))
        )
    ]


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()
