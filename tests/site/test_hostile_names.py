"""Names of files that were made to harm, through the command and its report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..running import run_task
from . import archives

STORY = "The fog came up from the river, and nobody lit the lamp.\n\n" * 3
NAMES = [
    *("a\nb.txt", "q\"uo'te.txt", "<img src=x onerror=alert(1)>.txt", "-rf.txt"),
    *("r\u202etxt.exe.txt", f"{'x' * 251}.txt", "CON.txt", "NUL", "dots....txt"),
    *("😀.txt", "..x.txt", "\x1b[31mred\x1b]0;x\x07.txt", "\x9b2J.txt", " lead.txt"),
    *("%2e%2e%2fx.txt", "a\\b.txt", "a:b.txt", "\u2028ls.txt"),
]
TITLE = "<title>a&#27;[31mb&#x202e;c&#7;&#x2028;d&#127;</title>"


@pytest.mark.slow
def test_names_and_titles_move_no_terminal_and_leave_no_folder(tmp_path: Path) -> None:
    root = archives.make(tmp_path / "archive", whole=True)
    folder = tmp_path / "in"
    folder.mkdir()
    for count, name in enumerate(NAMES):
        try:
            (folder / name).write_text(f"{STORY}{count}", encoding="utf-8")
        except OSError:
            continue  # no such name is possible here
    page = f"<html><head>{TITLE}</head><body><p>{STORY}</p><p>{STORY}</p>"
    (folder / "x.html").write_text(page, encoding="utf-8")
    before = {path for path in tmp_path.rglob("*") if archives_content(path, root)}
    dry = run_task("import", "--dry-run", str(folder), root=root)
    done = run_task("import", "--json", str(folder), root=root)
    for said in (dry.stdout, dry.stderr, done.stdout, done.stderr):
        assert {c for c in said if not (c.isprintable() or c == "\n")} == set()
    rows = [json.loads(line) for line in done.stdout.split("\n") if line]
    written = {path for path in tmp_path.rglob("*") if archives_content(path, root)}
    assert before == written
    slugs = {row["slug"] for row in rows if row["slug"]}
    assert len(slugs) >= len(NAMES) - 6
    assert not slugs & {"con", "nul", "aux"}
    assert all(slug.isascii() and not slug.startswith("-") for slug in slugs)


def archives_content(path: Path, root: Path) -> bool:
    """Tell whether a path is outside the content folder and no leftover of Python."""
    parts = path.parts
    return not path.is_relative_to(root / "content") and not (
        "__pycache__" in parts or ".cache" in parts
    )
