"""The rules of OPDS 1.2 and 2.0, as far as a catalogue of files can break them.

From the texts and schemas that the OPDS community publishes (opds-1.2, opds-2.0), from
RFC 4287 (Atom), RFC 5005 (paging) and the Readium manifest's schemas. Each function
yields a sentence for each rule that is broken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
OPDS = "{http://opds-spec.org/2010/catalog}"
DC = "{http://purl.org/dc/terms/}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
THREAD = "{http://purl.org/syndication/thread/1.0}"
PROFILE = "application/atom+xml;profile=opds-catalog"
MENU, SHELF = f"{PROFILE};kind=navigation", f"{PROFILE};kind=acquisition"
ENTRY = "application/atom+xml;type=entry;profile=opds-catalog"
ACQUISITION = "http://opds-spec.org/acquisition"
FACET = "http://opds-spec.org/facet"
PICTURES = {"image/jpeg", "image/png", "image/gif"}
FEED = "application/opds+json"
MIME = re.compile(r"[a-z]+/[a-z0-9.+-]+(;[a-z]+=[a-z0-9.-]+)*")
URN = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def of_atom(document: bytes) -> Iterator[str]:
    """Yield what is wrong with a feed or an entry of OPDS 1.2."""
    root = ET.fromstring(document)
    if root.tag == f"{ATOM}entry":
        yield from _entry(root, complete=True)
        if not _links(root, "self"):
            yield "an entry of its own links to itself"
    elif root.tag == f"{ATOM}feed":
        yield from _feed(root)
    else:
        yield f"a document is a feed or an entry, not {root.tag}"


def _feed(feed: ET.Element) -> Iterator[str]:
    yield from _atom(feed)
    (author,) = feed.findall(f"{ATOM}author") or [None]
    if author is None or not author.findtext(f"{ATOM}name"):
        yield "a feed has an author with a name"
    entries = feed.findall(f"{ATOM}entry")
    books = [entry for entry in entries if _acquisitions(entry)]
    if books and len(books) != len(entries):
        yield "a feed lists books or ways, not both"
    kind = SHELF if books else MENU
    for rel, count in (("self", 1), ("start", 1)):
        if len(_links(feed, rel)) != count:
            yield f"a feed has one link {rel}"
    for link in (*_links(feed, "self"), *_paging(feed)):
        if link.get("type") != kind:
            yield f"{link.get('rel')} is a link to {kind}"
    if any(link.get("type") != MENU for link in _links(feed, "start")):
        yield "start is the first menu"
    complete = feed.find(f"{HISTORY}complete") is not None
    for entry in entries:
        if books:
            yield from _entry(entry, complete=complete)
        else:
            yield from _way(entry)
    if complete and _paging(feed):
        yield "a complete feed has no pages"
    stamps = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    if complete and stamps != sorted(stamps, reverse=True):
        yield "a complete feed is in the order of updates"
    if not complete:
        yield from _numbers(feed, len(entries))
    yield from _facets(feed, bool(books))
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(set(ids)) != len(ids):
        yield "no id comes twice in a feed"


def _numbers(feed: ET.Element, entries: int) -> Iterator[str]:
    names = ("totalResults", "itemsPerPage", "startIndex")
    total, size, start = (int(feed.findtext(f"{SEARCH}{n}") or -1) for n in names)
    if not entries == min(size, total - start + 1) > 0:
        yield f"{entries} entries from {start} of {total}, {size} to a page"
    if bool(_links(feed, "next")) != (start + size <= total):
        yield "there is a next page where there is more"
    if bool(_links(feed, "previous")) != (start > 1):
        yield "there is a previous page behind the first"


def _facets(feed: ET.Element, books: bool) -> Iterator[str]:
    active: dict[str, int] = {}
    named: set[str] = set()
    for link in _links(feed, FACET):
        group = link.get(f"{OPDS}facetGroup", "")
        state = link.get(f"{OPDS}activeFacet")
        active[group] = active.get(group, 0) + (state == "true")
        if state not in {None, "true"}:
            yield "a facet is active or does not say"
        if not (group and link.get("title") and link.get("type") == SHELF):
            yield "a facet has a group, a title and the type of a shelf"
        if not link.get(f"{THREAD}count", "").isdigit():
            yield "a facet says how many it leads to"
        if (group, link.get("title")) in named:
            yield "a facet stands in its group once"
        named.add((group, link.get("title") or ""))
    if active and not books:
        yield "facets stand on shelves only"
    if any(count > 1 for count in active.values()):
        yield "one facet of a group is active at most"


def _entry(entry: ET.Element, *, complete: bool) -> Iterator[str]:
    yield from _atom(entry)
    if not _acquisitions(entry):
        yield "a book can be acquired"
    for link in _acquisitions(entry):
        if not MIME.fullmatch(link.get("type", "")):
            yield "a link to a file has its type"
        if not link.get("length", "").isdigit():
            yield "a link to a file has its length"
    authors = entry.findall(f"{ATOM}author/{ATOM}name")
    if not authors or not all(author.text for author in authors):
        yield "a book has authors with names"
    for element in entry:
        if element.tag in {f"{DC}title", f"{DC}creator", f"{DC}subject"}:
            yield f"{element.tag} is said with Atom's own element"
    summaries = entry.findall(f"{ATOM}summary")
    if any(s.get("type", "text") != "text" or len(s) for s in summaries):
        yield "a summary is plain text"
    if not (summaries or entry.findall(f"{ATOM}content")):
        yield "a book is described"
    for rel in ("image", "image/thumbnail"):
        for link in _links(entry, f"http://opds-spec.org/{rel}"):
            if link.get("type") not in PICTURES:
                yield "a picture is a JPEG, PNG or GIF"
    if not LANGUAGE.fullmatch(entry.findtext(f"{DC}language") or ""):
        yield "a book has a language"
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", entry.findtext(f"{DC}issued") or ""):
        yield "a book has the day it came out"
    to_all = [li for li in _links(entry, "alternate") if li.get("type") == ENTRY]
    if not complete and len(to_all) != 1:
        yield "a partial entry leads to the complete one"
    if not complete and summaries and entry.findall(f"{ATOM}content"):
        yield "a partial entry has a summary or a content"


def _way(entry: ET.Element) -> Iterator[str]:
    yield from _atom(entry)
    if entry.findall(f"{ATOM}author"):
        yield "a way has no author: some take it for a book then"
    links = entry.findall(f"{ATOM}link")
    if len(links) != 1 or links[0].get("type") not in {MENU, SHELF}:
        yield "a way leads to one menu or shelf"
    if not entry.findtext(f"{ATOM}content"):
        yield "a way says what is behind it"


def _atom(element: ET.Element) -> Iterator[str]:
    for name in ("id", "title", "updated"):
        if len(element.findall(f"{ATOM}{name}")) != 1:
            yield f"{element.tag} has one {name}"
    if not URN.fullmatch(element.findtext(f"{ATOM}id") or ""):
        yield "an id is a UUID"
    for name in ("updated", "published"):
        if (stamp := element.findtext(f"{ATOM}{name}")) is not None:
            yield from _moment(stamp)
    if not (element.findtext(f"{ATOM}title") or "").strip():
        yield "a title says something"
    for link in element.findall(f"{ATOM}link"):
        if not link.get("href") or not link.get("rel"):
            yield "a link has an address and a relation"
    kinds = [
        (li.get("type"), li.get("hreflang")) for li in _links(element, "alternate")
    ]
    if len(set(kinds)) != len(kinds):
        yield "there is one alternate of a type (RFC 4287, 4.1.1)"
    for category in element.findall(f"{ATOM}category"):
        if not (category.get("term") and category.get("label")):
            yield "a category has a term and a label"


def _moment(stamp: str) -> Iterator[str]:
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", stamp):
        yield f"{stamp} is no moment by RFC 3339"
    datetime.fromisoformat(stamp)


def _links(element: ET.Element, rel: str) -> list[ET.Element]:
    return [li for li in element.findall(f"{ATOM}link") if li.get("rel") == rel]


def _paging(feed: ET.Element) -> list[ET.Element]:
    return [
        link
        for rel in ("first", "previous", "next", "last")
        for link in _links(feed, rel)
    ]


def _acquisitions(entry: ET.Element) -> list[ET.Element]:
    return [
        link
        for link in entry.findall(f"{ATOM}link")
        if link.get("rel", "").startswith(ACQUISITION)
    ]


def of_json(document: bytes) -> Iterator[str]:
    """Yield what is wrong with a feed or a publication of OPDS 2.0."""
    feed = json.loads(document)
    yield from _blank(feed)
    if feed.keys().isdisjoint({"navigation", "publications", "groups"}):
        yield from _publication(feed)
        return
    yield from _about(feed.get("metadata", {}))
    yield from _json_links(feed.get("links", []))
    if sum("self" in _rels(link) for link in feed["links"]) != 1:
        yield "a feed has one link to itself"
    known = {"metadata", "links", "navigation", "publications", "groups", "facets"}
    if unknown := feed.keys() - known:
        yield f"a feed has no {unknown}"
    yield from _collections(feed)
    for group in feed.get("groups", []):
        yield from _about(group.get("metadata", {}))
        yield from _json_links(group.get("links", []))
        if ("navigation" in group) == ("publications" in group):
            yield "a group has ways or books"
        yield from _collections(group)
    for facet in feed.get("facets", []):
        yield from _about(facet.get("metadata", {}))
        yield from _json_links(facet["links"])
        if len(facet["links"]) < 2 or any(not li.get("title") for li in facet["links"]):
            yield "a group of facets has two or more, with titles"
        if sum("self" in _rels(link) for link in facet["links"]) > 1:
            yield "one facet of a group is active at most"
    shown = len(feed.get("publications", feed.get("navigation", ())))
    about = feed["metadata"]
    total, size, page = (
        about[key] for key in ("numberOfItems", "itemsPerPage", "currentPage")
    )
    if not shown == min(size, total - (page - 1) * size) > 0:
        yield f"{shown} entries on page {page} of {total}, {size} to a page"


def _collections(feed: Mapping[str, Any]) -> Iterator[str]:
    for key in ("navigation", "publications"):
        if key in feed and len(set(map(json.dumps, feed[key]))) != len(feed[key]):
            yield f"nothing comes twice in {key}"
    yield from _json_links(feed.get("navigation", []))
    if any(not link.get("title") for link in feed.get("navigation", [])):
        yield "a way has a title"
    for publication in feed.get("publications", []):
        yield from _publication(publication)


def _publication(book: Mapping[str, Any]) -> Iterator[str]:
    about = book.get("metadata", {})
    yield from _about(about)
    yield from _json_links(book.get("links", []))
    if not any(r.startswith(ACQUISITION) for li in book["links"] for r in _rels(li)):
        yield "a book can be acquired"
    if not LANGUAGE.fullmatch(about.get("language", "")):
        yield "a book has a language"
    for person in about["author"]:
        if not person.get("name"):
            yield "an author has a name"
        yield from _json_links(person.get("links", []))
    for subject in about["subject"]:
        if not (subject.get("name") and subject.get("code")):
            yield "a subject has a name and a code"
        if not re.match(r"https?://", subject.get("scheme", "https://")):
            yield "a scheme is an address"
    for series in about.get("belongsTo", {}).get("series", []):
        if not series.get("name") or not isinstance(series.get("position"), int):
            yield "a series has a name and a place in it"
        yield from _json_links(series["links"])
    if "images" in book:
        yield from _json_links(book["images"])
        if not any(image.get("type") in PICTURES for image in book["images"]):
            yield "one picture is of a type that every app shows"


def _about(about: Mapping[str, Any]) -> Iterator[str]:
    if not about.get("title"):
        yield "a feed, a group and a book have a title"
    for key in ("modified", "published"):
        if key in about:
            yield from _moment(about[key])
    if "identifier" in about and not URN.fullmatch(about["identifier"]):
        yield "an id is a UUID"
    for key, least in (("numberOfItems", 0), ("itemsPerPage", 1), ("currentPage", 1)):
        if key in about and not (isinstance(about[key], int) and about[key] >= least):
            yield f"{key} is a number"


def _json_links(links: list[dict[str, Any]]) -> Iterator[str]:
    known = {"href", "type", "rel", "title", "properties", "size"}
    for link in links:
        if not link.get("href") or not MIME.fullmatch(link.get("type", "")):
            yield f"a link has an address and a type: {link}"
        if unknown := link.keys() - known:
            yield f"a link has no {unknown}"
        if re.search(r'[\s<>"{}|\\^`]|%(?![0-9A-F]{2})', link["href"]):
            yield f"{link['href']} is an address"
        if not isinstance(link.get("size", 1), int):
            yield "a size is a number"


def _rels(link: Mapping[str, Any]) -> list[str]:
    rel = link.get("rel", [])
    return [rel] if isinstance(rel, str) else rel


def _blank(value: Any) -> Iterator[str]:
    """Yield each empty value: the standard wants them left out."""
    inside = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list):
        for one in inside:
            if one in (None, "", [], {}):
                yield f"nothing is empty: {value}"
            yield from _blank(one)
