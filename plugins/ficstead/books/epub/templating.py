"""The templates of a book: Jinja as those in ``books/`` of a theme know it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from ...model import Language
from ...spoken import day, direction, long_day, minutes, number
from ..outside import absolute, outward
from .leaves import Leaf, Place

FOLDER = "books"
STYLE = "book.css"


def of(folders: tuple[Path, ...]) -> Environment:
    """Return the templates as they lie there now, for all leaves of a book."""
    return _environment(folders, _stamp(folders))


def render(leaf: Leaf, site: Place, env: Environment) -> str:
    """Return the XHTML of a leaf."""
    fields = {name: getattr(leaf, name) for name in leaf.__dataclass_fields__}
    return env.get_template(leaf.template).render(fields, site=site)


def style(folders: tuple[Path, ...]) -> str:
    """Return the style sheet of every book; the author's own stands before ours."""
    places = (folder / FOLDER / STYLE for folder in folders)
    found = next((place for place in places if place.is_file()), None)
    return "" if found is None else found.read_text(encoding="utf-8")


def environment(folders: tuple[Path, ...]) -> Environment:
    """Return the environment of a theme's books."""
    env = Environment(
        loader=FileSystemLoader([folder / FOLDER for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.globals.update(address=address)
    env.filters.update(
        number=number,
        day=day,
        long_day=long_day,
        minutes=minutes,
        lang=lang,
        turn=turn,
        web=outward,
    )
    return env


@lru_cache(maxsize=2)
def _environment(
    folders: tuple[Path, ...], _stamp: tuple[tuple[str, int, int], ...]
) -> Environment:
    return environment(folders)


def _stamp(folders: tuple[Path, ...]) -> tuple[tuple[str, int, int], ...]:
    """Return what changes when a template does, so that ``serve`` shows it."""
    return tuple(
        (str(path), (said := path.stat()).st_mtime_ns, said.st_size)
        for folder in folders
        for path in sorted((folder / FOLDER).glob("*.xhtml"))
    )


@pass_context
def address(context: Context, url: str) -> str:
    """Return the full address of a page of the site; empty where it has none yet."""
    return absolute(url, context["site"].address)


@pass_context
def lang(
    context: Context, language: Language, around: Language | None = None
) -> Markup:
    """Return ``lang`` and ``dir`` for an element, or nothing where they go without.

    `around` is the language of what the element stands in, if not the leaf's.
    """
    around = around or context["head"].language
    if language.code == around.code:
        return Markup()
    said = Markup(' lang="{0}" xml:lang="{0}"').format(language.code)
    if language.direction != around.direction:
        said += Markup(' dir="{}"').format(language.direction)
    return said


@pass_context
def turn(context: Context, name: str) -> Markup:
    """Return ``dir`` for a name that reads the other way than the leaf does."""
    own = direction(name)
    if own == context["head"].language.direction:
        return Markup()
    return Markup(' dir="{}"').format(own)
