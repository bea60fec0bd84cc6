"""The proof: it sees every difference that a reader would see, and no other."""

from __future__ import annotations

import pytest
from ficstead.importing.writing import fidelity, markdown_inline
from ficstead.importing.writing.markdown import written

from .reading import passages_of

SAME = [
    ("<p>a <em>b</em></p>", "<p>a<i> b</i></p>"),
    ("<p>a</p><p>b</p>", "a<br><br>b"),
    ("<center>a</center>", '<p style="text-align:center">a</p>'),
    ("<p>a<br></p>", "<p>a</p>"),
    ("<p>***</p>", "<hr>"),
    ("<h3>a</h3>", "<h5>a</h5>"),
    ("<ul><li>a</li></ul>", "<ul><li><p>a</p></li></ul>"),
    ("<p><b><i>a</i></b></p>", '<p style="font-weight:700"><em>a</em></p>'),
]
OTHER = [
    ("<p>a b</p>", "<p>ab</p>"),
    ("<p>a <em>b</em></p>", "<p>a b</p>"),
    ("<p>a<b>b</b></p>", "<p><b>ab</b></p>"),
    ("<p>a</p><p>b</p>", "<p>a<br>b</p>"),
    ("<p>a</p><p>b</p>", "<p>a b</p>"),
    ("<center>a</center>", "<p>a</p>"),
    ("<p>a</p><hr><p>b</p>", "<p>a</p><p>b</p>"),
    ("<p>-x-</p>", "<hr>"),
    ("<blockquote>a</blockquote><blockquote>b</blockquote>",
     "<blockquote>a<p>b</p></blockquote>"),
    ("<ul><li>a</li><li>b</li></ul>", "<ul><li>a<p>b</p></li></ul>"),
    ("<ul><li>a</li></ul>", "<ol><li>a</li></ol>"),
    ("<h2>a</h2><h3>b</h3>", "<h2>a</h2><h2>b</h2>"),
    ("<table><tr><td>a</td><td>b</td></tr></table>",
     "<table><tr><td></td><td>a b</td></tr></table>"),
    ('<p><a href="https://a.b/c">a</a></p>', '<p><a href="https://a.b/d">a</a></p>'),
    ("<p><ruby>a<rt>b</rt></ruby></p>", "<p>ab</p>"),
    ("<details><summary>a</summary>b</details>", "<p>a</p><p>b</p>"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "two"), SAME)
def test_what_readers_see_alike_is_the_same(one: str, two: str) -> None:
    assert passages_of(one) == passages_of(two)


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_what_readers_see_otherwise_is_named(one: str, two: str) -> None:
    before, after = passages_of(one), passages_of(two)
    assert before != after
    assert fidelity.differences(before, after)


def test_a_loss_quotes_the_words_around_it() -> None:
    before = passages_of("<p>x</p><p>The fog came <em>up</em> the river.</p>")
    after = passages_of("<p>x</p><p>The fog came up the river.</p>")
    (loss,) = fidelity.differences(before, after)
    assert loss.what == "em in “The fog came up the river.”"


def test_a_fault_of_the_writer_cannot_hide(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = markdown_inline.inline
    monkeypatch.setattr(
        markdown_inline, "inline", lambda *given: [*whole(*given)][:-1] or ["…"]
    )
    assert written("<p>The fog came up.</p>").lost
