"""Stories as their authors typed them: Word, LibreOffice, Markdown, plain text.

Each of `FILES` is a name, the file, and its texts in order.
"""

from __future__ import annotations

import re
import struct
import zlib
from html import escape

from . import office_files as office
from .office_files import p, r, relation


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        size, check = len(data), zlib.crc32(kind + data)
        return struct.pack(">I", size) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 40, 20, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x2f\x4f\x6f" * 40) * 20
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


PNG = _png()

# ---- Word ----------------------------------------------------------------------------

_WORD = (
    "The typewriter had no letter e.",
    "She wrote around it, all winter.",
    "In spring the letter came home.",
)
_WORD_NOTES = ("A gap as wide as a thumb.", "By boat. Nobody knows whose.")


def _docx() -> bytes:
    def call(name: int) -> str:
        return (
            '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            f'<w:footnoteReference w:id="{name}"/></w:r>'
        )

    notes = office.part(
        "footnotes",
        f'<w:footnote w:id="0" w:type="separator">{p("-")}</w:footnote>'
        f'<w:footnote w:id="1">{p("A gap as wide as a thumb.")}</w:footnote>'
        f'<w:footnote w:id="2">{p(r("By ") + r("boat", "<w:i/>") + r("."))}'
        f"{p('Nobody knows whose.')}</w:footnote>",
    )
    return office.docx(
        p("The Typewriter", style="Title"),
        p("by marshlight"),
        p("Chapter 1: A Gap", style="Heading1"),
        p(r("The typewriter had no letter ") + r("e", "<w:i/>") + r(".") + call(1)),
        p("***", look='<w:jc w:val="center"/>'),
        p("She wrote around it, all winter."),
        p(office.picture("r2", "A gap in a row of teeth")),
        p("Chapter 2", style="Heading1"),
        p(r("In spring the letter came home.") + call(2)),
        parts={"word/footnotes.xml": notes, "word/media/image1.png": PNG},
        relations=relation("r1", "footnotes", "footnotes.xml")
        + relation("r2", "image", "media/image1.png"),
        core="<dc:title>The Typewriter</dc:title><dc:creator>marshlight</dc:creator>"
        "<dcterms:created>2018-03-04T10:00:00Z</dcterms:created>"
        "<dcterms:modified>2018-05-06T10:00:00Z</dcterms:modified>",
    )


_ODT = "The stove was older than the house, and said so. It was the stove that stayed."
_ODT_NOTE = "Cast iron."


def _odt() -> bytes:
    def para(text: str, style: str = "Standard") -> str:
        return f'<text:p text:style-name="{style}">{text}</text:p>'

    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1'
        f"</text:note-citation><text:note-body>{para(_ODT_NOTE)}</text:note-body>"
        "</text:note>"
    )
    return office.odt(
        '<text:h text:outline-level="1">The Stove</text:h>',
        para(f"The stove{note} was older than the house, and said so."),
        para("* * *"),
        para(
            'It was the <text:span text:style-name="T1">stove</text:span> that stayed.'
        ),
        automatic='<style:style style:name="T1" style:family="text">'
        '<style:text-properties fo:font-style="italic"/></style:style>',
        meta="<dc:title>The Stove</dc:title><dc:creator>marshlight</dc:creator>"
        "<dc:date>2019-02-03T10:00:00</dc:date>",
    )


# ---- Markdown ------------------------------------------------------------------------

_YAML = "The gate was *open*; she had closed it.[^1]\n\n***\n\nIt was **open**."
_PELICAN = "The wall was *white*.\n\n> Keep off the wall."


def _from_markdown(text: str) -> str:
    return re.sub(r"\[\^\d\]:?", "", text)


# ---- Plain text ----------------------------------------------------------------------

_TEXT = (
    "The letter was typed on both sides.\n\nHe read one side, *slowly*.\n\n"
    "                    * * *\n\n"
    '"And the other?" said Bea.\n\n_Never_ the other.\n'
)
_LABELLED = (
    "There was a can of oil behind the door.\n\nIt had been there since the winter, and "
    "it was *full*.\n\nAda & Bea looked at it for an hour.\n"
)
_PASTED = (
    "The ink had run where the rain got in.",
    "It said <so>, or it said nothing at all.",
    "Then it was morning.",
)
_LOST = (
    'The fog came up from the river before supper and nobody lit the lamp. "Who is '
    'there?" asked Ada. "Only me." Bea shut the door. '
)


def _pasted() -> str:
    paragraphs = "\n\n".join(_PASTED)
    return (
        "The Ink\nPosted originally on the Archive of Our Own at "
        "http://archiveofourown.org/works/901.\n\nRating:\n\nGeneral Audiences\n\nArchive "
        "Warning:\n\nNo Archive Warnings Apply\n\nCategory:\n\nF/F\n\nFandom:\n\nGull Town"
        "\n\nRelationship:\n\nAda/Bea\n\nCharacter:\n\nAda, Bea\n\nAdditional Tags:\n\n"
        "Fog, Tea\n\nStats:\n\nPublished: 2014-01-02\nWords: 21\n\nThe Ink\n\nby Wren\n\n"
        f"Summary\n\nIt was wet.\n\nNotes\n\nThank you.\n\n{paragraphs}\n\nEnd Notes\n\n"
        "The end.\n\nPlease drop by the archive and comment to let the author know if you "
        "enjoyed their work!\n"
    )


FILES = (
    ("The Typewriter (draft 4).docx", _docx(), _WORD[0], _WORD[1], _WORD_NOTES[0],
     _WORD[2], _WORD_NOTES[1]),
    ("stove.odt", _odt(), _ODT, _ODT_NOTE),
    ("gate.md", (
        "---\ntitle: The Gate\nauthor: marshlight\nrating: G\nfandom: Gull Town\n"
        "warnings: No Archive Warnings Apply\ntags: [Fog, Tea]\ndate: 2016-07-08\n"
        f"summary: Open.\n---\n\n{_YAML}\n\n[^1]: Twice.\n").encode(),
     _from_markdown(_YAML), "Twice."),
    ("wall.md", (
        "Title: The Wall\nDate: 2016-07-09 10:00\nAuthors: marshlight\nTags: Fog, Tea\n"
        f"Summary: White.\nCategory: Gull Town\n\n{_PELICAN}\n").encode(),
     _from_markdown(_PELICAN)),
    ("both sides.txt", f"Both Sides\nby marshlight\n\n{_TEXT}".encode(), escape(_TEXT)),
    ("oil.txt", (
        "Title: The Oil\nAuthor: marshlight\nFandom: Harbour Tales\nPairing: Ada/Bea\n"
        "Rating: PG\nSummary: A can.\nDate: 2009-10-11\nDisclaimer: Not mine.\n\n"
        f"{_LABELLED}").encode("cp1252"), escape(_LABELLED)),
    ("ink.txt", _pasted().encode(), *map(escape, _PASTED)),
    ("fog all on one line.txt", (_LOST * 130).encode(), escape(_LOST) * 130),
)  # fmt: skip
