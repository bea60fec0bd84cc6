"""Pseuds, relationships, tags, series and related works: one item at a time."""

from __future__ import annotations

import pytest
from ficstead.metadata import people, related, relationships, series_claims, tags
from ficstead.metadata.facts import Parent, SeriesClaim
from ficstead.model import Person
from ficstead.problems import Problem

from ..header.headers import entry


@pytest.mark.parametrize(
    ("byline", "person"),
    [
        ("Kit", Person("Kit")),
        ("Kit (kittiwake)", Person("Kit", "kittiwake")),
        ("kittiwake (kittiwake)", Person("kittiwake")),
        ("Kit (the gull) (kittiwake)", Person("Kit (the gull)", "kittiwake")),
        ("(kittiwake)", Person("(kittiwake)")),
        ("Kit ()", Person("Kit ()")),
    ],
)
def test_bylines(byline: str, person: Person) -> None:
    assert people.person(byline) == person


def test_authors() -> None:
    both = (Person("Kit"), Person("Ann", "annie"))
    assert people.authors(entry("author: Kit, Ann (annie)"), "Me") == (
        (both, False),
        (),
    )
    assert people.authors(None, "Me (mine)") == (((Person("Me", "mine"),), False), ())
    assert people.authors(None, "") == (((), False), ())


@pytest.mark.parametrize("value", ["Anonymous", "anonymous", "Kit, Anonymous"])
def test_anonymous_hides_every_author(value: str) -> None:
    assert people.authors(entry(f"author: {value}"), "Me") == (((), True), ())


@pytest.mark.parametrize(
    ("name", "bare", "main", "platonic"),
    [
        ("Holmes/Watson", "Holmes/Watson", False, False),
        ("Holmes/Watson*", "Holmes/Watson", True, False),
        ("Mary & John *", "Mary & John", True, True),
        ("Mary/John & Holmes", "Mary/John & Holmes", False, False),
        ("AT&T/Bell", "AT&T/Bell", False, False),
        ("Background Relationships", "Background Relationships", False, False),
    ],
)
def test_relationships(name: str, bare: str, main: bool, platonic: bool) -> None:
    pairing = relationships.pairing(name)
    assert (pairing.name, pairing.main, pairing.platonic) == (bare, main, platonic)


def test_a_relationship_that_stands_twice_stays_a_main_one() -> None:
    found, problems = relationships.relationships(entry("ships: A/B, C & D, a/b*"))
    assert [(one.name, one.main) for one in found] == [("A/B", True), ("C & D", False)]
    assert [problem.code for problem in problems] == ["T211"]


def test_only_relationships_are_marked_with_a_star() -> None:
    assert relationships.relationships(entry("relationships: A/B*"))[1] == ()
    _, problems = tags.tags(entry("characters: A*"))
    assert [problem.code for problem in problems] == ["T201"]
    assert "only relationships" in problems[0].hint


@pytest.mark.parametrize("character", list("*<>^{}=`\\%"))
def test_characters_that_ao3_does_not_allow_in_a_tag(character: str) -> None:
    names, problems = tags.tags(entry("tags:", f"  - I {character}3 gulls"))
    assert [name.name for name in names] == [f"I {character}3 gulls"]
    assert [(problem.code, problem.line) for problem in problems] == [("T201", 3)]
    assert f"holds {character}," in problems[0].message


def test_a_comma_inside_an_item() -> None:
    _, problems = tags.tags(entry("tags:", "  - fluff, angst"))
    assert [problem.code for problem in problems] == ["T201"]
    assert "item of its own" in problems[0].hint


def test_other_signs_are_allowed() -> None:
    fine = 'Tags: O\'Brien & Sons (2009) #1 "x" a/b; 100 | ♥ @ + ~ : ! ?'
    assert tags.tags(entry(f"tags: {fine}"))[1] == ()


def test_the_length_of_a_tag() -> None:
    assert tags.tags(entry("tags: " + "x" * 150))[1] == ()
    assert [p.code for p in tags.tags(entry("tags: " + "x" * 151))[1]] == ["T202"]


def test_too_many_tags() -> None:
    assert tags.too_many(75, 2) == ()
    assert [problem.code for problem in tags.too_many(76, 2)] == ["T206"]


@pytest.mark.parametrize(
    ("value", "title", "part"),
    [
        ("The Gull Cycle #3", "The Gull Cycle", 3),
        ("The Gull Cycle # 3", "The Gull Cycle", 3),
        ("The Gull Cycle", "The Gull Cycle", None),
        ("Part 12 of The Gull Cycle", "The Gull Cycle", 12),
        ("C# Minor #2", "C# Minor", 2),
        ("C# Minor", "C# Minor", None),
        ("Prequels #0", "Prequels", 0),
        ("Gulls: Sea & Sky, Part Two #007", "Gulls: Sea & Sky, Part Two", 7),
    ],
)
def test_places_in_a_series(value: str, title: str, part: int | None) -> None:
    assert series_claims.claim(value, 4) == SeriesClaim(title, part, 4)


@pytest.mark.parametrize(
    "value",
    ["The Gull #", "The Gull #three", "The Gull #2.5", "#3", "A #1 B #2", "A #1, B #2",
     "A #" + "9" * 5000],
)  # fmt: skip
def test_no_place_in_a_series(value: str) -> None:
    found = series_claims.claim(value, 4)
    assert isinstance(found, Problem)
    assert (found.code, found.line) == ("M122", 4)


@pytest.mark.parametrize(
    ("value", "parent"),
    [
        ("lantern", ("lantern", "", "", "")),
        ("灯", ("灯", "", "", "")),
        ("The Gull by Ann <https://a.example/1>",
         ("", "The Gull", "Ann", "https://a.example/1")),
        ("Stand by Me by Ann B. <http://a.example>",
         ("", "Stand by Me", "Ann B.", "http://a.example")),
        ("The Gull <https://a.example/1>", ("", "The Gull", "", "https://a.example/1")),
    ],
)  # fmt: skip
def test_related_works(value: str, parent: tuple[str, str, str, str]) -> None:
    expected = Parent(*parent, translation=True, line=3)
    assert related.parent(value, 3, translation=True) == expected


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("The Gull by Ann", "write the slug"),
        ("https://a.example/1", "Title by Author <https://a.example/1>"),
        ("[The Gull](https://a.example) by Ann", "The Gull by Ann <https://a.example>"),
        ("A <https://a.example> B <https://b.example>", "a line of its own"),
        ("The Gull <javascript:x>", "write the slug"),
        ("<https://a.example>", "write the slug"),
        ("The Gull <http://[>", "write the slug"),
    ],
)
def test_what_leads_nowhere(value: str, hint: str) -> None:
    found = related.parent(value, 3, translation=False)
    assert isinstance(found, Problem)
    assert (found.code, found.line) == ("M123", 3)
    assert hint in found.hint
