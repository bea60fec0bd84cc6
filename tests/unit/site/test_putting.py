"""A site put into a folder: all of it, nothing else, and nobody's file written into."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from ficstead import parallel
from ficstead.site import putting
from ficstead.site.putting import File, Put, Target
from ficstead.store import manifest
from ficstead.store.digests import of_bytes
from ficstead.store.manifest import Manifest

Site = Mapping[str, str]


def files(site: Site) -> list[File]:
    return [
        File(path, of_bytes(text.encode()), lambda text=text: text.encode())  # type: ignore[misc]
        for path, text in site.items()
    ]


def tree(folder: Path) -> dict[str, str]:
    """Return every file of a folder with its text, and every empty folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text() if path.is_file() else ""
        for path in folder.rglob("*")
        if path.is_file() or not any(path.iterdir())
    }


def seen_in(folder: Path, written: Manifest) -> Mapping[str, manifest.Entry]:
    """Look through a folder as a build does that finds what was written there."""
    return manifest.seen_with(written, manifest.differences(folder, written))


class Trees:
    """The last site and the spare tree, filled in turns as `build` does it."""

    def __init__(self, root: Path, *, shares: bool = True) -> None:
        self.output, self.spare, self.shares = root / "output", root / "spare", shares
        self.last, self.before = Manifest(), Manifest()
        self.output.mkdir()
        self.spare.mkdir()

    def build(self, site: Site) -> Put:
        put = self.fill(files(site))
        self.output, self.spare = self.spare, self.output
        self.before, self.last = self.last, Manifest(put.files)
        return put

    def fill(self, site: list[File]) -> Put:
        known = seen_in(self.output, self.last)
        there = seen_in(self.spare, self.before)
        target = Target(
            self.spare, self.output, known, lambda: there, shares=self.shares
        )
        return putting.put(site, target)


def in_place(folder: Path, site: Site, known: Put | None = None) -> Put:
    """Put a site into the last one itself, as plain `pelican` does."""
    folder.mkdir(exist_ok=True)
    lies = known.files if known else {}
    return putting.put(
        files(site), Target(folder, folder, lies, lambda: lies, shares=False)
    )


ODD = {
    "index.html": "home",
    "works/a b/index.html": "a space",
    "works/ä—…💧/index.html": "other letters",
    f"extra/{'n' * 255}": "as long as a disk allows",
    "extra/-rf": "a flag",
    "extra/.hidden/.new": "hidden",
    "extra/a\nb": "two lines",
    "extra/%41?q#x": "signs",
}
SITES: list[Site] = [
    ODD,
    {**ODD, "index.html": "home again", f"extra/{'n' * 255}": "and longer"},
    {},
    {"a": "a file"},
    {"a/b/c": "a folder"},
    {"a/b": "a file in its place", "a/c": "beside"},
    {"a/b/c": "and back", "a/c": "beside"},
    {"a": "a file again"},
    ODD,
    {"Photo.jpg": "one", "Works/x": "two"},
    {"photo.jpg": "one", "works/x": "two", "works/y": "three"},
    {"index.html": ""},
]


@pytest.mark.parametrize("shares", [True, False])
@pytest.mark.parametrize("step", [1, 3, 5, 7, 11])
def test_whatever_the_site_was_before_it_is_this_one_now(
    tmp_path: Path, step: int, *, shares: bool
) -> None:
    trees = Trees(tmp_path, shares=shares)
    for number in range(40):
        site = SITES[number * step % len(SITES)]
        trees.build(site)
        assert tree(trees.output) == site


@pytest.mark.parametrize("step", [1, 3, 5, 7, 11])
def test_in_place_too(tmp_path: Path, step: int) -> None:
    put = None
    for number in range(40):
        site = SITES[number * step % len(SITES)]
        put = in_place(tmp_path / "output", site, put)
        assert tree(tmp_path / "output") == site


def test_a_disk_to_which_capitals_are_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then what goes must go first, or what came under the same name goes with it."""
    done: list[str] = []
    write, remove = Target.write, Target.remove
    monkeypatch.setattr(
        Target, "write", lambda s, file: done.append("write") or write(s, file)
    )
    monkeypatch.setattr(
        Target, "remove", lambda s, path: done.append("remove") or remove(s, path)
    )
    put = in_place(tmp_path / "output", {"Photo.jpg": "one"})
    in_place(tmp_path / "output", {"photo.jpg": "one"}, put)
    assert done == ["write", "remove", "write"]


# ---- What stays ------------------------------------------------------------------------


def test_what_stays_is_one_file_with_two_names(tmp_path: Path) -> None:
    trees = Trees(tmp_path)
    trees.build({"a": "stays", "b": "one"})
    done = trees.build({"a": "stays", "b": "two"})
    assert (trees.output / "a").samefile(trees.spare / "a")
    assert not (trees.output / "b").samefile(trees.spare / "b")
    assert (done.made, done.written) == (1, 1)


def test_what_is_made_of_other_things_and_comes_out_the_same_is_not_written(
    tmp_path: Path,
) -> None:
    trees = Trees(tmp_path)
    trees.build({"a": "same"})
    other = File("a", b"made of something new", lambda: b"same")
    done = trees.fill([other])
    assert (done.made, done.written) == (1, 0)
    assert done.files["a"].made_of == b"made of something new"


def test_where_somebody_else_may_write_no_file_is_shared(tmp_path: Path) -> None:
    trees = Trees(tmp_path, shares=False)
    for text in ("one", "two", "three"):
        trees.build({"a": "stays", "b": text})
        lasting = tree(trees.spare)
        for path in trees.output.rglob("*"):
            with path.open("a") as file:
                file.write(" and more")
        assert tree(trees.spare) == lasting


def test_a_new_file_is_never_written_into_an_old_one(tmp_path: Path) -> None:
    trees = Trees(tmp_path)
    for text in ("one", "two", "three", "four"):
        trees.build({"a": "stays", "b": text})
        with (trees.output / "b").open() as open_file:
            trees.build({"a": "stays", "b": f"{text} more"})
            trees.build({"a": "stays", "b": f"{text} and more"})
            assert open_file.read() == text


def test_files_alike_in_size_and_time_are_two_where_they_are_made_of_other_things(
    tmp_path: Path,
) -> None:
    """Some disks count in steps of two seconds, and a build takes less."""
    trees = Trees(tmp_path)
    for text in ("one", "two", "two", "two", "one", "one"):
        trees.build({"a": text})
        os.utime(trees.output / "a", (1, 1))
        entry = trees.last.files["a"]
        seen = manifest.Entry(entry.made_of, entry.size, 10**9)
        trees.last = Manifest({"a": seen})
        assert tree(trees.output) == {"a": text}


def test_a_source_that_changed_after_it_was_looked_at(tmp_path: Path) -> None:
    source = tmp_path / "photo.jpg"
    source.write_text("seen")
    file = File("photo.jpg", of_bytes(b"seen"), source)
    source.write_text("saved since")
    trees = Trees(tmp_path)
    assert trees.fill([file]).files["photo.jpg"].made_of == of_bytes(b"saved since")


# ---- What somebody else did --------------------------------------------------------------


def a_stray(folder: Path) -> None:
    (folder / "b").mkdir()
    (folder / "b" / "stray").write_text("mine")


def a_change(folder: Path) -> None:
    (folder / "a").write_text("mine")


def a_link(folder: Path) -> None:
    (folder.parent / "mine").write_text("text")
    (folder / "a").unlink()
    (folder / "a").symlink_to(folder.parent / "mine")


def a_folder(folder: Path) -> None:
    (folder / "a").unlink()
    (folder / "a").mkdir()
    (folder / "a" / "stray").write_text("mine")


@pytest.mark.parametrize("meddle", [a_stray, a_change, a_link, a_folder])
def test_it_is_gone_from_the_trees(
    tmp_path: Path, meddle: Callable[[Path], None]
) -> None:
    trees = Trees(tmp_path)
    trees.build({"a": "text", "c": "one"})
    trees.build({"a": "text", "c": "two"})
    meddle(trees.output)
    for text in ("three", "four", "five"):
        # What `build` keeps of the spare tree is what was seen before the exchange.
        lies = seen_in(trees.output, trees.last)
        trees.build({"a": "text", "c": text})
        trees.before = Manifest(lies)
        assert tree(trees.output) == {"a": "text", "c": text}
        assert not (trees.output / "a").is_symlink()


def test_in_place_what_somebody_changed_or_added_is_never_removed(
    tmp_path: Path,
) -> None:
    output = tmp_path / "output"
    put = in_place(output, {"a": "text", "b/c": "text", "d": "text"})
    (output / "a").write_text("mine now")
    (output / "b" / "stray").write_text("mine too")
    in_place(output, {}, put)
    assert tree(output) == {"a": "mine now", "b/stray": "mine too"}


def test_in_place_what_somebody_changed_is_made_anew_where_it_is_the_site_s(
    tmp_path: Path,
) -> None:
    output = tmp_path / "output"
    put = in_place(output, {"a": "text", "b": "text"})
    (output / "a").write_text("mine")
    (output / "b").unlink()
    in_place(output, {"a": "text", "b": "text"}, put)
    assert tree(output) == {"a": "text", "b": "text"}


# ---- In many processes -------------------------------------------------------------------

MANY = {f"{number % 7}/{number}.html": f"page {number}" for number in range(400)}


@pytest.mark.parametrize("processes", [1, 3])
def test_many_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    monkeypatch.setattr(parallel, "cores", lambda: processes)
    trees = Trees(tmp_path)
    for count in range(3):
        site = {path: f"{text}, {count}" for path, text in MANY.items()}
        done = trees.build(site)
        assert tree(trees.output) == site
        assert list(done.files) == list(site)
        assert (done.made, done.written) == (400, 400)


def test_what_a_page_raises_is_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "cores", lambda: 3)

    def broken() -> bytes:
        raise ValueError("a template's error")

    some = files(MANY)
    some[333] = File("broken", b"", broken)
    with pytest.raises(ValueError, match="a template's error") as caught:
        Trees(tmp_path).fill(some)
    assert "broken" in str(caught.traceback[-1]), "with the lines it came from"


def test_the_last_of_two_files_with_one_address_counts(tmp_path: Path) -> None:
    trees = Trees(tmp_path)
    trees.fill([*files({"a": "mine"}), *files({"a": "the site's"})])
    assert tree(trees.spare) == {"a": "the site's"}


def test_what_is_last_is_written_when_all_others_are(tmp_path: Path) -> None:
    """A page that cannot be made leaves no text to take along behind it."""

    def broken() -> bytes:
        raise ValueError("no gate")

    for count in (3, 400):
        folder = tmp_path / str(count)
        files = [File("book.txt", b"1", lambda: b"text", last=True)]
        files += [File(f"{n}.html", b"2", lambda: b"page") for n in range(count)]
        files.append(File("last.html", b"3", broken))
        with pytest.raises(ValueError, match="no gate"):
            putting.put(files, Target(folder, folder, {}, dict, shares=False))
        assert not (folder / "book.txt").exists()


# ---- What takes long ---------------------------------------------------------------------


def early(size: int, made_of: bytes = b"new") -> File:
    """Return a file that takes long; it says which process has made it."""
    return File("big", made_of, lambda: b"%*d" % (size, os.getpid()), early=True)


def made_by(folder: Path) -> int:
    return int((folder / "big").read_text())


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    if not parallel.FORKS:
        pytest.skip("processes are forked on Linux alone")
    monkeypatch.setattr(parallel, "cores", lambda: 2)


LONG = putting._LONG


@pytest.mark.usefixtures("two_cores")
@pytest.mark.parametrize(("size", "beside"), [(LONG, True), (LONG - 1, False)])
def test_what_was_long_is_made_beside(
    tmp_path: Path, size: int, *, beside: bool
) -> None:
    trees = Trees(tmp_path)
    trees.build({"big": "x" * size, "a": "text"})
    known = {"big": manifest.Entry(b"old", size, 0)}
    target = Target(trees.spare, trees.output, known, dict, shares=True)
    done = putting.put([early(LONG), *files({"a": "text"})], target)
    assert (made_by(trees.spare) != os.getpid()) is beside
    assert done.files["big"].made_of == b"new"
    assert (trees.spare / "a").read_text() == "text"


@pytest.mark.usefixtures("two_cores")
def test_what_stays_is_not_begun(tmp_path: Path) -> None:
    trees = Trees(tmp_path)
    trees.build({"big": "x" * LONG, "a": "text"})
    same = trees.last.files["big"].made_of
    trees.fill([early(LONG, same), *files({"a": "text"})])
    assert (trees.spare / "big").samefile(trees.output / "big")


@pytest.mark.usefixtures("two_cores")
def test_what_another_file_takes_the_place_of_is_not_written(tmp_path: Path) -> None:
    trees = Trees(tmp_path)
    trees.build({"big": "x" * LONG})
    trees.fill([early(LONG), *files({"a": "text", "big": "the other"})])
    assert tree(trees.spare) == {"a": "text", "big": "the other"}


@pytest.mark.usefixtures("two_cores")
def test_what_takes_long_raises_what_it_raises(tmp_path: Path) -> None:
    def broken() -> bytes:
        raise ValueError("no room")

    trees = Trees(tmp_path)
    trees.build({"big": "x" * LONG})
    with pytest.raises(ValueError, match="no room"):
        trees.fill([File("big", b"", broken, early=True), *files({"a": "text"})])


def test_the_folder_is_looked_at_when_the_files_are_known(tmp_path: Path) -> None:
    """It may still be being filled, which takes as long as to know them."""
    trees = Trees(tmp_path)
    done: list[str] = []

    def files() -> Iterator[File]:
        yield File("a", b"a", lambda: b"a")
        done.append("known")

    def look() -> Mapping[str, manifest.Entry]:
        done.append("looked")
        return {}

    target = Target(trees.spare, trees.output, {}, look, shares=True)
    putting.put(files(), target)
    assert done == ["known", "looked"]
