"""The container: what a book holds, however its maker wrote it down."""

from __future__ import annotations

import contextlib

import pytest
from ficstead.importing.books import epub as reader
from ficstead.importing.markup.markup import words
from ficstead.importing.story import Refused
from hypothesis import given
from hypothesis import strategies as st

from ...laws import tries
from .epubs import CONTAINER, TITLE, epub, page
from .zips import zipped

ONE = {"one.xhtml": "<p>The lamp was lit.</p>", "two.xhtml": "<p>It went out.</p>"}


def test_documents_come_in_the_order_of_the_spine() -> None:
    book = reader.opened(epub(dict(reversed(ONE.items()))))
    assert [document.name for document in book.documents] == [
        "OEBPS/two.xhtml",
        "OEBPS/one.xhtml",
    ]
    assert words(book.documents[0].soup.p) == "It went out."


def test_documents_out_of_line_are_marked() -> None:
    opf = (
        '<package><manifest><item id="a" href="a.xhtml"/><item id="b" href="b.xhtml"/>'
        '</manifest><spine><itemref idref="a" linear="no"/><itemref idref="b"/></spine>'
    )
    pages = {"a.xhtml": page("<p>note</p>"), "b.xhtml": page("<p>text</p>")}
    book = reader.opened(zipped({"content.opf": f"{opf}</package>", **pages}))
    assert [document.linear for document in book.documents] == [False, True]


def test_metadata_is_everything_the_package_says() -> None:
    said = (
        f'{TITLE}<dc:creator opf:role="ill">Finch</dc:creator>'
        "<dc:subject>Angst</dc:subject><dc:subject>Gen</dc:subject>"
        '<dc:date opf:event="publication">2020-05-01</dc:date>'
        '<meta name="calibre:series" content="Coast"/>'
        '<meta name="calibre:series_index" content="2.0"/>'
        '<meta property="belongs-to-collection" id="c1">Shore</meta>'
        '<meta refines="#c1" property="group-position">4</meta>'
    )
    book = reader.opened(epub(ONE, metadata=said))
    assert dict(book.metadata) == {
        "title": ("The Lamp",),
        "creator": ("Wren",),
        "creator:ill": ("Finch",),
        "subject": ("Angst", "Gen"),
        "date:publication": ("2020-05-01",),
        "calibre:series": ("Coast",),
        "calibre:series_index": ("2.0",),
        "belongs-to-collection": ("Shore",),
        "group-position": ("4",),
    }


def test_the_main_title_is_the_title() -> None:
    said = (
        '<dc:title id="a">A tale</dc:title><dc:title id="b">Lamp</dc:title>'
        '<meta refines="#a" property="title-type">subtitle</meta>'
        '<meta refines="#b" property="title-type">main</meta>'
    )
    metadata = reader.opened(epub(ONE, metadata=said)).metadata
    assert metadata["title"] == ("Lamp",)
    assert metadata["title:subtitle"] == ("A tale",)


def test_the_contents_of_epub_2_and_3() -> None:
    toc = [("I", "one.xhtml"), ("II", "two.xhtml#here")]
    expected = (("I", "OEBPS/one.xhtml", ""), ("II", "OEBPS/two.xhtml", "here"))
    assert reader.opened(epub(ONE, toc=toc)).toc == expected
    nav = page(
        '<nav epub:type="toc"><h1>Contents</h1><ol><li><a href="../one.xhtml">I</a>'
        '<ol><li><a href="../two.xhtml#here">II</a></li></ol></li></ol></nav>'
        '<nav epub:type="landmarks"><ol><li><a epub:type="bodymatter" '
        'href="../one.xhtml">Start</a></li></ol></nav>'
    )
    opf = (
        '<package><manifest><item id="n" href="n/nav.xhtml" properties="nav" '
        'media-type="application/xhtml+xml"/><item id="a" href="one.xhtml" '
        'media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    files = {"content.opf": opf, "n/nav.xhtml": nav, "one.xhtml": page("<p>x</p>")}
    book = reader.opened(zipped({**files, "two.xhtml": page("<p>y</p>")}))
    assert book.toc == (("I", "one.xhtml", ""), ("II", "two.xhtml", "here"))
    assert book.depths == (1, 2)
    assert book.documents[0].kinds == {"bodymatter"}


@pytest.mark.parametrize(
    "opf",
    [
        "<package><metadata>{title}</metadata><manifest>"
        '<item id="a" href="b%20one.xhtml" media-type="application/xhtml+xml">'
        '<item id="b" href="Two.XHTML" media-type="application/xhtml+xml">'
        '</manifest><spine><itemref idref="a"><itemref idref="b"></spine>',
        '<package xmlns:dc="x"><metadata>{title}</metadata><manifest>'
        '<item id="a" href="b%20one.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="b" href="Two.XHTML" media-type="application/xhtml+xml"/>'
        "</manifest></package>",
        "<package><metadata>{title} & more",
    ],
)
def test_a_broken_package_in_a_folder_without_a_container(opf: str) -> None:
    book = reader.opened(
        zipped(
            {
                "My Book/OEBPS/content.opf": opf.format(title=TITLE),
                "My Book/OEBPS/b one.xhtml": page("<p>one</p>"),
                "My Book/OEBPS/two.xhtml": page("<p>two</p>"),
            }
        )
    )
    assert [words(d.soup.p) for d in book.documents] == ["one", "two"]
    assert book.metadata["creator"] == ("Wren",)


def test_documents_without_a_package_come_by_number() -> None:
    names = [f"chap_{number}.html" for number in (10, 9, 1)]
    book = reader.opened(zipped({name: page(f"<p>{name}</p>") for name in names}))
    assert [document.name for document in book.documents] == names[::-1]


def test_pictures_shown_come_along_by_their_path() -> None:
    body = (
        '<p>x<img src="../Images/my%20gull.PNG"/><img src="https://example.org/a.png"/>'
        '</p><svg xmlns="http://www.w3.org/2000/svg"><image xlink:href="tide.jpg"/>'
        "</svg>"
    )
    files = {
        "OEBPS/images/my gull.png": b"gull",
        "OEBPS/Text/tide.jpg": b"tide",
        "OEBPS/images/unused.png": b"no",
    }
    book = reader.opened(epub({"Text/one.xhtml": body}, files=files))
    shown = [image["src"] for image in book.documents[0].soup.find_all("img")]
    assert shown == [
        "OEBPS/images/my gull.png",
        "https://example.org/a.png",
        "OEBPS/Text/tide.jpg",
    ]
    assert book.pictures == {shown[0]: b"gull", shown[2]: b"tide"}


def test_a_stylesheet_gives_its_emphasis_to_the_text() -> None:
    css = (
        "/* x */ .c1{font-style:italic} .c2, p.c3 { font-weight : 700; }"
        ".c4{text-align:center} span.c5{text-decoration:line-through} .c6{color:red}"
    )
    body = (
        '<p class="c4"><span class="c1">a</span><span class="c6">b</span>'
        '<em class="c1 c2">c</em></p><div class="c1"><p>d</p><p class="c3">e</p></div>'
        '<h2 class="c2">f</h2><p><span class="c5">g</span></p>'
    )
    head = '<link rel="stylesheet" href="s.css"/>'
    data = epub({"one.xhtml": page(body, head)}, files={"OEBPS/s.css": css})
    soup = reader.opened(data).documents[0].soup
    for tag in soup.find_all(class_=True):
        del tag["class"]
    assert "".join(str(block) for block in soup.find_all(["p", "h2"])) == (
        '<p align="center"><span><em>a</em></span><span>b</span>'
        "<em><strong>c</strong></em></p><p><em>d</em></p>"
        "<p><strong><em>e</em></strong></p><h2>f</h2><p><span><s>g</s></span></p>"
    )


def test_a_locked_book_is_refused_and_a_disguised_font_is_not() -> None:
    said = (
        '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData>'
        '<e:EncryptionMethod Algorithm="{}"/><e:CipherData><e:CipherReference '
        'URI="OEBPS/one.xhtml"/></e:CipherData></e:EncryptedData></encryption>'
    )
    locked = said.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    with pytest.raises(Refused, match="DRM"):
        reader.opened(epub(ONE, files={"META-INF/encryption.xml": locked}))
    font = said.format("http://www.idpf.org/2008/embedding")
    assert reader.opened(epub(ONE, files={"META-INF/encryption.xml": font}))


def test_a_book_without_text_is_refused() -> None:
    with pytest.raises(Refused, match="no text"):
        reader.opened(epub({"one.xhtml": '<img src="1.png"/>'}))
    with pytest.raises(Refused, match="no text"):
        reader.opened(zipped({"mimetype": "application/epub+zip"}))


def test_a_document_that_is_not_there_is_told_of() -> None:
    data = epub(ONE).replace(b"OEBPS/two.xhtml", b"OEBPS/tvo.xhtml")
    assert [loss.what for loss in reader.opened(data).lost] == [
        "a part that the book lists but does not hold: OEBPS/two.xhtml"
    ]


def test_a_damaged_picture_leaves_its_text() -> None:
    files = {"OEBPS/a.png": b"picture" * 9}
    data = epub({"one.xhtml": '<p>x<img src="a.png"/></p>'}, files=files)
    at = data.index(b"OEBPS/a.png") + 12
    book = reader.opened(data[:at] + b"\xff\xff" + data[at + 2 :])
    assert book.pictures == {}
    assert words(book.documents[0].soup.p) == "x"


WHOLE = epub(ONE, toc=[("I", "one.xhtml")])
STORED = zipped({"META-INF/container.xml": CONTAINER.format("../../etc/x.opf")})


@tries(50)
@given(st.integers(0, len(WHOLE)), st.binary(min_size=1, max_size=8))
def test_damaged_bytes_give_a_book_or_a_refusal(at: int, junk: bytes) -> None:
    for data in (WHOLE[:at], WHOLE[:at] + junk + WHOLE[at + len(junk) :], junk, STORED):
        with contextlib.suppress(Refused):
            reader.opened(data)


@tries(50)
@given(st.text(alphabet="<>/=\"' #&;abimgnavolptx:-[]!", max_size=80))
def test_any_package_and_contents_give_a_book_or_a_refusal(text: str) -> None:
    files = {f"OEBPS/{name}": text for name in ("toc.ncx", "content.opf", "x.css")}
    with contextlib.suppress(Refused):
        reader.opened(epub({"one.xhtml": page(text)}, files=files))
