"""What saving does to a page, undone: addresses, wrappers, pictures that load late.

Browsers make links absolute or leave them relative, the Wayback Machine leads every one
through itself, SingleFile writes pictures into the page.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from . import selecting

_WAYBACK: Final = re.compile(
    r"(?:(?:https?:)?//[\w.-]*(?:archive\.org|waybackmachine\.org)(?::80)?)?"
    r"/web/[0-9]{1,14}(?:[a-z]{2}_)?/(?P<url>(?:https?:|mailto:|www\.|[\w-]+\.[a-z]).*)",
    re.IGNORECASE | re.DOTALL,
)
_DATA: Final = re.compile(r"data:image/[\w.+-]+(?:;[\w=-]+)*;base64,", re.IGNORECASE)
_EMPTY_PICTURE: Final = re.compile(
    r"data:image/(?:gif|svg)|.*(?:blank|spacer|placeholder|loading)[\w.-]*\Z",
    re.IGNORECASE | re.DOTALL,
)
_LATE: Final = ("data-original", "data-src", "data-lazy-src", "data-orig-file")
# The Wayback Machine's toolbar and appeal; translators' and readers' own boxes.
_INJECTED: Final = (
    "#wm-ipp-base, #wm-ipp, #wm-ipp-print, #donato, #wm-btns, #goog-gt-tt, "
    "#goog-gt-vt, .skiptranslate, #immersive-translate-popup, .singlefile-infobar, "
    "#savepage-pageloader, #cookie-law-info-bar"
)
_LONGEST: Final = 2_000  # characters of an address


def restore(soup: BeautifulSoup, page: str = "") -> None:
    """Undo in the tree what saving did to links and pictures, once or more often.

    Links from the root of the site are made whole where the page's address is known.
    """
    for tag in selecting.select(soup, _INJECTED):
        if not tag.decomposed:
            tag.decompose()
    page = page or address(soup)
    for link in soup.find_all("a", href=True):
        link["href"] = _led(str(link["href"]), page)
    for form in soup.find_all("form", action=True):
        form["action"] = original(str(form["action"]))
    for image in soup.find_all("img"):
        _picture(image, page)


def original(url: str) -> str:
    """Return an address without the Wayback Machine around it."""
    found = _WAYBACK.match(url.strip())
    if found is None:
        return url
    bare = re.sub(r"^(https?):/+", r"\1://", found["url"], flags=re.IGNORECASE)
    return bare if re.match(r"(?:https?|mailto):", bare, re.I) else f"http://{bare}"


def address(soup: BeautifulSoup) -> str:
    """Return the page's own address as it says it, without a fragment, or nothing."""
    said: list[object] = []
    for link in soup.find_all("link", href=True):
        rel = link.get("rel") or ""
        names = rel if isinstance(rel, list) else str(rel).split()
        if "canonical" in [str(name).lower() for name in names]:
            said.append(link.get("href"))
    said += [meta(soup, "og:url"), meta(soup, "savepage-url")]
    for one in said:
        url = original(str(one or "").strip()).partition("#")[0]
        if host(url) and len(url) <= _LONGEST and not re.search(r"[\s<>\"]", url):
            return url
    return ""


def meta(soup: BeautifulSoup, name: str) -> str:
    """Return what a ``meta`` of a page says by that name or property."""
    for tag in soup.find_all("meta"):
        given = tag.get("property") or tag.get("name") or ""
        content = str(tag.get("content") or "").strip()
        if str(given).lower() == name and content:
            return content
    return ""


def host(url: str) -> str:
    """Return the host of a web address, in small letters; empty for any other."""
    try:
        parts = urlsplit(url)
        named = parts.hostname or ""
    except ValueError:
        return ""
    return named if parts.scheme.lower() in {"http", "https"} else ""


def pictures(tags: Iterable[Tag]) -> dict[str, bytes]:
    """Return the pictures that are written into the page itself, by their ``src``."""
    found: dict[str, bytes] = {}
    for tag in tags:
        for image in tag.find_all("img"):
            source = str(image.get("src") or "")
            start = _DATA.match(source)
            if start is None or source in found:
                continue
            try:
                found[source] = base64.b64decode(source[start.end() :])
            except (binascii.Error, ValueError):
                continue
    return found


def _led(href: str, page: str) -> str:
    href = original(href)
    if page and href.startswith(f"{page}#"):
        return href[len(page) :]
    return _absolute(href, page)


def _absolute(url: str, page: str) -> str:
    """Return an address from the root of a site with the site before it."""
    if url.startswith("//"):
        return f"https:{url}"
    if page and url.startswith("/"):
        return "/".join(page.split("/", 3)[:3]) + url
    return url


def _picture(image: Tag, page: str) -> None:
    source = str(image.get("src") or "")
    if not source or _EMPTY_PICTURE.match(source):
        late = [str(image.get(name) or "") for name in _LATE]
        source = next((url for url in late if url and " " not in url), source)
    if source:
        image["src"] = _absolute(original(source), page)
