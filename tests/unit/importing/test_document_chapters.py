"""A typed document falls into chapters where its author meant it to."""

from __future__ import annotations

import re

import pytest
from ficstead.importing.documents import document_chapters
from ficstead.importing.documents.document_chapters import Sheet
from ficstead.importing.documents.document_language import spoken
from ficstead.importing.labels import chapter_headings
from ficstead.importing.labels.chapter_headings import Heading
from ficstead.importing.story import Refused, Story
from hypothesis import given
from hypothesis import strategies as st

from ...laws import tries

RAIN = "<p>It rained on the gravel, and nobody came up the path that evening.</p>"
FOG = "<p>The fog came in before supper and stood at the door like a guest.</p>"


def story(html: str, **properties: str) -> Story:
    return document_chapters.story(Sheet("docx", html, **properties))  # type: ignore[arg-type]


def chapters(html: str) -> list[tuple[int | None, str]]:
    return [(chapter.number, chapter.title) for chapter in story(html).chapters]


def centred(text: str) -> str:
    return f'<p align="center">{text}</p>'


# ---- Headings ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Chapter 3", Heading("chapter", 3, "")),
        ("CHAPTER THREE", Heading("chapter", 3, "")),
        ("Chapter 3: Gravel", Heading("chapter", 3, "Gravel")),
        ("Chapter Twenty-One — Gravel", Heading("chapter", 21, "Gravel")),
        ("chapter iv. Gravel", Heading("chapter", 4, "Gravel")),
        ("Chapter 3 Gravel", Heading("chapter", 3, "Gravel", is_loose=True)),
        ("Chapter Three Gulls", Heading("chapter", 3, "Gulls", is_loose=True)),
        ("Ch. 12 - Gravel", Heading("chapter", 12, "Gravel")),
        ("Chapter 3 of 12", Heading("chapter", 3, "")),
        ("Chapter 1 - Wedding (part 2)", Heading("chapter", 1, "Wedding (part 2)")),
        ("~ Chapter 3 ~", Heading("chapter", 3, "")),
        ("Kapitel 2: Kies", Heading("chapter", 2, "Kies")),
        ("Chapitre premier", Heading("chapter", 1, "")),
        ("Глава 5. Гравий", Heading("chapter", 5, "Гравий")),
        ("第三章 雾", Heading("chapter", 3, "雾")),
        ("第１２話", Heading("chapter", 12, "")),
        ("Part Two", Heading("part", 2, "")),
        ("Prologue", Heading("named", None, "Prologue")),
        ("Epilogue: Ten Years On", Heading("named", None, "Epilogue: Ten Years On")),
        ("3", Heading("alone", 3, "")),
        ("XIV.", Heading("alone", 14, "")),
        ("3. Gravel", Heading("listed", 3, "Gravel")),
        ("Chapter and verse", None),
        ("Part of the path was gravel", None),
        ("The Lamp at Gull Point", None),
        ("", None),
        ("Chapter " + "9" * 5000, None),
    ],
)
def test_what_a_heading_says(line: str, heading: Heading | None) -> None:
    assert chapter_headings.read(line) == heading


# ---- Where chapters begin ------------------------------------------------------------


def test_first_headings_are_chapters() -> None:
    html = f"<h1>Gravel</h1>{RAIN}<h1>Salt</h1>{FOG}"
    assert chapters(html) == [(None, "Gravel"), (None, "Salt")]


def test_second_headings_are_chapters_under_a_single_title() -> None:
    found = story(
        f"<h1>The Lamp</h1><h2>Chapter 1: Gravel</h2>{RAIN}<h2>Chapter 2</h2>{FOG}"
    )
    assert found.title == "The Lamp"
    assert [(c.number, c.title) for c in found.chapters] == [(1, "Gravel"), (2, "")]
    assert found.chapters[0].html == RAIN


def test_a_title_may_be_a_heading_of_the_chapters_own_level() -> None:
    html = f"<h1>The Lamp</h1><p>by Quill</p><h1>Gravel</h1>{RAIN}<h1>Salt</h1>{FOG}"
    found = story(html)
    assert (found.title, found.authors) == ("The Lamp", ("Quill",))
    assert [chapter.title for chapter in found.chapters] == ["Gravel", "Salt"]


def test_the_line_under_a_chapters_number_is_its_title() -> None:
    html = (
        f"<h1>Chapter One</h1><h2>Gravel</h2>{RAIN}"
        f"<h1>Chapter Two<br>Salt</h1>{FOG}<h1>Epilogue</h1>{RAIN}"
    )
    assert chapters(html) == [(1, "Gravel"), (2, "Salt"), (None, "Epilogue")]


def test_a_part_opens_its_first_chapter() -> None:
    html = (
        f"<h1>Part One</h1><h2>Chapter 1</h2>{RAIN}<h2>Chapter 2</h2>{FOG}"
        f"<h1>Part Two</h1><h2>Chapter 3</h2>{RAIN}"
    )
    found = story(html)
    assert [chapter.number for chapter in found.chapters] == [1, 2, 3]
    assert found.chapters[2].html == f"<h1>Part Two</h1>\n{RAIN}"


def test_numbers_that_begin_again_stay_words() -> None:
    html = f"<h1>Chapter 1</h1>{RAIN}<h1>Chapter 2</h1>{FOG}<h1>Chapter 1</h1>{RAIN}"
    assert chapters(html) == [
        (None, "Chapter 1"),
        (None, "Chapter 2"),
        (None, "Chapter 1"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["<p>Chapter 1</p>", "<p>Chapter 2</p>"],
        ["<p><strong>CHAPTER ONE</strong></p>", "<p><strong>CHAPTER TWO</strong></p>"],
        [centred("Chapter 1"), centred("Chapter 2")],
        ["<p>Ch. 1</p>", "<p>Ch. 2</p>"],
    ],
)
def test_lines_that_count_up_are_chapters(lines: list[str]) -> None:
    assert chapters(f"{lines[0]}{RAIN}{lines[1]}{FOG}") == [(1, ""), (2, "")]


def test_lines_have_their_titles_beside_or_below() -> None:
    html = (
        f"<p>Prologue</p>{RAIN}<p>Chapter 1: Gravel</p>{FOG}"
        f"{centred('CHAPTER TWO')}{centred('Salt')}{RAIN}"
    )
    assert chapters(html) == [(None, "Prologue"), (1, "Gravel"), (2, "Salt")]


@pytest.mark.parametrize(
    "html",
    [
        f"{RAIN}<p>Chapter 3 was her favourite.</p>{FOG}<p>Chapter 4 was not.</p>{RAIN}",
        f"<p>1.</p>{RAIN}<p>2.</p>{FOG}",
        f"{centred('i')}{RAIN}{centred('ii')}{FOG}",
        f"{RAIN}<hr class='page'>{FOG}",
        f"{RAIN}{centred('* * *')}{FOG}",
        f"<h2>Gravel</h2>{RAIN}",
    ],
    ids=["sentences", "five things", "sections", "pages", "scenes", "one heading"],
)
def test_a_one_shot_stays_whole(html: str) -> None:
    assert len(story(html).chapters) == 1


def test_one_chapter_of_many_knows_its_number() -> None:
    assert chapters(f"<p><strong>Chapter 7: Salt</strong></p>{RAIN}{FOG}") == [
        (7, "Salt")
    ]


def test_a_typed_table_of_contents_begins_no_chapters() -> None:
    html = (
        f"<p>Chapter 1</p><p>Chapter 2</p><p>Chapter 1</p>{RAIN}<p>Chapter 2</p>{FOG}"
    )
    found = story(html)
    assert [chapter.html for chapter in found.chapters] == [RAIN, FOG]
    assert found.foreword == "<p>Chapter 1</p>\n<p>Chapter 2</p>"


# ---- Above the text ------------------------------------------------------------------


@pytest.mark.parametrize(
    "top",
    [
        '<p class="title">The Lamp</p>',
        "<h1>The Lamp</h1>",
        '<p align="center"><strong>The Lamp</strong></p>',
        '<p align="center">The Lamp</p><p align="center">by Quill</p>',
        "<p>Title: The Lamp</p><p>Rating: T</p>",
    ],
)
def test_a_title_is_found_and_taken_out_of_the_text(top: str) -> None:
    found = story(f"{top}{RAIN}{FOG}")
    assert found.title == "The Lamp"
    assert found.chapters[0].html == f"{RAIN}\n{FOG}"


def test_a_sentence_is_no_title() -> None:
    assert story(f"<p><strong>Rain.</strong></p>{RAIN}").title == ""


@pytest.mark.parametrize(
    "name",
    [
        *("", "Document1", "Microsoft Word - lamp.docx", "Untitled", "lamp.docx"),
        *("Chapter 3", "It rained on the gravel"),
    ],
)
def test_titles_that_nobody_chose_are_none(name: str) -> None:
    assert story(RAIN, title=name).title == ""


def test_the_files_own_title_counts_and_its_line_goes() -> None:
    found = story(f"<p>THE LAMP</p>{RAIN}", title="The Lamp")
    assert found.title == "The Lamp"
    assert found.chapters[0].html == RAIN


@pytest.mark.parametrize(
    "name",
    ["Microsoft Office User", "Windows User", "Admin", "HP", "python-docx", "a@b.c"],
)
def test_authors_that_nobody_typed_are_none(name: str) -> None:
    assert story(RAIN, author=name).authors == ()


def test_labels_are_metadata_and_what_follows_a_foreword() -> None:
    html = (
        "<h1>The Lamp</h1><p>by Quill</p><p>Rating: Teen<br>Pairing: Ada/Bea</p>"
        f"<p>Fandom: Tides</p><p>For the gulls.</p><h2>Chapter 1</h2>{RAIN}"
        f"<h2>Chapter 2</h2>{FOG}"
    )
    found = story(html, author="Somebody Else")
    assert found.rating == "Teen And Up Audiences"
    assert found.relationships == ("Ada/Bea",)
    assert found.fandoms == ("Tides",)
    assert found.authors == ("Quill",)
    assert found.foreword == "<p>For the gulls.</p>"


def test_labels_and_text_may_share_a_paragraph() -> None:
    found = story(
        f"<p>Rating: Teen<br>Fandom: Tides<br><br>It <em>rained</em>.</p>{FOG}"
    )
    assert found.fandoms == ("Tides",)
    assert found.chapters[0].html == f"<p>It <em>rained</em>.</p>\n{FOG}"


# ---- Spaces --------------------------------------------------------------------------


def test_an_empty_line_that_stands_everywhere_says_nothing() -> None:
    html = "<p></p>".join([RAIN, FOG] * 5)
    assert "<hr" not in story(html).chapters[0].html


def test_a_lone_empty_line_parts_scenes() -> None:
    html = f"{RAIN}{FOG}{RAIN}{FOG}<p></p>{RAIN}{FOG}{RAIN}"
    assert story(html).chapters[0].html.split("\n")[3:6] == [FOG, "<hr/>", RAIN]


def test_two_empty_lines_part_scenes_where_one_is_usual() -> None:
    html = "<p></p>".join([RAIN, FOG] * 3) + "<p></p><p></p>" + RAIN
    assert story(html).chapters[0].html.endswith(f"<hr/>\n{RAIN}")


def test_the_end_of_a_page_parts_scenes_but_not_a_chapter_from_its_heading() -> None:
    html = (
        f'<h1>Chapter 1</h1>{RAIN}<hr class="page">{FOG}<hr class="page">'
        f"<h1>Chapter 2</h1>{RAIN}"
    )
    assert [c.html for c in story(html).chapters] == [f"{RAIN}\n<hr/>\n{FOG}", RAIN]


# ---- Language ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "marks", "code"),
    [
        ("It rained.", ("en-US", "zh-CN", "ar-SA"), "en-US"),
        ("下雨了，没有人来。", ("en-US", "zh-CN", "ar-SA"), "zh-CN"),
        ("雨が降っていた。", ("en-US", "zh-CN", ""), "ja"),
        ("ירד גשם", ("en-US", "", "he-IL"), "he-IL"),
        ("Дождь", ("en-US", "", ""), ""),
        ("It rained.", ("ru-RU", "", ""), ""),
        ("", ("en-GB", "", ""), "en-GB"),
    ],
)
def test_the_letters_have_the_last_word(
    text: str, marks: tuple[str, str, str], code: str
) -> None:
    assert spoken(text, *marks) == code


# ---- Any document --------------------------------------------------------------------

_BLOCK = st.one_of(
    st.sampled_from(["<p></p>", "<hr>", '<hr class="page">', centred("* * *")]),
    st.builds(
        lambda tag, words: f"<{tag}>{words}</{tag}>",
        st.sampled_from(["p", "h1", "h2", "h3", "blockquote"]),
        st.sampled_from(
            [
                *(
                    "Chapter 1",
                    "Chapter 2: Salt",
                    "Prologue",
                    "2",
                    "Part One",
                    "by Quill",
                ),
                *(
                    "Rating: T",
                    "Summary: gulls",
                    "It rained<br>all night.",
                    "Title: Fog",
                ),
                *("<strong>Gulls</strong>", "He said: go", "THE END", "II", "Notes"),
            ]
        ),
    ),
)


@tries(50)
@given(st.lists(_BLOCK, max_size=14))
def test_no_document_stops_it_and_its_last_words_arrive(blocks: list[str]) -> None:
    try:
        found = story("".join([*blocks, RAIN, "<p>Then the gull flew.</p>"]))
    except Refused:
        pytest.fail("a story was refused")
    everything = f"{found.foreword} {found.summary} " + found.chapters[-1].html
    assert "Then the gull flew." in re.sub(r"<[^>]*>", "", everything)
