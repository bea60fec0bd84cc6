"""A work as Markdown: the author's own words, in one file that says what it is.

A one-shot is its file again; of a work with chapters the header comes first, then its
chapters under headings. What readers cannot see on the site is not in it: drafts,
comments, keys that steer the archive, names of files.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from ..library import written
from ..library.written import Value, Written
from ..model import Chapter, Related, Work
from ..spoken import day
from . import facts
from .making import Unmakable
from .materials import Materials
from .outside import absolute
from .volume import Volume

# Code stays as it is, and so does what a backslash stands before.
_KEPT: Final = (
    r"(?P<kept>^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*\n"
    r".*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?P<tick>`+)(?!`).*?(?<!`)(?P=tick)(?!`)|\\.)"
)
_HIDDEN: Final = re.compile(
    _KEPT + r"|<!--.*?-->|<\?.*?\?>|<![A-Za-z][^>]*>"
    r"|<(?P<name>script|style|template|title|noscript|iframe|object|svg|math|audio"
    r"|video|select|textarea|xmp|noembed|noframes)\b.*?</(?P=name)\s*>",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_TARGET: Final = re.compile(
    _KEPT + r"|(?P<picture>!?)\[(?P<words>(?:[^\[\]\\]|\\.|!\[[^\[\]]*\]\([^()]*\))*)\]"
    r"\((?P<target><[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"
    r"(?P<title>\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
    r"|^(?P<label>[ ]{0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*)(?P<defined><[^<>\n]*>|\S+)"
    r"(?P<rest>[^\n]*)$"
    r"|(?P<attribute>\b(?:src|href|cite)\s*=\s*)(?P<mark>[\"'])(?P<value>[^\"'>]*)(?P=mark)",
    re.DOTALL | re.MULTILINE,
)
_NOTE: Final = re.compile(
    _KEPT + r"|\[\^(?P<label>[^\]\s]+)\]", re.DOTALL | re.MULTILINE
)
_HEADING: Final = re.compile(
    _KEPT + r"|^(?P<signs>#{1,6})(?=[ \t])"
    r"|^(?P<line>[^\s#>|*+-][^\n]*)\n(?P<under>=+|-{2,})[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
# Most texts have none of it, and are passed over quickly.
_MAY_HEAD: Final = re.compile(r"^(?:#|=+[ \t]*$|-{2,}[ \t]*$)", re.MULTILINE)
_MAY_LINK: Final = re.compile(r"\]\(|\]:|=\s*[\"']")
_OUT: Final = re.compile(r"(?:https?|mailto|ftp):|//|#", re.IGNORECASE)
_CHAPTER_LEVEL: Final = 2
Leads = Callable[[str], str | None]


def make(of: Volume, materials: Materials) -> bytes:
    """Return the file of a work."""
    assert of.work is not None
    work = of.work
    own = _read(work.url, work, materials)
    values = {**own.values, **_certain(work, own, materials)}
    text = f"{written.dump(values)}\n"
    if work.is_oneshot:
        return f"{text}{own.body}\n".encode()
    parts = [f"# {_plain(work.title)}", own.body]
    chapters = [(c, _read(c.url, work, materials)) for c in work.chapters]
    called = Counter(label for _, one in chapters for label in _labels(one.body))
    for count, (chapter, one) in enumerate(chapters, start=1):
        shared = {label for label in _labels(one.body) if called[label] > 1}
        parts += _chapter(chapter, _own_notes(one, shared, count), work)
    return (text + "\n\n".join(filter(None, parts)) + "\n").encode()


def _read(url: str, work: Work, materials: Materials) -> Written:
    """Return a file without what the site does not show of it."""
    try:
        own = written.read(materials.sources[url])
    except (KeyError, OSError, UnicodeDecodeError) as error:
        raise Unmakable("its file cannot be read any more", work.path) from error

    def leads(target: str) -> str | None:
        found = materials.leads(url, work.url, target) if materials.leads else None
        return absolute(found, materials.address) if found else None

    def clean(text: str) -> str:
        return _linked(_shown(text), leads).strip("\n")

    values: dict[str, Value] = {
        key: clean(value) if key in written.TEXTS and isinstance(value, str) else value
        for key, value in own.values.items()
    }
    return Written(values, clean(own.body))


def _certain(work: Work, own: Written, materials: Materials) -> dict[str, Value]:
    """Return what the file must say, away from the archive that knew it."""
    here = absolute(work.url, materials.address)
    values: dict[str, Value] = {
        "author": tuple(person.byline for person in facts.people(work)),
        "inspired by": _related(work, materials, translation=False),
        "translation of": _related(work, materials, translation=True),
        "source": work.source or here,
        "chapters": own.values.get("chapters") or _planned(work),
    }
    if "language" not in own.values:
        values["language"] = work.language.code
    if "date" not in own.values:
        values["date"] = day(work.published)
    return values


def _planned(work: Work) -> str:
    """Return the planned chapters where drafts are among those that are there."""
    if work.is_oneshot or work.complete:
        return ""
    return "?" if work.planned is None else str(work.planned)


def _related(work: Work, materials: Materials, *, translation: bool) -> tuple[str, ...]:
    def told(parent: Related) -> str:
        leads = absolute(parent.url, materials.address) if parent.inside else parent.url
        by = f" by {parent.byline}" if parent.byline else ""
        return f"{parent.title}{by} <{leads}>" if leads else f"{parent.title}{by}"

    return tuple(told(one) for one in work.parents if one.translation is translation)


# ---- Chapters ------------------------------------------------------------------------


def _chapter(chapter: Chapter, own: Written, work: Work) -> Iterator[str]:
    if chapter.opens_arc:
        yield f"*{_plain(chapter.arc)}*"
    yield f"{'#' * _CHAPTER_LEVEL} {_plain(chapter.full_title)}"
    told = [f"**Posted:** {day(chapter.published)}"]
    if chapter.authors and not work.anonymous:
        names = ", ".join(person.byline for person in chapter.authors)
        told.append(f"**By:** {_plain(names)}")
    if chapter.content_warnings:
        warnings = _plain(", ".join(chapter.content_warnings))
        told.append(f"**Content warnings:** {warnings}")
    yield "  \n".join(told)
    for key in ("summary", "notes"):
        yield _noted(key, own)
    yield _below(own.body)
    yield _noted("end notes", own)


def _noted(key: str, own: Written) -> str:
    text = own.values.get(key)
    if not text:
        return ""
    quoted = "\n".join(f"> {line}".rstrip() for line in str(text).split("\n"))
    return f"**{key.capitalize()}:**\n\n{quoted}"


def _plain(text: str) -> str:
    """Return plain text that means itself in Markdown."""
    return re.sub(r"([\\`*_\[\]<])", r"\\\1", " ".join(text.split()))


def _below(text: str) -> str:
    """Return a text with its headings below the chapter's own."""
    if not _MAY_HEAD.search(text):
        return text
    found = list(filter(None, map(_level, _HEADING.finditer(text))))
    more = max(0, _CHAPTER_LEVEL + 1 - min(found, default=6))

    def put(match: re.Match[str]) -> str:
        level = _level(match)
        if not level or not more:
            return match[0]
        signs = "#" * min(6, level + more)
        return f"{signs} {match['line']}" if match["line"] else signs

    return _HEADING.sub(put, text)


def _level(match: re.Match[str]) -> int:
    if match["signs"]:
        return len(match["signs"])
    return 0 if not match["under"] else 1 if match["under"][0] == "=" else 2


def _labels(text: str) -> set[str]:
    if "[^" not in text:
        return set()
    return {match["label"] for match in _NOTE.finditer(text) if match["label"]}


def _own_notes(own: Written, shared: set[str], count: int) -> Written:
    """Return a chapter whose footnotes have names that no other chapter's have."""

    def named(match: re.Match[str]) -> str:
        label = match["label"]
        return f"[^{count}-{label}]" if label in shared else match[0]

    return Written(own.values, _NOTE.sub(named, own.body) if shared else own.body)


# ---- What is not for readers ---------------------------------------------------------


def _shown(text: str) -> str:
    """Return a text without comments, and without what no page shows."""
    if "<" not in text:
        return text
    done = _HIDDEN.sub(lambda match: match["kept"] or "", text)
    return re.sub(r"\n[ \t]*\n(?:[ \t]*\n)+", "\n\n", done) if done != text else text


def _linked(text: str, leads: Leads) -> str:
    """Return a text whose links lead out to the web, or are words alone."""
    if not _MAY_LINK.search(text):
        return text

    def put(match: re.Match[str]) -> str:
        if match["kept"]:
            return match["kept"]
        if match["attribute"]:
            found = _way(match["value"], leads)
            mark = match["mark"]
            return f"{match['attribute']}{mark}{found}{mark}" if found else ""
        if match["label"]:
            found = _way(match["defined"].strip("<>"), leads)
            return f"{match['label']}<{found}>{match['rest']}" if found else ""
        target = match["target"].strip("<>")
        words = _TARGET.sub(put, match["words"])
        found = _way(target, leads)
        if found == target:
            return (
                f"{match['picture']}[{words}]({match['target']}{match['title'] or ''})"
            )
        if found:
            return f"{match['picture']}[{words}](<{found}>{match['title'] or ''})"
        return words

    return _TARGET.sub(put, text)


def _way(target: str, leads: Leads) -> str | None:
    return target if _OUT.match(target) else leads(target)
