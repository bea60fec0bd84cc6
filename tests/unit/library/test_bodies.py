"""A text that lies in the store is as it was read, also when the store is lost."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from ficstead import parallel
from ficstead.library.desk import Desk
from ficstead.library.said import Kind, Task
from ficstead.metadata.facts import Defaults
from ficstead.model import Language
from ficstead.problems import ContentError
from ficstead.store import keep as keeping
from ficstead.store.keep import Keep
from ficstead.text import Prose

DEFAULTS = Defaults("Ada", Language("en", "English", "English"), ZoneInfo("UTC"))
RAIN = "<p>It rained on the marsh.</p>"


@pytest.fixture
def keep(tmp_path: Path) -> Iterator[Keep]:
    kept = keeping.opened(tmp_path / "cache")
    yield kept
    kept.close()


@pytest.fixture
def chapter(tmp_path: Path) -> Path:
    path = tmp_path / "1.md"
    path.write_text("---\ntitle: Rain\n---\n\nIt rained on the marsh.\n")
    return path


def read(keep: Keep, *paths: Path) -> list[Prose]:
    desk = Desk(DEFAULTS, keep)
    readings = desk.read([(Task(Kind.CHAPTER, "1"), path) for path in paths])
    desk.done()
    return [reading.texts.body for reading in readings]


def lost(keep: Keep) -> None:
    """Take what a store holds away from it."""
    keep.store._run("DELETE FROM made")


def test_a_text_is_not_held_and_is_there(keep: Keep, chapter: Path) -> None:
    for _ in ("made", "taken from the store"):
        (body,) = read(keep, chapter)
        assert body.held == ""
        assert body.html == RAIN


def test_without_a_store_a_text_is_held(chapter: Path) -> None:
    (body,) = read(keeping.nothing(), chapter)
    assert body.held == body.html == RAIN


def test_where_a_text_lies_makes_no_difference(keep: Keep, chapter: Path) -> None:
    lying, held = (*read(keep, chapter), *read(keeping.nothing(), chapter))
    assert lying == held
    assert hash(lying) == hash(held)
    assert lying.digest == held.digest
    chapter.write_text(chapter.read_text().replace("rained", "snowed"))
    keep.begin()
    assert read(keep, chapter) != [lying]


def test_no_text_at_all_is_no_text(keep: Keep, chapter: Path) -> None:
    chapter.write_text("---\ntitle: Rain\n---\n")
    (body,) = read(keep, chapter)
    assert not body
    assert body.html == ""


@pytest.mark.skipif(not parallel.FORKS, reason="no process is forked here")
def test_a_forked_process_asks_for_itself(keep: Keep, chapter: Path) -> None:
    read(keep, chapter)
    (body,) = read(keep, chapter)
    context = multiprocessing.get_context("fork")
    said = context.SimpleQueue()
    child = context.Process(target=lambda: said.put(str(body.html)))
    child.start()
    assert said.get() == RAIN
    child.join()
    assert body.html == RAIN


def test_what_the_store_has_lost_is_read_again(keep: Keep, chapter: Path) -> None:
    (body,) = read(keep, chapter)
    lost(keep)
    assert body.html == RAIN


def test_a_process_that_goes_on_finds_a_text_where_its_file_went(
    tmp_path: Path, chapter: Path
) -> None:
    """A work was renamed, and somebody emptied the cache."""
    keep = keeping.opened(tmp_path / "cache", lasting=True)
    read(keep, chapter)
    keep.begin()
    (body,) = read(keep, chapter.rename(tmp_path / "2.md"))
    lost(keep)
    assert body.html == RAIN
    keep.close()


@pytest.mark.parametrize(
    ("becomes", "said"),
    [
        ("Snow", "changed while the site was made"),
        (None, "No such file"),
    ],
)
def test_a_lost_text_whose_file_is_another_by_now_is_said_to_be(
    keep: Keep, chapter: Path, becomes: str | None, said: str
) -> None:
    (body,) = read(keep, chapter)
    lost(keep)
    if becomes is None:
        chapter.unlink()
    else:
        chapter.write_text(becomes)
    with pytest.raises(ContentError, match=said) as caught:
        _ = body.html
    (problem,) = caught.value.problems
    assert problem.code == "W312"
    assert problem.path.endswith("1.md")


def test_many_texts_in_any_order(keep: Keep, tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.md" for n in range(150)]
    for n, path in enumerate(paths):
        path.write_text(f"---\ntitle: Rain\n---\n\nDay {n} of the rain.\n")
    bodies = read(keep, *paths)
    for n in (0, 149, 0, 75, *range(150), 0):
        assert bodies[n].html == f"<p>Day {n} of the rain.</p>"


def test_texts_in_use_stay_in_the_store(keep: Keep, chapter: Path) -> None:
    """Also when nobody asks for one in a whole build, as after most edits."""
    read(keep, chapter)
    keep.store._asked.clear()
    (body,) = read(keep, chapter)
    asked = keep.store._asked
    assert {key for (key,) in keep.store._run("SELECT key FROM made")} == asked
    assert body.html == RAIN
