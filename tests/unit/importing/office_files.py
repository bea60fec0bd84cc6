"""Small Word and OpenDocument files, written as the programs write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from hypothesis import strategies as st

from .zips import zipped

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_SPACES: Final = (
    f'xmlns:w="{_W}" xmlns:r="{_OFFICE}/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF_SPACES: Final = " ".join(
    (
        *(f'xmlns:{n}="{_ODF}{n}:1.0"' for n in ("office", "text", "style", "table")),
        f'xmlns:draw="{_ODF}drawing:1.0" xmlns:meta="{_ODF}meta:1.0"',
        f'xmlns:fo="{_ODF}xsl-fo-compatible:1.0" xmlns:svg="{_ODF}svg-compatible:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    )
)
PNG: Final = bytes.fromhex("89504e470d0a1a0a") + b"a small picture"

STYLES: Final = """
<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>
</w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>
<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Thought"><w:name w:val="Thought"/>
<w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:i/></w:rPr>
</w:style>
<w:style w:type="character" w:styleId="Hervorhebung"><w:name w:val="Emphasis"/>
<w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
<w:rPr><w:u w:val="single"/></w:rPr></w:style>
"""


def r(text: str, look: str = "") -> str:
    """Return a run of Word's; `look` is the inside of its properties."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inside: str = "", *, style: str = "", look: str = "") -> str:
    """Return a paragraph of Word's; text without any markup becomes a run."""
    runs = inside if inside.startswith("<") or not inside else r(inside)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{look}</w:pPr>{runs}</w:p>"


def docx(
    *paragraphs: str,
    parts: Mapping[str, str | bytes] | None = None,
    relations: str = "",
    core: str = "",
    styles: str = STYLES,
) -> bytes:
    """Return a Word file. `parts` are others by name, `relations` as XML."""
    body = "".join(paragraphs)
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}<w:sectPr/>"
        "</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_SPACES}>{styles}</w:styles>",
        "word/_rels/document.xml.rels": "<Relationships "
        f'xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:dcterms="http://purl.org/dc/terms/">{core}</cp:coreProperties>',
        **(parts or {}),
    }
    return zipped(files)


def relation(name: str, kind: str, target: str, *, external: bool = False) -> str:
    """Return what a part says of another that it refers to."""
    mode = ' TargetMode="External"' if external else ""
    return (
        f'<Relationship Id="{name}" Type="{_OFFICE}/relationships/{kind}" '
        f'Target="{target}"{mode}/>'
    )


def part(name: str, inside: str) -> str:
    """Return the XML of a part of a Word file."""
    return f"<w:{name} {_SPACES}>{inside}</w:{name}>"


def picture(relationship: str, alt: str = "") -> str:
    """Return a run with a picture as Word draws it."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}"/>'
        "<a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        f'<a:blip r:embed="{relationship}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def odt(
    *blocks: str,
    automatic: str = "",
    named: str = "",
    meta: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return an OpenDocument file of blocks and styles."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {_ODF_SPACES}>"
            f"<office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{''.join(blocks)}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {_ODF_SPACES}><office:styles>"
            f"{named}</office:styles></office:document-styles>",
            "meta.xml": f"<office:document-meta {_ODF_SPACES}><office:meta>{meta}"
            "</office:meta></office:document-meta>",
            **(parts or {}),
        }
    )


def elements(tags: Sequence[str], marks: Sequence[str]) -> st.SearchStrategy[str]:
    """Return a strategy for elements in each other, in any order, with any mark."""

    def within(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        inside = st.lists(children, max_size=5).map("".join)
        return st.builds(
            lambda tag, mark, inner: f"<{tag}{mark}>{inner}</{tag}>",
            *(st.sampled_from(tags), st.sampled_from(marks), inside),
        )

    return st.recursive(st.just("gull "), within, max_leaves=30)
