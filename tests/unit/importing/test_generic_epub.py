"""Any other book: chapters as its table of contents and its headings have them."""

from __future__ import annotations

import contextlib

import pytest
from ficstead.importing.books import epub as reader
from ficstead.importing.story import Loss, Refused, Story
from hypothesis import given
from hypothesis import strategies as st

from ...laws import tries
from .epubs import TITLE, epub, page

ONE = "<h1>One day</h1><p>The lamp was lit.</p>"
TWO = "<h1>Two days</h1><p>It went out.</p>"
BOTH = {"1.xhtml": ONE, "2.xhtml": TWO}
LISTED = [("One day", "1.xhtml"), ("Two days", "2.xhtml")]
EXPECTED = [
    ("One day", "<p>The lamp was lit.</p>"),
    ("Two days", "<p>It went out.</p>"),
]


def chapters(story: Story) -> list[tuple[str, str]]:
    return [(chapter.title, chapter.html) for chapter in story.chapters]


def test_metadata_is_what_the_package_says() -> None:
    said = (
        f"{TITLE}<dc:creator>Finch</dc:creator><dc:subject>Angst</dc:subject>"
        "<dc:subject>Slow Burn</dc:subject><dc:language>en-GB</dc:language>"
        "<dc:date>0101-01-01T00:00:00+00:00</dc:date><dc:date>2020-05-01</dc:date>"
        "<dc:description>&lt;p&gt;A &lt;i&gt;keeper&lt;/i&gt;.&lt;/p&gt;</dc:description>"
        "<dc:identifier>urn:uuid:1</dc:identifier><dc:rights>Hers.</dc:rights>"
        "<dc:identifier>https://example.org/lamp</dc:identifier>"
        '<meta name="calibre:series" content="Coast"/>'
        '<meta name="calibre:series_index" content="2.0"/>'
    )
    story = reader.read(epub(BOTH, metadata=said, toc=LISTED))
    assert story.format == "epub"
    assert (story.title, story.authors) == ("The Lamp", ("Wren", "Finch"))
    assert story.tags == ("Angst", "Slow Burn")
    assert (story.language, story.published) == ("en-GB", "2020-05-01")
    assert story.summary == "<p>A <i>keeper</i>.</p>"
    assert story.series == (("Coast", 2),)
    assert story.source == "https://example.org/lamp"
    assert story.lost == (Loss("rights: Hers.", "book"),)


@pytest.mark.parametrize("toc", [LISTED, [], [("Start", "1.xhtml")]])
def test_chapters_are_documents_with_their_headings_as_titles(
    toc: list[tuple[str, str]],
) -> None:
    assert chapters(reader.read(epub(BOTH, toc=toc))) == EXPECTED


def test_documents_that_nothing_lists_go_on_with_the_chapter_before() -> None:
    parts = {
        "a_split_000.html": ONE,
        "a_split_001.html": "<p>More.</p>",
        "a_split_002.html": TWO,
    }
    toc = [("One day", "a_split_000.html"), ("Two days", "a_split_002.html")]
    for table in (toc, []):
        (first, last) = reader.read(epub(parts, toc=table)).chapters
        assert first.html == "<p>The lamp was lit.</p>\n<p>More.</p>"
        assert last.title == "Two days"


@pytest.mark.parametrize(
    "body",
    [
        '<h2 id="a">One day</h2><p>The lamp was lit.</p>'
        '<h2 id="b">Two days</h2><p>It went out.</p>',
        '<div><h1>The Lamp</h1><div id="a"><h2>One day</h2><p>The lamp was lit.</p>'
        '</div><div><h2><a id="b"></a>Two days</h2><p>It went out.</p></div></div>',
        '<a name="a"></a><p>One day</p><p>The lamp was lit.</p>'
        '<a name="b"></a><p>Two days</p><p>It went out.</p>',
    ],
)
def test_a_document_is_cut_where_the_table_leads_into_it(body: str) -> None:
    toc = [("One day", "1.xhtml#a"), ("Two days", "1.xhtml#b")]
    story = reader.read(epub({"1.xhtml": body}, toc=toc))
    assert [title for title, _ in chapters(story)] == ["One day", "Two days"]
    assert chapters(story)[1][1].endswith("<p>It went out.</p>")
    assert "days" not in chapters(story)[1][1]
    assert "out" not in chapters(story)[0][1]


def test_a_book_of_one_document_is_cut_at_its_headings() -> None:
    body = f"<h1>The Lamp</h1>{ONE}{TWO}".replace("h1>One", "h2>One")
    body = body.replace("day</h1", "day</h2").replace("h1>Two", "h2>Two")
    body = body.replace("days</h1", "days</h2")
    assert chapters(reader.read(epub({"1.xhtml": body}))) == EXPECTED


@pytest.mark.parametrize(
    ("listed", "heading", "title"),
    [
        ("Chapter 1: The Gull", "<h2>Chapter 1</h2><h3>The Gull</h3>", "The Gull"),
        ("Chapter One", "<h2>Chapter One</h2>", ""),
        ("1. The Gull", "<h2>1. The Gull</h2>", "The Gull"),
        ("The Gull", "<h2>Chapter 1</h2>", "The Gull"),
        ("Chapter 1", "<h2>The Gull</h2>", "The Gull"),
        ("The Gull", '<p class="title">THE GULL</p>', "The Gull"),
        ("Chapter 7", "<h2>Chapter 7</h2>", "Chapter 7"),
        ("The Gull", "", "The Gull"),
        ("", "<h2>The Gull</h2>", "The Gull"),
    ],
)
def test_a_title_is_said_once(listed: str, heading: str, title: str) -> None:
    data = epub(
        {"1.xhtml": f"{heading}<p>Lit.</p>", "2.xhtml": TWO},
        toc=[(listed, "1.xhtml"), ("Two days", "2.xhtml")],
    )
    first = reader.read(data).chapters[0]
    assert (first.title, first.html) == (title, "<p>Lit.</p>")


def test_a_heading_of_a_scene_stays_in_the_text() -> None:
    body = "<h2>One day</h2><h3>Dawn</h3><p>Lit.</p>"
    data = epub({"1.xhtml": body, "2.xhtml": TWO}, toc=LISTED)
    assert reader.read(data).chapters[0].html == "<h3>Dawn</h3><p>Lit.</p>"


def test_what_stands_around_the_story_is_no_chapter() -> None:
    around = {
        "cover.xhtml": '<svg><image xlink:href="cover.png"/></svg>',
        "t.xhtml": "<h1>The Lamp</h1><p>by Wren</p>",
        "copyright.xhtml": "<p>Copyright Wren. Gull House.</p>",
        "contents.xhtml": '<h2>Contents</h2><p><a href="1.xhtml">One day</a> '
        '<a href="2.xhtml">Two days</a> <a href="z.xhtml">Note</a></p>',
        "d.xhtml": "<h2>Dedication</h2><p>For the gulls.</p>",
        **BOTH,
        "z.xhtml": "<h2>Author's Note</h2><p>Thank you.</p>",
    }
    files = {"OEBPS/cover.png": b"cover"}
    story = reader.read(epub(around, toc=LISTED, files=files))
    assert chapters(story) == EXPECTED
    assert story.foreword == "<h2>Dedication</h2><p>For the gulls.</p>"
    assert story.end_notes == "<p>Thank you.</p>"
    assert story.pictures == {}
    assert [loss.what for loss in story.lost] == [
        "the cover: OEBPS/cover.png",
        "title page: Copyright Wren. Gull House.",
    ]


def test_the_name_of_a_part_opens_the_chapter_that_follows() -> None:
    data = epub(
        {"p.xhtml": "<h1>Part One</h1>", **BOTH}, toc=[("Part One", "p.xhtml"), *LISTED]
    )
    assert chapters(reader.read(data))[0] == (
        "One day",
        "<h1>Part One</h1>\n<p>The lamp was lit.</p>",
    )


def test_a_title_page_with_fields_is_read() -> None:
    front = (
        "<h1>The Lamp</h1><p>Fandom: Lighthouse Tales</p><p>Rating: T</p>"
        "<p>Words: 7</p><p>Status: Complete</p><p>Gift for: Otter, Wren</p>"
        "<p>Author's Notes: Thank you.</p>"
    )
    story = reader.read(epub({"t.xhtml": front, **BOTH}, toc=LISTED))
    assert chapters(story) == EXPECTED
    assert story.fandoms == ("Lighthouse Tales",)
    assert story.gifts == ("Otter", "Wren")
    assert story.notes == "<p>Thank you.</p>"
    assert (story.rating, story.words, story.planned) == (
        "Teen And Up Audiences",
        7,
        "2",
    )


def test_notes_come_to_the_end_of_their_chapters() -> None:
    data = epub(
        {
            "1.xhtml": '<h1>One day</h1><p>Lit<a epub:type="noteref" id="r1" '
            'href="n.xhtml#n1">1</a>, see <a href="2.xhtml">there</a>.</p>'
            '<aside epub:type="footnote" id="q">Pop.</aside>'
            '<p>On<a href="#q">*</a>.</p>',
            "2.xhtml": '<h1>Two days</h1><p>Out<a href="n.xhtml#n2">2</a>.</p>',
            "n.xhtml": '<h1>Notes</h1><ol><li id="n1">First. <a href="1.xhtml#r1">^</a>'
            '</li><li id="n2">Second.</li></ol>',
        },
        toc=[*LISTED, ("Notes", "n.xhtml")],
    )
    story = reader.read(data)
    assert chapters(story) == [
        (
            "One day",
            '<p>Lit<a epub:type="noteref" href="#n1" id="r1">1</a>, see '
            '<span>there</span>.</p><p>On<a href="#q">*</a>.</p>'
            '<ol><li id="n1">First. <a href="#r1">^</a></li></ol>'
            '<div epub:type="footnote" id="q">Pop.</div>',
        ),
        (
            "Two days",
            '<p>Out<a href="#n2">2</a>.</p><ol><li id="n2">Second.</li></ol>',
        ),
    ]
    assert story.lost == (Loss("where a link leads inside the book: there", "text"),)


def test_generated_classes_go_and_their_emphasis_stays() -> None:
    css = ".c1{font-style:italic}.c2{color:#000;font-weight:400}"
    body = (
        '<h1 class="c2">One day</h1><p class="c2">A <span class="c1">gull</span>.</p>'
    )
    data = epub(
        {
            "1.xhtml": page(body, '<link rel="stylesheet" href="s.css"/>'),
            "2.xhtml": TWO,
        },
        files={"OEBPS/s.css": css},
    )
    first = reader.read(data).chapters[0].html
    assert first == "<p>A <span><em>gull</em></span>.</p>"


def test_a_one_shot_has_no_title_of_its_own() -> None:
    data = epub(
        {"1.xhtml": "<h1>The Lamp</h1><p>Lit.</p>"}, toc=[("The Lamp", "1.xhtml")]
    )
    assert chapters(reader.read(data)) == [("", "<p>Lit.</p>")]


PIECES = st.sampled_from(
    [
        *("<h1>Notes</h1>", "<p>word</p>", '<a href="b.xhtml#x">1</a>', '<p id="x">'),
        *("<aside epub:type='footnote' id='x'>", "</aside>", "<div id='y'>", "</div>"),
        *("<ol><li id='x'>", "<h2>Chapter １２</h2>", "<h2>3</h2>", '<a href="#y">'),
        *("<a href='%'>", "<b>Words:</b>", "<p>Series: x [99999999999]</p>", "text"),
    ]
)


@tries(50)
@given(
    st.lists(PIECES, max_size=10).map("".join),
    st.lists(PIECES, max_size=10).map("".join),
    st.lists(st.sampled_from(["a.xhtml#x", "a.xhtml#y", "b.xhtml", "a.xhtml", "#"])),
)
def test_any_book_is_a_story_or_refused(one: str, two: str, toc: list[str]) -> None:
    table = [(f"Chapter {number}", address) for number, address in enumerate(toc)]
    with contextlib.suppress(Refused):
        reader.read(epub({"a.xhtml": one, "b.xhtml": two}, toc=table))
