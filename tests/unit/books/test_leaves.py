"""Templates of books and leaves.py say the same: no name without a field, none unused."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import get_args

import pytest
from ficstead.books import volume
from ficstead.books.epub import epub
from ficstead.books.epub.leaves import Leaf
from ficstead.books.epub.templating import environment
from jinja2 import UndefinedError, meta, nodes

from .. import trees
from .opened import THEME, Opened, planted

LEAVES = get_args(Leaf)
ENV = environment((THEME,))


def asked(name: str) -> set[str]:
    """Return the names that a template, and those it is made with, take from a leaf."""
    found: dict[str, nodes.Template] = {}
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current not in found:
            source, _, _ = ENV.loader.get_source(ENV, current)  # type: ignore[union-attr]
            found[current] = ENV.parse(source)
            waiting += [n for n in meta.find_referenced_templates(found[current]) if n]
    names = set().union(*map(meta.find_undeclared_variables, found.values()))
    for tree in found.values():
        imports = [
            one for node in tree.find_all(nodes.FromImport) for one in node.names
        ]
        names -= {one[-1] if isinstance(one, tuple) else one for one in imports}
        names -= {macro.name for macro in tree.find_all(nodes.Macro)}
    return names - set(ENV.globals)


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.template)
def test_a_template_asks_for_the_fields_of_its_leaf(leaf: type) -> None:
    known = {field.name for field in fields(leaf)}
    assert asked(leaf.template) - known - {"site"} == set()
    assert known - asked(leaf.template) == set()


def test_every_template_belongs_to_a_leaf() -> None:
    files = {path.name for path in (THEME / "books").glob("*.xhtml")}
    assert files == {leaf.template for leaf in LEAVES} | {"base.xhtml", "names.xhtml"}


def test_an_authors_own_template_stands_before_ours(tmp_path: Path) -> None:
    library, made_with = planted(
        tmp_path / "content", {"works/a.md": trees.work("Rain")}
    )
    mine = tmp_path / "mine" / "books"
    mine.mkdir(parents=True)
    (mine / "book.css").write_text("p { margin: 1em }")
    foreword = (
        '{% extends "base.xhtml" %}'
        "{% block main %}<p>Mine: {{ work.title }}</p>{% endblock %}"
    )
    (mine / "afterword.xhtml").write_text(foreword)
    folders = (tmp_path / "mine", THEME)
    one = volume.of_work(library.works[0])
    book = Opened(epub.make(one, replace(made_with, folders=folders)))
    assert book.words("afterword") == "Mine: Rain"
    assert book.read("style/book.css") == b"p { margin: 1em }"
    # Under `serve` the next book shows the next version.
    (mine / "afterword.xhtml").write_text(foreword.replace("Mine", "Still mine"))
    book = Opened(epub.make(one, replace(made_with, folders=folders)))
    assert book.words("afterword") == "Still mine: Rain"


def test_a_name_that_is_not_there_stops_the_book(tmp_path: Path) -> None:
    library, made_with = planted(tmp_path / "content", {"works/a.md": trees.work()})
    mine = tmp_path / "mine" / "books"
    mine.mkdir(parents=True)
    (mine / "facts.xhtml").write_text("{{ work.tilte }}")
    given = replace(made_with, folders=(tmp_path / "mine", THEME))
    with pytest.raises(UndefinedError, match="tilte"):
        epub.make(volume.of_work(library.works[0]), given)
