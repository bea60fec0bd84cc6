"""A manuscript put beside what lies in the content folder: what to write, and why.

Nothing is written here; a `Plan` says what would be, so that ``--dry-run`` and the
import itself cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from ...library import reading
from ...library.tree import ChapterPlace, WorkPlace
from ...slugs import slugify
from ...sources import identity
from ..manuscript import Manuscript, Part, Value
from . import patching, records, threeway
from .records import Base, Record, hashed
from .told import Told

NEW, UPDATED, UNCHANGED, CONFLICT = "new", "updated", "unchanged", "conflict"
_DATES: Final = ("date", "updated")


@dataclass(slots=True)
class Plan:
    """What one import does: files by path, files to take away, and what to tell.

    `folder` is the new folder of a work that had none; it is filled aside and put in
    place whole.
    """

    slug: str
    outcome: str = UNCHANGED
    writes: dict[Path, bytes] = field(default_factory=dict)
    removes: list[Path] = field(default_factory=list)
    folder: Path | None = None
    record: Record | None = None
    said: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)


def planned(
    manuscript: Manuscript,
    root: Path,
    slug: str,
    place: WorkPlace | None,
    file: str = "",
) -> Plan:
    """Return what an import of this manuscript would do to the work at `place`.

    `file` is the key of the file that it was read from, to be known by the next time.
    """
    plan = Plan(slug)
    record = None
    if place:
        record, found = records.find(root, slug, identity(manuscript.source))
        if found and found != records.path(root, slug):
            plan.removes.append(found)
    merger = _Merger(manuscript, root, place, record, plan)
    merger.run()
    if file and plan.record:
        told = Told.of(manuscript, records.mark(manuscript))
        plan.record = replace(plan.record, files=plan.record.with_file(file, told))
    return plan


@dataclass(slots=True)
class _Merger:
    manuscript: Manuscript
    root: Path
    place: WorkPlace | None
    record: Record | None
    plan: Plan
    day: str = ""
    added: list[str] = field(default_factory=list)

    def run(self) -> None:
        mark = records.mark(self.manuscript)
        if self.place is None:
            self.write_new()
        else:
            if self.place.chapters is not None and not self.manuscript.chapters:
                self.manuscript = _with_a_chapter(self.manuscript)
            self.update(mark)
        kept = self.plan.record or self.record or Record()
        self.plan.record = replace(kept, seen=kept.with_seen(mark))

    # ---- A work that is not here yet -------------------------------------------------

    def write_new(self) -> None:
        plan, manuscript = self.plan, self.manuscript
        works = self.root / "works"
        folder = works / plan.slug if manuscript.chapters else works
        if manuscript.chapters:
            plan.folder = folder
        parts: dict[int, Base] = {}
        for part in manuscript.parts:
            name = self.name_of(part)
            plan.writes[folder / name] = patching.file(part).encode()
            parts[part.number] = threeway.base_of(name, part)
        self.pictures(folder, {})
        self.skin(folder)
        plan.outcome = NEW
        plan.record = self.recorded(parts)

    def name_of(self, part: Part) -> str:
        if part.number == 0:
            return "work.md" if self.manuscript.chapters else f"{self.plan.slug}.md"
        digits = max(2, len(str(self.manuscript.chapters[-1].number)))
        word = _short(slugify(part.title)) if part.title else "chapter"
        return f"{part.number:0{digits}}-{word}.md"

    # ---- A work that is --------------------------------------------------------------

    def update(self, mark: str) -> None:
        assert self.place is not None
        plan, record = self.plan, self.record
        files = self.files_there()
        self.tell_waiting(files)
        if record and mark in record.seen:
            return
        numbers = {part.number for part in self.manuscript.parts}
        if record and self.is_older(record) and numbers <= set(record.parts):
            plan.said.append("A newer version of this work is here already.")
            return
        fills_only = record is not None and not self.is_newer(record)
        if self.place.chapters is None and self.manuscript.chapters:
            files = self.unfolded(files)
        parts = dict(record.parts) if record else {}
        for part in self.manuscript.parts:
            self.part(part, files, parts, fills_only=fills_only)
        folder = self.folder
        self.pictures(folder, record.pictures if record else {})
        self.skin(folder)
        if plan.writes and plan.outcome == UNCHANGED:
            plan.outcome = UPDATED
        if self.added and plan.outcome == CONFLICT:
            plan.said.append(f"New here beside that: {', '.join(self.added)}.")
        plan.record = self.recorded(parts)

    @property
    def folder(self) -> Path:
        assert self.place is not None
        return self.plan.folder or self.place.path.parent

    def files_there(self) -> dict[int, Path]:
        """Return each part's file: by the name it was given, else by its number."""
        assert self.place is not None
        files = {0: self.place.path}
        names = {
            base.name: number
            for number, base in (self.record.parts if self.record else {}).items()
        }
        chapters: list[ChapterPlace] = []
        for chapter in self.place.chapters or ():
            if (number := names.get(chapter.path.name)) is not None:
                files[number] = chapter.path
            else:
                chapters.append(chapter)
        for chapter in chapters:
            if chapter.number is not None:
                files.setdefault(chapter.number, chapter.path)
        return files

    def is_older(self, record: Record) -> bool:
        mine = self.updated
        return bool(mine and record.updated and mine < record.updated)

    def is_newer(self, record: Record) -> bool:
        """Tell whether this is no mere other copy of what was imported already."""
        if self.manuscript.format == record.format:
            return not self.is_older(record)
        return self.updated > record.updated

    @property
    def updated(self) -> str:
        """Return the last date that the source itself names; empty for guesses."""
        dates = [
            str(part.values.get(key, ""))
            for part in self.manuscript.parts
            for key in _DATES
        ]
        guessed = self.manuscript.work.guesses >= set(_DATES)
        return "" if guessed else max(dates)

    def part(
        self,
        part: Part,
        files: dict[int, Path],
        parts: dict[int, Base],
        *,
        fills_only: bool,
    ) -> None:
        base = parts.get(part.number)
        path = files.get(part.number)
        part = self.completed(part, base)
        if path is None and base is not None:
            self.plan.said.append(
                f"You took chapter {part.number} out, so it stays out."
            )
            return
        if path is None:
            path = self.folder / self.name_of(part)
            self.plan.writes[path] = patching.file(part).encode()
            self.added.append(path.name)
        else:
            self.merge(part, path, base, fills_only=fills_only)
        if part.number:
            self.day = str(patching.meaning(self.text_of(path)).get("date", self.day))
        if not fills_only or base is None:
            parts[part.number] = threeway.base_of(path.name, part)

    def completed(self, part: Part, base: Base | None) -> Part:
        """Return a part with what its source does not know and somebody else does.

        A file of another format that lacks a key says nothing about it. A chapter whose
        date nobody knows came no earlier than the one before it.
        """
        values = dict(part.values)
        if base and self.record and self.record.format != self.manuscript.format:
            values = {**base.values, **values}
        if "date" in part.guesses and self.day > str(values.get("date", "")):
            values["date"] = self.day
        return replace(part, values=values)

    def merge(
        self, part: Part, path: Path, base: Base | None, *, fills_only: bool
    ) -> None:
        hers = self.text_of(path)
        merged = threeway.merged(base, hers, part, fills_only=fills_only)
        if merged.text != hers or not path.exists():
            self.plan.writes[path] = merged.text.encode()
        if merged.conflicts:
            beside = _beside(path)
            self.plan.writes[beside] = patching.file(part).encode()
            self.plan.outcome = CONFLICT
            self.plan.said.append(
                f"{path.name} was changed here and at its source "
                f"({', '.join(merged.conflicts)}). Yours stays; the new version is "
                f"{beside.name} beside it."
            )
            self.plan.differences.append(threeway.difference(hers, part))

    def text_of(self, path: Path) -> str:
        if path in self.plan.writes:
            return self.plan.writes[path].decode()
        return reading.decode(path, path.name)[0] or ""

    def tell_waiting(self, files: Mapping[int, Path]) -> None:
        for path in files.values():
            beside = _beside(path)
            if beside.exists():
                self.plan.outcome = CONFLICT
                self.plan.said.append(
                    f"{beside.name} still waits: take from it what you want into "
                    f"{path.name}, then delete it."
                )

    def unfolded(self, files: dict[int, Path]) -> dict[int, Path]:
        """Turn a one-shot into a folder: its text becomes the first chapter's."""
        plan, path = self.plan, files[0]
        hers = self.text_of(path)
        meant = patching.meaning(hers)
        plan.folder = self.root / "works" / plan.slug
        work = patching.with_body(patching.with_values(hers, dict.fromkeys(_DATES)), "")
        dates: dict[str, Value] = {k: meant[k] for k in _DATES if k in meant}
        first = patching.with_body(patching.file(Part(1, dates, "")), "")
        first = f"{first.rstrip(chr(10))}\n\n{patching.body(hers)}\n"
        chapter = next((p for p in self.manuscript.chapters if p.number == 1), None)
        names = {0: plan.folder / "work.md"}
        names[1] = plan.folder / (self.name_of(chapter) if chapter else "01-chapter.md")
        plan.writes |= {names[0]: work.encode(), names[1]: first.encode()}
        plan.removes.append(path)
        plan.said.append(f"{path.name} is now the folder {plan.slug}, with chapters.")
        if self.record and 0 in self.record.parts:
            self.record = replace(self.record, parts=_unfolded(self.record.parts[0]))
        return names

    # ---- What stands beside the texts ------------------------------------------------

    def pictures(self, folder: Path, known: Mapping[str, str]) -> None:
        """Write pictures that are not here; one that the author replaced stays hers."""
        shown = b"".join(self.plan.writes.values())
        for name, data in self.manuscript.pictures.items():
            path = folder / name
            if path.exists():
                there = hashed(path.read_bytes())
                if there == hashed(data) or there != known.get(name):
                    continue
            elif name in known and name.encode() not in shown:
                continue
            self.plan.writes[path] = data

    def skin(self, folder: Path) -> None:
        """Keep a work's skin beside it; the author's header puts it on."""
        if not self.manuscript.skin:
            return
        chaptered = folder.name == self.plan.slug
        path = folder / ("_skin.css" if chaptered else f"_{self.plan.slug}.skin.css")
        if not path.exists():
            self.plan.writes[path] = f"{self.manuscript.skin}\n".encode()

    def recorded(self, parts: Mapping[int, Base]) -> Record:
        old = self.record or Record()
        pictures = {n: hashed(data) for n, data in self.manuscript.pictures.items()}
        newer = self.updated >= old.updated
        return Record(
            source=self.manuscript.source or old.source,
            format=self.manuscript.format if newer or not old.format else old.format,
            updated=max(self.updated, old.updated),
            parts=parts,
            pictures={**old.pictures, **pictures},
            seen=old.seen,
            files=old.files,
        )


def _unfolded(base: Base) -> dict[int, Base]:
    values = {k: v for k, v in base.values.items() if k not in _DATES}
    dates = {k: v for k, v in base.values.items() if k in _DATES}
    return {0: Base("work.md", values, hashed("")), 1: Base("", dates, base.body)}


def _with_a_chapter(manuscript: Manuscript) -> Manuscript:
    """Return a one-shot as the first chapter of the work that it is here."""
    work = manuscript.work
    dates = {k: v for k, v in work.values.items() if k in _DATES}
    rest = {k: v for k, v in work.values.items() if k not in _DATES}
    chapter = Part(1, dates, work.body, work.guesses)
    return replace(
        manuscript, work=replace(work, values=rest, body=""), chapters=(chapter,)
    )


def _beside(path: Path) -> Path:
    return path.with_name(f"_{path.stem}.new.md")


def _short(slug: str) -> str:
    return slug if len(slug) <= 40 else slug[:41].rpartition("-")[0] or slug[:40]
