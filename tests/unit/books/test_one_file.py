"""A work as one HTML file: whole in itself, and read back whole by our own import."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from ficstead.books import one_file, volume
from ficstead.importing import importing
from ficstead.importing.importing import Brought, Task
from ficstead.importing.opening.opening import Item
from ficstead.library import archive
from ficstead.library.library import Library
from ficstead.model import Work
from ficstead.site import books

from ..trees import chapter, work
from . import makings
from .makings import SITE, planted, shelved

ROOT = Path(__file__).parents[3]
PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
    "RU5ErkJggg=="
)
# What a file without content asks for nothing.
ASKS = re.compile(r"(?:src|srcset|poster)=\"(?!data:)|@import|url\((?![\"']?data:)")


def made(root: Path, files: dict[str, str | bytes], **values: object) -> str:
    of, materials = makings.work(root, files, **values)
    return one_file.make(of, materials).decode()


def brought(html: str) -> Brought:
    now = datetime(2026, 11, 19, tzinfo=UTC)
    item = Item("one.html", "one.html", now, html.encode())
    return importing.brought(Task(item, today="2026-11-19"))


def again(html: str, root: Path) -> Work:
    """Return the work that the import makes of a file."""
    manuscript = brought(html).manuscript
    assert manuscript is not None
    assert manuscript.format == "ao3-html"
    assert [loss for loss in manuscript.lost if not _is_ours(loss.what)] == []
    return shelved(manuscript, root)


def _is_ours(what: str) -> bool:
    """Tell what no story of AO3's has a place for, and the report names."""
    return what.startswith(("a work inspired", "a translation"))


def test_a_file_asks_for_nothing_and_runs_nothing(tmp_path: Path) -> None:
    html = made(
        tmp_path,
        {
            "works/lamp.md": work(
                "<script>alert(1)</script>",
                "![A lamp](lamp.png)",
                summary="<img src=x onerror=alert(1)>",
                skin="lamp",
            ),
            "works/lamp.png": PIXEL,
            "works/lamp.css": ".x { color: red; background: url(lamp.png) } "
            ".y::after { content: '</style><script>alert(2)</script>' }",
        },
    )
    assert not ASKS.search(html)
    # What is inside of a style element is no element.
    assert html.count("</style") == 1
    assert "<script" not in html.partition("</style")[2]
    assert f"data:image/png;base64,{b64encode(PIXEL).decode()}" in html
    assert "default-src &#39;none&#39;" in html


def test_what_is_gated_has_a_screen_of_its_facts_first(tmp_path: Path) -> None:
    text = work(rating="Explicit", content_warnings="spiders", text="Here it is.")
    html = made(tmp_path, {"works/lamp.md": text})
    assert '<body class="gated">' in html
    shown = html.partition("<body")[2]
    assert shown.index("spiders") < shown.index("Explicit") + 400
    assert html.index("spiders") < html.index("Here it is.")
    assert "<body>" in made(tmp_path / "open", {"works/lamp.md": work()})


def test_links_lead_within_the_file_out_to_the_site_or_nowhere(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "works/lamp/work.md": work(),
        "works/lamp/1-a.md": chapter(text="See [b](2-b.md), [all](/works/)."),
        "works/lamp/2-b.md": chapter(text="And [out](https://example.org/?a=1&b)."),
    }
    html = made(tmp_path, files)
    assert '<a href="#chapter-2">b</a>' in html
    assert f'<a href="{SITE}/works/">all</a>' in html
    assert "https://example.org/?a=1&amp;b" in html
    assert "<a>all</a>" in made(tmp_path, files, SITEURL="")


HARD: dict[str, str | bytes] = {
    "works/lamp/work.md": work(
        'Quotes " & <tags>, "all" of them',
        "A *foreword*, first.",
        author="marshlight, Tamsin Vale (tvale)",
        rating="Explicit",
        warnings="Graphic Depictions Of Violence, Major Character Death",
        categories="F/F, Gen",
        fandoms="Tales | Märchen, Other - Fandom",
        relationships="Ada/Nell, Ada & Petra",
        characters="Ada “the first”, 🤩",
        tags="🤩, a & b, slow burn (of a fire)",
        content_warnings="spiders, a fire",
        language="Deutsch",
        series="|\n  The Gull Cycle, or: Part 2 of all #3\n  Other #1",
        collections="Midwinter, Quiet",
        gift="|\n  wren (w)\n  Bo, maybe",
        prompt="|\n  A lamp, a boat & a lie",
        inspired_by="Kettle by wren <https://archiveofourown.org/works/1>",
        translation_of="Der Tee by Vogel <https://example.org/tee>",
        chapters="7",
        source="https://archiveofourown.org/works/123",
        summary="|\n  One *summary*.\n\n  > In two parts.",
        notes="Thanks.",
        end_notes="|\n  - one\n  - two",
    ),
    "works/lamp/01-a.md": chapter(
        "2024-05-01",
        "First.[^1]\n\n* * *\n\n## Chapter 9\n\nMore.\n\n[^1]: Note *one*.",
        title="Chapter 7: It, again",
        content_warnings="a fall, gulls",
        arc="The First: Part",
        summary="In short.",
        notes="Before.",
        end_notes="After.",
    ),
    "works/lamp/02-b.md": chapter(
        "2024-05-08",
        "> Quoted.\n\n::: verse\nOne\n  two\n:::\n\n| a | b |\n| - | - |\n| c | d |"
        "\n\n![A lamp](lamp.png)",
        author="Bo (bobo)",
    ),
    "works/lamp/03-c.md": chapter("2024-06-01", "**Last** &lt;one&gt;."),
    "works/lamp/lamp.png": PIXEL,
}


def _facts(one: Work) -> dict[str, object]:
    """Return everything that a file has to carry of a work."""
    return {
        "title": one.title,
        "authors": [person.byline for person in one.authors],
        "anonymous": one.anonymous,
        "rating": one.rating,
        "warnings": set(one.warnings),
        "content warnings": one.content_warnings,
        "tags": [
            [(tag.name, tag.platonic) for tag in tags]
            for tags in (
                one.category_tags,
                one.fandoms,
                one.relationships,
                one.characters,
                one.tags,
                one.collections,
            )
        ],
        "language": one.language,
        "published": one.published.date(),
        "updated": one.updated.date(),
        "planned": one.planned,
        "posted": one.posted,
        "words": one.words,
        "series": [(place.title, place.part) for place in one.series],
        "gifts": [person.byline for person in one.gifts],
        "prompts": one.prompts,
        "texts": [
            _words(html) for html in (one.summary, one.notes, one.end_notes)
        ],
        "chapters": [
            (
                part.title,
                part.arc,
                part.content_warnings,
                part.published.date(),
                part.words,
                [person.byline for person in part.authors],
                _words(part.text.html),
                _words(part.summary),
                _words(part.notes),
                _words(part.end_notes),
            )
            for part in one.chapters
        ],
        "text": _words(one.text.html),
    }  # fmt: skip


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found += data.split()


_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def _words(html: str) -> str:
    reader = _Words()
    reader.feed(html)
    # A file does not say that its author wants typewriter quotes left alone.
    return " ".join(reader.found).translate(_STRAIGHT)


def test_hard_works_come_back_whole(tmp_path: Path) -> None:
    library, settings = planted(tmp_path / "one", HARD)
    (one,) = library.works
    of = volume.of_work(one)
    html = one_file.make(of, books.materials(library, settings)).decode()
    back = again(html, tmp_path / "two")
    assert _facts(back) == _facts(one)
    assert back.source == one.source
    assert [(p.title, p.url, p.translation) for p in back.parents] == [
        (p.title, p.url, p.translation) for p in one.parents
    ]
    assert "lamp" in str(back.chapters[1].text.html)
    assert "<img" in str(back.chapters[1].text.html)


@pytest.fixture(scope="module")
def demo() -> Library:
    settings = makings.set_up(ROOT / "content", AUTHOR="marshlight")
    return archive.build(settings)[0]


def test_every_work_of_the_demo_comes_back_whole(demo: Library, tmp_path: Path) -> None:
    settings = makings.set_up(ROOT / "content", AUTHOR="marshlight")
    materials = books.materials(demo, settings)
    for one in demo.every_work:
        html = one_file.make(volume.of_work(one), materials).decode()
        back = again(html, tmp_path / one.slug)
        assert _facts(back) == _facts(one), one.slug
        assert back.source == (one.source or f"{SITE}/{one.url}")
