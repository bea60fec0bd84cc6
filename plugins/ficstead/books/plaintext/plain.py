"""Clean HTML as plain text: lines of a width, with signs for what letters cannot show.

``_emphasis_``, ``*strong*``, ``~struck~``; a note's number stands in brackets, and so
does what a picture shows. Sensitive passages are put aside, for the end of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from ..elements import Node, read
from .wrapping import columns, wrapped

WIDTH: Final = 72
BREAK: Final = "* * *"
_SET_IN: Final = "    "
_SIGNS: Final = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var", "u", "ins"), "_"),
    **dict.fromkeys(("strong", "b"), "*"),
    **dict.fromkeys(("s", "del", "strike"), "~"),
}
# Paragraphs of plain words, which nearly all are: no tree is grown for them.
_CALM: Final = re.compile(
    r"\s*+(?:<p>((?:[^<]++|</?(?:em|i|strong|b)>|<br>)*+)</p>|(<hr>))"
)
_CALM_SIGN: Final = {"<em>": "_", "</em>": "_", "<i>": "_", "</i>": "_"} | {
    **dict.fromkeys(("<strong>", "</strong>", "<b>", "</b>"), "*"),
}
_CALM_TAG: Final = re.compile(r"</?(?:em|i|strong|b)>")
_NOTE: Final = re.compile(r"(?:^|-)fn-")
# What becomes one space; a space that is one already is passed over, for speed.
_SPACE: Final = re.compile(r"[\t\n\r\f][ \t\n\r\f]*| [ \t\n\r\f]+")
_BLOCKS: Final = frozenset(
    {
        *("address", "blockquote", "dd", "details", "div", "dl", "dt", "figcaption"),
        *("figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre"),
        *("section", "summary", "table", "ul", "caption"),
    }
)


@dataclass(slots=True)
class Page:
    """The lines of a file as they come, and the passages that were put aside."""

    width: int = WIDTH
    lines: list[str] = field(default_factory=list)
    aside: list[tuple[str, Sequence[Node]]] = field(default_factory=list)

    def gap(self) -> None:
        """End the paragraph: one empty line, never two."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def paragraph(self, text: str, first: str = "", rest: str | None = None) -> None:
        """Add a paragraph; a line end in it is one that its author made."""
        rest = first if rest is None else rest
        hung = False
        for line in text.split("\n"):
            inset = line[: len(line) - len(line.lstrip(" "))]
            words = line[len(inset) :].rstrip()
            head = (rest if hung else first) + inset
            self.lines += wrapped(words, self.width, head, rest + inset)
            hung = True
        self.gap()

    def centred(self, text: str) -> None:
        for line in wrapped(text, self.width):
            room = max(0, self.width - columns(line))
            self.lines.append(" " * (room // 2) + line)
        self.gap()

    def heading(self, text: str, under: str) -> None:
        """Add a heading with a line of `under` as long as itself below it."""
        self.gap()
        lines = wrapped(" ".join(text.split()), self.width)
        self.lines += [*lines, under * min(self.width, max(map(columns, lines)))]
        self.gap()

    def html(self, html: str, inset: str = "") -> None:
        """Add a text."""
        calm = _calm(html)
        if calm is None:
            self._blocks(read(html).children, inset)
            return
        for words in calm:
            if words:
                self.paragraph(words, inset)
            else:
                self.centred(BREAK)

    # ---- Blocks ----------------------------------------------------------------------

    def _blocks(self, nodes: Sequence[Node], inset: str, first: str = "") -> None:
        """Add what stands one below another; `first` goes before the first line."""
        run: list[Node] = []
        for node in (*nodes, Node("hr", text="end")):
            if node.tag not in _BLOCKS:
                run.append(node)
                continue
            if any(not one.is_blank for one in run):
                self.paragraph(_words(run), first or inset, inset)
                first = ""
            run = []
            if node.text != "end":
                self._block(node, inset, first)
                first = ""

    def _block(self, node: Node, inset: str, first: str) -> None:
        tag, classes = str(node.tag), node.classes
        if tag == "hr" or "scene-break" in classes:
            self.centred(" ".join(node.words().split()) or BREAK)
        elif tag == "p":
            self._paragraph(node, inset, first)
        elif tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.heading(_words(node.children), "-")
        elif tag == "pre":
            for line in node.words().rstrip("\n").split("\n"):
                self.lines.append(f"{inset}{_SET_IN}{line}".rstrip())
            self.gap()
        elif tag in _SHAPED:
            _SHAPED[tag](self, node, inset)
        else:
            self._blocks(node.children, inset, first)

    def _paragraph(self, node: Node, inset: str, first: str) -> None:
        words = _words(node.children)
        if not words.strip():
            return
        if "align-center" in node.classes:
            for line in words.split("\n"):
                self.centred(line)
        else:
            self.paragraph(words, first or inset, inset)

    def _quote(self, node: Node, inset: str) -> None:
        if "verse" not in node.classes:
            self._blocks(node.children, inset + _SET_IN)
            return
        for child in node.children:
            if not child.is_blank:
                self.paragraph(_words([child], kept=True), inset + _SET_IN)

    def _list(self, node: Node, inset: str) -> None:
        start = node.attributes.get("start", "1")
        number = int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1
        for item in node.children:
            if item.tag != "li":
                continue
            sign = "*" if node.tag == "ul" else f"{number}."
            if _NOTE.search(item.attributes.get("id", "")):
                sign = f"[{number}]"
            hung = inset + " " * (len(sign) + 1)
            self._blocks(item.children, hung, f"{inset}{sign} ")
            number += 1
            is_short = not any(part.tag in _BLOCKS for part in item.children)
            if is_short and self.lines[-1:] == [""]:
                self.lines.pop()
        self.gap()

    def _table(self, node: Node, inset: str) -> None:
        for row in node.every():
            if row.tag == "caption":
                self.paragraph(_words(row.children), inset)
            elif row.tag == "tr":
                cells = [_words(c.children) for c in row.children if c.tag]
                told = " | ".join(cell.replace("\n", " ") for cell in cells)
                self.lines += wrapped(told, self.width, inset, inset + _SET_IN)
        self.gap()

    def _fold(self, node: Node, inset: str) -> None:
        """Open a fold; of a sensitive passage only what stands before it, and instead.

        The passage itself goes aside.
        """
        if "passage" not in node.classes:
            self._blocks(node.children, inset)
            return
        inside = [child for child in node.children if not child.is_blank]
        warning = _words(inside[0].children) if inside else ""
        warning = warning.replace("*", "")
        said = [one for one in inside[1:] if "instead" in one.classes]
        rest = [one for one in inside[1:] if "instead" not in one.classes]
        self.aside.append((warning, [part for one in rest for part in _opened(one)]))
        where = f"[{warning}. It stands at the end of this file, number "
        self.paragraph(f"{where}{len(self.aside)}.]", inset)
        for one in said:
            self._blocks(one.children, inset + _SET_IN)

    def put_aside(self) -> None:
        """Add the sensitive passages, which nobody meets who does not look for them."""
        if not self.aside:
            return
        self.heading("Sensitive passages", "=")
        # One may hold another.
        for number, (warning, nodes) in enumerate(self.aside, start=1):
            self.heading(f"{number}. {warning}", "-")
            self._blocks(nodes, "")


_SHAPED: Final[dict[str, Callable[[Page, Node, str], None]]] = {
    "blockquote": Page._quote,
    "dd": Page._quote,
    "details": Page._fold,
    "ol": Page._list,
    "table": Page._table,
    "ul": Page._list,
}


def _opened(node: Node) -> list[Node]:
    """Return what a fold holds, without the words that open it."""
    if node.tag != "details":
        return [node]
    return [child for child in node.children if child.tag != "summary"]


def _calm(html: str) -> list[str] | None:
    """Return the paragraphs of a text that has nothing else, "" for a scene break."""
    found: list[str] = []
    at = 0
    while match := _CALM.match(html, at):
        found.append("" if match[2] else _calm_words(match[1]))
        at = match.end()
    return None if html[at:].strip() else found


def _calm_words(html: str) -> str:
    text = _SPACE.sub(" ", html)
    if "<" in text:
        text = _CALM_TAG.sub(lambda tag: _CALM_SIGN[tag[0]], text)
        text = text.replace(" <br>", "<br>").replace("<br> ", "<br>")
        text = text.replace("<br>", "\n")
    return unescape(text) if "&" in text else text


# ---- Words ---------------------------------------------------------------------------


def _words(nodes: Sequence[Node], *, kept: bool = False) -> str:
    """Return words with their signs; with `kept`, spaces that begin a line stay."""
    text = "".join(_said(nodes, kept=kept))
    if kept:
        lines = text.replace("\r", "").split("\n")
        return "\n".join(line.rstrip() for line in lines).strip("\n")
    return re.sub(r" *\n *", "\n", text).strip(" \n")


def _said(nodes: Sequence[Node], *, kept: bool) -> Iterator[str]:
    for node in nodes:
        if node.tag is None:
            text = unescape(node.text)
            # A line of verse begins after its break's own line end.
            lined = text.replace("\n", "").replace("\u00a0", " ")
            yield lined if kept else _SPACE.sub(" ", text)
        elif node.tag == "br":
            yield "\n"
        elif node.tag == "img":
            shown = node.attributes.get("alt", "").strip()
            yield f"[Picture: {shown}]" if shown else "[Picture]"
        elif node.tag == "a":
            yield from _link(node, kept=kept)
        elif node.tag == "rt":
            inside = "".join(_said(node.children, kept=kept))
            yield inside if _has_brackets(nodes) else f"({inside})"
        else:
            sign = _SIGNS.get(node.tag, "^" if node.tag == "sup" else "")
            inside = "".join(_said(node.children, kept=kept))
            is_note = node.tag == "sup" and inside.startswith("[")
            yield from _signed(inside, "" if is_note else sign, node.tag)


def _has_brackets(nodes: Sequence[Node]) -> bool:
    return any(node.tag == "rp" for node in nodes)


def _signed(inside: str, sign: str, tag: str) -> Iterator[str]:
    """Yield words between their signs, white space outside of them."""
    bare = inside.strip()
    if not bare or not sign:
        yield inside
        return
    before = inside[: len(inside) - len(inside.lstrip())]
    after = inside[len(inside.rstrip()) :]
    yield f"{before}{sign}{bare}{'' if tag == 'sup' else sign}{after}"


def _link(node: Node, *, kept: bool) -> Iterator[str]:
    if "footnote-backref" in node.classes:
        return
    words = "".join(_said(node.children, kept=kept))
    if "footnote-ref" in node.classes:
        yield f"[{words.strip()}]"
        return
    yield words
    target = node.attributes.get("href", "")
    if target.startswith(("http://", "https://")) and target not in words:
        yield f" <{target}>"
