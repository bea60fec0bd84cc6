"""Laws of the Markdown writer: any text of AO3's elements comes out as it went in."""

from __future__ import annotations

import html

from ficstead.importing.writing.markdown import written
from hypothesis import given
from hypothesis import strategies as st

from ...laws import tries
from .reading import passages_of, rendered

NASTY = [
    *("*", "**", "***", "_", "__", "`", "```", "~~", "~~~", "\\", "\\\\", "#", "###"),
    *("1.", "1986.", "-", "+", ">", "<", "<3", "<b>", "</i>", "&", "&amp;", "&#42;"),
    *("[", "]", "[x]", "[^1]", "[^1]:", "![", "](", "(http://a.b)", "|", "|-|", ":"),
    *(":::", "::: verse", "*[abbr]:", "[ref]: https://a.b", "=", "===", "---", "!"),
    *("\u00a0", "\u3000", "\u200b", "<!--", "-->", "<https://a.b>", "a@b.cd", "{.x}"),
    *("word", "Ünï", "漢字", "snake_case", "2*3*4", "https://a.b/c_d_e", ">:(", ":-*"),
    *(
        "\\o/",
        "¯\\_(ツ)_/¯",
        "\\*",
        "\\&",
        "$x$",
        "%",
        "oOo",
        "x",
        "'",
        '"',
        "--",
        "...",
    ),
]
texts = st.lists(
    st.tuples(st.sampled_from(NASTY), st.sampled_from(["", " ", " "])), max_size=8
).map(lambda pairs: "".join(a + b for a, b in pairs))
escaped = texts.map(lambda text: html.escape(text, quote=False))


# A link holds no link, and ruby no ruby: the parser of HTML takes them apart.
links = escaped.map(
    lambda words: f'<a href="https://a.b/c_(d)?e=*f*&amp;g">{words}</a>'
)
rubies = escaped.map(lambda words: f"<ruby>字{words}<rt>x{words}</rt></ruby>")
TAGS = ["em", "i", "strong", "b", "s", "u", "sup", "sub", "small", "span", "q", "cite"]


def _inline(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(children, max_size=3).map("".join)
    return st.tuples(st.sampled_from(TAGS), some).map(
        lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"
    )


plain = st.one_of(
    escaped, st.just("<br>"), links, rubies, escaped.map("<code>{}</code>".format)
)
words = st.recursive(plain, _inline, max_leaves=8)


def _block(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(children, min_size=1, max_size=3).map("".join)
    tags = ["blockquote", "div", "center", 'p align="right"', "h2", "h4", "details"]
    return st.one_of(
        st.tuples(st.sampled_from(tags), some).map(
            lambda p: f"<{p[0]}>{p[1]}</{p[0].split()[0]}>"
        ),
        st.lists(some, min_size=1, max_size=3).map(
            lambda items: f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
        ),
        st.lists(some, min_size=1, max_size=3).map(
            lambda items: f"<ol>{''.join(f'<li>{item}</li>' for item in items)}</ol>"
        ),
        st.lists(st.lists(words, min_size=2, max_size=2), min_size=1, max_size=3).map(
            lambda rows: "<table>" + "".join(
                "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
                for row in rows
            ) + "</table>"
        ),
        some.map(lambda inner: f"<em>{inner}</em>"),
    )  # fmt: skip


paragraphs = words.map(lambda inner: f"<p>{inner}</p>")
trees = st.lists(
    st.recursive(
        st.one_of(paragraphs, st.just("<hr>"), words), _block, max_leaves=6
    ),
    max_size=5,
).map("".join)  # fmt: skip


@tries(100)
@given(st.lists(escaped, min_size=1, max_size=5))
def test_plain_words_come_out_exactly_and_without_html(lines: list[str]) -> None:
    source = "".join(f"<p>{line}</p>" for line in lines)
    made = written(source)
    assert made.lost == ()
    assert passages_of(rendered(made.text)) == passages_of(source)


@tries(100)
@given(words)
def test_emphasis_and_links_come_out_exactly(inner: str) -> None:
    source = f"<p>{inner}</p>"
    made = written(source)
    assert made.lost == ()
    assert passages_of(rendered(made.text)) == passages_of(source)


@tries(50)
@given(trees)
def test_any_tree_comes_out_the_same_or_is_named_as_lost(source: str) -> None:
    made = written(source)
    assert made.lost or passages_of(rendered(made.text)) == passages_of(source)
