"""Files, folders and zips as named bytes, within limits, one bad one stopping nothing.

An item is one thing to import: a page, a text, a book. What cannot be one is an item
with a reason, so that the report names every file an author expects to find in it.
"""

from __future__ import annotations

import io
import posixpath
import re
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from ..story import Refused
from . import archives, folders, kinds, leaves, pictures_beside, snapshots, volumes
from .archives import check, entries
from .leaves import Group, Leaf

__all__ = ["Item", "check", "entries", "items"]

UNPACKED: Final = 2 * 2**30  # bytes of all that one zip and the zips in it hold
DEEPEST: Final = 3  # zips inside one another

_WORK: Final = (
    "It is a work of a Ficstead archive already; copy its folder into content/works."
)
_UNPACKS_TOO_LARGE: Final = (
    f"It unpacks to more than {UNPACKED >> 30} GB; unpack it and import the folder."
)
_NOTHING: Final = "There is no file to import in it."
_UNSHOWN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to import. Either `refused` says why not, or `data` is what to read.

    `path` is how the author finds it (``downloads/fics.zip/Lantern.html``), `name` its
    last part; `format` names the kinds that are refused by it.
    """

    path: str
    name: str
    modified: datetime
    data: bytes = b""
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    refused: str = ""
    format: str = ""

    def beside(self, address: str) -> bytes | None:
        """Return the picture that the page names so and that came beside it."""
        return self.pictures.get(address) or self.pictures.get(address.strip())


def items(paths: Iterable[Path]) -> Iterator[Item]:
    """Yield what there is to import, folders and zips in their natural order.

    Each file comes once, however often it was named. Links are followed where the
    author named them, never inside a folder.
    """
    opener = _Opener()
    for path in paths:
        yield from opener.named(path)


class _Opener:
    """Opens one path after another and remembers what it has opened."""

    def __init__(self) -> None:
        self.opened: set[Path] = set()

    def named(self, path: Path) -> Iterator[Item]:
        shown = path.as_posix()
        try:
            about = path.stat()
            real = path.resolve()
        except (FileNotFoundError, NotADirectoryError):
            yield _refused(shown, folders.missing(path))
        except (OSError, ValueError, RuntimeError) as error:
            yield _refused(shown, folders.cannot(error))
        else:
            if stat.S_ISDIR(about.st_mode):
                yield from self.folder(real, shown)
            elif real not in self.opened:
                self.opened.add(real)
                leaf = folders.leaf(real, path.name)
                near = partial(folders.near, real.parent)
                yield from _content(leaf, shown, near, _Budget(), 0)

    def folder(self, folder: Path, shown: str) -> Iterator[Item]:
        try:
            found = list(folders.walked(folder))
        except Refused as reason:
            yield _refused(shown, str(reason))
            return
        new = [leaf for leaf in found if folder / leaf.name not in self.opened]
        self.opened.update(folder / leaf.name for leaf in new)
        if new or not found:
            yield from _all(
                new, shown, lambda leaf, at, by: _content(leaf, at, by, _Budget(), 0)
            )


class _Budget:
    """What may still be unpacked of one zip, with the zips in it."""

    def __init__(self) -> None:
        self.left = UNPACKED

    def read(self, data: bytes, entry: archives.Entry) -> bytes:
        if entry.size > self.left:
            raise Refused(_UNPACKS_TOO_LARGE)
        self.left -= entry.size
        return archives.unpacked(data, entry)


_Near = Callable[[str], bytes | None]
_Opened = Callable[[Leaf, str, _Near], Iterator[Item]]


def _all(found: list[Leaf], shown: str, opened: _Opened) -> Iterator[Item]:
    """Yield the items of a folder or a zip; `opened` makes them of a single file."""
    names = {leaves.known(leaf.name): leaf for leaf in found}
    used: set[str] = set()
    empty = True
    for group, name, parts in leaves.grouped(found):
        empty = False
        path = posixpath.join(shown, name).rstrip("/") if shown != "." else name or "."
        if group is Group.WORK:
            yield _refused(path, _WORK, "ficstead")
        elif group is Group.BOOK:
            yield from _books(_book(path, name, parts))
        elif group is Group.FILE or name not in used:
            to = leaves.beside(parts[0], names)
            yield from opened(parts[0], path, partial(_noted, to, used))
    if empty:
        yield _refused(shown, _NOTHING)


def _noted(to: Callable[[str], Leaf | None], used: set[str], path: str) -> bytes | None:
    """Read a picture that a page names, and note that it is none by itself."""
    leaf = to(path)
    if leaf is None:
        return None
    data = leaf.read()
    used.add(leaf.name)
    return data


def _content(
    leaf: Leaf, shown: str, near: _Near, budget: _Budget, depth: int
) -> Iterator[Item]:
    """Yield the items that one file is: itself, or what is in it."""
    name = posixpath.basename(leaf.name)
    item = Item(_clean(shown), _clean(name), leaf.modified)
    kind = kinds.Kind("")
    try:
        data = leaf.read()
        kind = kinds.kind(data, name)
        if kind.format == "zip" and not kind.refusal:
            inside = _in_zip(data, leaf.modified, budget, depth)
        elif kind.format == "epub" and not kind.refusal:
            yield from _books(_one(item, kind, data, near))
            return
        else:
            yield _one(item, kind, data, near)
            return
    except Refused as reason:
        yield replace(item, refused=str(reason), format=kind.format)
        return
    del data
    yield from _all(
        inside, shown, lambda one, at, by: _content(one, at, by, budget, depth + 1)
    )


def _one(item: Item, kind: kinds.Kind, data: bytes, near: _Near) -> Item:
    if kind.refusal:
        raise Refused(kind.refusal)
    if len(data) > folders.LARGEST:
        raise Refused(folders.TOO_LARGE)
    pictures: Mapping[str, bytes] = {}
    if kind.format == "mhtml":
        data, pictures = snapshots.mhtml(data)
    elif kind.format == "webarchive":
        data, pictures = snapshots.webarchive(data)
    elif kind.format == "text":
        pictures = pictures_beside.beside(data, near)
    return replace(item, data=data, pictures=pictures)


def _books(item: Item) -> Iterator[Item]:
    """Yield a book, or where it is ours and of several works, one for each of them."""
    alone = True
    for name, book in volumes.parts(item.data) if item.data else ():
        alone = False
        part = replace(item, path=f"{item.path}/{name}", name=f"{name}.epub", data=b"")
        try:
            yield replace(part, data=book())
        except Refused as reason:
            yield replace(part, refused=str(reason), format="epub")
    if alone:
        yield item


def _in_zip(data: bytes, modified: datetime, budget: _Budget, depth: int) -> list[Leaf]:
    if depth >= DEEPEST:
        raise Refused("It is a zip in a zip in a zip in a zip; unpack it first.")
    found = archives.listed(data)
    if sum(entry.size for entry in found) > budget.left:
        raise Refused(_UNPACKS_TOO_LARGE)
    return [
        Leaf(entry.name, entry.modified or modified, partial(budget.read, data, entry))
        for entry in found
    ]


def _book(shown: str, root: str, parts: list[Leaf]) -> Item:
    """Return an EPUB that was unpacked, as Apple Books keeps them, as its zip."""
    item = Item(_clean(shown), _clean(posixpath.basename(shown)), parts[0].modified)
    packed = io.BytesIO()
    try:
        with zipfile.ZipFile(packed, "w") as book:
            for leaf in parts[: archives.MOST]:
                inside = posixpath.relpath(leaf.name, root or ".")
                book.writestr(zipfile.ZipInfo(_clean(inside)), leaf.read())
                if packed.tell() > folders.LARGEST:
                    return replace(item, refused=folders.TOO_LARGE, format="epub")
    except Refused as reason:
        return replace(item, refused=str(reason), format="epub")
    return replace(item, data=packed.getvalue())


def _refused(shown: str, reason: str, format: str = "") -> Item:
    name = posixpath.basename(shown)
    return Item(
        _clean(shown),
        _clean(name),
        datetime.fromtimestamp(0, UTC),
        refused=reason,
        format=format,
    )


def _clean(name: str) -> str:
    """Return a name that a terminal and JSON can take, whatever a disk calls a file."""
    return _UNSHOWN.sub("\ufffd", name)
