"""Killed at any moment, a build leaves the old site or the new one, whole."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ..running import command, until
from . import test_building_again as again
from .test_building_again import from_nothing, tree, with_tasks, work

root = again.root
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
]
WORKS, KILLS = 90, 26
# Where the system has no exchange of two folders, there are two steps, and the next
# build mends what a kill between them left.
TWO_STEPS = """
import os, signal, sys
sys.path.insert(0, "plugins")
from pathlib import Path
from ficstead.commands import build, swap
from ficstead.commands.place import Place
swap._exchange = lambda one, other: False
steps, rename = int(sys.argv[1]), Path.rename

def renamed(self, target):
    global steps
    if "output" in Path(target).name or "output" in self.name or "spare" in self.name:
        if steps == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        steps -= 1
    return rename(self, target)

Path.rename = renamed
build.run(Place(Path.cwd()))
"""


@pytest.fixture
def archive(root: Path) -> Path:
    """An archive of some hundred pages, built twice, so that there is a spare tree."""
    for number in range(WORKS):
        text = work(f"Work {number}", tags=f"Tag {number % 9}") + "Rain fell.\n\n" * 300
        path = root / "content/works" / f"work-{number}.md"
        path.write_text(text, encoding="utf-8")
    # One form of download, and no covers: it is killed some thirty times.
    with (root / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('\nDOWNLOADS = ["html"]\n')
    shutil.copy(again.ROOT / "tasks.py", root)  # it builds where it really stands
    with_tasks(root, root / "output")
    change(root, 1)
    with_tasks(root, root / "output")
    return root


def change(root: Path, count: int) -> None:
    """Change a third of the works, which are on all lists, and add one or remove it."""
    for number in range(count % 3, WORKS, 3):
        path = root / "content/works" / f"work-{number}.md"
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}\nIt fell for {count} days.\n", encoding="utf-8")
    extra = root / "content/works/extra.md"
    if count % 2:
        extra.write_text(work("Extra") + "Here today.\n", encoding="utf-8")
    else:
        extra.unlink(missing_ok=True)


def left_of(group: int) -> list[str]:
    """Return what lives of a group of processes."""
    alive = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[2]) == group and words[0] not in "ZX":
            alive.append(place.parent.name)
    return alive


def started(root: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command("build", root=root),
        cwd=root,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_a_build_killed_at_any_moment(archive: Path) -> None:
    output, luck = archive / "output", random.Random(11)
    begun = time.monotonic()
    change(archive, 2)
    assert started(archive).wait() == 0
    whole = time.monotonic() - begun
    assert tree(output) == from_nothing(with_tasks, archive)
    outcomes = set()
    for count in range(3, 3 + KILLS):
        old = tree(output)
        change(archive, count)
        new = from_nothing(with_tasks, archive)
        build = started(archive)
        time.sleep(luck.uniform(0.2, 1.2) * whole)
        was_running = build.poll() is None
        if was_running:
            # The whole group, as a terminal does it, or one alone, as a full memory.
            kill = luck.choice([os.kill, os.killpg])
            kill(build.pid, signal.SIGKILL)
        build.wait()
        until(lambda group=build.pid: not left_of(group))  # type: ignore[misc]
        made = tree(output)
        assert made in ((old, new) if was_running else (new,))
        outcomes.add((was_running, made == new))
        if luck.random() < 0.7:
            again_builds(archive, new)
    again_builds(archive, from_nothing(with_tasks, archive))
    assert (True, False) in outcomes, "some were killed in time"


def again_builds(archive: Path, new: dict[str, bytes]) -> None:
    with_tasks(archive, archive / "output")
    assert tree(archive / "output") == new
    left = {path.name for path in archive.iterdir() if path.name.startswith(".")}
    assert left <= {".cache"}


@pytest.mark.parametrize("steps", range(5))
def test_a_build_killed_between_two_renames(archive: Path, steps: int) -> None:
    output = archive / "output"
    for count in range(3, 7):
        old = tree(output)
        change(archive, count)
        new = from_nothing(with_tasks, archive)
        done = subprocess.run(
            [sys.executable, "-c", TWO_STEPS, str(steps)],
            cwd=archive,
            capture_output=True,
            check=False,
        )
        assert done.returncode == -signal.SIGKILL or (done.returncode, steps) == (0, 4)
        if output.exists():
            assert tree(output) in (old, new)
        else:
            assert tree(archive / ".output.old") == old
        again_builds(archive, new)
