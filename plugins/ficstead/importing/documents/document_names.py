"""The names that word processors give things: in XML, and to styles.

A style's name is often all that says what a paragraph is: a title, a heading, a
quotation, a line of a table of contents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element

# Built-in names are English in the file whatever Word speaks; Pages, WPS Office and
# converters translate them.
_HEADING: Final = re.compile(
    r"(?:heading|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko"
    r"|nagłówek|заголовок|nadpis|címsor|titlu|başlık|标题|標題|見出し|제목|tiêu đề)"
    r"[\s_]*([1-9])\b",
    re.IGNORECASE,
)
_CHAPTER: Final = re.compile(
    r"chapter[\s_-]*(?:title|heading|name|number)?|kapitel(?:überschrift)?", re.I
)
_TITLE: Final = re.compile(
    r"(?:book |story |document |fic )?title|titel|titre|título|titulo|titolo|otsikko"
    r"|tytuł|название|název|cím|titlu|konu başlığı|标题|標題|表題|제목",
    re.IGNORECASE,
)
_SUBTITLE: Final = re.compile(
    r"subtitle|untertitel|sous-titre|subtítulo|sottotitolo|ondertitel|подзаголовок"
    r"|副标题|副標題|副題|부제",
    re.IGNORECASE,
)
_QUOTE: Final = re.compile(
    r"(?:intense |block )?(?:quote|quotation)s?|block text"
    r"|zitat|citation|cita|citazione",
    re.IGNORECASE,
)
_CONTENTS: Final = re.compile(r"toc (?:heading|\d)|contents (?:heading|\d)", re.I)
_ROLES: Final = (
    ("contents", _CONTENTS),
    ("title", _TITLE),
    ("subtitle", _SUBTITLE),
    ("quote", _QUOTE),
)


def prefixed(root: Element, spaces: Mapping[str, str]) -> Element:
    """Return the tree with names as people write them: ``w:p`` for its namespace."""
    known: dict[str, str] = {}
    for element in root.iter():
        element.tag = _short(element.tag, spaces, known)
        if any("{" in name for name in element.attrib):
            pairs = [*element.attrib.items()]
            element.attrib.clear()
            element.attrib.update((_short(n, spaces, known), v) for n, v in pairs)
    return root


def _short(name: str, spaces: Mapping[str, str], known: dict[str, str]) -> str:
    if name not in known:
        space, _, local = name[1:].rpartition("}")
        prefix = spaces.get(space) if name.startswith("{") else None
        plain = local if name.startswith("{") else name
        known[name] = f"{prefix}:{plain}" if prefix else plain
    return known[name]


def role(names: list[str]) -> tuple[str, int]:
    """Return what a chain of style names makes of a paragraph, and its level."""
    for raw in names:
        name = raw.strip()
        if found := _HEADING.fullmatch(name):
            return "", int(found[1])
        if name == "Heading" or _CHAPTER.fullmatch(name):  # "Heading" is Apple Pages'
            return "", 1
        for role, pattern in _ROLES:
            if pattern.fullmatch(name):
                return role, 0
    return "", 0
