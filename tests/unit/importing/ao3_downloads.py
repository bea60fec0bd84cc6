"""Writes the downloads that AO3 made of a work, in the template of any day since 2010.

A work is a `Story`, as a reader should return it; `page` writes its HTML download and
`told` says what of it such a page tells. Dates are those of the reference on AO3.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from itertools import count
from typing import Any

from ficstead.importing.markup.markup import inner, parsed
from ficstead.importing.story import Chapter, Loss, Related, Story

# The last day of a template; each differs from the next in something.
DAYS = (
    *("2011-10-31", "2019-01-30", "2022-06-11", "2023-04-06", "2023-04-11"),
    *("2023-10-28", "2023-11-04", "2024-11-09", "2025-08-27", "2025-10-11"),
    *("2025-12-07", "2026-02-09", "2026-06-08", "2026-10-01"),
)
_CHOSE_NOT = "Creator Chose Not To Use Archive Warnings"
_OLD_WARNINGS = {_CHOSE_NOT: ("Choose Not To Use Archive Warnings", "2023-04-07")} | {
    "Underage Sex": ("Underage", "2024-11-10")
}
_LABELS = (
    *(
        ("rating", "Rating"),
        ("warnings", "Archive Warning"),
        ("categories", "Category"),
    ),
    *(("fandoms", "Fandom"), ("relationships", "Relationship")),
    *(("characters", "Character"), ("tags", "Additional Tags")),
)


@dataclass(frozen=True, slots=True)
class Download:
    """A download of a work on a day.

    `children` were inspired by it and `translations` are of it, by language; the page
    shows them and no header of ours does.
    """

    work: Story
    day: str = DAYS[-1]
    children: tuple[Related, ...] = ()
    translations: tuple[tuple[str, Related], ...] = ()
    host: str = "archiveofourown.org"

    @property
    def scheme(self) -> str:
        return "https" if self.day >= "2025-12-08" else "http"

    @property
    def is_chaptered(self) -> bool:
        """Tell whether the page has headings for chapters."""
        late = self.day >= "2026-02-10" and self.work.planned != "1"
        return late or len(self.work.chapters) > 1

    @property
    def has_wrappers(self) -> bool:
        return self.day >= "2019-01-31"

    def warning(self, name: str) -> str:
        old, until = _OLD_WARNINGS.get(name, (name, ""))
        return old if self.day < until else name

    def source(self, work: Story) -> str:
        return f"{self.scheme}://{self.host}/works/{work.source.rpartition('/')[2]}"


def told(download: Download, form: str = "ao3-html") -> Story:
    """Return what the page tells of the work: what a reader should find."""
    work = download.work
    chapters = work.chapters
    if not download.is_chaptered:
        chapters = (Chapter(html=chapters[0].html, number=1),)
    lost: list[str] = []
    if download.day >= "2023-11-05":
        lost += [
            f"a translation into {language}: {work.title} by {work.author} <{work.url}>"
            for language, work in download.translations
        ]
    lost += [
        f"a work inspired by this one: {child.title} by {child.author} <{child.url}>"
        for child in download.children
    ]
    return replace(
        work,
        format=form,
        chapters=tuple(_normal(chapter) for chapter in chapters),
        summary=_html(work.summary),
        notes=_html(work.notes),
        end_notes=_html(work.end_notes),
        warnings=tuple(download.warning(name) for name in work.warnings),
        language=work.language if download.day >= "2022-06-12" else "",
        source=download.source(work),
        lost=tuple(Loss(what, "afterword") for what in lost),
    )


def _normal(chapter: Chapter) -> Chapter:
    return replace(
        chapter,
        html=_html(chapter.html),
        summary=_html(chapter.summary),
        notes=_html(chapter.notes),
        end_notes=_html(chapter.end_notes),
    )


def _html(text: str) -> str:
    return inner(parsed(text))


def page(download: Download) -> str:
    """Return the HTML download of a work."""
    work, day = download.work, download.day
    parts = (_preface(download), _chapters(download), _afterword(download))
    text = "\n\n".join(parts)
    fandoms = work.fandoms if len(work.fandoms) < 4 else ("Multifandom",)
    authors = ", ".join(work.authors)
    title = escape(f"{work.title} - {authors} - {', '.join(fandoms)}", quote=False)
    whole = f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
<head>
  <meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
  <title>{title}</title>
  <style type="text/css">
    p.message {{ text-align: center; }}
    .meta h1 {{ font-size: 1.5em; text-align: center; }}
    .meta dl.tags {{ border: 1px solid; padding: 1em; }}
    .toc-heading {{ display: none; }}
  </style>
</head>
<body>
{text}
</body>
</html>
"""
    return whole if day >= "2025-08-28" else whole.replace("<br>", "<br />")


def _preface(download: Download) -> str:
    work, day = download.work, download.day
    source, title = download.source(work), escape(work.title, quote=False)
    bold = f"<b>{title}</b><br/>\n    " if download.has_wrappers else ""
    site = f'<a href="{download.scheme}://{download.host}/">Archive of Our Own</a>'
    quotes = _quote("Summary", work.summary) if work.summary else ""
    ends = '<a href="#endnotes">' if work.end_notes else ""
    quotes += _notes(work.notes, ends, of="work")
    return _wrapped(
        download,
        "preface",
        f"""<p class="message">
    {bold}Posted originally on the {site} at <a href="{source}">{source}</a>.
  </p>

  <div class="meta">
    <dl class="tags">
{_labels(download)}
      <dt>Stats:</dt>
      <dd>
        {_stats(work, day)}
      </dd>
    </dl>
    <h1>{title}</h1>
    <div class="byline">by {_byline(download, work.authors)}</div>
    {quotes}{_associations(download)}
  </div>""",
    )


def _wrapped(download: Download, name: str, text: str) -> str:
    if not download.has_wrappers:
        return text
    heading = f'<h2 class="toc-heading">{name.capitalize()}</h2>'
    return f'<div id="{name}">\n  {heading}\n\n  {text}\n</div>'


def _labels(download: Download) -> str:
    work, day = download.work, download.day
    pairs: list[tuple[str, str]] = []
    for name, label in _LABELS:
        values = getattr(work, name)
        values = (values,) if isinstance(values, str) else values
        if name == "warnings":
            values = tuple(download.warning(value) for value in values)
        if len(values) > 1 and day >= "2023-10-29" and name != "tags":
            named = f"{label[:-1]}ies" if label.endswith("y") else f"{label}s"
        else:
            named = label
        links = ", ".join(_link(download, f"tags/{i}", v) for i, v in _each(values))
        pairs += [(named, links)] if values else []
    if day >= "2022-06-12" and work.language:
        pairs.append(("Language", escape(work.language)))
    if work.series:
        parts = [
            f"Part {part} of\n{_link(download, f'series/{i}', title)}"
            for i, (title, part) in _each(work.series)
        ]
        pairs.append(("Series", ", ".join(parts)))
    if work.collections:
        named = _each(work.collections)
        links = [_link(download, f"collections/{i}", title) for i, title in named]
        pairs.append(("Collections", ",\n".join(links)))
    return "\n".join(f"      <dt>{a}:</dt>\n      <dd>{b}</dd>" for a, b in pairs)


def _stats(work: Story, day: str) -> str:
    lines = [f"Published: {work.published}"]
    if work.updated:
        done = work.planned == str(work.posted)
        lines.append(f"{'Completed' if done else 'Updated'}: {work.updated}")
    number = "{:,}" if day >= "2023-04-12" else "{}"
    words = [f"Words: {number.format(work.words)}"]
    planned = number.format(int(work.planned)) if work.planned != "?" else "?"
    chapters = [f"Chapters: {number.format(work.posted)}/{planned}"]
    if day < "2023-04-07":
        lines += [*(chapters if work.planned != "1" else []), *words]
    else:
        lines += [*words, *chapters]
    return "\n        ".join(lines)


def _byline(download: Download, authors: tuple[str, ...]) -> str:
    def linked(author: str) -> str:
        if author == "Anonymous":
            return author
        name, archived, helper = author.partition(" [archived by ")
        if archived:
            archivist = _link(download, "users/helper", helper[:-1], rel=True)
            return f"{escape(name)} [archived by {archivist}]"
        return _link(download, f"users/{len(author)}/pseuds/x", author, rel=True)

    return ", ".join(linked(author) for author in authors)


def _associations(download: Download) -> str:
    lines = []
    if download.day >= "2023-11-05":
        lines = [
            f'Translation into <span lang="xx">{language}</span> available: '
            f"{_named(download, work)}"
            for language, work in download.translations
        ]
    for work in download.work.related:
        opening = "A translation of" if work.translation else "Inspired by"
        lines.append(f"{opening} {_named(download, work)}")
    items = "\n".join(
        f"        <li>\n          {line}\n        </li>" for line in lines
    )
    return f"\n      <ul>\n{items}\n      </ul>" if lines else ""


def _named(download: Download, work: Related) -> str:
    title = escape(work.title, quote=False)
    if work.url:
        title = f'<a href="{escape(work.url)}">{title}</a>'
    return f"{title} by {escape(work.author)}" if work.author else title


def _chapters(download: Download) -> str:
    chapters = download.work.chapters
    if download.is_chaptered:
        written = [_chapter(download, n, c) for n, c in _each(chapters)]
        return '<div id="chapters" class="userstuff">\n{}\n</div>'.format(
            "\n".join(written)
        )
    text = chapters[0].html
    if download.day >= "2011-11-01":
        text = f'<div class="userstuff">\n      {text}\n    </div>'
    if download.has_wrappers:
        title = escape(download.work.title, quote=False)
        text = f'<h2 class="toc-heading">{title}</h2>\n    {text}'
    return f'<div id="chapters" class="userstuff">\n    {text}\n</div>'


def _chapter(download: Download, number: int, chapter: Chapter) -> str:
    heading = chapter.title or f"Chapter {number}"
    if download.day >= "2025-10-12" and chapter.title:
        heading = f"Chapter {number}: {chapter.title}"
    byline = ""
    if chapter.authors:
        names = _byline(download, chapter.authors)
        byline = f'\n    <p class="byline">Chapter by {names}</p>'
    quotes = _quote("Chapter Summary", chapter.summary) if chapter.summary else ""
    link = f'<a href="#endnotes{number}">' if chapter.end_notes else ""
    ends = _quote("Chapter End Notes", chapter.end_notes)
    ends = f'\n  <div class="meta" id="endnotes{number}">\n    {ends}\n  </div>'
    return f"""
  <div class="meta group">
    <h2 class="heading">
      {escape(heading, quote=False)}
    </h2>{byline}
    {quotes}{_notes(chapter.notes, link, of="chapter")}
  </div>

  <!--chapter content-->
  <div class="userstuff">
    {chapter.html}
  </div>
  <!--/chapter content-->
  {ends if chapter.end_notes else ""}"""


def _notes(notes: str, link: str, *, of: str) -> str:
    if not (notes or link):
        return ""
    label = "Chapter Notes" if of == "chapter" else "Notes"
    text = _quote(label, notes) if notes else f"<p>{label}</p>"
    if link:
        more = "more notes" if notes else "notes"
        see = f"See the end of the {of} for  {link}{more}</a>"
        text += f'\n      <div class="endnote-link">\n        {see}\n      </div>'
    return text


def _quote(label: str, html: str) -> str:
    return f'<p>{label}</p>\n    <blockquote class="userstuff">{html}</blockquote>\n'


def _afterword(download: Download) -> str:
    parts = ""
    if download.work.end_notes:
        quote = _quote("End Notes", download.work.end_notes)
        parts = f'<div id="endnotes">\n      {quote}\n    </div>'
    if download.children:
        named = [_named(download, child) for child in download.children]
        entries = named if download.day >= "2023-10-29" else [", ".join(named)]
        items = "\n".join(f"        <dd>{entry}</dd>" for entry in entries)
        heading = "<dt>Works inspired by this one</dt>"
        parts += f"\n    <dl>\n        {heading}\n{items}\n    </dl>"
    late = download.day >= "2023-10-29"
    archive, who = ("Archive", "creator") if late else ("archive", "author")
    drop = _link(download, "works/1/comments/new", f"drop by the {archive} and comment")
    asks = f"Please {drop} to let the {who} know if you enjoyed their work!"
    meta = f'<div class="meta">\n    {parts}\n  </div>\n\n  ' if parts else ""
    return _wrapped(download, "afterword", f'{meta}<p class="message">{asks}</p>')


def _link(download: Download, path: str, text: str, *, rel: bool = False) -> str:
    author = 'rel="author" ' if rel else ""
    address = f"{download.scheme}://{download.host}/{path}"
    return f'<a {author}href="{address}">{escape(text, quote=False)}</a>'


def _each(values: tuple[Any, ...]) -> Iterator[tuple[int, Any]]:
    return zip(count(1), values, strict=False)
