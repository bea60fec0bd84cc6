"""``build``: content becomes a whole site, or the last site stays as it was."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import closing, nullcontext
from functools import partial
from pathlib import Path
from typing import Final

from .. import parallel
from ..library import tree
from ..lock import alone
from ..problems import Problem
from ..settings import Settings
from ..store import builds, keep, manifest
from ..store.keep import Keep
from ..store.manifest import Entry, Manifest
from . import inputs, place, swap, terminal
from .built import Built, First, counted, said_of
from .inputs import Inputs
from .place import Place
from .stages import Stages

# With fewer files the other process would begin when the look is done.
_WORTH_FORKING: Final = 2_000


def run(where: Place, *, strict: bool = False, profile: bool = False) -> int:
    """Build what pelicanconf.py describes, and say how it went."""
    stages = Stages(every=profile)
    settings, slips = place.load(where, FICSTEAD_PREVIEW=False)
    stages.end("settings")
    built = make(where, settings, slips, strict=strict, stages=stages)
    terminal.show(built.problems, sys.stderr)
    terminal.say(built.summary)
    return 0


def make(
    where: Place,
    settings: Settings,
    slips: tuple[Problem, ...] = (),
    *,
    strict: bool = False,
    stages: Stages | None = None,
    warm: Keep | None = None,
    first: First | None = None,
) -> Built:
    """Write the site to the output folder of `settings`, whole or not at all.

    `warm` is what a process that builds again and again keeps open; `first` hears of
    the pages that somebody is looking at before the others are made.
    Raises `ContentError` before anything is written where a problem counts, and
    `SettingsError` where the theme or the settings cannot make a page.
    """
    stages = stages or Stages()
    swap.refuse_unsafe(settings.output, where.root, settings.content)
    opened = nullcontext(warm) if warm else closing(keep.opened(where.cache))
    with alone(where.cache / "build.lock", _waiting), opened as kept:
        kept.begin()
        past = builds.of(where.cache, settings.output)
        last = past.last()
        known = kept.recalled("folders")
        # What this process has put there it need not look for again.
        is_ours = bool(last.files) and last.files == kept.recalled("site")
        is_ours = is_ours and settings.output.is_dir()
        lies = None if is_ours else _looked_for(settings.output, last)
        surveyed = tree.survey(settings.content, settings.shown, known)
        kept.remember("folders", surveyed[0].folders)
        looked = inputs.inputs(surveyed[0], settings, kept)
        there = lies() if lies else last.files
        said = said_of(last)
        stages.end("looked for changes")
        if said and there == last.files and _is_current(last, looked, settings):
            problems = counted(slips, said.problems, strict=strict)
            work = f"nothing has changed{stages.told()}"
            return Built(problems, said.archive, work, new=False)
        # The rest of Ficstead, a third of a second: without changes nobody needs it.
        from . import writing  # noqa: PLC0415

        found = writing.Found(surveyed, looked, past, there, is_ours)
        return writing.written(
            where,
            settings,
            kept,
            found,
            stages,
            slips=slips,
            strict=strict,
            first=first,
        )


def _looked_for(site: Path, last: Manifest) -> Callable[[], Mapping[str, Entry]]:
    """Begin to look through the last site, and return what waits for what is there."""
    job = partial(manifest.differences, site, last)
    look = parallel.ahead(job) if len(last.files) >= _WORTH_FORKING else job
    return lambda: manifest.seen_with(last, look())


def get_ready(where: Place, output: Path) -> None:
    """Begin to fill the spare tree of a site that is new, while its author reads.

    Her first save would wait for it, and this does not.
    """
    past = builds.of(where.cache, output)
    last = past.last()
    if last.inputs and swap.can_change_places(output, past.tree):
        past.get_ready(output, last.files)


def _is_current(last: Manifest, looked: Inputs, settings: Settings) -> bool:
    """Tell whether the site that was written is the one that would be made."""
    is_due = settings.now.timestamp() >= last.due > 0
    return last.inputs == looked.digest != b"" and not is_due


def _waiting() -> None:
    terminal.say("Another build is running; this one begins when it is done.")
