"""EPUBs for tests: a few documents become a whole container."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .zips import zipped

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="{}" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
OPF = (
    '<?xml version="1.0" encoding="utf-8"?><package version="2.0" '
    'xmlns="http://www.idpf.org/2007/opf"><metadata '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:opf="http://www.idpf.org/2007/opf">{metadata}</metadata>'
    '<manifest>{items}</manifest><spine toc="ncx">{refs}</spine>'
    "<guide>{guide}</guide></package>"
)
NCX = (
    '<?xml version="1.0" encoding="utf-8"?><ncx version="2005-1" '
    'xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{}</navMap></ncx>'
)
TITLE = "<dc:title>The Lamp</dc:title><dc:creator>Wren</dc:creator>"


def page(body: str, head: str = "<title>Unknown</title>") -> str:
    """Return an XHTML document."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" '
        'xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head>{head}</head><body>{body}</body></html>"
    )


def epub(
    documents: Mapping[str, str],
    *,
    metadata: str = TITLE,
    toc: Sequence[tuple[str, str]] = (),
    guide: str = "",
    files: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return an EPUB 2 of documents in spine order; `toc` is (title, address)."""
    points = "".join(
        f'<navPoint id="n{number}" playOrder="{number}"><navLabel><text>{title}</text>'
        f'</navLabel><content src="{address}"/></navPoint>'
        for number, (title, address) in enumerate(toc)
    )
    items = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    items += "".join(
        f'<item id="d{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(documents)
    )
    refs = "".join(f'<itemref idref="d{number}"/>' for number in range(len(documents)))
    opf = OPF.format(metadata=metadata, items=items, refs=refs, guide=guide)
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER.format("OEBPS/content.opf"),
            "OEBPS/content.opf": opf,
            "OEBPS/toc.ncx": NCX.format(points),
            **{
                f"OEBPS/{name}": body if "<html" in body else page(body)
                for name, body in documents.items()
            },
            **(files or {}),
        }
    )
