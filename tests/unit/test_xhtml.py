"""HTML of ours written as XML: well-formed, and the same to an HTML parser."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree as ET

import nh3
import pytest
from bs4 import BeautifulSoup
from ficstead import xhtml
from ficstead.books import elements
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

WRITTEN = [
    ("<p>One<br>two</p>", "<p>One<br/>two</p>"),
    ("<p>a&nbsp;b &amp; c</p>", "<p>a\xa0b &amp; c</p>"),
    ('<img src="a.png" alt="1 < 2">', '<img src="a.png" alt="1 &lt; 2"/>'),
    (
        "<details open><summary>x</summary></details>",
        '<details open=""><summary>x</summary></details>',
    ),
    ("<p>left open <em>twice", "<p>left open <em>twice</em></p>"),
    ("closed</p> twice</em>", "closed twice"),
    ('<a href="?a=1&amp;b=2">x</a>', '<a href="?a=1&amp;b=2">x</a>'),
    ("<!-- no --><br>1 > 0&nbsp;", "<br/>1 &gt; 0\xa0"),
]


@pytest.mark.parametrize(("html", "xml"), WRITTEN)
def test_html_becomes_xml(html: str, xml: str) -> None:
    assert xhtml.written(Markup(html)) == xml
    ET.fromstring(f"<div>{xml}</div>")


# fmt: off
PIECES = st.sampled_from([
    "<p>", "</p>", "<br>", "<hr>", "<em>", "</em>", '<a href="?a&b=<c>">', "</a>",
    '<img alt="a>b" src=x>', "&nbsp;", "&", "<", ">", '"', "ä", "<b><i>", "</b></i>",
    '<span title="&lt;é&quot;">', "</span>", "<ul><li>", "<table><tr><td>",
])
# fmt: on


@settings(deadline=None)
@given(st.lists(PIECES | st.text(max_size=5), max_size=12))
def test_clean_html_is_the_same_to_both_parsers(pieces: list[str]) -> None:
    clean = nh3.clean("".join(pieces))
    xml = xhtml.legal(xhtml.written(Markup(clean)))
    tree = ET.fromstring(f"<div>{xml}</div>")
    read = BeautifulSoup(xhtml.legal(clean), "html.parser")
    assert "".join(tree.itertext()) == read.get_text()
    names = [element.tag for element in tree.iter()][1:]
    assert names == [tag.name for tag in read.find_all()]


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert xhtml.legal("a\x00b\x0bc\ufffed\n\U0001f600") == "abcd\n\U0001f600"


@pytest.mark.parametrize("legal", [xhtml.legal, elements.legal])
def test_what_is_no_character_of_xml_goes(legal: Callable[[str], str]) -> None:
    every = "".join(map(chr, range(0x110000)))
    chars = "\t\n\r" + "".join(
        every[first : last + 1]
        for first, last in ((0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))
    )
    assert legal(every) == chars
