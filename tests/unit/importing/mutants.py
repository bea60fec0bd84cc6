"""Sources of every format, and ways to damage them as disks, networks and people do."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Final

from . import ao3_downloads, ao3_epubs, ao3_pages, epubs, office_files
from . import test_fanficfare as fanficfare
from . import test_fanfiction_net as fanfiction_net
from . import test_fichub as fichub
from . import test_pasted as pasted
from .test_ao3_download import CHAPTERED, CHILDREN, WORKS
from .test_ao3_page import FULL

RICH: Final = """<h3>The quay</h3><p align="center">* * *</p><p>“Tea?” <em>he <strong>said
</strong></em>.<br/>“Tea.” *not* _so_ 1. &lt;b&gt; <a href="https://example.org/a?b=c&amp;d">a
<i>link</i></a> <sup>1</sup></p><blockquote><p>A letter</p><blockquote><p>in a letter</p>
</blockquote></blockquote><ul><li>flour<ol start="3"><li>sieved</li></ol></li><li><p>eggs</p>
</li></ul><table><tbody><tr><th>One</th><td rowspan="2">Two</td></tr><tr><td>3</td></tr>
</tbody></table><ruby>霧<rp>(</rp><rt>きり</rt><rp>)</rp></ruby><details><summary>More
</summary><p>of it</p></details><dl><dt>tea</dt><dd>leaves</dd></dl><pre>a
  b</pre><hr/><div style="text-align:right"><p dir="rtl">كان</p></div><center>&amp;</center>
<p><img src="a.png" alt="a [lamp]"/><span style="font-style:italic">then</span></p>
<p id="x">A note.<a href="#y">[1]</a></p><p id="y"><a href="#x">[1]</a> The note.</p>"""
MARKDOWN: Final = """---
title: "The Lamp"
author: [Wren, Bo]
tags: fog, tea
date: 2020-01-02
---

# Chapter 1: Fog

The *fog* came **up**.[^1]

> A letter
> - with a list

| a | b |
|---|---|
| 1 | 2 |

![a lamp](a.png "title")

[^1]: A note.

## Chapter 2

Ends. <b>So</b> it [ends][x].

[x]: https://example.org
"""
TEXT: Final = """Title: The Lamp
Author: Wren
Rating: PG-13
Fandom: Harbour Lights
Words: 120

Chapter 1: Fog

The fog came up from the river before supper, and nobody lit the *lamp*.

* * *

    "Tea?" he said. _Tea._

Chapter 2

It was never lit again.
"""
_CALIBRE_PAGE: Final = f"""<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>
</head><body class="calibre"><h2>One</h2>{RICH}</body></html>"""
_NUMBERING: Final = office_files.part(
    "numbering",
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1">'
    '<w:abstractNumId w:val="1"/></w:num>',
)


@cache
def sources() -> dict[str, bytes]:
    """Return one whole source of each kind by the name of its file."""
    rich = replace(
        CHAPTERED,
        chapters=tuple(replace(c, html=RICH + c.html) for c in CHAPTERED.chapters),
    )
    days = ao3_downloads.DAYS
    download = ao3_downloads.Download
    made: dict[str, str | bytes] = {
        "one.html": ao3_downloads.page(download(WORKS["a one-shot"], day=days[0])),
        "rich.html": ao3_downloads.page(download(rich, day=days[-1])),
        "old.html": ao3_downloads.page(download(rich, day=days[len(days) // 2])),
        "related.html": ao3_downloads.page(CHILDREN),
        "calibre.epub": ao3_epubs.calibre(download(rich)),
        "hand.epub": ao3_epubs.by_hand(download(rich)),
        "fanficfare.epub": fanficfare.book(),
        "fichub.epub": fichub.book(),
        "generic.epub": epubs.epub(
            {"one.xhtml": RICH, "two.xhtml": _CALIBRE_PAGE},
            toc=[("Fog", "one.xhtml"), ("Tea", "two.xhtml#x")],
        ),
        "ffn.html": fanfiction_net.desktop(),
        "web.html": f"<html><head><title>The Lamp</title></head><body><h1>The Lamp</h1>"
        f"<p>by Wren</p><h2>Chapter 1</h2>{RICH * 2}<h2>Chapter 2</h2>{RICH}</body></html>",
        "pasted.txt": pasted.PAGE.format(heading="Work Text:"),
        "plain.txt": TEXT,
        "lamp.md": MARKDOWN,
        "lamp.docx": _docx(),
        "lamp.odt": _odt(),
        "lamp.mhtml": _mhtml(ao3_downloads.page(download(rich))),
    }
    for layout in ao3_pages.LAYOUTS:
        saved = ao3_pages.Saved(FULL, layout=layout)
        made[f"page-{layout}.html"] = ao3_pages.page(saved)
    return {
        name: data if isinstance(data, bytes) else data.encode()
        for name, data in made.items()
    }


def _docx() -> bytes:
    p, r = office_files.p, office_files.r
    cell = f"<w:tc>{p('cell')}</w:tc>"
    return office_files.docx(
        p("The Lamp", style="Title"),
        p("Chapter 1", style="Heading1"),
        p(
            r("The fog ")
            + r("came", "<w:i/>")
            + r("up.", '<w:vertAlign w:val="superscript"/>')
        ),
        p("Tea", look='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        p('<w:hyperlink r:id="r5">' + r("a link") + "</w:hyperlink>"),
        p(office_files.picture("r6", "a lamp")),
        f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>",
        p('<w:r><w:footnoteReference w:id="2"/></w:r>'),
        p("Chapter 2", style="Heading1"),
        p("It ended.", style="Thought"),
        parts={
            "word/numbering.xml": _NUMBERING,
            "word/footnotes.xml": office_files.part(
                "footnotes", f'<w:footnote w:id="2">{p("A note.")}</w:footnote>'
            ),
            "word/media/a.png": office_files.PNG,
        },
        relations=office_files.relation(
            "r5", "hyperlink", "https://example.org", external=True
        )
        + office_files.relation("r6", "image", "media/a.png")
        + office_files.relation("r7", "numbering", "numbering.xml")
        + office_files.relation("r8", "footnotes", "footnotes.xml"),
        core="<dc:title>The Lamp</dc:title><dc:creator>Wren</dc:creator>",
    )


def _odt() -> bytes:
    return office_files.odt(
        '<text:h text:outline-level="1">Chapter 1</text:h>',
        '<text:p text:style-name="P1">The <text:span text:style-name="T1">fog</text:span>'
        '<text:s text:c="3"/><text:tab/><text:line-break/>came</text:p>',
        "<text:list><text:list-item><text:p>tea</text:p></text:list-item></text:list>",
        "<table:table><table:table-row><table:table-cell><text:p>x</text:p>"
        "</table:table-cell></table:table-row></table:table>",
        '<text:p>A<text:note text:note-class="footnote"><text:note-citation>1'
        "</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body>"
        '</text:note><text:a xlink:href="https://example.org">link</text:a></text:p>',
        automatic='<style:style style:name="T1" style:family="text">'
        '<style:text-properties fo:font-style="italic"/></style:style>',
        meta="<dc:title>The Lamp</dc:title><meta:initial-creator>Wren</meta:initial-creator>",
    )


def _mhtml(page: str) -> bytes:
    return (
        "From: <Saved by Blink>\r\nSubject: The Lamp\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----x"\r\n\r\n'
        "------x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n"
        "Content-Location: https://archiveofourown.org/works/4711\r\n\r\n"
        f"{page}\r\n------x--\r\n"
    ).encode()


# ---- Damage --------------------------------------------------------------------------

_TAG: Final = re.compile(rb"<[^<>]{1,300}>")
_VALUE: Final = re.compile(rb'(=\s*)("[^"<>]*"|\'[^\'<>]*\')')
_NUMBER: Final = re.compile(rb"\d+")
_SCRAPS: Final = (
    *(
        b"",
        b"<",
        b">",
        b"\x00",
        b"\xff",
        b"\xed\xa0\xbd",
        b"\xef\xbf\xbe",
        b"&#0;",
        b"&",
    ),
    *(b"</div>", b"<div>", b"<p>", b"</p>", b"<b><i>", b"<table><td>", b"<a href=x>"),
    *(
        b"<blockquote>" * 30,
        b"</table>",
        b"<li>",
        b"<dl><dd>",
        b"<h2>",
        b"<hr/>",
        b"<br/>",
    ),
    *(
        b"<ruby><rt>",
        b"<details><summary>",
        b"<pre>",
        b"</pre>",
        b"<svg><style>",
        b"<title>",
    ),
    *(b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;"),
    *(
        "１２".encode(),
        "٣".encode(),
        b"9" * 5000,
        b"-1",
        b"0000-00-00",
        b"9999-99-99",
        b"?",
    ),
    *(
        "\u202e".encode(),
        "\u2028".encode(),
        "\ufdd0\ufdd1".encode(),
        "\U000e0001".encode(),
    ),
    *(
        b"\n\n",
        b"\r",
        b"\t",
        b"    ",
        b"- ",
        b"> ",
        b"```",
        b"---\n",
        b"[^1]: ",
        b"](",
        b"\\",
    ),
    *(
        b"Chapter 2: Fog",
        b"Notes:",
        b"Summary",
        b"Words: \xc2\xb2",
        b"Chapters: 1/0",
        b"::: x\n",
    ),
    *(
        b"<img src='a.png' alt='\n\n'>",
        b'<img src="data:image/png;base64,AAAA">',
        b"*" * 99,
    ),
    *(
        b"<span style='font-weight:bold'>",
        b"<font color=red>",
        b"<center>",
        b"</center>",
    ),
    *(
        b"{#id .class}",
        b"\xc2\xa0",
        b"&nbsp;" * 5,
        b"&#x1b;[31m",
        b"<td colspan=99999>",
    ),
    *(
        b"<ol start=-5>",
        b"<ol start=99999999999999999999>",
        b"<q>",
        b"<sup>",
        b"<w:p>",
        b"<w:r>",
    ),
)
Change = Callable[[bytes, random.Random], bytes]


def _flip(data: bytes, by: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(by.randint(1, 8)):
        if changed:
            changed[by.randrange(len(changed))] ^= 1 << by.randrange(8)
    return bytes(changed)


def _cut(data: bytes, by: random.Random) -> bytes:
    start = by.randint(0, len(data))
    return (
        data[:start]
        if by.random() < 0.3
        else data[:start] + data[start + by.randint(1, 500) :]
    )


def _insert(data: bytes, by: random.Random) -> bytes:
    at = by.randint(0, len(data))
    return data[:at] + by.choice(_SCRAPS) + data[at:]


def _splice(data: bytes, by: random.Random) -> bytes:
    """Move or double a section."""
    start, at = by.randint(0, len(data)), by.randint(0, len(data))
    piece = data[start : start + by.randint(1, 2000)]
    return data[:at] + piece + data[at:]


def _tag(data: bytes, by: random.Random) -> bytes:
    """Take a tag away, double it, or put another in its place."""
    found = list(_TAG.finditer(data))
    if not found:
        return data
    one, other = by.choice(found), by.choice(found)
    new = by.choice([b"", one[0] * 2, one[0] * 200, other[0], by.choice(_SCRAPS)])
    return data[: one.start()] + new + data[one.end() :]


def _value(data: bytes, by: random.Random) -> bytes:
    """Give an attribute the value of another."""
    found = list(_VALUE.finditer(data))
    if not found:
        return data
    one, other = by.choice(found), by.choice(found)
    new = by.choice(
        [other[2], b'""', b'"' + by.choice(_SCRAPS).replace(b'"', b"") + b'"']
    )
    return data[: one.start(2)] + new + data[one.end(2) :]


def _number(data: bytes, by: random.Random) -> bytes:
    found = list(_NUMBER.finditer(data))
    if not found:
        return data
    one = by.choice(found)
    new = by.choice(
        [b"0", b"-1", b"9" * 5000, "１２".encode(), b"1e9", b"", b"99999999999"]
    )
    return data[: one.start()] + new + data[one.end() :]


def _encoding(data: bytes, by: random.Random) -> bytes:
    codec = by.choice(
        ["utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "shift_jis", "gb18030"]
    )
    return data.decode("utf-8", "replace").encode(codec, "replace")


_CHANGES: Final[tuple[Change, ...]] = (
    *(
        _flip,
        _cut,
        _insert,
        _insert,
        _splice,
        _tag,
        _tag,
        _tag,
        _value,
        _value,
        _number,
    ),
)


def mutant(data: bytes, by: random.Random, other: bytes = b"") -> bytes:
    """Return a source with a few things wrong; what is in a zip is damaged inside it."""
    if data.startswith(b"PK") and by.random() < 0.85:
        return _zip(data, by)
    for _ in range(by.randint(1, 6)):
        data = by.choice(_CHANGES)(data, by)
    if other and not other.startswith(b"PK") and by.random() < 0.05:
        at = by.randint(0, len(data))
        data = data[:at] + other
    if by.random() < 0.03 and not data.startswith(b"PK"):
        data = _encoding(data, by)
    return data


def _zip(data: bytes, by: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    text = [
        name
        for name in files
        if name.endswith((".xml", ".html", ".xhtml", ".opf", ".ncx", ".rels", ".css"))
    ]
    for name in by.sample(text, min(len(text), by.choice([1, 1, 1, 2, 4]))):
        files[name] = mutant(files[name], by)
    if by.random() < 0.08:
        del files[by.choice(list(files))]
    if by.random() < 0.05:
        one, other = by.choice(list(files)), by.choice(list(files))
        files[one] = files[other]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()
