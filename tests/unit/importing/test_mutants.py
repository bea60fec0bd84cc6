"""Sources of every format, damaged at random: always a story or a refusal."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from ficstead.importing import importing
from ficstead.importing.importing import Task
from ficstead.importing.opening import opening
from ficstead.importing.opening.opening import Item
from hypothesis import given
from hypothesis import strategies as st

from ...laws import tries
from .mutants import mutant, sources

NAMES = sorted(sources())


def survives(path: Path, number: int) -> None:
    """Read, write and compare a source with a few things wrong."""
    by = random.Random(number)
    name = by.choice(NAMES)
    data = mutant(sources()[name], by, sources()[by.choice(NAMES)])
    items = [Item(name, name, datetime(2024, 5, 1, tzinfo=UTC), data)]
    if name.endswith(".mhtml"):
        path.with_name(name).write_bytes(data)
        items = list(opening.items([path.with_name(name)]))
    for item in items:
        brought = importing.brought(Task(item, "2026-05-01", reflow=number % 2 == 0))
        if brought.manuscript is None:
            assert brought.said[0].endswith("."), name
            continue
        for part in brought.manuscript.parts:
            f"{part.values}{part.body}".encode()


@pytest.mark.parametrize("name", NAMES)
def test_whole_they_are_stories(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(sources()[name])
    for item in opening.items([tmp_path]):
        assert importing.brought(Task(item, "2026-05-01")).manuscript is not None


@tries(25, derandomize=True)
@given(st.integers(0, 2**32))
def test_damaged_they_are_stories_or_refused(
    tmp_path_factory: pytest.TempPathFactory, number: int
) -> None:
    survives(tmp_path_factory.getbasetemp() / "mutant", number)


@pytest.mark.slow
@tries(400)
@given(st.integers(0, 2**32))
def test_however_often_they_are_damaged(
    tmp_path_factory: pytest.TempPathFactory, number: int
) -> None:
    survives(tmp_path_factory.getbasetemp() / "mutant", number)
