"""The chapters of a FanFicFare download: summary, notes and text taken apart.

Its adapters for AO3 and for other sites put a chapter's summary and notes into the
text, in ``div.fff_chapter_notes`` since 2017 and around the text's own element before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bs4.element import PageElement, Tag

from ..ao3 import labels as ao3_labels
from ..labels import title_numbers
from ..markup.markup import words
from ..story import Chapter, Related
from .epub_sections import has_something

_SUMMARY: Final = re.compile(r"(?i)\bsummary\b|\bdescription\b")
_WORK: Final = re.compile(r"(?i)^author.?s notes?$|^end notes$")
# What it marks at an update, if asked to.
_NEW: Final = re.compile(r"\A((?:\d{1,5}\. )?)\(new\) ")
_EDGES: Final = re.compile(r"\A(?:\s|<br/?>|<hr/?>)+|(?:\s|<br/?>|<hr/?>)+\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """A chapter with what in it belongs to the whole work."""

    chapter: Chapter
    notes: str = ""
    end_notes: str = ""
    gifts: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()


def read(
    nodes: Iterable[PageElement], heading: str, place: int, *, last: bool, single: bool
) -> Piece:
    """Take a chapter apart; `place` is its number in the work."""
    before, text, after = _parts(_opened(list(nodes)))
    gifts, related, head = _associations(_labelled(before))
    more, others, foot = _associations(_labelled(after))
    notes, summary, work_notes = "", "", ""
    for label, html in head:
        if _SUMMARY.search(label):
            summary += html
        elif _WORK.match(label) and place == 1:
            work_notes += html
        else:
            notes += _named(label, html)
    end_notes = work_end = ""
    for label, html in foot:
        if _WORK.match(label) and last:
            work_end += html
        else:
            end_notes += _named(label, html)
    heading = _NEW.sub(r"\1", heading)
    title = "" if single else title_numbers.title(heading, place)
    number = place if title != " ".join(heading.split()) else None
    chapter = Chapter(
        html=_html(text),
        number=number,
        title=title,
        summary=summary,
        notes=notes,
        end_notes=end_notes,
    )
    return Piece(chapter, work_notes, work_end, gifts + more, related + others)


def _opened(nodes: list[PageElement]) -> list[PageElement]:
    """Return what stands inside the one wrapper that adapters put around a chapter."""
    for _ in range(4):
        solid = [node for node in nodes if _is_something(node)]
        if len(solid) != 1 or not isinstance(solid[0], Tag) or solid[0].name != "div":
            break
        if "userstuff" in _classes(solid[0]) or solid[0].get("align"):
            break
        nodes = list(solid[0].contents)
    return nodes


def _parts(
    nodes: list[PageElement],
) -> tuple[list[PageElement], list[PageElement], list[PageElement]]:
    heads = [at for at, node in enumerate(nodes) if _is_notes(node, "fff_head_notes")]
    feet = [at for at, node in enumerate(nodes) if _is_notes(node, "fff_foot_notes")]
    text = next((at for at, node in enumerate(nodes) if _is_module(node)), None)
    if text is not None:
        start, end = text, text + 1
    else:
        solid = [at for at, node in enumerate(nodes) if _is_something(node)]
        start = heads[0] + 1 if heads and solid and heads[0] == solid[0] else 0
        end = feet[-1] if feet and feet[-1] == solid[-1] else len(nodes)
        notes = [at for at in solid if _is_notes(nodes[at], "fff_chapter_notes")]
        if not heads and notes and notes[0] == solid[0]:
            start = notes[0] + 1
        if not feet and notes and notes[-1] == solid[-1] and notes[-1] >= start:
            end = notes[-1]
    middle = nodes[start:end]
    if text is not None and isinstance(nodes[text], Tag):
        middle = [n for n in nodes[text].contents if not _is_landmark(n)]  # type: ignore[attr-defined]
    return nodes[:start], middle, nodes[end:]


def _labelled(nodes: list[PageElement]) -> list[tuple[str, list[PageElement]]]:
    """Return what stands under each label of a block, ``<b>Notes:</b>``."""
    flat: list[PageElement] = []
    for node in nodes:
        inside = isinstance(node, Tag) and node.name == "div"
        wraps = inside and ("fff_chapter_notes" in _classes(node) or _is_plain(node))
        flat += _opened(list(node.contents)) if wraps else [node]  # type: ignore[attr-defined]
    found: list[tuple[str, list[PageElement]]] = []
    for node in flat:
        label = words(node) if isinstance(node, Tag) and node.name == "b" else ""
        if label.endswith(":"):
            found.append((label.rstrip(":"), []))
        elif found:
            found[-1][1].append(node)
        elif _is_something(node):
            found.append(("", [node]))
    return found


def _associations(
    found: list[tuple[str, list[PageElement]]],
) -> tuple[tuple[str, ...], tuple[Related, ...], list[tuple[str, str]]]:
    gifts: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    rest: list[tuple[str, str]] = []
    for label, nodes in found:
        kept: list[PageElement] = []
        for node in nodes:
            if isinstance(node, Tag) and "associations" in _classes(node):
                spare, more, works = _listed(node)
                gifts, related = (*gifts, *more), (*related, *works)
                kept += spare
            else:
                kept.append(node)
        rest.append((label, _html(kept)))
    return gifts, related, [(label, html) for label, html in rest if html]


def _listed(
    block: Tag,
) -> tuple[list[PageElement], tuple[str, ...], tuple[Related, ...]]:
    spare: list[PageElement] = []
    gifts: list[str] = []
    related: list[Related] = []
    for item in block.find_all("li"):
        work = ao3_labels.related(item)
        names = [words(link) for link in item.find_all("a")]
        if work is not None:
            related.append(work)
        elif words(item).startswith("For ") and names:
            gifts += names
        else:
            spare.append(item)
    return spare, tuple(gifts), tuple(related)


def _named(label: str, html: str) -> str:
    """Keep a label that says more than that these are notes."""
    plain = not label or re.search(r"(?i)\bnotes?\b|примечания|notas", label)
    return html if plain else f"<p><b>{label}:</b></p>{html}"


def _html(nodes: Iterable[PageElement]) -> str:
    pieces: list[str] = []
    for node in nodes:
        quoted = isinstance(node, Tag) and node.name == "blockquote"
        if quoted and isinstance(node, Tag) and "userstuff" in _classes(node):
            pieces.append(node.decode_contents())
        else:
            pieces.append(node.decode() if isinstance(node, Tag) else _escaped(node))
    return _EDGES.sub("", "".join(pieces)).strip()


def _escaped(node: PageElement) -> str:
    return node.output_ready() if hasattr(node, "output_ready") else str(node)


def _is_notes(node: PageElement, name: str) -> bool:
    return isinstance(node, Tag) and name in _classes(node)


def _is_module(node: PageElement) -> bool:
    return (
        isinstance(node, Tag) and node.name == "div" and "userstuff" in _classes(node)
    )


def _is_landmark(node: PageElement) -> bool:
    return isinstance(node, Tag) and "landmark" in _classes(node)


def _is_plain(node: PageElement) -> bool:
    return isinstance(node, Tag) and not node.attrs


def _is_something(node: PageElement) -> bool:
    if isinstance(node, Tag):
        return has_something(node)
    return bool(str(node).strip())


def _classes(node: PageElement) -> list[str]:
    value = node.get("class") if isinstance(node, Tag) else None
    return value.split() if isinstance(value, str) else list(value or ())
