"""The short way past python-markdown gives its very bytes, and is taken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ficstead.prose import dialect, plain
from hypothesis import example, given
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
BLOCKS = (
    *("One.", "*Two*", "a  \nb", "[x](y)", "&", "# One", "## Two ##", "#tag", "a\n# b"),
    *("> one", ">", "> # one", "> - one", "> one\ntwo", "a\n> b", "- one", "- a\n- b"),
    *("* one", "- a\n  b", "- ", "-", "1. one", "2. two", "1. a\n\n    b", "- > one"),
    *("    one", "  one", "    - one", "\u3000one", "   # one", "1986. It", "***", "="),
    *(
        "[x]: /y",
        "> [x]: /y",
        "- *[a]: b",
        "*[a]: b",
        "a [x]",
        ": one",
        "a\n: b",
        "a|b",
    ),
)


def slowly(text: str) -> str:
    return dialect._slowly(text, None)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_both_ways_give_the_same(text: str) -> None:
    assert plain.converted(text, slowly) == slowly(text)


@given(st.lists(st.sampled_from(BLOCKS), max_size=7).map("\n\n".join))
@example("> [x]: /y\n\na [x]")
@example("- *[a] : b\n\na")
@example("one\n\n: two")
def test_both_ways_give_the_same_of_lists_and_quotations(text: str) -> None:
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


def test_a_heading_and_a_list_go_the_long_way_alone() -> None:
    asked: list[str] = []

    def noted(text: str) -> str:
        asked.append(text)
        return slowly(text)

    text = "# One\n\nTwo.\n\n- three\n\n    four\n\nFive."
    assert plain.converted(text, noted) == slowly(text)
    assert asked == ["# One", "- three\n\n    four"]


def test_one_hard_paragraph_goes_the_long_way_alone() -> None:
    asked: list[str] = []

    def noted(text: str) -> str:
        asked.append(text)
        return slowly(text)

    text = "One.\n\nTwo [x](y).\n\nThree."
    assert plain.converted(text, noted) == slowly(text)
    assert asked == ["Two [x](y)."]
