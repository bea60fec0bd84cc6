"""XML from strangers as a tree: no entities of its own, nothing fetched, within bounds.

The standard library's expat reads it. A document that declares entities is refused,
because no book or manuscript does, and bombs do; the names of HTML (``&nbsp;``) are
known without being declared, because old books use them.
"""

from __future__ import annotations

import codecs
import html
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from .story import Refused

LARGEST: Final = 64 * 2**20  # bytes; a manuscript of a million words has 10 MB
MOST: Final = 1_500_000  # elements
DEEPEST: Final = 200  # elements inside one another

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


def lenient(data: bytes) -> str:
    """Return the text of an XML document that `parsed` refused, for reading as HTML."""
    if data[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


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
