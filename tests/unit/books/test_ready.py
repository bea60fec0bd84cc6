"""Leaves are written once for all books that share them, and no book shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ficstead.books.epub import templating
from ficstead.forms import Form, Scope
from ficstead.library import archive
from ficstead.site import books
from ficstead.store import keep

from ..trees import chapter, plant, work
from .makings import set_up
from .opened import png

FILES: dict[str, str | bytes] = {
    "works/lamp/work.md": work(
        "The Lamp", "", series="The Marsh #1", summary="See [the tea](../tea.md)."
    ),
    "works/lamp/01-a.md": chapter(text="First.[^1]\n\n[^1]: A note.", title="Alpha"),
    "works/lamp/02-b.md": chapter(text="See [before](01-a.md), [tea](../tea.md)."),
    "works/lamp/03-c.md": chapter(text="![A lamp](lamp.png)", content_warnings="fog"),
    "works/lamp/04-d.md": chapter(
        text="Calm.\n\n::: passage A fall\nShe fell.[^1]\n:::\n\n[^1]: Far."
    ),
    "works/lamp/lamp.png": png(),
    "works/tea.md": work(
        "Tea",
        "Tea, with [a lamp](lamp/02-b.md) and ![the lamp](lamp/lamp.png).[^1]\n\n"
        "[^1]: See [the note](#fn-1).",
        series="The Marsh #2",
        end_notes="All of it.",
    ),
    "works/quill/work.md": work(
        "Quill", "A foreword.", series="The Marsh #3", skin="quill"
    ),
    "works/quill/01-a.md": chapter(text="One."),
    "works/quill/quill.css": "p { color: teal }",
    "works/ash/work.md": work("Ash", date="2022-01-01", skin="ash"),
    "works/ash/01-a.md": chapter("2022-01-01", "Ash."),
    "works/ash/ash.css": "p { color: gray }",
    "works/fog.md": work("Fog", "Fog.", fandoms="Tides", date="2023-01-01"),
    "works/hens.md": work("Hens", "Clucking."),
}


class Bench:
    """An archive, and the leaves that were written for its books."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.written: list[str] = []
        plant(root / "content", FILES)

    def made(
        self, cache: str = "cache", forms: tuple[Form, ...] = tuple(Form), **more: Any
    ) -> dict[str, bytes]:
        """Make every book, as a build of its own does, and return them."""
        self.written.clear()
        settings = replace(
            set_up(self.root / "content"),
            cache=self.root / cache,
            downloads=forms,
            downloads_of=frozenset(Scope),
        )
        kept = keep.opened(settings.cache)
        found = books.made(archive.build(settings)[0], settings, kept, **more)
        kept.close()
        assert found.problems == ()
        return {file.path: _bytes(file.source) for file in found.files}

    def leaves(self) -> list[Path]:
        return sorted((self.root / "cache" / "leaves").iterdir())


def _bytes(source: Path | Callable[[], bytes]) -> bytes:
    return source.read_bytes() if isinstance(source, Path) else source()


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    made = Bench(tmp_path)
    render = templating.render

    def noted(leaf: Any, *more: Any) -> str:
        made.written.append(f"{leaf.template} {leaf.head.title}")
        return render(leaf, *more)

    # Other processes would note what they write for themselves.
    monkeypatch.setattr("ficstead.parallel.cores", lambda: 1)
    monkeypatch.setattr(templating, "render", noted)
    return made


def _said(name: str, old: str, new: str) -> Callable[[Path], object]:
    def change(content: Path) -> object:
        path = content / name
        text = path.read_text("utf-8")
        assert old in text
        return path.write_text(text.replace(old, new), "utf-8")

    return change


CHANGES: dict[str, Callable[[Path], object]] = {
    "a word": _said("works/hens.md", "Clucking.", "Clucking again."),
    "a note that a link leads to": _said("works/lamp/01-a.md", "[^1]", "[^two]"),
    "a chapter gone": lambda content: (content / "works/lamp/02-b.md").unlink(),
    "a work gone": lambda content: (content / "works/tea.md").unlink(),
    "a work before all others": lambda content: plant(
        content, {"works/old.md": work("Old", "See [hens](hens.md).", date="1999-01-01")}
    ),
    "another picture": lambda content: (content / "works/lamp/lamp.png").write_bytes(
        png("red", kind="JPEG")
    ),
    "a skin": _said("works/quill/quill.css", "teal", "navy"),
    "a warning": _said("works/hens.md", "rating: General", "content warnings: a fox\nrating: General"),
    "a fandom": _said("works/fog.md", "fandoms: Tides", "fandoms: Tales"),
    "a passage gone": _said("works/lamp/04-d.md", "::: passage A fall", "::: letter"),
    "a title": _said("works/lamp/work.md", "The Lamp", "The Lantern"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_after_a_change_books_are_those_of_an_empty_cache(
    change: Callable[[Path], object], bench: Bench
) -> None:
    before = bench.made()
    change(bench.root / "content")
    after = bench.made()
    assert after == bench.made("new")
    assert after != before


def test_a_chapter_is_written_once_for_all_books_and_both_formats(bench: Bench) -> None:
    bench.made(forms=(Form.EPUB, Form.KEPUB))
    calm = [leaf for leaf in bench.written if "Clucking" in leaf or "Hens" in leaf]
    assert calm.count("text.xhtml Hens") == 1
    # One alone, and one in each book of several: of the fandom, the author, of all.
    assert calm.count("facts.xhtml Hens") <= 4


def test_an_edit_writes_what_it_changed(bench: Bench) -> None:
    bench.made(forms=(Form.EPUB, Form.KEPUB))
    many = len(bench.written)
    CHANGES["a word"](bench.root / "content")
    bench.made(forms=(Form.EPUB, Form.KEPUB))
    assert "text.xhtml Hens" in bench.written
    assert "text.xhtml Fog" not in bench.written
    assert not any("Alpha" in leaf for leaf in bench.written)
    assert len(bench.written) < many / 2


@pytest.mark.parametrize("spoilt", [b"", b"no leaves"])
def test_spoilt_leaves_spoil_no_book(bench: Bench, spoilt: bytes) -> None:
    bench.made()
    for path in bench.leaves():
        path.write_bytes(spoilt)
    CHANGES["a word"](bench.root / "content")
    assert bench.made() == bench.made("new")


def test_leaves_of_what_changed_meanwhile_are_not_believed(bench: Bench) -> None:
    bench.made(stands=lambda: False)
    bench.made()
    assert "text.xhtml Fog" in bench.written


def test_leaves_that_nobody_uses_go(bench: Bench) -> None:
    bench.made()
    used = sum(path.stat().st_size for path in bench.leaves())
    for day in range(1, 9):
        _said("works/hens.md", "Clucking", f"Clucking {day} times")(
            bench.root / "content"
        )
        bench.made()
        assert sum(path.stat().st_size for path in bench.leaves()) < 2.2 * used


def test_without_downloads_nothing_is_kept(bench: Bench) -> None:
    bench.made()
    assert bench.leaves()
    bench.made(forms=())
    assert not (bench.root / "cache" / "leaves").exists()
