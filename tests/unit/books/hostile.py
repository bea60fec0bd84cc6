"""An archive of everything that a book may choke on, for checkers to read."""

from __future__ import annotations

from .. import trees
from .opened import png

STRANGE = """
# Big

### Small

<em><p>em p</p><p>second</p></em>

<h2><div>block</div> in heading<table><tr><td>cell</td></tr></table></h2>

<table border=1 width="90%" summary="x"><caption>Cap <p>para</p></caption><col width=20>
<tfoot><tr><td>f</td></tr></tfoot><tr><td colspan=0 width=5 axis=a abbr=b>a</td>
<th scope=row>b<h3>h</h3></th></tr><thead><tr><th>h</th></tr></thead></table>

<ul>loose<li>one<ul><li>two</li></ul></li></ul>

<dl><dd>only</dd></dl>

<dl><dt>t<dd>d<dt>t2</dl>

<figure><p>x</p><figcaption>middle</figcaption><p>y</p></figure>

<details>no summary<p>text</p></details>

<details><p>before</p><summary>late <b>sum</b></summary>more</details>

<ruby>漢<rt>kan</rt>字<rt>ji</rt></ruby> <ruby>plain</ruby>
<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>

<a href="http://exa mple.com/a b?q=<x>&y=%zz#f[1]">odd</a> <a href="http://[bad/">bad</a>
<a href="https://ex_ample.com:99999/">port</a> <a href="mailto:a@b.c">m</a>
<a href="//foo.example/x">pr</a> <a href="ftp://x.example/y">f</a>
<a href="https://例え.example/パス?é=ü">idn</a> <a href="http://user:pa ss@h.example/">u</a>
<a href="http:///nohost">n</a> <a href="https://">e</a>

<a name="a:b">anchor</a> <a name="ünï">anchor</a> [to it](#a:b) [to a heading](#big)

<p dir="RTL" lang="he" title="a &quot; b">שלום</p>

<ol type="I" start="4"><li>x</ol> <ol type="square" start="x"><li>y</ol>

<hr width=50%> <center>centred <h3>deep</h3></center> <blockquote cite="http://a b/">q</blockquote>
<q cite="javascript:x">qq</q>

<span lang="fr"><p>fr</p></span> <small><ul><li>s</li></ul></small> <del><p>gone</p></del>
<address><h2>a</h2>x</address>

<pre><p>in pre</p>  x</pre> <code>&lt;tag&gt; &amp; &nbsp;&hellip;</code> <abbr title="x">ab</abbr>

| a | b |
|---|:-:|
| 1 | 2 |

Term
: meaning

[link with note[^n]](https://example.org) and again[^n] and[^other].

[^n]: note one

    second para

    - li

[^other]: > quote

[^un]: uncalled

![alt](pic.png "cap") ![](pic.png) ![bmp](p.bmp) ![avif](p.avif) ![webp](p.webp)
![svg](s.svg) ![bad svg](bad.svg) ![text](broken.png) ![wrong name](wrong.gif) ![no](gone.png)

::: passage knives & "blood" <b>
::: instead
He was hurt.
:::
The passage[^n] with <a name="inside">place</a> and ![p](pic.png).

::: passage inner
deeper
:::
:::

::: passage
without warning
:::

[into a passage](#inside) [chapter](/works/strange/2/#text) [file](02-b.md)
[other](/works/one/) [all](/works/strange/entire/#text) [site](/tags/)

::: verse
a line
  two
:::

::: messages
A: hi
B: <3
:::
"""
SKIN = (
    "p { color: red; direction: rtl; background: url(pic.png) }"
    " @media (min-width: 30em) { .a { color: var(--link) !important } }"
    ' .b::before { content: "\\2014 }" }'
)
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">'
    b'<rect width="5" height="5"/></svg>'
)
FILES: dict[str, str | bytes] = {
    "works/strange/work.md": trees.work(
        "Quotes \" & < > ' " + "long " * 100,
        "A foreword ![pic](pic.png) with a note[^1]\n\n[^1]: f",
        tags='😀, a&b, <x>, "q"',
        skin="mine",
        summary="S [l](/works/one/) <b>x</b>",
        notes="A note.",
        end_notes="The end.",
        content_warnings="blood & <gore>",
        gift="Friend (fr)",
        series='A & B "S" #2',
        language="he",
        source="https://example.org/works/1?a=1&b=<2>",
        inspired_by="Thing by Someone <https://x.example/y z>",
    ),
    "works/strange/01-a.md": trees.chapter(
        text=STRANGE,
        title='Ch "1" & <two>',
        notes="cn",
        end_notes="en",
        summary="cs",
        content_warnings="a, b",
        arc="Arc & 1",
    ),
    "works/strange/02-b.md": trees.chapter(
        text="[back](01-a.md#big) [p](01-a.md#inside) plain", title="😀"
    ),
    "works/strange/03-c.md": trees.chapter(text="雨", arc="Arc 2", language="ja"),
    "works/strange/mine.css": SKIN,
    "works/strange/pic.png": png(),
    "works/strange/p.bmp": png(kind="BMP"),
    "works/strange/p.avif": png(kind="AVIF"),
    "works/strange/p.webp": png(kind="WEBP"),
    "works/strange/s.svg": DRAWING,
    "works/strange/bad.svg": DRAWING.replace(b"<rect", b"<script/><rect"),
    "works/strange/broken.png": b"no picture at all",
    "works/strange/wrong.gif": png(),
    "works/one.md": trees.work(
        "ワン 🎉", "text\n\n***\n\nmore *x*", series='A & B "S" #1', language="ja"
    ),
    "works/emoji.md": trees.work("🎉🎉", "", rating="Explicit"),
    "works/control.md": trees.work("Con\x01trol \x0b", "x\x02y"),
    "works/right.md": trees.work(
        'שלום עולם (part 1): "quotes"', "שלום", language="he", author="מחבר"
    ),
    "works/long.md": trees.work("Supercalifragilisticexpialidocious" * 14, "x"),
    "series/a.md": '---\ntitle: A & B "S"\n---\nOf [one](/works/one/) & <b>two</b> <p>x\n',
}

TITLES = {
    "quotes": "\"Five\" 'Times' & <b>One</b> ]]> &amp; --> \\",
    "emoji": "🎉🎉 👩‍👩‍👧",
    "right to left": 'שלום (part 1): "tov" السلام',
    "down the page": "竹を割らない、２つの夜",
    "long": "word " * 100,
    "one long word": "Supercalifragilistic" * 25,
    "signs no file may hold": "Con\x01trol\x0b \ufffe and",
    "signs alone": "*** … ???",
}


def titled() -> dict[str, str | bytes]:
    """Return a work for each title, with tags of the same kind."""
    return {
        f"works/t{at}.md": trees.work(title, fandoms="A & B <c>, 🎉", tags='🎉, "q"')
        for at, title in enumerate(TITLES.values())
    }


def two_megabytes(emphasis: int = 100) -> dict[str, str | bytes]:
    """Return a work with a chapter of more than two million signs.

    `emphasis` is how often a paragraph has it; a checker takes minutes for very much.
    """
    day = "It *rained* & it poured. " * emphasis
    day += "It never rained & it poured. " * (100 - emphasis)
    text = "\n\n".join([day] * 850)
    return {"works/a/work.md": trees.work(), "works/a/1.md": trees.chapter(text=text)}


def sixty_chapters() -> dict[str, str | bytes]:
    """Return a work of sixty chapters with two hundred pictures in them."""
    files: dict[str, str | bytes] = {
        "works/a/work.md": trees.work(text="", chapters="60")
    }
    for chapter in range(1, 61):
        shown = range(chapter * 4 - 4, min(chapter * 4, 200))
        lines = (f"![Picture {number}]({number}.png)" for number in shown)
        files[f"works/a/{chapter:02d}.md"] = trees.chapter(
            text="\n\n".join(lines) or "x"
        )
    for number in range(200):
        files[f"works/a/{number}.png"] = png(size=(number + 1, 1))
    return files
