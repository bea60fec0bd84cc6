"""A plan carried out: whole files only, inside the content folder only."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from ..story import Refused
from . import records
from .merging import UNCHANGED, Plan

_MAKING = ".importing-"


def shelve(plan: Plan, root: Path) -> None:
    """Write what a plan says. Raises `Refused` where it would lead out of `root`.

    The record comes last: a crash in front of it leaves files that the next import
    finds as it would have written them.
    """
    for path in [*plan.writes, *plan.removes]:
        _check(path, root)
    folder = plan.folder
    inside = {p: d for p, d in plan.writes.items() if folder and p.parent == folder}
    if folder and not folder.exists():
        _put_folder(folder, inside)
    else:
        inside = {}
    for path, data in plan.writes.items():
        if path not in inside:
            _put(path, data)
    kept = root / records.FOLDER
    for path in plan.removes:
        if path.parent != kept:
            path.unlink(missing_ok=True)
    if plan.record is not None and (plan.outcome != UNCHANGED or _is_news(plan, root)):
        _put(records.path(root, plan.slug), records.dumped(plan.record).encode())
    for path in plan.removes:
        path.unlink(missing_ok=True)


def sweep(root: Path) -> None:
    """Take away what an import left unfinished when it was killed."""
    for path in list((root / "works").rglob(f"{_MAKING}*")):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _is_news(plan: Plan, root: Path) -> bool:
    return plan.record != records.load(records.path(root, plan.slug))


def _check(path: Path, root: Path) -> None:
    """Refuse a path that a link in the folder leads elsewhere."""
    if not path.parent.resolve().is_relative_to(root.resolve()):
        raise Refused(
            f"{path.parent.name} in your content folder is a link to another place, "
            "and an import writes nothing outside; take the link away."
        )


def _put_folder(folder: Path, files: dict[Path, bytes]) -> None:
    making = folder.with_name(f"{_MAKING}{folder.name}")
    shutil.rmtree(making, ignore_errors=True)
    try:
        making.mkdir(parents=True)
        for path, data in files.items():
            (making / path.name).write_bytes(data)
        making.rename(folder)
    except OSError:
        # A full disk needs its room.
        shutil.rmtree(making, ignore_errors=True)
        raise


def _put(path: Path, data: bytes) -> None:
    """Write a file under another name first, so that it is never there by half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_name(f"{_MAKING}{path.name}"[:200])
    try:
        making.write_bytes(data)
        os.replace(making, path)  # noqa: PTH105 - Path.replace says less about why
    except OSError:
        with suppress(OSError):
            making.unlink()
        raise
