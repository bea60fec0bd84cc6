"""``import``: downloads, saved pages and documents become works in ``content/``."""

from __future__ import annotations

import json
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from ..importing import importing, workers
from ..importing.importing import Brought, Task
from ..importing.opening import opening
from ..importing.shelving import merging, shelving
from ..importing.shelving.known import Known, engine, lasts
from ..importing.shelving.merging import Plan
from ..importing.shelving.shelf import Shelf
from ..importing.story import Refused
from ..library.tree import ASIDE
from ..lock import alone
from ..settings import Settings
from . import demo, place, plainly, terminal
from .place import Place

REFUSED = "refused"
_FEW = 3  # files that need no progress


@dataclass(frozen=True, slots=True)
class Options:
    """What the author asked for beside the paths."""

    as_json: bool = False
    dry_run: bool = False
    reflow: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one file: a line of ``--json``, by the contract."""

    outcome: str
    brought: Brought
    plan: Plan | None = None

    @property
    def message(self) -> str:
        said = self.plan.said if self.plan else ()
        return " ".join((*said, *self.brought.said))

    def as_json(self) -> dict[str, object]:
        made = self.brought.manuscript
        words = {"stated": made.stated, "counted": made.counted} if made else {}
        return {
            "path": self.brought.path,
            "format": self.brought.format,
            "outcome": self.outcome,
            "slug": self.plan.slug if self.plan else None,
            "words": words or {"stated": None, "counted": 0},
            "chapters": (len(made.chapters) or 1) if made else 0,
            "lost": [{"what": x.what, "where": x.where} for x in made.lost]
            if made
            else [],
            "message": self.message,
        }


def run(where: Place, paths: Sequence[Path], options: Options) -> int:
    """Import every file of `paths`; 1 if one of them could not be."""
    if where.content and not options.dry_run:
        where.content.mkdir(parents=True, exist_ok=True)
    settings, _ = place.load(where)
    content = settings.content
    rows = _import(where, settings, paths, options)
    if options.dry_run:
        return _told(rows, options)
    with alone(content / ".imports" / "lock", _wait):
        shelving.sweep(content)
        return _told(rows, options)


def _wait() -> None:
    terminal.say("Another import is running; waiting for it to end.")


def _import(
    where: Place, settings: Settings, paths: Sequence[Path], options: Options
) -> Iterator[Row]:
    content, shown = settings.content, settings.shown
    today = settings.now.date().isoformat()
    shelf = Shelf.of(content, shown)
    tasks = (Task(item, today, options.reflow) for item in opening.items(paths))
    results = _results(tasks, Known.of(shelf))
    for brought, key in _progress(results, paths):
        made = brought.manuscript
        if made and not options.dry_run and _makes_room(where, settings):
            shelf = Shelf.of(content, shown)
        kept = key if made and lasts(made, today) else ""
        yield _row(brought, kept, content, shelf, options)


def _makes_room(where: Place, settings: Settings) -> bool:
    """Move the demo aside, if it is there; a work of the author's is about to come."""
    content = settings.content
    if not content.samefile(where.root / "content") or not demo.is_there(content):
        return False
    demo.move_aside(content)
    terminal.say(
        f"The demo archive is in {settings.shown}/{ASIDE} now, where no build reads "
        "it; delete it when you like."
    )
    return True


def _results(tasks: Iterable[Task], known: Known) -> Iterator[tuple[Brought, str]]:
    """Yield what came of each file, in order, with its key; read only what is new."""
    waiting: deque[tuple[Brought | None, str]] = deque()

    def unknown() -> Iterator[Task]:
        for task in tasks:
            path = task.item.path
            if task.item.refused:
                waiting.append((importing.brought(task), ""))
                continue
            key = task.key(engine())
            if made := known.manuscript(key):
                waiting.append((Brought(path, made.format, made, made.said), ""))
                continue
            waiting.append((None, key))
            yield task

    for brought in workers.results(
        importing.brought, unknown(), refused=importing.refused
    ):
        while waiting[0][0] is not None:
            yield waiting[0][0], waiting.popleft()[1]
        yield brought, waiting.popleft()[1]
    yield from ((brought, key) for brought, key in waiting if brought)


def _row(
    brought: Brought, key: str, content: Path, shelf: Shelf, options: Options
) -> Row:
    made = brought.manuscript
    if made is None:
        return Row(REFUSED, brought)
    known = shelf.slug_of(made)
    slug = known or shelf.free_slug(made.title)
    found = shelf.place(slug) if known else None
    if known and found is None:
        said = ("It is of the same work as another file of this import.",)
        return Row(merging.UNCHANGED, replace(brought, said=said), Plan(slug))
    try:
        plan = merging.planned(made, content, slug, found, key)
        if not options.dry_run:
            shelving.shelve(plan, content)
        shelf.learn(slug, made)
    except Refused as reason:
        return _unwritten(brought, str(reason))
    except OSError as error:
        return _unwritten(brought, f"It could not be written: {plainly.why(error)}.")
    return Row(plan.outcome, brought, plan)


def _unwritten(brought: Brought, reason: str) -> Row:
    return Row(REFUSED, replace(brought, manuscript=None, said=(reason,)))


# ---- Telling -------------------------------------------------------------------------


def _told(rows: Iterable[Row], options: Options) -> int:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.outcome] = counts.get(row.outcome, 0) + 1
        if options.as_json:
            told = json.dumps(row.as_json(), ensure_ascii=False)
            terminal.result(terminal.escaped(told))
        else:
            _tell(row)
    files = terminal.counted(sum(counts.values()), "file")
    order = (merging.NEW, merging.UPDATED, merging.UNCHANGED, merging.CONFLICT, REFUSED)
    each = ", ".join(f"{counts[name]:,} {name}" for name in order if name in counts)
    would = " Nothing was written (--dry-run)." if options.dry_run else ""
    terminal.say(f"{files}: {each or 'no story'}.{would}")
    if not options.dry_run and counts.get(merging.NEW):
        terminal.say("Next: python3 tasks.py check, then python3 tasks.py serve.")
    return int(REFUSED in counts or not counts)


def _tell(row: Row) -> None:
    made = row.brought.manuscript
    _line(f"{row.outcome:<10}{_near(row.brought.path)}")
    indent = " " * 10
    if made and row.plan:
        chapters = terminal.counted(len(made.chapters) or 1, "chapter")
        words = terminal.counted(made.counted, "word")
        _line(f"{indent}{made.title}: {chapters}, {words} -> {row.plan.slug}")
    said, lost = row.brought.said, made.lost if made else ()
    if made and row.outcome == merging.UNCHANGED:
        # It was said when it came, and nothing is different now.
        said, lost = () if said == made.said else said, ()
    for sentence in (*(row.plan.said if row.plan else ()), *said):
        _line(f"{indent}{sentence}")
    for where, losses in groupby(lost, key=lambda loss: loss.where):
        what = "; ".join(loss.what for loss in losses)
        _line(f"{indent}not brought along ({where}): {what}")
    for difference in row.plan.differences if row.plan else ():
        for line in difference.split("\n"):
            _line(f"{indent}  {line}")


def _near(path: str) -> str:
    """Return a path as it is seen from the archive's folder."""
    return path.removeprefix(f"{Path.cwd().as_posix()}/")


def _line(text: str) -> None:
    terminal.result(terminal.shown(text))


def _progress(
    results: Iterator[tuple[Brought, str]], paths: Sequence[Path]
) -> Iterator[tuple[Brought, str]]:
    """Hand the results on and say on a terminal how far it has come."""
    count = sum(1 for _ in opening.items(paths)) if sys.stderr.isatty() else 0
    if count <= _FEW:
        yield from results
        return
    begun = time.monotonic()
    for done, result in enumerate(results, 1):
        left = (time.monotonic() - begun) / done * (count - done)
        terminal.passing(f"{done:,} of {count:,} files, about {left:,.0f} s left")
        yield result
    terminal.passing("")
