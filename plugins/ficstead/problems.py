"""One finding about an archive, as data until the edge of the program prints it.

So the author sees all problems at once, and a program reads the same list as JSON.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .codes import CODES, Severity


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. `line` is 1-based, 0 where the whole file or folder is meant."""

    path: str
    line: int
    code: str
    message: str
    hint: str

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def at(self, path: str, *, below: int = 0) -> Problem:
        """Return the problem placed in `path`, `below` lines further down."""
        return replace(self, path=path, line=self.line + below if self.line else 0)

    def as_json(self) -> dict[str, str | int]:
        return {
            "code": self.code,
            "severity": self.severity.value,
            "path": self.path,
            "line": self.line,
            "message": self.message,
            "hint": self.hint,
        }

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        kind = "" if self.is_error else "warning: "
        first = f"{place}: {self.code} {kind}{self.message}"
        return f"{first}\n    hint: {self.hint}" if self.hint else first


class ContentError(Exception):
    """Content that cannot be built. Carries every problem found, warnings too."""

    exitcode = 1

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class SettingsError(Exception):
    """Settings with which nothing can be built. Carries every problem found."""

    exitcode = 2

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def found(
    code: str,
    line: int = 0,
    *,
    path: str = "",
    hint: str | None = None,
    **values: object,
) -> Problem:
    """Make a problem of a code in the table; `hint` replaces the table's own."""
    known = CODES[code]
    return Problem(
        path=path,
        line=line,
        code=code,
        message=known.message.format(**values),
        hint=known.hint.format(**values) if hint is None else hint,
    )


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice a person most likely meant by `word`, if one is near.

    Case does not count: ``teeen`` is near ``Teen``.
    """
    by_fold = {choice.casefold(): choice for choice in choices}
    near = difflib.get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.7)
    return by_fold[near[0]] if near else None


def did_you_mean(word: str, choices: Iterable[str], otherwise: str) -> str:
    """Return a hint with the nearest choice, or `otherwise` where none is near."""
    near = nearest(word, choices)
    return f'did you mean "{near}"?' if near else otherwise
