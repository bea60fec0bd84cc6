"""Files read in processes of their own: what one of them does harms no other."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from ficstead.importing import workers

PLUGINS = Path(workers.__file__).parents[2]


def told(task: object, reason: str) -> str:
    return f"{task}: {reason}"


def job(task: object) -> str:
    """Do what the task says, in the process that has to bear it."""
    match task:
        case "hang":
            while True:
                pass
        case "sleep":
            time.sleep(600)
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            os._exit(0)
        case "eat":
            return str(len(bytearray(8 * 2**30)))
        case "fail":
            raise IndexError("list index\nout of range")
        case "deep":
            return job_without_end(0)
        case "odd":
            return lambda: None  # type: ignore[return-value]
        case "where":
            return str(os.getpid())
        case int():
            time.sleep(0.02 * (5 - task % 6))
    return f"read {task}" if not isinstance(task, bytes) else f"{len(task)} bytes"


def job_without_end(n: int) -> str:
    return job_without_end(n + 1)


def done(*tasks: object, processes: int | None = 2, **more: float) -> list[str]:
    return list(
        workers.results(job, tasks, processes=processes, refused=told, **more)  # type: ignore[arg-type]
    )


def test_results_come_in_the_order_of_the_tasks() -> None:
    assert done(*range(20)) == [f"read {n}" for n in range(20)]


def test_nothing_to_do_is_nothing_done() -> None:
    assert done() == []


def test_results_come_while_tasks_are_still_to_come() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for n in range(60):
            taken.append(n)
            yield n

    results = workers.results(job, tasks(), processes=2, refused=told)
    assert next(results) == "read 0"
    assert len(taken) < 20
    results.close()


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_process_that_is_lost_costs_its_own_file_only() -> None:
    unread = "It could not be read at all; it may be damaged."
    assert done(1, "die", 2, "exit", 3, "die", 4, 5) == [
        *("read 1", f"die: {unread}", "read 2", f"exit: {unread}", "read 3"),
        *(f"die: {unread}", "read 4", "read 5"),
    ]


@pytest.mark.slow
def test_a_task_that_hangs_is_given_up() -> None:
    begun = time.monotonic()
    slow = "It took too long to read; it may be damaged."
    assert done(1, "hang", 2, "sleep", 3, seconds=0.5) == [
        *("read 1", f"hang: {slow}", "read 2", f"sleep: {slow}", "read 3")
    ]
    assert time.monotonic() - begun < 20


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the limit")
def test_a_task_that_eats_memory_gets_none() -> None:
    huge = "It took too much memory to read; it may be damaged."
    assert done(1, "eat", 2) == ["read 1", f"eat: {huge}", "read 2"]


@pytest.mark.parametrize("processes", [0, 1])
def test_mistakes_of_ours_are_told_and_stop_nothing(processes: int) -> None:
    first, failed, deep, last = done(1, "fail", "deep", 2, processes=processes)
    assert (first, last) == ("read 1", "read 2")
    assert failed == (
        "fail: Reading it failed (IndexError: list index out of range); "
        "it may be damaged."
    )
    assert "RecursionError" in deep


def test_a_result_that_cannot_be_sent_is_told() -> None:
    assert "Reading it failed" in done("odd")[0]


def test_large_tasks_come_through() -> None:
    assert done(bytes(2**25), bytes(3)) == [f"{2**25} bytes", "3 bytes"]


def test_processes_are_not_this_one_and_are_used_again() -> None:
    where = done(*["where"] * 6, processes=1)
    assert len(set(where)) == 1
    assert where[0] != str(os.getpid())
    assert done("where", processes=0) == [str(os.getpid())]


def test_where_no_process_can_be_started_it_is_done_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no(process: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(workers.sandbox, "start", no)
    assert done("where", 1) == [str(os.getpid()), "read 1"]


SCRIPT = """
import os, sys, time
sys.path[:0] = {paths!r}
from ficstead.importing import workers
from test_workers import job, told
if __name__ == "__main__":
    tasks = [1, "sleep", "sleep", 2]
    for n, result in enumerate(
        workers.results(job, tasks, processes=2, refused=told)
    ):
        print(result, flush=True)
"""


def running_now() -> list[tuple[int, int]]:
    """Return number and parent of every process that has not ended."""
    said = subprocess.run(
        ["ps", "-e", "-o", "pid=,ppid=,stat="],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = (line.split() for line in said.stdout.splitlines())
    return [(int(row[0]), int(row[1])) for row in rows if not row[2].startswith("Z")]


@pytest.mark.skipif(shutil.which("ps") is None, reason="processes of POSIX")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_running(tmp_path: Path, ending: signal.Signals) -> None:
    script = tmp_path / "run.py"
    paths = [str(PLUGINS), str(Path(__file__).parent)]
    script.write_text(textwrap.dedent(SCRIPT.format(paths=paths)))
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        assert running.stdout
        assert running.stdout.readline() == "read 1\n"
        left = {pid for pid, parent in running_now() if parent == running.pid}
        if ending is signal.SIGINT:
            os.killpg(running.pid, ending)  # as a terminal does it
        else:
            running.send_signal(ending)
        _, said = running.communicate(timeout=20)
    assert "Process " not in said
    assert said.count("Traceback") <= (ending is signal.SIGINT)
    assert left
    until = time.monotonic() + 5
    while left & {pid for pid, _ in running_now()}:
        assert time.monotonic() < until
        time.sleep(0.05)
