"""Dates: ISO in, aware out; everything else is asked about."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from ficstead.metadata import dates
from ficstead.problems import Problem
from hypothesis import given
from hypothesis import strategies as st

from ..header.headers import ZONE


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2024-05-01", "2024-05-01T00:00:00+02:00"),
        ("2024-01-01", "2024-01-01T00:00:00+01:00"),
        ("2024-05-01 18:30", "2024-05-01T18:30:00+02:00"),
        ("2024-05-01T18:30:15.25", "2024-05-01T18:30:15+02:00"),
        ("2024-05-01 9:05", "2024-05-01T09:05:00+02:00"),
        ("2024-05-01T18:30:00Z", "2024-05-01T20:30:00+02:00"),
        ("2024-05-01 18:30 UTC", "2024-05-01T20:30:00+02:00"),
        ("2024-05-01 18:30:00 -0500", "2024-05-02T01:30:00+02:00"),
        ("2024-05-01T18:30:00+02:00", "2024-05-01T18:30:00+02:00"),
        ("2024\u201105\u201101", "2024-05-01T00:00:00+02:00"),
        ("2024–05–01", "2024-05-01T00:00:00+02:00"),
        ("2024-05-01\u00a018:30", "2024-05-01T18:30:00+02:00"),
        ("２０２４-０５-０１", "2024-05-01T00:00:00+02:00"),
    ],
)
def test_dates(value: str, iso: str) -> None:
    moment = dates.read(value, ZONE)
    assert isinstance(moment, datetime)
    assert moment.isoformat() == iso


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("03/04/2020", "write 2020-04-03 or 2020-03-04; it could be either"),
        ("13/04/2020", "write 2020-04-13"),
        ("04.13.2020", "write 2020-04-13"),
        ("5/5/2020", "write 2020-05-05"),
        ("2020-03", "add the day: 2020-03-01"),
        ("2020", "add month and day: 2020-01-01"),
        ("2020-3-4", "write 2020-03-04"),
        ("2020/03/04", "write 2020-03-04"),
        ("20200304", "write 2020-03-04"),
        ("1 May 2024", "write 2024-05-01"),
        ("May 1st, 2024", "write 2024-05-01"),
        ("Sept. 9, 2024", "write 2024-09-09"),
        ("yesterday", "write year-month-day"),
        ("٢٠٢٤-٠٥-٠١", "write year-month-day"),
    ],
)
def test_other_ways_to_write_a_date_are_not_guessed_at(value: str, hint: str) -> None:
    found = dates.read(value, ZONE, 3)
    assert isinstance(found, Problem)
    assert (found.code, found.line) == ("M113", 3)
    assert found.hint.startswith(hint)


@pytest.mark.parametrize(
    "value",
    ["2024-02-30", "2023-02-29", "2024-13-01", "0000-01-01", "2024-05-01 25:00",
     "2024-05-01 10:00 +99:00", "0001-01-01 00:00 +10:00"],
)  # fmt: skip
def test_days_that_are_not_in_the_calendar(value: str) -> None:
    found = dates.read(value, ZoneInfo("Asia/Tokyo"))
    assert isinstance(found, Problem)
    assert found.code == "M115"


def test_changed_before_it_was_posted() -> None:
    first = datetime(2024, 5, 2, tzinfo=ZONE)
    assert dates.in_order(first, first + timedelta(days=1), 3) == ()
    assert dates.in_order(first, None, 3) == ()
    assert dates.in_order(first.replace(hour=9), first, 3) == ()
    found = dates.in_order(first, first - timedelta(days=1), 3)
    assert [(p.code, p.line) for p in found] == [("M127", 3)]
    assert found[0].message == "updated (2024-05-01) is before date (2024-05-02)"


zones = st.sampled_from(
    [ZONE, timezone(timedelta(hours=14)), timezone(-timedelta(hours=12))]
)


@given(st.datetimes(), zones)
def test_every_iso_date_is_read(moment: datetime, zone: timezone) -> None:
    found = dates.read(moment.isoformat(sep=" ", timespec="seconds"), zone)
    if isinstance(found, datetime):
        assert found.replace(tzinfo=None) == moment.replace(microsecond=0)
    else:
        assert moment.year in (1, 9999)


@given(st.text(alphabet="0123456789-/. :TZ+aymJune", max_size=24))
def test_no_text_is_too_odd(value: str) -> None:
    assert dates.read(value, ZONE)
