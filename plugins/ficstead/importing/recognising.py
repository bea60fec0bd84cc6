"""Which format a file has, by what is in it; its name says little and often wrongly."""

from __future__ import annotations

import html
import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bs4 import BeautifulSoup

from .ao3 import download as ao3_download
from .ao3 import page as ao3_page
from .books import epub, fanficfare, fichub
from .documents import docx, odt
from .markup import markup
from .opening import archives, decoding
from .pages import fanfiction_net, not_a_work, web_page
from .story import Refused, Story
from .texts import markdown_file, pasted, plain_text
from .writing import illustrations

_PAGES: Final = (ao3_download, ao3_page, fanficfare, fichub, fanfiction_net)
_TAGS: Final = re.compile(
    r"<(?:!doctype html|html|head|body|title|meta|p|div|br|h[1-6]|table|blockquote|span"
    r"|article|section|center|font|i|b|em|strong|a|hr)\b[^<>]*>",
    re.IGNORECASE,
)
_HTML_NAMES: Final = (".html", ".htm", ".xhtml", ".xht", ".shtml", ".php", ".aspx")
_XHTML: Final = re.compile(r"\s*(?:<\?xml|<!doctype[^<>]{0,80}xhtml)", re.IGNORECASE)
_SAVED_FROM: Final = re.compile(r"<!-- saved from url=\(\d+\)(https?://[^\s<>]+) -->")
_LANG: Final = re.compile(
    r"<html\b[^<>]*?\slang=[\"']([\w-]{2,20})[\"']", re.IGNORECASE
)
_MARKDOWN_NAMES: Final = (".md", ".markdown", ".mkd", ".mdown", ".mmd")


def read(name: str, data: bytes, beside: Callable[[str], bytes | None]) -> Story:
    """Return the story in a file. Raises `Refused` where there is none.

    `beside` gives what a saved page names as standing beside it, its pictures.
    """
    if not data.strip():
        raise Refused("It is empty.")
    if data.startswith(b"PK"):
        return _in_a_zip(data)
    page = name.lower().endswith(_HTML_NAMES)
    decoded = decoding.text(data, html=page or b"<" in data[:4096])
    text = decoded.text
    if page or _is_page(name, text):
        soup = markup.parsed(_told(text), xhtml=bool(_XHTML.match(text)))
        story = _with_pictures(_page(soup), beside)
        story = replace(story, language=story.language or _language(story, text))
    else:
        story = _text(name, text)
    return replace(story, said=(*story.said, *decoded.said))


def _in_a_zip(data: bytes) -> Story:
    names = set(archives.names(data))
    if "word/document.xml" in names:
        return docx.read(data)
    if "content.xml" in names and not any(name.endswith(".opf") for name in names):
        return odt.read(data)
    return epub.read(data)


def _is_page(name: str, text: str) -> bool:
    if name.lower().endswith(_MARKDOWN_NAMES):
        return False
    head = text[:20_000]
    if re.match(r"\s*(?:<!doctype html|<html|<\?xml)", head, re.IGNORECASE):
        return True
    # A text file may hold a stray tag; a page has one in every few lines.
    return len(_TAGS.findall(head)) > 3 + len(head) / 2_000


def _page(soup: BeautifulSoup) -> Story:
    if reason := not_a_work.reason(soup):
        raise Refused(reason)
    readers = (reader for reader in _PAGES if reader.recognises(soup))
    read_page: Callable[[BeautifulSoup], Story] = next(readers, web_page).read
    return read_page(soup)


def _text(name: str, text: str) -> Story:
    if pasted.recognises(text):
        return pasted.read(text)
    if name.lower().endswith(_MARKDOWN_NAMES) or markdown_file.recognises(text):
        return markdown_file.read(text)
    return plain_text.read(text)


def _told(text: str) -> str:
    """Return a page with what its browser noted in a comment where readers look."""
    saved = _SAVED_FROM.search(text[:4_000])
    if saved is None:
        return text
    address = html.escape(saved[1])
    return f'<meta name="savepage-url" content="{address}">\n{text}'


def _language(story: Story, text: str) -> str:
    """Return what a file without a site around it says of its language."""
    found = _LANG.search(text[:4_000]) if story.format == "html" else None
    return found[1] if found else ""


def _with_pictures(story: Story, beside: Callable[[str], bytes | None]) -> Story:
    """Return a story with the pictures that were saved with its page, or in it."""
    found = dict(story.pictures)
    for source in illustrations.sources(story):
        if source not in found and (data := _held(source) or beside(source)):
            found[source] = data
    return replace(story, pictures=found)


def _held(source: str) -> bytes | None:
    """Return the picture that an address holds itself."""
    kind, found, data = source.partition(";base64,")
    if not found or not kind.startswith("data:image/"):
        return None
    try:
        return b64decode(data)
    except ValueError:
        return None
