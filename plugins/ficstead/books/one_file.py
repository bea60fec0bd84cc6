"""A work as one HTML file, in the form of AO3's own HTML download.

Programs that read AO3's downloads read it, and so does our import; what AO3's leave out
(content warnings, recipients, dates of chapters) stands under labels of its own. Style
and pictures are inside: it opens from a disk, and asks for nothing.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final
from urllib.parse import unquote, urlsplit

from markupsafe import Markup, escape

from .. import addresses
from ..model import Chapter, Language, Person, Related, Work
from ..spoken import day, direction, number
from . import facts, skins
from .materials import Materials
from .outside import absolute
from .pictures import media_type
from .volume import Volume

STYLE: Final = "one-file.css"
_CSP: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_LINK: Final = re.compile(rf'href="{addresses.ROOT}([^"]*)"')
_PICTURE: Final = re.compile(rf'<img\b[^>]*\bsrc="{addresses.ROOT}([^"]*)"[^>]*>')
_ALT: Final = re.compile(r'\balt="([^"]*)"')
_AO3: Final = "archiveofourown.org"
_QUOTE: Final = Markup('<blockquote class="userstuff"{}>{}</blockquote>\n')


def make(of: Volume, materials: Materials) -> bytes:
    """Return the file of a work."""
    assert of.work is not None
    return "".join(_File(of.work, materials).parts()).encode()


@dataclass(slots=True)
class _File:
    work: Work
    materials: Materials

    def parts(self) -> Iterator[str]:
        work = self.work
        yield Markup(
            "<!DOCTYPE html>\n<html{}>\n<head>\n"
            '<meta charset="utf-8">\n'
            '<meta http-equiv="Content-Security-Policy" content="{}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="robots" content="noindex">\n'
            '<meta name="description" content="{}">\n'
            "<title>{}</title>\n"
        ).format(
            _said_in(self.materials.language),
            _CSP,
            f"Rated {work.rating.value}; {number(work.words)} words.",
            facts.titled(work),
        )
        gated = ' class="gated"' if work.url in self.materials.gated else ""
        yield f"<style>\n{self._style()}</style>\n</head>\n<body{gated}>\n"
        yield '<div id="preface" role="banner">\n'
        yield from self._preface()
        yield '</div>\n\n<div id="chapters" class="userstuff" role="main">\n'
        if work.is_oneshot:
            yield Markup('<h2 class="toc-heading">{}</h2>\n').format(work.title)
            yield from self._text(work.text.html, work.language)
        else:
            for count, chapter in enumerate(work.chapters, start=1):
                yield from self._chapter(chapter, count)
        yield '</div>\n\n<div id="afterword" role="contentinfo">\n'
        yield from self._afterword()
        yield "</div>\n</body>\n</html>\n"

    def _style(self) -> str:
        folders = (folder / "books" / STYLE for folder in self.materials.folders)
        path = next((path for path in folders if path.is_file()), None)
        css = path.read_text("utf-8") if path else ""
        sheet = self.materials.skins.get(self.work.skin.partition("?")[0], "")
        if sheet:
            css += skins.flattened(sheet, self.work.url, self._data)
        # A style element ends where its end tag seems to begin, whatever that is in.
        return css.replace("</", "<\\/")

    # ---- Before the chapters ---------------------------------------------------------

    def _preface(self) -> Iterator[str]:
        work = self.work
        yield '<h2 class="toc-heading">Preface</h2>\n'
        yield self._message()
        yield '<div class="meta">\n<dl class="tags">\n'
        for fact in facts.facts(work):
            yield self._fact(fact)
        warned = [
            Markup("<a>{}: {}</a>").format(chapter.full_title, warnings)
            for chapter, warnings in facts.warned_chapters(work)
        ]
        if warned:
            yield _row("Chapter Warnings", Markup(", ").join(warned))
        dates = [f"{number}: {day(one.published)}" for number, one in self._dated()]
        if dates:
            yield _row("Chapter Dates", escape(", ".join(dates)))
        told = "\n".join(f"{label}: {said}" for label, said in facts.stats(work))
        yield _row("Stats", escape(f"\n{told}\n"))
        yield "</dl>\n"
        title, language = work.title, _said_in(work.language)
        yield Markup("<h1{}>{}</h1>\n").format(language, title)
        yield Markup('<div class="byline">by {}</div>\n').format(
            self._people(facts.people(work))
        )
        yield from self._quoted("Summary", work.summary, work.language)
        yield from self._notes("Notes", work.notes, work.end_notes, "work", "endnotes")
        yield from self._related()
        if work.chapters and work.text:
            yield "<p>Foreword</p>\n"
            yield self._quote(work.text.html, work.language)
        yield "</div>\n"

    def _dated(self) -> Iterator[tuple[int, Chapter]]:
        yield from enumerate(self.work.chapters, start=1)

    def _message(self) -> str:
        """Return where the work was first posted, in AO3's words."""
        here = absolute(self.work.url, self.materials.address)
        source = self.work.source or here
        name, home = self.materials.name, self.materials.address
        if self.work.source:
            host = urlsplit(source).hostname or ""
            is_ao3 = host == _AO3 or host.endswith(f".{_AO3}")
            name = "Archive of Our Own" if is_ao3 else host or source
            home = f"https://{host}/" if host else source
        where = Markup(' at <a href="{0}">{0}</a>').format(source) if source else ""
        on = Markup('<a href="{}">{}</a>').format(home, name) if home else escape(name)
        return Markup(
            '<p class="message"><b>{}</b><br>\nPosted originally on {}{}.</p>\n'
        ).format(self.work.title, on, where)

    def _fact(self, fact: facts.Fact) -> str:
        if fact.label == "Series":
            parts = (
                Markup("Part {} of {}").format(
                    one.part, self._named(one.title, one.url)
                )
                for one in self.work.series
            )
            return _row(fact.label, Markup(", ").join(parts))
        if fact.label == "Language":
            return _row(fact.label, escape(fact.said))
        named = (self._named(name, url) for name, url in fact.values)
        return _row(fact.label, Markup(", ").join(named))

    def _named(self, name: str, url: str) -> Markup:
        """Return a name as a link, which is what readers of downloads look for."""
        leads = absolute(url, self.materials.address) if url else ""
        around = self.materials.language.direction
        way = Markup("") if direction(name) == around else Markup(' dir="auto"')
        href = Markup(' href="{}"').format(leads) if leads else Markup("")
        return Markup("<a{}{}>{}</a>").format(href, way, name)

    def _people(self, people: tuple[Person, ...]) -> Markup:
        if people == (Person(facts.ANONYMOUS),):
            return Markup(facts.ANONYMOUS)
        names = (
            Markup('<a rel="author"{}>{}</a>').format(
                Markup(' href="{}"').format(leads) if leads else "", one.byline
            )
            for one in people
            for leads in (self._absolute(one.url),)
        )
        return Markup(", ").join(names)

    def _absolute(self, url: str | None) -> str:
        return absolute(url, self.materials.address) if url else ""

    def _related(self) -> Iterator[str]:
        lines = [*map(self._translation, filter(_is_translation, self.work.children))]
        for parent in self.work.parents:
            how = "A translation of" if parent.translation else "Inspired by"
            lines.append(Markup("{} {}").format(how, self._other(parent)))
        if lines:
            items = Markup("").join(Markup("<li>{}</li>\n").format(li) for li in lines)
            yield Markup("<ul>\n{}</ul>\n").format(items)

    def _translation(self, child: Related) -> Markup:
        name = child.language.name if child.language else "another language"
        said = Markup("<span{}>{}</span>").format(
            _said_in(child.language) if child.language else "", name
        )
        return Markup("Translation into {} available: {}").format(
            said, self._other(child)
        )

    def _other(self, work: Related) -> Markup:
        leads = self._absolute(work.url) if work.inside else work.url
        href = Markup(' href="{}"').format(leads) if leads else Markup("")
        by = Markup(" by {}").format(work.byline) if work.byline else Markup("")
        return Markup("<a{}>{}</a>{}").format(href, work.title, by)

    # ---- Chapters --------------------------------------------------------------------

    def _chapter(self, chapter: Chapter, count: int) -> Iterator[str]:
        yield '<div class="meta group">\n'
        yield Markup('<h2 class="heading{}" id="{}"{}>{}</h2>\n').format(
            "" if chapter.number is not None else " interlude",
            chapter.anchor,
            _said_in(chapter.language),
            chapter.full_title,
        )
        if chapter.opens_arc:
            yield Markup('<p class="arc">{}</p>\n').format(chapter.arc)
        if chapter.content_warnings:
            named = (self._named(one, "") for one in chapter.content_warnings)
            told = Markup(", ").join(named)
            yield Markup('<p class="warned">Content warnings: {}</p>\n').format(told)
        if chapter.authors and not self.work.anonymous:
            by = self._people(chapter.authors)
            yield Markup('<p class="byline">Chapter by {}</p>\n').format(by)
        language = chapter.language
        yield from self._quoted("Chapter Summary", chapter.summary, language)
        ends = f"endnotes{count}"
        notes = chapter.notes, chapter.end_notes
        yield from self._notes("Chapter Notes", *notes, "chapter", ends)
        yield "</div>\n<!--chapter content-->\n"
        yield from self._text(chapter.text.html, language)
        yield "<!--/chapter content-->\n"
        if chapter.end_notes:
            yield f'<div class="meta" id="{ends}">\n'
            yield from self._quoted("Chapter End Notes", chapter.end_notes, language)
            yield "</div>\n"

    def _text(self, html: Markup, language: Language) -> Iterator[str]:
        said = _said_in(language)
        breaks, cap = self.work.scene_break, " drop-cap" if self.work.drop_cap else ""
        yield f'<div class="userstuff text {breaks}{cap}"{said}>\n'
        yield self._settled(html)
        yield "\n</div>\n"

    def _quoted(self, label: str, html: Markup, language: Language) -> Iterator[str]:
        if html:
            yield f"<p>{label}</p>\n"
            yield self._quote(html, language)

    def _quote(self, html: Markup, language: Language) -> str:
        return _QUOTE.format(_said_in(language), Markup(self._settled(html)))

    def _notes(
        self, label: str, notes: Markup, ends: Markup, of: str, place: str
    ) -> Iterator[str]:
        if not (notes or ends):
            return
        yield f"<p>{label}</p>\n"
        if notes:
            yield self._quote(notes, self.work.language)
        if ends:
            more = "more notes" if notes else "notes"
            yield (
                f'<div class="endnote-link">See the end of the {of} for '
                f'<a href="#{place}">{more}</a></div>\n'
            )

    # ---- Behind them -----------------------------------------------------------------

    def _afterword(self) -> Iterator[str]:
        work = self.work
        yield '<h2 class="toc-heading">Afterword</h2>\n'
        inspired = [child for child in work.children if not child.translation]
        if work.end_notes or inspired:
            yield '<div class="meta">\n'
            if work.end_notes:
                yield '<div id="endnotes">\n'
                yield from self._quoted("End Notes", work.end_notes, work.language)
                yield "</div>\n"
            if inspired:
                yield "<dl>\n<dt>Works inspired by this one</dt>\n"
                for child in inspired:
                    yield Markup("<dd>{}</dd>\n").format(self._other(child))
                yield "</dl>\n"
            yield "</div>\n"
        yield self._closing()

    def _closing(self) -> str:
        """Return the last line, by which a reader of downloads knows the file whole."""
        here = absolute(self.work.url, self.materials.address)
        name = escape(self.materials.name)
        on = Markup('<a href="{}">{}</a>').format(here, name) if here else name
        nexts = [
            Markup(" Next in {}: {}.").format(place.title, self._named(*following))
            for place in self.work.series
            if place.next
            for following in ((place.next.title, place.next.url),)
        ]
        return Markup('<p class="message">This work is kept at {}.{}</p>\n').format(
            on, Markup("").join(nexts)
        )

    # ---- Links and pictures ----------------------------------------------------------

    def _settled(self, html: str) -> str:
        if addresses.ROOT not in html:
            return html
        done = _LINK.sub(self._link, _PICTURE.sub(self._picture, html))
        return done.replace("<a >", "<a>")

    def _link(self, match: re.Match[str]) -> str:
        path, mark, fragment = unescape(match[1]).partition("#")
        place = self._places().get(path)
        if place is not None:
            return Markup('href="#{}"').format(fragment or place)
        leads = absolute(f"{path}{mark}{fragment}", self.materials.address)
        # Without an address of the site's own the words stay, and lead nowhere.
        return Markup('href="{}"').format(leads) if leads else ""

    def _places(self) -> dict[str, str]:
        own = {chapter.url: chapter.anchor for chapter in self.work.chapters}
        return own | {self.work.url: "preface", self.work.entire_url: "chapters"}

    def _picture(self, match: re.Match[str]) -> str:
        data = self._data(unescape(match[1]))
        if data is None:
            alt = _ALT.search(match[0])
            return f'<span class="missing-picture">{alt[1] if alt else ""}</span>'
        return match[0].replace(f"{addresses.ROOT}{match[1]}", data)

    def _data(self, address: str) -> str | None:
        """Return a picture as an address that holds it; none where it is not one."""
        path = self.materials.pictures.get(unquote(address))
        if path is None or not path.is_file():
            return None
        data = path.read_bytes()
        kind = media_type(data)
        return f"data:{kind};base64,{b64encode(data).decode()}" if kind else None


def _row(label: str, said: Markup) -> Markup:
    return Markup("<dt>{}:</dt>\n<dd>{}</dd>\n").format(label, said)


def _is_translation(work: Related) -> bool:
    return work.translation


def _said_in(language: Language) -> Markup:
    said = Markup(' lang="{}"').format(language.code)
    return said + Markup(' dir="rtl"') if language.direction == "rtl" else said
