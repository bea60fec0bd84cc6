"""Bad input gives a valid book: hostile titles, huge chapters, many pictures."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from ficstead.books import volume
from ficstead.books.covers import cover
from ficstead.books.elements import identifier, legal
from ficstead.books.epub import epub
from ficstead.books.epub.texts import prepared, shown
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from .. import trees
from . import hostile
from .opened import Opened, of_work, only, planted


@pytest.mark.parametrize("title", hostile.TITLES.values(), ids=hostile.TITLES)
def test_any_title_is_a_title(tmp_path: Path, title: str) -> None:
    book = only(tmp_path, "It rained.", title=title, fandoms="A & B <c>, 🎉", tags="🎉")
    for name in book.names:
        if name.endswith((".xhtml", ".opf", ".ncx")):
            ET.fromstring(book.archive.read(name))
    (told,) = book.dc("title")
    assert told.split() == legal(title).split()
    assert book.check_links() > 3


def test_a_tag_of_emoji_alone_is_a_subject(tmp_path: Path) -> None:
    assert ("🎉", "Additional tag") in only(tmp_path, "x", tags="🎉").refined(
        "subject", "dcterms:type"
    )


@pytest.mark.slow
def test_two_megabytes_are_a_chapter(tmp_path: Path) -> None:
    files = hostile.two_megabytes()
    assert len(files["works/a/1.md"]) > 2_000_000
    book = of_work(tmp_path, files)
    assert book.text("chapter-01").count("<em>rained</em>") == 85_000


def test_sixty_chapters_with_two_hundred_pictures(tmp_path: Path) -> None:
    book = of_work(tmp_path, hostile.sixty_chapters())
    pictures = [name for name in book.names if "/pictures/" in name]
    assert len(pictures) == 201
    assert book.spine[3:-1] == [f"chapter-{number:02d}" for number in range(1, 61)]
    assert book.check_links() > 380


def test_a_work_without_a_word_is_a_book(tmp_path: Path) -> None:
    assert only(tmp_path, "").spine == ["cover", "facts", "text", "afterword"]


def test_ids_are_safe_and_stay_apart() -> None:
    names = ["a b", "a_b", "é", "e", "1", "x1", "at-a:b#c"]
    made = [identifier(name) for name in names]
    assert len(set(made)) == len(names) - 1  # "1" and "x1", which no anchor is called
    assert all(re.fullmatch(r"[A-Za-z][\w.-]*", name, re.ASCII) for name in made)


ELEMENTS = (
    *(
        "a",
        "b",
        "blockquote",
        "br",
        "caption",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
    ),
    *(
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "hr",
        "li",
        "ol",
        "p",
    ),
    *("pre", "q", "rp", "rt", "ruby", "span", "summary", "sup", "table", "tbody", "td"),
    *("tfoot", "th", "thead", "tr", "ul"),
)
TREES = st.recursive(
    st.sampled_from(["word ", " ", "<br>", "<hr>", "&nbsp;", "&hellip;", "a &amp; b "]),
    lambda inside: st.builds(
        lambda tag, children: f"<{tag}>{''.join(children)}</{tag}>",
        st.sampled_from([tag for tag in ELEMENTS if tag not in {"br", "col", "hr"}]),
        st.lists(inside, max_size=4),
    ),
    max_leaves=25,
)
PHRASING = {
    "p",
    "h2",
    "h3",
    "pre",
    "summary",
    "rt",
    "rp",
    "ruby",
    "caption",
    "em",
    "b",
    "q",
}
WORDS = {"em", "b", "q", "span", "sup", "a", "br", "ruby", "rt", "rp", "img", "del"}


def _written(html: str) -> ET.Element:
    text = shown(prepared(Markup(html)), set(), lambda node: node)
    return ET.fromstring(f'<div xmlns:epub="e">{text}</div>')


@settings(max_examples=300, deadline=None)
@given(TREES)
def test_any_html_becomes_a_tree_in_which_words_hold_words_only(html: str) -> None:
    root = _written(html)
    for node in root.iter():
        inside = [child.tag for child in node]
        if node.tag in PHRASING:
            assert set(inside) <= WORDS, f"{node.tag}: {inside}"
        if node.tag in {"ol", "ul"}:
            assert set(inside) <= {"li"}
        if node.tag == "tr":
            assert set(inside) <= {"td", "th"}
        if node.tag == "details":
            assert inside.count("summary") == 1
            assert inside[0] == "summary"
        if node.tag == "dl":
            assert inside[0] == "dt"
            assert inside[-1] == "dd"


@settings(max_examples=300, deadline=None)
@given(TREES)
def test_no_word_goes_whatever_stands_in_what(html: str) -> None:
    told = "".join(_written(html).itertext()).replace("Details", "")
    said = Markup(html).striptags()
    assert sorted("".join(told.split())) == sorted("".join(said.split()))


@settings(max_examples=200, deadline=None)
@given(TREES)
def test_what_is_in_order_stays_as_it_is(html: str) -> None:
    once = prepared(Markup(html))
    text = shown(once, set(), lambda node: node)
    again = prepared(Markup(text))
    assert shown(again, set(), lambda node: node) == text


def test_a_cover_that_cannot_be_read_is_drawn(tmp_path: Path) -> None:
    library, made_with = planted(tmp_path, {"works/a.md": trees.work()})
    one = volume.of_work(library.works[0])
    (tmp_path / "cover.png").write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    for path in (tmp_path / "cover.png", tmp_path / "gone.png"):
        given_ = replace(made_with, covers={one.url: path})
        assert cover.draw(one, given_) == cover.draw(one, made_with)
        assert Opened(epub.make(one, given_)).spine
