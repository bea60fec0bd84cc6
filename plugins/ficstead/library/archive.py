"""From settings to the library: read, wrangle, put together; all problems at once."""

from __future__ import annotations

from collections.abc import Iterator

from ..metadata.facts import Defaults
from ..problems import ContentError, Problem
from ..settings import Settings
from ..store.keep import Keep, nothing
from . import library, reading, tree, wrangling
from .desk import Desk, Told
from .library import Library
from .tree import Surveyed
from .wrangling import Wrangling

# Where a header breaks off, what it seems to lack stands most likely below the break.
BREAKS_HEADER = frozenset({"M109", "M110", "M111", "M124"})
ECHOES = frozenset({"M101", "M103", "M105", "M106", "M114", "W307"})


def check(
    settings: Settings,
    keep: Keep | None = None,
    surveyed: Surveyed | None = None,
    told: Told | None = None,
) -> tuple[Library, tuple[Problem, ...]]:
    """Read the whole archive and make no page; problems come sorted by place.

    What is new to `keep` is kept there. `surveyed` is the content folder, where it was
    looked through already; `told` hears how far the reading is.
    """
    places, problems = surveyed or tree.survey(settings.content, settings.shown)
    keep = keep or nothing()
    defaults = Defaults(settings.author, settings.language, settings.zone)
    desk = Desk(defaults, keep, told)
    files, unread = reading.read(keep.same("tree", places), desk)
    desk.done()
    tags, tangled = _wrangling(places)
    tags = keep.same("tags", tags)
    # Two dates may be one moment in two time zones, and would not be told apart.
    name = f"library, {settings.zone}"
    before: Library | None = keep.recalled(name).get(name)
    if before is not None and before.due is not None and before.due <= settings.now:
        keep.forget()
    made, between = library.build(files, tags, settings, before, keep)
    keep.remember(name, {name: made})
    every = {*problems, *unread, *tangled, *between}
    return made, tuple(sorted(_without_echoes(every)))


def _without_echoes(problems: set[Problem]) -> Iterator[Problem]:
    broken = {problem.path for problem in problems if problem.code in BREAKS_HEADER}
    for problem in problems:
        if not (problem.path in broken and problem.code in ECHOES):
            yield problem


def build(
    settings: Settings, keep: Keep | None = None
) -> tuple[Library, tuple[Problem, ...]]:
    """Return the library and its warnings; raises `ContentError` on any error."""
    made, problems = check(settings, keep)
    if any(problem.is_error for problem in problems):
        raise ContentError(problems)
    return made, problems


def _wrangling(places: tree.Tree) -> tuple[Wrangling, tuple[Problem, ...]]:
    if places.tags is None:
        return Wrangling(), ()
    text, unread = reading.decode(places.tags.path, places.tags.shown)
    if text is None:
        return Wrangling(), unread
    return wrangling.parse(text, places.tags.shown)
