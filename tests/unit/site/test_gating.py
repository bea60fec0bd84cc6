"""Nobody is ambushed: what stands behind the gate, what it says, where consent goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from ficstead.books.offers import NOTHING
from ficstead.library.library import Library
from ficstead.settings import Settings
from ficstead.site import gating, reading_pages
from ficstead.site.pages import ChapterPage, EntirePage, Gate, Page, WorkPage
from ficstead.store.keep import nothing
from ficstead.vocabulary import ArchiveWarning

from ..trees import chapter, library, set_up, work


def pages(
    root: Path, files: dict[str, str | bytes], **values: object
) -> dict[str, Page]:
    made: Library = library(root, files, **values)
    settings: Settings = set_up(root, **values)
    return {
        page.head.path: page
        for work in made.every_work
        for page in reading_pages.of_work(work, settings, NOTHING, nothing())
    }


def gate(page: Page) -> Gate:
    assert isinstance(page, WorkPage | ChapterPage | EntirePage)
    assert page.gate is not None
    return page.gate


@pytest.mark.parametrize(
    ("rating", "gated"),
    [
        ("General Audiences", False),
        ("Teen And Up Audiences", False),
        ("Mature", True),
        ("Explicit", True),
        ("Not Rated", True),
    ],
)
def test_by_default_ratings_gate_as_on_ao3(
    tmp_path: Path, rating: str, gated: bool
) -> None:
    shown = pages(tmp_path, {"works/a.md": work(rating=rating)})["works/a/"]
    assert isinstance(shown, WorkPage)
    assert (shown.gate is not None) is gated
    assert shown.head.adult is (rating == "Explicit")


def test_a_setting_gates_by_warning(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "works/a.md": work(warnings="Major Character Death")
    }
    names = [ArchiveWarning.DEATH.value]
    shown = pages(tmp_path, files, GATE_WARNINGS=names)["works/a/"]
    assert gate(shown).warnings == ("Major Character Death",)


def test_every_page_of_a_gated_work_that_shows_text_has_a_gate(tmp_path: Path) -> None:
    shown = pages(
        tmp_path,
        {
            "works/w/work.md": work(rating="Mature", text="A foreword."),
            "works/w/1.md": chapter(),
            "works/w/2.md": chapter(),
        },
    )
    assert set(shown) == {"works/w/", "works/w/1/", "works/w/2/", "works/w/entire/"}
    assert {gate(page).rating for page in shown.values()} == {"Mature"}


def test_a_chapter_that_warns_has_a_gate_whatever_the_rating(tmp_path: Path) -> None:
    shown = pages(
        tmp_path,
        {
            "works/w/work.md": work(text=""),
            "works/w/1.md": chapter(),
            "works/w/2.md": chapter(content_warnings="spiders, deep water"),
        },
    )
    first = shown["works/w/1/"]
    assert isinstance(first, ChapterPage)
    assert first.gate is None
    assert gate(shown["works/w/2/"]).content_warnings == ("spiders", "deep water")
    assert gate(shown["works/w/entire/"]).chapters == (
        ("2. Chapter 2", ("spiders", "deep water")),
    )


def test_consent_is_carried_on_unless_the_next_chapter_warns_of_more(
    tmp_path: Path,
) -> None:
    shown = pages(
        tmp_path,
        {
            "works/w/work.md": work(rating="Explicit", text=""),
            "works/w/1.md": chapter(),
            "works/w/2.md": chapter(),
            "works/w/3.md": chapter(content_warnings="spiders"),
            "works/w/4.md": chapter(),
        },
    )
    steps = [
        page.next.url
        for page in shown.values()
        if isinstance(page, ChapterPage) and page.next
    ]
    assert steps == ["works/w/2/#text", "works/w/3/", "works/w/4/#text"]


def test_chapters_that_ask_the_same_share_one_list_of_ways_on(tmp_path: Path) -> None:
    shown = pages(
        tmp_path,
        {
            "works/w/work.md": work(text=""),
            "works/w/1.md": chapter(),
            "works/w/2.md": chapter(content_warnings="spiders"),
            "works/w/3.md": chapter(),
        },
    )
    one, two, three = (p for p in shown.values() if isinstance(p, ChapterPage))
    assert one.steps is three.steps
    urls = [[url for _, url in page.steps] for page in (one, two)]
    assert urls == [
        ["works/w/1/#text", "works/w/2/", "works/w/3/#text"],
        ["works/w/1/#text", "works/w/2/#text", "works/w/3/#text"],
    ]


def test_a_page_that_lost_its_gate_is_refused() -> None:
    some = Gate("Explicit", (), (), (), "work", gating.Neighbour("Back", ""))
    text = '<article id="text">'
    with pytest.raises(gating.GateError, match="no gate before it"):
        gating.guard(text, some, "works/a/")
    with pytest.raises(gating.GateError):
        gating.guard(f'{text}<section class="gate">', some, "works/a/")
    gating.guard(f'<section class="gate">{text}', some, "works/a/")
    gating.guard(text, None, "works/b/")


def test_a_draft_that_was_only_begun_can_be_previewed(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "works/a.md": "---\ntitle: A\nstatus: draft\n---\n"
    }
    shown = pages(tmp_path, files, FICSTEAD_PREVIEW=True)["works/a/"]
    assert isinstance(shown, WorkPage)
    assert shown.gate is None
