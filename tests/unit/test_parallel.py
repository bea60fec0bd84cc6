"""One function over many items, in processes: as if it were done here, in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from ficstead import parallel

from ..running import until

PLUGINS = Path(parallel.__file__).parents[1]


def doubled(number: int) -> int:
    """Return twice a number; the first of them take longest."""
    time.sleep(0.01 if number < 3 else 0)
    return 2 * number


def where(_: int) -> int:
    return os.getpid()


def refuses(number: int) -> int:
    if number == 17:
        raise ValueError("17 is wrong")
    return number


def lacks(number: int) -> int:
    if number == 17:
        raise OSError("no such number")
    return number


def ends(number: int) -> int:
    if number == 17 and parallel.multiprocessing.parent_process() is not None:
        os._exit(9)
    return number


WAYS = [(processes, at_once) for processes in (1, 2, 5) for at_once in (1, 7)]


@pytest.mark.parametrize(("processes", "at_once"), WAYS)
@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_results_come_in_order(processes: int, at_once: int, count: int) -> None:
    done = parallel.each(doubled, range(count), processes=processes, at_once=at_once)
    assert list(done) == [2 * number for number in range(count)]


@pytest.mark.parametrize(("processes", "at_once"), WAYS)
@pytest.mark.parametrize(("job", "kind"), [(refuses, ValueError), (lacks, OSError)])
def test_what_the_job_raises_is_raised_here(
    processes: int, at_once: int, job: Callable[[int], int], kind: type[Exception]
) -> None:
    """An OSError too, though one also says that no process can be started."""
    done = parallel.each(job, range(40), processes=processes, at_once=at_once)
    with pytest.raises(kind, match=r"number|17"):
        list(done)


def test_it_is_done_elsewhere_where_there_is_more_than_one_process() -> None:
    assert os.getpid() not in set(parallel.each(where, range(40), processes=2))
    assert set(parallel.each(where, range(40), processes=1)) == {os.getpid()}
    assert set(parallel.each(where, [1], processes=2)) == {os.getpid()}


def test_where_no_process_can_be_started_it_is_done_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("resource temporarily unavailable")

    monkeypatch.setattr(parallel, "ProcessPoolExecutor", refuse)
    assert set(parallel.each(where, range(40), processes=2)) == {os.getpid()}


def test_where_a_process_dies_the_rest_is_done_here() -> None:
    """As when memory is full: what came back stays, and nothing is done twice."""
    assert list(parallel.each(ends, range(40), processes=2)) == list(range(40))


def test_a_function_that_a_new_process_cannot_find_is_called_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parallel, "FORKS", False)
    mine = os.getpid()
    done = parallel.each(lambda _: os.getpid(), range(4), processes=2)
    assert set(done) == {mine}


@pytest.mark.slow
def test_who_takes_only_the_first_results_waits_for_no_more() -> None:
    every = parallel.each(doubled, range(100_000), processes=2, at_once=5)
    assert [next(every) for _ in range(3)] == [0, 2, 4]
    every.close()  # type: ignore[attr-defined]


def test_there_is_a_bound_to_how_many() -> None:
    assert 1 <= parallel.cores() <= parallel._MOST


FOREVER = """
import sys, time
sys.path.insert(0, sys.argv[1])
from ficstead import parallel

def job(number):
    print("at work", flush=True)
    time.sleep(1000)

list(parallel.each(job, range(10), processes=3))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_no_process_outlives_its_parent(number: signal.Signals) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", FOREVER, str(PLUGINS)], stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    for _ in range(3):
        parent.stdout.readline()
    children = _children(parent.pid)
    assert len(children) == 3
    parent.send_signal(number)
    parent.wait()
    parent.stdout.close()
    until(lambda: not any(_lives(child) for child in children))


def _children(parent: int) -> list[int]:
    tasks = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def _lives(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


@pytest.mark.skipif(not parallel.FORKS, reason="a process is forked for it")
def test_a_job_beside_is_another_process_and_done_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(parallel, "cores", lambda: 2)
    said = tmp_path / "said"
    with parallel.beside(lambda: said.write_text(str(os.getpid()))):
        pass
    assert int(said.read_text()) != os.getpid()
    with parallel.beside(lambda: refuses(17)):
        pass
    assert capfd.readouterr() == ("", "")


def test_a_job_beside_is_left_where_there_is_one_core_or_no_fork(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[int] = []
    monkeypatch.setattr(parallel, "cores", lambda: 1)
    with parallel.beside(lambda: done.append(1)):
        pass
    monkeypatch.setattr(parallel, "cores", lambda: 2)
    monkeypatch.setattr(parallel, "FORKS", False)
    with parallel.beside(lambda: done.append(2)):
        pass
    assert done == []


@pytest.mark.skipif(not parallel.FORKS, reason="a process is forked for it")
def test_a_job_ahead_is_done_in_another_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parallel, "cores", lambda: 2)
    assert parallel.ahead(os.getpid)() != os.getpid()
    # Where that one ends without a word, it is done here.
    assert parallel.ahead(lambda: ends(17))() == 17
    with pytest.raises(ValueError, match="17 is wrong"):
        parallel.ahead(lambda: refuses(17))()


def test_a_job_ahead_is_done_here_where_there_is_one_core_or_no_fork(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parallel, "cores", lambda: 1)
    assert parallel.ahead(os.getpid)() == os.getpid()
    monkeypatch.setattr(parallel, "cores", lambda: 2)
    monkeypatch.setattr(parallel, "FORKS", False)
    assert parallel.ahead(os.getpid)() == os.getpid()


@pytest.mark.skipif(not parallel.FORKS, reason="a process is forked for it")
def test_nobody_waits_for_a_job_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "cores", lambda: 2)
    go_on, ended = tmp_path / "go on", tmp_path / "ended"

    def job() -> None:
        until(go_on.exists)
        ended.write_text(str(os.getpid()))

    parallel.meanwhile(job)
    assert not ended.exists()
    go_on.touch()
    until(lambda: ended.exists() and ended.read_text() != "")
    assert int(ended.read_text()) != os.getpid()


def test_a_job_meanwhile_is_done_at_once_where_there_is_one_core_or_no_fork(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[int] = []
    monkeypatch.setattr(parallel, "cores", lambda: 1)
    parallel.meanwhile(lambda: done.append(1))
    parallel.meanwhile(lambda: refuses(17))
    monkeypatch.setattr(parallel, "cores", lambda: 2)
    monkeypatch.setattr(parallel, "FORKS", False)
    parallel.meanwhile(lambda: done.append(2))
    assert done == [1, 2]
