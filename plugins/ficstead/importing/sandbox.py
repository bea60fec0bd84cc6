"""A process that does one task after another, within bounds of time and memory.

It says nothing to the terminal, lets Ctrl-C be its parent's business, and ends with it.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final

from .. import children

_HUGE: Final = "It took too much memory to read; it may be damaged."
_GRACE: Final = 10  # seconds that the parent has to end it before it ends itself


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a task: a result, or why there is none."""

    result: Any = None
    why: str = ""


def start(process: BaseProcess) -> None:
    """Start a process so that Ctrl-C while it begins shows no traceback of it."""
    if sys.platform == "win32":
        process.start()
        return
    from multiprocessing import resource_tracker  # noqa: PLC0415 - POSIX only

    # It unblocks the signal when it is started itself, so it has to run before.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def packed(task: object) -> bytes:
    return pickle.dumps(task, pickle.HIGHEST_PROTOCOL)


def serve(pipe: Connection, job: Callable[[Any], Any], memory: int) -> None:
    """Do what comes through the pipe until nobody is at its other end."""
    children.belong_to_parent()
    # Libraries below Python tell of their panic there.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    # Trees are all cycles; looking for dead ones while one grows takes half the time.
    gc.disable()
    at_first = _size()
    _limit(at_first + memory)
    try:
        pipe.send(None)
        while True:
            seconds = pipe.recv()
            data = pipe.recv_bytes()
            _alarm(int(seconds) + _GRACE)
            answer = answered(partial(_done, job, data))
            del data
            _send(pipe, answer)
            del answer
            gc.collect()
            _alarm(0)
            # What a giant leaves behind would be counted against the next.
            if _size() > at_first + memory // 4:
                return
    except (EOFError, OSError):
        return


def _done(job: Callable[[Any], Any], data: bytes) -> Any:
    return job(pickle.loads(data))


def answered(work: Callable[[], Any]) -> Answer:
    """Return what came of it, whatever happens."""
    try:
        return Answer(work())
    except MemoryError:
        return Answer(why=_HUGE)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic in Rust is no Exception
        told = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return Answer(why=f"Reading it failed ({told}); it may be damaged.")


def _send(pipe: Connection, answer: Answer) -> None:
    data = answered(lambda: packed(answer))
    pipe.send_bytes(packed(data) if data.why else data.result)


def _size() -> int:
    """Return the bytes of address space that this process has, where that is told."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0


def _limit(size: int) -> None:
    # macOS takes the limit and forgets it; Windows has none.
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - POSIX only

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        if most == resource.RLIM_INFINITY or most > size:
            resource.setrlimit(resource.RLIMIT_AS, (size, most))


def _alarm(seconds: int) -> None:
    # Were the parent killed, nobody else would end what hangs below Python.
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)
