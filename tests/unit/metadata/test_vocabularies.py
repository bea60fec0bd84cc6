"""AO3's closed lists: ratings, archive warnings, categories; and who may see a work."""

from __future__ import annotations

import pytest
from ficstead.metadata import archive_warnings, categories, publication, ratings
from ficstead.vocabulary import ArchiveWarning, Category, Rating, Status

from ..header.headers import entry


@pytest.mark.parametrize("rating", list(Rating))
def test_every_rating_has_its_full_name_in_any_case(rating: Rating) -> None:
    assert ratings.find(rating.value.upper()) is rating


@pytest.mark.parametrize(
    ("short", "rating"),
    [
        ("G", Rating.GENERAL),
        ("t", Rating.TEEN),
        ("M", Rating.MATURE),
        ("E", Rating.EXPLICIT),
        ("Teen & Up", Rating.TEEN),
        ("General", Rating.GENERAL),
        ("not  rated", Rating.NOT_RATED),
    ],
)
def test_short_forms_of_ratings(short: str, rating: Rating) -> None:
    assert ratings.rating(entry(f"rating: {short}")) == (rating, ())


@pytest.mark.parametrize(
    ("value", "offered"),
    [
        ("Teeen", "Teen And Up Audiences"),
        ("Explict", "Explicit"),
        ("PG-13", "Teen And Up Audiences"),
        ("NC-17", "Explicit"),
        ("K+", "General Audiences"),
    ],
)
def test_an_unknown_rating_gates_and_offers_the_nearest(
    value: str, offered: str
) -> None:
    rating, problems = ratings.rating(entry(f"rating: {value}"))
    assert rating is Rating.NOT_RATED
    assert [problem.code for problem in problems] == ["M102"]
    assert f'"{offered}"' in problems[0].hint


def test_no_rating() -> None:
    assert [p.line for p in ratings.rating(None)[1]] == [0]
    assert [(p.code, p.line) for p in ratings.rating(entry("rating:"))[1]] == [
        ("M101", 2)
    ]


@pytest.mark.parametrize(
    ("value", "warning"),
    [
        *((warning.value.lower(), warning) for warning in ArchiveWarning),
        ("Author Chose Not To Use Archive Warnings", ArchiveWarning.CHOSE_NOT),
        ("Choose Not To Use Archive Warnings", ArchiveWarning.CHOSE_NOT),
        ("Choose Not To Warn", ArchiveWarning.CHOSE_NOT),
        ("Author Has Chosen Not To Warn", ArchiveWarning.CHOSE_NOT),
        ("None Of These Warnings Apply", ArchiveWarning.NONE_APPLY),
        ("No Primary Warnings Apply", ArchiveWarning.NONE_APPLY),
        ("Extreme Violence", ArchiveWarning.VIOLENCE),
        ("Underage", ArchiveWarning.UNDERAGE),
    ],
)
def test_archive_warnings_and_their_old_names(
    value: str, warning: ArchiveWarning
) -> None:
    assert archive_warnings.archive_warnings(entry(f"warnings: {value}")) == (
        (warning,),
        (),
    )


@pytest.mark.parametrize("value", ["none", "N/A", "no warnings"])
def test_none_may_mean_two_things_and_is_asked_about(value: str) -> None:
    warnings, problems = archive_warnings.archive_warnings(entry(f"warnings: {value}"))
    assert warnings == (ArchiveWarning.CHOSE_NOT,)
    assert [problem.code for problem in problems] == ["M104"]
    assert "No Archive Warnings Apply if" in problems[0].hint


def test_an_unknown_warning_does_not_hide_the_known_ones() -> None:
    warnings, problems = archive_warnings.archive_warnings(
        entry("warnings:", "  - Major Charakter Death", "  - Underage Sex")
    )
    assert warnings == (ArchiveWarning.UNDERAGE,)
    assert [(p.code, p.line) for p in problems] == [("M104", 3)]
    assert "Major Character Death" in problems[0].hint


def test_no_warnings_cannot_stand_beside_one() -> None:
    warnings, problems = archive_warnings.archive_warnings(
        entry("warnings: No Archive Warnings Apply, Major Character Death")
    )
    assert warnings == (ArchiveWarning.DEATH,)
    assert [problem.code for problem in problems] == ["M125"]


def test_chose_not_to_may_stand_beside_one() -> None:
    warnings, problems = archive_warnings.archive_warnings(
        entry("warnings: cntw, Underage")
    )
    assert warnings == (ArchiveWarning.CHOSE_NOT, ArchiveWarning.UNDERAGE)
    assert problems == ()


def test_no_archive_warnings() -> None:
    assert [p.code for p in archive_warnings.archive_warnings(None)[1]] == ["M103"]


def test_categories() -> None:
    assert categories.categories(entry("categories: m/m, GEN, M/F, F/M")) == (
        (Category.MM, Category.GEN, Category.FM),
        (),
    )
    found, problems = categories.categories(entry("category: slash, Mutli"))
    assert found == ()
    assert ["M/M" in problems[0].hint, "Multi" in problems[1].hint] == [True, True]
    assert {problem.code for problem in problems} == {"M116"}


def test_status() -> None:
    assert publication.status(None) == (Status.PUBLISHED, ())
    assert publication.status(entry("status: Unlisted")) == (Status.UNLISTED, ())


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("publishd", '"published"'),
        ("hidden", '"unlisted"'),
        ("WIP", "chapters: ?"),
        ("scheduled", "date in the future"),
    ],
)
def test_an_unknown_status_shows_the_text_to_nobody(value: str, hint: str) -> None:
    status, problems = publication.status(entry(f"status: {value}"))
    assert status is Status.DRAFT
    assert [problem.code for problem in problems] == ["M118"]
    assert hint in problems[0].hint


def test_a_chapter_cannot_be_unlisted() -> None:
    _, problems = publication.status(entry("status: unlisted"), publication.CHAPTER)
    assert [problem.hint for problem in problems] == [
        "use published, draft; a date in the future schedules it"
    ]


@pytest.mark.parametrize(
    ("value", "planned"), [("5", 5), ("?", None), ("3/?", None), ("3/12", 12)]
)
def test_planned_chapters(value: str, planned: int | None) -> None:
    assert publication.planned(entry(f"chapters: {value}")) == (planned, ())


@pytest.mark.parametrize("value", ["0", "five", "-1", "2.5", "9" * 5000, "٣x", "²"])
def test_what_is_no_number_of_chapters(value: str) -> None:
    planned, problems = publication.planned(entry(f"chapters: {value}"))
    assert planned == 0
    assert [problem.code for problem in problems] == ["M119"]


def test_a_source_is_an_address_of_the_web() -> None:
    url = "https://example.org/works/1?a=b#c"
    assert publication.source(entry(f"source: {url}")) == (url, ())
    assert publication.source(entry(f"source: <{url}>")) == (url, ())
    for odd in (
        "example.org",
        "javascript:alert(1)",
        "http://[",
        "https://a b",
        "ftp://a",
    ):
        value, problems = publication.source(entry(f"source: {odd}"))
        assert value == ""
        assert [problem.code for problem in problems] == ["M128"]


def test_scene_breaks() -> None:
    assert publication.scene_break(entry("scene break: Rule")) == ("rule", ())
    value, problems = publication.scene_break(entry("scene break: dots"))
    assert value == "stars"
    assert [problem.code for problem in problems] == ["M132"]
