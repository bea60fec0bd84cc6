"""The archive that nobody wrote: the same everywhere, and shaped like a real one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from ..running import run_task
from . import editing
from .corpus import TAXONOMIES, Work, World
from .making import TOOLS

WORKS = tuple(World().works(60))
TEXTS = [chapter.text for work in WORKS for chapter in work.chapters]


def test_a_smaller_archive_is_the_beginning_of_a_bigger_one() -> None:
    alone = World()
    assert [alone.work(number) for number in (41, 7)] == [WORKS[41], WORKS[7]]
    assert World(seed=1).work(7) != WORKS[7]


def test_its_shape_is_that_of_an_archive() -> None:
    oneshots = sum(work.is_oneshot for work in WORKS)
    assert 0.5 < oneshots / len(WORKS) < 0.7
    assert max(len(work.chapters) for work in WORKS) in range(15, 61)
    words = [len(text.split()) for text in TEXTS]
    assert min(words) > 1_400
    assert max(words) < 3_900
    for work in WORKS:
        assert set(work.terms) == set(TAXONOMIES)
        assert 2 <= len(work.terms["tags"]) <= 20


def test_some_tags_are_on_many_works_and_most_on_one() -> None:
    counts: dict[str, int] = {}
    for work in WORKS:
        for tag in work.terms["tags"]:
            counts[tag] = counts.get(tag, 0) + 1
    assert max(counts.values()) > len(WORKS) / 10
    assert sum(count == 1 for count in counts.values()) > len(counts) / 2


def test_addresses_differ() -> None:
    assert len({work.slug for work in WORKS}) == len(WORKS)


def test_parts_of_a_series_are_counted_without_a_gap() -> None:
    world = World()
    parts: dict[str, list[int]] = {}
    for title, part in filter(None, map(world._series, range(900))):
        parts.setdefault(title, []).append(part)
    assert 140 < sum(map(len, parts.values())) < 220
    assert max(map(len, parts.values())) > 3
    for found in parts.values():
        assert found == list(range(1, len(found) + 1))


@pytest.mark.parametrize(
    "pattern",
    [
        r'^"[A-Z].*," \w+ said\.',
        r"(?<!\*)\*\w+\*(?!\*)",
        r"\*\*\w+\*\*",
        r"^\* \* \*$",
        r"^> ",
        r"  \n\w",
        r"\[\^1\].*^\[\^1\]: ",
        r"\[a map\]\(https://",
        r" -- ",
        r" \u2014 ",
        r"n't\b",
        r"\.\.\.",
    ],
)
def test_prose_has_what_fic_has(pattern: str) -> None:
    found = re.compile(pattern, re.MULTILINE | re.DOTALL)
    assert any(map(found.search, TEXTS))


def test_most_paragraphs_are_as_plain_as_they_are_in_fic() -> None:
    paragraphs = [part for text in TEXTS for part in text.split("\n\n")]
    assert sum("*" not in part for part in paragraphs) > 0.6 * len(paragraphs)


# ---- As files ------------------------------------------------------------------------


def write(tool: str, folder: Path, works: Iterable[Work] = WORKS[:12]) -> Path:
    TOOLS[tool].begin(folder)
    for work in works:
        TOOLS[tool].add(work, folder)
    return folder


@pytest.mark.parametrize("tool", TOOLS)
def test_every_tool_is_given_the_same_texts(tool: str, tmp_path: Path) -> None:
    files = [path.read_text() for path in write(tool, tmp_path).rglob("*.md")]
    for work in WORKS[:12]:
        for chapter in work.chapters:
            assert sum(chapter.text in text for text in files) == 1
    pages = sum(1 if work.is_oneshot else 1 + len(work.chapters) for work in WORKS[:12])
    assert len(files) == pages


def test_ours_has_no_problem(tmp_path: Path) -> None:
    done = run_task("check", "--content", str(write("ours", tmp_path)))
    assert "0 errors, 0 warnings" in done.stderr + done.stdout


def test_a_word_is_added_to_one_chapter(tmp_path: Path) -> None:
    chapter = editing.middle(write("ours", tmp_path))
    before = chapter.read_text()
    editing.add_word(chapter, "anew")
    after = chapter.read_text()
    assert after.replace(" anew", "", 1) == before
    assert after.split("\n\n")[0] == before.split("\n\n")[0]


def test_a_tag_is_added_to_one_work(tmp_path: Path) -> None:
    chapter = editing.middle(write("ours", tmp_path))
    path = chapter.parent / "work.md"
    there = re.findall(r"^tags:\n  - (.*)$", path.read_text(), re.MULTILINE)
    editing.add_tag(chapter, [*there, "Rain", "Hail"])
    assert "tags:\n  - Rain\n" in path.read_text()
    editing.add_tag(chapter, [*there, "Rain", "Hail"])
    assert "tags:\n  - Hail\n  - Rain\n" in path.read_text()
