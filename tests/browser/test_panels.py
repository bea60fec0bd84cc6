"""Panels and buttons look like one designer's, in each theme and in forced colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.waiting import soon

pytestmark = pytest.mark.browser
Open = Callable[..., Any]

WORK = "works/the-harbour-at-scheria/"
THEME = "theme => localStorage.setItem('ficstead-1', JSON.stringify({theme}))"


def themed(visit: Open, path: str, theme: str, **how: Any) -> Any:
    page = visit(path, reduced_motion="reduce", **how)
    page.evaluate(THEME, theme)
    page.reload()
    return page


def violations(page: Any) -> str:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    found = Axe().run(page)
    return found.generate_report() if found.violations_count else ""


def filter_of(page: Any) -> Any:
    page.get_by_role("button", name="Filter and sort").first.click()
    form = page.locator(".filter")
    form.wait_for()
    # One of each: asked for, and kept out.
    form.locator(".value:visible").nth(0).click()
    form.locator(".value:visible").nth(1).click(click_count=2, delay=50)
    form.locator("[data-stand=out]").first.wait_for()
    return form


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("theme", ["light", "dark", "sepia", "black"])
def test_axe_finds_nothing_in_the_open_filter(
    visit: Open, theme: str, width: int
) -> None:
    page = themed(visit, "works/", theme, width=width)
    filter_of(page)
    assert violations(page) == ""


@pytest.mark.slow
@pytest.mark.parametrize("path", ["me/", "search/?q=sea", WORK, "offline.html"])
@pytest.mark.parametrize("theme", ["dark", "sepia", "black"])
def test_axe_finds_nothing_on_pages_that_scripts_fill(
    visit: Open, path: str, theme: str
) -> None:
    page = themed(visit, path, theme, width=390)
    page.wait_for_load_state("networkidle")
    assert violations(page) == ""


def test_an_impatient_second_press_does_not_close_what_comes(visit: Open) -> None:
    page = visit("works/", width=390)
    page.route("**/filter.js*", lambda route: page.wait_for_timeout(200) or route.continue_())  # fmt: skip
    page.get_by_role("button", name="Filter and sort").dblclick()
    page.locator("dialog.filter-sheet[open]").wait_for()
    page.wait_for_load_state("networkidle")
    assert page.locator("dialog.filter-sheet").is_visible()


def test_what_keeps_a_work_looks_alike(visit: Open) -> None:
    page = visit(WORK)
    offline = page.locator("[data-offline] > button")
    offline.wait_for()
    marks = page.locator(".marks > button").first
    marks.wait_for()
    names = ["fontSize", "fontWeight", "height", "paddingInlineStart", "color"]
    style = "(one, names) => names.map(name => getComputedStyle(one)[name])"
    both = [lambda one=one: one.evaluate(style, names) for one in (offline, marks)]
    soon(page, lambda: both[0]() == both[1]())
    soon(page, lambda: offline.bounding_box()["y"] == marks.bounding_box()["y"])


@pytest.mark.slow
def test_forced_colours_leave_no_colour_of_ours(visit: Open) -> None:
    """Where colours are kept as they are set, they are the reader's own."""
    colours = """one => {
      const probe = document.body.appendChild(document.createElement('i'))
      const known = ['ButtonText', 'ButtonFace', 'Highlight', 'HighlightText'].map(name => {
        probe.style.color = name
        return getComputedStyle(probe).color
      })
      probe.remove()
      const { borderTopColor, backgroundColor, color } = getComputedStyle(one)
      return [borderTopColor, backgroundColor].filter(one => !known.includes(one))
    }"""
    page = visit("works/", forced_colors="active")
    form = filter_of(page)
    for stand in ("in", "out"):
        box = form.locator(f"[data-stand={stand}] .box").first
        assert box.evaluate(colours) == []
    page.goto(page.url.split("works/")[0] + WORK + "2/")
    page.locator(".aa").click()
    dialog = page.get_by_role("dialog", name="Reading settings")
    for switch in dialog.get_by_role("switch").all():
        assert switch.evaluate(colours) == []
