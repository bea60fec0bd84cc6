"""The builds of ``serve``: each in a fresh process, the next of which stands ready."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .place import Place


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one build. `problems` are those of `Problem.as_json`, and text."""

    built: bool
    problems: tuple[dict[str, Any], ...]
    summary: str
    folders: tuple[Path, ...] = ()


@dataclass(slots=True)
class Builder:
    """Builds into `output` when asked, one build at a time."""

    where: Place
    output: Path
    published: bool
    _ready: subprocess.Popen[str] | None = field(default=None, init=False)
    closed: bool = field(default=False, init=False)

    def prepare(self) -> None:
        """Start the process that will do the next build."""
        if self.closed:
            return
        plugins = self.where.root / "plugins"
        self._ready = subprocess.Popen(
            [sys.executable, "-m", "ficstead.commands.preview"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.where.root,
            env=os.environ | {"PYTHONPATH": str(plugins), "PYTHONUTF8": "1"},
            text=True,
            encoding="utf-8",
            errors="replace",
        )

    def build(self) -> Report:
        """Build now, and report."""
        if self._ready is None:
            self.prepare()
        child = self._ready
        if child is None:
            return Report(False, (), "Stopped.")
        task = {
            "root": str(self.where.root),
            "content": str(self.where.content) if self.where.content else None,
            "output": str(self.output),
            "published": self.published,
        }
        answer, errors = child.communicate(json.dumps(task) + "\n")
        self._ready = None
        return _report(answer, errors)

    def close(self) -> None:
        """End whatever runs; may be called from a signal handler."""
        self.closed = True
        if self._ready is not None:
            self._ready.kill()


def _report(answer: str, errors: str) -> Report:
    try:
        values = json.loads(answer.strip().splitlines()[-1])
    except (IndexError, ValueError):
        # The process itself broke: a slip in plugins/, most likely.
        said = errors.strip().splitlines() or ["the build ended without a word"]
        return Report(False, (), f"Not updated: {said[-1]}")
    return Report(
        built=values["built"],
        problems=tuple(values["problems"]),
        summary=values["summary"],
        folders=tuple(Path(folder) for folder in values["folders"]),
    )
