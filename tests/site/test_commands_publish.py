"""``publish``: the site goes out whole, and the author's checkout is never touched."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from ..running import run_task
from . import archives

ADDRESS = {"SITEURL": "https://reeds.example/fic"}
NAMES = {
    f"GIT_{role}_{key}": f"{key}@reeds.example"
    for role in ("AUTHOR", "COMMITTER")
    for key in ("NAME", "EMAIL")
}


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an archive in a repository whose remote is a bare one beside it."""
    for name, value in NAMES.items():
        monkeypatch.setenv(name, value)
    archive = archives.make(tmp_path / "archive")
    git(tmp_path, "init", "--quiet", "--bare", "far away.git")
    git(archive, "init", "--quiet", "--initial-branch=main")
    (archive / ".gitignore").write_text("output/\n.cache/\n__pycache__/\n")
    git(archive, "add", "--all")
    git(archive, "commit", "--quiet", "--message=Begin")
    git(archive, "remote", "add", "origin", (tmp_path / "far away.git").as_uri())
    return archive


def online(root: Path, *words: str) -> str:
    return git(root.parent / "far away.git", *words)


def publish(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run_task("publish", *words, root=root, **ADDRESS)


def test_a_dry_run_lists_and_sends_nothing(root: Path) -> None:
    objects = git(root, "count-objects")
    done = publish(root, "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "new      works/the-lantern/index.html\n" in done.stdout
    assert "new      .nojekyll\n" in done.stdout
    assert done.stderr.endswith(" new. Nothing was sent.\n")
    assert online(root, "branch") == ""
    assert git(root, "count-objects") == objects


def test_the_site_becomes_a_commit_of_its_branch(root: Path) -> None:
    index = (root / ".git/index").read_bytes()
    done = publish(root)
    assert done.returncode == 0, done.stderr
    names = online(root, "ls-tree", "-r", "--name-only", "gh-pages").split("\n")
    assert {".nojekyll", "index.html", "works/the-lantern/index.html"} <= set(names)
    assert not [name for name in names if "oil" in name]  # the draft
    feed = online(root, "show", "gh-pages:feeds/site.atom")
    assert ADDRESS["SITEURL"] in feed
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "symbolic-ref", "--short", "HEAD") == "main"
    assert (root / ".git/index").read_bytes() == index


@pytest.mark.slow
def test_only_what_changed_is_sent_and_nothing_twice(root: Path) -> None:
    publish(root)
    work = root / "content/works/the-lantern.md"
    work.write_text(archives.LANTERN.replace("had lit", "had just lit"))
    (root / "content/works/the-oil.md").write_text(
        archives.DRAFT.replace("status: draft\n", "")
    )
    listed = publish(root, "--dry-run").stdout
    assert "changed  works/the-lantern/index.html" in listed
    assert "new      works/the-oil/index.html" in listed
    publish(root)
    (root / "content/works/the-oil.md").unlink()
    assert "removed  works/the-oil/index.html" in publish(root, "--dry-run").stdout
    publish(root)
    assert online(root, "rev-list", "--count", "gh-pages") == "3"
    assert "is the same already" in publish(root).stderr
    assert online(root, "rev-list", "--count", "gh-pages") == "3"


@pytest.mark.slow
def test_another_computer_publishes_on_top(root: Path, tmp_path: Path) -> None:
    publish(root)
    other = tmp_path / "other"
    git(tmp_path, "clone", "--quiet", "--no-local", str(root), str(other))
    git(other, "remote", "set-url", "origin", (tmp_path / "far away.git").as_uri())
    (other / "content/works/the-lantern.md").write_text(archives.LANTERN + "\nMore.\n")
    assert publish(other).returncode == 0
    assert online(root, "rev-list", "--count", "gh-pages") == "2"
    assert "changed" in publish(root, "--dry-run").stdout  # fetched, and back again


@pytest.mark.slow
def test_line_ends_and_filters_of_git_change_nothing(root: Path) -> None:
    git(root, "config", "core.autocrlf", "true")
    (root / "content/extra").mkdir()
    (root / "content/extra/notes.txt").write_bytes(b"one\r\ntwo\r\n")
    publish(root)
    blob = subprocess.run(
        ["git", "cat-file", "blob", "gh-pages:notes.txt"],
        cwd=root.parent / "far away.git",
        capture_output=True,
        check=True,
    )
    assert blob.stdout == b"one\r\ntwo\r\n"


@pytest.mark.slow
def test_an_error_stops_it_before_anything_is_sent(root: Path) -> None:
    work = root / "content/works/the-lantern.md"
    work.write_text(archives.LANTERN.replace("rating: G", "rating: Teeen"))
    done = publish(root)
    assert done.returncode == 1
    assert "M102" in done.stderr
    assert online(root, "branch") == ""


@pytest.mark.slow
@pytest.mark.parametrize("target", ["gh-pages", "folder"])
def test_a_site_needs_an_address(root: Path, target: str) -> None:
    code = "S105"
    done = run_task("publish", target, root=root, SITEURL="")
    assert done.returncode == 2
    assert f"publishconf.py: {code} " in done.stderr


@pytest.mark.slow
def test_no_remote_no_repository_no_answer_no_right(root: Path) -> None:
    git(root, "remote", "set-url", "origin", (root.parent / "nowhere").as_uri())
    assert "does not answer" in publish(root).stderr
    git(root, "remote", "set-url", "origin", (root.parent / "far away.git").as_uri())
    hook = root.parent / "far away.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    refused = publish(root)
    assert refused.returncode == 1
    assert "did not take the site, so what is online is unchanged" in refused.stderr
    git(root, "remote", "rename", "origin", "upstream")
    assert 'no remote "origin"; there is upstream' in publish(root).stderr
    shutil.rmtree(root / ".git")
    assert "no git repository yet" in publish(root).stderr
    assert run_task("publish", root=root, PATH="", **ADDRESS).stderr.startswith(
        "git is not installed"
    )


@pytest.mark.slow
def test_a_branch_of_something_else_is_left_alone(root: Path) -> None:
    git(root, "push", "--quiet", "origin", "main:gh-pages")
    done = publish(root)
    assert done.returncode == 1
    assert "something other than a site" in done.stderr
    assert online(root, "rev-list", "--count", "gh-pages") == "1"


@pytest.mark.slow
def test_the_branch_one_works_on_is_never_the_site(root: Path) -> None:
    git(root, "switch", "--quiet", "--create", "gh-pages")
    assert "Keep your texts on another one" in publish(root).stderr


@pytest.mark.slow
def test_folder_is_what_any_other_host_takes(root: Path) -> None:
    dry = publish(root, "folder", "--dry-run")
    assert "new      index.html\n" in dry.stdout
    assert not (root / "output").exists()
    assert publish(root, "folder").returncode == 0
    assert ADDRESS["SITEURL"] in (root / "output/sitemap.xml").read_text()
    assert "is the same already" in publish(root, "folder", "--dry-run").stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "target", ["", "me@host:", "me@host:~/", "/", "-e", "me@host:."]
)
def test_rsync_needs_a_folder_of_its_own(root: Path, target: str) -> None:
    with (root / "publishconf.py").open("a") as file:
        file.write(f"RSYNC_TARGET = {target!r}\n")
    fake = root.parent / "bin"
    fake.mkdir()
    (fake / "rsync").write_text("#!/bin/sh\nexit 99\n")
    (fake / "rsync").chmod(0o755)
    done = run_task("publish", "rsync", root=root, PATH=str(fake), **ADDRESS)
    assert done.returncode == 2
    assert "RSYNC_TARGET" in done.stderr


@pytest.mark.slow
def test_without_rsync_it_says_so(root: Path) -> None:
    done = run_task("publish", "rsync", root=root, PATH="", **ADDRESS)
    assert done.stderr.startswith("rsync is not installed")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("rsync"), reason="no rsync here")
def test_rsync_makes_a_folder_equal_and_empties_nobody_elses(root: Path) -> None:
    host = root.parent / "host"
    host.mkdir()
    (host / "precious.txt").write_text("Not the site's.")
    with (root / "publishconf.py").open("a") as file:
        file.write(f"RSYNC_TARGET = {str(host)!r}\n")
    assert "did not put there" in publish(root, "rsync").stderr
    assert [path.name for path in host.iterdir()] == ["precious.txt"]
    (host / "precious.txt").unlink()
    assert "new      index.html" in publish(root, "rsync", "--dry-run").stdout
    assert list(host.iterdir()) == []
    assert publish(root, "rsync").returncode == 0
    (host / "old.html").write_text("An old page.")
    assert "removed  old.html" in publish(root, "rsync", "--dry-run").stdout
    assert "1 removed" in publish(root, "rsync").stderr
    assert not (host / "old.html").exists()
    assert "is the same already" in publish(root, "rsync").stderr
