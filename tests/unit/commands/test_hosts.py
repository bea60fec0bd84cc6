"""What a host that is known will not take is said, with what would help."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ficstead.commands import hosts
from ficstead.settings import SETTINGS

PAGES = ("index.html", "works/a/index.html", "works/a/1/index.html")
BOOKS = ("works/a/a.epub", "works/a/a.html", "works/a/a.md", "works/a/a.txt")
LISTS = ("opds/index.html", "opds/catalog.xml", "opds/catalog.json", "opds/new.json")


def put(folder: Path, *paths: str, size: int = 1) -> Path:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        with (folder / path).open("wb") as file:
            file.truncate(size)
    return folder


def test_a_site_that_fits_is_not_talked_about(tmp_path: Path) -> None:
    assert list(hosts.too_much(put(tmp_path, *PAGES, *BOOKS, *LISTS))) == []
    assert list(hosts.too_much(tmp_path / "nowhere")) == []


def test_too_many_files_are_counted_with_what_would_save_some(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "FILES", 10)
    said = list(hosts.too_much(put(tmp_path, *PAGES, *BOOKS, *LISTS)))
    assert said == [
        "11 files are more than the 10 that Cloudflare Pages takes for nothing: "
        '3 fewer with DOWNLOADS = ["epub"], 2 fewer with CATALOGUE = ["1.2"].'
    ]


def test_a_catalogue_of_every_tag_can_be_smaller(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "FILES", 2)
    alone = ("opds/only/works/a.xml", "opds/only/works/b.xml")
    (said,) = hosts.too_much(put(tmp_path, *PAGES, *alone))
    assert said.endswith(": at least 2 fewer with CATALOGUE_TAGS_FROM = 2.")
    (name,) = re.findall(r"\b(CATALOGUE_\w+)", said)
    assert name in {setting.name for setting in SETTINGS}


def test_pages_alone_cannot_be_made_fewer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "FILES", 2)
    (said,) = hosts.too_much(put(tmp_path, *PAGES))
    assert said.endswith("takes for nothing.")


def test_a_file_and_a_site_can_be_too_big(tmp_path: Path) -> None:
    put(tmp_path, "works/a/a.epub", size=hosts.FILE + 1)
    (said,) = hosts.too_much(put(tmp_path, *PAGES))
    assert said.startswith("works/a/a.epub has 26.2 MB")
    put(tmp_path, "extra.bin", size=hosts.SITE)
    big, whole = hosts.too_much(tmp_path)
    assert big.startswith("extra.bin")
    assert whole.startswith("1.0 GB are more than the 1 GB that GitHub Pages")
