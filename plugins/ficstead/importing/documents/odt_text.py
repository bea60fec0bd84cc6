"""The text of an OpenDocument file as flat HTML.

What a paragraph holds is written run by run, each with the elements that its look
needs, so that LibreOffice's span in span in span comes out as one ``<em>``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from ..story import Loss, shortened
from . import odt_styles
from .odt_line import Line
from .odt_styles import Shape, Styles

_SILENT: Final = frozenset(
    {
        *("text:sequence-decls", "text:variable-decls", "text:user-field-decls"),
        *("office:forms", "text:soft-page-break", "text:bookmark", "svg:title"),
        *("text:bookmark-end", "text:change", "text:change-start", "text:change-end"),
        *("svg:desc", "office:annotation-end", "text:note-citation", "draw:glue-point"),
        *("office:event-listeners", "text:dde-connection-decls", "text:alphabetical-"),
        *("text:reference-mark-end", "text:bookmark-start", "text:list-header-"),
        *("text:tracked-changes", "draw:object", "draw:object-ole", "text:number"),
    }
)
_CONTENTS: Final = frozenset(
    f"text:{name}"
    for name in (
        *("table-of-content", "alphabetical-index", "illustration-index"),
        *("table-index", "object-index", "user-index"),
    )
)
_DRAWN: Final = frozenset(
    f"draw:{name}"
    for name in (
        *("frame", "custom-shape", "rect", "ellipse", "line", "polyline", "g"),
        *("caption", "path", "polygon", "connector", "a"),
    )
)


@dataclass(slots=True)
class Text:
    """Write the text of one document; `names` are the pictures that it has."""

    styles: Styles
    names: frozenset[str]
    notes: list[str] = field(default_factory=list)
    used: dict[str, None] = field(default_factory=dict)
    lost: dict[Loss, None] = field(default_factory=dict)

    def written(self, body: Iterable[Element]) -> str:
        """Return the text as HTML, with its notes at the end."""
        out: list[str] = []
        self._blocks(body, out)
        if self.notes:
            out.append(f'<div class="footnote"><ol>{"".join(self.notes)}</ol></div>')
        return "\n".join(out)

    def lose(self, what: str) -> None:
        """Remember something that does not come along."""
        self.lost[Loss(what, "text")] = None

    # ---- Blocks ----------------------------------------------------------------------

    def _blocks(self, elements: Iterable[Element], out: list[str]) -> None:
        for element in elements:
            match element.tag:
                case "text:p" | "text:h":
                    self._paragraph(element, out)
                case "text:list":
                    out += self._list(element, "", 1)
                case "table:table":
                    out.append(self._table(element))
                case "text:tracked-changes":
                    self._deletions(element)
                case tag if tag in _CONTENTS:
                    self.lose("the table of contents")
                case tag if tag in _DRAWN:
                    line = Line()
                    self._drawn(element, line, ())
                    self._put(Shape(), line, out)
                case tag if tag not in _SILENT:
                    self._blocks(element, out)
                case _:
                    pass

    def _paragraph(self, element: Element, out: list[str]) -> None:
        name = element.get("text:style-name", "")
        said = element.get("text:outline-level", "1" if element.tag == "text:h" else "")
        level = int(said) if re.fullmatch("[1-9]", said) else 0
        shape = self.styles.shape(name, level if element.tag == "text:h" else 0)
        is_heading = shape.level or shape.role in {"title", "subtitle"}
        look = {} if is_heading else self.styles.words("paragraph", name)
        line = Line()
        self._inline(element, line, look, "")
        if shape.role == "contents":
            self.lose("the table of contents")
            return
        self._put(shape, line, out)

    def _put(self, shape: Shape, line: Line, out: list[str]) -> None:
        if shape.breaks_before:
            out.append('<hr class="page">')
        inside = line.html()
        if shape.ruled and not inside:
            out.append("<hr>")
        else:
            out.append(_framed(shape, inside))
        if shape.breaks_after:
            out.append('<hr class="page">')
        for box in line.boxes:
            self._blocks(box, out)

    def _list(self, element: Element, style: str, depth: int) -> list[str]:
        style = element.get("text:style-name", style)
        kind = self.styles.lists.get((style, depth), "ul")
        items: list[str] = []
        plain: list[str] = []
        for item in element:
            inside: list[str] = []
            for child in item:
                if child.tag == "text:list":
                    inside += self._list(child, style, depth + 1)
                else:
                    self._blocks([child], inside)
            plain += inside
            only = len(inside) == 1 or (len(inside) > 1 and inside[1][:3] in _LISTS)
            if only and inside[0].startswith("<p>"):
                inside[0] = inside[0][3:-4]
            items.append(f"<li>{''.join(inside)}</li>")
        # Numbered headings are items of a list of their own.
        if not kind or any(re.match("<h[1-6r]", block) for block in plain):
            return plain
        return [f"<{kind}>{''.join(items)}</{kind}>"]

    def _table(self, table: Element) -> str:
        rows: list[str] = []
        for row, is_head in _rows(table):
            cells: list[str] = []
            for cell in row:
                if cell.tag != "table:table-cell":
                    continue  # covered by one that spans it
                inside: list[str] = []
                self._blocks(cell, inside)
                tag = "th" if is_head else "td"
                spans = "".join(
                    f' {name}="{count}"'
                    for name, key in (("colspan", "columns"), ("rowspan", "rows"))
                    if (count := cell.get(f"table:number-{key}-spanned", "1")) != "1"
                    and re.fullmatch("[0-9]{1,3}", count)
                )
                cells.append(f"<{tag}{spans}>{''.join(inside)}</{tag}>")
            rows.append(f"<tr>{''.join(cells)}</tr>")
        return f"<table>{''.join(rows)}</table>"

    def _deletions(self, element: Element) -> None:
        texts = [
            words
            for deletion in element.iter("text:deletion")
            if (words := _plain(deletion))
        ]
        if texts:
            shown = shortened(" ".join(texts))
            self.lose(f"text that tracked changes delete: {shown}")

    # ---- Words -----------------------------------------------------------------------

    def _inline(
        self, element: Element, line: Line, look: Mapping[str, str], link: str
    ) -> None:
        self._say(element.text, line, look, link)
        for child in element:
            self._piece(child, line, look, link)
            self._say(child.tail, line, look, link)

    def _say(
        self, text: str | None, line: Line, look: Mapping[str, str], link: str
    ) -> None:
        if not text:
            return
        if look.get("text:display") == "none":
            if text.strip():
                self.lose(f"hidden text: {shortened(text)}")
            return
        line.add(_worn(look, link), text)

    def _piece(
        self, child: Element, line: Line, look: Mapping[str, str], link: str
    ) -> None:
        match child.tag:
            case "text:span":
                name = child.get("text:style-name", "")
                own = self.styles.words("text", name)
                self._inline(child, line, {**look, **own}, link)
            case "text:a":
                self._inline(child, line, look, child.get("xlink:href", "") or link)
            case "text:s" | "text:tab" | "text:line-break":
                self._space(child, line, _worn(look, link))
            case "text:note":
                self._note(child, line)
            case "text:ruby":
                self._ruby(child, line, look, link)
            case "office:annotation":
                text = _plain(child, skip=("dc:creator", "dc:date"))
                by = shortened(child.findtext("dc:creator") or "")
                self.lose(f"a comment{f' by {by}' if by else ''}: {shortened(text)}")
            case "text:p" | "text:h" | "text:list" | "table:table":
                holder = Element("text:section")
                holder.append(child)
                line.boxes.append(holder)
            case tag if tag in _DRAWN:
                self._drawn(child, line, _worn(look, link))
            case tag if tag not in _SILENT:
                self._inline(child, line, look, link)
            case _:
                pass

    def _space(self, child: Element, line: Line, tags: tuple[str, ...]) -> None:
        if child.tag == "text:s":
            count = child.get("text:c", "1")
            times = int(count) if re.fullmatch("[0-9]{1,3}", count) else 1
            line.raw(tags, " " * times)
        elif child.tag == "text:tab":
            line.raw(tags, "\t")
        else:
            line.raw((), "<br>")
        line.ends_in_space = child.tag == "text:line-break"

    def _note(self, note: Element, line: Line) -> None:
        name = str(len(self.notes) + 1)
        self.notes.append("")  # before its own text, which may hold another note
        inside: list[str] = []
        for body in note:
            if body.tag == "text:note-body":
                self._blocks(body, inside)
        self.notes[int(name) - 1] = f'<li id="fn-{name}">{"".join(inside)}</li>'
        line.raw((), f'<sup><a class="footnote-ref" href="#fn-{name}">{name}</a></sup>')
        line.ends_in_space = False

    def _ruby(
        self, ruby: Element, line: Line, look: Mapping[str, str], link: str
    ) -> None:
        base, above = Line(), Line()
        for part in ruby:
            into = above if part.tag == "text:ruby-text" else base
            self._inline(part, into, look, link)
        line.raw((), f"<ruby>{base.html()}<rt>{above.html()}</rt></ruby>")
        line.ends_in_space = False

    def _drawn(self, element: Element, line: Line, tags: tuple[str, ...]) -> None:
        """Write the picture of a frame; its text, if it has any, stands below."""
        if element.tag == "draw:a" and (href := element.get("xlink:href")):
            tags = (_anchor(href), *tags)
        for child in element:
            match child.tag:
                case "draw:image":
                    alt = element.findtext("svg:desc") or element.findtext("svg:title")
                    if self._picture(
                        child.get("xlink:href", ""), alt or "", line, tags
                    ):
                        return  # the next is the same picture for older programs
                case "draw:text-box":
                    line.boxes.append(child)
                case "text:p" | "text:h" | "text:list":
                    holder = Element("text:section")
                    holder.append(child)
                    line.boxes.append(holder)
                case tag if tag in _DRAWN:
                    self._drawn(child, line, tags)
                case _:
                    pass

    def _picture(self, name: str, alt: str, line: Line, tags: tuple[str, ...]) -> bool:
        name = name.removeprefix("./")
        if name in self.names:
            source = f"odt:{name.removeprefix('Pictures/')}"
            self.used[name] = None
        elif re.match("(?i)https?://", name):
            source = name
        else:
            self.lose(f"a picture{f': {shortened(alt)}' if alt else ''}")
            return False
        alt = html.escape(" ".join(alt.split()))
        line.raw(tags, f'<img src="{html.escape(source)}" alt="{alt}">')
        line.ends_in_space = False
        return True


_LISTS: Final = ("<ul", "<ol")


def _worn(look: Mapping[str, str], link: str) -> tuple[str, ...]:
    tags = odt_styles.tags(look, linked=bool(link))
    return (_anchor(link), *tags) if link else tags


def _anchor(href: str) -> str:
    return f'a href="{html.escape(href)}"'


def _framed(shape: Shape, inside: str) -> str:
    tag = f"h{min(shape.level, 6)}" if shape.level else "p"
    marks = f' class="{shape.role}"' if shape.role in {"title", "subtitle"} else ""
    marks += f' align="{shape.align}"' if shape.align else ""
    marks += ' dir="rtl"' if shape.rtl else ""
    block = f"<{tag}{marks}>{inside}</{tag}>"
    return f"<blockquote>{block}</blockquote>" if shape.role == "quote" else block


def _rows(table: Element) -> Iterable[tuple[Element, bool]]:
    for child in table:
        if child.tag == "table:table-row":
            yield child, False
        elif child.tag == "table:table-header-rows":
            yield from ((row, True) for row, _ in _rows(child))
        elif child.tag in {"table:table-rows", "table:table-row-group"}:
            yield from _rows(child)


def _plain(element: Element, skip: tuple[str, ...] = ()) -> str:
    texts: list[str] = []
    for child in element:
        if child.tag not in {*skip, "office:change-info"}:
            texts += [*child.itertext(), " "]
    return " ".join("".join(texts).split())
