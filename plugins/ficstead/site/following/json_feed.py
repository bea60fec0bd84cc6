"""JSON Feed 1.1: the same entries for programs that would rather not read XML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from .entries import Entry, address, stamp, whole

VERSION: Final = "https://jsonfeed.org/version/1.1"
TYPE: Final = "application/feed+json"
_COMMENT: Final = (
    "This is a feed: a list of what is new, for a program called a feed reader. To "
    "follow it, copy its address from the address bar into one. What feeds are, and "
    "all feeds of this site: "
)

_encode: Final = msgspec.json.Encoder().encode


def document(head: Mapping[str, object], items: Iterable[object], feeds: str) -> bytes:
    """Return a feed; what is empty in `head` is left out."""
    told = {
        "version": VERSION,
        "user_comment": f"{_COMMENT}{feeds}",
        **{key: value for key, value in head.items() if value},
        "items": list(items),
    }
    return msgspec.json.format(_encode(told), indent=1) + b"\n"


def item(one: Entry, root: str) -> dict[str, Any]:
    """Return an entry, its links seen from `root`."""
    told = {
        "id": one.id,
        "url": address(root, one.url),
        "title": one.title,
        "content_html": str(whole(one.content, root)),
        "date_published": stamp(one.published),
        "date_modified": stamp(one.updated),
        "authors": [
            {"name": person.byline, "url": address(root, person.url)}
            if person.url
            else {"name": person.byline}
            for person in one.people
        ],
        "tags": list(dict.fromkeys(tag.name for tag in one.tags)),
        "language": one.language.code,
    }
    return told | {"summary": one.summary} if one.summary else told
