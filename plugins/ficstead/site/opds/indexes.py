"""Long menus, cut so that a name is found: what has most works, then by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from . import sheets
from .shelves import LINES, Line, Menu, menu_line

_LONGEST: Final = 24


def of(menu: Menu) -> list[Menu]:
    """Return a menu and what stands behind it.

    One that is longer than a file becomes a menu of menus: the lines with the most
    books, and each file of the whole list by the first and last name in it.
    """
    lines = menu.lines
    if len(lines) <= LINES:
        return [menu]
    often = tuple(sorted(lines, key=lambda line: -line.count)[:LINES])
    name = menu.path.rpartition("/")[2]
    used = Menu(f"opds/most/{name}", "Most works", menu.url, menu.path, often)
    every = Menu(f"opds/by-name/{name}", menu.title, menu.url, menu.path, lines)
    ways = [menu_line(used.path, used.title, often)]
    for sheet in sheets.of(every.path, len(lines), LINES):
        held = lines[sheet.begin : sheet.end]
        ways.append(menu_line(sheet.path, _from_to(held), held))
    return [replace(menu, lines=tuple(ways)), used, every]


def _from_to(lines: tuple[Line, ...]) -> str:
    first, last = _short(lines[0].title), _short(lines[-1].title)
    return first if len(lines) == 1 else f"{first} – {last}"


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
