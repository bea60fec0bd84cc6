"""What an element of a stranger's HTML means: emphasis, alignment, names, addresses.

Word processors say in ``style`` what people say in elements, and say there what they
do not mean: Google Docs wraps a whole text in ``<b style="font-weight:normal">``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ...prose import links
from .nodes import Node

_ELEMENTS: Final = {
    **{"em": "em", "i": "em", "strong": "strong", "b": "strong", "s": "s"},
    **{"strike": "s", "del": "s", "u": "u", "ins": "u", "sup": "sup", "sub": "sub"},
    **{"small": "small", "code": "code", "rt": "rt", "rp": "rp", "ruby": "ruby"},
}
_STYLES: Final = {
    "font-style": {"italic": "em", "oblique": "em"},
    "font-weight": {"bold": "strong", "bolder": "strong"},
    "text-decoration": {"line-through": "s", "underline": "u"},
    "vertical-align": {"super": "sup", "sub": "sub"},
}
_PLAIN: Final = {
    "font-style": ("normal", frozenset({"em"})),
    "font-weight": ("normal", frozenset({"strong"})),
}
_NAMES: Final = {
    ("font-variant", "small-caps"): "caps",
    ("font-size", "smaller"): "font-small",
    ("font-size", "larger"): "font-big",
    ("font-family", "monospace"): "font-monospace",
}
_ALIGN: Final = {
    **{"center": "center", "middle": "center", "-webkit-center": "center"},
    **{"right": "right", "end": "right", "justify": "justify"},
    **{"left": "left", "start": "left"},
}
_ALIGNED: Final = {f"align-{name}": name for name in ("center", "right", "justify")}

# Names that programs made up, and those of the page around the text.
_GENERATED: Final = re.compile(
    r"[a-z]{1,4}[-_]?\d+|(?:p?calibre|block|text|list|cell|row|table|class|para|span"
    r"|sgc|squeeze|paragraph|bold|italics?|underline|body|heading|indent|style|font)"
    r"[-_]*\d+\w*|calibre\w*|x?_?x?mso\w*|apple-.*|kix-.*|docs-.*|ql-.*|yiv.*|gmail.*"
    r"|moz-.*|western|userstuff\d?|scx\w*|bcx\w*|textrun|normaltextrun|eop|spellingerror"
    r"|contextualspellingandgrammarerror|outlineelement|ltr|paragraph|grame|spelle"
    r"|storytext|chapter|chapter-text|module|group|landmark|table|bodytext|body"
    r"|footnote-(?:ref|back|backref)|footnotes|noteref|external.*|ng-.*|css-.*|jss\d*|sc-.*",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"[a-zA-Z][\w-]+", re.ASCII)
# The name of a place in a text, as an attribute list of Markdown can say it.
ANCHOR: Final = re.compile(r"[\w.:-]+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """`added` and `taken` are formats; `names` classes; `align` is empty for none."""

    added: tuple[str, ...] = ()
    taken: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    align: str = ""


_NOTHING: Final = Meaning()


def of(node: Node) -> Meaning:
    """Return what an element says of the words in it."""
    tag, keys = node.tag, node.attributes
    own = _ELEMENTS.get(tag, "")
    if not keys:
        if tag == "center":
            return Meaning(align="center")
        if tag in {"big", "tt"}:
            return Meaning(names=(_old(tag),))
        return Meaning((own,)) if own else _NOTHING
    added = [own] if own else []
    taken: frozenset[str] = frozenset()
    align = "center" if tag == "center" else _ALIGN.get(keys.get("align", "").lower())
    names = [_old(tag)] if tag in {"big", "tt"} else []
    for name in node.classes:
        align = _ALIGNED.get(name, align)
        if name not in _ALIGNED and _NAME.fullmatch(name):
            names += [] if _GENERATED.fullmatch(name) else [name]
    for key, value in _declarations(keys.get("style", "")):
        if key == "text-align":
            align = _ALIGN.get(value, align)
        elif key in _PLAIN and value == _PLAIN[key][0]:
            taken |= _PLAIN[key][1]
        elif key in _STYLES:
            found = (_STYLES[key].get(word) for word in value.split())
            added += [name for name in found if name]
        elif name := _NAMES.get((key, value), ""):
            names.append(name)
    added = [name for name in dict.fromkeys(added) if name not in taken]
    return Meaning(tuple(added), taken, tuple(dict.fromkeys(names)), align or "")


def _old(tag: str) -> str:
    return "font-big" if tag == "big" else "font-monospace"


def _declarations(style: str) -> list[tuple[str, str]]:
    result = []
    for declaration in style.split(";") if style else ():
        key, _, value = declaration.partition(":")
        key = key.strip().lower().removesuffix("-line")
        value = value.strip().lower().removesuffix("!important").strip()
        if key == "font-weight" and value.isdecimal() and value.isascii():
            value = "bold" if len(value) > 3 or int(value) >= 600 else "normal"
        result.append((key, value))
    return result


def address(href: str, anchors: frozenset[str]) -> str:
    """Return where a link leads as the site will say it; empty where it cannot."""
    target = links.tidy(href)
    leads = links.kind(target)
    if leads is links.Leads.OUT:
        return links.outward(target)
    if leads is links.Leads.FRAGMENT and target[1:] in anchors:
        return target
    return ""


def picture(source: str) -> str:
    """Return the web address of a picture; empty where it is none."""
    target = links.tidy(source)
    out = links.kind(target, links.WEB) is links.Leads.OUT
    return links.outward(target) if out else ""


def anchors(elements: list[Node]) -> frozenset[str]:
    """Return the names of places in a text that a link in it leads to."""
    wanted = {
        href[1:]
        for node in elements
        if node.tag == "a" and (href := node.attributes.get("href", ""))[:1] == "#"
    }
    there = {
        name
        for node in elements
        for key in ("id", "name")
        if (name := node.attributes.get(key, "")) in wanted
    }
    return frozenset(name for name in there if ANCHOR.fullmatch(name))
