"""The spare tree of a site, filled while the build reads."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from ficstead import parallel
from ficstead.store import builds, manifest
from ficstead.store.manifest import Entry

from ...running import until

FILES = ("index.html", "works/a/index.html", "works/b/index.html")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    for name in FILES:
        path = tmp_path / "output" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "output"


def written(output: Path) -> Mapping[str, Entry]:
    found = manifest.found_in(output)
    every = sorted(found.items())
    return {path: Entry(b"made", e.size, e.time) for path, e in every}


def names(folder: Path) -> set[str]:
    return set(manifest.found_in(folder))


@pytest.fixture(autouse=True)
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "cores", lambda: 2)


@pytest.mark.skipif(not parallel.FORKS, reason="a process is forked for it")
def test_a_new_spare_tree_gives_every_file_a_second_name(output: Path) -> None:
    past = builds.of(output.parent, output)
    files = written(output)
    with past.made_ready(output, files):
        pass
    assert names(past.tree) == set(FILES)
    assert all((past.tree / n).samefile(output / n) for n in FILES)
    assert past.spare() == files
    assert past.spare() == manifest.found_in(past.tree)  # and forgotten


def test_what_others_put_into_the_site_gets_no_second_name(output: Path) -> None:
    past = builds.of(output.parent, output)
    files = {**written(output), "works/a/index.html": Entry(b"", 1, 1)}
    with past.made_ready(output, files):
        pass
    assert "works/a/index.html" not in names(past.tree)


def test_a_spare_tree_that_is_there_is_left_as_it_is(output: Path) -> None:
    past = builds.of(output.parent, output)
    past.tree.mkdir(parents=True)
    with past.made_ready(output, written(output)):
        pass
    assert names(past.tree) == set()


def test_a_disk_without_second_names_and_a_system_without_fork_do_without(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    past = builds.of(output.parent, output)
    monkeypatch.setattr(parallel, "FORKS", False)
    with past.made_ready(output, written(output)):
        pass
    assert not past.tree.exists()
    monkeypatch.undo()
    with past.made_ready(output, {**written(output), "gone": Entry(b"made", 1, 1)}):
        pass
    assert past.spare() == manifest.found_in(past.tree)  # nothing is believed of it


@pytest.mark.skipif(not parallel.FORKS, reason="a process is forked for it")
def test_who_needs_a_tree_that_is_being_filled_waits_for_it(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two would tread on each other's files, and one that waits not for long."""
    past = builds.of(output.parent, output)
    files = written(output)
    go_on = output.parent / "go on"
    link, times = os.link, output.parent / "times"

    def slow(source: str, target: str) -> None:
        until(go_on.exists)
        with times.open("a") as file:
            file.write("once\n")
        link(source, target)

    monkeypatch.setattr(os, "link", slow)
    past.get_ready(output, files)
    with past.made_ready(output, files):
        go_on.touch()
    assert past.spare() == files
    assert names(past.tree) == set(FILES)
    assert len(times.read_text().splitlines()) == len(FILES)
