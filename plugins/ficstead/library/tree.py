"""What lies in the content folder, and what it is: names only, nothing is read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from ..problems import Problem, found
from ..slugs import slugify

MARKDOWN = {".md", ".markdown", ".mkd"}
ROOMS = ("works", "series", "pages")
# What an author may have meant as a text.
NO_TEXT = {".txt", ".docx", ".doc", ".odt", ".rtf", ".html"}
# Where the demo archive goes when the author's own moves in; no build reads it.
ASIDE = "_aside"
_NUMBERED = re.compile(r"(\d+)(?:[-_. ]+(.*))?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ChapterPlace:
    """A chapter's file. `part` is its name without the number in front."""

    path: Path
    shown: str
    key: str
    number: int | None
    part: str


@dataclass(frozen=True, slots=True)
class WorkPlace:
    """A work's file, or the work.md of its folder with its chapters in order."""

    slug: str
    path: Path
    shown: str
    chapters: tuple[ChapterPlace, ...] | None


@dataclass(frozen=True, slots=True)
class FilePlace:
    """Any other file of ours: a series, a page, a picture, something to copy."""

    slug: str
    path: Path
    shown: str


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder of it: its files, by their paths below content/, and what they are."""

    files: Mapping[str, Path]
    works: tuple[WorkPlace, ...]
    problems: tuple[Problem, ...]


# The content folder, as it is shown, the way to a folder in it, and the names in that.
Key = tuple[Path, str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Tree:
    """The content folder. `files` maps every path below it, with ``/``, to its file."""

    root: Path
    shown: str
    works: tuple[WorkPlace, ...]
    series: tuple[FilePlace, ...]
    notes: tuple[FilePlace, ...]
    extra: tuple[FilePlace, ...]
    tags: FilePlace | None
    files: dict[str, Path]
    folders: Mapping[Key, Folder] = field(compare=False, repr=False)

    def name(self, place: WorkPlace | ChapterPlace | FilePlace) -> str:
        """Return the path below the content folder of a file that is no extra."""
        return place.shown.removeprefix(f"{self.shown}/")


Surveyed = tuple[Tree, tuple[Problem, ...]]


def survey(
    root: Path, shown: str, known: Mapping[Key, Folder] = MappingProxyType({})
) -> Surveyed:
    """Walk the content folder. Names that begin with ``.`` or ``_`` are passed over.

    A folder that is `known` from an earlier survey, with the same names in it, is what
    it was.
    """
    unread: list[OSError] = []
    folders: dict[Key, Folder] = {}
    for way, names in _walk(root, unread):
        key = root, shown, way, names
        folders[key] = known.get(key) or _folder(root, shown, way, names)
    extra = tuple(
        FilePlace("", path, f"{shown}/extra/{path.relative_to(root / 'extra')}")
        for way, names in _walk(root / "extra", unread, every=True)
        for path in (root / "extra" / way / name for name in names)
    )
    files: dict[str, Path] = {}
    for folder in folders.values():
        files.update(folder.files)
    problems = [_shut(error, root, shown) for error in unread]
    problems += chain.from_iterable(folder.problems for folder in folders.values())
    works = chain.from_iterable(folder.works for folder in folders.values())
    tree = Tree(
        root=root,
        shown=shown,
        works=tuple(sorted(works, key=lambda work: work.shown)),
        series=_flat(folders, root, shown, "series"),
        notes=_flat(folders, root, shown, "pages"),
        extra=extra,
        tags=_tags(files, shown),
        files=files,
        folders=folders,
    )
    return tree, tuple(problems)


def work_at(root: Path, shown: str, slug: str) -> WorkPlace | None:
    """Return the work whose file or folder is called `slug`, without a whole survey."""
    path = root / "works" / f"{slug}.md"
    if path.is_file():
        return WorkPlace(slug, path, f"{shown}/works/{slug}.md", chapters=None)
    for _, names in _walk(root / "works" / slug, []):
        if "work.md" in names:
            return _folder(root, shown, f"works/{slug}", names).works[0]
        break
    return None


def _headless(shown: str, names: Iterable[str]) -> Problem:
    """Return the problem of a folder without work.md, or with one called Work.md."""
    near = next((name for name in names if _stem(name).lower() == "work"), "")
    hint = f"rename {near} to work.md, in small letters" if near else None
    return found("W301", path=shown, hint=hint)


def _shut(error: OSError, root: Path, shown: str) -> Problem:
    """Return the problem of a folder that nobody lets us look into."""
    inside = Path(error.filename).relative_to(root).as_posix()
    return found("W312", path=f"{shown}/{inside}", reason=error.strerror)


def _walk(
    root: Path, unread: list[OSError], *, every: bool = False
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each folder below one, by its path from there with ``/``, and its files.

    Folders that are there and cannot be read are added to `unread`.
    """

    def failed(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            unread.append(error)

    known = {root.resolve()}
    for folder, folders, names in os.walk(root, onerror=failed, followlinks=True):
        folders[:] = [f for f in folders if f != ".git" and _is_new(folder, f, known)]
        if not every:
            folders[:] = [f for f in folders if f[0] not in "._"]
            names = [n for n in names if n[0] not in "._"]  # noqa: PLW2901
            if Path(folder) == root and "extra" in folders:
                folders.remove("extra")
        folders.sort()
        way = folder[len(str(root)) :].replace(os.sep, "/").lstrip("/")
        yield way, tuple(sorted(name for name in names if _is_wanted(name)))


def _is_wanted(name: str) -> bool:
    """Tell whether a file is no leftover of an editor or a system."""
    return not name.endswith("~") and name not in {".DS_Store", "Thumbs.db"}


def _is_new(above: str, name: str, known: set[Path]) -> bool:
    """Tell whether to go into a folder; a link may lead back to where we came from."""
    # Paths of pathlib are dear where there are hundreds.
    if not os.path.islink(f"{above}/{name}"):  # noqa: PTH114
        return True
    folder = Path(above) / name
    target = folder.resolve()
    ways = {folder.parent.resolve(), *known}
    is_new = not any(way.is_relative_to(target) for way in ways)
    known.add(target)
    return is_new


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()  # noqa: PTH122 - a name and no path


def _stem(name: str) -> str:
    return os.path.splitext(name)[0]  # noqa: PTH122 - a name and no path


def _folder(root: Path, shown: str, way: str, names: tuple[str, ...]) -> Folder:
    """Return what the files of one folder are."""
    start, here = f"{way}/" if way else "", root / way
    paths = {name: here / name for name in names}
    suffixes = {name: _suffix(name) for name in names}
    texts = [name for name, suffix in suffixes.items() if suffix in MARKDOWN]
    works: tuple[WorkPlace, ...] = ()
    problems = list(_strays(f"{shown}/{start}", way.split("/"), suffixes))
    if way == "works":
        works = tuple(
            WorkPlace(slugify(_stem(name)), paths[name], f"{shown}/works/{name}", None)
            for name in texts
        )
    elif texts and way.startswith("works/") and way.count("/") == 1:
        if "work.md" in texts:
            works = (_work_folder(here.name, f"{shown}/{way}", texts, paths),)
        else:
            problems.append(_headless(f"{shown}/{way}", names))
    files = {f"{start}{name}": path for name, path in paths.items()}
    return Folder(files, works, tuple(problems))


def _work_folder(
    name: str, shown: str, texts: Iterable[str], paths: Mapping[str, Path]
) -> WorkPlace:
    chapters = [
        (_chapter(paths[text], text, f"{shown}/{text}"), text)
        for text in texts
        if text != "work.md"
    ]
    # 2-x comes before 10-y: people number from 1 and do not think of zeros.
    chapters.sort(key=lambda c: (c[0].number is None, c[0].number or 0, c[1]))
    inside = tuple(chapter for chapter, _ in chapters)
    return WorkPlace(slugify(name), paths["work.md"], f"{shown}/work.md", inside)


def _chapter(path: Path, name: str, shown: str) -> ChapterPlace:
    stem = _stem(name)
    match = _NUMBERED.match(stem)
    number = int(match[1]) if match else None
    part = (match[2] or "") if match else stem
    return ChapterPlace(path, shown, slugify(stem), number, slugify(part or "part"))


def _flat(
    folders: Mapping[Key, Folder], root: Path, shown: str, way: str
) -> tuple[FilePlace, ...]:
    """Return the texts of a folder in which they stand side by side."""
    return tuple(
        FilePlace(slugify(path.stem), path, f"{shown}/{name}")
        for (_, _, at, _), folder in folders.items()
        for name, path in (folder.files.items() if at == way else ())
        if _suffix(name) in MARKDOWN
    )


def _tags(files: dict[str, Path], shown: str) -> FilePlace | None:
    path = files.get("tags.toml")
    return FilePlace("", path, f"{shown}/tags.toml") if path else None


def _strays(
    start: str, way: Sequence[str], suffixes: Mapping[str, str]
) -> Iterator[Problem]:
    """Find what looks like text of the author's and is used nowhere."""
    room, deep = way[0], len(way)
    for name, suffix in suffixes.items():
        reason = ""
        if suffix in NO_TEXT:
            reason = f"a {Path(name).suffix} file is not Markdown"
        elif suffix not in MARKDOWN:
            continue
        elif room == "works" and deep > 2:
            reason = "a work's folder has no folders of chapters in it"
        elif room in {"series", "pages"} and deep > 1:
            reason = f"files of {room}/ stand side by side, without folders"
        elif room not in ROOMS:
            reason = "texts belong in works/, series/ or pages/"
        if reason:
            yield found("W310", path=f"{start}{name}", reason=reason)
