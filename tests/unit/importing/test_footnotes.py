"""Footnotes of any program become ``[^1]``; what is not certainly one stays a link."""

from __future__ import annotations

import re

import pytest
from ficstead.importing.markup import nodes
from ficstead.importing.markup.markup import parsed
from ficstead.importing.writing import note_marks
from ficstead.importing.writing.markdown import written
from hypothesis import given
from hypothesis import strategies as st

from ...laws import tries
from .reading import codes, rendered

WORD = (
    '<p>Gull.<sup><a class="footnote-ref" href="#fn-footnote2">1</a></sup></p>'
    '<div class="footnote"><hr><ol><li id="fn-footnote2"><p>A <em>bird</em>.</p>'
    "<p>Mostly.</p></li></ol></div>"
)
WORD_AS_HTML = (
    '<p>Gull.<a href="#_ftn1" name="_ftnref1"><span class="MsoFootnoteReference">[1]'
    '</span></a></p><div style="mso-element:footnote-list"><br clear="all"><hr><div '
    'style="mso-element:footnote" id="ftn1"><p class="MsoFootnoteText"><a '
    'href="#_ftnref1" name="_ftn1">[1]</a> A <i>bird</i>.</p><p>Mostly.</p></div></div>'
)
PANDOC = (
    '<p>Gull.<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1'
    '</sup></a></p><section class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1">'
    '<p>A <em>bird</em>.</p><p>Mostly.<a href="#fnref1" role="doc-backlink">↩︎</a></p>'
    "</li></ol></section>"
)
EPUB = (
    '<p>Gull.<a epub:type="noteref" href="#n1">1</a></p><div epub:type="footnote" '
    'id="n1"><p>A <em>bird</em>.</p><p>Mostly.</p></div>'
)
CALIBRE = (
    '<p class="calibre1">Gull.<a id="r5" href="#n5" class="calibre2"><sup class="c3">5'
    '</sup></a></p><div class="calibre4" id="n5"><p><a href="#r5">5</a>. A <em>bird</em>.'
    "</p><p>Mostly.</p></div>"
)
BY_HAND = (
    '<p>Gull.<a href="#note1" name="return1"><sup>1</sup></a></p><p><a name="note1"></a>'
    '<sup>1</sup> A <em>bird</em>.</p><p>Mostly. (<a href="#return1">back to text</a>)</p>'
)
STARRED = (
    '<p>Gull.[<a href="#star" id="back">*</a>]</p><hr><p id="star">* A <em>bird</em>.</p>'
    '<p>Mostly. <a href="#back">↩</a></p>'
)


@pytest.mark.parametrize(
    "html", [WORD, WORD_AS_HTML, PANDOC, EPUB, CALIBRE, BY_HAND, STARRED]
)
def test_a_note_is_written_as_an_author_would(html: str) -> None:
    made = written(html)
    assert made.text == "Gull.[^1]\n\n[^1]: A *bird*.\n\n    Mostly.\n"
    assert made.lost == ()
    assert codes(made.text) == []


def test_notes_are_numbered_anew_in_each_chapter_in_the_order_of_their_calls() -> None:
    made = written(
        '<p>Tern<a href="#n8" id="r8">[8]</a>, gull<a href="#n7" id="r7">[7]</a>.</p>'
        '<p id="n7">[7] White. <a href="#r7">^</a></p>'
        '<p id="n8">[8] Whiter. <a href="#r8">^</a></p>'
    )
    assert made.text == "Tern[^1], gull[^2].\n\n[^1]: Whiter.\n[^2]: White.\n"


def test_a_note_may_be_called_twice_and_may_call_another() -> None:
    made = written(
        '<p>A<a class="noteref" href="#a">1</a> and B<a class="noteref" href="#b">2</a> '
        'and A<a class="noteref" href="#a">1</a>.</p><ol><li id="a">See B'
        '<a class="noteref" href="#c">3</a>.</li><li id="b">Be.</li><li id="c">Sea.</li>'
        "</ol>"
    )
    assert made.text == (
        "A[^1] and B[^2] and A[^1].\n\n[^1]: See B[^3].\n[^2]: Be.\n[^3]: Sea.\n"
    )
    assert made.lost == ()


def test_calls_stand_where_they_stood() -> None:
    made = written(
        '<h3>Gulls<sup><a href="#a">1</a></sup></h3><p align="center"><em>White'
        '<sup><a href="#b">2</a></sup></em> ones</p><p>* * *</p><table><tr><th>a</th>'
        '<th>b</th></tr><tr><td>c<sup><a href="#c">3</a></sup></td><td>d</td></tr></table>'
        '<blockquote><p>Fly!<sup><a href="#d">4</a></sup></p></blockquote>'
        + "".join(
            f'<p id="{n}"><sup>{i}</sup> {n}{n}.</p>' for i, n in enumerate("abcd", 1)
        )
    )
    assert made.lost == ()
    assert "## Gulls[^1]\n" in made.text
    assert "*White[^2]* ones" in made.text
    assert "| c[^3] | d |" in made.text
    assert "> Fly![^4]" in made.text
    assert made.text.endswith("[^1]: aa.\n[^2]: bb.\n[^3]: cc.\n[^4]: dd.\n")


def test_notes_parted_by_line_ends_are_notes_each() -> None:
    made = written(
        '<p>Gull,<sup><a href="#f1" id="r1">1</a></sup><br>tern.<sup><a href="#f2" '
        'id="r2">2</a></sup></p><p>Notes:<br><a id="f1" href="#r1">1</a>. White.<br>'
        '<sup><a id="f2" href="#r2">2</a></sup> Whiter.</p>'
    )
    assert made.text == (
        "Gull,[^1]\\\ntern.[^2]\n\nNotes:\n\n[^1]: White.\n[^2]: Whiter.\n"
    )


def test_a_place_at_the_end_of_its_note_is_as_good() -> None:
    made = written(
        '<p>Gull<a name="r1" href="#1">[1]</a></p>'
        '<p>[1] It flew. <a name="1"></a><a href="#r1">back up</a></p>'
    )
    assert made.text == "Gull[^1]\n\n[^1]: It flew.\n"


def test_quotations_lists_and_line_ends_in_a_note() -> None:
    made = written(
        '<p>Gull<a class="noteref" href="#a">1</a></p><div id="a"><p>One<br>two</p>'
        "<blockquote><p>three</p></blockquote><ul><li>four</li></ul></div>"
    )
    assert made.lost == ()
    assert made.text == (
        "Gull[^1]\n\n[^1]: One\\\n    two\n\n    > three\n\n    - four\n"
    )


def test_an_empty_note_keeps_the_others_where_they_belong() -> None:
    html = (
        '<p>A<a class="noteref" href="#a">1</a> b<a class="noteref" href="#b">2</a> '
        'c<a class="noteref" href="#c">3</a></p><ol><li id="a">Ay.</li><li id="b">{}</li>'
        '<li id="c">Sea.</li></ol>'
    )
    for nothing in ("", "<p></p>", '<img src="data:image/png;base64,x">'):
        assert written(html.format(nothing)).text == (
            "A[^1] b[^2] c[^3]\n\n[^1]: Ay.\n[^2]: &nbsp;\n[^3]: Sea.\n"
        )


def test_a_way_back_with_words_of_its_own_keeps_them() -> None:
    made = written(
        '<p>A gull<sup><a href="#n" id="r">1</a></sup>.</p>'
        '<p id="n"><a href="#r">A gull</a>: a bird.</p>'
    )
    assert made.text == "A gull[^1].\n\n[^1]: A gull: a bird.\n"


@pytest.mark.parametrize(
    "html",
    [
        # Contents
        '<p><a href="#c1">1</a> <a href="#c2">2</a></p><p id="c1">Fog.</p>'
        '<p id="c2">Tea.</p>',
        '<ul><li><a id="t" href="#c1">1</a></li></ul><p id="c1">1 Fog.</p>'
        '<p><a href="#t">back</a></p>',
        # A link with words of its own, a note that nothing proves, half a list
        '<p>See <a href="#x">below</a>.</p><p id="x">List.</p>',
        '<p>See part <a href="#x">2</a>.</p><p id="x">List.</p>',
        '<p>A<sup><a class="footnote-ref" href="#f1">1</a></sup>.</p><ol>'
        '<li id="f1">Bird.</li><li id="f2">B.</li></ol>',
        # A note without any words
        '<p>A<sup><a href="#f1" id="r">1</a></sup>.</p><p id="f1">1 <a href="#r">↩</a></p>',
        # In the middle of a paragraph
        '<p>A<sup><a href="#f1">1</a></sup>.</p><p>Then <a name="f1"></a>1 Bird.</p>',
        # To a chapter's heading
        '<p>A<sup><a href="#f1" class="noteref">1</a></sup>.</p><h2 id="f1">1 Bird.</h2>',
    ],
)
def test_what_is_not_certain_stays_as_it_is(html: str) -> None:
    made = written(html)
    assert "[^" not in made.text
    assert made.lost == ()
    assert "](#" in made.text


def test_code_holds_no_footnotes() -> None:
    made = written('<pre>A<a class="noteref" href="#f1">1</a></pre><p id="f1">1 B.</p>')
    assert "[^" not in made.text


def test_a_typed_footnote_sign_stays_a_sign() -> None:
    assert rendered(written("<p>He typed [^1] and [^2]: done.</p>").text) == (
        "<p>He typed [^1] and [^2]: done.</p>"
    )


@pytest.mark.parametrize(
    ("text", "mark"),
    [("1", "1"), (" [12] ", "12"), ("(a)", "a"), ("††", "††"), ("note 3", "3"),
     ("back", ""), ("2015, in May", ""), ("", ""), ("12345", "")],
)  # fmt: skip
def test_marks(text: str, mark: str) -> None:
    assert note_marks.mark(text) == mark


# ---- Laws ----------------------------------------------------------------------------

SAID = st.sampled_from(
    [
        "A bird.",
        "1984 was <em>wet</em>.",
        "* a star",
        "See [^2]: it.",
        "<b>So</b>!",
        "a",
    ]
)
FORMS = st.sampled_from(
    [
        '<p id="n{n}"><a href="#r{n}">{n}</a>. {said}</p>',
        '<p><a name="n{n}"></a>[{n}] {said} <a href="#r{n}">↩</a></p>',
        '<div id="n{n}" epub:type="footnote"><p>{said}</p></div>',
        '<p>{said}</p><p id="n{n}">nothing</p>',
    ]
)


@tries(50)
@given(st.lists(st.tuples(FORMS, SAID), min_size=1, max_size=5))
def test_no_word_of_any_note_is_lost(notes: list[tuple[str, str]]) -> None:
    text = "".join(
        f'<p>Word{n} it is<sup><a href="#n{n}" id="r{n}">{n}</a></sup>, he said.</p>'
        for n in range(1, len(notes) + 1)
    )
    text += "".join(
        form.format(n=n, said=said) for n, (form, said) in enumerate(notes, 1)
    )
    made = written(text)
    assert made.lost == ()
    shown = nodes.read(rendered(made.text)).words()
    for said in (re.sub("<[^>]*>", "", one) for _, one in notes):
        assert " ".join(said.split()) in " ".join(shown.split())


PIECES = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            '<a href="#a">1</a>',
            '<a href="#b" id="a">2</a>',
            "word ",
            "1. ",
        ),
        *(
            '<p id="a">',
            '<li id="b">',
            "<ol>",
            "</ol>",
            "</li>",
            '<div id="b">',
            "</div>",
        ),
        *(
            '<sup id="c">',
            "</sup>",
            '<a href="#c">↩</a>',
            "<hr>",
            '<a name="b"></a>',
            "(",
        ),
        *('<a class="noteref" href="#b">*</a>', ")", "<br>", "<pre>", '<aside id="c">'),
        *(
            "<table><tr><td>",
            "</table>",
            "<blockquote>",
            "</blockquote>",
            "<em>",
            "</em>",
        ),
    ]
)


@tries(50)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_html_keeps_its_words(html: str) -> None:
    made = written(html)
    before = parsed(html).get_text().count("word")
    assert nodes.read(rendered(made.text)).words().count("word") == before
