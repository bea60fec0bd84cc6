"""Where the chapters of a plain text begin: lines that say so, and count up.

``Chapter 3`` alone between empty lines is a heading; in the middle of a paragraph it is
the story's. Bare numbers part a text only where they count up from one and have pages
between them, because Five Times fic numbers its scenes as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ...prose.scenebreaks import is_scene_break
from ...prose.words import count
from ..labels import chapter_headings
from ..labels.chapter_headings import Heading

_LONGEST: Final = 100
# ``*Chapter 3*: Rain`` and ``== Chapter 3 ==`` as downloaders write it.
_SIGNED: Final = re.compile(r"[*_=~#\[<\s-]*(?P<a>[^*_=~]+?)[*_\]>]+(?P<b>\s*:.*)?")
CONTENTS: Final = re.compile(r"(?i)\W*(?:table of )?contents\W*|\W*chapters\W*")
_FEWEST: Final = 250  # words of a chapter under a bare number


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of a text: `lines[begin:end]`, without its heading."""

    begin: int
    end: int
    number: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Parted:
    """A text in chapters: what is above the first, and the chapters. No chapters: none.

    `contents` are the lines of a table of contents that was left out.
    """

    foreword: Section
    chapters: tuple[Section, ...] = ()
    contents: tuple[str, ...] = ()


def parted(lines: Sequence[str]) -> Parted:
    """Return the chapters of a text; of one that is a single piece, none."""
    found = _headings(lines)
    contents = _contents(lines, found)
    for place in contents:
        found.pop(place, None)
    places = _chosen(lines, found)
    if not places:
        return Parted(Section(0, len(lines)))
    listed = tuple(lines[place].strip() for place in contents)
    chapters = _sections(lines, places, found)
    start = contents[-1] + 1 if contents and contents[-1] < places[0] else 0
    return Parted(Section(start, places[0]), chapters, listed)


def heading(line: str) -> Heading | None:
    """Return what a line says as a heading, None if no chapter has such a heading."""
    row = " ".join(line.split())
    if not row or len(row) > _LONGEST:
        return None
    if signed := _SIGNED.fullmatch(row):
        row = f"{signed['a']}{signed['b'] or ''}"
    found = chapter_headings.read(row)
    if found is None or found.title[-1:] in {",", ";"}:
        return None
    is_sentence = found.title[-1:] == "." and not found.title.endswith("...")
    if found.is_loose and (is_sentence or found.title[:1].islower()):
        return None
    return found


def _headings(lines: Sequence[str]) -> dict[int, Heading]:
    found = {}
    for at, line in enumerate(lines):
        if len(line) > 2 * _LONGEST:
            continue
        known = heading(line)
        if known is None:
            continue
        above, below = _is_gap(lines, at - 1), _is_gap(lines, at + 1)
        certain = known.kind in {"chapter", "part"} and not known.is_loose
        near = at + 2 >= len(lines) or _is_gap(lines, at + 2)
        is_chapter = certain and known.kind == "chapter"
        alone = above and (below or (certain and (near or bool(known.title))))
        if alone or (is_chapter and (below or not known.title)):
            found[at] = known
    return found


def _is_gap(lines: Sequence[str], at: int) -> bool:
    if not 0 <= at < len(lines):
        return True
    line = lines[at].strip()
    return not line or is_scene_break(line)


def _chosen(lines: Sequence[str], found: Mapping[int, Heading]) -> list[int]:
    """Return the places of the headings that chapters begin with."""
    by_kind: dict[str, list[int]] = {}
    for at, known in found.items():
        by_kind.setdefault(known.kind, []).append(at)
    named = by_kind.get("named", [])
    for kind in ("chapter", "part"):
        places = by_kind.get(kind, [])
        if len({found[at].number for at in places}) > 1 and _rises(places, found):
            return sorted([*places, *named])
        if len(places) == 1 and (_is_top(lines, places[0]) or named):
            return sorted([*places, *named])
    for kind in ("alone", "listed"):
        places = by_kind.get(kind, [])
        if _counts(places, found) and _has_pages(lines, places):
            return sorted([*places, *named])
    if len(named) > 1 or (named and _is_top(lines, named[0])):
        return named if _has_pages(lines, named) else []
    return []


def _rises(places: Sequence[int], found: Mapping[int, Heading]) -> bool:
    """Tell whether numbers mostly rise; each book of several may begin anew."""
    numbers = [found[at].number or 0 for at in places]
    falls = sum(a >= b and b != 1 for a, b in pairwise(numbers))
    return falls <= len(numbers) // 10


def _counts(places: Sequence[int], found: Mapping[int, Heading]) -> bool:
    numbers = [found[at].number for at in places]
    return len(numbers) > 1 and numbers == [*range(1, len(numbers) + 1)]


def _has_pages(lines: Sequence[str], places: Sequence[int]) -> bool:
    ends = [*places[1:], len(lines)]
    words = [
        count("\n".join(lines[begin + 1 : end]))
        for begin, end in zip(places, ends, strict=True)
    ]
    return sum(words) >= _FEWEST * len(words)


def _is_top(lines: Sequence[str], place: int) -> bool:
    return sum(len(line) for line in lines[:place]) < 3000 and place < 80


def _contents(lines: Sequence[str], found: Mapping[int, Heading]) -> list[int]:
    """Return the places of a table of contents: headings without text, said again."""
    places = sorted(found)
    run: list[int] = []
    for at in places:
        between = lines[run[-1] + 1 : at] if run else []
        said = [(found[n].number, found[n].kind) for n in run]
        again = (found[at].number, found[at].kind) in said
        if run and (again or any(line.strip() for line in between)):
            break
        run.append(at)
    rest = {(found[at].number, found[at].kind) for at in places[len(run) :]}
    if len(run) < 2 or not {(found[at].number, found[at].kind) for at in run} <= rest:
        return []
    above = next((n for n in range(run[0] - 1, -1, -1) if lines[n].strip()), None)
    if above is not None and CONTENTS.fullmatch(lines[above]):
        run.insert(0, above)
    return run


# ---- Sections ------------------------------------------------------------------------


def _sections(
    lines: Sequence[str], places: Sequence[int], found: Mapping[int, Heading]
) -> tuple[Section, ...]:
    titles = {at: _title_below(lines, at) for at in places if not found[at].title}
    # A short line under one heading of many is the first of its text.
    bare = [at for at in titles if found[at].kind != "named"]
    spaced = sum(titles[at][0] > at + 1 for at in bare)
    keep = len(bare) > 1 and spaced >= 0.8 * len(bare)
    sections = []
    ends = [*places[1:], len(lines)]
    for at, end in zip(places, ends, strict=True):
        known = found[at]
        place, title = titles.get(at, (0, ""))
        taken = bool(title) and place < end and known.kind != "named"
        taken = taken and (place == at + 1 or (keep and at in bare))
        own = known.kind not in {"named", "part"}
        said = known.title
        if known.kind == "part":
            # Its number is its part's: "Part Two" is a title like any other.
            said = " ".join(lines[at].split()).strip(" *_~=")
            title = f"{said}: {title}" if taken else said
        begin = place + 1 if taken else at + 1
        number = known.number if own else None
        sections.append(Section(begin, end, number, title if taken else said))
    return tuple(sections)


def _title_below(lines: Sequence[str], at: int) -> tuple[int, str]:
    """Return the line under a heading that may be its title, and its place."""
    place = at + 1
    while place < len(lines) and place < at + 4 and not lines[place].strip():
        place += 1
    if place >= len(lines) or not _is_gap(lines, place + 1):
        return 0, ""
    line = " ".join(lines[place].split()).strip(" *_~=")
    words = line.split()
    if not 0 < len(words) < 10 or len(line) > 60 or _is_gap(lines, place):
        return 0, ""
    if line[-1:] in ".,;:!?-—\"'”’" and not re.fullmatch(r"[\"“'].*[\"”']", line):
        return 0, ""
    capitals = sum(not word[0].islower() for word in words if len(word) > 3)
    longer = sum(len(word) > 3 for word in words)
    if capitals < longer or re.search(r"[.!?,][\"'”’]?$", line) or ":" in line:
        return 0, ""
    return place, line.strip('"“”') if line[:1] in '"“' else line
