"""Tags that are probably one tag: other capitals, other accents, one letter off.

Only a person can tell a slip from two names (Jon and Joan), so these are warnings, and
a tag that tags.toml names is never doubted.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import msgspec

from ..problems import Problem, found
from ..slugs import slugify
from ..store import digests
from ..store.keep import Keep
from ..vocabulary import Kind
from .wrangling import Wrangling, fold

# A name that stands in fewer works is not yet "common"; shorter ones differ by a
# letter too easily (Tam, Sam).
COMMON = 3
SHORTEST = 5
# In ASCII, what is neither a letter nor a digit, nor a sign that tells tags apart.
_NEITHER = re.compile("[^0-9a-z/&+]+")
_encode: Final = msgspec.json.Encoder().encode
_decode: Final = msgspec.json.Decoder(tuple[Problem, ...]).decode


@dataclass(frozen=True, slots=True)
class Use:
    """One tag as one work writes it."""

    kind: Kind
    name: str
    path: str
    line: int


def check(uses: Sequence[Use], wrangling: Wrangling, kept: Keep) -> tuple[Problem, ...]:
    """Return the doubtful tags, each at its first use.

    What was said of the same tags is kept: most edits touch none.
    """
    tables = wrangling.entries, wrangling.targets
    known = [(kind.value, row) for table in tables for kind, row in table.items()]
    key = digests.of_parts(kept.engine, "spelling", _encode((uses, known)))
    data = kept.store.get([key]).get(key)
    with suppress(msgspec.MsgspecError):
        if data is not None:
            return _decode(data)
    found = tuple(_doubtful(uses, wrangling))
    kept.store.put({key: _encode(found)})
    return found


def _doubtful(uses: Sequence[Use], wrangling: Wrangling) -> Iterator[Problem]:
    for kind in dict.fromkeys(use.kind for use in uses):
        firsts: dict[str, Use] = {}
        counts: Counter[str] = Counter()
        for use in uses:
            if use.kind is kind:
                firsts.setdefault(use.name, use)
                counts[use.name] += 1
        yield from _same_letters(firsts, counts, wrangling)
        yield from _one_letter_off(firsts, counts, wrangling)
        yield from _one_address(firsts, wrangling)


def _bare(name: str) -> str:
    """Return a name without case, accents, spaces and hyphens."""
    if name.isascii():
        return _NEITHER.sub("", name.casefold())
    split = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in split if unicodedata.category(c)[0] in "LN" or c in "/&+")


def _same_letters(
    firsts: Mapping[str, Use], counts: Counter[str], wrangling: Wrangling
) -> Iterator[Problem]:
    groups: dict[str, list[Use]] = {}
    for use in firsts.values():
        if _bare(use.name):
            groups.setdefault(_bare(use.name), []).append(use)
    for group in groups.values():
        usual = max(group, key=lambda use: counts[use.name])
        for use in group:
            if use is not usual and not _settled(use, usual, wrangling):
                yield found(
                    "T203",
                    use.line,
                    path=use.path,
                    tag=use.name,
                    other=usual.name,
                    where=_where(usual),
                )


def _settled(use: Use, other: Use, wrangling: Wrangling) -> bool:
    """Return whether tags.toml says how the two wordings belong together."""
    ours = wrangling.canonical(use.kind, use.name)
    theirs = wrangling.canonical(other.kind, other.name)
    both = wrangling.knows(use.kind, use.name) and wrangling.knows(use.kind, other.name)
    return both or (fold(ours) == fold(theirs) and fold(use.name) != fold(other.name))


def _one_letter_off(
    firsts: Mapping[str, Use], counts: Counter[str], wrangling: Wrangling
) -> Iterator[Problem]:
    common = {name: use for name, use in firsts.items() if counts[name] >= COMMON}
    around: dict[str, list[str]] = {}
    for name in common:
        for near in {fold(name), *_without_one(fold(name))}:
            around.setdefault(near, []).append(name)
    for name, use in firsts.items():
        if counts[name] >= COMMON or len(name) < SHORTEST:
            continue
        if wrangling.knows(use.kind, name):
            continue
        near_names = {
            other
            for near in (fold(name), *_without_one(fold(name)))
            for other in around.get(near, ())
        }
        for other in sorted(near_names, key=lambda n: (-counts[n], n)):
            if _slip(fold(name), fold(other)):
                yield found(
                    "T204",
                    use.line,
                    path=use.path,
                    tag=name,
                    other=other,
                    count=counts[other],
                )
                break


def _without_one(name: str) -> Iterator[str]:
    return (name[:i] + name[i + 1 :] for i in range(len(name)))


def _slip(name: str, other: str) -> bool:
    """Return whether one letter was added, left out, changed, or two were swapped.

    Digits are meant: Season 1 and Season 2 are no slip of each other.
    """
    if name == other or _bare(name) == _bare(other):
        return False
    head = 0
    while head < min(len(name), len(other)) and name[head] == other[head]:
        head += 1
    tail = 0
    while (
        tail < min(len(name), len(other)) - head and name[-1 - tail] == other[-1 - tail]
    ):
        tail += 1
    mine = name[head : len(name) - tail]
    theirs = other[head : len(other) - tail]
    swapped = len(mine) == 2 and mine == theirs[::-1]
    one = len(mine) <= 1 and len(theirs) <= 1
    return (one or swapped) and (mine + theirs).isalpha()


def _one_address(firsts: Mapping[str, Use], wrangling: Wrangling) -> Iterator[Problem]:
    """Find canonical tags that are not one tag and would share a page."""
    taken: dict[str, tuple[str, Use]] = {}
    for use in firsts.values():
        name = wrangling.canonical(use.kind, use.name)
        slug = slugify(name)
        other, first = taken.setdefault(slug, (name, use))
        # What differs in case, accents or spaces only is told as T203 and filed as one.
        if _bare(other) != _bare(name):
            yield found(
                "T205",
                use.line,
                path=use.path,
                tag=name,
                other=other,
                address=f"{use.kind.value}/{slug}/",
                where=_where(first),
            )


def _where(use: Use) -> str:
    return f"{use.path}:{use.line}" if use.line else use.path
