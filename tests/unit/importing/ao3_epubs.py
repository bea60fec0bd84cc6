"""Writes AO3's EPUB downloads: as Calibre makes them of the HTML, and as AO3 did by hand.

Calibre gives every element a class by its looks, marks headings for its contents, and
begins a document at each of them, opening again what stood around it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from copy import copy
from html import escape

from bs4 import BeautifulSoup, Tag

from .ao3_downloads import Download, page

_CLASSES = {
    **{"div": "calibre1", "b": "calibre2", "dt": "calibre3", "dd": "calibre4"},
    **{"h1": "calibre6", "p": "calibre7", "em": "calibre9", "blockquote": "userstuff"},
}
_KEPT = {"message", "tags", "byline", "toc-heading", "heading", "endnote-link"}
_CSS = """.calibre {display: block; font-size: 1em}
.calibre2 {font-weight: bold}
.calibre9 {font-style: italic}
.calibre11 {display: block; text-align: center}
"""
_MOST = 30  # paragraphs that a document may have here; Calibre's bound is 260 KB


def calibre(
    download: Download,
    pictures: Mapping[str, bytes] | None = None,
    *,
    marks: bool = True,
    cover: bool = False,
) -> bytes:
    """Return the EPUB that Calibre makes of a download's page.

    Without `marks`, the elements that a cut leaves empty are not there either.
    """
    soup = BeautifulSoup(page(download), "html.parser")
    body = soup.body
    assert body is not None
    _restyle(body)
    documents = {
        f"text/work_split_{n:03}.html": _document(part)
        for n, part in enumerate(_split(body, marks=marks))
    }
    if cover:
        first = '<div><img src="../cover.png" alt="Cover"/></div><p>Kept by Calibre</p>'
        documents = {"titlepage.xhtml": _document(first)} | documents
    documents = {
        name: text.replace('href="#', 'href="work_split_001.html#')
        for name, text in documents.items()
    }
    return _zipped(download, documents, pictures or {})


def by_hand(download: Download) -> bytes:
    """Return the EPUB that AO3 built until 2019: long chapters in several documents."""
    soup = BeautifulSoup(page(download), "html.parser")
    box = soup.find(id="chapters")
    assert isinstance(box, Tag)
    documents = {"preface.xhtml": "".join(str(n) for n in reversed(_before(box)))}
    number = 0
    head = ""
    for item in box.find_all("div", recursive=False):
        if "group" in item["class"]:
            head = str(item)
        elif item.get("id") is None:
            number += 1
            for part, text in enumerate(_parts(item), start=1):
                documents[f"chapter{number}_{part}.xhtml"] = (
                    f'{head}\n<!--chapter content-->\n<div class="userstuff">{text}</div>'
                )
                head = ""
    after = [str(node) for node in box.next_siblings]
    documents["afterword.xhtml"] = "".join(after)
    return _zipped(download, {n: _document(t) for n, t in documents.items()}, {})


def _before(box: Tag) -> list[object]:
    return list(box.previous_siblings)


def _parts(item: Tag) -> list[str]:
    paragraphs = [str(node) for node in item.contents]
    return [
        "".join(paragraphs[at : at + _MOST])
        for at in range(0, max(1, len(paragraphs)), _MOST)
    ]


def _restyle(body: Tag) -> None:
    for number, heading in enumerate(body.find_all("h2")):
        heading["id"] = f"calibre_toc_{number}"
    for tag in body.find_all(True):
        names = tag.get("class") or []
        if tag.get("id") == "chapters":
            tag["class"] = "userstuff1"
        elif tag.name == "div" and "userstuff" in names:
            tag["class"] = "userstuff2"
        elif tag.get("align") == "center":
            tag["class"] = "calibre11"
            del tag["align"]
        elif not _KEPT.intersection(names) and tag.name in _CLASSES:
            tag["class"] = _CLASSES[tag.name]
        elif not _KEPT.intersection(names) and names:
            del tag["class"]
        if tag.name == "a" and tag.get("name"):
            tag["id"] = tag["name"]
            del tag["name"]


def _split(body: Tag, *, marks: bool) -> list[str]:
    """Return the documents: a new one at each heading and in texts that are long."""
    points = []
    paragraphs = 0
    for tag in body.find_all(["h1", "h2", "p"]):
        paragraphs += tag.name == "p"
        if tag.name != "p" or paragraphs > _MOST:
            points.append(tag)
            paragraphs = 0
    for number, point in enumerate(points):
        point["data-cut"] = str(number)
    documents, rest = [], body
    for number in range(len(points)):
        before = copy(rest)
        _keep(before, number, after=False, marks=marks)
        _keep(rest, number, after=True, marks=marks)
        if before.get_text(strip=True) or before.find("img"):
            documents.append(before)
    documents.append(rest)
    return [re.sub(r' data-cut="\d+"', "", d.decode_contents()) for d in documents]


def _keep(tree: Tag, number: int, *, after: bool, marks: bool) -> None:
    point = tree.find(attrs={"data-cut": str(number)})
    assert isinstance(point, Tag)
    around = list(point.parents)
    for tag in [point, *around[: around.index(tree)]]:
        siblings = list(tag.previous_siblings if after else tag.next_siblings)
        for node in siblings:
            node.extract()
    if after:
        return
    parent = point.parent
    assert parent is not None
    if marks:
        mark = BeautifulSoup("", "html.parser").new_tag(
            "div", id=f"calibre_pb_{number}"
        )
        point.replace_with(mark)
        return
    point.extract()
    while (
        parent is not tree
        and not parent.get_text(strip=True)
        and not parent.find("img")
    ):
        empty, parent = parent, parent.parent
        assert parent is not None
        empty.extract()


def _document(body: str) -> str:
    return f"""<?xml version='1.0' encoding='utf-8'?>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">
<head><title>A work</title><link rel="stylesheet" type="text/css" href="../style.css"/>
</head><body class="calibre">{body.replace("<br>", "<br/>").replace("<hr>", "<hr/>")}</body></html>
"""


def _zipped(
    download: Download, documents: Mapping[str, str], pictures: Mapping[str, bytes]
) -> bytes:
    work = download.work
    items = "\n".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(documents)
    )
    spine = "\n".join(f'<itemref idref="i{n}"/>' for n, _ in enumerate(documents))
    shown = "\n".join(
        f'<item id="p{n}" href="{name}" media-type="image/png"/>'
        for n, name in enumerate(pictures)
    )
    package = f"""<?xml version="1.0" encoding="utf-8"?>
<package version="2.0" xmlns="http://www.idpf.org/2007/opf" unique-identifier="uid">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>{escape(work.title)}</dc:title><dc:language>en</dc:language>
<dc:creator>{escape(", ".join(work.authors))}</dc:creator>
<dc:identifier id="uid">uuid:1</dc:identifier><dc:publisher>Archive of Our Own</dc:publisher>
</metadata><manifest>{items}{shown}
<item id="css" href="style.css" media-type="text/css"/></manifest>
<spine>{spine}</spine></package>"""
    container = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="content.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", container)
        book.writestr("content.opf", package)
        book.writestr("style.css", _CSS)
        for name, text in documents.items():
            book.writestr(name, text)
        for name, picture in pictures.items():
            book.writestr(name, picture)
    return data.getvalue()
