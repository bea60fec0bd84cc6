"""The pages that the other tools make too, and no more: what is compared with theirs.

Works, chapters, all works, and six kinds of terms with a feed each; no entire works, no
series, no other kinds, no sitemap. What is left goes the way of every build: read,
fingerprinted, rendered, put. The bench's settings import this, and that is enough; a
plugin of Pelican's would be one more that a build cannot look into.
"""

from __future__ import annotations

from functools import partial

from ficstead import addresses
from ficstead.site import (
    books,
    facets,
    feeds,
    fulltext,
    list_pages,
    opds,
    output,
    reading_pages,
    search,
)
from ficstead.site.following import channels
from ficstead.site.following.channels import Feed
from ficstead.site.pages import (
    FeedsPage,
    MePage,
    SeriesListPage,
    SeriesPage,
)
from ficstead.vocabulary import Kind

KINDS = (
    Kind.FANDOM,
    Kind.RELATIONSHIP,
    Kind.CHARACTER,
    Kind.TAG,
    Kind.RATING,
    Kind.WARNING,
)
OURS_ALONE = (FeedsPage, MePage, SeriesListPage, SeriesPage)


def _some(pages, *given):
    for page in pages(*given):
        kind = getattr(page, "kind", None)
        if not isinstance(page, OURS_ALONE) and (kind is None or kind in KINDS):
            yield page


def _no_entire(sheets, *given):
    return (sheet for sheet in sheets(*given) if not sheet.path.endswith("/entire/"))


def _no_others(sheets, *given):
    rooms = {kind.value for kind in KINDS}
    return (sheet for sheet in sheets(*given) if sheet.path.split("/")[0] in rooms)


def _feeds(library, settings, fingerprints):
    """Yield a feed for every term and one for all works, each in one format."""
    writer = feeds.Writer(settings, feeds.styles(settings))
    whole, *_ = channels.every(library, settings)
    terms = (term for kind in KINDS for term in library.terms[kind])
    for channel in (whole, *(_channel(term, settings) for term in terms)):
        for file in writer.files(channel, fingerprints):
            if file.path.endswith(".atom"):
                yield file


def _channel(term, settings):
    name = addresses.feed(term.url)
    feed = Feed(term.name, term.name, term.url, f"{name}.atom", f"{name}.json")
    return channels.of_works(feed, term.name, term.works, settings)


def _none(*_):
    """Yield no file: no other tool makes an index, nor a sitemap unasked."""
    return ()


def _no_catalogue(*_):
    """Return none: no other tool tells reading apps what there is."""


def _no_books(*_, **__):
    """Return none: no other tool makes books."""
    return books.NO_BOOKS


def _no_text(*_, **__):
    """Return none: no other tool searches the texts."""
    return fulltext.NONE


facets.files = search.files = _none
books.made = _no_books
fulltext.made = _no_text
opds.of = _no_catalogue
feeds.files = _feeds
output._crawled = _none
list_pages.pages = partial(_some, list_pages.pages)
list_pages.sheets = partial(_no_others, list_pages.sheets)
reading_pages.sheets = partial(_no_entire, reading_pages.sheets)
