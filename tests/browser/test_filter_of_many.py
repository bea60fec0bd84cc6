"""Filtering ten thousand works: what has to be fetched, and what a press changes.

How long it takes is measured, not tested: ``python3 tasks.py bench --filter``.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import many
from tests.bench import filtering

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORKS = 10_000
KB = 1024


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> many.Served:
    root = tmp_path_factory.mktemp("many")
    return many.files(*many.make(root, WORKS), root)


@pytest.fixture(scope="module")
def address(site: many.Served) -> Iterator[str]:
    with many.served(site) as address:
        yield address


def _bytes(site: many.Served, path: str) -> bytes:
    source = site[path].source
    return source.read_bytes() if isinstance(source, Path) else source()


def test_the_index_of_many_works_is_small(site: many.Served) -> None:
    index = _bytes(site, "search/facets.json")
    assert json.loads(index)["works"] == WORKS
    assert len(gzip.compress(index, 9, mtime=0)) <= 350 * KB


@pytest.mark.parametrize(
    "path", ["tags/", "tags/page/2/", "relationships/", "authors/"]
)
def test_a_list_of_terms_weighs_what_a_list_of_works_does(
    site: many.Served, path: str
) -> None:
    page = _bytes(site, f"{path}index.html")
    assert len(page) <= 60 * KB
    assert len(gzip.compress(page, 9, mtime=0)) <= 12 * KB


@pytest.mark.parametrize("muted", [False, True])
def test_an_answer_takes_what_is_there_already(
    visit: Callable[..., Any], muted: bool
) -> None:
    page = visit("offline.html", width=390)
    if muted:
        page.evaluate(filtering.MUTE)
    page.goto(page.url.replace("offline.html", "works/?sort=words"))
    page.locator(".blurbs:not([aria-busy])").wait_for()
    assert page.locator(".sifted").is_visible() == muted
    page.get_by_role("button", name="Filter and sort").click()
    # Its parts come one by one.
    page.locator("form.filter .facts-asked > :last-child").wait_for()
    before = found(page)
    first = [press(page, place) for place in filtering.PRESSES]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert [press(page, place) for place in filtering.PRESSES] == first
    assert asked == []
    # Each value ended as it began, and with and without it are all there are.
    assert [first[n] for n in (2, 5, 8, 11)] == [before] * 4
    assert all(first[n] + first[n + 1] == before for n in (0, 3, 6, 9))


def press(page: Any, place: int) -> int:
    """Press a value of the last open group; return how many works that found."""
    page.evaluate(f"place => {filtering.JS}.press(place)", place)
    assert page.locator("[data-turn=now]").count() <= 2
    assert page.locator(".blurb").count() == 20
    return found(page)


def found(page: Any) -> int:
    return int(page.locator(".found").inner_text().split()[-3].replace(",", ""))
