"""Books that Ficstead made, read back whole: tags by kind, each text in its place.

The package says what every tag is; the leaves of the book have classes and names of
their own (``theme/books/``). Of a book of several works each comes as a book of its own
(`opening.volumes`), in which the leaf of facts stands for the package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import Tag

from ...vocabulary import Kind
from ..markup import markup
from ..markup.markup import words
from ..opening import volumes
from ..story import Chapter, Loss, Related, Story, shortened
from . import epub_notes, generic_epub, own_part
from .book import Book, Document
from .epub_sections import Section

FORMAT: Final = "ficstead-epub"
_STATUS: Final = "schema:creativeWorkStatus"
_CHAPTER: Final = re.compile(r"Chapter (\d+)")
_PARENT: Final = re.compile(r"(Inspired by|A translation of) ")


def recognises(book: Book) -> bool:
    """Tell whether a book is one of ours, of one work."""
    rating = f"subject:{Kind.RATING.singular}" in book.metadata
    typed = rating and bool(book.first(_STATUS))
    return (typed or _is_part(book)) and _leaf(book, "facts") is not None


def _is_part(book: Book) -> bool:
    return volumes.PART in book.metadata


def read(book: Book) -> Story:
    """Return the work that the book holds."""
    facts = _leaf(book, "facts")
    if _is_part(book) and facts is not None:
        book = replace(book, metadata=own_part.metadata(facts))
    _unfold(book)
    leaves = [one for one in book.documents if one.soup.find(id="text")]
    texts = [Section("", listed=True) for _ in leaves]
    for leaf, section in zip(leaves, texts, strict=True):
        box = leaf.soup.find(id="text")
        assert isinstance(box, Tag)
        section.pieces.append((leaf.name, list(box.contents)))
    lost = epub_notes.resolve(book, texts)
    listed = _listed(book)
    chapters = tuple(
        _chapter(leaf.soup, _html(section), listed.get(_file(leaf), _Line()))
        for leaf, section in zip(leaves, texts, strict=True)
    )
    story = _told(book, chapters)
    if len(chapters) == 1 and not chapters[0].number and not chapters[0].interlude:
        # A one-shot stands under the title of the work.
        chapters = (replace(chapters[0], title=""),)
    story = replace(story, chapters=chapters, pictures=book.pictures)
    return replace(
        generic_epub.with_shown(story), lost=(*book.lost, *lost, *_left(book))
    )


def _html(section: Section) -> str:
    box = Tag(name="div")
    box.extend(section.nodes)
    return markup.inner(box)


# ---- The work ------------------------------------------------------------------------


def _told(book: Book, chapters: tuple[Chapter, ...]) -> Story:
    found = _leaf(book, "facts")
    assert found is not None
    facts = {
        words(name).rstrip(":"): name.find_next_sibling("dd")
        for name in found.find_all("dt")
    }
    said = {name: words(dd) for name, dd in facts.items() if isinstance(dd, Tag)}
    meta = book.metadata
    completed = facts.get("Completed") or facts.get("Updated")
    posted, _, planned = said.get("Chapters", "").partition("/")
    after = _leaf(book, "afterword")
    foreword = _leaf(book, "foreword")

    def tags(kind: Kind) -> tuple[str, ...]:
        return meta.get(f"subject:{kind.singular}", ())

    return Story(
        format=FORMAT,
        chapters=chapters,
        title=book.first("title"),
        authors=meta.get("creator", ()) or meta.get("creator:trl", ()),
        rating=book.first("schema:contentRating"),
        warnings=(
            *tags(Kind.WARNING),
            *own_part.names(facts.get("Content Warnings")),
        ),
        categories=tags(Kind.CATEGORY),
        fandoms=tags(Kind.FANDOM),
        relationships=tuple(_starred(tags(Kind.RELATIONSHIP), facts)),
        characters=tags(Kind.CHARACTER),
        tags=tags(Kind.TAG),
        language=book.first("language"),
        series=tuple(
            (name, _number(place))
            for name, place in zip(
                meta.get("belongs-to-collection:series", ()),
                meta.get("group-position:series", ()),
                strict=False,
            )
        ),
        collections=meta.get("belongs-to-collection:set", ()),
        gifts=tuple(
            name
            for line in found.find_all("p", class_="byline")
            if words(line).startswith("for ")
            for name in own_part.names(line)
        ),
        prompts=tuple(
            filter(None, (said.get("Prompts") or said.get("Prompt", "")).split("; "))
        ),
        related=tuple(_related(found)),
        published=book.first("date"),
        updated=_time(completed),
        planned=planned,
        posted=int(posted) if posted.isdigit() else None,
        words=_number(book.first("schema:wordCount")),
        foreword=_prose(foreword),
        summary=_under(found, "summary"),
        notes=_under(found, "notes"),
        end_notes=_under(after, "end"),
        source=book.first("source") or book.first("dcterms:isFormatOf"),
    )


def _starred(
    relationships: tuple[str, ...], facts: Mapping[str, object]
) -> Iterator[str]:
    """Yield relationships, with a star behind those that the work is mainly about."""
    line = facts.get("Relationships") or facts.get("Relationship")
    found = line.find_all("strong") if isinstance(line, Tag) else ()
    main = {words(one) for one in found if one.find(["span", "a"]) is None}
    yield from (f"{name}*" if name in main else name for name in relationships)


def _related(facts: BeautifulSoup) -> Iterator[Related]:
    heading = facts.find(id="notes")
    around = heading.parent if isinstance(heading, Tag) else None
    for line in around.find_all("p", recursive=False) if around else ():
        opening = _PARENT.match(words(line))
        if opening is None:
            continue
        link = line.find(["a", "span"])
        text = words(line)[opening.end() :]
        title = words(link) if isinstance(link, Tag) else text.partition(" by ")[0]
        url = link.get("href") if isinstance(link, Tag) else ""
        yield Related(
            title,
            text[len(title) :].removeprefix(" by ").strip(),
            url if isinstance(url, str) else "",
            translation=opening[1] != "Inspired by",
        )


def _left(book: Book) -> Iterator[Loss]:
    """Tell of what no work of Markdown has: a style sheet, the words of a volume."""
    volume = _leaf(book, "volume")
    if about := words(volume.find("div", class_="prose")) if volume else "":
        title = words(volume.find(id="title")) if volume else ""
        what = f"what is said of the whole of {title}: {shortened(about)}"
        yield Loss(what, "book")
    for document in book.documents:
        for link in document.soup.find_all("link"):
            if "/skin-" in str(link.get("href", "")):
                yield Loss("the work skin, which stands beside the book's text", "book")
                return


# ---- A chapter -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """What the table of the chapters says of one."""

    date: str = ""
    arc: str = ""


def _listed(book: Book) -> dict[str, _Line]:
    """Return the lines of the table of the chapters by the files they lead to."""
    table = _leaf(book, "contents")
    found: dict[str, _Line] = {}
    arc = ""
    for tag in table.find_all(["h2", "ol", "li"]) if table else ():
        if tag.name == "h2":
            arc = words(tag)
        elif tag.name == "ol":
            # A list without a heading before it is of no arc.
            before = tag.find_previous_sibling()
            arc = arc if isinstance(before, Tag) and before.name == "h2" else ""
        elif isinstance(link := tag.find("a"), Tag):
            found[str(link.get("href", ""))] = _Line(_time(tag), arc)
    return found


def _chapter(leaf: BeautifulSoup, html: str, line: _Line) -> Chapter:
    label, title = _class(leaf, "label"), words(leaf.find(id="title"))
    number = _CHAPTER.fullmatch(label or title)
    header = leaf.find("header")
    return Chapter(
        html=html,
        number=int(number[1]) if number else None,
        title=title if label or not number else "",
        authors=own_part.names(leaf.find("p", class_="byline")),
        date=line.date,
        summary=_under(leaf, "summary"),
        notes=_under(leaf, "notes"),
        end_notes=_under(leaf, "end"),
        arc=line.arc or _class(leaf, "arc"),
        content_warnings=own_part.names(
            header.find("p", class_="warned") if header else None
        ),
        interlude=(label or title) == "Interlude",
    )


def _unfold(book: Book) -> None:
    """Bring sensitive passages back to where the story folds them away."""
    aside = _leaf(book, "passages")
    if aside is None:
        return
    for document in book.documents:
        for box in document.soup.find_all("div", class_="passage"):
            link, said = box.find("a", class_="passage-link"), box.find("p")
            if not (isinstance(link, Tag) and isinstance(said, Tag)):
                continue
            page = aside.find(id=str(link.get("href", "")).partition("#")[2])
            text = page.find("div", class_="prose") if isinstance(page, Tag) else None
            if not isinstance(text, Tag):
                continue
            instead = box.find("blockquote", class_="instead")
            held = said.find("span") or said
            soup = markup.parsed(
                '<details class="passage"><summary>'
                f"{markup.inner(held)}</summary>{instead or ''}"
                '<details class="passage-text"><summary>Read the passage</summary>'
                f"<blockquote>{markup.inner(text)}</blockquote></details></details>"
            )
            box.replace_with(*list(soup.contents))


# ---- Leaves --------------------------------------------------------------------------


def _file(document: Document) -> str:
    return document.name.rpartition("/")[2]


def _leaf(book: Book, name: str) -> BeautifulSoup | None:
    return next(
        (one.soup for one in book.documents if _name(one) == f"{name}.xhtml"), None
    )


def _name(document: Document) -> str:
    """Return the name of a leaf without the number of its work."""
    return re.sub(r"\Awork-\d+-", "", _file(document))


def _under(leaf: BeautifulSoup | None, heading: str) -> str:
    """Return the prose below a heading, by its id."""
    found = leaf.find(id=heading) if leaf is not None else None
    return _prose(found.parent) if isinstance(found, Tag) else ""


def _prose(around: Tag | None) -> str:
    found = around.find("div", class_="prose") if around is not None else None
    return markup.inner(found) if isinstance(found, Tag) else ""


def _class(leaf: BeautifulSoup, name: str) -> str:
    found = leaf.find("p", class_=name)
    return words(found) if isinstance(found, Tag) else ""


def _time(around: object) -> str:
    found = around.find("time") if isinstance(around, Tag) else None
    return str(found.get("datetime", "")) if isinstance(found, Tag) else ""


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else None
