"""``export-ao3`` as an author runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..running import run_task
from .archives import make


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path / "an archive")


def test_a_work_becomes_a_sheet_and_its_text(root: Path) -> None:
    done = run_task("export-ao3", "the-lantern", root=root)
    assert done.returncode == 0, done.stderr
    folder = root / "ao3" / "the-lantern"
    assert sorted(path.name for path in folder.iterdir()) == ["index.html", "text.html"]
    text = (folder / "text.html").read_text(encoding="utf-8")
    assert text == "<p>Somebody had lit the lantern at the end of the pier.</p>\n"
    assert "The Lantern, 1 text; AO3 keeps all of it." in done.stderr


@pytest.mark.slow
def test_a_second_export_takes_the_place_of_the_first(root: Path) -> None:
    folder = root / "ao3" / "the-lantern"
    run_task("export-ao3", "the-lantern", root=root)
    (folder / "chapter-99.html").write_text("gone since")
    assert run_task("export-ao3", "the-lantern", root=root).returncode == 0
    assert not (folder / "chapter-99.html").exists()


@pytest.mark.slow
def test_a_folder_of_the_authors_is_left_alone(root: Path) -> None:
    mine = root / "mine" / "the-lantern"
    mine.mkdir(parents=True)
    (mine / "draft.txt").write_text("mine")
    done = run_task(
        "export-ao3", "the-lantern", "--output", str(mine.parent), root=root
    )
    assert done.returncode == 1
    assert "not an export" in done.stderr
    assert (mine / "draft.txt").read_text() == "mine"


@pytest.mark.slow
def test_a_near_miss_is_named(root: Path) -> None:
    done = run_task("export-ao3", "the-lanten", root=root)
    assert done.returncode == 1
    assert 'did you mean "the-lantern"?' in done.stderr


@pytest.mark.slow
def test_a_draft_can_be_posted_too(root: Path) -> None:
    done = run_task("export-ao3", "the-oil", root=root)
    assert done.returncode == 0, done.stderr
    assert (root / "ao3/the-oil/text.html").is_file()
