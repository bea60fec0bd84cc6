"""XML from strangers: a tree, or a refusal, and never anything from outside."""

from __future__ import annotations

import contextlib

import pytest
from ficstead.importing.markup import xml
from ficstead.importing.story import Refused
from hypothesis import given
from hypothesis import strategies as st


def test_names_are_written_with_their_namespace() -> None:
    root = xml.parsed(b'<a xmlns="urn:x" xmlns:y="urn:y" y:k="1"><b>t</b>u</a>')
    assert root.tag == "{urn:x}a"
    assert root.attrib == {"{urn:y}k": "1"}
    assert root[0].tag == "{urn:x}b"
    assert (root[0].text, root[0].tail) == ("t", "u")


def test_the_names_of_html_are_known_without_a_declaration() -> None:
    assert xml.parsed(b"<p>Gull&nbsp;and tide&mdash;both</p>").text == (
        "Gull\xa0and tide\u2014both"
    )
    doctype = b'<!DOCTYPE p PUBLIC "-//X//EN" "http://example.org/x.dtd">'
    assert xml.parsed(doctype + b"<p>&hellip;</p>").text == "\u2026"


@pytest.mark.parametrize(
    "bomb",
    [
        b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://example.org/x"> %x;]><a/>',
    ],
)
def test_entities_of_its_own_are_refused(bomb: bytes) -> None:
    with pytest.raises(Refused, match="declares entities"):
        xml.parsed(bomb)


def test_a_tower_of_elements_is_refused() -> None:
    with pytest.raises(Refused, match="bounds"):
        xml.parsed(b"<a>" * 5000 + b"</a>" * 5000)


@pytest.mark.parametrize(
    "broken", [b"", b"<a>", b"<a></b>", b"text", b"<x:a/>", b"\xff\xfe<\x00a\x00"]
)
def test_what_is_not_well_formed_is_refused(broken: bytes) -> None:
    with pytest.raises(Refused, match="broken"):
        xml.parsed(broken)


def test_encodings_are_as_declared() -> None:
    text = '<?xml version="1.0" encoding="{}"?><p>café</p>'
    for name in ("utf-8", "utf-16", "iso-8859-1", "windows-1252"):
        assert xml.parsed(text.format(name).encode(name)).text == "café"
    with pytest.raises(Refused):
        xml.parsed(text.format("shift_jis").encode("ascii", "replace"))


@given(st.binary(max_size=300))
def test_any_bytes_are_a_tree_or_refused(data: bytes) -> None:
    for start in (b"", b"<a>", b'<?xml version="1.0" encoding="'):
        with contextlib.suppress(Refused):
            xml.parsed(start + data)


def test_broken_xml_is_forgiven_as_a_browser_would() -> None:
    root = xml.forgiving(
        b'<?xml version="1.0"?><package><dc:title>Gull & Tide</dc:title>'
        b'<meta property="p">1</meta><item href="a.xhtml"/><item href="b&amp;c"></pack'
    )
    found = [(xml.local(e), e.text, dict(e.attrib)) for e in root.iter()]
    assert found[2:] == [
        ("title", "Gull & Tide", {}),
        ("meta", "1", {"property": "p"}),
        ("item", None, {"href": "a.xhtml"}),
        ("item", None, {"href": "b&c"}),
    ]


def test_xhtml_becomes_html_that_means_the_same() -> None:
    assert xml.as_html(
        '<title/><a id="x" /><br/><p title="a>b"/><![CDATA[a < b]]>'
    ) == ('<title></title><a id="x" ></a><br/><p title="a>b"></p>a &lt; b')


@pytest.mark.parametrize("piece", ["<a ", "<p x x", "<![CDATA[", "<!--", '<a "', "]]>"])
def test_no_text_takes_long(piece: str) -> None:
    hostile = piece * 20_000 + "<"
    xml.as_html(hostile)
    with contextlib.suppress(Refused):
        xml.forgiving(hostile.encode())


def test_a_mislabelled_encoding_is_seen_through() -> None:
    said = '<?xml version="1.0" encoding="iso-8859-1"?><p>“café”</p>'
    assert xml.decoded(said.encode()) == said
    assert xml.decoded(said.encode("cp1252")) == said
    assert (
        xml.decoded("\ufeff<p>café</p>".encode("utf-16-le"))[-12:]
        == "<p>café</p>"[-12:]
    )
    japanese = '<?xml version="1.0" encoding="Shift_JIS"?><p>灯台</p>'
    assert xml.decoded(japanese.encode("shift_jis")) == japanese
