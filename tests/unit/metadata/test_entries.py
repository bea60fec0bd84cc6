"""Values as their keys want them: texts, lists, Markdown, yes or no."""

from __future__ import annotations

import pytest
from ficstead.metadata import entries

from ..header.headers import entry


def names(*lines: str) -> list[tuple[str, int]]:
    found, problems = entries.items(entry(*lines))
    assert problems == ()
    return [(item.name, item.line) for item in found]


def codes(problems: tuple[object, ...]) -> list[str]:
    return [f"{one.code}:{one.line}" for one in problems]  # type: ignore[attr-defined]


def test_a_plain_list_is_split_on_commas() -> None:
    assert names("tags: hurt/comfort , fluff,,  slow   burn,") == [
        ("hurt/comfort", 2), ("fluff", 2), ("slow burn", 2),
    ]  # fmt: skip


def test_it_is_split_on_the_commas_of_chinese_and_japanese() -> None:
    assert names("tags: 恋愛、冒険，友情") == [("恋愛", 2), ("冒険", 2), ("友情", 2)]


def test_every_item_knows_its_line() -> None:
    assert names("tags: a,", "  b,", "  c d", "  e, f") == [
        ("a", 2), ("b", 3), ("c d e", 4), ("f", 5),
    ]  # fmt: skip
    assert names("tags: |", "  a", "  b") == [("a", 3), ("b", 4)]


def test_quotes_hold_an_item_together() -> None:
    assert names('content warnings: "blood, briefly", "knives"') == [
        ("blood, briefly", 2),
        ("knives", 2),
    ]
    assert names('content warnings: "blood, briefly"') == [("blood, briefly", 2)]


@pytest.mark.parametrize("spelling", ["'*a*, b'", '"*a*, b"', ">-\n  *a*, b"])
def test_tags_are_split_even_where_an_editor_put_them_in_quotes(spelling: str) -> None:
    assert [name for name, _ in names(*f"tags: {spelling}".split("\n"))] == ["*a*", "b"]


def test_what_may_hold_commas_stands_one_a_line() -> None:
    assert names("series: Gulls, Terns and Auks #3") == [
        ("Gulls, Terns and Auks #3", 2)
    ]
    assert names("gift:", "  - Ann, of Green", "  - Bo") == [
        ("Ann, of Green", 3),
        ("Bo", 4),
    ]
    assert names("prompt: |", "  lamps, at sea", "  gravel") == [
        ("lamps, at sea", 3),
        ("gravel", 4),
    ]


def test_an_item_that_stands_twice_is_kept_once() -> None:
    found, problems = entries.items(entry("tags:", "  - Fluff", "  - fluff"))
    assert [item.name for item in found] == ["Fluff"]
    assert codes(problems) == ["T211:4"]


def test_a_list_whose_bracket_is_not_closed() -> None:
    found, problems = entries.items(entry("tags: [a, b"))
    assert [item.name for item in found] == ["[a", "b"]
    assert codes(problems) == ["M133:2"]


def test_a_list_whose_bracket_is_not_opened() -> None:
    found, problems = entries.items(entry("tags: a, b]"))
    assert [item.name for item in found] == ["a", "b]"]
    assert codes(problems) == ["M138:2"]
    assert entries.items(entry("tags: a, b [c]"))[1] == ()


@pytest.mark.parametrize("value", ["", '""', "[]", "' '", '"\\u200b"'])
def test_a_value_that_shows_nothing_is_no_value(value: str) -> None:
    assert entries.is_empty(entry(f"tags: {value}"))


def test_one_text_where_a_list_was_given() -> None:
    assert entries.text(entry("rating:", "  - Mature")) == ("Mature", ())
    value, problems = entries.text(entry("rating: [Mature, Explicit]"))
    assert value == "Mature, Explicit"
    assert codes(problems) == ["M129:2"]


def test_a_title_in_brackets_is_asked_about() -> None:
    value, problems = entries.text(entry("title: [Redacted]"))
    assert value == "Redacted"
    assert codes(problems) == ["M129:2"]
    assert "quotes" in problems[0].hint


def test_characters_that_no_text_may_hold_are_taken_out() -> None:
    value, problems = entries.text(entry('title: "The\\0 Gull\\ufdd0"'))
    assert value == "The Gull"
    assert codes(problems) == ["P410:2"]


def test_a_text_is_one_line() -> None:
    assert entries.text(entry('title: "The\\n Gull\\u2028flies"')) == (
        "The Gull flies",
        (),
    )


def test_an_empty_line_in_plain_markdown_parts_paragraphs() -> None:
    found, _ = entries.passage(entry("summary: One", "  still one.", "", "  Two."))
    assert found
    assert (found.text, found.line) == ("One still one.\n\nTwo.", 2)


def test_markdown_in_a_block_is_as_it_stands() -> None:
    found, _ = entries.passage(entry("notes: |", "  One.", "", "  - two"))
    assert found
    assert (found.text, found.line) == ("One.\n\n- two\n", 3)


def test_a_list_in_markdown_is_a_list() -> None:
    found, _ = entries.passage(entry("notes:", "  - Beta: Ann", "  - Title: a hymn"))
    assert found
    assert (found.text, found.line) == ("- Beta: Ann\n- Title: a hymn", 3)


def test_a_text_that_is_longer_than_ao3_takes() -> None:
    assert entries.passage(entry("summary: " + "x" * 1250))[1] == ()
    _, problems = entries.passage(entry("summary: " + "x" * 1251))
    assert codes(problems) == ["M120:2"]
    assert "1,251" in problems[0].message
    assert "1,250" in problems[0].message


@pytest.mark.parametrize(
    ("value", "meant"), [("Yes", True), ("on", True), ("NO", False)]
)
def test_yes_and_no(value: str, meant: bool) -> None:
    assert entries.yes_no(entry(f"drop cap: {value}"), not meant) == (meant, ())


def test_neither_yes_nor_no() -> None:
    value, problems = entries.yes_no(entry("drop cap: maybe"), False)
    assert value is False
    assert codes(problems) == ["M126:2"]
