"""A file's header: text -> keys and values with their lines, and back.

The grammar is the contract's: what a person writes without knowing YAML, and what YAML
tools write, mean the same. So a plain value is its text to the letter (no types, no
comments, no anchors), and quotes, brackets, dashes and blocks mean what YAML says.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..problems import Problem, found
from . import fences, fields, keylines, scalars, values
from .keylines import Rows


@dataclass(frozen=True, slots=True)
class Entry:
    """One key with its value.

    `key` is the normal form, `written` the author's. `lines` gives the line of each
    item; of a text, the line of each part of it, which begin in `value` at `offsets`.
    `plain` is true of a text in neither quotes nor block: a list key splits it on
    commas.
    """

    key: str
    written: str
    line: int
    value: str | tuple[str, ...]
    lines: tuple[int, ...]
    plain: bool = False
    offsets: tuple[int, ...] = (0,)

    def line_at(self, offset: int) -> int:
        """Return the line where the character at `offset` of a text stands."""
        return self.lines[bisect_right(self.offsets, offset) - 1]


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a file, and the text under it, which begins in line `body_line`."""

    entries: tuple[Entry, ...]
    body: str
    body_line: int


def parse(
    text: str, is_known: Callable[[str], bool] = fields.is_known
) -> tuple[Header, tuple[Problem, ...]]:
    """Read a file. `is_known` tells the keys that a plain Pelican file may begin with.

    Whatever the text, it never raises: what cannot be read is a problem.
    """
    cut, problems = fences.cut(text, lambda line: _begins(line, is_known))
    entries: list[Entry] = []
    if cut.rows and cut.rows[0][1].startswith("{"):
        entries, wrong = _entries_in_braces(cut.rows)
        problems += wrong
    else:
        for part in keylines.parts(cut.rows):
            entry, wrong = _entry(part, is_known)
            problems += wrong
            entries += [entry] if entry else []
    problems += _repeated(entries)
    return Header(tuple(entries), cut.body, cut.body_line), tuple(problems)


def _begins(line: str, is_known: Callable[[str], bool]) -> bool:
    pair = keylines.split(line)
    return pair is not None and is_known(pair[0])


def _repeated(entries: list[Entry]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for entry in entries:
        if entry.key in first:
            yield found("M108", entry.line, key=entry.written, first=first[entry.key])
        first.setdefault(entry.key, entry.line)


# -- one key --------------------------------------------------------------------------


def _entry(
    part: Rows, is_known: Callable[[str], bool]
) -> tuple[Entry | None, list[Problem]]:
    line, head = part[0]
    if keylines.is_explicit(head):
        pair, rows = _explicit(part)
    else:
        pair, rows = keylines.split(head), part[1:]
    if pair is None:
        return None, [found("M124", line, hint=_what_is_it(head))]
    written, first = pair
    value = values.read(first, line, rows, 0, known=is_known)
    key = fields.key_of(written) or fields.normal(written)
    problems = [found("M109", line, key=written)] if value.nested else []
    problems += [found("M137", line, key=written)] if value.unquoted else []
    problems += [
        found("M134", at, key=other, owner=written) for at, other in value.swallowed
    ]
    entry = Entry(
        key, written, line, value.value, value.lines, value.plain, value.offsets
    )
    return entry, problems


def _explicit(part: Rows) -> tuple[tuple[str, str] | None, Rows]:
    marks = [at for at, (_, row) in enumerate(part) if keylines.is_indicator(row, ":")]
    if not marks:
        return None, []
    at = marks[0]
    key = values.read(part[0][1][1:].strip(" \t"), part[0][0], part[1:at], 0)
    line, row = part[at]
    written = key.value if isinstance(key.value, str) else ", ".join(key.value)
    # ": - item" begins a list in the column of its dash.
    inner = " " + row[1:]
    if keylines.is_indicator(inner.lstrip(" \t"), "-"):
        return (written, ""), [(line, inner), *part[at + 1 :]]
    return (written, inner.strip(" \t")), part[at + 1 :]


def _what_is_it(row: str) -> str | None:
    if "：" in row:
        return "write an ordinary colon (:) after the key, not a wide one"
    if keylines.is_indicator(row, "-"):
        return 'an item of a list stands under a line like "tags:"'
    return None


def _entries_in_braces(
    rows: Rows,
) -> tuple[list[Entry], list[Problem]]:
    text = "\n".join(row for _, row in rows)
    pairs = scalars.paired(text)
    if pairs is None:
        return [], [found("M124", rows[0][0])]

    def at(offset: int) -> int:
        return rows[text.count("\n", 0, offset)][0]

    entries = []
    for pair in pairs:
        items = pair.items
        entries.append(
            Entry(
                fields.key_of(pair.key) or fields.normal(pair.key),
                pair.key,
                at(pair.offset),
                pair.value.text if items is None else tuple(i.text for i in items),
                (at(pair.value.offset),)
                if items is None
                else tuple(at(item.offset) for item in items),
            )
        )
    return entries, []


# -- writing --------------------------------------------------------------------------


def dump(values: Mapping[str, str | Sequence[str]]) -> str:
    """Write a header between its fences, as YAML that means the same to other tools."""
    lines = ["---"]
    for key, value in values.items():
        name = scalars.spelled(key)
        head = f"{name}:" if len(name) < 1000 else f"? {name}\n:"
        if isinstance(value, str):
            lines.append(f"{head} {scalars.as_block(value) or scalars.spelled(value)}")
        elif value:
            lines.append(head)
            lines += [f"  - {scalars.spelled(item)}" for item in value]
        else:
            lines.append(f"{head} []")
    return "\n".join((*lines, "---", ""))
