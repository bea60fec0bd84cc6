"""A pasted AO3 work: a download, or the text of a page, whose tags are gone.

``Rating:`` and ``Mature`` may stand on a line or on two, tags one a line or with
commas, everything on one line. `pasted_preface` reads the labels, `pasted_sections`
what is below; here the story is put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from ..ao3 import labels as ao3_labels
from ..story import Chapter, Loss, Refused, Related, Story
from . import pasted_preface, pasted_sections, plain_text, text_paragraphs
from .pasted_preface import Preface
from .pasted_sections import Body, Piece
from .text_paragraphs import Layout

# Where lines are gone, these begin new ones all the same.
_FOLDED: Final = re.compile(
    r"(?:^|(?<=\s))(?P<mark>Chapter (?:Summary|Notes|End Notes)"
    r"|(?<!Chapter )(?:Summary|Notes|End Notes)|Afterword"
    r"|See the end of the (?:work|chapter) for (?:more )?notes"
    r"|Please drop by the [Aa]rchive and comment to let the (?:author|creator)s? know "
    r"if you enjoyed their work!)(?:\s+(?=[\"“‘'(*\w])|\s*$)"
)
_NAME: Final = r"\S[^\n]{0,120}"
_SENTENCES: Final = (
    re.compile(
        r"Posted originally on the\s+Archive of Our Own\s+at\s+\S+(?:\s*\.$)?", re.M
    ),
    re.compile(r"See the end of the\s+(?:work|chapter)\s+for\s+(?:more\s+)?notes"),
    re.compile(
        r"Please\s+drop by the [Aa]rchive and comment\s+to let the "
        r"(?:author|creator)s? know if you enjoyed their work!?"
    ),
    re.compile(rf"^[ \t]*by[ \t]*\n\s*{_NAME}(?:\n\s*,\s*\n\s*{_NAME}){{0,20}}", re.M),
    re.compile(r"^[ \t]*Chapter by[ \t]*\n\s*\S[^\n]{0,120}", re.M),
)
# Old text browsers write a link with underscores, break an address at its slashes, and
# put stars around a heading, six for the title and five for a chapter's.
_OURS: Final = re.compile(r"Archive_of_Our_Own")
_ADDRESS: Final = re.compile(r"(https?://[\w.-]{3,60}/)\s+(works/\d+)")
_STARRED: Final = re.compile(r"^[ \t]*(\*{3,6})[ \t]+[^*]{1,300}?\s\1[ \t]*$", re.M)
_TOP: Final = 12_000  # characters
_RELATED: Final = re.compile(r"(?:Inspired by|A translation of)\s+(?P<title>\S.*)")
_GIFT: Final = re.compile(r"For (?P<names>[^.!?]{1,200})\.?")


def recognises(text: str) -> bool:
    """Tell whether a text is a pasted work of AO3's."""
    return pasted_preface.read(_plain(text[:200_000])) is not None


def read(text: str) -> Story:
    """Return the story of a pasted work."""
    plain = _plain(text)
    found = pasted_preface.read(plain)
    if found is None:
        raise Refused("It is no text of a work from AO3.")
    title, authors, end = pasted_preface.titled(plain, found)
    rest = plain[end:]
    if rest.count("\n") * 1500 < len(rest):
        rest = _unfolded(rest, title, found.stats.posted)
    body = pasted_sections.read(rest.split("\n"), title, found.stats.posted)
    return _story(found, body, title, authors)


def _plain(text: str) -> str:
    """Return a text with AO3's own sentences whole: tools break lines at every tag."""
    plain = "\n".join(plain_text.lines(text))
    plain = _ADDRESS.sub(r"\1\2", _OURS.sub("Archive of Our Own", plain))
    plain = _STARRED.sub(lambda found: " ".join(found[0].split()), plain)
    for sentence in _SENTENCES:
        plain = sentence.sub(lambda found: " ".join(found[0].split()), plain)
    return plain


def _unfolded(text: str, title: str, posted: int | None) -> str:
    """Return a text that stands on one line with AO3's headings on their own."""

    def unfolded(found: re.Match[str]) -> str:
        # Far down it is a word of the story.
        if found["mark"] in {"Summary", "Notes"} and found.start() > _TOP:
            return found[0]
        return f"\n\n{found['mark']}\n\n"

    text = _FOLDED.sub(unfolded, text)
    if title:
        # Since 2019 a download says it again, right above the text of a one-shot.
        again = re.compile(rf"(?<=\n\n){re.escape(title)}\s+(?=[\"“‘'(*\w])")
        text = again.sub(lambda found: f"{found[0].rstrip()}\n\n", text, count=1)
    at = 0
    for number in range(1, min(posted or 0, 1000) + 1):
        form = re.compile(
            rf"(?:^|(?<=\s))Chapter {number}"
            r"(?::[^\n]{1,255}(?=\n\nChapter (?:Sum|Not))|:?(?=\s))"
        )
        found = form.search(text, at)
        if found is None:
            break
        name = found[0].rstrip(":")
        text = f"{text[: found.start()]}\n\n{name}\n\n{text[found.end() :]}"
        at = found.end() + 4
    return text


def _story(found: Preface, body: Body, title: str, authors: tuple[str, ...]) -> Story:
    front = body.front
    pieces = body.chapters or [front]
    if body.chapters and _words(front.text):
        # Without a mark, what is below the summary belongs to the notes.
        front.notes += front.text
        front.is_guess = True
    how = text_paragraphs.layout([row for piece in pieces for row in piece.text])
    titles = ao3_labels.chapter_titles([piece.heading for piece in body.chapters])
    chapters = tuple(
        _chapter(piece, name, how, found.stats.posted)
        for piece, name in zip(pieces, titles or [""], strict=True)
    )
    if not _words(row for piece in pieces for row in piece.text):
        raise Refused("There is no story text in it, only what stands above it.")
    values: dict[str, Any] = dict(pasted_preface.values(found))
    if found.stats.posted is None and found.stats.published and not body.chapters:
        # Downloads of one-shots did not count chapters until 2023.
        values |= {"posted": 1, "planned": "1"}
    related, gifts, notes = _associations(front.notes)
    return Story(
        format="ao3-text",
        chapters=chapters if body.chapters else (_alone(chapters[0]),),
        title=title,
        authors=authors,
        gifts=gifts,
        related=related,
        summary=_html(front.summary),
        notes=_html(notes),
        end_notes=_html(front.end_notes),
        lost=tuple(_lost(found, body, title, authors)),
        said=tuple(_said(found, body)),
        **values,
    )


def _alone(chapter: Chapter) -> Chapter:
    """Return a one-shot's text; its notes are the work's."""
    return Chapter(html=chapter.html)


def _chapter(piece: Piece, title: str, how: Layout, posted: int | None) -> Chapter:
    found = re.fullmatch(r"Chapter ([0-9]{1,4})(?:\s*:\s*(.*))?", piece.heading)
    if found and title == piece.heading and int(found[1]) <= (posted or 0):
        # It is not the third that was found, because the second has a bare title.
        title = found[2] or ""
    own = found is not None and title != piece.heading
    return Chapter(
        html=plain_text.html(piece.text, how),
        number=int(found[1]) if found and own else None,
        title=title,
        authors=piece.authors,
        summary=_html(piece.summary),
        notes=_html(piece.notes),
        end_notes=_html(piece.end_notes),
    )


def _html(rows: Sequence[str]) -> str:
    return plain_text.html(rows, text_paragraphs.layout(rows))


def _words(rows: Iterable[str]) -> int:
    return sum(len(re.findall(r"\w+", row)) for row in rows)


def _associations(
    rows: Sequence[str],
) -> tuple[tuple[Related, ...], tuple[str, ...], list[str]]:
    """Take what the notes say of other works and of gifts off their ends."""
    related: list[Related] = []
    gifts: list[str] = []
    kept: list[str] = []
    for row in rows:
        line = row.strip()
        if found := _RELATED.fullmatch(line) if len(line) < 300 else None:
            name, _, author = found["title"].rstrip(".").rpartition(" by ")
            translation = line.startswith("A translation")
            if name:
                related.append(Related(name, author, translation=translation))
                continue
        given = _GIFT.fullmatch(line)
        if given and not any(kept) and not gifts:
            gifts += ao3_labels.listed(given["names"])
        else:
            kept.append(row)
    return tuple(related), tuple(gifts), kept


def _lost(
    found: Preface, body: Body, title: str, authors: tuple[str, ...]
) -> Iterable[Loss]:
    for name, count in found.counted:
        yield Loss(f"{name}: {count}", "stats")
    if above := pasted_preface.left(found, (title, *authors)):
        yield Loss(f"what stood above the work: {_cut(above)}", "page")
    for row in body.children:
        if row.strip():
            yield Loss(f"a work inspired by this one: {row.strip()}", "afterword")
    if below := " ".join(" ".join(body.below).split()):
        yield Loss(f"what stood under the work: {_cut(below)}", "page")


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) < 200 else f"{text[:200]}…"


def _said(found: Preface, body: Body) -> Iterable[str]:
    posted = found.stats.posted
    there = len(body.chapters) or 1
    if posted and posted > there:
        yield (
            f"Its stats name {posted} chapters; {there} could be told apart, because "
            "titles of chapters look like text without their tags."
        )
    if any(piece.is_guess for piece in (body.front, *body.chapters)):
        yield (
            "Nothing marks where notes end and the story begins; look whether both are "
            "in their places."
        )
