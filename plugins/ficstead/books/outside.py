"""Addresses on the web, as a book may hold them: whole, and spelt as the rules want."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlsplit

_HOST: Final = re.compile(
    r"[^\s\x00-\x20\"#%/:<>?@\[\\\]^`{|}]+(?::\d{1,5})?", re.ASCII
)
_SAFE: Final = "!#$%&'()*+,/:;=?@[]~"
_BARE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


def absolute(url: str, site: str) -> str:
    """Return the full address of what stands at `url` on the site at `site`."""
    return f"{site}/{quote(url, safe='/#?=&%')}" if site else ""


def outward(href: str) -> str | None:
    """Return a web address as a checker wants it; None where it is none."""
    target = f"https:{href}" if href.startswith("//") else href.strip()
    scheme, colon, rest = target.partition(":")
    if not colon:
        return None
    if scheme.lower() == "mailto":
        return f"mailto:{_quoted(rest)}" if rest.strip() else None
    try:
        parts = urlsplit(target)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
        host = host.encode("idna").decode("ascii")
    except (UnicodeError, ValueError):
        return None
    if not _HOST.fullmatch(f"{host}{port}"):
        return None
    user = f"{_quoted(parts.username)}@" if parts.username else ""
    path = _quoted(parts.path)
    query = f"?{_quoted(parts.query)}" if parts.query else ""
    place = f"#{_quoted(parts.fragment)}" if parts.fragment else ""
    return f"{parts.scheme}://{user}{host}{port}{path}{query}{place}"


def _quoted(text: str) -> str:
    said = quote(_BARE_PERCENT.sub("%25", text), safe=_SAFE)
    return said.replace("[", "%5B").replace("]", "%5D").replace("#", "%23")
