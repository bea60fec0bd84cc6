"""The theme's language: Jinja as the templates of Ficstead know it, free of Pelican.

Every value is escaped but `Markup`, and a name that is not there is an error, so a
template with a typing mistake fails the build and never a reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup, escape

from .. import addresses
from ..model import Language
from ..spoken import day, direction, long_day, minutes, number, size
from .fragments import Once
from .pages import Page, Site
from .versions import Versions

# The same few thousand addresses and names of tags stand on nearly every page.
REMEMBERED = 8192

# What needs the styles of voices.css: blocks, tables, pictures, AO3's class names,
# raised letters, and scripts that are set otherwise than Latin, Greek and Cyrillic.
_SPECIAL = re.compile(r"<(?:table|pre|code|kbd|samp|tt|figure|details|sup|sub|u)\b")
_SET_OTHERWISE = {"ja", "ko", "zh"}

# A drop cap beside a quotation mark or a dash is a drop quotation mark.
_QUOTED = re.compile(r"\s*(?:<[^>]*>\s*)*[\"'“”„‘’‚«»‹›「『¿¡—–-]")


def _escaped(value: object) -> Markup:
    """Return what `markupsafe.escape` does; HTML as it is, and not a copy of it."""
    return value if type(value) is Markup else escape(value)


class _Theme(Environment):
    """An environment that finds its templates in one look, and escapes in one.

    A page includes and imports ten, and Jinja asks its loader about each; half of what
    stands in its braces is HTML already. Together they are an eighth of the rendering.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.known: dict[object, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """Return a template; as in Jinja, but that `globals` count at first only."""
        known = self.known.get(name)
        if known is None:
            known = self.known[name] = super().get_template(name, parent, globals)
            # The name that Jinja's code escapes by.
            known.root_render_func.__globals__["escape"] = _escaped
        return known


def environment(folders: Sequence[Path], static: Path) -> Environment:
    """Return the environment of a theme.

    Each folder holds ``templates/``, ``macros/`` and ``partials/``; the first that has
    a file wins, so an author's own folder stands before the theme. `static` is copied
    to ``theme/`` of the site.
    """
    searched = [place for folder in folders for place in (folder / "templates", folder)]
    env = _Theme(
        loader=FileSystemLoader(searched),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[Once],
        # An environment renders the theme as it stood when the first page was asked
        # for; looking at ten files again for each of ten thousand pages takes time.
        auto_reload=False,
    )
    env.globals.update(to=to, asset=_assets(static))
    env.filters.update(
        number=number,
        day=day,
        long_day=long_day,
        minutes=minutes,
        size=size,
        lang=lang,
        turn=turn,
        current=current,
    )
    env.tests.update(plain=plain, quoted=quoted)
    return env


def render(env: Environment, page: Page, site: Site) -> str:
    """Return the HTML of a page; its links still carry the mark of `addresses.ROOT`."""
    begin(env, site)
    fields = {name: getattr(page, name) for name in page.__dataclass_fields__}
    return env.get_template(page.template).render(fields)


def begin(env: Environment, site: Site) -> None:
    """Make `site` known to every template and macro, and forget the site before it.

    As a global it is seen by macros that are imported without the page's context,
    whose files then run once and not again for every page.
    """
    if env.globals.get("site") is site:
        return
    env.globals["site"] = site
    env.extensions[Once.identifier].forget()  # type: ignore[attr-defined]
    if env.cache is not None:
        env.cache.clear()
    if isinstance(env, _Theme):
        env.known.clear()


# Typed: an address that is HTML already is not escaped again.
@lru_cache(maxsize=REMEMBERED, typed=True)
def to(url: str) -> Markup:
    """Return the link to a path from the site's root, marked until the page is put."""
    return Markup(addresses.ROOT) + escape(url)


def current(html: Markup, path: str) -> Markup:
    """Mark the link to a page as the one that the reader is on.

    So a list of links can be rendered once for all the pages that it leads to.
    """
    link = html.find(f'href="{to(path)}')
    if link < 0:
        return html
    end = html.index('"', link + len('href="')) + 1
    return Markup(f'{html[:end]} aria-current="page"{html[end:]}')


def _assets(static: Path) -> Callable[[str], Markup]:
    known: dict[str, Markup] = {}
    versions = Versions(static)

    def asset(name: str) -> Markup:
        """Return the link to a static file; a change of its content changes it."""
        if name not in known:
            known[name] = to(f"theme/{name}?v={versions.of(name)}")
        return known[name]

    return asset


def plain(text: str, language: Language, *around: str) -> bool:
    """Return whether a text and what is said around it are set by reading.css alone."""
    ordinary = language.code.partition("-")[0] not in _SET_OTHERWISE
    if not ordinary or language.direction != "ltr":
        return False
    # Two searches, because one for both looks closely at every "c" of a novel.
    return not any(
        "class=" in said or _SPECIAL.search(said) for said in (text, *around)
    )


def quoted(text: str) -> bool:
    """Return whether a text opens with a mark where a drop cap wants a letter."""
    return _QUOTED.match(text) is not None


@pass_context
def turn(context: Context, name: str) -> Markup:
    """Return ``dir`` for a name that reads the other way than the site does.

    A tag says no language of its own; its first strong letter says its direction.
    """
    own = direction(name)
    if own == context["site"].language.direction:
        return Markup()
    return Markup(' dir="{}"').format(own)


@pass_context
def lang(
    context: Context, language: Language, around: Language | None = None
) -> Markup:
    """Return ``lang`` and ``dir`` for an element, or nothing where they go without.

    A Hebrew title in an English list says both; an English one in it says neither.
    `around` is the language of what the element stands in, if not the site's.
    """
    around = around or context["site"].language
    if language.code == around.code:
        return Markup()
    said = Markup(' lang="{}"').format(language.code)
    if language.direction != around.direction:
        said += Markup(' dir="{}"').format(language.direction)
    return said
