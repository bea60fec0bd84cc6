"""What is edited while ``serve`` runs: folders that come and go, and a few files."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

EVERY = 1000  # milliseconds between two looks at whether the folders are still there

Identity = dict[Path, tuple[int, ...]]
Saved = dict[Path, dict[str, tuple[int, int]]]


def changes(
    folders: Callable[[], tuple[Path, ...]],
    files: tuple[Path, ...],
    stop: threading.Event,
) -> Iterator[str]:
    """Yield the name of something that changed since this call, until `stop` is set.

    The system stops watching a folder that is deleted, and a file that an editor
    replaces. So their identity is looked at every second, and a change in it begins
    the watch anew. What is saved while no watch stands, during the first build for
    instance, is found by comparing all files once when a new watch has begun.
    """
    return _changes(folders, files, stop, _identity(folders(), files), _saved(folders))


def _changes(
    folders: Callable[[], tuple[Path, ...]],
    files: tuple[Path, ...],
    stop: threading.Event,
    identity: Identity,
    saved: Saved,
) -> Iterator[str]:
    while not stop.is_set():
        there = [folder for folder in folders() if folder.is_dir()]
        fresh = True
        for batch in _batches(there, stop):
            now = _identity(folders(), files)
            moved = next(
                (p.name for p in now | identity if now.get(p) != identity.get(p)), None
            )
            name = moved or min((Path(path).name for _, path in batch), default=None)
            if fresh or moved:
                present = _saved(folders)
                name = name or _difference(saved, present)
                saved, fresh = present, False
            if name:
                yield name
            # What changed during the build is in the next batch; only what the
            # watch itself cannot see is compared with the moment before it.
            identity = now
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


def _identity(folders: tuple[Path, ...], files: tuple[Path, ...]) -> Identity:
    found: Identity = {}
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


def _saved(folders: Callable[[], tuple[Path, ...]]) -> Saved:
    return {folder: _files(folder) for folder in folders()}


def _files(folder: Path) -> dict[str, tuple[int, int]]:
    """Return every file that is watched in `folder`, each with its time and size."""
    watched = DefaultFilter()
    found: dict[str, tuple[int, int]] = {}
    waiting = [str(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if not watched(Change.modified, entry.path):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        stat = entry.stat()
                        found[entry.path] = (stat.st_mtime_ns, stat.st_size)
        except OSError:
            # Deleted while it was looked at: the watch tells of it.
            continue
    return found


def _difference(before: Saved, after: Saved) -> str | None:
    for folder in before.keys() & after.keys():
        old, new = before[folder], after[folder]
        for path in old | new:
            if old.get(path) != new.get(path):
                return Path(path).name
    return None
