"""The small parts that a Word paragraph is written of: runs, signs, alternatives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from mammoth.docx.dingbats import dingbats

from .docx_styles import Look


def chosen(element: Element) -> Iterable[Element]:
    """Return what to read of content that is written twice, new and old."""
    for option in element:
        if option.tag == "mc:Choice" and any(
            inner.tag in {"w:t", "a:blip", "w:txbxContent"} for inner in option.iter()
        ):
            return option
    fallback = element.find("mc:Fallback")
    return fallback if fallback is not None else ()


def run(text: str) -> Element:
    """Return a plain run."""
    new = dressed(Element("w:r"), Look(), "")
    say(new, text)
    return new


def visible(element: Element) -> Iterable[Element]:
    """Walk a drawing, entering neither text boxes nor what is written twice."""
    waiting = [element]
    while waiting:
        inner = waiting.pop()
        yield inner
        if inner.tag == "mc:AlternateContent":
            waiting += reversed([*chosen(inner)])
        elif inner.tag != "w:txbxContent":
            waiting += reversed(inner)


def holding(element: Element) -> Element:
    holder = Element("w:txbxContent")
    holder.append(element)
    return holder


def say(into: Element, text: str) -> None:
    last = into[-1] if len(into) else None
    for index, piece in enumerate(re.split(r"[\t]", text)):
        if index:
            last = SubElement(into, "w:tab")
        if not piece:
            continue
        if last is None or last.tag != "w:t":
            last = SubElement(into, "w:t")
        last.text = (last.text or "") + piece


def dressed(new: Element, look: Look, role: str) -> Element:
    properties = SubElement(new, "w:rPr")
    if role:
        SubElement(properties, "w:rStyle", {"w:val": role})
    for tag, is_worn in (
        ("w:b", look.bold),
        ("w:i", look.italic),
        ("w:strike", look.strike),
        ("w:smallCaps", look.small_caps),
    ):
        if is_worn:
            SubElement(properties, tag)
    if look.underline:
        SubElement(properties, "w:u", {"w:val": "single"})
    if look.vertical:
        name = "superscript" if look.vertical == "sup" else "subscript"
        SubElement(properties, "w:vertAlign", {"w:val": name})
    return new


def sign(font: str, code: int) -> str:
    """Return the Unicode letter of a symbol font's; empty where nobody knows it."""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    found = dingbats.get((font, low)) or dingbats.get((font, code))
    if found:
        return chr(found)
    return "" if 0xD800 <= code <= 0xF8FF or code < 32 else chr(code)
