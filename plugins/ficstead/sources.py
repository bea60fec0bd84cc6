"""Where a work was first posted, as what it is known by."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

# One archive under several names: https://archiveofourown.org is all of these.
_AO3: Final = frozenset(
    {"archiveofourown.org", "archiveofourown.com", "archiveofourown.net", "ao3.org"}
    | {
        "archiveofourown.gay",
        "archive.transformativeworks.org",
        "insecure.archiveofourown.org",
    }
)
_WORK: Final = re.compile(r"/works/(\d+)")
_FFN: Final = re.compile(r"/s/(\d+)")


def identity(source: str) -> str:
    """Return what tells one work's address from another's; empty where nothing does.

    The chapter, the protocol and a mirror's name do not matter: they lead to one work.
    """
    try:
        parts = urlsplit(source.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host:
        return ""
    if work := _WORK.search(parts.path):
        return f"{'ao3' if host in _AO3 else host}/{work[1]}"
    if host.endswith(("fanfiction.net", "fictionpress.com")) and (
        story := _FFN.search(parts.path)
    ):
        return f"{host.split('.', 1)[1] if host.startswith('m.') else host}/{story[1]}"
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"
