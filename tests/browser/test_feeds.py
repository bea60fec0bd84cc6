"""A feed that somebody opens, and the page that lists them."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
WORK = "feeds/works/the-harbour-at-scheria.atom"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    feeds_are = ""

    def guess_type(self, path: Any) -> str:
        """Say of feeds what the server of a test is to say."""
        return (
            self.feeds_are if str(path).endswith(".atom") else super().guess_type(path)
        )

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _server(site: Path, kind: str) -> Iterator[str]:
    handler = type("_Handler", (_Quiet,), {"feeds_are": kind})
    place = functools.partial(handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), place) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def as_xml(site: Path) -> Iterator[str]:
    """Return the address of the demo where feeds are told to be XML."""
    yield from _server(site, "application/xml")


@pytest.fixture(scope="module")
def as_feeds(site: Path) -> Iterator[str]:
    """Return the address of the demo where feeds are told to be feeds."""
    yield from _server(site, "application/atom+xml")


@pytest.mark.parametrize(
    ("width", "scheme"),
    [pytest.param(1280, "light", marks=pytest.mark.slow), (320, "dark")],
)
def test_a_feed_as_xml_is_a_page_that_says_what_it_is(
    browser: Any, as_xml: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page = context.new_page()
    page.goto(as_xml + WORK)
    said = page.evaluate(
        "getComputedStyle(document.documentElement, '::before').content"
    )
    assert "This is a feed" in said
    shown = page.evaluate(
        """() => [...document.documentElement.querySelectorAll('*')]
        .filter(e => !e.children.length && e.checkVisibility())
        .map(e => e.localName)"""
    )
    assert {"title", "p", "a", "b", "name", "updated"} >= set(shown) - {"br"}
    assert page.locator("entry > title").first.text_content() == (
        "Chapter 6: The Channel · The Harbour at Scheria"
    )
    ground, ink = page.evaluate(
        """() => { const s = getComputedStyle(document.documentElement);
        return [s.backgroundColor, s.color]; }"""
    )
    light = ("rgb(251, 250, 247)", "rgb(31, 29, 26)")
    dark = ("rgb(27, 26, 24)", "rgb(222, 218, 210)")
    assert (ground, ink) == (light if scheme == "light" else dark)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("subtitle a").first.click()
    page.wait_for_url(f"{as_xml}works/the-harbour-at-scheria/")
    context.close()


def test_the_source_of_a_feed_begins_with_what_it_is(
    browser: Any, as_feeds: str
) -> None:
    """Chromium shows a feed that is told to be one as text, whatever its style."""
    page = browser.new_page()
    page.goto(as_feeds + WORK)
    assert page.evaluate("document.contentType") in {
        "text/plain",
        "application/atom+xml",
    }
    source = page.evaluate("fetch(location).then(answer => answer.text())")
    assert "This is a feed: a list of what is new" in source[:200]
    page.close()


@pytest.mark.parametrize(
    ("width", "scheme"),
    [pytest.param(1280, "dark", marks=pytest.mark.slow), (390, "light")],
)
def test_the_list_of_feeds_is_for_everybody(
    visit: Open, width: int, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    page = visit("feeds/", width=width, scheme=scheme)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    small = page.evaluate(
        """() => [...document.querySelectorAll('.followed a')]
        .map(a => a.getBoundingClientRect()).filter(b => b.height < 44).length"""
    )
    assert small == 0


@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    "path",
    [
        "works/what-happened-at-willow-ferry/",
        "works/the-harbour-at-scheria/",
        "series/people-standing-near-the-story/",
        "fandoms/sherlock-holmes-arthur-conan-doyle/",
        "authors/marshlight/",
    ],
)
def test_what_has_a_feed_can_be_followed_from_its_page(
    visit: Open, path: str, width: int
) -> None:
    """A finished work too: it may have an epilogue some day."""
    page = visit(path, width=width)
    link = page.get_by_role("link", name="Follow by feed")
    assert link.get_attribute("href").endswith(path.split("/")[1] + ".atom")
    assert link.bounding_box()["height"] >= 44
