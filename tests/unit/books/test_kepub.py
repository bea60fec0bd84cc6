"""Kobo books: every sentence has a name, and nothing else changes."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from ficstead.books import volume
from ficstead.books.epub import epub, kepub
from hypothesis import given
from hypothesis import strategies as st

from .. import trees
from .opened import H, Opened, planted
from .test_epub import NOVEL
from .test_epub_texts import PASSAGE

LEAF = "<html><head><title>t</title></head><body class='x'>{}</body></html>"


def spans(body: str) -> list[tuple[str, str]]:
    made = ET.fromstring(kepub.marked(LEAF.format(body)))
    return [
        (one.attrib["id"], "".join(one.itertext()))
        for one in made.iter("span")
        if one.get("class") == "koboSpan"
    ]


def test_sentences_are_counted_anew_in_every_block() -> None:
    assert spans(
        "<h1>Oil</h1><p>It rained. “Did it?” she said. <em>Yes.</em> So.</p>"
    ) == [
        ("kobo.1.1", "Oil"),
        ("kobo.2.1", "It rained. "),
        ("kobo.2.2", "“Did it?” "),
        ("kobo.2.3", "she said. "),
        ("kobo.2.4", "Yes."),
        ("kobo.2.5", " So."),
    ]


def test_sentences_end_in_other_scripts_too() -> None:
    assert [words for _, words in spans("<p>雨だ。「そう？」と言う。</p>")] == [
        *("雨だ。", "「そう？」", "と言う。"),
    ]


def test_white_space_and_what_is_set_as_it_is_stay_bare() -> None:
    assert spans("<p>a</p>\n <pre>b. c.</pre><ruby>字<rp>(</rp><rt>ji</rt></ruby>") == [
        ("kobo.1.1", "a"),
        ("kobo.2.1", "字"),
    ]


def test_a_picture_has_a_name_of_its_own() -> None:
    made = kepub.marked(LEAF.format('<p>a<img alt="x" src="y"/>b</p>'))
    assert '<span class="koboSpan" id="kobo.2.1"><img alt="x" src="y"/></span>' in made


def test_the_body_stands_in_kobos_two_boxes() -> None:
    made = kepub.marked(LEAF.format("<p>a</p>"))
    assert '<body class=\'x\'><div id="book-columns"><div id="book-inner"><p>' in made
    assert made.endswith("</p></div></div></body></html>")


@given(st.text(alphabet=' .?!…”’"abç。」\n', max_size=60))
def test_no_sign_of_a_text_is_lost(text: str) -> None:
    told = kepub.marked(LEAF.format(f"<p>{text}</p>"))
    inside = re.sub(r"<[^>]*>", "", told[told.index("<body") :])
    assert inside == text


def test_everything_but_the_leaves_is_as_in_the_epub(tmp_path: Path) -> None:
    library, made_with = planted(
        tmp_path, NOVEL | {"works/tower.md": trees.work("Tower", PASSAGE)}
    )
    for work in library.works:
        one = volume.of_work(work)
        plain, kobo = (
            Opened(epub.make(one, made_with)),
            Opened(kepub.make(one, made_with)),
        )
        assert plain.names == kobo.names
        assert kobo.check_links() == plain.check_links()
        for name in plain.names:
            if "/text/" not in name or name.endswith("nav.xhtml"):
                assert plain.archive.read(name) == kobo.archive.read(name)
                continue
            leaf = ET.fromstring(kobo.archive.read(name))
            body = leaf.find(f"{H}body")
            assert body is not None
            told = " ".join("".join(body.itertext()).split())
            assert told == plain.words(Path(name).stem)
