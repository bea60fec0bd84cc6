"""A digest is of what lies in a file now, whatever the file says of itself."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from ficstead.store import digests
from ficstead.store.digests import Digests, of_bytes, of_parts

OLD = 10**9 * 1_000_000_000  # a moment in 2001, in nanoseconds


def settled(path: Path, text: str) -> None:
    path.write_text(text)
    os.utime(path, ns=(OLD, OLD))


def rewritten(path: Path) -> None:
    path.write_text("two")


def rewritten_with_its_time_set_back(path: Path) -> None:
    path.write_text("two")
    os.utime(path, ns=(OLD, OLD))


def replaced_by_another_with_its_time(path: Path) -> None:
    other = path.with_name("other")
    settled(other, "two")
    other.replace(path)


HIDDEN_CHANGES = pytest.mark.parametrize(
    "change",
    [rewritten, rewritten_with_its_time_set_back, replaced_by_another_with_its_time],
)
TICKS = pytest.mark.parametrize("tick", [0, 2 * 10**9])


@HIDDEN_CHANGES
@TICKS
def test_a_change_that_keeps_the_size_is_seen(
    tmp_path: Path,
    change: Callable[[Path], None],
    tick: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Within the tick of the clock too, and where a program sets the time back."""
    monkeypatch.setattr(digests, "_TICK", tick)
    path, seen = tmp_path / "file", Digests(lasting=True)
    settled(path, "one")
    assert seen.of(path) == of_bytes(b"one")
    if not tick:
        os.utime(path, ns=(OLD, OLD - 1))
        seen.again()
        seen.of(path)
    change(path)
    seen.again()
    assert seen.of(path) == of_bytes(b"two")


def test_a_file_that_has_long_stayed_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "_TICK", 0)
    path, seen = tmp_path / "file", Digests(lasting=True)
    settled(path, "one")
    first = seen.of(path)
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"read again")
    seen.again()
    assert seen.of(path) == first


def test_a_file_younger_than_the_tick_is_read_each_time(tmp_path: Path) -> None:
    path, seen = tmp_path / "file", Digests(lasting=True)
    for text in ("one", "two", "six"):
        path.write_text(text)
        seen.again()
        assert seen.of(path) == of_bytes(text.encode())


@pytest.mark.parametrize("lasting", [True, False])
def test_within_one_build_a_file_says_one_thing(tmp_path: Path, lasting: bool) -> None:
    path, seen = tmp_path / "file", Digests(lasting=lasting)
    path.write_text("one")
    first = seen.of(path)
    path.write_text("two")
    assert seen.of(path) == first


def test_many_files_are_told_apart_by_name_content_and_being_there(
    tmp_path: Path,
) -> None:
    one, two, gone = tmp_path / "one", tmp_path / "two", tmp_path / "gone"
    one.write_text("a")
    two.write_text("b")
    said = {
        Digests().of_all(paths)
        for paths in ([], [one], [two], [one, two], [two, one], [one, gone], [gone])
    }
    assert len(said) == 7


def test_parts_are_told_apart_from_their_neighbours() -> None:
    parts = [(), ("",), ("", ""), ("ab",), ("a", "b"), ("", "ab"), ("\udcff",)]
    assert len({of_parts(*some) for some in parts}) == len(parts)


def test_the_marks_of_files_change_with_them(tmp_path: Path) -> None:
    path = tmp_path / "file"
    settled(path, "one")
    before = digests.marks([path, tmp_path / "gone"])
    assert digests.marks([path, tmp_path / "gone"]) == before
    replaced_by_another_with_its_time(path)
    assert digests.marks([path, tmp_path / "gone"]) != before


# ---- From one process to the next ------------------------------------------------------

NOT_BELIEVED = pytest.mark.skipif(os.name == "nt", reason="nothing is believed there")


def after(kept: Path, path: Path) -> Digests:
    """Return the digests of a process after one that has read a file."""
    seen = digests.restored(kept)
    seen.of(path)
    seen.save(kept)
    return digests.restored(kept)


@NOT_BELIEVED
def test_a_file_that_has_long_stayed_is_not_read_by_the_next_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "_TICK", 0)
    path, kept = tmp_path / "file", tmp_path / "digests"
    settled(path, "one")
    later = after(kept, path)
    read_bytes = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"read again")
    assert later.of(path) == of_bytes(b"one")
    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    assert digests.restored(tmp_path / "none").of(path) == of_bytes(b"one")


@HIDDEN_CHANGES
@TICKS
def test_the_next_process_sees_a_change_that_keeps_the_size(
    tmp_path: Path,
    change: Callable[[Path], None],
    tick: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(digests, "_TICK", tick)
    path, kept = tmp_path / "file", tmp_path / "digests"
    settled(path, "one")
    later = after(kept, path)
    if not tick:
        time.sleep(0.02)  # a tick of the clock
    change(path)
    assert later.of(path) == of_bytes(b"two")


@pytest.mark.parametrize("damage", [b"", b"damaged", bytes(40), None])
def test_what_was_kept_and_is_damaged_is_nothing(
    tmp_path: Path, damage: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "_TICK", 0)
    path, kept = tmp_path / "file", tmp_path / "digests"
    settled(path, "one")
    after(kept, path)
    kept.unlink(missing_ok=os.name == "nt")
    if damage is not None:
        kept.write_bytes(damage)
    assert digests.restored(kept).of(path) == of_bytes(b"one")


def test_a_name_that_is_no_text_keeps_nothing_from_being_read(tmp_path: Path) -> None:
    path, kept = tmp_path / os.fsdecode(b"f\xff"), tmp_path / "digests"
    try:
        settled(path, "one")
    except OSError:
        pytest.skip("no such names here")
    assert after(kept, path).of(path) == of_bytes(b"one")
