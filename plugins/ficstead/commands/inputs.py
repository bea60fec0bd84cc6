"""Everything a site is made of, in one digest: equal ones make the same site.

Read byte by byte, never judged by dates. Where a plugin or a setting of the author's
may bring in what is not read here, nothing is concluded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Final

from ..library.tree import Tree
from ..settings import Settings
from ..site import output
from ..store import digests
from ..store.keep import Keep

# What Pelican's own generators and other plugins would bring in.
_ALONE: Final = {"PLUGINS": ["ficstead"], "STATIC_PATHS": [], "TEMPLATE_PAGES": {}}
_IN_MEMORY: Final = re.compile(r"\bat 0x[0-9a-fA-F]+")
# The time is `due`'s matter; the others say where, and not what.
_NO_INPUT: Final = frozenset({"now", "output", "cache", "pelican"})
_NO_INPUT_OF_PELICAN: Final = frozenset({"OUTPUT_PATH", "CACHE_PATH"})


def digest(content: Tree, settings: Settings, keep: Keep) -> bytes:
    """Return the digest of all that a build reads; empty where that is not known."""
    values = settings.pelican
    if any(_plain(values.get(k)) != v for k, v in _ALONE.items()):
        return b""
    ours = {
        field.name: getattr(settings, field.name)
        for field in fields(settings)
        if field.name not in _NO_INPUT
    }
    given = {k: v for k, v in values.items() if k not in _NO_INPUT_OF_PELICAN}
    told = _told([ours, given])
    if _IN_MEMORY.search(told):
        return b""
    copied = [place.path for place in content.extra]
    files = [*content.files.values(), *copied, *output.theme_files(settings)]
    return digests.of_parts(keep.engine, told, keep.digests.of_all(files))


def _plain(value: object) -> object:
    """Return a setting as the kind of collection it is compared with."""
    return list(value) if isinstance(value, tuple) else value


def _told(value: object) -> str:
    """Return a value in words that are the same in every run; a set has no order."""
    if isinstance(value, Mapping):
        rows = sorted(f"{_told(key)}: {_told(item)}" for key, item in value.items())
        return f"{{{', '.join(rows)}}}"
    if isinstance(value, set | frozenset):
        return f"{{{', '.join(sorted(map(_told, value)))}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_told, value))}]"
    return repr(value)
