"""The works that a work stands on: what it was inspired by, what it translates."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ..header.header import Entry
from ..problems import Problem, found
from . import entries
from .entries import Found
from .facts import Parent

_OUTSIDE = re.compile(r"(?P<named>[^<>]*[^<>\s])\s*<(?P<url>[^<>\s]+)>")
_MARKDOWN = re.compile(r"\[(?P<title>[^\]]+)\]\((?P<url>[^)\s]+)\)(?P<by> by .+)?")
_SLUG = re.compile(r"[^\s<>/:\"]+")


def parent(value: str, line: int = 0, *, translation: bool) -> Parent | Problem:
    """Return what a slug, ``Title by Author <url>`` or ``Title <url>`` leads to.

    The last " by " parts title and author: ``Stand by Me by Kit <…>``.
    """
    match = _OUTSIDE.fullmatch(value)
    if match and is_web(match["url"]):
        title, _, byline = match["named"].rpartition(" by ")
        if not title:
            title, byline = byline, ""
        return Parent(
            "", title.strip(), byline.strip(), match["url"], translation, line
        )
    if not match and _SLUG.fullmatch(value):
        return Parent(value, "", "", "", translation, line)
    return found("M123", line, value=value, hint=_hint(value))


def parents(entry: Entry | None, *, translation: bool) -> Found[tuple[Parent, ...]]:
    """Return the works that one of the two keys names."""
    names, problems = entries.items(entry)
    read = [parent(name.name, name.line, translation=translation) for name in names]
    known = tuple(one for one in read if isinstance(one, Parent))
    wrong = tuple(one for one in read if isinstance(one, Problem))
    return known, (*problems, *wrong)


def is_web(url: str) -> bool:
    """Tell whether an address is one of the web, with a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _hint(value: str) -> str | None:
    if value.count("<") > 1:
        return 'write each work on a line of its own, with "- " before it'
    if match := _MARKDOWN.fullmatch(value):
        return f"write {match['title']}{match['by'] or ''} <{match['url']}>"
    if is_web(value):
        return f"write its title before the address: Title by Author <{value}>"
    return None
