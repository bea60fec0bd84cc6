"""Hostile files, all the way in: each is a story or refused with a sentence, quickly.

What is damaged by chance is in test_mutants; this is what somebody could make on
purpose, or a program by a mistake that goes on and on.
"""

from __future__ import annotations

import io
import plistlib
import stat
import struct
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import date as date_type
from pathlib import Path

import pytest
from ficstead.importing import importing, workers
from ficstead.importing.importing import Brought, Task
from ficstead.importing.opening import opening
from ficstead.importing.opening.opening import Item

from . import ao3_downloads, ao3_pages, office_files
from .epubs import CONTAINER, NCX, OPF, epub, page
from .office_files import docx, odt, p, part, r
from .test_ao3_download import CHAPTERED
from .test_ao3_page import FULL
from .zips import zipped

LINE = "The fog came up from the river before supper, and nobody lit the lamp."
STORY = (
    f"<p>{LINE}</p><p>She looked at the water for a long time, then at the stair.</p>"
)
TODAY = "2026-05-01"


def came(name: str, data: bytes | str) -> Brought:
    """Read a file here and now, and hold what came of it to the promise."""
    data = data.encode() if isinstance(data, str) else data
    item = Item(name, name, datetime(2024, 5, 1, tzinfo=UTC), data)
    return held(importing.brought(Task(item, TODAY)))


def came_of(path: Path) -> list[Brought]:
    """Open a file or a folder, and read everything in it."""
    tasks = [Task(item, TODAY) for item in opening.items([path])]
    return [held(importing.brought(task)) for task in tasks]


def held(brought: Brought) -> Brought:
    if brought.manuscript is None:
        (sentence,) = brought.said
        assert sentence.endswith((".", "?")), sentence
        assert "failed" not in sentence
        assert "/" not in sentence.replace("and/or", "") or "“" in sentence
    return brought


def words(brought: Brought) -> str:
    """Return every word that will be written."""
    assert brought.manuscript is not None, brought.said
    return "\n".join(one.body for one in brought.manuscript.parts)


# ---- Names ---------------------------------------------------------------------------

ESCAPES = [
    *("../../evil.html", "/etc/evil.html", "..\\..\\evil.html", "C:\\evil.html"),
    *("a/../../../evil.html", "//host/share/evil.html", "\\\\host\\evil.html"),
    *("./././evil.html", "C:evil.html", "%2e%2e%2fevil.html", "a/\n/../evil.html"),
]


@pytest.mark.parametrize("name", ESCAPES)
def test_no_name_in_a_zip_leads_out_of_it(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/all.zip").write_bytes(zipped({name: f"<html>{STORY}</html>"}))
    before = sorted(tmp_path.rglob("*"))
    (brought,) = came_of(tmp_path / "in")
    assert brought.path.startswith(f"{tmp_path.as_posix()}/in/all.zip/")
    assert ".." not in brought.path.split("/")
    assert LINE in words(brought)
    assert sorted(tmp_path.rglob("*")) == before


def test_links_in_a_folder_and_in_a_zip_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text(f"<html>{STORY}")
    folder = tmp_path / "in"
    folder.mkdir()
    for name, to in (("a.html", "../secret.html"), ("b", ".."), ("c.html", "c.html")):
        (folder / name).symlink_to(to)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        info = zipfile.ZipInfo("link.html")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "../secret.html")
        archive.writestr("own.html", f"<html>{STORY}")
    (folder / "all.zip").write_bytes(packed.getvalue())
    (brought,) = came_of(folder)
    assert brought.path.endswith("in/all.zip/own.html")


def test_a_picture_that_is_a_link_to_a_secret_is_not_taken_along(
    tmp_path: Path,
) -> None:
    (tmp_path / "secret.png").write_bytes(office_files.PNG)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.png").symlink_to("../secret.png")
    (folder / "x.html").write_text(
        f"<html>{STORY}<img src=a.png><img src=../secret.png><img src=/etc/passwd>"
    )
    (brought,) = came_of(folder)
    assert brought.manuscript is not None
    assert not brought.manuscript.pictures


# ---- Archives that are damaged, locked, or bombs -------------------------------------


def locked(data: bytes) -> bytes:
    """Return a zip as if each entry were encrypted."""
    changed = bytearray(data)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := data.find(sign, start)) >= 0:
            changed[start + at] |= 1
            start += 4
    return bytes(changed)


BOOK = epub({"one.xhtml": STORY * 9, "two.xhtml": STORY})
BOOKS = {
    "book.epub": BOOK,
    "x.docx": docx(p("Fog.")),
    "x.odt": odt("<text:p>Fog</text:p>"),
}


@pytest.mark.parametrize("name", BOOKS)
def test_a_locked_book_or_document_says_so(name: str) -> None:
    assert "password" in came(name, locked(BOOKS[name])).said[0]


@pytest.mark.parametrize("name", BOOKS)
def test_a_book_cut_anywhere_is_refused_or_read(name: str) -> None:
    data = BOOKS[name]
    for end in range(0, len(data), max(len(data) // 40, 1)):
        assert came(name, data[:end]).manuscript is None


def test_a_locked_zip_says_so_of_each_file(tmp_path: Path) -> None:
    data = locked(zipped({"a.html": STORY, "b.html": STORY}))
    (tmp_path / "all.zip").write_bytes(data)
    assert ["password" in one.said[0] for one in came_of(tmp_path)] == [True, True]


def lying(data: bytes, size: int) -> bytes:
    """Return a zip whose directory says that each entry unpacks to `size`."""
    changed = bytearray(data)
    start = 0
    while (start := data.find(b"PK\x01\x02", start)) >= 0:
        struct.pack_into("<I", changed, start + 24, size)
        start += 4
    return bytes(changed)


def overlapping() -> bytes:
    """Return a zip of a thousand names for the one same content."""
    data = zipped({"a.html": bytes(2**20)})
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    central = data[start:end] * 1000
    tail = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1000, 1000, len(central), start, 0
    )
    return data[:start] + central + tail


def quine_like() -> bytes:
    data = f"<html>{STORY}".encode()
    for n in range(40):
        data = zipped({f"{n}.zip" if n else "x.html": data}, zipfile.ZIP_STORED)
    return data


BOMBS: dict[str, Callable[[], bytes]] = {
    "400 MB of zeros": lambda: zipped({"x.html": bytes(400 * 2**20)}),
    "an entry that says it is small": lambda: lying(
        zipped({"x.html": bytes(2**26)}), 100
    ),
    "an entry that says it is huge": lambda: lying(
        zipped({"x.html": STORY}), 2**32 - 2
    ),
    "overlapping entries": overlapping,
    "20,001 entries": lambda: zipped({f"{n}.html": b"" for n in range(20_001)}),
    "forty zips deep": quine_like,
    "a comment as long as may be": lambda: (
        zipped({})[:-2] + b"\xff\xff" + bytes(65_535)
    ),
    "a directory that is not there": lambda: b"PK\x05\x06" + bytes(18),
    "a thousand million entries": lambda: struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, 65535, 65535, 2**32 - 1, 0, 0
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path, name: str) -> None:
    (tmp_path / "all.zip").write_bytes(BOMBS[name]())
    begun = time.process_time()
    found = came_of(tmp_path)
    assert [one.manuscript for one in found] == [None]
    assert time.process_time() - begun < 5


def test_many_files_of_a_zip_are_counted_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "UNPACKED", 2**22)
    inner = zipped({f"{n}.html": bytes(2**20) for n in range(3)})
    (tmp_path / "all.zip").write_bytes(zipped({"a.zip": inner, "b.zip": inner}))
    told = [one.said[0] for one in came_of(tmp_path)]
    assert any("unpacks to more" in sentence for sentence in told)


@pytest.mark.slow
def test_a_book_that_unpacks_to_gigabytes_is_refused() -> None:
    bomb = epub(
        {"one.xhtml": STORY}, files={f"{n}.css": bytes(90 * 2**20) for n in range(3)}
    )
    assert came("book.epub", bomb).manuscript is not None  # nobody asks for those
    bomb = epub({"one.xhtml": "<p>" + " " * (101 * 2**20)})
    assert "larger than 100 MB" in came("book.epub", bomb).said[0]


# ---- Books whose parts are missing, doubled, or lead in circles ----------------------

OPF_ONE = OPF.format(
    metadata="<dc:title>The Lamp</dc:title>",
    items='<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>',
    refs='<itemref idref="a"/>',
    guide="",
)


def book(files: Mapping[str, str | bytes], opf: str = OPF_ONE) -> bytes:
    first = {"mimetype": "application/epub+zip"}
    first |= {"META-INF/container.xml": CONTAINER.format("a.opf"), "a.opf": opf}
    return zipped({**first, "a.xhtml": page(STORY), **files})


def points(depth: int) -> str:
    point = '<navPoint id="n{0}"><navLabel><text>x{0}</text></navLabel><content src="a.xhtml"/>'
    inside = "".join(point.format(n) for n in range(depth))
    return NCX.format(inside + "</navPoint>" * depth)


WITH_NCX = OPF_ONE.replace(
    "<item ",
    '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/><item ',
    1,
)
ODD_BOOKS: dict[str, Callable[[], bytes]] = {
    "no container": lambda: book({"META-INF/container.xml": ""}),
    "a container of nothing": lambda: book({"META-INF/container.xml": "<container/>"}),
    "a container that names itself": lambda: book(
        {"META-INF/container.xml": CONTAINER.format("META-INF/container.xml")}
    ),
    "a container that leads out": lambda: book(
        {"META-INF/container.xml": CONTAINER.format("../../../etc/passwd")}
    ),
    "two packages": lambda: book(
        {
            "META-INF/container.xml": CONTAINER.format("a.opf").replace(
                "</rootfiles>", '<rootfile full-path="b.opf"/></rootfiles>'
            )
        }
    ),
    "no package": lambda: book({"META-INF/container.xml": CONTAINER.format("b.opf")}),
    "a package that is a page": lambda: book({}, page(STORY)),
    "a spine of nobody": lambda: book({}, OPF_ONE.replace('idref="a"', 'idref="b"')),
    "no spine": lambda: book({}, OPF_ONE.replace('<itemref idref="a"/>', "")),
    "one document a thousand times": lambda: book(
        {}, OPF_ONE.replace('<itemref idref="a"/>', '<itemref idref="a"/>' * 1000)
    ),
    "two documents of one id": lambda: book(
        {}, OPF_ONE.replace("</manifest>", '<item id="a" href="b.xhtml"/></manifest>')
    ),
    "the package as its document": lambda: book(
        {}, OPF_ONE.replace('href="a.xhtml"', 'href="a.opf"')
    ),
    "documents that are not there": lambda: book(
        {}, OPF_ONE.replace("a.xhtml", "gone.xhtml")
    ),
    "a document outside": lambda: book(
        {}, OPF_ONE.replace("a.xhtml", "../../../../etc/passwd")
    ),
    "a document on the web": lambda: book(
        {}, OPF_ONE.replace("a.xhtml", "https://example.org/a.xhtml")
    ),
    "a document in the file system": lambda: book(
        {}, OPF_ONE.replace("a.xhtml", "file:///etc/passwd")
    ),
    "a fallback to itself": lambda: book(
        {}, OPF_ONE.replace('media-type="application/xhtml+xml"', 'fallback="a"')
    ),
    "contents that are not there": lambda: book({}, WITH_NCX),
    "contents that are the package": lambda: book(
        {}, WITH_NCX.replace("toc.ncx", "a.opf")
    ),
    "contents 150 deep": lambda: book({"toc.ncx": points(70)}, WITH_NCX),
    "contents 5,000 deep": lambda: book({"toc.ncx": points(5000)}, WITH_NCX),
    "contents of 50,000 points": lambda: book(
        {
            "toc.ncx": NCX.format(
                '<navPoint><navLabel><text>x</text></navLabel><content src="a.xhtml#x"/></navPoint>'
                * 50_000
            )
        },
        WITH_NCX,
    ),
    "contents with broken XML": lambda: book({"toc.ncx": "<ncx><navMap>"}, WITH_NCX),
    "a thousand titles": lambda: book(
        {}, OPF_ONE.replace("</dc:title>", "</dc:title><dc:title>x</dc:title>" * 1000)
    ),
    "metadata in metadata": lambda: book(
        {}, OPF_ONE.replace("The Lamp", "<dc:title>" * 90 + "x" + "</dc:title>" * 90)
    ),
    "refines in a circle": lambda: book(
        {},
        OPF_ONE.replace(
            "</metadata>",
            '<meta id="m" refines="#n" property="title-type">main</meta>'
            '<meta id="n" refines="#m" property="group-position">１２</meta></metadata>',
        ),
    ),
    "Calibre's series part is no number": lambda: book(
        {},
        OPF_ONE.replace(
            "</metadata>",
            '<meta name="calibre:series" content="S"/>'
            f'<meta name="calibre:series_index" content="{"9" * 5000}"/></metadata>',
        ),
    ),
}


@pytest.mark.parametrize("name", ODD_BOOKS)
def test_an_odd_book_is_read_or_refused(name: str) -> None:
    begun = time.process_time()
    brought = came("book.epub", ODD_BOOKS[name]())
    assert time.process_time() - begun < 5
    if brought.manuscript is not None:
        assert "root:" not in words(brought)
        assert words(brought).count("lit the lamp") >= 1


def test_a_document_named_often_is_read_once() -> None:
    brought = came("book.epub", ODD_BOOKS["one document a thousand times"]())
    assert words(brought).count("lit the lamp") == 1


# ---- XML -----------------------------------------------------------------------------

LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;]>'
QUADRATIC = f"<!DOCTYPE x [<!ENTITY a11 '{'ha' * 50_000}'>]>"
ABROAD = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'


@pytest.mark.parametrize(
    "doctype",
    [LAUGHS, OUTSIDE, PARAMETER, QUADRATIC, ABROAD],
    ids=["laughs", "file", "parameter", "quadratic", "outside"],
)
def test_no_entity_is_fetched_or_grows(doctype: str) -> None:
    ha = "&a11;" * (1 if doctype is not QUADRATIC else 10_000)
    plain = docx(p("Fog."), core=f"<dc:title>{ha}</dc:title>")
    sources = {
        "page.xhtml": f'<?xml version="1.0"?>{doctype}<html><body>{STORY}<p>{ha}</p></body></html>',
        "body.epub": epub(
            {"one.xhtml": f"{doctype}<html><body>{STORY}<p>{ha}</p></body></html>"}
        ),
        "package.epub": book({}, OPF_ONE.replace("<package", f"{doctype}<package")),
        "x.docx": docx(
            parts={
                "word/document.xml": doctype
                + part("document", f"<w:body>{p(ha)}</w:body>")
            }
        ),
        "y.docx": plain,
        "x.odt": odt(f"<text:p>{ha}</text:p>", parts={"styles.xml": f"{doctype}<x/>"}),
    }
    for name, data in sources.items():
        begun = time.process_time()
        brought = came(name, data)
        assert time.process_time() - begun < 5, name
        if brought.manuscript is not None:
            everything = words(brought) + repr(brought.manuscript.work.values)
            assert "hahaha" not in everything
            assert "root:" not in everything


@pytest.mark.parametrize(
    "broken",
    [
        *("", "<", "<a", "<a><b></a>", "<a/><b/>", "\x00", "<a b='", "<a xmlns:x=''/>"),
        *("<?xml version='1.0' encoding='nonsense'?><a/>", "<?xml version='9'?><a/>"),
        *(
            "<x:a/>",
            "<a b='1' b='2'/>",
            "<![CDATA[",
            "<!DOCTYPE",
            "&#0;",
            "<a>&#xd800;</a>",
        ),
        "<a>" * 20_000,
    ],
)
def test_broken_xml_is_refused_or_forgiven(broken: str) -> None:
    assert came("x.docx", docx(parts={"word/document.xml": broken})).manuscript is None
    assert came("x.odt", odt(parts={"content.xml": broken})).manuscript is None
    came("x.docx", docx(p("Fog."), parts={"word/styles.xml": broken}))
    came("x.docx", docx(p("Fog."), parts={"docProps/core.xml": broken}))
    came(
        "x.odt",
        odt("<text:p>Fog</text:p>", parts={"styles.xml": broken, "meta.xml": broken}),
    )
    came("x.epub", book({"a.xhtml": broken}))
    came("x.epub", book({}, broken))
    came("x.epub", book({"META-INF/container.xml": broken}))


# ---- Encodings -----------------------------------------------------------------------

LANGUAGES = {
    "cp1252": "“Où est la théière?” — «Là», dit-il… l’été s’en allait déjà. ",
    "shift_jis": "霧が川から上がってきた。誰も灯りをともさなかった。「お茶は？」と彼は言った。",
    "gb2312": "雾从河上升起来了，没有人点灯。他说：“喝茶吗？”她看着水面很久很久。",
    "big5": "霧從河上升起來了，沒有人點燈。他說：「喝茶嗎？」她看著水面很久很久。",
    "koi8_r": "Туман поднялся с реки ещё до ужина, и никто не зажёг лампу. - Чаю? - сказал он. ",
    "euc_kr": "저녁 전에 강에서 안개가 올라왔고 아무도 등불을 켜지 않았다. 그는 차를 물었다. ",
    "utf-16": "The fog came up — “Tea?” 霧 ",
    "utf-16-le": "The fog came up — “Tea?” é ",
    "utf-16-be": "The fog came up — “Tea?” é ",
}


@pytest.mark.parametrize("said", ["utf-8", "iso-8859-1", "nonsense", ""])
@pytest.mark.parametrize("encoding", LANGUAGES)
def test_a_page_that_lies_about_its_encoding_is_read(encoding: str, said: str) -> None:
    line = LANGUAGES[encoding]
    meta = f'<meta charset="{said}">' if said else ""
    text = (
        f"<html><head>{meta}<title>x</title></head><body>" + f"<p>{line * 3}</p>" * 20
    )
    brought = came("x.html", text.encode(encoding))
    assert words(brought).count(line.strip()) == 60, words(brought)[:200]


def test_halves_of_emoji_and_signs_that_are_none_become_one_that_says_so() -> None:
    odd = b"\xed\xa0\xbd\xed\xb8\x80 \xed\xa0\xbd \xef\xbf\xbe \xef\xb7\x90"
    brought = came("x.html", b"<html>" + STORY.encode() + b"<p>a" + odd + b"b</p>")
    written = words(brought)
    assert "😀" in written
    written.encode("utf-8")
    assert not any(
        "\ufdd0" <= c <= "\ufdef" or "\ud800" <= c <= "\udfff" for c in written
    )


@pytest.mark.parametrize("name", ["x.html", "x.txt", "x.md", "x"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32"])
def test_every_sign_there_is_comes_through_some_way(name: str, encoding: str) -> None:
    signs = "".join(
        chr(n) + (" " if n % 64 else "\n\n")
        for n in (*range(0x3000), *range(0xFD00, 0x10100), 0x1F600, 0xE0001, 0x10FFFF)
        if not 0xD800 <= n <= 0xDFFF
    )
    for text in (signs, f"<html><body>{STORY}<p>{signs}</p></body></html>"):
        came(name, text.encode(encoding, "surrogatepass"))


def test_character_references_bring_no_control_through() -> None:
    signs = "".join(
        f"&#{n};&#x{n:x};"
        for n in (*range(160), 0xD800, 0xFDD0, 0xFFFE, 0x110000, 10**30)
    )
    everything = (
        f"<html><head><title>a{signs}b</title></head><body>{STORY}<p>{signs}</p>"
    )
    written = words(came("x.html", everything))
    controls = {
        c for c in written if (c < " " and c not in "\t\n") or "\x7f" <= c <= "\x9f"
    }
    assert controls == set()


# ---- Pages ---------------------------------------------------------------------------


def deep(tag: str, count: int, inside: str = STORY) -> str:
    return f"<{tag}>" * count + inside + f"</{tag}>" * count


def whole(body: str) -> str:
    return f"<html><head><title>The Lamp</title></head><body>{STORY * 3}{body}</body></html>"


PAGES: dict[str, Callable[[], str]] = {
    **{
        f"10,000 nested {tag}": (lambda tag=tag: whole(deep(tag, 10_000)))
        for tag in (
            "blockquote",
            "div",
            "b",
            "span",
            "font",
            "table",
            "ul",
            "q",
            "svg",
            "p",
            "ruby",
            "details",
            "select",
            "template",
            "a",
            "h2",
            "form",
            "button",
            "nobr",
            "dl",
            "center",
            "noscript",
            "object",
            "math",
        )
    },
    "10,000 nested cells": lambda: whole("<table><tr><td>" * 10_000),
    "10,000 nested items": lambda: whole("<ul><li>" * 10_000),
    "200 nested quotes": lambda: whole(deep("blockquote", 190)),
    "200 nested lists": lambda: whole("<ul><li>x" * 90),
    "190 nested tables": lambda: whole("<table><tr><td>x" * 45),
    "190 nested b and i": lambda: whole("<b><i>" * 95 + STORY),
    "unclosed formatting": lambda: whole(
        "<b><i><font color=red><u>" * 50 + "<p>x" * 5_000
    ),
    "unclosed formatting that differs": lambda: whole(
        "".join(f"<font color=c{n}>" for n in range(500)) + "<p>x" * 5_000
    ),
    "formatting crossed": lambda: whole("<b><p><i></b></p></i>" * 20_000),
    "links in links": lambda: whole("<a href=x><p>" * 20_000),
    "misplaced in tables": lambda: whole("<table>" + "x<b>y<tr>" * 10_000),
    "100,000 attributes": lambda: whole(
        "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x"
    ),
    "100,000 equal attributes": lambda: whole("<p " + "a " * 100_000 + ">x"),
    "100,000 classes": lambda: whole(f"<p class='{'a b ' * 50_000}'>x</p>"),
    "100,000 styles": lambda: whole(f"<p style='{'color:red;' * 100_000}'>x</p>"),
    "100,000 rules": lambda: whole(
        "<style>" + ".a.b,.c{font-weight:bold}" * 40_000 + "</style><p class='a b c'>x"
    ),
    "one word of 5 MB": lambda: whole("x" * 5_000_000),
    "one tag name of 5 MB": lambda: whole(f"<{'x' * 5_000_000}>"),
    "one attribute of 5 MB": lambda: whole(f"<p title='{'x' * 5_000_000}'>y</p>"),
    "one comment of 5 MB": lambda: whole(f"<!--{'- ' * 2_500_000}"),
    "one title of 5 MB": lambda: (
        f"<html><title>{'x ' * 2_500_000}</title><body>{STORY}"
    ),
    "one address of 1 MB": lambda: whole(
        f"<a href='https://x/{'%20' * 300_000}'>x</a>"
    ),
    "one picture of 5 MB in the page": lambda: whole(
        f"<img src='data:image/png;base64,{'A' * 5_000_000}'>"
    ),
    "a million open brackets": lambda: whole("<" * 1_000_000),
    "a million ends": lambda: whole("</p" * 1_000_000),
    "200,000 ampersands": lambda: whole("&" * 200_000),
    "a million stars": lambda: whole(f"<p>{'*' * 1_000_000}</p>"),
    "a million stars and words": lambda: whole(f"<p>{'*a ' * 300_000}</p>"),
    "a million brackets": lambda: whole(
        f"<p>{'[' * 500_000}</p><p>{'](' * 200_000}</p>"
    ),
    "a million backticks": lambda: whole(
        f"<p>{'`' * 500_000}</p><p>{'`a' * 200_000}</p>"
    ),
    "a million underlines": lambda: whole(f"<p>{'_a_ ' * 200_000}</p>"),
    "a million backslashes": lambda: whole(f"<p>{chr(92) * 500_000}</p>"),
    "a million spaces": lambda: whole(
        f"<p>{' ' * 1_000_000}x{'&nbsp;' * 200_000}y</p>"
    ),
    "100,000 breaks": lambda: whole("<br>" * 100_000),
    "40,000 empty paragraphs": lambda: whole("<p>&nbsp;</p>" * 40_000),
    "30,000 em": lambda: whole("<p>" + "<em>a</em>" * 30_000),
    "10,000 rows": lambda: whole("<table>" + "<tr><td>a" * 10_000),
    "20,000 columns": lambda: whole("<table><tr>" + "<td>a" * 20_000),
    "a cell of 65534 columns": lambda: whole(
        "<table><tr><td colspan=65534 rowspan=65534>a<td>b<tr><td>c</table>" * 50
    ),
    "10,000 items": lambda: whole("<ol start=99999999999999999999>" + "<li>a" * 10_000),
    "100,000 rules across": lambda: whole("<hr>" * 100_000),
    "10,000 headings": lambda: whole("<h2>Chapter 1</h2><p>x" * 10_000),
    "5,000 anchors": lambda: whole(
        "".join(f"<a name=n{n} href=#n{n}>x</a>" for n in range(5_000))
    ),
    "3,000 footnotes": lambda: whole(
        "".join(f"<sup id=r{n}><a href=#f{n}>[{n}]</a></sup>" for n in range(3_000))
        + "".join(f"<p id=f{n}><a href=#r{n}>[{n}]</a> note</p>" for n in range(3_000))
    ),
    "ruby": lambda: whole("<ruby>a<rp>(<rt>b<rp>)" * 30_000),
    "frames": lambda: whole("<iframe srcdoc='<p>x'>" * 10_000),
    "noscript": lambda: whole("<noscript><p title='</noscript><b>'>" * 10_000),
    "plaintext": lambda: whole("<plaintext>" + STORY * 1000),
    "CDATA": lambda: whole("<![CDATA[" * 100_000),
    "processing": lambda: whole("<?x " * 200_000),
}


@dataclass(frozen=True, slots=True)
class Spent:
    """What reading a file took."""

    brought: Brought
    seconds: float


def measured(task: Task) -> Spent:
    begun = time.process_time()
    return Spent(importing.brought(task), time.process_time() - begun)


def unmeasured(task: Task, reason: str) -> Spent:
    return Spent(importing.refused(task, reason), 0)


def within(
    name: str, data: bytes | str, *, seconds: float = 90, megabytes: int = 600
) -> Spent:
    """Read a file as the command does, with less time and memory than that gives it."""
    data = data.encode() if isinstance(data, str) else data
    task = Task(Item(name, name, datetime(2024, 5, 1, tzinfo=UTC), data), TODAY)
    (spent,) = workers.results(
        measured,
        [task],
        processes=1,
        refused=unmeasured,
        seconds=seconds,
        memory=megabytes * 2**20,
    )
    held(spent.brought)
    return spent


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_takes_seconds_and_little_memory(name: str) -> None:
    spent = within("x.html", PAGES[name]())
    assert "took too" not in " ".join(spent.brought.said)
    assert spent.seconds < 20


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [b"<p>The fog came up.</p>\n", b"The fog came up. ", b"\xe9\xff\x00<", b"<p>"],
)
def test_a_page_of_100_mb_is_refused_in_seconds(piece: bytes) -> None:
    data = piece * (99 * 2**20 // len(piece))
    for name in ("x.html", "x.txt"):
        spent = within(name, data, megabytes=1024)
        assert spent.brought.manuscript is None
        assert spent.seconds < 20


# ---- Numbers and dates ---------------------------------------------------------------

NUMBERS = [
    *("１２", "٣", "²", "-1", "0", "1e9", "1_000", "9" * 5000, "½", "", "NaN", "1,2,3"),
    *("0x10", " 7 ", "+3", "99999999999999999999", "Ⅻ", "一"),
]


# Of each sort one at anybody's desk: no digit of ours, none at all, below, without end.
USUAL = {"１２", "²", "-1", "9" * 5000}


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(
            number,
            id=number[:20] or "nothing",
            marks=() if number in USUAL else pytest.mark.slow,
        )
        for number in NUMBERS
    ],
)
def test_no_number_of_a_source_is_more_than_a_claim(number: str) -> None:
    download = ao3_downloads.page(ao3_downloads.Download(CHAPTERED))
    saved = ao3_pages.page(ao3_pages.Saved(FULL))
    for old in ("1234", "1,234", "4/4", "3", "12"):
        came("x.html", download.replace(old, number))
        came("x.html", saved.replace(old, number))
    came("x.html", download.replace("Chapter 2", f"Chapter {number}"))
    labels = (
        f"Words: {number}\nChapters: {number}/{number}\nSeries: Lamps, part {number}"
    )
    came("x.txt", f"Title: The Lamp\nAuthor: Wren\n{labels}\n\n{LINE}\n\n{LINE}\n")
    header = (
        f"title: x\nchapters: {number!r}\nwords: [{number!r}]\nseries_index: {number!r}"
    )
    came("x.md", f"---\n{header}\n---\n\n# Chapter {number}\n\n{LINE}\n")
    style = (
        f'<w:outlineLvl w:val="{number}"/><w:numPr><w:ilvl w:val="{number}"/></w:numPr>'
    )
    came("x.docx", docx(p(LINE, look=style), p(LINE)))
    spaces = (
        f'<text:h text:outline-level="{number}">x<text:s text:c="{number}"/>y</text:h>'
    )
    came("x.odt", odt(spaces, f"<text:p>{LINE}</text:p>"))


DATES = [
    "0000-00-00",
    "9999-99-99",
    "2020-02-30",
    "１９９９-01-01",
    "0001-01-01",
    "9999-12-31",
]


@pytest.mark.parametrize(
    "date", [*DATES, "-1", "9" * 5000, "2020-01-01T99:99:99+99:99"]
)
def test_no_date_of_a_source_is_more_than_a_claim(date: str) -> None:
    download = ao3_downloads.page(ao3_downloads.Download(CHAPTERED))
    brought = came(
        "x.html", download.replace("2010-03-01", date).replace("2011-02-03", date)
    )
    assert brought.manuscript is not None
    for one in brought.manuscript.parts:
        for key in one.values.keys() & {"date", "updated"}:
            assert "0001-01-01" <= str(one.values[key]) <= TODAY
            date_type.fromisoformat(str(one.values[key]))
    core = f"<dcterms:created>{date}</dcterms:created><dcterms:modified>{date}</dcterms:modified>"
    came("x.docx", docx(p(LINE), p(LINE), core=core))
    came("x.odt", odt(f"<text:p>{LINE}</text:p>", meta=f"<dc:date>{date}</dc:date>"))
    came("x.md", f"---\ntitle: x\ndate: {date}\nupdated: {date}\n---\n\n{LINE}\n")
    came("x.txt", f"Title: x\nPublished: {date}\nUpdated: {date}\n\n{LINE}\n\n{LINE}\n")
    opf = OPF_ONE.replace("</metadata>", f"<dc:date>{date}</dc:date></metadata>")
    came("x.epub", book({}, opf))


# ---- Word and OpenDocument -----------------------------------------------------------


def styled(*names: str) -> str:
    """Return styles of which each stands on the next and the last on the first."""
    bases = (*names[1:], names[0])
    return "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{base}"/><w:link w:val="{base}"/></w:style>'
        for name, base in zip(names, bases, strict=True)
    )


def numbered() -> str:
    """Return lists that are each other's."""
    return part(
        "numbering",
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="A"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="A"/>'
        '<w:numStyleLink w:val="A"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="1"><w:abstractNumId w:val="2"/></w:num>',
    )


def tables(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + p("x") + "</w:tc></w:tr></w:tbl>" * depth


DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "styles in a circle": lambda: docx(
        p(LINE, style="A"), styles=styled("A", "B", "C")
    ),
    "a style on itself": lambda: docx(p(LINE, style="A"), styles=styled("A")),
    "a chain of 5,000 styles": lambda: docx(
        p(LINE, style="s0"), styles=styled(*(f"s{n}" for n in range(5_000)))
    ),
    "lists in a circle": lambda: docx(
        p(LINE, look='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        parts={"word/numbering.xml": numbered()},
        relations=office_files.relation("n", "numbering", "numbering.xml"),
    ),
    "60 tables deep": lambda: docx(p(LINE), tables(60)),
    "5,000 tables deep": lambda: docx(p(LINE), tables(5_000)),
    "5,000 runs": lambda: docx(
        p("".join(r("a ", "<w:i/>" * (n % 2)) for n in range(5_000)))
    ),
    "2,000 paragraphs": lambda: docx(*(p("a") for _ in range(2_000))),
    "a footnote in itself": lambda: docx(
        p('<w:r><w:footnoteReference w:id="2"/></w:r>' + r(LINE)),
        parts={
            "word/footnotes.xml": part(
                "footnotes",
                '<w:footnote w:id="2"><w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
                "</w:footnote>",
            )
        },
        relations=office_files.relation("f", "footnotes", "footnotes.xml"),
    ),
    "a text box in a text box": lambda: docx(
        p(
            "<w:r><w:pict><v:textbox><w:txbxContent>" * 30
            + p("x")
            + "</w:txbxContent></v:textbox></w:pict></w:r>" * 30
        ),
        p(LINE),
    ),
    "relations that lead out": lambda: docx(
        p(office_files.picture("a")) + p(office_files.picture("b")) + p(LINE),
        relations=office_files.relation("a", "image", "../../../../etc/passwd")
        + office_files.relation("b", "image", "file:///etc/passwd", external=True),
    ),
    "the document as its own picture": lambda: docx(
        p(office_files.picture("a")) + p(LINE),
        relations=office_files.relation("a", "image", "document.xml"),
    ),
    "odt: styles in a circle": lambda: odt(
        f'<text:p text:style-name="A">{LINE}</text:p>',
        automatic='<style:style style:name="A" style:family="paragraph" '
        'style:parent-style-name="B"/><style:style style:name="B" '
        'style:family="paragraph" style:parent-style-name="A"/>',
    ),
    "odt: a million spaces": lambda: odt(
        f'<text:p>{LINE}<text:s text:c="99999999"/>x</text:p>'
    ),
    "odt: a cell a million times": lambda: odt(
        f"<text:p>{LINE}</text:p><table:table><table:table-row "
        'table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
        "</table:table-row></table:table>"
    ),
    "odt: 150 lists deep": lambda: odt(
        "<text:list><text:list-item>" * 70
        + f"<text:p>{LINE}</text:p>"
        + "</text:list-item></text:list>" * 70
    ),
    "odt: a note in a note": lambda: odt(
        "<text:p>x<text:note><text:note-body><text:p>" * 40
        + LINE
        + "</text:p></text:note-body></text:note></text:p>" * 40
    ),
    "odt: a picture that leads out": lambda: odt(
        f'<text:p>{LINE}<draw:frame><draw:image xlink:href="../../etc/passwd"/></draw:frame></text:p>'
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", DOCUMENTS)
def test_an_odd_document_is_read_or_refused(name: str) -> None:
    data = DOCUMENTS[name]()
    begun = time.process_time()
    brought = came("x.odt" if name.startswith("odt") else "x.docx", data)
    assert time.process_time() - begun < 15
    if brought.manuscript is not None:
        assert not any(
            b"root:" in data for data in brought.manuscript.pictures.values()
        )
        assert len(words(brought)) < 2_000_000


# ---- Pages in one file ---------------------------------------------------------------

MHTML = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="{0}"\r\n\r\n'
    "--{0}\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: {1}\r\n\r\n{2}\r\n--{0}--\r\n"
)


def webarchive(**given: object) -> bytes:
    main = {
        "WebResourceData": f"<html>{STORY}".encode(),
        "WebResourceMIMEType": "text/html",
    }
    return plistlib.dumps({"WebMainResource": main, **given}, fmt=plistlib.FMT_BINARY)


SNAPSHOTS: dict[str, Callable[[], bytes]] = {
    "whole": lambda: MHTML.format("b", "8bit", f"<html>{STORY}").encode(),
    "no boundary": lambda: (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n"
    ),
    "an endless boundary": lambda: MHTML.format("b" * 60_000, "8bit", STORY).encode(),
    "a boundary of one sign": lambda: MHTML.format("e", "8bit", STORY).encode(),
    "a coding nobody knows": lambda: MHTML.format("b", "x-uuencode", STORY).encode(),
    "base64 that is none": lambda: MHTML.format("b", "base64", "=" * 999).encode(),
    "quoted to no end": lambda: MHTML.format(
        "b", "quoted-printable", "=" * 500_000
    ).encode(),
    "100,000 parts": lambda: MHTML.format("b", "8bit", "--b\r\n" * 100_000).encode(),
    "8,000 headers": lambda: b"MIME-Version: 1.0\r\n" + b"X: y\r\n" * 8_000,
    "webarchive": webarchive,
    "webarchive of numbers": lambda: webarchive(WebSubresources=[1, 2]),
    "webarchive without a page": lambda: webarchive(WebMainResource={}),
    "webarchive of a string": lambda: webarchive(
        WebMainResource={"WebResourceData": "x"}
    ),
    "webarchive that counts too much": lambda: webarchive()[:-16] + b"\xff" * 16,
    "webarchive that is cut": lambda: webarchive()[:100],
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SNAPSHOTS)
def test_an_odd_saved_page_is_read_or_refused(tmp_path: Path, name: str) -> None:
    ending = "webarchive" if name.startswith("webarchive") else "mhtml"
    (tmp_path / f"x.{ending}").write_bytes(SNAPSHOTS[name]())
    begun = time.process_time()
    (brought,) = came_of(tmp_path)
    assert time.process_time() - begun < 5
    assert (brought.manuscript is not None) == (name in {"whole", "webarchive"}) or (
        "LINE" not in brought.said
    )


# ---- Markdown, labels and other texts ------------------------------------------------

TEXTS: dict[str, Callable[[], str]] = {
    "YAML that runs": lambda: (
        f"---\ntitle: !!python/object/apply:os.system ['id']\n---\n{LINE}"
    ),
    "YAML that laughs": lambda: (
        "---\na: &a [x]\n"
        + "".join(
            f"{chr(98 + n)}: &{chr(98 + n)} [{f'*{chr(97 + n)},' * 9}]\n"
            for n in range(20)
        )
        + f"title: *t\n---\n{LINE}"
    ),
    "YAML in itself": lambda: f"---\ntitle: &a [*a]\ntags: &b {{x: *b}}\n---\n{LINE}",
    "YAML that is a list": lambda: f"---\n- a\n- b\n---\n{LINE}",
    "YAML that is a number": lambda: f"---\n12\n---\n{LINE}",
    "YAML that never ends": lambda: "---\n" + "title: x\n" * 50_000,
    "YAML 10,000 deep": lambda: f"---\ntitle: {'[' * 10_000}\n---\n{LINE}",
    "YAML of odd keys": lambda: f"---\n? [a]\n: b\n1: 2\nnull: x\n~: y\n---\n{LINE}",
    "YAML of tags": lambda: (
        f"---\ntitle: !!binary aGk=\ndate: !!timestamp x\nx: !y z\n---\n{LINE}"
    ),
    "Pelican's lines": lambda: "Title: x\nTags: " + "a," * 100_000 + f"\n\n{LINE}",
    "20,000 labels": lambda: "Title: x\n" + "Author: y\n" * 20_000 + f"\n{LINE}",
    "20,000 unlike labels": lambda: "".join(f"Label {n}: y\n" for n in range(100_000)),
    "10,000 chapters": lambda: "Title: x\n\n" + "Chapter 1\n\nx\n\n" * 10_000,
    "5 MB on one line": lambda: f"{LINE} " * 68_000,
    "5 MB of one word": lambda: "x" * 5_000_000,
    "a million quotes": lambda: "> " * 500_000,
    "20,000 stars": lambda: "*" * 20_000,
    "5,000 stars apart": lambda: "*a **b " * 2_500,
    "a million brackets": lambda: "[" * 1_000_000,
    "links in links": lambda: "[a](" * 200_000,
    "5,000 notes": lambda: "".join(f"x[^{n}]\n\n[^{n}]: y\n\n" for n in range(5_000)),
    "20,000 fences": lambda: "```\n" * 20_001,
    "1,500 lists deep": lambda: "".join("  " * n + "- x\n" for n in range(1_500)),
    "headings alone": lambda: "# x\n\n" * 8_000,
    "rules alone": lambda: "---\n" * 50_000,
    "a pasted download again and again": lambda: (
        "Rating:\n\nTeen\n\nArchive Warning:\n\nx\n\nSummary:\n\nNotes:\n\nWork Text:\n\n"
        * 5_000
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["md", "txt"])
@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_takes_seconds(name: str, ending: str) -> None:
    spent = within(f"x.{ending}", TEXTS[name]())
    assert "uid=" not in repr(spent.brought.manuscript)
    assert spent.seconds < 30
