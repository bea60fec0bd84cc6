"""A folder that is replaced whole or not at all, whenever the process is killed."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .refusal import Refusal

_AT_FDCWD, _AT_FDCWD_MAC, _EXCHANGE = -100, -2, 2


@contextmanager
def fresh(target: Path, spare: Path | None = None) -> Iterator[Path]:
    """Give a folder to fill, and put it in the place of `target` if all goes well.

    It is `spare`, as it lies there, which gets what was `target`. Without one it is
    empty and stands beside `target`, because only on one disk a rename is one step;
    what a killed run left behind is taken away first.
    """
    target = target.resolve()
    old = _beside(target, "old")
    target.parent.mkdir(parents=True, exist_ok=True)
    if spare is not None:
        _recover(target, _beside(target, "new"), old)
        spare.mkdir(parents=True, exist_ok=True)
        yield spare
        _put(spare, target, old)
        if old.exists():
            old.rename(spare)
        return
    new = _beside(target, "new")
    _recover(target, new, old)
    new.mkdir()
    try:
        yield new
        _put(new, target, old)
    finally:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def can_change_places(target: Path, spare: Path) -> bool:
    """Tell whether two folders, there or not yet, can change places in one step.

    It is tried: two places on one disk may be mounted apart, and a folder may be
    shut.
    """
    target = target.resolve()
    here, there = spare.with_name("tried"), _beside(target, "tried")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        here.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            there.rmdir()  # of a run that was killed
        here.rename(there)
        there.rmdir()
    except OSError:
        with suppress(OSError):
            here.rmdir()
        return False
    return True


def refuse_unsafe(target: Path, root: Path, content: Path) -> None:
    """Raise `Refusal` where replacing `target` would destroy what is not output."""
    target = target.resolve()
    for precious in (root.resolve(), content.resolve(), Path.home()):
        if precious.is_relative_to(target):
            raise Refusal(
                f"{target} cannot be the output: it holds files that are not made by "
                "a build. Name a folder of its own with --output."
            )
    kept = [root / name for name in ("plugins", "theme", "tests", "docs", ".git")]
    for source in (content, *kept):
        if target.is_relative_to(source.resolve()):
            raise Refusal(
                f"{target} cannot be the output: it lies among the sources. "
                "Name a folder of its own with --output."
            )
    if target.exists() and not target.is_dir():
        raise Refusal(f"{target} is a file, so no site can be put there.")
    if target.is_dir() and any(target.iterdir()):
        ours = (target / "archive.json").is_file() and not (target / ".git").exists()
        if not ours:
            raise Refusal(
                f"{target} holds files that Ficstead did not write, and a build would "
                "remove them. Name another folder with --output, or empty this one."
            )


def _beside(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}.{what}")


def _recover(target: Path, new: Path, old: Path) -> None:
    if old.exists() and not target.exists():
        old.rename(target)
    for left in (new, old):
        if left.exists():
            shutil.rmtree(left)


def _put(new: Path, target: Path, old: Path) -> None:
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        # Two steps where the system has no exchange (Windows): a kill between them
        # leaves the old site beside, and the next run puts it back.
        try:
            target.rename(old)
        except OSError as error:
            raise Refusal(
                f"{target} cannot be replaced ({error.strerror}). Is one of its files "
                "open in another program? Close it and try again."
            ) from error
        new.rename(target)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; false where the system cannot."""
    first, second = os.fsencode(one), os.fsencode(other)
    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            done = libc.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _EXCHANGE)
        elif sys.platform == "darwin":
            done = libc.renameatx_np(
                _AT_FDCWD_MAC, first, _AT_FDCWD_MAC, second, _EXCHANGE
            )
        else:
            return False
        if done == 0:
            return True
        if ctypes.get_errno() in {errno.EACCES, errno.EPERM, errno.EBUSY}:
            return False
    return False
