"""Tag wrangling: what each tag is filed under, from the author's tags.toml.

AO3's rule (otwarchive; reference 5.2): a work is found under its canonical tags, under
the targets of its synonyms, and under all metatags of both; it shows the author's own
wording. Tags that differ only in case and spaces are one tag.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ..problems import Problem, did_you_mean, found
from ..vocabulary import WRANGLED, Kind

_KEYS = ("synonyms", "metatags", "subtags", "fandoms", "characters")


# What a name that is right holds, where what it holds is not: of a kind, of a key.
_SHAPES = ('write [{}."The tag"], and its synonyms below', 'write {} = ["One", "Two"]')


@lru_cache(maxsize=16_384)
def fold(name: str) -> str:
    """Return what makes two wordings one tag: case and spaces do not count."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


@dataclass(frozen=True, slots=True)
class Entry:
    """One canonical tag of tags.toml, with metatags from both sides."""

    name: str
    synonyms: tuple[str, ...] = ()
    metatags: tuple[str, ...] = ()
    fandoms: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Wrangling:
    """What tags.toml says: canonical entries of each kind, and synonyms, by fold."""

    entries: Mapping[Kind, Mapping[str, Entry]] = field(default_factory=dict)
    targets: Mapping[Kind, Mapping[str, str]] = field(default_factory=dict)

    def entry(self, kind: Kind, name: str) -> Entry | None:
        # Most archives begin without a tags.toml, and never name all kinds in it.
        entries = self.entries.get(kind)
        return entries.get(fold(name)) if entries else None

    def canonical(self, kind: Kind, name: str) -> str:
        """Return the canonical tag that `name` is or leads to; itself if unwrangled."""
        if kind in self.targets:
            name = self.targets[kind].get(fold(name), name)
        entry = self.entry(kind, name)
        return entry.name if entry else name

    def knows(self, kind: Kind, name: str) -> bool:
        """Return whether tags.toml names this wording at all."""
        key = fold(name)
        return key in self.entries.get(kind, {}) or key in self.targets.get(kind, {})

    def metatags(self, kind: Kind, name: str) -> tuple[str, ...]:
        """Return all metatags of a canonical tag, direct ones first, then theirs."""
        seen: dict[str, str] = {}
        todo = [name]
        while todo:
            entry = self.entry(kind, todo.pop(0))
            for meta in entry.metatags if entry else ():
                if fold(meta) not in seen and fold(meta) != fold(name):
                    seen[fold(meta)] = meta
                    todo.append(meta)
        return tuple(seen.values())


def parse(text: str, shown: str) -> tuple[Wrangling, tuple[Problem, ...]]:
    """Read tags.toml. What is wrong with it is told; the rest of it still counts."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _line_of(str(error))
        return Wrangling(), (found("T207", line, path=shown, reason=str(error)),)
    lines = _Lines(text, shown)
    problems: list[Problem] = []
    kinds = {kind.value: kind for kind in WRANGLED}
    tables: dict[Kind, dict[str, dict[str, tuple[str, ...]]]] = {}
    for name, table in data.items():
        if name not in kinds or not isinstance(table, dict):
            problems.append(lines.found("T208", name, key=name, hint_of=kinds))
            continue
        tables[kinds[name]] = dict(_table(name, table, lines, problems))
    entries = {kind: _entries(table, lines) for kind, table in tables.items()}
    targets = {
        kind: _targets(table, table, lines, problems) for kind, table in entries.items()
    }
    wrangling = Wrangling(entries, targets)
    problems += _circles(wrangling, lines)
    return wrangling, tuple(problems)


class _Lines:
    """Where a name stands in the file, so that a problem can say so."""

    def __init__(self, text: str, shown: str) -> None:
        self.lines = text.splitlines()
        self.shown = shown

    def of(self, name: str) -> int:
        whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        heads = [n for n, line in enumerate(self.lines, 1) if whole.search(line)]
        tables = [n for n in heads if self.lines[n - 1].lstrip().startswith("[")]
        return next(iter(tables or heads), 0)

    def found(
        self, code: str, name: str, hint_of: Iterable[str] = (), **values: object
    ) -> Problem:
        hint = did_you_mean(name, hint_of, "") if hint_of else ""
        if name in hint_of:
            hint = _SHAPES[name in _KEYS].format(name)
        line = self.of(name)
        return found(code, line, path=self.shown, hint=hint or None, **values)


def _line_of(message: str) -> int:
    _, _, rest = message.partition("at line ")
    digits = rest.split(",")[0]
    return int(digits) if digits.isdigit() else 0


def _table(
    kind: str, table: Mapping[str, object], lines: _Lines, problems: list[Problem]
) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
    for name, row in table.items():
        kept: dict[str, tuple[str, ...]] = {}
        if not isinstance(row, dict):
            problem = lines.found("T208", name, key=name)
            hint = f'write [{kind}."{name}"], and its synonyms below'
            problems.append(replace(problem, hint=hint))
            continue
        for key, value in row.items():
            listed = [value] if isinstance(value, str) else value
            good = isinstance(listed, list) and all(isinstance(v, str) for v in listed)
            if key in _KEYS and good:
                kept[key] = tuple(listed)
            else:
                problems.append(
                    lines.found("T208", key, hint_of=_KEYS, key=f"{name}: {key}")
                )
        yield name, kept


def _entries(
    table: Mapping[str, Mapping[str, tuple[str, ...]]], lines: _Lines
) -> dict[str, Entry]:
    """Make one entry a tag; ``subtags`` of one are ``metatags`` of the others."""
    above: dict[str, list[str]] = {}
    names = {fold(name): name for name in table}
    for name, row in table.items():
        above.setdefault(fold(name), []).extend(row.get("metatags", ()))
        for sub in row.get("subtags", ()):
            above.setdefault(fold(sub), []).append(name)
            names.setdefault(fold(sub), sub)
        for meta in row.get("metatags", ()):
            names.setdefault(fold(meta), meta)
    rows = _merged(table)
    return {
        key: Entry(
            name=name,
            synonyms=rows.get(key, {}).get("synonyms", ()),
            metatags=tuple(
                dict.fromkeys(names.get(fold(m), m) for m in above.get(key, ()))
            ),
            fandoms=rows.get(key, {}).get("fandoms", ()),
            characters=rows.get(key, {}).get("characters", ()),
            line=lines.of(name),
        )
        for key, name in names.items()
    }


def _merged(
    table: Mapping[str, Mapping[str, tuple[str, ...]]],
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the rows by folded name: Tea and tea are one tag and have one row."""
    rows: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, row in table.items():
        known = rows.setdefault(fold(name), {})
        for key, value in row.items():
            known[key] = (*known.get(key, ()), *value)
    return rows


def _targets(
    entries: Mapping[str, Entry],
    canonical: Mapping[str, Entry],
    lines: _Lines,
    problems: list[Problem],
) -> dict[str, str]:
    targets: dict[str, str] = {}
    for entry in entries.values():
        for synonym in entry.synonyms:
            key = fold(synonym)
            if key in targets and targets[key] != entry.name:
                problems.append(
                    lines.found(
                        "T210",
                        synonym,
                        tag=synonym,
                        first=targets[key],
                        second=entry.name,
                    )
                )
            elif key == fold(entry.name):
                continue
            elif key in canonical:
                chain = f"{entry.name}, {synonym}"
                problems.append(lines.found("T209", synonym, tag=synonym, chain=chain))
            else:
                targets[key] = entry.name
    return targets


def _circles(wrangling: Wrangling, lines: _Lines) -> Iterator[Problem]:
    for kind, table in wrangling.entries.items():
        for entry in table.values():
            chain = _circle(wrangling, kind, entry.name)
            if chain:
                shown = " under ".join(chain)
                yield lines.found("T209", entry.name, tag=entry.name, chain=shown)


def _circle(wrangling: Wrangling, kind: Kind, name: str) -> list[str]:
    """Return the way from a tag up through metatags back to itself, if there is one."""
    todo = [[name]]
    seen: set[str] = set()
    while todo:
        way = todo.pop()
        entry = wrangling.entry(kind, way[-1])
        for meta in entry.metatags if entry else ():
            if fold(meta) == fold(name):
                return [*way, name]
            if fold(meta) not in seen:
                seen.add(fold(meta))
                todo.append([*way, meta])
    return []
