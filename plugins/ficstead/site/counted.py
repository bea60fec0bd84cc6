"""A term as lists name it: where its works are and how many, and not which.

So a list of terms is the same page whatever is written in their works.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..model import Term


@dataclass(frozen=True, slots=True)
class Counted:
    """A term in a list: its name, its page, and the count of its works."""

    name: str
    url: str
    count: int


def of(terms: Iterable[Term]) -> tuple[Counted, ...]:
    """Return terms as a list names them."""
    return tuple(Counted(term.name, term.url, term.count) for term in terms)
