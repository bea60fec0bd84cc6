"""The whole bench: the demo, then an archive of each size, each by every tool in turn.

Everything stands in one folder, which the caller takes away.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from . import editing, making, others, processes, rounds, serving
from .making import Made
from .others import Other
from .rounds import CHAPTER, COLD, TAG, UNCHANGED, YARDSTICK, Run, Table
from .tools.ours import Install

WHOLE, EQUAL = "Ficstead", "Ficstead, equal pages"
BOOKS = "Ficstead, every download"


@dataclass(frozen=True, slots=True)
class Options:
    """What is measured."""

    works: tuple[int, ...] = (100, 1_000)
    rounds: int = 3
    only: tuple[str, ...] = ("ours", *others.NAMES)
    install: bool = False


@dataclass(slots=True)
class Bench:
    """One run of the bench. `tell` is told how far it is, and what is not here."""

    root: Path
    folder: Path
    options: Options
    tell: Callable[[str], None]
    others: list[Other] = field(default_factory=list)

    def tables(self) -> list[Table]:
        """Measure everything; raises `processes.Failed`."""
        self._find_others()
        self._make_texts()
        tables = []
        if "ours" in self.options.only:
            tables += self._demo()
        return [*tables, *map(self._archive, self.options.works)]

    def _find_others(self) -> None:
        wanted = [key for key in others.NAMES if key in self.options.only]
        if self.options.install:
            self.tell("Bringing other tools for this run...")
            missing = [key for key in wanted if others.find(key) is None]
            others.install(missing, self.folder / "tools")
        for key in wanted:
            found = others.find(key)
            if found is None:
                self.tell(f"{others.NAMES[key]} was not found, so it is left out.")
            else:
                self.others.append(found)

    # ---- What is measured --------------------------------------------------------

    def _demo(self) -> list[Table]:
        content = self.root / "content"
        if not (content / ".demo").is_file():
            self.tell("The demo archive is not here, so it is left out.")
            return []
        self.tell("The demo archive:")
        place = Install(self.folder / "demo", content)
        self._ready(place)
        first, second, *_ = self._ours(WHOLE, place, ())
        rows = rounds.measured(
            (self._yardstick(), first, second), self.options.rounds, self.tell
        )
        data = json.loads((place.output / "archive.json").read_text(encoding="utf-8"))
        works = data["works"]
        chapters = sum(len(work["chapter_list"]) or 1 for work in works)
        words = sum(work["words"] for work in works)
        shutil.rmtree(place.folder)
        return [Table("The demo archive", len(works), chapters, words, rows)]

    def _archive(self, count: int) -> Table:
        folder = self.folder / str(count)
        self.tell(f"{count:,} works: making them...")
        keys = [other.key for other in self.others]
        made = making.make(self.root, folder / "source", count, "ours", *keys)
        runs = [self._yardstick()]
        runs += [
            other.run(folder / "source", folder / "output") for other in self.others
        ]
        if "ours" not in self.options.only:
            rows = rounds.measured(runs, self.options.rounds, self.tell)
        else:
            rows = self._with_ours(folder, made, runs)
        shutil.rmtree(folder)
        return Table(f"{count:,} works", count, made.chapters, made.words, rows)

    def _with_ours(
        self, folder: Path, made: Made, runs: list[Run]
    ) -> tuple[rounds.Row, ...]:
        content = folder / "source" / "ours"
        equal = Install(folder / "equal", content, equal=True)
        whole = Install(folder / "whole", content)
        for tool, place in ((EQUAL, equal), (WHOLE, whole)):
            self._ready(place)
            runs += self._ours(tool, place, made.often)
        rows = rounds.measured(runs, self.options.rounds, self.tell)
        shutil.rmtree(equal.folder)
        chapter = editing.middle(content)
        served = serving.row(WHOLE, whole, chapter, self.options.rounds, self.tell)
        shutil.rmtree(whole.folder)
        return (*rows, served, *self._books(folder, made))

    def _books(self, folder: Path, made: Made) -> tuple[rounds.Row, ...]:
        """Measure a site with every download once: nothing else takes that long."""
        place = Install(folder / "books", folder / "source" / "ours", books=True)
        self._ready(place)
        *runs, _ = self._ours(BOOKS, place, made.often)
        return rounds.measured(runs, 1, self.tell)

    # ---- Runs --------------------------------------------------------------------

    def _make_texts(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        texts = making.texts(self.root)
        (self.folder / "texts.json").write_text(texts, encoding="utf-8")

    def _yardstick(self) -> Run:
        texts = str(self.folder / "texts.json")
        command = [sys.executable, "-m", "tests.bench.yardstick", texts]
        return Run(YARDSTICK, f"{making.CHAPTERS} chapters", command, self.root)

    def _ready(self, place: Install) -> None:
        """Make an installation, and let it compile its Python before the first run."""
        place.make(self.root)
        compiling = [sys.executable, "-m", "compileall", "-q", "plugins"]
        processes.run(compiling, place.folder)

    def _ours(self, tool: str, place: Install, often: Sequence[str]) -> list[Run]:
        output = place.output
        command = place.command("build", "--output", str(output))

        def a_word() -> None:
            editing.add_word(editing.middle(place.content), "anew")

        def a_tag() -> None:
            editing.add_tag(editing.middle(place.content), often)

        steps = (
            (COLD, place.forget),
            (UNCHANGED, _nothing),
            (CHAPTER, a_word),
            (TAG, a_tag),
        )
        return [
            Run(tool, scenario, command, place.folder, output, before)
            for scenario, before in steps
        ]


def _nothing() -> None:
    pass
