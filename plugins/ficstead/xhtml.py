"""HTML of ours written as XML, for what is no page: a feed that a browser may show."""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser
from typing import Final
from xml.parsers import expat

from markupsafe import Markup, escape

NAMESPACE: Final = "http://www.w3.org/1999/xhtml"
# fmt: off
_VOID: Final = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
    "source", "track", "wbr",
})
# fmt: on
# What XML 1.0 has no place for (its production 2).
# What is no character in XML. (To name all that are takes Python ten times as long.)
_ILLEGAL: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@lru_cache(maxsize=256)
def written(html: Markup) -> str:
    """Return clean HTML as well-formed XML: every element closed, every name known."""
    text = str(html).replace("<br>", "<br/>").replace("<hr>", "<hr/>")
    if _is_xml(text):
        return text
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return writer.whole()


def _is_xml(text: str) -> bool:
    """Return whether a text is XML as it stands, as most are; Expat knows at once."""
    try:
        expat.ParserCreate().Parse(f"<div>{text}</div>", True)
    except expat.ExpatError:
        return False
    return True


def legal(text: str) -> str:
    """Return a text without what no XML document may hold."""
    return _ILLEGAL.sub("", text) if _ILLEGAL.search(text) else text


class _Writer(HTMLParser):
    """Writes down what it reads; elements that nobody closed are closed at the end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = "".join(
            f' {name}="{escape(value or "")}"' for name, value in dict(attrs).items()
        )
        if tag in _VOID:
            self._parts.append(f"<{tag}{given}/>")
            return
        self._open.append(tag)
        self._parts.append(f"<{tag}{given}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open:
            last = self._open.pop()
            self._parts.append(f"</{last}>")
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        self._parts.append(str(escape(data)))

    def whole(self) -> str:
        closing = (f"</{tag}>" for tag in reversed(self._open))
        return "".join((*self._parts, *closing))
