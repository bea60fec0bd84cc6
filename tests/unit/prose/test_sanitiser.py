"""What may stay of an author's HTML, and what is said about the rest."""

from __future__ import annotations

import pytest
from ficstead.prose.findings import Findings
from ficstead.prose.sanitiser import ELEMENTS, guard, rewrite
from hypothesis import given
from hypothesis import strategies as st

from .texts import found, html, rendered

KEPT = """
<em>a</em> <strong>b</strong> <abbr title="x">c</abbr> <cite>d</cite> <code>e</code>
<del>f</del> <ins>g</ins> <dfn>h</dfn> <kbd>i</kbd> <q cite="https://a.example/">j</q> <s>k</s>
<samp>l</samp> <small>m</small> <span class="font-red">n</span> <sub>o</sub> <sup>p</sup>
<u>q</u> <var>r</var> <b>s</b> <i>t</i> <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>
<span dir="ltr" lang="fr" title="v">w</span> <a href="https://a.example/?x=1&amp;y=2">z</a>
"""


@pytest.mark.parametrize("tag", KEPT.replace("\n", " ").split("> <"))
def test_kept_exactly(tag: str) -> None:
    whole = tag.strip()
    whole = whole if whole.startswith("<") else f"<{whole}"
    whole = whole if whole.endswith(">") else f"{whole}>"
    assert html(whole) == f"<p>{whole}</p>"
    assert found(whole) == []


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("<strike>no</strike>", "<p><s>no</s></p>"),
        ("<big>LOUD</big>", '<p><span class="font-big">LOUD</span></p>'),
        ("<tt>typed</tt>", '<p><span class="font-monospace">typed</span></p>'),
        ("<acronym>AU</acronym>", "<p><abbr>AU</abbr></p>"),
        ("<center>later</center>", '<p class="align-center">later</p>'),
        ("<center>\n\n*a*\n\nb\n\n</center>",
         '<p class="align-center"><em>a</em></p><p class="align-center">b</p>'),
        ('<p align="right">x</p>', '<p class="align-right">x</p>'),
        ('<p align="left">x</p>', "<p>x</p>"),
        ('<p style="text-align: center">x</p>', '<p class="align-center">x</p>'),
        ('<div align="justify">x</div>', '<p class="align-justify">x</p>'),
        ('<div class="flashback" align="center">x</div>',
         '<div class="flashback align-center"><p>x</p></div>'),
        ('<span style="font-style:italic;font-weight:400">x</span>', "<p><em>x</em></p>"),
        ('<span style="font-weight:bold"><i>x</i></span>',
         "<p><strong><i>x</i></strong></p>"),
        ('<span style="text-decoration: line-through">x</span>', "<p><s>x</s></p>"),
        ("<em>outer <em>inner</em></em>", "<p><em>outer <em>inner</em></em></p>"),
        ("<section><p>x</p></section>", "<p>x</p>"),
        ("<p>one</p>\n<p>two *b*</p>", "<p>one</p><p>two <em>b</em></p>"),
        ("<blockquote>x\n\ny</blockquote>", "<blockquote><p>x</p><p>y</p></blockquote>"),
        ("<h2>A *b*</h2>", '<h2 id="h-a-b">A <em>b</em></h2>'),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("a <!-- note to self --> b", "<p>a  b</p>"),
        ("<!-- two\n\nparagraphs -->\nx", "<p>x</p>"),
        ("<p></p>\n\n<p>&nbsp;</p>\n\nx", "<p>\u00a0</p><p>x</p>"),
    ],
)  # fmt: skip
def test_turned_into_what_it_means_today(written: str, becomes: str) -> None:
    assert html(written) == becomes


def test_details_with_markdown_inside() -> None:
    source = "<details open>\n<summary>Spoiler *ahead*</summary>\nHe **lives**.\n\nSo does she.\n</details>\n\nAfter."
    assert html(source) == (
        '<details open=""><summary>Spoiler <em>ahead</em></summary>'
        "<p>He <strong>lives</strong>.</p><p>So does she.</p></details><p>After.</p>"
    )


def test_a_forgotten_end_goes_no_further_than_its_paragraph() -> None:
    assert html("one <i>two\n\nthree") == "<p>one <i>two</i></p><p>three</p>"


def test_emphasis_over_two_paragraphs_reaches_both() -> None:
    assert html("<i>one\n\ntwo</i> three") == (
        "<p><i>one</i></p><p><i>two</i> three</p>"
    )


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ('<b class="f-5">x</b>', '<b class="f-5">x</b>'),
        ('<b class="magic 8ball">x</b>', '<b class="magic">x</b>'),
        *[
            (f'<b class="{bad}">x</b>', "<b>x</b>")
            for bad in ("8ball", "-dash", "foo@bar", "a")
        ],
        ('<b class="foo bar">x</b>', '<b class="foo bar">x</b>'),
    ],
)
def test_classes(written: str, becomes: str) -> None:
    assert html(written) == f"<p>{becomes}</p>"


# -- what attacks look like ----------------------------------------------------------

GONE_WITH_ALL = [
    '<iframe src="https://evil.example"></iframe>',
    "<script>alert('xss')</script>",
    "<SCRIPT SRC=https://evil.example/xss.js></SCRIPT>",
    '<SCRIPT SRC="//evil.example/xss.js"></SCRIPT>',
    "<script/XSS src='https://evil.example/xss.js'></script>",
    "<STYLE>@import'https://evil.example/xss.css';</STYLE>",
    "<math><script>alert('xss')</script></math>",
    "<svg><script>alert('xss')</script></svg>",
    "<xmp><script>alert('xss')</script></xmp>",
    '<!--#exec cmd="/bin/echo x"-->',
    *[
        f"<{outer}><{inner}>/*&lt;/{inner}&gt;&lt;img src onerror=alert(1)&gt;*/</{inner}></{outer}>"
        for outer in ("math", "svg")
        for inner in (
            "iframe",
            "noembed",
            "noframes",
            "noscript",
            "script",
            "style",
            "xmp",
        )
    ],
]


@pytest.mark.parametrize("attack", GONE_WITH_ALL)
def test_removed_with_what_is_in_it(attack: str) -> None:
    assert html(attack) == ""


ATTACKS = [
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "'';!--\"<XSS>=&{()}",
    '<XSS STYLE="behavior: url(xss.htc);">',
    '<<SCRIPT>alert("xss");//<</SCRIPT>',
    '</TITLE><SCRIPT>alert("xss");</SCRIPT>',
    "<SCRIPT SRC=https://evil.example/xss.js?<B>",
    '<iframe src="https://evil.example" <',
    "<IMG SRC=\"javascript:alert('xss');\">",
    "<IMG SRC=JaVaScRiPt:alert('xss')>",
    "<IMG SRC=javascript:alert(String.fromCharCode(88,83,83))>",
    "<IMG SRC=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>",
    "<IMG SRC=&#0000106&#0000097&#0000118&#0000097&#0000115&#0000099&#0000114&#0000105&#0000112&#0000116&#0000058alert(1)>",
    "<IMG SRC=&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)>",
    "<IMG SRC=\" &#14;  javascript:alert('xss');\">",
    "<IMG SRC=\"jav\tascript:alert('xss');\">",
    "<IMG SRC=\"jav&#x09;ascript:alert('xss');\">",
    "<IMG SRC=\"jav&#x0A;ascript:alert('xss');\">",
    "<IMG SRC=\"jav&#x0D;ascript:alert('xss');\">",
    "<IMG SRC=\"javascript:alert('xss')\"",
    "<INPUT TYPE=\"IMAGE\" SRC=\"javascript:alert('xss');\">",
    '<META HTTP-EQUIV="refresh" CONTENT="0;url=javascript:alert(1);">',
    '<META HTTP-EQUIV="Set-Cookie" Content="USERID=x">',
    '<IMG """><SCRIPT>alert("xss")</SCRIPT>">',
    '<BODY BACKGROUND="javascript:alert(1)">',
    "<BODY ONLOAD=alert('xss')>",
    "<IMG DYNSRC=\"javascript:alert('xss')\">",
    "<BGSOUND SRC=\"javascript:alert('xss');\">",
    "<BR SIZE=\"&{alert('xss')}\">",
    '<LINK REL="stylesheet" HREF="javascript:alert(1);">',
    '<HTML xmlns:xss><?import namespace="xss" implementation="x.htc"><xss:xss>Blah</xss:xss></HTML>',
    '<span style="background-image: url(javascript:alert(1))">Text</span>',
    "<a href=\"javascript:alert(1)\">x</a> [y](javascript:alert(1)) [z](<java\tscript:alert(1)>)",
    "[a](data:text/html,x) ![b](data:image/svg+xml,x) ![c](javascript:alert(1)) <javascript:alert(1)>",
    '[x](y.md "a\\" onclick=alert(1) b=\\"") ![a" onerror="alert(1)](b.png)',
    '<a href="x.md" onclick="alert(1)" style="x:y" id="z" data-x="1">x</a>',
    "<plaintext><script>alert(1)</script>",
    '<table background="javascript:alert(1)"><td background="javascript:alert(1)">x</table>',
    '<object data="x"><embed src="y"></object><form action="x"><button formaction="y">z</button></form>',
    "<textarea><img src=x onerror=alert(1)></textarea><title><img src=x onerror=alert(1)></title>",
    "&lt;script&gt;alert(1)&lt;/script&gt; \\<script> `<script>`",
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_active_survives(attack: str) -> None:
    for around in (
        "{}",
        "word {} word",
        "> {}",
        "- {}",
        "::: verse\n{}\n:::",
        "<center>{}</center>",
    ):
        assert_harmless(str(rendered(around.format(attack))[0].html))


def assert_harmless(made: str) -> None:
    """Parse as a browser does, and look at every element there is."""
    import html5lib  # noqa: PLC0415

    for element in html5lib.parse(made, namespaceHTMLElements=False).iter():
        assert isinstance(element.tag, str), f"comment {element.text!r}"
        assert element.tag in ELEMENTS | {"html", "head", "body"}, element.tag
        assert not [
            key for key in element.attrib if key.startswith("on") or key == "style"
        ]
        for key in ("href", "src", "cite"):
            value = element.get(key, "").lower()
            assert "script:" not in value and not value.startswith("data:")


def test_plain_words_that_look_like_attacks_stay() -> None:
    assert html("xss:expression(alert('XSS'))") == "<p>xss:expression(alert('XSS'))</p>"
    assert html("I <3 you & &amp; <me>") == "<p>I &lt;3 you &amp; &amp; </p>"


def test_words_survive_a_script_that_never_ends() -> None:
    assert "the end" in html("one <script> two\n\nthe end")


# -- what is said --------------------------------------------------------------------


def test_each_removal_is_told_once_at_its_first_line() -> None:
    source = "a\n\n<font color=red>b</font>\nc <font>d</font>\n\n<p onclick=x style='color:red;text-align:center'>e</p>"
    problems = [
        (one.line, one.code, one.message.split(": ", 1)[1])
        for one in rendered(source)[1]
    ]
    assert problems == [
        (3, "P401", "<font> (2 times)"),
        (6, "P401", "onclick of <p>"),
        (6, "P411", "color: red"),
    ]


def test_ids_are_dropped_and_names_become_ids() -> None:
    source = '<a name="n1" id="x">1</a> <a href="#n1">a</a> <a href="#far">b</a>'
    assert html(source, "03-") == (
        '<p><a id="03-at-n1">1</a> <a href="@#n1">a</a> <a href="@#far">b</a></p>'
    )
    assert found(source) == [("P401", 1)]


@given(st.text(alphabet="<>/abpimgscript='\" onstyle-!&;#:", max_size=60))
def test_the_guard_alone_is_enough(fragment: str) -> None:
    assert_harmless(guard(fragment))


@given(st.sampled_from(sorted(ELEMENTS)), st.text(max_size=20))
def test_a_tag_rewritten_is_a_tag_or_nothing(name: str, value: str) -> None:
    cleaned = value.replace('"', "").replace(">", "")
    made = rewrite(f'<{name} title="{cleaned}" onclick="{cleaned}">', 1, Findings())
    assert "onclick" not in made.split('title="')[0]
    assert_harmless(guard(made))
