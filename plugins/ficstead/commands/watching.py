"""What is edited while ``serve`` runs: folders that come and go, and a few files."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from watchfiles import watch

EVERY = 1000  # milliseconds between two looks at whether the folders are still there


def changes(
    folders: Callable[[], tuple[Path, ...]],
    files: tuple[Path, ...],
    stop: threading.Event,
) -> Iterator[str]:
    """Yield the name of something that changed, for each save, until `stop` is set.

    The system stops watching a folder that is deleted, and a file that an editor
    replaces. So their identity is looked at every second, and a change in it begins
    the watch anew.
    """
    seen = _identity(folders(), files)
    while not stop.is_set():
        there = [folder for folder in folders() if folder.is_dir()]
        for batch in _batches(there, stop):
            now = _identity(folders(), files)
            moved = next((p for p in now | seen if now.get(p) != seen.get(p)), None)
            if moved or batch:
                yield (moved or Path(min(path for _, path in batch))).name
            # What changed during the build is in the next batch; only what the
            # watch itself cannot see is compared with the moment before it.
            seen = now
            if moved or not there:
                break


def _batches(
    there: list[Path], stop: threading.Event
) -> Iterator[set[tuple[int, str]]]:
    if not there:
        stop.wait(EVERY / 1000)
        yield set()
        return
    options = {
        "stop_event": stop,
        "rust_timeout": EVERY,
        "yield_on_timeout": True,
        "raise_interrupt": False,
    }
    try:
        yield from watch(*there, **options)  # type: ignore[arg-type, misc]
    except OSError:
        # Linux may be out of watches (other programs use them too).
        yield from watch(*there, force_polling=True, **options)  # type: ignore[arg-type, misc]


def _identity(
    folders: tuple[Path, ...], files: tuple[Path, ...]
) -> dict[Path, tuple[int, ...]]:
    found: dict[Path, tuple[int, ...]] = {}
    for path in (*folders, *files):
        try:
            stat = path.stat()
        except OSError:
            continue
        whole = path in files
        found[path] = (
            (stat.st_mtime_ns, stat.st_size) if whole else (stat.st_dev, stat.st_ino)
        )
    return found
