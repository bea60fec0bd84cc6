"""``import``, as an author meets it: from files to works, and what she is told."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ..running import run_task
from . import archives

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
</head><body><h1>{title}</h1><p>by <a href="#">marshlight</a></p>
<p>{text}</p><p>The tide was going out, and nobody had thought to bring the boat in.</p>
<p>She looked at the water for a long time, and then she looked at the stair.</p>
</body></html>"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = archives.make(tmp_path / "my archive")
    for path in (made / "content/works").iterdir():
        path.unlink()
    return made


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    folder = tmp_path / "Downloads"
    folder.mkdir()
    text = "Somebody had <em>lit</em> the lantern again."
    (folder / "lantern.html").write_text(PAGE.format(title="The Lantern", text=text))
    (folder / "oil.txt").write_text(
        "Title: The Oil\nAuthor: marshlight\nFandom: Harbour Tales\nRating: PG\n\n"
        "There was a can of oil behind the door.\n\n"
        "It had been there since the winter, and it was *full*.\n"
    )
    (folder / "old.pdf").write_bytes(b"%PDF-1.4\n")
    return folder


def rows(output: str) -> dict[str, dict[str, Any]]:
    lines = map(json.loads, output.splitlines())
    return {Path(row["path"]).name: row for row in lines}


@pytest.mark.slow
def test_a_folder_becomes_works_that_check_and_build(
    root: Path, downloads: Path
) -> None:
    done = run_task("import", str(downloads), root=root)
    assert done.returncode == 1, done.stderr
    assert "3 files: 2 new, 1 refused." in done.stderr
    assert "refused" in done.stdout
    assert "PDF" in done.stdout
    assert "The Lantern: 1 chapter, 36 words -> the-lantern" in done.stdout
    text = (root / "content/works/the-lantern.md").read_text()
    assert "Somebody had *lit* the lantern again." in text
    assert (
        "rating: General Audiences" in (root / "content/works/the-oil.md").read_text()
    )
    assert run_task("check", root=root).stdout == ""
    assert run_task("build", root=root).returncode == 0


def test_json_is_one_object_a_file(root: Path, downloads: Path) -> None:
    done = run_task("import", "--json", str(downloads), root=root)
    found = rows(done.stdout)
    assert set(found) == {"lantern.html", "oil.txt", "old.pdf"}
    assert found["lantern.html"] == {
        "path": found["lantern.html"]["path"],
        "format": "html",
        "outcome": "new",
        "slug": "the-lantern",
        "words": {"stated": None, "counted": 36},
        "chapters": 1,
        "lost": [],
        "message": found["lantern.html"]["message"],
    }
    assert "No Fandom, Not Rated and" in found["lantern.html"]["message"]
    assert found["old.pdf"]["outcome"] == "refused"
    assert found["old.pdf"]["slug"] is None


@pytest.mark.slow
def test_importing_again_changes_nothing(root: Path, downloads: Path) -> None:
    run_task("import", str(downloads), root=root)
    before = snapshot(root / "content")
    done = run_task("import", "--json", str(downloads), root=root)
    outcomes = {name: row["outcome"] for name, row in rows(done.stdout).items()}
    assert outcomes["lantern.html"] == outcomes["oil.txt"] == "unchanged"
    assert snapshot(root / "content") == before


@pytest.mark.slow
def test_what_was_said_once_is_not_said_again(root: Path, downloads: Path) -> None:
    first = run_task("import", str(downloads), root=root).stdout
    assert "stand in until you write your own" in first
    again = run_task("import", str(downloads), root=root).stdout
    assert "unchanged" in again
    assert "stand in" not in again
    assert "PDF" in again


@pytest.mark.slow
def test_a_dry_run_writes_nothing(root: Path, downloads: Path) -> None:
    before = snapshot(root)
    done = run_task("import", "--dry-run", str(downloads), root=root)
    assert "2 new" in done.stderr
    assert "Nothing was written" in done.stderr
    assert snapshot(root) == before


@pytest.mark.slow
def test_zips_and_content_elsewhere(
    root: Path, downloads: Path, tmp_path: Path
) -> None:
    packed = tmp_path / "fics.zip"
    with zipfile.ZipFile(packed, "w") as file:
        file.write(downloads / "oil.txt", "../../evil/oil.txt")
    other = tmp_path / "other"
    done = run_task("import", "--content", str(other), str(packed), root=root)
    assert done.returncode == 0, done.stderr
    names = [path.name for path in (other / "works").iterdir()]
    assert names == ["the-oil.md"]
    assert not (tmp_path / "evil").exists()


@pytest.mark.slow
def test_the_demo_makes_room(root: Path, downloads: Path) -> None:
    demo = root / "content/works/demo.md"
    demo.write_text("---\ntitle: Demo\n---\n\nText.\n")
    (root / "content/.demo").write_text("works/demo.md\n")
    done = run_task("import", str(downloads), root=root)
    assert "The demo archive is in content/_aside now" in done.stderr
    assert not demo.exists()
    assert (root / "content/_aside/works/demo.md").exists()


@pytest.mark.slow
def test_the_demo_stays_until_a_story_comes(root: Path, downloads: Path) -> None:
    (root / "content/works/demo.md").write_text("---\ntitle: Demo\n---\n\nText.\n")
    (root / "content/.demo").write_text("works/demo.md\n")
    before = snapshot(root / "content/works")
    for nothing in ("Downlods", str(downloads / "old.pdf")):
        done = run_task("import", nothing, root=root)
        assert "demo" not in done.stderr
        assert snapshot(root / "content/works") == before


@pytest.mark.slow
def test_what_is_not_there_is_said(root: Path) -> None:
    done = run_task("import", "Downlods", root=root)
    assert done.returncode == 1
    assert "Downlods" in done.stdout
    assert "Traceback" not in done.stderr
    done = run_task("import", root=root)
    assert done.returncode == 2
    assert "Import what?" in done.stderr


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and ".cache" not in path.parts
    }
