"""OpenDocument texts (``.odt``) as stories: from LibreOffice, OpenOffice, Word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element

from ..markup import xml
from ..opening import archives
from ..story import Loss, Refused, Story
from . import document_chapters, document_names, odt_styles
from .document_chapters import Sheet
from .document_language import spoken
from .odt_styles import PREFIXES, Styles
from .odt_text import Text

_LOCKED: Final = "It is locked with a password: save it without one."


def read(data: bytes) -> Story:
    """Return the story of an OpenDocument text; raises `Refused` for what is none."""
    try:
        return document_chapters.story(
            _sheet(archives.entries(data, wanted=_is_wanted))
        )
    except RecursionError as error:
        raise Refused("Its parts stand too deep inside one another.") from error


def _is_wanted(name: str) -> bool:
    return name.startswith("Pictures/") or name in {
        *("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml", "mimetype"),
    }


def _sheet(parts: Mapping[str, bytes]) -> Sheet:
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Refused(_LOCKED)
    if "content.xml" not in parts:
        raise Refused("It is no OpenDocument text, or a part of it is missing.")
    content = document_names.prefixed(xml.parsed(parts["content.xml"]), PREFIXES)
    body = next(content.iter("office:text"), None)
    if body is None:
        raise Refused("It is an OpenDocument file, but no text: save it as .odt.")
    named = _lesser(parts, "styles.xml")
    styles = odt_styles.read(named, content)
    text = Text(styles, frozenset(n for n in parts if n.startswith("Pictures/")))
    html = text.written(body)
    meta = _meta(_lesser(parts, "meta.xml"))
    return Sheet(
        format="odt",
        html=html,
        title=meta.get("title", ""),
        author=meta.get("initial-creator") or meta.get("creator", ""),
        published=document_chapters.day(meta.get("creation-date", "")),
        updated=document_chapters.day(meta.get("date", "")),
        language=_language(styles, body, meta.get("language", "")),
        pictures={f"odt:{n.removeprefix('Pictures/')}": parts[n] for n in text.used},
        lost=tuple(dict.fromkeys([*text.lost, *_beside(named)])),
    )


def _lesser(parts: Mapping[str, bytes], name: str) -> Element | None:
    """Return the tree of a part that a story can do without."""
    if name not in parts:
        return None
    try:
        return document_names.prefixed(xml.parsed(parts[name]), PREFIXES)
    except Refused:
        return None


def _meta(root: Element | None) -> dict[str, str]:
    return {
        element.tag.rpartition(":")[2]: " ".join((element.text or "").split())
        for element in (root.iter() if root is not None else ())
        if element.tag.startswith(("dc:", "meta:"))
    }


def _language(styles: Styles, body: Element, stated: str) -> str:
    """Return the language of the default style, if the letters agree."""
    base = {**styles.default, **styles.words("paragraph", "Standard")}
    marks = []
    for end in ("", "-asian", "-complex"):
        space = "style" if end else "fo"
        language = base.get(f"{space}:language{end}", "none")
        country = base.get(f"{space}:country{end}", "none")
        marks.append(language if country == "none" else f"{language}-{country}")
    sample = "".join(body.itertext())[:20_000]
    return spoken(sample, *marks) or spoken(sample, stated, stated, stated)


def _beside(named: Element | None) -> list[Loss]:
    lost = []
    for element in named.iter() if named is not None else ():
        if element.tag in {"style:header", "style:footer"}:
            text = " ".join("".join(element.itertext()).split())
            if any(sign.isalpha() for sign in text):
                kind = element.tag.removeprefix("style:")
                shown = text if len(text) <= 60 else f"{text[:59]}…"
                lost.append(Loss(f"the page {kind}: {shown}", "text"))
    return lost
