"""Nobody is ambushed: before consent a gated text is not seen, reached or read out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser
Open = Callable[..., Any]

ONESHOT = "works/nine-and-nine/"
WARNED = "works/the-harbour-at-scheria/4/"


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def script(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.mark.parametrize(
    "path",
    [
        ONESHOT,
        pytest.param(WARNED, marks=pytest.mark.slow),
        pytest.param("works/the-harbour-at-scheria/entire/", marks=pytest.mark.slow),
    ],
)
def test_before_consent_there_is_only_the_gate(
    visit: Open, path: str, script: bool
) -> None:
    page = visit(path, java_script_enabled=script)
    assert page.locator(".gate").is_visible()
    assert not page.locator("#text").is_visible()
    tree = page.locator("body").aria_snapshot()
    first = page.locator("#text p").first.text_content()
    assert first.strip()[:30] not in tree
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.locator("#text :focus").count() == 0


def test_the_gate_says_what_the_author_rated_and_warned_of(
    visit: Open, script: bool
) -> None:
    page = visit(ONESHOT, java_script_enabled=script)
    words = page.locator(".gate").inner_text()
    assert "Explicit" in words
    ways = page.locator(".gate a.button")
    assert ways.count() == 2
    boxes = [ways.nth(n).bounding_box() for n in range(2)]
    assert boxes[0]["height"] == boxes[1]["height"] >= 44


def test_consent_opens_the_text_and_footnotes_keep_it_open(
    visit: Open, script: bool
) -> None:
    page = visit("works/the-address-of-his-mother/", java_script_enabled=script)
    page.locator(".gate a[href='#text']").click()
    page.locator("#text").wait_for()
    page.locator(".gate").wait_for(state="hidden")
    page.locator("#text a[href^='#']").first.click()
    page.wait_for_url(lambda url: not url.endswith("#text"))
    assert page.locator("#text").is_visible()


def test_on_paper_a_gated_text_stays_behind_its_gate(visit: Open) -> None:
    page = visit(ONESHOT)
    page.emulate_media(media="print")
    assert not page.locator("#text").is_visible()


def test_with_script_a_reader_may_be_remembered_and_forget_it(visit: Open) -> None:
    page = visit(ONESHOT)
    page.locator(".gate .remember").click()
    page.locator(".gate-kept").wait_for()
    assert page.locator("#text").is_visible()
    page.reload()
    assert page.locator("#text").is_visible()
    assert not page.locator(".gate").is_visible()
    page.goto(page.url.split("works/")[0] + "works/the-address-of-his-mother/")
    assert page.locator(".gate").is_visible(), "other warnings were never agreed to"
    page.goto(page.url.split("works/")[0] + ONESHOT)
    page.get_by_role("button", name="Ask me again").click()
    page.locator(".gate").wait_for()
    page.reload()
    assert page.locator(".gate").is_visible()


def test_without_script_nothing_offers_to_remember(visit: Open) -> None:
    page = visit(ONESHOT, java_script_enabled=False)
    assert not page.locator(".gate .remember").is_visible()


def test_an_old_browser_without_has_still_gates_and_still_opens(visit: Open) -> None:
    """The text is opened by its own `:target`, whatever becomes of the gate above it."""
    page = visit(ONESHOT + "#text", java_script_enabled=False)
    assert page.locator("#text").is_visible()


def test_brackets_turn_the_pages(visit: Open) -> None:
    listening = ".aa[aria-keyshortcuts]"
    page = visit("works/the-harbour-at-scheria/2/")
    page.wait_for_selector(listening)
    page.keyboard.press("]")
    page.wait_for_url("**/3/**")
    page.wait_for_selector(listening)
    page.keyboard.press("[")
    page.wait_for_url("**/2/**")
    page.wait_for_selector(listening)
    page.keyboard.press("Control+]")
    page.wait_for_timeout(200)
    assert "/2/" in page.url
