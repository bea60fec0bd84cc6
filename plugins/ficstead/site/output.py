"""From the library to files: every page rendered, every file with its address.

The one place that knows what a site consists of. Files come in a fixed order, each with
the fingerprint of what it is made of; its bytes are made when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path

from jinja2 import Environment

from .. import addresses
from ..books.offers import Offers
from ..library.library import Library
from ..model import Neighbour, Note
from ..settings import Settings
from ..store.digests import of_bytes, of_parts
from ..store.keep import Keep
from . import (
    compiling,
    copied,
    crawlers,
    data,
    facets,
    feeds,
    fulltext,
    gating,
    installing,
    list_pages,
    opds,
    reading_pages,
    search,
    themes,
)
from .books import NO_BOOKS, Books
from .dependencies import Fingerprints
from .fulltext import FullText
from .opds.shelves import Catalogue
from .pages import Page, Site
from .putting import File
from .sheets import Sheet
from .templating import begin, render
from .versions import Versions

# No script, style or picture but our own; see docs/theming.md.
CSP = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; font-src 'self'; "
    "script-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)

# The author's icon among what is copied as it is; the first found is the one shown.
ICONS = ("favicon.svg", "favicon.png", "favicon.ico")


@dataclass(frozen=True, slots=True)
class Press:
    """What every page is made with: the theme, compiled, and what all pages know."""

    env: Environment
    site: Site
    catalogue: Catalogue | None


def press(
    library: Library, settings: Settings, extra: Path, keep: Keep, books: Books
) -> Press:
    """Return what the pages of one build are made with."""
    catalogue = opds.of(library, settings, books.offers)
    site = replace(
        site_of(library, settings, extra), catalogue=opds.ways(catalogue, settings)
    )
    env = compiling.of(settings)
    begin(env, site)
    compiling.prepare(env, keep)
    return Press(env, site, catalogue)


def first(
    addressed: Iterable[str],
    library: Library,
    settings: Settings,
    *,
    at: Press,
    keep: Keep,
    books: Books,
) -> Iterator[tuple[str, bytes]]:
    """Yield those of some addresses that are pages of works, each with its page.

    They are the same as in `files`, and need no look at any other page.
    """
    told = _told(settings, keep)
    wanted = set(addressed)
    for work in library.every_work:
        if any(address.startswith(work.url) for address in wanted):
            for page in reading_pages.of_work(work, told, books.offers, keep):
                if page.head.path in wanted:
                    yield page.head.path, put(at.env, page, at.site, settings)


def _told(settings: Settings, keep: Keep) -> Settings:
    """Return the settings without the time, which no page tells."""
    return keep.same("settings", replace(settings, now=datetime.min))


def files(
    library: Library,
    settings: Settings,
    extra: Path,
    keep: Keep,
    books: Books = NO_BOOKS,
    *,
    text: FullText = fulltext.NONE,
    at: Press | None = None,
) -> Iterator[File]:
    """Yield every file of the site; `books` and the index of `text` were made before.

    So may the press have been that they are made `at`. Making one may raise
    `gating.GateError`.
    """
    yield from _static(settings, keep)
    for path, source in chain(copied.extra(extra), library.copies.items()):
        yield File(path, keep.digests.of(source), source)
    for path, css in library.sheets.items():
        yield File(path, of_bytes(css.encode()), partial(str.encode, css))
    at = at or press(library, settings, extra, keep, books)
    env, site, catalogue = at.env, at.site, at.catalogue
    theme = keep.digests.of_all(themes.files(settings))
    fingerprints = Fingerprints(keep, theme, site, books.things)
    told = _told(settings, keep)
    whole = chain(
        _archive(library, settings, fingerprints, books.offers),
        facets.files(library, settings, env, fingerprints),
        search.files(library, fingerprints, keep),
    )
    yield from sorted(whole, key=lambda file: not file.early)
    pages = tuple(
        chain(
            list_pages.pages(library, told, books.offers),
            (search.page(library, text, CSP), installing.page()),
            (feeds.page(library, settings),),
            opds.pages(catalogue),
            reading_pages.notes(library),
        )
    )
    for page in pages:
        made_of = fingerprints.page(page)
        yield File(
            _file_of(page.head.path), made_of, partial(put, env, page, site, settings)
        )
    given = library, told, books.offers, keep, fingerprints
    sheets = (*list_pages.sheets(*given), *reading_pages.sheets(*given))
    for sheet in sheets:
        make = partial(_put_later, env, sheet, site, settings)
        yield File(_file_of(sheet.path), sheet.made_of, make)
    listed = [(page.head.path, page.head.listed) for page in pages]
    listed += [(sheet.path, sheet.listed) for sheet in sheets]
    fallback = partial(put, env, installing.page(), site, settings)
    yield from installing.files(site, settings, fingerprints, fallback)
    yield from feeds.files(library, settings, fingerprints)
    yield from opds.files(catalogue, settings, fingerprints)
    yield from fulltext.files(text)
    yield from books.files
    yield from _crawled(library, settings, listed, fingerprints)


def _archive(
    library: Library, settings: Settings, fingerprints: Fingerprints, offers: Offers
) -> Iterator[File]:
    terms = tuple(library.terms.values())
    made_of = fingerprints.of("archive", library.works, library.series, terms, offers)
    make = partial(data.archive_json, library, settings, offers)
    yield File(addresses.ARCHIVE, made_of, lambda: make().encode(), early=True)


def _crawled(
    library: Library,
    settings: Settings,
    pages: list[tuple[str, bool]],
    fingerprints: Fingerprints,
) -> Iterator[File]:
    """Yield what search engines read."""
    makers = {
        addresses.SITEMAP: partial(crawlers.sitemap, pages, library, settings),
        addresses.ROBOTS: partial(crawlers.robots, settings),
    }
    made_of = fingerprints.of("crawled", library.works, pages)
    for path, make in makers.items():
        yield File(path, made_of, lambda make=make: make().encode())  # type: ignore[misc]


def _put_later(env: Environment, sheet: Sheet, site: Site, settings: Settings) -> bytes:
    return put(env, sheet.page(), site, settings)


def put(env: Environment, page: Page, site: Site, settings: Settings) -> bytes:
    """Render a page, guard its gate, and turn its marked links into real ones."""
    html = render(env, page, site)
    gating.guard(html, getattr(page, "gate", None), page.head.path)
    return html.replace(addresses.ROOT, _root(page, settings)).encode()


def _root(page: Page, settings: Settings) -> str:
    # 404.html is shown at any depth, so only a full address leads anywhere from it.
    if page.head.path == "404.html":
        return f"{settings.site_url}/"
    return addresses.up(page.head.path)


def _file_of(path: str) -> str:
    return f"{path}index.html" if not path or path.endswith("/") else path


def site_of(library: Library, settings: Settings, extra: Path) -> Site:
    """Return what every page knows of the site."""
    notes = [n for n in library.notes if n.listed and n.slug != addresses.HOME]
    about = [note for note in notes if note.slug == "about"]
    return Site(
        name=settings.name,
        tagline=settings.tagline,
        address=settings.site_url,
        language=settings.language,
        menu=tuple(map(_neighbour, about)),
        footer=tuple(map(_neighbour, notes)),
        has_series=bool(library.series),
        feed=addresses.FEED,
        csp=CSP,
        preview=settings.preview,
        kinds=list_pages.kinds_of(library),
        has_own_style=(extra / "site.css").is_file(),
        icon=next((name for name in ICONS if (extra / name).is_file()), ""),
    )


def _neighbour(note: Note) -> Neighbour:
    return Neighbour(note.title, note.url)


def _static(settings: Settings, keep: Keep) -> Iterator[File]:
    """Yield the theme's own files; in a script, what it names has its version."""
    every = tuple(copied.static(settings))
    # What one names may name others, so each script is made of all of them.
    around = of_parts(*(keep.digests.of(source) for _, source in every))
    folders = [Versions(folder) for folder in settings.static if folder.is_dir()]
    where = f"{copied.where(settings)}/"
    for path, source in every:
        name = path.removeprefix(where)
        versions = next((v for v in folders if v.folder / name == source), None)
        if versions is None or source.suffix != ".js":
            yield File(path, keep.digests.of(source), source)
        else:
            yield File(path, of_parts(around, path), partial(versions.put, name))
