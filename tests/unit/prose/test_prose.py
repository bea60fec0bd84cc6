"""The laws of every text: never a traceback, clean HTML, no word lost."""

from __future__ import annotations

import html as entities
import re
import time

import pytest
from ficstead.addresses import UNRESOLVED
from ficstead.model import Language
from ficstead.prose.prose import render
from ficstead.prose.sanitiser import guard
from hypothesis import example, given
from hypothesis import strategies as st

from ...laws import tries
from .test_sanitiser import assert_harmless
from .texts import ENGLISH, found, html, parse_errors, rendered

PIECES = """
* ** *** _ __ ~~ ` ``` ~~~ > - 1. 1986. # #tag ::: \\ " ' & < > | <3 &amp; &c; &#1; &lt;b&gt;
<b> </b> <i> </i> <em> <p> </p> <p|align=center> <center> </center> <div|class=ab> </div> <br> <hr>
<blockquote> </blockquote> <ul> <li> </ul> <table> <tr> <td> </td> </table> <th> <caption> <h2> </h2>
<details> <summary> </summary> </details> <ruby> <rt> </ruby> <dl> <dt> <dd> <pre> </pre> <font> </font>
<script> </script> <style> <svg> <math> <title> <textarea> <select> <plaintext> <iframe> <!-- -->
<img|src=x|onerror=y> <a|href=javascript:x> <a|href=z.md|name=q> </a> <span|style=font-style:italic>
[x](y.md) ![a](b.png) ![](http://h.example/x.png) [^1] [^1]: [^2]: [a]: [a][] *[AB]: AB Mina: :
word lamp,and sea. 「字」 \ufdd2 \x02 \u200d
""".split()  # noqa: SIM905
BREAKS = [
    " ",
    " ",
    "",
    "\n",
    "\n\n",
    "\n\n",
    "  \n",
    "\\\n",
    "\n    ",
    "\n> ",
    "\n- ",
    "\n:::\n",
    "\n::: verse\n",
    "\n::: messages\n",
    "\n::: letter\n",
    "\n::: center\n",
]

messy = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(BREAKS)), max_size=25
).map(lambda parts: "".join(piece.replace("|", " ") + gap for piece, gap in parts))

words = st.text(
    alphabet="abcdefghijklmnoprstuvwyzäßéñ漢字한글אבгд", min_size=2, max_size=9
)
plain = st.lists(st.lists(words, min_size=1, max_size=12), min_size=1, max_size=8)


@tries(300)
@given(messy)
@example("::: letter\n: def\n---")
@example('*![a](b.png "t")**[^1]*<a@b.example>< x')
@example("* *<i>\n\n> **\n</i>")
@example("**\"*'* * *<a@b.example>* * *x")
def test_whatever_is_typed_becomes_clean_html(source: str) -> None:
    made = str(rendered(source, "p-")[0].html)
    assert parse_errors(made) == []
    assert_harmless(made)
    assert "<p></p>" not in made
    assert not re.search("[\ufdd2-\ufdd8\x02\x03]", made)


@tries(200)
@given(st.text(max_size=200))
def test_any_characters_at_all(source: str) -> None:
    made = str(rendered(source)[0].html)
    assert parse_errors(made) == []
    assert_harmless(made)


@tries(100)
@given(plain)
def test_words_of_plain_paragraphs_stay_in_order(paragraphs: list[list[str]]) -> None:
    source = "\n\n".join(" ".join(line) for line in paragraphs)
    made = str(rendered(source)[0].html)
    assert made == "\n".join(f"<p>{' '.join(line)}</p>" for line in paragraphs)


@tries(100)
@given(messy.filter(lambda text: "<" not in text and "::: center" not in text))
@example("# Two *words*")
@example("# ` ")
def test_a_text_without_html_needs_no_guard(source: str) -> None:
    # A heading gets its id after the guard has passed the text.
    made = re.sub(r'(<h[1-6]) id="[^"]*"', r"\1", str(rendered(source)[0].html))
    assert guard(made).replace("&nbsp;", "\u00a0") == guard(guard(made)).replace(
        "&nbsp;", "\u00a0"
    )
    assert entities.unescape(guard(made)) == entities.unescape(made)


@tries(60)
@given(messy, messy)
def test_a_text_is_what_it_is_whatever_came_before(one: str, other: str) -> None:
    first = rendered(one)
    rendered(other)
    assert rendered(one) == first


@tries(100)
@given(messy)
def test_every_problem_names_a_line_of_the_text(source: str) -> None:
    lines = source.count("\n") + source.count("\r") + 1
    assert all(1 <= problem.line <= lines for problem in rendered(source)[1])


def test_deep_nesting_is_no_trouble() -> None:
    for source in (
        ">" * 3000 + " x",
        "<div>" * 2000 + "x",
        "[" * 3000,
        "*" * 3000 + "x",
        "::: a\n" * 500,
        "<b>" * 1500 + "x",
    ):
        assert parse_errors(str(rendered(source)[0].html)) == []


def test_what_no_text_may_hold_is_removed_and_told() -> None:
    source = "\ufeffone\r\n\r\ntw\x96o\ufdd1\x00"
    assert html(source) == "<p>one</p><p>two</p>"
    assert found(source) == [("P410", 3)] * 3


def test_joiners_and_marks_of_direction_stay() -> None:
    for char in "\u200c\u200d\u2060\u200f":
        assert char in html(f"a{char}b")


def test_words_are_those_of_the_finished_text() -> None:
    assert (
        rendered("One *two* ![three four](x.png)\n\n***\n\n<script>five</script>")[
            0
        ].words
        == 2
    )


def test_the_typographer_is_asked_unless_switched_off() -> None:
    assert str(render('"Hi"', ENGLISH)[0].html) == "<p>“Hi”</p>"
    assert str(render('"Hi"', ENGLISH, typeset=False)[0].html) == '<p>"Hi"</p>'
    assert (
        str(render('"Hi"', Language("fr", "Français", "French"))[0].html)
        == '<p>"Hi"</p>'
    )


@pytest.mark.parametrize("source", ["", " ", "\n\n\t\n", "<!-- x -->", "[a]: b.md"])
def test_a_text_of_nothing_is_empty(source: str) -> None:
    prose, _ = rendered(source)
    assert not prose
    assert prose.words == 0


def test_paragraphs_stand_in_the_text_or_in_quotations() -> None:
    source = "a\n\n<center>b</center>\n\n::: verse\nc\n:::\n\n> d\n\n::: right\ne\n:::"
    made = html(source)
    assert "<div" not in made
    assert UNRESOLVED not in made


@pytest.mark.parametrize(
    ("source", "tags"),
    [
        ("# Part One\n\nIt rained.", ["h2"]),
        (
            "### Part One\n\nIt rained.\n\n##### Later\n\n### Part Two",
            ["h2", "h3", "h2"],
        ),
        ("<h1>One</h1>\n\n<h6>Two</h6>", ["h2", "h3"]),
    ],
)
def test_headings_stand_below_the_title_of_the_page(
    source: str, tags: list[str]
) -> None:
    text = html(source)
    assert re.findall(r"<(h\d)", text) == tags
    assert re.findall(r"</(h\d)", text) == tags


@pytest.mark.parametrize("sign", ["[", "![", "[^", "[a](", "\\*", "~~a "])
def test_thousands_of_signs_in_a_paragraph_are_read_in_a_moment(sign: str) -> None:
    started = time.process_time()
    made = html(sign * 5_000)
    assert time.process_time() - started < 5
    assert made.count(sign.strip().removeprefix("\\")) == 5_000


def test_a_paragraph_of_many_links_keeps_them() -> None:
    assert html("[a](https://a.b/c) [x] " * 300).count("<a ") == 300
