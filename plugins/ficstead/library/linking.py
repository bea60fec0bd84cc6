"""Links inside the archive: from what the author wrote to an address that is there.

An author may name a file (``lantern.md``, ``../lantern/work.md``, Pelican's
``{filename}/works/lantern.md``) or an address of the site (``/works/lantern/3/``). A
link that leads nowhere becomes plain text, so that no reader falls into it.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from operator import is_
from pathlib import Path
from urllib.parse import unquote

from markupsafe import Markup

from .. import addresses
from ..model import Chapter, Work
from ..problems import Problem, did_you_mean, found, nearest
from ..slugs import slugify
from ..text import Link, Prose
from ..vocabulary import Status
from .reading import Files
from .tree import MARKDOWN
from .works import numbers, part_of

_MARK = addresses.UNRESOLVED
_LINK = re.compile(rf'href="{_MARK}([^"]*)"')
_PICTURE = re.compile(rf'<img\b[^>]*\bsrc="{_MARK}([^"]*)"[^>]*>')
_ALT = re.compile(r'\balt="([^"]*)"')
_PELICAN = re.compile(r"^(?:\{|\|)(?:filename|static|attach)(?:\}|\|)")


# Ids that are the page's own, and may be linked to: ``[to the end](#end-notes)``.
ON_EVERY_PAGE = frozenset({"", "main", "text", "end-notes"})
LEADING = frozenset({"found", "page"})
_HINT_PLACE = (
    'name the place: <a name="{}"></a>; or link to a heading, in small letters with '
    "hyphens: #the-second-night"
)


@dataclass(frozen=True, slots=True)
class Targets:
    """What a link may name: files of content/ and addresses of the site.

    `urls` maps a file's path below content/ to where it is shown, or to None where
    it is not public. `places` are the addresses of all pages. `anchors` are the places
    in each file's texts, with their ids. `copies` collects the pictures that pages
    need: address -> file.
    """

    files: dict[str, Path]
    urls: dict[str, str | None]
    places: set[str]
    anchors: Mapping[str, Mapping[str, str]]
    copies: dict[str, Path] = field(default_factory=dict)


def targets(
    files: Files,
    works: Iterable[Work],
    places: set[str],
    anchors: Mapping[str, Mapping[str, str]],
) -> Targets:
    """Collect what can be linked to. `places` holds the pages that are no works."""
    urls: dict[str, str | None] = {}
    shown = {work.slug: work for work in works}
    root, name_of = files.tree.root, files.tree.name
    for file in files.works:
        work = shown.get(file.place.slug)
        urls[name_of(file.place)] = work.url if work else None
        live = {chapter.url for chapter in work.chapters} if work else set()
        for chapter, number in numbers(file):
            url = addresses.chapter(file.place.slug, part_of(chapter, number))
            urls[name_of(chapter.place)] = url if url in live else None
    for note in files.notes:
        public = note.facts.status is not Status.DRAFT
        url = addresses.note(note.place.slug)
        urls[name_of(note.place)] = url if public else None
        places |= {url} if public else set()
    for series in files.series:
        url = addresses.series(series.place.slug)
        urls[name_of(series.place)] = url if url in places else None
    for extra in files.tree.extra:
        places.add(extra.path.relative_to(root / "extra").as_posix())
    for work in shown.values():
        places |= {work.url, work.entire_url, *(c.url for c in work.chapters)}
    every = places | {"", *addresses.DATA}
    return Targets(dict(files.tree.files), urls, every, anchors)


@dataclass(frozen=True, slots=True)
class Home:
    """The file a text stands in: its path below content/, as shown, and its page."""

    name: str
    shown: str
    url: str


def check(text: Prose, home: Home, known: Targets, *, below: int) -> Iterable[Problem]:
    """Yield the links of a text that lead nowhere; lines count from `below`."""
    # Drafts are checked too, and their pictures are not to be copied.
    known = replace(known, copies={}) if text.links else known
    for link in text.links:
        *_, state = _resolve(link.target, home, known)
        if state == "found":
            continue
        line = link.line + below if link.line else 0
        if state == "hidden":
            yield found("L505", line, path=home.shown, target=link.target)
        else:
            code = "L503" if link.picture else "L502"
            hint = _hint(link, state, home, known)
            yield found(code, line, path=home.shown, target=link.target, hint=hint)


def resolve(text: Markup, home: Home, known: Targets) -> Markup:
    """Return the HTML with its links resolved, and note the pictures it needs."""
    if _MARK not in text:
        return text

    def picture(match: re.Match[str]) -> str:
        target = html.unescape(match[1])
        address = picture_at(target, home, known)
        if address is None:
            alt = _ALT.search(match[0])
            return f'<span class="missing-picture">{alt[1] if alt else ""}</span>'
        source = html.escape(addresses.ROOT + addresses.encoded(address))
        return match[0].replace(f"{_MARK}{match[1]}", source)

    def link(match: re.Match[str]) -> str:
        target = html.unescape(match[1])
        if target.startswith("#"):
            here = _anchor(target, home.name, known)
            return f'href="{html.escape(here)}"' if here else ""
        address, fragment, state = _resolve(target, home, known)
        if state not in LEADING:
            return ""
        leads = addresses.encoded(address) + fragment
        return f'href="{html.escape(addresses.ROOT + leads)}"'

    done = _PICTURE.sub(picture, str(text))
    return Markup(_LINK.sub(link, done).replace("<a >", "<a>"))


def resolved(text: Prose, home: Home, known: Targets) -> Prose:
    """Return a text with its links resolved: held, for it is no longer as it lies."""
    if not text.links:
        return text
    html = resolve(text.html, home, known)
    return Prose(html, text.words, text.links, text.anchors)


def leads(target: str, home: Home, known: Targets) -> str | None:
    """Return the address of what a target names; None where nothing public is there."""
    address, fragment, state = _resolve(target, home, replace(known, copies={}))
    return address + fragment if state in LEADING else None


def _split(target: str) -> tuple[str, str]:
    plain, mark, fragment = _PELICAN.sub("", target).partition("#")
    return unquote(plain), mark + fragment


def _whole(target: str) -> str:
    """Return a target as the name of a file, which may hold a #."""
    return unquote(_PELICAN.sub("", target))


def _file(target: str, home: Home, known: Targets) -> str | None:
    """Return the path below content/ that a target names, if there is such a file."""
    plain, fragment = _split(target)
    names = [plain, _whole(target)] if fragment else [plain]
    candidates = [near for name in names for near in _near(name, home)]
    for name in candidates:
        for file in (name, f"{name}.md", f"{name.rstrip('/')}/work.md"):
            if file in known.files:
                return file
    return None


def _near(name: str, home: Home) -> tuple[str, ...]:
    """Return the paths below content/ that a name may mean, the nearest first."""
    if name.startswith("/"):
        return (name.lstrip("/"),)
    folder = posixpath.dirname(home.name)
    return posixpath.normpath(posixpath.join(folder, name)), name


def _resolve(target: str, home: Home, known: Targets) -> tuple[str, str, str]:
    """Return address, fragment, and ``found``, ``page``, ``hidden`` or ``missing``.

    ``page`` is where the page is there, and not the place on it.
    """
    plain, fragment = _split(target)
    if not plain and fragment:
        here = _anchor(fragment, home.name, known)
        return "", here, "found" if here else "missing"
    file = _file(target, home, known)
    if file in known.urls:
        url = known.urls[file]
        if url is None:
            return "", "", "hidden"
        place = _anchor(fragment, file, known)
        return url, place, "page" if fragment and not place else "found"
    if file is not None and Path(file).suffix.lower() not in MARKDOWN:
        whole = posixpath.basename(file) == posixpath.basename(_whole(target))
        left = "" if whole else fragment
        return picture_at(target, home, known) or "", left, "found"
    bare = plain.strip("/")
    for place in (bare, f"{bare}/", bare.removesuffix("index.html")):
        if plain.startswith("/") and place in known.places:
            return place, fragment, "found"
    return "", "", "missing"


def _anchor(fragment: str, file: str, known: Targets) -> str:
    """Return the fragment of a place in a file's texts; empty if there is none."""
    name = unquote(fragment.removeprefix("#"))
    there = known.anchors.get(file, {})
    for written in (name, slugify(name)):
        if written in there:
            return f"#{there[written]}"
    return fragment if name in ON_EVERY_PAGE else ""


def picture_at(target: str, home: Home, known: Targets) -> str | None:
    """Return the address of a picture; it is copied beside the page that shows it."""
    plain, _ = _split(target)
    if plain.lstrip("/") in known.places and plain.startswith("/"):
        return plain.lstrip("/")
    file = _file(target, home, known)
    if file is None or file in known.urls:
        return None
    name = posixpath.basename(file)
    address = f"{home.url}{name}"
    source = known.files[file]
    taken = addresses.is_download(home.url, name)
    if taken or known.copies.setdefault(address, source) != source:
        parent = posixpath.basename(posixpath.dirname(file)) or "content"
        address = f"{home.url}{parent}-{name}"
        known.copies[address] = source
    return address


def file_at(target: str, home: Home, known: Targets) -> Path | None:
    """Return the file of the author's that a target names, if there is one."""
    file = _file(target, home, known)
    return known.files[file] if file is not None else None


def _hint(link: Link, state: str, home: Home, known: Targets) -> str | None:
    if state == "page" or link.target.startswith("#"):
        return _HINT_PLACE.format(link.target.partition("#")[2])
    return near(link.target, home, known)


def near(target: str, home: Home, known: Targets) -> str | None:
    """Return a hint that names the file beside a text that was meant, most likely."""
    folder, slash, _ = home.name.rpartition("/")
    inside = len(folder + slash)
    beside = [
        name[inside:]
        for name in known.files
        if name.startswith(folder + slash) and "/" not in name[inside:]
    ]
    # An ending that both have makes no two names alike: nothing.md and rating.md.
    stem, ending = posixpath.splitext(target)
    alike = {n.removesuffix(ending): n for n in beside if ending and n.endswith(ending)}
    meant = nearest(stem, alike)
    if meant is not None:
        return f'did you mean "{alike[meant]}"?'
    others = (name for name in beside if name not in alike.values())
    return did_you_mean(target, others, "") or None


def has_links(work: Work) -> bool:
    """Tell whether any text of a work has a link to resolve."""
    parts: tuple[Work | Chapter, ...] = (work, *work.chapters)
    return any(map(_has_links, parts))


def _has_links(part: Work | Chapter) -> bool:
    beside = (part.summary, part.notes, part.end_notes)
    return bool(part.text.links) or any(_MARK in text for text in beside)


def work(work: Work, home: Home, files: Mapping[str, str], known: Targets) -> Work:
    """Return a work with every link in it resolved; `files` names its chapters'."""

    def within(chapter: Chapter) -> Chapter:
        return _chapter(chapter, replace(home, name=files[chapter.key]), known)

    clean = partial(resolve, home=home, known=known)

    chapters = tuple(map(within, work.chapters))
    same = all(map(is_, chapters, work.chapters))
    if same and not _has_links(work):
        return work
    return replace(
        work,
        text=resolved(work.text, home, known),
        summary=clean(work.summary),
        notes=clean(work.notes),
        end_notes=clean(work.end_notes),
        chapters=chapters,
    )


def _chapter(chapter: Chapter, home: Home, known: Targets) -> Chapter:
    if not _has_links(chapter):
        return chapter
    clean = partial(resolve, home=home, known=known)
    return replace(
        chapter,
        text=resolved(chapter.text, home, known),
        summary=clean(chapter.summary),
        notes=clean(chapter.notes),
        end_notes=clean(chapter.end_notes),
    )
