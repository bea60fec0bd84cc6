"""A work as plain text: UTF-8, lines of 72 columns, what it is before what it says.

No line of it needs a program that knows anything.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Chapter, Related, Work
from .. import facts
from ..materials import Materials
from ..outside import absolute
from ..volume import Volume
from .plain import Page


def make(of: Volume, materials: Materials) -> bytes:
    """Return the file of a work."""
    assert of.work is not None
    page = Page()
    _front(of.work, page, materials)
    if of.work.text:
        _reading(of.work, page)
    for chapter in of.work.chapters:
        _chapter(chapter, of.work, page)
    _back(of.work, page, materials)
    page.put_aside()
    lines = "\n".join(page.lines).strip("\n")
    return f"{lines}\n".encode()


def _front(work: Work, page: Page, materials: Materials) -> None:
    page.heading(work.title, "=")
    page.paragraph(f"by {facts.byline(work)}")
    for label, said in _facts(work):
        page.lines += _hung(page, label, said)
    for chapter, warnings in facts.warned_chapters(work):
        page.lines += _hung(page, f"{chapter.full_title} warns of", warnings)
    for label, said in facts.stats(work):
        page.lines += _hung(page, label, said)
    for label, url in _addresses(work, materials):
        page.lines.append(f"{label}: {url}")
    page.gap()
    for related in work.parents:
        page.paragraph(_related(related))
    _noted(page, "Summary", work.summary)
    _noted(page, "Notes", work.notes)
    if work.end_notes:
        page.paragraph(f"(There are {'more ' if work.notes else ''}notes at the end.)")


def _facts(work: Work) -> Iterator[tuple[str, str]]:
    for fact in facts.facts(work):
        if fact.label == "Series":
            parts = (f"Part {one.part} of {one.title}" for one in work.series)
            yield fact.label, ", ".join(parts)
        else:
            yield fact.label, fact.said


def _addresses(work: Work, materials: Materials) -> Iterator[tuple[str, str]]:
    here = absolute(work.url, materials.address)
    if here:
        yield "From", here
    if work.source and work.source != here:
        yield "First posted at", work.source


def _hung(page: Page, label: str, said: str) -> list[str]:
    inner = Page(page.width)
    inner.paragraph(f"{label}: {' '.join(said.split())}", "", "    ")
    return inner.lines[:-1]


def _related(related: Related) -> str:
    how = "A translation of" if related.translation else "Inspired by"
    by = f" by {related.byline}" if related.byline else ""
    where = "" if related.inside or not related.url else f" <{related.url}>"
    return f"{how} {related.title}{by}{where}"


def _noted(page: Page, label: str, html: str, inset: str = "    ") -> None:
    if html:
        page.paragraph(f"{label}:")
        page.html(html, inset)


def _reading(work: Work, page: Page) -> None:
    """Add the text of a one-shot, or the foreword of any other."""
    page.centred(70 * "-")
    page.html(work.text.html)


def _chapter(chapter: Chapter, work: Work, page: Page) -> None:
    page.gap()
    if chapter.opens_arc:
        page.heading(chapter.arc.upper(), "=")
    page.heading(chapter.full_title, "=")
    if chapter.authors and not work.anonymous:
        names = ", ".join(person.byline for person in chapter.authors)
        page.paragraph(f"by {names}")
    if chapter.content_warnings:
        page.paragraph(f"Content warnings: {', '.join(chapter.content_warnings)}")
    _noted(page, "Summary", chapter.summary)
    _noted(page, "Notes", chapter.notes)
    page.html(chapter.text.html)
    _noted(page, "End notes", chapter.end_notes)


def _back(work: Work, page: Page, materials: Materials) -> None:
    page.centred(70 * "-")
    _noted(page, "End notes", work.end_notes)
    for place in work.series:
        if place.next:
            where = absolute(place.next.url, materials.address)
            after = f" <{where}>" if where else ""
            page.paragraph(f"Next in {place.title}: {place.next.title}{after}")
    for child in work.children:
        by = f" by {child.byline}" if child.byline else ""
        what = "A translation of this" if child.translation else "Inspired by this"
        page.paragraph(f"{what}: {child.title}{by}")
    here = absolute("", materials.address)
    page.paragraph(f"From {materials.name}{f' <{here}>' if here else ''}")
