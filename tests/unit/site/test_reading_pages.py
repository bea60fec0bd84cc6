"""The pages of works are made when they are asked for, and known before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from ficstead import settings
from ficstead.books.offers import NOTHING, Download, Offers
from ficstead.library import archive
from ficstead.library.library import Library
from ficstead.settings import Settings
from ficstead.site import reading_pages
from ficstead.site.dependencies import Fingerprints
from ficstead.site.output import site_of
from ficstead.site.sheets import Sheet
from ficstead.store.keep import nothing

from ..trees import chapter, library, plant, set_up, work

ROOT = Path(__file__).parents[3]
FILES: dict[str, str | bytes] = {
    "works/gravel.md": work("Gravel"),
    "works/the-pier/work.md": work("The Pier", ""),
    "works/the-pier/1.md": chapter(),
}


def sheets(
    made: Library, known: Settings, offers: Offers = NOTHING
) -> Mapping[str, Sheet]:
    kept = nothing()
    around = Fingerprints(kept, b"", site_of(made, known, known.content / "extra"))
    every = reading_pages.sheets(made, known, offers, kept, around)
    return {sheet.path: sheet for sheet in every}


def changed(one: Mapping[str, Sheet], other: Mapping[str, Sheet]) -> set[str]:
    assert one.keys() == other.keys()
    return {path for path in one if one[path].made_of != other[path].made_of}


def test_the_sheets_are_the_pages() -> None:
    known, _ = settings.load(ROOT / "pelicanconf.py", PATH=str(ROOT / "content"))
    made, _ = archive.build(known)
    pages = {
        page.head.path: page
        for work in made.every_work
        for page in reading_pages.of_work(work, known, NOTHING, nothing())
    }
    every = sheets(made, known)
    assert list(every) == list(pages)
    assert len({sheet.made_of for sheet in every.values()}) == len(pages)
    for path, page in pages.items():
        assert every[path].page() == page
        assert every[path].listed == page.head.listed


def test_a_text_counts_on_the_pages_of_its_work_alone(tmp_path: Path) -> None:
    before = sheets(library(tmp_path, FILES), set_up(tmp_path))
    plant(tmp_path, {"works/the-pier/1.md": chapter(text="It snowed.")})
    after = sheets(library(tmp_path, {}), set_up(tmp_path))
    assert changed(before, after) == {p for p in before if "the-pier" in p}


def test_a_download_counts_on_the_pages_of_its_work_alone(tmp_path: Path) -> None:
    made, known = library(tmp_path, FILES), set_up(tmp_path)
    book = Download("epub", "EPUB", "works/gravel/gravel.epub", "", 9)
    offers = Offers({"works/gravel/": (book,)})
    before, after = sheets(made, known), sheets(made, known, offers)
    assert changed(before, after) == {"works/gravel/"}


OTHERS: Mapping[str, Any] = {
    "name": "Another",
    "gate_ratings": frozenset(),
    "preview": True,
    "site_url": "https://example.org",
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_setting_counts_on_every_page(tmp_path: Path, name: str) -> None:
    made, known = library(tmp_path, FILES), set_up(tmp_path)
    before = sheets(made, known)
    assert changed(before, sheets(made, replace(known, **{name: OTHERS[name]}))) == set(
        before
    )


def test_place_and_time_count_on_none(tmp_path: Path) -> None:
    made, known = library(tmp_path, FILES), set_up(tmp_path)
    elsewhere = {
        "content": tmp_path / "other",
        "shown": "other",
        "output": tmp_path / "out",
        "theme": tmp_path / "theme",
        "static": (),
        "cache": None,
        "now": known.now + timedelta(1),
        "pelican": {},
    }
    assert known.told() == replace(known, **elsewhere).told()  # type: ignore[arg-type]
    assert len(known.told()) == len(fields(known)) - len(elsewhere)
    assert changed(sheets(made, known), sheets(made, known)) == set()
