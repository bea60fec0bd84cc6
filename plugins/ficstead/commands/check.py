"""``check``: every problem of an archive at once; nothing is written."""

from __future__ import annotations

import sys
from contextlib import closing

from ..library import archive
from ..store import keep
from . import place, terminal
from .place import Place


def run(where: Place, *, as_json: bool = False, strict: bool = False) -> int:
    """Print the problems; `strict` makes a warning count as an error."""
    settings, slips = place.load(where)
    with closing(keep.opened(where.cache)) as kept:
        library, found = archive.check(settings, kept)
    problems = tuple(sorted((*slips, *found)))
    if as_json:
        terminal.show_json(problems)
    else:
        terminal.show(problems, sys.stdout)
    terminal.say(terminal.summary(library, problems))
    return int((strict and bool(problems)) or any(p.is_error for p in problems))
