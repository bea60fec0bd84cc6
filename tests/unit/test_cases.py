"""Every problem code has a case: a content folder, and what `check` says of it.

A case is a folder ``tests/cases/<CODE>`` or ``<CODE>-<what>``: ``in/`` is a content
folder, ``settings.toml`` may set settings, ``expected`` holds the problems as the
author reads them. Adding one needs no Python. ``FICSTEAD_UPDATE=1`` writes `expected`
anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from ficstead import settings
from ficstead.codes import CODES
from ficstead.library import archive
from ficstead.problems import Problem, SettingsError

CASES = Path(__file__).parent.parent / "cases"
# Codes that no content folder can show, and the test that shows each.
ELSEWHERE = {
    "S103": "tests/unit/test_settings.py",
    "S104": "tests/site/test_gate.py",
    "S105": "tests/site/test_commands_publish.py",
    "S107": "tests/site/test_commands_build.py",
    "W312": "tests/unit/library/test_reading.py",
    "W319": "tests/site/test_downloads.py",
}


def problems_of(case: Path) -> tuple[Problem, ...]:
    given = case / "settings.toml"
    values: dict[str, object] = {
        "PATH": str(case / "in"),
        "OUTPUT_PATH": "",
        "THEME": "",
    }
    if given.exists():
        values |= tomllib.loads(given.read_text())
    try:
        made, warnings = settings.from_mapping(values)
    except SettingsError as error:
        return error.problems
    return (*warnings, *archive.check(made)[1])


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_case(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795089600")  # 2026-11-19
    monkeypatch.chdir(case)
    found = problems_of(case)
    text = "".join(f"{problem}\n" for problem in sorted(found)).replace(
        f"{case / 'in'}", "in"
    )
    expected = case / "expected"
    if os.environ.get("FICSTEAD_UPDATE"):
        expected.write_text(text)
    assert text == expected.read_text()
    assert case.name[:4] in {problem.code for problem in found}


def test_every_code_has_a_case() -> None:
    shown = {case.name[:4] for case in CASES.iterdir()} | set(ELSEWHERE)
    assert shown >= set(CODES)


@pytest.mark.parametrize("code", sorted(ELSEWHERE))
def test_what_is_shown_elsewhere_is_shown(code: str) -> None:
    assert f'"{code}"' in (CASES.parent.parent / ELSEWHERE[code]).read_text()
