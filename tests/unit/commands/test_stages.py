"""A long build says how far it is and how long each part took; a short one nothing."""

from __future__ import annotations

import sys

import pytest
from ficstead.commands import stages
from ficstead.commands.stages import Stages


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(stages.time, "monotonic", lambda: now[0])
    return now


def test_only_what_took_long_is_told(clock: list[float]) -> None:
    short, every = Stages(), Stages(every=True)
    for name, took in (("settings", 0.01), ("read", 2.14), ("wrote", 0.5)):
        clock[0] += took
        short.end(name)
        every.end(name)
    assert short.told() == " (read 2.1 s, wrote 0.5 s)"
    assert every.told() == " (settings 0.0 s, read 2.1 s, wrote 0.5 s)"


def test_where_all_was_quick_nothing_is_told(clock: list[float]) -> None:
    done = Stages()
    clock[0] += 0.05
    done.end("read")
    assert done.told() == ""


def test_only_a_terminal_is_shown_how_far_it_is(
    clock: list[float],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert Stages().progress("Reading") is None
    shown: list[str] = []
    monkeypatch.setattr(stages.terminal, "passing", shown.append)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    show = Stages().progress("Reading")
    assert show is not None
    show(20, 2000)
    clock[0] += 2
    show(21, 2000)
    show(200, 2000)
    show(2000, 2000)
    assert shown == ["Reading: 200 of 2,000, 18 s left", ""]
