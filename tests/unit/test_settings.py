"""Settings are checked against one table, and a slip is told before anything is built."""

from __future__ import annotations

from pathlib import Path

import pytest
from ficstead import settings
from ficstead.vocabulary import Rating

GIVEN = {"PATH": "content", "OUTPUT_PATH": "output", "THEME": "theme"}


def problems(**values: object) -> list[str]:
    with pytest.raises(settings.SettingsError) as error:
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
    with pytest.raises(settings.SettingsError) as error:
        settings.load(path)
    (problem,) = error.value.problems
    assert (problem.code, problem.path, problem.line) == ("S103", "pelicanconf.py", 2)


def test_now_can_be_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795089600")
    made, _ = settings.from_mapping({**GIVEN, "TIMEZONE": "Asia/Tokyo"})
    assert made.now.isoformat() == "2026-11-19T21:00:00+09:00"
