"""What tests of downloads share: a library's works with what books are made with."""

from __future__ import annotations

from pathlib import Path

from ficstead.books import volume
from ficstead.books.materials import Materials
from ficstead.books.volume import Volume
from ficstead.header import header
from ficstead.importing.manuscript import Manuscript
from ficstead.library.library import Library
from ficstead.model import Work
from ficstead.settings import Settings
from ficstead.site import books
from ficstead.store.digests import Digests
from ficstead.store.keep import Keep
from ficstead.store.store import Store

from .. import trees

THEME = Path(__file__).parents[3] / "theme"
SITE = "https://lantern.example"


def keep() -> Keep:
    return Keep(Store(None), Digests(), b"")


def set_up(root: Path, **values: object) -> Settings:
    given = {"THEME": str(THEME), "SITENAME": "The Marsh Lantern", "SITEURL": SITE}
    return trees.set_up(root, **{**given, **values})


def planted(
    root: Path, files: dict[str, str | bytes], **values: object
) -> tuple[Library, Settings]:
    """Return the library of some files, and its settings."""
    settings = set_up(trees.plant(root, files), **values)
    return trees.archive.build(settings)[0], settings


def work(
    root: Path, files: dict[str, str | bytes], **values: object
) -> tuple[Volume, Materials]:
    """Return the book of the only work there is, and what it is made with."""
    library, settings = planted(root, files, **values)
    return volume.of_work(trees.only(library)), books.materials(library, settings)


def shelved(manuscript: Manuscript, root: Path) -> Work:
    """Return the work that an import becomes, put into an archive of its own."""
    files: dict[str, str | bytes] = {}
    folder = "works/again"
    for part in manuscript.chapters:
        name = f"{folder}/{part.number:02}-part.md"
        files[name] = header.dump(dict(part.values)) + f"\n{part.body}"
    own = header.dump(dict(manuscript.work.values)) + f"\n{manuscript.work.body}"
    files[f"{folder}/work.md" if manuscript.chapters else f"{folder}.md"] = own
    beside = folder if manuscript.chapters else "works"
    files |= {f"{beside}/{name}": d for name, d in manuscript.pictures.items()}
    library, _ = planted(root, files)
    (one,) = library.every_work
    return one
