"""Words, names and titles that mean nothing, drawn as a language draws them.

The English ones are the most frequent, as they are in a text; the rest is made of
syllables. How often a word comes falls with its place (Zipf), and frequent ones are
short.
"""

from __future__ import annotations

from itertools import accumulate
from random import Random


def _listed(text: str) -> list[str]:
    return text.split()


COMMON = _listed("""
the and of to a in she he it was that her his with on had as at for but not they you is
be from all so this there one then when what out up into them would could if no an who
down over back been were like now just said only again before after still where never
through while about more than some little against even under away last until because
once perhaps nothing something every other first always between came went took left kept
held found heard knew thought wanted stood turned waited looked didn't couldn't wasn't
it's he'd she'd don't I'm that's you're there's
""")
THINGS = _listed("""
door hand light water night morning window room stairs boat tide letter road coat fire
stone salt bread table kitchen bell snow garden harbour lantern kettle
""")

_FIRST = _listed(
    "b br c cl d dr f fen g gr h j k l lan m mar n p pr r s st t tr v w wil"
)
_MIDDLE = _listed("a e i o u ai ea ee ou oa")
_LAST = _listed("n r l s nd rn sh th ld lm mp low by den ver")
_END = ["", "", "", "s", "ed", "ing", "er", "ly"]


def word(rng: Random) -> str:
    """Return a word of one to three syllables."""
    syllables = (
        rng.choice(_FIRST) + rng.choice(_MIDDLE) + rng.choice(_LAST)
        for _ in range(rng.choice((1, 1, 1, 2, 2, 2, 2, 3)))
    )
    return "".join(syllables) + rng.choice(_END)


def words(rng: Random, count: int) -> list[str]:
    """Return `count` words, the English ones first, then the made-up by their length."""
    made: dict[str, None] = {}
    known = [*COMMON, *THINGS]
    while len(made) < count - len(known):
        new = word(rng)
        if new not in known:
            made[new] = None
    return [*known, *sorted(made, key=lambda w: len(w) + rng.gauss(0, 1.6))]


def falling(count: int, power: float = 1.0, shift: float = 0.0) -> list[float]:
    """Return the cumulative weights of a list whose first are the most frequent."""
    return list(accumulate((n + 1 + shift) ** -power for n in range(count)))


def name(rng: Random) -> str:
    """Return the name of somebody: ``Marail Wilden``."""
    return f"{part_of_name(rng)} {part_of_name(rng)}"


def part_of_name(rng: Random) -> str:
    parts = (rng.choice(_FIRST), rng.choice(_MIDDLE), rng.choice(_LAST))
    return "".join(parts).capitalize()


def titles(rng: Random, count: int, shortest: int, longest: int) -> list[str]:
    """Return `count` titles that differ in more than capitals."""
    made: dict[str, str] = {}
    while len(made) < count:
        size = rng.randint(shortest, longest)
        new = " ".join(
            rng.choice(THINGS) if rng.random() < 0.25 else word(rng)
            for _ in range(size)
        )
        made.setdefault(new, new.title())
    return list(made.values())
