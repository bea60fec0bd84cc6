"""The pages that the other tools make too, and no more: what is compared with theirs.

Works, chapters, all works, and six kinds of terms with a feed each; no entire works, no
series, no other kinds, no sitemap. What is left goes the way of every build: read,
fingerprinted, rendered, put. The bench's settings import this, and that is enough; a
plugin of Pelican's would be one more that a build cannot look into.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from ficstead import addresses
from ficstead.site import facets, feeds, list_pages, output, reading_pages, search
from ficstead.site.pages import (
    EntirePage,
    MePage,
    SeriesListPage,
    SeriesPage,
)
from ficstead.site.putting import File
from ficstead.vocabulary import Kind

KINDS = (
    Kind.FANDOM,
    Kind.RELATIONSHIP,
    Kind.CHARACTER,
    Kind.TAG,
    Kind.RATING,
    Kind.WARNING,
)
OURS_ALONE = (EntirePage, MePage, SeriesListPage, SeriesPage)


def _some(pages, library, settings):
    for page in pages(library, settings):
        kind = getattr(page, "kind", None) or getattr(
            getattr(page, "term", None), "kind", None
        )
        if not isinstance(page, OURS_ALONE) and (kind is None or kind in KINDS):
            yield page


def _data(whole, library, settings, pages, fingerprints):
    for file in whole(library, settings, pages, fingerprints):
        # By archive.json a build knows its own output again.
        if file.path in {addresses.FEED, addresses.ARCHIVE}:
            yield file
    for term in (term for kind in KINDS for term in library.terms[kind]):
        newest = term.works[: settings.feed_works]
        made_of = fingerprints.of(newest)
        feed = partial(_feed, replace(library, works=newest), settings)
        yield File(f"feeds/{term.url.rstrip('/')}.atom", made_of, feed)


def _feed(library, settings):
    return feeds.site_feed(library, settings).encode()


def _none(*_):
    """Yield no file: no other tool makes an index to search or to filter with."""
    return ()


facets.files = search.files = _none
output._data = partial(_data, output._data)
list_pages.pages = partial(_some, list_pages.pages)
reading_pages.pages = partial(_some, reading_pages.pages)
