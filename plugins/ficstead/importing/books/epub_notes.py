"""Footnotes and links of a book, which lead from document to document.

A note is brought to the end of the chapter that refers to it; a link to another
chapter has nowhere to lead in a work of its own files, and is told of.
"""

from __future__ import annotations

import posixpath
import re
from typing import Final
from urllib.parse import unquote

from bs4 import Tag

from ..markup.markup import words
from ..story import Loss
from .book import Book
from .epub_sections import Section, every, is_contents, text_of
from .package import joined

_NOTE: Final = frozenset(
    {"footnote", "endnote", "rearnote", "note", "doc-footnote", "doc-endnote"}
)
_REFERENCE: Final = frozenset({"noteref", "doc-noteref"})
NOTES: Final = re.compile(
    r"(?i)\W*(?:(?:foot|end)-?\s?notes?|notes|anmerkungen|fußnoten|notas|примечания"
    r"|сноски|注释|註釋)\W*"
)
_REMOTE: Final = re.compile(r"(?i)\A\s*(?:[a-z][a-z0-9+.-]*:|//)")
_MOST: Final = 5_000  # notes of one chapter
_BLOCKS: Final = frozenset({"li", "p", "div", "aside", "section", "dd", "tr"})


def resolve(book: Book, sections: list[Section]) -> tuple[Loss, ...]:
    """Bring notes to their chapters and give every link an address that is there."""
    links = _Links(book, sections)
    reading = [section for section in sections if not is_contents(section)]
    brought = [links.notes_of(section) for section in reading]
    for section in reading:
        links.lead(section)
    for section, notes in zip(reading, brought, strict=True):
        for _, nodes in section.pieces:
            nodes[:] = [node for node in nodes if id(node) not in links.owner]
        if notes and section.pieces:
            section.pieces[-1][1].extend(_block(notes))
    for section in reading:
        if NOTES.fullmatch(text_of(section)):
            section.pieces.clear()
    return tuple(links.lost)


class _Links:
    """Where every id of the book stands, and to whom the notes belong."""

    __slots__ = ("home", "lost", "names", "owner", "starts")

    def __init__(self, book: Book, sections: list[Section]) -> None:
        self.names = {one.name.casefold(): one.name for one in book.documents}
        self.home: dict[tuple[str, str], tuple[Section, Tag]] = {}
        self.starts: dict[str, Section] = {}
        self.owner: dict[int, Section] = {}
        self.lost: list[Loss] = []
        for section in sections:
            for name, nodes in section.pieces:
                self.starts.setdefault(name, section)
                for tag in every(nodes):
                    for key in (tag.get("id"), tag.get("name")):
                        if isinstance(key, str):
                            self.home.setdefault((name, key), (section, tag))

    def notes_of(self, section: Section) -> list[Tag]:
        """Return the notes that a section refers to, or has among its paragraphs."""
        notes: list[Tag] = []
        for name, nodes in section.pieces:
            for tag in every(nodes):
                there = self.home.get(self._target(tag, name) or ("", ""))
                if tag.name == "aside" and _kinds(tag) & _NOTE and tag.get("id"):
                    self._take(tag, section, notes)
                elif there and there[0] is not section and _is_note(tag, *there):
                    self._take(_note_block(there[1]), section, notes)
        return notes

    def lead(self, section: Section) -> None:
        """Give the links of a section the addresses that they have now."""
        for name, nodes in section.pieces:
            for link in [tag for tag in every(nodes) if tag.name == "a"]:
                target = self._target(link, name)
                if target is None:
                    continue
                there = self.home.get(target)
                if there and self._owner(there[1], there[0]) is self._owner(
                    link, section
                ):
                    link["href"] = f"#{target[1]}"
                    continue
                if words(link) and self.starts.get(target[0]) is not section:
                    what = f"where a link leads inside the book: {words(link)[:100]}"
                    self.lost.append(Loss(what, "text"))
                _unlink(link)

    def _target(self, link: Tag, document: str) -> tuple[str, str] | None:
        """Return the document and the id that a link leads to, if inside the book."""
        address = link.get("href") if link.name == "a" else None
        if not isinstance(address, str) or _REMOTE.match(address):
            return None
        path, _, fragment = address.partition("#")
        inside = joined(posixpath.dirname(document), path).casefold()
        return (self.names.get(inside, "") if path else document), unquote(fragment)

    def _owner(self, tag: Tag, section: Section) -> Section:
        around = (tag, *tag.parents)
        return next((self.owner[id(t)] for t in around if id(t) in self.owner), section)

    def _take(self, note: Tag, section: Section, notes: list[Tag]) -> None:
        if id(note) not in self.owner and len(notes) < _MOST:
            self.owner[id(note)] = section
            notes.append(note)


def _is_note(link: Tag, section: Section, target: Tag) -> bool:
    kinds = _kinds(target) | _kinds(_note_block(target))
    return bool(
        kinds & _NOTE
        or _kinds(link) & _REFERENCE
        or NOTES.fullmatch(section.title)
        or section.kinds & {"footnotes", "endnotes", "rearnotes", "notes"}
    )


def _unlink(link: Tag) -> None:
    """Leave only the words of a link, and what others may lead to."""
    kept = {key: value for key, value in link.attrs.items() if key == "id"}
    link.name, link.attrs = "span", type(link.attrs)(kept)


def _block(notes: list[Tag]) -> list[Tag]:
    blocks: list[Tag] = []
    for note in notes:
        note.extract()
        if note.name == "aside":
            note.name = "div"
        if note.name == "li":
            if not blocks or blocks[-1].name != "ol":
                blocks.append(Tag(name="ol"))
            blocks[-1].append(note)
        else:
            blocks.append(note)
    return blocks


def _note_block(tag: Tag) -> Tag:
    if tag.name in _BLOCKS:
        return tag
    return next((p for p in tag.parents if p.name in _BLOCKS), tag)


def _kinds(tag: Tag) -> set[str]:
    both = f"{tag.get('epub:type') or ''} {tag.get('role') or ''}"
    return set(both.lower().split())
