"""One of each mistake in one archive: a single ``check`` lists them all, in order.

The cases of tests/cases are put side by side, their files renamed where two would be
one; each must still be told of under its new name, in its old line.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from ..running import run_task
from . import archives

CASES = sorted((Path(__file__).parent.parent / "cases").iterdir())
# Cases that cannot stand beside others, and why.
ALONE = {
    "S101": "with a wrong setting the content is not read at all",
    "T207": "nothing else of a tags.toml that is no TOML can be read",
}
# Names that are the mistake themselves.
KEPT = {"W313", "W310-download"}
_TOLD = re.compile(r"in/(?P<path>.+?)(?::(?P<line>\d+))?: (?P<code>[A-Z]\d{3}) ")
_NAME = re.compile(r"\b(?:Tea|Drinks|Cuppa|Cofee|Rain)\b", re.IGNORECASE)

Told = tuple[str, str, int]


def standing() -> list[Path]:
    return [case for case in CASES if case.name not in ALONE]


def renamed(case: Path, path: str) -> str:
    """Return the name of a case's file among all the others."""
    if case.name in KEPT or path == "tags.toml":
        return path
    folder, slash, rest = path.partition("/")
    mine = case.name.lower()
    return f"{folder}/{mine}-{rest}" if slash else f"{mine}-{path}"


def put_together(content: Path) -> set[Told]:
    """Fill a content folder with every case; return what must be told of it."""
    expected: set[Told] = set()
    tags: list[str] = []
    for case in standing():
        for file in sorted(path for path in (case / "in").rglob("*") if path.is_file()):
            name = file.relative_to(case / "in").as_posix()
            if name == "tags.toml":
                continue
            place = content / renamed(case, name)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(_named_anew(file.read_bytes(), case))
        below = len(tags)
        if (case / "in/tags.toml").exists():
            text = (case / "in/tags.toml").read_text()
            # One tag is described once, so each case speaks of tags of its own.
            tags += _NAME.sub(rf"\g<0> {case.name}", text).split("\n")
        expected |= set(_expected(case, below))
    (content / "tags.toml").write_text("\n".join(tags))
    return expected


def _named_anew(data: bytes, case: Path) -> bytes:
    """Let a link find the file of its own case, and a series hold no other's works."""
    boat, cycle = f"{case.name.lower()}-boat", f"Cycle of {case.name}"
    return (
        data.replace(b"boat.md", f"{boat}.md".encode())
        .replace(b": boat\n", f": {boat}\n".encode())
        .replace(b"skin: ", f"skin: {case.name.lower()}-".encode())
        .replace(b"cover: ", f"cover: {case.name.lower()}-".encode())
        .replace(b"Cycle", cycle.encode())
    )


def _expected(case: Path, below: int) -> list[Told]:
    told = []
    for row in (case / "expected").read_text().split("\n"):
        match = _TOLD.match(row)
        if match and match["code"] == case.name[:4]:
            line = int(match["line"] or 0)
            path = renamed(case, match["path"])
            line += below if path == "tags.toml" and line else 0
            told.append((match["code"], f"content/{path}", line))
    return told


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    """Give what `check --json` says of everything at once."""
    root = archives.make(tmp_path_factory.mktemp("wrong") / "archive", whole=True)
    put_together(root / "content")
    with (root / "pelicanconf.py").open("a") as settings:
        for case in standing():
            given = case / "settings.toml"
            values = tomllib.loads(given.read_text()) if given.exists() else {}
            settings.writelines(f"{key} = {values[key]!r}\n" for key in values)
    done = run_task("check", "--json", root=root, SOURCE_DATE_EPOCH="1795089600")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def test_every_mistake_is_told_where_it_is(
    rows: list[dict[str, object]], tmp_path: Path
) -> None:
    told = {(row["code"], row["path"], row["line"]) for row in rows}
    assert sorted(put_together(tmp_path) - told) == []


def test_every_code_is_told(rows: list[dict[str, object]]) -> None:
    assert {case.name[:4] for case in standing()} <= {row["code"] for row in rows}


def test_problems_come_sorted_by_path_and_line(rows: list[dict[str, object]]) -> None:
    places = [(row["path"], row["line"]) for row in rows]
    assert places == sorted(places)


def test_what_stands_alone_is_a_case() -> None:
    assert set(ALONE) | KEPT <= {case.name for case in CASES}
