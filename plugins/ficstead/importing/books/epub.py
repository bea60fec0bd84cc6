"""An EPUB as a book of documents, whoever made it, and as the story that it holds."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Final

from bs4 import BeautifulSoup

from ..markup import bounds, markup, stylesheet, xml
from ..opening import archives
from ..story import Loss, Refused, Story
from . import (
    ao3_epub,
    contents,
    fanficfare,
    fichub,
    generic_epub,
    own_epub,
    package,
)
from .book import Book, Document
from .package import Item, Package, joined

__all__ = ["Book", "Document", "opened", "read"]

# Fonts disguised with these are no lock on the text.
_HARMLESS: Final = {
    "http://www.idpf.org/2008/embedding",
    "http://ns.adobe.com/pdf/enc#rc",
}
_DOCUMENTS: Final = (".xhtml", ".html", ".htm", ".xht")
_MEDIA: Final = {"application/xhtml+xml", "text/html", "text/x-oeb1-document"}
_IMAGE: Final = re.compile(
    r"<(?:\w+:)?image\s[^<>]*?href\s*=\s*[\"']([^\"'<>]+)[\"']", re.IGNORECASE
)
_BODY: Final = re.compile(r"<body\s[^<>]*?epub:type\s*=\s*[\"']([^\"'<>]*)[\"']")
_REMOTE: Final = re.compile(r"(?i)\A\s*(?:[a-z][a-z0-9+.-]*:|//|#)")
_NUMBER: Final = re.compile(r"(\d+)")


def read(data: bytes) -> Story:
    """Return the story of an EPUB, by the tool that made it where that is known."""
    book = opened(data)
    if ao3_epub.recognises(book):
        return ao3_epub.read(book)
    if fanficfare.recognises_book(book):
        return fanficfare.read_book(book)
    if fichub.recognises_book(book):
        return fichub.read_book(book)
    if own_epub.recognises(book):
        return own_epub.read(book)
    return generic_epub.read_book(book)


def opened(data: bytes) -> Book:
    """Open a container. Raises `Refused` for a locked, empty or damaged one."""
    files = _Files(data)
    path = _package_path(files)
    said = package.read(files.read(path), path) if path else Package({}, (), (), {})
    spine = _spine(files, said)
    _refuse_locked(files, spine)
    entries, kinds = _contents(files, said)
    documents = _documents(files, spine, {**said.kinds, **kinds})
    if not any(_has_text(document.soup) for document in documents):
        raise Refused("It has no text in it, only pictures or nothing at all.")
    pictures = _pictures(files, documents)
    missing = [item.path for item in spine if not files.find(item.path)]
    return Book(
        said.metadata,
        documents,
        tuple((e.title, files.find(e.document), e.fragment) for e in entries),
        pictures,
        tuple(e.depth for e in entries),
        tuple(
            Loss(f"a part that the book lists but does not hold: {path}", "the book")
            for path in missing
        ),
    )


class _Files:
    """The files of the zip, found by names that may be written a little otherwise."""

    __slots__ = ("_data", "_entries", "_folded", "_left", "root")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._entries = {entry.name: entry for entry in archives.listed(data)}
        self._folded = {name.casefold(): name for name in reversed(self._entries)}
        self._left = archives.TOGETHER
        inside = "meta-inf/container.xml"
        found = [name for name in self._entries if name.lower().endswith(inside)]
        # A book that was unpacked and zipped again has a folder around it.
        self.root = min(found, key=len)[: -len(inside)] if found else ""

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def find(self, path: str) -> str:
        """Return the name in the zip that a path means, or nothing."""
        for name in (path, self.root + path) if path else ():
            if name in self._entries:
                return name
            if name.casefold() in self._folded:
                return self._folded[name.casefold()]
        return ""

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; none where there is none."""
        name = self.find(path)
        if not name:
            return b""
        self._left -= self._entries[name].size
        if self._left < 0:
            raise Refused("It unpacks to more than any story; it may be damaged.")
        return archives.unpacked(self._data, self._entries[name])


def _package_path(files: _Files) -> str:
    container = files.read("META-INF/container.xml")
    for reading in (xml.parsed, xml.forgiving) if container else ():
        try:
            root = reading(container)
        except Refused:
            continue
        for element in root.iter():
            path = joined("", element.get("full-path", ""))
            if xml.local(element) == "rootfile" and files.find(path):
                return files.find(path)
    return min(
        (n for n in files if n.lower().endswith(".opf") and "__MACOSX" not in n),
        key=lambda name: (name.count("/"), name),
        default="",
    )


def _spine(files: _Files, said: Package) -> tuple[Item, ...]:
    """Return the documents to read; without a spine, all of them by their names."""
    spine = tuple(item for item in said.spine if _is_document(item))
    if any(files.find(item.path) for item in spine):
        return spine
    listed = tuple(
        item for item in said.items if _is_document(item) and files.find(item.path)
    )
    names = sorted((n for n in files if n.lower().endswith(_DOCUMENTS)), key=_natural)
    return listed or tuple(Item(name) for name in names if "__MACOSX" not in name)


def _is_document(item: Item) -> bool:
    return item.media in _MEDIA or item.path.lower().endswith(_DOCUMENTS)


def _natural(name: str) -> list[tuple[int, str]]:
    # "chap_10" after "chap_9".
    return [
        (len(part.lstrip("0")), part) if part[:1].isdigit() else (0, part.casefold())
        for part in _NUMBER.split(name)
    ]


def _refuse_locked(files: _Files, spine: tuple[Item, ...]) -> None:
    data = files.read("META-INF/encryption.xml")
    try:
        root = xml.parsed(data) if data else None
    except Refused:
        root = xml.forgiving(data)
    names = {files.find(item.path) for item in spine} - {""}
    algorithm = ""
    for element in root.iter() if root is not None else ():
        if xml.local(element) == "encryptionmethod":
            algorithm = (
                element.get("Algorithm") or element.get("algorithm") or ""
            ).lower()
        uri = element.get("URI") or element.get("uri") or ""
        locked = xml.local(element) == "cipherreference" and algorithm not in _HARMLESS
        if locked and files.find(joined("", uri)) in names:
            raise Refused(
                "It is locked with DRM, as bought books are; save the story as HTML "
                "or Word where it was written."
            )


def _contents(
    files: _Files, said: Package
) -> tuple[tuple[contents.Entry, ...], dict[str, str]]:
    """Return the longer of the two tables of contents, and what the landmarks say."""
    navigation = next((i.path for i in said.items if "nav" in i.properties), "")
    entries: tuple[contents.Entry, ...] = ()
    kinds: dict[str, str] = {}
    if path := files.find(navigation):
        soup = markup.parsed(xml.as_html(xml.decoded(files.read(path))))
        entries = contents.from_navigation(soup, path)
        kinds = {**contents.kinds(soup, path), path: "toc"}
    ncx = said.ncx or next(
        (i.path for i in said.items if i.media == "application/x-dtbncx+xml"), "toc.ncx"
    )
    if data := files.read(ncx):
        older = contents.from_ncx(data, files.find(ncx))
        entries = max(entries, older, key=len)
    return entries, kinds


def _documents(
    files: _Files, spine: tuple[Item, ...], kinds: Mapping[str, str]
) -> tuple[Document, ...]:
    named = {files.find(path): kind.split() for path, kind in kinds.items()}
    styles: dict[str, stylesheet.Rules] = {}
    documents: list[Document] = []
    characters = tags = 0
    for item in spine:
        name = files.find(item.path)
        if not name:
            continue
        text = xml.decoded(files.read(name))
        characters, tags = characters + len(text), tags + text.count("<")
        if characters > bounds.LARGEST or tags > bounds.MOST_TAGS:
            raise Refused("It is larger than any story; it may be damaged.")
        body = _BODY.search(text[:20_000])
        soup = markup.parsed(xml.as_html(_with_images(text)))
        _without_kobo(soup)
        _style(files, name, soup, styles)
        own = {*named.get(name, ()), *(body[1].split() if body else ())}
        documents.append(Document(name, soup, item.linear, frozenset(own)))
    return tuple(documents)


def _with_images(text: str) -> str:
    """Return a document whose pictures that are wrapped in SVG are plain pictures."""
    pieces: list[str] = []
    at = 0
    while (start := text.find("<svg", at)) >= 0:
        end = text.find("</svg>", start)
        if end < 0:
            break
        found = _IMAGE.search(text, start, end)
        pieces += [text[at:start], f'<img src="{found[1]}">' if found else ""]
        at = end + len("</svg>")
    return "".join(pieces) + text[at:] if pieces else text


def _without_kobo(soup: BeautifulSoup) -> None:
    """Take out what a Kobo counts pages by: a span for each sentence, two boxes."""
    for span in soup.find_all("span", class_="koboSpan"):
        span.unwrap()
    for box in soup.find_all("div", id=["book-columns", "book-inner"]):
        box.unwrap()
    soup.smooth()


def _style(
    files: _Files, name: str, soup: BeautifulSoup, cache: dict[str, stylesheet.Rules]
) -> None:
    """Make elements of what the document's stylesheets say of its classes."""
    rules: list[stylesheet.Rules] = []
    for link in soup.find_all("link", href=True):
        path = files.find(joined(posixpath.dirname(name), str(link["href"])))
        if path.lower().endswith(".css") and path not in cache:
            cache[path] = stylesheet.read(xml.decoded(files.read(path)))
        rules += [cache[path]] if path in cache else []
    rules += [stylesheet.read(style.get_text()) for style in soup.find_all("style")]
    stylesheet.apply(soup, stylesheet.merged(rules))


def _pictures(files: _Files, documents: tuple[Document, ...]) -> dict[str, bytes]:
    """Rewrite the address of every picture to its path, and return those shown."""
    pictures: dict[str, bytes] = {}
    for document in documents:
        for image in document.soup.find_all("img", src=True):
            address = str(image["src"])
            if _REMOTE.match(address):
                continue
            path = files.find(joined(posixpath.dirname(document.name), address))
            if not path:
                continue
            image["src"] = path
            if path not in pictures:
                try:
                    pictures[path] = files.read(path)
                except Refused:  # one damaged picture; its address stays in the text
                    continue
    return pictures


def _has_text(soup: BeautifulSoup) -> bool:
    return any(
        string.strip() and (string.parent is None or string.parent.name != "title")
        for string in soup.find_all(string=True)
    )
