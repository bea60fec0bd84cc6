"""Whole numbers, and names in order, as strings that are short, packed and unpacked.

JSON spends a comma and a digit for every number; packed, ten thousand works with their
tags are a fifth larger for it. Here a number below 75 is one sign; a larger one has
signs of the other eighteen in front. Of a name stands what the one before it has not,
after one sign for how much they share. facet-columns.js reads both.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from operator import sub

_SHARED = "0123456789abcdefghijklmnopqrstuvwxyz"
# What JSON writes as it is.
_SIGNS = "".join(map(chr, range(32, 127))).replace('"', "").replace("\\", "")
_LAST = 75
_LEAST, _BEFORE = _SIGNS[:_LAST], _SIGNS[_LAST:]


def packed(numbers: Iterable[int]) -> str:
    """Return numbers, none of them below zero, as a string."""
    return "".join(map(_sign, numbers))


def steps(numbers: Iterable[int]) -> list[int]:
    """Return the first number, and from each to the next."""
    every = tuple(numbers)
    return list(map(sub, every, (0, *every)))


def told(names: Iterable[str]) -> list[str]:
    """Return names without what each shares with the one before it."""
    return [
        _SHARED[(same := _same(before, name))] + name[same:]
        for before, name in pairwise(("", *names))
    ]


def _same(one: str, other: str) -> int:
    """Return how many signs two names share at the start, as JavaScript counts them."""
    same = 0
    for a, b in zip(one, other, strict=False):
        if a != b or a > "\uffff" or same == len(_SHARED) - 1:
            break
        same += 1
    return same


# Nearly all of them are steps from one work to the next, or few.
@lru_cache(maxsize=4096)
def _sign(number: int) -> str:
    number, last = divmod(number, _LAST)
    signs = _LEAST[last]
    while number:
        number, place = divmod(number - 1, len(_BEFORE))
        signs = _BEFORE[place] + signs
    return signs
