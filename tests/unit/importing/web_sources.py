"""Stories as other sites and programs leave them: FanFicFare, FicHub, archives, blogs.

Each of `FILES` is a name, the file, and its texts in order.
"""

from __future__ import annotations

from .epubs import epub, page
from .written_sources import PNG

_AO3 = "https://archiveofourown.org"
_FFN = "https://www.fanfiction.net/s/77/1/The-Kettle"


def _text(opening: str) -> str:
    return (
        f"<p>{opening}</p><p>“You came back,” said Ada. <em>Of course</em> she had.</p>"
        "<hr/><p>In the morning the <strong>whole</strong> harbour smelled of toast, "
        "and nobody asked why.</p><p>They let the fire burn down by itself.</p>"
    )


# ---- FanFicFare ----------------------------------------------------------------------

_FFF = (_text("The ferry was late by a year."), _text("The ferry was early."))
_FFF_LABELS = {
    "Series": f'<a class="serieslink" href="{_AO3}/series/1">Coast, and Sea [1]</a>',
    "Category": "Lighthouse Tales",
    "Genre": "F/F, Fluff, Slow Burn",
    "Language": "English",
    "Characters": "Ada (Lighthouse), Bea",
    "Relationships": "Ada/Bea",
    "Status": "In-Progress",
    "Published": "2021-02-03",
    "Updated": "2021-05-06",
    "Packaged": "2021-05-07 10:11:12",
    "Rating": "Teen And Up Audiences",
    "Warnings": "No Archive Warnings Apply",
    "Chapters": "2",
    "Words": "76",
    "Kudos": "33",
    "Publisher": "archiveofourown.org",
    "Summary": "<div><p>A <i>ferry</i> and a promise.</p></div>",
}
_FFF_HEAD = (
    f'<h3><a href="{_AO3}/works/812">The Ferry</a> by '
    '<a class="authorlink" href="u">Wren</a></h3><div>'
    + "".join(f"<b>{a}:</b> {b}<br />\n" for a, b in _FFF_LABELS.items())
    + "</div>"
)
_FFF_PACKAGE = (
    "<dc:identifier>fanficfare-uid:archiveofourown.org-uwren-s812</dc:identifier>"
    "<dc:title>The Ferry</dc:title><dc:creator>Wren</dc:creator><dc:language>en"
    "</dc:language><dc:contributor>FanFicFare [https://github.com/JimmXinu/FanFicFare]"
    '</dc:contributor><dc:date opf:event="publication">2021-02-03</dc:date>'
    f"<dc:subject>Fluff</dc:subject><dc:source>{_AO3}/works/812</dc:source>"
)


def _fff_chapter(title: str, text: str) -> str:
    return page(
        f'<h3 class="fff_chapter_title">{title}</h3>\n<div class="story"><div '
        f'class="userstuff module" role="article">{text}</div></div>',
        f'<title>{title}</title><meta name="chapterorigtitle" content="{title}"/>',
    )


def _fanficfare_epub() -> bytes:
    return epub(
        {
            "cover.xhtml": '<div><img src="images/cover.png"/></div>',
            "title_page.xhtml": page(_FFF_HEAD),
            "file0001.xhtml": _fff_chapter("1. The Slip", _FFF[0]),
            "file0002.xhtml": _fff_chapter("2. Chapter 2", _FFF[1]),
        },
        metadata=_FFF_PACKAGE,
        files={"OEBPS/images/cover.png": PNG},
    )


_FFF_HTML = (
    _text("Nobody had painted the boat."),
    _text("Somebody painted the boat in the night."),
)


def _fanficfare_html() -> bytes:
    head = (
        _FFF_HEAD.replace("The Ferry", "The Boat")
        .replace("/812", "/813")
        .replace("[1]", "[2]")
    )
    chapters = "".join(
        f'<a name="section{n:04}"><!-- x --></a><h3>{title}</h3>\n{text}'
        for n, title, text in (
            (1, "1. Tar", _FFF_HTML[0]),
            (2, "2. Chapter 2", _FFF_HTML[1]),
        )
    )
    return (
        "<!DOCTYPE html><html><head><title>The Boat by Wren</title></head><body>"
        f'<h1><a href="{_AO3}/works/813">The Boat</a> by <a class="authorlink" href="u">'
        f"Wren</a></h1>{head.partition('</h3>')[2]}<h2>Table of Contents</h2>"
        '<p><a href="#section0001">1. Tar</a><br />\n<a href="#section0002">2. Chapter 2'
        f"</a></p>{chapters}</body></html>"
    ).encode()


# ---- FicHub --------------------------------------------------------------------------

_FICHUB = (_text("The lamp was lit at six."), _text("The lamp went out at seven."))
_MADE = (
    f'<p>Original source:\n<a rel="noopener noreferrer" href="{_FFN}">{_FFN}</a></p>'
    "<p>Exported with the assistance of\n\t<a href='https://fichub.net'>FicHub.net</a></p>"
)
_INTRODUCTION = (
    "<h1>The Kettle</h1><p><b>By: Wren</b></p><p><p>A <i>keeper</i>.</p></p>"
    "<p>Status: complete</p><p>Published: 2015-10-23</p><p>Updated: 2016-01-02</p>"
    "<p>Words: 72</p><p>Chapters: 2</p><p>Rated: Fiction T - Language: English - Genre: "
    "Hurt/Comfort - Characters: [Ada P., Bea W.] Kite - Reviews: 12 - Favs: 3 - id: 77"
    f"</p>{_MADE}"
)


def _fichub_epub() -> bytes:
    return epub(
        {
            "introduction.xhtml": _INTRODUCTION,
            "chap_1.xhtml": f"<h2>1. The Gull</h2>{_FICHUB[0]}",
            "chap_2.xhtml": f"<h2>Chapter 2</h2>{_FICHUB[1]}",
        },
        metadata="<dc:title>The Kettle</dc:title><dc:creator>Wren</dc:creator>",
        toc=[
            ("Introduction", "introduction.xhtml"),
            ("1. The Gull", "chap_1.xhtml"),
            ("2. Chapter 2", "chap_2.xhtml"),
        ],
    )


_FICHUB_HTML = (_text("The bell had no rope."), _text("The rope had no bell."))


def _fichub_html() -> bytes:
    made = _MADE.replace("s/77/1/The-Kettle", "s/78/1/The-Bell")
    return (
        '<html><head><title>The Bell</title></head><body><h1><span class="title">The Bell'
        "</span></h1><h2>by <span>Wren</span></h2><div><p>A keeper.</p></div>"
        f"{made}<p>Chapters: 2</p><p>Words: 72</p>"
        '<nav id="contents-list"><ol><li><a href="#chap_1">1. The Rope</a></li><li>'
        '<a href="#chap_2">2. Chapter 2</a></li></ol></nav><div id="chap_1">'
        '<div class="chapter_nav"><a href="#chap_2">next chapter</a></div>'
        f'<h2>The Rope</h2>{_FICHUB_HTML[0]}</div><div id="chap_2"><div '
        f'class="chapter_nav">x</div>{_FICHUB_HTML[1]}</div>'
        '<a href="#contents-list">(back to chapter list)</a></body></html>'
    ).encode()


# ---- Other books ---------------------------------------------------------------------

_BOOK = (
    "<p>The almanac was wrong about the tide.</p><p>It was right about the gulls.</p>",
    "<p>The almanac was burned on a Friday.</p>",
)
_NOTED = ("Gulls live long.", "So do almanacs. Mostly.")


def _other_epub() -> bytes:
    first = (
        "<h1>The Tide</h1><p>The almanac was wrong about the tide.</p><p>It was right "
        'about the gulls.<a epub:type="noteref" href="notes.xhtml#n1" id="r1">1</a></p>'
        '<p><img src="images/gull.png" alt="A gull"/></p>'
    )
    second = (
        "<h1>The Fire</h1><p>The almanac was burned on a Friday."
        '<a epub:type="noteref" href="notes.xhtml#n2" id="r2">2</a></p>'
    )
    notes = (
        f'<h1>Notes</h1><aside epub:type="footnote" id="n1"><p>{_NOTED[0]} '
        '<a href="1.xhtml#r1">↩</a></p></aside><aside epub:type="footnote" id="n2"><p>'
        'So do <em>almanacs</em>.</p><p>Mostly. <a href="2.xhtml#r2">↩</a></p></aside>'
    )
    return epub(
        {
            "cover.xhtml": '<div><img src="images/gull.png" alt="Cover"/></div>',
            "1.xhtml": first,
            "2.xhtml": second,
            "notes.xhtml": notes,
        },
        metadata="<dc:title>The Almanac</dc:title><dc:creator>Finch</dc:creator>"
        "<dc:language>en-GB</dc:language><dc:date>2020-05-01</dc:date>"
        "<dc:description>&lt;p&gt;On &lt;i&gt;weather&lt;/i&gt;.&lt;/p&gt;"
        "</dc:description>",
        toc=[("The Tide", "1.xhtml"), ("The Fire", "2.xhtml")],
        files={"OEBPS/images/gull.png": PNG},
    )


# ---- Pages ---------------------------------------------------------------------------

_FFN_TEXT = _text("The review said it was too short.")


def _fanfiction_net() -> bytes:
    return (
        "<html><head><title>A Lamp Chapter 2: Toast, a harbour lights fanfic | FanFiction"
        "</title></head><body><div id=top><a href='/'>FanFiction</a></div>"
        "<div id=content_wrapper_inner><div id=pre_story_links><span><a href='/book/'>"
        "Books</a><a href='/book/Harbour/'>Harbour Lights</a></span></div>"
        "<div id=profile_top><b class='xcontrast_txt'>A Review</b> <span class="
        "'xcontrast_txt'>By:</span> <a class='xcontrast_txt' href='/u/5/wren'>Wren &amp; "
        "Co</a> <div class='xcontrast_txt'>Fog, and tea.</div><span class='xgray "
        "xcontrast_txt'>Rated: <a>Fiction  T</a> - English - Hurt/Comfort - [Ada L., Bea]"
        " Cy - Chapters: 3 - Words: 120 - Reviews: <a href='/r/79/'>2</a> - Updated: "
        "<span data-xutime='1426348782'>3/14/2015</span> - Published: <span data-xutime="
        "'1267344759'>Feb 28</span> - id: 79</span></div><SELECT id=chap_select "
        "Name=chapter><option value=1>1. Chapter 1<option value=2 selected>2. Toast"
        "<option value=3>3. Tea</select><div class='storytext' id='storytext'>"
        f"{_FFN_TEXT}</div></div></body></html>"
    ).encode()


_THREAD = (_text("The thread began with a knot."), _text("The thread held."))


def _forum() -> bytes:
    post = (
        "<article class='message message--post' data-author='{}'><time class=u-dt datetime="
        "'2019-0{}-02T10:00:00+0000'>x</time>{}<div class=bbWrapper>{}</div></article>"
    )
    label = "<span class=threadmarkLabel>{}</span>"
    posts = (
        post.format("Wren", 1, label.format("Chapter 1: A Knot"), _THREAD[0])
        + post.format("kay", 2, "", "<p>Great!</p>")
        + post.format("Wren", 3, label.format("Chapter 2: A Splice"), _THREAD[1])
    )
    return (
        "<!DOCTYPE html><html><head><title>The Thread | Fog Forums</title><link "
        "rel=canonical href='https://fog.example/threads/the-thread.7/'></head><body>"
        f"<h1 class='p-title-value'>The Thread</h1>{posts}</body></html>"
    ).encode()


_EFICTION = (
    _text("The archive had eleven members."),
    _text("The archive had ten."),
)


def _efiction() -> bytes:
    return (
        "<html><head><title>The Archive by Wren</title></head><body><div id=menu>Home"
        "</div><div id='pagetitle'><a href='http://fog.example/viewstory.php?sid=12'>The "
        "Archive</a> by <a href='http://fog.example/viewuser.php?uid=3'>Wren</a></div>"
        "<div class=infobox><div class=content><span class=label>Summary: </span>Fog.<br>"
        "<span class=label>Rated:</span> PG-13<br><span class=label>Characters: </span> "
        "Ada, Bea<br><span class=label>Completed:</span> Yes <span class=label>Word count:"
        "</span> 72 <span class=label>Read:</span> 14 <span class=label>Published:</span> "
        f"March 4, 2015</div></div><div class=chaptertitle>Eleven by Wren</div><div "
        f"class=chapter>{_EFICTION[0]}</div><div class=chaptertitle>Chapter 2 by Wren"
        f"</div><div class=chapter>{_EFICTION[1]}</div><div id=footer>Skin by kay</div>"
        "</body></html>"
    ).encode()


_BLOG = _text("The post was short, as the winter was.")


def _blog() -> bytes:
    return (
        "<!DOCTYPE html><html lang='en'><head><title>Winter Post | Fog Blog</title><link "
        "rel=canonical href='https://fog.example/winter/'><meta property='og:site_name' "
        "content='Fog Blog'></head><body><header id='header'><h1>Fog Blog</h1></header>"
        "<nav><ul><li><a href='/'>Home</a></li></ul></nav><article class='post'><h1 "
        "class='entry-title'>Winter Post</h1><div class='entry-meta'>Posted on <time "
        "class='entry-date' datetime='2015-03-04T10:00'>March 4</time> by <span class="
        f"'author'>Wren</span></div><div class='entry-content'>{_BLOG}<div class="
        "'sharedaddy'>Share this</div></div></article><div id='comments'><p>Lovely! I "
        "read it twice.</p></div><footer>All rights reserved</footer></body></html>"
    ).encode()


_PLAIN = _text("The page had nothing around it.")


def _plain_page() -> bytes:
    return (
        "<html><head><title>Nothing Around</title></head><body><h1>Nothing Around</h1>"
        f"<p>by marshlight</p>{_PLAIN}</body></html>"
    ).encode("utf-16")


FILES = (
    ("The_Ferry-ao3_812.epub", _fanficfare_epub(), *_FFF),
    ("The_Boat-ao3_813.html", _fanficfare_html(), *_FFF_HTML),
    ("The_Kettle_by_Wren-fichub.epub", _fichub_epub(), *_FICHUB),
    ("The_Bell_by_Wren-fichub.html", _fichub_html(), *_FICHUB_HTML),
    ("almanac.epub", _other_epub(), _BOOK[0], _NOTED[0], _BOOK[1], _NOTED[1]),
    ("A Lamp Chapter 2.html", _fanfiction_net(), _FFN_TEXT),
    ("The Thread _ Fog Forums.html", _forum(), *_THREAD),
    ("viewstory.php.html", _efiction(), *_EFICTION),
    ("Winter Post - Fog Blog.htm", _blog(), _BLOG),
    ("nothing.html", _plain_page(), _PLAIN),
)
