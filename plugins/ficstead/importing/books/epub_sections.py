"""The documents of a book cut and joined into what its table of contents lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from bs4.element import PageElement, Tag

from ..labels import chapter_headings
from ..markup.markup import HEAD, words
from ..markup.nodes import HEADINGS
from .book import Book, Document

_WRAPPERS: Final = frozenset({"div", "section", "article", "main", "header", "body"})
_SPLIT: Final = re.compile(r"(?i)(.+)[_-]split[_-]?\d+\.x?html?")
_PART: Final = re.compile(r"(?i)(?:part|book|volume|arc|act|teil|tome|partie|parte)\b")
# What a tool writes where it knows no title.
_NO_TITLE: Final = re.compile(
    r"(?i)(?:start|begin reading|unknown|untitled|body|text|section ?\d*|page ?\d*"
    r"|(?:\S+[_-])?split[_-]?\d+|\S+\.x?html?|(?:chapter|part|file)_?\d{3,}|main ?text)"
)
FURNITURE: Final = re.compile(
    r"(?i)\W*(?:(?:front |book |full )?cover(?: page| image)?|title ?-?page"
    r"|half ?-?title"
    r"(?: page)?|(?:table of )?contents|toc|index|copyright(?: page| notice)?|imprint"
    r"|colophon|uncopyright|landmarks|navigation|inhalt(?:sverzeichnis)?|sommaire"
    r"|table des matières|índice|indice|目录|目次|封面|版权(?:页|信息)?)\W*"
)


@dataclass(slots=True)
class Section:
    """A stretch of the book under one line of its table, or under none.

    `pieces` are its nodes by the document they stand in; `opening` is what comes before
    its own heading, as "Part Two" on a page of its own.
    """

    title: str
    listed: bool
    kinds: frozenset[str] = frozenset()
    pieces: list[tuple[str, list[PageElement]]] = field(default_factory=list)
    opening: list[PageElement] = field(default_factory=list)

    @property
    def nodes(self) -> list[PageElement]:
        return [node for _, nodes in self.pieces for node in nodes]

    @property
    def name(self) -> str:
        return self.pieces[0][0] if self.pieces else ""


def sections(book: Book) -> list[Section]:
    """Return the book in the stretches that its table of contents makes of it."""
    marks = _marks(book)
    listed = {name for name in marks if marks[name]}
    useful = sum(
        not FURNITURE.fullmatch(title) for found in marks.values() for title, _ in found
    )
    found: list[Section] = []
    for document in book.documents:
        for title, nodes in _cut(document, marks.get(document.name, [])):
            going_on = (
                title is None
                and found
                and _goes_on(found[-1], document, nodes, bool(useful > 1 and listed))
            )
            if going_on:
                found[-1].pieces.append((document.name, nodes))
                continue
            section = Section(title or "", title is not None, document.kinds)
            section.pieces.append((document.name, nodes))
            found.append(section)
    return found


def _marks(book: Book) -> dict[str, list[tuple[str, str]]]:
    """Return the lines of the table that begin a chapter, by document."""
    depths = book.depths or (1,) * len(book.toc)
    base = min(depths, default=1)
    if sum(depth == base for depth in depths) == 1 and len(depths) > 2:
        base += 1  # everything stands under the book's own title
    marks: dict[str, list[tuple[str, str]]] = {}
    chosen: dict[tuple[str, str], int] = {}
    above: list[str] = []
    whole: set[str] = set()
    for (title, name, fragment), depth in zip(book.toc, depths, strict=False):
        above = [*above[: max(0, depth - 1)], title]
        begins = not fragment or depth <= base or _is_chapter(title, above)
        if not name or (fragment and name in whole and depth > base and not begins):
            continue
        if not begins:
            continue
        plain = "" if _NO_TITLE.fullmatch(title) else title
        key = (name, fragment)
        if key in chosen:
            # A part and its first chapter lead to one place; the chapter is deeper.
            if depth > chosen[key]:
                at = [mark[1] for mark in marks[name]].index(fragment)
                marks[name][at] = (plain, fragment)
                chosen[key] = depth
            continue
        chosen[key] = depth
        whole |= set() if fragment else {name}
        marks.setdefault(name, []).append((plain, fragment))
    return marks


def _is_chapter(title: str, above: list[str]) -> bool:
    found = chapter_headings.read(title)
    if found is not None and found.kind in {"chapter", "named", "part"}:
        return True
    return any(_PART.match(one) for one in above[:-1])


def _cut(
    document: Document, marks: list[tuple[str, str]]
) -> Iterator[tuple[str | None, list[PageElement]]]:
    """Cut a document before each element that the table leads to."""
    nodes = [n for n in document.soup.contents if not _is_named(n, HEAD)]
    places: dict[str, Tag] = {}
    if any(fragment for _, fragment in marks):
        for tag in document.soup.find_all(True):
            for key in (tag.get("id"), tag.get("name")):
                if isinstance(key, str):
                    places.setdefault(key, tag)
    targets = {
        fragment: places[fragment] for _, fragment in marks if fragment in places
    }
    around = {
        id(parent)
        for tag in targets.values()
        for parent in tag.parents
        if parent.name in _WRAPPERS
    }
    flat = list(_flat(nodes, around))
    starts: dict[int, str] = {}
    index = {id(node): at for at, node in enumerate(flat)}
    for title, fragment in marks:
        at = _index(targets[fragment], index) if fragment in targets else 0
        starts.setdefault(_back(flat, at), title)
    edges = sorted({0, *starts})
    for start, end in zip(edges, [*edges[1:], len(flat)], strict=True):
        yield starts.get(start), flat[start:end]


def _flat(nodes: Iterable[PageElement], around: set[int]) -> Iterator[PageElement]:
    waiting = list(reversed(list(nodes)))
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag) and id(node) in around:
            waiting += reversed(node.contents)
        else:
            yield node


def _index(tag: Tag, index: dict[int, int]) -> int:
    if id(tag) in index:
        return index[id(tag)]
    return next((index[id(p)] for p in tag.parents if id(p) in index), 0)


def _back(flat: list[PageElement], at: int) -> int:
    """Move a cut to the start of the document where nothing stands before it."""
    return 0 if all(not has_something(node) for node in flat[:at]) else at


def _goes_on(
    last: Section, document: Document, nodes: list[PageElement], useful: bool
) -> bool:
    """Tell whether a document that nothing lists goes on with the one before it."""
    if FURNITURE.fullmatch(last.title) or not last.pieces:
        return False
    first = next(leading(nodes), None)
    heading = first.name in HEADINGS if first is not None else False
    known = chapter_headings.read(words(first)) if first is not None else None
    if known is not None and known.kind in {"chapter", "named", "part"}:
        return False
    one, other = _SPLIT.fullmatch(last.pieces[-1][0]), _SPLIT.fullmatch(document.name)
    if one and other and one[1] == other[1]:
        return not (heading and first is not None and first.name in {"h1", "h2"})
    if not useful or not last.listed:
        return False
    return not (heading and first is not None and first.name in {"h1", "h2"})


def leading(nodes: Iterable[PageElement]) -> Iterator[Tag]:
    """Go through the first blocks that have words, looking into wrappers."""
    waiting = list(reversed(list(nodes)))
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Tag):
            if str(node).strip():
                return
            continue
        if node.name in _WRAPPERS and any(
            isinstance(c, Tag) and c.name in _BLOCKS for c in node.children
        ):
            waiting += reversed(node.contents)
        elif node.get_text(strip=True):
            yield node


_BLOCKS: Final = HEADINGS | _WRAPPERS | {"p", "blockquote", "ul", "ol", "table", "hr"}


def text_of(section: Section) -> str:
    """Return the words of a section."""
    return " ".join(
        node.get_text(" ", strip=True) if isinstance(node, Tag) else str(node).strip()
        for node in section.nodes
    ).strip()


def is_contents(section: Section) -> bool:
    """Tell whether a section is a list of links into the book and little else."""
    if "toc" in section.kinds:
        return True
    links = [tag for tag in every(section.nodes) if tag.name == "a" and tag.get("href")]
    linked = sum(len(words(link)) for link in links)
    inside = all("://" not in str(link["href"]) for link in links)
    share = 0.4 if FURNITURE.fullmatch(section.title or _heading(section)) else 0.7
    return len(links) > 2 and inside and linked > share * len(text_of(section))


def _heading(section: Section) -> str:
    first = next(leading(section.nodes), None)
    return words(first) if first is not None and first.name in HEADINGS else ""


def every(nodes: Iterable[PageElement]) -> Iterator[Tag]:
    """Go through all elements in order; a search of its own for each takes too long."""
    waiting = [node for node in nodes if isinstance(node, Tag)][::-1]
    while waiting:
        tag = waiting.pop()
        yield tag
        waiting += [c for c in reversed(tag.contents) if isinstance(c, Tag)]


def has_something(node: PageElement) -> bool:
    """Tell whether a node has words or a picture."""
    if isinstance(node, Tag):
        shown = any(tag.name in {"img", "hr"} for tag in every([node]))
        return shown or bool(node.get_text(strip=True))
    return bool(str(node).strip())


def _is_named(node: PageElement, names: frozenset[str]) -> bool:
    return isinstance(node, Tag) and node.name in names
