"""A book of ours, read back by our own import: nothing that it holds is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from ficstead.books import volume
from ficstead.books.epub import epub
from ficstead.importing import importing
from ficstead.importing.importing import Task
from ficstead.importing.opening.opening import Item
from ficstead.library import archive
from ficstead.model import Work
from ficstead.site import books

from . import makings
from .makings import SITE, planted, shelved
from .test_one_file import HARD, ROOT, _facts


def again(data: bytes, root: Path) -> Work:
    """Return the work that the import makes of a book."""
    now = datetime(2026, 11, 19, tzinfo=UTC)
    item = Item("one.epub", "one.epub", now, data)
    manuscript = importing.brought(Task(item, today="2026-11-19")).manuscript
    assert manuscript is not None
    assert manuscript.format == "ficstead-epub"
    lost = [loss.what for loss in manuscript.lost]
    assert [what for what in lost if not what.startswith("the work skin")] == []
    return shelved(manuscript, root)


def test_a_hard_work_comes_back_whole(tmp_path: Path) -> None:
    library, settings = planted(tmp_path / "one", HARD)
    (one,) = library.works
    data = epub.make(volume.of_work(one), books.materials(library, settings))
    back = again(data, tmp_path / "two")
    assert _facts(back) == _facts(one)
    assert back.source == one.source
    assert [(p.title, p.url, p.translation) for p in back.parents] == [
        (p.title, p.url, p.translation) for p in one.parents
    ]
    assert "<img" in str(back.chapters[1].text.html)


@pytest.mark.slow
def test_every_work_of_the_demo_comes_back_whole(tmp_path: Path) -> None:
    settings = makings.set_up(ROOT / "content", AUTHOR="marshlight")
    demo = archive.build(settings)[0]
    materials = books.materials(demo, settings)
    for one in demo.every_work:
        data = epub.make(volume.of_work(one), materials)
        back = again(data, tmp_path / one.slug)
        assert _facts(back) == _facts(one), one.slug
        assert back.source == (one.source or f"{SITE}/{one.url}")
