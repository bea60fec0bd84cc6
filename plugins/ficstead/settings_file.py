"""A settings file, run as it stands: it is the author's program, and may break."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .problems import Problem, SettingsError, found


def run(read: Callable[[], dict[str, Any]], path: Path) -> dict[str, Any]:
    """Return what `read` makes of the file; raises `SettingsError` where it breaks."""
    try:
        with _no_bytecode():
            return read()
    except (Exception, SystemExit) as error:
        # The file is the author's program, and anything can go wrong in it.
        raise SettingsError((_unread(error, path),)) from error


@contextmanager
def _no_bytecode() -> Iterator[None]:
    """Keep Python from keeping what it compiled.

    It knows a changed file by its size and its time in whole seconds, so of 0 saved and
    then 3 in the same second it would run the 0 for ever.
    """
    before = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    try:
        yield
    finally:
        sys.dont_write_bytecode = before


def _unread(error: BaseException, path: Path) -> Problem:
    """Return the problem of a settings file that Python cannot run to its end."""
    reason = str(error) or type(error).__name__
    if isinstance(error, SyntaxError):
        file = Path(error.filename or path).name
        return found("S103", error.lineno or 0, path=file, reason=error.msg)
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if Path(frame.filename).parent == path.parent:
            file = Path(frame.filename).name
            return found("S103", frame.lineno or 0, path=file, reason=reason)
    reason = getattr(error, "strerror", "") or reason  # the file's name stands in front
    return found("S103", path=path.name, reason=reason)
