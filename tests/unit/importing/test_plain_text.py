"""Plain text comes in as its author would have set it, every word of it."""

from __future__ import annotations

import html
import re

import pytest
from ficstead.importing.story import Refused, Story
from ficstead.importing.texts import plain_text
from hypothesis import given
from hypothesis import strategies as st


def text_of(story: Story) -> list[str]:
    """Return the paragraphs of the first chapter."""
    return re.findall(r"<p>(.*?)</p>", story.chapters[0].html, re.DOTALL)


FILLER = "The fog came up from the river before supper, and nobody lit the lamp. " * 60


def test_head_of_a_text_is_title_byline_and_labels() -> None:
    story = plain_text.read(
        "The Lantern\nby Wren and Dee\n\nRating: T\nSummary: The lamp\nwent out.\n\n"
        "The fog came up from the river.\n"
    )
    assert (story.title, story.authors) == ("The Lantern", ("Wren", "Dee"))
    assert story.rating == "Teen And Up Audiences"
    assert story.summary == "<p>The lamp<br>went out.</p>"
    assert text_of(story) == ["The fog came up from the river."]


@pytest.mark.parametrize(
    ("top", "title", "authors"),
    [
        ("The Lantern\n\n", "The Lantern", ()),
        ("THE LANTERN\n===========\n\n", "THE LANTERN", ()),
        ('"The Lantern"\n\n', "The Lantern", ()),
        ('"The Lantern" by Wren\n\n', "The Lantern", ("Wren",)),
        ("The Lantern\n\nA Gull fanfic by Wren\n\n", "The Lantern", ("Wren",)),
        ("The Lantern\nTitle: The Lantern\nRating: T\n\n", "The Lantern", ()),
        ("The lamp went out.\n\n", "", ()),
        ('"Who is there?"\n\n', "", ()),
        ("He sat by the river\nby the sea.\n\n", "", ()),
    ],
)
def test_title_is_a_line_alone_that_is_no_sentence(
    top: str, title: str, authors: tuple[str, ...]
) -> None:
    story = plain_text.read(f"{top}The fog came up from the river.")
    assert (story.title, story.authors) == (title, authors)


def test_title_line_that_the_label_contradicts_is_kept() -> None:
    story = plain_text.read("Gull Stories\n\nTitle: The Lantern\nRating: T\n\nFog.")
    assert story.title == "The Lantern"
    assert story.notes == "<p>Gull Stories</p>"


def test_mail_header_above_a_story_is_told_as_lost() -> None:
    story = plain_text.read(
        "From: wren@example.org (Wren)\nDate: Thu, 8 Oct 1998 07:55:58 +0100\n"
        "Subject: NEW: The Lantern\n\nThe Lantern\nby Wren (wren@example.org)\n\n"
        "RATING: PG\nSUMMARY: Fog.\n\nThe fog came.\n"
    )
    assert (story.title, story.authors) == ("The Lantern", ("Wren",))
    assert story.published == "1998-10-08"
    assert story.notes == "<p>by Wren (wren@example.org)</p>"
    assert [loss.where for loss in story.lost] == ["mail header"] * 3
    mail = (
        "From: a@b.example\nDate: Thu, 8 Oct 1998 07:55:58\nSubject: us\n\ni miss you"
    )
    assert plain_text.read(mail).chapters[0].html.startswith("<p>From: a@b.example")


def test_line_of_fanfiction_net_is_taken_apart() -> None:
    story = plain_text.read(
        "The Lantern\nFollow/Fav\n\nBy: Wren\n\nThe lamp went out.\n"
        "Rated: Fiction T - English - Romance/Drama - Ada, Bea - Chapters: 2 - "
        "Words: 4,500 - Published: Jan 2, 2005 - Status: Complete - id: 123\n\n"
        "Chapter 1\n\nThe fog.\n\nChapter 2\n\nThe lamp.\n"
    )
    assert (story.title, story.authors) == ("The Lantern", ("Wren",))
    assert story.summary == "<p>The lamp went out.</p>"
    assert story.rating == "Teen And Up Audiences"
    assert (story.language, story.tags) == ("English", ("Romance", "Drama"))
    assert story.characters == ("Ada", "Bea")
    assert (story.words, story.planned, story.published) == (4500, "2", "2005-01-02")
    assert len(story.chapters) == 2


# ---- Paragraphs ----------------------------------------------------------------------


def test_lines_broken_at_a_column_are_joined() -> None:
    story = plain_text.read(
        "It was a long night and the fog came up from the river before supper,\n"
        "and it was cold, and nobody had lit the lamp that evening because of a\n"
        "wind out of the north that had put out the lamps of the whole well-\n"
        "known town.\n"
        '"So," she said.\n'
        '"So what?" he said, and he went to look for the matches in the drawer,\n'
        "but there were none.\n\n"
        "Then it was morning.\n"
    )
    assert len(text_of(story)) == 4
    assert text_of(story)[0].endswith("the whole well-known town.")
    assert text_of(story)[1] == '"So," she said.'


def test_every_line_is_a_paragraph_where_lines_are_long() -> None:
    story = plain_text.read(f"{FILLER}\nYes.\n{FILLER}\n")
    assert [len(p) for p in text_of(story)] == [len(FILLER) - 1, 4, len(FILLER) - 1]


def test_paragraphs_may_begin_set_in() -> None:
    rows = "  The fog came up from the river before supper, and nobody had lit the\n"
    more = "lamp that evening because of a wind out of the north, which was cold\n"
    story = plain_text.read((rows + more + more) * 5)
    assert len(text_of(story)) == 5


def test_verse_keeps_its_lines_and_a_scene_break_stays_as_typed() -> None:
    story = plain_text.read("The lamp is low,\nthe fog is slow.\n\n~*~*~\n\nHe slept.")
    assert text_of(story) == [
        "The lamp is low,<br>the fog is slow.",
        "~*~*~",
        "He slept.",
    ]


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("It was *so* cold", "It was <em>so</em> cold"),
        ("It was _so very_ cold", "It was <em>so very</em> cold"),
        ("/Can you hear me?/ he thought", "<em>Can you hear me?</em> he thought"),
        ("**No.** *Yes.*", "<strong>No.</strong> <em>Yes.</em>"),
        ("***No***", "<strong><em>No</em></strong>"),
        ("*_No_*", "<em><em>No</em></em>"),
        ("and/or, he/she/they", "and/or, he/she/they"),
        ("a footnote* is here", "a footnote* is here"),
        ("f**k this s***", "f**k this s***"),
        (
            "see who_am_i and https://example.org/_a_",
            "see who_am_i and https://example.org/_a_",
        ),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("*a _b* c_", "<em>a _b</em> c_"),
        ("<i>no</i> & so", "&lt;i&gt;no&lt;/i&gt; &amp; so"),
    ],
)
def test_signs_in_pairs_are_emphasis(typed: str, made: str) -> None:
    assert text_of(plain_text.read(f"{typed}.")) == [f"{made}."]


# ---- Chapters ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("Chapter 1", "Chapter 2", [(1, ""), (2, "")]),
        ("CHAPTER ONE: Fog", "CHAPTER TWO: Lamp", [(1, "Fog"), (2, "Lamp")]),
        ("Chapter 1 - Wedding", "Chapter 2 - Rain", [(1, "Wedding"), (2, "Rain")]),
        ("*Chapter 1*: Fog", "*Chapter 2*: Lamp", [(1, "Fog"), (2, "Lamp")]),
        (
            "Chapter 1\nThe Fog",
            "Chapter 2\nThe Lamp",
            [(1, "The Fog"), (2, "The Lamp")],
        ),
        ("Chapter 1\n\nThe Fog", "Chapter 2\n\nLamps", [(1, "The Fog"), (2, "Lamps")]),
        ("Prologue", "Chapter 1", [(None, "Prologue"), (1, "")]),
        ("Part One", "Part Two", [(None, "Part One"), (None, "Part Two")]),
        ("I.", "II.", [(1, ""), (2, "")]),
        ("-1-", "-2-", [(1, ""), (2, "")]),
    ],
)
def test_chapters_begin_with_lines_that_say_so(
    first: str, second: str, found: list[tuple[int | None, str]]
) -> None:
    story = plain_text.read(f"{first}\n\n{FILLER}.\n\n{second}\n\n{FILLER}.\n")
    assert [(c.number, c.title) for c in story.chapters] == found
    assert all(c.html == f"<p>{FILLER}.</p>" for c in story.chapters)


@pytest.mark.parametrize(
    "text",
    [
        "She read chapter 3\nand then chapter 4.",
        "1.\n\nHe ran.\n\n2.\n\nShe ran.\n\n3.\n\nThey met.",
        "5.\n\n" + FILLER + "\n\n2.\n\n" + FILLER,
    ],
)
def test_numbers_inside_a_story_part_nothing(text: str) -> None:
    assert len(plain_text.read(text).chapters) == 1


def test_what_stands_above_the_first_chapter_is_the_foreword() -> None:
    story = plain_text.read(
        "For the gulls, always.\n\nChapter 1\n\nA.\n\nChapter 2\n\nB."
    )
    assert story.foreword == "<p>For the gulls, always.</p>"


def test_table_of_contents_is_no_chapter() -> None:
    story = plain_text.read(
        "Contents\n\nChapter 1: Fog\nChapter 2: Lamp\n\n"
        "Chapter 1: Fog\n\nA.\n\nChapter 2: Lamp\n\nB."
    )
    assert [c.html for c in story.chapters] == ["<p>A.</p>", "<p>B.</p>"]
    assert len(story.lost) == 3


def test_notes_above_a_chapter_are_its_notes() -> None:
    story = plain_text.read(
        "Chapter 1\n\nA/N: Thank you!\n\nFog.\n\nChapter 2\n\nLamp."
    )
    assert story.chapters[0].notes == "<p>Thank you!</p>"
    assert story.chapters[0].html == "<p>Fog.</p>"


# ---- Laws ----------------------------------------------------------------------------

LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["", "", "***", "Chapter 1", "Chapter 2: Fog", "II.", "by Wren"]
        ),
        st.sampled_from(["Title: Fog", "A/N: yes", "Rating: blue", "  set in", FILLER]),
        st.text("ab *_/\"'.,:-#<&\t", max_size=40),
        st.text(max_size=30),
    ),
    max_size=25,
)


def everything(story: Story) -> str:
    """Return all words of a story in one text."""
    values: list[str] = [story.title, *story.authors, *story.tags, *story.warnings]
    values += [story.summary, story.notes, story.foreword, story.rating]
    values += [f"{loss.what}" for loss in story.lost]
    for one in story.chapters:
        values += [
            f"Chapter {one.number} {one.title}",
            one.summary,
            one.notes,
            one.html,
        ]
    plain = re.sub(r"</?(?:p|em|strong|br)>", "\n", " ".join(values))
    return html.unescape(plain)


@given(LINES)
def test_no_word_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        story = plain_text.read(text)
    except Refused:
        return
    kept = re.sub(r"[\W_]", "", everything(story))
    labelled = {"Title", "by", "A", "N", "Rating", "II", "I", "By"}
    for word in re.findall(
        r"[^\W_]+", re.sub("[\x00-\x08\x0e-\x1b\x7f\ufeff]", "", text)
    ):
        assert word in kept or word in labelled


@given(st.text())
def test_any_text_is_a_story_or_refused(text: str) -> None:
    try:
        plain_text.read(text)
    except Refused:
        assert not re.search(r"\w\w", re.sub("[\x00-\x08\x0e-\x1b\x7f]", "", text))
