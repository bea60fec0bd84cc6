"""Relationships: who with whom, in love or friendship, and which ones matter most."""

from __future__ import annotations

from dataclasses import replace

from ..header.header import Entry
from ..problems import found
from . import entries, tags
from .entries import Found
from .facts import Named, Pairing


def pairing(name: str, line: int = 0) -> Pairing:
    """Return what one item means: ``A/B``, ``A & B``, and a star for the main ones.

    A slash anywhere makes it romantic: ``A/B & C`` is a couple and their friend.
    """
    bare = name.rstrip("* ")
    platonic = " & " in bare and "/" not in bare
    return Pairing(bare, line, main=name.rstrip().endswith("*"), platonic=platonic)


def relationships(entry: Entry | None) -> Found[tuple[Pairing, ...]]:
    """Return the relationships in the author's order."""
    names, problems = entries.items(entry)
    kept: dict[str, Pairing] = {}
    for name in names:
        one = pairing(name.name, name.line)
        twin = kept.get(one.name.casefold())
        if twin and entry:
            again = found("T211", one.line, tag=one.name, key=entry.written)
            problems += (again,)
            one = replace(twin, main=twin.main or one.main)
        if one.name:
            kept[one.name.casefold()] = one
    bare = (Named(one.name, one.line) for one in kept.values())
    return tuple(kept.values()), (*problems, *tags.check(bare))
