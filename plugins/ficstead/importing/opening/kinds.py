"""What a file is, by its bytes: one to read, one to unpack, or one to refuse by name.

An author knows what she sees on her screen, so a refusal says what the file is called
there and what to download or save instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from ..story import Refused
from . import archives, decoding


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

_PACKED: Final = Kind("packed", f"It is packed; {_UNPACK}")
# Long enough signs that no story begins so: “OTTO: Where is it?” is no font.
_MAGIC: Final = tuple(
    (re.compile(sign, re.DOTALL), found)
    for sign, found in (
        (rb"\{\\rtf", Kind("rtf", _RTF)),
        (rb"%PDF-", Kind("pdf", f"It is a PDF, which keeps no paragraphs; {_AGAIN}")),
        (rb".{60}BOOKMOBI", Kind("mobi", _KINDLE)),
        (rb".{60}TEXtREAd", Kind("mobi", f"It is a Palm book; {_AGAIN}")),
        (rb"TPZ\d|\xeaDRMION\xee|CONT\x02\0", Kind("kindle", _KINDLE)),
        (rb"ITOLITLS", Kind("lit", f"It is a Microsoft Reader book; {_AGAIN}")),
        (rb"ITSF\x03", Kind("chm", f"It is a Windows help file; {_AGAIN}")),
        (
            rb"\xffWPC",
            Kind("wordperfect", _DOC.replace("an old Word", "a WordPerfect")),
        ),
        (rb"\xd0\xcf\x11\xe0|\xdb\xa5-\0", Kind("doc", _DOC)),
        (rb"Rar!\x1a|7z\xbc\xaf\x27|\x1f[\x8b\x9d\xa0]|BZh\d1AY&SY", _PACKED),
        (rb"\xfd7zXZ\0|\x28\xb5\x2f\xfd|MSCF\0|.{257}ustar[\0 ]", _PACKED),
        (rb"\x89PNG\r|GIF8[79]a|\xff\xd8\xff|II\*\0|MM\0\*|8BPS\0", _PICTURE),
        (rb"\0\0\x01\0\S|AT&TFORM|\0{3}\x0cJXL |gimp xcf", _PICTURE),
        (rb"RIFF.{4}WEBP|.{4}ftyp(?:hei[cxms]|mif1|msf1|avi[fs])", _PICTURE),
        (rb"BM.{4}\0{4}..\0\0", _PICTURE),
        (rb"ID3[\x02-\x04]|fLaC\0|OggS\0|MThd\0|\xff\xfb[\x90-\xe4]", _SOUND),
        (rb"RIFF.{4}WAVE|FORM.{4}AIF[FC]|.{4}ftypM4[ABP] |#!AMR", _SOUND),
        (rb"RIFF.{4}AVI |.{4}ftyp|\x1aE\xdf\xa3|FLV\x01|\0\0\x01\xba", _FILM),
        (rb"\x7fELF|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe|!<arch>\n", _PROGRAM),
        (rb"MZ(?:[\x00-\x08\x80-\xff]|P\0)", _PROGRAM),
        (rb"wOF[F2]\0|OTTO\0|\0\x01\0\0\0", _FONT),
        (rb"SQLite format 3\0", Kind("database", "It is a database, not a story.")),
        (rb"bplist00", Kind("webarchive")),
    )
)
_NO_STORIES: Final = {
    **dict.fromkeys(("css", "js", "json", "csv", "tsv", "ini", "toml"), "data"),
    **dict.fromkeys(("py", "sh", "bat", "ps1", "exe", "dll"), "program"),
    **dict.fromkeys(("opf", "ncx", "log", "bib", "ics", "sql", "db", "plist"), "data"),
}
# What comes of a page's address that was dragged onto a desk.
_LINKS: Final = frozenset({"url", "webloc", "website", "desktop", "lnk"})
_LINK: Final = Kind(
    "link",
    "It is a link to a page, not the page; open it and download the work or save the "
    "page.",
)
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
_HEADS: Final = (
    (_MHTML, Kind("mhtml")),
    (_SVG, _PICTURE),
    (
        re.compile(rb"[^<]{0,9}(?:<\?[^>]{0,200}>\s{0,9}){0,4}<FictionBook\b"),
        Kind("fb2", f"It is a FictionBook; {_AGAIN}"),
    ),
    (re.compile(rb"\s*\Z"), Kind("empty", "It is empty; download it again.")),
)
_IN_ZIPS: Final = (
    ("META-INF/container.xml", Kind("epub")),
    *(
        (sign, Kind(format, f"It is {what}; save its text as .docx or .odt."))
        for sign, format, what in (
            ("xl/workbook.xml", "xlsx", "a spreadsheet"),
            ("ppt/presentation.xml", "pptx", "a presentation"),
            ("Index/Document.iwa", "pages", "a Pages document"),
            ("index.xml.gz", "pages", "a Pages document"),
        )
    ),
)
_SAMPLE: Final = 65_536


def kind(data: bytes, name: str) -> Kind:
    """Tell what a file is. `name` only settles what bytes leave open."""
    if archives.is_zip(data):
        return _zipped(data)
    ending = PurePosixPath(name).suffix.lower().removeprefix(".")
    if ending in _LINKS:
        return _LINK
    head, signs = data[:_SAMPLE], (*_MAGIC, *_HEADS)
    if found := next((found for sign, found in signs if sign.match(head)), None):
        return _closer(data, found)
    if _is_binary(data):
        return Kind("unknown", "It is no text, or a damaged one; download it again.")
    if ending in _NO_STORIES:
        return Kind(_NO_STORIES[ending], f"It is a .{ending} file, not a story.")
    return Kind("text")


def is_picture(data: bytes) -> bool:
    """Tell whether bytes are a picture."""
    found = next((found for sign, found in _MAGIC if sign.match(data)), None)
    return found is _PICTURE or _SVG.match(data[:_SAMPLE]) is not None


def named_picture(name: str) -> bool:
    """Tell whether a file's name is that of a picture."""
    return name.lower().endswith(_PICTURE_NAMES)


def _zipped(data: bytes) -> Kind:
    try:
        names = set(archives.names(data))
    except Refused as reason:
        return Kind("zip", str(reason))
    if not names:
        return Kind("zip", "It is an empty zip.")
    if any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        return Kind("docx")
    if "content.xml" in names and names & {"mimetype", "META-INF/manifest.xml"}:
        return _open_document(data)
    return next((found for sign, found in _IN_ZIPS if sign in names), Kind("zip"))


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
