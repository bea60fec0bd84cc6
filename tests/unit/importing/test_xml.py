"""XML from strangers: a tree, or a refusal, and never anything from outside."""

from __future__ import annotations

import contextlib

import pytest
from ficstead.importing import xml
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
