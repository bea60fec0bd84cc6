"""What is in sight comes first: works laid out, groups of the filter filled, by frames."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.waiting import soon

pytestmark = pytest.mark.browser
Open = Callable[..., Any]

# Frames that the page asks for wait until the test lets them come.
FRAMES = """() => {
  window.kept = [];
  window.requestAnimationFrame = (frame) => kept.push(frame);
  window.frame = () => kept.splice(0).forEach((one) => one(performance.now()));
}"""
TURNS = "() => [...document.querySelectorAll('.blurb')].map((one) => one.dataset.turn)"
LAID_OUT = """() => [...document.querySelectorAll('.blurb h3')]
  .filter((one) => one.checkVisibility()).length"""


def opened(visit: Open, width: int = 1280) -> Any:
    page = visit("works/", width=width)
    page.get_by_role("button", name="Filter and sort").click()
    page.locator("form.filter .facts-asked > :last-child").wait_for()
    soon(page, lambda: "later" in page.evaluate(TURNS), wanted=False)
    return page


def press(page: Any, name: str) -> None:
    words = re.compile(f"^{re.escape(name)}$")
    value = page.locator("button.value").filter(
        has=page.locator(".name", has_text=words)
    )
    # Playwright's own press waits for frames.
    value.evaluate("(button) => button.click()")
    soon(page, lambda: page.locator(".blurbs[aria-busy]").count(), 0)


@pytest.mark.parametrize("width", [390, 1280])
def test_works_in_sight_are_laid_out_first(visit: Open, width: int) -> None:
    page = opened(visit, width)
    page.evaluate("document.querySelector('.blurbs').scrollIntoView()")
    press(page, "Teen And Up Audiences")
    page.evaluate(FRAMES)
    press(page, "Teen And Up Audiences")
    turns = page.evaluate(TURNS)
    assert 1 <= turns.count("now") <= 2
    assert turns[0] == "now"
    assert turns.count("later") == len(turns) - turns.count("now") > 4
    assert page.evaluate(LAID_OUT) == turns.count("now")
    for _ in turns:
        page.evaluate("frame()")
    assert "later" not in page.evaluate(TURNS)
    assert page.evaluate(LAID_OUT) == len(turns)


def test_works_of_an_earlier_answer_keep_no_later_one_waiting(visit: Open) -> None:
    page = opened(visit)
    page.evaluate(FRAMES)
    press(page, "Teen And Up Audiences")
    press(page, "Teen And Up Audiences")
    press(page, "Teen And Up Audiences")
    for _ in range(25):
        page.evaluate("frame()")
    assert page.evaluate(TURNS).count("come") > 2
    assert "later" not in page.evaluate(TURNS)


def test_groups_out_of_sight_get_their_counts_a_frame_later(visit: Open) -> None:
    page = opened(visit)
    tags = page.locator("details.facet", has_text="Additional tags").locator("ul")
    rated = page.locator("details.facet", has_text="Rating").locator("ul")
    before = tags.inner_text(), rated.inner_text()
    page.evaluate("() => document.querySelector('.filter-side').scrollTo(0, 0)")
    # What is in sight is told some frames later.
    page.wait_for_timeout(200)
    page.evaluate(FRAMES)
    press(page, "Teen And Up Audiences")
    assert rated.inner_text() != before[1]
    assert tags.inner_text() == before[0]
    for _ in range(15):
        page.evaluate("frame()")
    assert tags.inner_text() != before[0]
