"""Atom, as RFC 4287 has it, with the paging of RFC 5005 and WebSub's hub.

A browser that is told ``application/xml`` shows it as the style sheet says: CSS, since
browsers give up XSLT, so summaries are XHTML and not HTML in disguise. One that is told
``application/atom+xml`` shows the source; there a comment says what one has come to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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


def document(
    facts: Mapping[str, str],
    links: Iterable[tuple[str, str, str]],
    tags: Iterable[Tag],
    entries: Iterable[str],
    root: str,
) -> str:
    """Return a feed.

    `facts` are its ``title``, ``said``, ``id``, ``updated``, ``language``, ``page``,
    ``style`` and ``author``; a link is its relation, its type and its address.
    """
    page, feeds = address(root, facts["page"]), address(root, addresses.FEEDS)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n',
        _COMMENT.format(feeds=_commented(feeds), page=_commented(page or root)),
    ]
    if facts["style"]:
        sheet = escape(root + facts["style"])
        parts.append(f'<?xml-stylesheet type="text/css" href="{sheet}"?>\n')
    said = Markup(
        '<p>{}</p>\n<p><a href="{}">The page</a> · <a href="{}">Feeds</a></p>'
    )
    parts += [
        f'<feed xmlns="{NAMESPACE}" xml:lang="{escape(facts["language"])}">\n',
        _element("title", facts["title"]),
        _html("subtitle", said.format(facts["said"], page or root, feeds)),
        _element("id", facts["id"]),
        _element("updated", facts["updated"]),
        _link("alternate", "text/html", page),
        *(_link(*link) for link in links),
        _person(facts["author"], "") if facts["author"] else "",
        *(_category(tag, root) for tag in tags),
        _element("generator", "Ficstead"),
        *entries,
        "</feed>\n",
    ]
    return xhtml.legal("".join(parts))


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
        text = Markup("{}\n<hr>\n{}").format(one.about, one.text)
        yield _element("content", whole(text, root), ' type="html"')
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
