"""Pseuds and users: who wrote a work, and whom it is for."""

from __future__ import annotations

import re

from ..header.header import Entry
from ..model import Person
from . import entries
from .entries import Found

_BYLINE = re.compile(r"(?P<pseud>.*\S)\s*\((?P<user>[^()]*[^()\s][^()]*)\)")
ANONYMOUS = "anonymous"


def person(byline: str) -> Person:
    """Return who ``Pseud`` or ``Pseud (user)`` names; a user of the same name drops."""
    match = _BYLINE.fullmatch(byline.strip())
    if not match:
        return Person(byline.strip())
    user = match["user"].strip()
    return Person(match["pseud"], None if user == match["pseud"] else user)


def people(entry: Entry | None) -> Found[tuple[Person, ...]]:
    """Return the people a key names, in the author's order."""
    names, problems = entries.items(entry)
    return tuple(dict.fromkeys(person(name.name) for name in names)), problems


def authors(
    entry: Entry | None, default: str
) -> Found[tuple[tuple[Person, ...], bool]]:
    """Return the authors and whether they stay unnamed.

    One ``Anonymous`` hides them all, as on AO3, where it is a property of the work.
    """
    named, problems = people(entry)
    if not named and default.strip():
        named = (person(default),)
    if any(one.pseud.casefold() == ANONYMOUS for one in named):
        return ((), True), problems
    return (named, False), problems
