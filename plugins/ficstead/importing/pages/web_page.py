"""Read any other page with a story on it, and HTML files that people or programs made.

Where a site stands around the story, its text is found and its facts are taken from
the page; a plain file is read as a typed document is, and nothing of it is left out.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Final

from bs4 import BeautifulSoup

from ...prose.words import count
from ..documents import document_chapters
from ..documents.document_chapters import Sheet
from ..markup import saved_pages, stylesheet
from ..markup.markup import words
from ..story import Refused, Story
from . import efiction, forum, web_facts, web_frame
from .web_facts import Facts
from .web_flat import flat
from .web_frame import Found

FORMAT: Final = "html"

_NONE: Final = "No story text was found on this page."


def read(soup: BeautifulSoup) -> Story:
    """Return the story of a page. Raises `Refused` where there is none."""
    saved_pages.restore(soup)
    for reader in (efiction, forum):
        if reader.recognises(soup):
            story: Story = reader.read(soup)
            return story
    where = web_frame.found(soup)
    web_frame.cleared(where)
    fewest = web_frame.FEWEST if where.framed else web_frame.FEWEST_ALONE
    if sum(count(words(tag)) for tag in where.tags) < fewest:
        raise Refused(_NONE)
    return _framed(soup, where) if where.framed else _plain(soup)


def _plain(soup: BeautifulSoup) -> Story:
    sheets = [stylesheet.read(style.get_text()) for style in soup.find_all("style")]
    stylesheet.apply(soup, stylesheet.merged(sheets))
    title = web_facts.page_title(soup)
    return document_chapters.story(
        Sheet(
            format=FORMAT,
            html=flat(soup.contents),
            title=title,
            author=saved_pages.meta(soup, "author"),
            published=web_facts.published(soup),
            pictures=saved_pages.pictures([soup]),
        )
    )


def _framed(soup: BeautifulSoup, where: Found) -> Story:
    known = web_facts.facts(soup, where.tags[0])
    html = "\n".join(flat(tag.contents) for tag in where.tags)
    found = document_chapters.story(
        Sheet(
            format=FORMAT,
            html=html,
            title=known.title,
            published=known.published,
            pictures=saved_pages.pictures(where.tags),
        )
    )
    return _told(found, known)


def _told(found: Story, known: Facts) -> Story:
    """Return a story with what the page around it says where it says nothing itself."""
    chapters = found.chapters
    only = chapters[0] if len(chapters) == 1 else None
    said = found.said
    if only is not None:
        name = only.title or known.chapter
        if found.title and known.title and found.title != known.title:
            name = name or found.title
        number = only.number or known.number
        chapters = (replace(only, title=name, number=number),)
        if number and number > 1:
            said = (
                *said,
                f"Only chapter {number} is in this file; save the others too.",
            )
    summary = f"<p>{escape(known.summary, quote=False)}</p>" if known.summary else ""
    return replace(
        found,
        chapters=chapters,
        title=known.title or found.title,
        authors=found.authors or ((known.author,) if known.author else ()),
        published=found.published or known.published,
        summary=found.summary or summary,
        tags=found.tags or known.tags,
        source=found.source or known.source,
        said=said,
    )
