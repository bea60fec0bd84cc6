"""What makes a site installable and readable offline: its manifest and its worker."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import PurePosixPath

from .. import addresses
from ..settings import Settings
from .dependencies import Fingerprints
from .pages import Head, OfflinePage, Site
from .putting import File

_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}
# The theme's light page and its accent; a manifest knows no custom properties.
_PAGE = "#fbfaf7"


def page() -> OfflinePage:
    """Return the page that is shown where there is neither network nor kept copy."""
    head = Head(
        path=addresses.OFFLINE,
        title="You are offline",
        style="shelf",
        description="What is shown without a network, with all that is kept here.",
        listed=False,
    )
    return OfflinePage(head)


def files(
    site: Site,
    settings: Settings,
    fingerprints: Fingerprints,
    fallback: Callable[[], bytes],
) -> Iterator[File]:
    """Yield the manifest and the worker; `fallback` makes the page to be kept.

    A theme without a worker has none, and its readers keep nothing.
    """
    made_of = fingerprints.page(page())
    yield File(addresses.MANIFEST, made_of, partial(_manifest, site))
    worker = settings.theme / "worker.js"
    if worker.is_file():

        def versioned() -> bytes:
            # The page names every static file with its version, so its bytes change
            # whenever any of them does.
            version = sha256(fallback()).hexdigest()[:16]
            return f'const VERSION = "{version}";\n'.encode() + worker.read_bytes()

        yield File(addresses.WORKER, made_of, versioned)


def _manifest(site: Site) -> bytes:
    kind = _TYPES.get(PurePosixPath(site.icon).suffix)
    icon = {
        "src": site.icon if kind else "theme/icon.svg",
        "sizes": "any" if not kind or kind == _TYPES[".svg"] else "512x512",
        "type": kind or _TYPES[".svg"],
    }
    manifest = {
        "name": site.name,
        "short_name": site.name,
        "lang": site.language.code,
        "dir": site.language.direction,
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": _PAGE,
        "theme_color": _PAGE,
        "icons": [icon],
    }
    if site.tagline:
        manifest["description"] = site.tagline
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()
