"""The way through the house, held: who imports whom, how long a module may be."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "plugins" / "ficstead"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 350

# What each room may import beside itself; "" is the plain modules at the top.
MAY = {
    "": {""},
    "header": {""},
    "typography": {""},
    "prose": {"", "typography"},
    "metadata": {"", "header"},
    "store": {""},
    "library": {"", "header", "metadata", "prose", "store", "typography"},
    "importing": {"", "header", "metadata", "prose", "library"},
    "books": {"", "library", "prose", "store"},
    "exporting": {""},
    "site": {"", "books", "library", "store"},
    "generator": {"", "books", "library", "site", "store"},
    "commands": {
        "",
        "books",
        "exporting",
        "header",
        "importing",
        "library",
        "metadata",
        "prose",
        "site",
        "store",
    },
}
# The rooms inside `importing`, in the same way: "" is its plain modules, which only the
# rooms' own modules below name. Any room may import `story`.
READERS = {"", "markup", "labels", "opening", "ao3"}
MAY_IN_IMPORTING = {
    "opening": {""},
    "markup": {""},
    "labels": {"", "markup"},
    "ao3": {"", "markup", "labels"},
    "books": READERS,
    "documents": READERS,
    "texts": READERS,
    "pages": READERS | {"documents"},
    "writing": {"", "markup"},
    "shelving": {""},
}
ABOVE_THE_ROOMS = {"importing", "recognising"}
KNOWS_PELICAN = {
    "__init__.py": "connects its signals",
    "generator.py": "is its adapter",
    "settings.py": "reads a settings file as it does",
    "commands/writing.py": "runs it",
    "commands/preview.py": "runs it again and again",
}


def room(path: Path) -> str:
    inside = path.relative_to(PACKAGE)
    if len(inside.parts) > 1:
        return inside.parts[0]
    return "generator" if inside.stem in {"generator", "__init__"} else ""


def imports(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield what a module imports, as parts of an absolute name."""
    package = ("ficstead", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (tuple(alias.name.split(".")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = (*base, *(node.module or "").split("."))
            for alias in node.names:
                yield (*filter(None, module), alias.name)


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_imports_go_one_way(path: Path) -> None:
    here = room(path)
    for name in imports(path):
        if name[0] != "ficstead":
            continue
        there = name[1] if len(name) > 1 and (PACKAGE / name[1]).is_dir() else ""
        if len(name) > 1 and name[1] == "generator":
            there = "generator"
        assert there == here or there in MAY[here], ".".join(name)


INSIDE_IMPORTING = [p for p in MODULES if named(p).count("/") > 1]


@pytest.mark.parametrize("path", INSIDE_IMPORTING, ids=named)
def test_readers_and_writers_keep_apart(path: Path) -> None:
    here = path.parent.name
    for name in imports(path):
        if name[:2] != ("ficstead", "importing"):
            continue
        inside = (PACKAGE / "importing" / name[2]).is_dir()
        there = name[2] if inside else ""
        assert there == here or there in MAY_IN_IMPORTING[here], ".".join(name)
        assert name[2] not in ABOVE_THE_ROOMS


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_few_modules_know_pelican(path: Path) -> None:
    knows = any(name[0] == "pelican" for name in imports(path))
    assert knows <= (named(path) in KNOWS_PELICAN)


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_can_be_read_in_one_go(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_is_named_for_what_it_knows(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "common", "misc", "tools"}
    assert ast.get_docstring(ast.parse(path.read_text()))
