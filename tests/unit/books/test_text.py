"""Plain text: the facts first, lines of 72 columns, and no word gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ficstead.books.plaintext import text
from ficstead.books.plaintext.plain import Page
from ficstead.books.plaintext.wrapping import columns, wrapped
from ficstead.model import Language
from ficstead.prose import prose
from hypothesis import given
from hypothesis import strategies as st

from ..trees import chapter, work
from .makings import SITE
from .makings import work as book

ENGLISH = Language("en", "English", "English")


def made(root: Path, files: dict[str, str | bytes], **values: object) -> str:
    return text.make(*book(root, files, **values)).decode()


def told(markdown: str) -> list[str]:
    page = Page()
    page.html(str(prose.render(markdown, ENGLISH)[0].html))
    page.put_aside()
    return "\n".join(page.lines).strip("\n").split("\n")


def test_the_facts_stand_before_the_story(tmp_path: Path) -> None:
    said = made(
        tmp_path,
        {
            "works/lamp/work.md": work(
                "The Lamp",
                "A foreword.",
                author="marshlight",
                rating="Explicit",
                content_warnings="spiders",
                series="The Gulls #2",
                source="https://archiveofourown.org/works/1",
                notes="Before.",
                end_notes="After.",
            ),
            "works/lamp/1-a.md": chapter(
                title="Fog", content_warnings="a fall", arc="North"
            ),
            "works/lamp/2-b.md": chapter(status="draft", text="Secret."),
        },
    )
    order = ["The Lamp\n========", "by marshlight", "Explicit", "spiders"]
    order += [
        "Part 2 of The Gulls",
        "a fall",
        f"{SITE}/works/lamp/",
        "works/1",
        "Before.",
    ]
    order += ["A foreword.", "NORTH", "Chapter 1: Fog\n===", "It rained on.", "After."]
    places = [said.index(one) for one in order]
    assert places == sorted(places)
    assert "Secret" not in said
    assert said.endswith("\n")
    assert not said.endswith("\n\n")


def test_what_letters_cannot_show_is_said_in_signs() -> None:
    assert told("He *did* **not** <s>go</s>.[^1]\n\n[^1]: He *did*.") == [
        "He _did_ *not* ~go~.[1]",
        "",
        "[1] He _did_.",
    ]
    assert told("One\n\n***\n\nTwo") == ["One", "", " " * 33 + "* * *", "", "Two"]
    assert told("- a\n- b\n\n1. c\n2. d") == ["* a", "* b", "", "1. c", "2. d"]
    assert told("> Said.\n>\n> So.") == ["    Said.", "", "    So."]
    assert told("::: verse\nOne\n  two\n:::") == ["    One", "      two"]
    assert told("[a](https://x.org/) b") == ["a <https://x.org/> b"]
    assert told("| a | b |\n| - | - |\n| c | d |") == ["a | b", "c | d"]


def test_a_sensitive_passage_stands_where_nobody_meets_it() -> None:
    lines = told(
        "Before.\n\n::: passage drowning\n::: instead\nShe fell in.\n:::\n"
        "It closed over her.\n:::\n\nAfterwards."
    )
    said = "\n".join(lines)
    order = [
        "Before.",
        "drowning",
        "She fell in.",
        "Afterwards.",
        "It closed over her.",
    ]
    places = [said.index(one) for one in order]
    assert places == sorted(places)


def test_lines_break_by_columns_and_never_before_what_closes() -> None:
    lines = told(
        "吾輩は猫である。名前はまだ無い。「どこで生れたか」とんと見当がつかぬ。" * 5
    )
    assert all(columns(line) <= 72 for line in lines)
    assert all(line[0] not in "。」、" for line in lines)
    assert all(line[-1] != "「" for line in lines)
    assert max(map(columns, lines)) > 68


def test_marks_above_letters_take_no_room() -> None:
    assert columns("e\u0301a") == 2
    assert columns("שָׁלוֹם") == 4


WORDS = st.lists(st.text("ab.é語。「あ́ ", min_size=1, max_size=30), min_size=1)


@given(WORDS, st.integers(10, 40))
def test_no_word_goes_and_no_line_is_too_long(words: list[str], width: int) -> None:
    said = " ".join(words)
    lines = wrapped(said, width, "  ", "    ")
    together = re.sub(r"\s", "", "".join(lines))
    assert together == re.sub(r" ", "", said)
    for line in lines:
        # What is longer has nowhere to part.
        alone = line.strip(" ")
        assert columns(line) <= width or " " not in alone


@pytest.mark.parametrize("name", ["come-at-once", "dunyazad", "take-wo-waranai"])
def test_the_demo_has_no_long_line(site: Path, name: str) -> None:
    lines = (site / f"works/{name}/{name}.txt").read_text("utf-8").split("\n")
    assert max(map(columns, lines)) <= 72
