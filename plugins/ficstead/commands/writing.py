"""What a build does where something has changed: read, make, and write the site."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec

from .. import parallel
from ..library import archive
from ..library.tree import Surveyed
from ..problems import ContentError, Problem, SettingsError
from ..settings import Settings
from ..site import (
    books,
    compiling,
    fulltext,
    output,  # here, so that a slip in its modules is Python's to tell, not Pelican's
)
from ..site.task import Task
from ..store.builds import Builds
from ..store.keep import Keep
from ..store.manifest import Entry, Manifest
from . import mishaps, swap, terminal
from .built import Built, First, Said, counted
from .inputs import Inputs
from .place import Place
from .stages import Stages


@dataclass(frozen=True, slots=True)
class Found:
    """What a build found when it looked for changes.

    Of the content, of all that is read, and of the last builds; `lies` is the site as
    it lies there, which `is_ours` where this process wrote it.
    """

    content: Surveyed
    inputs: Inputs
    past: Builds
    lies: Mapping[str, Entry]
    is_ours: bool


def written(
    where: Place,
    settings: Settings,
    kept: Keep,
    there: Found,
    stages: Stages,
    *,
    slips: tuple[Problem, ...],
    strict: bool,
    first: First | None = None,
) -> Built:
    """Write the site; raises as `build.make` does."""
    past, site = there.past, settings.output
    is_known = bool(there.inputs.digest)
    has_spare = is_known and swap.can_change_places(site, past.tree)
    compiled = parallel.beside(partial(compiling.ahead, settings, where.cache))
    with past.made_ready(site, there.lies if has_spare else {}) as ready:
        with nullcontext() if there.lies else compiled:
            progress = stages.progress("Reading")
            library, found = archive.check(settings, kept, there.content, progress)
            stages.end("read")
            counted(slips, found, strict=strict)
            task = Task(library, kept, site, there.lies, shares=is_known)
            task.is_ours = there.is_ours
            # A preview has no index and no books; what else is watched shows the last.
            anew = kept.memory is None
            task.text = fulltext.made(library, settings, kept, anew=anew)
            if task.text.missing:
                terminal.say(f"The full text is left out: {task.text.missing}.")
            stages.end("indexed")
            making = stages.progress("Making books")
            task.books = books.made(
                library, settings, kept, making, anew=anew, stands=there.inputs.stand
            )
            found += task.books.problems
            problems = counted(slips, found, strict=strict)
            said = Said(terminal.counts_of(library), found)
            stages.end("made books")
            if first is not None:
                _show(first, task, settings)
        task.told = stages.progress("Rendering")
        if has_spare:
            task.look = partial(_spare, past, ready)
        with swap.fresh(site, past.tree if has_spare else None) as folder:
            _write(settings, task, folder, where.cache / "error.txt")
    made = _manifest(task, there.inputs, said)
    past.done(made, there.lies if has_spare else None)
    kept.remember("site", made.files)
    stages.end("wrote")
    return Built(problems, said.archive, _work(task, stages))


def _spare(past: Builds, ready: Callable[[], None]) -> Mapping[str, Entry]:
    """Return what lies in the spare tree, as soon as all of it does."""
    ready()
    return past.spare()


def _show(first: First, task: Task, settings: Settings) -> None:
    """Tell of the pages that somebody looks at, as they will be in the site."""
    # A slip in the theme is told by the build itself, in which every page counts.
    with suppress(Exception):
        library, keep, books = task.library, task.keep, task.books
        extra = settings.content / "extra"
        press = output.press(library, settings, extra, keep, books)
        pages = output.first(
            first.addresses, library, settings, at=press, keep=keep, books=books
        )
        if made := {path: page.decode() for path, page in pages}:
            first.tell(made)
        task.press = press


def _manifest(task: Task, looked: Inputs, said: Said) -> Manifest:
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
    except (ContentError, SettingsError):
        raise
    except Exception as error:
        if full := mishaps.no_room(error):
            raise full from error
        # Anything can come out of a template or a plugin of the author's own.
        mishaps.keep(error, story)
        problem = mishaps.problem_of(error, settings.theme, told)
        raise SettingsError((problem,)) from error
