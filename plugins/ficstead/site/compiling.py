"""Templates compiled ahead, from the store where this version of them was compiled.

Compiling the theme takes a fifth of a second, which is a sixth of a small build; what
books are made with takes a third of that.
"""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

from jinja2 import BytecodeCache, Environment, TemplateError
from jinja2.bccache import Bucket

from ..settings import Settings
from ..store import digests, keep
from ..store.keep import Keep
from . import themes
from .templating import environment

# What the loader finds beside templates, macros and partials.
_ELSEWHERE = ("templates/", "static/")


class _Compiled(BytecodeCache):
    """Compiled templates by their source and by the engine that compiled them."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep

    def load_bytecode(self, bucket: Bucket) -> None:
        key = self._key(bucket)
        data = self._keep.store.get([key]).get(key)
        if data is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._keep.store.put({self._key(bucket): bucket.bytecode_to_string()})

    def _key(self, bucket: Bucket) -> bytes:
        # What our own tags make of a template is not seen in its source.
        parts = (self._keep.engine, "template", bucket.key, bucket.checksum)
        return digests.of_parts(*parts)


def prepare(env: Environment, keep: Keep, ending: str = "html") -> None:
    """Compile every template of a theme that can be; the others fail where they stand.

    It is done before other processes begin: each would compile for itself, and none
    may touch the store.
    """
    env.bytecode_cache = _Compiled(keep)
    for name in env.list_templates(extensions=[ending]):
        if not name.startswith(_ELSEWHERE):
            with suppress(TemplateError, UnicodeError, OSError):
                env.get_template(name)
    env.bytecode_cache = None


def of(settings: Settings) -> Environment:
    """Return the environment of the theme that the settings name."""
    return environment(themes.folders(settings), settings.theme / "static")


def prepare_books(settings: Settings, keep: Keep) -> None:
    """Compile what books are made with, if any are."""
    if any(form.is_book for form in settings.downloads):
        from ..books.epub import templating  # noqa: PLC0415 - where there is one to make

        prepare(templating.of(themes.folders(settings)), keep, "xhtml")


def ahead(settings: Settings, cache: Path) -> None:
    """Compile the theme into the store of `cache`, for a build that comes to it later.

    It is a job for a process beside that build, while it reads. Books are made first.
    """
    kept = keep.opened(cache)
    with closing(kept.store):
        prepare_books(settings, kept)
        prepare(of(settings), kept)
