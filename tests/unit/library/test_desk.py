"""What was read before is read the same again, and what cannot be kept is read anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from ficstead import parallel
from ficstead.library import desk as room
from ficstead.library import one_file
from ficstead.library.desk import Desk
from ficstead.library.said import Facts, Kind, Reading, Task
from ficstead.metadata.facts import Defaults
from ficstead.model import Language
from ficstead.store.digests import Digests
from ficstead.store.keep import Keep
from ficstead.store.store import Store

ENGLISH = Language("en", "English", "English")
BERLIN = Defaults("Ada", ENGLISH, ZoneInfo("Europe/Berlin"))
WORK = """---
title: The Lantern
rating: G
warnings: No Archive Warnings Apply
fandoms: Folk Tales
date: {date}
---

"Rain," she said.[^1]

[^1]: It *fell*.
"""


@pytest.fixture
def opened(tmp_path: Path) -> Any:
    """Return what opens the store for a build, as if for the first time."""
    every: list[Store] = []

    def open_it(engine: bytes = b"engine", **more: Any) -> Keep:
        every.append(Store(tmp_path / "texts.sqlite"))
        return Keep(every[-1], Digests(), engine, **more)

    yield open_it
    for store in every:
        store.close()


def written(folder: Path, count: int = 1, date: str = "2024-05-01") -> list[Path]:
    paths = [folder / f"{number}.md" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(f"{WORK.format(date=date)}\nPage {number}.\n")
    return paths


def read(
    keep: Keep, paths: list[Path], defaults: Defaults = BERLIN, **more: Any
) -> list[Reading[Facts]]:
    task = Task(Kind.WORK, "lantern", **more)
    desk = Desk(defaults, keep)
    readings = desk.read([(task, path) for path in paths])
    desk.done()
    return readings


def straight(path: Path, defaults: Defaults = BERLIN) -> Reading[Facts]:
    return one_file.read(Task(Kind.WORK, "lantern"), path.read_bytes(), defaults)


@pytest.fixture
def times_read(monkeypatch: pytest.MonkeyPatch) -> list[Task]:
    times: list[Task] = []
    whole = one_file.read

    def counted(task: Task, data: bytes, defaults: Defaults) -> Reading[Facts]:
        times.append(task)
        return whole(task, data, defaults)

    monkeypatch.setattr(one_file, "read", counted)
    return times


def test_a_file_is_read_once(
    tmp_path: Path, opened: Any, times_read: list[Task]
) -> None:
    paths = written(tmp_path, 3)
    first = read(opened(), paths)
    assert len(times_read) == 3
    assert read(opened(), paths) == first
    assert len(times_read) == 3
    assert first == [straight(path) for path in paths]


def test_the_same_text_elsewhere_is_the_same(
    tmp_path: Path, opened: Any, times_read: list[Task]
) -> None:
    (path,) = written(tmp_path)
    read(opened(), [path])
    path.rename(tmp_path / "moved.md")
    read(opened(), [tmp_path / "moved.md"])
    assert len(times_read) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"engine": b"newer"},
        {"name": "lamp"},
        {"language": Language("de", "Deutsch", "German")},
        {"typography": False},
        {"defaults": Defaults("Bea", ENGLISH, ZoneInfo("Europe/Berlin"))},
        {"defaults": Defaults("Ada", ENGLISH, ZoneInfo("Asia/Tokyo"))},
    ],
)
def test_whatever_a_reading_depends_on_it_is_read_again(
    tmp_path: Path, opened: Any, times_read: list[Task], other: dict[str, Any]
) -> None:
    (path,) = written(tmp_path)
    read(opened(), [path])
    given = dict(other)
    keep = opened(given.pop("engine", b"engine"))
    defaults = given.pop("defaults", BERLIN)
    task = Task(Kind.WORK, given.pop("name", "lantern"), **given)
    Desk(defaults, keep).read([(task, path)])
    assert len(times_read) == 2


def test_what_cannot_be_kept_as_it_is_is_not_kept_and_right(
    tmp_path: Path, opened: Any, times_read: list[Task]
) -> None:
    """In year 1 Berlin's clocks were 53 minutes and 28 seconds ahead."""
    paths = written(tmp_path, date="0001-01-02")
    expected = straight(paths[0])
    times_read.clear()
    for count in (1, 2):
        assert read(opened(), paths) == [expected]
        assert len(times_read) == count


def test_a_file_that_cannot_be_read_is_a_problem_and_never_kept(
    tmp_path: Path, opened: Any
) -> None:
    (reading,) = read(opened(), [tmp_path / "gone.md"])
    assert [problem.code for problem in reading.problems] == ["W312"]
    written(tmp_path)
    (tmp_path / "0.md").rename(tmp_path / "gone.md")
    assert read(opened(), [tmp_path / "gone.md"])[0].problems == ()


def test_a_file_saved_while_it_is_read_is_kept_as_what_it_was(
    tmp_path: Path, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And its next version never passes for it, in no process and no store."""
    (path,) = written(tmp_path)
    before, memory = path.read_text(), {}
    of = Digests.of

    def save_after(self: Digests, file: Path) -> bytes:
        digest = of(self, file)
        file.write_text(before.replace("Rain", "Snow"))
        return digest

    monkeypatch.setattr(Digests, "of", save_after)
    (during,) = read(opened(memory=memory), [path])
    monkeypatch.setattr(Digests, "of", of)
    assert "Snow" in during.texts.body.html
    path.write_text(before)
    for keep in (opened(memory=memory), opened()):
        assert "Rain" in read(keep, [path])[0].texts.body.html


@pytest.mark.parametrize("processes", [1, 3])
def test_many_files_in_order(
    tmp_path: Path, opened: Any, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    monkeypatch.setattr(parallel, "cores", lambda: processes)
    monkeypatch.setattr(room, "_WORTH_FORKING", 1)
    paths = written(tmp_path, 60)
    told: list[tuple[int, int]] = []
    desk = Desk(BERLIN, opened(), lambda done, of: told.append((done, of)))
    readings = desk.read([(Task(Kind.WORK, "lantern"), path) for path in paths])
    assert readings == [straight(path) for path in paths]
    assert told == [(count, 60) for count in range(1, 61)]


@pytest.mark.parametrize("damaged", [False, True])
def test_few_new_files_are_read_beside_the_many_that_are_kept(
    tmp_path: Path,
    opened: Any,
    monkeypatch: pytest.MonkeyPatch,
    times_read: list[Task],
    damaged: bool,
) -> None:
    """Also where one of the many turns out to be no good."""
    monkeypatch.setattr(room, "_WORTH_BESIDE", 5)
    monkeypatch.setattr(parallel, "cores", lambda: 2)
    paths = written(tmp_path, 7)
    read(opened(), paths)
    paths[3].write_text(WORK.format(date="2025-01-01"))
    keep = opened()
    if damaged:
        whole = keep.store.get
        monkeypatch.setattr(
            keep.store,
            "get",
            lambda keys: {
                k: b"[]" if k == keys[5] else v for k, v in whole(keys).items()
            },
        )
    times_read.clear()
    assert read(keep, paths) == [straight(path) for path in paths]
    here = len(times_read) - len(paths)  # without those that `straight` has read
    assert here == (2 if damaged else 0 if parallel.FORKS else 1)
