"""What search engines are told: sitemap.xml (sitemaps.org), robots.txt (RFC 9309)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape

from ..library.library import Library
from ..settings import Settings

# What an address holds as it is; nearly all do.
_PLAIN: Final = re.compile(r"[\w./-]*", re.ASCII).fullmatch


def sitemap(
    pages: Iterable[tuple[str, bool]], library: Library, settings: Settings
) -> str:
    """Return the sitemap: every page that may be found, dated where it has a date.

    Of each page, its address and whether it may.
    """
    dates = dict(_dates(library))
    root = escape(settings.site_url)
    rows = []
    for path, listed in pages:
        if listed:
            address = path if _PLAIN(path) else quote(path)
            date = dates.get(path, "")
            stamp = f"<lastmod>{date}</lastmod>" if date else ""
            rows.append(f"<url><loc>{root}/{address}</loc>{stamp}</url>\n")
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'{head}<urlset xmlns="{space}">\n{"".join(rows)}</urlset>\n'


def _dates(library: Library) -> Iterator[tuple[str, str]]:
    for work in library.works:
        day = work.updated.date().isoformat()
        yield work.url, day
        yield work.entire_url, day
        for chapter in work.chapters:
            yield chapter.url, chapter.updated.date().isoformat()


def robots(settings: Settings) -> str:
    """Return robots.txt; an address is named only where the site has one."""
    lines = ["User-agent: *", "Allow: /"]
    if settings.site_url:
        lines += ["", f"Sitemap: {settings.site_url}/sitemap.xml"]
    return "\n".join(lines) + "\n"
