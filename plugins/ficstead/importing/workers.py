"""Many files at once, each in a process that may hang, die or eat memory.

Readers are bounded, but the libraries under them are written by others and so are the
files: a file that brings its process down costs itself and nothing else. Where no
process can be started the work is done here, without that safety.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Final, Generic, TypeVar

from .. import children
from . import sandbox

A = TypeVar("A")
B = TypeVar("B")

SECONDS: Final = 30.0  # that any file may take
PER_MEGABYTE: Final = 3.0  # and more for a large one; a story takes a tenth of it
MEMORY: Final = 2**30  # bytes more than a process has when it begins

_SLOW: Final = "It took too long to read; it may be damaged."
_DIED: Final = "It could not be read at all; it may be damaged."
_START: Final = 60.0  # seconds that a process may take to begin
_AHEAD: Final = 4  # tasks begun for each process, that wait for an earlier one


def results(
    job: Callable[[A], B],
    tasks: Iterable[A],
    *,
    processes: int | None = None,
    refused: Callable[[A, str], B],
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> Iterator[B]:
    """Yield the result of every task, in the order of the tasks, as they come.

    `job` is a function of a module; `refused` makes a result of a task that could not
    be done and of the sentence that says why. No process (0) means here and now.
    """
    most = children.cores() if processes is None else processes
    pool = _Pool(job, refused, most, seconds, memory)
    try:
        yield from pool.results(iter(tasks))
    finally:
        pool.end()


@dataclass(slots=True)
class _Worker:
    """A process, what it is at, and until when it has time for that."""

    process: BaseProcess
    pipe: Connection
    until: float
    ready: bool = False
    number: int | None = None


class _Pool(Generic[A, B]):
    """Keeps processes busy, and puts another in the place of one that is lost."""

    def __init__(
        self,
        job: Callable[[A], B],
        refused: Callable[[A, str], B],
        most: int,
        seconds: float,
        memory: int,
    ) -> None:
        self.job = job
        self.refused = refused
        self.most = most
        self.seconds = seconds
        self.memory = memory
        self.workers: list[_Worker] = []
        self.begun: dict[int, A] = {}  # by number, in a process or waiting for one
        self.waiting: deque[int] = deque()
        self.finished: dict[int, B] = {}

    def results(self, tasks: Iterator[A]) -> Iterator[B]:
        given = yielded = 0
        more = True
        while more or yielded < given:
            while more and given - yielded < max(self.most * _AHEAD, 1):
                try:
                    self.begun[given] = next(tasks)
                except StopIteration:
                    more = False
                else:
                    self.waiting.append(given)
                    given += 1
            if yielded in self.finished:
                yield self.finished.pop(yielded)
                yielded += 1
            elif yielded < given:
                self._on()

    def end(self) -> None:
        """End every process, whatever it is at."""
        for worker in self.workers:
            worker.process.kill()
        for worker in self.workers:
            worker.process.join()
            worker.pipe.close()
        self.workers.clear()

    def _on(self) -> None:
        """Hand out what can be handed out, and take what comes next."""
        busy = sum(one.number is not None for one in self.workers)
        while len(self.workers) < min(self.most, busy + len(self.waiting)):
            self._start()
        if not self.workers:
            self._here()
            return
        for worker in [one for one in self.workers if one.ready and one.number is None]:
            if self.waiting:
                self._hand(worker, self.waiting.popleft())
        first = min((one.until for one in self.workers if _timed(one)), default=None)
        left = None if first is None else max(first - time.monotonic(), 0)
        came = wait([one.pipe for one in self.workers], left)
        for worker in list(self.workers):
            if worker.pipe in came:
                self._take(worker)
            elif _timed(worker) and time.monotonic() >= worker.until:
                self._lost(worker, _SLOW)

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=sandbox.serve, args=(theirs, self.job, self.memory), daemon=True
        )
        try:
            sandbox.start(process)
        except OSError:
            self.most = len(self.workers)  # the system has no more to give
            ours.close()
        else:
            self.workers.append(_Worker(process, ours, time.monotonic() + _START))
        theirs.close()

    def _hand(self, worker: _Worker, number: int) -> None:
        worker.number = number
        data = sandbox.packed(self.begun[number])
        seconds = self.seconds + PER_MEGABYTE * len(data) / 2**20
        try:
            worker.pipe.send(seconds)
            worker.pipe.send_bytes(data)
        except OSError:
            self._lost(worker, _DIED)
        else:
            worker.until = time.monotonic() + seconds

    def _take(self, worker: _Worker) -> None:
        """Take what a process says: that it is ready, or what came of its task."""
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            self._lost(worker, _DIED)
            return
        if worker.number is None:
            worker.ready = True
            return
        number, worker.number = worker.number, None
        task = self.begun.pop(number)
        if answer.why:
            self.finished[number] = self.refused(task, answer.why)
        else:
            self.finished[number] = answer.result

    def _lost(self, worker: _Worker, why: str) -> None:
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        self.workers.remove(worker)
        if worker.number is not None:
            task = self.begun.pop(worker.number)
            self.finished[worker.number] = self.refused(task, why)
        elif not worker.ready:
            self.most = len(self.workers)  # none of them can be started here

    def _here(self) -> None:
        """Do one task without a process of its own."""
        number = self.waiting.popleft()
        task = self.begun.pop(number)
        answer = sandbox.answered(lambda: self.job(task))
        self.finished[number] = (
            self.refused(task, answer.why) if answer.why else answer.result
        )


def _timed(worker: _Worker) -> bool:
    return worker.number is not None or not worker.ready
