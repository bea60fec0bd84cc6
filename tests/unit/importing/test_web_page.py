"""Any other page gives the story that stands on it, and nothing of the site around."""

from __future__ import annotations

import contextlib

import pytest
from ficstead.importing.markup.markup import parsed, words
from ficstead.importing.pages import web_page
from ficstead.importing.story import Loss, Refused, Story
from hypothesis import given
from hypothesis import strategies as st

from ...laws import tries

LINES = (
    "The fog came up from the river and stayed for eleven days.",
    "Nobody in the house said so, but they had all been waiting for it.",
    "“Tea?” asked the keeper, and the kettle answered for itself.",
)
TEXT = "".join(f"<p>{line}</p>" for line in LINES)
AROUND = (
    "<header id='header'><h1>Fog Blog</h1></header><nav><ul><li><a href='/'>Home</a>"
    "</li></ul></nav>{}<div class='sidebar'><p>Archives of many months and years</p>"
    "</div><div id='comments'><p>Lovely! I read it twice and cried both times.</p></div>"
    "<footer>All rights reserved</footer>"
)


def read(html: str) -> Story:
    return web_page.read(parsed(html))


def text(story: Story) -> str:
    return " ".join(words(parsed(c.html)) for c in story.chapters)


WHOLE = " ".join(LINES)


@pytest.mark.parametrize(
    ("html", "source"),
    [
        # WordPress
        (
            "<title>A Lamp | Fog Blog</title><link rel=canonical href='https://fog.example/"
            "lamp/'><meta property='og:site_name' content='Fog Blog'>"
            + AROUND.format(
                "<article class='post'><h1 class='entry-title'>A Lamp</h1><div class='"
                "entry-meta'>Posted on <time class='entry-date' datetime='2015-03-04T10:00'>"
                f"March 4</time> by <span class='author'>wren</span></div><div class='entry-"
                f"content'>{TEXT}<div class='sharedaddy'>Share this</div></div></article>"
            ),
            "https://fog.example/lamp/",
        ),
        # Blogger
        (
            "<title>Fog Blog: A Lamp</title><meta property='og:title' content='A Lamp'>"
            "<meta property='og:url' content='http://fog.example/2015/lamp.html'><meta "
            "property='article:published_time' content='2015-03-04'><meta name=author "
            "content=wren>"
            + AROUND.format(f"<div class='post-body entry-content'>{TEXT}</div>"),
            "http://fog.example/2015/lamp.html",
        ),
        # A site nobody knows
        (
            "<title>A Lamp</title><meta name=author content=wren><meta name=date content"
            "='2015-03-04'>" + AROUND.format(f"<div><div class=x9>{TEXT}</div></div>"),
            "",
        ),
    ],
    ids=["wordpress", "blogger", "unknown"],
)
def test_a_story_is_found_among_what_a_site_has_around_it(
    html: str, source: str
) -> None:
    story = read(html)
    assert text(story) == WHOLE
    assert story.title == "A Lamp"
    assert story.authors == ("wren",)
    assert story.published == "2015-03-04"
    assert story.source == source


def test_labels_at_the_top_of_a_post_are_taken() -> None:
    story = read(
        "<title>fog_fest: A Lamp</title>"
        + AROUND.format(
            "<div class='entry-content'>Title: A Lamp<br>Fandom: Harbour Lights<br>Rating: "
            f"PG-13<br>Pairing: Ada/Bea<br><br>{LINES[0]}<br><br>{LINES[1]}<br><br>"
            f"<i>{LINES[2]}</i></div>"
        )
    )
    assert story.fandoms == ("Harbour Lights",)
    assert story.relationships == ("Ada/Bea",)
    assert story.rating == "Teen And Up Audiences"
    assert story.chapters[0].html.count("<p>") == 3
    assert text(story) == WHOLE


@pytest.mark.parametrize(
    "body",
    [
        TEXT,
        f"<div class='WordSection1'>{TEXT}</div>",
        "<div><div>{}</div><div>{}</div><div><br></div><div>{}</div></div>".format(
            *LINES
        ),
        "{}<br><br>{}<br /><br />{}".format(*LINES),
        "<font face=Arial><p>{}<br>&nbsp;<br>{}</p>{}</font>".format(*LINES),
        "<center><p>{}</p></center>{}<p>{}".format(*LINES),
    ],
)
def test_of_a_plain_file_nothing_is_left_out(body: str) -> None:
    story = read(f"<html><head><title>A Lamp</title></head><body>{body}</body></html>")
    assert text(story).replace("\xa0", "").split() == WHOLE.split()
    assert story.title == "A Lamp"
    assert len(story.chapters) == 1


def test_what_stands_centred_stays_so() -> None:
    story = read(f"<title>x y</title>{TEXT}<center><div>the end</div></center>")
    assert 'align="center"' in story.chapters[0].html


def test_headings_are_chapters() -> None:
    story = read(
        f"<title>A Lamp</title><h1>A Lamp</h1><h2>Chapter 1: Fog</h2>{TEXT}"
        f"<h2>Chapter 2</h2>{TEXT}<h2>Chapter 3: Toast</h2>{TEXT}"
    )
    assert [(c.number, c.title) for c in story.chapters] == [
        (1, "Fog"),
        (2, ""),
        (3, "Toast"),
    ]
    assert story.title == "A Lamp"


def test_emphasis_that_only_a_style_sheet_knows_stays() -> None:
    story = read(
        "<style>.c1{font-style:italic}</style><title>x</title>"
        f"{TEXT}<p class=c0><span class=c1>Always.</span></p>"
    )
    assert "<em>" in story.chapters[0].html


def test_a_chapter_s_page_says_which_it_is() -> None:
    story = read(
        "<title>A Lamp - Chapter 3: Toast - Wattpad</title><nav></nav><h1>Toast</h1><div "
        f"class='panel'><pre><p data-p-id='1'>{LINES[0]}<span class='comment-marker'>+"
        f"</span></p><p data-p-id='2'>{LINES[1]}</p></pre><pre><p data-p-id='3'>{LINES[2]}"
        "</p></pre></div>"
    )
    assert (story.title, story.chapters[0].number) == ("A Lamp", 3)
    assert story.chapters[0].title == "Toast"
    assert story.said == ("Only chapter 3 is in this file; save the others too.",)
    assert text(story) == WHOLE


EFICTION = (
    "<title>A Lamp by wren</title><div id=menu>Home</div><div id='pagetitle'><a href='"
    "http://fog.example/viewstory.php?sid=12'>A Lamp</a> by <a href='http://fog.example/"
    "viewuser.php?uid=3'>wren</a></div>{}<div id=footer>Skin by kay</div>"
)


def test_a_chapter_of_an_efiction_archive() -> None:
    story = read(
        EFICTION.format(
            "<div class=jumpmenu><form><select name=chapter><option value=1>1. Fog"
            "<option value=2 selected>2. Tea</select></form></div><div class=notes><div "
            "class=title><span class=label>Author's Notes:</span></div><div class=noteinfo>"
            f"Thanks!</div></div><div id=story><span>{TEXT}</span></div><div class=notes>"
            "<div class=noteinfo>The end.</div></div>"
        )
    )
    only = story.chapters[0]
    assert (story.title, story.authors) == ("A Lamp", ("wren",))
    assert (only.number, only.title, only.notes) == (2, "Tea", "Thanks!")
    assert only.end_notes == "The end."
    assert text(story) == WHOLE
    assert story.source == "http://fog.example/viewstory.php?sid=12"
    assert "Only chapter 2 of 2" in story.said[0]


def test_the_printable_story_of_an_efiction_archive() -> None:
    story = read(
        EFICTION.format(
            "<div class=infobox><div class=content><span class=label>Summary: </span>Fog."
            "<br><span class=label>Rated:</span> PG-13<br><span class=label>Characters: "
            "</span> Ada, Bea<br><span class=label>Completed:</span> Yes <span class=label>"
            "Word count:</span> 120 <span class=label>Read:</span> 14 <span class=label>"
            "Published:</span> March 4, 2015</div></div><div class=chaptertitle>Fog by wren"
            f"</div><div class=chapter>{LINES[0]}<br><br>{LINES[1]}</div><div class="
            f"chaptertitle>Chapter 2 by wren</div><div class=chapter>{LINES[2]}</div>"
        )
    )
    assert [(c.number, c.title) for c in story.chapters] == [(1, "Fog"), (2, "")]
    assert text(story) == WHOLE
    assert story.summary == "<p>Fog.</p>"
    assert story.rating == "Teen And Up Audiences"
    assert story.characters == ("Ada", "Bea")
    assert (story.words, story.planned, story.published) == (120, "2", "2015-03-04")
    assert story.lost == (Loss("read: 14", "stats"),)


def test_of_a_forum_s_thread_the_marked_posts_are_the_chapters() -> None:
    post = (
        "<article class='message message--post' data-author='{}'>{}<div class=bbWrapper>"
        "{}</div></article>"
    )
    label = "<span class=threadmarkLabel>{}</span>"
    story = read(
        "<title>A Lamp | Fog Forums</title><h1 class='p-title-value'>A Lamp</h1><link rel="
        "canonical href='https://fog.example/threads/a-lamp.7/page-2'>"
        + post.format("wren", label.format("Chapter 1: Fog"), TEXT)
        + post.format("kay", "", "Great!")
        + post.format("wren", label.format("Interlude"), TEXT)
    )
    assert [c.title for c in story.chapters] == ["Fog", "Interlude"]
    assert story.authors == ("wren",)
    assert story.source == "https://fog.example/threads/a-lamp.7/"
    assert story.lost == (Loss("other posts on the page: 1", "thread"),)


def test_a_file_may_hold_a_haiku() -> None:
    html = "<title>Fog</title><p>fog on the harbour<br>somebody lit the lantern<br>nobody was there"
    assert "lantern" in read(f"<html><body>{html}</p></body></html>").chapters[0].html


@pytest.mark.parametrize(
    "html", ["", "<p>Nothing here.</p>", "<nav></nav><main></main>"]
)
def test_a_page_without_a_story_is_refused(html: str) -> None:
    with pytest.raises(Refused, match="No story text was found"):
        read(html)


PIECES = st.sampled_from(
    [
        *("<div>", "</div>", "<p>", "</p>", "<br>", "<br><br>", "<h2>Chapter 1</h2>"),
        *("<center>", "</center>", "<span class=label>Summary:</span>", "<nav>"),
        *("<div id=pagetitle><a href=viewstory.php>", "<div id=story>", "</a>"),
        *("<article class=message>", "<div class=bbWrapper>", "<pre><p data-p-id=1>"),
        *(
            "<blockquote>",
            "<table><td>",
            "<li>",
            "<select name=chapter><option selected>",
        ),
        *("Rating: T", LINES[0], LINES[1], " ", "&nbsp;", "<img src=x>", "<hr>", "<b>"),
    ]
)


@tries(50)
@given(st.lists(PIECES, max_size=30))
def test_any_page_gives_a_story_or_is_refused(pieces: list[str]) -> None:
    with contextlib.suppress(Refused):
        assert isinstance(read("".join(pieces)), Story)
