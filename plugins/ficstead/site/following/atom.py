"""Atom, as RFC 4287 has it, with the paging of RFC 5005 and WebSub's hub.

A browser that is told ``application/xml`` shows it as the style sheet says: CSS, since
browsers give up XSLT, so summaries are XHTML and not HTML in disguise. One that is told
``application/atom+xml`` shows the source; there a comment says what one has come to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from ... import addresses, xhtml
from ...model import Tag
from .entries import Entry, address, stamp, whole

NAMESPACE: Final = "http://www.w3.org/2005/Atom"
TYPE: Final = "application/atom+xml"
_COMMENT: Final = """\
<!--
  This is a feed: a list of what is new, for a program called a feed reader.
  To follow it, copy its address from the address bar into one.
  What feeds are, and all feeds of this site: {feeds}
  What this one follows, to be read here: {page}
-->
"""
_SAID: Final = Markup(
    '<p>{}</p>\n<p><a href="{}">To the page</a> · <a href="{}">All feeds</a></p>'
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a feed, without its entries.

    `page` is the page that it follows, as a path; a link is its relation, its type and
    its address. `author` may be empty where every entry names one.
    """

    root: str
    title: str
    said: str
    id: str
    updated: str
    language: str
    page: str
    author: str
    links: tuple[tuple[str, str, str], ...]
    tags: tuple[Tag, ...]
    styles: tuple[str, ...]


def document(leaf: Leaf, entries: Iterable[str]) -> str:
    """Return a feed."""
    return xhtml.legal("".join((*_head(leaf), *entries, "</feed>\n")))


def _head(leaf: Leaf) -> Iterator[str]:
    root = leaf.root
    page, feeds = address(root, leaf.page), address(root, addresses.FEEDS)
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield _COMMENT.format(feeds=_commented(feeds), page=_commented(page))
    for style in leaf.styles:
        yield f'<?xml-stylesheet type="text/css" href="{escape(root + style)}"?>\n'
    yield f'<feed xmlns="{NAMESPACE}" xml:lang="{escape(leaf.language)}">\n'
    yield _element("title", leaf.title)
    yield _html("subtitle", _SAID.format(leaf.said, page, feeds))
    yield _element("id", leaf.id)
    yield _element("updated", leaf.updated)
    yield _link("alternate", "text/html", page)
    for link in leaf.links:
        yield _link(*link)
    if leaf.author:
        yield _person(leaf.author, "")
    for tag in leaf.tags:
        yield _category(tag, root)
    yield _element("generator", "Ficstead")


def entry(one: Entry, root: str) -> str:
    """Return an entry, its links seen from `root`."""
    return "".join(_entry(one, root))


def _entry(one: Entry, root: str) -> Iterator[str]:
    yield f'<entry xml:lang="{escape(one.language.code)}">\n'
    yield _element("title", one.title)
    yield _element("id", one.id)
    yield _link("alternate", "text/html", address(root, one.url))
    yield _element("published", stamp(one.published))
    yield _element("updated", stamp(one.updated))
    for person in one.people:
        yield _person(person.byline, address(root, person.url) if person.url else "")
    for tag in one.tags:
        yield _category(tag, root)
    yield _html("summary", whole(one.about, root))
    if one.text:
        yield _element("content", whole(one.content, root), ' type="html"')
    yield "</entry>\n"


def _element(name: str, text: str, attributes: str = "") -> str:
    # HTML as text is escaped once more.
    return f"<{name}{attributes}>{escape(str(text))}</{name}>\n"


def _html(name: str, html: Markup) -> str:
    inside = f'<div xmlns="{xhtml.NAMESPACE}">{xhtml.written(html)}</div>'
    return f'<{name} type="xhtml">{inside}</{name}>\n'


def _link(rel: str, kind: str, href: str) -> str:
    typed = f' type="{kind}"' if kind else ""
    return f'<link rel="{rel}"{typed} href="{escape(href)}"/>\n'


def _person(name: str, uri: str) -> str:
    page = f"<uri>{escape(uri)}</uri>" if uri else ""
    return f"<author><name>{escape(name)}</name>{page}</author>\n"


def _category(tag: Tag, root: str) -> str:
    scheme = address(root, f"{tag.kind.value}/")
    return f'<category term="{escape(tag.name)}" scheme="{escape(scheme)}"/>\n'


def _commented(text: str) -> str:
    """Return an address with no two hyphens together, which would end a comment."""
    return text.replace("--", "-%2D")
