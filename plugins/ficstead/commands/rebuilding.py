"""The builds of ``serve``: in a process that stays warm until its code has changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from .place import Place
from .preview import FIRST, STALE

Tell = Callable[[Mapping[str, str]], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one build. `problems` are those of `Problem.as_json`, and text.

    The site is not `new` where nothing had changed.
    """

    built: bool
    problems: tuple[dict[str, Any], ...]
    summary: str
    folders: tuple[Path, ...] = ()
    new: bool = False


def _scratch() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")


@dataclass(slots=True)
class Builder:
    """Builds into `output` when asked, one build at a time."""

    where: Place
    output: Path
    published: bool
    closed: bool = field(default=False, init=False)
    _child: subprocess.Popen[str] | None = field(default=None, init=False)
    _said: IO[str] = field(default_factory=_scratch, init=False)

    def build(self, shown: Sequence[str] = (), tell: Tell | None = None) -> Report:
        """Build now, and report; `tell` of those pages first that are `shown`."""
        answer, errors = self._asked(shown, tell)
        if answer == STALE and not self.closed:
            self._end()
            answer, errors = self._asked(shown, tell)
        if isinstance(answer, dict):
            return _report(answer)
        self._end()
        # The process itself broke: a slip in plugins/, most likely.
        said = errors.strip().splitlines() or ["the build ended without a word"]
        return Report(False, (), f"Not updated: {said[-1]}")

    def _asked(self, shown: Sequence[str], tell: Tell | None) -> tuple[object, str]:
        """Return its answer, or nothing and its last words where it broke."""
        task = {
            "root": str(self.where.root),
            "content": str(self.where.content) if self.where.content else None,
            "output": str(self.output),
            "published": self.published,
            "shown": list(shown),
        }
        child = self._child or self._started()
        if child is None or child.stdin is None or child.stdout is None:
            return None, "Stopped."
        with suppress(OSError, ValueError):
            child.stdin.write(json.dumps(task) + "\n")
            child.stdin.flush()
            for line in child.stdout:
                # What a plugin prints is none of our answers.
                with suppress(ValueError):
                    answer = json.loads(line)
                    if isinstance(answer, dict) and FIRST in answer:
                        if tell is not None:
                            tell(answer[FIRST])
                    elif answer == STALE or isinstance(answer, dict):
                        return answer, ""
        child.wait()
        self._said.seek(0)
        return None, self._said.read()

    def _started(self) -> subprocess.Popen[str] | None:
        if self.closed:
            return None
        plugins = self.where.root / "plugins"
        # A file and no pipe: nobody reads it while the process lives.
        self._said.seek(0)
        self._said.truncate()
        self._child = subprocess.Popen(
            [sys.executable, "-m", "ficstead.commands.preview"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            cwd=self.where.root,
            env=os.environ | {"PYTHONPATH": str(plugins), "PYTHONUTF8": "1"},
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        return self._child

    def _end(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child = None

    def close(self) -> None:
        """End whatever runs; may be called from a signal handler."""
        self.closed = True
        if self._child is not None:
            self._child.kill()


def _report(values: dict[str, Any]) -> Report:
    return Report(
        built=values["built"],
        new=values["new"],
        problems=tuple(values["problems"]),
        summary=values["summary"],
        folders=tuple(Path(folder) for folder in values["folders"]),
    )
