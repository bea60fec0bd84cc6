"""The short way past python-markdown gives its very bytes, and is taken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ficstead.prose import dialect, plain
from hypothesis import given
from hypothesis import strategies as st

CONTENT = Path(__file__).parents[3] / "content"
PIECES = (
    *("a", "She said", "é", "1986", "1. ", "- ", "+ ", "-", "#", "# ", ":", ": x", ">"),
    *("*", "**", "* ", "*?*", "_", "_a_", "~~", "`", "\\", "\\\n", "|", "=", "==", "^"),
    *("<", "<br>", "<a@b.c>", "<http://a.b>", "&amp;", "&", "[", "]", "![", "](", "!"),
    *("[x](y)", "[x]", "[x]: /y", "*[a]: b", "(", ")", "'", '"', "—", "...", "."),
    *(" ", "  \n", "\n", "\n\n", "\t", "\u00a0", "\u3000", "\u2028", "\x85", "\x1f"),
    *("\ufdd2", "3", "\ufdd3", "\ufdd5"),
)


def slowly(text: str) -> str:
    return dialect._slowly(text, None)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_both_ways_give_the_same(text: str) -> None:
    assert plain.converted(text, slowly) == slowly(text)


def test_both_ways_give_the_same_on_the_demo() -> None:
    for path in CONTENT.rglob("*.md"):
        body = path.read_text().split("---", 2)[2]
        for text in (body, *re.split(r"\n{2,}", body)):
            assert plain.converted(text, slowly) == slowly(text)


@pytest.mark.parametrize(
    "text",
    [
        "One.\n\nTwo *and* **three**, said — “she”.\n\n“No,” he said.",
        "One  \ntwo  \nthree",
        "(*So.*) It's *she*, *not* **he**!",
    ],
)
def test_plain_paragraphs_take_the_short_way(text: str) -> None:
    def never(text: str) -> str:
        raise AssertionError(text)

    assert plain.converted(text, never) == slowly(text)


def test_one_hard_paragraph_goes_the_long_way_alone() -> None:
    asked: list[str] = []

    def noted(text: str) -> str:
        asked.append(text)
        return slowly(text)

    text = "One.\n\nTwo [x](y).\n\nThree."
    assert plain.converted(text, noted) == slowly(text)
    assert asked == ["Two [x](y)."]
