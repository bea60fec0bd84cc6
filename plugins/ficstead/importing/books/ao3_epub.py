"""Read AO3's EPUB downloads: Calibre's, since 2019, and the hand-built ones before.

Calibre's are the HTML download split into documents. The older ones have a preface, a
document for each part of a chapter (``chapter3_2.xhtml``) and an afterword; they never
held the end notes of chapters.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final
from urllib.parse import unquote

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from ..ao3 import download as ao3_download
from ..ao3 import labels as ao3_labels
from ..ao3.front import POSTED
from ..markup.markup import HEAD, classes, words
from ..story import Loss, Refused, Story, shortened
from . import seams
from .book import Book, Document

FORMAT: Final = "ao3-epub"
_EARLY: Final = 8  # documents; covers and title pages of readers' programs come first
_CALIBRE: Final = re.compile(r"calibre[0-9]*")


def recognises(book: Book) -> bool:
    """Tell whether a book is a download."""
    return any(_is_preface(document) for document in book.documents[:_EARLY])


def read(book: Book) -> Story:
    """Return the work of a download."""
    early = book.documents[:_EARLY]
    start = next((n for n, d in enumerate(early) if _is_preface(d)), None)
    if start is None:
        raise Refused("It has none of AO3's labels, so it is not a whole download.")
    documents = book.documents[start:]
    names = {document.name.rpartition("/")[2] for document in documents}
    whole = any(d.soup.find(id="chapters") for d in documents)
    page = _page(documents) if whole else _built(documents)
    _clean(page, names)
    story = ao3_download.story(page, FORMAT, book.pictures)
    lost = [_lost(document) for document in book.documents[:start]]
    codes = book.metadata.get("language", ())
    known = tuple(code for code in codes if code.lower() not in {"", "und"})
    return replace(
        story,
        # Its label is there since 2022-06; the book always had the language's code.
        language=story.language or "".join(known[:1]),
        lost=(*book.lost, *(loss for loss in lost if loss), *story.lost),
    )


def _is_preface(document: Document) -> bool:
    lists = document.soup.find_all("dl", limit=3)
    labels = [words(dt) for dl in lists for dt in dl.find_all("dt", limit=40)]
    stated = any(ao3_labels.field(label) == "stats" for label in labels)
    messages = document.soup.find_all("p", limit=5)
    return stated and any(POSTED in words(p).lower() for p in messages)


def _page(documents: tuple[Document, ...]) -> BeautifulSoup:
    """Return the page that Calibre split."""
    page = BeautifulSoup("", "html.parser")
    for document in documents:
        seams.join(page, _nodes(document))
    return page


def _built(documents: tuple[Document, ...]) -> BeautifulSoup:
    """Return the page of a hand-built book, whose chapters have no box."""
    page = BeautifulSoup("", "html.parser")
    box = page.new_tag("div", id="chapters")
    preface, *others = documents
    seams.join(page, _nodes(preface))
    page.append(box)
    for document in others:
        if document is others[-1] and _is_afterword(document):
            for node in _nodes(document):
                page.append(node.extract())
        else:
            seams.join(box, _nodes(document))
    return page


def _nodes(document: Document) -> list[PageElement]:
    """Return what stood in the body of a document."""
    return [
        node
        for node in document.soup.contents
        if not (isinstance(node, Tag) and node.name in HEAD)
    ]


def _is_afterword(document: Document) -> bool:
    messages = document.soup.find_all("p", class_="message")
    return bool(messages) or "afterword" in document.name.lower()


def _clean(page: BeautifulSoup, names: set[str]) -> None:
    """Remove what Calibre put into the texts, and lead their links to places in them.

    Its classes are numbers for looks, which the stylesheet has told already; those of
    the author are gone.
    """
    linked: set[str] = set()
    for link in page.find_all("a", href=True):
        path, _, place = unquote(str(link["href"])).partition("#")
        if place and (not path or path.rpartition("/")[2] in names):
            link["href"] = f"#{place}"
            linked.add(place)
    elements = page.find_all(True)
    made = any(_CALIBRE.fullmatch(name) for tag in elements for name in classes(tag))
    for tag in elements:
        place = str(tag.get("id") or "")
        if place in linked and tag.name == "a" and not tag.get("name"):
            tag["name"] = place
        if made and _is_written(tag):
            del tag["class"]
            if place and (seams.OWN.fullmatch(place) or tag.name == "a"):
                del tag["id"]


def _is_written(tag: Tag) -> bool:
    """Tell whether an element is inside a text that an author wrote."""
    for parent in tag.parents:
        if parent.name == "blockquote":
            return True
        box = parent.parent
        if box is not None and box.get("id") == "chapters":
            return True
    return False


def _lost(document: Document) -> Loss | None:
    text = shortened(" ".join(node.get_text() for node in _nodes(document)))
    if document.kinds & {"toc", "cover"} or not text:
        return None
    return Loss(f"a page before the work: {text}", "book")
