"""Links and pictures: where they lead, how they are shown, what is said of them."""

from __future__ import annotations

import html as entities
import re

import pytest
from ficstead.text import Link

from .texts import found, html, rendered

LAZY = 'loading="lazy" decoding="async"'


def test_a_picture_alone_is_a_figure() -> None:
    assert html('![A map](map.png "The *coast* & more")') == (
        f'<figure><img alt="A map" src="@map.png" {LAZY}>'
        "<figcaption>The *coast* &amp; more</figcaption></figure>"
    )
    assert (
        html("![A map](map.png)")
        == f'<figure><img alt="A map" src="@map.png" {LAZY}></figure>'
    )


def test_a_picture_among_words_is_not() -> None:
    assert html("See ![A map](map.png) here") == (
        f'<p>See <img alt="A map" src="@map.png" {LAZY}> here</p>'
    )


def test_a_picture_elsewhere_becomes_a_link() -> None:
    source = "a\n\n![A map](https://pics.example/m.png)"
    assert (
        html(source) == '<p>a</p><p><a href="https://pics.example/m.png">A map</a></p>'
    )
    assert found(source) == [("L504", 3)]
    assert found('<img src="//pics.example/m.png" alt="x">') == [("L504", 1)]


def test_a_picture_without_words() -> None:
    assert found("a\n\n![](map.png)\n\n![ ](b.png)") == [("P405", 3), ("P405", 5)]
    assert found("a\n\n![](map.png)\n\n![](map.png)") == [("P405", 3), ("P405", 5)]
    assert found('<img src="map.png">') == [("P405", 1)]
    assert found('<img src="map.png" alt="">') == []


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("[x](other.md)", "other.md"),
        ("[x](../lantern/work.md#end)", "../lantern/work.md#end"),
        ("[x]({filename}/works/x.md)", "{filename}/works/x.md"),
        ("[x](/works/lantern/)", "/works/lantern/"),
        ("[x](<my work's.md>)", "my work's.md"),
        ("[x](my%20work.md)", "my%20work.md"),
        ("[x](日本語.md)", "日本語.md"),
        ("[x](a.md?b=1&c=2)", "a.md?b=1&c=2"),
        ("[x](a_b_c.md)", "a_b_c.md"),
        ("[x][y]\n\n[y]: far/away.md", "far/away.md"),
        ('<a href="a&amp;b\'s.md">x</a>', "a&b's.md"),
    ],
)
def test_an_inner_address_survives_as_written(written: str, target: str) -> None:
    prose, _ = rendered(written)
    assert [link.target for link in prose.links] == [target]
    href = re.search(r'href="\ufdd1([^"]*)"', str(prose.html))
    assert href and entities.unescape(href[1]) == target


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/b_c?d=1&amp;e=2",
        "http://a.example/",
        "mailto:a@b.example",
    ],
)
def test_an_outer_address_stays(address: str) -> None:
    assert html(f"[x]({address})") == f'<p><a href="{address}">x</a></p>'
    assert rendered(f"[x]({address})")[0].links == ()


def test_addresses_in_angle_brackets() -> None:
    assert html("<https://a.example/> <me@b.example>") == (
        '<p><a href="https://a.example/">https://a.example/</a>'
        ' <a href="mailto:me@b.example">me@b.example</a></p>'
    )


def test_an_address_that_may_not_be_one_leaves_its_words() -> None:
    assert html("[x *y*](javascript:alert(1)) z") == "<p>x <em>y</em> z</p>"
    assert found("a\n\n[x](javascript:alert(1))") == [("P401", 3)]


@pytest.mark.parametrize(
    "scheme", ["file:///etc/x", "magnet:?x", "data:,x", "vbscript:x"]
)
def test_four_schemes_and_no_other(scheme: str) -> None:
    assert html(f"[x]({scheme})") == "<p>x</p>"
    assert "href" not in html(f'<a href="{scheme}">x</a>')


def test_links_are_listed_once_with_their_first_line() -> None:
    prose, _ = rendered("a\n\n[x](b.md)\n[y](c.md) ![z](b.md)\n\n[x](b.md)")
    assert prose.links == (
        Link("b.md", 3), Link("c.md", 4), Link("b.md", 4, picture=True),
    )  # fmt: skip
