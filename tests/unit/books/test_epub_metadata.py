"""What a book says of itself: typed, so that a shelf can be sorted by it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ficstead.books import volume
from ficstead.books.epub import epub

from .. import trees
from .opened import SITE, Opened, of_work, only, planted, png
from .test_epub import NOVEL


def test_creators_have_roles(tmp_path: Path) -> None:
    book = of_work(
        tmp_path,
        {
            "works/a.md": trees.work(
                author="wren, finch (f)",
                gift="gull",
                translation_of="Piers by Ada <https://example.org/piers>",
            )
        },
    )
    assert book.dc("creator") == ["wren", "finch (f)"]
    assert book.refined("creator", "role") == [
        *(("wren", "aut"), ("wren", "trl"), ("finch (f)", "aut"), ("finch (f)", "trl")),
    ]
    assert book.refined("creator", "file-as") == [
        ("wren", "wren"),
        ("finch (f)", "finch"),
    ]
    assert book.refined("contributor", "role") == [("gull", "dte"), ("Ada", "ant")]
    assert book.dc("relation") == ["https://example.org/piers"]
    assert book.refined("relation", "dcterms:title")[0][1] == "Piers"


def test_nobody_is_named_who_does_not_want_to(tmp_path: Path) -> None:
    book = only(tmp_path, "It rained.", author="Anonymous")
    assert book.dc("creator") == ["Anonymous"]


def test_dates_sources_and_where_it_is_from(tmp_path: Path) -> None:
    book = of_work(tmp_path, NOVEL, "gravel")
    assert book.dc("date") == ["2024-05-01"]
    assert book.meta("dcterms:modified") == ["2024-06-03T00:00:00Z"]
    assert book.dc("source") == ["https://example.org/old/1"]
    assert book.dc("publisher") == ["The Marsh Lantern"]
    assert book.meta("dcterms:isFormatOf") == [f"{SITE}/works/gravel/"]
    assert book.dc("description") == ["A keeper and the sea."]
    assert book.dc("rights") == []


def test_rights_are_said_where_they_are_known(tmp_path: Path) -> None:
    library, made_with = planted(tmp_path, {"works/a.md": trees.work()})
    given = replace(made_with, rights="CC BY-NC 4.0")
    book = Opened(epub.make(volume.of_work(library.works[0]), given))
    assert book.dc("rights") == ["CC BY-NC 4.0"]


def test_a_series_is_a_collection_with_a_position(tmp_path: Path) -> None:
    book = of_work(tmp_path, NOVEL, "gravel")
    assert book.meta("belongs-to-collection") == ["The Gull Cycle", "Quiet Endings"]
    assert book.refined("belongs-to-collection", "collection-type") == [
        ("The Gull Cycle", "series"),
        ("Quiet Endings", "set"),
    ]
    assert book.refined("belongs-to-collection", "group-position") == [
        ("The Gull Cycle", "2")
    ]
    assert book.calibre["calibre:series"] == "The Gull Cycle"
    assert book.calibre["calibre:series_index"] == "2"


def test_works_of_a_series_name_the_same_series(tmp_path: Path) -> None:
    named = {
        book.refined("belongs-to-collection", "dcterms:identifier")[0]
        for slug in ("first", "third")
        if (book := of_work(tmp_path / slug, NOVEL, slug))
    }
    assert len(named) == 1


def test_every_subject_says_what_kind_of_tag_it_is(tmp_path: Path) -> None:
    book = of_work(tmp_path, NOVEL, "gravel")
    assert book.refined("subject", "dcterms:type") == [
        ("Tales", "Fandom"),
        ("Ada/Bea", "Relationship"),
        ("Bea & Cy", "Relationship"),
        ("Ada", "Character"),
        ("Bea", "Character"),
        ("Slow Burn", "Additional tag"),
        ("Lighthouses", "Additional tag"),
        ("F/F", "Category"),
        ("Graphic Depictions Of Violence", "Archive warning"),
        ("Mature", "Rating"),
    ]
    assert book.refined("subject", "authority")[0] == ("Tales", f"{SITE}/fandoms/")
    assert book.refined("subject", "term")[5] == ("Slow Burn", "slow-burn")


def test_rating_words_and_progress(tmp_path: Path) -> None:
    book = of_work(tmp_path, NOVEL, "gravel")
    assert book.meta("schema:contentRating") == ["Mature"]
    assert book.meta("schema:creativeWorkStatus") == ["In progress"]
    assert int(book.meta("schema:wordCount")[0]) > 10


def test_who_cannot_see_is_told_what_to_expect(tmp_path: Path) -> None:
    book = only(tmp_path, "It rained.")
    assert book.meta("schema:accessMode") == ["textual"]
    assert book.meta("schema:accessModeSufficient") == ["textual"]
    assert "structuralNavigation" in book.meta("schema:accessibilityFeature")
    assert book.meta("schema:accessibilityHazard") == ["none"]
    assert len(book.meta("schema:accessibilitySummary")) == 1


def test_pictures_without_words_are_not_said_to_have_them(tmp_path: Path) -> None:
    for words, sufficient in (("A map", "textual"), ("", "textual,visual")):
        files: dict[str, str | bytes] = {
            "works/a/work.md": trees.work(),
            "works/a/01.md": trees.chapter(text=f"![{words}](m.png)"),
            "works/a/m.png": png(),
        }
        book = of_work(tmp_path / sufficient, files)
        assert book.meta("schema:accessMode") == ["textual", "visual"]
        assert book.meta("schema:accessModeSufficient") == [sufficient]
        described = "alternativeText" in book.meta("schema:accessibilityFeature")
        assert described == bool(words)


def test_a_book_of_several_languages_names_them_all(tmp_path: Path) -> None:
    library, made_with = planted(
        tmp_path,
        {
            "works/a.md": trees.work("A", "One two three four.", series="S #1"),
            "works/b.md": trees.work("B", "Uno.", series="S #2", language="es"),
        },
    )
    book = Opened(epub.make(volume.of_series(library.series[0]), made_with))
    assert book.dc("language") == ["en", "es"]
    assert book.opf.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
