"""What a stylesheet says of classes, made into elements.

Google Docs and Calibre write emphasis and alignment as generated classes alone
(``<span class="c5">``, ``<p class="calibre12">``); without their sheets it is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bs4 import BeautifulSoup, Tag

_LARGEST: Final = 1_000_000  # characters
_MOST: Final = 5_000  # children of one paragraph
_SELECTOR: Final = re.compile(r"\A([a-z][a-z0-9]*)?\.([\w-]+)((?:\.[\w-]+)*)\Z", re.I)
_BLOCKS: Final = frozenset(
    {
        *("address", "article", "aside", "blockquote", "center", "dd", "details"),
        *("div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"),
        *("section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "th", "dt"})
# An element that is there already is not made again inside itself.
_SAME: Final = {
    **{"i": "em", "cite": "em", "dfn": "em", "var": "em", "address": "em"},
    **{"b": "strong", "ins": "u", "del": "s", "strike": "s", "a": "u"},
}
_ORDER: Final = ("strong", "em", "u", "s", "sup", "sub")


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector of classes, and what it switches on or off by element name."""

    tag: str
    classes: frozenset[str]
    says: Mapping[str, bool | str]


Rules = Mapping[str, tuple[Rule, ...]]  # by the first class of the selector


def read(css: str) -> Rules:
    """Return the rules for classes; everything else of a sheet is passed over."""
    rules: dict[str, list[Rule]] = {}
    for block in _without_comments(css[:_LARGEST]).split("}"):
        head, _, body = block.rpartition("{")
        says = _says(body)
        if not says:
            continue
        for selector in head.rpartition("{")[2].rpartition(";")[2].split(","):
            found = _SELECTOR.match(selector.strip())
            if found:
                classes = {found[2], *found[3].split(".")} - {""}
                rule = Rule((found[1] or "").lower(), frozenset(classes), says)
                rules.setdefault(found[2], []).append(rule)
    return {name: tuple(found) for name, found in rules.items()}


def merged(sheets: Iterable[Rules]) -> Rules:
    """Return several sheets as one, the later after the earlier."""
    given = [sheet for sheet in sheets if sheet]
    if len(given) == 1:
        return given[0]  # a book's one sheet, for each of its documents
    rules: dict[str, tuple[Rule, ...]] = {}
    for sheet in given:
        for name, found in sheet.items():
            rules[name] = rules.get(name, ()) + found
    return rules


def apply(soup: BeautifulSoup, rules: Rules) -> None:
    """Write what the rules say of the tree's classes as elements and ``align``."""
    if not rules:
        return
    cache: dict[tuple[str, str], dict[str, bool | str]] = {}
    waiting: list[tuple[Tag, dict[str, bool | str], frozenset[str]]] = [
        (soup, {}, frozenset())
    ]
    while waiting:
        tag, inherited, active = waiting.pop()
        wanted = {**inherited, **_own(tag, rules, cache)}
        active |= {_SAME.get(tag.name, tag.name)} & {*_ORDER}
        children = [child for child in tag.children if isinstance(child, Tag)]
        if tag.name in _BLOCKS or tag is soup:
            align = wanted.pop("align", "")
            if any(child.name in _BLOCKS for child in children) or tag is soup:
                passed = {**wanted, "align": align} if align else wanted
                if tag.name in {"table", "ul", "ol"}:
                    passed = wanted
                waiting += [(child, passed, active) for child in children]
                continue
            if align and tag.name not in {"hr", "pre"}:
                tag["align"] = str(align)
        else:
            wanted.pop("align", None)
        made = _made(tag, wanted, active)
        waiting += [(child, {}, active | {*made}) for child in children]
        _wrap(tag, made)


def _own(
    tag: Tag, rules: Rules, cache: dict[tuple[str, str], dict[str, bool | str]]
) -> dict[str, bool | str]:
    names = tag.get("class")
    if not names:
        return {}
    classes = names.split() if isinstance(names, str) else list(names)
    key = (tag.name, " ".join(classes))
    if key not in cache:
        cache[key] = {
            what: value
            for name in dict.fromkeys(classes)
            for rule in rules.get(name, ())
            if rule.tag in {"", tag.name} and rule.classes.issubset(classes)
            for what, value in rule.says.items()
        }
    return dict(cache[key])


def _made(
    tag: Tag, wanted: Mapping[str, bool | str], active: frozenset[str]
) -> list[str]:
    names = [name for name in _ORDER if wanted.get(name) is True and name not in active]
    if tag.name in _HEADINGS:
        names = [name for name in names if name in {"sup", "sub", "s"}]
    # To wrap thousands of children takes the square of their number.
    if not names or len(tag.contents) > _MOST or not tag.get_text(strip=True):
        return []
    if "u" in names and (tag.name == "a" or tag.find("a", href=True)):
        # Every word processor underlines links.
        names.remove("u")
    return names


def _wrap(tag: Tag, names: list[str]) -> None:
    inside = tag
    contents = list(tag.contents)
    for name in names:
        new = Tag(name=name)
        inside.append(new)
        inside = new
    if names:
        for child in contents:
            inside.append(child.extract())


def _without_comments(css: str) -> str:
    kept: list[str] = []
    at = 0
    while (start := css.find("/*", at)) >= 0:
        kept.append(css[at:start])
        end = css.find("*/", start + 2)
        if end < 0:
            return "".join(kept)
        at = end + 2
    return "".join([*kept, css[at:]])


def _says(body: str) -> dict[str, bool | str]:
    says: dict[str, bool | str] = {}
    for declaration in body.split(";"):
        name, _, value = declaration.partition(":")
        value = value.replace("!important", "").strip().lower()
        match name.strip().lower():
            case "font-style":
                says["em"] = value.startswith(("italic", "oblique"))
            case "font-weight":
                says["strong"] = value in {"bold", "bolder", "600", "700", "800", "900"}
            case "font":
                says["em"] = "italic" in value or "oblique" in value
                says["strong"] = bool({"bold", "700"} & {*value.split()})
            case "text-decoration" | "text-decoration-line":
                says["u"] = "underline" in value
                says["s"] = "line-through" in value
            case "vertical-align":
                says["sup"] = value == "super"
                says["sub"] = value == "sub"
            case "text-align" if value in {"center", "right", "left", "justify"}:
                says["align"] = value if value in {"center", "right"} else ""
            case _:
                continue
    return says
