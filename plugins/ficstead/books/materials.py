"""What a book is made with beside its works: the site, pictures, skins, the theme."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..model import Language
from .covers.letters import Letters
from .kept import Kept


@dataclass(frozen=True, slots=True)
class Materials:
    """What every book of a build shares; nothing in it knows what time it is.

    `name` and `language` are the site's, `address` is SITEURL and empty while unset.
    `folders` are those of the theme, an author's own before it: each may hold
    ``books/`` (templates and style sheet) and ``static/fonts/``. `pictures` maps an
    address to its file (`library.copies`), `skins` that of a style sheet to what it
    says (`library.sheets`), `sources` the `url` of a work or chapter to the author's
    file. `covers` gives the author's own picture by the `url` of a work or volume.
    `gated` holds the `url` of each work that stands behind the gate. `rights` is what
    the author says of copying, if anything. `leads` says where on the site an address
    leads that stands in one of `sources`: called with the `url` of that file, the `url`
    of the work, and the address. `kept` has what books share; without it each is
    written whole. `letters` remembers which of them no font has.
    """

    name: str
    address: str
    language: Language
    folders: tuple[Path, ...]
    pictures: Mapping[str, Path] = field(default_factory=dict)
    skins: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Path] = field(default_factory=dict)
    covers: Mapping[str, Path] = field(default_factory=dict)
    gated: frozenset[str] = frozenset()
    rights: str = ""
    leads: Callable[[str, str, str], str | None] | None = None
    kept: Kept | None = None
    letters: Letters | None = None
