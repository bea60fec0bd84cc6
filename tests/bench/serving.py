"""``serve`` as an author has it: from the save of a chapter to its page, made anew."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from pathlib import Path
from typing import cast

from . import editing, processes
from .processes import Cost, Failed, Memory
from .rounds import ENVIRONMENT, SAVE, Row
from .tools.ours import Install

FIRST_BUILD, REBUILD, PAUSE = 3600.0, 600.0, 1.0


def row(
    tool: str, place: Install, chapter: Path, count: int, tell: Callable[[str], None]
) -> Row:
    """Save a chapter `count` times and wait each time for its page to be new."""
    found = Row(tool, SAVE)
    log = place.folder / "serve.txt"
    with _serving(place, log) as (child, address):
        memory = Memory(child.pid)
        url = f"{address}works/{chapter.parent.name}/{int(chapter.name[:2])}/"
        with urllib.request.urlopen(
            f"{address}__ficstead__/events", timeout=REBUILD
        ) as events:
            _next(events)
            _shown(url)  # the author reads what she is about to change
            walls = []
            for number in range(1, count + 1):
                time.sleep(PAUSE)  # nobody saves twice in a second
                walls.append(_save(chapter, f"saved{number}", url, events))
                tell(f"  round {number} of {count}: {tool}, {SAVE}: {walls[-1]:.2f} s")
        most = memory.end()
        child.send_signal(signal.SIGTERM)
        _, largest = processes.wait(child)
    peak = max(most, largest or 0) or None
    found.costs = [Cost(wall, peak_mib=peak) for wall in walls]
    return found


def _save(chapter: Path, word: str, url: str, events: HTTPResponse) -> float:
    begun = time.perf_counter()
    editing.add_word(chapter, word)
    # The news may still be of the save before: a slow machine builds that one twice.
    while word not in (text := _shown(url)) and _next(events)["built"]:
        pass
    if word not in text:
        raise Failed("serve did not show what was saved.")
    return time.perf_counter() - begun


def _shown(url: str) -> str:
    with urllib.request.urlopen(url) as page:
        return cast(bytes, page.read()).decode()


def _next(events: HTTPResponse) -> dict[str, object]:
    """Wait for what a page hears next."""
    for line in events:
        if line.startswith(b"data: "):
            return cast(dict[str, object], json.loads(line[6:]))
    raise Failed("serve ended.")


@contextmanager
def _serving(
    place: Install, log: Path
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    with log.open("wb") as said:
        child = subprocess.Popen(
            place.command("serve", "--port", "0"),
            cwd=place.folder,
            env=os.environ | ENVIRONMENT,
            stdout=said,
            stderr=said,
        )
    try:
        yield child, _address(child, log)
    finally:
        if child.returncode is None:
            child.kill()
            child.wait()


def _address(child: subprocess.Popen[bytes], log: Path) -> str:
    end = time.monotonic() + FIRST_BUILD
    while time.monotonic() < end and child.poll() is None:
        text = log.read_text(encoding="utf-8")
        if found := re.search(r"http://127\.0\.0\.1:\d+/", text):
            return found[0]
        time.sleep(0.05)
    raise Failed(f"serve did not begin:\n{log.read_text(encoding='utf-8')[-2000:]}")
