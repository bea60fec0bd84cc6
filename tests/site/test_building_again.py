"""A site built upon the last one is the site built from nothing, byte for byte.

Each change is made to an archive that was built before; what is built then, with all
that was kept, is compared with what is built where nothing was.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ficstead.commands import build, preview
from ficstead.commands.place import Place
from ficstead.store import keep
from ficstead.store.keep import Keep
from pelican import Pelican
from pelican.settings import read_settings

from .archives import ROOT

NOON = "1790000000"  # 2026-09-21; a chapter below is due the day after
LATER = "1790100000"
NOTES = "A note.[^1]\n\n[^1]: At the foot.\n"


def work(title: str, **more: str) -> str:
    given = {
        "title": title,
        "rating": "G",
        "warnings": "No Archive Warnings Apply",
        "fandoms": "Folk Tales",
        "date": "2024-05-01",
        "tags": "Rain, Slow Burn",
    }
    lines = "".join(f"{key}: {value}\n" for key, value in {**given, **more}.items())
    return f"---\n{lines}---\n\n"


FILES = {
    "tags.toml": '[tags."Weather"]\nsynonyms = ["Rain"]\n',
    "works/the-lantern.md": work("The Lantern", series='"Lights #1"') + NOTES,
    "works/the-oil.md": work("The Oil", series='"Lights #2"', rating="M")
    + "See [the lantern](the-lantern.md). ![A wick](wick.svg)\n",
    "works/wick.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "works/gravel/work.md": work("Gravel", chapters="5", characters="Ada, Bea"),
    "works/gravel/01-one.md": "---\ndate: 2024-05-01\n---\nShe walked.\n",
    "works/gravel/02-two.md": "---\ndate: 2024-06-01\ntitle: Two\n---\nAnd walked.\n",
    "works/gravel/03-three.md": "---\ndate: 2026-09-22\n---\nAnd came home.\n",
    "works/hidden.md": work("Hidden", status="unlisted") + "Nobody lists me.\n",
    "pages/about.md": "---\ntitle: About\n---\nI write.\n",
    "extra/CNAME": "example.org\n",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An archive with a theme of its own that may be changed."""
    folder = tmp_path / "an archive"
    for name, text in FILES.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "theme", folder / "theme")
    # The settings look for the plugin where they stand.
    (folder / "plugins").symlink_to(ROOT / "plugins")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    monkeypatch.chdir(folder)
    yield folder


def with_tasks(root: Path, output: Path) -> None:
    build.run(Place(root, output=output))


def with_pelican(root: Path, output: Path) -> None:
    conf = root / "pelicanconf.py"
    Pelican(read_settings(str(conf), override={"OUTPUT_PATH": str(output)})).run()


def from_nothing(way: Callable[[Path, Path], None], root: Path) -> dict[str, bytes]:
    """Return the site that is built where nothing is kept."""
    kept, aside = root / ".cache", root / ".aside"
    kept.rename(aside)
    output = root.parent / "from nothing"
    way(root, output)
    made = tree(output)
    shutil.rmtree(output)
    shutil.rmtree(kept)
    aside.rename(kept)
    return made


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


# ---- The changes ---------------------------------------------------------------------


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def of_text(old: str, new: str, name: str) -> Callable[[Path], None]:
    return lambda root: edit(root, name, old, new)


def of_name(old: str, new: str) -> Callable[[Path], None]:
    return lambda root: (root / old).rename(root / new) and None


def of_clock(root: Path) -> None:
    os.environ["SOURCE_DATE_EPOCH"] = LATER


def deleted(name: str) -> Callable[[Path], None]:
    return lambda root: (root / name).unlink()


def added(root: Path) -> None:
    text = work("New", tags="Fog", collections="Autumn") + "A third light.\n"
    (root / "content/works/new.md").write_text(text, encoding="utf-8")


def everything_touched(root: Path) -> None:
    for path in (root / "content").rglob("*"):
        os.utime(path, (1, 1))


def damaged(root: Path) -> None:
    for path in (root / ".cache").rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged " * 100)


def half_damaged(root: Path) -> None:
    for path in (root / ".cache").rglob("*.sqlite"):
        data = bytearray(path.read_bytes())
        for place in range(4096, len(data), 97):
            data[place] ^= 0x55
        path.write_bytes(data)


GRAVEL = "content/works/gravel"
CHANGES = {
    "nothing": lambda root: None,
    "a word": of_text("walked", "strolled", f"{GRAVEL}/01-one.md"),
    "a title": of_text("The Lantern", "The Lamp", "content/works/the-lantern.md"),
    "a tag": of_text("Slow Burn", "Quick Burn", "content/works/the-oil.md"),
    "a rating": of_text("rating: G", "rating: E", "content/works/the-lantern.md"),
    "a date": of_text("2024-05-01", "2025-05-01", "content/works/the-lantern.md"),
    "a place in a series": of_text("#2", "#3", "content/works/the-oil.md"),
    "the name of a chapter": of_name(f"{GRAVEL}/02-two.md", f"{GRAVEL}/02-deux.md"),
    "the order of chapters": of_name(f"{GRAVEL}/01-one.md", f"{GRAVEL}/09-one.md"),
    "the slug of a work": of_name(
        "content/works/the-lantern.md", "content/works/the-lamp.md"
    ),
    "a chapter deleted": deleted(f"{GRAVEL}/02-two.md"),
    "a work deleted": deleted("content/works/the-oil.md"),
    "a work added": added,
    "tags.toml": of_text("Weather", "Water", "content/tags.toml"),
    "tags.toml deleted": deleted("content/tags.toml"),
    "a picture": of_text("<svg", "<svg id='w'", "content/works/wick.svg"),
    "a page": of_text("I write", "I read", "content/pages/about.md"),
    "a file to copy": of_text("example", "another", "content/extra/CNAME"),
    "a setting": of_text("SITENAME =", "SITENAME = 'Mine'  #", "pelicanconf.py"),
    "another setting": of_text(
        "from ficstead", "WORKS_PER_PAGE = 2\nfrom ficstead", "pelicanconf.py"
    ),
    "a template": of_text("<h1", '<h1 data-new=""', "theme/templates/work.html"),
    "a macro": of_text('"summary"', '"summary new"', "theme/macros/blurb.html"),
    "a style": of_text("{", "{ /* new */", "theme/static/css/base.css"),
    "the day": of_clock,
    "the time of every file": everything_touched,
    "what is kept, wholly damaged": damaged,
    "what is kept, damaged in places": half_damaged,
}


# What a build depends on in different ways; the rest of the changes are made in CI.
USUAL = {"a word"}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(change, id=name, marks=() if name in USUAL else pytest.mark.slow)
        for name, change in CHANGES.items()
    ],
)
def test_a_change(change: Callable[[Path], None], root: Path) -> None:
    again_as_from_nothing(with_tasks, change, root)


@pytest.mark.slow
@pytest.mark.parametrize(
    "change", ["a word", "the slug of a work", "a work deleted", "a style", "damaged"]
)
def test_a_change_by_plain_pelican(change: str, root: Path) -> None:
    known = CHANGES | {"damaged": damaged}
    again_as_from_nothing(with_pelican, known[change], root)


def again_as_from_nothing(
    way: Callable[[Path, Path], None], change: Callable[[Path], None], root: Path
) -> None:
    output = root / "output"
    way(root, output)
    change(root)
    way(root, output)
    assert tree(output) == from_nothing(way, root)


def in_preview(root: Path, output: Path, kept: Keep | None = None) -> None:
    """Build as `serve` does; what is shown first of works is what comes then."""
    first: dict[str, str] = {}
    shown = [path.removesuffix("index.html") for path in tree(output)]
    answer = preview.build(
        str(root),
        None,
        str(output),
        published=False,
        shown=shown,
        kept=kept,
        tell=first.update,
    )
    assert answer["built"], answer
    made = tree(output)
    of_works = re.compile(r"works/(?!page/)[^/]+/(?:[^/]+/)?")
    assert first == {
        address: page.decode()
        for address in shown
        if answer["new"] and of_works.fullmatch(address)
        if (page := made.get(f"{address}index.html")) is not None
    }


def test_a_process_that_goes_on_builds_what_a_new_one_would(root: Path) -> None:
    """Some of each kind; CI tries all."""
    in_one_process(root, "a word", "the name of a chapter")


@pytest.mark.slow
def test_a_process_that_goes_on_lives_through_every_change(root: Path) -> None:
    in_one_process(root, *CHANGES)


def in_one_process(root: Path, *names: str) -> None:
    """Make each change, see what a slip after it does, and take both back."""
    output, before = root / ".cache" / "preview", root.parent / "before"
    kept = keep.opened(root / ".cache", lasting=True)
    shutil.copytree(root, before, symlinks=True)
    in_preview(root, output, kept)
    first = tree(output)
    for name in sorted(names, key="the day".__eq__):  # which no one can take back
        CHANGES[name](root)
        in_preview(root, output, kept)
        assert different(tree(output), from_nothing(in_preview, root)) == [], name
        if name == "the day":
            break
        slip = root / "content/works/slip.md"
        slip.write_text("---\ntitle: No more than this\n---\n", encoding="utf-8")
        told = preview.build(str(root), None, str(output), published=False, kept=kept)
        assert not told["built"]
        taken_back(root, before)
        in_preview(root, output, kept)
        assert different(tree(output), first) == [], f"{name}, taken back"


def taken_back(root: Path, before: Path) -> None:
    shutil.rmtree(root / "content")
    for name in ("content", "theme"):
        shutil.copytree(before / name, root / name, dirs_exist_ok=True)
    shutil.copy(before / "pelicanconf.py", root)


def different(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    every = one.keys() | other.keys()
    return sorted(path for path in every if one.get(path) != other.get(path))


@pytest.mark.slow
def test_one_change_after_another(root: Path) -> None:
    """The trees are exchanged each time, and neither keeps what is not the site's."""
    output = root / "output"
    texts = [f"She walked {count} miles.\n" for count in ("two", "three", "four")]
    for text in (*texts, *texts):
        path = root / GRAVEL / "01-one.md"
        path.write_text(f"---\ndate: 2024-05-01\n---\n{text}", encoding="utf-8")
        extra = root / "content/works" / f"{len(text)}.md"
        extra.unlink() if extra.exists() else extra.write_text(work("X") + "Y.\n")
        with_tasks(root, output)
        assert tree(output) == from_nothing(with_tasks, root)


@pytest.mark.slow
def test_a_file_that_somebody_changed_in_the_site_is_made_again(root: Path) -> None:
    output = root / "output"
    with_tasks(root, output)
    made = tree(output)
    (output / "works/index.html").write_text("mine")
    (output / "theme/css/base.css").unlink()
    (output / "stray.html").write_text("from somewhere")
    with_tasks(root, output)
    assert tree(output) == made


def test_what_did_not_change_is_the_same_file(root: Path) -> None:
    output = root / "output"
    with_tasks(root, output)
    before = {path: (output / path).stat().st_mtime_ns for path in tree(output)}
    CHANGES["a word"](root)
    with_tasks(root, output)
    after = {path: (output / path).stat().st_mtime_ns for path in tree(output)}
    changed = {path for path in after if after[path] != before.get(path)}
    assert "works/gravel/1/index.html" in changed
    assert "works/the-lantern/index.html" not in changed
    assert "theme/css/base.css" not in changed


@pytest.mark.slow
def test_a_build_says_what_it_had_to_do(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = root / "output"
    with_tasks(root, output)
    with_tasks(root, output)
    assert "; nothing has changed" in capsys.readouterr().err
    CHANGES["a page"](root)
    with_tasks(root, output)
    assert ": 1 rendered, " in capsys.readouterr().err


def test_a_full_disk_is_told_in_the_page_in_plain_words(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    output = root / ".cache" / "preview"
    monkeypatch.setattr(build, "make", full)
    told = preview.build(str(root), None, str(output), published=False)
    assert (told["built"], told["summary"]) == (
        False,
        "Not updated. The disk is full.",
    )
