"""Short ways to ask what becomes of a text."""

from __future__ import annotations

import html5lib
from ficstead.addresses import UNRESOLVED
from ficstead.model import Language
from ficstead.problems import Problem
from ficstead.prose.prose import render
from ficstead.text import Prose

ENGLISH = Language("en", "English", "English")


def rendered(source: str, prefix: str = "") -> tuple[Prose, tuple[Problem, ...]]:
    return render(source, ENGLISH, prefix=prefix, typeset=False)


def html(source: str, prefix: str = "") -> str:
    """Return the HTML of a text, lines joined, the mark of inner addresses as @."""
    made = str(rendered(source, prefix)[0].html)
    return made.replace("\n", "").replace(UNRESOLVED, "@")


def found(source: str) -> list[tuple[str, int]]:
    """Return the code and the line of every problem."""
    return [(problem.code, problem.line) for problem in rendered(source)[1]]


def parse_errors(fragment: str) -> list[str]:
    """Return what the HTML standard has against a fragment."""
    parser = html5lib.HTMLParser()
    visible = fragment.replace(UNRESOLVED, "@")
    parser.parse(f"<!doctype html><title>x</title><body>{visible}")
    return [name for _, name, _ in parser.errors]
