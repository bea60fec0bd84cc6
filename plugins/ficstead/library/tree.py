"""What lies in the content folder, and what it is: names only, nothing is read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..problems import Problem, found
from ..slugs import slugify

MARKDOWN = {".md", ".markdown", ".mkd"}
ROOMS = ("works", "series", "pages")
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

    def name(self, place: WorkPlace | ChapterPlace | FilePlace) -> str:
        """Return the path below the content folder of a file that is no extra."""
        return place.shown.removeprefix(f"{self.shown}/")


def survey(root: Path, shown: str) -> tuple[Tree, tuple[Problem, ...]]:
    """Walk the content folder. Names that begin with ``.`` or ``_`` are passed over."""
    unread: list[OSError] = []
    files = dict(_walk(root, unread))
    extra = tuple(
        FilePlace("", path, f"{shown}/extra/{path.relative_to(root / 'extra')}")
        for _, path in _walk(root / "extra", unread, every=True)
    )
    works: list[WorkPlace] = []
    problems = [_shut(error, root, shown) for error in unread]
    folders = _by_folder(files)
    for name in sorted({n.split("/")[1] for n in files if _is_chaptered(n)}):
        inside = folders[name]
        if f"works/{name}/work.md" in inside:
            works.append(_work_folder(name, inside, shown))
        else:
            problems.append(_headless(f"{shown}/works/{name}", inside.values()))
    for name, path in files.items():
        parts = name.split("/")
        if parts[0] == "works" and len(parts) == 2 and _is_markdown(name):
            works.append(
                WorkPlace(slugify(path.stem), path, f"{shown}/{name}", chapters=None)
            )
    problems += _strays(files, shown)
    tree = Tree(
        root=root,
        shown=shown,
        works=tuple(sorted(works, key=lambda work: work.shown)),
        series=_flat(files, "series", shown),
        notes=_flat(files, "pages", shown),
        extra=extra,
        tags=_tags(files, shown),
        files=files,
    )
    return tree, tuple(problems)


def work_at(root: Path, shown: str, slug: str) -> WorkPlace | None:
    """Return the work whose file or folder is called `slug`, without a whole survey."""
    path = root / "works" / f"{slug}.md"
    if path.is_file():
        return WorkPlace(slug, path, f"{shown}/works/{slug}.md", chapters=None)
    folder = root / "works" / slug
    inside = {f"works/{slug}/{path.name}": path for _, path in _walk(folder, [])}
    if f"works/{slug}/work.md" not in inside:
        return None
    return _work_folder(slug, inside, shown)


def _headless(shown: str, inside: Iterable[Path]) -> Problem:
    """Return the problem of a folder without work.md, or with one called Work.md."""
    near = next((p.name for p in inside if p.stem.lower() == "work"), "")
    hint = f"rename {near} to work.md, in small letters" if near else None
    return found("W301", path=shown, hint=hint)


def _shut(error: OSError, root: Path, shown: str) -> Problem:
    """Return the problem of a folder that nobody lets us look into."""
    inside = Path(error.filename).relative_to(root).as_posix()
    return found("W312", path=f"{shown}/{inside}", reason=error.strerror)


def _walk(
    root: Path, unread: list[OSError], *, every: bool = False
) -> Iterator[tuple[str, Path]]:
    """Yield the files below a folder, each with its path from there, with ``/``.

    Folders that are there and cannot be read are added to `unread`.
    """

    def failed(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            unread.append(error)

    known = {root.resolve()}
    for folder, folders, names in os.walk(root, onerror=failed, followlinks=True):
        folders[:] = [f for f in folders if _is_new(Path(folder) / f, known)]
        folders[:] = [f for f in folders if f != ".git"]
        if not every:
            folders[:] = [f for f in folders if f[0] not in "._"]
            names = [n for n in names if n[0] not in "._"]  # noqa: PLW2901
            if Path(folder) == root and "extra" in folders:
                folders.remove("extra")
        folders.sort()
        # Paths of pathlib are dear where there are thousands.
        way = folder[len(str(root)) :].replace(os.sep, "/").lstrip("/")
        here = Path(folder)
        for name in sorted(names):
            if not name.endswith("~") and name not in {".DS_Store", "Thumbs.db"}:
                yield f"{way}/{name}" if way else name, here / name


def _is_new(folder: Path, known: set[Path]) -> bool:
    """Tell whether to go into a folder; a link may lead back to where we came from."""
    if not folder.is_symlink():
        return True
    target = folder.resolve()
    ways = {folder.parent.resolve(), *known}
    is_new = not any(way.is_relative_to(target) for way in ways)
    known.add(target)
    return is_new


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()  # noqa: PTH122 - a name and no path


def _is_markdown(name: str) -> bool:
    return _suffix(name) in MARKDOWN


def _is_chaptered(name: str) -> bool:
    parts = name.split("/")
    return parts[0] == "works" and len(parts) == 3 and _is_markdown(name)


def _by_folder(files: dict[str, Path]) -> dict[str, dict[str, Path]]:
    """Return what lies in each folder of works/, by the folder's name."""
    folders: dict[str, dict[str, Path]] = {}
    for name, path in files.items():
        room, _, inside = name.partition("/")
        folder, below, _ = inside.partition("/")
        if room == "works" and below:
            folders.setdefault(folder, {})[name] = path
    return folders


def _work_folder(name: str, inside: dict[str, Path], shown: str) -> WorkPlace:
    chapters = [
        _chapter(path, f"{shown}/{file}")
        for file, path in inside.items()
        if _is_markdown(file) and file.count("/") == 2 and path.name != "work.md"
    ]
    # 2-x comes before 10-y: people number from 1 and do not think of zeros.
    chapters.sort(key=lambda c: (c.number is None, c.number or 0, c.path.name))
    file = f"works/{name}/work.md"
    return WorkPlace(slugify(name), inside[file], f"{shown}/{file}", tuple(chapters))


def _chapter(path: Path, shown: str) -> ChapterPlace:
    match = _NUMBERED.match(path.stem)
    number = int(match[1]) if match else None
    part = (match[2] or "") if match else path.stem
    return ChapterPlace(
        path, shown, slugify(path.stem), number, slugify(part or "part")
    )


def _flat(files: dict[str, Path], folder: str, shown: str) -> tuple[FilePlace, ...]:
    return tuple(
        FilePlace(slugify(path.stem), path, f"{shown}/{name}")
        for name, path in files.items()
        if name.startswith(f"{folder}/") and name.count("/") == 1 and _is_markdown(name)
    )


def _tags(files: dict[str, Path], shown: str) -> FilePlace | None:
    path = files.get("tags.toml")
    return FilePlace("", path, f"{shown}/tags.toml") if path else None


def _strays(files: dict[str, Path], shown: str) -> Iterator[Problem]:
    """Find what looks like text of the author's and is used nowhere."""
    for name, path in files.items():
        parts = name.split("/")
        reason = ""
        if parts[0] == "works" and len(parts) > 3 and _is_markdown(name):
            reason = "a work's folder has no folders of chapters in it"
        elif parts[0] in {"series", "pages"} and len(parts) > 2 and _is_markdown(name):
            reason = f"files of {parts[0]}/ stand side by side, without folders"
        elif parts[0] not in ROOMS and _is_markdown(name):
            reason = "texts belong in works/, series/ or pages/"
        elif _suffix(name) in {".txt", ".docx", ".doc", ".odt", ".rtf", ".html"}:
            reason = f"a {path.suffix} file is not Markdown"
        if reason:
            yield found("W310", path=f"{shown}/{name}", reason=reason)
