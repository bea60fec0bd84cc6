"""A site without its gate is impossible: whatever is taken away, the build fails."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import run_task
from tests.unit.trees import plant, work

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return a whole archive of its own, with one gated work."""
    for name in ("plugins", "theme"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pelicanconf.py", tmp_path)
    plant(
        tmp_path / "content",
        {"works/a.md": work("Behind it", "Secret words.", rating="Explicit")},
    )
    return tmp_path


def pelican(archive: Path) -> subprocess.CompletedProcess[str]:
    """Build the plain Pelican way, as a person in the environment would."""
    command = [
        sys.executable,
        "-m",
        "pelican",
        "content",
        "-s",
        "pelicanconf.py",
        "-o",
        "out",
        "--fatal",
        "errors",
    ]
    environment = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1"}
    return subprocess.run(
        command,
        cwd=archive,
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


def written(archive: Path) -> str:
    """Return all that was written, to look for the text in."""
    pages = (archive / "out").rglob("*.*")
    return "".join(p.read_text(errors="replace") for p in pages if p.is_file())


def edit(path: Path, pattern: str, replacement: str) -> None:
    text = path.read_text()
    changed = re.sub(pattern, replacement, text, flags=re.DOTALL)
    assert changed != text
    path.write_text(changed)


def test_the_gate_stands_before_the_text(archive: Path) -> None:
    assert pelican(archive).returncode == 0
    page = (archive / "out/works/a/index.html").read_text()
    assert (
        0 < page.index('class="gate"') < page.index('id="text"') < page.index("Secret")
    )
    assert "RTA-5042-1996-1400-1577-RTA" in page


def test_without_the_plugin_nothing_is_built(archive: Path) -> None:
    edit(archive / "pelicanconf.py", r'(THEME = "theme")', r"\1\nPLUGINS = []")
    result = pelican(archive)
    assert result.returncode != 0
    assert "plugin is not loaded" in result.stdout + result.stderr
    assert "Secret" not in written(archive)


@pytest.mark.slow
def test_with_a_plugin_that_cannot_be_imported_nothing_is_built(archive: Path) -> None:
    (archive / "plugins/ficstead/site/gating.py").write_text("import no_such_module\n")
    assert pelican(archive).returncode != 0
    assert "Secret" not in written(archive)


@pytest.mark.slow
def test_without_the_gate_template_nothing_of_the_text_is_written(
    archive: Path,
) -> None:
    (archive / "theme/partials/gate.html").unlink()
    assert pelican(archive).returncode != 0
    assert "Secret" not in written(archive)


def test_a_theme_that_lost_its_gate_is_refused(archive: Path) -> None:
    (archive / "theme/partials/gate.html").write_text("")
    result = pelican(archive)
    assert result.returncode != 0
    assert "shows gated text and no gate before it" in result.stdout + result.stderr
    assert "Secret" not in written(archive)


@pytest.mark.parametrize("value", ['["Explict"]', '"Explicit"', "None"])
def test_a_setting_that_names_no_rating_is_refused(archive: Path, value: str) -> None:
    edit(
        archive / "pelicanconf.py", r"GATE_RATINGS = \[.*?\]", f"GATE_RATINGS = {value}"
    )
    assert pelican(archive).returncode == 2
    assert "Secret" not in written(archive)


@pytest.mark.slow
def test_build_tells_the_author_what_happened(archive: Path) -> None:
    """The command says `"S104"`, in words, and keeps the last site."""
    for name in ("tasks.py", "requirements.txt"):
        shutil.copy(ROOT / name, archive)
    assert run_task("build", root=archive).returncode == 0
    page = archive / "output/works/a/index.html"
    before = page.read_bytes()
    (archive / "theme/partials/gate.html").write_text("")
    result = run_task("build", root=archive)
    assert result.returncode == 2
    assert "S104" in result.stderr
    assert "Traceback" not in result.stderr
    assert page.read_bytes() == before
