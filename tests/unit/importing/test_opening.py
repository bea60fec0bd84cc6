"""Files, folders and zips: what comes out of them as one thing to import."""

from __future__ import annotations

import base64
import io
import os
import pickle
import plistlib
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from ficstead.importing.opening import archives, folders, kinds, opening
from ficstead.importing.opening.opening import Item, entries
from ficstead.importing.story import Refused

PAGE = b"<html><body><p>The lantern was lit.</p></body></html>"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAA"
    "AABJRU5ErkJggg=="
)


def zipped(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 1, 12, 0, 0)), data)
    return packed.getvalue()


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def opened(*paths: Path) -> dict[str, Item]:
    found = list(opening.items(paths))
    assert len({item.path for item in found}) == len(found)
    return {item.path: item for item in found}


def names(folder: Path) -> list[str]:
    """Return what comes of a folder, by paths from it."""
    return [path.removeprefix(f"{folder.as_posix()}/") for path in opened(folder)]


def test_a_file_is_itself(tmp_path: Path) -> None:
    path = put(tmp_path, {"Lantern.html": PAGE}) / "Lantern.html"
    os.utime(path, (0, datetime(2021, 3, 4, 5, 6).timestamp()))
    (item,) = opening.items([path])
    assert (item.path, item.name, item.data) == (path.as_posix(), "Lantern.html", PAGE)
    assert item.modified.isoformat().startswith("2021-03-04T05:06")
    assert not item.refused


def test_a_folder_gives_its_files_in_the_order_of_people(tmp_path: Path) -> None:
    files = ["Tide 10.html", "Tide 2.html", "a/x.html", "B.html", "tide 1.html"]
    put(tmp_path, dict.fromkeys(files, PAGE))
    assert names(tmp_path) == [
        *("a/x.html", "B.html", "tide 1.html", "Tide 2.html", "Tide 10.html")
    ]


def test_what_systems_and_browsers_leave_behind_is_not_mentioned(
    tmp_path: Path,
) -> None:
    debris = [
        *(".DS_Store", "._Lantern.html", "__MACOSX/._x.html", "Thumbs.db"),
        *("desktop.ini", "~$antern.docx", ".git/config", "metadata.opf", "cover.jpg"),
        *("Lantern_files/style.html", "Lantern_files/a.js", "Café-Dateien/x.html"),
    ]
    put(tmp_path, dict.fromkeys([*debris, "Lantern.html", "Café.htm"], PAGE))
    assert names(tmp_path) == ["Café.htm", "Lantern.html"]
    packed = zipped(dict.fromkeys([*debris, "Lantern.html", "Café.htm"], PAGE))
    bare = put(tmp_path / "new", {"all.zip": packed})
    assert names(bare) == ["all.zip/Café.htm", "all.zip/Lantern.html"]


def test_a_folder_called_files_with_no_page_beside_it_is_a_folder(
    tmp_path: Path,
) -> None:
    put(tmp_path, {"my_files/Lantern.html": PAGE})
    assert names(tmp_path) == ["my_files/Lantern.html"]


def test_pictures_beside_a_page_come_with_it_and_others_are_refused(
    tmp_path: Path,
) -> None:
    page = (
        b"<p><img src=\"Lantern_files/a%20b.png\"><img src='./Lantern_files/c.png'>"
        b'<img src="img/d.png?x=1"><img src="https://example.com/img/e.png">'
        b'<img src="gone.png"><img src="notes.txt"></p>'
    )
    files = {"Lantern_files/a b.png": PNG, "Lantern_files/c.png": PNG}
    files |= {"img/d.png": PNG, "alone.png": PNG, "notes.txt": b"Not a picture."}
    files |= {"Lantern.html": page}
    put(tmp_path, {**files, "all.zip": zipped(files)})
    found = opened(tmp_path)
    for inside in ("", "all.zip/"):
        item = found[f"{tmp_path.as_posix()}/{inside}Lantern.html"]
        assert sorted(item.pictures) == [
            *("./Lantern_files/c.png", "Lantern_files/a%20b.png", "img/d.png?x=1")
        ]
        assert item.beside("Lantern_files/a%20b.png") == PNG
        assert item.beside("gone.png") is None
        alone = found[f"{tmp_path.as_posix()}/{inside}alone.png"]
        assert alone.refused == "It is a picture, not a story."
    assert len(found) == 6


@pytest.mark.parametrize(
    "address",
    [
        *("../secret.png", "a/../../secret.png", "/secret.png", "//host/secret.png"),
        *("..\\secret.png", "file:///secret.png", "%2e%2e/secret.png", "link.png"),
        *("C:\\secret.png", "C:/secret.png", "a\0.png", "%00.png", "." * 900),
    ],
)
def test_pictures_are_only_looked_for_inside_the_folder(
    tmp_path: Path, address: str
) -> None:
    put(tmp_path, {"secret.png": PNG})
    page = f'<p>Text <img src="{address}"></p>'.encode()
    folder = put(tmp_path / "in", {"Lantern.html": page, "a/x.txt": b"text"})
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    for path in (folder, folder / "Lantern.html"):
        assert all(not item.pictures for item in opening.items([path]))


def test_markdown_names_pictures_too(tmp_path: Path) -> None:
    put(tmp_path, {"a.md": b"# A\n\n![The quay](quay.png)\n", "quay.png": PNG})
    (item,) = opening.items([tmp_path])
    assert dict(item.pictures) == {"quay.png": PNG}


def test_zips_in_zips_are_opened_three_deep(tmp_path: Path) -> None:
    data = PAGE
    for depth in range(4):
        data = zipped({f"in{depth}.{'zip' if depth else 'html'}": data})
    put(tmp_path, {"all.zip": data})
    ((path, item),) = opened(tmp_path).items()
    assert path.endswith("all.zip/in3.zip/in2.zip/in1.zip")
    assert "zip in a zip" in item.refused
    put(tmp_path, {"all.zip": entries(data)["in3.zip"]})
    ((path, item),) = opened(tmp_path).items()
    assert path.endswith("all.zip/in2.zip/in1.zip/in0.html")
    assert item.data == PAGE


@pytest.mark.parametrize(
    ("names", "format"),
    [
        (["mimetype", "META-INF/container.xml"], "epub"),
        (["[Content_Types].xml", "word/document.xml"], "docx"),
        (["mimetype", "content.xml"], "odt"),
    ],
)
def test_books_and_documents_are_not_taken_apart(
    tmp_path: Path, names: list[str], format: str
) -> None:
    book = zipped(dict.fromkeys(names, b"x"))
    assert kinds.kind(book, "whatever.zip").format == format
    put(tmp_path, {"one.bin": book, "more.zip": zipped({"two": book})})
    found = opened(tmp_path)
    assert [item.data for item in found.values()] == [book, book]


def test_a_book_that_was_unpacked_is_one_book(tmp_path: Path) -> None:
    parts = {"mimetype": b"application/epub+zip", "META-INF/container.xml": b"<x/>"}
    parts |= {"OEBPS/1.xhtml": PAGE, "OEBPS/cover.jpg": PNG}
    put(tmp_path / "Lantern.epub", parts)
    put(tmp_path, {"x.html": PAGE})
    found = opened(tmp_path)
    item = found.pop(f"{tmp_path.as_posix()}/Lantern.epub")
    assert dict(entries(item.data)) == parts
    assert len(found) == 1
    (item,) = opening.items([tmp_path / "Lantern.epub"])
    assert kinds.kind(item.data, "").format == "epub"


def test_a_work_of_an_archive_is_not_imported_chapter_by_chapter(
    tmp_path: Path,
) -> None:
    put(tmp_path, {"lantern/work.md": b"---\n", "lantern/01.md": b"Text", "x.md": b"x"})
    found = opened(tmp_path)
    assert [item.format for item in found.values()] == ["", "ficstead"]
    assert "content/works" in found[f"{tmp_path.as_posix()}/lantern"].refused


def test_links_are_followed_where_she_names_them_and_nowhere_else(
    tmp_path: Path,
) -> None:
    put(tmp_path / "real", {"Lantern.html": PAGE})
    folder = put(tmp_path / "folder", {"own.html": PAGE})
    (folder / "loop").symlink_to(folder)
    (folder / "out").symlink_to(tmp_path / "real")
    (folder / "file.html").symlink_to(tmp_path / "real/Lantern.html")
    assert names(folder) == ["own.html"]
    assert list(opened(folder / "out")) == [f"{folder.as_posix()}/out/Lantern.html"]
    assert not next(iter(opening.items([folder / "file.html"]))).refused


def test_a_file_named_twice_comes_once(tmp_path: Path) -> None:
    put(tmp_path, {"a/Lantern.html": PAGE, "b.html": PAGE})
    paths = [tmp_path / "b.html", tmp_path, tmp_path / "a", tmp_path / "a/Lantern.html"]
    assert len(list(opening.items(paths))) == 2


def test_what_is_not_there_is_said_with_what_is(tmp_path: Path) -> None:
    put(tmp_path, {"The_Lantern.html": PAGE})
    (item,) = opening.items([tmp_path / "The_Lanten.html"])
    assert item.refused == (
        "There is no such file or folder. Did you mean “The_Lantern.html”?"
    )
    for path in ("nowhere/at/all", "a\0b", "x" * 5_000, "The_Lantern.html/in"):
        (item,) = opening.items([tmp_path / path])
        assert item.refused


def test_an_empty_folder_is_said_to_be_one(tmp_path: Path) -> None:
    put(tmp_path, {".hidden": PAGE})
    (item,) = opening.items([tmp_path])
    assert item.refused == "There is no file to import in it."


def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    os.mkfifo(tmp_path / "pipe.html")
    for path in (tmp_path, tmp_path / "pipe.html", Path("/dev/zero")):
        (item,) = opening.items([path])
        assert item.refused == "It is no file but a device or a pipe."


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="may read everything"
)
def test_what_may_not_be_read_is_said(tmp_path: Path) -> None:
    put(tmp_path, {"a.html": PAGE, "b/c.html": PAGE})
    (tmp_path / "a.html").chmod(0)
    (tmp_path / "b").chmod(0)
    found = opened(tmp_path)
    (tmp_path / "b").chmod(0o700)
    assert [item.refused[:21] for item in found.values()] == [
        "It cannot be opened: "
    ] * 2


@pytest.mark.slow
def test_large_files_are_refused_without_being_read(tmp_path: Path) -> None:
    for name, size in (("a.html", folders.LARGEST), ("b.zip", folders.LARGEST_ZIP)):
        with (tmp_path / name).open("wb") as file:
            file.write(b"PK\x03\x04" if name == "b.zip" else b"<p>")
            file.truncate(size + 1)
    first, second = opening.items([tmp_path])
    assert first.refused == "It is larger than 100 MB, as no story is."
    assert second.refused == (
        "It is larger than 300 MB; unpack it and import the folder."
    )


@pytest.mark.parametrize(
    ("data", "format", "told"),
    [
        (b"{\\rtf1\\ansi", "rtf", ".docx"),
        (b"%PDF-1.7", "pdf", "EPUB or HTML"),
        (b"Lantern".ljust(60, b"\0") + b"BOOKMOBI", "mobi", "EPUB or HTML"),
        (b"\xeaDRMION\xee", "kindle", "EPUB or HTML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc", ".docx"),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            *("doc", "password"),
        ),
        (PNG, "picture", "picture"),
        (b"GIF89a", "picture", "picture"),
        (b"\xff\xd8\xff\xe0", "picture", "picture"),
        (b"RIFF\1\2\3\4WEBPVP8 ", "picture", "picture"),
        (b'<?xml version="1.0"?>\n<svg xmlns="x">', "picture", "picture"),
        (b"ID3\x03\0", "sound", "sound"),
        (b"\0\0\0\x20ftypisom", "video", "video"),
        (b"\x7fELF\2\1", "program", "program"),
        (b"MZ\x90\0\3", "program", "program"),
        (b"7z\xbc\xaf\x27\x1c", "packed", "unpack"),
        (b"Rar!\x1a\7", "packed", "unpack"),
        (b"\x1f\x8b\x08\0", "packed", "unpack"),
        (b"a.html".ljust(257, b"\0") + b"ustar\0", "packed", "unpack"),
        (b'<?xml version="1.0"?><FictionBook xmlns="x">', "fb2", "EPUB"),
        (zipped({"xl/workbook.xml": b"x"}), "xlsx", "spreadsheet"),
        (zipped({"Index/Document.iwa": b"x"}), "pages", ".docx"),
        (
            zipped(
                {
                    "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                    "content.xml": b"x",
                }
            ),
            *("ods", ".odt"),
        ),
        (zipped({}), "zip", "empty"),
        (b"", "empty", "empty"),
        (b" \n\r\n", "empty", "empty"),
        (bytes(range(32)) * 50, "unknown", "no text"),
    ],
)
def test_what_is_no_story_is_refused_by_name(
    tmp_path: Path, data: bytes, format: str, told: str
) -> None:
    put(tmp_path, {"Lantern.html": data})
    (item,) = opening.items([tmp_path])
    assert item.format == format
    assert told in item.refused
    assert item.refused.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        *("OTTO: Where is it?", "MZ she wrote.", "ID3 tags, BZh and TPZ.", "BM or not"),
        *("PK is short for Pokey.", "Title: Lantern\nAuthor: Wren\n\nText.", "<p>%PDF"),
        *("He had\0 a fault.", "Rar! said the dragon.", "ﬁ", "яснее ясного"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "cp1251"])
def test_stories_are_not_taken_for_anything_else(text: str, encoding: str) -> None:
    data = (text + " It was late. " * 20).encode(encoding, "ignore")
    assert kinds.kind(data, "Lantern.txt") == kinds.Kind("text")


def test_style_sheets_and_scripts_are_known_by_their_names() -> None:
    assert kinds.kind(b"p { color: red }", "site.css").refusal
    assert not kinds.kind(b"Text", "Lantern").refusal


@pytest.mark.parametrize("name", ["Lantern.url", "Lantern.WEBLOC", "Lantern.desktop"])
def test_a_link_that_was_dragged_out_of_a_browser_is_no_story(name: str) -> None:
    texts = b"[InternetShortcut]\nURL=https://example.org/works/1\n", b"bplist00\xd1"
    for data in texts:
        assert "a link to a page" in kinds.kind(data, name).refusal


def mhtml(html: bytes) -> bytes:
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.com/1\r\n"
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        b'\ttype="text/html";\r\n\tboundary="--lantern----"\r\n\r\n\r\n'
        b"----lantern----\r\nContent-Type: text/html\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Location: https://example.com/1\r\n\r\n" + html + b"\r\n"
        b"----lantern----\r\nContent-Type: image/png\r\n"
        b"Content-Transfer-Encoding: base64\r\n"
        b"Content-Location: https://example.com/quay.png\r\n\r\n"
        + base64.encodebytes(PNG).replace(b"\n", b"\r\n")
        + b"\r\n----lantern------\r\n"
    )


def test_a_page_saved_in_one_file_comes_with_its_pictures(tmp_path: Path) -> None:
    put(tmp_path, {"a.mhtml": mhtml(b"<p>It=E2=80=99s =3D lit. The wh=\r\narf.</p>")})
    resources = {
        "WebMainResource": {
            "WebResourceData": PAGE,
            "WebResourceMIMEType": "text/html",
            "WebResourceURL": "https://example.com/1",
        },
        "WebSubresources": [
            {
                "WebResourceData": PNG,
                "WebResourceMIMEType": "image/png",
                "WebResourceURL": "https://example.com/quay.png",
            }
        ],
    }
    safari = plistlib.dumps(resources, fmt=plistlib.FMT_BINARY)
    put(tmp_path, {"b.webarchive": safari})
    chrome, apple = opening.items([tmp_path])
    assert chrome.data.strip().decode() == "<p>It’s = lit. The wharf.</p>"
    assert apple.data == PAGE
    for item in (chrome, apple):
        assert item.beside("https://example.com/quay.png") == PNG


def test_damaged_pages_in_one_file_are_refused(tmp_path: Path) -> None:
    whole = mhtml(PAGE)
    put(tmp_path, {"a.mht": whole[:300], "b.webarchive": b"bplist00WebMainResource"})
    put(tmp_path, {"c.mht": whole.replace(b": text/html", b": text/css")})
    cut, *others = opening.items([tmp_path])
    assert cut.refused == "It is a saved page that was cut short; save it again."
    assert all("HTML only" in item.refused for item in others)


def test_items_can_be_sent_to_another_process(tmp_path: Path) -> None:
    put(tmp_path, {"a.md": b"![x](x.png)", "x.png": PNG})
    for item in opening.items([tmp_path]):
        assert pickle.loads(pickle.dumps(item)) == item


def test_names_that_no_terminal_should_be_given_are_made_plain(tmp_path: Path) -> None:
    put(tmp_path, {"a\x1b[31m\u202eb.html": PAGE})
    if os.name == "posix":
        (tmp_path / os.fsdecode(b"\xff.html")).write_bytes(PAGE)
    for item in opening.items([tmp_path]):
        assert item.path.encode().decode().isprintable()
        assert item.data == PAGE


def test_names_in_zips_are_read_as_they_were_meant() -> None:
    for name, raw in (
        ("Über.html", "Über.html".encode()),  # a Mac, which does not say so
        ("Café.html", "Café.html".encode("cp437")),
        ("été à Paris.html", "été à Paris.html".encode("cp437")),
        ("灯台の話.html", "灯台の話.html".encode("cp932")),
    ):
        packed = zipped({"x" * len(raw): PAGE}).replace(b"x" * len(raw), raw)
        assert archives.names(packed) == (name,)


def test_names_in_zips_lead_nowhere_else() -> None:
    packed = zipped(
        dict.fromkeys(
            [
                *(
                    "../../etc/passwd",
                    "/root.html",
                    "C:\\Users\\me\\a.html",
                    "./b.html",
                ),
                *("c//d.html", "..", "e/../f.html", "\\\\host\\share\\g.html"),
            ],
            PAGE,
        )
    )
    assert sorted(entries(packed)) == [
        *("Users/me/a.html", "b.html", "c/d.html", "e/f.html", "etc/passwd"),
        *("host/share/g.html", "root.html"),
    ]


def test_only_what_is_wanted_of_a_zip_is_unpacked() -> None:
    packed = zipped({"a": b"1", "b": b"2"})
    assert dict(entries(packed, wanted=lambda name: name == "b")) == {"b": b"2"}


def test_of_two_with_one_name_the_later_counts() -> None:
    packed = zipped({"a1": b"old", "a2": b"new"}).replace(b"a2", b"a1")
    assert dict(entries(packed)) == {"a1": b"new"}


def test_one_damaged_file_of_a_zip_stops_no_other(tmp_path: Path) -> None:
    packed = zipped({"a.html": PAGE, "b.html": PAGE[::-1], "c.html": PAGE})
    at = packed.index(b"b.html") + 12
    put(tmp_path, {"all.zip": packed[:at] + b"\xff\xff" + packed[at + 2 :]})
    first, second, third = opening.items([tmp_path])
    assert (first.data, third.data) == (PAGE, PAGE)
    assert second.refused == "“b.html” in it is damaged; download it again."
    with pytest.raises(Refused, match=r"“b\.html” in it is damaged"):
        entries((tmp_path / "all.zip").read_bytes())
