"""Marks with one reading come out as the readings of the whole paragraph set them."""

from __future__ import annotations

from pathlib import Path

import pytest
from ficstead.typography import obvious, typography
from hypothesis import given
from hypothesis import strategies as st

CONTENT = Path(__file__).parents[3] / "content"
PIECES = (
    *(
        '"',
        '"',
        "'",
        "'",
        "“",
        "”",
        "‘",
        "’",
        "so",
        "So",
        "don't",
        "boys'",
        "'em",
        "é",
        "'s",
    ),
    *(" ", " ", " ", ",", ".", "!", "?", ";", ":", "--", "—", "–", "-", "...", "…"),
    *(". . .", "....", "(", ")", "5'10", '12"', "½", "1914--18", "&amp;", "\\", "_"),
    *("<em>", "</em>", "<br>", "</p>\n<p>", "\n", "\u00a0", "\u2009", "www.a.b"),
)
SPOKEN = (
    *(
        '"So,"',
        '"So."',
        '"<em>So</em>!"',
        '"So--"',
        '"--so,"',
        '"It\'s so..."',
        '"(So.)"',
    ),
    *(
        "she said.",
        "he said",
        "don't",
        "So",
        "'So,'",
        "5'6",
        "boys'",
        "</p>\n<p>",
        "“so”",
    ),
)


def read_through(html: str) -> str:
    """Return a text of which nothing is taken for obvious."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(obvious, "set_obvious", lambda text: text)
        patch.setattr(obvious, "is_set", lambda _: False)
        return typography.typeset(html, "en")


@given(
    st.one_of(
        st.lists(st.sampled_from(PIECES), max_size=16).map("".join),
        st.lists(st.sampled_from(SPOKEN), max_size=6).map(" ".join),
    )
)
def test_both_ways_give_the_same(text: str) -> None:
    html = f"<p>{text}</p>"
    assert typography.typeset(html, "en") == read_through(html)


def test_both_ways_give_the_same_on_the_demo() -> None:
    for path in CONTENT.rglob("*.md"):
        html = path.read_text().replace("<", "").replace("\n\n", "</p>\n<p>")
        assert typography.typeset(html, "en") == read_through(html)


@pytest.mark.parametrize(
    ("text", "as_set"),
    [
        ("I don't--you see?", "I don’t—you see?"),
        ('"So," she said, "it\'s"--', '“So,” she said, "it’s"—'),
        ('"No!"\x1e"\x1fYes\x1f."', "“No!”\x1e“\x1fYes\x1f.”"),
    ],
)
def test_the_obvious_is_set(text: str, as_set: str) -> None:
    assert obvious.set_obvious(text) == as_set


@pytest.mark.parametrize(
    "text", ["'tis", "the boys' room", "5'10\"", '"so', '“a "so," she', 'a 5\'7" "7"']
)
def test_what_may_be_read_in_two_ways_is_left(text: str) -> None:
    assert not obvious.is_set(obvious.set_obvious(text))
