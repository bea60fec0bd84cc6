"""A page's text as flat HTML: one block after another, without what only wraps them.

Programs wrap a whole story in divisions (``div.WordSection1``), or write each of its
lines as one, or as text between line breaks. Words, emphasis and order stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from bs4.element import NavigableString, PageElement, Tag

from ..ao3.layout import html
from ..markup.markup import classes, words

BLOCKS: Final = (
    *("p", "div", "blockquote", "ul", "ol", "dl", "table", "hr", "pre", "center"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "main", "figure"),
    *("details", "address", "header", "footer", "aside", "nav", "form"),
)
_WRAPPERS: Final = frozenset(
    {
        *("div", "section", "article", "main", "center", "header", "footer", "aside"),
        *("nav", "form", "font", "span", "label", "address", "button"),
    }
)
# Word's names for the styles that title and subtitle are in.
_TITLES: Final = {
    **{"msotitle": "title", "title": "title", "p.title": "title"},
    **{"msosubtitle": "subtitle", "subtitle": "subtitle"},
}
_CENTRED: Final = re.compile(r"\btext-align:\s*(center|right|justify)\b", re.IGNORECASE)
_NO_TEXT: Final = frozenset({"title", "style", "meta", "link", "input", "select"})
_BLOCK: Final = frozenset(BLOCKS)


@dataclass(frozen=True, slots=True)
class _Lean:
    """What a wrapper says of how the blocks in it stand."""

    align: str = ""
    dir: str = ""
    lang: str = ""

    def within(self, tag: Tag) -> _Lean:
        own = {name: str(tag.get(name) or "") for name in ("align", "dir", "lang")}
        if tag.name == "center":
            own["align"] = "center"
        return replace(self, **{name: value for name, value in own.items() if value})

    def attributes(self, own: Mapping[str, object]) -> str:
        """Return the attributes that a block in the wrapper has to be given."""
        pairs = (("align", self.align), ("dir", self.dir), ("lang", self.lang))
        return "".join(
            f' {name}="{escape(value)}"'
            for name, value in pairs
            if value and name not in own
        )


def flat(nodes: Iterable[PageElement]) -> str:
    """Return nodes as flat HTML."""
    return "\n".join(_blocks(nodes, _Lean()))


def _blocks(nodes: Iterable[PageElement], lean: _Lean) -> Iterator[str]:
    run: list[PageElement] = []
    for node in nodes:
        if isinstance(node, Tag) and node.name in _NO_TEXT:
            continue
        if not _is_block(node):
            run.append(node)
            continue
        yield from _paragraphs(run, lean)
        run = []
        if isinstance(node, Tag):
            yield from _block(node, lean)
    yield from _paragraphs(run, lean)


def _is_block(node: PageElement) -> bool:
    if not isinstance(node, Tag):
        return False
    if node.name in _BLOCK:
        return True
    return node.name in _WRAPPERS and node.find(BLOCKS) is not None


def _block(tag: Tag, lean: _Lean) -> Iterator[str]:
    if tag.name in _WRAPPERS and tag.find(BLOCKS) is not None:
        yield from _blocks(tag.contents, lean.within(tag))
    elif tag.name != "p" and tag.name not in _WRAPPERS:
        yield _opened(tag, tag.name, lean)
    elif not (words(tag) or tag.find(("img", "hr"))):
        yield "<p>\xa0</p>"
    elif _is_parted(tag):
        yield from _paragraphs(tag.contents, lean.within(tag))
    else:
        yield _opened(tag, "p", lean.within(tag) if tag.name != "p" else lean)


def _opened(tag: Tag, name: str, lean: _Lean) -> str:
    """Return an element under a name, with what its wrappers say of how it stands."""
    kept = {"align", "dir", "lang", "style"}
    own = {k: v for k, v in tag.attrs.items() if name != "p" or k in kept}
    styled = _TITLES.get(" ".join(classes(tag)).lower()) if name == "p" else None
    if styled:
        own["class"] = styled
    centred = _CENTRED.search(str(tag.get("style") or ""))
    if centred and "align" not in own:
        own["align"] = centred[1].lower()
    shown = "".join(
        f' {key}="{escape(" ".join(value) if isinstance(value, list) else value)}"'
        for key, value in own.items()
    )
    if name in {"hr", "br", "img"}:
        return f"<{name}{shown}/>"
    other = "".join(lean.attributes(own))
    return f"<{name}{shown}{other}>{tag.decode_contents()}</{name}>"


def _is_parted(tag: Tag) -> bool:
    """Tell whether two line breaks in a row part its text into paragraphs."""
    before = False
    for node in tag.children:
        if isinstance(node, Tag) and node.name == "br":
            if before:
                return True
            before = True
        elif isinstance(node, Tag) or str(node).strip():
            before = False
    return False


def _paragraphs(run: Iterable[PageElement], lean: _Lean) -> Iterator[str]:
    """Yield loose text as paragraphs, parted where two line breaks part it."""
    attributes = lean.attributes({})
    lines: list[str] = []
    breaks = 0
    for node in run:
        if isinstance(node, Tag) and node.name == "br":
            breaks += 1
            continue
        text = html(node) if isinstance(node, (Tag, NavigableString)) else ""
        if breaks and not text.strip():
            continue
        if breaks > 1 and any(line.strip() for line in lines):
            yield f"<p{attributes}>{''.join(lines).strip()}</p>"
            lines = []
            if breaks > 3:
                yield "<p>\xa0</p>"
        elif breaks and any(line.strip() for line in lines):
            lines.append("<br/>\n")
        breaks = 0
        lines.append(text)
    if any(line.strip() for line in lines):
        yield f"<p{attributes}>{''.join(lines).strip()}</p>"
