"""One command at a time where two would tread on each other's files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(path: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock at `path`; `waiting` is called once if somebody else has it.

    The system lets go of it when its process ends, however it ends. Where nothing can
    be written there is none, and nothing kept that two could spoil.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w")
    except OSError:
        yield
        return
    with file:
        if not _take(file.fileno(), wait=False):
            waiting()
            while not _take(file.fileno(), wait=True):
                pass
        yield


if sys.platform == "win32":
    import msvcrt

    def _take(number: int, *, wait: bool) -> bool:
        # LK_LOCK gives up after ten seconds.
        try:
            msvcrt.locking(number, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(number: int, *, wait: bool) -> bool:
        try:
            fcntl.flock(
                number, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB
            )
        except BlockingIOError:
            return False
        return True
