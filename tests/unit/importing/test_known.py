"""A file that was imported before is not read again, and said the same of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ficstead.commands import bringing
from ficstead.commands.bringing import Options
from ficstead.commands.place import Place
from ficstead.importing.importing import Task
from ficstead.importing.opening.opening import Item
from ficstead.importing.shelving import known, told
from ficstead.importing.shelving.told import Told
from ficstead.importing.story import Loss
from ficstead.settings import load

from ...running import ROOT
from .test_merging import LONG, ONESHOT, tree

DAY_OF_IMPORT = datetime(2024, 5, 5, 12, tzinfo=UTC)
DAY = datetime(2024, 4, 4, 12, tzinfo=UTC)
ITEM = Item("fics/Lantern.html", "Lantern.html", DAY, b"<p>Lit.</p>", {"a.png": b"1"})
KEY = Task(ITEM, "2024-05-05").key("engine")


def test_a_file_is_known_by_all_that_is_read_of_it() -> None:
    moved = replace(ITEM, path="elsewhere/Lantern.html", modified=DAY.replace(hour=9))
    assert Task(moved, "2024-06-06").key("engine") == KEY
    others = [
        Task(replace(ITEM, data=b"<p>lit.</p>"), "2024-05-05").key("engine"),
        Task(replace(ITEM, name="Lamp.html"), "2024-05-05").key("engine"),
        Task(replace(ITEM, modified=DAY + timedelta(1)), "2024-05-05").key("engine"),
        Task(replace(ITEM, pictures={"a.png": b"2"}), "2024-05-05").key("engine"),
        Task(ITEM, "2024-05-05", reflow=True).key("engine"),
        Task(ITEM, "2024-05-05").key("another engine"),
    ]
    assert len({KEY, *others}) == 7


@pytest.mark.parametrize("made", [ONESHOT, LONG])
def test_what_is_told_is_kept_whole(made: Any) -> None:
    made = replace(made, stated=9, counted=7, lost=(Loss("a", "b"),), said=("So.",))
    kept = Told.of(made, "m")
    assert told.read(json.loads(json.dumps(kept.as_json()))) == kept
    again = kept.manuscript
    assert Told.of(again, "m") == kept
    assert (again.title, again.authors, again.source) == (
        made.title,
        made.authors,
        made.source,
    )


def test_a_day_that_may_have_been_cut_lasts_for_that_day_only() -> None:
    assert known.lasts(ONESHOT, "2020-01-02")
    assert not known.lasts(ONESHOT, "2020-01-01")
    guessed = replace(ONESHOT.work, guesses=frozenset({"date", "updated"}))
    assert known.lasts(replace(ONESHOT, work=guessed), "2020-01-01")


# ---- With the command ----------------------------------------------------------------

STORY = (
    "---\ntitle: {}\nauthor: wren\ndate: 2020-01-0{}\nfandom: Fog\nrating: G\n"
    "warnings: No Archive Warnings Apply\n---\n\nShe lit it again, and again.\n"
)


class Bench:
    """A content folder, a folder of stories, and how many of them were read."""

    def __init__(self, root: Path) -> None:
        self.root, self.fics = root, root / "fics"
        self.content = root / "content"
        for folder in (self.content / "works", self.fics):
            folder.mkdir(parents=True)
        for number, name in enumerate(("Fog", "Lamp", "Oil"), 1):
            (self.fics / f"{name}.md").write_text(STORY.format(name, number))
        self.read: list[str] = []

    def results(self, job: Any, tasks: Any, **_: Any) -> Iterator[Any]:
        for task in tasks:
            self.read.append(task.item.name)
            yield job(task)

    def bring(self, **given: Any) -> list[dict[str, Any]]:
        self.read.clear()
        options = Options(as_json=True, **given)
        settings, _ = load(ROOT / "pelicanconf.py", PATH=str(self.content))
        settings = replace(settings, shown="content", now=DAY_OF_IMPORT)
        rows = bringing._import(Place(self.root), settings, [self.fics], options)
        return [row.as_json() for row in rows]


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    made = Bench(tmp_path)
    monkeypatch.setattr(bringing.workers, "results", made.results)
    return made


def outcomes(rows: list[dict[str, Any]]) -> list[str]:
    return [row["outcome"] for row in rows]


def test_only_what_is_new_is_read(bench: Bench) -> None:
    first = bench.bring()
    before = tree(bench.content)
    again = bench.bring()
    assert bench.read == []
    assert again == [row | {"outcome": "unchanged"} for row in first]
    edit(bench.fics / "Lamp.md", "She lit", "He lit")
    assert outcomes(bench.bring(dry_run=True)) == ["unchanged", "updated", "unchanged"]
    assert bench.read == ["Lamp.md"]
    assert tree(bench.content) == before


def test_what_the_author_did_is_told_as_if_it_were_read(bench: Bench) -> None:
    bench.bring()
    works = bench.content / "works"
    edit(works / "fog.md", "She lit", "I lit")
    (works / "lamp.md").unlink()
    (works / "oil.md").rename(works / "the-oil.md")
    rows = bench.bring()
    assert bench.read == ["Lamp.md", "Oil.md"]
    assert outcomes(rows) == ["unchanged", "new", "unchanged"]
    assert [row["slug"] for row in rows] == ["fog", "lamp", "the-oil"]
    assert "I lit" in (works / "fog.md").read_text()


def test_a_conflict_is_told_until_it_is_settled(bench: Bench) -> None:
    bench.bring()
    edit(bench.content / "works/fog.md", "She lit", "I lit")
    edit(bench.fics / "Fog.md", "She lit", "He lit")
    assert outcomes(bench.bring())[0] == "conflict"
    again = bench.bring()
    assert bench.read == []
    assert outcomes(again)[0] == "conflict"
    assert "_fog.new.md still waits" in again[0]["message"]
    (bench.content / "works/_fog.new.md").unlink()
    assert outcomes(bench.bring()) == ["unchanged"] * 3
    assert bench.read == []


def test_a_record_that_is_damaged_or_from_another_engine_is_read_anew(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.bring()
    record = bench.content / ".imports/fog.json"
    record.write_text(record.read_text().replace('"said"', '"siad"'))
    assert outcomes(bench.bring()) == ["unchanged"] * 3
    assert bench.read == ["Fog.md"]
    monkeypatch.setattr(bringing, "engine", lambda: "another")
    assert outcomes(bench.bring()) == ["unchanged"] * 3
    assert bench.read == ["Fog.md", "Lamp.md", "Oil.md"]


def edit(path: Path, old: str, new: str) -> None:
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
