"""One function over many items, by as many processes as there are cores.

On Linux the processes are forked and see everything that is there already. Elsewhere
they begin anew, which takes a moment and needs a function that a new process can find.
Where no process can be started the work is done here; nobody is told, because nothing
but time is lost.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any, Final, TypeVar, cast

from . import children

A = TypeVar("A")
B = TypeVar("B")

# macOS has fork too, and libraries that must not be forked.
FORKS: Final = sys.platform == "linux"
_MOST: Final = 8


def cores() -> int:
    """Return how many processes are worth starting."""
    return min(children.cores(), _MOST)


def each(
    job: Callable[[A], B], items: Sequence[A], *, processes: int, at_once: int = 1
) -> Iterator[B]:
    """Yield ``job(item)`` for each item, in order; `at_once` go to a process together.

    What `job` raises is raised here: an error comes from another process without its
    lines, and may be of that process alone, so what is left is done here.
    """
    done = 0
    if processes > 1 and len(items) > 1:
        with suppress(Exception):
            for result in _apart(job, items, processes, at_once):
                yield result
                done += 1
    for item in items[done:]:
        yield job(item)


@contextmanager
def beside(job: Callable[[], object]) -> Iterator[Callable[[], None]]:
    """Do a job in a process beside this one, and wait for it at the end.

    What is given waits for it before that. Only where processes are forked; elsewhere
    it is not done, so it must be one that saves time and nothing else.
    """
    process = None
    if FORKS and cores() > 1:
        context = multiprocessing.get_context("fork")
        process = context.Process(target=_alone, args=(job,), daemon=True)
        with suppress(OSError):
            process.start()

    def wait() -> None:
        if process is not None and process.pid is not None:
            process.join()

    try:
        yield wait
    finally:
        wait()


def ahead(job: Callable[[], B]) -> Callable[[], B]:
    """Begin a job in a process beside this one, and return what waits for its answer.

    Where no process is forked, or it ends without an answer, the job is done when it is
    waited for.
    """
    if not (FORKS and cores() > 1):
        return job
    context = multiprocessing.get_context("fork")
    answer, told = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(job, told), daemon=True)
    try:
        process.start()
    except OSError:
        return job
    finally:
        told.close()

    def wait() -> B:
        try:
            return cast(B, answer.recv())
        except (OSError, EOFError):
            return job()
        finally:
            answer.close()
            process.join()

    return wait


def meanwhile(job: Callable[[], object]) -> None:
    """Begin a job in a process beside this one, and wait for nothing.

    Where no process is forked it is done before this returns.
    """
    if FORKS and cores() > 1:
        context = multiprocessing.get_context("fork")
        with suppress(OSError):
            context.Process(target=_alone, args=(job,), daemon=True).start()
            return
    with suppress(Exception):
        job()


def _tell(job: Callable[[], object], told: Connection) -> None:
    children.belong_to_parent()
    # What is wrong will be found again, by the one that waits.
    with suppress(Exception):
        told.send(job())


def _alone(job: Callable[[], object]) -> None:
    children.belong_to_parent()
    # What is wrong will be found again, by the one that cannot do without.
    with suppress(Exception):
        job()


def _apart(
    job: Callable[[A], B], items: Sequence[A], processes: int, at_once: int
) -> Iterator[B]:
    context = multiprocessing.get_context("fork" if FORKS else "spawn")
    pool = ProcessPoolExecutor(
        min(processes, -(-len(items) // at_once)),
        mp_context=context,
        initializer=_begin,
        initargs=(job,),
    )
    try:
        yield from pool.map(_call, items, chunksize=at_once)
    finally:
        pool.shutdown(cancel_futures=True)


_job: Callable[[Any], Any] | None = None


def _begin(job: Callable[[Any], Any]) -> None:
    """Get ready, in the new process."""
    global _job  # noqa: PLW0603 - a process has one job, and is told it once
    _job = job
    children.belong_to_parent()


def _call(item: Any) -> Any:
    assert _job is not None
    return _job(item)
