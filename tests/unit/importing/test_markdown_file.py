"""A Markdown file keeps its text to the letter; its header becomes metadata."""

from __future__ import annotations

import pytest
from ficstead.header import header
from ficstead.importing.story import Loss, Refused, Related, Story
from ficstead.importing.texts import markdown_file
from hypothesis import given
from hypothesis import strategies as st

FILLER = "The fog came up from the river before supper, and nobody lit the lamp. " * 60


def read(text: str) -> Story:
    return markdown_file.read(text)


def test_header_of_ours_is_read_whole() -> None:
    story = read(
        "---\ntitle: Five Times: A Story\nauthor: marshlight (tvale)\nrating: T\n"
        "warnings: No Archive Warnings Apply\ncategories: F/F, Gen\n"
        "fandoms:\n  - Fog (TV)\n  - Gulls, Inc.\nrelationships: Ada/Bea\n"
        "characters: Ada, Bea\ntags: Fog, Tea\ncontent warnings: drowning\n"
        "language: en\nseries:\n  - The Gull Cycle #3\ncollections: Fogfest\n"
        "gift: Wren\nprompt: fog, and a lamp\nchapters: 5\ndate: 2024-05-01\n"
        "updated: 2024-06-01\nsource: https://example.org/1\n"
        "inspired by: Far Shores by Wren <https://example.org/2>\n"
        "summary: |\n  It was *cold*.\nend notes: Bye.\n---\nThe *fog* came.\n"
    )
    assert story == Story(
        format="markdown",
        chapters=story.chapters,
        title="Five Times: A Story",
        authors=("marshlight (tvale)",),
        rating="Teen And Up Audiences",
        warnings=("No Archive Warnings Apply", "drowning"),
        categories=("F/F", "Gen"),
        fandoms=("Fog (TV)", "Gulls, Inc."),
        relationships=("Ada/Bea",),
        characters=("Ada", "Bea"),
        tags=("Fog", "Tea"),
        language="en",
        series=(("The Gull Cycle", 3),),
        collections=("Fogfest",),
        gifts=("Wren",),
        prompts=("fog, and a lamp",),
        related=(Related("Far Shores", "Wren", "https://example.org/2"),),
        planned="5",
        published="2024-05-01",
        updated="2024-06-01",
        source="https://example.org/1",
        summary="<p>It was <em>cold</em>.</p>",
        end_notes="<p>Bye.</p>",
    )
    assert [c.markdown for c in story.chapters] == ["The *fog* came."]


def test_headers_of_site_generators_are_read() -> None:
    story = read(
        "---\nlayout: post\ntitle: The Lantern\ndate: 2024-05-01T10:00:00Z\n"
        "lastmod: 2024-06-01\ndescription: It was cold.\ncategories: [Fiction]\n"
        "tags: ['#fog', tea]\ndraft: true\ncover:\n  image: fog.png\n---\n\nFog.\n"
    )
    assert (story.title, story.published, story.updated) == (
        "The Lantern",
        "2024-05-01",
        "2024-06-01",
    )
    assert story.summary == "<p>It was cold.</p>"
    assert story.tags == ("fog", "tea")
    assert story.categories == ("Fiction",)
    assert {loss.what for loss in story.lost} == {
        "layout: post",
        "draft: true",
        "cover: image: fog.png",
    }
    assert len(story.said) == 1


def test_toml_is_read() -> None:
    story = read(
        '+++\ntitle = "Fog"\ndate = 2024-05-01\n[taxonomies]\ntags = ["a", "b"]\n'
        "[cover]\nwidth = 3\n+++\nThe fog.\n"
    )
    assert (story.title, story.published, story.tags) == (
        "Fog",
        "2024-05-01",
        ("a", "b"),
    )
    assert story.lost == (Loss("cover.width: 3", "header"),)
    assert story.chapters[0].markdown == "The fog."


def test_json_is_read() -> None:
    story = markdown_file.read(
        '{\n  "title": "Fog", "date": "2024-05-01", "draft": null,\n'
        '  "tags": ["a", "b"], "words": 1200\n}\n\nThe fog.\n'
    )
    assert (story.title, story.published) == ("Fog", "2024-05-01")
    assert (story.tags, story.words, story.said) == (("a", "b"), 1200, ())
    (chapter,) = story.chapters
    assert chapter.markdown == "The fog."


def test_lines_of_pelican_and_labels_of_fic_are_both_read() -> None:
    pelican = read("Title: Fog\nDate: 2010-12-03 10:20\nTags: a, b\nSlug: fog\n\nText.")
    assert (pelican.title, pelican.published, pelican.tags) == (
        "Fog",
        "2010-12-03",
        ("a", "b"),
    )
    fic = read(
        "# Fog\n\nby Wren\n\n**Rating:** PG-13\n**Summary:** It was *cold*.\n\nText."
    )
    assert (fic.title, fic.authors, fic.rating) == (
        "Fog",
        ("Wren",),
        "Teen And Up Audiences",
    )
    assert fic.summary == "<p>It was <em>cold</em>.</p>"
    assert fic.chapters[0].markdown == "Text."


def test_first_heading_is_the_title_where_it_is_the_only_one() -> None:
    assert read("# The *Lantern*\n\nFog.").title == "The Lantern"
    assert read("The Lantern\n===========\n\nFog.").title == "The Lantern"
    story = read("---\ntitle: Fog\n---\n# Fog\n\nText.")
    assert story.chapters[0].markdown == "Text."
    story = read("---\ntitle: Fog\n---\n# Dawn\n\nText.")
    assert story.chapters[0].markdown == "# Dawn\n\nText."


def test_headings_that_say_chapter_part_the_text() -> None:
    story = read(
        "# The Lantern\n\nFor the gulls.\n\n## Prologue\n\nA.\n\n## Chapter 1: Fog\n\n"
        "B.\n\n### Later\n\nC.\n\n## Chapter 2\n\nD.\n"
    )
    assert story.foreword == "<p>For the gulls.</p>"
    assert [(c.number, c.title, c.markdown) for c in story.chapters] == [
        (None, "Prologue", "A."),
        (1, "Fog", "B.\n\n### Later\n\nC."),
        (2, "", "D."),
    ]


def test_headings_of_a_long_file_part_it_and_of_a_short_one_do_not() -> None:
    long = read(f"# Fog\n\n{FILLER}\n\n# Lamp\n\n{FILLER}\n")
    assert [c.title for c in long.chapters] == ["Fog", "Lamp"]
    short = read("## Fog\n\nA.\n\n## Lamp\n\nB.\n")
    assert [c.markdown for c in short.chapters] == ["## Fog\n\nA.\n\n## Lamp\n\nB."]


def test_code_and_scene_breaks_are_no_headings() -> None:
    text = "```\n# Chapter 1\n\n# Chapter 2\n```\n\n# # #\n\nFog.\n\n---\n\nMore."
    assert [c.markdown for c in read(text).chapters] == [text]


def test_footnotes_go_with_the_chapter_that_calls_them() -> None:
    story = read(
        "# Chapter 1\n\nFog[^1] and [tea][t].\n\n# Chapter 2\n\nLamp[^2].\n\n"
        "[^1]: A note\n    on two lines.\n[^2]: Mine.\n[t]: https://example.org/\n"
    )
    assert [c.markdown for c in story.chapters] == [
        "Fog[^1] and [tea][t].\n\n[^1]: A note\n    on two lines.\n\n"
        "[t]: https://example.org/",
        "Lamp[^2].\n\n\n[^2]: Mine.",
    ]


@pytest.mark.parametrize(
    ("text", "is_markdown"),
    [
        ("---\ntitle: Fog\n---\nText.", True),
        ("# Fog\n\nText.", True),
        ("See [a](https://a.example) and [b](https://b.example).", True),
        ("Fog.\n\n# # #\n\nMore *fog*.", False),
        ("Title: Fog\nRating: T\n\nText.", False),
        ("#fog #tea", False),
    ],
)
def test_markdown_is_known_by_what_nobody_types_in_plain_text(
    text: str, is_markdown: bool
) -> None:
    assert markdown_file.recognises(text) is is_markdown


def test_header_without_a_story_is_refused() -> None:
    with pytest.raises(Refused):
        read("---\ntitle: Fog\n---\n")


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["", "# Chapter 1", "# Fog", "## Chapter 2: Lamp", "```", "---"]
            ),
            st.sampled_from(
                ["+++", "a = 1", "title: Fog", "[^1]: note", "Fog[^1]", "==="]
            ),
            st.text(max_size=20),
        ),
        max_size=20,
    )
)
def test_any_text_is_a_story_or_refused(lines: list[str]) -> None:
    text = "\n".join(lines)
    markdown_file.recognises(text)
    try:
        story = read(text)
    except Refused:
        return
    assert story.chapters


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip() == text and any(map(str.isalpha, text)))


@given(TEXT, st.lists(TEXT, min_size=1, max_size=4))
def test_our_own_files_read_back(title: str, paragraphs: list[str]) -> None:
    body = "\n\n".join(paragraphs)
    written = header.dump({"title": title, "rating": "Mature", "fandoms": ["Fog"]})
    story = read(f"{written}The fog came.\n\n{body}\n\nFog.\n")
    assert story.title == " ".join(title.split())
    said = "\n\n".join(c.markdown for c in story.chapters)
    assert said == f"The fog came.\n\n{body}\n\nFog." or len(story.chapters) > 1


def test_a_text_before_chapter_two_is_chapter_one_with_its_notes() -> None:
    story = read("# Rain\n\nIt rained.[^a]\n\n## Chapter Two\n\nMore.\n\n[^a]: Hard.\n")
    assert [(c.number, c.markdown) for c in story.chapters] == [
        (1, "It rained.[^a]\n\n[^a]: Hard."),
        (2, "More."),
    ]


def test_notes_of_a_foreword_come_with_it() -> None:
    story = read(
        "# Rain\n\nFor W.[^a]\n\n## Chapter 1\n\nIt rained.\n\n## Chapter 2\n\nMore.\n\n"
        "[^a]: Wren.\n"
    )
    assert "footnote-ref" in story.foreword
    assert "Wren." in story.foreword
    assert [c.markdown for c in story.chapters] == ["It rained.", "More."]
