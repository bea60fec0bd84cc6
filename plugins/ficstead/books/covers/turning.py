"""Arabic and Hebrew as they are drawn: letters joined, and in order from left to right.

Pillow leaves that to FriBiDi, which most computers with Windows and macOS have not, and
a cover has to be the same wherever it is made. So titles are turned here, by what
matters of Unicode's algorithm in one line of words; Arabic letters become the forms
that Unicode keeps for older programs, which a font has as signs of their own. What
needs more (vowel signs, letters without such forms) is left to Pillow.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

TURNS: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_FORMS: Final = (*range(0xFB50, 0xFC00), *range(0xFE80, 0xFEFD))
_LAM: Final = "\u0644"
_MIRRORED: Final = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
_ISOLATED, _INITIAL, _MEDIAL, _FINAL = "isolated", "initial", "medial", "final"


def turned(text: str, *, rtl: bool) -> str | None:
    """Return a line as its signs stand on the page; None where that is beyond us.

    `rtl` is whether the line itself reads from the right.
    """
    if any(unicodedata.combining(char) for char in text if TURNS.match(char)):
        return None
    joined = _joined(text)
    return None if joined is None else _ordered(joined, int(rtl))


# ---- Joining -------------------------------------------------------------------------


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    """Return the forms of each letter, and of lam with an alef, by their names."""
    found: dict[str, dict[str, str]] = {}
    for code in _FORMS:
        name, _, letters = unicodedata.decomposition(chr(code)).partition("> ")
        plain = "".join(chr(int(one, 16)) for one in letters.split())
        if len(plain) == 1 or (plain[:1] == _LAM and len(plain) == 2):
            found.setdefault(plain, {}).setdefault(name.lstrip("<"), chr(code))
    return found


def _joined(text: str) -> str | None:
    units = list(_units(text))
    out = []
    for at, unit in enumerate(units):
        forms = _table().get(unit)
        if forms is None:
            if unit in "\u200c\u200d":
                continue
            if "ARABIC LETTER" in unicodedata.name(unit, ""):
                return None
            out.append(unit)
            continue
        before = at > 0 and _leads_on(units[at - 1])
        after = at + 1 < len(units) and _leads_on(unit) and _takes(units[at + 1])
        form = (
            (_MEDIAL if after else _FINAL)
            if before and _takes(unit)
            else (_INITIAL if after else _ISOLATED)
        )
        out.append(forms.get(form) or unit)
    return "".join(out)


def _units(text: str) -> Iterator[str]:
    """Yield letters, and lam with the alef behind it as one."""
    at = 0
    while at < len(text):
        pair = text[at : at + 2]
        size = 2 if pair[:1] == _LAM and pair in _table() else 1
        yield text[at : at + size]
        at += size


def _leads_on(unit: str) -> bool:
    """Return whether a letter joins the one behind it."""
    return unit in "\u0640\u200d" or _INITIAL in _table().get(unit, {})


def _takes(unit: str) -> bool:
    """Return whether a letter joins the one before it."""
    return unit in "\u0640\u200d" or _FINAL in _table().get(unit, {})


# ---- Order ---------------------------------------------------------------------------


def _ordered(text: str, base: int) -> str:
    """Return a text in the order of the page, by the levels of its signs."""
    levels = _levels(_bracketed(text, _kinds(text), base), base)
    signs = [
        _MIRRORED.get(char, char) if level % 2 else char
        for char, level in zip(text, levels, strict=True)
    ]
    for least in range(max(levels, default=0), 0, -1):
        at = 0
        while at < len(signs):
            end = at
            while end < len(signs) and levels[end] >= least:
                end += 1
            signs[at:end] = reversed(signs[at:end])
            levels[at:end] = reversed(levels[at:end])
            at = end + 1
    return "".join(signs)


def _kinds(text: str) -> list[str]:
    """Return ``L``, ``R``, ``N`` for digits, or nothing for what has no direction."""
    kinds = {"L": "L", "R": "R", "AL": "R", "EN": "N", "AN": "N"}
    found = [kinds.get(unicodedata.bidirectional(char), "") for char in text]
    for at in range(1, len(text) - 1):
        # "1,001" is one number.
        if text[at] in ".,:/" and found[at - 1] == found[at + 1] == "N":
            found[at] = "N"
    return found


def _bracketed(text: str, kinds: list[str], base: int) -> list[str]:
    """Return the kinds with those of brackets, which go with what is in them."""
    around, other = ("R", "L") if base else ("L", "R")
    open_: list[int] = []
    for end, char in enumerate(text):
        if char in "([{":
            open_.append(end)
        elif char in ")]}" and open_:
            at = open_.pop()
            inside = {_side(kind) for kind in kinds[at + 1 : end]}
            before = next((k for k in reversed(kinds[:at]) if k in {"L", "R"}), around)
            if around in inside or (other in inside and before == around):
                kinds[at] = kinds[end] = around
            elif other in inside:
                kinds[at] = kinds[end] = other
    return kinds


def _levels(kinds: list[str], base: int) -> list[int]:
    around = "R" if base else "L"
    known = list(kinds)
    last = around
    for at, kind in enumerate(known):
        # Digits among words that read from the left are part of them.
        if kind == "N" and last == "L":
            known[at] = "L"
        last = kind if kind in {"L", "R"} else last
    at = 0
    while at < len(known):
        end = at
        while end < len(known) and not known[end]:
            end += 1
        before = _side(known[at - 1]) if at else around
        after = _side(known[end]) if end < len(known) else around
        known[at:end] = [before if before == after else around] * (end - at)
        at = end + 1
    over = {"L": 2 if base else 0, "R": 1, "N": 2}
    return [over[kind] for kind in known]


def _side(kind: str) -> str:
    return "R" if kind == "N" else kind
