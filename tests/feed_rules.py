"""What a feed has to be, by RFC 4287, RFC 5005 and JSON Feed 1.1: a validator's rules.

Each function returns the rules that a document breaks, in words.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
DIV = "{http://www.w3.org/1999/xhtml}div"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

RFC_3339 = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d"
    r"(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)"
)
# An IRI without what no IRI may hold (RFC 3987 2.2); its letters may be of any script.
IRI = re.compile(r"(?:[^\s<>\"{}|\\^`%]|%[0-9A-Fa-f]{2})+")
TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

ONE = {"id", "title", "updated"}
FEED = ONE | {"author", "category", "contributor", "generator", "icon", "link", "logo"}
FEED |= {"rights", "subtitle", "entry"}
ENTRY = ONE | {"author", "category", "content", "contributor", "link", "published"}
ENTRY |= {"rights", "source", "summary"}
SEVERAL = {"author", "category", "contributor", "link", "entry"}
TEXTS = {"title", "subtitle", "summary", "rights", "content"}
# Registered by IANA, as far as we use any.
RELATIONS = {"alternate", "self", "hub", "first", "last", "next", "previous"}


def atom(document: bytes, address: str = "") -> list[str]:
    """Return what is wrong with an Atom feed that stands at `address`.

    Without one, addresses may be relative.
    """
    feed = ET.fromstring(document)
    if feed.tag != f"{ATOM}feed":
        return ["the document is no feed"]
    return [*_feed(feed, address), *_texts(feed), *_addresses(feed, bool(address))]


def _feed(feed: ET.Element, address: str) -> Iterator[str]:
    yield from _children(feed, FEED)
    entries = feed.findall(f"{ATOM}entry")
    if not feed.findall(f"{ATOM}author") and not (
        entries and all(entry.findall(f"{ATOM}author") for entry in entries)
    ):
        yield "neither the feed nor each entry has an author"
    own = [link.get("href") for link in _links(feed, "self")]
    if len(own) != 1 or (address and own != [address]):
        yield f"the link to itself is {own}"
    ids = [one.findtext(f"{ATOM}id") for one in (feed, *entries)]
    yield from (f"{n} have the id {one}" for one, n in Counter(ids).items() if n > 1)
    dates = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    if dates and feed.findtext(f"{ATOM}updated") not in dates:
        yield "the feed was updated when no entry was"
    for entry in entries:
        yield from _children(entry, ENTRY)
        has_content = entry.find(f"{ATOM}content") is not None
        if not has_content and not _links(entry, "alternate"):
            yield "an entry without content leads nowhere"


def _children(parent: ET.Element, known: set[str]) -> Iterator[str]:
    counts = Counter(child.tag for child in parent)
    for tag, count in counts.items():
        name = tag.removeprefix(ATOM)
        if name not in known:
            yield f"{tag} stands in {parent.tag}"
        if count > 1 and name not in SEVERAL:
            yield f"{count} times {name}"
    yield from (f"no {name}" for name in ONE if f"{ATOM}{name}" not in counts)
    kinds = Counter(
        (one.get("type"), one.get("hreflang")) for one in _links(parent, "alternate")
    )
    yield from (f"two alternates of {kind}" for kind, n in kinds.items() if n > 1)
    categories = (
        Counter(
            (c.get("term"), c.get("scheme")) for c in parent.iter(f"{ATOM}category")
        )
        if parent.tag == f"{ATOM}entry"
        else Counter()
    )
    yield from (f"twice the category {c}" for c, n in categories.items() if n > 1)


def _links(parent: ET.Element, rel: str) -> list[ET.Element]:
    links = parent.findall(f"{ATOM}link")
    return [link for link in links if link.get("rel", "alternate") == rel]


def _texts(feed: ET.Element) -> Iterator[str]:
    for one in feed.iter():
        name = one.tag.removeprefix(ATOM) if one.tag.startswith(ATOM) else ""
        if name in {"updated", "published"} and not RFC_3339.fullmatch(one.text or ""):
            yield f"{one.text} is no date"
        if name in {"author", "contributor"}:
            parts = Counter(child.tag.removeprefix(ATOM) for child in one)
            if parts["name"] != 1 or parts["uri"] > 1 or set(parts) - {"name", "uri"}:
                yield f"a person of {dict(parts)}"
            if not (one.findtext(f"{ATOM}name") or "").strip():
                yield "a person without a name"
        if name in TEXTS:
            yield from _construct(one, name)
        if name == "category" and not one.get("term"):
            yield "a category without a term"
        if LANG in one.attrib and not TAG.fullmatch(one.attrib[LANG]):
            yield f"{one.attrib[LANG]} is no language"


def _construct(one: ET.Element, name: str) -> Iterator[str]:
    kind = one.get("type", "text")
    if kind not in {"text", "html", "xhtml"}:
        yield f"{name} is {kind}"
    elif kind == "xhtml":
        if [child.tag for child in one] != [DIV] or (one.text or "").strip():
            yield f"{name} is no single div"
    elif len(one):
        yield f"{name} holds elements"
    if name == "title" and kind == "text" and not (one.text or "").strip():
        yield "an empty title"


def _addresses(feed: ET.Element, absolute: bool) -> Iterator[str]:
    for one in feed.iter():
        if one.tag == f"{ATOM}link":
            if one.get("rel", "alternate") not in RELATIONS:
                yield f"nobody knows the relation {one.get('rel')}"
            if "href" not in one.attrib:
                yield "a link without an address"
        if one.tag == f"{ATOM}id" and not urlsplit(one.text or "").scheme:
            yield f"the id {one.text} is no IRI"
        given = [one.get("href"), one.get("scheme")] if one.tag.startswith(ATOM) else []
        given += [one.text] if one.tag in {f"{ATOM}uri", f"{ATOM}id"} else []
        for iri in filter(None, given):
            if not IRI.fullmatch(iri):
                yield f"{iri} is no IRI"
            if absolute and not urlsplit(iri).scheme:
                yield f"{iri} leads nowhere from a feed reader"


def json_feed(document: bytes, address: str = "") -> list[str]:
    """Return what is wrong with a JSON Feed that stands at `address`."""
    feed = json.loads(document)
    faults = list(_json_head(feed, address))
    ids = Counter(item.get("id") for item in feed.get("items", []))
    faults += [f"{n} have the id {one}" for one, n in ids.items() if n > 1]
    for item in feed.get("items", []):
        faults += _json_item(item, bool(address))
    return faults


def _json_head(feed: Any, address: str) -> Iterator[str]:
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield f"its version is {feed.get('version')}"
    if not isinstance(feed.get("title"), str) or not feed["title"].strip():
        yield "no title"
    if not isinstance(feed.get("items"), list):
        yield "no items"
    if address and feed.get("feed_url") != address:
        yield f"it says that it stands at {feed.get('feed_url')}"
    if feed.get("next_url") == feed.get("feed_url"):
        yield "its next page is this one"
    for hub in feed.get("hubs", []):
        if set(hub) != {"type", "url"}:
            yield f"the hub {hub}"
    yield from _json_shared(feed, bool(address))


def _json_item(item: Any, absolute: bool) -> Iterator[str]:
    if not isinstance(item.get("id"), str) or not item["id"]:
        yield "an item without an id"
    if not isinstance(item.get("content_html", item.get("content_text")), str):
        yield "an item without content"
    for key in ("date_published", "date_modified"):
        if key in item and not RFC_3339.fullmatch(item[key]):
            yield f"{item[key]} is no date"
    tags = item.get("tags", [])
    if not all(isinstance(tag, str) and tag for tag in tags) or len(set(tags)) < len(
        tags
    ):
        yield f"the tags {tags}"
    if "<" in item.get("summary", "") and "&lt;" not in item["content_html"]:
        yield "a summary that is HTML"
    yield from _json_shared(item, absolute)


def _json_shared(thing: Any, absolute: bool) -> Iterator[str]:
    for author in thing.get("authors", []):
        if not (set(author) & {"name", "url", "avatar"}) or not all(author.values()):
            yield f"the author {author}"
    if "language" in thing and not TAG.fullmatch(thing["language"]):
        yield f"{thing['language']} is no language"
    for key in ("url", "home_page_url", "feed_url", "next_url"):
        given = thing.get(key)
        if given is None:
            continue
        if not IRI.fullmatch(given):
            yield f"{given} is no IRI"
        if absolute and not urlsplit(given).scheme:
            yield f"{given} leads nowhere from a feed reader"
