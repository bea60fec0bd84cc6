"""A Word document as mammoth should see it: looks resolved, nothing left to guess.

mammoth turns paragraphs and runs into HTML, but knows no alignment, no italics that a
style gives, no text boxes, ruby or drop caps, and stops at a note that is missing. So
each part is written anew here with what mammoth does know: its paragraphs have styles
that `docx` maps, one for each way to stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from .docx_numbering import Numbering
from .docx_runs import chosen, run
from .docx_styles import Look, Shape, Styles, at, number, value
from .docx_words import GONE, PAGE, RULE, SILENT, Part, Words

_ALIGN: Final = {"center": "center", "right": "right", "end": "right"}
_MIRRORED: Final = {"center": "center", "right": "left", "end": "left"}


@dataclass(slots=True)
class Body:
    """Write the parts of one document anew; `used` are the styles they then have."""

    styles: Styles
    numbering: Numbering
    words: Words
    used: dict[str, None] = field(default_factory=dict)
    _held: list[Element] = field(default_factory=list)

    def written(self, part: Part, elements: Iterable[Element]) -> list[Element]:
        """Return the paragraphs and tables of a part as mammoth should see them."""
        self.words.begin(part)
        out: list[Element] = []
        self._blocks(elements, out)
        if self._held:
            self._emit(Shape(), [], out)
        return out

    def _blocks(self, elements: Iterable[Element], out: list[Element]) -> None:
        for element in elements:
            match element.tag:
                case "w:p":
                    self._paragraph(element, out)
                case "w:tbl":
                    self._table(element, out)
                case "w:sdt":
                    self._blocks(self.words.content(element), out)
                case "mc:AlternateContent":
                    self._blocks(chosen(element), out)
                case "w:altChunk":
                    self.words.lose("a document inside the document")
                case "w:r" | "w:hyperlink" | "w:t" | "m:oMath":  # broken, but words
                    self._paragraph([element], out)
                case tag if tag in GONE:
                    self.words.deleted.append("".join(element.itertext()))
                case tag if tag not in SILENT:
                    self._blocks(element, out)
                case _:
                    pass

    # ---- Tables ----------------------------------------------------------------------

    def _table(self, table: Element, out: list[Element]) -> None:
        new = Element("w:tbl")
        for row in _all(table, "w:tr"):
            properties = row.find("w:trPr")
            if properties is not None and properties.find("w:del") is not None:
                self.words.deleted.append("".join(row.itertext()))
                continue
            line = SubElement(new, "w:tr")
            if properties is not None and properties.find("w:tblHeader") is not None:
                SubElement(SubElement(line, "w:trPr"), "w:tblHeader")
            for cell in _all(row, "w:tc"):
                self._cell(cell, line)
        if any(len(line) for line in new):
            out.append(new)

    def _cell(self, cell: Element, line: Element) -> None:
        new = SubElement(line, "w:tc")
        kept = SubElement(new, "w:tcPr")
        properties = cell.find("w:tcPr")
        span = min(number(value(properties, "w:gridSpan"), 1), 100)
        if span > 1:
            SubElement(kept, "w:gridSpan", {"w:val": str(span)})
        merged = properties.find("w:vMerge") if properties is not None else None
        inside: list[Element] = []
        self._blocks(cell, inside)
        # A merged cell's own text is hidden, so one that has some is no merged cell.
        if merged is not None and not any(map(_says, inside)):
            state = "restart" if merged.get("w:val") == "restart" else "continue"
            SubElement(kept, "w:vMerge", {"w:val": state})
        new.extend(inside)

    # ---- Paragraphs ------------------------------------------------------------------

    def _paragraph(
        self, paragraph: Element | list[Element], out: list[Element]
    ) -> None:
        whole = paragraph if isinstance(paragraph, Element) else None
        properties = whole.find("w:pPr") if whole is not None else None
        shape = self.styles.shape(properties)
        is_heading = shape.level or shape.role in {"title", "subtitle"}
        look = Look() if is_heading else self.styles.paragraph_look(properties)
        content = self.words.written(paragraph, look)
        boxes, self.words.boxes = self.words.boxes, []
        if shape.role == "contents":
            self.words.lose("the table of contents")
        elif _is_joined(properties):
            self._held += content
        else:
            self._emit(shape, content, out)
            lines = at(properties, "w:pBdr", "w:bottom")
            # Word puts the line that "---" becomes under the paragraph above it.
            if lines is not None and content and shape.ruled and not shape.level:
                out.append(self._mark(RULE))
        for box in boxes:
            self._blocks(box, out)

    def _emit(self, shape: Shape, content: list[Element], out: list[Element]) -> None:
        """Add a paragraph, parted where a page or a rule stands in the middle of it."""
        content, self._held = [*self._held, *content], []
        if shape.breaks_before:
            out.append(self._mark(PAGE))
        if not content and shape.ruled:
            out.append(self._mark(RULE))
            return
        label = self.numbering.label(shape.numbering) if shape.level else ""
        pieces: list[Element] = [run(f"{label} ")] if label and content else []
        parted = False
        for element in content:
            if element.tag not in {PAGE, RULE}:
                pieces.append(element)
                continue
            if pieces:
                out.append(self._shaped(shape, pieces))
            out.append(self._mark(element.tag))
            pieces, parted = [], True
        if pieces or not parted:
            out.append(self._shaped(shape, pieces))

    def _mark(self, name: str) -> Element:
        self.used[name] = None
        new = Element("w:p")
        SubElement(SubElement(new, "w:pPr"), "w:pStyle", {"w:val": name})
        return new

    def _shaped(self, shape: Shape, content: list[Element]) -> Element:
        new = Element("w:p")
        properties = SubElement(new, "w:pPr")
        level = None if shape.level else self.numbering.level(shape.numbering)
        if level is not None and level.is_item and shape.numbering and content:
            place = SubElement(properties, "w:numPr")
            depth = min(shape.numbering[1], 4)  # mammoth's lists go no deeper
            SubElement(place, "w:ilvl", {"w:val": str(depth)})
            SubElement(place, "w:numId", {"w:val": "2" if level.is_ordered else "1"})
        else:
            name = style_name(shape)
            self.used[name] = None
            SubElement(properties, "w:pStyle", {"w:val": name})
        new.extend(content)
        return new


def style_name(shape: Shape) -> str:
    """Return the name of the style that stands for a shape: ``h1-center-rtl``."""
    kind = f"h{min(shape.level, 6)}" if shape.level else shape.role or "p"
    align = (_MIRRORED if shape.rtl else _ALIGN).get(shape.align, "none")
    return f"{kind}-{align}-{'rtl' if shape.rtl else 'ltr'}"


def _all(element: Element, tag: str) -> Iterable[Element]:
    """Return rows or cells, also those in content controls and tracked insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in SILENT and child.tag not in GONE:
            yield from _all(child, tag)


def _says(element: Element) -> bool:
    return any(True for inner in element.iter() if inner.tag in {"w:t", "w:drawing"})


def _is_joined(properties: Element | None) -> bool:
    """Tell whether a paragraph goes on in the next: a drop cap, a deleted line end."""
    if properties is None:
        return False
    frame = properties.find("w:framePr")
    if frame is not None and frame.get("w:dropCap", "none") != "none":
        return True
    return at(properties, "w:rPr", "w:del") is not None
