"""The small selectors mean what CSS means by them."""

from __future__ import annotations

import pytest
from ficstead.importing.markup import selecting
from ficstead.importing.markup.markup import parsed
from hypothesis import given
from hypothesis import strategies as st

PAGE = (
    "<div id=a class='x y'><p class=x>1<em>2</em></p><a href='/s/1' rel='tag author'>3"
    "</a></div><div class=y><div id=b class=z><p>4</p></div></div><p>5</p>"
)
SELECTORS = (
    *("p", "#a", ".x", "div.y", ".x.y", "#a p", "div > p", "div > div > p", ".y p"),
    *("[href]", "a[href^='/s']", "[rel~=tag]", '[id="b"]', "a[href*=s]", "[href$='1']"),
    *("p, em", ".z p, #a", "div[id].x", ".y .y", "div div", "h1, .none", "* p"[2:]),
)


@pytest.mark.parametrize("css", SELECTORS)
def test_a_selector_names_what_css_names(css: str) -> None:
    soup = parsed(PAGE)
    assert [id(t) for t in selecting.select(soup, css)] == [
        id(t) for t in soup.select(css)
    ]


@given(st.lists(st.sampled_from(["<div class=x>", "<p id=a>", "</div>", "<em>", "t"])))
def test_on_any_page(pieces: list[str]) -> None:
    soup = parsed("".join(pieces))
    for css in (".x p", "div > .x", "#a em, .x"):
        assert [id(t) for t in selecting.select(soup, css)] == [
            id(t) for t in soup.select(css)
        ]


def test_a_closed_element_is_not_looked_into() -> None:
    soup = parsed("<div class=userstuff><p class=x>1</p></div><p class=x>2</p>")
    assert [t.text for t in selecting.select(soup, ".x", closed="userstuff")] == ["2"]


def test_what_is_not_known_is_said() -> None:
    with pytest.raises(ValueError, match="no selector"):
        list(selecting.select(parsed("<p>"), "p:first-child"))
