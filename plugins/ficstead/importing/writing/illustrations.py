"""The pictures that came along: which are pictures, and what they are called here."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from ...slugs import slugify
from ..story import Loss, Story

_LARGEST: Final = 30 * 2**20  # bytes
_LONGEST: Final = 40  # characters of a name
# image1, img_0042, DSC0001, tumblr_nk3…, a hash: names that no person gave.
_NO_NAME: Final = re.compile(
    r"(?:image|img|picture|pic|dsc|photo|tumblr|unnamed|download|fig|cover)?"
    r"[-_ ]?(?:[0-9a-f-]{8,}|\d*|[0-9a-z]{16,})",
    re.IGNORECASE,
)


_PICTURE: Final = re.compile(r"<img\b[^<>]*?\ssrc=\"([^\"<>]*)\"")


@dataclass(frozen=True, slots=True)
class Shown:
    """`names` gives each ``src`` its file's name, `pictures` each file its bytes."""

    names: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    lost: tuple[Loss, ...] = ()


def named(story: Story, title: str, *, oneshot: bool) -> Shown:
    """Name the pictures of a story for the folder they will stand in.

    A one-shot shares its folder with every other, so its title goes before the name.
    """
    names: dict[str, str] = {}
    pictures: dict[str, bytes] = {}
    lost: list[Loss] = []
    before = f"{_cut(slugify(title))}-" if oneshot else ""
    for source, data in story.pictures.items():
        ending = _ending(data)
        if not ending or len(data) > _LARGEST:
            lost.append(Loss(f"a picture: {source[:80]}", "pictures"))
            continue
        stem = before + _stem(source, len(pictures) + 1)
        names[source] = _free(stem, ending, data, pictures)
        pictures[names[source]] = data
    return Shown(names, pictures, tuple(lost))


def sources(story: Story) -> tuple[str, ...]:
    """Return the address of every picture that the texts show, once each."""
    found = (match[1] for text in story.texts for match in _PICTURE.finditer(text))
    return tuple(dict.fromkeys(map(html.unescape, found)))


def elsewhere(story: Story, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return a sentence that names the pictures on other sites, if there are any."""
    remote = [
        source
        for source in sources(story)
        if source not in names and source.startswith(("http://", "https://"))
    ]
    if not remote:
        return ()
    return (
        "Pictures on other sites are links until you save them beside the text: "
        f"{' '.join(remote)}",
    )


def _stem(source: str, count: int) -> str:
    if source.startswith("data:"):
        return f"picture-{count}"
    try:
        path = unquote(urlsplit(source).path) if ":" in source[:6] else unquote(source)
    except ValueError:
        path = ""
    stem = path.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if _NO_NAME.fullmatch(stem) or not any(char.isalnum() for char in stem):
        return f"picture-{count}"
    return _cut(slugify(stem))


def _cut(slug: str) -> str:
    return slug[:_LONGEST].rstrip("-") or "picture"


def _free(stem: str, ending: str, data: bytes, taken: Mapping[str, bytes]) -> str:
    name, count = f"{stem}.{ending}", 1
    while name in taken and taken[name] != data:
        count += 1
        name = f"{stem}-{count}.{ending}"
    return name


def _ending(data: bytes) -> str:
    """Return the file ending of a picture that browsers show, by its first bytes.

    SVG is left out: it can hold scripts.
    """
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:12] in {b"ftypavif", b"ftypavis"}:
        return "avif"
    return ""
