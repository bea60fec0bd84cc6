"""FanFicFare's books and pages come back as the works that it downloaded."""

from __future__ import annotations

import contextlib

import pytest
from ficstead.importing.books import epub as reader
from ficstead.importing.books import fanficfare
from ficstead.importing.markup import markup
from ficstead.importing.story import Loss, Refused, Related
from hypothesis import given
from hypothesis import strategies as st

from ...laws import tries
from .epubs import epub, page

AO3 = "https://archiveofourown.org"
PACKAGE = (
    "<dc:identifier>fanficfare-uid:archiveofourown.org-uwren-s12</dc:identifier>"
    "<dc:title>The Lamp</dc:title><dc:creator>Wren</dc:creator>"
    "<dc:creator>Finch (finchy)</dc:creator><dc:language>en</dc:language>"
    "<dc:contributor>FanFicFare [https://github.com/JimmXinu/FanFicFare]"
    '</dc:contributor><dc:date opf:event="publication">2021-02-03</dc:date>'
    '<dc:date opf:event="modification">2021-05-06</dc:date>'
    f"<dc:subject>Fluff</dc:subject><dc:source>{AO3}/works/12</dc:source>"
)
FIELDS = {
    "Series": f'<a class="serieslink" href="{AO3}/series/1">Coast, and Sea [3]</a>',
    "Additional Series": '<a class="series01link" href="s">Light [1]</a>',
    "Category": "Lighthouse Tales, Original Work",
    "Genre": "F/F, Fluff, Gen, Slow Burn",
    "Language": "English",
    "Characters": "Ada (Lighthouse), Ben",
    "Relationships": "Ada &amp; Ben, Ada/Ben",
    "Status": "In-Progress",
    "Published": "03.02.2021",
    "Updated": "06.05.2021",
    "Packaged": "2021-05-07 10:11:12",
    "Rating": "Teen And Up Audiences",
    "Warnings": "No Archive Warnings Apply",
    "Chapters": "2",
    "Words": "1,234",
    "Kudos": "33",
    "Mood": "grey",
    "Publisher": "archiveofourown.org",
    "Summary": "<div><p>A <i>keeper</i>.</p><p><b>Beta:</b> Kite</p></div>",
}
HEADING = (
    f'<h3><a href="{AO3}/works/12">The Lamp</a> by '
    '<a class="authorlink" href="u">Wren</a>, <a href="v">Finch (finchy)</a></h3>'
)
LINES = f"{HEADING}<div>" + "".join(
    f"<b>{label}:</b> {value}<br />\n" for label, value in FIELDS.items()
)
TABLE = f'{HEADING}<table class="full">' + "".join(
    f"<tr><td><b>{label}:</b></td><td>{value}</td></tr>"
    for label, value in FIELDS.items()
)
FIRST = (
    '<div class="fff_chapter_notes fff_head_notes"><b>Author\'s Note:</b>'
    '<ul class="associations"><li>For <a href="r">Robin</a>.</li><li>Inspired by '
    f'<a href="{AO3}/works/9">The Bell</a> by <a rel="author" href="k">Kite</a></li>'
    '</ul><blockquote class="userstuff"><p>Work note.</p></blockquote>'
    '<b>Summary for the Chapter:</b><blockquote class="userstuff"><p>In brief.</p>'
    '</blockquote><b>Notes for the Chapter:</b><blockquote class="userstuff">'
    "<p>Before.</p></blockquote></div>"
    '<div class="userstuff module" role="article"><h3 class="landmark heading">'
    "Chapter Text</h3><p>The lamp &lt;1&gt; was <em>lit</em>.</p></div>"
    '<div class="fff_chapter_notes fff_foot_notes"><b>Notes for the Chapter:</b>'
    '<blockquote class="userstuff"><p>After.</p></blockquote></div>'
)
LAST = (
    '<div class="userstuff module" role="article"><p>It went out.</p></div>'
    '<div class="fff_chapter_notes fff_foot_notes"><b>Author\'s Note:</b>'
    '<blockquote class="userstuff"><p>Work end.</p></blockquote></div>'
)


def chapter(title: str, body: str) -> str:
    return page(
        f'<h3 class="fff_chapter_title">{title}</h3>\n<div class="story">{body}</div>',
        f'<title>{title}</title><meta name="chapterurl" content="{AO3}/c/1"/>'
        f'<meta name="chapterorigtitle" content="{title}"/>',
    )


def book(front: str = LINES, metadata: str = PACKAGE) -> bytes:
    return epub(
        {
            "cover.xhtml": '<div><img src="images/cover.jpg"/></div>',
            "title_page.xhtml": page(front),
            "toc_page.xhtml": '<h3>Table of Contents</h3><a href="file0001.xhtml">1</a>',
            "log_page.xhtml": "<h3>Update Log</h3><p><b>Title:</b> <span>x</span></p>",
            "file0001.xhtml": chapter("1. Chapter 1", FIRST),
            "file0002.xhtml": chapter("2. Chapter 2 - Wedding", LAST),
        },
        metadata=metadata,
        files={"OEBPS/images/cover.jpg": b"cover"},
    )


@pytest.mark.parametrize("front", [LINES, TABLE])
def test_a_work_of_ao3_brings_all_that_ao3_said(front: str) -> None:
    story = reader.read(book(front))
    assert story.format == "fanficfare-epub"
    assert story.title == "The Lamp"
    assert story.authors == ("Wren", "Finch (finchy)")
    assert story.rating == "Teen And Up Audiences"
    assert story.warnings == ("No Archive Warnings Apply",)
    assert story.categories == ("F/F", "Gen")
    assert story.fandoms == ("Lighthouse Tales", "Original Work")
    assert story.relationships == ("Ada & Ben", "Ada/Ben")
    assert story.characters == ("Ada (Lighthouse)", "Ben")
    assert story.tags == ("Fluff", "Slow Burn")
    assert story.language == "English"
    assert story.series == (("Coast, and Sea", 3), ("Light", 1))
    assert (story.published, story.updated) == ("2021-02-03", "2021-05-06")
    assert (story.posted, story.planned, story.words) == (2, "?", 1234)
    assert story.summary == FIELDS["Summary"]
    assert story.source == f"{AO3}/works/12"
    assert story.gifts == ("Robin",)
    assert story.related == (Related("The Bell", "Kite", f"{AO3}/works/9"),)
    assert story.pictures == {}
    assert story.lost == (Loss("kudos: 33", "stats"), Loss("mood: grey", "title page"))


def test_notes_and_summaries_leave_the_text_for_their_places() -> None:
    story = reader.read(book())
    first, last = story.chapters
    assert first.html == "<p>The lamp &lt;1&gt; was <em>lit</em>.</p>"
    assert (first.summary, first.notes) == ("<p>In brief.</p>", "<p>Before.</p>")
    assert first.end_notes == "<p>After.</p>"
    assert (first.number, first.title) == (1, "")
    assert (last.html, last.end_notes) == ("<p>It went out.</p>", "")
    assert (last.number, last.title) == (2, "Chapter 2 - Wedding")
    assert (story.notes, story.end_notes) == ("<p>Work note.</p>", "<p>Work end.</p>")


def test_notes_of_before_they_had_a_class_are_known_by_the_text_between() -> None:
    plain = FIRST.replace('<div class="fff_chapter_notes fff_head_notes">', "<div>")
    plain = plain.replace('<div class="fff_chapter_notes fff_foot_notes">', "<div>")
    data = epub({"file0001.xhtml": chapter("One", plain)}, metadata=PACKAGE)
    (only,) = reader.read(data).chapters
    assert only.html == "<p>The lamp &lt;1&gt; was <em>lit</em>.</p>"
    assert (only.summary, only.notes) == ("<p>In brief.</p>", "<p>Before.</p>")
    assert only.end_notes == "<p>After.</p>"


def test_notes_of_other_sites_stand_at_either_end() -> None:
    body = (
        '<div class="fff_chapter_notes"><b>Disclaimer:</b><p>Not mine.</p></div>'
        '<p>Text.</p><div class="fff_chapter_notes"><p>Bye.</p></div>'
    )
    data = epub({"file0001.xhtml": chapter("One", body)}, metadata=PACKAGE)
    (only,) = reader.read(data).chapters
    assert only.notes == "<p><b>Disclaimer:</b></p><p>Not mine.</p>"
    assert (only.html, only.end_notes) == ("<p>Text.</p>", "<p>Bye.</p>")


def test_a_book_that_calibre_renamed_is_known_by_what_it_says() -> None:
    data = epub(
        {
            "a_split_000.html": LINES,
            "a_split_001.html": "<h3>Update Log</h3><p>x</p>",
            "a_split_002.html": "<h3>1. One</h3><p>The lamp was lit.</p>",
        },
        metadata=PACKAGE,
    )
    story = reader.read(data)
    assert [chapter.html for chapter in story.chapters] == ["<p>The lamp was lit.</p>"]
    assert story.fandoms == ("Lighthouse Tales", "Original Work")


def test_a_page_has_its_chapters_behind_anchors() -> None:
    soup = markup.parsed(
        f'<h1><a href="{AO3}/works/12">The Lamp</a> by Wren</h1>'
        f"{TABLE.removeprefix(HEADING)}</table>"
        '<a name="TOCTOP"><h2>Table of Contents</h2></a><p><a href="#section0001">1</a>'
        '</p><a name="section0001"><h2>1. One</h2></a><p>Lit.</p><hr/>more'
        '<a name="section0002"><h2>Two</h2></a><p>Out.</p>'
    )
    assert fanficfare.recognises(soup)
    story = fanficfare.read(soup)
    assert [(c.title, c.html) for c in story.chapters] == [
        ("One", "<p>Lit.</p><hr/>more"),
        ("Two", "<p>Out.</p>"),
    ]
    assert (story.title, story.authors) == ("The Lamp", ("Wren",))
    assert (story.published, story.tags) == ("", ("Fluff", "Slow Burn"))


def test_a_page_of_another_maker_is_not_recognised() -> None:
    assert not fanficfare.recognises(markup.parsed("<h2>1. One</h2><p>Lit.</p>"))


@pytest.mark.parametrize(
    ("status", "planned"),
    [("Completed", "2"), ("Complete", "2"), ("In-Progress", "?"), ("Hiatus", "?")],
)
def test_the_status_says_whether_more_is_planned(status: str, planned: str) -> None:
    story = reader.read(book(LINES.replace("In-Progress", status)))
    assert story.planned == planned


def test_chapters_of_how_many_say_it_better() -> None:
    front = f"{LINES}<b>Chapters/Total Chapters:</b> 2/7<br/>"
    assert reader.read(book(front)).planned == "7"


PIECES = st.sampled_from(
    [
        *(
            "<b>Chapters:</b> ",
            "<b>Series:</b> ",
            "<a name='section1'>",
            "<h2>",
            "</h2>",
        ),
        *(
            "<div class='fff_chapter_notes'>",
            "</div>",
            "<div class='userstuff'>",
            "１２",
        ),
        *("<b>Words:</b> " + "9" * 5000, "<td>", "<b>Published:</b> 99/99/99", "x [9]"),
        *("<table>", "<ul class='associations'><li>", "</a>", "<b>Summary:</b>", "9/0"),
    ]
)


@tries(50)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_anything_is_a_story_or_refused(text: str) -> None:
    with contextlib.suppress(Refused):
        reader.read(epub({"file0001.xhtml": text, "b.xhtml": text}, metadata=PACKAGE))
    soup = markup.parsed(text)
    with contextlib.suppress(Refused):
        fanficfare.recognises(soup)
        fanficfare.read(soup)
