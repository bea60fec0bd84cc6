"""Markdown as Ficstead reads it: python-markdown, and where fiction needs otherwise.

- Four spaces or a tab are an indent, never code: so do word processors begin a
  paragraph. Fenced code is left.
- A line of dashes under a line of words parts two scenes; it makes no heading.
- A heading has a space after its ``#``; without one it is a hashtag.
- ``[A/N]: thanks!`` is a sentence; only what looks like an address defines a link.
- A backslash at the end of a line ends the line.

Blocks, scene breaks, footnotes and HTML are taken out by `manuscript` before.
"""

from __future__ import annotations

import html
import re
import string
import threading
import unicodedata
from functools import cache
from typing import Any, Final
from xml.etree.ElementTree import Element

import markdown
from markdown.inlinepatterns import (
    InlineProcessor,
    SimpleTagInlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.util import AtomicString

from . import plain
from .marks import AMP

_HEADING: Final = re.compile(
    r"(?:^|\n)(?P<level>#{1,6})(?=[ \t]+\S)(?P<header>(?:\\.|[^\\])*?)#*(?:\n|$)"
)
# python-markdown's own mark; in its result it stands for something it has lost.
_STASHED: Final = re.compile("[\x02\x03]")
_DEFINES: Final = re.compile(
    r"^[ ]{0,3}\[([^\[\]]*)\]:[ ]*\n?[ ]*"
    r"((?:[a-zA-Z][\w+.-]*:|<|[#/.{])[^\s]+|[^\s]+\.[a-z]\w{1,4}(?:[#?][^\s]*)?)"
    r"[ ]*(?:\n[ ]*)?((['\"])(.*)\4[ ]*|\((.*)\)[ ]*)?$",
    re.MULTILINE,
)


def convert(text: str, references: dict[str, Any] | None = None) -> str:
    """Return the HTML of marked text; `references` carries link definitions along."""
    if references:
        return _slowly(text, references)
    return plain.converted(text, lambda part: _slowly(part, references))


def _slowly(text: str, references: dict[str, Any] | None) -> str:
    md = _parser(threading.get_ident())
    md.reset()
    if references:
        md.references.update(references)
    result = md.convert(text)
    if _STASHED.search(result):
        result = md.reset().convert(_plain_where_broken(text, md))
    if references is not None:
        references.update(md.references)
    return result


def _plain_where_broken(text: str, md: markdown.Markdown) -> str:
    """Return the text with asterisks escaped in the blocks that python-markdown breaks.

    Asterisks that open and close one another crosswise, ``**"*'* * *<a@b.c>* * *x``,
    make it lose what stands between them; the words matter more than the emphasis.
    """
    return "\n\n".join(
        re.sub(r"(?<!\\)([*_])", r"\\\1", block)
        if _STASHED.search(md.reset().convert(block))
        else block
        for block in text.split("\n\n")
    )


@cache
def _parser(_thread: int) -> markdown.Markdown:
    """Return a parser. It forgets each text before the next; threads share none."""
    md = markdown.Markdown(
        extensions=["tables", "def_list", "abbr", "sane_lists"],
        extension_configs={"tables": {"use_align_attribute": True}},
        output_format="html",
    )
    # Every sign that means something can be escaped, as in CommonMark.
    md.ESCAPED_CHARS = [sign for sign in string.punctuation if sign != "&"]
    md.preprocessors.deregister("html_block")
    blocks = md.parser.blockprocessors
    for name in ("code", "setextheader", "hr"):
        blocks.deregister(name)
    patterns: Any = blocks  # instances may have patterns of their own
    patterns["hashheader"].RE = _HEADING
    patterns["reference"].RE = _DEFINES
    inline = md.inlinePatterns
    inline.deregister("html")
    inline.register(
        _rule(r"&(?:[a-zA-Z0-9]+|#[0-9]+|#x[0-9a-fA-F]+);", _sign), "entity", 80
    )
    inline.register(_rule(r"\\&", _ampersand), "ampersand", 182)
    inline.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "ending", 181)
    inline.register(_rule(r"<([\w.+-]+@[\w-]+(?:\.[\w-]+)+)>", _mail), "automail", 110)
    struck = SimpleTagInlineProcessor(r"()~~(?!\s)(.{1,2000}?)(?<!\s)~~", "s")
    inline.register(struck, "struck", 55)
    return md


def _rule(pattern: str, handle: Any) -> InlineProcessor:
    rule: Any = InlineProcessor(pattern)
    rule.handleMatch = handle
    return rule  # type: ignore[no-any-return]


def _ampersand(match: re.Match[str], _data: str) -> tuple[str, int, int]:
    return AMP, match.start(0), match.end(0)


def _mail(match: re.Match[str], _data: str) -> tuple[Element, int, int]:
    # python-markdown writes mail addresses as numbers, which hides them from nobody
    # but the typographer and the count of words.
    link = Element("a", href=f"mailto:{match[1]}")
    link.text = AtomicString(match[1])
    return link, match.start(0), match.end(0)


def _sign(match: re.Match[str], _data: str) -> tuple[str, int, int]:
    """Read ``&hellip;`` as the sign it means, and ``&c;`` as what it says."""
    sign = html.unescape(match[0])
    # "&#1;" is no sign that a text may hold.
    sign = "".join(" " if unicodedata.category(one) == "Cc" else one for one in sign)
    return sign.replace("&", AMP), match.start(0), match.end(0)
