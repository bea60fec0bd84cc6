"""Templates and pages.py say the same: no name without a field, no field unused."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from ficstead.site.pages import Head, Page, Site
from ficstead.site.templating import environment
from jinja2 import Environment, TemplateNotFound, meta, nodes

THEME = Path(__file__).parents[2] / "theme"
PAGES = get_args(Page)

# What a shared template asks for "if it is there": the gate, and what the text needs.
SHARED = {"chapter", "gate", "text", "texts", "work"}


@cache
def env() -> Environment:
    return environment([THEME], THEME / "static")


def _parts(name: str) -> dict[str, nodes.Template]:
    """Return a template and every one it extends, includes or imports from."""
    found: dict[str, nodes.Template] = {}
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current in found:
            continue
        source, _, _ = env().loader.get_source(env(), current)  # type: ignore[union-attr]
        found[current] = env().parse(source)
        waiting += [n for n in meta.find_referenced_templates(found[current]) if n]
    return found


def _asked(name: str) -> set[str]:
    """Return the names a template takes from its page."""
    trees = _parts(name).values()
    names = set().union(*map(meta.find_undeclared_variables, trees))
    return names - set(env().globals) - set().union(*map(_imported, trees))


def _imported(tree: nodes.Template) -> set[str]:
    # Inside a block Jinja counts what the file imported or defined as undeclared.
    imports = [name for one in tree.find_all(nodes.FromImport) for name in one.names]
    named = {name[-1] if isinstance(name, tuple) else name for name in imports}
    return named | {macro.name for macro in tree.find_all(nodes.Macro)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.template)
def test_a_template_asks_for_fields_of_its_page_only(page: type) -> None:
    known = {field.name for field in fields(page)} | {"site"}
    assert _asked(page.template) - known - SHARED == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.template)
def test_a_template_uses_every_field_of_its_page(page: type) -> None:
    assert {field.name for field in fields(page)} - _asked(page.template) == set()


@pytest.mark.parametrize(("name", "kind"), [("site", Site), ("head", Head)])
def test_the_theme_uses_every_field_of_site_and_head(name: str, kind: type) -> None:
    text = "".join(path.read_text("utf-8") for path in THEME.rglob("*.html"))
    used = set(re.findall(rf"\b{name}\.(\w+)", text))
    assert {field.name for field in fields(kind)} - used == set()


def test_every_template_belongs_to_a_page() -> None:
    shared = {"base.html", "plugin-missing.html"}
    files = {path.name for path in (THEME / "templates").glob("*.html")}
    assert files == {page.template for page in PAGES} | shared


def test_the_gate_is_what_the_generator_looks_for() -> None:
    gate = (THEME / "partials/gate.html").read_text("utf-8")
    assert 'class="gate"' in gate
    assert "data-gate" in gate
    for name in ("work", "chapter", "entire"):
        page = (THEME / f"templates/{name}.html").read_text("utf-8")
        assert page.index("partials/gate.html") < page.index('id="text"')


def test_without_the_plugin_the_theme_says_so() -> None:
    with pytest.raises(TemplateNotFound, match="The Ficstead plugin is not loaded"):
        env().get_template("plugin-missing.html").render()
