"""What was written is remembered whole or not at all, and compared with what lies there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from ficstead.store import builds, digests, manifest
from ficstead.store.manifest import Entry, Manifest
from hypothesis import given
from hypothesis import strategies as st

from ...laws import tries

FILES = {f"works/{n}/index.html": Entry(b"%20d" % n, n, 10**18 + n) for n in range(50)}
WHOLE = Manifest(FILES, b"inputs", 1790000000.5, b'{"archive": "1 work"}')


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("builds") / "site"


def test_a_manifest_is_there_for_the_next_build(path: Path) -> None:
    manifest.save(WHOLE, path)
    assert manifest.load(path) == WHOLE
    assert [file.name for file in path.parent.iterdir()] == ["site"]


def test_where_there_is_none_nothing_is_known(tmp_path: Path) -> None:
    assert manifest.load(tmp_path / "none") == Manifest()
    assert manifest.load(tmp_path) == Manifest()


@given(place=st.floats(0, 1, exclude_max=True), change=st.integers(1, 255))
@tries(200)
def test_a_damaged_one_is_none(path: Path, place: float, change: int) -> None:
    """No way in it may lead astray: files are removed by what it says."""
    manifest.save(WHOLE, path)
    data = bytearray(path.read_bytes())
    data[int(place * len(data))] ^= change
    path.write_bytes(data)
    assert manifest.load(path) == Manifest()


@given(part=st.floats(0, 1, exclude_max=True))
@tries(50)
def test_one_cut_off_is_none(path: Path, part: float) -> None:
    manifest.save(WHOLE, path)
    data = path.read_bytes()
    path.write_bytes(data[: int(part * len(data))])
    assert manifest.load(path) == Manifest()


@pytest.mark.parametrize(
    "data", [b"", b"text", b"\x93" * 100_000, bytes(10**6), b"\xc1", b'{"files": {}}']
)
def test_anything_else_is_none(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    assert manifest.load(path) == Manifest()
    path.write_bytes(digests.of_bytes(data) + data)
    assert manifest.load(path) == Manifest()


def test_one_of_another_version_is_none(path: Path) -> None:
    manifest.save(Manifest(FILES, version=99), path)
    assert manifest.load(path) == Manifest()


def test_where_it_cannot_be_written_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    manifest.save(WHOLE, tmp_path / "file" / "site")
    (tmp_path / "folder").mkdir()
    manifest.save(WHOLE, tmp_path / "folder")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder"]


def test_only_what_nobody_touched_is_known(tmp_path: Path) -> None:
    for name in ("a", "b", "c", "d"):
        (tmp_path / name).write_text("text")
    written = {
        name: Entry(b"made", entry.size, entry.time)
        for name, entry in manifest.found_in(tmp_path).items()
    }
    (tmp_path / "b").write_text("other text")
    os.utime(tmp_path / "c", (1, 1))
    (tmp_path / "d").unlink()
    (tmp_path / "stray").write_text("mine")
    last = Manifest(written)
    seen = manifest.seen_with(last, manifest.differences(tmp_path, last))
    assert {name: entry.made_of for name, entry in seen.items()} == {
        "a": b"made",
        "b": b"",
        "c": b"",
        "stray": b"",
    }


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert manifest.found_in(tmp_path / "none") == {}


def test_of_a_spare_tree_of_a_killed_build_only_the_names_are_known(
    tmp_path: Path,
) -> None:
    past = builds.of(tmp_path, tmp_path / "output")
    past.tree.mkdir(parents=True)
    (past.tree / "a").write_text("half")
    past.done(WHOLE, FILES)
    assert past.spare() == FILES
    assert past.last() == WHOLE
    assert {name: entry.made_of for name, entry in past.spare().items()} == {"a": b""}


def test_each_output_folder_has_builds_of_its_own(tmp_path: Path) -> None:
    one, two = (builds.of(tmp_path, tmp_path / name) for name in ("one", "two"))
    one.done(WHOLE, None)
    assert two.last() == Manifest()
    (tmp_path / "link").symlink_to(tmp_path / "one")
    assert builds.of(tmp_path, tmp_path / "link") == one
