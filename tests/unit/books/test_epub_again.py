"""A book of ours, read back by our own import: nothing that it holds is lost.

One of several works comes back as those works.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from ficstead.books import volume
from ficstead.books.epub import epub, kepub
from ficstead.books.materials import Materials
from ficstead.books.volume import Volume
from ficstead.importing import importing
from ficstead.importing.importing import Task
from ficstead.importing.opening import opening
from ficstead.importing.opening.opening import Item
from ficstead.library import archive
from ficstead.model import Work
from ficstead.site import books
from ficstead.vocabulary import Kind

from ..trees import work
from . import makings
from .makings import SITE, planted, shelved
from .test_one_file import HARD, ROOT, _facts

Make = Callable[[Volume, Materials], bytes]


def again(data: bytes, root: Path) -> Work:
    """Return the work that the import makes of a book."""
    now = datetime(2026, 11, 19, tzinfo=UTC)
    work, lost = read(Item("one.epub", "one.epub", now, data), root)
    assert lost == []
    return work


def read(item: Item, root: Path) -> tuple[Work, list[str]]:
    """Return the work that the import makes of an item, and what it lost on the way."""
    manuscript = importing.brought(Task(item, today="2026-11-19")).manuscript
    assert manuscript is not None
    assert manuscript.format == "ficstead-epub"
    lost = [loss.what for loss in manuscript.lost]
    kept = [what for what in lost if not what.startswith("the work skin")]
    return shelved(manuscript, root), kept


def several(data: bytes, root: Path) -> list[tuple[Work, list[str]]]:
    """Return the works that the import makes of a book of several."""
    path = root / "several.epub"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    found = list(opening.items([path]))
    names = [item.path.rpartition("/")[2] for item in found]
    assert names == [f"work-{at:02}" for at in range(1, len(found) + 1)]
    return [read(item, root / name) for item, name in zip(found, names, strict=True)]


@pytest.mark.parametrize("make", [epub.make, kepub.make], ids=["epub", "kepub"])
def test_a_hard_work_comes_back_whole(make: Make, tmp_path: Path) -> None:
    library, settings = planted(tmp_path / "one", HARD)
    (one,) = library.works
    data = make(volume.of_work(one), books.materials(library, settings))
    back = again(data, tmp_path / "two")
    assert _facts(back) == _facts(one)
    assert back.source == one.source
    assert [(p.title, p.url, p.translation) for p in back.parents] == [
        (p.title, p.url, p.translation) for p in one.parents
    ]
    assert "<img" in str(back.chapters[1].text.html)


@pytest.mark.slow
@pytest.mark.parametrize("make", [epub.make, kepub.make], ids=["epub", "kepub"])
def test_every_work_of_the_demo_comes_back_whole(make: Make, tmp_path: Path) -> None:
    settings = makings.set_up(ROOT / "content", AUTHOR="marshlight")
    demo = archive.build(settings)[0]
    materials = books.materials(demo, settings)
    for one in demo.every_work:
        data = make(volume.of_work(one), materials)
        back = again(data, tmp_path / one.slug)
        assert _facts(back) == _facts(one), one.slug
        assert _main(back) == _main(one)
        assert back.source == (one.source or f"{SITE}/{one.url}")


def _main(one: Work) -> list[str]:
    return [tag.name for tag in one.relationships if tag.main]


SEVERAL: dict[str, str | bytes] = {
    **HARD,
    "works/tea.md": work(
        "Tea",
        "Now see [the lamp](lamp/work.md)",
        author="Anonymous",
        series="|\n  The Gull Cycle, or: Part 2 of all #1",
        source="",
        end_notes="All.",
    ),
    "works/hens.md": work(
        "Hens",
        "Clucking.[^1]\n\n[^1]: Softly.",
        series="|\n  The Gull Cycle, or: Part 2 of all #2",
    ),
    "series/gulls.md": "---\ntitle: 'The Gull Cycle, or: Part 2 of all'\n---\n"
    "Of *gulls*, mostly.\n",
}


@pytest.mark.parametrize("make", [epub.make, kepub.make], ids=["epub", "kepub"])
def test_hard_works_come_back_whole_from_a_book_of_several(
    make: Make, tmp_path: Path
) -> None:
    library, settings = planted(tmp_path / "one", SEVERAL)
    (cycle,) = (one for one in library.series if len(one.works) == 3)
    data = make(volume.of_series(cycle), books.materials(library, settings))
    back = several(data, tmp_path / "two")
    for (got, _), one in zip(back, cycle.works, strict=True):
        assert _facts(got) == _facts(one)
        assert got.source == (one.source or f"{SITE}/{one.url}")
    lamp = back[2][0]
    assert [parent.title for parent in lamp.parents] == ["Kettle", "Der Tee"]
    assert "<img" in str(lamp.chapters[1].text.html)
    # What only stands in the whole is said, once, and where it belongs.
    assert [lost for _, lost in back] == [
        [
            "where a link leads inside the book: the lamp",
            f"what is said of the whole of {cycle.title}: Of gulls, mostly.",
        ],
        [],
        [],
    ]


def test_a_damaged_leaf_costs_its_own_work_alone(tmp_path: Path) -> None:
    library, settings = planted(tmp_path / "one", SEVERAL)
    (cycle,) = (one for one in library.series if len(one.works) == 3)
    data = epub.make(volume.of_series(cycle), books.materials(library, settings))
    path = tmp_path / "several.epub"
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        info = book.getinfo("EPUB/text/work-02-text.xhtml")
    broken = bytearray(data)
    at = info.header_offset + 30 + len(info.filename) + 20
    broken[at] ^= 0xFF
    path.write_bytes(bytes(broken))
    assert [bool(item.refused) for item in opening.items([path])] == [
        False,
        True,
        False,
    ]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["series", "authors", "fandoms", "archive"])
def test_every_book_of_several_of_the_demo_comes_back_whole(
    kind: str, tmp_path: Path
) -> None:
    settings = makings.set_up(ROOT / "content", AUTHOR="marshlight")
    demo = archive.build(settings)[0]
    materials = books.materials(demo, settings)
    volumes = {
        "series": [volume.of_series(one) for one in demo.series],
        "authors": [volume.of_term(one) for one in demo.terms[Kind.AUTHOR]],
        "fandoms": [volume.of_term(one) for one in demo.terms[Kind.FANDOM]],
        "archive": [volume.of_archive("The Marsh Lantern", demo.works)],
    }[kind]
    assert volumes
    for at, whole in enumerate(volumes):
        back = several(epub.make(whole, materials), tmp_path / str(at))
        for (got, lost), one in zip(back, whole.works, strict=True):
            # A leaf of facts has the main ones first.
            ships = tuple(sorted(one.relationships, key=lambda tag: not tag.main))
            like = replace(one, relationships=ships)
            assert _facts(got) == _facts(like), (whole.title, one.slug)
            assert _main(got) == _main(one)
            assert got.source == (one.source or f"{SITE}/{one.url}")
            assert [what for what in lost if "of the whole" not in what] == []
