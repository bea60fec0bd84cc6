"""A pasted work of AO3's is taken apart as the download it was."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from ficstead.importing.story import Chapter, Refused, Related, Story
from ficstead.importing.texts import pasted
from hypothesis import given
from hypothesis import strategies as st

from . import ao3_downloads
from .ao3_downloads import Download

TEXT = (
    "<p>The fog came up from the river before supper and nobody lit the lamp.</p>\n"
    '<p>"So," she said.</p>\n<p>***</p>\n<p>Then it was morning.</p>'
)
ONE = Story(
    format="ao3-html",
    chapters=(Chapter(html=TEXT, number=1),),
    title="The Lantern",
    authors=("Wren", "Dee (tvale)"),
    rating="Mature",
    warnings=("No Archive Warnings Apply", "Major Character Death"),
    categories=("F/F", "Gen"),
    fandoms=("Gull Town", "Fog (TV)"),
    relationships=("Ada/Bea", "Ada & Cass"),
    characters=("Ada", "Bea"),
    tags=("Fog", "Tea | Chai", "the lamp: a study"),
    language="English",
    series=(("The Gull Cycle", 3),),
    published="2014-01-02",
    updated="2014-03-04",
    planned="1",
    posted=1,
    words=123,
    summary="<p>It was cold.</p>\n<p>Really.</p>",
    notes="<p>Thank you.</p>\n<p>All of you.</p>",
    end_notes="<p>The end.</p>",
    source="http://archiveofourown.org/works/123",
)
MANY = Story(
    **{
        **{name: getattr(ONE, name) for name in Story.__dataclass_fields__},
        "chapters": (
            Chapter(TEXT, "", 1, "Fog", (), "", "<p>s1</p>", "<p>n1</p>", "<p>e1</p>"),
            Chapter(html=TEXT, number=2, title="Lamp"),
            Chapter(html=TEXT, number=3),
        ),
        "planned": "5",
        "posted": 3,
    }
)
KEYS = (
    *("title", "authors", "rating", "warnings", "categories", "fandoms", "tags"),
    *("relationships", "characters", "series", "published", "updated", "planned"),
    *("posted", "words"),
)


def _lines(body: BeautifulSoup, gap: str) -> str:
    rows = (row.strip() for row in body.get_text("\n").split("\n"))
    return gap.join(row for row in rows if row)


FORMS: dict[str, Callable[[BeautifulSoup], str]] = {
    "without tags": lambda body: body.get_text(),
    "a line each": lambda body: _lines(body, "\n"),
    "a paragraph each": lambda body: _lines(body, "\n\n"),
    "windows": lambda body: _lines(body, "\r\n"),
    "one line": lambda body: " ".join(body.get_text(" ").split()),
}


def read(work: Story, day: str, form: str) -> Story:
    page = BeautifulSoup(ao3_downloads.page(Download(work, day=day)), "html.parser")
    assert page.body is not None
    text = FORMS[form](page.body)  # type: ignore[arg-type]
    assert pasted.recognises(text)
    return pasted.read(text)


def words(html: str) -> list[str]:
    return re.sub(r"<[^>]+>", " ", html).split()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "day", ["2014-01-30", "2023-04-06", "2025-08-27", "2026-10-01"]
)
def test_oneshot_is_told_whole(day: str, form: str) -> None:
    found = read(ONE, day, form)
    assert {key: getattr(found, key) for key in KEYS} == {
        key: getattr(ONE, key) for key in KEYS
    }
    for key in ("summary", "notes", "end_notes"):
        assert words(getattr(found, key)) == words(getattr(ONE, key))
    assert [words(c.html) for c in found.chapters] == [words(TEXT)]
    assert found.source.partition(":")[2] == ONE.source.partition(":")[2]


@pytest.mark.parametrize("form", [form for form in FORMS if form != "one line"])
@pytest.mark.parametrize(
    "day", ["2014-01-30", "2023-04-06", "2025-08-27", "2026-10-01"]
)
def test_chapters_are_told_apart(day: str, form: str) -> None:
    found = read(MANY, day, form)
    assert [c.title for c in found.chapters] == ["Fog", "Lamp", ""]
    assert [words(c.html) for c in found.chapters] == [words(TEXT)] * 3
    first = found.chapters[0]
    assert words(first.summary + first.notes + first.end_notes) == ["s1", "n1", "e1"]
    assert words(found.notes) == words(MANY.notes)
    assert words(found.end_notes) == words(MANY.end_notes)
    assert found.said == ()


PAGE = """\
Skip header
Actions

    Entire Work
    Next Chapter →

Work Header

Rating:

    Teen And Up Audiences

Archive Warning:

    No Archive Warnings Apply

Fandoms:

    Gull Town
    Fog

Relationship:

    Ada & Bea

Additional Tags:

    Tea
    Lamps

Language:
    English
Series:
    ← Previous Work Part 3 of The Gull Cycle Next Work →
Stats:

    Published:
        2014-01-02
    Words:
        1,234
    Chapters:
        1/?
    Kudos:
        20

The Lantern
Wren, Dee
Summary:

    It was cold.

Notes:

    For Bea.

    Inspired by The Harbour by Cass.

    Thank you.

(See the end of the work for more notes.)
{heading}

The fog came up.

Notes: is what she called her diary.

Notes:

    The end.

Actions

    ↑ Top

Kudos

marshlight left kudos on this work!
"""


@pytest.mark.parametrize("heading", ["Work Text:", "Chapter 1: Fog\nChapter Text"])
def test_text_of_a_page_is_told(heading: str) -> None:
    found = pasted.read(PAGE.format(heading=heading))
    assert found.title == "The Lantern"
    assert found.authors == ("Wren", "Dee")
    assert found.fandoms == ("Gull Town", "Fog")
    assert found.series == (("The Gull Cycle", 3),)
    assert (found.words, found.posted, found.planned) == (1234, 1, "?")
    assert found.gifts == ("Bea",)
    assert found.related == (Related("The Harbour", "Cass"),)
    assert words(found.notes) == ["Thank", "you."]
    assert words(found.chapters[0].html)[:3] == ["The", "fog", "came"]
    assert words(found.chapters[0].html)[-1] == "diary."
    assert words(found.end_notes or found.chapters[0].end_notes) == ["The", "end."]
    lost = [loss.what for loss in found.lost]
    assert lost[0] == "kudos: 20"
    assert lost[1].startswith("what stood under the work: Actions ↑ Top Kudos")
    assert len(lost) == 2


def test_what_text_browsers_make_of_a_download_is_told() -> None:
    found = pasted.read(
        "Posted originally on the Archive_of_Our_Own at http://archiveofourown.org/\n"
        "works/123.\n\n  Rating:\n      Mature\n  Archive Warning:\n"
        "      Graphic_Depictions_Of_Violence, Major Character\n"
        "      Death\n  Fandom:\n      Gull_Town\n  Additional Tags:\n"
        "      Alternate_Universe_-_Fog, Tea\n      and_Lamps\n  Stats:\n"
        "      Published: 2015-06-05 Chapters: 2/2 Words: 60\n"
        "****** The Lantern, the Lamp,\nand the Fog ******\nby Wren\n"
        "  Summary\n      It was cold.\n***** Fog *****\n"
        "The fog came up.\n***** Lamp *****\nNobody lit it.\n"
    )
    assert found.source == "http://archiveofourown.org/works/123"
    assert found.title == "The Lantern, the Lamp, and the Fog"
    assert found.warnings == ("Graphic Depictions Of Violence", "Major Character Death")
    assert found.fandoms == ("Gull Town",)
    assert found.tags == ("Alternate Universe - Fog", "Tea and Lamps")
    assert [(c.title, c.html) for c in found.chapters] == [
        ("Fog", "<p>The fog came up.</p>"),
        ("Lamp", "<p>Nobody lit it.</p>"),
    ]
    assert found.summary == "<p>It was cold.</p>"


def test_labels_of_other_sites_are_not_ao3() -> None:
    assert not pasted.recognises("Title: Fog\nRating: T\nFandom: Gulls\n\nFog came.")
    assert not pasted.recognises("")


def test_nothing_but_labels_is_refused() -> None:
    with pytest.raises(Refused, match="only what stands above"):
        pasted.read(PAGE.partition("Summary:")[0])


LINES = PAGE.format(heading="Work Text:").split("\n")


@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=12)), max_size=80))
def test_any_mixture_is_a_story_or_refused(lines: list[str]) -> None:
    text = "\n".join(["Rating: Mature", "Archive Warning: none", "Fandom: F", *lines])
    with contextlib.suppress(Refused):
        pasted.read(f"{text}\nStats:\nWords: 3\n\nFog\nby Wren\n\nThe fog came.")
