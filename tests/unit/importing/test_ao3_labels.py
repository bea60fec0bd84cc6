"""AO3's labels, counts, bylines and headings mean the same in every year's wording."""

from __future__ import annotations

import pytest
from bs4 import Tag
from ficstead.importing.ao3 import labels as ao3_labels
from ficstead.importing.ao3.labels import Stats
from ficstead.importing.markup.markup import parsed
from ficstead.importing.story import Related
from hypothesis import given
from hypothesis import strategies as st


def tag(html: str) -> Tag:
    found = parsed(f"<div>{html}</div>").div
    assert isinstance(found, Tag)
    return found


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Rating:", "rating"),
        ("Archive Warning:", "warnings"),
        ("Archive Warnings:", "warnings"),
        ("Warnings", "warnings"),
        ("Category:", "categories"),
        ("Categories:", "categories"),
        ("Fandoms:", "fandoms"),
        ("Pairing:", "relationships"),
        ("Relationships:", "relationships"),
        ("Characters:", "characters"),
        ("Additional Tags:", "tags"),
        ("additional tag", "tags"),
        ("Language:", "language"),
        ("Series:", "series"),
        ("Collection:", "collections"),
        ("Stats:", "stats"),
        ("Mood:", None),
        ("", None),
    ],
)
def test_labels_in_the_singular_and_plural(label: str, field: str | None) -> None:
    assert ao3_labels.field(label) == field


def test_tags_are_the_texts_of_links_and_never_divided() -> None:
    linked = "<a>Sea | Zee</a>, <a>Tea, with\nmilk</a>, <a>I ♥ “fog”/rain</a>"
    assert ao3_labels.names(tag(linked)) == (
        *("Sea | Zee", "Tea, with milk", "I ♥ “fog”/rain"),
    )
    assert ao3_labels.names(tag("Fog, 茶、Tea，Rain")) == ("Fog", "茶", "Tea", "Rain")


@pytest.mark.parametrize(
    ("text", "stats"),
    [
        (
            "Published: 2010-01-02 Updated: 2011-03-04 Chapters: 3/? Words: 12345",
            Stats("2010-01-02", "2011-03-04", 12345, 3, "?"),
        ),
        (
            "Published: 2010-01-02 Completed: 2011-03-04 Words: 1,234,567 "
            "Chapters: 1,200/1,200",
            Stats("2010-01-02", "2011-03-04", 1_234_567, 1200, "1200"),
        ),
        ("Published: 2010-01-02 Words: 7", Stats("2010-01-02", "", 7)),
        ("Published: 2010-02-31 Words: ١٢", Stats()),
        ("Words: 99999999999999999999 Chapters: 1/99999999999", Stats(posted=1)),
        ("", Stats()),
    ],
)
def test_stats_in_every_order(text: str, stats: Stats) -> None:
    assert ao3_labels.stats(text) == stats


def test_series_with_commas_and_parts_in_their_titles() -> None:
    linked = "Part 1 of\n<a>Tea, Part 2 of it</a>, Part 1,012 of <a>B</a>, <a>C</a>"
    assert ao3_labels.series(tag(linked)) == (
        *(("Tea, Part 2 of it", 1), ("B", 1012), ("C", None)),
    )
    plain = ao3_labels.series(tag("Part 1 of Tea, and Toast, Part 3 of B"))
    assert plain == (("Tea, and Toast", 1), ("B", 3))


@pytest.mark.parametrize(
    ("html", "authors"),
    [
        ("by <a>x</a>", ("x",)),
        ("by <a>by and by (z)</a>, <a>Bo, Lo</a>", ("by and by (z)", "Bo, Lo")),
        ("by Anonymous", ("Anonymous",)),
        ("by Anonymous [<a>x</a>]", ("Anonymous",)),
        ("by <a>Anonymous_7</a>", ("Anonymous_7",)),
        ("by Old Name [archived by <a>h</a>]", ("Old Name [archived by h]",)),
        ("by A [archived by <a>h</a>], <a>x</a>", ("A [archived by h]", "x")),
        ("x, y", ("x", "y")),
        ("by ", ()),
    ],
)
def test_bylines(html: str, authors: tuple[str, ...]) -> None:
    assert ao3_labels.bylines(tag(html)) == authors


@pytest.mark.parametrize(
    ("html", "related"),
    [
        (
            'Inspired by <a href="https://x.org/1">Stand by Me</a> by <a rel="author">w</a>',
            Related("Stand by Me", "w", "https://x.org/1"),
        ),
        (
            'A translation of <a href="https://x.org/1">T</a> by <a rel="author">a (b)</a>, '
            '<a rel="author">c</a>',
            Related("T", "a (b), c", "https://x.org/1", translation=True),
        ),
        (
            'Inspired by <a href="https://x.org/1">T</a> by J. R. Smith',
            Related("T", "J. R. Smith", "https://x.org/1"),
        ),
        (
            'Inspired by [Restricted Work] by <a href="/users/w/pseuds/w">w</a>',
            Related("[Restricted Work]", "w"),
        ),
        (
            "A translation of a work in an unrevealed collection",
            Related("a work in an unrevealed collection", translation=True),
        ),
        ("Inspired by a deleted work", Related("a deleted work")),
        ("For wren.", None),
    ],
)
def test_related_works(html: str, related: Related | None) -> None:
    assert ao3_labels.related(tag(html)) == related


@pytest.mark.parametrize(
    ("headings", "titles"),
    [
        (["Chapter 1: A", "Chapter 2", "Chapter 3: Chapter 3: Foo"], ["A", "", "Chapter 3: Foo"]),
        (["Chapter 1 - Wedding", "Chapter 2"], ["Chapter 1 - Wedding", ""]),
        (["Prologue", "Chapter 1", "Chapter 2: B"], ["Prologue", "Chapter 1", "Chapter 2: B"]),
        (["Chapter 1", "Chapter 7"], ["", "Chapter 7"]),
        (["Chapter 1: A", "Chapter 2: Chapter 7"], ["A", "Chapter 7"]),
        (["Chapter 1:\n  A", "chapter two", "Chapter 3:"], ["A", "chapter two", "Chapter 3:"]),
        # A draft stands between the second and the third.
        (["Chapter 1: A", "Chapter 2", "Chapter 4: D"], ["A", "", "D"]),
        (["Chapter 99999999999999: A", ""], ["Chapter 99999999999999: A", ""]),
        ([], []),
    ],
)  # fmt: skip
def test_headings_of_both_kinds(headings: list[str], titles: list[str]) -> None:
    assert ao3_labels.chapter_titles(headings) == titles


@pytest.mark.parametrize(
    "text",
    [
        "See the end of the work for  notes",
        "See the end of the chapter for more notes",
        "(See the end of the work for more notes and other works inspired by this one.)",
    ],
)
def test_lines_that_only_point(text: str) -> None:
    assert ao3_labels.is_end_link(text)
    assert not ao3_labels.is_end_link(f"{text} {'And thank you. ' * 9}")


TITLES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1)


@given(
    st.lists(st.one_of(st.just(""), TITLES.filter(lambda t: t.lower() != "chapter")))
)
def test_headings_since_2025_lose_no_title(titles: list[str]) -> None:
    headings = [
        f"Chapter {n}: {t}" if t else f"Chapter {n}" for n, t in enumerate(titles, 1)
    ]
    assert ao3_labels.chapter_titles(headings) == titles


@given(st.text())
def test_nothing_that_is_written_is_too_strange(text: str) -> None:
    div = Tag(name="div")
    div.append(text)
    ao3_labels.stats(text)
    ao3_labels.field(text)
    ao3_labels.series(div)
    ao3_labels.bylines(div)
    ao3_labels.related(div)
    ao3_labels.inspired(div)
    ao3_labels.chapter_titles([text, text])
