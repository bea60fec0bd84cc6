"""``publish rsync``: the site to a host of the author's own."""

from __future__ import annotations

import shutil
import subprocess

from ..settings import Settings
from .changes import Change, tell
from .refusal import Refusal


def refuse_unready(settings: Settings) -> None:
    """Raise `Refusal` where nothing could be sent, before time is spent on a build."""
    target = settings.rsync_target.strip()
    if shutil.which("rsync") is None:
        raise Refusal(
            "rsync is not installed. Get it from your system's packages, or use "
            "publish folder and upload output/ yourself."
        )
    if not target:
        raise Refusal(
            "Where to? Set RSYNC_TARGET in publishconf.py, for example "
            '"you@host.example:/var/www/fic/".',
            2,
        )
    host, colon, path = target.rpartition(":")
    if target.startswith("-") or path.strip("/.~") == "" or (colon and not host):
        raise Refusal(
            f'RSYNC_TARGET is "{target}". Give the site a folder of its own: what '
            "is there and not in the site is removed.",
            2,
        )


def send(settings: Settings, *, dry_run: bool) -> int:
    """Make the folder over there equal to the site, or list what that would change.

    A folder that holds files and no archive.json was not filled by Ficstead, so it is
    not emptied.
    """
    changes = _changes(settings, "--dry-run")
    gone = [change for change in changes if change.kind == "D"]
    fresh = any(c.kind == "A" and c.path == "archive.json" for c in changes)
    if gone and fresh:
        raise Refusal(
            f"{settings.rsync_target} holds files that Ficstead did not put there, and "
            f"publishing would remove them, {gone[0].path} among them. Name another "
            "folder, or empty this one."
        )
    if not dry_run and changes:
        changes = _changes(settings)
    return tell(changes, settings.rsync_target, dry_run=dry_run)


def _changes(settings: Settings, *more: str) -> tuple[Change, ...]:
    source, target = f"{settings.output}/", f"{settings.rsync_target.rstrip('/')}/"
    command = ["rsync", "--recursive", "--checksum", "--delete", "--compress"]
    command += ["--delay-updates", "--out-format=%i %n", *more, "--", source, target]
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise Refusal(f"rsync could not send the site (status {done.returncode}).")
    rows = (line.split(" ", 1) for line in done.stdout.splitlines() if " " in line)
    return tuple(
        Change(_kind(mark), name.strip())
        for mark, name in rows
        if not name.endswith("/") and (mark[0] in "<>" or mark.startswith("*deleting"))
    )


def _kind(mark: str) -> str:
    """Read rsync's marks: ``*deleting``, ``<f+++++++++`` is new, ``<fcs`` changed."""
    if mark.startswith("*deleting"):
        return "D"
    return "A" if "+++" in mark else "M"
