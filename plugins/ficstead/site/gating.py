"""The gate: which texts stand behind it, what it says, and where consent carries on.

AO3's rule (reference 6.3) gates by rating: Mature, Explicit and Not Rated. The settings
name the ratings and, beyond AO3, the archive warnings; an author's own content warnings
on a text always stand before it.
"""

from __future__ import annotations

from ..model import Chapter, Neighbour, Work
from ..settings import Settings
from ..vocabulary import ArchiveWarning, Rating
from .pages import Gate

# What the page of a gated text must hold, in this order (see `guard`).
GATE_MARK = 'class="gate"'
TEXT_MARK = 'id="text"'


class GateError(Exception):
    """A page would show gated text without its gate: the site must not be built."""

    exitcode = 2


def is_gated(work: Work, settings: Settings) -> bool:
    """Return whether every text of a work stands behind the gate."""
    return work.rating in settings.gate_ratings or bool(
        settings.gate_warnings & set(work.warnings)
    )


def is_warned(work: Work, settings: Settings) -> bool:
    """Return whether any text of a work stands behind the gate."""
    own = work.content_warnings or any(c.content_warnings for c in work.chapters)
    return is_gated(work, settings) or bool(own)


def is_adult(work: Work) -> bool:
    """Return whether its pages carry the RTA label (rtalabel.org)."""
    return work.rating is Rating.EXPLICIT


def for_work(work: Work, settings: Settings) -> Gate | None:
    """Return the gate of a work's page, where a whole text or a foreword stands."""
    gated = is_gated(work, settings)
    away = Neighbour("Back to all works", "works/")
    if not work.text:
        return None
    if work.is_oneshot and (gated or work.content_warnings):
        return _gate(work, (), "work", away)
    return _gate(work, (), "foreword", away) if gated else None


def for_chapter(work: Work, chapter: Chapter, settings: Settings) -> Gate | None:
    """Return the gate of a chapter's page."""
    if not (chapter.content_warnings or is_gated(work, settings)):
        return None
    away = Neighbour("Back to the work page", work.url)
    return _gate(work, chapter.content_warnings, "chapter", away)


def for_entire(work: Work, settings: Settings) -> Gate | None:
    """Return the gate of all chapters on one page, with what each of them warns of."""
    own = tuple(
        (chapter.name, chapter.content_warnings)
        for chapter in work.chapters
        if chapter.content_warnings
    )
    if not (own or is_gated(work, settings)):
        return None
    away = Neighbour("Back to the work page", work.url)
    return _gate(work, (), "work", away, own)


def _gate(
    work: Work,
    own: tuple[str, ...],
    what: str,
    away: Neighbour,
    chapters: tuple[tuple[str, tuple[str, ...]], ...] = (),
) -> Gate:
    return Gate(
        rating=work.rating.value,
        warnings=tuple(tag.name for tag in work.warning_tags),
        content_warnings=tuple(dict.fromkeys((*work.content_warnings, *own))),
        chapters=chapters,
        what=what,
        away=away,
    )


def carries_on(here: Gate | None, there: Gate | None) -> bool:
    """Return whether consent given here covers what the next gate would ask.

    Without a script consent is the ``#text`` of the address, so the link keeps it
    exactly where the next chapter warns of nothing new.
    """
    if there is None:
        return True
    if here is None:
        return False
    return set(there.labels) <= {*here.labels, ArchiveWarning.NONE_APPLY.value}


def guard(html: str, gate: Gate | None, path: str) -> None:
    """Refuse a page of gated text whose gate is missing or stands behind the text.

    Raises `GateError`: a theme of the author's own may have lost it.
    """
    if gate is None:
        return
    if not 0 <= html.find(GATE_MARK) < html.find(TEXT_MARK):
        raise GateError(f"{path} shows gated text and no gate before it")
