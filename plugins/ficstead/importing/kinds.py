"""What a file is, by its bytes: one to read, one to unpack, or one to refuse by name.

An author knows what she sees on her screen, so a refusal says what the file is called
there and what to download or save instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from . import archives, decoding
from .story import Refused


@dataclass(frozen=True, slots=True)
class Kind:
    """A format by name; `refusal` is a sentence where it cannot be imported.

    Names that are not refused: ``epub``, ``docx``, ``odt``, ``zip``, ``mhtml``,
    ``webarchive``, and ``text`` for pages and all plain texts.
    """

    format: str
    refusal: str = ""


_AGAIN: Final = "download the work as EPUB or HTML instead."
_UNPACK: Final = "unpack it first and import the folder."
_PICTURE: Final = Kind("picture", "It is a picture, not a story.")
_SOUND: Final = Kind("sound", "It is a sound recording; Ficstead imports texts.")
_FILM: Final = Kind("video", "It is a video; Ficstead imports texts.")
_PROGRAM: Final = Kind("program", "It is a program, not a story.")
_FONT: Final = Kind("font", "It is a font, not a story.")
_KINDLE: Final = f"It is a Kindle book; {_AGAIN}"
_RTF: Final = (
    "It is an RTF file; open it in Word or LibreOffice and save it as .docx or .odt."
)
_DOC: Final = (
    "It is an old Word document; open it in Word or LibreOffice and save it as .docx."
)
_DOC_LOCKED: Final = (
    "It is a document with a password; open it in Word and save it without one."
)

# Where in a file what bytes stand, and what it is then.
_MAGIC: Final = (
    (0, b"{\\rtf", Kind("rtf", _RTF)),
    (
        0,
        b"%PDF",
        Kind("pdf", f"It is a PDF, which keeps pages, no paragraphs; {_AGAIN}"),
    ),
    (60, b"BOOKMOBI", Kind("mobi", _KINDLE)),
    (60, b"TEXtREAd", Kind("mobi", f"It is a Palm book; {_AGAIN}")),
    *((0, sign, Kind("kindle", _KINDLE)) for sign in (b"TPZ", b"\xeaDRMION\xee")),
    (0, b"CONT\x02\x00", Kind("kindle", _KINDLE)),
    (0, b"ITOLITLS", Kind("lit", f"It is a Microsoft Reader book; {_AGAIN}")),
    (0, b"\xffWPC", Kind("wordperfect", _DOC.replace("an old Word", "a WordPerfect"))),
    (0, b"\xd0\xcf\x11\xe0", Kind("doc", _DOC)),
    (0, b"\xdb\xa5", Kind("doc", _DOC)),
    *(
        (0, sign, Kind("packed", f"It is packed; {_UNPACK}"))
        for sign in (
            *(b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh"),
            *(b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"\x1f\x9d", b"MSCF\0", b"StuffIt"),
        )
    ),
    (257, b"ustar", Kind("packed", f"It is packed; {_UNPACK}")),
    *(
        (0, sign, _PICTURE)
        for sign in (
            *(
                b"\x89PNG\r\n",
                b"GIF87a",
                b"GIF89a",
                b"\xff\xd8\xff",
                b"II*\0",
                b"MM\0*",
            ),
            *(b"8BPS", b"\0\0\1\0", b"AT&TFORM", b"\0\0\0\x0cJXL ", b"gimp xcf"),
        )
    ),
    *((8, sign, _PICTURE) for sign in (b"WEBP", b"heic", b"heix", b"mif1", b"avif")),
    *((0, sign, _SOUND) for sign in (b"ID3", b"fLaC", b"OggS", b"MThd", b"\xff\xfb")),
    *((8, sign, _SOUND) for sign in (b"WAVE", b"M4A ", b"M4B ", b"AIFF")),
    *((0, sign, _FILM) for sign in (b"\x1aE\xdf\xa3", b"FLV\1", b"\0\0\1\xba")),
    *((8, b"AVI ", _FILM), (4, b"ftyp", _FILM)),
    *(
        (0, sign, _PROGRAM)
        for sign in (
            *(b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"MZ\x90\0"),
            *(b"MZP\0", b"!<arch>"),
        )
    ),
    *((0, sign, _FONT) for sign in (b"wOFF", b"wOF2", b"OTTO", b"\0\1\0\0\0")),
    (0, b"SQLite format 3", Kind("database", "It is a database, not a story.")),
    (0, b"bplist00", Kind("webarchive")),
    (0, b"ITSF", Kind("chm", f"It is a Windows help file; {_AGAIN}")),
)
_NO_STORIES: Final = {
    **dict.fromkeys(("css", "js", "json", "csv", "tsv", "ini", "toml"), "data"),
    **dict.fromkeys(("py", "sh", "bat", "ps1", "exe", "dll", "lnk", "url"), "program"),
    **dict.fromkeys(("opf", "ncx", "log", "bib", "ics", "sql", "db"), "data"),
}
_PICTURE_NAMES: Final = (
    *(".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp", ".heic"),
    *(".tif", ".tiff", ".ico", ".jxl", ".jfif"),
)
_MHTML: Final = re.compile(
    rb"\A(?:[\w-]{1,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,50}){0,40}?"
    rb"Content-Type:\s{0,9}multipart/related",
    re.IGNORECASE,
)
_SVG: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s{0,99}(?:<\?xml[^>]{0,200}>\s{0,99})?"
    rb"(?:<!--[^>]{0,400}-->\s{0,99}|<!DOCTYPE svg[^>]{0,400}>\s{0,99}){0,4}<svg[\s>]"
)
_SAMPLE: Final = 65_536


def kind(data: bytes, name: str) -> Kind:
    """Tell what a file is. `name` only settles what bytes leave open."""
    if archives.is_zip(data):
        return _zipped(data)
    for place, sign, found in _MAGIC:
        if data.startswith(sign, place):
            return _closer(data, found)
    if _MHTML.match(data[:_SAMPLE]):
        return Kind("mhtml")
    if _SVG.match(data[:_SAMPLE]):
        return _PICTURE
    if b"<FictionBook" in data[:2_000]:
        return Kind("fb2", f"It is a FictionBook; {_AGAIN}")
    if not data.strip():
        return Kind("empty", "It is empty; download it again.")
    if _is_binary(data):
        return Kind("unknown", "It is no text, or a damaged one; download it again.")
    ending = PurePosixPath(name).suffix.lower().removeprefix(".")
    if ending in _NO_STORIES:
        return Kind(_NO_STORIES[ending], f"It is a .{ending} file, not a story.")
    return Kind("text")


def is_picture(data: bytes) -> bool:
    """Tell whether bytes are a picture that browsers show, or one that they could."""
    if _SVG.match(data[:_SAMPLE]):
        return True
    return any(
        found is _PICTURE and data.startswith(sign, place)
        for place, sign, found in _MAGIC
    )


def named_picture(name: str) -> bool:
    """Tell whether a file's name is that of a picture."""
    return name.lower().endswith(_PICTURE_NAMES)


def _zipped(data: bytes) -> Kind:
    try:
        names = set(archives.names(data))
    except Refused as reason:
        return Kind("zip", str(reason))
    if "word/document.xml" in names or any(
        re.fullmatch(r"word/document\d*\.xml", name) for name in names
    ):
        return Kind("docx")
    if "META-INF/container.xml" in names:
        return Kind("epub")
    if "content.xml" in names and names & {"mimetype", "META-INF/manifest.xml"}:
        return _open_document(data)
    for sign, format, what in (
        ("xl/workbook.xml", "xlsx", "a spreadsheet"),
        ("ppt/presentation.xml", "pptx", "a presentation"),
        ("Index/Document.iwa", "pages", "a Pages document"),
        ("index.xml.gz", "pages", "a Pages document"),
        ("AndroidManifest.xml", "program", "an app"),
    ):
        if sign in names:
            return Kind(format, f"It is {what}; save its text as .docx or .odt.")
    if not names:
        return Kind("zip", "It is an empty zip.")
    return Kind("zip")


def _open_document(data: bytes) -> Kind:
    """Tell a text from a spreadsheet; a template of texts is a text."""
    try:
        said = archives.entries(data, wanted=lambda name: name == "mimetype")
    except Refused as reason:
        return Kind("odt", str(reason))
    mime = said.get("mimetype", b"")
    if b"opendocument" in mime and b".text" not in mime:
        return Kind(
            "ods", "It is an OpenDocument file without a text; save it as .odt."
        )
    return Kind("odt")


def _closer(data: bytes, found: Kind) -> Kind:
    if found.format == "doc" and "EncryptedPackage".encode("utf-16-le") in data:
        return Kind("doc", _DOC_LOCKED)
    if found.format == "webarchive" and b"WebMainResource" not in data:
        return Kind("data", "It is data of a Mac program, not a story.")
    return found


def _is_binary(data: bytes) -> bool:
    """Tell whether a file has signs that no text has, in any but a few places."""
    sample = data[:_SAMPLE]
    if sample[:2] in {b"\xff\xfe", b"\xfe\xff"} or decoding.wide(data):
        return False
    odd = sum(
        sample.count(byte) for byte in (*range(9), *range(14, 27), *range(28, 32))
    )
    return odd > len(sample) // 20
