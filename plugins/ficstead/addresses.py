"""Where everything stands: one function an address of the contract, and two marks.

Pages stand at several depths and quote the same HTML (a blurb, a chapter), so a link
inside the archive is written with a mark in front of its path from the root, and the
mark becomes ``../../`` or ``./`` when the page is written.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from .forms import Form
from .slugs import slugify
from .vocabulary import Kind

# Noncharacters: Unicode keeps them out of every text, so no author's words hold one.
ROOT = "\ufdd0"
UNRESOLVED = "\ufdd1"

# The home page is made by Ficstead; the author's home.md is part of it.
HOME = "home"
# What a site has beside its pages.
FEEDS, FEED, FEED_JSON = "feeds/", "feeds/site.atom", "feeds/site.json"
CATALOGUE = "opds/"
ARCHIVE = "archive.json"
SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"
OFFLINE, WORKER, MANIFEST = "offline.html", "sw.js", "manifest.webmanifest"
DATA = (FEED, FEED_JSON, ARCHIVE, SITEMAP, ROBOTS, OFFLINE, WORKER, MANIFEST)
# What lists are filtered with, in the folder of the search page: nothing is in the way.
FACETS, TITLES = "search/facets.json", "search/titles.json"
# And what the texts themselves are searched with.
TEXT = "search/text/"

_COVER = re.compile(r"cover(?:-small)?\.(?:png|jpg|gif|webp|svg)")
_MISREAD = re.compile(r'[\s"#%<>?\\^`{|}]')


def work(slug: str) -> str:
    return f"works/{slug}/"


def chapter(work_slug: str, part: str) -> str:
    return f"works/{work_slug}/{part}/"


def series(slug: str) -> str:
    return f"series/{slug}/"


def terms(kind: Kind) -> str:
    return f"{kind.value}/"


def term(kind: Kind, name: str) -> str:
    return f"{kind.value}/{slugify(name)}/"


def skin(slug: str) -> str:
    """Return where the style sheet of a work stands: beside the work's pictures."""
    return f"{work(slug)}skin.css"


def book(url: str, stem: str, form: Form) -> str:
    """Return where a download stands: beside the page that offers it."""
    return f"{url}{stem}.{form.ending}"


def covers(url: str, ending: str) -> tuple[str, str]:
    """Return where the cover of a book stands, and the small one for lists."""
    return f"{url}cover.{ending}", f"{url}cover-small.{ending}"


def is_download(url: str, name: str) -> bool:
    """Return whether a file of this name, beside the page at `url`, is one of ours."""
    stem = url.rstrip("/").rpartition("/")[2]
    of_books = {book("", stem, form) for form in Form}
    return name in of_books or bool(_COVER.fullmatch(name))


def note(slug: str) -> str:
    return "" if slug == HOME else f"{slug}/"


def numbered(url: str, number: int) -> str:
    """Return page `number` of the list at `url`."""
    return url if number == 1 else f"{url}page/{number}/"


def feed(url: str) -> str:
    """Return where the feed of a page stands, without a format's ending."""
    return f"{FEEDS}{url.rstrip('/')}"


def feed_page(atom: str, number: int, ending: str) -> str:
    """Return page `number` of the feed at `atom`, in the format of an ending.

    No slug holds a full stop, so ``gull.2.atom`` is nobody else's.
    """
    name = atom.removesuffix(".atom")
    return f"{name}{ending}" if number == 1 else f"{name}.{number}{ending}"


def blurbs(number: int) -> str:
    return f"search/blurbs/{number}.json"


def encoded(path: str) -> str:
    """Return the path of a file as a link needs it: ``Act 1#2.png`` has no fragment.

    Letters of every script stay as they are, so that an address can be read.
    """
    return _MISREAD.sub(lambda match: quote(match[0]), path)


def up(path: str) -> str:
    """Return the way from the page at `path` to the root: ``./`` or ``../../``."""
    return "../" * path.count("/") or "./"
