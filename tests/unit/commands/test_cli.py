"""The words after ``tasks.py``: every task is kind about a slip."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from ficstead.commands import cli, mishaps

import tasks


def status(*words: str) -> int:
    try:
        return cli.main(words, root=tasks.ROOT, summaries=tasks.TASKS)
    except SystemExit as end:
        return int(end.code or 0)


@pytest.fixture(autouse=True)
def stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path.cwd())


def test_alone_it_lists_every_task_on_a_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert tasks.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    for name, summary in tasks.TASKS.items():
        assert f"  {name:<12}{summary}" in lines
    assert max(map(len, lines)) <= 90


def test_an_unknown_task_is_named_with_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert tasks.main(["biuld"]) == 2
    assert 'did you mean "build"?' in capsys.readouterr().err


@pytest.mark.parametrize("task", tasks.TASKS)
def test_every_task_has_help(task: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert status(task, "--help") == 0
    text = " ".join(capsys.readouterr().out.split())
    assert tasks.TASKS[task][1:] in text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("check", "--jsn"), 'There is no option --jsn; did you mean "--json"?'),
        (("build", "--bogus"), "There is no option --bogus; --help lists"),
        (("new",), 'New what? new work "Title"'),
        (("new", "work"), "A title is missing; put it in quotes"),
        (("new", "work", "The", "Lantern"), '"Lantern" is one word too many'),
        (("new", "wrok", "The Lantern"), 'There is no wrok; did you mean "work"?'),
        (("new", "chapter"), "Of which work? Name its file or folder"),
        (("new", "archive", "extra"), '"extra" is one word too many; leave it out.'),
        (("build", "now"), '"now" is one word too many; leave it out.'),
        (("build", "--output"), "--output needs a word behind it."),
        (("publish", "moon"), "Invalid choice: 'moon'"),
        (("publish", "gh-page"), 'There is no gh-page; did you mean "gh-pages"?'),
        (("serve", "--port", "x"), "--port takes a number, not x."),
        (("serve", "--port", "99999"), "A port is a number up to 65535"),
        (("check", "--content", "no-such-folder"), "There is no folder"),
    ],
)
def test_a_slip_is_told_in_a_sentence_and_exits_2(
    words: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status(*words) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    ("number", "said", "advice"),
    [
        (errno.ENOSPC, "output/index.html: the disk is full\n", "make some room"),
        (errno.EROFS, "output/index.html: Read-only file system\n", "is it read-only"),
    ],
)
def test_what_a_disk_refuses_is_told_in_a_sentence(
    number: int,
    said: str,
    advice: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuses(*_: object) -> int:
        raise OSError(number, os.strerror(number), "output/index.html")

    monkeypatch.setattr(cli, "_run", refuses)
    assert status("build") == 1
    error = capsys.readouterr().err
    assert error.startswith(said)
    assert f"    hint: {advice}" in error


def test_a_full_disk_is_no_slip_in_the_theme() -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    pelican = RuntimeError()
    pelican.__context__ = full
    assert mishaps.no_room(pelican) is full
    assert mishaps.no_room(RuntimeError("no space")) is None


def test_a_build_that_finds_no_change_loads_nothing_that_makes_pages() -> None:
    look = "import sys; from ficstead.commands import cli, build; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", look],
        env={"PYTHONPATH": str(tasks.ROOT / "plugins")},
        check=True,
        capture_output=True,
        text=True,
    )
    loaded = {name.partition("ficstead.")[2] or name for name in done.stdout.split()}
    assert "library.tree" in loaded
    makers = {"library.library", "prose.prose", "site.output", "jinja2", "markdown"}
    assert loaded.isdisjoint(makers)
