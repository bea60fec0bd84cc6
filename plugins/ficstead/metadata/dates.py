"""Dates of works and chapters: ISO 8601, in the archive's time zone.

Other ways to write a date are not guessed at: 03/04/2020 is two different days. What
was most likely meant stands in the hint.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from ..header.header import Entry
from ..problems import Problem, found
from . import entries
from .entries import Found

# Word processors and phones join hyphens to dashes and keep words together with spaces
# that do not break; the date looks right, and is.
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_ISO = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r"(?:(?:[Tt]|[ \t]+)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:[.,][0-9]+)?)?"
    r"[ \t]*(?P<zone>[Zz]|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
_YEAR_FIRST = re.compile(
    r"([0-9]{4})(?:[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})|([0-9]{2})([0-9]{2}))"
)
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_MONTH = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})")
_YEAR = re.compile(r"[0-9]{4}")
_DAY_IN_WORDS = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\.?"
_MONTH_IN_WORDS = r"(?P<month>[a-z]{3,9})\.?"
_IN_WORDS = (
    re.compile(rf"{_DAY_IN_WORDS} {_MONTH_IN_WORDS},? (?P<year>[0-9]{{4}})"),
    re.compile(rf"{_MONTH_IN_WORDS} {_DAY_IN_WORDS},? (?P<year>[0-9]{{4}})"),
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def date(entry: Entry | None, zone: tzinfo) -> Found[datetime | None]:
    """Return an aware date in `zone`; a day without time begins at midnight there."""
    value, problems = entries.text(entry)
    if entry is None or not value:
        return None, problems
    moment = read(value, zone, entry.lines[0])
    if isinstance(moment, Problem):
        return None, (*problems, moment)
    return moment, problems


def read(value: str, zone: tzinfo, line: int = 0) -> datetime | Problem:
    """Return the moment that a text names, or what is wrong with it."""
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", value))
    match = _ISO.fullmatch(plain)
    if not match:
        return found("M113", line, value=value, hint=_hint(plain))
    year, month, day, hour, minute, second = (
        int(match[name] or 0)
        for name in ("year", "month", "day", "hour", "minute", "second")
    )
    try:
        moment = datetime(year, month, day, tzinfo=zone)
    except ValueError:
        return found("M115", line, value=value)
    try:
        moment = moment.replace(hour=hour, minute=minute, second=second)
        if match["zone"]:
            moment = moment.replace(tzinfo=_zone(match["zone"])).astimezone(zone)
        # The first and the last day of the calendar have no neighbour zones.
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        hint = "check the hour, the minute and the time zone"
        return found("M115", line, value=value, hint=hint)
    return moment


def in_order(
    first: datetime | None, last: datetime | None, line: int
) -> tuple[Problem, ...]:
    """Return a problem where a work was changed before it was posted."""
    if first is None or last is None or last >= first:
        return ()
    updated, posted = last.date(), first.date()
    if updated == posted:
        return ()
    return (found("M127", line, updated=updated, date=posted),)


def _zone(text: str) -> tzinfo:
    if text[0] not in "+-":
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(ahead if text[0] == "+" else -ahead)


def _hint(value: str) -> str | None:
    if match := _YEAR_FIRST.fullmatch(value):
        return _write(match[1], match[2] or match[4], match[3] or match[5])
    if match := _YEAR_LAST.fullmatch(value):
        return _year_last(*match.groups())
    if match := _MONTH.fullmatch(value):
        return f"add the day: {match[1]}-{int(match[2]):02}-01"
    if _YEAR.fullmatch(value):
        return f"add month and day: {value}-01-01"
    return _in_words(value.lower())


def _in_words(value: str) -> str | None:
    for form in _IN_WORDS:
        match = form.fullmatch(value)
        for number, name in enumerate(_MONTHS, 1):
            if match and name.startswith(match["month"]):
                return _write(match["year"], str(number), match["day"])
    return None


def _write(year: str, month: str, day: str) -> str:
    return f"write {year}-{int(month):02}-{int(day):02}"


def _year_last(first: str, second: str, year: str) -> str:
    if int(first) > 12:
        return _write(year, second, first)
    if int(second) > 12 or first == second:
        return _write(year, first, second)
    one, other = _write(year, second, first), _write(year, first, second)
    return f"{one} or {other.removeprefix('write ')}; it could be either"
