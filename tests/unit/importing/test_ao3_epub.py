"""AO3's EPUBs of both kinds are read as the work that they were made of."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace

import pytest
from ficstead.importing.books import ao3_epub, epub
from ficstead.importing.story import Chapter, Loss, Refused, Story
from hypothesis import given
from hypothesis import strategies as st

from ...laws import tries
from .ao3_downloads import DAYS, Download, told
from .ao3_epubs import by_hand, calibre
from .test_ao3_download import CHAPTERED, CHAPTERS, FULL, ONESHOT, WORKS

MODERN = [day for day in DAYS if day >= "2019-01-31"]
LONG = replace(
    CHAPTERED,
    chapters=tuple(
        Chapter(
            html="".join(f"<p>Line {n} of {number}.</p>" for n in range(75))
            + "<blockquote><h2>Inside</h2>"
            + "".join(f"<p>Quoted {n}.</p>" for n in range(40))
            + "</blockquote><div><p>Out again.</p></div>",
            number=number,
            title=f"Part {number}",
            notes="<p>Noted.</p>",
            end_notes="<p>Ended.</p>",
        )
        for number in (1, 2, 3, 4)
    ),
)


def read(data: bytes) -> Story:
    book = epub.opened(data)
    assert ao3_epub.recognises(book)
    return ao3_epub.read(book)


def plain(story: Story) -> str:
    """Without spaces between elements, and the classes that a conversion rewrites."""
    text = re.sub(r"""\s+class=\\?["'][^"']*["']""", "", repr(story))
    return re.sub(r"\s+|\\n", "", text)


def wanted(download: Download) -> Story:
    story = told(download, "ao3-epub")
    return replace(story, language=story.language or "en")


@pytest.mark.parametrize("marks", [True, False])
@pytest.mark.parametrize("name", WORKS)
def test_what_calibre_split_is_one_work_again(name: str, marks: bool) -> None:
    download = Download(WORKS[name])
    assert plain(read(calibre(download, marks=marks))) == plain(wanted(download))


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(
            day, marks=() if day in (MODERN[0], MODERN[-1]) else pytest.mark.slow
        )
        for day in MODERN
    ],
)
@pytest.mark.parametrize("marks", [True, False])
def test_chapters_in_several_documents_are_joined(day: str, marks: bool) -> None:
    download = Download(LONG, day)
    assert plain(read(calibre(download, marks=marks))) == plain(wanted(download))


@pytest.mark.parametrize("name", WORKS)
def test_a_book_built_by_hand_is_read(name: str) -> None:
    download = Download(WORKS[name], "2018-12-01")
    found, whole = read(by_hand(download)), wanted(download)
    pointed = tuple(
        Loss("end notes, which the file only points to", f"chapter {chapter.number}")
        for chapter in whole.chapters
        if chapter.end_notes
    )
    chapters = tuple(replace(chapter, end_notes="") for chapter in whole.chapters)
    assert plain(found) == plain(
        replace(whole, chapters=chapters, lost=whole.lost + pointed)
    )


def test_parts_of_a_chapter_built_by_hand_are_joined() -> None:
    found = read(by_hand(Download(LONG, "2018-12-01")))
    assert [plain_text(c.html) for c in found.chapters] == [
        plain_text(c.html) for c in LONG.chapters
    ]
    oneshot = replace(ONESHOT, chapters=LONG.chapters[:1])
    (chapter,) = read(by_hand(Download(oneshot, "2018-12-01"))).chapters
    assert plain_text(chapter.html) == plain_text(LONG.chapters[0].html)


def plain_text(html: str) -> list[str]:
    return re.sub(r"<[^>]+>", " ", html).split()


def test_pictures_emphasis_and_alignment_come_along() -> None:
    html = '<p align="center"><img src="../lamp.png" alt="a lamp"/> <em>lit</em></p>'
    work = replace(ONESHOT, chapters=(Chapter(html=html, number=1),))
    story = read(calibre(Download(work), {"lamp.png": b"\x89PNG lamp"}))
    assert story.chapters[0].html == (
        '<p align="center"><img alt="a lamp" src="lamp.png"/> <em>lit</em></p>'
    )
    assert story.pictures == {"lamp.png": b"\x89PNG lamp"}


def test_a_link_to_a_place_in_the_text_leads_there_again() -> None:
    html = '<p><a href="#fn1">1</a></p><p><a name="fn1">back</a></p>'
    work = replace(ONESHOT, chapters=(Chapter(html=html, number=1),))
    story = read(calibre(Download(work)))
    assert story.chapters[0].html == html


def test_pages_that_a_program_put_before_the_work_are_named() -> None:
    story = read(calibre(Download(FULL), cover=True))
    assert story.lost == (Loss("a page before the work: Kept by Calibre", "book"),)
    assert story.title == FULL.title


def test_an_epub_that_ends_early_says_so() -> None:
    book = epub.opened(calibre(Download(CHAPTERED)))
    at = next(
        n for n, d in enumerate(book.documents) if "At last!" in d.soup.get_text()
    )
    story = ao3_epub.read(replace(book, documents=book.documents[: at + 1]))
    assert story.said[0] == "It counts 4 chapters, and only 2 came with the file."
    assert [c.title for c in story.chapters] == [c.title for c in CHAPTERS[:2]]


def test_another_book_is_not_recognised() -> None:
    book = epub.opened(calibre(Download(FULL)))
    assert not ao3_epub.recognises(replace(book, documents=book.documents[2:]))


BOOK = epub.opened(calibre(Download(LONG)))


@tries(40)
@given(st.lists(st.integers(0, len(BOOK.documents) - 1), max_size=20))
def test_documents_in_any_order_give_a_story_or_a_refusal(order: list[int]) -> None:
    documents = tuple(
        replace(BOOK.documents[n], soup=copy(BOOK.documents[n].soup)) for n in order
    )
    try:
        ao3_epub.read(replace(BOOK, documents=documents))
    except Refused as refused:
        assert str(refused).endswith(".")
