"""The catalogue of the demo archive, as a build puts it."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote, urljoin
from xml.etree import ElementTree as ET

import pytest

from ..unit.site.opds_rules import ATOM, of_atom, of_json
from ..unit.site.test_opds import reached

WORDS = {
    "catalog.xml": "application/atom+xml;profile=opds-catalog;kind=navigation",
    "catalog.json": "application/opds+json",
}


@pytest.fixture(scope="module")
def files(site: Path) -> dict[str, bytes]:
    found = [p for p in (site / "opds").rglob("*") if p.suffix in {".xml", ".json"}]
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}


def test_every_file_keeps_the_rules(files: dict[str, bytes]) -> None:
    assert len(files) > 100
    for path, data in files.items():
        rules = of_atom if path.endswith(".xml") else of_json
        assert list(rules(data)) == [], path


def test_every_link_leads_to_a_file_that_is_as_big_as_it_says(
    files: dict[str, bytes], site: Path
) -> None:
    sizes = 0
    for path, data in files.items():
        if not path.endswith(".xml"):
            continue
        for link in ET.fromstring(data).iter(f"{ATOM}link"):
            place = unquote(urljoin(f"//x/{path}", link.get("href")))[len("//x/") :]
            file = site / place
            if file.is_dir():
                file /= "index.html"
            assert file.is_file(), (path, place)
            if "length" in link.attrib:
                assert file.stat().st_size == int(link.get("length", "")), place
                sizes += 1
    assert sizes > 100


def test_what_a_work_page_offers_is_in_the_catalogue(
    files: dict[str, bytes], site: Path
) -> None:
    books = [path for path in files if path.startswith("opds/books/works/")]
    offered = {path.parent.name for path in site.glob("works/*/*.epub")}
    unlisted = {slug for slug in offered if f"opds/books/works/{slug}.xml" not in books}
    listed = (site / "archive.json").read_text("utf-8")
    assert not any(f'"slug": "{slug}"' in listed for slug in unlisted)
    assert len(offered - unlisted) > 10


@pytest.mark.parametrize("ending", ["xml", "json"])
def test_every_tag_of_the_site_is_found_from_the_root(
    ending: str, files: dict[str, bytes], site: Path
) -> None:
    found = reached(files, ending)
    every = json.loads((site / "archive.json").read_text("utf-8"))["tags"]
    tags = [tag for tag in every if tag["kind"] not in {"warning", "category", "year"}]
    assert len(tags) > 100
    for tag in tags:
        assert len(found.get(tag["name"], ())) >= tag["works"], tag["name"]


@pytest.mark.parametrize("name", WORDS)
def test_people_and_programs_find_the_way_in(name: str, site: Path) -> None:
    home = (site / "index.html").read_text("utf-8")
    page = (site / "opds/index.html").read_text("utf-8")
    assert f'<link rel="related" type="{WORDS[name]}"' in home
    assert f'<link rel="alternate" type="{WORDS[name]}"' in page
    assert f"opds/{name}" in page
    assert 'href="../opds/"' in (site / "works/index.html").read_text("utf-8")
    other = (site / "works/index.html").read_text("utf-8")
    assert "opds-catalog" not in other
