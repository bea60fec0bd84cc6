"""Whole headers: where keys may stand, what is missing, everything in one go."""

from __future__ import annotations

from datetime import datetime

import pytest
from ficstead.header import fields, header
from ficstead.header.fields import FIELDS, Place, Shape
from ficstead.metadata import metadata
from ficstead.metadata.facts import Named, Passage
from ficstead.model import Person
from ficstead.vocabulary import ArchiveWarning, Rating, Status
from hypothesis import given
from hypothesis import strategies as st

from ...laws import tries
from ..header.headers import (
    DEFAULTS,
    ENGLISH,
    ENOUGH,
    ZONE,
    chapter_with,
    work,
    work_with,
)


def test_a_work_that_says_enough() -> None:
    facts, problems = work_with()
    assert problems == []
    assert facts.title == "The Gull"
    assert facts.rating is Rating.GENERAL
    assert facts.warnings == (ArchiveWarning.NONE_APPLY,)
    assert facts.fandoms == (Named("Folklore", 5),)
    assert facts.language is ENGLISH
    assert facts.authors == (Person("Kit", "kittiwake"),)
    assert facts.status is Status.PUBLISHED
    assert facts.planned == 0
    assert facts.date is None
    assert facts.typography
    assert facts.lines == {"title": 2, "rating": 3, "warnings": 4, "fandoms": 5}


def test_what_a_work_must_say() -> None:
    _, problems = work("---\nsummary: x\n---\n")
    assert sorted(problems) == ["M101:0", "M103:0", "M105:0", "M106:0"]
    _, problems = work("---\ntitle:\nrating:\nwarnings: []\nfandoms: ''\n---\n")
    assert problems == ["M106:2", "M101:3", "M103:4", "M105:5"]


def test_a_file_without_header_misses_nothing_else() -> None:
    _, problems = work("It rained.\n")
    assert problems == ["M111:1"]


def test_an_empty_header_misses_everything() -> None:
    _, problems = work("---\n---\nIt rained.\n")
    assert sorted(problems) == ["M101:0", "M103:0", "M105:0", "M106:0"]


def test_every_problem_of_a_header_is_found_in_one_go() -> None:
    text = """\
---
title: The Gull
raiting: T
rating: Teeen
warnings: none
fandoms: Folklore
language: Klingonese
category: slashy
date: 2024-02-30
updated: yesterday
chapters: many
status: publishd
series: The Gull #
inspired by: Ann's story
tags: [a
source: example.org
interlude: yes
lock: swordfish
aliases: gull
tag: again
drop cap: perhaps
scene break: dots
  notes: x
---
"""
    _, problems = work(text)
    assert sorted(problems, key=lambda one: int(one.split(":")[1])) == [
        "M107:3", "M102:4", "M104:5", "M117:7", "M116:8", "M115:9", "M113:10",
        "M119:11", "M118:12", "M122:13", "M123:14", "M133:15", "M128:16", "M121:17",
        "M130:18", "M131:19", "M108:20", "M126:21", "M132:22", "M134:23",
    ]  # fmt: skip


def test_the_first_of_two_keys_counts() -> None:
    facts, problems = work_with("tags: a", "tag: b")
    assert [tag.name for tag in facts.tags] == ["a"]
    assert problems == ["M108:7"]


def test_dates_are_in_the_archives_time_zone() -> None:
    facts, problems = work_with("date: 2024-05-01", "updated: 2024-05-02T10:00:00Z")
    assert problems == []
    assert facts.date == datetime(2024, 5, 1, tzinfo=ZONE)
    assert facts.updated == datetime(2024, 5, 2, 12, tzinfo=ZONE)


def test_updated_before_date() -> None:
    assert work_with("date: 2024-05-02", "updated: 2024-05-01")[1] == ["M127:7"]
    assert chapter_with("date: 2024-05-02", "updated: 2024-05-01")[1] == ["M127:3"]


@pytest.mark.parametrize(
    ("value", "code"), [("pt-BR", "pt-BR"), ("Español", "es"), ("french", "fr")]
)
def test_languages(value: str, code: str) -> None:
    facts, problems = work_with(f"language: {value}")
    assert problems == []
    assert facts.language.code == code


def test_an_unknown_language_offers_the_nearest() -> None:
    parsed, _ = header.parse("---\ntitle: x\nlanguage: Espanyol\n---\n")
    _, problems = metadata.note_facts(parsed, DEFAULTS)
    assert [(p.code, p.line, p.hint) for p in problems] == [
        ("M117", 3, 'did you mean "Español"?')
    ]


def test_more_tags_than_ao3_takes_are_counted_over_all_kinds() -> None:
    def tags(count: int) -> str:
        return "tags: " + ", ".join(f"tag {n}" for n in range(count))

    cast = ("characters: A, B", "relationships: A & B")
    assert work_with(*cast, tags(71))[1] == []
    assert work_with(*cast, tags(72))[1] == ["T206:8"]


def test_a_title_that_is_too_long() -> None:
    assert work_with("notes: x" + "x" * 5000)[1] == ["M120:6"]
    assert chapter_with("title: " + "x" * 255)[1] == []
    assert chapter_with("title: " + "x" * 256)[1] == ["M120:2"]


# -- a key at its place ---------------------------------------------------------------


@pytest.mark.parametrize(
    "field", [f for f in FIELDS if f.shape is not Shape.LATER], ids=lambda f: f.key
)
def test_a_key_counts_only_where_the_table_says(field: fields.Field) -> None:
    value = {"date": "2024-05-01", "updated": "2024-05-01", "language": "en"}.get(
        field.key, "5" if field.key == "chapters" else "no"
    )
    text = f"---\n{field.name}: {value}\n---\nText\n"
    parsed, _ = header.parse(text)
    for place, read in (
        (Place.WORK, metadata.work_facts),
        (Place.CHAPTER, metadata.chapter_facts),
        (Place.SERIES, metadata.series_facts),
        (Place.PAGE, metadata.note_facts),
    ):
        facts, problems = read(parsed, DEFAULTS)
        assert (field.key in facts.lines) is (place in field.places)
        unused = any(problem.code == "M121" for problem in problems)
        assert unused is (place not in field.places)


def test_what_a_chapter_says() -> None:
    facts, problems = chapter_with(
        "title: Gravel", "date: 2024-05-01", "arc: The Shore", "interlude: yes",
        "content warnings: storms, knives", "language: fr", "author: Ann",
        "status: draft", "summary: |", "  It rains.", "end notes: Thanks",
    )  # fmt: skip
    assert problems == []
    assert (facts.title, facts.arc, facts.interlude) == ("Gravel", "The Shore", True)
    assert facts.content_warnings == ("storms", "knives")
    assert facts.language
    assert facts.language.code == "fr"
    assert facts.authors == (Person("Ann"),)
    assert facts.status is Status.DRAFT
    assert facts.summary == Passage("It rains.\n", 11)
    assert facts.end_notes == Passage("Thanks", 12)


def test_a_chapter_need_not_say_anything() -> None:
    facts, problems = chapter_with()
    assert problems == []
    assert (facts.title, facts.authors, facts.language) == ("", (), None)


def test_a_rating_in_a_chapter_has_no_effect() -> None:
    assert chapter_with("rating: E")[1] == ["M121:2"]


def test_a_series() -> None:
    text = "---\ntitle: The Gull Cycle\ndescription: One.\nnotes: Two.\n---\nMore.\n"
    facts, problems = metadata.series_facts(header.parse(text)[0], DEFAULTS)
    assert problems == ()
    assert facts.title == "The Gull Cycle"
    assert facts.summary == Passage("One.", 3)
    assert facts.notes == Passage("Two.", 4)


def test_a_page() -> None:
    text = "---\ntitle: About\nlanguage: fr\nstatus: draft\n---\nMe.\n"
    facts, problems = metadata.note_facts(header.parse(text)[0], DEFAULTS)
    assert problems == ()
    assert (facts.title, facts.language.code) == ("About", "fr")
    assert facts.status is Status.DRAFT
    _, problems = metadata.note_facts(header.parse("---\nlang: fr\n---\n")[0], DEFAULTS)
    assert [problem.code for problem in problems] == ["M106"]


# -- what comes later -----------------------------------------------------------------


def test_a_lock_that_cannot_be_honoured_stops_the_build() -> None:
    assert work_with("lock: swordfish")[1] == ["M130:6"]
    assert work_with("lock: yes", "status: unlisted")[1] == ["M130:6"]


def test_a_lock_on_what_nobody_sees_does_not() -> None:
    assert work_with("lock: swordfish", "status: Draft")[1] == ["M131:6"]
    assert work_with("lock: no")[1] == ["M131:6"]
    assert work_with("lock:")[1] == []


@pytest.mark.parametrize("key", ["slug", "aliases", "index"])
def test_other_keys_of_later_are_named(key: str) -> None:
    assert work_with(f"{key}: x")[1] == ["M131:6"]
    assert work_with(f"{key}:")[1] == []


# -- a law ----------------------------------------------------------------------------

keys = st.sampled_from([form for field in FIELDS for form in sorted(field.forms)])
values = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="0123456789-/#?*<>()[]:, \nab", max_size=30),
    st.sampled_from(
        ["3/?", "A/B*", "x #2", "Anonymous", "2024-05-01", "x <https://[>"]
    ),
)


@tries(200)
@given(
    st.dictionaries(keys, st.one_of(values, st.lists(values, max_size=3)), max_size=6)
)
def test_no_header_is_too_odd(mapping: dict[str, str | list[str]]) -> None:
    text = header.dump(mapping) + "Text\n"
    parsed, _ = header.parse(text)
    lines = text.count("\n")
    for read in (
        metadata.work_facts,
        metadata.chapter_facts,
        metadata.series_facts,
        metadata.note_facts,
    ):
        facts, problems = read(parsed, DEFAULTS)
        assert all(0 <= problem.line <= lines for problem in problems)
        assert all(str(problem) for problem in problems)
        assert "\ufdd0" not in facts.title


def test_enough_is_enough() -> None:
    assert work("\n".join(("---", *ENOUGH, "---", "")))[1] == []
