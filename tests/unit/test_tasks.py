"""Set-up: made once, made whole, mended where it broke off; with the real venv and pip.

The requirement files here are empty, so nothing is fetched from anywhere.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import tasks

FILES = ("requirements.txt", "requirements-dev.txt")


@pytest.fixture
def copy(tmp_path: Path) -> ModuleType:
    """Give a copy of tasks.py in a folder of its own, with nothing to install."""
    root = tmp_path / "Märchen und mehr"
    root.mkdir()
    shutil.copy(tasks.ROOT / "tasks.py", root)
    for name in FILES:
        (root / name).write_text("# nothing\n")
    spec = importlib.util.spec_from_file_location("tasks_copy", root / "tasks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lines(module: ModuleType) -> list[str]:
    return str(module.STAMP.read_text()).splitlines()


@pytest.mark.slow
def test_it_is_made_once(copy: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    copy.set_up(FILES[:1])
    assert capsys.readouterr().err == (
        "Setting up Ficstead (once, about 20 seconds)...\n"
    )
    assert copy.PYTHON.exists()
    assert [line.split()[0] for line in lines(copy)] == ["python", FILES[0]]
    before = copy.STAMP.stat().st_mtime_ns
    copy.set_up(FILES[:1])
    assert copy.STAMP.stat().st_mtime_ns == before
    assert capsys.readouterr().err == ""


@pytest.mark.slow
def test_a_set_up_that_broke_off_is_made_anew(copy: ModuleType) -> None:
    (copy.VENV / "bin").mkdir(parents=True)
    (copy.VENV / "bin/half").write_text("")
    copy.set_up(FILES[:1])
    assert not (copy.VENV / "bin/half").exists()
    assert copy.PYTHON.exists()


@pytest.mark.slow
def test_changed_requirements_are_brought_in_and_the_rest_is_kept(
    copy: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    copy.set_up(FILES)
    (copy.VENV / "kept").write_text("")
    (copy.ROOT / FILES[0]).write_text("# something else\n")
    capsys.readouterr()
    copy.set_up(FILES[:1])
    assert capsys.readouterr().err == "Bringing Ficstead up to date...\n"
    assert (copy.VENV / "kept").exists()
    assert len(lines(copy)) == 3


@pytest.mark.slow
def test_another_python_means_another_environment(copy: ModuleType) -> None:
    copy.set_up(FILES[:1])
    (copy.VENV / "old").write_text("")
    text = copy.STAMP.read_text().replace(copy._interpreter(), "/usr/bin/python3.10")
    copy.STAMP.write_text(text)
    copy.set_up(FILES[:1])
    assert not (copy.VENV / "old").exists()


@pytest.mark.slow
def test_what_cannot_be_fetched_is_said_and_what_was_there_still_works(
    copy: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    copy.set_up(FILES[:1])
    missing = f"no-such-thing==1 --hash=sha256:{'0' * 64}\n"
    (copy.ROOT / FILES[1]).write_text(missing)
    with pytest.raises(copy.SetupError, match="Is this computer online"):
        copy.set_up(FILES)
    assert copy._done(FILES[:1])
    assert not copy._done(FILES)


def test_a_folder_that_cannot_be_written_is_told(
    copy: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy.ROOT / ".cache").write_text("a file in the way")
    assert copy.main(["check"]) == 1
    assert "Is that folder read-only, another user's" in capsys.readouterr().err


def test_an_old_python_is_told_which_one_is_wanted(
    copy: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copy.sys, "version_info", (3, 10, 4))
    with pytest.raises(copy.SetupError, match=r"Python 3\.11 or newer; this is 3\.10"):
        copy.set_up(FILES[:1])


def test_without_pip_and_ensurepip_it_says_what_to_install(
    copy: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "The virtual environment was not created: ensurepip is not available."

    def debian(command: list[str]) -> None:
        raise copy.SetupError(f"{said}\n\n{copy._why(said)}")

    monkeypatch.setattr(copy, "_outer_pip", lambda: None)
    monkeypatch.setattr(copy, "_quietly", debian)
    with pytest.raises(copy.SetupError, match="sudo apt install python3-venv"):
        copy.set_up(FILES[:1])
    assert not copy._done(FILES[:1])


@pytest.mark.slow
def test_without_a_pip_outside_the_one_inside_is_used(
    copy: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copy, "_outer_pip", lambda: None)
    copy.set_up(FILES[:1])
    assert copy._done(FILES[:1])


@pytest.mark.parametrize(
    "name", ["requirements", "requirements-dev", "requirements-browser"]
)
def test_every_lock_has_hashes_and_names_no_host(name: str) -> None:
    text = (tasks.ROOT / f"{name}.txt").read_text()
    assert "://" not in text
    assert "find-links" not in text.replace("--no-emit-find-links", "")
    pins = [row for row in text.splitlines() if row[:1].isalnum()]
    assert pins
    assert all("==" in row and row.endswith("\\") for row in pins)


HELD = """
import atexit, threading, time
import tasks

class Held:
    def __del__(self):
        print("taken apart")

held = Held()
atexit.register(print, "called")
"""
THREAD = """
def later():
    time.sleep(0.2)
    print("waited for")

threading.Thread(target=later).start()
"""


def left(code: str) -> tuple[int, str]:
    """Return how a process of its own ended, and what it said until then."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tasks.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_the_end_takes_nothing_apart_and_loses_no_word() -> None:
    code = f"{HELD}print('said', end='')\ntasks._leave(3)"
    assert left(code) == (3, "saidcalled\n")


def test_the_end_waits_for_other_threads() -> None:
    code = f"{HELD}{THREAD}tasks._leave(4)"
    status, said = left(code)
    assert status == 4
    assert said.startswith("waited for\ncalled\n")


def test_the_end_needs_nothing_that_python_may_take_away() -> None:
    code = f"import atexit\n{HELD}del atexit._run_exitfuncs\ntasks._leave(5)"
    status, said = left(code)
    assert status == 5
    assert said.startswith("called\n")
