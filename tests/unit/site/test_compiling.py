"""The theme's templates, compiled once and kept."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from ficstead.books.epub import templating
from ficstead.site import compiling
from ficstead.store import keep
from jinja2 import Environment

from ...running import ROOT
from ..trees import set_up


def test_what_was_compiled_ahead_is_not_compiled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = set_up(tmp_path, THEME=str(ROOT / "theme"))
    compiled: list[str | None] = []
    compile_one = Environment.compile

    def seen(
        self: Environment, source: str, name: str | None = None, *a: object
    ) -> object:
        compiled.append(name)
        return compile_one(self, source, name, *a)

    monkeypatch.setattr(Environment, "compile", seen)
    templating._environment.cache_clear()
    compiling.ahead(ours, tmp_path)
    assert {"base.html", "chapter.html", "text.xhtml"} <= set(compiled)
    compiled.clear()
    templating._environment.cache_clear()
    kept = keep.opened(tmp_path)
    with closing(kept.store):
        compiling.prepare_books(ours, kept)
        compiling.prepare(compiling.of(ours), kept)
    assert compiled == []


def test_where_there_are_no_books_nothing_is_compiled_for_them(tmp_path: Path) -> None:
    templating._environment.cache_clear()
    ours = set_up(tmp_path, THEME=str(ROOT / "theme"), DOWNLOADS=["txt", "html"])
    compiling.prepare_books(ours, keep.nothing())
    assert templating._environment.cache_info().misses == 0
