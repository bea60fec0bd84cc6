"""Headers as authors type them and as their tools leave them, whole."""

from __future__ import annotations

from datetime import date

import pytest
from ficstead.model import Person
from ficstead.vocabulary import ArchiveWarning, Category, Rating, Status

from .headers import chapter_with, work


def test_typed_by_hand_after_reading_the_readme() -> None:
    facts, problems = work("""\
---
Title: Five Times the Lamp Went Out: A Story
Rating: G
Warnings: No Archive Warnings Apply
Fandoms: Sherlock Holmes & Related Fandoms
Relationships: Sherlock Holmes & John Watson
Tags: Fog, Friendship, Missing Scene
Series: Baker Street Nights #2
Date: 2024-05-01
Summary: Fog, a lamp, and a client who says nothing.
---

The lamp went out.
""")
    assert problems == []
    assert facts.title == "Five Times the Lamp Went Out: A Story"
    assert [tag.name for tag in facts.tags] == ["Fog", "Friendship", "Missing Scene"]
    assert facts.relationships[0].platonic
    assert (facts.series[0].title, facts.series[0].part) == ("Baker Street Nights", 2)


def test_copied_from_the_form_of_ao3() -> None:
    facts, problems = work("""\
---
Rating: Teen And Up Audiences
Archive Warnings: Creator Chose Not To Use Archive Warnings, Major Character Death
Fandoms: Dracula - Bram Stoker, Carmilla - J. Sheridan Le Fanu
Categories: F/F, Gen
Relationships: Mina Murray Harker/Lucy Westenra*, Mina Murray Harker & Carmilla
Characters: Mina Murray Harker, Lucy Westenra, Carmilla (Le Fanu)
Additional Tags: Letters, Sea Voyages, Alternate Universe - Everyone Lives
Work Title: The Lighthouse Letters
Creator/Pseud(s): Kit
Gifts: Ann
Begin Notes: Thanks to Ann.
Language: English
Chapters: 3/?
---
""")
    assert problems == ["M107:10"]
    assert facts.title == "The Lighthouse Letters"
    assert facts.warnings == (ArchiveWarning.CHOSE_NOT, ArchiveWarning.DEATH)
    assert facts.categories == (Category.FF, Category.GEN)
    assert [one.main for one in facts.relationships] == [True, False]
    assert facts.planned is None
    assert facts.gifts == (Person("Ann"),)


def test_from_the_property_panel_of_obsidian() -> None:
    facts, problems = work("""\
---
title: "Gravel: A Story"
rating: Mature
warnings:
  - Graphic Depictions Of Violence
fandoms:
  - Norse Religion & Lore
tags:
  - slow burn
  - "#1 fan"
date: 2024-05-01T18:30:00
aliases:
cssclasses:
chapters: "5"
drop cap: true
summary: |-
  First a road.

  Then **gravel**.
---
# Heading
""")
    assert problems == ["M107:13"]
    assert facts.title == "Gravel: A Story"
    assert [tag.name for tag in facts.tags] == ["slow burn", "#1 fan"]
    assert facts.planned == 5
    assert facts.drop_cap
    assert facts.summary
    assert (facts.summary.text, facts.summary.line) == (
        "First a road.\n\nThen **gravel**.",
        17,
    )


def test_saved_by_an_editor_in_the_browser() -> None:
    # Long texts folded under their key, lists not set in, everything in quotes.
    facts, problems = work("""\
---
title: 'It''s Only Weather'
rating: "T"
warnings:
- 'No Archive Warnings Apply'
fandoms: [ "Pride and Prejudice - Jane Austen" ]
summary: >-
  Elizabeth walks three miles through mud, and this time somebody
  walks with her.


  A story about stockings.
inspired by: >-
  A Very Long Walk with a Very Long Title by A. N. Author
  <https://example.org/works/123456789>
date: '2024-05-01'
---
""")
    assert problems == []
    assert facts.title == "It's Only Weather"
    assert facts.summary
    assert facts.summary.text == (
        "Elizabeth walks three miles through mud, and this time somebody walks with "
        "her.\n\nA story about stockings."
    )
    assert facts.parents[0].byline == "A. N. Author"
    assert facts.parents[0].url == "https://example.org/works/123456789"


def test_dumped_by_python_with_sorted_keys() -> None:
    facts, problems = work("""\
---
date: '2024-05-01'
fandoms:
- Journey to the West
rating: General Audiences
summary: 'Monkey says: "I did not eat it."


  He ate it.'
tags:
- 'hurt: comfort'
title: "\\u897F\\u904A, Again"
warnings:
- No Archive Warnings Apply
---
""")
    assert problems == []
    assert facts.title == "西遊, Again"
    assert facts.summary
    assert facts.summary.text == 'Monkey says: "I did not eat it."\n\nHe ate it.'


def test_an_old_pelican_file() -> None:
    facts, problems = work("""\
Title: The Miller's Third Son
Date: 2019-03-04 10:20
Modified: 2019-03-05 19:30
Category: Gen
Tags: cats, boots
Slug: millers-son
Authors: Kit, Ann
Rating: G
Warnings: none apply
Fandom: Fairy Tales
Summary: A cat
    in boots.

Once upon a time: a cat.
""")
    assert problems == ["M131:6"]
    assert facts.categories == (Category.GEN,)
    assert facts.authors == (Person("Kit"), Person("Ann"))
    assert facts.date
    assert facts.date.date() == date(2019, 3, 4)
    assert facts.summary
    assert facts.summary.text == "A cat in boots."


def test_saved_on_windows() -> None:
    text = (
        "\ufeff---\ntitle: x\nrating: G\nwarnings: nawa\nfandom: Folklore\n---\n\nHi.\n"
    )
    facts, problems = work(text.replace("\n", "\r\n"))
    assert problems == []
    assert facts.title == "x"


def test_typed_on_a_phone() -> None:
    _, problems = work("—\nTitle: x\nRating: G\n—\n\nHi.\n")
    assert problems == ["M111:1"]


def test_curly_quotes_are_part_of_a_title() -> None:
    facts, _ = work("---\ntitle: “Home” is where the cat is\n---\n")
    assert facts.title == "“Home” is where the cat is"


def test_the_closing_fence_was_forgotten() -> None:
    facts, problems = work("""\
---
title: Gravel
rating: G
warnings: none apply
fandom: Folklore

The road was gravel. He said: "No."

---

The next day.
""")
    assert problems == ["M110:1"]
    assert facts.title == "Gravel"


def test_empty_lines_and_comments_between_keys() -> None:
    facts, problems = work("""\
---
# the basics
title: Gravel
rating: G

# the rest
warnings: none apply

fandom: Folklore
tags:

  - roads
  # - rivers
  - stones
---
""")
    assert problems == []
    assert [(tag.name, tag.line) for tag in facts.tags] == [
        ("roads", 12),
        ("stones", 14),
    ]


def test_json_between_the_fences() -> None:
    facts, problems = work("""\
---
{
  "title": "Gravel \\ud83e\\udea8",
  "rating": "G",
  "warnings": ["none apply"],
  "fandoms": ["Folklore"]
}
---
""")
    assert problems == []
    assert facts.title == "Gravel 🪨"


def test_co_authors_a_pseud_and_many_of_everything() -> None:
    facts, problems = work("""\
---
title: The Gull, the Tern & the Auk
author:
  - Kit (kittiwake)
  - Ann
rating: nr
warnings: cntw
fandoms:
  - Aesop's Fables
  - Reynard the Fox
series:
  - Birds, Mostly #1
  - Part 4 of Fables for a Wet Day
collections: Wet Day Exchange, Birdfest 2024
gift:
  - Bo, who knows gulls
prompt:
  - "gulls, and rain"
translation of: le-goeland
inspired by:
  - lantern
  - The Tern by Bo <https://example.org/tern>
content warnings: storms, "drowning, briefly"
source: https://example.org/works/1
---
""")
    assert problems == []
    assert facts.authors == (Person("Kit", "kittiwake"), Person("Ann"))
    assert [claim.part for claim in facts.series] == [1, 4]
    assert [one.name for one in facts.collections] == [
        "Wet Day Exchange",
        "Birdfest 2024",
    ]
    assert facts.gifts == (Person("Bo, who knows gulls"),)
    assert facts.prompts == ("gulls, and rain",)
    assert [(one.slug, one.title) for one in facts.parents] == [
        ("lantern", ""),
        ("", "The Tern"),
        ("le-goeland", ""),
    ]
    assert facts.content_warnings == ("storms", "drowning, briefly")


def test_anonymous() -> None:
    facts, _ = work("---\nAuthor: Anonymous\n---\n")
    assert facts.anonymous
    assert facts.authors == ()


def test_a_work_in_japanese() -> None:
    facts, problems = work("""\
---
title: 灯台の手紙
rating: G
warnings: No Archive Warnings Apply
fandoms: 西遊記、平家物語
tags: 手紙，海
language: 日本語
---
""")
    assert problems == []
    assert [fandom.name for fandom in facts.fandoms] == ["西遊記", "平家物語"]
    assert facts.language.code == "ja"


def test_a_wide_colon_of_an_input_method() -> None:
    _, problems = work(
        "---\ntitle：灯\nrating: G\nwarnings: nawa\nfandom: 西遊記\n---\n"
    )
    assert problems == ["M124:2", "M106:0"]


def test_hugo_with_nested_maps() -> None:
    _, problems = work("""\
---
title: x
rating: G
warnings: nawa
fandom: Folklore
cover:
    image: a.jpg
    alt: b
---
""")
    assert problems == ["M109:6"]


def test_hugo_in_toml() -> None:
    _, problems = work('+++\ntitle = "x"\n+++\n\nHi.\n')
    assert problems == ["M111:1"]


def test_a_rating_of_another_archive_and_a_date_of_another_country() -> None:
    facts, problems = work("""\
---
title: x
rating: PG-13
warnings: none
fandom: Folklore
date: 03/04/2020
status: complete
---
""")
    assert problems == ["M102:3", "M104:4", "M113:6", "M118:7"]
    assert facts.rating is Rating.NOT_RATED
    assert facts.status is Status.DRAFT


def test_a_key_that_was_set_in_by_mistake() -> None:
    _, problems = work("---\ntitle: x\n rating: G\nwarnings: nawa\nfandom: Folk\n---\n")
    assert problems == ["M134:3", "M101:0"]


def test_a_summary_pasted_without_indent() -> None:
    facts, problems = work("""\
---
title: x
rating: G
warnings: nawa
summary: A dark night

and a lamp.

fandom: Folklore
---
""")
    assert problems == ["M124:7"]
    assert [fandom.name for fandom in facts.fandoms] == ["Folklore"]


def test_a_summary_that_begins_with_speech() -> None:
    facts, _ = work('---\nsummary: "Home," she said. And: "Now."\n---\n')
    assert facts.summary
    assert facts.summary.text == '"Home," she said. And: "Now."'


def test_verse_in_the_notes() -> None:
    facts, _ = work("""\
---
notes: |
  From a hymn:

      lead, kindly light
        amid the gloom

  The rest is mine.
---
""")
    assert facts.notes
    assert facts.notes.text == (
        "From a hymn:\n\n    lead, kindly light\n      amid the gloom\n\n"
        "The rest is mine.\n"
    )
    assert facts.notes.line == 3


def test_a_chapter_as_the_template_has_it() -> None:
    facts, problems = chapter_with(
        "title: 'Chapter 3: Gravel'", "date: 2024-05-01", "arc:", "summary:", "notes:"
    )
    assert problems == []
    assert facts.title == "Chapter 3: Gravel"
    assert facts.summary is None


@pytest.mark.parametrize(
    "line",
    [
        "tags: hurt/comfort, 5+1 things, AU - canon divergence",
        "tags: [hurt/comfort, 5+1 things, AU - canon divergence]",
        'tags: "hurt/comfort", "5+1 things", "AU - canon divergence"',
        "tags:\n- hurt/comfort\n- 5+1 things\n- AU - canon divergence",
        "tags: hurt/comfort,\n  5+1 things,\n  AU - canon divergence",
        "Tags: |\n  hurt/comfort\n  5+1 things\n  AU - canon divergence",
        "tag: >-\n  hurt/comfort, 5+1 things,\n  AU - canon divergence",
        "freeforms: 'hurt/comfort, 5+1 things, AU - canon divergence'",
    ],
)
def test_eight_ways_to_write_the_same_tags(line: str) -> None:
    facts, _ = work(f"---\n{line}\n---\n")
    assert [tag.name for tag in facts.tags] == [
        "hurt/comfort",
        "5+1 things",
        "AU - canon divergence",
    ]
