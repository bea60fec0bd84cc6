"""Slips in the header of a Markdown file from elsewhere are put right, and told."""

from __future__ import annotations

import pytest
from ficstead.importing.story import Loss, Story
from ficstead.importing.texts import markdown_file

HALF = "look whether it came in right."


def read(*lines: str) -> Story:
    return markdown_file.read(
        "\n".join(("---", "title: The Lamp", *lines, "---", "", "It rained."))
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("tags: [Rain, River",),
        ("tags: [Rain,", "  River"),
        ("tags: Rain, River]",),
        ('tags: ["Rain", River',),
        ("keywords: [Rain, River",),
    ],
)
def test_a_list_with_one_bracket_is_the_list_it_was_to_be(
    lines: tuple[str, ...],
) -> None:
    story = read(*lines, "rating: T")
    assert story.tags == ("Rain", "River")
    assert story.rating == "Teen And Up Audiences"
    (said,) = story.said
    assert said.startswith(f'Line 3 of its header: "{lines[0].split(":")[0]}"')
    assert said.endswith(HALF)


def test_warnings_and_ships_in_half_a_list_are_known_as_such() -> None:
    story = read("warnings: [Underage, Major Character Death", "relationships: [A/B")
    assert story.warnings == ("Underage", "Major Character Death")
    assert story.relationships == ("A/B",)
    assert len(story.said) == 2


@pytest.mark.parametrize("tag", ["[podfic] available", "fic [podfic]", "[a] b [c]"])
def test_brackets_of_a_tag_are_its_own(tag: str) -> None:
    story = read(f"tags: {tag}, River")
    assert (story.tags, story.said) == ((tag, "River"), ())


def test_a_quotation_mark_that_nothing_ends_is_no_part_of_a_name() -> None:
    story = markdown_file.read(
        '---\ntitle: "The Lamp\ntags: ["Rain, River]\n---\n\nIt rained.'
    )
    assert story.title == "The Lamp"
    assert story.tags == ("Rain", "River")
    assert [said.split(":")[0] for said in story.said] == [
        "Line 2 of its header",
        "Line 3 of its header",
    ]


def test_a_mark_that_was_meant_stays() -> None:
    story = read("tags:", "  - '\"Rain'")
    assert (story.tags, story.said) == (('"Rain',), ())


def test_lines_that_are_no_keys_are_told_as_lost() -> None:
    story = read("my best one", "  by far", "tags: Rain", "# ask Wren")
    assert story.tags == ("Rain",)
    assert story.lost == (
        Loss("my best one by far", "header, line 3"),
        Loss("# ask Wren", "header, line 6"),
    )
    assert story.said == ()


def test_a_header_without_its_end_is_told() -> None:
    story = markdown_file.read("---\ntitle: The Lamp\ntags: Rain\n\nIt rained.\n")
    assert story.tags == ("Rain",)
    assert story.said == (
        f"Line 1 of its header: the header has no closing --- line; {HALF}",
    )


def test_a_list_that_has_a_name_is_a_list() -> None:
    story = read("tags: &kept [Rain, River]", "characters: &who [Wren")
    assert (story.tags, story.characters) == (("Rain", "River"), ("Wren",))
    assert len(story.said) == 1
    assert read("tags: R&B [mix]").tags == ("R&B [mix]",)


@pytest.mark.parametrize(
    ("header", "line", "what"),
    [
        ('+++\ntitle = "The Lamp"\ntags = ["Rain"\n\n+++', 1, "TOML"),
        ("+++\n# mine\ntitle = The Lamp\n+++", 3, "TOML"),
        ('+++\ntitle = "The Lamp"', 1, "TOML"),
        ('{\n  "title": "The Lamp",\n  "tags": ["Rain",],\n}', 3, "JSON"),
        ('{ "title": "The Lamp", tags: [] }', 1, "JSON"),
    ],
)
def test_a_header_that_cannot_be_read_stands_in_the_text_and_is_told(
    header: str, line: int, what: str
) -> None:
    story = markdown_file.read(f"{header}\n\nIt rained.\n")
    (chapter,) = story.chapters
    assert chapter.markdown == f"{header}\n\nIt rained."
    assert story.said == (
        f"Line {line} of its header: this {what} cannot be read, so all of the "
        "header stands in the text; take from it what you want, then delete it.",
    )


@pytest.mark.parametrize("text", ["+++\nIt rained.\n+++\nIt poured.", "{It rained.}"])
def test_a_text_that_begins_like_a_header_is_a_text(text: str) -> None:
    assert markdown_file.read(text).said == ()
