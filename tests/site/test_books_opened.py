"""Every book of the demo, opened by the engines of reading apps: it is all there.

Readium's is of Thorium Reader, foliate-js of Foliate and Readest, epub.js of apps in a
browser; Calibre's is Calibre's. The first lines of test_opds_clients.py say how they are
installed, but for Calibre, which is tried where it is.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from ficstead.books import volume
from ficstead.books.epub import epub
from ficstead.books.volume import Volume
from ficstead.model import Chapter, Work
from ficstead.vocabulary import Kind

from ..browser.serving import served
from .test_books_check import demo
from .test_opds_clients import CLIENTS, MODULES, NO_CLIENTS

pytestmark = pytest.mark.slow
Found = dict[str, Any]
_KINDS = (Kind.AUTHOR, Kind.FANDOM, Kind.COLLECTION)


@pytest.fixture(scope="module")
def modules() -> Path:
    """Give the folder of the engines; skip without, or fail where they are demanded."""
    if shutil.which("node") is None or not (MODULES / "epubjs").is_dir():
        if os.environ.get("FICSTEAD_REQUIRE_OPDS_CLIENTS"):
            pytest.fail(NO_CLIENTS)
        pytest.skip(NO_CLIENTS)
    return MODULES


@pytest.fixture(scope="module")
def shelf(
    modules: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, Volume]]:
    """Give a folder with every book of the demo, and what each of them is of."""
    library, made_with = demo()
    every = [volume.of_work(work) for work in library.every_work]
    every += [volume.of_series(series) for series in library.series]
    every += [volume.of_term(term) for kind in _KINDS for term in library.terms[kind]]
    every.append(volume.of_archive("The Marsh Lantern", library.works))
    books = {f"{number}.epub": one for number, one in enumerate(every)}
    folder = tmp_path_factory.mktemp("shelf")
    for name, one in books.items():
        (folder / name).write_bytes(epub.make(one, made_with))
    shutil.copytree(modules / "foliate-js", folder / "foliate-js")
    shutil.copy(modules / "jszip/dist/jszip.min.js", folder)
    shutil.copy(modules / "epubjs/dist/epub.min.js", folder)
    for name in ("reader.html", "reader.js"):
        shutil.copy(CLIENTS / name, folder)
    return folder, books


def test_readium_opens_every_book(
    modules: Path, shelf: tuple[Path, dict[str, Volume]]
) -> None:
    folder, books = shelf
    done = subprocess.run(
        ["node", str(CLIENTS / "open.cjs"), *books],
        env={**os.environ, "NODE_PATH": str(modules)},
        capture_output=True,
        check=False,
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, Found] = json.loads(done.stdout)
    check(books, found)


def test_foliate_opens_every_book(
    browser: Any, shelf: tuple[Path, dict[str, Volume]]
) -> None:
    folder, books = shelf
    found = dict(in_a_browser("foliate-js", browser, folder, books))
    check(books, found)


def test_epub_js_opens_every_book(
    browser: Any, shelf: tuple[Path, dict[str, Volume]]
) -> None:
    folder, books = shelf
    found = dict(in_a_browser("epub.js", browser, folder, books))
    for name, one in books.items():
        assert found[name].pop("authors")[0] == _authors(one)[0]
    check(books, found)


@pytest.fixture
def calibre() -> None:
    if shutil.which("calibre-debug") is None or shutil.which("ebook-convert") is None:
        pytest.skip("Calibre is not here")


@pytest.mark.usefixtures("calibre")
def test_calibre_knows_every_book(shelf: tuple[Path, dict[str, Volume]]) -> None:
    folder, books = shelf
    script = str(Path(__file__).with_name("calibre_reads.py"))
    said = _calibre("calibre-debug", "-e", script, "--", *books, folder=folder)
    found: dict[str, Found] = json.loads(said.splitlines()[-1])
    for name, one in books.items():
        if one.work is not None:
            tags = {tag.name for tag in (*one.work.fandoms, *one.work.relationships)}
            # It parts tags at commas.
            assert {tag for tag in tags if "," not in tag} <= set(found[name]["tags"])
    check(books, found, texts=False)


@pytest.mark.usefixtures("calibre")
def test_calibre_converts_a_novel_and_a_series(
    shelf: tuple[Path, dict[str, Volume]],
) -> None:
    folder, books = shelf
    novel = next(n for n, one in books.items() if one.work and one.work.chapters)
    series = next(n for n, one in books.items() if one.series)
    for name in (novel, series):
        _calibre("ebook-convert", name, f"{name}.txt", folder=folder)
        text = (folder / f"{name}.txt").read_text("utf-8")
        _has_every_text(books[name], {"toc": None, "texts": [text]})


def _calibre(*command: str, folder: Path) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=folder, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def in_a_browser(
    engine: str, browser: Any, folder: Path, books: dict[str, Volume]
) -> Iterator[tuple[str, Found]]:
    page = browser.new_page()
    try:
        with served(folder) as address:
            page.goto(f"{address}reader.html")
            page.wait_for_function("window.engines")
            for name in books:
                asked = {"engine": engine, "book": f"{address}{name}"}
                yield (
                    name,
                    page.evaluate("({engine, book}) => engines[engine](book)", asked),
                )
    finally:
        page.close()


def check(
    books: dict[str, Volume], found: dict[str, Found], *, texts: bool = True
) -> None:
    """Title, authors, series, cover and every chapter are what the work has.

    Of several series these engines read one, that of Calibre's field; epub.js none.
    """
    assert len(found) == len(books) > 30
    for name, one in books.items():
        said = found[name]
        assert _one_line(said["title"]) == _one_line(one.title)
        assert said.get("authors", _authors(one)) == _authors(one), one.title
        if said["series"] is not None:
            places = one.work.series[:1] if one.work else ()
            held = [[place.title, place.part] for place in places]
            assert said["series"] == held, one.title
        assert said["cover"] > 1_000
        if texts:
            assert said["language"] == one.languages[0].code
            _has_every_text(one, said)


def _has_every_text(one: Volume, said: Found) -> None:
    lines = [_one_line(line) for line in said["toc"] or said["texts"]]
    text = _one_line(" ".join(said["texts"]))
    for work in one.works:
        part: Work | Chapter
        for part in work.chapters or (work,):
            title = work.title if part is work else part.title or part.label
            assert _one_line(title) in " ".join(lines), (one.title, title)
            for paragraph in _paragraphs(str(part.text.html)):
                assert paragraph in text, (one.title, part.url, paragraph)


def _paragraphs(html: str) -> Iterator[str]:
    """Yield the plain paragraphs of a text; what else it has, others have tried."""
    soup = BeautifulSoup(html, "html.parser")
    for paragraph in soup.find_all("p", recursive=False):
        if paragraph.find(True) is None and (words := _one_line(paragraph.get_text())):
            yield words


def _authors(one: Volume) -> list[str]:
    return [person.byline for person in one.authors] or ["Anonymous"]


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
