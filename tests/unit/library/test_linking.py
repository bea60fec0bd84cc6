"""Links and pictures of a text: what they may name, and what they bring along."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ficstead import addresses
from ficstead.library import archive

from ..trees import chapter, codes, library, only, plant, set_up, work

ABOUT = "---\ntitle: About\n---\nMe.\n"


@pytest.mark.parametrize(
    ("name", "written", "address"),
    [
        ("two words.png", "two%20words.png", "two%20words.png"),
        ("act #2.png", "<act #2.png>", "act%20%232.png"),
        ("act #2.png", "act%20%232.png", "act%20%232.png"),
        ("who?.png", "who?.png", "who%3F.png"),
        ("50%.png", "50%25.png", "50%25.png"),
        ("灯.png", "灯.png", "灯.png"),
    ],
)
def test_a_picture_may_have_any_name(
    tmp_path: Path, name: str, written: str, address: str
) -> None:
    made = library(
        tmp_path,
        {"works/a.md": work(text=f"![A lamp]({written})"), f"works/{name}": b"PNG"},
    )
    assert list(made.copies) == [f"works/a/{name}"]
    assert f'src="{addresses.ROOT}works/a/{address}"' in only(made).text.html


@pytest.mark.parametrize(
    "files",
    [
        {"works/a.md": work(text="![A lamp](x.png)", status="draft")},
        {"works/a.md": work(text="![A lamp](x.png)", date="2999-01-01")},
        {
            "works/a/work.md": work(text=""),
            "works/a/1.md": chapter(),
            "works/a/2.md": chapter(text="[Map](../x.png)", status="draft"),
        },
        {"pages/a.md": "---\ntitle: A\nstatus: draft\n---\n![A lamp](../works/x.png)"},
    ],
)
def test_the_pictures_of_a_draft_stay_at_home(
    tmp_path: Path, files: dict[str, str | bytes]
) -> None:
    assert library(tmp_path, {**files, "works/x.png": b"PNG"}).copies == {}


@pytest.mark.parametrize("target", ["/about/", "/feeds/site.atom", "/archive.json"])
def test_a_link_may_name_any_address_of_the_site(tmp_path: Path, target: str) -> None:
    files: dict[str, str | bytes] = {
        "works/a.md": work(text=f"[There]({target})"),
        "pages/about.md": ABOUT,
    }
    assert codes(tmp_path, files) == []
    html = only(library(tmp_path, files)).text.html
    assert f'href="{addresses.ROOT}{target[1:]}"' in html


def test_the_file_of_the_home_page_is_the_home_page(tmp_path: Path) -> None:
    made = library(
        tmp_path,
        {
            "works/a.md": work(text="[Home](../pages/home.md)"),
            "pages/home.md": ABOUT,
        },
    )
    assert f'href="{addresses.ROOT}"' in only(made).text.html


def test_an_unlisted_page_is_there_and_stands_in_no_menu(tmp_path: Path) -> None:
    unlisted = ABOUT.replace("---\nMe", "status: unlisted\n---\nMe")
    made = library(
        tmp_path, {"pages/about.md": ABOUT, "pages/for-friends.md": unlisted}
    )
    assert [(note.slug, note.listed) for note in made.notes] == [
        ("about", True),
        ("for-friends", False),
    ]


def links(text: str) -> list[str]:
    """Return where each link called "there" leads; empty where it is none any more."""
    keys = re.findall(r"<a([^>]*)>there</a>", text)
    return [key.removeprefix(' href="').removesuffix('"') for key in keys]


def test_a_link_may_lead_to_a_heading_or_a_named_place(tmp_path: Path) -> None:
    made = library(
        tmp_path,
        {
            "works/w/work.md": work(text=""),
            "works/w/1.md": chapter(
                text="[there](#the-night) [there](#The%20Night) [there](#text)\n\n"
                '## The *Night*\n\n<a name="text"></a>Here.',
                notes="Skip to [there](#the-night).",
            ),
            "works/w/2.md": chapter(text="[there](1.md#the-night)"),
        },
    )
    one, two = only(made).chapters
    assert links(one.text.html) == ["#1-h-the-night", "#1-h-the-night", "#1-at-text"]
    assert links(one.notes) == ["#1-h-the-night"]
    assert 'id="1-h-the-night"' in one.text.html
    assert 'id="1-at-text"' in one.text.html
    assert links(two.text.html) == [f"{addresses.ROOT}works/w/1/#1-h-the-night"]


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "works/a.md": work(text="[there](#gone)\n\n[there](b.md#gone)"),
        "works/b.md": work(),
    }
    made, problems = archive.check(set_up(plant(tmp_path, files)))
    assert [(p.code, p.line) for p in problems] == [("L502", 8), ("L502", 10)]
    assert problems[0].hint.startswith('name the place: <a name="gone"></a>')
    a = next(one for one in made.works if one.slug == "a")
    assert links(a.text.html) == ["", f"{addresses.ROOT}works/b/"]


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("ratings.md", 'did you mean "rating.md"?'),
        ("boat.jpeg", 'did you mean "boat.jpg"?'),
        ("nothing.md", "name a file of content/, or"),
        ("x.jpg", "name a file of content/, or"),
    ],
)
def test_a_file_that_was_meant_is_named_by_its_name_not_its_ending(
    tmp_path: Path, target: str, hint: str
) -> None:
    plant(
        tmp_path,
        {
            "works/rating.md": work("Rating"),
            "works/boat.jpg": "",
            "works/a.md": work("A", f"[there]({target})"),
        },
    )
    told = [p.hint for p in archive.check(set_up(tmp_path))[1] if p.code == "L502"]
    assert [one[: len(hint)] for one in told] == [hint]
