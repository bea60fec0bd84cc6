"""A book as a reader opens it: what stands where, and that nothing is lost."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ficstead.books import volume
from ficstead.books.epub import epub
from ficstead.vocabulary import Kind

from .. import trees
from .opened import Opened, of_work, only, planted

NOVEL: dict[str, str | bytes] = {
    "works/gravel/work.md": trees.work(
        "Gravel & Salt",
        "A word before.",
        author="wren (wrenna)",
        rating="Mature",
        warnings="Graphic Depictions Of Violence",
        content_warnings="drowning",
        relationships="Ada/Bea*, Bea & Cy",
        characters="Ada, Bea",
        tags="Slow Burn, Lighthouses",
        categories="F/F",
        gift="finch",
        series="The Gull Cycle #2",
        collections="Quiet Endings",
        source="https://example.org/old/1",
        chapters="?",
        summary="A keeper and the *sea*.",
        notes="Thank you.",
        end_notes="That is all.",
    ),
    "works/gravel/01-oil.md": trees.chapter(
        title="Oil",
        text="It was *late*.\n\n***\n\nThen it was later.",
        arc="Winter",
        summary="She begins.",
        notes="Mind the step.",
        end_notes="More soon.",
    ),
    "works/gravel/02-wick.md": trees.chapter(
        "2024-06-01", title="Wick", arc="Winter", content_warnings="a storm"
    ),
    "works/gravel/03-song.md": trees.chapter(
        "2024-06-02", interlude="yes", title="Song"
    ),
    "works/gravel/04-glass.md": trees.chapter("2024-06-03", arc="Spring"),
    "works/first.md": trees.work("The First", series="The Gull Cycle #1"),
    "works/third.md": trees.work(
        "The Third", series="The Gull Cycle #3", date="2024-07-01"
    ),
    "series/gulls.md": "---\ntitle: The Gull Cycle\n---\nThree keepers.\n",
}


def test_the_container_is_what_the_format_asks_for(tmp_path: Path) -> None:
    book = only(tmp_path, "It rained.")
    first = book.archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert book.archive.read("mimetype") == b"application/epub+zip"
    assert b'full-path="EPUB/package.opf"' in book.archive.read(
        "META-INF/container.xml"
    )


def test_a_one_shot_is_cover_facts_text_and_afterword(tmp_path: Path) -> None:
    book = only(tmp_path, "It rained.", title="Rain")
    assert book.spine == ["cover", "facts", "text", "afterword"]
    assert book.words("text") == "Rain It rained."
    assert book.nav == [
        ("About this work", "facts.xhtml"),
        ("Rain", "text.xhtml"),
        ("Afterword", "afterword.xhtml"),
    ]


def test_a_gated_work_says_what_to_know_first(tmp_path: Path) -> None:
    book = of_work(tmp_path, NOVEL, "gravel")
    assert book.spine[:3] == ["cover", "warnings", "facts"]
    told = book.words("warnings")
    assert told.startswith("Before you read Rating: Mature")
    assert "Archive Warning: Graphic Depictions Of Violence" in told
    assert "Content Warnings: drowning" in told
    assert "2. Wick: a storm" in told


def test_the_facts_are_all_there(tmp_path: Path) -> None:
    told = of_work(tmp_path, NOVEL, "gravel").words("facts")
    for fact in (
        "Gravel & Salt by wren (wrenna) for finch",
        "Summary A keeper and the sea.",
        "Rating: Mature",
        "Category: F/F",
        "Fandom: Tales",
        "Relationships: Ada/Bea, Bea & Cy",
        "Characters: Ada, Bea",
        "Additional Tags: Slow Burn, Lighthouses",
        "Language: English",
        "Series: Part 2 of The Gull Cycle",
        "Collection: Quiet Endings",
        "Published: 1 May 2024",
        "Updated: 3 June 2024",
        "Chapters: 3/?",
        "Status: In progress",
        "First posted at: https://example.org/old/1",
        "Site: The Marsh Lantern, https://lantern.example/fic/works/gravel/",
        "Notes Thank you. See the end of the work for more notes",
    ):
        assert fact in told


def test_chapters_stand_in_order_with_what_is_said_around_them(tmp_path: Path) -> None:
    book = of_work(tmp_path, NOVEL, "gravel")
    assert book.spine == [
        *("cover", "warnings", "facts", "contents", "foreword"),
        *("chapter-01", "chapter-02", "chapter-03", "chapter-04", "afterword"),
    ]
    assert book.words("foreword") == "Foreword A word before."
    assert book.words("chapter-01") == (
        "Winter Chapter 1 Oil Chapter Summary She begins. Chapter Notes Mind the step. "
        "See the end of the chapter for more notes It was late. Then it was later. "
        "Chapter End Notes More soon."
    )
    assert "Content warnings: a storm" in book.words("chapter-02")


def test_the_contents_are_linked_and_have_arcs(tmp_path: Path) -> None:
    book = of_work(tmp_path, NOVEL, "gravel")
    assert book.nav == [
        ("Before you read", "warnings.xhtml"),
        ("About this work", "facts.xhtml"),
        ("Chapters", "contents.xhtml"),
        ("Foreword", "foreword.xhtml"),
        (
            *("Winter", "chapter-01.xhtml"),
            [
                ("1. Oil", "chapter-01.xhtml"),
                ("2. Wick", "chapter-02.xhtml"),
                ("Song", "chapter-03.xhtml"),
            ],
        ),
        ("Spring", "chapter-04.xhtml", [("3. Chapter 3", "chapter-04.xhtml")]),
        ("Afterword", "afterword.xhtml"),
    ]
    told = book.words("contents")
    assert "2. Wick Content warnings: a storm" in told
    assert "1 June 2024" in told
    ncx = book.xml("toc.ncx")
    labels = [
        one.text for one in ncx.iter("{http://www.daisy.org/z3986/2005/ncx/}text")
    ]
    assert labels[-5:] == ["2. Wick", "Song", "Spring", "3. Chapter 3", "Afterword"]


def test_landmarks_lead_to_cover_contents_and_start(tmp_path: Path) -> None:
    nav = of_work(tmp_path, NOVEL, "gravel").text("nav")
    assert 'epub:type="cover" href="cover.xhtml"' in nav
    assert 'epub:type="toc" href="contents.xhtml"' in nav
    assert 'epub:type="bodymatter" href="chapter-01.xhtml"' in nav


def test_the_afterword_leads_back_and_on(tmp_path: Path) -> None:
    book = of_work(tmp_path, NOVEL, "gravel")
    assert book.words("afterword") == (
        "Afterword End Notes That is all. The end for now of Gravel & Salt by wren "
        "(wrenna), with its text as of 3 June 2024. Next in The Gull Cycle: The Third "
        "The work on The Marsh Lantern: https://lantern.example/fic/works/gravel/ "
        "First posted at https://example.org/old/1"
    )
    assert 'href="https://lantern.example/fic/works/third/"' in book.text("afterword")


def test_every_link_inside_leads_somewhere(tmp_path: Path) -> None:
    library, made_with = planted(tmp_path, NOVEL)
    for one in (volume.of_series(library.series[0]), volume.of_work(library.works[0])):
        assert Opened(epub.make(one, made_with)).check_links() > 10


def test_a_series_is_one_book_a_part_for_each_work(tmp_path: Path) -> None:
    library, made_with = planted(tmp_path, NOVEL)
    book = Opened(epub.make(volume.of_series(library.series[0]), made_with))
    assert book.spine == [
        *("cover", "warnings", "volume"),
        *("work-01-facts", "work-01-text", "work-01-afterword"),
        *("work-02-warnings", "work-02-facts", "work-02-contents", "work-02-foreword"),
        *(f"work-02-chapter-0{number}" for number in (1, 2, 3, 4)),
        *("work-02-afterword", "work-03-facts", "work-03-text", "work-03-afterword"),
    ]
    assert [entry[0] for entry in book.nav] == [
        *("Before you read", "About this book"),
        *("The First", "Gravel & Salt", "The Third"),
    ]
    assert book.words("warnings").startswith("Before you read Gravel & Salt Rating:")
    told = book.words("volume")
    assert told.startswith("Series The Gull Cycle by wren (wrenna) Three")
    assert 'value="2"' in book.text("volume")


def test_several_works_of_anything_are_one_book(tmp_path: Path) -> None:
    library, made_with = planted(tmp_path, NOVEL)
    (fandom,) = library.terms[Kind.FANDOM]
    for one in (volume.of_term(fandom), volume.of_archive("All of it", library.works)):
        book = Opened(epub.make(one, made_with))
        titles = [entry[0] for entry in book.nav[2:]]
        # Oldest first, and the works of a series together.
        assert titles == ["The First", "Gravel & Salt", "The Third"]


def test_the_same_work_gives_the_same_bytes(tmp_path: Path) -> None:
    again = of_work(tmp_path / "there", NOVEL, "gravel").data
    assert of_work(tmp_path / "here", NOVEL, "gravel").data == again


def test_a_book_keeps_its_name_when_title_and_text_are_corrected(
    tmp_path: Path,
) -> None:
    before = only(tmp_path / "a", "It rained.", title="Rane")
    after = only(tmp_path / "b", "It poured.", title="Rain", date="2024-05-02")
    assert before.dc("identifier") == after.dc("identifier")
    assert before.meta("dcterms:modified") == ["2024-05-01T00:00:00Z"]
    assert after.meta("dcterms:modified") == ["2024-05-02T00:00:00Z"]


def test_without_an_address_the_site_is_named_and_nothing_links_to_it(
    tmp_path: Path,
) -> None:
    book = of_work(tmp_path, NOVEL, "gravel", SITEURL="")
    assert "The work is at home on The Marsh Lantern." in book.words("afterword")
    assert "lantern" not in "".join(
        line for line in book.text("facts").splitlines() if "href" in line
    )


def test_a_language_that_reads_from_the_right_turns_the_book(tmp_path: Path) -> None:
    book = only(tmp_path, "שלום", language="he", title="שלום")
    (spine,) = book.opf.iter("{http://www.idpf.org/2007/opf}spine")
    assert spine.get("page-progression-direction") == "rtl"
    assert book.opf.get("dir") == "rtl"
    assert (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="he" xml:lang="he" dir="rtl">'
        in book.text("text")
    )


def test_what_is_written_down_the_page_may_stay_so(tmp_path: Path) -> None:
    style = only(tmp_path, "雨", language="ja").read("style/book.css").decode()
    assert "writing-mode" not in style
    assert "font-face" not in style
