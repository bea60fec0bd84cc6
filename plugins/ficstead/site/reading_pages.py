"""The pages one reads on: a work, its chapters, the entire work, an author's note."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from .. import addresses
from ..books.offers import Offers
from ..library.library import Library
from ..model import Chapter, Work
from ..settings import Settings
from ..store.keep import Keep
from ..vocabulary import Status
from . import gating
from .dependencies import Fingerprints
from .following import channels
from .pages import (
    ChapterPage,
    EntirePage,
    Gate,
    Head,
    NotePage,
    Page,
    Step,
    WorkPage,
    description,
)
from .sheets import Around, Sheet


def notes(library: Library) -> Iterator[NotePage]:
    """Yield the page of every note."""
    for note in library.notes:
        if note.slug != addresses.HOME:
            head = Head(
                path=note.url,
                title=note.title,
                style="reading",
                section=note.slug,
                description=description(note.body.html),
                listed=note.listed,
                language=note.language,
            )
            yield NotePage(head=head, note=note, text=note.body.html)


def sheets(
    library: Library,
    settings: Settings,
    offers: Offers,
    kept: Keep,
    fingerprints: Fingerprints,
) -> Iterator[Sheet]:
    """Yield the pages of every work, unmade, each with its fingerprint.

    A page of a work shows the work, and nothing of another that the work does not say:
    what it is made of is known without it.
    """

    def known(work: Work) -> Iterator[tuple[str, object]]:
        shown = fingerprints.digest(work, offers.of(work.url))
        for path in _paths(work):
            yield path, shown

    return Around(settings, offers, kept, fingerprints).sheets(
        library.every_work,
        known,
        make=lambda work: of_work(work, settings, offers, kept),
        listed=lambda work: work.status is Status.PUBLISHED,
    )


def _paths(work: Work) -> Iterator[str]:
    yield work.url
    if work.chapters:
        yield from (chapter.url for chapter in work.chapters)
        yield work.entire_url


def of_work(
    work: Work, settings: Settings, offers: Offers, kept: Keep
) -> tuple[Page, ...]:
    """Return the pages of one work."""
    return kept.again("pages of a work", _of_work, work, settings, offers)


def _of_work(work: Work, settings: Settings, offers: Offers) -> tuple[Page, ...]:
    own = _work(work, settings, offers)
    if not work.chapters:
        return (own,)
    return own, *_chapters(work, settings), _entire(work, settings)


def _head(work: Work, settings: Settings, path: str, title: str, **more: str) -> Head:
    return Head(
        path=path,
        title=title,
        style="reading",
        section="works",
        description=description(work.summary),
        listed=work.status is Status.PUBLISHED,
        adult=gating.is_adult(work),
        language=work.language,
        previous=more.get("previous", ""),
        next=more.get("next", ""),
        feed=channels.of_work(work, settings),
    )


def _work(work: Work, settings: Settings, offers: Offers) -> WorkPage:
    head = _head(work, settings, work.url, _titled(work, work.title))
    gate = gating.for_work(work, settings)
    return WorkPage(
        head=head,
        work=work,
        gate=gate,
        text=work.text.html,
        downloads=offers.of(work.url),
    )


def _titled(work: Work, title: str) -> str:
    """Return AO3's title of a page: the work, then who wrote it."""
    return f"{title} by {'Anonymous' if work.anonymous else work.byline}"


def _chapters(work: Work, settings: Settings) -> Iterator[ChapterPage]:
    gates = [gating.for_chapter(work, chapter, settings) for chapter in work.chapters]
    last = len(work.chapters) - 1
    # Most chapters of a work ask the same, so they share one list of ways on; one for
    # each would make a long novel's pages as many steps as chapters times chapters.
    ways: dict[Gate | None, tuple[tuple[Chapter, str], ...]] = {}
    for index, (chapter, gate) in enumerate(zip(work.chapters, gates, strict=True)):
        if gate not in ways:
            ways[gate] = tuple(
                (other, _carried(other.url, gate, there))
                for other, there in zip(work.chapters, gates, strict=True)
            )
        steps = ways[gate]
        before = _step(steps[index - 1], "Previous chapter") if index else None
        after = _step(steps[index + 1], "Next chapter") if index < last else None
        yield ChapterPage(
            head=_head(
                work,
                settings,
                chapter.url,
                _titled(work, f"{chapter.full_title}, {work.title}"),
                previous=before.page if before else "",
                next=after.page if after else "",
            ),
            work=work,
            chapter=chapter,
            gate=gate,
            text=chapter.text.html,
            previous=before,
            next=after or _next_work(work),
            steps=steps,
        )


def _carried(url: str, here: Gate | None, there: Gate | None) -> str:
    return f"{url}#text" if gating.carries_on(here, there) else url


def _step(step: tuple[Chapter, str], label: str) -> Step:
    chapter, url = step
    title = chapter.title_html or escape(chapter.label)
    return Step(url=url, title=title, label=label)


def _next_work(work: Work) -> Step | None:
    """Return the way on after the last chapter: the next work of the first series."""
    for place in work.series:
        if place.next:
            title = escape(place.next.title)
            return Step(place.next.url, title, f"Next in {place.title}")
    return None


def _entire(work: Work, settings: Settings) -> EntirePage:
    title = _titled(work, f"{work.title}, entire work")
    head = _head(work, settings, work.entire_url, title)
    texts = tuple((chapter, chapter.text.html) for chapter in work.chapters)
    gate = gating.for_entire(work, settings)
    return EntirePage(head=head, work=work, gate=gate, texts=texts)
