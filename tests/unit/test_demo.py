"""The demo archive, and how it makes room."""

from __future__ import annotations

import shutil
from pathlib import Path

from ficstead.commands import demo
from ficstead.library import tree

CONTENT = Path(__file__).parents[2] / "content"


def test_the_list_names_every_file_of_the_demo() -> None:
    there = {
        path.relative_to(CONTENT).as_posix()
        for path in CONTENT.rglob("*")
        if path.is_file() and path.name != demo.LIST
    }
    assert set((CONTENT / demo.LIST).read_text().split()) == there


def test_the_demo_moves_aside_and_what_is_hers_stays(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    (content / "works/mine.md").write_text("mine")
    demo.move_aside(content)
    assert not demo.is_there(content)
    assert [work.slug for work in tree.survey(content, "content")[0].works] == ["mine"]
    kept = {
        p.relative_to(content / tree.ASIDE) for p in (content / tree.ASIDE).rglob("*")
    }
    assert {p.relative_to(CONTENT) for p in CONTENT.rglob("*")} - kept == {
        Path(".demo")
    }
