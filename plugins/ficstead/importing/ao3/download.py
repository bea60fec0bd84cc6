"""Read AO3's HTML download, of every template since 2009.

All templates are one order: what is before ``div#chapters`` (labels, title, summary,
notes), the chapters flat inside it, what is after it. That order and the fixed wordings
are read, and neither the wrappers (there since 2019) nor class names more than needed,
because an EPUB made of the same page has other ones. What an author wrote is always
inside a quote or a chapter's own division, where nothing is looked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bs4 import BeautifulSoup, Tag

from ..markup.markup import words
from ..story import Chapter, Refused, Story
from . import front as ao3_front
from . import labels as ao3_labels
from .chapters import chapters as chapters_of
from .layout import around, flat

FORMAT: Final = "ao3-html"


def recognises(soup: BeautifulSoup) -> bool:
    """Tell whether a page is a download, whole or not."""
    if soup.select_one("dl.work.meta, #workskin #chapters"):
        return False  # a page of the site itself
    message = soup.select_one("p.message")
    if ao3_front.POSTED in words(message).lower():
        return True
    labels = soup.select_one("dl.tags")
    return labels is not None and soup.find(id="chapters") is not None


def read(soup: BeautifulSoup) -> Story:
    """Return the work of a download."""
    return story(soup, FORMAT, {})


def story(soup: Tag, name: str, pictures: Mapping[str, bytes]) -> Story:
    """Return the work of a download's tree, under the name of the format it has."""
    boxes = [box for box in soup.find_all(id="chapters") if isinstance(box, Tag)]
    if not boxes:
        raise Refused("It is cut off before the story begins; download it again.")
    if len(boxes) > 1:
        raise Refused("It holds several downloads; bring them in one by one.")
    for afterword in boxes[0].find_all(id="afterword"):  # of a page that is not closed
        boxes[0].insert_after(afterword.extract())
    front = ao3_front.front(list(flat(around(boxes[0], before=True))))
    chapters, lost = chapters_of(boxes[0], front.title)
    chapters = _dated(chapters, front.labelled.lists.get("dates", ()))
    back = ao3_front.back(list(flat(around(boxes[0], before=False))))
    chapters, said = _counted(chapters, front.labelled.stats.posted, whole=back.whole)
    oneshot = len(chapters) == 1 and not front.labelled.stats.planned
    return replace(
        front.labelled.story(name, chapters, oneshot=oneshot),
        title=front.title,
        authors=front.authors,
        related=tuple(front.related),
        foreword=front.quotes.get("foreword", ""),
        summary=front.quotes.get("summary", ""),
        notes=front.quotes.get("notes", ""),
        end_notes=back.end_notes,
        source=front.source,
        pictures=pictures,
        skin=_skin(soup),
        lost=(*front.lost, *lost, *back.lost),
        said=said,
    )


def _dated(
    chapters: tuple[Chapter, ...], dates: tuple[str, ...]
) -> tuple[Chapter, ...]:
    """Give each chapter its date, where all are said: ``3: 2024-05-01``."""
    said = [date.partition(": ") for date in dates]
    days = [ao3_labels.day(day) for _, _, day in said]
    if [number for number, _, _ in said] != [str(n + 1) for n in range(len(chapters))]:
        return chapters
    return tuple(
        replace(chapter, date=day) for chapter, day in zip(chapters, days, strict=True)
    )


def _skin(soup: Tag) -> str:
    """Return the work's skin, which the program ao3downloader puts into downloads."""
    style = soup.find("style")
    css, ours, _ = style.get_text().partition("p.message") if style else ("", "", "")
    return css.strip() if ours and "#workskin" in css else ""


def _counted(
    chapters: tuple[Chapter, ...], posted: int | None, *, whole: bool
) -> tuple[tuple[Chapter, ...], tuple[str, ...]]:
    """Compare the chapters with their stated number, and say what is not there."""
    if not whole and chapters and not chapters[-1].html:
        chapters = chapters[:-1]  # its heading was the last that came
    if not chapters:
        cut = "It is cut off before the story begins; download it again."
        none = "It has no chapters; on AO3, post one and download it again."
        raise Refused(none if whole else cut)
    said = []
    if posted is not None and len(chapters) < posted:
        there = str(len(chapters)) if len(chapters) > 1 else "one"
        said.append(
            f"It counts {posted} chapters, and only {there} came with the file."
        )
    if not whole:
        said.append(
            "The file ends before AO3's closing words, so the end of chapter "
            f"{len(chapters)} may be missing: download it again if it is."
        )
    return chapters, tuple(said)
