"""``build``: content becomes a whole site, or the last site stays as it was."""

from __future__ import annotations

import gc
import logging
import sys
from contextlib import closing, nullcontext
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ..library import archive, tree
from ..library.archive import ContentError
from ..problems import Problem
from ..settings import Settings, SettingsError
from ..site import books, fulltext
from ..site.task import Task
from ..store import builds, keep, manifest
from ..store.keep import Keep
from ..store.manifest import Manifest
from . import inputs, mishaps, place, swap, terminal
from .inputs import Inputs
from .lock import alone
from .place import Place
from .stages import Stages


@dataclass(frozen=True, slots=True)
class Built:
    """A site that lies in its folder, and what there is to say of it.

    `archive` counts what is in it, `work` what this build had to do; it is not `new`
    where that was nothing.
    """

    problems: tuple[Problem, ...]
    archive: str
    work: str
    new: bool = True

    @property
    def summary(self) -> str:
        return f"{self.archive}; {terminal.counts(self.problems)}; {self.work}."


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
) -> Built:
    """Write the site to the output folder of `settings`, whole or not at all.

    `warm` is what a process that builds again and again keeps open.
    Raises `ContentError` before anything is written where a problem counts, and
    `SettingsError` where the theme or the settings cannot make a page.
    """
    stages = stages or Stages()
    # Nearly all that a build makes stays until its end; looking for what does not
    # takes a sixth of the time.
    gc.set_threshold(50_000, 20, 50)
    swap.refuse_unsafe(settings.output, where.root, settings.content)
    opened = nullcontext(warm) if warm else closing(keep.opened(where.cache))
    with alone(where.cache / "build.lock", _waiting), opened as kept:
        kept.begin()
        past = builds.of(where.cache, settings.output)
        last = past.last()
        surveyed = tree.survey(settings.content, settings.shown)
        looked = inputs.inputs(surveyed[0], settings, kept)
        is_known = bool(looked.digest)
        # What this process has put there it need not look for again.
        is_ours = bool(last.files) and last.files == kept.recalled("site")
        is_ours = is_ours and settings.output.is_dir()
        lies = last.files if is_ours else manifest.seen_in(settings.output, last)
        said = _said_of(last)
        stages.end("looked for changes")
        if said and lies == last.files and _is_current(last, looked, settings):
            problems = _counted(slips, said.problems, strict=strict)
            work = f"nothing has changed{stages.told()}"
            return Built(problems, said.archive, work, new=False)
        progress = stages.progress("Reading")
        library, found = archive.check(settings, kept, surveyed, progress)
        stages.end("read")
        _counted(slips, found, strict=strict)
        task = Task(library, kept, settings.output, lies, shares=is_known)
        task.is_ours = is_ours
        # A preview has no index and no books; what else is watched shows the last.
        task.text = fulltext.made(library, settings, kept, anew=warm is None)
        if task.text.missing:
            terminal.say(f"The full text is left out: {task.text.missing}.")
        stages.end("indexed")
        making = stages.progress("Making books")
        task.books = books.made(library, settings, kept, making, anew=warm is None)
        found += task.books.problems
        problems = _counted(slips, found, strict=strict)
        said = _Said(terminal.counts_of(library), found)
        stages.end("made books")
        task.told = stages.progress("Rendering")
        spare = None
        if is_known and swap.can_change_places(settings.output, past.tree):
            spare, task.there = past.tree, past.spare()
        with swap.fresh(settings.output, spare) as folder:
            _write(settings, task, folder, where.cache / "error.txt")
        written = _manifest(task, looked, said)
        past.done(written, lies if spare else None)
        kept.remember("site", written.files)
        stages.end("wrote")
    return Built(problems, said.archive, _work(task, stages))


@dataclass(frozen=True, slots=True)
class _Said:
    """What a build said of the content, for one that finds nothing changed."""

    archive: str
    problems: tuple[Problem, ...]


def _counted(
    slips: tuple[Problem, ...], found: tuple[Problem, ...], *, strict: bool
) -> tuple[Problem, ...]:
    """Return all problems in order; raises `ContentError` where one of them counts."""
    problems = tuple(sorted((*slips, *found)))
    if any(p.is_error for p in problems) or (strict and problems):
        raise ContentError(problems)
    return problems


def _said_of(last: Manifest) -> _Said | None:
    try:
        return msgspec.json.decode(last.said, type=_Said)
    except msgspec.MsgspecError:
        return None  # another version's


def _is_current(last: Manifest, looked: Inputs, settings: Settings) -> bool:
    """Tell whether the site that was written is the one that would be made."""
    is_due = settings.now.timestamp() >= last.due > 0
    return last.inputs == looked.digest != b"" and not is_due


def _manifest(task: Task, looked: Inputs, said: _Said) -> Manifest:
    """Return what the next build may believe of this one."""
    due = task.library.due
    # Some pages may have been made by a template that the others never saw.
    is_sound = task.done is not None and looked.theme_stands()
    is_whole = is_sound and not task.text.failed
    return Manifest(
        files=task.done.files if task.done and is_sound else {},
        inputs=looked.digest if is_whole and looked.stand() else b"",
        due=due.timestamp() if due else 0.0,
        said=msgspec.json.encode(said),
    )


def _work(task: Task, stages: Stages) -> str:
    done = task.done
    if done is None:
        return "nothing was written"
    total = len(done.files)
    parts = (
        f"{done.made:,} rendered",
        f"{total - done.made:,} reused",
        f"{done.written:,} written",
    )
    return f"{terminal.counted(total, 'file')}: {', '.join(parts)}{stages.told()}"


def _waiting() -> None:
    terminal.say("Another build is running; this one begins when it is done.")


def _write(settings: Settings, task: Task, folder: Path, story: Path) -> None:
    """Let Pelican write the site; its errors are fatal, its chatter is not ours."""
    from pelican import Pelican  # noqa: PLC0415 - 0.3 s, only here
    from pelican.log import console  # noqa: PLC0415
    from pelican.log import init as init_logging  # noqa: PLC0415

    told: list[str] = []
    init_logging(level=logging.ERROR, fatal="errors", handler=mishaps.Notes(told))
    console.quiet = True
    values = dict(settings.pelican) | {
        "OUTPUT_PATH": str(folder),
        # The folder holds what stays of the site before, and is ours alone.
        "DELETE_OUTPUT_DIRECTORY": False,
        "FICSTEAD_TASK": task,
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
