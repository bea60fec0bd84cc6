"""The built demo archive as a whole: nothing broken, nothing lost, nothing foreign."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin
from xml.etree import ElementTree as ET

import html5lib
import pytest
from bs4 import BeautifulSoup, Tag
from ficstead.prose import words

ATOM = "{http://www.w3.org/2005/Atom}"
HERE = "http://here/"


@pytest.fixture(scope="session")
def archive(site: Path) -> dict:
    return json.loads((site / "archive.json").read_text())


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


@cache
def soup(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(), "html.parser")


@cache
def ids(page: Path) -> frozenset[str]:
    return frozenset(str(element["id"]) for element in soup(page).select("[id]"))


def path_of(page: Path, site: Path) -> str:
    return page.relative_to(site).as_posix().removesuffix("index.html")


def text_of(site: Path, url: str) -> Tag:
    (article,) = soup(site / url / "index.html").select("article#text")
    return article


def test_every_page_is_html_without_a_parse_error(site: Path) -> None:
    for page in pages(site):
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(page.read_text())
        assert not parser.errors, (page, parser.errors[:3])


def test_every_link_leads_to_a_file_and_every_fragment_to_an_element(
    site: Path,
) -> None:
    for page in pages(site):
        base = HERE + path_of(page, site)
        for element in soup(page).select("[href], [src]"):
            target = urljoin(base, str(element.get("href") or element.get("src")))
            if not target.startswith(HERE) or page.name == "404.html":
                continue
            plain, fragment = urldefrag(target)
            path = unquote(plain.removeprefix(HERE)).partition("?")[0]
            file = (
                site / path / "index.html"
                if path.endswith("/") or not path
                else site / path
            )
            assert file.is_file(), (page, target)
            if fragment:
                assert unquote(fragment) in ids(file), (page, target)


def test_every_page_says_what_it_is_in_a_title_and_a_line_of_its_own(
    site: Path,
) -> None:
    titles = [soup(page).title for page in pages(site)]
    assert len({str(title) for title in titles}) == len(titles)
    for page in pages(site):
        (said,) = soup(page).select("meta[name=description]") or [None]
        assert page.name == "404.html" or (said and 0 < len(said["content"]) <= 160)


def test_ids_are_there_once(site: Path) -> None:
    for page in pages(site):
        every = [element["id"] for element in soup(page).select("[id]")]
        assert len(every) == len(set(every)), page


def test_headings_go_down_one_at_a_time_from_one_h1(site: Path) -> None:
    for page in pages(site):
        article = soup(page).select_one("article#text")
        own = (
            set(article.select("h1,h2,h3,h4,h5,h6"))
            if article and "entire" not in str(page)
            else set()
        )
        levels = [
            int(h.name[1])
            for h in soup(page).select("h1,h2,h3,h4,h5,h6")
            if h not in own
        ]
        assert levels.count(1) == 1, page
        assert all(b <= a + 1 for a, b in pairwise(levels)), (
            page,
            levels,
        )


def test_every_chapter_is_reached_from_home_without_script(
    site: Path, archive: dict
) -> None:
    seen, todo = set(), [""]
    while todo:
        url = todo.pop()
        if url in seen or not (site / url / "index.html").is_file():
            continue
        seen.add(url)
        for link in soup(site / url / "index.html").select("a[href]"):
            target = urldefrag(urljoin(HERE + url, str(link["href"])))[0]
            if target.startswith(HERE):
                todo.append(unquote(target.removeprefix(HERE)))
    for work in archive["works"]:
        assert work["url"] in seen
        for chapter in work["chapter_list"]:
            assert chapter["url"] in seen


def own_words(text: Tag) -> int:
    """Count the words of a text without what the archive says in it."""
    labels = text.select(".passage > summary > b, .passage-text > summary")
    said = sum(words.count(label.decode_contents()) for label in labels)
    return words.count(text.decode_contents()) - said


def test_words_are_those_of_the_text_on_the_page(site: Path, archive: dict) -> None:
    for work in archive["works"]:
        urls = [c["url"] for c in work["chapter_list"]] or [work["url"]]
        counted = [own_words(text_of(site, url)) for url in urls]
        assert sum(counted) == work["words"], work["slug"]
        assert counted == ([c["words"] for c in work["chapter_list"]] or counted)


def test_the_entire_work_holds_every_chapter_in_order(
    site: Path, archive: dict
) -> None:
    for work in archive["works"]:
        if work["chapter_list"]:
            whole = text_of(site, f"{work['url']}entire/").get_text(" ", strip=True)
            at = 0
            for chapter in work["chapter_list"]:
                first = (
                    text_of(site, chapter["url"]).find("p").get_text(" ", strip=True)
                )
                at = whole.index(first, at)


def test_paragraphs_stand_in_the_text_or_in_a_quotation(
    site: Path, archive: dict
) -> None:
    for work in archive["works"]:
        for url in [c["url"] for c in work["chapter_list"]] or [work["url"]]:
            article = text_of(site, url)
            assert not article.select("nav, button, form, script, style, input")
            loose = [
                p
                for p in article.select("p")
                if p.parent is not article
                and not p.find_parent(
                    ["blockquote", "details", "li", "dd", "td", "figure", "div"]
                )
            ]
            assert loose == []


def test_drafts_and_what_is_scheduled_leave_no_trace(site: Path, archive: dict) -> None:
    every = "".join(
        p.read_text(errors="replace")
        for p in site.rglob("*.*")
        if p.suffix in {".html", ".json", ".xml", ".atom", ".txt"}
    )
    for slug in ("the-dinah-letters", "so-many-pounds-a-year"):
        assert slug not in every
    assert not (site / "works/what-happened-at-willow-ferry/4").exists()
    ferry = next(
        w for w in archive["works"] if w["slug"] == "what-happened-at-willow-ferry"
    )
    assert ferry["chapters"] == {"posted": 3, "planned": 4}


def test_what_is_unlisted_has_its_page_and_stands_nowhere_else(site: Path) -> None:
    slug = "mrs-saville-replies"
    page = soup(site / "works" / slug / "index.html")
    assert page.select_one('meta[name="robots"]')["content"] == "noindex"
    for other in pages(site):
        if slug not in str(other):
            assert slug not in other.read_text(), other
    for name in ("archive.json", "sitemap.xml", "feeds/site.atom"):
        assert slug not in (site / name).read_text()


def test_the_feed_is_atom_with_summaries_and_no_text(site: Path, archive: dict) -> None:
    feed = ET.parse(site / "feeds/site.atom").getroot()
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(archive["works"])
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    assert all(i.startswith("urn:uuid:") for i in ids)
    for entry in [feed, *entries]:
        assert entry.findtext(f"{ATOM}title")
        assert re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d",
            entry.findtext(f"{ATOM}updated"),
        )
    text = (site / "feeds/site.atom").read_text()
    for work in archive["works"]:
        url = (work["chapter_list"] or [work])[0]["url"]
        first = text_of(site, url).find("p").get_text()[:60]
        assert first not in text


def test_languages_and_directions_are_said_where_they_change(site: Path) -> None:
    arabic = soup(site / "works/dunyazad/index.html")
    assert (
        arabic.select_one("article#text").attrs.items()
        >= {"lang": "ar", "dir": "rtl"}.items()
    )
    japanese = soup(site / "works/take-wo-waranai/index.html")
    assert japanese.select_one("article#text")["lang"] == "ja"
    listed = soup(site / "works/index.html").select_one('a[href$="dunyazad/"]')
    assert listed.find_parent(attrs={"lang": "ar"}) or listed.get("lang") == "ar"


def test_titles_are_plain_where_html_would_be_wrong(site: Path, archive: dict) -> None:
    work = next(w for w in archive["works"] if w["slug"] == "come-at-once")
    page = soup(site / "works/come-at-once/index.html")
    assert work["title"] in page.title.get_text()
    assert "<" in work["title"]
    assert "&" in work["title"]


def test_a_site_without_an_address_says_nothing_false(site: Path) -> None:
    assert "Sitemap:" not in (site / "robots.txt").read_text()
    assert ET.parse(site / "sitemap.xml").getroot().tag.endswith("urlset")


def test_who_lands_on_a_chapter_sees_what_the_whole_work_warns_of(site: Path) -> None:
    chapter = soup(site / "works/the-harbour-at-scheria/2/index.html")
    said = chapter.select_one("p.warns")
    assert "a mass killing remembered" in said.get_text()
    assert said.sourceline < chapter.select_one("article#text").sourceline
