"""Selectors of a work skin: read, and kept to the text of the work.

AO3 puts ``#workskin`` in front of each. Here it is ``.text``, and the same names that
AO3 has around a text mean it too, so that skins from there work.
"""

from __future__ import annotations

import re
from typing import Final

from .stylesheet import listed

# Nothing of a skin counts where the reader has hidden it; :where() adds no weight.
SCOPE: Final = ':where(html:not([data-skin="off"])) .text'

_ROOTS: Final = frozenset(
    {"#workskin", ".workskin", "#chapters", ".userstuff", "#text", ".text", "article"}
)
_SIMPLE: Final = re.compile(
    r"[.#]-?[^\W\d][\w-]*"
    r"|\[\s*[\w-]+\s*(?:[~|^$*]?=\s*(?:\"[^\"\\\n]*\"|'[^'\\\n]*'|[\w-]+)\s*[is]?\s*)?\]"
)
_TYPE: Final = re.compile(r"\*|[a-zA-Z][\w-]*")
_PSEUDO: Final = re.compile(r"(::?)([a-zA-Z-]+)")
_COMBINATOR: Final = re.compile(r"\s*[>+~]\s*|\s+")
_NTH: Final = re.compile(r"\s*(?:odd|even|[+-]?\d*n(?:\s*[+-]\s*\d+)?|[+-]?\d+)\s*")
_STATES: Final = frozenset(
    {
        *("hover", "focus", "focus-within", "focus-visible", "active", "link"),
        *("visited", "any-link", "target", "empty", "first-child", "last-child"),
        *("only-child", "first-of-type", "last-of-type", "only-of-type"),
    }
)
_PARTS: Final = frozenset(
    {"before", "after", "first-letter", "first-line", "marker", "selection"}
)
_COUNTED: Final = frozenset(
    {"nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type"}
)
_DEEPEST: Final = 4
Steps = list[tuple[str, str]]


def scoped(selector: str) -> str | None:
    """Return a selector that reaches into the text alone; None where there is none."""
    steps = _steps(selector, 0)
    if steps is None:
        return None
    while steps and steps[0][1] in _ROOTS and steps[0][0] in {"", " ", ">"}:
        del steps[0]
        if steps and steps[0][0] in {"+", "~"}:
            return None
    if not steps:
        return SCOPE
    (combinator, first), *rest = steps
    if first.startswith("#workskin"):
        inside = first.removeprefix("#workskin")
        # What stands beside the text is the interface.
        if inside[0] not in ".:[#" or (rest and rest[0][0] in {"+", "~"}):
            return None
    else:
        inside = f" > {first}" if combinator == ">" else f" {first}"
    return SCOPE + inside + _joined(rest)


def _joined(steps: Steps) -> str:
    return "".join(f"{c}{s}" if c == " " else f" {c} {s}" for c, s in steps)


def _steps(text: str, depth: int) -> Steps | None:
    """Return the compounds of a selector, each with the combinator in front of it."""
    steps: Steps = []
    at, combinator = 0, ""
    text = text.strip()
    while True:
        end = _compound(text, at, depth)
        if end is None:
            return None
        steps.append((combinator, text[at:end]))
        if end == len(text):
            return steps
        between = _COMBINATOR.match(text, end)
        if between is None:
            return None
        combinator, at = between[0].strip() or " ", between.end()


def _compound(text: str, at: int, depth: int) -> int | None:
    """Return where the compound ends that begins here; None where there is none."""
    begun = _TYPE.match(text, at)
    end = begun.end() if begun else at
    while end < len(text):
        simple = _SIMPLE.match(text, end)
        if simple is not None:
            end = simple.end()
        elif text[end] == ":":
            after = _pseudo(text, end, depth)
            if after is None:
                return None
            end = after
        else:
            break
    return end if end > at else None


def _pseudo(text: str, at: int, depth: int) -> int | None:
    match = _PSEUDO.match(text, at)
    if match is None:
        return None
    name, end = match[2].lower(), match.end()
    if text[end : end + 1] != "(":
        known = _PARTS if match[1] == "::" else _STATES | _PARTS
        return end if name in known else None
    close = _closing(text, end)
    if close is None or match[1] == "::":
        return None
    return close + 1 if _argument(name, text[end + 1 : close], depth) else None


def _argument(name: str, said: str, depth: int) -> bool:
    if name in _COUNTED:
        return _NTH.fullmatch(said.lower()) is not None
    if name in {"lang", "dir"}:
        return re.fullmatch(r"\s*[\w-]+\s*", said) is not None
    if name in {"not", "is", "where"} and depth < _DEEPEST:
        return all(_steps(one, depth + 1) is not None for one in listed(said))
    return False


def _closing(text: str, at: int) -> int | None:
    depth = 0
    for end in range(at, len(text)):
        depth += (text[end] == "(") - (text[end] == ")")
        if depth == 0:
            return end
    return None
