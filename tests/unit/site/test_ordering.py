"""What each book is made of: as much as is in it, and nothing is read for the rest."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from ficstead.books.covers import cover, lettering
from ficstead.books.shelf import Shelf
from ficstead.library import archive
from ficstead.model import Prose
from ficstead.site import books, ordering
from ficstead.site.ordering import Desk
from ficstead.store import keep
from ficstead.store.store import Store

from .. import trees
from ..books import makings

SHOWS, LEADS = "![A moon](/moon.png)", "See [the moon](/moon.png)."
FILES: dict[str, str | bytes] = {
    "works/shows.md": trees.work("Shows", f"It rose.\n\n{SHOWS}"),
    "works/leads.md": trees.work("Leads", LEADS),
    "works/notes.md": trees.work("Notes", notes=f'"{SHOWS}"'),
    "works/plain.md": trees.work("Plain"),
    "works/long/work.md": trees.work("Long", ""),
    "works/long/01-a.md": trees.chapter(),
    "works/long/02-b.md": trees.chapter(text=SHOWS),
    "extra/moon.png": b"\x89PNG\r\n\x1a\n full",
}


def orders(root: Path) -> dict[str, bytes]:
    """Return the keys of works as plain text: other forms are made of no less."""
    settings = trees.set_up(root, DOWNLOADS=["txt"])
    library, _ = archive.build(settings)
    made_with = books.materials(library, settings)
    extra = books._extra(settings)
    shelf = Shelf(None, Store(None))
    desk = Desk(library, settings, keep.nothing(), made_with, extra, shelf=shelf)
    return {order.path: order.key for order in desk.orders()}


def test_a_picture_of_extra_belongs_to_the_books_that_show_it(tmp_path: Path) -> None:
    before = orders(trees.plant(tmp_path, FILES))
    trees.plant(tmp_path, {"extra/moon.png": b"\x89PNG\r\n\x1a\n new"})
    after = orders(tmp_path)
    changed = {path.split("/")[1] for path in before if before[path] != after[path]}
    assert changed == {"shows", "notes", "long"}


def test_only_a_text_that_shows_a_picture_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = trees.library(tmp_path, FILES)
    html, asked = Prose.html, []

    def watched(self: Prose) -> object:
        asked.append(self)
        return html.__get__(self)

    monkeypatch.setattr(Prose, "html", property(watched))
    for work in library.every_work:
        tuple(ordering._with_pictures(work))
    shown = [html.__get__(text) for text in asked]
    assert len(shown) == 2
    assert all("moon.png" in text for text in shown)


def test_an_edit_of_a_text_draws_no_cover_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    draw = cover._Cover.pngs

    def watched(self: cover._Cover) -> tuple[bytes, bytes]:
        drawn.append(self.words.title)
        return draw(self)

    monkeypatch.setattr(cover._Cover, "pngs", watched)

    def build() -> dict[str, bytes]:
        cover._drawn.cache_clear()
        settings = makings.set_up(tmp_path, CACHE_PATH=str(tmp_path / "cache"))
        kept = keep.opened(settings.cache)
        library, _ = archive.build(settings, kept)
        made = books.made(library, settings, kept)
        kept.close()
        assert made.problems == ()
        return {
            file.path: file.source() for file in made.files if callable(file.source)
        }

    plant = partial(trees.plant, tmp_path)
    plant({"works/a.md": trees.work("Rain")})
    first = build()
    assert drawn == ["Rain"]
    plant({"works/a.md": trees.work("Rain", "It rained again.")})
    second = build()
    assert drawn == ["Rain"]
    changed = {path for path in first if first[path] != second[path]}
    assert changed == {f"works/a/a.{form}" for form in ("epub", "html", "md", "txt")}
    plant({"works/a.md": trees.work("Fog", "It rained again.")})
    build()
    assert drawn == ["Rain", "Fog"]


def test_which_letters_no_font_has_is_found_out_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here: list[Path] = []
    asked: list[str] = []

    def found_out(text: str, _: object) -> str:
        asked.append(text)
        return "竹"

    monkeypatch.setattr(lettering, "_system", lambda: {p.name: p for p in here})
    monkeypatch.setattr(lettering, "missing", found_out)

    def build() -> list[str]:
        asked.clear()
        settings = makings.set_up(tmp_path, CACHE_PATH=str(tmp_path / "cache"))
        kept = keep.opened(settings.cache)
        library, _ = archive.build(settings, kept)
        made = books.made(library, settings, kept)
        kept.close()
        return [problem.message for problem in made.problems]

    plain, odd = trees.work("Rain", author="Wren"), trees.work("竹 Rain", author="Wren")
    trees.plant(tmp_path, {"works/a.md": plain, "works/b.md": odd})
    told = build()
    assert len(asked) == 1
    assert len(told) == 1
    trees.plant(tmp_path, {"works/a.md": f"{plain}It rained again."})
    assert (build(), asked) == (told, [])
    here.append(tmp_path / "a-font-that-came.ttf")
    here[0].write_bytes(b"a font")
    assert build() == told
    assert len(asked) == 1


def test_a_template_that_cannot_be_read_is_told_of_the_books_that_need_it(
    tmp_path: Path,
) -> None:
    mine = tmp_path / "mine"
    trees.plant(mine, {"books/text.xhtml": b"\xff"})
    content = trees.plant(tmp_path / "content", {"works/a.md": trees.work("Rain")})
    settings = makings.set_up(content, THEME_TEMPLATES_OVERRIDES=[str(mine)])
    library, _ = archive.build(settings)
    made = books.made(library, settings, keep.nothing())
    assert [problem.code for problem in made.problems] == ["W319"]
    assert {Path(file.path).suffix for file in made.files} == {
        *(".html", ".md", ".txt", ".png")
    }
