"""Tell by name the pages that show no work: walls, errors, lists, profiles.

Only how a page is built is looked at, never the words of a story, and a page that holds
a story is looked at no further: "Error 404" is a fine title for a robot's love story.
"""

from __future__ import annotations

import re
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from ..markup import saved_pages, selecting
from ..markup.markup import classes, words

_STORIES: Final = (
    "#chapters .userstuff, #workskin .userstuff, #storytext, #storycontent, #story, "
    "#chapters[role=article], p[data-p-id], .chapter-content"
)
_SAVE: Final = "save the page of the work itself, with its text on it."
_ADULT: Final = (
    "This is the page that asks whether you want to see adult content; choose Yes, "
    "Continue, and save the page that comes."
)
_LOCKED: Final = (
    "This page says that only registered users can see the work; log in and save the "
    "work again."
)
_BUSY: Final = (
    "This is an error page of the site, which could not answer; open the work again "
    "later and save it."
)
_GONE: Final = (
    "This is an error page: the site found nothing at the address. Check the address, "
    "or use a download that you still have."
)
_CHECK: Final = (
    "This is the page that checks whether you are a human; wait until the story is "
    "there, then save the page."
)
_INDEX: Final = (
    "This is the list of a work's chapters, without their text; save the entire work."
)
_SERIES: Final = (
    "This is the page of a series, without its works; save or download each work."
)
_HIDDEN: Final = (
    "This work was in a collection that had not revealed it; save it once it is."
)
# What pages of AO3's software call themselves, in the class of #main.
_PAGES: Final = (
    (r"chapters-(?:index|manage)|works-navigate", _INDEX),
    (r"series-", _SERIES),
    (r"bookmarks-|external_works-", f"This is a list of bookmarks; {_SAVE}"),
    (
        r"works-(?:new|edit|create|update|import)\b|chapters-(?:new|edit|create)\b",
        "This is a form to edit a work; open the work itself and save that page.",
    ),
    (
        r"works-(?!show)|tags-|fandoms-|media-|gifts-",
        f"This is a list of works; {_SAVE}",
    ),
    (
        r"collections?[-_]|challenge|prompts-",
        f"This is a page of a collection; {_SAVE}",
    ),
    (r"comments-|inbox-|kudos-", f"This is a page of comments; {_SAVE}"),
    (r"(?:user_)?sessions-|passwords-|registrations-", _LOCKED),
    (
        r"users-|profile-|pseuds-|readings-|subscriptions-|stats-|preferences-|people-",
        f"This is a page about a user; {_SAVE}",
    ),
    (
        r"home-|admin_posts-|archive_faqs-|skins-|errors-|works-|chapters-",
        f"There is no text of a work on this page of the site; {_SAVE}",
    ),
)
_TITLES: Final = (
    (
        r"just a moment|checking your browser|attention required|ddos-guard|one moment"
        r"|please wait|security check|are you (?:a )?human|un instant",
        _CHECK,
    ),
    (
        r"(?:error |http )?(?:404|410)\b.*|(?:page|story|file) not found|not found"
        r"|the page you were looking for doesn.t exist.*",
        _GONE,
    ),
    (r"(?:error |http )?403\b.*|forbidden|access denied", _LOCKED),
    (
        r"(?:error |http )?(?:429|5[0-9][0-9])\b.*|retry later|bad gateway.*"
        r"|too many requests|.{0,40}temporarily unavailable|service unavailable"
        r"|.{0,40}shields are up|.{0,60}: 5[0-9][0-9]: .{0,60}",
        _BUSY,
    ),
)
# What pages of errors say besides their title, and a drabble called "404" does not.
_WITNESS: Final = re.compile(
    r"ray id|cloudflare|nginx|apache|administrator|web ?server|requested (?:url|page)"
    r"|enable javascript|captcha|try again|gateway|may have been deleted|mistyped",
    re.IGNORECASE,
)
_SHORT: Final = 400  # words; a page of an error has fewer, menus and all
_SHORTEST: Final = 20  # words; no drabble has so few
_NOTICES: Final = "p.notice, p.caution, p.message, .flash, div.notice, .error, .caution"
_FANFICTION: Final = re.compile(r"fanfiction|fictionpress", re.IGNORECASE)


def reason(soup: BeautifulSoup) -> str | None:
    """Return why a page is no work, in a sentence for the author; None for a work."""
    if _has_story(soup):
        return None
    main = selecting.first(soup, "#main")
    found = _archive(main) if main is not None else None
    return found or _by_title(soup) or _fanfiction(soup) or _others(soup)


def _has_story(soup: BeautifulSoup) -> bool:
    return any(
        words(tag) or tag.find("img") for tag in selecting.select(soup, _STORIES)
    )


def _archive(main: Tag) -> str | None:
    """Return what a page of AO3's software is, if it is one without a work."""
    names = classes(main)
    if not ({"region"} & {*names} or selecting.first(main, "li.blurb, .flash")):
        return None
    top = words(selecting.first(main, "h2.heading, h2, h3.heading")).lower()
    error = re.match(r"error ([45][0-9][0-9])", top)
    if error or "errors" in names:
        number = error[1] if error else "404"
        return {"403": _LOCKED, "404": _GONE, "410": _GONE}.get(number, _BUSY)
    return _notice(main, top) or _built(main) or _named(names)


def _notice(main: Tag, top: str) -> str | None:
    notices = [words(tag) for tag in selecting.select(main, _NOTICES)]
    said = " ".join([top, *notices]).lower()
    for pattern, reason in (
        (r"retry later|shields are up", _BUSY),
        (r"adult content", _ADULT),
        (r"have permission|registered users|log in to|only available to", _LOCKED),
        (r"not been revealed|be revealed|ongoing challenge|mystery work", _HIDDEN),
    ):
        if re.search(pattern, said):
            return reason
    return None


def _built(main: Tag) -> str | None:
    """Return what a page is by the lists on it, which older pages have as well."""
    for css, said in (
        ("ol.chapter.index", _INDEX),
        ("dl.series.meta", _SERIES),
        ("li.bookmark.blurb", f"This is a list of bookmarks; {_SAVE}"),
        ("li.blurb", f"This is a list of works; {_SAVE}"),
    ):
        if selecting.first(main, css) is not None:
            return said
    return None


def _named(names: list[str]) -> str | None:
    for pattern, said in _PAGES:
        if any(re.match(pattern, name) for name in names):
            return said
    return None


def _by_title(soup: BeautifulSoup) -> str | None:
    """Return what an error page is by its title or only heading, if it is short."""
    text = _short(soup)
    if text is None:
        return None
    if len(text.split()) > _SHORTEST and not _WITNESS.search(text):
        return None
    tops = [words(soup.title), words(selecting.first(soup, "h1"))]
    for top in (*tops, text):
        bare = re.split(r"\s*[|\[–—]\s*|\s+-\s+", top, maxsplit=1)[0].lower()
        for pattern, said in _TITLES:
            if re.fullmatch(rf"(?:{pattern})\W*", bare[:120]):
                return said
    if (
        selecting.first(soup, "#challenge-form, #challenge-running, #cf-challenge")
        is not None
    ):
        return _CHECK
    return _BUSY if selecting.first(soup, "#cf-wrapper, #cf-error-details") else None


def _short(soup: BeautifulSoup) -> str | None:
    """Return the whole text of a page that is as short as an error."""
    found: list[str] = []
    for text in soup.descendants:
        if isinstance(text, Tag) or not isinstance(text, NavigableString):
            continue
        if text.parent is None or text.parent.name not in {"style", "title"}:
            found += text.split()
        if len(found) > _SHORT:
            return None
    return " ".join(found)


def _fanfiction(soup: BeautifulSoup) -> str | None:
    """Return what a page of FanFiction.net is that shows no chapter."""
    host = saved_pages.host(saved_pages.address(soup))
    title = words(soup.title)
    if not (_FANFICTION.search(host) or _FANFICTION.search(title)):
        return None
    if selecting.first(soup, ".panel_warning, .panel_error, .gui_warning") is not None:
        return _GONE
    if selecting.first(soup, "#gui_table2i, #bio, #p_bio") is not None:
        return f"This is a page about a user; {_SAVE}"
    if selecting.first(soup, ".z-list, .zhover") is not None:
        return f"This is a list of stories; {_SAVE}"
    return None


def _others(soup: BeautifulSoup) -> str | None:
    """Return what other story sites' pages are that ask or list."""
    asking = selecting.first(soup, ".errortext")
    if asking is not None and selecting.first(soup, "#pagetitle") is not None:
        text = words(asking).lower()
        return _LOCKED if "log in" in text or "registered" in text else _ADULT
    if (
        selecting.first(soup, ".story-parts, .table-of-contents[data-story-id]")
        is not None
    ):
        return (
            "This is the page of a story, without its text; open each part and save "
            "that."
        )
    return None
