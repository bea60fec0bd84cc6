"""Downloads of a site: beside their pages, of the size that is said, made once."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from base64 import b64decode
from pathlib import Path

import pytest

from ..running import run_task
from .archives import LANTERN, make

SIZE = re.compile(
    r'<a class="button" href="([^"]+)" type="([^"]+)" download>([^<&]+)&nbsp;'
    r'<span class="small">([^<]+)</span></a>'
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return planted(tmp_path / "archive")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give such an archive, built, to be read only."""
    root = planted(tmp_path_factory.mktemp("built") / "archive")
    build(root)
    return root


def planted(folder: Path) -> Path:
    root = make(folder, whole=True)
    works = root / "content/works"
    (works / "the-oil.md").unlink()
    text = (works / "the-lantern.md").read_text("utf-8")
    other = text.replace("The Lantern", "The Tide").replace(
        "date:", "series: The Pier #2\ndate:"
    )
    (works / "the-tide.md").write_text(other, "utf-8")
    hidden = text.replace("The Lantern", "The Key").replace(
        "date:", "status: unlisted\ndate:"
    )
    (works / "the-key.md").write_text(hidden, "utf-8")
    draft = text.replace("date:", "status: draft\ndate:")
    (works / "the-draft.md").write_text(draft, "utf-8")
    return root


def build(root: Path, *words: str) -> str:
    done = run_task("build", *words, root=root, SOURCE_DATE_EPOCH="1795089600")
    assert done.returncode == 0, done.stderr
    return done.stderr


def set_up(root: Path, **values: object) -> None:
    path = root / "pelicanconf.py"
    lines = "".join(f"{name} = {value!r}\n" for name, value in values.items())
    path.write_text(f"{path.read_text('utf-8')}\n{lines}", "utf-8")


def files(root: Path) -> dict[str, bytes]:
    output = root / "output"
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }


def books(root: Path) -> set[str]:
    endings = (".epub", ".txt", ".md")
    others = ("search/", "theme/", "robots.txt")
    made = {
        name
        for name in files(root)
        if name.endswith(endings) and not name.startswith(others)
    }
    stems = {name.rpartition(".")[0] for name in made}
    pages = {n for n in files(root) if n.endswith(".html") and n[:-5] in stems}
    return made | pages


def test_each_work_has_its_downloads_beside_it_and_says_how_big(built: Path) -> None:
    output = built / "output"
    for slug in ("the-lantern", "the-tide", "the-key"):
        page = (output / f"works/{slug}/index.html").read_text("utf-8")
        found = SIZE.findall(page)
        assert [name for *_, name, _ in found] == [
            "EPUB",
            "HTML",
            "Markdown",
            "Plain text",
        ]
        for href, _, _, said in found:
            size = (output / f"works/{slug}" / href).stat().st_size
            assert said == f"{size} bytes" or said == f"{round(size / 1000)} KB"
    assert "works/the-draft" not in " ".join(files(built))


def test_data_names_the_downloads_of_what_is_listed(built: Path) -> None:
    data = json.loads((built / "output/archive.json").read_text("utf-8"))
    for work in data["works"]:
        assert list(work["downloads"]) == ["epub", "html", "md", "txt"]
        for url in work["downloads"].values():
            assert (built / "output" / url).is_file()
    assert "the-key" not in (built / "output/archive.json").read_text("utf-8")


def test_series_and_fandoms_have_books_and_nothing_else(built: Path) -> None:
    assert {name for name in books(built) if not name.startswith("works/")} == {
        "series/the-pier/the-pier.epub",
        "fandoms/folk-tales/folk-tales.epub",
    }
    page = (built / "output/series/the-pier/index.html").read_text("utf-8")
    assert "Download the series as EPUB" in page


@pytest.mark.slow
def test_what_else_is_wanted_is_made(archive: Path) -> None:
    wanted = ["fandoms", "authors", "collections", "archive"]
    set_up(archive, DOWNLOADS=["epub", "txt"], DOWNLOADS_OF=wanted)
    # What holds one work alone is that work's own book.
    alone = LANTERN.replace("Folk Tales", "Sea Songs")
    (archive / "content/works/the-shanty.md").write_text(alone, "utf-8")
    build(archive)
    assert books(archive) == {
        "fandoms/folk-tales/folk-tales.epub",
        "authors/marshlight/marshlight.epub",
        "archive.epub",
    }
    for page in ("fandoms/folk-tales", "authors/marshlight", "works"):
        html = (archive / f"output/{page}/index.html").read_text("utf-8")
        assert "as EPUB (" in html
    assert 'class="start"' not in (
        archive / "output/works/the-lantern/index.html"
    ).read_text("utf-8")


@pytest.mark.slow
def test_nothing_is_wanted_and_nothing_is_there(archive: Path) -> None:
    build(archive)
    assert books(archive)
    set_up(archive, DOWNLOADS=[])
    build(archive)
    assert books(archive) == set()
    assert list((archive / ".cache/books").glob("*")) == []
    for name, data in files(archive).items():
        assert b"download>" not in data, name


@pytest.mark.slow
def test_an_edit_makes_again_what_holds_it_and_the_site_is_a_new_ones(
    archive: Path,
) -> None:
    build(archive)
    cache = archive / ".cache/books"
    before = {path.name for path in cache.iterdir()}
    tide = archive / "content/works/the-tide.md"
    tide.write_text(tide.read_text("utf-8") + "\nIt came in.\n", "utf-8")
    said = build(archive)
    new = {path.name for path in cache.iterdir()} - before
    assert len(new) == 6, said  # four of the work, the series, and the fandom
    again = files(archive)
    shutil.rmtree(archive / ".cache")
    shutil.rmtree(archive / "output")
    build(archive)
    assert files(archive) == again


@pytest.mark.slow
def test_a_lost_site_takes_its_books_from_the_cache(archive: Path) -> None:
    build(archive)
    before = files(archive)
    cache = {
        path: path.stat().st_mtime_ns for path in (archive / ".cache/books").iterdir()
    }
    shutil.rmtree(archive / "output")
    build(archive)
    assert files(archive) == before
    assert all(path.stat().st_mtime_ns == time for path, time in cache.items())


@pytest.mark.slow
@pytest.mark.parametrize("spoilt", [b"", b"no book"])
def test_a_spoilt_cache_spoils_no_book(archive: Path, spoilt: bytes) -> None:
    build(archive)
    before = files(archive)
    for path in (archive / ".cache/books").iterdir():
        path.write_bytes(spoilt)
    shutil.rmtree(archive / "output")
    build(archive)
    assert files(archive) == before


@pytest.mark.slow
def test_a_book_that_cannot_be_made_is_left_out_and_told(archive: Path) -> None:
    # A theme of the author's own that books cannot be made with.
    (archive / "theme/books/book.css").write_bytes(b"\xff")
    (archive / "theme/books/one-file.css").write_bytes(b"\xff")
    said = build(archive)
    assert "W319 warning: HTML of The Lantern cannot be made: " in said
    assert "Traceback" not in said
    page = (archive / "output/works/the-lantern/index.html").read_text("utf-8")
    assert [name for *_, name, _ in SIZE.findall(page)][-2:] == [
        "Markdown",
        "Plain text",
    ]
    assert "W319" in build(archive), "nothing has changed, and it is said again"
    strict = run_task("build", "--strict", root=archive)
    assert strict.returncode == 1


@pytest.mark.slow
def test_plain_pelican_makes_them_too(archive: Path) -> None:
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    build(archive)
    before = files(archive)
    shutil.rmtree(archive / "output")
    done = subprocess.run(
        [sys.executable, "-m", "pelican", "-s", "pelicanconf.py"],
        cwd=archive,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert books(archive) == {n for n in before if n in books(archive)}
    assert books(archive)


@pytest.mark.slow
def test_the_authors_own_cover_is_the_one(archive: Path) -> None:
    pixel = b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
        "AABJRU5ErkJggg=="
    )
    works = archive / "content/works"
    text = (works / "the-lantern.md").read_text("utf-8")
    (works / "the-lantern.md").write_text(
        text.replace("date:", "cover: lamp.png\ndate:"), "utf-8"
    )
    (works / "lamp.png").write_bytes(pixel)
    build(archive)
    output = archive / "output/works/the-lantern"
    assert (output / "cover.png").read_bytes() == pixel
    assert (output / "cover-small.png").is_file()
    with zipfile.ZipFile(output / "the-lantern.epub") as book:
        assert book.read("EPUB/pictures/cover.png") == pixel
