"""Books are made once, kept by what they are made of, and again where they are lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from ficstead import parallel
from ficstead.books import making
from ficstead.books.making import Book, Order, Unmakable
from ficstead.books.shelf import Shelf
from ficstead.problems import Problem
from ficstead.store import digests
from ficstead.store.store import Store


class Bench:
    """A cache folder, and a list of what was made."""

    def __init__(self, cache: Path | None) -> None:
        self.cache = cache
        self.made: list[str] = []

    def order(self, name: str, data: bytes | Exception = b"text") -> Order:
        def make() -> bytes:
            self.made.append(name)
            if isinstance(data, Exception):
                raise data
            return data

        key = digests.of_parts(name, str(data))
        return Order(
            f"{name}.txt", key, make, f"the text of {name}", f"{name}.md", name
        )

    def run(
        self, *orders: Order, anew: bool = True, stands: bool = True
    ) -> tuple[tuple[Book, ...], tuple[Problem, ...]]:
        """Make books as a build of its own does."""
        self.made = []
        store = Store(self.cache / "texts.sqlite" if self.cache else None)
        found = making.make(
            orders, Shelf(self.cache, store), anew=anew, stands=lambda: stands
        )
        store.close()
        return found

    def kept(self) -> list[Path]:
        assert self.cache is not None
        return sorted((self.cache / "books").iterdir())


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "cache")


def test_what_was_made_of_files_that_changed_meanwhile_is_made_again(
    bench: Bench,
) -> None:
    (book,), _ = bench.run(bench.order("lamp"), stands=False)
    assert book.data() == b"text"
    bench.run(bench.order("lamp"))
    assert bench.made == ["lamp"]
    bench.run(bench.order("lamp"))
    assert bench.made == []


def test_what_did_not_change_is_not_made_again(bench: Bench) -> None:
    (book,), _ = bench.run(bench.order("lamp"))
    assert (bench.made, book.made.size, book.data()) == (["lamp"], 4, b"text")
    (again,), _ = bench.run(bench.order("lamp"))
    assert (bench.made, again.made) == ([], book.made)
    assert again.data() == b"text"
    assert bench.made == []
    bench.run(bench.order("lamp"), bench.order("fog"))
    assert bench.made == ["fog"]


@pytest.mark.parametrize(
    "spoil",
    [
        Path.unlink,
        lambda path: path.write_bytes(b"tixt"),
        lambda path: path.write_bytes(b""),
        lambda path: (path.unlink(), path.mkdir()),
    ],
    ids=["gone", "other", "empty", "a folder"],
)
def test_a_spoilt_book_is_made_again_when_it_is_wanted(
    bench: Bench, spoil: Callable[[Path], object]
) -> None:
    bench.run(bench.order("lamp"))
    (path,) = bench.kept()
    spoil(path)
    (book,), _ = bench.run(bench.order("lamp"))
    assert bench.made == []
    assert book.data() == b"text"
    assert bench.made == ["lamp"]


def test_a_store_that_knows_nothing_has_all_made(bench: Bench) -> None:
    bench.run(bench.order("lamp"))
    assert bench.cache is not None
    (bench.cache / "texts.sqlite").write_bytes(b"no store")
    (book,), _ = bench.run(bench.order("lamp"))
    assert bench.made == ["lamp"]
    assert book.data() == b"text"


def test_without_a_cache_books_last_as_long_as_they_are_needed() -> None:
    bench = Bench(None)
    books, _ = bench.run(bench.order("lamp"), bench.order("fog", b"mist"))
    assert [book.data() for book in books] == [b"text", b"mist"]
    assert bench.made == ["lamp", "fog"]


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "books").write_text("in the way")
    bench = Bench(tmp_path)
    (book,), _ = bench.run(bench.order("lamp"))
    assert book.data() == b"text"


def test_it_is_made_ready_once_and_only_where_one_is_made(bench: Bench) -> None:
    readied: list[tuple[int, bool]] = []
    store = Store(None)
    orders = [bench.order("lamp"), bench.order("fog")]

    def ready(several: bool) -> None:
        readied.append((len(bench.made), several))

    shelf = Shelf(bench.cache, store)
    making.make(orders, shelf, ready=ready, anew=False)
    making.make((), shelf, ready=ready)
    assert readied == []
    making.make(orders, shelf, ready=ready)
    assert readied == [(0, False)]
    assert bench.made == ["lamp", "fog"]


def test_a_preview_makes_none_and_shows_what_is_there(bench: Bench) -> None:
    bench.run(bench.order("lamp"))
    books, problems = bench.run(bench.order("lamp"), bench.order("fog"), anew=False)
    assert [book.order.path for book in books] == ["lamp.txt"]
    assert (bench.made, problems) == ([], ())


def test_one_that_cannot_be_made_is_a_problem_and_the_others_are(bench: Bench) -> None:
    broken = ValueError("first line\nsecond")
    missing = Unmakable("its cover is no picture", "lamp.md", 7)
    books, problems = bench.run(
        bench.order("fog", broken), bench.order("tide"), bench.order("lamp", missing)
    )
    assert [book.order.path for book in books] == ["tide.txt"]
    said = [f"{p.path}:{p.line} {p.code} {p.message}" for p in problems]
    assert said == [
        "fog.md:0 W319 the text of fog cannot be made: ValueError: first line second",
        "lamp.md:7 W319 the text of lamp cannot be made: its cover is no picture",
    ]
    bench.run(bench.order("fog"))
    assert bench.made == ["fog"], "it is tried again"


def test_many_are_made_by_several_processes_and_come_in_order(bench: Bench) -> None:
    orders = [bench.order(str(n), bytes([n]) * n) for n in range(40)]
    orders[7] = bench.order("7", ValueError("no"))
    books, problems = bench.run(*orders)
    assert [book.order.path for book in books] == [
        f"{n}.txt" for n in range(40) if n != 7
    ]
    assert [book.data() for book in books][:3] == [b"", b"\1", b"\2\2"]
    assert len(problems) == 1
    if parallel.FORKS and parallel.cores() > 1:
        assert bench.made == []


def test_what_nobody_uses_goes_once_it_is_more_than_what_is_used(bench: Bench) -> None:
    for size in (3_000, 3_001, 3_002):
        bench.run(bench.order("lamp", b"a" * size))
    assert len(bench.kept()) == 2
    bench.run(bench.order("lamp", b"a" * 3_002))
    assert bench.made == []
    bench.run()
    assert bench.kept() == []


def test_it_is_told_how_far_it_is(bench: Bench) -> None:
    told: list[tuple[int, int]] = []
    shelf = Shelf(bench.cache, Store(None))
    orders = [bench.order("lamp"), bench.order("fog")]
    making.make(orders, shelf, lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_a_full_disk_is_a_problem(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    books, problems = bench.run(bench.order("lamp"))
    assert books == ()
    assert "No space left" in problems[0].message
