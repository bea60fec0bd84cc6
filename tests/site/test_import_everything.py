"""A folder with one of each source, brought home by the command, as its author sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from ..running import run_task
from ..unit.importing import every_source
from ..unit.importing.every_source import Source
from . import archives

# The long way, in CI; unit tests hold every step of it.
pytestmark = pytest.mark.slow
SOURCES = every_source.all_sources()
STORIES = tuple(source for source in SOURCES if not source.refused)
REFUSED = tuple(source for source in SOURCES if source.refused)


@dataclass(frozen=True, slots=True)
class Home:
    """An archive, the folder it was filled from, and what the first import said."""

    root: Path
    downloads: Path
    first: dict[str, dict[str, Any]]
    said: str

    @property
    def works(self) -> Path:
        return self.root / "content" / "works"

    def again(self, *words: str) -> dict[str, dict[str, Any]]:
        done = run_task("import", "--json", *words, str(self.downloads), root=self.root)
        return rows(done.stdout, self.downloads)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    here = tmp_path_factory.mktemp("everything")
    root = archives.make(here / "my archive")
    for path in (root / "content/works").iterdir():
        path.unlink()
    downloads = here / "Downloads"
    every_source.write(downloads, SOURCES)
    done = run_task("import", "--json", str(downloads), root=root)
    assert "Traceback" not in done.stderr
    return Home(root, downloads, rows(done.stdout, downloads), done.stderr)


def rows(output: str, downloads: Path) -> dict[str, dict[str, Any]]:
    """Return the lines of a report by the path of each file in its folder."""
    lines = map(json.loads, output.splitlines())
    return {row["path"].removeprefix(f"{downloads}/"): row for row in lines}


def of(source: Source, found: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what was said of a file, or of each file in a zip."""
    return [row for path, row in found.items() if path.startswith(source.name)]


def snapshot(root: Path) -> dict[str, tuple[bytes, int]]:
    found = (path for path in (root / "content").rglob("*") if path.is_file())
    return {
        path.relative_to(root).as_posix(): (
            path.read_bytes(),
            path.stat().st_mtime_ns,
        )
        for path in found
        if path.name != "lock"
    }


def named(source: Source) -> str:
    return source.name


@pytest.mark.parametrize("source", STORIES, ids=named)
def test_each_source_is_a_work(home: Home, source: Source) -> None:
    said = of(source, home.first)
    assert said
    for row in said:
        assert row["outcome"] == "new", row
        assert row["slug"]
        assert row["words"]["counted"] > 0


@pytest.mark.parametrize("source", REFUSED, ids=named)
def test_what_is_no_story_is_refused_by_name(home: Home, source: Source) -> None:
    [row] = of(source, home.first)
    assert row["outcome"] == "refused"
    assert row["slug"] is None
    assert source.refused in row["message"]


@pytest.mark.parametrize("source", STORIES, ids=named)
def test_nothing_of_the_texts_is_lost(home: Home, source: Source) -> None:
    """What the report calls lost are counts, covers and the like, never words."""
    lost = [loss["what"] for row in of(source, home.first) for loss in row["lost"]]
    fair = (
        "kudos",
        "reviews",
        "favs",
        "read:",
        "the cover",
        "other posts",
        "end notes",
    )
    assert [what for what in lost if not what.startswith(fair)] == []


def test_check_finds_nothing(home: Home) -> None:
    done = run_task("check", "--json", root=home.root)
    assert done.returncode == 0
    assert json.loads(done.stdout) == []


def test_everything_builds_with_every_word_in_order(home: Home) -> None:
    done = run_task("build", root=home.root)
    assert done.returncode == 0, done.stderr
    for source in STORIES:
        slugs = [row["slug"] for row in of(source, home.first)]
        shown = [word for slug in slugs for word in built(home, slug)]
        left = iter(shown)
        missing = [word for word in source.words if word not in left]
        assert not missing, (source.name, missing[:5])
        # Beside them there are the numbers of footnotes, and nothing twice.
        assert len(shown) - len(source.words) <= 4, source.name


def built(home: Home, slug: str) -> Iterator[str]:
    """Yield the words that readers find in the text of a work, chapter by chapter."""
    folder = home.root / "output/works" / slug
    chapters = sorted(
        (one for one in folder.iterdir() if one.name.isdecimal()),
        key=lambda one: int(one.name),
    )
    for page in chapters or [folder]:
        soup = BeautifulSoup((page / "index.html").read_text(), "html.parser")
        text = soup.select_one("article#text")
        assert text is not None, page
        yield from every_source.words(str(text))


def test_importing_twice_changes_no_byte(home: Home) -> None:
    before = snapshot(home.root)
    dry = home.again("--dry-run")
    found = home.again()
    assert dry == found
    for path, row in found.items():
        first = home.first[path]
        refused = first["outcome"] == "refused"
        assert row == first | {"outcome": "refused" if refused else "unchanged"}
    assert snapshot(home.root) == before


def test_what_the_author_changed_stays_and_what_the_source_changed_comes(
    home: Home,
) -> None:
    mine = home.works / "lamps-of-2023-04-06"
    edit(mine / "work.md", "  - Tea | Chai\n", "  - Tea | Chai\n  - Wet feet\n")
    edit(mine / "01-chapter.md", "nobody read them", "Bea alone read them")
    edit(home.works / "the-oil.md", "rating: General Audiences", "rating: Mature")
    before = snapshot(home.root)
    assert {row["outcome"] for row in home.again().values()} == {"unchanged", "refused"}
    assert snapshot(home.root) == before

    page = home.downloads / "Lamps_of_2023-04-06.html"
    edit(page, "nobody read them", "nobody but gulls read them")
    edit(page, "Tea | Chai</a>", "Tea | Chai</a>, <a>Gulls</a>")
    edit(home.downloads / "oil.txt", "behind the door", "under the stair")
    edit(home.downloads / "gate.md", "closed it", "shut it")
    found = home.again()
    outcomes = {
        path: row["outcome"]
        for path, row in found.items()
        if row["outcome"] not in {"unchanged", "refused"}
    }
    assert outcomes == {
        "Lamps_of_2023-04-06.html": "conflict",
        "gate.md": "updated",
        "oil.txt": "updated",
    }
    message = found["Lamps_of_2023-04-06.html"]["message"]
    assert "01-chapter.md was changed here and at its source" in message
    assert "Bea alone read them" in (mine / "01-chapter.md").read_text()
    assert "nobody but gulls read" in (mine / "_01-chapter.new.md").read_text()
    assert "  - Wet feet\n" in (mine / "work.md").read_text()
    assert "she had shut it" in (home.works / "the-gate.md").read_text()
    oil = (home.works / "the-oil.md").read_text()
    assert "rating: Mature" in oil
    assert "under the stair" in oil


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text, path
    path.write_bytes(text.replace(old, new, 1).encode())
