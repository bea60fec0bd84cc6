"""AO3's categories of relationships."""

from __future__ import annotations

from ..header.header import Entry
from ..problems import did_you_mean, found
from ..vocabulary import Category
from . import entries
from .entries import Found

_BY_NAME = {category.value.lower(): category for category in Category} | {
    "m/f": Category.FM
}

# What other archives say. Offered and not taken: "slash" has meant F/F as well.
_ELSEWHERE = {
    "femslash": Category.FF,
    "femmeslash": Category.FF,
    "f/f/f": Category.FF,
    "slash": Category.MM,
    "het": Category.FM,
    "general": Category.GEN,
    "none": Category.GEN,
    "poly": Category.MULTI,
}


def find(value: str) -> Category | None:
    """Return the category that a name means."""
    return _BY_NAME.get("".join(value.lower().split()))


def categories(entry: Entry | None) -> Found[tuple[Category, ...]]:
    """Return the categories in the author's order."""
    names, problems = entries.items(entry)
    known: dict[Category, None] = {}
    for name in names:
        category = find(name.name)
        if category:
            known[category] = None
            continue
        wrong = found("M116", name.line, value=name.name, hint=_hint(name.name))
        problems += (wrong,)
    return tuple(known), problems


def _hint(value: str) -> str | None:
    near = _ELSEWHERE.get(value.lower())
    if near:
        return f'AO3 would say "{near.value}"'
    return did_you_mean(value, (category.value for category in Category), "") or None
