"""XML from strangers as a tree: no entities of its own, nothing fetched, within bounds.

The standard library's expat reads it. A document that declares entities is refused,
because no book or manuscript does, and bombs do; the names of HTML (``&nbsp;``) are
known without being declared, because old books use them.
"""

from __future__ import annotations

import codecs
import html
import re
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

import nh3

from ..story import Refused

LARGEST: Final = 64 * 2**20  # bytes; a manuscript of a million words has 10 MB
MOST: Final = 1_500_000  # elements
DEEPEST: Final = 200  # elements inside one another

_NAME: Final = re.compile(r"<(/?)([A-Za-z][\w:.-]*)")
_VOID: Final = (
    "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|image"
)
# Possessive throughout: a tag that goes wrong is given up at once, wherever it does.
_CLOSED: Final = re.compile(
    rf"<(?!(?:{_VOID})\b(?![\w:.-]))([A-Za-z][\w:.-]*+)(?=[\s/])"
    r"((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)(?<=/)>"
)
_CDATA: Final = re.compile(
    r"<!\[CDATA\[((?:[^\]<]++|\](?!\]>)|<(?!!\[CDATA\[))*+)\]\]>"
)
_PROLOGUE: Final = re.compile(r"<[?!](?!--|\[CDATA)[^<>]*>")
_TOKEN: Final = re.compile(r"<(/?)([^\s<>/]+)((?:\s[^<>]*)?)>|([^<]+)")
_ATTRIBUTE: Final = re.compile(r"""([^\s=<>"']+)="([^"]*)\"""")
_CLAIM: Final = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?([A-Za-z0-9._:-]+)""")
_LATIN: Final = {"", "utf-8", "utf8", "iso-8859-1", "latin-1", "latin1", "us-ascii"}
_KEPT: Final = {
    *("id", "idref", "href", "media-type", "properties", "property", "refines"),
    *("content", "name", "src", "full-path", "linear", "toc", "type", "title"),
    *("opf:role", "role", "opf:scheme", "scheme", "opf:event", "event", "uri"),
    *("opf:file-as", "version", "playorder", "algorithm", "class"),
}

_BROKEN: Final = "Its XML is broken; it may be damaged."
_BEYOND: Final = "Its XML is beyond the bounds of any story; it may be damaged."


def parsed(data: bytes) -> Element:
    """Return the root; names are ``{namespace}name``, as ElementTree writes them.

    Raises `Refused` for what is not well-formed, declares entities, or is too large.
    """
    if len(data) > LARGEST or data.count(b"<") > 3 * MOST:
        raise Refused(_BEYOND)
    builder = _Builder()
    try:
        builder.parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError, TypeError) as error:
        raise Refused(_BROKEN) from error
    root = builder.tree.close()
    if not isinstance(root, Element):
        raise Refused(_BROKEN)
    return root


def forgiving(data: bytes) -> Element:
    """Return a tree of XML that is broken, as a browser would make one of HTML.

    Names are in lower case and have no namespace. Raises `Refused` beyond the bounds.
    """
    text = decoded(data)
    if len(text) > LARGEST // 8 or text.count("<") > MOST // 10:
        raise Refused(_BEYOND)
    # Under such names nothing means anything to HTML: ``meta`` may have content.
    text = _NAME.sub(lambda found: f"<{found[1]}x-{found[2].lower()}", text)
    text = as_html(_PROLOGUE.sub("", text))
    names = {found[2] for found in _NAME.finditer(text)}
    if len(names) > 200:
        raise Refused(_BEYOND)
    attributes = {"*": {*_KEPT}}
    clean = nh3.clean(text, tags=names, attributes=attributes, link_rel=None)
    tree = _Tree()
    for tag in _TOKEN.finditer(clean):
        tree.feed(*tag.groups())
    return tree.closed()


def as_html(text: str) -> str:
    """Return XHTML as HTML: ``<p/>`` is ``<p></p>``, and CDATA is text."""
    if "<![CDATA[" in text:
        text = _CDATA.sub(lambda found: html.escape(found[1], quote=False), text)
    return _CLOSED.sub(lambda found: f"<{found[1]}{found[2][:-1]}></{found[1]}>", text)


def local(element: Element) -> str:
    """Return the name of an element without its namespace, in lower case."""
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower()


def decoded(data: bytes) -> str:
    """Return the text of a document, whatever encoding it claims to have."""
    if data[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    # A claim counts only where it is not UTF-8: mislabelled UTF-8 is the usual case.
    claim = _CLAIM.search(data[:1024])
    name = claim[1].decode("ascii").lower() if claim else ""
    try:
        return data.decode(name if name not in _LATIN else "cp1252")
    except (LookupError, UnicodeDecodeError, ValueError):
        return data.decode("cp1252", "replace")


class _Builder:
    """Build a tree from expat's events, and stop it where no story goes."""

    __slots__ = ("count", "depth", "parser", "tree")

    def __init__(self) -> None:
        self.depth = 0
        self.count = 0
        self.tree = TreeBuilder()
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        # As if a DTD stood outside that nobody reads: then an unknown entity is
        # skipped and can be given its meaning, instead of ending everything.
        parser.UseForeignDTD(True)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.tree.data
        parser.EntityDeclHandler = self._declared
        parser.SkippedEntityHandler = self._skipped
        self.parser = parser

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST or self.count > MOST:
            raise Refused(_BEYOND)
        self.tree.start(_full(name), {_full(k): v for k, v in attributes.items()})

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.tree.end(_full(name))

    def _declared(self, *_: object) -> None:
        raise Refused("Its XML declares entities of its own, which no story needs.")

    def _skipped(self, name: str, parameter: bool) -> None:
        if not parameter:
            self.tree.data(html.unescape(f"&{name};"))


def _full(name: str) -> str:
    return "{" + name if "}" in name else name


class _Tree:
    """Build a tree from the well-formed text that the HTML cleaner writes."""

    __slots__ = ("depth", "tree")

    def __init__(self) -> None:
        self.depth = 1
        self.tree = TreeBuilder()
        self.tree.start("root", {})

    def feed(self, close: str, name: str, attributes: str, text: str | None) -> None:
        if text:
            self.tree.data(html.unescape(text))
        elif close:
            self.depth -= 1
            self.tree.end(name.removeprefix("x-"))
        elif self.depth > DEEPEST:
            raise Refused(_BEYOND)
        else:
            self.depth += 1
            found = _ATTRIBUTE.findall(attributes)
            values = {key: html.unescape(value) for key, value in found}
            self.tree.start(name.removeprefix("x-"), values)

    def closed(self) -> Element:
        self.tree.end("root")
        root: Element = self.tree.close()
        return root
