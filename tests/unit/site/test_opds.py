"""The catalogue: what is in it and what never, and that each file keeps the rules."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin
from xml.etree import ElementTree as ET

import pytest
from ficstead.books.offers import Cover, Download, Offers
from ficstead.library.library import Library
from ficstead.settings import Settings
from ficstead.site import opds
from ficstead.site.dependencies import Fingerprints
from ficstead.site.opds import catalogue as values
from ficstead.site.opds.atom import EVERYTHING
from ficstead.site.opds.shelves import PER_SHEET, Catalogue
from ficstead.site.pages import Site
from ficstead.site.putting import File
from ficstead.store.digests import Digests
from ficstead.store.keep import Keep
from ficstead.store.store import Store
from ficstead.vocabulary import Kind

from ..trees import chapter, codes, library, set_up, work
from .opds_rules import ATOM, HISTORY, OPDS, of_atom, of_json
from .samples import sample

SITE = "https://fic.example.org/tales"
OPEN = "http://opds-spec.org/acquisition/open-access"
BY_TERMS = (
    Kind.FANDOM,
    Kind.RELATIONSHIP,
    Kind.CHARACTER,
    Kind.TAG,
    Kind.RATING,
    Kind.AUTHOR,
    Kind.COLLECTION,
    Kind.LANGUAGE,
)
FILES: dict[str, str | bytes] = {
    "works/lamp.md": work(
        "The Lamp & the <Key>",
        fandoms="Tales of the Pier",
        author="Nell (harbour)",
        characters="Ann, Bo",
        relationships="Ann/Bo, Ann & Cy",
        tags='Slow Burn, 🦊, "Quoted" & Such',
        summary="A lamp. *Nobody* lit it: [look](/works/).",
        series="The Pier #2",
        date="2024-01-01",
        collections="Winter",
    ),
    "works/key/work.md": work(
        "Key",
        text="",
        fandoms="Tales of the Pier",
        author="Nell (harbour), Ada",
        chapters="?",
        rating="Explicit",
        warnings="Graphic Depictions Of Violence",
        content_warnings="deep water",
        characters="Ann",
        series="The Pier #1",
        date="2024-02-01",
        updated="2024-03-09",
    ),
    "works/key/01-one.md": chapter("2024-02-01", text="UNSEEN TEXT"),
    "works/key/02-two.md": chapter("2024-03-09"),
    "works/mask.md": work("Mask", author="Anonymous", language="ar", date="2024-02-02"),
    "works/unlisted.md": work("Unlisted", status="unlisted", series="The Pier #3"),
    "works/draft.md": work("Draft", status="draft", tags="Hidden"),
    "works/bare.md": work("Without a book", tags="Bare"),
}


def offered(made: Library, *, without: str = "works/bare/", **more: str) -> Offers:
    """Return made-up offers: an EPUB and a text of each work, a cover of one."""
    urls = {w.url: w.slug for w in made.every_work if w.url != without} | more
    return Offers(
        {
            url: (
                Download(
                    "epub", "EPUB", f"{url}{stem}.epub", "application/epub+zip", 9
                ),
                Download("txt", "Plain text", f"{url}{stem}.txt", "text/plain", 10),
            )
            for url, stem in urls.items()
        },
        {"works/lamp/": Cover("works/lamp/c.jpg", "works/lamp/s.jpg", "image/jpeg")},
    )


def at(root: Path, **values: object) -> Settings:
    given = {"SITEURL": SITE, "SITENAME": "Tales", "CATALOGUE_TAGS_FROM": 1}
    return set_up(root, **{**given, **values})


def written(
    made: Library, settings: Settings, offers: Offers | None = None
) -> dict[str, bytes]:
    found = listed(made, settings, offers)
    assert all(callable(file.source) for file in found)
    return {file.path: file.source() for file in found}  # type: ignore[operator]


def listed(
    made: Library, settings: Settings, offers: Offers | None = None
) -> list[File]:
    offers = offered(made) if offers is None else offers
    keep = Keep(Store(None), Digests(), b"engine")
    fingerprints = Fingerprints(keep, b"theme", sample(Site))
    made_of = opds.of(made, settings, offers)
    return list(opds.files(made_of, settings, fingerprints))


@pytest.fixture
def made(tmp_path: Path) -> dict[str, bytes]:
    return written(library(tmp_path, FILES), at(tmp_path))


def many(count: int, *, tagged: bool = False) -> dict[str, str | bytes]:
    """Return so many works; `tagged` ones have a tag alone, one by two, and one by all."""
    return {
        f"works/w{n:03}.md": work(
            f"Work {n:03}",
            author="Nell",
            date=f"20{10 + n // 28:02}-01-{1 + n % 28:02}",
            rating="Mature" if n % 3 == 0 else "General Audiences",
            chapters="?" if n % 2 else "1",
            **({"tags": f"Own {n:03}, Shared {n // 2:03}, Every"} if tagged else {}),
        )
        for n in range(count)
    }


def reached(files: dict[str, bytes], ending: str) -> dict[str, set[str]]:
    """Walk from the root; return which books each line of a menu leads to, by its title."""
    seen: dict[str, set[str]] = {}
    found: dict[str, set[str]] = {}

    def walk(path: str) -> set[str]:
        if path not in seen:
            seen[path] = set()
            ways, seen[path], onward = _read(path, files[path])
            for title, way in ways:
                found.setdefault(title, set()).update(walk(way))
            for way in onward:
                seen[path] |= walk(way)
        return seen[path]

    walk(f"opds/catalog.{ending}")
    return found


def _read(path: str, data: bytes) -> tuple[list[tuple[str, str]], set[str], list[str]]:
    """Return the ways on, the titles of the books, and the next page."""
    if path.endswith(".xml"):
        root = ET.fromstring(data)
        every = [(str(e.findtext(f"{ATOM}title")), e) for e in entries(data)]
        books = {title for title, e in every if links(e, OPEN)}
        lines = [(t, w) for t, e in every for w in links(e, "subsection")]
        onward = links(root, "next")
    else:
        feed = json.loads(data)
        books = {b["metadata"]["title"] for b in feed.get("publications", ())}
        lines = [(li["title"], li["href"]) for li in feed.get("navigation", ())]
        onward = [li["href"] for li in feed["links"] if li["rel"] == "next"]
    ways = [(title, _below(path, way)) for title, way in lines]
    return ways, books, [_below(path, way) for way in onward]


def _below(path: str, href: str) -> str:
    """Return where a link leads to below the site, whose address may be left open."""
    full = unquote(urljoin(f"{SITE}/{path}", href))
    return full.removeprefix(f"{SITE}/")


def titles(feed: bytes) -> list[str]:
    return [str(e.findtext(f"{ATOM}title")) for e in entries(feed)]


def entries(feed: bytes) -> list[ET.Element]:
    return ET.fromstring(feed).findall(f"{ATOM}entry")


def links(element: ET.Element, rel: str) -> list[str]:
    found = (li for li in element.findall(f"{ATOM}link") if li.get("rel") == rel)
    return [str(link.get("href")) for link in found]


def link(rel: str, path: str, kind: str) -> dict[str, str]:
    return {"rel": rel, "href": f"{SITE}/{path}", "type": kind}


# The rules


def broken(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    for path, data in files.items():
        rules = of_atom if path.endswith(".xml") else of_json
        yield from ((path, said) for said in rules(data))


def test_every_file_keeps_the_rules(made: dict[str, bytes]) -> None:
    assert len(made) > 50
    assert list(broken(made)) == []


def test_pages_and_facets_keep_the_rules(tmp_path: Path) -> None:
    made = written(library(tmp_path, many(130)), at(tmp_path))
    assert "opds/works/page/3.xml" in made
    assert "opds/authors/nell/in-progress/title/page/2.json" in made
    assert list(broken(made)) == []


def test_without_an_address_everything_is_relative(tmp_path: Path) -> None:
    made = written(library(tmp_path, FILES), at(tmp_path, SITEURL=""))
    assert list(broken(made)) == []
    assert not any(b"https://fic" in data for data in made.values())
    up = links(ET.fromstring(made["opds/fandoms/tales-of-the-pier.xml"]), "start")
    assert up == ["../../opds/catalog.xml"]


@pytest.mark.parametrize("url", [SITE, ""])
def test_every_link_leads_to_a_file(tmp_path: Path, url: str) -> None:
    archive = library(tmp_path, FILES | many(60))
    made = written(archive, at(tmp_path, SITEURL=url))
    known = {*made, *_pages(archive), "works/lamp/c.jpg", "works/lamp/s.jpg"}
    known |= {d.url for each in offered(archive).downloads.values() for d in each}
    base = f"{url or 'https://preview.example'}/"
    for path, data in made.items():
        for href in _hrefs(path, data):
            full = urljoin(base + path, href)
            assert full.startswith(base), (path, href)
            assert unquote(full.removeprefix(base)) in known, (path, href)


def _pages(archive: Library) -> Iterator[str]:
    yield from ("", "works/", "series/")
    yield from (work.url for work in archive.works)
    yield from (series.url for series in archive.series)
    for kind, terms in archive.terms.items():
        yield f"{kind.value}/"
        yield from (term.url for term in terms)


def _hrefs(path: str, data: bytes) -> Iterator[str]:
    if path.endswith(".xml"):
        for element in ET.fromstring(data).iter():
            if element.tag == f"{ATOM}link":
                yield str(element.get("href"))
            elif element.tag == f"{ATOM}uri":
                yield str(element.text)
    else:
        yield from _json_hrefs(json.loads(data))


def _json_hrefs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("href"), str):
            yield value["href"]
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _json_hrefs(one)


# What is in it


def test_the_first_menu_leads_everywhere(made: dict[str, bytes]) -> None:
    ways = [
        "Newest",
        "All works",
        "All works: complete",
        "All works: in progress",
        "Fandoms",
        "Relationships",
        "Characters",
        "Additional tags",
        "Ratings",
        "Authors",
        "Series",
        "Collections",
        "Languages",
    ]
    assert titles(made["opds/catalog.xml"]) == ways
    navigation = json.loads(made["opds/catalog.json"])["navigation"]
    assert [way["title"] for way in navigation] == ways
    root = ET.fromstring(made["opds/catalog.xml"])
    assert links(root, "http://opds-spec.org/crawlable") == [f"{SITE}/{EVERYTHING}.xml"]
    new = entries(made["opds/catalog.xml"])[0]
    assert links(new, "http://opds-spec.org/sort/new") == [f"{SITE}/opds/new.xml"]


def test_the_first_page_of_json_shows_what_is_new(made: dict[str, bytes]) -> None:
    (group,) = json.loads(made["opds/catalog.json"])["groups"]
    assert group["links"] == [link("self", "opds/new.json", "application/opds+json")]
    names = [book["metadata"]["title"] for book in group["publications"]]
    assert names == ["Mask", "Key", "The Lamp & the <Key>"]


def test_favourites_have_a_shelf_in_their_order(tmp_path: Path) -> None:
    settings = at(tmp_path, START_HERE=["mask", "bare", "lamp"])
    made = written(library(tmp_path, FILES), settings)
    start = titles(made["opds/start-here.xml"])
    assert start == ["Mask", "The Lamp & the <Key>"]
    assert "Start here" in titles(made["opds/catalog.xml"])


def test_nothing_hidden_is_in_it(made: dict[str, bytes]) -> None:
    for path, data in made.items():
        text = path.encode() + data
        for hidden in (b"Unlisted", b"unlisted", b"Draft", b"Hidden", b"UNSEEN TEXT"):
            assert hidden not in text, path


def test_a_preview_lists_no_draft_here(tmp_path: Path) -> None:
    settings = at(tmp_path, FICSTEAD_PREVIEW=True)
    archive = library(tmp_path, FILES, FICSTEAD_PREVIEW=True)
    assert any(work.slug == "draft" for work in archive.works)
    made = written(archive, settings)
    assert not any(b"Draft" in data or b"Hidden" in data for data in made.values())


def test_what_has_no_download_is_not_in_it(made: dict[str, bytes]) -> None:
    assert not any(b"Without a book" in data for data in made.values())
    assert "opds/tags/bare.xml" not in made


def test_anonymous_stays_anonymous(made: dict[str, bytes]) -> None:
    (entry,) = (e for e in entries(made["opds/new.xml"]) if e[0].text == "Mask")
    assert [a.findtext(f"{ATOM}name") for a in entry.findall(f"{ATOM}author")] == [
        "Anonymous"
    ]
    assert entry.find(f"{ATOM}author/{ATOM}uri") is None
    book = json.loads(made["opds/books/works/mask.json"])
    assert book["metadata"]["author"] == [{"name": "Anonymous"}]
    assert book["metadata"]["readingProgression"] == "rtl"


def test_nothing_to_download_makes_no_catalogue(tmp_path: Path) -> None:
    archive = library(tmp_path, FILES)
    assert listed(archive, at(tmp_path), Offers()) == []
    assert opds.ways(None, at(tmp_path)) == ()
    assert list(opds.pages(None)) == []


def test_the_settings_choose_the_standards(tmp_path: Path) -> None:
    archive = library(tmp_path, FILES)
    assert listed(archive, at(tmp_path, CATALOGUE=[])) == []
    only = written(archive, at(tmp_path, CATALOGUE=["2.0"]))
    assert {path.rpartition(".")[2] for path in only} == {"json"}
    both = at(tmp_path)
    ways = opds.ways(opds.of(archive, both, offered(archive)), both)
    assert [way[0] for way in ways] == ["OPDS 1.2", "OPDS 2.0"]
    assert [way[2] for way in ways] == ["opds/catalog.xml", "opds/catalog.json"]


def test_rare_tags_have_no_shelf(tmp_path: Path) -> None:
    made = written(library(tmp_path, FILES), at(tmp_path, CATALOGUE_TAGS_FROM=2))
    assert titles(made["opds/characters.xml"]) == ["Ann"]
    assert "opds/characters/bo.xml" not in made
    assert "opds/relationships.xml" not in made
    assert "opds/fandoms/tales-of-the-pier.xml" in made
    assert list(broken(made)) == []


@pytest.mark.parametrize("ending", ["xml", "json"])
def test_every_tag_leads_to_its_works(ending: str, tmp_path: Path) -> None:
    archive = library(tmp_path, FILES | many(130, tagged=True))
    settings = set_up(tmp_path, SITEURL=SITE)
    found = reached(written(archive, settings), ending)
    terms = [term for kind in BY_TERMS for term in archive.terms[kind]]
    assert len(terms) > 200
    for term in terms:
        held = {work.title for work in term.works if work.title != "Without a book"}
        assert found.get(term.name, set()) >= held, term.name


def test_a_long_menu_is_cut(tmp_path: Path) -> None:
    made = written(library(tmp_path, many(130, tagged=True)), at(tmp_path))
    assert titles(made["opds/tags.xml"]) == [
        "Most works",
        "Every – Own 098",
        "Own 099 – Shared 064",
    ]
    most = titles(made["opds/most/tags.xml"])
    assert (most[:2], len(most)) == (["Every", "Shared 000"], 100)
    assert titles(made["opds/by-name/tags/page/2.xml"])[-1] == "Shared 064"
    first = ET.fromstring(made["opds/by-name/tags.xml"])
    assert links(first, "up") == [f"{SITE}/opds/tags.xml"]
    assert links(first, "next") == [f"{SITE}/opds/by-name/tags/page/2.xml"]
    assert list(broken(made)) == []


def test_tags_of_one_work_alone_share_a_shelf(made: dict[str, bytes]) -> None:
    lines = {str(e.findtext(f"{ATOM}title")): e for e in entries(made["opds/tags.xml"])}
    assert set(lines) == {"Slow Burn", "🦊", '"Quoted" & Such'}
    for line in lines.values():
        assert links(line, "subsection") == [f"{SITE}/opds/only/works/lamp.xml"]
    assert titles(made["opds/only/works/lamp.xml"]) == ["The Lamp & the <Key>"]
    assert not any(path.startswith("opds/tags/") for path in made)


def test_what_all_works_share_leads_to_all_works(tmp_path: Path) -> None:
    files = {f"works/{n}.md": work(f"{n}", rating="G") for n in range(2)}
    made = written(library(tmp_path, files), at(tmp_path))
    (rating,) = entries(made["opds/ratings.xml"])
    assert links(rating, "subsection") == [f"{SITE}/opds/works.xml"]
    assert not any(path.startswith("opds/ratings/") for path in made)
    assert list(broken(made)) == []


def test_a_list_has_the_first_words_and_the_books_alone(tmp_path: Path) -> None:
    files = {**FILES, "works/lamp.md": work("Lamp", summary="Many words. " * 50)}
    made = written(library(tmp_path, files), at(tmp_path))
    lamp = next(e for e in entries(made["opds/works.xml"]) if e[0].text == "Lamp")
    assert len(str(lamp.findtext(f"{ATOM}summary"))) < 300
    assert links(lamp, "http://opds-spec.org/acquisition/open-access") == [
        f"{SITE}/works/lamp/lamp.epub"
    ]
    whole = ET.fromstring(made["opds/books/works/lamp.xml"])
    assert str(whole.findtext(f"{ATOM}content")).count("Many words.") == 50
    key = next(e for e in entries(made["opds/works.xml"]) if e[0].text == "Key")
    assert str(key.findtext(f"{ATOM}summary")).startswith(
        "Stands behind a warning. Graphic Depictions Of Violence, deep water. Explicit."
    )


def test_an_author_may_link_to_the_page_of_the_catalogue(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"works/a.md": work("A", "See [it](/opds/).")}
    assert codes(tmp_path, files) == []
    assert codes(tmp_path, files, CATALOGUE=[]) != []
    assert codes(tmp_path, files, DOWNLOADS=[]) != []


# The gate


def test_a_gated_work_is_labelled(made: dict[str, bytes]) -> None:
    book = json.loads(made["opds/books/works/key.json"])["metadata"]
    assert "Stands behind a warning" in book["description"]
    assert "Explicit" in book["description"]
    assert "Graphic Depictions Of Violence, deep water" in book["description"]
    entry = ET.fromstring(made["opds/books/works/key.xml"])
    assert str(entry.findtext(f"{ATOM}summary")).startswith("Stands behind a warning")
    other = ET.fromstring(made["opds/books/works/lamp.xml"])
    assert "behind a warning" not in str(other.findtext(f"{ATOM}summary"))


def test_gated_works_can_be_left_out(tmp_path: Path) -> None:
    archive = library(tmp_path, FILES)
    settings = at(tmp_path, CATALOGUE_GATED=False)
    offers = offered(archive, **{"series/the-pier/": "the-pier"})
    made = written(archive, settings, offers)
    assert not any(b'"Key"' in data or b">Key<" in data for data in made.values())
    # A book of a series with a gated work in it is gated as well.
    assert titles(made["opds/series/the-pier.xml"]) == ["The Lamp & the <Key>"]
    assert "opds/ratings/explicit.xml" not in made


# A book


def test_everything_is_said_of_a_book_in_atom(made: dict[str, bytes]) -> None:
    entry = ET.fromstring(made["opds/books/works/lamp.xml"])
    said = {
        (c.get("scheme"), c.get("term"), c.get("label"))
        for c in entry.findall(f"{ATOM}category")
    }
    assert {
        (f"{SITE}/fandoms/", "tales-of-the-pier", "Tales of the Pier"),
        (f"{SITE}/ratings/", "general-audiences", "General Audiences"),
        (f"{SITE}/relationships/", "ann-and-cy", "Ann & Cy"),
        (f"{SITE}/tags/", "u1f98a", "🦊"),
        (f"{SITE}/tags/", "quoted-and-such", '"Quoted" & Such'),
        (f"{SITE}/collections/", "winter", "Winter"),
    } <= said
    content = str(entry.findtext(f"{ATOM}content"))
    assert f'<em>Nobody</em> lit it: <a href="{SITE}/works/">look</a>' in content
    assert "<b>Rating:</b> General Audiences" in content
    files = [
        (li.get("type"), li.get("length"), li.get("title"), li.get("href"))
        for li in entry.findall(f"{ATOM}link")
        if li.get("rel") == "http://opds-spec.org/acquisition/open-access"
    ]
    place = f"{SITE}/works/lamp/lamp"
    assert files == [
        ("application/epub+zip", "9", "EPUB", f"{place}.epub"),
        ("text/plain", "10", "Plain text", f"{place}.txt"),
    ]
    (series,) = entry.findall("{http://schema.org/}Series")
    assert series.get("{http://schema.org/}position") == "2"
    assert links(entry, "related") == [f"{SITE}/opds/series/the-pier.xml"]
    assert links(entry, "http://opds-spec.org/image") == [f"{SITE}/works/lamp/c.jpg"]


def test_everything_is_said_of_a_book_in_json(made: dict[str, bytes]) -> None:
    book = json.loads(made["opds/books/works/lamp.json"])
    about = book["metadata"]
    assert about["title"] == "The Lamp & the <Key>"
    assert about["author"] == [
        {
            "name": "Nell (harbour)",
            "links": [
                {
                    "href": f"{SITE}/opds/authors/nell-harbour.json",
                    "type": "application/opds+json",
                }
            ],
        }
    ]
    (series,) = about["belongsTo"]["series"]
    assert (series["name"], series["position"]) == ("The Pier", 2)
    assert {"name": "🦊", "code": "u1f98a", "scheme": f"{SITE}/tags/"} in about[
        "subject"
    ]
    (epub, _) = (li for li in book["links"] if "size" in li)
    assert (epub["size"], epub["type"]) == (9, "application/epub+zip")
    assert [image["rel"].rpartition("/")[2] for image in book["images"]] == [
        "image",
        "thumbnail",
    ]


def test_a_picture_that_apps_cannot_show_is_left_out(tmp_path: Path) -> None:
    archive = library(tmp_path, FILES)
    cover = Cover("works/lamp/c.svg", "works/lamp/s.svg", "image/svg+xml")
    offers = replace(offered(archive), covers={"works/lamp/": cover})
    made = written(archive, at(tmp_path), offers)
    assert not any(b".svg" in data for data in made.values())


def test_an_id_outlives_corrections_and_is_the_one_of_the_feeds(tmp_path: Path) -> None:
    from ficstead.site.following.entries import identity  # noqa: PLC0415

    first = written(library(tmp_path / "a", FILES), at(tmp_path / "a"))
    files = {**FILES, "works/mask.md": work("Masque", date="2023-01-01")}
    then = written(library(tmp_path / "b", files), at(tmp_path / "b"))
    ids = [
        ET.fromstring(each["opds/books/works/mask.xml"]).findtext(f"{ATOM}id")
        for each in (first, then)
    ]
    assert ids == [identity("works/mask/", at(tmp_path))] * 2
    about = json.loads(first["opds/books/works/mask.json"])["metadata"]
    assert about["identifier"] == ids[0]


def test_signs_that_xml_forbids_break_no_feed(tmp_path: Path) -> None:
    title = "A \x0b title ]]> &amp; '\"\u2028"
    archive = library(tmp_path, {"works/a.md": work("A", date="2024-01-01")})
    (first,) = archive.works
    archive = replace(archive, works=(replace(first, title=title),))
    made = written(archive, at(tmp_path), offered(archive))
    assert list(broken(made)) == []
    assert titles(made["opds/works.xml"]) == ["A  title ]]> &amp; '\"\u2028"]
    assert json.loads(made["opds/works.json"])["publications"][0]["metadata"]["title"]


def test_a_simple_parser_can_read_it(made: dict[str, bytes]) -> None:
    """That of KOReader knows no comment, and no reference to a sign by its number."""
    for path, data in made.items():
        if path.endswith(".xml"):
            text = data.decode()
            assert not re.search(r"<!|&#|\S/>", text), path
            assert not re.search(r'="[^"]*[\n\t]', text), path


# Order, pages, facets


def test_a_series_is_in_its_order_with_the_book_of_all_in_front(tmp_path: Path) -> None:
    archive = library(tmp_path, FILES)
    offers = offered(archive, **{"series/the-pier/": "the-pier"})
    made = written(archive, at(tmp_path), offers)
    shelf = ["The Pier", "Key", "The Lamp & the <Key>"]
    assert titles(made["opds/series/the-pier.xml"]) == shelf
    book = json.loads(made["opds/books/series/the-pier.json"])
    assert [p["name"] for p in book["metadata"]["author"]] == ["Nell (harbour)", "Ada"]
    assert "<b>Works in one book:</b> 2" in book["metadata"]["description"]
    assert list(broken(made)) == []


def test_a_long_shelf_goes_on(tmp_path: Path) -> None:
    made = written(library(tmp_path, many(PER_SHEET * 2 + 1)), at(tmp_path))
    seen, path = [], "opds/works.xml"
    while path:
        seen += titles(made[path])
        following = links(ET.fromstring(made[path]), "next")
        path = following[0].removeprefix(f"{SITE}/") if following else ""
    assert sorted(seen, reverse=True) == seen
    assert len(set(seen)) == PER_SHEET * 2 + 1
    last = json.loads(made["opds/works/page/3.json"])
    assert (last["metadata"]["currentPage"], len(last["publications"])) == (3, 1)
    rels = {each["rel"]: each["href"] for each in last["links"]}
    assert rels["first"] == f"{SITE}/opds/works.json"
    assert rels["previous"] == rels["last"].replace("page/3", "page/2")


def test_facets_order_and_narrow_a_long_shelf(tmp_path: Path) -> None:
    made = written(library(tmp_path, many(PER_SHEET + 10)), at(tmp_path))
    feed = ET.fromstring(made["opds/works/in-progress/title.xml"])
    found = [
        (li.get(f"{OPDS}facetGroup"), li.get("title"), li.get(f"{OPDS}activeFacet"))
        for li in feed.findall(f"{ATOM}link")
        if li.get("rel") == "http://opds-spec.org/facet"
    ]
    assert found == [
        ("Order", "Last updated", None),
        ("Order", "Title", "true"),
        ("Status", "All", None),
        ("Status", "Complete", None),
        ("Status", "In progress", "true"),
        ("Rating", "General Audiences", None),
        ("Rating", "Mature", None),
    ]
    shown = titles(made["opds/works/in-progress/title.xml"])
    assert shown == sorted(shown)
    assert len(shown) == PER_SHEET // 2 + 5
    groups = json.loads(made["opds/authors/nell.json"])["facets"]
    assert [group["metadata"]["title"] for group in groups] == ["Order", "Status"]


def test_a_short_shelf_has_no_facets(made: dict[str, bytes]) -> None:
    assert "facets" not in json.loads(made["opds/fandoms/tales-of-the-pier.json"])
    assert "opds/fandoms/tales-of-the-pier/title.xml" not in made


def test_one_feed_has_every_book_whole(made: dict[str, bytes]) -> None:
    feed = ET.fromstring(made[f"{EVERYTHING}.xml"])
    assert feed.find(f"{HISTORY}complete") is not None
    assert titles(made[f"{EVERYTHING}.xml"]) == ["Key", "Mask", "The Lamp & the <Key>"]
    labels = {c.get("label") for c in feed.iter(f"{ATOM}category")}
    assert {"Slow Burn", "Bo", "Winter"} <= labels


def test_no_shelf_takes_the_place_of_another(tmp_path: Path) -> None:
    files = {
        "works/a.md": work("Title", fandoms="Title, 2", date="2024-01-01"),
        "works/b.md": work("Books", fandoms="Complete, Works", author="Title"),
        "works/everything.md": work("New", collections="New", language="en-GB"),
    }
    found = listed(library(tmp_path, {**many(60), **files}), at(tmp_path))
    paths = [file.path for file in found]
    assert len(set(paths)) == len(paths)


# What each file depends on

CHANGES: dict[str, dict[str, str | bytes]] = {
    "nothing": {},
    "a text": {"works/w010.md": work("Work 010", "More.", author="Nell", rating="G")},
    "a title": {"works/w010.md": work("Renamed", author="Nell", date="2010-01-11")},
    "a tag": {"works/w011.md": work("Work 011", tags="New", author="Nell")},
    "a work": {"works/zzz.md": work("Another", date="2009-01-01")},
    "a newest work": {"works/zzz.md": work("Another", date="2024-01-01")},
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_is_made_anew_just_where_it_differs(tmp_path: Path, change: str) -> None:
    files: dict[str, str | bytes] = {
        **many(120),
        "works/key/work.md": FILES["works/key/work.md"],
        "works/key/01-one.md": FILES["works/key/01-one.md"],
        "works/key/02-two.md": FILES["works/key/02-two.md"],
    }
    known, seen = [], []
    for name, more in (("a", {}), ("b", CHANGES[change])):
        root = tmp_path / name
        archive = library(root, {**files, **more})
        found = listed(archive, at(root))
        known.append({file.path: file.made_of for file in found})
        seen.append({file.path: file.source() for file in found})  # type: ignore[operator]
    both = known[0].keys() & known[1].keys()
    made = {path for path in both if known[0][path] != known[1][path]}
    differs = {path for path in both if seen[0][path] != seen[1][path]}
    assert made == differs
    assert len(made) < len(both) / 2
    assert bool(made) == (change != "nothing")


def test_a_bigger_download_makes_its_lists_anew(tmp_path: Path) -> None:
    archive = library(tmp_path, many(120))
    offers = offered(archive)
    url = "works/w003/"
    bigger = tuple(replace(file, size=99) for file in offers.of(url))
    others = replace(offers, downloads={**offers.downloads, url: bigger})
    first = {f.path: f.made_of for f in listed(archive, at(tmp_path), offers)}
    then = {f.path: f.made_of for f in listed(archive, at(tmp_path), others)}
    anew = {path for path in first if first[path] != then[path]}
    assert "opds/books/works/w003.xml" in anew
    assert "opds/works/page/3.json" in anew
    assert "opds/works.xml" not in anew
    assert not any(path in anew for path in ("opds/catalog.xml", "opds/fandoms.xml"))


def test_the_whole_is_bounded(tmp_path: Path) -> None:
    """A work costs two files; its tags, a shelf each and a line."""
    archive = library(tmp_path, many(200))
    made: Catalogue | None = values.of(archive, at(tmp_path), offered(archive))
    assert made is not None
    assert len(made.shelves) < 30
    assert made.works == 200
