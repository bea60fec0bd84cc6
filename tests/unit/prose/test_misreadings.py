"""What Markdown will misread, told by line; and what is no misreading."""

from __future__ import annotations

import pytest

from .texts import found, html, rendered

WRAPPED = """It was the kind of evening that the harbour kept for itself, with
the lamps lit early and nobody out to see them but the gulls, who did
not care, and the keeper, who did, and who went on with her work as
she always had."""

MISREAD = [
    ("1986. It was the year of the flood and nobody slept.", "P402", 1),
    ("A.\n\n1986. It was a long and a cold year for us all.\n\nB.", "P402", 3),
    ("3. märz kam sie zurück.", "P402", 1),
    ("1986. One.\n\n1990. Two.", "P402", 3),
    ("A.\n\n#lanterns are lit", "P403", 3),
    ("A\n#lanterns are lit", "P403", 2),
    ("#lanterns #sea #gulls", "P403", 1),
    ("# lanterns #sea #gulls", "P403", 1),
    ("A.\n\nThe gull goes out\nthe gull comes in\nthe lamp is lit", "P404", 3),
    ("> The gull goes out\n> the gull comes in\n> the lamp is lit", "P404", 1),
    ("海は広い\n月は高い\n灯は遠い", "P404", 1),
    ('"Is it lit?"\n"It is."\n"Good."', "P413", 1),
    ("\tShe went out.\n\tShe came back.", "P413", 1),
    (f"{'She went on and on. ' * 8}\n{'So did he. ' * 15}", "P413", 1),
]


@pytest.mark.parametrize(("source", "code", "line"), MISREAD)
def test_misread(source: str, code: str, line: int) -> None:
    assert found(source) == [(code, line)]


GOOD = [
    "1. one\n2. two\n3. three",
    "1. one\n1. two\n1. three",
    "1. The beginning",
    "3. Third\n4. Fourth",
    "1986\\. It was the year.",
    "1984. A\n1985. B",
    "In\n1986. That was all.",
    "\\#lanterns",
    "# A heading",
    "### 3\n\nText",
    "C# and F#",
    WRAPPED,
    "Two short\nlines only.",
    "The gull goes out  \nthe gull comes in  \nthe lamp is lit",
    "The gull goes out\\\nthe gull comes in\\\nthe lamp is lit",
    "- one\n- two\n- three",
    "::: verse\na b c\nd e f\ng h i\n:::",
    "::: letter\nA\nB\nC\n:::",
    "```\n#tag\n1986. x\na\nb\nc\n```",
    "<p>a\nb\nc</p>",
    "<ul>\n<li>a</li>\n<li>b</li>\n<li>c</li>\n</ul>",
    "a | b\n--- | ---\n1 | 2\n3 | 4",
    "Term\n: one\n: two\n",
    "[a]: b.md\n[c]: d.md\n[e]: f.md",
    "A[^1] [^2] [^3].\n\n[^1]: a\n[^2]: b\n[^3]: c",
]


@pytest.mark.parametrize("source", GOOD)
def test_not_misread(source: str) -> None:
    assert found(source) == []


def test_the_hint_is_the_cure() -> None:
    for source in (
        "1986. It was the year of the flood and of the lamp.",
        "#lanterns lit",
    ):
        problem = rendered(source)[1][0]
        cure = problem.hint.rsplit(": ", 1)[1]
        mended = cure + source[len(cure) - 1 :]
        assert found(mended) == []
        assert html(mended) == f"<p>{source}</p>"


@pytest.mark.parametrize(
    ("source", "becomes"),
    [
        ("#lanterns lit", "<p>#lanterns lit</p>"),
        ("    Indented.\n\n\tTabbed.", "<p>Indented.</p><p>Tabbed.</p>"),
        ("He said\n- wait -\nand left", "<p>He said- wait -and left</p>"),
        ("[A/N]: thanks!", "<p>[A/N]: thanks!</p>"),
        (
            "I <3 you, *waves*, snake_case_name, 5 * 3 * 2",
            "<p>I &lt;3 you, <em>waves</em>, snake_case_name, 5 * 3 * 2</p>",
        ),
        ("**「はい」**と言う", "<p><strong>「はい」</strong>と言う</p>"),
        ("**Name:**text", "<p><strong>Name:</strong>text</p>"),
        ("~~no~~ yes ~ maybe ~", "<p><s>no</s> yes ~ maybe ~</p>"),
        ("one\\\ntwo  \nthree", "<p>one<br>two<br>three</p>"),
        (
            "&hellip; &c; &amp;lt; AT&T \\&amp;",
            "<p>… &amp;c; &amp;lt; AT&amp;T &amp;amp;</p>",
        ),
        ("Q: Why?\n\nA: Because.", "<p>Q: Why?</p><p>A: Because.</p>"),
        ("Term\n: meaning", "<dl><dt>Term</dt><dd>meaning</dd></dl>"),
        (
            "The AU.\n\n*[AU]: other world",
            '<p>The <abbr title="other world">AU</abbr>.</p>',
        ),
        (
            "| a | b |\n|---|--:|\n| 1 | 2 |",
            '<div class="table"><table><thead><tr><th>a</th><th class="align-right">b</th></tr></thead><tbody><tr><td>1</td><td class="align-right">2</td></tr></tbody></table></div>',
        ),
    ],
)
def test_read_as_meant(source: str, becomes: str) -> None:
    assert html(source) == becomes
