"""Scene breaks, in every way that authors type them."""

from __future__ import annotations

import re

import pytest
from ficstead.prose.scenebreaks import is_scene_break

from .texts import ENGLISH, html, render

ALONE = """
*** | * * * | * | ** | --- | - - - | -- | ___ | _ _ _ | ~~~ | ~ | ~ ~ ~ | ~~~~~~~~
-x- | xXx | x x x | XXX | oOo | o O o | OoO | ~*~ | -oOo- | --oOo-- | ~x~ | *x*
### | # # # | # | <> | <><><> | <> <> <> | ⁂ | ❦ | ••• | • • • | ◇ | ◆ ◇ ◆ | …  | … … …
... | . . . | === | *-*-* | ~-~-~ | \\*\\*\\* | \\* \\* \\* | ♥ ♥ ♥ | ☆ | § | ※ | ＊ ＊ ＊ | ———
+++ | /// | .oOo. | -0o0- | ✦✦✦ | ・・・
"""
SIGNS = [
    sign.strip()
    for line in ALONE.split("\n")
    for sign in line.split("|")
    if sign.strip()
]

WORDS = [
    "x", "xx", "Ooo", "xoxo", "Xander", "-", ".", "..", "—", "……", "!", "?!", "ox", "000",
    "* a", "-x", "1", "😀", "❤️ you", "<3", "|---|---|", "::: ", "***bold***", "~~no~~", "",
]  # fmt: skip


def drawn(sign: str) -> str:
    """Return a break's HTML: AO3 counts letters and underscores as words."""
    if not re.search(r"[xo_]", sign, re.IGNORECASE):
        return "<hr>"
    return f'<p class="scene-break" role="separator">{sign}</p>'


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_alone_between_blank_lines_parts_two_scenes(sign: str) -> None:
    assert html(f"One.\n\n{sign}\n\nTwo.") == f"<p>One.</p>{drawn(sign)}<p>Two.</p>"


@pytest.mark.parametrize("sign", SIGNS)
def test_so_it_does_indented_and_with_spaces_behind(sign: str) -> None:
    assert (
        html(f"One.\n\n      {sign}  \n\nTwo.")
        == f"<p>One.</p>{drawn(sign)}<p>Two.</p>"
    )


@pytest.mark.parametrize(
    "sign", [sign for sign in SIGNS if "<" not in sign and sign != "*x*"]
)
def test_so_it_does_in_html(sign: str) -> None:
    for around in ("<center>{}</center>", '<p align="center">{}</p>', "<p>{}</p>"):
        source = f"One.\n\n{around.format(sign)}\n\nTwo."
        assert html(source) == f"<p>One.</p>{drawn(sign)}<p>Two.</p>", around


@pytest.mark.parametrize("line", WORDS)
def test_what_may_be_words_is_no_break(line: str) -> None:
    assert not is_scene_break(line)


@pytest.mark.parametrize("sign", ["***", "* * *", "---", "___"])
def test_a_strong_sign_needs_no_blank_line(sign: str) -> None:
    assert html(f"One.\n{sign}\nTwo.") == f"<p>One.</p>{drawn(sign)}<p>Two.</p>"


@pytest.mark.parametrize("sign", ["~", "...", "xXx", "#", "*"])
def test_a_weak_sign_in_a_paragraph_stays(sign: str) -> None:
    assert "<hr>" not in html(f"One.\n{sign}\nTwo.")


def test_dashes_under_words_make_no_heading() -> None:
    assert (
        html("Later\n-----\n\nThat night\n===")
        == "<p>Later</p><hr><p>That night===</p>"
    )


@pytest.mark.parametrize(
    "source",
    [
        "```\n***\n```",
        "~~~\n***\n~~~",
        "- one\n\n    ***\n\n- two",
        "::: verse\none\n***\ntwo\n:::",
        "| a | b |\n|---|---|\n| 1 | 2 |",
    ],
)
def test_never_in_code_lists_verse_or_tables(source: str) -> None:
    assert "<hr>" not in html(source)


def test_waves_open_no_code_where_they_part_scenes() -> None:
    assert html("A.\n\n~~~\n\nB.\n\n~~~\n\nC.") == (
        "<p>A.</p><hr><p>B.</p><hr><p>C.</p>"
    )


def test_in_a_quotation_and_a_block() -> None:
    assert html("> A.\n>\n> ~\n>\n> B.") == (
        "<blockquote><p>A.</p><hr><p>B.</p></blockquote>"
    )
    assert "<hr>" in html("::: letter\nA.\n\n~\n\nB.\n:::")


def test_a_break_of_letters_is_counted_as_ao3_counts_it() -> None:
    prose, _ = render("One.\n\n~ oOo ~\n\n<center>-x-</center>\n\nTwo.", ENGLISH)
    assert prose.words == 4
    assert str(prose.html).count('role="separator"') == 2


def test_no_paragraph_of_an_author_is_a_separator() -> None:
    assert "role" not in html('<p class="scene-break" role="separator">Words.</p>')


def test_a_rule_of_html_keeps_its_class_alone() -> None:
    assert html('a\n\n<hr class="third" width="50%" align="left"/>\n\nb') == (
        '<p>a</p><hr class="third"><p>b</p>'
    )
