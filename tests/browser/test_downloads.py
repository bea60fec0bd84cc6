"""Downloads on the page of a work: plain links, which need no script."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_press_saves_the_book(
    browser: Any, address: str, tmp_path: Path, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts, accept_downloads=True)
    page = context.new_page()
    page.goto(f"{address}works/a-winter-let/")
    area = page.get_by_role("navigation", name="Download")
    assert area.get_by_role("link").count() == 4
    with page.expect_download() as waiting:
        area.get_by_role("link", name="EPUB").click()
    saved = waiting.value
    assert saved.suggested_filename == "a-winter-let.epub"
    saved.save_as(tmp_path / "book.epub")
    with zipfile.ZipFile(BytesIO((tmp_path / "book.epub").read_bytes())) as book:
        assert book.read("mimetype") == b"application/epub+zip"
    context.close()


@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.slow)])
def test_every_link_is_big_enough_for_a_thumb(
    browser: Any, address: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{address}works/come-at-once/")
    for link in page.locator("a[download]").all():
        box = link.bounding_box()
        assert box["height"] >= 44
        assert box["x"] + box["width"] <= width
    page.close()


def test_the_one_file_opens_from_a_disk_and_asks_for_nothing(
    browser: Any, site: Path
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for slug in ("come-at-once", "the-harbour-at-scheria"):
        page.goto((site / f"works/{slug}/{slug}.html").as_uri())
    assert all(url.startswith(("file:", "data:")) for url in asked)
    assert len([url for url in asked if url.startswith("file:")]) == 2
    assert said == []
    page.close()
