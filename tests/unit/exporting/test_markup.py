"""A text of ours as AO3 keeps it (reference: otwarchive lib/html_cleaner.rb)."""

from __future__ import annotations

import re

import pytest
from ficstead import addresses
from ficstead.exporting.markup import pasted
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from ...laws import tries
from ..prose.test_prose import messy
from ..prose.texts import rendered
from .cleaner import kept, words

IN = f'<p>See <a href="{addresses.ROOT}works/boat/2/">there</a>.</p>'
PICTURE = f'<p><img alt="A boat" src="{addresses.ROOT}works/boat/boat.png"></p>'


def test_a_plain_text_stays_as_it_is() -> None:
    text = Markup("<p>One <em>two</em>.</p>\n<p>Three &lt;3 &amp; four.</p>")
    assert pasted(text, "", "").html == str(text)
    assert pasted(text, "", "").lost == ()


def test_nothing_comes_of_nothing() -> None:
    assert pasted(Markup(), "", "").html == ""


def test_links_into_the_archive_get_its_address() -> None:
    made = pasted(Markup(IN), "https://marsh.example", "")
    assert 'href="https://marsh.example/works/boat/2/"' in made.html
    assert made.lost == ()


def test_without_an_address_the_words_of_a_link_stay_and_it_is_said() -> None:
    made = pasted(Markup(IN + IN), "", "")
    assert made.html.count("<p>See there.</p>") == 2
    assert made.lost == (
        "a link to a page of your archive: SITEURL is not set (2 times)",
    )


def test_a_picture_that_is_not_on_the_web_leaves_its_description() -> None:
    made = pasted(Markup(PICTURE), "", "")
    assert made.html == "<p>[A boat]</p>"
    assert "boat.png" in made.lost[0]


def test_a_picture_of_the_site_is_named_whole() -> None:
    made = pasted(Markup(PICTURE), "https://marsh.example/fic", "")
    assert 'src="https://marsh.example/fic/works/boat/boat.png"' in made.html


def test_footnotes_find_each_other_by_name() -> None:
    text, _ = rendered("A word.[^1]\n\n[^1]: A note.")
    made = pasted(text.html, "", "ch3-").html
    links = re.findall(r'href="#([^"]+)"', made)
    names = re.findall(r'name="([^"]+)"', made)
    assert sorted(links) == sorted(names) and len(links) == 2
    assert all(name.startswith("ch3-") for name in names)
    assert " id=" not in made


@pytest.mark.parametrize("where", ["center", "right", "justify"])
def test_alignment_is_an_attribute(where: str) -> None:
    text, _ = rendered(f"::: {where}\nTHE END\n:::")
    assert f'<p align="{where}">THE END</p>' in pasted(text.html, "", "").html


def test_a_scene_break_of_letters_stands_in_the_middle() -> None:
    text, _ = rendered("one\n\nxXx\n\ntwo")
    assert '<p align="center">xXx</p>' in pasted(text.html, "", "").html


def test_classes_of_skins_stay_and_ours_go() -> None:
    html = Markup(
        '<div class="table"><table></table></div><p class="flashback a">x</p>'
    )
    made = pasted(html, "", "").html
    assert made == '<table></table><p class="flashback">x</p>'
    assert "class" not in pasted(html, "", "", classes=False).html


@pytest.mark.slow
@tries(100)
@given(messy, st.sampled_from(["", "https://marsh.example"]))
@example("*[x](y.md) ", "")
@example("::: letter\n**\n<img src=x> ", "")
def test_ao3_takes_nothing_away_and_no_word_is_lost(source: str, site: str) -> None:
    text, _ = rendered(source)
    made = pasted(text.html, site, "ch1-").html
    assert kept(made) == made
    if "![" not in source:
        assert words(made) == words(str(text.html))
