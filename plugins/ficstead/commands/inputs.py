"""Everything a site is made of, in one digest: equal ones make the same site.

Read byte by byte, never judged by dates. Where a plugin or a setting of the author's
may bring in what is not read here, nothing is concluded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from .. import defaults
from ..library.tree import Tree
from ..settings import Settings, in_words
from ..site import copied, themes
from ..store import digests
from ..store.keep import Keep

# Of what the defaults say, an author may change this; it is read as it is, or no input.
_FREE: Final = {"OUTPUT_PATH", "CACHE_PATH", "THEME_STATIC_PATHS", "IGNORE_FILES"}
# What Pelican's own generators and other plugins would bring in, or write.
_ALONE: Final = {
    name: value
    for name, value in vars(defaults).items()
    if name.isupper() and name not in _FREE
} | {"TEMPLATE_PAGES": {}, "OUTPUT_SOURCES": False}
_FEED: Final = re.compile(r"(?:\w+_)?FEED_(?:\w+_)?(?:ATOM|RSS)")
_IN_MEMORY: Final = re.compile(r"\bat 0x[0-9a-fA-F]+")
# The time is `due`'s matter; the others say where, and not what.
_NO_INPUT: Final = frozenset({"now", "output", "cache", "pelican"})
_NO_INPUT_OF_PELICAN: Final = frozenset({"OUTPUT_PATH", "CACHE_PATH"})


@dataclass(frozen=True, slots=True)
class Inputs:
    """The digest of all that a build reads; empty where that is not known.

    The author may save while a build is at work. So the files are remembered as they
    were before any was read.
    """

    digest: bytes
    _content: Mapping[Path, digests.Mark | None]
    _theme: Mapping[Path, digests.Mark | None]

    def stand(self) -> bool:
        """Tell whether no file has changed since."""
        return digests.marks(self._content) == self._content and self.theme_stands()

    def theme_stands(self) -> bool:
        """Tell whether no file of the theme has changed since."""
        return digests.marks(self._theme) == self._theme


def inputs(content: Tree, settings: Settings, keep: Keep) -> Inputs:
    """Look at everything that a build reads."""
    taken = copied.files(settings, settings.content / "extra")
    look = keep.digests.marks
    files = look([*content.files.values(), *(path for _, path in taken)])
    theme = look(themes.files(settings))
    told = _settings(settings)
    if told is None:
        return Inputs(b"", files, theme)
    every = keep.digests.of_all([*files, *theme])
    return Inputs(digests.of_parts(keep.engine, told, every), files, theme)


def _settings(settings: Settings) -> str | None:
    """Return all settings in words; nothing where they may bring in more than files."""
    values = settings.pelican
    if any(_plain(values.get(k)) != v for k, v in _ALONE.items()):
        return None
    if any(value for name, value in values.items() if _FEED.fullmatch(name)):
        return None
    ours = {
        field.name: getattr(settings, field.name)
        for field in fields(settings)
        if field.name not in _NO_INPUT
    }
    given = {k: v for k, v in values.items() if k not in _NO_INPUT_OF_PELICAN}
    told = in_words([ours, given])
    return None if _IN_MEMORY.search(told) else told


def _plain(value: object) -> object:
    """Return a setting as the kind of collection it is compared with."""
    return list(value) if isinstance(value, tuple) else value
