"""What a process that builds again and again knows of its last build."""

from __future__ import annotations

from pathlib import Path

from ficstead.store import keep
from ficstead.store.keep import Keep


def lasting(folder: Path) -> Keep:
    return keep.opened(folder, lasting=True)


class Making:
    """Makes something of things, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, *things: object) -> tuple[object, ...]:
        self.times += 1
        return things


def test_what_was_made_of_the_same_things_is_not_made_again(tmp_path: Path) -> None:
    kept, make, things = lasting(tmp_path), Making(), ("one", ["two"])
    for _ in range(3):
        kept.begin()
        assert kept.again("pair", make, *things) == things
    assert make.times == 1


def test_equal_things_are_not_the_same(tmp_path: Path) -> None:
    kept, make = lasting(tmp_path), Making()
    for thing in (["one"], ["one"]):
        kept.begin()
        kept.again("list", make, thing)
    assert make.times == 2


def test_two_functions_make_two_things_of_one(tmp_path: Path) -> None:
    kept, thing = lasting(tmp_path), ["one"]
    assert kept.again("length", len, thing) == 1
    assert kept.again("words", lambda t: t[0], thing) == "one"


def test_what_the_last_build_did_not_ask_for_is_let_go(tmp_path: Path) -> None:
    kept, make, thing = lasting(tmp_path), Making(), ["one"]
    kept.begin()
    kept.again("list", make, thing)
    kept.begin()
    kept.again("list", make, ["another"])
    kept.begin()
    kept.again("list", make, thing)
    assert make.times == 3


def test_a_build_that_stopped_early_costs_no_memory(tmp_path: Path) -> None:
    """A slip in a header stops a build before its pages; they are the same after."""
    kept, make, work, page = lasting(tmp_path), Making(), ["work"], ["page"]
    kept.begin()
    kept.again("work", make, work)
    kept.again("page", make, page)
    kept.begin()
    kept.again("work", make, work)
    kept.begin()
    kept.again("work", make, work)
    kept.again("page", make, page)
    assert make.times == 2


def test_an_id_that_is_given_again_brings_nothing_back(tmp_path: Path) -> None:
    kept = lasting(tmp_path)
    for number in range(200):
        kept.begin()
        assert kept.again("copy", list, [number]) == [number]


def test_what_is_forgotten_is_made_again(tmp_path: Path) -> None:
    kept, make, thing = lasting(tmp_path), Making(), ["one"]
    kept.again("list", make, thing)
    kept.forget()
    kept.again("list", make, thing)
    assert make.times == 2


def test_an_equal_thing_is_the_one_of_the_last_build(tmp_path: Path) -> None:
    kept, first = lasting(tmp_path), ["one"]
    assert kept.same("list", first) is first
    assert kept.same("list", ["one"]) is first
    other = ["two"]
    assert kept.same("list", other) is other


def test_a_process_that_builds_once_remembers_nothing() -> None:
    kept, make, thing = keep.nothing(), Making(), ["one"]
    for _ in range(2):
        kept.begin()
        kept.again("list", make, thing)
        assert kept.same("list", other := ["one"]) is other
    assert make.times == 2
