"""What each book is made of: as much as is in it, and nothing is read for the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from ficstead.library import archive
from ficstead.model import Prose
from ficstead.site import books, ordering
from ficstead.site.ordering import Desk
from ficstead.store import keep

from .. import trees

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
    desk = Desk(library, settings, keep.opened(None), made_with, extra)
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
