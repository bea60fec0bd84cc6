"""What lies in the content folder: what is ours, what is somebody's slip."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from ficstead.library import archive

from ..trees import chapter, codes, library, only, plant, set_up, work


def test_a_text_in_a_folder_that_is_not_ours_is_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"Works/a.md": work(), "b.md": work()}
    assert codes(tmp_path, files) == ["W310 Works/a.md:0", "W310 b.md:0"]


def test_a_foreword_in_capitals_is_named(tmp_path: Path) -> None:
    plant(tmp_path, {"works/gull/Work.md": work(), "works/gull/1.md": chapter()})
    (problem,) = archive.check(set_up(tmp_path))[1]
    assert problem.code == "W301"
    assert problem.hint == "rename Work.md to work.md, in small letters"


def test_a_folder_that_is_shut_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its work must not be gone from the site without a word."""
    plant(tmp_path, {"works/gull/work.md": work(text=""), "works/gull/1.md": chapter()})
    look = os.scandir

    def shut(folder: str) -> object:
        if Path(folder).name == "gull":
            raise PermissionError(errno.EACCES, "Permission denied", folder)
        return look(folder)

    monkeypatch.setattr(os, "scandir", shut)
    (problem,) = archive.check(set_up(tmp_path))[1]
    assert (problem.code, problem.path) == ("W312", f"{tmp_path}/works/gull")
    assert problem.message == "this cannot be read: Permission denied"


def test_a_work_may_be_a_link_to_a_folder_elsewhere(tmp_path: Path) -> None:
    plant(tmp_path / "else", {"work.md": work("Gull", ""), "1.md": chapter()})
    plant(tmp_path / "content/works", {})
    (tmp_path / "content/works").mkdir(parents=True)
    (tmp_path / "content/works/gull").symlink_to(tmp_path / "else")
    assert only(library(tmp_path / "content", {})).slug == "gull"


def test_a_link_that_leads_back_does_not_hang(tmp_path: Path) -> None:
    plant(tmp_path, {"works/a.md": work(), "works/gull/work.md": work("Gull", "")})
    plant(tmp_path, {"works/gull/1.md": chapter()})
    (tmp_path / "works/gull/all").symlink_to(tmp_path / "works")
    (tmp_path / "works/back").symlink_to(tmp_path)
    assert codes(tmp_path, {}) == []
