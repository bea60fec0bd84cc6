"""``build`` and ``check`` as an author runs them: a new site, or the last one as it was."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from ..running import command, run_task, until
from . import archives


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return archives.make(tmp_path / "stories de été")


def break_rating(root: Path) -> None:
    path = root / "content/works/the-lantern.md"
    path.write_text(archives.LANTERN.replace("rating: G", "rating: Teeen"))


def test_a_build_makes_the_site_and_says_so_in_one_line(root: Path) -> None:
    done = run_task("build", root=root)
    line = "Archive: 1 work, 1 chapter, 0 series, 1 tag; 0 errors, 0 warnings; "
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith(line)
    assert done.stderr.count("\n") == 1
    page = (root / "output/works/the-lantern/index.html").read_text()
    assert "Somebody had lit" in page
    assert not (root / "output/works/the-oil").exists()
    assert not [path for path in root.iterdir() if path.name.startswith(".output")]


@pytest.mark.slow
def test_no_setting_brings_drafts_into_the_site(root: Path) -> None:
    settings = root / "pelicanconf.py"
    settings.write_text(settings.read_text() + "FICSTEAD_PREVIEW = True\n")
    assert run_task("build", root=root).returncode == 0
    assert not (root / "output/works/the-oil").exists()


def test_an_error_stops_the_build_and_leaves_the_last_site(root: Path) -> None:
    run_task("build", root=root)
    before = (root / "output/archive.json").stat().st_ino
    break_rating(root)
    done = run_task("build", root=root)
    assert done.returncode == 1
    assert (
        'content/works/the-lantern.md:3: M102 unknown rating "Teeen"\n'
        '    hint: did you mean "Teen And Up Audiences"?\n'
    ) in done.stderr
    assert (root / "output/archive.json").stat().st_ino == before


@pytest.mark.slow
def test_strict_counts_warnings(root: Path) -> None:
    path = root / "content/works/the-lantern.md"
    path.write_text(archives.LANTERN + "\n![](lamp.jpg)\n")
    assert run_task("check", root=root).returncode == 0
    assert run_task("check", "--strict", root=root).returncode == 1
    assert run_task("build", "--strict", root=root).returncode == 1
    assert not (root / "output").exists()
    assert run_task("build", root=root).returncode == 0


def _files(root: Path) -> list[Path]:
    """Return every file but those that can be made again."""
    made = {"__pycache__", ".cache"}
    return sorted(path for path in root.rglob("*") if made.isdisjoint(path.parts))


def test_check_lists_and_writes_nothing(root: Path) -> None:
    break_rating(root)
    before = _files(root)
    done = run_task("check", root=root)
    assert done.returncode == 1
    assert done.stdout.startswith("content/works/the-lantern.md:3: M102 ")
    assert "1 error, 0 warnings." in done.stderr
    assert before == _files(root)


@pytest.mark.slow
def test_check_as_json_prints_an_array_and_nothing_else(root: Path) -> None:
    assert json.loads(run_task("check", "--json", root=root).stdout) == []
    break_rating(root)
    [problem] = json.loads(run_task("check", "--json", root=root).stdout)
    assert (problem["code"], problem["line"]) == ("M102", 3)
    assert set(problem) == {"code", "severity", "path", "line", "message", "hint"}


def test_a_wrong_setting_exits_2_with_its_line(root: Path) -> None:
    (root / "pelicanconf.py").write_text("SITENAME = 'Reeds\n")
    for task in ("build", "check"):
        done = run_task(task, root=root)
        assert done.returncode == 2
        assert done.stderr.startswith("pelicanconf.py:1: S103 ") or done.stdout
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{% block x %}", "theme/templates/work.html:1: S107 a page cannot be made"),
        pytest.param(
            "{{ nothing.here }}",
            "theme/templates/work.html:1: S107 ",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_a_slip_in_the_theme_is_named_and_leaves_the_last_site(
    root: Path, template: str, said: str
) -> None:
    run_task("build", root=root)
    (root / "theme/templates/work.html").write_text(template)
    done = run_task("build", root=root)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "Traceback" in (root / ".cache/error.txt").read_text()
    assert (root / "output/archive.json").exists()


def test_the_code_of_a_slip_in_the_theme() -> None:
    from ficstead.codes import CODES  # noqa: PLC0415

    assert CODES["S107"].hint.startswith("undo the last change")


@pytest.mark.slow
def test_content_and_output_may_stand_elsewhere(root: Path, tmp_path: Path) -> None:
    moved = tmp_path / "texts"
    (root / "content").rename(moved)
    site = tmp_path / "www"
    done = run_task("build", "--content", str(moved), "--output", str(site), root=root)
    assert done.returncode == 0, done.stderr
    assert (site / "works/the-lantern/index.html").exists()


@pytest.mark.slow
def test_two_builds_at_once_both_come_out_whole(root: Path) -> None:
    builds = [
        subprocess.Popen(command("build", root=root), stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for build in builds:
        build.communicate()
    assert [build.returncode for build in builds] == [0, 0]
    assert (root / "output/archive.json").exists()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_ctrl_c_ends_quietly_and_leaves_the_last_site(root: Path) -> None:
    run_task("build", root=root)
    # A text that takes a while, so that the signal comes in the middle.
    text = "She *walked* [on](https://example.org/).\n\n" * 20_000
    (root / "content/works/long.md").write_text(archives.LANTERN + text)
    held = root / ".cache/build.lock"  # taken when the build begins
    held.unlink()
    waiting = subprocess.Popen(
        command("build", root=root), stderr=subprocess.PIPE, text=True
    )
    until(held.exists)
    waiting.send_signal(signal.SIGINT)
    _, told = waiting.communicate()
    assert (waiting.returncode, told) == (130, "")
    assert (root / "output/archive.json").exists()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_kill_9_at_any_moment_leaves_a_whole_site(root: Path) -> None:
    run_task("build", root=root)
    whole = sorted(p.relative_to(root / "output") for p in (root / "output").rglob("*"))
    for step in range(1, 25):
        build = subprocess.Popen(command("build", root=root), stderr=subprocess.DEVNULL)
        time.sleep(step * 0.04)
        build.kill()
        build.wait()
        there = (root / "output").rglob("*")
        assert sorted(p.relative_to(root / "output") for p in there) == whole
    run_task("build", root=root)
    assert not [path for path in root.iterdir() if path.name.startswith(".output")]


def test_a_slip_in_the_code_is_named_with_its_place(root: Path) -> None:
    module = root / "plugins/ficstead/site/feeds.py"
    module.write_text("import sys\ndef broken(:\n")
    done = run_task("build", root=root)
    assert done.returncode == 2
    assert done.stderr.startswith("plugins/ficstead/site/feeds.py:2: Python cannot")
    assert "Traceback" not in done.stderr
