"""How YAML spells a text: quotes, escapes, folding, blocks, and lists in brackets.

Reading is generous (what is not wholly a quoted text or a list is None, and then plain
text), writing is strict. `header` decides what stands where.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# YAML 1.1, which PyYAML follows, breaks lines at these three as well as at LF. PyYAML
# writes them raw between single quotes, with an indent behind, and we take it away.
_BREAKS = "\n\x85\u2028\u2029"
_DOUBLE = re.compile(r'"((?:[^"\\]++|\\.)*+)"', re.DOTALL)
_SINGLE = re.compile(r"'((?:[^']++|'')*+)'")
_FOLD = rf"[ \t]*[{_BREAKS}](?:[ \t]*[{_BREAKS}])*[ \t]*"
_FOLDED = re.compile(_FOLD)
_IN_DOUBLE = re.compile(
    r"\\\n[ \t]*(?P<joined>(?:\n[ \t]*)*)"
    r"|\\(?:x(?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|U(?P<U>[0-9A-Fa-f]{8}))"
    rf"|\\(?P<one>.)|{_FOLD}",
    re.DOTALL,
)
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v",
    "f": "\f", "r": "\r", "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLOCK = re.compile(r"([|>])(?:([+-])?([1-9])?|([1-9])([+-]))[ \t]*(?:#.*)?")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list in brackets; `plain` if it was not in quotes."""

    text: str
    offset: int
    plain: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """One ``key: value`` of a map in braces; `items` if the value was a list."""

    key: str
    value: Item
    items: tuple[Item, ...] | None
    offset: int


def unquoted(text: str) -> str | None:
    """Return what a text wholly in quotes says, None for any other text.

    ``"Yes," she said, "no."`` begins and ends with quotes and is not *in* quotes.
    """
    found = _quoted(text, 0)
    return found[0] if found and not text[found[1] :].strip(" \t\n") else None


def key_in_quotes(line: str) -> tuple[str, str] | None:
    """Return key and rest of a line such as ``"End notes": Thanks``."""
    found = _quoted(line, 0)
    if not found:
        return None
    rest = line[found[1] :].lstrip(" \t")
    return (found[0], rest[1:]) if rest.startswith(":") else None


def _quoted(text: str, start: int) -> tuple[str, int] | None:
    if match := _DOUBLE.match(text, start):
        return _whole(_IN_DOUBLE.sub(_unescaped, match[1])), match.end()
    if match := _SINGLE.match(text, start):
        return _FOLDED.sub(_fold, match[1]).replace("''", "'"), match.end()
    return None


def _unescaped(match: re.Match[str]) -> str:
    if code := match["x"] or match["u"] or match["U"]:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else match[0]
    if match["one"] is not None:
        return _ESCAPES.get(match["one"], match[0])
    if match["joined"] is not None:
        return "\n" * match["joined"].count("\n")
    return _fold(match)


def _fold(match: re.Match[str]) -> str:
    first, *more = (char for char in match[0] if char in _BREAKS)
    if first != "\n":
        return first + "".join(more)
    return "".join(more) or " "


def _whole(text: str) -> str:
    # JSON spells an emoji as two escapes; half of one is no character at all.
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def block(head: str, rows: list[str], parent: int) -> str | None:
    """Return the text of a block whose first line is `head`: ``|``, ``>-``, ``|2+``.

    `rows` are the lines under it; `parent` is the column of what holds the block.
    """
    match = _BLOCK.fullmatch(head)
    if not match:
        return None
    chomp, digit = match[2] or match[5], match[3] or match[4]
    first = next((row for row in rows if row.strip(" \t")), "")
    column = parent + int(digit) if digit else indent(first)
    lines = [row[min(column, indent(row)) :] if first or digit else "" for row in rows]
    kept = len(lines)
    while kept and not lines[kept - 1]:
        kept -= 1
    body = lines[:kept]
    text = _folded_block(body) if match[1] == ">" else "\n".join(body)
    if chomp == "+":
        return text + "\n" * (len(lines) - kept + bool(body))
    return text if chomp == "-" or not body else text + "\n"


def _folded_block(lines: list[str]) -> str:
    text, blank, before = "", 0, ""
    for line in lines:
        if not line:
            blank += 1
            continue
        # Lines that are set in keep their breaks: verse and lists in a folded text.
        straight = before[:1] not in ("", " ", "\t") and line[0] not in " \t"
        if before:
            text += "\n" * (blank if straight else blank + 1) or " "
        else:
            text += "\n" * blank
        text, blank, before = text + line, 0, line
    return text


def indent(row: str) -> int:
    """Return how far a line is set in; a line set in by tabs counts its tabs."""
    return len(row) - len(row.lstrip("\t" if row.startswith("\t") else " "))


def listed(text: str) -> tuple[Item, ...] | None:
    """Return the items of a text that is wholly a list in brackets, else None.

    ``[Translation] The Gull`` and ``[Gull](https://example.org)`` are plain texts.
    """
    found = _items(text, 0) if text.startswith("[") else None
    return found[0] if found and not text[found[1] :].strip(" \t\n") else None


def paired(text: str) -> tuple[Pair, ...] | None:
    """Return the pairs of a text that is wholly a map in braces, else None."""
    pairs: list[Pair] = []
    at = _past(text, 1)
    while not text.startswith("}", at):
        start = at
        explicit = text.startswith("? ", at)
        key, at = _item(text, _past(text, at + 1) if explicit else at, ":,}")
        value, items = Item("", at, True), None
        if text.startswith(":", at):
            at = _past(text, at + 1)
            found = _items(text, at) if text.startswith("[", at) else None
            if found:
                items, at = found[0], _past(text, found[1])
            else:
                value, at = _item(text, at, ",}")
        pairs.append(Pair(key.text, value, items, start))
        if text.startswith(",", at):
            at = _past(text, at + 1)
        elif not text.startswith("}", at):
            return None
    return tuple(pairs) if not text[at + 1 :].strip(" \t\n") else None


def _items(text: str, start: int) -> tuple[tuple[Item, ...], int] | None:
    items: list[Item] = []
    at = _past(text, start + 1)
    while at < len(text):
        if text[at] == "]":
            return tuple(items), at + 1
        item, at = _item(text, at, ",]")
        if item.text or not item.plain:
            items.append(item)
        if text.startswith(",", at):
            at = _past(text, at + 1)
    return None


def _item(text: str, start: int, stops: str) -> tuple[Item, int]:
    if found := _quoted(text, start):
        end = _past(text, found[1])
        if text[end : end + 1] in tuple(stops):
            return Item(found[0], start, False), end
    depth, end = 0, start
    while end < len(text) and (depth or text[end] not in stops):
        depth += (text[end] in "[{") - (text[end] in "]}")
        end += 1
    return Item(_FOLDED.sub(_fold, text[start:end].strip(" \t\n")), start, True), end


def _past(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\n":
        at += 1
    return at


# -- writing --------------------------------------------------------------------------

# What YAML 1.1 or 1.2 would take for something else than text: `NO`, `1:30`, a date.
_WORDS = re.compile(
    r"yes|no|y|n|true|false|on|off|null|~|=|<<|[-+]?\.(?:nan|inf)", re.IGNORECASE
)
_NUMBER = re.compile(r"[-+]?\.?[0-9][-+0-9a-fox_.:tz \t]*", re.IGNORECASE)
_LEADS = re.compile(r"""[,\[\]{}#&*!|>'"%@`]|[-?:](?:\s|$)|---|\.\.\.""")
_INNER = re.compile(r": |:$| #")
# Not printable to PyYAML on one line, or a mark that only looks like a blank. (To name
# all that are printable takes Python ten times as long.)
_ODD = re.compile(
    "[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    "\U0010fffe\U0010ffff]"
)
_NAMED = {char: name for name, char in _ESCAPES.items() if name not in " /\t"}


def spelled(text: str) -> str:
    """Return a text on one line, in quotes where YAML needs them."""
    if _ODD.search(text):
        return '"' + "".join(map(_escaped, text)) + '"'
    if not _misread(text):
        return text
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _misread(text: str) -> bool:
    return (
        text != text.strip(" ")
        or not text
        or bool(_WORDS.fullmatch(text) or _NUMBER.fullmatch(text))
        or bool(_LEADS.match(text) or _INNER.search(text))
    )


def _escaped(char: str) -> str:
    if char in '"\\' or _ODD.match(char):
        if char in _NAMED:
            return "\\" + _NAMED[char]
        code = ord(char)
        return f"\\x{code:02x}" if code < 256 else _long_escape(code)
    return char


def _long_escape(code: int) -> str:
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def as_block(text: str) -> str | None:
    """Return a text of several lines as a block under its key, None if it cannot be."""
    lines = text.removesuffix("\n").split("\n")
    if len(lines) < 2 or not lines[-1].strip() or text[0] in " \t\n":
        return None
    if any(_ODD.search(line.replace("\t", "")) for line in lines):
        return None
    head = "|" if text.endswith("\n") else "|-"
    return "\n".join((head, *(f"  {line}" if line else "" for line in lines)))
