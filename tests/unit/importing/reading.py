"""Short ways to read what the writer wrote, beside what it was given."""

from __future__ import annotations

from ficstead.importing.markup import nodes
from ficstead.importing.writing import passages, tidying
from ficstead.importing.writing.passages import Passage
from ficstead.model import Language
from ficstead.prose.prose import render

ENGLISH = Language("en", "English", "English")


def rendered(markdown: str) -> str:
    """Return the HTML that the site makes of a text, before typography."""
    return str(render(markdown, ENGLISH, typeset=False)[0].html)


def codes(markdown: str) -> list[str]:
    """Return the code of every problem that `check` names in a text."""
    return [problem.code for problem in render(markdown, ENGLISH, typeset=False)[1]]


def passages_of(html: str) -> tuple[Passage, ...]:
    """Return a text as its readers see it."""
    if "\ufdd1" in html:
        return passages.read(nodes.read(html))
    return passages.read(tidying.prepared(html, {})[0])
