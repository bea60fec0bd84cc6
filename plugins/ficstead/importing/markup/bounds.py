"""HTML that no parser should be given: it would nest, repeat or grow without end.

Browsers' rules open what was left open again in every paragraph, look for an open one
through all that is open, and compare each attribute with all before it. All of that is
quick in what people write; this counts it, roughly and in one pass, before it is done.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from ..story import Refused
from .nodes import HEADINGS

LARGEST: Final = 48 * 2**20  # characters; a work of five million words has 35 MB
MOST_TAGS: Final = 600_000  # opening and closing; that work has about 500,000
MOST_ATTRIBUTES: Final = 1_000  # of one element
MOST_ESCAPED: Final = 3_000_000  # signs that are written out: &amp; and hard spaces
DEEPEST: Final = (
    2_000  # elements left open, roughly; the tree itself is looked at later
)

TOO_MANY: Final = "It has more tags than any story; it may be damaged."
TOO_DEEP: Final = (
    "Its elements stand too deep inside one another, as in no page that people read; "
    "it may be damaged."
)

_ATTRIBUTE: Final = (
    r"[\s/]*+[^\s/>][^\s/>=]*+"
    r"(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>\"'][^\s>]*+)?)?"
)
_TOKEN: Final = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)\b"
    r".*?(?:</(?P=raw)\b[^>]*+>?|\Z)"
    rf"|<(?P<end>/?)(?P<name>[a-z][^\s/>]*+)(?P<attributes>(?:{_ATTRIBUTE})*+)"
    r"[\s/]*+>?",
    re.IGNORECASE | re.DOTALL,
)
_EACH: Final = re.compile(_ATTRIBUTE)
_VOID: Final = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "image", "input", "link"),
        *("meta", "param", "source", "track", "wbr", "option", "keygen", "frame"),
    )
)
_FORMATTING: Final = frozenset(
    (
        *("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small"),
        *("strike", "strong", "tt", "u"),
    )
)
# What ends an open paragraph, and what ends an open one of its own kind.
_BLOCKS: Final = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "center",
            "details",
            "div",
            "dl",
        ),
        *("fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"),
        *("li", "dd", "dt", "summary"),
    )
)
_TURNS: Final = frozenset(
    ("li", "dd", "dt", "tr", "td", "th", "tbody", "thead", "tfoot", "rt", "rp", "p")
)
_LISTS: Final = frozenset(("ul", "ol", "dl", "table", "ruby"))
_NEAR: Final = 50


def check(text: str) -> None:
    """Raise `Refused` for a text that is beyond the bounds of any story."""
    if len(text) > LARGEST:
        raise Refused("It is too large: no story has 48 million characters.")
    if text.count("<") > MOST_TAGS:
        raise Refused(TOO_MANY)
    if sum(map(text.count, "&<>\xa0")) > MOST_ESCAPED:
        raise Refused("It has more special signs than any story; it may be damaged.")
    open_ones = _Open()
    for found in _TOKEN.finditer(text):
        name = found["name"]
        if name is None:
            continue
        if found["end"]:
            open_ones.end(name.lower())
            continue
        attributes = found["attributes"]
        if len(attributes) > 2 * MOST_ATTRIBUTES:
            _count(attributes)
        open_ones.begin(name.lower(), attributes)


def _count(attributes: str) -> None:
    for n, _ in enumerate(_EACH.finditer(attributes)):
        if n >= MOST_ATTRIBUTES:
            raise Refused(
                "An element in it has more attributes than any; it is damaged."
            )


class _Open:
    """The elements that are open, and those that will be opened again."""

    def __init__(self) -> None:
        self.stack: list[tuple[str, str]] = []
        self.names: Counter[str] = Counter()
        self.again: list[tuple[str, str]] = []
        self.made = 0

    def begin(self, name: str, attributes: str) -> None:
        if name in _BLOCKS and self.names["p"] and self._near("p"):
            self._pop_to("p")
        if name in _TURNS and self.names[name] and self._near(name):
            self._pop_to(name)
        if name in HEADINGS and self.stack and self.stack[-1][0] in HEADINGS:
            self._pop_to(self.stack[-1][0])
        if name == "a" and self.names["a"]:
            self.end("a")
        if self.again and name not in _BLOCKS:
            self._reopen()
        if name not in _VOID:
            self._push(name, attributes)
        if name in _BLOCKS and self.again:
            self._reopen()

    def end(self, name: str) -> None:
        if self.names[name]:
            self._pop_to(name)
        elif name in _FORMATTING:
            for at in range(len(self.again) - 1, -1, -1):
                if self.again[at][0] == name:
                    del self.again[at]
                    return

    def _push(self, name: str, attributes: str) -> None:
        self.stack.append((name, attributes))
        self.names[name] += 1
        if len(self.stack) > DEEPEST:
            raise Refused(TOO_DEEP)

    def _reopen(self) -> None:
        self.made += len(self.again)
        if self.made > MOST_TAGS // 2:
            raise Refused(TOO_MANY)
        # The standard's "Noah's Ark": of identical ones no more than three.
        ark: Counter[tuple[str, str]] = Counter()
        for one in self.again:
            ark[one] += 1
            if ark[one] <= 3:
                self._push(*one)
        self.again.clear()

    def _near(self, name: str) -> bool:
        """Tell whether one is open and in no list or table of its own since."""
        for open_name, _ in self.stack[: -_NEAR - 1 : -1]:
            if open_name == name:
                return True
            if open_name in _LISTS:
                return False
        return False

    def _pop_to(self, name: str) -> None:
        left: list[tuple[str, str]] = []
        while self.stack:
            one = self.stack.pop()
            self.names[one[0]] -= 1
            if one[0] == name:
                break
            if one[0] in _FORMATTING:
                left.append(one)
        self.again += reversed(left)
