"""Read a saved page of a forum's thread (XenForo: SpaceBattles, Sufficient Velocity).

The story is in the posts that its author marked as chapters; where none is marked, in
the first post. What readers answered is not of the work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bs4 import BeautifulSoup, Tag

from ..labels import label_values
from ..labels.chapter_headings import read as heading
from ..markup import saved_pages, selecting
from ..markup.markup import classes, words
from ..story import Chapter, Loss, Refused, Story
from .web_flat import flat

FORMAT: Final = "forum"

_POSTS: Final = "article.message, li.message, .message--post"
_TEXT: Final = ".bbWrapper, blockquote.messageText, .messageText"
_INSERTED: Final = ".bbCodeBlock-expandLink, .js-lbContainer, .messageTextEndMarker"


def recognises(soup: BeautifulSoup) -> bool:
    """Tell whether a page is a thread with posts."""
    return (
        selecting.first(soup, _POSTS) is not None
        and selecting.first(soup, _TEXT) is not None
    )


def read(soup: BeautifulSoup) -> Story:
    """Return the chapters on a page of a thread."""
    posts = [post for post in _posts(soup) if words(selecting.first(post, _TEXT))]
    if not posts:
        raise Refused("No story text was found on this page.")
    marked = [post for post in posts if _mark(post)]
    author = _author(posts[0])
    chosen = marked or posts[:1]
    chapters = tuple(_chapter(post, n) for n, post in enumerate(chosen, 1))
    left = len(posts) - len(chosen)
    title = words(selecting.first(soup, ".p-title-value, .titleBar h1, h1"))
    return Story(
        format=FORMAT,
        chapters=chapters,
        title=title or words(soup.title).partition(" | ")[0],
        authors=(_author(chosen[0]) or author,) if _author(chosen[0]) or author else (),
        published=chapters[0].date,
        planned="?" if len(chapters) > 1 or marked else "",
        source=_source(soup),
        pictures=saved_pages.pictures(chosen),
        lost=(Loss(f"other posts on the page: {left}", "thread"),) if left else (),
        said=()
        if marked
        else ("The first post of the thread was taken as the story.",),
    )


def _posts(soup: BeautifulSoup) -> Iterator[Tag]:
    known: set[int] = set()
    for post in selecting.select(soup, _POSTS):
        if not any(id(up) in known for up in post.parents):
            known.add(id(post))
            yield post


def _mark(post: Tag) -> str:
    """Return the name of a chapter that its author gave to a post."""
    label = selecting.first(
        post, ".threadmarkLabel, .message-cell--threadmark-header .label"
    )
    if label is not None:
        return words(label)
    named = "hasThreadmark" in " ".join(classes(post))
    header = selecting.first(
        post, ".message-cell--threadmark-header, .threadmarker .label"
    )
    text = re.sub(r"^Threadmarks?:?\s*", "", words(header))
    return text or ("Chapter" if named else "")


def _chapter(post: Tag, number: int) -> Chapter:
    text = selecting.first(post, _TEXT)
    if text is None:
        return Chapter(number=number)
    for tag in selecting.select(text, _INSERTED):
        if not tag.decomposed:
            tag.decompose()
    mark = _mark(post)
    found = heading(mark) if mark else None
    own = found is not None and found.number == number
    title = found.title if found is not None and own else mark
    time = selecting.first(post, "time[datetime], abbr.DateTime, span.DateTime")
    said = str(time.get("datetime") or time.get("title") or "") if time else ""
    return Chapter(
        html=flat(text.contents),
        number=number,
        title="" if title == "Chapter" else title,
        date=label_values.day(said[:10]) or label_values.day(said[:40]),
    )


def _author(post: Tag) -> str:
    name = str(post.get("data-author") or "").strip()
    return name or words(selecting.first(post, ".username, .message-name"))


def _source(soup: BeautifulSoup) -> str:
    """Return the address of the thread, without that of the page."""
    page = saved_pages.address(soup)
    found = re.match(r"https?://[^/]+/(?:index\.php\?)?threads/[^/]+/", page)
    return found[0] if found else page
