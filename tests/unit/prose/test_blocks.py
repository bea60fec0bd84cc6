"""Blocks between ``:::`` lines: verse, letters, messages, alignment, classes."""

from __future__ import annotations

import pytest

from .texts import found, html, rendered


def test_verse_keeps_lines_indents_and_stanzas() -> None:
    source = "::: verse\nThe gull *goes\n    out* to sea\\\nand back  \n\n- not a list\n1. nor this\n# nor this\n:::"
    assert html(source) == (
        '<blockquote class="verse">'
        "<p>The gull <em>goes<br>\u00a0\u00a0\u00a0\u00a0out</em> to sea<br>and back</p>"
        "<p>- not a list<br>1. nor this<br># nor this</p></blockquote>"
    )


def test_a_letter_keeps_its_short_lines() -> None:
    long = "I have the honour to tell you that the lamp was lit last night as it always is."
    source = f"::: letter\nHarbour House\nThursday\n\nDear Lucy,\n\n{long}\n{long}\n\nYours ever,\nMina\n:::"
    assert html(source) == (
        '<blockquote class="letter"><p>Harbour House<br>Thursday</p><p>Dear Lucy,</p>'
        f"<p>{long}{long}</p><p>Yours ever,<br>Mina</p></blockquote>"
    )


def test_messages_are_read_well_without_style() -> None:
    source = "::: messages\nMina: are you *awake*?\nLucy: no\nwhy\n> a wordless answer\n\n10:32\n:::"
    assert html(source) == (
        '<blockquote class="messages">'
        '<p class="from"><b>Mina:</b> are you <em>awake</em>?</p>'
        '<p class="to"><b>Lucy:</b> no<br>why</p>'
        '<p class="to">a wordless answer</p><p class="from">10:32</p></blockquote>'
    )


@pytest.mark.parametrize(
    "head", ["Mina:", "**Mina:**", "**Mina**:", "Mina :", "Mina："]
)
def test_a_sender_however_typed(head: str) -> None:
    assert "<b>Mina:</b> hi</p>" in html(f"::: messages\n{head} hi\n:::")


@pytest.mark.parametrize("name", ["center", "centered", "centre", "align-center"])
def test_alignment_is_a_class_of_the_paragraphs(name: str) -> None:
    assert html(f"::: {name}\nOne\n\nTwo\n:::") == (
        '<p class="align-center">One</p><p class="align-center">Two</p>'
    )


@pytest.mark.parametrize(
    "opening",
    ["::: flashback", "::::: flashback :::", ":::{.flashback}", "::: {.flashback #x}"],
)
def test_any_other_class_is_a_box(opening: str) -> None:
    assert html(f"{opening}\nThen.\n:::").startswith(
        '<div class="flashback"><p>Then.</p>'
    )


def test_blocks_nest() -> None:
    assert html(":::: letter\nDear,\n\n::: verse\na\nb\n:::\n\nYours\n::::\n\nx") == (
        '<blockquote class="letter"><p>Dear,</p><blockquote class="verse">'
        "<p>a<br>b</p></blockquote><p>Yours</p></blockquote><p>x</p>"
    )


def test_in_a_quotation() -> None:
    assert html("> ::: letter\n> Dear,\n> me\n> :::") == (
        '<blockquote><blockquote class="letter"><p>Dear,<br>me</p></blockquote></blockquote>'
    )


def test_not_in_code() -> None:
    assert html("```\n::: verse\n```") == "<pre><code>::: verse</code></pre>"


@pytest.mark.parametrize("name", ["verse", "letter", "messages", "center", "flashback"])
def test_a_block_that_never_ends_is_told_and_ended(name: str) -> None:
    source = f"a\n\n::: {name}\nb\n\nc"
    assert found(source) == [("P406", 3)]
    assert rendered(source)[0].words == 3


def test_an_end_without_a_beginning() -> None:
    assert found("a\n\n:::\n\nb") == [("P412", 3)]


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("vers", "verse"),
        ("lettre", "letter"),
        ("mesages", "messages"),
        ("flashbak", "flashback"),
    ],
)
def test_a_slip_is_told(slip: str, meant: str) -> None:
    problem = rendered(f"::: {slip}\nx\n:::")[1][0]
    assert (problem.code, problem.line) == ("P407", 1)
    assert meant in problem.hint


def test_classes_of_ones_own_are_no_slip() -> None:
    assert found("::: ship-log\nx\n:::") == []
    assert found("::: 8ball\nx\n:::") == [("P407", 1)]


def test_lines_inside_keep_their_numbers() -> None:
    assert found("::: letter\na\n\n<font>b</font>\n:::") == [("P401", 4)]
    assert found("::: verse\na\n\nb\n<font>c</font>\n:::") == [("P401", 5)]
    assert found("::: messages\nM: a\nL: <font>c</font>\n:::") == [("P401", 3)]
