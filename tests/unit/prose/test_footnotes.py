"""Footnotes: numbered as called, at the end, with a way back."""

from __future__ import annotations

import re

from .texts import found, html, rendered


def test_a_note_and_its_way_back() -> None:
    assert html("Sea[^a].\n\n[^a]: Salt *water*.", "03-gravel-") == (
        '<p>Sea<sup><a class="footnote-ref" href="#03-gravel-fn-1" id="03-gravel-fnref-1"'
        ' role="doc-noteref">1</a></sup>.</p><div class="footnotes" role="doc-endnotes">'
        '<ol><li id="03-gravel-fn-1"><p>Salt <em>water</em>.\u00a0<a class="footnote-backref"'
        ' href="#03-gravel-fnref-1" role="doc-backlink" aria-label="Back to the text">'
        "\u21a9\ufe0e</a></p></li></ol></div>"
    )


def test_the_same_with_html_in_the_text() -> None:
    plain = html("Sea[^a].\n\n[^a]: Salt.", "p-")
    raw = html("Sea[^a].\n\n[^a]: Salt.\n\n<center>x</center>", "p-")
    assert raw == plain.replace("<div class", '<p class="align-center">x</p><div class')


def test_numbers_follow_the_calls() -> None:
    made = html("A[^z] B[^a] C[^z].\n\n[^a]: first\n[^z]: second")
    assert re.findall(r'id="(fnref[^"]*)"', made) == ["fnref-1", "fnref-2", "fnref-1-2"]
    assert made.index("second") < made.index("first")
    assert made.count("#fnref-1") == 2


def test_every_id_is_called_once_and_every_call_arrives() -> None:
    made = html("A[^1] B[^2].\n\n[^1]: see[^2] and[^1]\n[^2]: x[^3]\n[^3]: y")
    ids = re.findall(r' id="([^"]*)"', made)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', made)) == set(ids)


def test_a_note_of_several_paragraphs_and_lazy_lines() -> None:
    made = html("A[^1].\n\n[^1]: one\nstill one\n\n    two\n\n    - three\n\nB.")
    assert "<p>B.</p><div" in made
    assert '<li id="fn-1"><p>onestill one</p><p>two</p><ul><li>three</li></ul>' in made


def test_a_note_may_stand_above_its_call_and_in_a_quotation() -> None:
    assert "<p>x\u00a0<a" in html("[^1]: x\n\n> A[^1].")


def test_what_has_no_other_half_is_told_and_kept() -> None:
    source = "A[^x].\n\nB.\n\n[^y]: lost"
    assert found(source) == [("P408", 1), ("P409", 5)]
    assert "A[^x]." in html(source)
    assert "lost" in html(source)


def test_code_and_escapes_call_nothing() -> None:
    source = "`[^1]` \\[^1]"
    assert html(source) == "<p><code>[^1]</code> [^1]</p>"
    assert found(source) == []


def test_lines_in_a_note_are_those_of_the_file() -> None:
    source = "A[^1].\n\n[^1]: b\n    [c](d.md) <font>e</font>"
    prose, problems = rendered(source)
    assert [link.line for link in prose.links] == [4]
    assert [problem.line for problem in problems] == [4]
