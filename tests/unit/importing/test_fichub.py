"""FicHub's books and pages: the introduction says what it knows of a work."""

from __future__ import annotations

import contextlib

from ficstead.importing.books import epub as reader
from ficstead.importing.books import fichub
from ficstead.importing.markup import markup
from ficstead.importing.story import Loss, Refused
from hypothesis import given
from hypothesis import strategies as st

from ...laws import tries
from .epubs import TITLE, epub, page

SOURCE = "https://www.fanfiction.net/s/1/1/The-Lamp"
MADE = (
    f'<p>Original source:\n<a rel="noopener noreferrer" href="{SOURCE}">{SOURCE}</a></p>'
    "<p>Exported with the assistance of\n\t<a href='https://fichub.net'>FicHub.net</a></p>"
)
INTRODUCTION = (
    "<h1>The Lamp</h1><p><b>By: Wren</b></p><p><p>A <i>keeper</i>.</p><p>A storm.</p></p>"
    "<p>Status: {status}</p><p>Published: 2015-10-23</p><p>Updated: 2016-01-02</p>"
    "<p>Words: 7116</p><p>Chapters: 2</p><p>Rated: Fiction T - Language: English - "
    "Genre: Hurt/Comfort/Romance - Characters: [Ada P., Ben W.] Kite - Reviews: 12 - "
    f"Favs: 3 - id: 1</p>{MADE}"
)
CHAPTERS = {
    "chap_1.xhtml": "<h2>1. The Gull</h2><p>Lit.</p>",
    "chap_2.xhtml": "<h2>Chapter 2</h2><p>Out.</p>",
}
TOC = [("Introduction", "introduction.xhtml"), ("1. The Gull", "chap_1.xhtml")]


def book(status: str = "ongoing") -> bytes:
    front = {
        "introduction.xhtml": INTRODUCTION.format(status=status),
        "nav.xhtml": '<nav><ol><li><a href="chap_1.xhtml">1. The Gull</a></li></ol></nav>',
    }
    toc = [*TOC, ("2. Chapter 2", "chap_2.xhtml")]
    return epub({**front, **CHAPTERS}, metadata=TITLE, toc=toc)


def test_a_book_brings_what_its_introduction_says() -> None:
    story = reader.read(book())
    assert story.format == "fichub-epub"
    assert (story.title, story.authors) == ("The Lamp", ("Wren",))
    assert story.summary == "<p>A <i>keeper</i>.</p><p>A storm.</p>"
    assert (story.published, story.updated) == ("2015-10-23", "2016-01-02")
    assert (story.words, story.posted, story.planned) == (7116, 2, "?")
    assert (story.rating, story.language) == ("Teen And Up Audiences", "English")
    assert story.tags == ("Hurt/Comfort", "Romance")
    assert story.relationships == ("Ada P./Ben W.",)
    assert story.characters == ("Ada P.", "Ben W.", "Kite")
    assert story.source == SOURCE
    assert story.lost == (Loss("reviews: 12", "stats"), Loss("favs: 3", "stats"))


def test_chapters_come_without_their_headings_and_numbers() -> None:
    assert [(c.number, c.title, c.html) for c in reader.read(book()).chapters] == [
        (1, "The Gull", "<p>Lit.</p>"),
        (2, "", "<p>Out.</p>"),
    ]


def test_a_complete_work_has_all_its_chapters() -> None:
    assert reader.read(book("complete")).planned == "2"


def test_a_page_of_the_zip_is_the_same_work() -> None:
    soup = markup.parsed(
        '<h1><span class="title">The Lamp</span></h1><h2>by <span>Wren</span></h2>'
        f"<div><p>A keeper.</p></div>{MADE}<p>Chapters: 2</p><p>Words: 7116</p>"
        '<nav id="contents-list"><ol><li><a href="#chap_1">1. The Gull</a></li>'
        '<li><a href="#chap_2">2. Chapter 2</a></li></ol></nav><div id="chap_1">'
        '<div class="chapter_nav"><a href="#chap_2">next chapter</a></div>'
        '<h2>The Gull</h2><p>Lit.</p></div><div id="chap_2">'
        '<div class="chapter_nav">x</div><p>Out.</p></div>'
        '<a href="#contents-list">(back to chapter list)</a>'
    )
    assert fichub.recognises(soup)
    story = fichub.read(soup)
    assert [(c.title, c.html) for c in story.chapters] == [
        ("The Gull", "<p>Lit.</p>"),
        ("", "<p>Out.</p>"),
    ]
    assert (story.title, story.authors) == ("The Lamp", ("Wren",))
    assert (story.words, story.posted, story.source) == (7116, 2, SOURCE)
    assert story.summary == "<div><p>A keeper.</p></div>"


def test_a_page_of_another_maker_is_not_recognised() -> None:
    assert not fichub.recognises(markup.parsed('<div id="chap_1"><p>Lit.</p></div>'))


PIECES = st.sampled_from(
    [
        *("<p>Rated: Fiction ", "T - Genre: /", " - Characters: [", "]", "</p>", "<p>"),
        *(
            "<h2>",
            "</h2>",
            "<div id='chap_1'>",
            "</div>",
            "１２",
            "<p>Words: ",
            "9" * 5000,
        ),
        *("<p>Published: ", "<p><b>By: ", "<nav id='contents-list'><a href='#chap_1'>"),
    ]
)


@tries(50)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_anything_is_a_story_or_refused(text: str) -> None:
    with contextlib.suppress(Refused):
        reader.read(epub({"introduction.xhtml": page(text + MADE), **CHAPTERS}))
    soup = markup.parsed(text + MADE)
    with contextlib.suppress(Refused):
        fichub.recognises(soup)
        fichub.read(soup)
