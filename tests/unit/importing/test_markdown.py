"""What the Markdown of an imported text looks like, and that it says the same."""

from __future__ import annotations

import time

import pytest
from ficstead.importing.writing import markdown
from ficstead.importing.writing.markdown import written

from .reading import codes, rendered

# HTML, and the Markdown that an author would have typed for it.
AS_TYPED = [
    ("<p>The fog came up.</p><p>Nobody spoke.</p>", "The fog came up.\n\nNobody spoke."),
    ("<p><em>no</em> <b>yes</b> <i><b>both</b></i></p>", "*no* **yes** ***both***"),
    ("word<em> word</em>", "word *word*"),
    ("<p>un<i>frigging</i>believable</p>", "un*frigging*believable"),
    ("<p><em>She </em><em>ran</em><em></em>.</p>", "*She ran*."),
    ("<p><em>a <em>b</em></em></p>", "*a b*"),
    ("<p><em>a <b>b</b> c</em></p>", "*a **b** c*"),
    ("<em><p>one</p><p>two</p></em>", "*one*\n\n*two*"),
    ("<p><em>a<br>b</em></p>", "*a\\\nb*"),
    ("<p><s>no</s> H<sub>2</sub>O <u>so</u></p>", "~~no~~ H<sub>2</sub>O <u>so</u>"),
    ("<p>one<br>two</p>", "one\\\ntwo"),
    ("one<br><br>two<br><br><br>three", "one\n\ntwo\n\n&nbsp;\n\nthree"),
    ('<p><a href="https://a.b/c">there</a></p>', "[there](https://a.b/c)"),
    ('<p><a href="https://a.b/c">https://a.b/c</a></p>', "<https://a.b/c>"),
    ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
    ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n    - c"),
    ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
    ("<h2>One</h2><h4>Two</h4>", "## One\n\n### Two"),
    ("<center><p>a</p><p>b</p></center>", "::: center\na\n\nb\n:::"),
    ('<p style="text-align: right">a</p>', "::: right\na\n:::"),
    ("<p>a</p><hr><p>b</p>", "a\n\n***\n\nb"),
    ('<p align="center">* * *</p><p>~*~</p><p>-x-</p>', "* * *\n\n~*~\n\n-x-"),
    ("<table><tr><th>a</th><th>b</th></tr><tr><td>1|2</td><td>3</td></tr></table>",
     "| a | b |\n| --- | --- |\n| 1\\|2 | 3 |"),
    ("<details><summary>s</summary><p>t</p></details>",
     "<details>\n<summary>s</summary>\n\nt\n</details>"),
    ("<p><ruby>雨<rt>ame</rt></ruby></p>", "<ruby>雨<rt>ame</rt></ruby>"),
    ("<p><code>a_b*</code></p>", "`a_b*`"),
    ("<pre><code>a\n b</code></pre>", "```\na\n b\n```"),
    ('<figure><img src="a b.png" alt="A"><figcaption>C</figcaption></figure>',
     '![A](map.png "C")'),
    ('<p><img src="https://a.b/c.jpg" alt="A"></p>', "![A](https://a.b/c.jpg)"),
    ('<p class="MsoNormal"><span style="font-style:italic">a</span><o:p></o:p></p>',
     "*a*"),
    ('<b style="font-weight:normal"><p>a</p></b>', "a"),
    ('<p><span class="font-red">a</span> <span class="c1 calibre2">b</span></p>',
     '<span class="font-red">a</span> b'),
]  # fmt: skip

# Characters that Markdown would take for markup, with the backslashes they need.
SIGNS = [
    ("1986. It was cold.", "1986\\. It was cold."),
    ("1) one", "1) one"),
    ("- no item", "\\- no item"),
    ("#hashtag", "\\#hashtag"),
    ("> no quotation", "\\> no quotation"),
    (">:( <3 :-*", "\\>:( <3 :-*"),
    ("\\o/", "\\o/"),
    ("C:\\dir", "C:\\dir"),
    ("ends in \\", "ends in \\\\"),
    ("a note*", "a note*"),
    ("*two* stars", "\\*two\\* stars"),
    ("snake_case_name", "snake_case_name"),
    ("_so_", "\\_so\\_"),
    ("AT&T &c.", "AT&T &c."),
    ("&amp;", "\\&amp;"),
    ("5 < 6 <b>", "5 < 6 \\<b>"),
    ("[x] [^1]", "[x] \\[^1]"),
    ("[a](b)", "\\[a](b)"),
    ("[ref]: https://a.b", "\\[ref]: https://a.b"),
    ("*[abbr]: x", "\\*[abbr]: x"),
    (": no meaning", "\\: no meaning"),
    ("::: verse", "\\::: verse"),
    ("a ~~b~~", "a \\~~b\\~~"),
    ("\u00a0in", "&nbsp;in"),
]


@pytest.mark.parametrize(("source", "expected"), AS_TYPED)
def test_it_reads_as_an_author_types(source: str, expected: str) -> None:
    made = written(source, {"a b.png": "map.png"})
    assert made.text == f"{expected}\n"
    assert made.lost == ()


@pytest.mark.parametrize(("words", "expected"), SIGNS)
def test_signs_of_markup_stay_words(words: str, expected: str) -> None:
    source = words.replace("&", "&amp;").replace("<", "&lt;")
    made = written(f"<p>{source}</p>")
    assert made.text == f"{expected}\n"
    assert made.lost == ()
    assert rendered(made.text) == f"<p>{source.replace('>', '&gt;')}</p>"


@pytest.mark.parametrize("words", [words for words, _ in SIGNS])
def test_check_has_nothing_to_say_of_them(words: str) -> None:
    source = words.replace("&", "&amp;").replace("<", "&lt;")
    for around in ("<p>{}</p>", "<ul><li>{}</li></ul>", "<p>a<br>{}<br>b</p>"):
        assert codes(written(around.format(source)).text) == []


def test_nothing_is_nothing() -> None:
    assert written("").text == written("<p> </p><div></div>").text == ""


def test_words_are_counted_as_the_site_will_count() -> None:
    made = written("<p>one <em>two</em></p><p>-x-</p><p>***</p>")
    assert made.words == markdown.counted(made.text) == 3


# The site draws every sign of a scene break alike, and shows no picture of another site.
STABLE = [
    source for source, made in AS_TYPED if "~*~" not in made and "c.jpg" not in made
]


@pytest.mark.parametrize("source", STABLE)
def test_writing_is_stable(source: str) -> None:
    once = written(source).text
    again = rendered(once).replace("\ufdd1", "")
    assert written(again).text == once


def test_two_quotations_and_two_lists_stay_two() -> None:
    twice = "<blockquote>a</blockquote>" * 2 + "<ul><li>b</li></ul>" * 2
    html = rendered(written(twice).text)
    assert html.count("<blockquote") == html.count("<ul") == 2


def test_places_that_links_lead_to_stay() -> None:
    made = written('<p><a href="#n">1</a></p><ol><li id="n"><p>Note</p></li></ol>')
    assert made.text == '[1](#n)\n\n1. <a name="n"></a>Note\n'
    assert made.lost == ()


@pytest.mark.parametrize(
    "hostile",
    [
        "<p>" + "*" * 100_000 + "</p>",
        "<p>" + "[" * 50_000 + "</p>",
        "<p>" + "![" * 20_000 + "</p>",
        "<p>" + "*a_b`c[d](e)&lt;f>&amp;g;~~" * 3_000 + "</p>",
        "<blockquote>" * 100 + "x" + "</blockquote>" * 100,
        "<ul><li>" * 90 + "x" + "</li></ul>" * 90,
        "<b><i>" * 90 + "x" + "</i></b>" * 90,
    ],
    ids=["stars", "brackets", "pictures", "mixed", "quotations", "lists", "emphasis"],
)
def test_hostile_text_is_written_in_seconds(hostile: str) -> None:
    started = time.process_time()
    made = written(hostile)
    assert time.process_time() - started < 10
    assert made.text


def test_a_long_chapter_is_written_in_a_moment() -> None:
    paragraph = "<p>“The fog,” she said, “came <em>up</em> the river.”</p>"
    started = time.process_time()
    assert written(paragraph * 3_000).words == 24_000
    assert time.process_time() - started < 5
