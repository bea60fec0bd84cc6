"""What tests of downloads share: a library's works with what books are made with."""

from __future__ import annotations

from pathlib import Path

from ficstead.books import volume
from ficstead.books.materials import Materials
from ficstead.books.volume import Volume
from ficstead.library.library import Library
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
