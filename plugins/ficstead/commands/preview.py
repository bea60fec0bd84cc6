"""The builds of ``serve``, one after another, in a process of their own.

It keeps what the last build has read and made in memory, so that the next has only the
difference to do, and tells of the pages that are being looked at before it makes the
others. Where Python files have changed (plugins/, the settings) it gives up
its place to a new process, in which they count. It reads a line of JSON for each build
and answers with one.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .holding import hold_on

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..problems import Problem
    from ..store.keep import Keep

# Said instead of a report by a process whose code is older than the files.
STALE = "stale"
# The name of pages that are told before the report.
FIRST = "first"


def main() -> None:
    """Build whenever a line comes, until no more do."""
    # Ctrl-C reaches the whole group; `serve` decides what becomes of this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    hold_on()
    # Ahead of the first build, because it takes a third of a second.
    import pelican.settings  # noqa: F401, PLC0415

    from ..store import keep  # noqa: PLC0415
    from ..store.digests import Digests  # noqa: PLC0415

    root = Path.cwd()
    seen = Digests(lasting=True)
    code = seen.of_all(_code(root))
    kept = keep.opened(root / ".cache", lasting=True)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for line in sys.stdin:
        seen.again()
        if seen.of_all(_code(root)) != code:
            print(json.dumps(STALE), flush=True)
            break
        try:
            answer = build(**json.loads(line), kept=kept, tell=_tell_first)
        except Exception as error:
            # A slip in plugins/, which an import has met.
            answer = _broken(error, root)
        print(json.dumps(answer, ensure_ascii=False), flush=True)
        # The author reads on; now is the time to look for what is not needed, and to
        # set aside what stays, so that the next build need not look at it.
        if answer["new"]:
            _get_ready(**json.loads(line))
        gc.unfreeze()
        gc.collect()
        gc.freeze()
    # A big library takes long to be taken apart, and nobody needs it whole.
    os._exit(0)


def _tell_first(pages: Mapping[str, str]) -> None:
    print(json.dumps({FIRST: pages}, ensure_ascii=False), flush=True)


def _code(root: Path) -> list[Path]:
    """Return every file that a Python process reads once."""
    return sorted([*root.glob("*.py"), *(root / "plugins").rglob("*.py")])


def build(
    root: str,
    content: str | None,
    output: str,
    *,
    published: bool,
    shown: Sequence[str] = (),
    kept: Keep | None = None,
    tell: Callable[[Mapping[str, str]], None] | None = None,
) -> dict[str, Any]:
    """Build the site and return its problems.

    ``built``: there is one; ``new``: it is another than the last. Those of the `shown`
    addresses that are pages of works are told first of all.
    """
    from ..problems import (  # noqa: PLC0415 - these are what authors edit
        ContentError,
        SettingsError,
    )
    from . import build as building  # noqa: PLC0415
    from . import place, plainly, terminal  # noqa: PLC0415
    from .built import First  # noqa: PLC0415
    from .refusal import Refusal  # noqa: PLC0415

    os.chdir(root)
    where = place.Place(Path(root), Path(content) if content else None, Path(output))
    folders: list[str] = []
    try:
        settings, slips = _settings(where, published=published)
        folders = [str(settings.content), str(settings.theme)]
        first = First(tuple(shown), tell) if tell and shown else None
        built = building.make(where, settings, slips, warm=kept, first=first)
    except (ContentError, SettingsError) as error:
        counts = f"Not updated: {terminal.counts(error.problems)}."
        return _report(False, error.problems, counts, folders)
    except Refusal as refusal:
        return _report(False, (), f"Not updated: {refusal}", folders)
    except OSError as error:
        return _report(False, (), f"Not updated. {plainly.told(error)}.", folders)
    report = _report(True, built.problems, built.summary, folders)
    return report | {"new": built.new}


def _get_ready(root: str, content: str | None, output: str, **_: object) -> None:
    from . import build as building  # noqa: PLC0415
    from . import place  # noqa: PLC0415

    where = place.Place(Path(root), Path(content) if content else None, Path(output))
    with suppress(OSError):
        building.get_ready(where, Path(output))


def _broken(error: Exception, root: Path) -> dict[str, Any]:
    from . import mishaps, terminal  # noqa: PLC0415

    problems = (mishaps.problem_of(error, root / "theme", []),)
    counts = f"Not updated: {terminal.counts(problems)}."
    return _report(False, problems, counts, [])


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
        "new": False,
        "problems": [p.as_json() | {"text": str(p)} for p in problems],
        "summary": summary,
        "folders": folders,
    }


if __name__ == "__main__":
    main()
