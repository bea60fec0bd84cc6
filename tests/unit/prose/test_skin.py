from __future__ import annotations

import re

import pytest
from ficstead.prose import skin, stylesheet
from ficstead.prose.selectors import SCOPE, scoped
from hypothesis import given
from hypothesis import strategies as st

NAMES = {"ink.png": "ink.png"}


def cleaned(css: str) -> tuple[str, list[str]]:
    made, problems = skin.clean(css, NAMES.get)
    return made, [f"{problem.code}:{problem.line}" for problem in problems]


def kept(css: str) -> list[str]:
    """Return the rules that are left, without the scope and the layers' own lines."""
    made = cleaned(css)[0].replace(SCOPE, ".text")
    lines = [line for line in made.splitlines() if line.startswith((".text", "@media"))]
    return lines[1:] if lines and "isolation" in lines[0] else lines


@pytest.mark.parametrize(
    ("css", "rule"),
    [
        ("p { color: red }", ".text p { color: red }"),
        ("#workskin p{color:#8A1C2B;}", ".text p { color: #8A1C2B }"),
        ("#workskin { margin: 0 -1.5em }", ".text { margin: 0 -1.5em }"),
        ("#workskin .userstuff > p { top: 0 }", ".text > p { top: 0 }"),
        ("#workskin .a, .b>i+b { top: 0 }", ".text .a, .text .b > i + b { top: 0 }"),
        (".a:not(.b, :hover)::before { content: '\\2014' }",
         ".text .a:not(.b, :hover)::before { content: '\\2014' }"),
        ("li:nth-child(2n + 1) { top: 0 }", ".text li:nth-child(2n + 1) { top: 0 }"),
        ('[title="a, b {"] { top: 0 }', '.text [title="a, b {"] { top: 0 }'),
        (".a { background: url(ink.png) no-repeat }",
         '.text .a { background: url("ink.png") no-repeat }'),
        (".a { color: var(--link) /* ours */ ; }", ".text .a { color: var(--link) }"),
        (".a { -webkit-transform: rotate(-2deg) }",
         ".text .a { -webkit-transform: rotate(-2deg) }"),
        ("<!-- .a { top: 0 } -->", ".text .a { top: 0 }"),
    ],
)  # fmt: skip
def test_what_a_skin_may_say_is_kept_to_the_text(css: str, rule: str) -> None:
    assert kept(css) == [rule]
    assert cleaned(css)[1] == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("behavior: url(ink.png)", "P414"),
        ("-moz-binding: url(ink.png)", "P414"),
        ("--bg: red", "P414"),
        ("color: var(--mine)", "P414"),
        ("position: FIXED", "P414"),
        ("position: -webkit-fixed", "P414"),
        ("width: expression(alert(1))", "P414"),
        ("color: red)", "P414"),
        ("filter: progid:DXImageTransform.Microsoft.Alpha(opacity=5)", "P414"),
        ("content: attr(title)", "P414"),
        ("content: 'a\\62c'; animation: x 1s", "P414"),
        ("color: 'red'", "P414"),
        ("cursor: url(ink.png), auto", "P414"),
        ("background: url(https://else.example/x.png)", "L504"),
        ("background: url(//else.example/x.png)", "L504"),
        ("background: url('data:image/png;base64,AAAA')", "L504"),
        ("background: URL( gone.png )", "L503"),
        ("p { top: 0 }", "P416"),
        ("color", "P416"),
    ],
)
def test_what_a_skin_may_not_say_is_taken_out_and_told(said: str, code: str) -> None:
    made, problems = cleaned(f".a {{\n{said};\n bottom: 0 }}")
    assert problems == [f"{code}:2"]
    assert "bottom: 0" in made
    for gone in ("else.example", "expression", "fixed", "attr", "--bg", "data:"):
        assert gone not in made.lower()


@pytest.mark.parametrize(
    "selector",
    [
        *("#workskin ~ nav", "#workskin + p", "#workskin:hover ~ p", ".text ~ nav"),
        *("> p", "p >", "p >> b", "", "p:has(b)", "p::backdrop", "p:not(", "a||b"),
        *("p:nth-child(x)", "p:is(a:has(b))", "p\\3a b", "#workskinned\\ p", "p {"),
    ],
)
def test_a_selector_that_reaches_out_of_the_text_is_refused(selector: str) -> None:
    assert scoped(selector) is None


def test_what_is_important_is_so_within_the_skin_alone() -> None:
    made, _ = cleaned(".a { display: block !important; top: 0 }")
    plain, layer, first = made.partition("@layer overrides.skin-important {")
    assert layer
    assert "!important" not in made
    assert "top: 0" in plain
    assert "display: block" in first


@pytest.mark.parametrize(
    "rule",
    [
        "@import url(other.css);",
        "@charset 'utf-8';",
        "@font-face { font-family: Ink; src: url(ink.woff2) }",
        "@keyframes turn { from { top: 0 } }",
        "@layer tokens { p { top: 0 } }",
        "@media (min-resolution: 2dppx) { p { top: 0 } }",
        "@media print { @media print { p { top: 0 } } }",
        "@supports (display: grid) { p { top: 0 } }",
    ],
)
def test_no_other_rule_stays(rule: str) -> None:
    made, problems = cleaned(f"{rule}\n.a {{ bottom: 0 }}")
    assert problems == ["P416:1"]
    assert kept(f"{rule}\n.a {{ bottom: 0 }}") == [".text .a { bottom: 0 }"]
    assert made.count("@layer") == 2


def test_a_skin_may_ask_for_width_and_wishes() -> None:
    css = "@media screen and (max-width: 40em),\n(prefers-color-scheme: dark) { p { top: 0 } }"
    assert kept(css) == [
        "@media screen and (max-width: 40em), (prefers-color-scheme: dark) {",
        ".text p { top: 0 }",
    ]
    assert cleaned(css)[1] == []


@pytest.mark.parametrize("css", [".a { top: 0", "/* no end", ".a { top: 0 } }", "{{{"])
def test_a_skin_that_breaks_off_is_told(css: str) -> None:
    assert "P417:0" in cleaned(css)[1]


def test_a_skin_without_end_is_not_read() -> None:
    assert cleaned("p { top: 0 } " * 50_000) == ("", ["P417:0"])


def test_a_slip_that_is_everywhere_is_told_once() -> None:
    assert cleaned(".a { zoo: 1 }\n" * 50)[1] == ["P414:1"]


def test_an_empty_skin_is_none() -> None:
    assert cleaned("/* nothing yet */") == ("", [])


SIGNS = st.text(alphabet="ab.#:>+~*[]=\"'(){};,@\\/!-\n ", max_size=60)
WORDS = st.sampled_from(
    [
        *(
            "p",
            "#workskin",
            "{",
            "}",
            ";",
            ":",
            "color",
            "red",
            "url(",
            ")",
            "/*",
            "*/",
        ),
        *("@media print", "@import", "position", "fixed", '"', "'", "\\", ",", "\n"),
        *("<style>", "</style>", "!important", "~", ":not(", "content", "var(--link)"),
    ]
)


@given(st.one_of(SIGNS, st.lists(WORDS, max_size=30).map(" ".join)))
def test_whatever_it_is_nothing_leaves_its_layer(css: str) -> None:
    made, _ = skin.clean(css, NAMES.get)
    pieces, whole = stylesheet.pieces(made)
    assert whole
    assert all(piece.text.startswith("@layer overrides.skin") for piece in pieces)
    for layer in pieces:
        for rule in layer.inside or ():
            inner = rule.inside or () if rule.text.startswith("@media") else (rule,)
            for one in inner:
                named = stylesheet.listed(one.text)
                assert all(selector.startswith(SCOPE) for selector in named)
                assert all(p.inside is None for p in one.inside or ())
    unquoted = re.sub(r"content: [^;}]*|\[[^]]*\]", "", made)
    assert not re.search(r"position: fixed|@import|!important|\burl\((?!\")", unquoted)
