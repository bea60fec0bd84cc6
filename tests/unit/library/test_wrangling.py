"""tags.toml: AO3's wrangling in one small file."""

from __future__ import annotations

from ficstead.library import wrangling
from ficstead.vocabulary import Kind

TAGS = """
[fandoms."Sherlock Holmes - Arthur Conan Doyle"]
synonyms = ["Sherlock Holmes", "Holmes (Doyle)"]
metatags = ["Victorian Literature"]

[fandoms."Victorian Literature"]
metatags = ["Books"]

[tags."Slow Burn"]
synonyms = ["slowburn"]
subtags = ["Glacial Slow Burn"]
"""


def read(text: str) -> tuple[wrangling.Wrangling, list[tuple[str, int]]]:
    tags, problems = wrangling.parse(text, "content/tags.toml")
    return tags, [(problem.code, problem.line) for problem in problems]


def test_a_synonym_leads_to_its_canonical_tag() -> None:
    tags, problems = read(TAGS)
    name = "Sherlock Holmes - Arthur Conan Doyle"
    assert tags.canonical(Kind.FANDOM, "Holmes (Doyle)") == name
    assert tags.canonical(Kind.FANDOM, "sherlock  HOLMES") == name
    assert problems == []


def test_the_same_word_of_another_kind_is_another_tag() -> None:
    tags, _ = read(TAGS)
    assert tags.canonical(Kind.CHARACTER, "Sherlock Holmes") == "Sherlock Holmes"


def test_metatags_are_inherited_all_the_way_up() -> None:
    tags, _ = read(TAGS)
    name = "Sherlock Holmes - Arthur Conan Doyle"
    assert tags.metatags(Kind.FANDOM, name) == ("Victorian Literature", "Books")
    assert tags.metatags(Kind.TAG, "Glacial Slow Burn") == ("Slow Burn",)


def test_an_unknown_tag_is_its_own_canonical() -> None:
    tags, _ = read(TAGS)
    assert tags.canonical(Kind.TAG, "Tea") == "Tea"
    assert not tags.knows(Kind.TAG, "Tea")


def test_a_broken_file_is_told_with_its_line() -> None:
    _, problems = read("[tags.\nslow = ")
    assert [code for code, _ in problems] == ["T207"]
    assert problems[0][1] > 0


def test_unknown_tables_and_keys_are_told() -> None:
    _, problems = read('[fandom."X"]\n[tags."Y"]\nsynonym = ["Z"]\n')
    assert problems == [("T208", 1), ("T208", 3)]


def test_circles_are_told_and_do_not_hang() -> None:
    tags, problems = read(
        '[tags."A"]\nmetatags = ["B"]\n[tags."B"]\nmetatags = ["A"]\n'
    )
    assert {code for code, _ in problems} == {"T209"}
    assert tags.metatags(Kind.TAG, "A") == ("B",)


def test_a_synonym_of_two_tags_is_told() -> None:
    _, problems = read('[tags."A"]\nsynonyms = ["x"]\n[tags."B"]\nsynonyms = ["X"]\n')
    assert [code for code, _ in problems] == ["T210"]


def test_a_synonym_may_be_the_tag_in_other_capitals() -> None:
    tags, problems = read('[tags."Post-Canon"]\nsynonyms = ["post-canon"]\n')
    assert problems == []
    assert tags.canonical(Kind.TAG, "POST-canon") == "Post-Canon"


def test_what_a_right_name_holds_is_told_if_it_is_wrong() -> None:
    text = 'tags = 3\n[fandoms]\nTea = 1\n[characters."Ann"]\nsynonyms = [1]\n'
    _, problems = wrangling.parse(text, "tags.toml")
    assert [(p.line, p.hint) for p in problems] == [
        (1, 'write [tags."The tag"], and its synonyms below'),
        (3, 'write [fandoms."Tea"], and its synonyms below'),
        (5, 'write synonyms = ["One", "Two"]'),
    ]


def test_one_tag_in_two_tables_keeps_both() -> None:
    known, _ = read(
        '[tags."Tea"]\nsynonyms = ["cha"]\n[tags."tea"]\nsynonyms = ["cuppa"]'
    )
    assert known.canonical(Kind.TAG, "cuppa") == known.canonical(Kind.TAG, "cha")
