"""extra/ is copied as it is, and whatever the site needs itself is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..trees import codes, work


@pytest.mark.parametrize("name", ["CNAME", "site.css", "a/b.txt", "works/a/map.png"])
def test_what_is_the_authors_own(tmp_path: Path, name: str) -> None:
    files: dict[str, str | bytes] = {"works/a.md": work(), f"extra/{name}": "x"}
    assert codes(tmp_path, files) == []


@pytest.mark.parametrize(
    "name", ["index.html", "404.html", "archive.json", "works/a/index.html"]
)
def test_what_a_page_of_the_site_replaces_is_told(tmp_path: Path, name: str) -> None:
    files: dict[str, str | bytes] = {"works/a.md": work(), f"extra/{name}": "x"}
    assert codes(tmp_path, files) == [f"W310 extra/{name}:0"]


@pytest.mark.parametrize(
    "name", ["works", "works/a", "theme", "feeds", "index.html/x", "archive.json/x/y"]
)
def test_what_stands_in_the_way_of_a_page_is_an_error(
    tmp_path: Path, name: str
) -> None:
    files: dict[str, str | bytes] = {"works/a.md": work(), f"extra/{name}": "x"}
    assert codes(tmp_path, files) == [f"W317 extra/{name}:0"]
