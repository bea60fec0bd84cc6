"""What a program costs: seconds, seconds of processors, and memory, with its children.

Memory is the most that the program and its children held at one time, shared pages
counted once. The system has the figure for the largest process; while there are several
they are looked at five times a second, where it lets us (Linux).
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

EVERY = 0.2  # seconds between two looks at the memory
PROC = Path("/proc")


class Failed(Exception):
    """A program that was to be measured and failed; the text is what it said last."""


@dataclass(frozen=True, slots=True)
class Cost:
    """One run. `cpu` and `peak_mib` are None where the system does not tell."""

    wall: float
    cpu: float | None = None
    peak_mib: float | None = None


def run(command: Sequence[str], folder: Path, **environment: str) -> Cost:
    """Run a program to its end; raises `Failed`."""
    with TemporaryFile() as said:
        begun = time.perf_counter()
        child = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | environment,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        memory = Memory(child.pid)
        cpu, largest = wait(child)
        wall = time.perf_counter() - begun
        peak = max(memory.end(), largest or 0)
        if child.returncode:
            said.seek(0)
            words = said.read().decode(errors="replace")[-2000:]
            raise Failed(f"{' '.join(command)} failed:\n{words}")
    return Cost(wall, cpu, peak or None)


def wait(child: subprocess.Popen[bytes]) -> tuple[float | None, float | None]:
    """Wait for a program; return its processor seconds and its largest MiB."""
    if not hasattr(os, "wait4"):
        child.wait()
        return None, None
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 2**20


class Memory:
    """Watches what a process and its children hold, until it is asked for the most."""

    def __init__(self, process: int) -> None:
        self._process, self._most = process, 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> float:
        """Return the most MiB that were seen; 0 where none could be."""
        self._done.set()
        self._thread.join()
        return self._most

    def _watch(self) -> None:
        while not self._done.wait(EVERY):
            family = tuple(_family(self._process))
            # A look costs the process looked at some time; one alone needs none.
            if len(family) > 1:
                held = sum(map(_held, family))
                self._most = max(self._most, held / 2**20)


def _family(process: int) -> Iterator[int]:
    yield process
    for path in (PROC / str(process) / "task").glob("*/children"):
        with suppress(OSError):
            for child in path.read_text().split():
                yield from _family(int(child))


def _held(process: int) -> int:
    """Return the bytes of a process, its part of what it shares with others."""
    with suppress(OSError, StopIteration):
        text = (PROC / str(process) / "smaps_rollup").read_text()
        line = next(row for row in text.splitlines() if row.startswith("Pss:"))
        return int(line.split()[1]) * 1024
    return 0


def files_in(folder: Path) -> tuple[int, int]:
    """Return how many files a folder holds, and their bytes."""
    count = size = 0
    for path, _, names in os.walk(folder):
        count += len(names)
        size += sum(os.lstat(os.path.join(path, name)).st_size for name in names)  # noqa: PTH118 - a hundred thousand files
    return count, size


def this_python() -> str:
    """Return the Python below the environment, which `python3` is for an author."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)
