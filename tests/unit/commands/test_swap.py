"""A folder is replaced whole or not at all, and never one that is somebody's own."""

from __future__ import annotations

import errno
import sys
import threading
from pathlib import Path

import pytest
from ficstead.commands import swap
from ficstead.commands.refusal import Refusal


def site(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "archive.json").write_text(text)
    return folder


def test_the_new_folder_takes_the_place_of_the_old(tmp_path: Path) -> None:
    output = site(tmp_path / "output", "old")
    with swap.fresh(output) as new:
        assert (output / "archive.json").read_text() == "old"
        (new / "archive.json").write_text("new")
    assert (output / "archive.json").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_a_failure_leaves_the_old_folder_and_nothing_else(tmp_path: Path) -> None:
    output = site(tmp_path / "output", "old")
    with pytest.raises(ValueError, match="half"), swap.fresh(output) as new:
        (new / "archive.json").write_text("half")
        raise ValueError("half")
    assert (output / "archive.json").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_a_site_is_put_where_there_was_none(tmp_path: Path) -> None:
    with swap.fresh(tmp_path / "deep" / "output") as new:
        (new / "archive.json").write_text("new")
    assert (tmp_path / "deep" / "output" / "archive.json").exists()


def test_without_an_exchange_the_folders_are_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    output = site(tmp_path / "output", "old")
    with swap.fresh(output) as new:
        (new / "archive.json").write_text("new")
    assert (output / "archive.json").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


@pytest.mark.skipif(sys.platform != "linux", reason="asks for renameat2")
def test_there_is_a_site_at_every_moment(tmp_path: Path) -> None:
    output = site(tmp_path / "output", "old")
    missing, stop = [], threading.Event()

    def look() -> None:
        while not stop.is_set():
            if not (output / "archive.json").exists():
                missing.append(True)

    looking = threading.Thread(target=look)
    looking.start()
    for _ in range(100):
        with swap.fresh(output) as new:
            (new / "archive.json").write_text("new")
    stop.set()
    looking.join()
    assert missing == []


def test_a_run_killed_between_two_renames_is_mended_by_the_next(tmp_path: Path) -> None:
    site(tmp_path / ".output.old", "old")
    site(tmp_path / ".output.new", "half")
    with pytest.raises(ValueError, match="again"), swap.fresh(tmp_path / "output"):
        raise ValueError("again")
    assert (tmp_path / "output" / "archive.json").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (".", "holds files that are not made by a build"),
        ("..", "holds files that are not made by a build"),
        ("content", "holds files that are not made by a build"),
        ("content/works", "among the sources"),
        ("theme/static", "among the sources"),
        ("photos", "did not write"),
        ("checkout", "did not write"),
        ("letter.txt", "is a file"),
    ],
)
def test_a_folder_that_is_no_output_is_refused(
    tmp_path: Path, name: str, said: str
) -> None:
    root = tmp_path / "archive"
    (root / "content" / "works").mkdir(parents=True)
    (root / "theme" / "static").mkdir(parents=True)
    site(root / "checkout", "{}")
    (root / "checkout" / ".git").mkdir()
    (root / "photos").mkdir()
    (root / "photos" / "cat.jpg").write_bytes(b"")
    (root / "letter.txt").write_text("Dear all")
    with pytest.raises(Refusal, match=said):
        swap.refuse_unsafe(root / name, root, root / "content")


def test_an_earlier_site_and_an_empty_folder_may_be_replaced(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    (root / "content").mkdir(parents=True)
    (root / "empty").mkdir()
    site(root / "output", "{}")
    for name in ("output", "empty", "not-there-yet"):
        swap.refuse_unsafe(root / name, root, root / "content")


# ---- With the site before the last as a spare tree -------------------------------------


def test_the_spare_tree_gets_what_was_there(tmp_path: Path) -> None:
    output, spare = site(tmp_path / "output", "old"), tmp_path / "kept" / "spare"
    for text in ("new", "newer", "newest"):
        before = (output / "archive.json").read_text()
        with swap.fresh(output, spare) as new:
            (new / "archive.json").write_text(text)
        assert (output / "archive.json").read_text() == text
        assert (spare / "archive.json").read_text() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept", "output"]


def test_a_try_leaves_nothing_behind(tmp_path: Path) -> None:
    spare = tmp_path / "kept" / "spare"
    (tmp_path / ".output.tried").mkdir()  # a run was killed here
    assert swap.can_change_places(tmp_path / "output", spare)
    assert [path.name for path in tmp_path.rglob("*")] == ["kept"]


def test_folders_on_two_disks_cannot_change_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(Path, "rename", refuse)
    assert not swap.can_change_places(tmp_path / "output", tmp_path / "kept" / "spare")
    assert [path.name for path in tmp_path.rglob("*")] == ["kept"]


def test_nor_where_a_file_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("mine")
    assert not swap.can_change_places(tmp_path / "output", tmp_path / "kept" / "spare")
    assert not swap.can_change_places(tmp_path / "kept" / "output", tmp_path / "spare")
