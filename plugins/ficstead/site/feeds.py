"""The site's Atom feed (RFC 4287): what is new, with summaries and never a text."""

from __future__ import annotations

import uuid
from datetime import datetime
from urllib.parse import quote
from xml.etree import ElementTree as ET

from markupsafe import Markup, escape

from .. import addresses
from ..library.library import Library
from ..model import Tag, Work
from ..passages import without
from ..settings import Settings

ATOM = "http://www.w3.org/2005/Atom"


def site_feed(library: Library, settings: Settings) -> str:
    """Return the feed of the newest works by their last update."""
    works = library.works[: settings.feed_works]
    updated = max((work.updated for work in works), default=settings.now)
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": settings.language.code})
    _add(feed, "title", settings.name)
    if settings.tagline:
        _add(feed, "subtitle", settings.tagline)
    _add(feed, "id", _id("", settings))
    _add(feed, "updated", _stamp(updated))
    _link(feed, "alternate", "", "text/html", settings)
    _link(feed, "self", addresses.FEED, "application/atom+xml", settings)
    # RFC 4287 4.1.1: a feed has an author unless each of its entries has one.
    _person(feed, settings.author)
    for work in works:
        feed.append(_entry(work, settings))
    ET.indent(feed, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(
        feed, encoding="unicode"
    )


def _entry(work: Work, settings: Settings) -> ET.Element:
    entry = ET.Element("entry", {"xml:lang": work.language.code})
    _add(entry, "title", work.title)
    _add(entry, "id", _id(work.url, settings))
    _link(entry, "alternate", work.url, "text/html", settings)
    _add(entry, "published", _stamp(work.published))
    _add(entry, "updated", _stamp(work.updated))
    names = ["Anonymous"] if work.anonymous else [p.byline for p in work.authors]
    for name in names:
        _person(entry, name)
    for tag in (*work.fandoms, work.rating_tag, *work.warning_tags):
        _category(entry, tag, settings)
    for tag in (*work.relationships, *work.characters, *work.tags):
        _category(entry, tag, settings)
    _add(entry, "summary", _summary(work, settings), type="html")
    return entry


def _summary(work: Work, settings: Settings) -> str:
    """Return what a reader is told before following the link: facts, then summary."""
    warnings = (*(tag.name for tag in work.warning_tags), *work.content_warnings)
    facts = (
        ("Fandom", ", ".join(tag.name for tag in work.fandoms)),
        ("Rating", work.rating.value),
        ("Warnings", ", ".join(warnings)),
        ("Words", f"{work.words:,}"),
        ("Chapters", work.progress),
    )
    lines = Markup("<br>").join(
        Markup("<b>{}:</b> {}").format(name, value) for name, value in facts
    )
    text = Markup("<p>{}</p>{}").format(lines, without(work.summary))
    return str(text).replace(addresses.ROOT, str(escape(_root(settings))))


def _root(settings: Settings) -> str:
    return f"{settings.site_url}/" if settings.site_url else "../"


def _url(path: str, settings: Settings) -> str:
    return _root(settings) + quote(path)


def _id(path: str, settings: Settings) -> str:
    """Return an id that outlives corrections of title and date: site and slug alone."""
    site = settings.site_url or settings.name
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{site}/{path}").urn


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = text


def _link(
    parent: ET.Element, rel: str, path: str, kind: str, settings: Settings
) -> None:
    ET.SubElement(
        parent, "link", {"rel": rel, "type": kind, "href": _url(path, settings)}
    )


def _person(parent: ET.Element, name: str) -> None:
    _add(ET.SubElement(parent, "author"), "name", name)


def _category(entry: ET.Element, tag: Tag, settings: Settings) -> None:
    scheme = _url(f"{tag.kind.value}/", settings)
    ET.SubElement(entry, "category", {"term": tag.name, "scheme": scheme})
