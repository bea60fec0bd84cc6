"""What stopped a page from being made, as a problem in the file that did it."""

from __future__ import annotations

import logging
import os
import traceback
from contextlib import suppress
from pathlib import Path

from jinja2 import TemplateSyntaxError

from ..problems import Problem, found
from ..site.gating import GateError
from . import plainly


def problem_of(error: Exception, theme: Path, told: list[str]) -> Problem:
    """Name the place of the theme where `error` arose; `told` is what Pelican said."""
    if isinstance(error, GateError):
        return found("S104", path=_shown(theme), reason=str(error))
    error = _cause(error)
    path, line = _place(error, theme)
    reason = "; ".join((*told, f"{type(error).__name__}: {error}"))
    return found("S107", line, path=_shown(path), reason=" ".join(reason.split()))


def no_room(error: Exception) -> OSError | None:
    """Return what a full disk said, which is no slip of anybody's; else nothing."""
    cause = _cause(error)
    return cause if isinstance(cause, OSError) and plainly.is_full(cause) else None


def _cause(error: Exception) -> Exception:
    # Pelican turns what it logs into a RuntimeError that says nothing.
    while type(error) is RuntimeError and isinstance(error.__context__, Exception):
        error = error.__context__
    return error


def keep(error: Exception, path: Path) -> None:
    """Keep the whole story of an error for somebody who reads Python."""
    story = "".join(traceback.format_exception(error))
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        path.write_text(story, encoding="utf-8", errors="replace")


def _place(error: Exception, theme: Path) -> tuple[Path, int]:
    if isinstance(error, TemplateSyntaxError | SyntaxError) and error.filename:
        return Path(error.filename), error.lineno or 0
    # Jinja gives the frames of a template its own file name and lines. Where none is
    # in the theme, the innermost of a plugin is nearest to the slip.
    frames = traceback.extract_tb(error.__traceback__)[::-1]
    for folder in (theme, Path.cwd() / "plugins"):
        for frame in frames:
            if Path(frame.filename).is_relative_to(folder):
                return Path(frame.filename), frame.lineno or 0
    return theme, 0


def _shown(path: Path) -> str:
    near = os.path.relpath(path)
    return str(path) if near.startswith("..") else near.replace(os.sep, "/")


class Notes(logging.Handler):
    """Keeps what Pelican logs, to be said where it belongs."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self._told = told

    def emit(self, record: logging.LogRecord) -> None:
        self._told.append(self.format(record))
