"""Sensitive passages: folded, named, counted, and left behind where text goes out."""

from __future__ import annotations

import pytest
from ficstead.model import Language
from ficstead.passages import INSIDE, without
from ficstead.prose.prose import render
from markupsafe import Markup

from .texts import found, html, parse_errors, rendered

WHOLE = """The tide came in.

::: passage a drowning, "nearly"
::: instead
He goes under *twice*.
:::
The water closed over his hat.

Then nothing.
:::

After.
"""
OPEN = (
    '<p>The tide came in.</p><details class="passage"><summary>'
    '<b lang="en">Sensitive passage:</b> a drowning, "nearly"</summary>'
)
INSTEAD = (
    '<blockquote class="instead"><p>He goes under <em>twice</em>.</p></blockquote>'
)


def test_a_passage_is_folded_behind_its_warning_and_its_alternative() -> None:
    assert html(WHOLE) == (
        f"{OPEN}{INSTEAD}{INSIDE}<p>The water closed over his hat.</p>"
        "<p>Then nothing.</p></blockquote></details></details><p>After.</p>"
    )
    assert found(WHOLE) == []
    assert parse_errors(html(WHOLE)) == []


def test_without_an_alternative_one_fold_is_enough() -> None:
    source = "::: Passage spiders :::\nEight of them.\n:::"
    assert html(source) == (
        '<details class="passage"><summary><b lang="en">Sensitive passage:</b> spiders'
        "</summary><blockquote><p>Eight of them.</p></blockquote></details>"
    )


def test_the_labels_are_not_the_authors_words() -> None:
    plain = "The tide came in. a drowning, nearly. He goes under twice. The water "
    plain += "closed over his hat. Then nothing. After."
    assert rendered(WHOLE)[0].words == rendered(plain)[0].words


def test_beside_html_of_the_authors_own_nothing_changes() -> None:
    assert html(f"{WHOLE}\n<center>x</center>").startswith(html(WHOLE)[:-13])


def test_no_tag_comes_out_of_a_warning() -> None:
    made = html("::: passage <img src=x onerror=y> & *stars*\nx\n:::")
    assert "<img" not in made
    assert "&lt;img src=x onerror=y&gt; &amp; *stars*</summary>" in made


@pytest.mark.parametrize(
    ("source", "problems"),
    [
        ("::: passage\nx\n:::", [("P418", 1)]),
        ("::: passage fire\nx\n", [("P406", 1)]),
        ("::: passage fire\n::: instead\nx\n", [("P406", 1), ("P406", 2)]),
        ("::: passage fire\nx\n\n::: instead\ny\n:::\n:::", [("P419", 4)]),
        ("::: instead\ny\n:::", [("P419", 1)]),
        ("::: letter\n::: instead\ny\n:::\n:::", [("P419", 2)]),
        ("::: pasage fire\ny\n:::", [("P407", 1)]),
    ],
)
def test_a_passage_that_is_not_whole_is_told(
    source: str, problems: list[tuple[str, int]]
) -> None:
    assert [one for one in found(source) if one[0] != "P404"] == problems
    assert parse_errors(html(source)) == []


def test_passages_stand_in_passages_and_quotations() -> None:
    inner = "> ::: passage a\n> ::: passage b\n> x\n> :::\n> y\n> :::\n"
    made = html(inner)
    assert made.count('<details class="passage">') == made.count("</details>") == 2
    assert made.startswith("<blockquote>")


def test_what_goes_out_without_its_page_leaves_the_passage_behind() -> None:
    left = str(without(Markup(html(WHOLE))))
    assert left == (
        '<p>The tide came in.</p><p><b lang="en">Sensitive passage:</b> a drowning, '
        f'"nearly"</p>{INSTEAD}<p>After.</p>'
    )
    assert without(Markup("<p>plain</p>")) == "<p>plain</p>"
    both = html(WHOLE + WHOLE.replace("Then nothing.", "::: passage c\nz\n:::"))
    assert "hat" not in without(Markup(both))
    assert "<p>After.</p>" in without(Markup(both))
    assert "hat" not in without(
        Markup(html(WHOLE).removesuffix("</details><p>After.</p>"))
    )


def test_in_any_language_the_labels_say_that_they_are_english() -> None:
    spanish = Language("es", "Español", "Spanish")
    made, _ = render("::: passage fuego\nLlamas.\n:::", spanish)
    assert '<b lang="en">Sensitive passage:</b> fuego' in made.html
