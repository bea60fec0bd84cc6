"""The skins of works: which file each names, cleaned, and where the site puts it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from .. import addresses
from ..model import Work
from ..problems import Problem, did_you_mean, found
from . import linking, reading
from .linking import Home, Targets
from .reading import Files, WorkFile

FOLDER = "skins"


@dataclass(frozen=True, slots=True)
class Skins:
    """What the skins of an archive come to.

    `addresses` gives where the style sheet of a work is, by slug, with a version;
    `sheets` what is put where.
    """

    addresses: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)


def read(files: Files, known: Targets) -> tuple[Skins, tuple[Problem, ...]]:
    """Read every skin that a work names; pictures they need go to `known.copies`."""
    linked: dict[str, str] = {}
    sheets: dict[str, str] = {}
    problems: list[Problem] = []
    for file in files.works:
        if not file.facts.skin:
            continue
        public = known.urls.get(files.tree.name(file.place)) is not None
        css, wrong = _read(file, files, known if public else replace(known, copies={}))
        problems += wrong
        if css and public:
            address = addresses.skin(file.place.slug)
            version = sha256(css.encode()).hexdigest()[:8]
            linked[file.place.slug] = f"{address}?v={version}"
            sheets[address] = css
    return Skins(linked, sheets), tuple(dict.fromkeys(problems))


def dressed(works: Iterable[Work], skins: Skins) -> tuple[Work, ...]:
    """Return the works, each with the address of its skin."""
    return tuple(
        replace(work, skin=skins.addresses[work.slug])
        if work.slug in skins.addresses
        else work
        for work in works
    )


def _read(
    file: WorkFile, files: Files, known: Targets
) -> tuple[str, tuple[Problem, ...]]:
    path = _place(file, files)
    if path is None:
        return "", (_missing(file, files),)
    name = path.relative_to(files.tree.root).as_posix()
    shown = f"{files.tree.shown}/{name}"
    text, problems = reading.decode(path, shown)
    if text is None:
        return "", problems
    home = Home(name, shown, addresses.work(file.place.slug))

    from ..prose import skin  # noqa: PLC0415 - few works have one

    def picture(target: str) -> str | None:
        address = linking.picture_at(target, home, known)
        near = posixpath.relpath(address, home.url) if address else None
        return addresses.encoded(near) if near else None

    css, wrong = skin.clean(text, picture)
    return css, tuple(problem.at(shown) for problem in wrong)


def _place(file: WorkFile, files: Files) -> Path | None:
    """Return the file that a work names: beside it, or in the folder of skins.

    It may begin with ``_``, as those that the import has kept.
    """
    root = files.tree.root
    folder = posixpath.dirname(files.tree.name(file.place))
    named = file.facts.skin
    wanted = named if named.lower().endswith(".css") else f"{named}.css"
    for name in (posixpath.join(folder, wanted), posixpath.join(FOLDER, wanted)):
        inside = posixpath.normpath(name)
        if not inside.startswith("../") and (root / inside).is_file():
            return root / inside
    return None


def _missing(file: WorkFile, files: Files) -> Problem:
    folder = posixpath.dirname(files.tree.name(file.place))
    near = [
        posixpath.basename(name)
        for name in files.tree.files
        if name.endswith(".css") and posixpath.dirname(name) in {folder, FOLDER}
    ]
    hint = did_you_mean(file.facts.skin, near, "") or None
    line = file.facts.lines.get("skin", 0)
    named = file.facts.skin
    return found("L506", line, path=file.place.shown, target=named, hint=hint)
