"""A story that has lost its paragraphs: to know one, and to break it up again.

Thousands of words in one paragraph are what is left where somebody pasted a story
through a field that has no lines. `reflowed` breaks it where `reflow_places` says, and
changes no word and no order; emphasis that goes over a break is in both paragraphs.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from typing import Final

from bs4 import BeautifulSoup, Tag

from ..markup import markup
from . import reflow_places

# A stream of consciousness may be as long, but is rarely most of a story.
_LOST: Final = 1200
_SURE: Final = 4000
REMARK: Final = (
    "It has lost its paragraphs: more than a thousand words stand on one line. Import "
    "it with --reflow to break it where speech and scenes change."
)
_INLINE: Final = frozenset(
    {
        *(
            "a",
            "abbr",
            "acronym",
            "b",
            "bdi",
            "bdo",
            "big",
            "br",
            "cite",
            "code",
            "del",
        ),
        *("dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small"),
        *("span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr", "img"),
    }
)
_VOID: Final = frozenset({"br", "img", "wbr"})
_ID: Final = re.compile(r'\sid="[^"]*"')
_EMPTY: Final = re.compile(r"<([a-z]+)[^<>]*>\s*</\1>\Z")
_TOKEN: Final = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^>]*>|[^<]+|<")


def needs(html: str) -> bool:
    """Tell whether a text has lost its paragraphs."""
    return _longest(html) > 0


def remark(html: str) -> str:
    """Return the sentence for the author of such a text, with the number of words."""
    return REMARK.replace("more than a thousand", f"{_longest(html):,}")


def reflowed(html: str) -> str:
    """Return a text with its lost paragraphs broken up, and nothing else changed."""
    soup = _paragraphed(html)
    broken: list[str] = []
    for block in _lost(soup):
        broken.append(_broken(block))
        # No text may hold this sign, so it stands for the block alone.
        block.replace_with(f"\ufdd0{len(broken) - 1}\ufdd0")
    return re.sub(
        "\ufdd0([0-9]+)\ufdd0", lambda found: broken[int(found[1])], str(soup)
    )


def _longest(html: str) -> int:
    """Return the words of the longest lost paragraph."""
    if len(html) < 4 * _LOST:
        return 0
    soup = _paragraphed(html)
    longest = max((_count(block) for block in _lost(soup)), default=0)
    is_lost = longest >= _SURE or longest >= 0.5 * len(soup.get_text().split())
    return longest if is_lost else 0


def _paragraphed(html: str) -> BeautifulSoup:
    """Return the tree of a text; words that stand in no block become a paragraph."""
    html = html.replace("\ufdd0", "")
    soup = markup.parsed(html)
    if any(isinstance(c, Tag) and c.name not in _INLINE for c in soup.children):
        return soup
    return markup.parsed(f"<p>{html}</p>")


def _lost(soup: BeautifulSoup) -> list[Tag]:
    found = []
    for block in soup.find_all(["p", "div", "blockquote", "span"]):
        inside = block.find_all(True)
        if block.name != "p" and any(tag.name not in _INLINE for tag in inside):
            continue
        words = _count(block)
        lines = sum(tag.name == "br" for tag in inside) + 1
        if block.name != "span" and words >= _LOST and words / lines > 400:
            found.append(block)
    return found


def _count(block: Tag) -> int:
    return len(block.get_text().split())


def _broken(block: Tag) -> str:
    """Return a block as paragraphs, each with the block's own attributes."""
    start = str(block)
    opening = start[: start.index(">") + 1]
    closing = f"</{block.name}>"
    again = _ID.sub("", opening)
    pieces = list(_pieces(block.decode_contents(), block.get_text()))
    return f"{closing}\n{again}".join(pieces).join((opening, closing))


def _pieces(inner: str, text: str) -> Iterator[str]:
    """Yield the HTML between breaks; what is open at a break is closed and reopened."""
    places = [*reflow_places.places(text), len(text) + 1]
    made: list[str] = []
    opened: list[tuple[str, str]] = []
    at = due = 0
    for token in _TOKEN.finditer(inner):
        name = token[2]
        if name and token[1]:
            opened.pop()
            made.append(token[0])
        elif name:
            if at >= places[due]:
                yield _cut(made, opened)
                due += 1
            made.append(token[0])
            if name not in _VOID:
                opened.append((name, token[0]))
        else:
            words, start = entities.unescape(token[0]), 0
            while places[due] < at + len(words):
                end = places[due] - at
                made.append(entities.escape(words[start:end], quote=False))
                yield _cut(made, opened)
                start, due = end, due + 1
            made.append(entities.escape(words[start:], quote=False))
            at += len(words)
    yield "".join(made)


def _cut(made: list[str], opened: list[tuple[str, str]]) -> str:
    """Return what was made so far, well-formed, and begin anew with what is open."""
    closing = "".join(f"</{name}>" for name, _ in reversed(opened))
    piece = "".join(made).rstrip() + closing
    made[:] = [_ID.sub("", tag) for _, tag in opened]
    # Of emphasis that begins with the space before a break nothing is left.
    while empty := _EMPTY.search(piece):
        piece = piece[: empty.start()].rstrip()
    return piece
