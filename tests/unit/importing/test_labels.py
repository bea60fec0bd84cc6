"""Labels above a story are metadata; labels inside a story are the story."""

from __future__ import annotations

import re

import pytest
from ficstead.importing.labels import labels
from ficstead.importing.labels.labels import Taken
from ficstead.importing.story import Chapter, Story
from hypothesis import given
from hypothesis import strategies as st


def taken(text: str) -> Taken:
    return labels.taken(text.split("\n"))


def one(text: str, key: str) -> tuple[str, ...]:
    return taken(f"Title: The Lantern\n{text}\n\nThe fog came up.").values.get(key, ())


HEADER = """\
Title: The Lantern
Author: marshlight
Rating: PG-13
Pairing: Ada/Bea, Cass/Dee
Genre: Fog/Tea
Disclaimer: The town is not mine, and neither are the gulls; I only
borrowed both for an evening.
Summary: The lamp went out.

Nobody saw it.

Spoilers: none

The fog came up from the river before supper.
Note: to self, she thought, and wrote it down.
"""


def test_header_of_a_fic_is_read_to_the_first_line_of_the_story() -> None:
    found = taken(HEADER)
    assert dict(found.values) == {
        "title": ("The Lantern",),
        "authors": ("marshlight",),
        "rating": ("Teen And Up Audiences",),
        "relationships": ("Ada/Bea", "Cass/Dee"),
        "tags": ("Fog", "Tea"),
        "summary": ("The lamp went out.", "Nobody saw it."),
    }
    assert found.notes == (
        "Disclaimer: The town is not mine, and neither are the gulls; I only "
        "borrowed both for an evening.",
        "Spoilers: none",
    )
    assert HEADER.split("\n")[found.lines].startswith("The fog")


@pytest.mark.parametrize(
    "line",
    [
        "Title: The Lantern",
        "TITLE: The Lantern",
        "title : The Lantern",
        "Title- The Lantern",
        "Title – The Lantern",
        "**Title:** The Lantern",
        "**Title**: The Lantern",
        "*Title: The Lantern*",
        "~Title: The Lantern~",
        "[Title] The Lantern",
        "[Title]: The Lantern",
        "> Title: The Lantern",
        "Title：The Lantern",
        'Title: "The Lantern"',
        "Title:\nThe Lantern",
        "Title:\n\nThe Lantern",
        "* Title: The Lantern",
    ],
)
def test_label_may_be_decorated(line: str) -> None:
    found = taken(f"{line}\nRating: T\n\nThe fog came up.")
    assert found.values["title"] == ("The Lantern",)
    assert found.values["rating"] == ("Teen And Up Audiences",)


@pytest.mark.parametrize(
    ("said", "rating"),
    [
        *[(r, "Explicit") for r in ("NC-17", "nc17", "NC-18", "X", "MA", "Explicit")],
        *[(r, "Mature") for r in ("R", "M", "Mature", "Fiction M", "M+")],
        *[(r, "Teen And Up Audiences") for r in ("PG-13", "PG-15", "T", "Teen")],
        ("Fiction T", "Teen And Up Audiences"),
        *[
            (r, "General Audiences")
            for r in ("PG", "G", "K", "K+", "General Audiences")
        ],
        ("Not Rated", "Not Rated"),
    ],
)
def test_ratings_are_mapped_as_ao3_does(said: str, rating: str) -> None:
    assert one(f"Rating: {said}", "rating") == (rating,)


def test_rating_with_a_reason_keeps_its_words() -> None:
    found = taken("Title: X\nRating: PG-13 for language\n\nText.")
    assert found.values["rating"] == ("Teen And Up Audiences",)
    assert found.notes == ("Rating: PG-13 for language",)


def test_unknown_rating_is_a_line_of_the_notes() -> None:
    assert taken("Title: X\nRating: blue\n\nText.").notes == ("Rating: blue",)


def test_warnings_that_are_not_the_archives_become_tags() -> None:
    found = taken("Title: X\nWarnings: Major Character Death, tea\n\nText.")
    assert found.values["warnings"] == ("Major Character Death",)
    assert found.values["tags"] == ("tea",)


def test_sentence_is_no_tag() -> None:
    said = "Warnings: There is a lot of fog in this one, so bring your own lamp."
    assert taken(f"Title: X\n{said}\n\nText.").notes == (said,)


def test_stars_are_taken_out_of_tags_and_brackets_hold_commas() -> None:
    assert one("Tags: *fog*, tea <3; lamps (oil, gas)", "tags") == (
        "fog",
        "tea 3",
        "lamps (oil, gas)",
    )


@pytest.mark.parametrize(
    ("said", "series"),
    [
        ("The Gull Cycle #3", "The Gull Cycle #3"),
        ("Part 3 of The Gull Cycle", "The Gull Cycle #3"),
        ("The Gull Cycle, part 3", "The Gull Cycle #3"),
        ("The Gull Cycle (3/5)", "The Gull Cycle #3"),
        ("The Gull Cycle", "The Gull Cycle"),
    ],
)
def test_series_is_read_with_its_part(said: str, series: str) -> None:
    assert one(f"Series: {said}", "series") == (series,)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2004-05-01", "2004-05-01"),
        ("May 1, 2004", "2004-05-01"),
        ("Sun, 14 Apr 1996 10:20:00 GMT", "1996-04-14"),
        ("13/04/1996", "1996-04-13"),
    ],
)
def test_dates_that_mean_one_day_are_read(said: str, day: str) -> None:
    assert one(f"Posted: {said}", "published") == (day,)


@pytest.mark.parametrize(
    "story",
    [
        "To: Sherlock\nFrom: John\nSubject: milk\nDate: 4 June 1893\n\nWe are out.",
        "Sherlock: hello\nJohn: hi\n\nThey met.",
        "Date: 4 June 1893\n\nDear John,\n\nThe fog came up.",
        "It was late.\nTitle: none\n\nThe fog came up.",
        "He said: it was late.",
        "By: the river\n\nThe fog came up.",
        "Time - that was what he lacked.\n\nThe fog came up.",
        "",
    ],
)
def test_story_is_not_taken_for_labels(story: str) -> None:
    assert taken(story) == Taken()


def test_dialogue_under_a_header_stays_in_the_story() -> None:
    text = "Title: X\nRating: T\n\nAda: hello\nBea: hi\n\nThey met."
    assert taken(text).lines == 3


@pytest.mark.parametrize("below", ["", "\n\nShe slept, and the town with her."])
def test_drabble_between_labels_is_no_summary(below: str) -> None:
    text = f"Title: X\nSummary: Short.\n\nThe fog came up.\n\nA/N: Thank you!{below}"
    assert taken(text).lines == 3
    assert taken(text).values["summary"] == ("Short.",)


def test_dashes_may_stand_for_all_colons() -> None:
    found = taken("Title - Waltz\nFandom - Gulls\nNotes - Bea, mostly\n\nAda ran.")
    assert dict(found.values) == {
        "title": ("Waltz",),
        "fandoms": ("Gulls",),
        "notes": ("Bea, mostly",),
    }


def test_labels_nobody_knows_are_kept_between_those_we_know() -> None:
    text = "Title: X\nClassification: XRA\nRating: T\nArchivist: yes\n\nText."
    assert taken(text).notes == ("Classification: XRA", "Archivist: yes")


def test_values_may_stand_under_their_labels_a_line_each() -> None:
    text = "Rating:\n\nMature\n\nFandoms:\n\nOne\nTwo\n\nCharacters:\n- Ada\n- Bea\n\nText."
    values = taken(text).values
    assert values["fandoms"] == ("One", "Two")
    assert values["characters"] == ("Ada", "Bea")


def test_downloaders_category_is_the_fandom() -> None:
    text = "Story: X\nStorylink: https://example.org/1\nCategory: Gulls\n\nText."
    assert taken(text).values == {
        "title": ("X",),
        "source": ("https://example.org/1",),
        "fandoms": ("Gulls",),
    }


def test_story_is_given_what_it_does_not_say_itself() -> None:
    story = Story("text", (Chapter("<p>Text.</p>"),), title="Mine", notes="<p>N</p>")
    made = labels.applied(
        story,
        Taken(
            {
                "title": ("Other",),
                "series": ("Gulls #2",),
                "words": ("120",),
                "summary": ("a < b",),
                "chapter_title": ("One",),
            },
            ("Beta: Wren",),
        ),
    )
    assert made.title == "Mine"
    assert made.series == (("Gulls", 2),)
    assert made.words == 120
    assert made.summary == "<p>a &lt; b</p>"
    assert made.chapters[0].title == "One"
    assert made.notes == "<p>N</p>\n<p>Beta: Wren</p>\n<p>Title: Other</p>"


LINES = st.lists(
    st.one_of(
        st.sampled_from(["", "***", "Title: X", "Summary:", "A/N: yes", "Tags: a, b"]),
        st.sampled_from(["Summary: a b", "Disclaimer: mine", "Characters:", "by Wren"]),
        st.sampled_from(["Rating: blue", "Series: Gulls", "Date: noon", "Words: many"]),
        st.text("abc :*-.,/[]\t#@", max_size=30),
        st.text(max_size=20),
    ),
    max_size=30,
)


@given(LINES)
def test_no_word_is_lost(lines: list[str]) -> None:
    lines = "\n".join(lines).split("\n")
    found = labels.taken(lines)
    kept = " ".join([*found.notes, *(v for vs in found.values.values() for v in vs)])
    names = "Title Summary A N Tags Disclaimer Characters by Rating Series Date Words"
    said = set(re.findall(r"[^\W_]+", " ".join(lines[: found.lines])))
    unread = said - set(re.findall(r"[^\W_]+", kept))
    assert {word.lower() for word in unread} <= set(names.lower().split())
    assert 0 <= found.lines <= len(lines)
