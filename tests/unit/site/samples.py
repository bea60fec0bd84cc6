"""One value of every kind of thing that a page shows, and every way to change it."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

from ficstead.site import dependencies, pages
from ficstead.store.digests import Digests
from ficstead.store.keep import Keep
from ficstead.store.store import Store
from ficstead.text import Elsewhere
from markupsafe import Markup

PAGES = typing.get_args(pages.Page)
LONG = Markup("<p>Rain, as it fell in those days.</p>\n") * 20


class There(Elsewhere):
    """Where another text lies."""

    digest = b"another"

    def html(self) -> Markup:
        raise AssertionError("a fingerprint asks for no text")


def sample(kind: Any) -> Any:
    """Return a value of a type as it stands in the model."""
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{f.name: sample(hints[f.name]) for f in fields(kind) if f.init})
    if origin is tuple:
        parts = inside[:1] if inside[-1] is Ellipsis else inside
        return tuple(map(sample, parts))
    if origin in {types.UnionType, typing.Union}:
        # A text that is held lies nowhere else.
        return None if inside[0] is Elsewhere else sample(inside[0])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    simple = {str: "word", int: 7, bool: True, Markup: LONG}
    return datetime(2024, 5, 1, tzinfo=UTC) if kind is datetime else simple[kind]


def changes(thing: Any, kind: Any) -> Iterator[tuple[str, Any]]:
    """Yield every way to change one thing in a value, with the way to it."""
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        for field in (f for f in fields(kind) if f.init):
            for way, other in changes(getattr(thing, field.name), hints[field.name]):
                yield f".{field.name}{way}", replace(thing, **{field.name: other})
    elif origin is tuple:
        if inside[-1] is Ellipsis:
            yield " gone", ()
            yield " twice", thing * 2
            inside = inside[:1]
        for at, part in enumerate(inside):
            for way, other in changes(thing[at], part):
                yield f"[{at}]{way}", (*thing[:at], other, *thing[at + 1 :])
    elif inside[:1] == (Elsewhere,):
        yield " elsewhere", There()
    elif origin in {types.UnionType, typing.Union}:
        yield " None", None
        yield from changes(thing, inside[0])
    elif isinstance(kind, type) and issubclass(kind, Enum):
        yield " other", list(kind)[-1]
    elif kind is Markup:
        yield " ends otherwise", thing[:-1] + Markup("!")
        yield " short", Markup("short")
    elif kind is datetime:
        yield " later", thing + timedelta(microseconds=1)
    elif kind is bool:
        yield " not", not thing
    elif kind is int:
        yield " more", thing + 1
    else:
        assert kind is str, kind
        yield " longer", f"{thing}s"
        yield " empty", ""


def fingerprint(
    page: Any, site: Any = None, *, engine: bytes = b"engine", theme: bytes = b"theme"
) -> bytes:
    """Return the fingerprint of a page in a build of its own."""
    keep = Keep(Store(None), Digests(), engine)
    site = site or sample(pages.Site)
    return dependencies.Fingerprints(keep, theme, site).page(page)


if __name__ == "__main__":
    for each in PAGES:
        print(fingerprint(sample(each)).hex())
