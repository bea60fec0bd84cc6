"""One build for ``serve``, in a process of its own.

So what was edited in plugins/ counts at once, and no build leaves anything behind for
the next. The process is started ahead of its need: it imports what no author edits
(Pelican: a third of a second), waits for one line of JSON, builds, and prints one.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..problems import Problem


def main() -> None:
    """Wait for the task, do it, and print what became of it."""
    # Ctrl-C reaches the whole group; `serve` decides what becomes of this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import pelican.settings  # noqa: F401, PLC0415 - see above

    task = sys.stdin.readline()
    if task:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        print(json.dumps(build(**json.loads(task)), ensure_ascii=False), flush=True)
        # Nothing is left to do, and a big library takes long to be taken apart.
        os._exit(0)


def build(
    root: str, content: str | None, output: str, *, published: bool
) -> dict[str, Any]:
    """Build the site and return its problems; ``built``: there is a new one."""
    from ..library.archive import ContentError  # noqa: PLC0415 - these are what authors edit
    from ..settings import SettingsError  # noqa: PLC0415
    from . import build as building  # noqa: PLC0415
    from . import place, terminal  # noqa: PLC0415
    from .refusal import Refusal  # noqa: PLC0415

    os.chdir(root)
    where = place.Place(Path(root), Path(content) if content else None, Path(output))
    folders: list[str] = []
    try:
        settings, slips = _settings(where, published=published)
        folders = [str(settings.content), str(settings.theme)]
        built = building.make(where, settings, slips)
    except (ContentError, SettingsError) as error:
        counts = f"Not updated: {terminal.counts(error.problems)}."
        return _report(False, error.problems, counts, folders)
    except (Refusal, OSError) as error:
        return _report(False, (), f"Not updated: {error}", folders)
    return _report(True, built.problems, built.summary, folders)


def _settings(where: Any, *, published: bool) -> Any:
    from . import place  # noqa: PLC0415

    if published:
        return place.load(where, place.PUBLISHED, FICSTEAD_PREVIEW=False)
    return place.load(where, SITEURL="", FICSTEAD_PREVIEW=True)


def _report(
    built: bool, problems: tuple[Problem, ...], summary: str, folders: list[str]
) -> dict[str, Any]:
    return {
        "built": built,
        "problems": [p.as_json() | {"text": str(p)} for p in problems],
        "summary": summary,
        "folders": folders,
    }


if __name__ == "__main__":
    main()
