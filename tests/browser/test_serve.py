"""``serve`` in a browser: what was saved comes into the page that is being read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.waiting import soon
from tests.site import archives
from tests.site.served import Served, serving

pytestmark = pytest.mark.browser

# The site that is shown, when it is the one that is whole.
WHOLE = """async () => {
  const src = document.querySelector("script[src*=reload]").src;
  const site = new URL(src).searchParams.get("site");
  const events = new EventSource("/__ficstead__/events");
  await new Promise((done) => {
    events.onmessage = ({ data }) => {
      const news = JSON.parse(data);
      if (!news.pages && news.site === site) done();
    };
  });
  events.close();
  return site;
}"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(archives.make(tmp_path / "archive")) as server:
        yield server


@pytest.fixture
def page(browser: Any, served: Served) -> Iterator[Any]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{served.port}/works/the-lantern/")
    yield page
    context.close()


def text(page: Any) -> str:
    try:
        return str(page.locator("#text").inner_text())
    except Exception:  # between two pages
        return ""


def test_a_save_comes_into_the_page_once(served: Served, page: Any) -> None:
    loads: list[object] = []

    def loaded(page: object) -> None:
        loads.append(page)

    page.on("load", loaded)
    for number, word in enumerate(("long since", "never", "at last"), 1):
        said = archives.LANTERN.replace("had lit", f"had {word} lit")
        served.save(served.root / "content/works/the-lantern.md", said)
        soon(page, lambda word=word: f"had {word} lit" in text(page))
        # What was shown first is of the site that is whole a moment later.
        assert page.evaluate(WHOLE)
        assert len(loads) == number


@pytest.mark.slow
def test_a_slip_is_shown_in_the_page_and_goes_when_it_is_mended(
    served: Served, page: Any
) -> None:
    slip = archives.LANTERN.replace("rating: G", "rating: Teeen")
    served.save(served.root / "content/works/the-lantern.md", slip)
    panel = page.locator(".ficstead-problems")
    panel.wait_for()
    assert "M102" in panel.inner_text()
    served.save(served.root / "content/works/the-lantern.md", archives.LANTERN)
    soon(page, panel.count, 0)
