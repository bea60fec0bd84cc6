"""What stands after the colon of a key: a text, however it is spelled, or a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from . import keylines, scalars
from .keylines import Rows


@dataclass(frozen=True, slots=True)
class Value:
    """A value with its lines, as in `header.Entry`.

    `nested` is true where it holds keys of its own, `unquoted` where a quotation mark
    begins something and none ends it; `swallowed` names the known keys that are set in,
    and so became part of it.
    """

    value: str | tuple[str, ...]
    lines: tuple[int, ...]
    plain: bool = False
    offsets: tuple[int, ...] = (0,)
    nested: bool = False
    unquoted: bool = False
    swallowed: tuple[tuple[int, str], ...] = ()


def read(
    first: str,
    line: int,
    rows: Rows,
    parent: int,
    *,
    known: Callable[[str], bool] | None = None,
) -> Value:
    """Read what stands after a colon, with the lines that belong to it."""
    if first:
        return _scalar(first, line, rows, parent, known=known)
    at = next((i for i, (_, row) in enumerate(rows) if row.strip(" \t")), None)
    if at is None:
        return Value("", (line,), plain=True)
    start, row = rows[at]
    if keylines.is_indicator(row.lstrip(" \t"), "-"):
        return _dashed(rows[at:])
    if _holds_keys(rows[at:]):
        return _plain(row.strip(" \t"), start, rows[at + 1 :], nested=True)
    return _scalar(row.strip(" \t"), start, rows[at + 1 :], parent, known=known)


def _scalar(
    first: str,
    line: int,
    rows: Rows,
    parent: int,
    *,
    items: bool = True,
    known: Callable[[str], bool] | None = None,
) -> Value:
    if first[0] in "|>":
        text = scalars.block(first, [row for _, row in rows], parent)
        if text is not None:
            return Value(text, (rows[0][0] if rows else line,))
    whole = "\n".join((first, *(row for _, row in rows)))
    if first[0] in "'\"" and (text := scalars.unquoted(whole)) is not None:
        return Value(text, (line,))
    if items and (listed := scalars.listed(whole)) is not None:
        lines = tuple(line + whole.count("\n", 0, item.offset) for item in listed)
        nested = any(item.plain and _is_map(item.text) for item in listed)
        unquoted = any(item.plain and _lacks_quote(item.text) for item in listed)
        texts = tuple(item.text for item in listed)
        return Value(texts, lines, nested=nested, unquoted=unquoted)
    return _plain(first, line, rows, nested=_is_map(whole), known=known)


def _plain(
    first: str,
    line: int,
    rows: Rows,
    *,
    nested: bool = False,
    known: Callable[[str], bool] | None = None,
) -> Value:
    text, blank = first, 0
    lines, offsets, swallowed = [line], [0], []
    for at, row in rows:
        part = row.strip(" \t")
        if not part:
            blank += 1
            continue
        text += "\n" * blank or " "
        lines.append(at)
        offsets.append(len(text))
        text, blank = text + part, 0
        pair = keylines.split(part)
        if known and pair and known(pair[0]):
            swallowed.append((at, pair[0]))
    unquoted = _lacks_quote(text)
    return Value(
        text, tuple(lines), True, tuple(offsets), nested, unquoted, tuple(swallowed)
    )


def _dashed(rows: Rows) -> Value:
    """Read a list of lines that begin with a dash."""
    column = scalars.indent(rows[0][1])
    starts: list[int] = []
    kept: Rows = []
    for line, row in rows:
        mark = row.lstrip(" \t")
        outside = scalars.indent(row) <= column
        if outside and mark.startswith("#"):
            continue
        if outside and keylines.is_indicator(mark, "-"):
            starts.append(len(kept))
        kept.append((line, row))
    values = []
    for start, end in zip(starts, [*starts[1:], len(kept)], strict=True):
        line, row = kept[start]
        first = row.lstrip(" \t")[1:].strip(" \t")
        values.append(_item(first, line, kept[start + 1 : end], column))
    texts = tuple(value.value for value in values if isinstance(value.value, str))
    lines = tuple(value.lines[0] for value in values)
    return Value(
        texts,
        lines,
        nested=any(value.nested for value in values),
        unquoted=any(value.unquoted for value in values),
    )


def _item(first: str, line: int, rows: Rows, column: int) -> Value:
    rest = [row for row in rows if row[1].strip(" \t")]
    if not first and not rest:
        return Value("", (line,))
    if not first:
        first, line = rest[0][1].strip(" \t"), rest[0][0]
        rows = rows[rows.index(rest[0]) + 1 :]
    # "- name: The Gull" is a title with a colon; with more keys under it, it is a map.
    nested = _MAP_LINE.match(first) is not None and _holds_keys(rest)
    value = _scalar(first, line, rows, column, items=False)
    return Value(
        value.value,
        value.lines,
        nested=nested or value.nested,
        unquoted=value.unquoted,
    )


_MAP_LINE = re.compile(r"[\"']?\w[\w -]{0,30}[\"']?:(?:\s|$)")
_PAIR = re.compile(r"\w[\"']?:\s")


def _holds_keys(rows: Rows) -> bool:
    """Tell whether these lines are keys one level down, as other tools have them."""
    filled = [row for _, row in rows if row.strip(" \t")]
    least = min((scalars.indent(row) for row in filled), default=0)
    top = [row.strip(" \t") for row in filled if scalars.indent(row) == least]
    return bool(top) and all(_MAP_LINE.match(row) for row in top)


def _lacks_quote(text: str) -> bool:
    """Tell whether a text begins with a quotation mark that nothing ends.

    Somebody who speaks for several paragraphs is quoted anew in each.
    """
    return text.startswith('"') and text.count('"') % 2 == 1 and "\n" not in text


def _is_map(text: str) -> bool:
    text = text.strip(" \t\n")
    return text[:1] == "{" and text[-1:] == "}" and bool(_PAIR.search(text))
