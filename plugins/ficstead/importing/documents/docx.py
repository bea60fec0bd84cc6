"""Word documents (``.docx``) as stories: from Word, Google Docs, LibreOffice, Pages.

The file is read within bounds, written anew by `docx_body` as a small document that
says plainly what Word says in many ways, and turned into HTML by mammoth.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from ..markup import xml
from ..opening import archives
from ..story import Loss, Refused, Story, shortened
from . import document_chapters, docx_html, docx_numbering, docx_styles
from .document_chapters import Sheet
from .document_language import spoken
from .docx_body import Body
from .docx_html import NOTES
from .docx_styles import at, prefixed
from .docx_words import Part, Words

_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_PARTS: Final = re.compile(
    r"(?i)\[content_types\]\.xml|.*\.rels|docProps/core\.xml|word/.*\.xml|.*/core\.xml"
    r"|.*/media/.*|.*\.(?:png|jpe?g|gif|webp|bmp|svg|tiff?|emf|wmf)|[^/]*document.*\.xml"
)
_BESIDE: Final = frozenset({"header", "footer", "comments"})
_MAIN: Final = "word/document.xml"


def read(data: bytes) -> Story:
    """Return the story of a Word document; raises `Refused` for what is none."""
    if data.startswith(_OLE):
        raise Refused(
            "It is locked with a password or in the old Word format (.doc): open it in "
            "Word or LibreOffice and save it as .docx, without a password."
        )
    package = _Package(archives.entries(data, wanted=_is_wanted))
    return document_chapters.story(_sheet(package))


def _is_wanted(name: str) -> bool:
    return _PARTS.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class _Package:
    """The parts of a document by name, and what they refer to."""

    parts: Mapping[str, bytes]

    def root(self, name: str) -> Element | None:
        """Return the tree of a part; None where it is missing."""
        found = self.parts.get(name)
        return prefixed(xml.parsed(found)) if found else None

    def lesser(self, name: str) -> Element | None:
        """Return the tree of a part that a story can do without."""
        try:
            return self.root(name)
        except Refused:
            return None

    def relations(self, name: str) -> Mapping[str, tuple[str, str]]:
        """Return kind and target of what a part refers to: a part, or an address."""
        folder, base = posixpath.split(name)
        root = self.lesser(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for one in root if root is not None else ():
            target = one.get("Target", "")
            if one.get("TargetMode", "").lower() != "external":
                target = posixpath.normpath(posixpath.join("/", folder, target))[1:]
            kind = one.get("Type", "").rpartition("/")[2]
            found[one.get("Id", "")] = (kind, target)
        return found

    def related(self, name: str, kind: str, default: str) -> str:
        """Return the name of the part that another refers to as of this kind."""
        for found, target in self.relations(name).values():
            if found == kind and target in self.parts:
                return target
        return default


def _sheet(package: _Package) -> Sheet:
    main = package.related("", "officeDocument", _MAIN)
    root = package.root(main)
    body = root.find("w:body") if root is not None else None
    if root is None or body is None:
        raise Refused("It is no Word document, or a part of it is missing.")
    styles_root = package.lesser(package.related(main, "styles", "word/styles.xml"))
    numbers = package.lesser(package.related(main, "numbering", "word/numbering.xml"))
    styles = docx_styles.read(styles_root)
    words = Words(styles)
    writer = Body(styles, docx_numbering.read(numbers), words)
    notes = _note_parts(package, main)
    ids = {kind: frozenset(_ids(root, kind)) for kind, (_, root) in notes.items()}
    written = {"document": writer.written(_part(package, main, ids), body)}
    for kind, (name, notes_root) in notes.items():
        part = _part(package, name, {})
        written[kind] = [
            _note(kind, note, writer.written(part, note))
            for note in notes_root.iter(f"w:{kind}")
            if note.get("w:id") in ids[kind]
        ]
    html = docx_html.converted(docx_html.package(written, words), tuple(writer.used))
    core = _core(package)
    return Sheet(
        format="docx",
        html=html,
        title=core.get("title", ""),
        author=core.get("creator", ""),
        published=core.get("created", ""),
        updated=core.get("modified", ""),
        language=_language(styles_root, body) or core.get("language", ""),
        pictures=_pictures(package, words),
        lost=tuple(dict.fromkeys([*words.lost, *_left_out(package, main, words)])),
        said=_said(words),
    )


# ---- Parts ---------------------------------------------------------------------------


def _part(package: _Package, name: str, notes: Mapping[str, frozenset[str]]) -> Part:
    relations = package.relations(name)
    targets = {n: t for n, (kind, t) in relations.items() if kind == "hyperlink"}
    pictures = {}
    for relation, (kind, target) in relations.items():
        if kind != "image":
            continue
        if target in package.parts:
            pictures[relation] = f"docx:{target.removeprefix('word/media/')}"
        elif re.match("(?i)https?://", target):
            pictures[relation] = target
    return Part(targets, pictures, notes)


def _note_parts(package: _Package, main: str) -> dict[str, tuple[str, Element]]:
    found = {}
    for kind in NOTES:
        name = package.related(main, f"{kind}s", f"word/{kind}s.xml")
        root = package.lesser(name)
        if root is not None:
            found[kind] = (name, root)
    return found


def _ids(root: Element, kind: str) -> list[str]:
    return [
        name
        for note in root.iter(f"w:{kind}")
        if note.get("w:type", "normal") == "normal" and (name := note.get("w:id"))
    ]


def _note(kind: str, note: Element, blocks: list[Element]) -> Element:
    new = Element(f"w:{kind}", {"w:id": note.get("w:id", "")})
    new.extend(blocks)
    return new


def _core(package: _Package) -> dict[str, str]:
    name = package.related("", "core-properties", "docProps/core.xml")
    root = package.lesser(name)
    found = {}
    for child in root if root is not None else ():
        text = " ".join("".join(child.itertext()).split())
        found[child.tag.rpartition("}")[2]] = text
    for key in ("created", "modified"):
        found[key] = document_chapters.day(found.get(key, ""))
    # A template's own day, not the story's: python-docx 2013, Google none at all.
    if found["created"] == "2013-12-23":
        found["created"] = ""
    return found


def _pictures(package: _Package, words: Words) -> dict[str, bytes]:
    found = {}
    for source in words.images:
        name = source.removeprefix("docx:")
        content = package.parts.get(f"word/media/{name}") or package.parts.get(name)
        if content and source.startswith("docx:"):
            found[source] = content
    return found


def _language(styles: Element | None, body: Element) -> str:
    """Return the language that most letters are marked with."""
    counts: Counter[tuple[str, str, str]] = Counter()
    default = at(styles, "w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang")
    sample: list[str] = []
    for run in body.iter("w:r"):
        text = "".join(t.text or "" for t in run if t.tag == "w:t")
        lang = at(run, "w:rPr", "w:lang")
        western, eastern, rtl = (
            (lang.get(name) if lang is not None else "")
            or (default.get(name) if default is not None else "")
            or ""
            for name in ("w:val", "w:eastAsia", "w:bidi")
        )
        counts[western, eastern, rtl] += len(text)
        if len(sample) < 5000:
            sample.append(text)
    marked = counts.most_common(1)[0][0] if counts else ("", "", "")
    return spoken("".join(sample), *marked)


# ---- What does not come along --------------------------------------------------------


def _left_out(package: _Package, main: str, words: Words) -> list[Loss]:
    lost = []
    for kind, target in package.relations(main).values():
        root = package.lesser(target) if kind in _BESIDE else None
        if root is None:
            continue
        if kind != "comments":
            text = "".join(t.text or "" for t in root.iter("w:t")).strip()
            if any(sign.isalpha() for sign in text):
                lost.append(Loss(f"the page {kind}: {shortened(text)}", "text"))
        else:
            for comment in root.iter("w:comment"):
                text = " ".join(t.text or "" for t in comment.iter("w:t"))
                who = comment.get("w:author", "")
                by = f" by {shortened(who)}" if who else ""
                lost.append(Loss(f"a comment{by}: {shortened(text)}", "text"))
    deleted = shortened(" ".join(text for text in words.deleted if text.strip()))
    if deleted:
        lost.append(Loss(f"text that tracked changes delete: {deleted}", "text"))
    return lost


def _said(words: Words) -> tuple[str, ...]:
    if any(text.strip() for text in words.deleted):
        return (
            "It has tracked changes: what they insert is in, what they delete is out.",
        )
    return ()
