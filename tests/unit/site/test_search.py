"""What is searched, and what can be muted: the files of `search`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ...running import run_task
from ...site.archives import make

WORK = """---
title: The Lamp’s Keeper
author: marshlight
rating: Teen And Up Audiences
warnings: No Archive Warnings Apply
fandoms: Folk Tales
relationships: Ada Crane/Nell Rudge
tags: Fog Bells
series: Lamps #1
date: 2024-01-02
summary: Somebody <em>keeps</em> it.
notes: For Élodie.
---
Nobody had seen her.
"""
TAGS = """
[tags."Fog Bells"]
synonyms = ["Bells in Fog"]
metatags = ["Fog"]
[tags."Fog"]
metatags = ["Weather"]
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make(tmp_path_factory.mktemp("search") / "archive", whole=True)
    (root / "content/works/keeper.md").write_text(WORK, "utf-8")
    (root / "content/tags.toml").write_text(TAGS, "utf-8")
    done = run_task("build", root=root)
    assert done.returncode == 0, done.stderr
    return root / "output"


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def test_a_work_is_found_by_its_words(output: Path) -> None:
    file = read(output / "search/words/0.json")
    row = next(row for row in file["works"] if row[0] == "keeper")
    names = [file["names"][number] for number in row[6][3]]
    assert row[1:4] == ["the lamps keeper", "somebody keeps it", "for elodie"]
    assert set(names) == {"fog bells", "bells in fog", "fog", "weather"}
    assert [file["names"][n] for n in row[5]] == ["lamps"]
    assert row[7][1:4] == [1, 20240102, 20240102]


def test_the_story_is_not_in_them(output: Path) -> None:
    assert "nobody had seen" not in (output / "search/words/0.json").read_text("utf-8")


def test_a_metatag_knows_all_that_stands_below_it(output: Path) -> None:
    tags = read(output / "search/terms.json")["kinds"]["tags"]
    number = {name: place for place, name in enumerate(tags["names"])}
    below = tags["below"]
    assert set(below[str(number["Weather"])]) == {number["Fog"], number["Fog Bells"]}
    assert below[str(number["Fog"])] == [number["Fog Bells"]]
