"""Tasks run as an author runs them, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 60  # a busy machine is slow, and only a test that fails waits this long

# The set-up is left out: the environment that runs the tests is the one to use.
_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); import tasks; "
    "tasks.set_up = lambda files: None; tasks._inside = lambda: True; "
    "sys.exit(tasks._guarded(sys.argv[2:]))"
)


def command(*words: str, root: Path = ROOT) -> list[str]:
    """Return the command line of a task."""
    return [sys.executable, "-c", _PROGRAM, str(root), *words]


def run_task(
    *words: str, root: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a task and return what it said."""
    return subprocess.run(
        command(*words, root=root),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=os.environ | environment,
    )


def until(true: Callable[[], object]) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.01)
