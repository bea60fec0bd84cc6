"""The package document: what a book says of itself to catalogues and reading systems.

Typed as far as the standards go. A creator has a role (MARC relators); each subject
says which kind of tag it is (``dcterms:type``, and where the site's address is known an
authority with its term); a series is a collection with a position, twice, because
Calibre has words of its own for it; rating, words and progress are schema.org's.
docs/books.md tells it to those who read such files.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from markupsafe import Markup

from ... import addresses
from ...model import Person, Tag, Work
from ...passages import without
from ...slugs import slugify
from ...spoken import day
from ..elements import legal
from ..materials import Materials
from ..outside import absolute, outward
from ..volume import Volume
from .book import Book
from .leaves import Entry

_OPF, _DC = "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/"
_NCX = "http://www.daisy.org/z3986/2005/ncx/"
NCX = "toc.ncx"
_LINE_END = re.compile(r"</p>|</li>|</div>|<br>")
_DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'


def identity(volume: Volume, materials: Materials) -> str:
    """Return an id that outlives corrections of title, date and text."""
    site = materials.address or materials.name
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{site}/{volume.url}#book").urn


def described(volume: Volume) -> str:
    """Return what a catalogue says of a book: plain words, no passage among them."""
    html = volume.work.summary if volume.work else volume.description
    lines = (Markup(part).striptags() for part in _LINE_END.split(without(html)))
    return legal("\n".join(line for line in lines if line))


def opf(book: Book, materials: Materials) -> bytes:
    """Return the package document."""
    language = book.volume.languages[0]
    keys = {
        "xmlns": _OPF,
        "xmlns:dc": _DC,
        "version": "3.0",
        "unique-identifier": "book-id",
        "xml:lang": language.code,
    }
    rtl = language.direction == "rtl"
    root = ET.Element("package", keys | ({"dir": "rtl"} if rtl else {}))
    _Metadata(book, materials, ET.SubElement(root, "metadata")).write()
    manifest = ET.SubElement(root, "manifest")
    for item in book.items:
        said = {"id": item.id, "href": item.path, "media-type": item.type}
        said |= {"properties": item.properties} if item.properties else {}
        ET.SubElement(manifest, "item", said)
    said = {"id": "ncx", "href": NCX, "media-type": "application/x-dtbncx+xml"}
    ET.SubElement(manifest, "item", said)
    turning = {"page-progression-direction": "rtl"} if rtl else {}
    spine = ET.SubElement(root, "spine", {"toc": "ncx"} | turning)
    for item in book.items:
        if item.leaf:
            linear = {} if item.linear else {"linear": "no"}
            ET.SubElement(spine, "itemref", {"idref": item.id} | linear)
    return _xml(root)


class _Metadata:
    """Writes the elements of one book's metadata."""

    def __init__(self, book: Book, materials: Materials, at: ET.Element) -> None:
        self.book, self.volume, self.materials, self.at = (
            book,
            book.volume,
            materials,
            at,
        )
        self._count = 0

    def write(self) -> None:
        volume = self.volume
        self._dc("identifier", identity(volume, self.materials), "book-id")
        title = self._dc("title", volume.title, "title")
        self._refine(title, "title-type", "main")
        self._people()
        self._dc("publisher", self.materials.name)
        for language in volume.languages:
            self._dc("language", language.code)
        # A day and no moment: in another zone the moment may be the day before.
        self._dc("date", day(volume.published))
        self._meta("dcterms:modified", _stamp(volume.updated))
        if description := described(volume):
            self._dc("description", description)
        if self.materials.rights:
            self._dc("rights", self.materials.rights)
        for source in self._sources():
            self._dc("source", source)
        if self.materials.address:
            page = absolute(addresses.encoded(volume.url), self.materials.address)
            self._meta("dcterms:isFormatOf", page)
        self._relations()
        self._subjects()
        self._collections()
        self._work()
        self._access()
        ET.SubElement(self.at, "meta", {"name": "cover", "content": self.book.cover})

    # ---- Pieces ----------------------------------------------------------------------

    def _dc(self, name: str, value: str, own: str = "") -> str:
        if not own:
            self._count += 1
            own = f"{name}-{self._count}"
        ET.SubElement(self.at, f"dc:{name}", {"id": own}).text = legal(value)
        return own

    def _meta(self, prop: str, value: str, own: str = "") -> None:
        keys = {"property": prop} | ({"id": own} if own else {})
        ET.SubElement(self.at, "meta", keys).text = legal(value)

    def _refine(self, own: str, prop: str, value: str, scheme: str = "") -> None:
        keys = {"refines": f"#{own}", "property": prop}
        keys |= {"scheme": scheme} if scheme else {}
        ET.SubElement(self.at, "meta", keys).text = legal(value)

    # ---- Who -------------------------------------------------------------------------

    def _people(self) -> None:
        translated = self.volume.work is not None and any(
            parent.translation for parent in self.volume.work.parents
        )
        creators = self.volume.authors or (Person("Anonymous"),)
        for place, person in enumerate(creators, 1):
            own = self._dc("creator", person.byline)
            self._refine(own, "role", "aut", "marc:relators")
            if translated:
                self._refine(own, "role", "trl", "marc:relators")
            self._refine(own, "file-as", person.pseud)
            self._refine(own, "display-seq", str(place))
        for work in self.volume.works[:1] if self.volume.work else ():
            self._contributors(work)

    def _contributors(self, work: Work) -> None:
        for person in work.gifts:
            own = self._dc("contributor", person.byline)
            self._refine(own, "role", "dte", "marc:relators")
        for name in dict.fromkeys(p.byline for p in work.parents if p.byline):
            own = self._dc("contributor", name)
            self._refine(own, "role", "ant", "marc:relators")

    # ---- What ------------------------------------------------------------------------

    def _sources(self) -> Iterator[str]:
        said = (work.source for work in self.volume.works if work.source)
        yield from dict.fromkeys(said)

    def _relations(self) -> None:
        if self.volume.work is None:
            return
        for parent in self.volume.work.parents:
            place = absolute(parent.url, self.materials.address)
            known = place if parent.inside else outward(parent.url)
            own = self._dc("relation", known or parent.title)
            if known:
                self._refine(own, "dcterms:title", parent.title)

    def _subjects(self) -> None:
        """Write every tag once, with what kind of tag it is."""
        many = self.volume.term is not None or self.volume.whole
        for kind, name in dict.fromkeys(
            (tag.kind, tag.name)
            for work in self.volume.works
            for tag in _tags(work, several=many)
        ):
            own = self._dc("subject", name)
            self._refine(own, "dcterms:type", kind.singular)
            if self.materials.address:
                place = addresses.terms(kind)
                self._refine(own, "authority", f"{self.materials.address}/{place}")
                self._refine(own, "term", slugify(name))

    def _collections(self) -> None:
        work = self.volume.work
        if work is None:
            return
        for place in work.series:
            own = self._collection(place.title, "series", place.url)
            self._refine(own, "group-position", str(place.part))
        for tag in work.collections:
            self._collection(tag.name, "set", tag.url)
        for place in work.series[:1]:
            for name, value in (
                ("calibre:series", legal(place.title)),
                ("calibre:series_index", str(place.part)),
            ):
                ET.SubElement(self.at, "meta", {"name": name, "content": value})

    def _collection(self, title: str, kind: str, url: str) -> str:
        self._count += 1
        own = f"collection-{self._count}"
        self._meta("belongs-to-collection", title, own)
        self._refine(own, "collection-type", kind)
        site = self.materials.address or self.materials.name
        name = uuid.uuid5(uuid.NAMESPACE_URL, f"{site}/{url}").urn
        self._refine(own, "dcterms:identifier", name)
        return own

    def _work(self) -> None:
        works = self.volume.works
        for rating in dict.fromkeys(work.rating.value for work in works):
            self._meta("schema:contentRating", rating)
        self._meta("schema:wordCount", str(self.volume.words))
        whole = all(work.complete for work in works)
        status = "Complete" if whole else "In progress"
        self._meta("schema:creativeWorkStatus", status)

    def _access(self) -> None:
        seen = self.book.pictured
        self._meta("schema:accessMode", "textual")
        if seen:
            self._meta("schema:accessMode", "visual")
        if self.book.described:
            self._meta("schema:accessModeSufficient", "textual")
        else:
            self._meta("schema:accessModeSufficient", "textual,visual")
        features = ["structuralNavigation", "tableOfContents", "readingOrder"]
        features += ["displayTransformability", "ARIA", "unlocked"]
        if seen and self.book.described:
            features.append("alternativeText")
        for feature in features:
            self._meta("schema:accessibilityFeature", feature)
        moving = any(item.type == "image/gif" for item in self.book.items)
        hazard = "unknown" if moving else "none"
        self._meta("schema:accessibilityHazard", hazard)
        self._meta("schema:accessibilitySummary", _summary(self.book))


def _summary(book: Book) -> str:
    said = "A book of text with a table of contents and headings in order"
    if not book.pictured:
        return f"{said}; it has no pictures but its cover."
    if book.described:
        return f"{said}; every picture is described in words."
    return f"{said}; some pictures are not described in words."


def _tags(work: Work, *, several: bool) -> tuple[Tag, ...]:
    """Return the tags of a work that its book is found by.

    A book of a whole fandom would have those of hundreds, so it keeps to what shelves
    are made of.
    """
    shelved = (*work.fandoms, *work.category_tags, *work.warning_tags, work.rating_tag)
    if several:
        return shelved
    return (
        *work.fandoms,
        *work.relationships,
        *work.characters,
        *work.tags,
        *work.category_tags,
        *work.warning_tags,
        work.rating_tag,
    )


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# ---- For readers of EPUB 2 -----------------------------------------------------------


def ncx(book: Book, materials: Materials) -> bytes:
    """Return the table of contents as EPUB 2 had it."""
    language = book.volume.languages[0].code
    keys = {"xmlns": _NCX, "version": "2005-1", "xml:lang": language}
    root = ET.Element("ncx", keys)
    head = ET.SubElement(root, "head")
    uid = identity(book.volume, materials)
    ET.SubElement(head, "meta", {"name": "dtb:uid", "content": uid})
    title = ET.SubElement(root, "docTitle")
    ET.SubElement(title, "text").text = legal(book.volume.title)
    points = ET.SubElement(root, "navMap")
    orders: dict[str, int] = {}
    names = iter(range(1, 1_000_000))

    def add(entries: tuple[Entry, ...], at: ET.Element) -> None:
        for entry in entries:
            # Two lines that lead to one place are one step of the way.
            order = orders.setdefault(entry.href, len(orders) + 1)
            keys = {"id": f"point-{next(names)}", "playOrder": str(order)}
            point = ET.SubElement(at, "navPoint", keys)
            label = ET.SubElement(point, "navLabel")
            ET.SubElement(label, "text").text = entry.title
            ET.SubElement(point, "content", {"src": f"text/{entry.href}"})
            add(entry.below, point)

    add(book.entries, points)
    return _xml(root)


def _xml(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    return (_DECLARED + ET.tostring(root, encoding="unicode") + "\n").encode()
