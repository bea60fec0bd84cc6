"""Settings are checked against one table, and a slip is told before anything is built."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from ficstead import settings
from ficstead.problems import SettingsError
from ficstead.vocabulary import Rating

GIVEN = {"PATH": "content", "OUTPUT_PATH": "output", "THEME": "theme"}


def problems(**values: object) -> list[str]:
    with pytest.raises(SettingsError) as error:
        settings.from_mapping({**GIVEN, **values})
    return [f"{p.code} {p.message}" for p in error.value.problems]


def test_the_defaults_are_ao3s_gate() -> None:
    made, warnings = settings.from_mapping(GIVEN)
    assert made.gate_ratings == {Rating.MATURE, Rating.EXPLICIT, Rating.NOT_RATED}
    assert made.gate_warnings == frozenset()
    assert warnings == ()


@pytest.mark.parametrize("row", settings.SETTINGS, ids=lambda row: row.name)
def test_every_default_is_a_good_value(row: settings.Setting) -> None:
    assert row.good(row.default)


@pytest.mark.parametrize("row", settings.SETTINGS, ids=lambda row: row.name)
def test_every_setting_refuses_what_it_cannot_use(row: settings.Setting) -> None:
    assert problems(**{row.name: object()})[0].startswith(f"S101 setting {row.name} is")


def test_every_wrong_setting_is_told_at_once() -> None:
    found = problems(WORKS_PER_PAGE=0, TIMEZONE="Mars/Olympus", SITEURL="example.org")
    assert len(found) == 3


def test_a_slip_in_a_name_is_offered_the_right_one() -> None:
    _, (warning,) = settings.from_mapping({**GIVEN, "GATE_RATING": []})
    assert (warning.code, warning.hint) == ("S102", 'did you mean "GATE_RATINGS"?')


def test_settings_of_other_plugins_are_left_alone() -> None:
    assert settings.from_mapping({**GIVEN, "MY_THING": 1, "JINJA_FILTERS": {}})[1] == ()


def test_a_trailing_slash_of_the_address_does_not_count() -> None:
    made, _ = settings.from_mapping({**GIVEN, "SITEURL": "https://example.org/fic/"})
    assert made.site_url == "https://example.org/fic"


def test_a_settings_file_that_is_no_python_is_told_with_its_line(
    tmp_path: Path,
) -> None:
    path = tmp_path / "pelicanconf.py"
    path.write_text('SITENAME = "Tales"\nAUTHOR = "marsh\n')
    with pytest.raises(SettingsError) as error:
        settings.load(path)
    (problem,) = error.value.problems
    assert (problem.code, problem.path, problem.line) == ("S103", "pelicanconf.py", 2)


def test_now_can_be_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795089600")
    made, _ = settings.from_mapping({**GIVEN, "TIMEZONE": "Asia/Tokyo"})
    assert made.now.isoformat() == "2026-11-19T21:00:00+09:00"


@pytest.mark.parametrize("value", ["soon", "-5", "1e3", "²", "99999999999999"])
def test_a_now_that_is_no_moment_is_told(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    assert problems()[0].startswith("S101 setting SOURCE_DATE_EPOCH is")


@pytest.mark.parametrize("value", ["example.org", "https://", 'https://a.org/"><b>'])
def test_an_address_that_would_break_a_page_is_refused(value: str) -> None:
    assert problems(SITEURL=value)[0].startswith("S101 setting SITEURL is")


def loaded(folder: Path, text: str, file: str = "pelicanconf.py") -> list[str]:
    (folder / file).write_text(text)
    with pytest.raises(SettingsError) as error:
        settings.load(folder / file)
    return [f"{p.code} {p.path}:{p.line}" for p in error.value.problems]


def test_what_pelican_would_stumble_on_is_told_with_all_the_rest(
    tmp_path: Path,
) -> None:
    text = """SITEURL = None
PATH = "nowhere"
THEME = None
OUTPUT_PATH = 3
THEME_TEMPLATES_OVERRIDES = "mine"
PLUGINS = "ficstead"
WORKS_PER_PAGE: int = 0
"""
    assert loaded(tmp_path, text) == [
        f"S101 pelicanconf.py:{line}" for line in range(1, 8)
    ]


def test_an_error_in_the_file_is_told_with_its_line(tmp_path: Path) -> None:
    assert loaded(tmp_path, 'SITENAME = "Tales"\nAUTHOR = marsh\n') == [
        "S103 pelicanconf.py:2"
    ]


def test_a_wrong_value_is_told_in_the_file_that_has_it(tmp_path: Path) -> None:
    (tmp_path / "pelicanconf.py").write_text("\nNEWEST_WORKS = 0\n")
    published = "SITEURL = 'x'\nNEWEST_WORKS = 0\n"
    assert loaded(tmp_path, published, "publishconf.py") == [
        "S101 publishconf.py:1",
        "S101 publishconf.py:2",
    ]
    published = "NEWEST_WORKS_ = 1\nglobals().update(NEWEST_WORKS=0)\n"
    assert loaded(tmp_path, published, "publishconf.py") == ["S101 pelicanconf.py:2"]


def test_a_settings_file_that_ends_the_program_is_told(tmp_path: Path) -> None:
    path = tmp_path / "pelicanconf.py"
    path.write_text("import sys\nsys.exit('enough')\n")
    with pytest.raises(SettingsError, match="S103"):
        settings.load(path)


def test_a_value_saved_twice_in_a_second_counts_both_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Python would run what it had compiled: time (in seconds) and size are the same.
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "pelicanconf.py"
    for count in (4, 9):
        path.write_text(f'PATH, THEME, FEED_WORKS = ".", ".", {count}\n', "utf-8")
        os.utime(path, (1_700_000_000, 1_700_000_000))
        assert settings.load(path)[0].feed_works == count
    assert not (tmp_path / "__pycache__").exists()
