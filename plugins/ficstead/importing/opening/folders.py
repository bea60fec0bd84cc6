"""Files on a disk: found without following links, read without ever waiting for one."""

from __future__ import annotations

import difflib
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from ..story import Refused
from . import archives
from .leaves import Leaf

LARGEST: Final = 100 * 2**20  # bytes of one file
LARGEST_ZIP: Final = 300 * 2**20
MOST: Final = 100_000  # files of one folder
DEEPEST: Final = 60  # folders inside one another

TOO_LARGE: Final = f"It is larger than {LARGEST >> 20} MB, as no story is."
_ZIP_TOO_LARGE: Final = (
    f"It is larger than {LARGEST_ZIP >> 20} MB; unpack it and import the folder."
)
_TOO_MANY: Final = (
    f"More than {MOST:,} files are in it; name the folder that your downloads are in."
)
# A named pipe without a writer would be waited for, for ever; Windows has neither.
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def walked(folder: Path) -> Iterator[Leaf]:
    """Yield the files of a folder and of those in it, in no order, hidden ones not."""
    count = 0
    waiting = [(folder, "")]
    while waiting:
        here, prefix = waiting.pop()
        try:
            with os.scandir(here) as found:
                listed = list(found)
        except OSError as error:
            if not prefix:
                raise Refused(cannot(error)) from error
            yield Leaf(prefix.rstrip("/"), _when(0), partial(_refuse, cannot(error)))
            continue
        count += len(listed)
        if count > MOST:
            raise Refused(_TOO_MANY)
        for entry in listed:
            name = prefix + entry.name
            if entry.name.startswith(".") or _is_link(entry):
                continue
            if not entry.is_dir(follow_symlinks=False):
                yield leaf(Path(entry.path), name)
            elif name.count("/") < DEEPEST:
                waiting.append((Path(entry.path), f"{name}/"))


def leaf(path: Path, name: str) -> Leaf:
    """Return a file on the disk under the name it has in its folder."""
    try:
        modified = path.stat().st_mtime
    except OSError:
        modified = 0
    return Leaf(name, _when(modified), partial(_read, path))


def near(folder: Path, path: str) -> bytes | None:
    """Return what stands at a path from a folder, unless it leads out of it."""
    try:
        real = (folder / path).resolve(strict=True)
        inside = real.is_relative_to(folder)
    except (OSError, ValueError, RuntimeError):
        return None
    return _read(real) if inside else None


def cannot(error: Exception) -> str:
    """Return why the system gives a file or folder not away, as a sentence."""
    reason = getattr(error, "strerror", None) or "its name is no name of a file"
    return f"It cannot be opened: {reason}."


def missing(path: Path) -> str:
    """Return that nothing is there, and what is there by nearly that name."""
    try:
        names = [one.name for one in islice(path.parent.iterdir(), 10_000)]
    except (OSError, ValueError):
        names = []
    close = difflib.get_close_matches(path.name, names, 1)
    hint = f" Did you mean “{close[0]}”?" if close else ""
    return f"There is no such file or folder.{hint}"


def _read(path: Path) -> bytes:
    """Return a whole file. Raises `Refused` where it is none, or too large."""
    try:
        number = os.open(path, _FLAGS)
        with os.fdopen(number, "rb") as file:
            if not stat.S_ISREG(os.fstat(number).st_mode):
                return _refuse("It is no file but a device or a pipe.")
            head = file.read(8)
            zipped = archives.is_zip(head)
            most = LARGEST_ZIP if zipped else LARGEST
            data = head + file.read(most + 1)
    except OSError as error:
        raise Refused(cannot(error)) from error
    if len(data) > most:
        raise Refused(_ZIP_TOO_LARGE if zipped else TOO_LARGE)
    return data


def _refuse(reason: str) -> bytes:
    raise Refused(reason)


def _is_link(entry: os.DirEntry[str]) -> bool:
    if entry.is_symlink():
        return True
    try:
        about = entry.stat(follow_symlinks=False)
    except OSError:
        return False  # reading it will say why
    # A junction of Windows, which may lead back to where it stands.
    return getattr(about, "st_reparse_tag", 0) == 0xA0000003


def _when(seconds: float) -> datetime:
    try:
        return datetime.fromtimestamp(seconds).astimezone()
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
