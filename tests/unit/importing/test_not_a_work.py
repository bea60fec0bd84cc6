"""Pages that are no work are told by name, and no work is ever taken for one."""

from __future__ import annotations

import pytest
from ficstead.importing.markup.markup import parsed
from ficstead.importing.pages import not_a_work

from .ao3_pages import Saved, page
from .test_ao3_page import FULL, ONESHOT
from .test_fanfiction_net import desktop

BLURB = "<li class='work blurb group'><h4><a href='/works/1'>A Lamp</a></h4></li>"


def ao3(kind: str, inside: str) -> str:
    return (
        "<title>Archive of Our Own</title><div id='outer'><header id='header'><h1>"
        f"<a href='/'>Archive of Our Own</a></h1></header><div id='main' class='{kind} "
        f"region' role='main'>{inside}</div><div id='footer'>About</div></div>"
    )


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (
            ao3(
                "works-show",
                "<p class='caution notice'>This work could have adult content. If you "
                f"continue…</p><ol>{BLURB}</ol>",
            ),
            "adult content",
        ),
        (
            ao3(
                "works-show",
                "<p class='message warning'>This work potentially has adult content.</p>",
            ),
            "adult content",
        ),
        (
            ao3(
                "sessions-new",
                "<div class='flash error'>This work is only available to registered "
                "users of the Archive.</div><h2>Log In</h2>",
            ),
            "registered users",
        ),
        (
            ao3(
                "home-index",
                "<div class='flash error'>Sorry, you don't have permission to access "
                "the page you were trying to reach. Please log in.</div>",
            ),
            "registered users",
        ),
        (ao3("system errors error-404", "<h2 class='heading'>Error 404</h2>"), "error"),
        (ao3("errors", "<h2 class='heading'>Error 502</h2><p>Sorry!</p>"), "later"),
        (
            ao3(
                "works-show",
                "<div class='notice'><p>This work is part of an ongoing challenge and "
                "will be revealed soon!</p></div>",
            ),
            "revealed",
        ),
        (ao3("series-show", f"<dl class='series meta group'></dl>{BLURB}"), "series"),
        (
            ao3("bookmarks-index", "<ol><li class='bookmark blurb group'>x</li></ol>"),
            "bookmarks",
        ),
        (ao3("works-index", f"<ol class='work index group'>{BLURB}</ol>"), "works"),
        (ao3("tags-show", "<h2>Fog</h2>"), "works"),
        (ao3("works-search", "<h2>Search</h2>"), "works"),
        (ao3("users-show", f"<div>{BLURB}</div>"), "works"),
        (ao3("profile-show", "<p>I write.</p>"), "user"),
        (ao3("collections-show", "<p>Fog Fest</p>"), "collection"),
        (ao3("comments-index", "<ol class='thread'></ol>"), "comments"),
        (
            ao3("works-navigate", "<ol class='chapter index group'><li>1</li></ol>"),
            "list of a work's chapters",
        ),
        (
            "<title>Just a moment...</title><p>Checking your browser. Ray ID: 1</p>",
            "human",
        ),
        ("<title>Attention Required! | Cloudflare</title><h1>Ray ID</h1>", "human"),
        ("<html><body>Retry later</body></html>", "later"),
        ("<title>404 Not Found</title><h1>404 Not Found</h1><hr>nginx", "error"),
        ("<title>502 Bad Gateway</title><center><h1>502 Bad Gateway</h1>", "later"),
        (
            "<title>archiveofourown.org | 525: SSL handshake failed</title>"
            "<div id='cf-wrapper'><h1>SSL handshake failed</h1> Cloudflare</div>",
            "later",
        ),
        (
            "<title>FanFiction</title><div class=panel_warning><span class='gui_warning'>"
            "Story Not Found<hr>Story is unavailable for reading. (A)</span></div>",
            "error",
        ),
        (
            "<title>Harbour | FanFiction</title><div class='z-list'>A Lamp</div>",
            "stories",
        ),
        (
            "<div id='pagetitle'>A Lamp</div><div class='errortext'>You must be of legal "
            "age. <a>Continue</a></div>",
            "adult content",
        ),
    ],
)
def test_a_page_is_named(html: str, said: str) -> None:
    reason = not_a_work.reason(parsed(html))
    assert reason is not None
    assert said in reason
    assert reason.endswith(".")


@pytest.mark.parametrize(
    "html",
    [
        page(Saved(ONESHOT)),
        page(Saved(FULL, shown=2, logged_in=True)),
        page(Saved(FULL, "2009")),
        desktop(),
        desktop(title="Error 404"),
        "<title>404</title><h1>404</h1>"
        + "<p>The robot found no heart to beat.</p>" * 9,
        "<title>Access Denied</title><p>She had no key, and the door knew it.</p>" * 4,
        "<title>Retry later</title><div id=main><h2>Retry later</h2><p>"
        + "This work could have adult content, said the fog. " * 9,
        "",
    ],
)
def test_a_work_is_no_such_page(html: str) -> None:
    assert not_a_work.reason(parsed(html)) is None


def test_what_a_story_says_of_errors_does_not_matter() -> None:
    html = page(Saved(ONESHOT)).replace(
        "The fog came up.",
        "<b class='notice'>This work is only available to registered users.</b>",
    )
    assert not_a_work.reason(parsed(html)) is None
