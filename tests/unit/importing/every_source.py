"""Writes one file of each source that an import takes, as an author's folder has them.

Every story has an opening of its own, so that a test can tell where its words went.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

from ficstead.importing.story import Chapter, Related, Story

from . import ao3_downloads, ao3_epubs, ao3_pages, web_sources, written_sources
from .ao3_downloads import DAYS, Download
from .ao3_pages import LAYOUTS, Saved
from .written_sources import PNG
from .zips import zipped

_TAG = re.compile(r"<[^<>]*>")
_NUMBER = "1. "  # at the beginning of a note, as authors type it


@dataclass(frozen=True, slots=True)
class Source:
    """A file: its path in the folder, and what becomes of it.

    `tells` are its texts in order, as HTML; `refused` is a word of the reason why there
    is no story in it.
    """

    name: str
    data: bytes
    tells: tuple[str, ...] = ()
    refused: str = ""

    @property
    def words(self) -> list[str]:
        return words(" ".join(self.tells))


def words(html: str) -> list[str]:
    """Return the words of a text, whatever quotes and dashes it has."""
    return re.findall(r"[^\W_]+", unescape(_TAG.sub(" ", html)))


def all_sources() -> tuple[Source, ...]:
    """Return one file of each kind, those that are no story last."""
    return (*_ao3(), *_others(), *_packed(), *_refused())


def write(folder: Path, sources: tuple[Source, ...]) -> None:
    """Put files into a folder."""
    for source in sources:
        path = folder / source.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source.data)


# ---- AO3 -----------------------------------------------------------------------------


def text(opening: str) -> str:
    """Return a chapter as authors of AO3 write them."""
    return (
        f"<p>{opening}</p>\n"
        "<p>“Tea?” <em>he</em> said.<br>“Tea,” said Ada &amp; Bea, and that was "
        "<strong>that</strong>.</p>\n<p>***</p>\n"
        "<p>2. The list on the door said <i>oil, wick, </i>matches*.</p>\n"
        '<p align="center"><em>Keep the light.</em></p>\n'
        "<blockquote><p>Dear keeper,</p><p>the boat is late.</p></blockquote>\n"
        '<p>She kept <a href="https://example.org/tides">the tables</a>; nobody read '
        'them_at_all.<a href="#note1" name="return1"><sup>1</sup></a></p>\n'
        f'<p><a name="note1"></a>{_NUMBER}Not <em>even</em> gulls. <a href="#return1">↩'
        "</a></p>"
    )


def work(part: int, title: str, opening: str, chapters: int = 1) -> Story:
    """Return a work as AO3 has it, the next part of a series."""
    texts = [Chapter(html=text(f"{opening} Once."), number=1)]
    texts += [
        Chapter(
            html=text(f"{opening} Day {n} of it."),
            number=n,
            title="" if n == 3 else f"The {n}nd Gull",
            summary="<p>It <em>rains</em>.</p>" if n == 2 else "",
            notes="<p>Thank you, Wren!</p>" if n == 2 else "",
            end_notes="<p>More on Friday.</p>" if n == 2 else "",
        )
        for n in range(2, chapters + 1)
    ]
    return Story(
        format="ao3-html",
        chapters=tuple(texts),
        title=title,
        authors=("marshlight (tvale)", "Wren"),
        rating="Teen And Up Audiences",
        warnings=("Major Character Death", "Underage Sex"),
        categories=("F/F", "Gen"),
        fandoms=("Harbour Lights (TV)", "灯台の物語"),
        relationships=("Ada/Bea", "Ada & Cy"),
        characters=("Ada", "Bea “Bo” Lunt"),
        tags=("I ♥ fog", "slow burn/slower burn", "Tea | Chai"),
        language="English",
        series=(("The Lamp, and Other Weather", part),),
        collections=("Fogfest 2010",),
        related=(Related("Kettle by Night", "Otter", "https://example.org/k"),),
        published="2010-03-01",
        updated="2011-02-03" if chapters > 1 else "",
        planned=str(chapters),
        posted=chapters,
        words=len(re.findall(r"\w+", _TAG.sub(" ", texts[0].html))) * chapters,
        summary="<p>A keeper, a <em>kettle</em>, a storm.</p><p>And fog.</p>",
        notes="<p>For everybody at the fest.</p>",
        end_notes="<p>The recipe is real.</p>",
        source=f"https://archiveofourown.org/works/{4700 + part}",
    )


def _told(story: Story) -> tuple[str, ...]:
    """Return the texts of a work; the site numbers its notes itself."""
    return tuple(chapter.html.replace(_NUMBER, "") for chapter in story.chapters)


def _ao3() -> Iterator[Source]:
    for at, day in enumerate(DAYS[::3]):
        opening = f"The download of {day[:4]} came up the stair with wet feet."
        story = work(1 + at, f"Lamps of {day}", opening, 1 + at % 3)
        page = ao3_downloads.page(Download(story, day))
        yield Source(f"Lamps_of_{day}.html", page.encode(), _told(story))
    calibre = work(6, "A Book by Calibre", "The book was bound in weed.", 3)
    yield Source(
        "A_Book_by_Calibre.epub", ao3_epubs.calibre(Download(calibre)), _told(calibre)
    )
    by_hand = work(7, "A Book by Hand", "The book was sewn with sail thread.", 2)
    made = ao3_epubs.by_hand(Download(by_hand, "2017-01-01"))
    yield Source("A_Book_by_Hand.epub", made, _told(by_hand))
    for at, layout in enumerate(LAYOUTS):
        opening = f"The page of {layout} blew off the pier."
        story = replace(work(8 + at, f"Page of {layout}", opening, 2), gifts=("Robin",))
        page = ao3_pages.page(Saved(story, layout, logged_in=at > 1))
        name = f"Page of {layout} - Archive of Our Own.html"
        yield Source(name, page.encode(), _told(story))
    five = work(12, "One of Five", "Five gulls sat on the rail.", 5)
    page = ao3_pages.page(Saved(five, shown=3))
    yield Source("One of Five - Chapter 3.html", page.encode(), _told(five)[2:3])


# ---- All others ----------------------------------------------------------------------


def _others() -> Iterator[Source]:
    for name, data, *tells in (*web_sources.FILES, *written_sources.FILES):
        yield Source(name, data, tuple(tells))


def _packed() -> Iterator[Source]:
    """Yield a zip of two files, and a file in a folder in a folder."""
    story = work(13, "In a Zip", "The parcel was damp in one corner.", 2)
    old = work(14, "In a Zip as Well", "The parcel had no sender.")
    files = {
        "fics/In_a_Zip.html": ao3_downloads.page(Download(story)),
        "fics/old/In_a_Zip_as_Well.html": ao3_downloads.page(Download(old, DAYS[3])),
    }
    # Their words are looked for one after the other: a zip is read in its own order.
    yield Source("from my old laptop.zip", zipped(files), (*_told(story), *_told(old)))
    deep = work(15, "In a Folder", "The drawer had a drawer in it.")
    page = ao3_downloads.page(Download(deep, DAYS[-2])).encode()
    yield Source("2010/spring/In_a_Folder.html", page, _told(deep))


def _refused() -> Iterator[Source]:
    wall = (
        "<title>Archive of Our Own</title><div id='outer'><header id='header'><h1><a "
        "href='/'>Archive of Our Own</a></h1></header><div id='main' class='sessions-new "
        "region'><div class='flash error'>This work is only available to registered users "
        "of the Archive.</div><h2>Log In</h2></div></div>"
    )
    book = ao3_epubs.calibre(Download(work(16, "Torn", "Torn.")))
    yield Source("x refused/wall.html", wall.encode(), refused="registered users")
    yield Source("x refused/torn.epub", book[:1500], refused="damaged")
    yield Source("x refused/empty.txt", b"", refused="empty")
    yield Source("x refused/old.rtf", rb"{\rtf1\ansi Fog.}", refused="RTF")
    yield Source("x refused/old.pdf", b"%PDF-1.4\n1 0 obj\n", refused="PDF")
    yield Source("x refused/old.mobi", b"x" * 60 + b"BOOKMOBI", refused="Kindle")
    yield Source("x refused/lamp.png", PNG, refused="picture")
