"""A volume as a Kobo EPUB: an EPUB in which every sentence has a name.

Kobo's own reader keeps places, highlights and statistics by these names; without them
it opens a book in its slower engine for strangers. What is marked is what kepubify
marks: sentences in spans that are counted anew in every block, pictures in one of
their own, and two boxes around the body. Nothing else of the book changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..materials import Materials
from ..volume import Volume
from . import binding, epub
from .ready import Finish

_TOKEN: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>|<[^>]*>|[^<]+")
# A sentence ends with its mark, the closing quotes behind it, and the space after.
_END: Final = re.compile(
    r"""[.!?…]+["'”’»)\]]*\s+|[。！？]+[」』”’）]*\s*""",
)
_BLOCKS: Final = frozenset(
    {"p", "ol", "ul", "table", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "pre"}
)
# What is no prose, or must hold nothing but text.
_APART: Final = frozenset({"pre", "rp", "rt", "script", "style", "svg", "math"})
_OPENING: Final = '<div id="book-columns"><div id="book-inner">'
_CLOSING: Final = "</div></div>"
_STYLE: Final = (
    '<style type="text/css" class="kobostylehacks">div#book-inner '
    "{ margin-top: 0; margin-bottom: 0 }</style>\n"
)


def make(volume: Volume, materials: Materials) -> bytes:
    """Return the book; its name ends in ``.kepub.epub``."""
    return epub.bound(binding.bind(volume, materials, _KOBO), materials)


def marked(xhtml: str) -> str:
    """Return a leaf with its sentences named."""
    head, body, rest = _split(xhtml)
    spans = _Spans()
    inside = "".join(spans.token(match) for match in _TOKEN.finditer(body))
    head = head.replace("</head>", f"{_STYLE}</head>", 1)
    return f"{head}{_OPENING}{inside}{_CLOSING}{rest}"


def _split(xhtml: str) -> tuple[str, str, str]:
    """Return what stands before the body, in it, and behind it."""
    begun = xhtml.index(">", xhtml.index("<body")) + 1
    end = xhtml.rindex("</body>")
    return xhtml[:begun], xhtml[begun:end], xhtml[end:]


def _sentences(text: str) -> Iterator[str]:
    at = 0
    for end in _END.finditer(text):
        yield text[at : end.end()]
        at = end.end()
    yield text[at:]


class _Spans:
    """Counts blocks, and sentences in each of them."""

    def __init__(self) -> None:
        self.block = self.sentence = 0
        self.apart = 0
        self.fresh = True

    def token(self, match: re.Match[str]) -> str:
        closing, name = match[1], (match[2] or "").lower()
        if name in _APART:
            self.apart += -1 if closing else 1
        if name:
            if name in _BLOCKS:
                self.fresh = True
            return self._picture(match[0]) if name == "img" else match[0]
        if match[0].startswith("<") or self.apart or not match[0].strip():
            return match[0]
        return "".join(map(self._span, _sentences(match[0])))

    def _picture(self, tag: str) -> str:
        if self.apart:
            return tag
        self.fresh = True
        return self._span(tag)

    def _span(self, words: str) -> str:
        if not words.strip():
            return words
        if self.fresh:
            self.block, self.sentence, self.fresh = self.block + 1, 0, False
        self.sentence += 1
        name = f"kobo.{self.block}.{self.sentence}"
        return f'<span class="koboSpan" id="{name}">{words}</span>'


_KOBO: Final = Finish("kepub", marked)
