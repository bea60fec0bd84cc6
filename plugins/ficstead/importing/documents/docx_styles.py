"""What a Word document's styles mean: headings, titles, and the look of words.

Word keeps most of what a reader sees in named styles that build on one another, under
names in English or in the language of whoever saved it; `docx_body` asks here what a
paragraph or a word looks like in the end (ECMA-376 part 1, 17.7).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final
from xml.etree.ElementTree import Element

from . import document_names

_PREFIXES: Final = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://schemas.openxmlformats.org/package/2006/relationships": "pr",
}


def prefixed(root: Element) -> Element:
    """Return the tree with the names that this format's own papers use."""
    return document_names.prefixed(root, _PREFIXES)


@dataclass(frozen=True, slots=True)
class Look:
    """How words look, as far as it says something. `vertical` is sup, sub or empty."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    small_caps: bool = False
    hidden: bool = False
    vertical: str = ""
    font: str = ""

    @property
    def key(self) -> str:
        """Name the look, for comparing it with another."""
        on = (self.bold, self.italic, self.underline, self.strike, self.small_caps)
        return "".join("01"[one] for one in on) + self.vertical

    def toggled(self, other: Look) -> Look:
        """Return both together; what both switch on is off again (17.7.3)."""
        return Look(
            self.bold != other.bold,
            self.italic != other.italic,
            self.underline or other.underline,
            self.strike != other.strike,
            self.small_caps != other.small_caps,
            self.hidden != other.hidden,
            other.vertical or self.vertical,
            other.font or self.font,
        )


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands. `level` is a heading's, 0 for text; `role` its part."""

    role: str = ""  # title, subtitle, quote, contents, or empty
    level: int = 0
    align: str = ""
    rtl: bool = False
    ruled: bool = False
    breaks_before: bool = False
    numbering: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class _Style:
    id: str
    name: str
    base: str
    run: Element | None
    paragraph: Element | None


_SWITCHES: Final = {
    **{"w:b": "bold", "w:i": "italic", "w:strike": "strike", "w:vanish": "hidden"},
    **{"w:smallCaps": "small_caps"},
}
_VERTICAL: Final = {"superscript": "sup", "subscript": "sub"}


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of one document, by kind and id."""

    styles: Mapping[tuple[str, str], _Style] = field(default_factory=dict)
    normal: str = ""

    def paragraph_look(self, properties: Element | None) -> Look:
        """Return the look that a paragraph's style gives its words."""
        name = value(properties, "w:pStyle") or self.normal
        look = Look()
        for style in reversed([*self._chain("paragraph", name)]):
            look = _direct(look, style.run)
        return replace(look, vertical="", font="")

    def run_look(self, base: Look, properties: Element | None) -> Look:
        """Return the look of words in a paragraph that gives them `base`."""
        if properties is None:
            return base
        name = value(properties, "w:rStyle")
        if name:
            own = Look()
            chain = [*self._chain("character", name)]
            for style in reversed(chain):
                own = _direct(own, style.run)
            title = chain[0].name.lower() if chain else name.lower()
            if title in {"hyperlink", "followedhyperlink", "internet link"}:
                own = replace(own, underline=False)
            elif title.endswith(("note reference", "note anchor", "notereference")):
                own = replace(own, vertical="")
            elif not chain or chain[0].run is None:
                own = _named(title)
            base = base.toggled(own)
        return _direct(base, properties)

    def shape(self, properties: Element | None) -> Shape:
        """Return how a paragraph stands, by its style and what it says itself."""
        name = value(properties, "w:pStyle") or self.normal
        chain = [*self._chain("paragraph", name)]
        layers = [style.paragraph for style in reversed(chain)]
        shape = Shape()
        for layer in [*layers, properties]:
            if layer is not None:
                shape = _stands(shape, layer)
        role, level = document_names.role([style.name for style in chain] or [name])
        outline = shape.level
        if role == "contents":
            outline = level = 0
        return replace(shape, role=role, level=level or (0 if role else outline))

    def _chain(self, kind: str, name: str) -> Iterator[_Style]:
        seen: set[str] = set()
        while name and name not in seen and len(seen) < 50:
            seen.add(name)
            style = self.styles.get((kind, name))
            if style is None:
                return
            yield style
            name = style.base


def read(root: Element | None) -> Styles:
    """Return the styles of a document's ``styles.xml``, None if it has none."""
    styles: dict[tuple[str, str], _Style] = {}
    normal = ""
    for element in root.iter("w:style") if root is not None else ():
        kind = element.get("w:type", "paragraph")
        name = element.get("w:styleId", "")
        styles.setdefault(
            (kind, name),
            _Style(
                name,
                value(element, "w:name") or name,
                value(element, "w:basedOn"),
                element.find("w:rPr"),
                element.find("w:pPr"),
            ),
        )
        if kind == "paragraph" and is_on(element.get("w:default", "0")):
            normal = name
    return Styles(styles, normal)


def value(element: Element | None, name: str) -> str:
    """Return the ``w:val`` of a child; empty without one."""
    child = element.find(name) if element is not None else None
    return child.get("w:val", "") if child is not None else ""


def at(element: Element | None, *names: str) -> Element | None:
    """Return a child of a child: ElementTree's own paths know no prefixed names."""
    for name in names:
        element = element.find(name) if element is not None else None
    return element


def is_on(said: str) -> bool:
    """Tell whether a switch says yes; one that says nothing does."""
    return said.lower() not in {"0", "false", "off", "none"}


def number(said: str | None, default: int = 0) -> int:
    """Return a small number of a file, or the default for anything else."""
    return int(said) if said and re.fullmatch(r"[0-9]{1,6}", said) else default


def _named(title: str) -> Look:
    if title in {"emphasis", "subtle emphasis", "subtleemphasis", "italic"}:
        return Look(italic=True)
    if title in {"strong", "bold"}:
        return Look(bold=True)
    if title in {"intense emphasis", "intenseemphasis"}:
        return Look(bold=True, italic=True)
    return Look()


def _direct(look: Look, properties: Element | None) -> Look:
    if properties is None:
        return look
    changes: dict[str, Any] = {}
    for child in properties:
        said = child.get("w:val", "")
        if child.tag in _SWITCHES:
            changes[_SWITCHES[child.tag]] = is_on(said)
        elif child.tag == "w:u":
            changes["underline"] = bool(said) and is_on(said)
        elif child.tag == "w:dstrike" and is_on(said):
            changes["strike"] = True
        elif child.tag == "w:em" and is_on(said):  # dots beside Chinese words
            changes["italic"] = True
        elif child.tag == "w:vertAlign":
            changes["vertical"] = _VERTICAL.get(said, "")
        elif child.tag == "w:position" and properties.find("w:sz") is not None:
            # LibreOffice writes some of its own as raised and smaller.
            changes["vertical"] = "sub" if said.startswith("-") else "sup"
        elif child.tag == "w:rFonts":
            changes["font"] = child.get("w:ascii", look.font)
    return replace(look, **changes) if changes else look


def _stands(shape: Shape, properties: Element) -> Shape:
    for child in properties:
        said = child.get("w:val", "")
        match child.tag:
            case "w:jc":
                shape = replace(shape, align=said)
            case "w:bidi":
                shape = replace(shape, rtl=is_on(said))
            case "w:pageBreakBefore":
                shape = replace(shape, breaks_before=is_on(said))
            case "w:outlineLvl":
                level = number(said, 9)
                shape = replace(shape, level=level + 1 if level < 6 else 0)
            case "w:pBdr":
                lines = {
                    e.tag for e in child if is_on(e.get("w:val", "none") or "none")
                }
                shape = replace(shape, ruled=bool(lines & {"w:bottom", "w:top"}))
            case "w:numPr":
                name = value(child, "w:numId")
                level = number(value(child, "w:ilvl"))
                shape = replace(shape, numbering=(name, level) if name else None)
            case _:
                pass
    return shape
