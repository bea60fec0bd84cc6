"""Builds with the search of the texts: made once, left alone, and never in the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ..running import run_task
from .archives import make

WASM = "wasm-unsafe-eval"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path / "archive", whole=True)


def build(root: Path, *words: str) -> str:
    done = run_task("build", *words, root=root)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def index(root: Path) -> dict[str, tuple[int, bytes]]:
    """Return what the texts are searched with: times and bytes, by name."""
    folder = root / "output/search/text"
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_mtime_ns,
            path.read_bytes(),
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.slow
def test_an_index_is_made_and_stays_while_no_text_changes(root: Path) -> None:
    build(root)
    before = index(root)
    assert {"texts.json", "LICENCE.txt"} < before.keys()
    assert any(name.endswith(".pf_index") for name in before)
    work = root / "content/works/the-lantern.md"
    text = work.read_text("utf-8")
    work.write_text(text.replace("rating: G", "rating: T\ntags: Piers"), "utf-8")
    build(root)
    assert index(root) == before
    work.write_text(text.replace("lit the lantern", "put it out"), "utf-8")
    build(root)
    after = index(root)
    assert after != before
    # The scripts that read it are the same, and not written again.
    script = next(name for name in after if name.endswith("/pagefind.js"))
    assert after[script] == before[script]
    page = (root / "output/search/index.html").read_text("utf-8")
    assert WASM in page
    others = (root / "output").rglob("*.html")
    assert [p for p in others if WASM in p.read_text("utf-8")] == [
        root / "output/search/index.html"
    ]


def test_drafts_are_in_none_of_it(root: Path) -> None:
    build(root)
    texts = index(root)["texts.json"][1].decode()
    assert "the-lantern" in texts
    assert "the-oil" not in texts


@pytest.mark.slow
def test_an_archive_can_go_without(root: Path) -> None:
    build(root)
    conf = root / "pelicanconf.py"
    text = conf.read_text("utf-8")
    conf.write_text(f"FULL_TEXT_WORDS = 0\n{text}", "utf-8")
    assert "full text" not in build(root)
    assert index(root) == {}
    page = (root / "output/search/index.html").read_text("utf-8")
    assert WASM not in page
    assert "in-text" not in page
    conf.write_text(f"FULL_TEXT_WORDS = 3\n{text}", "utf-8")
    said = build(root)
    assert "The full text is left out: the archive has 11 words" in said
    assert index(root) == {}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a program of two lines")
def test_a_program_that_breaks_is_told_and_the_next_build_tries_again(
    root: Path, tmp_path: Path
) -> None:
    module = root / "plugins/ficstead/site/pagefind.py"
    sound = module.read_text("utf-8")
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho no room >&2\nexit 7\n")
    broken.chmod(0o755)
    start = "return Path(import_module(PACKAGE).get_executable())"
    assert start in sound
    module.write_text(sound.replace(start, f"return Path({str(broken)!r})"), "utf-8")
    for _ in range(2):
        said = build(root)
        assert "The full text is left out: Pagefind failed (7): no room." in said
    assert (root / "output/works/the-lantern/index.html").is_file()
    assert index(root) == {}
    module.write_text(sound, "utf-8")
    build(root)
    assert "texts.json" in index(root)
    assert "nothing has changed" in build(root)
