"""What the styles of an OpenDocument text mean, automatic ones and their parents.

LibreOffice makes an automatic style for every word that was set by hand (``T1``), on
top of the named ones; both say how words look in the same attributes (ODF 1.3, 16).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from . import document_names

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns:"
PREFIXES: Final = {
    f"{_OASIS}office:1.0": "office",
    f"{_OASIS}text:1.0": "text",
    f"{_OASIS}style:1.0": "style",
    f"{_OASIS}table:1.0": "table",
    f"{_OASIS}drawing:1.0": "draw",
    f"{_OASIS}xsl-fo-compatible:1.0": "fo",
    f"{_OASIS}svg-compatible:1.0": "svg",
    f"{_OASIS}meta:1.0": "meta",
    f"{_OASIS}manifest:1.0": "manifest",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_CODED: Final = re.compile(r"_([0-9a-fA-F]{2,4})_")
_ALIGN: Final = {"center": "center", "right": "right", "end": "right", "left": ""}
_MIRRORED: Final = {"center": "center", "left": "left", "end": "left", "right": ""}


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands: as in `docx_styles`, and where pages end."""

    role: str = ""
    level: int = 0
    align: str = ""
    rtl: bool = False
    ruled: bool = False
    breaks_before: bool = False
    breaks_after: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    parent: str
    level: int
    page: str
    words: Mapping[str, str]
    paragraph: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of one document by family and name; `lists` by name and level."""

    styles: Mapping[tuple[str, str], _Style] = field(default_factory=dict)
    lists: Mapping[tuple[str, int], str] = field(default_factory=dict)
    default: Mapping[str, str] = field(default_factory=dict)

    def words(self, family: str, name: str) -> dict[str, str]:
        """Return what a style and its parents say of the look of words."""
        found: dict[str, str] = {}
        for style in reversed(self._chain(family, name)):
            found |= style.words
        return found

    def shape(self, name: str, level: int = 0) -> Shape:
        """Return how a paragraph of a style stands; `level` is its own as a heading."""
        chain = self._chain("paragraph", name)
        found: dict[str, str] = {}
        for style in reversed(chain):
            found |= style.paragraph
        names = [style.name for style in chain] or [_decoded(name)]
        # "Heading" is the parent of Title, of lists' headings, of everything large.
        names = [*names[:1], *(n for n in names[1:] if n != "Heading")]
        role, named = document_names.role(names)
        rtl = found.get("style:writing-mode", "").startswith("rl")
        align = found.get("fo:text-align", "")
        page = {"page", "even-page", "odd-page"}
        border = found.get("fo:border-bottom") or found.get("fo:border") or "none"
        outline = next((style.level for style in chain if style.level), 0)
        return Shape(
            role=role,
            level=0 if role else level or named or outline,
            align=(_MIRRORED if rtl else _ALIGN).get(align, ""),
            rtl=rtl,
            ruled=border != "none" or "Horizontal Line" in names,
            breaks_before=found.get("fo:break-before") in page
            or bool(chain and chain[0].page),
            breaks_after=found.get("fo:break-after") in page,
        )

    def _chain(self, family: str, name: str) -> list[_Style]:
        chain: list[_Style] = []
        seen: set[str] = set()
        while name and name not in seen and len(seen) < 50:
            seen.add(name)
            style = self.styles.get((family, name))
            if style is None:
                break
            chain.append(style)
            name = style.parent
        return chain


def read(*holders: Element | None) -> Styles:
    """Return the styles that some parts of a document define."""
    styles: dict[tuple[str, str], _Style] = {}
    lists: dict[tuple[str, int], str] = {}
    default: dict[str, str] = {}
    for holder in holders:
        for element in holder.iter() if holder is not None else ():
            if element.tag == "style:style":
                family = element.get("style:family", "")
                styles[family, element.get("style:name", "")] = _style(element)
            elif element.tag == "text:list-style":
                lists |= _levels(element)
            elif (
                element.tag == "style:default-style"
                and element.get("style:family") == "paragraph"
            ):
                default |= _properties(element, "style:text-properties")
    return Styles(styles, lists, default)


def tags(look: Mapping[str, str], *, linked: bool = False) -> tuple[str, ...]:
    """Return the elements of HTML for the look of words, from the outermost on."""
    position = look.get("style:text-position", "").split(" ")[0]
    raised = position == "super" or re.fullmatch(r"[1-9][0-9]*%", position)
    lowered = position == "sub" or re.fullmatch(r"-[1-9][0-9]*%", position)
    line = look.get("style:text-line-through-style") or look.get(
        "style:text-line-through-type", "none"
    )
    found = {
        "strong": _is_bold(look.get("fo:font-weight", "")),
        "em": look.get("fo:font-style") in {"italic", "oblique"},
        "u": look.get("style:text-underline-style", "none") != "none" and not linked,
        "s": line != "none",
        "sup": raised,
        "sub": lowered,
        'span class="caps"': look.get("fo:font-variant") == "small-caps",
    }
    return tuple(tag for tag, is_worn in found.items() if is_worn)


def _is_bold(weight: str) -> bool:
    return weight == "bold" or weight in {"600", "700", "800", "900"}


def _style(element: Element) -> _Style:
    name = element.get("style:name", "")
    level = element.get("style:default-outline-level", "")
    return _Style(
        name=element.get("style:display-name") or _decoded(name),
        parent=element.get("style:parent-style-name", ""),
        level=int(level) if re.fullmatch("[1-9]", level) else 0,
        page=element.get("style:master-page-name", ""),
        words=_properties(element, "style:text-properties"),
        paragraph=_properties(element, "style:paragraph-properties"),
    )


def _properties(element: Element, tag: str) -> dict[str, str]:
    child = element.find(tag)
    return dict(child.attrib) if child is not None else {}


def _levels(element: Element) -> Iterable[tuple[tuple[str, int], str]]:
    name = element.get("style:name", "")
    for level in element:
        place = level.get("text:level", "")
        if not re.fullmatch("[0-9]{1,2}", place):
            continue
        kind = "ul"
        if level.tag.endswith("-number"):
            kind = "ol" if level.get("style:num-format") else ""
        yield (name, int(place)), kind


def _decoded(name: str) -> str:
    return _CODED.sub(lambda found: chr(int(found[1], 16)), name)
