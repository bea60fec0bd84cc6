"""What stands inside a Word paragraph, written anew as mammoth should see it.

Runs get the look they have in the end, fields their result, links their address;
symbols of Wingdings become letters of Unicode, pictures hold the ``src`` that they
will have. Of tracked changes the insertions stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from ..story import Loss, shortened
from .docx_runs import chosen, dressed, holding, say, sign, visible
from .docx_styles import Look, Styles, value

PAGE: Final = "page"
RULE: Final = "rule"
GONE: Final = frozenset({"w:del", "w:moveFrom"})
SILENT: Final = frozenset(  # elements that hold no text of the story
    {
        *("w:pPr", "w:rPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sectPr"),
        *("w:proofErr", "w:instrText", "w:delInstrText", "w:annotationRef"),
        *("w:footnoteRef", "w:endnoteRef", "w:separator", "w:continuationSeparator"),
        *("w:sdtPr", "w:sdtEndPr", "w:commentReference", "w:lastRenderedPageBreak"),
        *("w:rubyPr", "w:fldData", "w:tblPrEx", "w:smartTagPr", "w:customXmlPr"),
    }
)
_MARKS: Final = {
    "w:noBreakHyphen": "\u2011",
    "w:softHyphen": "\u00ad",
    "w:ptab": "\t",
    "w:tab": "\t",
}
_HYPERLINK: Final = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\s\\]\S*))')
_DRAWN: Final = ["a:graphic", "a:graphicData", "pic:pic", "pic:blipFill", "a:blip"]
_SYMBOLS: Final = re.compile("[\uf020-\uf0ff]")


@dataclass(frozen=True, slots=True)
class Part:
    """What a part of a document refers to: addresses, pictures, and notes by kind."""

    targets: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    is_shown: bool = False

    @property
    def link(self) -> str:
        found = _HYPERLINK.match(self.instruction)
        return (found[1] or found[2] or "") if found else ""

    @property
    def is_contents(self) -> bool:
        return self.instruction.split()[:1] == ["TOC"]


@dataclass(slots=True)
class Words:
    """Write the insides of paragraphs anew.

    `boxes` are the text boxes that were met and not written yet; `has_contents` is
    true once a table of contents was left out.
    """

    styles: Styles
    part: Part = field(default_factory=Part)
    links: dict[str, str] = field(default_factory=dict)  # address -> relationship
    images: dict[str, str] = field(default_factory=dict)  # src -> relationship
    boxes: list[Element] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    lost: dict[Loss, None] = field(default_factory=dict)
    _fields: list[_Field] = field(default_factory=list)
    _into: Element = field(default_factory=lambda: Element("w:p"))
    _base: Look = field(default_factory=Look)

    def written(self, elements: Iterable[Element], base: Look) -> list[Element]:
        """Return runs, links, and the marks PAGE and RULE between them."""
        self._into, self._base = Element("w:p"), base
        self._inline(elements)
        return [*self._into]

    def begin(self, part: Part) -> None:
        """Go on with another part; no field goes on from one into another."""
        self.part = part
        self._fields.clear()

    def content(self, control: Element) -> Iterable[Element]:
        """Return what stands in a content control, unless it is no text of hers."""
        properties = control.find("w:sdtPr")
        if properties is not None:
            if properties.find("w:showingPlcHdr") is not None:
                return ()  # "Click or tap here to enter text."
            part = properties.find("w:docPartObj")
            if value(part, "w:docPartGallery") == "Table of Contents":
                self.lose("the table of contents")
                return ()
        return [part for part in control if part.tag == "w:sdtContent"]

    def lose(self, what: str) -> None:
        """Remember something that does not come along."""
        self.lost[Loss(what, "text")] = None

    def _inline(self, elements: Iterable[Element]) -> None:
        for element in elements:
            match element.tag:
                case "w:r":
                    self._run(element)
                case "w:hyperlink":
                    target = self.part.targets.get(element.get("r:id", ""), "")
                    anchor = element.get("w:anchor")
                    if target and anchor:
                        target = f"{target.partition('#')[0]}#{anchor}"
                    self._linked(target, element)
                case "w:fldSimple":
                    self._linked(_Field(element.get("w:instr", "")).link, element)
                case "w:sdt":
                    self._inline(self.content(element))
                case "mc:AlternateContent":
                    self._inline(chosen(element))
                case "m:oMath":
                    shown = "".join(t.text or "" for t in element.iter("m:t"))
                    self._text(shown, self._base)
                case "w:p" | "w:tbl":  # a paragraph in a paragraph: broken, but words
                    self.boxes.append(holding(element))
                case tag if tag in GONE:
                    self.deleted.append("".join(element.itertext()))
                case tag if tag not in SILENT:
                    self._inline(element)
                case _:
                    pass

    def _linked(self, target: str, elements: Iterable[Element]) -> None:
        if not target or self._into.tag == "w:hyperlink":
            self._inline(elements)
            return
        outer, self._into = self._into, self._link(self._into, target)
        self._inline(elements)
        self._into = outer

    def _link(self, outer: Element, target: str) -> Element:
        name = self.links.setdefault(target, f"link{len(self.links)}")
        last = outer[-1] if len(outer) else None
        if last is not None and last.get("r:id") == name:
            return last
        return SubElement(outer, "w:hyperlink", {"r:id": name})

    def _run(self, run: Element) -> None:
        look = self.styles.run_look(self._base, run.find("w:rPr"))
        if look.hidden:
            hidden = "".join(t.text or "" for t in run.iter("w:t"))
            if hidden.strip():
                self.lose(f"hidden text: {shortened(hidden)}")
            run = Element("w:r")
        self._pieces(run, look)

    def _pieces(self, elements: Iterable[Element], look: Look) -> None:
        for element in elements:
            if element.tag in {"w:fldChar", "w:instrText"}:
                self._turn(element)
            elif not any(one.is_contents for one in self._fields):
                self._piece(element, look)
            elif element.tag == "w:t":
                self.lose("the table of contents")

    def _turn(self, element: Element) -> None:
        """Follow a field: its instruction, then what Word shows for it."""
        kind = element.get("w:fldCharType")
        if kind == "begin":
            self._fields = [*self._fields[-20:], _Field()]
        elif self._fields and kind == "separate":
            self._fields[-1].is_shown = True
        elif self._fields and kind == "end":
            self._fields.pop()
        elif self._fields and not self._fields[-1].is_shown:
            said = self._fields[-1].instruction + (element.text or "")
            self._fields[-1].instruction = said[:4000]

    def _piece(self, element: Element, look: Look) -> None:
        match element.tag:
            case "w:t":
                self._text(element.text or "", look)
            case "w:br" | "w:cr":
                self._break(element.get("w:type", ""), look)
            case "w:sym":
                self._symbol(element, look)
            case "w:ruby":
                self._ruby(element, look)
            case "w:drawing" | "w:pict" | "w:object":
                self._drawing(element)
            case "mc:AlternateContent":
                self._pieces(chosen(element), look)
            case "w:footnoteReference" | "w:endnoteReference":
                self._note(element)
            case "w:delText":
                self.deleted.append(element.text or "")
            case "w:r" | "w:hyperlink" | "w:p":
                self._inline([element])
            case tag if tag in _MARKS:
                self._text(_MARKS[tag], look)
            case tag if tag not in SILENT:
                self._pieces(element, look)
            case _:
                pass

    def _text(self, text: str, look: Look, role: str = "") -> None:
        if look.font and _SYMBOLS.search(text):
            text = _SYMBOLS.sub(lambda found: sign(look.font, ord(found[0])), text)
        if text:
            say(self._run_for(look, role), text)

    def _run_for(self, look: Look, role: str = "") -> Element:
        """Return a run of this look to go on in: Word cuts words in the middle."""
        into = self._into
        link = next((one.link for one in self._fields if one.is_shown and one.link), "")
        if link and into.tag != "w:hyperlink":
            into = self._link(into, link)
        if into.tag == "w:hyperlink":
            look = replace(look, underline=False)
        look = replace(look, font="")
        key = look.key
        last = into[-1] if len(into) else None
        if last is not None and last.get("key") == key and not role:
            return last
        return dressed(SubElement(into, "w:r", {"key": key}), look, role)

    def _break(self, kind: str, look: Look) -> None:
        if kind in {"page", "column"}:
            if self._into.tag != "w:hyperlink":
                SubElement(self._into, PAGE)
        else:
            SubElement(self._run_for(look), "w:br")

    def _symbol(self, element: Element, look: Look) -> None:
        font, code = element.get("w:font", ""), element.get("w:char", "")
        if re.fullmatch("[0-9A-Fa-f]{1,4}", code):
            self._text(sign(font, int(code, 16)) or "\ufffd", look)
        if not re.fullmatch("[0-9A-Fa-f]{1,4}", code) or not sign(font, int(code, 16)):
            self.lose(f"a sign of the font {shortened(font)}")

    def _ruby(self, element: Element, look: Look) -> None:
        for name, role in (("w:rubyBase", "ruby"), ("w:rt", "rt")):
            part = element.find(name)
            texts = part.iter("w:t") if part is not None else ()
            text = "".join(t.text or "" for t in texts)
            self._text(text, look, role)

    def _note(self, element: Element) -> None:
        kind = element.tag.removeprefix("w:").removesuffix("Reference")
        name = element.get("w:id", "")
        if name in self.part.notes.get(kind, ()):
            SubElement(self._run_for(Look()), element.tag, {"w:id": name})
        else:
            self.lose(f"a {kind} that is not in the file")

    def _drawing(self, element: Element) -> None:
        alt = ""
        for inner in visible(element):
            match inner.tag:
                case "wp:docPr":
                    alt = inner.get("descr") or inner.get("title") or ""
                case "a:blip":
                    source = inner.get("r:embed") or inner.get("r:link") or ""
                    self._picture(source, alt)
                case "v:imagedata":
                    source = inner.get("r:id") or inner.get("r:pict") or ""
                    self._picture(source, inner.get("o:title", ""))
                case "v:rect" if inner.get("o:hr"):
                    if self._into.tag != "w:hyperlink":
                        SubElement(self._into, RULE)
                case "w:txbxContent":
                    self.boxes.append(inner)
                case _:
                    pass

    def _picture(self, relationship: str, alt: str) -> None:
        source = self.part.pictures.get(relationship, "")
        if not source:
            self.lose(f"a picture{f': {shortened(alt)}' if alt else ''}")
            return
        name = self.images.setdefault(source, f"image{len(self.images)}")
        inline = SubElement(self._run_for(Look()), "w:drawing")
        inline = SubElement(inline, "wp:inline")
        SubElement(inline, "wp:docPr", {"descr": " ".join(alt.split())})
        for tag in _DRAWN:
            inline = SubElement(inline, tag)
        inline.set("r:embed", name)
