"""The document that `docx_body` wrote anew, as HTML by mammoth."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

import mammoth

from ..story import Refused
from .docx_words import Words

NOTES: Final = ("footnote", "endnote")
_SPACES: Final = {
    "xmlns:w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "xmlns:wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "xmlns:pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
# Twice what a million words have; mammoth takes half a minute for so many.
_MOST: Final = 400_000
_LINKS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAP: Final = """
p.page => hr.page:fresh
p.rule => hr:fresh
r.ruby => ruby:fresh
r.rt => ruby > rt:fresh
u => u
strike => s
small-caps => span.caps
"""
_BROKEN: Final = (
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, OSError),
    RecursionError,
)


def package(written: Mapping[str, list[Element]], words: Words) -> bytes:
    """Return a small Word document of the parts that were written anew."""
    if sum(1 for blocks in written.values() for b in blocks for _ in b.iter()) > _MOST:
        raise Refused(
            "It has more parts than any story: save it as .odt, or in several files."
        )
    relations = Element("Relationships", {"xmlns": _LINKS})
    for target, name in words.links.items():
        SubElement(relations, "Relationship", Id=name, Target=target, Type="hyperlink")
    for name in words.images.values():
        SubElement(
            relations, "Relationship", Id=name, Target=f"media/{name}", Type="image"
        )
    related = tostring(relations)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for kind, blocks in written.items():
            root = Element(f"w:{kind}s" if kind in NOTES else "w:document", _SPACES)
            inside = root if kind in NOTES else SubElement(root, "w:body")
            inside.extend(blocks)
            name = f"{kind}s" if kind in NOTES else kind
            file.writestr(f"word/{name}.xml", tostring(root, "utf-8"))
            file.writestr(f"word/_rels/{name}.xml.rels", related)
        for source, name in words.images.items():
            file.writestr(f"word/media/{name}", source)
        file.writestr("word/numbering.xml", tostring(_numbering(), "utf-8"))
    return held.getvalue()


def _numbering() -> Element:
    root = Element("w:numbering", _SPACES)
    for name, kind in (("1", "bullet"), ("2", "decimal")):
        form = SubElement(root, "w:abstractNum", {"w:abstractNumId": name})
        for depth in range(5):
            level = SubElement(form, "w:lvl", {"w:ilvl": str(depth)})
            SubElement(level, "w:numFmt", {"w:val": kind})
    for name in ("1", "2"):
        one = SubElement(root, "w:num", {"w:numId": name})
        SubElement(one, "w:abstractNumId", {"w:val": name})
    return root


def converted(document: bytes, used: tuple[str, ...]) -> str:
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(document),
            style_map=_MAP + "\n".join(_mapped(name) for name in used if "-" in name),
            include_embedded_style_map=False,
            ignore_empty_paragraphs=False,
            id_prefix="docx-",
            convert_image=mammoth.images.img_element(_source),
        )
    except _BROKEN as error:
        raise Refused("It cannot be read as a Word document.") from error
    return _with_notes(str(result.value))


def _source(image: mammoth.documents.Image) -> dict[str, str]:
    with image.open() as held:
        return {"src": held.read().decode("utf-8")}


def _mapped(name: str) -> str:
    """Return the line of the style map for a paragraph that stands in some way."""
    kind, align, direction = name.split("-")
    element = kind if kind[0] == "h" else "p"
    marks = f"[class='{kind}']" if kind in {"title", "subtitle"} else ""
    marks += f"[align='{align}']" if align != "none" else ""
    marks += "[dir='rtl']" if direction == "rtl" else ""
    outer = "blockquote > " if kind == "quote" else ""
    return f"p.{name} => {outer}{element}{marks}:fresh"


def _with_notes(html: str) -> str:
    """Give mammoth's notes the form that Markdown's footnotes have as HTML."""
    place = html.rfind('<ol><li id="docx-')
    if place < 0 or 'href="#docx-' not in html[:place]:
        return html
    text, notes = html[:place], html[place:]
    text = re.sub(
        r'<sup><a href="#docx-(\w+?)-([^"]*)" id="[^"]*">\[([0-9]+)\]</a></sup>',
        lambda m: (
            f'<sup><a class="footnote-ref" href="#fn-{m[1]}{m[2]}">{m[3]}</a></sup>'
        ),
        text,
    )
    notes = re.sub(r'<li id="docx-(\w+?)-([^"]*)">', r'<li id="fn-\1\2">', notes)
    notes = re.sub(r' <a href="#docx-[^"]*">↑</a>', "", notes)
    return f'{text}<div class="footnote">{notes}</div>'
