"""From the library to files: every page rendered, every file with its address.

The one place that knows what a site consists of. Bytes come out in a fixed order and
are the same for the same library.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from jinja2 import Environment

from .. import addresses
from ..library.library import Library
from ..model import Neighbour, Note
from ..settings import Settings
from . import crawlers, data, feeds, gating, list_pages, reading_pages
from .pages import Page, Site
from .templating import environment, render

# No script, style or picture but our own; see docs/theming.md.
CSP = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; font-src 'self'; "
    "script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)

# The author's icon among what is copied as it is; the first found is the one shown.
ICONS = ("favicon.svg", "favicon.png", "favicon.ico")


@dataclass(frozen=True, slots=True)
class File:
    """One file of the site: its address, and its bytes or the file to copy."""

    path: str
    content: bytes | Path


def files(library: Library, settings: Settings, extra: Path) -> Iterator[File]:
    """Yield every file of the site but the theme's own; raises `gating.GateError`."""
    for path, source in _extra(extra):
        yield File(path, source)
    for path, source in library.copies.items():
        yield File(path, source)
    site = site_of(library, settings, extra)
    env = _environment(settings)
    pages = tuple(
        chain(
            list_pages.pages(library, settings), reading_pages.pages(library, settings)
        )
    )
    for page in pages:
        yield File(_file_of(page.head.path), put(env, page, site, settings))
    texts = {
        addresses.FEED: feeds.site_feed(library, settings),
        addresses.ARCHIVE: data.archive_json(library, settings),
        addresses.SITEMAP: crawlers.sitemap(pages, library, settings),
        addresses.ROBOTS: crawlers.robots(settings),
    }
    for path, text in texts.items():
        yield File(path, text.encode())


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


def _environment(settings: Settings) -> Environment:
    overrides = settings.pelican.get("THEME_TEMPLATES_OVERRIDES") or []
    folders = [Path(str(folder)) for folder in overrides]  # type: ignore[attr-defined]
    return environment([*folders, settings.theme], settings.theme / "static")


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


def _extra(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield what is copied as it is; it stands first, so no page of ours gives way."""
    skipped = {".DS_Store", "Thumbs.db", ".git"}
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and skipped.isdisjoint(parts):
            yield path.relative_to(folder).as_posix(), path
