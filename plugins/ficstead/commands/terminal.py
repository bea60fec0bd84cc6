"""The voice of the commands: messages to stderr, results to stdout, in plain words."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from ..problems import Problem
from ..vocabulary import WRANGLED

if TYPE_CHECKING:
    from ..library.library import Library

RED, YELLOW, BOLD, PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[0m"

# What moves a terminal's cursor, paints it, or turns a line around.
_UNSHOWN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)


def prepare() -> None:
    """Let every character of a title through, whatever the terminal can show."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def passing(text: str) -> None:
    """Show a line that the next one takes the place of; only for a terminal."""
    sys.stderr.write(f"\r\x1b[K{text}\r")
    sys.stderr.flush()


def result(text: str) -> None:
    print(text, flush=True)


def shown(text: str) -> str:
    """Return a text from strangers with nothing in it that a terminal obeys."""
    return _UNSHOWN.sub("\ufffd", text)


def escaped(text: str) -> str:
    """Return JSON that says the same, without such signs."""
    return _UNSHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def show(problems: Iterable[Problem], stream: TextIO) -> None:
    """Print problems in the order given, the place first so that it can be clicked."""
    coloured = _coloured(stream)
    for problem in problems:
        text = _painted(problem) if coloured else str(problem)
        print(text, file=stream)
    stream.flush()


def show_json(problems: Iterable[Problem]) -> None:
    rows = [problem.as_json() for problem in problems]
    result(json.dumps(rows, ensure_ascii=False, indent=2))


def counts(problems: Sequence[Problem]) -> str:
    """Return ``1 error, 2 warnings``."""
    errors = sum(problem.is_error for problem in problems)
    warnings = len(problems) - errors
    return f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"


def summary(library: Library, problems: Sequence[Problem]) -> str:
    """Return one line about an archive."""
    return f"{counts_of(library)}; {counts(problems)}."


def counts_of(library: Library) -> str:
    """Return ``Archive: 2 works, 5 chapters, 1 series, 12 tags``."""
    works = library.every_work
    chapters = sum(len(work.chapters) or 1 for work in works)
    tags = sum(len(library.terms.get(kind, ())) for kind in WRANGLED)
    parts = (
        counted(len(works), "work"),
        counted(chapters, "chapter"),
        f"{len(library.series):,} series",
        counted(tags, "tag"),
    )
    return f"Archive: {', '.join(parts)}"


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _coloured(stream: TextIO) -> bool:
    # https://no-color.org: set and not empty means no.
    return stream.isatty() and not os.environ.get("NO_COLOR")


def _painted(problem: Problem) -> str:
    first, *rest = str(problem).split("\n")
    place, _, text = first.partition(f": {problem.code} ")
    colour = RED if problem.is_error else YELLOW
    head = f"{BOLD}{place}{PLAIN}: {colour}{problem.code}{PLAIN} {text}"
    return "\n".join((head, *rest))
