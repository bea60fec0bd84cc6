"""The feeds of the demo archive: valid, announced, listed, and without a text."""

from __future__ import annotations

import json
import re
import shutil
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin
from xml.etree import ElementTree as ET

import feedparser
import pytest
from bs4 import BeautifulSoup

from .. import feed_rules
from ..running import run_task
from .archives import ROOT, make

ADDRESS = "https://lamp.example"
ENDINGS = (".atom", ".json")
# A catalogue of books is Atom too, and says so.
TYPES = ("application/atom+xml", "application/feed+json")


@pytest.fixture(scope="module")
def online(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the demo archive as it is published: with an address."""
    root = make(tmp_path_factory.mktemp("feeds") / "archive")
    shutil.rmtree(root / "content")
    shutil.copytree(ROOT / "content", root / "content")
    _set(root, f'SITEURL = "{ADDRESS}"')
    done = run_task("build", root=root)
    assert done.returncode == 0, done.stderr
    return root / "output"


def _set(root: Path, line: str) -> None:
    conf = root / "pelicanconf.py"
    text = conf.read_text("utf-8").replace("AUTHOR =", f"{line}\nAUTHOR =", 1)
    conf.write_text(text, "utf-8")


def feeds(site: Path, ending: str) -> list[Path]:
    return sorted((site / "feeds").rglob(f"*{ending}"))


@cache
def soup(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text("utf-8"), "html.parser")


def announced(page: Path) -> set[str]:
    links = soup(page).select("head link[rel=alternate]")
    return {str(link["href"]) for link in links if link.get("type") in TYPES}


def test_every_feed_is_valid(site: Path) -> None:
    for path in feeds(site, ".atom"):
        assert feed_rules.atom(path.read_bytes()) == [], path
    for path in feeds(site, ".json"):
        assert feed_rules.json_feed(path.read_bytes()) == [], path


def test_both_formats_say_the_same_and_a_feed_reader_understands(site: Path) -> None:
    assert len(feeds(site, ".atom")) == len(feeds(site, ".json")) > 40
    for path in feeds(site, ".atom"):
        parsed = feedparser.parse(path.read_bytes())
        items = json.loads(path.with_suffix(".json").read_bytes())["items"]
        assert not parsed.bozo, (path, parsed.bozo_exception)
        assert [(e.id, e.title, e.updated) for e in parsed.entries] == [
            (i["id"], i["title"], i["date_modified"]) for i in items
        ]
        assert all(entry.summary for entry in parsed.entries)


def test_an_entry_has_one_id_in_all_the_feeds_that_it_is_in(site: Path) -> None:
    known: dict[str, str] = {}
    for path in feeds(site, ".json"):
        for item in json.loads(path.read_bytes())["items"]:
            place = urljoin(f"/{path.relative_to(site).as_posix()}", item["url"])
            assert known.setdefault(item["id"], place) == place


def test_every_link_of_a_feed_leads_to_a_file(site: Path) -> None:
    for path in feeds(site, ".atom"):
        here = f"http://here/{path.relative_to(site).as_posix()}"
        tree = ET.parse(path)
        named = [e.attrib["href"] for e in tree.iter() if "href" in e.attrib]
        named += [e.text or "" for e in tree.iter(f"{feed_rules.ATOM}uri")]
        for target in (urljoin(here, name) for name in named):
            if not target.startswith("http://here/"):
                continue
            place = unquote(target.removeprefix("http://here/")).partition("?")[0]
            name = "index.html" if not place or place.endswith("/") else ""
            assert (site / place.partition("#")[0] / name).is_file(), (path, target)


@pytest.mark.slow
def test_a_page_announces_its_feeds_and_every_feed_has_a_page(site: Path) -> None:
    found = set()
    for page in site.rglob("*.html"):
        base = f"http://here/{page.relative_to(site).as_posix()}"
        own = {
            urljoin(base, href).removeprefix("http://here/") for href in announced(page)
        }
        if page.name == "index.html":
            assert "feeds/site.atom" in own
            found |= own
    there = {
        path.relative_to(site).as_posix()
        for end in ENDINGS
        for path in feeds(site, end)
    }
    assert found == there


def test_chapters_announce_the_feed_of_their_work(site: Path) -> None:
    work = site / "works/the-harbour-at-scheria"
    for place in ("", "2", "entire"):
        up = "../" * (3 if place else 2)
        assert f"{up}feeds/works/the-harbour-at-scheria.atom" in announced(
            work / place / "index.html"
        )


def test_the_list_names_what_there_is_to_follow(site: Path) -> None:
    page = soup(site / "feeds/index.html")
    for row in page.select(".followed li"):
        name, atom, text = row.select("a")
        feed = feedparser.parse(
            (site / "feeds" / str(atom["href"]).removeprefix("../feeds/")).read_bytes()
        )
        assert name.get_text() in {feed.feed.title.partition(" · ")[0], "All works"}
        assert (site / "feeds" / str(text["href"]).removeprefix("../feeds/")).is_file()
    footer = soup(site / "index.html").select_one(".site-footer")
    assert footer is not None
    assert "./feeds/" in {link["href"] for link in footer.select("a")}


def test_what_is_unlisted_announces_no_feed_of_its_own(site: Path) -> None:
    page = site / "works/mrs-saville-replies/index.html"
    assert announced(page) == {"../../feeds/site.atom"}


@pytest.mark.slow
def test_the_feeds_of_a_published_site_work_from_anywhere(online: Path) -> None:
    for ending, check in zip(
        ENDINGS, (feed_rules.atom, feed_rules.json_feed), strict=True
    ):
        for path in feeds(online, ending):
            here = f"{ADDRESS}/{path.relative_to(online).as_posix()}"
            assert check(path.read_bytes(), here) == [], path
            assert "../" not in path.read_text("utf-8")


def test_a_feed_names_style_sheets_that_are_there(site: Path) -> None:
    path = site / "feeds/works/inventory.atom"
    head = path.read_text("utf-8").partition("<feed")[0]
    named = re.findall(r'<\?xml-stylesheet type="text/css" href="([^"?]+)', head)
    assert len(named) == 2
    assert all((path.parent / name).is_file() for name in named)


@pytest.mark.slow
def test_full_texts_come_when_they_are_asked_for(tmp_path: Path) -> None:
    root = make(tmp_path / "archive")
    _set(root, "FEED_TEXT = True")
    assert run_task("build", root=root).returncode == 0
    said = "Somebody had lit the lantern at the end of the pier."
    for name in ("site", "works/the-lantern", "fandoms/folk-tales"):
        for ending in ENDINGS:
            assert said in (root / f"output/feeds/{name}{ending}").read_text("utf-8")
