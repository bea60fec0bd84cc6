"""Writes the work pages that AO3's software shows, in the layouts since 2009.

A work is a `Story`, as a reader should return it; `page` writes the page that a browser
saves of it and `told` says what of the work such a page tells.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from ficstead.importing.markup.markup import inner, parsed
from ficstead.importing.story import Chapter, Loss, Related, Story

LAYOUTS = ("2009", "2011", "2013", "2026")

_KINDS = (
    ("rating", "Rating", "rating"),
    ("warning", "Archive Warning", "warnings"),
    ("category", "Category", "categories"),
    ("fandom", "Fandom", "fandoms"),
    ("relationship", "Relationship", "relationships"),
    ("character", "Character", "characters"),
    ("freeform", "Additional Tags", "tags"),
)


@dataclass(frozen=True, slots=True)
class Saved:
    """A page that shows a work.

    `shown` is the number of the only chapter on it; `host` is in the links where a
    browser made them absolute.
    """

    work: Story
    layout: str = "2026"
    shown: int | None = None
    logged_in: bool = False
    host: str = ""
    children: tuple[Related, ...] = ()
    site: str = "Archive of Our Own"
    counts: tuple[tuple[str, str], ...] = (("Kudos", "1,205"), ("Hits", "33,001"))
    restricted: bool = False

    @property
    def is_chaptered(self) -> bool:
        return self.work.planned != "1"

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        if self.shown is None:
            return self.work.chapters
        return tuple(c for c in self.work.chapters if c.number == self.shown)

    @property
    def has_front(self) -> bool:
        return self.shown in {None, self.work.chapters[0].number}

    @property
    def has_back(self) -> bool:
        return self.shown in {None, self.work.chapters[-1].number}

    @property
    def is_new(self) -> bool:
        return self.layout >= "2013"


def told(saved: Saved) -> Story:
    """Return what the page tells of the work: what a reader should find."""
    work = saved.work
    said: list[str] = []
    if len(saved.chapters) < (work.posted or 1):
        said.append(
            f"Only chapter {saved.shown} of {work.posted} is in this file; save the "
            "page of the entire work, or the others too."
        )
    if saved.restricted:
        said.append("Where it was posted only registered users can read it.")
    counts = ", ".join(f"{name.lower()}: {count}" for name, count in saved.counts)
    lost = [Loss(counts, "stats")] if counts else []
    if saved.has_back and saved.is_new:
        lost += [
            Loss(
                f"a work inspired by this one: {c.title} by {c.author} <{c.url}>",
                "afterword",
            )
            for c in saved.children
        ]
    site = saved.host or work.source.split("/")[2]
    return replace(
        work,
        format="ao3-page",
        chapters=tuple(_normal(chapter, site) for chapter in saved.chapters),
        summary=_html(work.summary, site) if saved.has_front else "",
        notes=_html(work.notes, site) if saved.has_front else "",
        end_notes=_html(work.end_notes, site) if saved.has_back else "",
        gifts=work.gifts if saved.has_front or saved.layout == "2009" else (),
        prompts=work.prompts if saved.has_front and saved.is_new else (),
        related=work.related if saved.has_front and saved.is_new else (),
        language=work.language if saved.is_new else "",
        skin=work.skin if saved.is_new else "",
        lost=tuple(lost),
        said=tuple(said),
    )


def page(saved: Saved) -> str:
    """Return the HTML of a page that shows a work."""
    work = saved.work
    number = work.source.rpartition("/")[2]
    names = f"{work.title} - {', '.join(work.authors)} - {', '.join(work.fandoms)}"
    skin = f'<div id="work-skin"><style>\n{work.skin}\n</style></div>' * bool(work.skin)
    body = (
        f'<div id="outer" class="wrapper"><ul id="skiplinks"><li><a href="#main">Main '
        f"Content</a></li></ul>{_greeting(saved)}"
        f'<div id="main" class="works-show region" role="main"><div class="work">'
        f"{_actions(saved, number)}{_meta(saved, number)}{skin * saved.is_new}"
        f'<div id="workskin">{_preface(saved)}{_chapters(saved, number)}'
        f"{_afterword(saved)}</div>{_feedback(number)}</div></div></div>"
    )
    if not saved.is_new:
        body = body.replace('<div id="workskin">', '<div class="inside">')
    html = (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>'
        f"{escape(names)} | {saved.site}</title><style>#workskin p {{ margin: 0; }} "
        f"#main a {{ color: red; }}</style></head><body>{body}</body></html>"
    )
    if saved.host:
        html = html.replace('href="/', f'href="https://{saved.host}/')
        html = html.replace('action="/', f'action="https://{saved.host}/')
    return html


def _greeting(saved: Saved) -> str:
    if not saved.logged_in:
        return '<div id="login"><form action="/users/login"><p>Log In</p></form></div>'
    return (
        '<ul id="greeting"><li><a href="/users/me">Hi, me!</a></li><li>'
        '<a href="/users/me/works">My Works</a></li></ul>'
    )


def _actions(saved: Saved, number: str) -> str:
    options = "".join(
        f'<option value="{c.number}">{c.number}. {escape(c.title)}</option>'
        for c in saved.work.chapters
    )
    return (
        '<h3 class="landmark heading">Actions</h3><ul class="work navigation actions">'
        f'<li class="chapter entire"><a href="/works/{number}?view_full_work=true">'
        "Entire Work</a></li><li><form "
        f'action="/works/{number}/chapters"><select id="selected_id">{options}</select>'
        '</form></li><li class="download"><ul><li>'
        f'<a href="/downloads/{number}/x.epub?updated_at=1">EPUB</a></li></ul></li></ul>'
    )


def _meta(saved: Saved, number: str) -> str:
    work = saved.work
    rows = []
    for kind, label, key in _KINDS:
        value = getattr(work, key)
        tags = (value,) if isinstance(value, str) else value
        if not tags:
            continue
        links = "".join(
            f'<li><a class="tag" href="/tags/x/works">{escape(tag)}</a></li>'
            for tag in tags
        )
        names = f' class="{kind} tags"' if saved.is_new else ""
        rows.append(
            f"<dt{names}>\n{label}:\n</dt><dd{names}><ul class='commas'>{links}</ul></dd>"
        )
    if saved.is_new:
        rows.append(
            '<dt class="language">Language:</dt><dd class="language" lang="en">\n'
            f"{work.language}\n</dd>"
        )
    if work.series:
        shown = ", ".join(_series(saved, title, part) for title, part in work.series)
        rows.append(f'<dt class="series">Series:</dt><dd class="series">{shown}</dd>')
    if work.collections:
        links = ", ".join(f'<a href="/collections/c">{c}</a>' for c in work.collections)
        rows.append(f"<dt>Collections:</dt><dd>{links}</dd>")
    rows.append(f'<dt class="stats">Stats</dt><dd class="stats">{_stats(saved)}</dd>')
    names = {"2009": "meta", "2011": "work meta"}.get(saved.layout, "work meta group")
    return f'<div class="wrapper"><dl class="{names}">{"".join(rows)}</dl></div>'


def _series(saved: Saved, title: str, part: int | None) -> str:
    link = f'<a href="/series/7">{escape(title)}</a>'
    if saved.layout < "2013":
        return f"Part <strong>{part}</strong> of the {link} series"
    return (
        '<span class="series"><a class="previous" href="/works/1">← Previous Work</a>'
        f'<span class="divider"> </span><span class="position">Part {part} of {link}'
        '</span><span class="divider"> </span><a class="next" href="/works/2">'
        "Next Work →</a></span>"
    )


def _stats(saved: Saved) -> str:
    work = saved.work
    rows = [("Published", "published", work.published)]
    if work.updated:
        done = work.planned == str(work.posted)
        rows.append(("Completed" if done else "Updated", "status", work.updated))
    rows.append(("Words", "words", f"{work.words:,}"))
    rows.append(("Chapters", "chapters", f"{work.posted}/{work.planned}"))
    rows += [(name, name.lower(), count) for name, count in saved.counts]
    return "<dl class='stats'>{}</dl>".format(
        "".join(
            f'<dt class="{kind}">{name}:</dt><dd class="{kind}">{value}</dd>'
            for name, kind, value in rows
        )
    )


def _preface(saved: Saved) -> str:
    work = saved.work
    by = ", ".join(
        escape(name)
        if name == "Anonymous"
        else f'<a rel="author" href="/users/u/pseuds/p">{escape(name)}</a>'
        for name in work.authors
    )
    lock = '<img alt="(Restricted)" title="Restricted" src="/images/lockblue.png">'
    parts = [
        f'<h2 class="title heading">\n{lock * saved.restricted}\n{escape(work.title)}\n'
        f'</h2><h3 class="byline heading">{by}</h3>'
    ]
    if saved.layout == "2009" and work.gifts:
        parts.append(f'<h3 class="recipients">for {", ".join(work.gifts)}</h3>')
    if saved.has_front:
        parts.append(_module(saved, "summary", work.summary))
        parts.append(
            _module(
                saved, "notes", work.notes, _associations(saved), bool(work.end_notes)
            )
        )
    return f'<div class="preface group">{"".join(parts)}</div>'


def _module(
    saved: Saved, kind: str, text: str, above: str = "", more: bool = False
) -> str:
    if not (text or above or more):
        return ""
    label = f"{kind.capitalize()}:"
    if saved.layout == "2009":
        jump = (
            "<span class='endnotes-link'>See the end of the work for more notes.</span>"
        )
        return f'<blockquote class="{kind}"><h3>{label}</h3>{text}{jump * more}</blockquote>'
    jump = '<p class="jump">(See the end of the work for <a href="#work_endnotes">more notes</a>.)</p>'
    quote = f'<blockquote class="userstuff">\n{text}\n</blockquote>' * bool(text)
    return (
        f'<div class="{kind} module"><h3 class="heading">{label}</h3>{above}{quote}'
        f"{jump * more}</div>"
    )


def _associations(saved: Saved) -> str:
    work = saved.work
    lines = []
    if work.gifts and saved.layout != "2009":
        named = ", ".join(f'<a href="/users/g/gifts">{g}</a>' for g in work.gifts)
        lines.append(f"For {named}.")
    if saved.is_new:
        for one in work.related:
            kind = "A translation of" if one.translation else "Inspired by"
            lines.append(
                f'{kind} <a href="{one.url}">{one.title}</a> by '
                f'<a rel="author" href="/users/o">{one.author}</a>.'
            )
        for prompt in work.prompts:
            lines.append(
                'In response to a <a href="/collections/c/prompts/1">prompt</a> by '
                f"{prompt}."
            )
    rows = "".join(f"<li>\n{line}\n</li>" for line in lines)
    return f'<ul class="associations">{rows}</ul>' if rows else ""


def _chapters(saved: Saved, number: str) -> str:
    if not saved.is_chaptered:
        text = saved.work.chapters[0].html
        if saved.layout == "2009":
            return f'<div id="chapters">{text}</div>'
        return (
            '<div id="chapters" role="article"><h3 class="landmark heading" id="work">'
            f'Work Text:</h3><div class="userstuff">{text}</div></div>'
        )
    shown = "".join(_chapter(saved, chapter, number) for chapter in saved.chapters)
    return f'<div id="chapters" role="article">{shown}</div>'


def _chapter(saved: Saved, chapter: Chapter, number: str) -> str:
    head = f'<a href="/works/{number}/chapters/9{chapter.number}">Chapter {chapter.number}</a>'
    title = f"{head}: {escape(chapter.title)}" if chapter.title else head
    by = ", ".join(f'<a rel="author" href="/users/u">{a}</a>' for a in chapter.authors)
    byline = f'<h4 class="heading byline">Chapter by {by}</h4>' * bool(by)
    end = (
        '<div class="chapter preface group"><div class="end notes module" '
        f'id="chapter_{chapter.number}_endnotes"><h3 class="heading">Notes:</h3>'
        f'<blockquote class="userstuff">{chapter.end_notes}</blockquote></div></div>'
    ) * bool(chapter.end_notes)
    return (
        f'<div class="chapter" id="chapter-{chapter.number}">'
        f'<div class="chapter preface group"><h3 class="title">\n{title}\n</h3>{byline}'
        + _module(saved, "summary", chapter.summary).replace(
            "<div", '<div id="summary"', 1
        )
        + _module(saved, "notes", chapter.notes, more=bool(chapter.end_notes)).replace(
            "end of the work", "end of the chapter"
        )
        + '</div><!--main content--><div class="userstuff module" role="article">'
        '<h3 class="landmark heading" id="work">Chapter Text</h3>\n'
        f"{chapter.html}\n</div><!--/main-->{end}</div>"
    )


def _afterword(saved: Saved) -> str:
    if not saved.has_back:
        return ""
    work = saved.work
    parts = []
    if work.end_notes:
        parts.append(
            '<div id="work_endnotes" class="end notes module"><h3 class="heading">'
            f'Notes:</h3><blockquote class="userstuff">{work.end_notes}</blockquote></div>'
        )
    if work.series:
        shown = "".join(f"<li>{_series(saved, t, p)}</li>" for t, p in work.series)
        parts.append(f'<div id="series" class="series module"><ul>{shown}</ul></div>')
    if saved.children and saved.is_new:
        shown = "".join(
            f'<li><a href="{c.url}">{c.title}</a> by <a rel="author" href="/users/c">'
            f"{c.author}</a></li>"
            for c in saved.children
        )
        parts.append(
            '<div id="children" class="children module"><h3 class="heading">Works '
            f"inspired by this one:</h3><ul>{shown}</ul></div>"
        )
    return f'<div class="afterword preface group">{"".join(parts)}</div>' * bool(parts)


def _feedback(number: str) -> str:
    return (
        '<div id="feedback" class="feedback"><h3 class="landmark heading">Actions</h3>'
        f'<form action="/works/{number}/kudos"><p>Kudos</p></form><div id="kudos">'
        '<p class="kudos"><a href="/users/k">kay</a> left kudos on this work!</p></div>'
        '<div id="comments_placeholder"><ol class="thread"><li class="comment group">'
        '<blockquote class="userstuff"><p>I loved the kettle.</p></blockquote></li></ol>'
        "</div></div>"
    )


def _normal(chapter: Chapter, site: str) -> Chapter:
    return replace(
        chapter,
        html=_html(chapter.html, site),
        summary=_html(chapter.summary, site),
        notes=_html(chapter.notes, site),
        end_notes=_html(chapter.end_notes, site),
    )


def _html(text: str, site: str) -> str:
    """Return a text as the tree has it, with the site before its links."""
    return inner(parsed(text)).replace('href="/', f'href="https://{site}/')
