"""The way of calm texts past the reading of lines gives its very bytes, and is taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from ficstead.problems import Problem
from ficstead.prose import calm
from ficstead.text import Prose
from hypothesis import given
from hypothesis import strategies as st

from .texts import rendered

CONTENT = Path(__file__).parents[3] / "content"
# Paragraphs mostly, so that many texts are calm.
BLOCKS = (
    *("One.", "She *said* so.", "**No**", "“Yes,” he said.", '"So."', "'Twas", "— so"),
    *("1986 was", "1986. It", "1. one", "2) two", "#tag", "# One", "no #tag", "*one"),
    *("***", "* * *", "---", "~", "~~~", "~~~ a", "xXx", "x", "Oo", "oOo", "...", "…"),
    *("- one", "+ one", "+1", "-one", ": one", ":::", "::: letter", "a ::: b", "> one"),
    *(
        "&amp; & &c;",
        "_so_ ~~so~~",
        "`a`",
        "``` a",
        r"\*\*\*",
        r"a\b",
        "2 > 1",
        "1 * 2",
    ),
    *(
        "[x](y)",
        "a[^1]",
        "[^1]: n",
        "[x]: /y",
        "<i>so</i>",
        "<hr>",
        "a|b",
        "a\tb",
        "<>",
    ),
    *(" one", "one ", "one  ", "    one", "\u3000one", "\u00a0", "one\u00a0", "", " "),
    *("one\ntwo", "one  \ntwo", "one\\\ntwo", "---\none", "one\n\n\n", "===", "=", "é"),
)


def by_line(text: str) -> tuple[Prose, tuple[Problem, ...]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calm, "read", lambda _: None)
        return rendered(text)


@given(st.lists(st.sampled_from(BLOCKS), max_size=6).map("\n\n".join))
def test_both_ways_give_the_same(text: str) -> None:
    assert rendered(text) == by_line(text)


@given(
    st.text(st.sampled_from("ab1 \n\n*_~`#-+.:>&\\\"'xO|\u00a0\u2028="), max_size=25)
)
def test_both_ways_give_the_same_of_any_signs(text: str) -> None:
    assert rendered(text) == by_line(text)


def test_both_ways_give_the_same_on_the_demo() -> None:
    for path in CONTENT.rglob("*.md"):
        body = path.read_text().split("---", 2)[2]
        for text in (body, *body.split("\n\n")):
            assert rendered(text) == by_line(text)


@pytest.mark.parametrize(
    "text",
    ["One.\n\n* * *\n\n“*Two*,” she said & left.\n", "x\n\nxXx\n\n~~~\n\nNo. 2 :::"],
)
def test_calm_texts_take_the_short_way(text: str) -> None:
    assert calm.read(text) == by_line(text)[0].html


@pytest.mark.parametrize(
    "text",
    [
        "[x](y)",
        "One<br>two",
        "- one",
        "1986. A year.",
        "One\ntwo",
        "#tag",
        "```\na",
        "",
    ],
)
def test_any_other_text_does_not(text: str) -> None:
    assert calm.read(text) is None
