"""The archive put together: who may see what, in which order, next to what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ficstead import addresses
from ficstead.library import archive
from ficstead.site import data
from ficstead.vocabulary import Kind, Status

from ..trees import chapter, codes, library, only, plant, set_up, work


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795089600")  # 2026-11-19


def test_a_one_shot(tmp_path: Path) -> None:
    made = only(library(tmp_path, {"works/rain.md": work("Rain", "It rained *hard*.")}))
    assert (made.slug, made.url, made.words) == ("rain", "works/rain/", 3)
    assert made.is_oneshot
    assert made.complete
    assert made.progress == "1/1"


def test_chapters_are_numbered_and_interludes_are_not(tmp_path: Path) -> None:
    made = only(
        library(
            tmp_path,
            {
                "works/gull/work.md": work("Gull", "", chapters="?"),
                "works/gull/01-out.md": chapter(title="Out", arc="The Sea"),
                "works/gull/02-a-song.md": chapter(interlude="yes"),
                "works/gull/03-back.md": chapter("2024-06-01", title="Back"),
            },
        )
    )
    assert [c.url for c in made.chapters] == [
        "works/gull/1/",
        "works/gull/a-song/",
        "works/gull/2/",
    ]
    assert [c.name for c in made.chapters] == ["1. Out", "Interlude", "2. Back"]
    assert [c.arc for c in made.chapters] == ["The Sea"] * 3
    assert [c.opens_arc for c in made.chapters] == [True, False, False]
    assert (made.progress, made.complete) == ("2/?", False)
    assert f"{made.published:%Y-%m-%d}" == "2024-05-01"
    assert f"{made.updated:%Y-%m-%d}" == "2024-06-01"


def test_two_comes_before_ten(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"works/w/work.md": work(text="")}
    files |= {f"works/w/{n}-part.md": chapter(title=f"Part {n}") for n in (10, 2, 1)}
    made = only(library(tmp_path, files))
    assert [c.title for c in made.chapters] == ["Part 1", "Part 2", "Part 10"]


@pytest.mark.parametrize(
    ("more", "status", "listed"),
    [
        ({}, Status.PUBLISHED, True),
        ({"status": "unlisted"}, Status.UNLISTED, False),
        ({"status": "draft"}, None, False),
        ({"date": "2031-01-01"}, None, False),
    ],
)
def test_who_meets_a_work(
    tmp_path: Path, more: dict[str, str], status: Status | None, listed: bool
) -> None:
    made = library(tmp_path, {"works/a.md": work(**more)})
    assert [w.status for w in made.every_work] == ([status] if status else [])
    assert bool(made.works) is listed
    assert bool(made.terms[Kind.FANDOM]) is listed


def test_a_preview_shows_what_is_not_public_and_says_so(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "works/a.md": work(status="draft"),
        "works/b.md": work(date="2031-01-01"),
    }
    made = library(tmp_path, files, FICSTEAD_PREVIEW=True)
    assert {w.slug: w.status for w in made.works} == {
        "a": Status.DRAFT,
        "b": Status.SCHEDULED,
    }


def test_a_scheduled_chapter_waits_and_is_planned_for(tmp_path: Path) -> None:
    made = only(
        library(
            tmp_path,
            {
                "works/w/work.md": work(text=""),
                "works/w/1.md": chapter(),
                "works/w/2.md": chapter("2031-01-01"),
            },
        )
    )
    assert [c.number for c in made.chapters] == [1]
    assert made.progress == "1/2"


def test_series_places_and_neighbours(tmp_path: Path) -> None:
    made = library(
        tmp_path,
        {
            "works/a.md": work("A", series="The Cycle #1"),
            "works/b.md": work("B", series="\n  - The Cycle #2\n  - Winter"),
            "works/c.md": work("C", series="the cycle #3", status="unlisted"),
            "works/d.md": work("D", series="The Cycle #4"),
            "series/cycle.md": "---\ntitle: The Cycle\n---\nAll of it.\n",
        },
    )
    cycle, winter = sorted(made.series, key=lambda s: s.title)
    assert [(part, w.title) for part, w in cycle.places] == [
        (1, "A"),
        (2, "B"),
        (4, "D"),
    ]
    assert (cycle.url, winter.url) == ("series/cycle/", "series/winter/")
    assert "All of it" in cycle.description
    by_slug = {w.slug: w for w in made.every_work}
    first, second = by_slug["b"].series
    assert (first.previous.title, first.next.title) == ("A", "D")  # type: ignore[union-attr]
    assert (second.title, second.part, second.next) == ("Winter", 1, None)
    assert by_slug["c"].series[0].next.title == "D"  # type: ignore[union-attr]


def test_inspired_by_is_known_on_both_sides(tmp_path: Path) -> None:
    made = library(
        tmp_path,
        {
            "works/a.md": work("A"),
            "works/b.md": work(
                "B", inspired_by="\n  - a\n  - Far by Someone <https://example.org/1>"
            ),
            "works/c.md": work("C", translation_of="a", language="es"),
        },
    )
    a, b, c = sorted(made.works, key=lambda w: w.slug)
    assert [(r.title, r.inside, r.translation) for r in b.parents] == [
        ("A", True, False),
        ("Far", False, False),
    ]
    assert b.parents[1].byline == "Someone"
    assert [(r.title, r.translation) for r in a.children] == [("B", False), ("C", True)]
    assert c.parents[0].translation
    assert a.children[1].language.code == "es"  # type: ignore[union-attr]


def test_a_work_that_is_named_by_its_old_address_is_the_one_here(
    tmp_path: Path,
) -> None:
    address = "https://archiveofourown.org/works/12"
    made = library(
        tmp_path,
        {
            "works/a.md": work("A", source=f"{address}/chapters/3"),
            "works/b.md": work(
                "B",
                inspired_by="A by Somebody <http://www.archiveofourown.org/works/12>",
            ),
            "works/c.md": work("C", source=address, inspired_by=f"C <{address}>"),
        },
    )
    a, b, c = sorted(made.works, key=lambda w: w.slug)
    assert [(r.url, r.inside) for r in b.parents] == [(a.url, True)]
    assert [r.title for r in a.children] == ["B", "C"]
    assert c.parents[0].url == a.url


def test_a_work_is_found_under_canonical_tags_and_metatags(tmp_path: Path) -> None:
    made = library(
        tmp_path,
        {
            "works/a.md": work(tags="slowburn, Tea", fandoms="Holmes"),
            "tags.toml": '[tags."Slow Burn"]\nsynonyms = ["slowburn"]\n'
            '[fandoms."Holmes"]\nmetatags = ["Victorian Literature"]\n',
        },
    )
    a = only(made)
    assert [t.name for t in a.tags] == ["slowburn", "Tea"]
    assert a.tags[0].url == "tags/slow-burn/"
    assert [t.name for t in made.terms[Kind.TAG]] == ["Slow Burn", "Tea"]
    assert made.terms[Kind.TAG][0].synonyms == ("slowburn",)
    assert [t.name for t in made.terms[Kind.FANDOM]] == [
        "Holmes",
        "Victorian Literature",
    ]
    assert made.terms[Kind.FANDOM][1].subtags[0].url == "fandoms/holmes/"
    assert [t.direct for t in made.terms[Kind.FANDOM]] == [True, False]


def test_an_anonymous_work_names_nobody(tmp_path: Path) -> None:
    made = library(tmp_path, {"works/a.md": work(author="Anonymous")}, AUTHOR="marsh")
    assert made.terms[Kind.AUTHOR] == ()
    assert "marsh" not in data.archive_json(made, set_up(tmp_path))


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("b.md", "works/b/"),
        ("w/work.md", "works/w/"),
        ("w/01-x.md#text", "works/w/1/#text"),
        ("/works/w/1/", "works/w/1/"),
        ("{filename}/works/b.md", "works/b/"),
        ("../pages/about.md", "about/"),
        ("/fandoms/tales/", "fandoms/tales/"),
        ("/", ""),
    ],
)
def test_links_inside_the_archive(tmp_path: Path, target: str, url: str) -> None:
    made = library(
        tmp_path,
        {
            "works/a.md": work(text=f"See [there]({target})."),
            "works/b.md": work("B"),
            "works/w/work.md": work("W", text=""),
            "works/w/01-x.md": chapter(),
            "pages/about.md": "---\ntitle: About\n---\nMe.\n",
        },
    )
    a = next(w for w in made.works if w.slug == "a")
    assert f'href="{addresses.ROOT}{url}"' in a.text.html


def test_a_link_that_leads_nowhere_is_told_and_becomes_text(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "works/a.md": work(text="One.\n\nSee [there](gone.md).")
    }
    assert codes(tmp_path, files) == ["L502 works/a.md:10"]
    assert "<a>there</a>" in only(library(tmp_path, files)).text.html


def test_pictures_stand_beside_the_page(tmp_path: Path) -> None:
    made = library(
        tmp_path,
        {
            "works/w/work.md": work(text=""),
            "works/w/1.md": chapter(text="![A map](map.png)"),
            "works/w/map.png": b"PNG",
        },
    )
    assert list(made.copies) == ["works/w/map.png"]
    assert f'src="{addresses.ROOT}works/w/map.png"' in only(made).chapters[0].text.html


def test_a_missing_picture_is_told_and_its_words_stay(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "works/a.md": work(text="![A map](mpa.png)"),
        "works/map.png": b"",
    }
    assert codes(tmp_path, files) == ["L503 works/a.md:8"]
    html = only(library(tmp_path, files)).text.html
    assert "A map" in html
    assert "<img" not in html


def test_archive_json_is_the_contract(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "works/a.md": work("Tom & Ines <3", tags="Tea", summary="*Warm*."),
        "works/u.md": work(status="unlisted"),
    }
    made = library(tmp_path, files)
    archive = json.loads(data.archive_json(made, set_up(tmp_path)))
    assert list(archive) == ["ficstead", "site", "works", "series", "tags"]
    (one,) = archive["works"]
    assert one["title"] == "Tom & Ines <3"
    assert one["chapters"] == {"posted": 1, "planned": 1}
    assert one["chapter_list"] == []
    assert one["url"] == "works/a/"
    assert "<em>Warm</em>" in one["summary_html"]
    assert {
        "kind": "tag",
        "name": "Tea",
        "slug": "tea",
        "url": "tags/tea/",
        "works": 1,
    }.items() <= (next(t for t in archive["tags"] if t["kind"] == "tag").items())


def test_an_empty_archive_is_an_archive(tmp_path: Path) -> None:
    made = library(plant(tmp_path, {}), {})
    assert made.works == ()
    assert json.loads(data.archive_json(made, set_up(tmp_path)))["works"] == []


def test_two_ways_to_write_an_author_are_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "works/a.md": work(author="Ann B"),
        "works/b.md": work(author="Ann-B"),
        "works/c.md": work(author="Anonymous, ann b"),
    }
    assert codes(tmp_path, files) == ["T203 works/b.md:7"]


def test_a_series_without_a_title_is_told_once(tmp_path: Path) -> None:
    assert codes(tmp_path, {"series/gulls.md": "They came back.\n"}) == [
        "M111 series/gulls.md:1"
    ]


def test_a_work_is_in_a_series_once(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "works/a.md": work(series="\n- Gulls #1\n- gulls #2")
    }
    assert codes(tmp_path, files) == ["T211 works/a.md:9"]


@pytest.mark.parametrize(
    ("part", "missing"),
    [("3", "2"), ("4", "2 or 3"), ("5", "2 or 3 or 4"), ("9", "2 to 8")],
)
def test_missing_parts_are_counted_out(tmp_path: Path, part: str, missing: str) -> None:
    plant(
        tmp_path,
        {
            "works/a.md": work("A", series="Tides #1"),
            "works/b.md": work("B", series=f"Tides #{part}"),
        },
    )
    told = [p.message for p in archive.check(set_up(tmp_path))[1] if p.code == "W306"]
    assert told == [f'no work is number {missing} of "Tides"']
