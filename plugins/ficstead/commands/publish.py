"""``publish``: check, build as publishconf.py says, and put the site online."""

from __future__ import annotations

import hashlib
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from ..problems import Problem, SettingsError, found
from ..settings import Settings
from . import build, hosts, place, rsync, terminal
from .branch import Branch
from .changes import Change, tell
from .place import PUBLISHED, Place


def run(where: Place, target: str, *, dry_run: bool) -> int:
    """Build and send the site to `target`; a dry run lists what would change."""
    shown, _ = place.load(where, PUBLISHED, FICSTEAD_PREVIEW=False)
    if target != "folder" or dry_run:
        where = replace(where, output=where.cache / "published")
    settings, slips = place.load(where, PUBLISHED, FICSTEAD_PREVIEW=False)
    if target == "rsync":
        rsync.refuse_unready(settings)
        _make(where, settings, slips)
        return rsync.send(settings, dry_run=dry_run)
    if target == "folder":
        _make(where, settings, slips)
        _warn(settings)
        return _compare(settings.output, shown.output) if dry_run else 0
    with tempfile.TemporaryDirectory(dir=_made(where.cache)) as scratch:
        branch = Branch.of(where.root, Path(scratch), settings)
        _make(where, settings, slips)
        _warn(settings)
        return branch.send(settings.output, dry_run=dry_run)


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


def _make(where: Place, settings: Settings, slips: tuple[Problem, ...]) -> None:
    """Build, or raise with the problems; a site without an address is one."""
    if not settings.site_url:
        raise SettingsError((*slips, found("S105", path=PUBLISHED)))
    built = build.make(where, settings, slips)
    terminal.show(built.problems, sys.stderr)
    terminal.say(built.summary)


def _warn(settings: Settings) -> None:
    """Say what a host that is known may not take; on a server of one's own all goes."""
    for sentence in hosts.too_much(settings.output):
        terminal.say(sentence)


def _compare(new: Path, old: Path) -> int:
    before, after = _hashes(old), _hashes(new)
    changes = [
        Change("D" if path not in after else "M" if path in before else "A", path)
        for path in sorted(before | after)
        if before.get(path) != after.get(path)
    ]
    return tell(changes, str(old), dry_run=True)


def _hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
