"""``test``: the whole test suite; every word after it is pytest's."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def run(root: Path, words: Sequence[str]) -> int:
    """Run pytest in the archive's folder and return its exit status.

    The whole suite is shared among the processors; a chosen part starts sooner alone.
    """
    chosen = any(not word.startswith("-") for word in words)
    apart = [] if chosen or "-n" in words else _shared(slow="--slow" in words)
    command = [sys.executable, "-m", "pytest", *apart, *words]
    # Hundreds of processes are started, and each reads what the first one compiled.
    environment = os.environ | {"PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": ""}
    return subprocess.run(command, cwd=root, check=False, env=environment).returncode


def _shared(*, slow: bool) -> list[str]:
    """Have one process more than processors, as one of them often waits for a browser.

    Slow tests work all the time. Neighbours stay together, and share what they make.
    """
    workers = (os.cpu_count() or 1) + (0 if slow else 1)
    return ["-n", str(min(workers, 4)), "--dist", "worksteal"]
