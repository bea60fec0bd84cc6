"""What a source says becomes headers and Markdown; what it lacks is stood in for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ficstead.importing.manuscript import Manuscript
from ficstead.importing.story import Chapter, Loss, Refused, Related, Story
from ficstead.importing.writing import composing

WORDS = "<p>Somebody had <em>lit</em> the lantern.</p>"
STORY = Story(
    "ao3-html",
    (Chapter(WORDS),),
    title="The Lantern",
    authors=("marshlight",),
    rating="General Audiences",
    warnings=("No Archive Warnings Apply",),
    fandoms=("The Odyssey - Homer",),
    published="2020-01-01",
)


def composed(story: Story) -> Manuscript:
    return composing.composed(
        story, name="a_lamp.html", modified="2024-04-04", today="2026-01-01"
    )


def values(**said: object) -> dict[str, object]:
    return dict(composed(replace(STORY, **said)).work.values)  # type: ignore[arg-type]


def test_a_header_has_the_contracts_order_and_says_nothing_empty() -> None:
    made = composed(replace(STORY, tags=("Fog",), summary="<p>A <i>light</i>.</p>"))
    assert list(made.work.values.items()) == [
        ("title", "The Lantern"),
        ("author", ("marshlight",)),
        ("rating", "General Audiences"),
        ("warnings", ("No Archive Warnings Apply",)),
        ("fandoms", ("The Odyssey - Homer",)),
        ("tags", ("Fog",)),
        ("date", "2020-01-01"),
        ("summary", "A *light*."),
    ]
    assert made.work.body == "Somebody had *lit* the lantern.\n"
    assert (made.lost, made.said, made.counted) == ((), (), 5)


@pytest.mark.parametrize("none", ["none", "N/A", "No warnings"])
def test_a_word_for_no_warning_is_not_shown_as_one(none: str) -> None:
    said = values(warnings=(none,))
    assert said["warnings"] == ("Creator Chose Not To Use Archive Warnings",)
    assert "content warnings" not in said


def test_what_a_source_does_not_say_is_stood_in_for_and_told() -> None:
    made = composed(Story("html", (Chapter(WORDS),)))
    assert dict(made.work.values) == {
        "title": "A lamp",
        "rating": "Not Rated",
        "warnings": ("Creator Chose Not To Use Archive Warnings",),
        "fandoms": ("No Fandom",),
        "date": "2024-04-04",
    }
    assert made.said == (
        "It names no date, fandom, rating or archive warnings; 2024-04-04 (the file's "
        "own), No Fandom, Not Rated and Creator Chose Not To Use Archive Warnings stand "
        "in until you write your own.",
    )
    assert composed(replace(STORY, rating="")).said == (
        "It names no rating; Not Rated stands in until you write your own.",
    )


@pytest.mark.parametrize(
    ("said", "key", "value"),
    [
        ({"rating": "PG-13"}, "rating", "Teen And Up Audiences"),
        ({"warnings": ("Underage",)}, "warnings", ("Underage Sex",)),
        ({"warnings": ("Rape/Non-Con", "spiders")}, "content warnings", ("spiders",)),
        ({"categories": ("F/F", "Multi")}, "categories", ("F/F", "Multi")),
        ({"language": "Deutsch"}, "language", "de"),
        ({"series": (("Tea", 3), ("Fog", None))}, "series", ("Tea #3", "Fog")),
        ({"tags": ("a", "A", "b=c")}, "tags", ("a", "b c")),
        ({"updated": "2021-02-03"}, "updated", "2021-02-03"),
        ({"published": "2999-01-01"}, "date", "2026-01-01"),
    ],
)
def test_values(said: dict[str, object], key: str, value: object) -> None:
    assert values(**said)[key] == value


def test_related_works_need_an_address() -> None:
    made = composed(
        replace(
            STORY,
            related=(
                Related("Kettle <3", "wren", "https://example.org/1"),
                Related("[Restricted Work]", "wren"),
                Related("Tee", "Vogel", "https://example.org/2", translation=True),
            ),
        )
    )
    assert made.work.values["inspired by"] == (
        "Kettle 3 by wren <https://example.org/1>",
    )
    assert made.work.values["translation of"] == (
        "Tee by Vogel <https://example.org/2>",
    )
    assert made.lost == (Loss("inspired by: [Restricted Work] by wren", "header"),)


def chaptered(*chapters: Chapter, **said: object) -> Manuscript:
    return composed(replace(STORY, chapters=chapters, **said))  # type: ignore[arg-type]


def test_dates_that_nobody_knows_are_those_of_the_chapter_before() -> None:
    made = chaptered(
        *(Chapter(WORDS, number=n) for n in range(1, 5)), updated="2021-02-03"
    )
    dates = [part.values["date"] for part in made.chapters]
    assert dates == ["2020-01-01", "2020-01-01", "2020-01-01", "2021-02-03"]
    assert [bool(part.guesses) for part in made.chapters] == [False, True, True, True]
    assert "date" not in made.work.values


@pytest.mark.parametrize(
    ("planned", "posted", "written"), [("2", 2, None), ("5", 2, "5"), ("?", 2, "?")]
)
def test_planned_chapters_are_written_while_some_are_missing(
    planned: str, posted: int, written: str | None
) -> None:
    two = (Chapter(WORDS, number=1), Chapter(WORDS, number=2))
    made = chaptered(*two, planned=planned, posted=posted)
    assert made.work.values.get("chapters") == written


def test_one_chapter_of_many_keeps_its_number() -> None:
    made = chaptered(Chapter(WORDS, number=3, title="Fog"), planned="5", posted=5)
    assert [part.number for part in made.chapters] == [3]
    assert made.partial
    assert made.work.values["chapters"] == "5"
    assert made.work.values["date"] == "2020-01-01"


def test_a_work_in_progress_with_one_chapter_is_no_oneshot() -> None:
    assert len(chaptered(Chapter(WORDS), planned="?", posted=1).chapters) == 1
    assert not chaptered(Chapter(WORDS), planned="1", posted=1).chapters


def test_a_oneshot_loses_nothing_that_its_only_chapter_had() -> None:
    made = chaptered(
        Chapter(WORDS, title="Lamps", notes="<p>Hi.</p>", end_notes="<p>Bye.</p>"),
        notes="<p>Work.</p>",
    )
    assert made.work.values["notes"] == "Work.\n\nHi."
    assert made.work.values["end notes"] == "Bye."
    assert made.work.body.startswith("## Lamps\n\nSomebody")


def test_text_before_the_second_chapter_is_the_first() -> None:
    made = chaptered(Chapter(WORDS, number=2), foreword="<p>It began.</p>")
    assert made.chapters[0].body == "It began.\n"


def test_missing_words_are_told_and_old_ways_to_count_are_known() -> None:
    assert "1,234 words and 5 came" in composed(replace(STORY, words=1234)).said[0]
    assert not composed(replace(STORY, words=5)).said
    bars = "<p>one | two | three</p>" * 3
    assert not chaptered(Chapter(bars), words=15).said
    assert not chaptered(Chapter("<p>一个简单</p>"), words=1).said


def test_pictures_have_names_that_a_person_would_give() -> None:
    png = b"\x89PNG\r\n\x1a\n"
    html = '<p><img src="x/My%20Map.png" alt="A map"/><img src="image001.png" alt="B"/></p>'
    made = chaptered(
        Chapter(html, number=1),
        Chapter(WORDS, number=2),
        pictures={"x/My%20Map.png": png, "image001.png": png + b"2", "y.svg": b"<svg>"},
    )
    assert sorted(made.pictures) == ["my-map.png", "picture-2.png"]
    assert "![A map](my-map.png)" in made.chapters[0].body
    assert made.lost == (Loss("a picture: y.svg", "pictures"),)
    alone = composed(
        replace(STORY, chapters=(Chapter(html),), pictures={"x/My%20Map.png": png})
    )
    assert sorted(alone.pictures) == ["the-lantern-my-map.png"]


def test_pictures_on_other_sites_are_named() -> None:
    html = '<p>A <img alt="lamp" src="https://example.org/a.png?x=1&amp;y=2"/></p>'
    made = chaptered(Chapter(html))
    assert "![lamp](https://example.org/a.png?x=1&y=2)" in made.work.body
    assert "text: https://example.org/a.png?x=1&y=2" in made.said[0]


def test_a_story_without_text_is_refused() -> None:
    with pytest.raises(Refused, match="no story text"):
        composed(replace(STORY, chapters=()))


def test_a_file_s_own_day_is_a_guess_in_every_chapter() -> None:
    nameless = replace(STORY, published="", updated="")
    made = composed(replace(nameless, chapters=(Chapter(WORDS), Chapter(WORDS))))
    assert [part.guesses for part in made.chapters] == [frozenset({"date"})] * 2
    known = composed(replace(STORY, chapters=(Chapter(WORDS), Chapter(WORDS))))
    assert not known.chapters[0].guesses


def test_a_chapter_that_shows_nothing_is_a_draft_until_it_does() -> None:
    made = chaptered(Chapter(WORDS), Chapter("<p>x</p>", markdown="**<b onclick>**\n"))
    _, second = made.chapters
    assert second.values["status"] == "draft"
    assert second.body == "**<b onclick>**\n"
    assert "Chapter 2 has no text; it is a draft for now." in made.said
