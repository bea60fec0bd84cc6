"""``build``: content becomes a whole site, or the last site stays as it was."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from ..library import archive
from ..library.archive import ContentError
from ..library.library import Library
from ..problems import Problem
from ..settings import Settings, SettingsError
from . import mishaps, place, swap, terminal
from .lock import alone
from .place import Place


def run(where: Place, *, strict: bool = False) -> int:
    """Build what pelicanconf.py describes, and say how it went."""
    settings, slips = place.load(where, FICSTEAD_PREVIEW=False)
    library, problems = make(where, settings, slips, strict=strict)
    terminal.show(problems, sys.stderr)
    terminal.say(terminal.summary(library, problems))
    return 0


def make(
    where: Place,
    settings: Settings,
    slips: tuple[Problem, ...] = (),
    *,
    strict: bool = False,
) -> tuple[Library, tuple[Problem, ...]]:
    """Write the site to the output folder of `settings`, whole or not at all.

    Raises `ContentError` before anything is written where a problem counts, and
    `SettingsError` where the theme or the settings cannot make a page.
    """
    swap.refuse_unsafe(settings.output, where.root, settings.content)
    with alone(where.cache / "build.lock", _waiting):
        library, found = archive.check(settings)
        problems = tuple(sorted((*slips, *found)))
        if any(p.is_error for p in problems) or (strict and problems):
            raise ContentError(problems)
        with swap.fresh(settings.output) as folder:
            _write(settings, library, folder, where.cache / "error.txt")
    return library, problems


def _waiting() -> None:
    terminal.say("Another build is running; this one begins when it is done.")


def _write(settings: Settings, library: Library, folder: Path, story: Path) -> None:
    """Let Pelican write the site; its errors are fatal, its chatter is not ours."""
    from pelican import Pelican  # noqa: PLC0415 - 0.3 s, only here
    from pelican.log import console  # noqa: PLC0415
    from pelican.log import init as init_logging  # noqa: PLC0415

    told: list[str] = []
    init_logging(level=logging.ERROR, fatal="errors", handler=mishaps.Notes(told))
    console.quiet = True
    values = dict(settings.pelican) | {
        "OUTPUT_PATH": str(folder),
        "FICSTEAD_LIBRARY": library,
    }
    try:
        Pelican(values).run()
    except SettingsError:
        raise
    except Exception as error:
        # Anything can come out of a template or a plugin of the author's own.
        mishaps.keep(error, story)
        problem = mishaps.problem_of(error, settings.theme, told)
        raise SettingsError((problem,)) from error
