"""The store gives back what was put into it, or nothing: never an error, never a lie."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from hashlib import blake2b
from pathlib import Path
from random import Random

import pytest
from ficstead.store import store as room
from ficstead.store.store import Store
from hypothesis import given
from hypothesis import strategies as st

from ...laws import tries

PLUGINS = Path(room.__file__).parents[2]


def key(number: int) -> bytes:
    return blake2b(str(number).encode(), digest_size=20).digest()


def value(number: int) -> bytes:
    """Return a text, short or of many pages of the file, that is nobody else's."""
    return Random(number).randbytes(number % 7 * 700 + 1)


VALUES = {key(number): value(number) for number in range(150)}


def filled(path: Path) -> Path:
    store = Store(path)
    store.put(VALUES)
    store.close()
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return filled(tmp_path / "cache" / "texts.sqlite")


def said(path: Path) -> dict[bytes, bytes]:
    """Return what a store in this file gives back of all that was put into it."""
    store = Store(path)
    found = store.get(list(VALUES))
    store.close()
    return found


def is_as_good_as_new(path: Path) -> bool:
    """Tell whether what is put there now is there the next time."""
    filled(path)
    return said(path) == VALUES


def test_what_was_put_is_there_for_the_next_build(path: Path) -> None:
    assert said(path) == VALUES


def test_a_store_without_a_file_knows_nothing_and_takes_everything() -> None:
    store = Store(None)
    store.put(VALUES)
    assert store.get(list(VALUES)) == {}
    store.prune()
    store.close()


def test_more_keys_than_one_question_may_hold(tmp_path: Path) -> None:
    many = {key(number): b"%d" % number for number in range(2500)}
    store = Store(tmp_path / "texts.sqlite")
    store.put(many)
    assert store.get(list(many)) == many


# ---- Damage ---------------------------------------------------------------------------

WHOLE: list[bytes] = []


def whole(folder: Path) -> bytes:
    if not WHOLE:
        WHOLE.append(filled(folder / "whole.sqlite").read_bytes())
    return WHOLE[0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damaged")


def never_lies(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    for _ in range(3):
        assert said(path).items() <= VALUES.items()
        filled(path)
        store = Store(path)
        store.prune()
        store.close()
    assert said(path).items() <= VALUES.items()


@given(
    flips=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)),
        min_size=1,
        max_size=20,
    )
)
@tries(50)
def test_bytes_flipped_anywhere(folder: Path, flips: list[tuple[float, int]]) -> None:
    data = bytearray(whole(folder))
    for place, change in flips:
        data[int(place * len(data))] ^= change
    never_lies(folder / "flipped.sqlite", bytes(data))


@pytest.mark.slow
@given(place=st.integers(0, 4095), change=st.integers(1, 255))
@tries(50)
def test_a_byte_flipped_in_the_first_page(
    folder: Path, place: int, change: int
) -> None:
    """The header and the names of the tables, where damage takes the strangest ways."""
    data = bytearray(whole(folder))
    data[place] ^= change
    path = folder / "first.sqlite"
    never_lies(path, bytes(data))
    assert is_as_good_as_new(path)


@pytest.mark.slow
@given(part=st.floats(0, 1))
@tries(60)
def test_a_file_cut_off_anywhere(folder: Path, part: float) -> None:
    data = whole(folder)
    never_lies(folder / "cut.sqlite", data[: int(part * len(data))])


@given(first=st.floats(0, 1), second=st.floats(0, 1))
@tries(40)
def test_pages_lost_to_zeros(folder: Path, first: float, second: float) -> None:
    """What is left of a file that was not yet on the disk when the power went."""
    data = whole(folder)
    start, end = sorted((int(first * len(data)), int(second * len(data))))
    never_lies(folder / "zeros.sqlite", data[:start] + bytes(end - start) + data[end:])


def test_a_value_that_lies_under_another_key_is_none(path: Path) -> None:
    """As behind an index that is damaged: the value itself is whole."""
    db = sqlite3.connect(path)
    first, second = list(VALUES)[:2]
    db.execute(
        "UPDATE made SET value = (SELECT value FROM made WHERE key = ?) WHERE key = ?",
        (second, first),
    )
    db.commit()
    db.close()
    assert first not in said(path)


@pytest.mark.parametrize("wrong", [None, 7, 1.5, "text", b"", b"abc", b"\0\0\0\0"])
def test_a_value_of_another_kind_is_none(path: Path, wrong: object) -> None:
    db = sqlite3.connect(path)
    db.execute("UPDATE made SET value = ?", (wrong,))
    db.commit()
    db.close()
    assert said(path) == {}
    assert is_as_good_as_new(path)


# ---- Files that are not ours ----------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "CREATE TABLE letters (text TEXT)",
        "CREATE TABLE made (key BLOB PRIMARY KEY, value BLOB)",
        "CREATE TABLE made (something INTEGER)",
        "PRAGMA application_id = 1; CREATE TABLE made (key BLOB, value BLOB)",
        f"PRAGMA application_id = {room._APPLICATION}; PRAGMA user_version = 0;"
        "CREATE TABLE made (key TEXT)",
        f"PRAGMA application_id = {room._APPLICATION}; PRAGMA user_version = 99;"
        "CREATE TABLE made_of_glass (key TEXT)",
        f"PRAGMA application_id = {room._APPLICATION};"
        f"PRAGMA user_version = {room._VERSION}; CREATE TABLE maid (key TEXT)",
    ],
)
def test_another_program_s_file_or_another_version(tmp_path: Path, words: str) -> None:
    path = tmp_path / "texts.sqlite"
    db = sqlite3.connect(path)
    db.executescript(words)
    db.close()
    assert said(path) == {}
    assert is_as_good_as_new(path)


@pytest.mark.parametrize("data", [b"", b"\n", b"Dear all,\n" * 1000, bytes(8192)])
def test_no_database_at_all(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "texts.sqlite"
    path.write_bytes(data)
    assert said(path) == {}
    assert is_as_good_as_new(path)


def test_a_folder_of_that_name(tmp_path: Path) -> None:
    path = tmp_path / "texts.sqlite"
    path.mkdir()
    filled(path)
    assert said(path) == {}
    assert path.is_dir()


def test_a_file_where_its_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("mine")
    path = tmp_path / "cache" / "texts.sqlite"
    filled(path)
    assert said(path) == {}
    assert (tmp_path / "cache").read_text() == "mine"


# ---- Files out of reach, which are sound ----------------------------------------------


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_folder_that_cannot_be_written(path: Path) -> None:
    path.chmod(0o400)
    path.parent.chmod(0o500)
    filled(path)
    assert said(path) == VALUES
    path.parent.chmod(0o700)


@pytest.mark.parametrize("state", ["query_only = 1", "max_page_count = 1"])
def test_a_disk_that_takes_no_more(path: Path, state: str) -> None:
    """`query_only` fails as a read-only disk does, the other as a full one."""
    store = Store(path)
    assert store._db is not None
    store._db.execute(f"PRAGMA {state}")
    new = {key(-number): bytes(100_000) for number in range(1, 9)}
    store.put(new)
    assert store.get(list(VALUES)) == {}, "it goes on without the store"
    store.put(new)
    store.prune()
    store.close()
    assert said(path) == VALUES


def test_a_file_that_somebody_else_keeps_locked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_PATIENCE", 0.01)
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    assert said(path) == {}
    filled(path)
    other.close()
    assert said(path) == VALUES


def test_a_file_deleted_while_it_is_open(path: Path) -> None:
    store = Store(path)
    path.unlink()
    found = store.get(list(VALUES))
    assert found.items() <= VALUES.items()
    store.put(VALUES)
    store.prune()
    store.close()
    assert is_as_good_as_new(path)


def test_a_file_replaced_while_it_is_open(path: Path) -> None:
    store = Store(path)
    other = filled(path.with_name("other.sqlite"))
    other.replace(path)
    store.put({key(-1): b"new"})
    store.close()
    assert said(path) == VALUES


# ---- Two at once ----------------------------------------------------------------------

FILL = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from ficstead.store.store import Store
from hashlib import blake2b
store = Store(Path(sys.argv[2]))
for first in range(int(sys.argv[3]), 2000, 40):
    store.put({
        blake2b(str(n).encode(), digest_size=20).digest(): b"%d" % n
        for n in range(first, first + 20)
    })
store.close()
"""


@pytest.mark.parametrize("start", ["nothing", "damage"])
def test_two_processes_fill_one_file(tmp_path: Path, start: str) -> None:
    path = tmp_path / "texts.sqlite"
    if start == "damage":
        path.write_bytes(b"damaged" * 1000)
    both = [
        subprocess.Popen([sys.executable, "-c", FILL, str(PLUGINS), str(path), first])
        for first in ("0", "20")
    ]
    assert [process.wait() for process in both] == [0, 0]
    many = {key(number): b"%d" % number for number in range(2000)}
    found = Store(path).get(list(many))
    assert found.items() <= many.items()
    if start == "nothing":
        assert found == many


# ---- What is not used goes ------------------------------------------------------------


def many(first: int, count: int) -> dict[bytes, bytes]:
    return {key(number): bytes(100) for number in range(first, first + count)}


def pruned(path: Path, asked: dict[bytes, bytes]) -> int:
    """Ask for some values, tidy up, and return how many are left."""
    store = Store(path)
    store.get(list(asked))
    store.prune()
    left = store._run("SELECT count(*) FROM made")[0][0]
    store.close()
    assert isinstance(left, int)
    return left


@pytest.fixture
def few_leftovers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_LEFTOVERS", 100)


@pytest.mark.usefixtures("few_leftovers")
def test_what_nobody_asks_for_goes_when_it_is_much_more_than_the_rest(
    tmp_path: Path,
) -> None:
    path = tmp_path / "texts.sqlite"
    store = Store(path)
    store.put(many(0, 400))
    store.close()
    assert pruned(path, many(0, 200)) == 400, "a few versions of each text stay"
    assert pruned(path, many(0, 50)) == 50


@pytest.mark.usefixtures("few_leftovers")
def test_a_build_that_read_nothing_knows_not_what_is_of_use(tmp_path: Path) -> None:
    path = tmp_path / "texts.sqlite"
    store = Store(path)
    store.put(many(0, 400))
    store.close()
    assert pruned(path, {}) == 400


@pytest.mark.usefixtures("few_leftovers")
def test_a_file_that_was_tidied_is_smaller(tmp_path: Path) -> None:
    path = tmp_path / "texts.sqlite"
    store = Store(path)
    store.put(many(0, 2000))
    store.close()
    before = path.stat().st_size
    pruned(path, many(0, 10))
    assert path.stat().st_size < before / 5
