"""A build is right beside whatever else there is: other programs, plugins, disks.

What is built with all that was kept is compared with what is built where nothing was.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ficstead.commands import preview, swap
from ficstead.library import archive
from ficstead.problems import SettingsError

from ..running import command, until
from . import test_building_again as again
from .test_building_again import CHANGES, edit, from_nothing, tree, with_pelican
from .test_building_again import with_tasks as build_in
from .test_commands_serve import serving

root = again.root
# A minute of builds, which matter where the swap of sites is touched: CI runs them.
pytestmark = pytest.mark.slow
PAGE = "works/gravel/1/index.html"


def setting(root: Path, words: str) -> None:
    path = root / "pelicanconf.py"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")


def change(root: Path, count: int) -> None:
    text = f"---\ndate: 2024-05-01\n---\nShe walked {count} miles.\n"
    (root / again.GRAVEL / "01-one.md").write_text(text, encoding="utf-8")


# ---- Somebody at work in the output folder ---------------------------------------------


def grows_a_file(output: Path) -> None:
    (output / "stray.html").write_text("from somewhere")
    (output / "works" / "a folder").mkdir()
    (output / "works" / "a folder" / "stray.html").write_text("from somewhere")


def changes_pages(output: Path) -> None:
    for path in output.rglob("*.html"):
        path.write_text(path.read_text().replace("<main", "<!-- mine --><main"))


def loses_a_folder(output: Path) -> None:
    shutil.rmtree(output / "works")


def links_a_folder_away(output: Path) -> None:
    (output / "works").rename(output.parent / "moved")
    (output / "works").symlink_to(output.parent / "moved")


def links_a_page_away(output: Path) -> None:
    (output / PAGE).rename(output.parent / "moved.html")
    (output / PAGE).symlink_to(output.parent / "moved.html")


def is_deleted(output: Path) -> None:
    shutil.rmtree(output)


MEDDLING = [
    grows_a_file,
    changes_pages,
    loses_a_folder,
    links_a_folder_away,
    links_a_page_away,
    is_deleted,
]


@pytest.mark.parametrize("meddle", MEDDLING)
def test_nothing_of_what_somebody_did_comes_back(root: Path, meddle: object) -> None:
    """The site before the last becomes the next one, with all that was done to it."""
    output = root / "output"
    build_in(root, output)
    change(root, 2)
    build_in(root, output)
    assert callable(meddle)
    meddle(output)
    for count in (3, 4, 5):
        change(root, count)
        build_in(root, output)
        assert tree(output) == from_nothing(build_in, root)
        assert not any(path.is_symlink() for path in output.rglob("*"))


@pytest.mark.parametrize("meddle", [changes_pages, loses_a_folder, is_deleted])
def test_nothing_of_what_was_done_to_the_spare_tree_comes_back(
    root: Path, meddle: object
) -> None:
    output = root / "output"
    for count in (2, 3):
        change(root, count)
        build_in(root, output)
    (spare,) = (root / ".cache" / "builds").glob("*/spare")
    assert callable(meddle)
    meddle(spare)
    for count in (4, 5):
        change(root, count)
        build_in(root, output)
        assert tree(output) == from_nothing(build_in, root)


def test_a_file_of_the_spare_tree_is_never_written_into(root: Path) -> None:
    """Both trees have the same files; somebody reads the site while it is built."""
    output = root / "output"
    for count in (2, 3):
        change(root, count)
        build_in(root, output)
    with (output / PAGE).open() as page, (output / "index.html").open() as home:
        shutil.copytree(output, root / "copy")
        for count in (4, 5, 6):
            change(root, count)
            build_in(root, output)
        assert page.read() == (root / "copy" / PAGE).read_text()
        assert home.read() == (root / "copy" / "index.html").read_text()


# ---- Other plugins and settings --------------------------------------------------------

STAMPING = """
import types
from pathlib import Path
from pelican import signals

def stamp(pelican):
    for path in Path(pelican.output_path).rglob("*.html"):
        with path.open("a") as file:
            file.write("<!-- stamped -->")

def register():
    # The settings are run anew for each build of this process.
    sys.modules.setdefault("stamp", stamp)
    signals.finalized.connect(sys.modules["stamp"])

PLUGINS = ["ficstead", types.SimpleNamespace(__name__="stamping", register=register)]
"""


@pytest.fixture
def _no_signals_left() -> object:
    from pelican import signals  # noqa: PLC0415

    before = dict(signals.finalized.receivers)
    yield
    signals.finalized.receivers = before
    sys.modules.pop("stamp", None)


@pytest.mark.usefixtures("_no_signals_left")
def test_a_plugin_that_writes_into_pages_never_writes_into_the_last_site(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    output = root / "output"
    build_in(root, output)
    build_in(root, output)
    setting(root, STAMPING)
    before, put = tree(output), swap._put
    seen: list[bool] = []

    def look(new: Path, target: Path, old: Path) -> None:
        if target == output:  # and not what is built from nothing
            seen.append(tree(target) == before)
        put(new, target, old)

    monkeypatch.setattr(swap, "_put", look)
    for count in (2, 2, 3):
        change(root, count)
        build_in(root, output)
        before = tree(output)
        assert before == from_nothing(build_in, root)
        stamps = [
            data.count(b"stamped")
            for path, data in before.items()
            if path.endswith(".html")
        ]
        assert set(stamps) == {1}
    assert seen == [True] * 3
    assert capsys.readouterr().err.count("nothing has changed") == 1


@pytest.mark.parametrize(
    "words",
    [
        "DELETE_OUTPUT_DIRECTORY = True",
        "DELETE_OUTPUT_DIRECTORY = True; OUTPUT_RETENTION = ['works', '.git']",
        "TEMPLATE_PAGES = {'extra/CNAME': 'name.txt'}",
        "STATIC_PATHS = ['works']",
        "THEME_STATIC_PATHS = ['static', '../content/extra']",
    ],
)
@pytest.mark.parametrize("way", [build_in, with_pelican])
def test_a_setting_that_lets_pelican_write_or_delete(
    root: Path, words: str, way: object
) -> None:
    assert callable(way)
    output = root / "output"
    for count in (2, 3):
        change(root, count)
        way(root, output)
    setting(root, words)
    for count in (4, 4, 5):
        change(root, count)
        edit(root, "content/extra/CNAME", "example", f"example{count}")
        way(root, output)
        made = from_nothing(way, root)
        if way is build_in or "DELETE" in words:
            assert tree(output) == made
        else:
            assert made.items() <= tree(output).items()


def test_a_static_file_outside_the_theme_is_seen(root: Path) -> None:
    setting(root, "THEME_STATIC_PATHS = ['static', '../more']")
    (root / "more").mkdir()
    for text in ("one", "two"):
        (root / "more" / "more.css").write_text(text)
        build_in(root, root / "output")
        assert (root / "output/theme/more.css").read_text() == text


def test_a_folder_of_templates_that_is_a_link_is_seen(root: Path) -> None:
    (root / "theme/templates").rename(root / "mine")
    (root / "theme/templates").symlink_to(root / "mine")
    build_in(root, root / "output")
    edit(root, "mine/work.html", "<h1", '<h1 data-new=""')
    build_in(root, root / "output")
    assert tree(root / "output") == from_nothing(build_in, root)


def test_a_backup_among_the_files_to_copy_is_seen(root: Path) -> None:
    """It is copied, though no text of ours may be called so."""
    for text in ("one", "two"):
        (root / "content/extra/index.html~").write_text(text)
        build_in(root, root / "output")
        assert (root / "output/index.html~").read_text() == text


# ---- An author who saves while a build is at work --------------------------------------


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("content/works/gravel/01-one.md", "walked", "ran"),
        ("content/extra/CNAME", "example", "other"),
        ("content/works/wick.svg", "<svg", "<svg id='w'"),
        ("content/tags.toml", "Weather", "Water"),
        ("theme/templates/work.html", "<h1", '<h1 data-new=""'),
        ("theme/static/css/base.css", "{", "{ /* new */"),
    ],
)
def test_a_change_during_a_build_that_is_taken_back(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str, old: str, new: str
) -> None:
    """The build saw half of it, so nothing may be concluded from what it made."""
    output = root / "output"
    build_in(root, output)
    survey, original = archive.check, (root / name).read_bytes()

    def save_and_check(*given: object) -> object:
        edit(root, name, old, new)
        return survey(*given)  # type: ignore[arg-type]

    change(root, 2) if name != "content/works/gravel/01-one.md" else added(root)
    monkeypatch.setattr(archive, "check", save_and_check)
    build_in(root, output)
    monkeypatch.setattr(archive, "check", survey)
    (root / name).write_bytes(original)
    build_in(root, output)
    assert tree(output) == from_nothing(build_in, root)


def added(root: Path) -> None:
    CHANGES["a work added"](root)


# ---- Disks and places -------------------------------------------------------------------


def test_an_output_that_is_a_link(root: Path) -> None:
    (root.parent / "elsewhere").mkdir()
    (root / "output").symlink_to(root.parent / "elsewhere")
    for count in (2, 3, 4):
        change(root, count)
        build_in(root, root / "output")
        assert (root / "output").is_symlink()
        assert tree(root.parent / "elsewhere") == from_nothing(build_in, root)


def test_a_rename_that_ends_at_a_mount(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two places on one disk, one of them mounted: neither renames nor links reach."""
    kept = str(root / ".cache")

    def stop(real: object) -> object:
        def checked(one: object, other: object, **more: object) -> object:
            if str(one).startswith(kept) != str(other).startswith(kept):
                raise OSError(errno.EXDEV, "Invalid cross-device link")
            assert callable(real)
            return real(one, other, **more)

        return checked

    for name in ("rename", "replace", "link"):
        monkeypatch.setattr(os, name, stop(getattr(os, name)))
    for count in (2, 3, 4):
        change(root, count)
        build_in(root, root / "output")
        made = tree(root / "output")
        monkeypatch.undo()
        monkeypatch.setenv("SOURCE_DATE_EPOCH", again.NOON)
        monkeypatch.chdir(root)
        assert made == from_nothing(build_in, root)
        for name in ("rename", "replace", "link"):
            monkeypatch.setattr(os, name, stop(getattr(os, name)))


def test_a_disk_that_knows_no_second_names(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    for count in (2, 3, 4):
        change(root, count)
        build_in(root, root / "output")
        assert tree(root / "output") == from_nothing(build_in, root)


def test_a_cache_that_is_a_file(root: Path) -> None:
    (root / ".cache").write_text("mine")
    for count in (2, 3):
        change(root, count)
        build_in(root, root / "output")
        assert f"{count} miles" in (root / "output" / PAGE).read_text()
    assert (root / ".cache").read_text() == "mine"


def test_an_error_is_told_where_its_story_cannot_be_kept(root: Path) -> None:
    (root / ".cache").write_text("mine")
    edit(root, "theme/templates/work.html", "<h1", "{{ nothing_of_that_name }}<h1")
    with pytest.raises(SettingsError, match="nothing_of_that_name"):
        build_in(root, root / "output")


def test_plain_pelican_into_one_folder_by_two_settings(root: Path) -> None:
    from pelican import Pelican  # noqa: PLC0415
    from pelican.settings import read_settings  # noqa: PLC0415

    output = root / "output"
    for conf in ("pelicanconf.py", "publishconf.py", "pelicanconf.py"):
        os.environ["SITEURL"] = "https://example.org"
        over = {"OUTPUT_PATH": str(output)}
        Pelican(read_settings(str(root / conf), override=over)).run()
        del os.environ["SITEURL"]
        is_published = b"https://example.org" in (output / "archive.json").read_bytes()
        assert is_published == (conf == "publishconf.py")
    assert tree(output) == from_nothing(with_pelican, root)


def test_tasks_and_plain_pelican_in_turns(root: Path) -> None:
    output = root / "output"
    for count, way in enumerate((build_in, with_pelican) * 3):
        change(root, count)
        way(root, output)
        assert tree(output) == from_nothing(way, root)


# ---- Two at once -----------------------------------------------------------------------


def test_two_builds_at_once_from_one_checkout(root: Path) -> None:
    """One waits for the other, and both are whole."""
    shutil.copy(again.ROOT / "tasks.py", root)
    both = [
        subprocess.Popen(
            command("build", "--output", str(root.parent / name), root=root),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=root,
        )
        for name in ("one", "two")
    ]
    assert [process.wait() for process in both] == [0, 0]
    made = from_nothing(build_in, root)
    assert tree(root.parent / "one") == tree(root.parent / "two") == made


def test_two_builds_at_once_from_two_checkouts(root: Path) -> None:
    shutil.copy(again.ROOT / "tasks.py", root)
    other = root.parent / "another archive"
    shutil.copytree(root, other, symlinks=True)
    change(other, 7)
    both = [
        subprocess.Popen(
            command("build", root=where),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=where,
        )
        for where in (root, other)
    ]
    assert [process.wait() for process in both] == [0, 0]
    assert tree(root / "output") == from_nothing(build_in, root)
    os.chdir(other)
    assert tree(other / "output") == from_nothing(build_in, other)


def test_builds_while_the_archive_is_served(root: Path) -> None:
    """Both keep what they know in one place, and neither sees the other's."""
    shutil.copy(again.ROOT / "tasks.py", root)
    previewed = root / ".cache" / "preview"
    with serving(root, "--port", "0") as server:
        server.listen()
        for count in (2, 3, 4):
            heard = len(server.news)
            change(root, count)
            build_in(root, root / "output")
            until(lambda heard=heard: len(server.news) > heard)  # type: ignore[misc]
            for folder in (root / "output", previewed):
                assert f"walked {count} miles" in (folder / PAGE).read_text()
    site, shown = tree(root / "output"), tree(previewed)
    assert site == from_nothing(build_in, root)
    assert shown == from_nothing(preview_in, root)


def preview_in(root: Path, output: Path) -> None:
    answer = preview.build(str(root), None, str(output), published=False)
    assert answer["built"]
