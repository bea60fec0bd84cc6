"""Words are counted as AO3 counts them."""

from __future__ import annotations

from html import escape

import pytest
from ficstead.prose import words
from hypothesis import given
from hypothesis import strategies as st

AO3_SPECIFICATION = [
    ("", 0),
    ("one two three four", 4),
    ("one\ntwo\nthree\nfour", 4),
    ("arm-rest is hyphenated", 3),
    ("don't do that", 3),
    ("<p align='center'> one </p> <i> two </i> <s> three </s>", 3),
    ("<p>one</p>two<br/>three", 3),
    ("<p>one</p> <p>  </p> <p>two</p>", 2),
    *(
        (f"<p>one</p> <p>{mark * 10}</p> <p>two</p>", 2)
        for mark in ("*", "~", "!?", "-", "~*", "~!", "|")
    ),
    ("zwölf naïve fiancés", 3),
    *((f"one{mark}two{mark}three", 3) for mark in ("—", "--", ",", "/", "|")),
    *(
        (f"one {mark} two {mark} three", 3)
        for mark in ("—", "--", "-", "!", "?", ".", ",", "/", '"', "'", "|")
    ),
    ("Hey Bob,\" said Alice, 'Yay?!?'", 5),
    ("一个简单の栗子", 7),
    ("“嘿Bob,” Alice说，‘啊？！？’", 5),
    ("嘿|bob|说", 3),
]

RUN_WITH_AO3S_PATTERN = [
    ("ラーメン", 4),
    ("ﾗｰﾒﾝ", 4),
    ("1,000", 2),
    ("½", 0),
    ("Ⅳ", 1),
    ("e.g.", 2),
    ("____", 1),
    ("a---b", 2),
    ("well\u2011known", 2),
    ("a\u200bb", 2),
    ("a\u00a0b", 2),
    ("पढ़ना है", 2),
    ("<b>w</b>ord", 2),
    ("ーーー", 1),
    ("々〇", 2),
    ("3.14", 2),
    ("x²", 1),
    ("Ⓐ", 1),
    ("AT&T", 2),
    ("***", 0),
    ("rock–n–roll", 3),
    ("it´s", 2),
    ("a\u200db", 2),
    ("a\u0301b", 1),
    ("a\u0301", 1),
    ("ខ្មែរ", 1),
    ("co-op's", 1),
    ("กำลัง", 5),
    ("한국어 단어", 2),
    ("10½", 1),
    ("① ②", 0),
    ("U.S.A.", 3),
    ("foo_bar", 1),
    ("---", 0),
    ("well\u2010known", 2),
    ("itʼs", 1),
    ("a\u00adb", 2),
    ("😀 hi 😀", 1),
    ("မြန်မာ", 1),
    ("’twas ‘tis", 2),
]

HTML = [
    ("<p>one<!-- two three -->four</p>", 2),
    ("caf&eacute; cr&#232;me", 2),
    ("AT&amp;T", 2),
    ("a&nbsp;b &mdash; c", 3),
    ("one&#45;&#45;two", 2),
    ("one-<b>-two</b>", 2),
    ("one-<b>two</b>", 2),
    ('<img alt="a > b, c" src="x.png"/>one', 1),
    ("I &lt;3 you", 3),
    ("I <3 you", 3),
    ("<p>a</p><p>b</p>", 2),
]


@pytest.mark.parametrize(
    ("html", "count"), AO3_SPECIFICATION + RUN_WITH_AO3S_PATTERN + HTML
)
def test_the_count_is_ao3s(html: str, count: int) -> None:
    assert words.count(html) == count


@given(
    st.text(
        st.one_of(
            st.characters(min_codepoint=0, max_codepoint=0x24F),
            st.sampled_from("‐‑‒–—―‖‘’“”…‧\u200d\u2060 '-ab"),
        )
    )
)
def test_the_quick_ways_count_the_same(text: str) -> None:
    bare = words._bare(text)
    every = len(words._WORD.findall(bare))
    assert words.count(text) == every
    if not words._BEYOND_LATIN.search(bare):
        assert len(words._LATIN_WORD.findall(bare)) == every


def test_the_quick_way_knows_every_one_of_its_characters() -> None:
    for point in [*range(0x250), *range(0x2000, 0x203F), *range(0x2060, 0x2070)]:
        assert not words._BEYOND_LATIN.search(chr(point))
        assert bool(words._LATIN_WORD.match(chr(point))) == bool(
            words._WORD.match(chr(point))
        ), hex(point)
    assert words._BEYOND_LATIN.search("\u0301")
    assert words._BEYOND_LATIN.search("日")


@given(st.lists(st.text(st.sampled_from("ab-' &日本้é"))))
def test_text_nodes_are_counted_one_by_one(texts: list[str]) -> None:
    nodes = [escape(text, quote=False) for text in texts]
    assert words.count("<br/>".join(nodes)) == sum(map(words.count, nodes))
