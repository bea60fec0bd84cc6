"""The theme's templates, compiled once and kept."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
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
    compiling.ahead(ours, tmp_path)
    assert {"base.html", "chapter.html"} <= set(compiled)
    compiled.clear()
    kept = keep.opened(tmp_path)
    with closing(kept.store):
        compiling.prepare(compiling.of(ours), kept)
    assert compiled == []
