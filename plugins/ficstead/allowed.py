"""Which values a setting may have: one question each, asked of anything."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

from . import languages
from .forms import Form, Scope
from .problems import did_you_mean
from .vocabulary import ArchiveWarning, Rating

_LIST: Final = "a list of "
_WEB: Final = re.compile(r"(?:https?://[^\s\"'<>\\?#]+)?")


def text(value: object) -> bool:
    return isinstance(value, str)


def some_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def none_or_count(value: object) -> bool:
    return count(value) or (value == 0 and not isinstance(value, bool))


def texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(v, str) for v in value)


def yes_no(value: object) -> bool:
    return isinstance(value, bool)


def address(value: object) -> bool:
    return isinstance(value, str) and bool(_WEB.fullmatch(value))


def zone(value: object) -> bool:
    try:
        ZoneInfo(str(value))
    except (KeyError, ValueError, OSError):
        return False
    return isinstance(value, str)


def language(value: object) -> bool:
    return isinstance(value, str) and languages.find(value) is not None


def ratings(value: object) -> bool:
    return _of(Rating, value)


def warnings(value: object) -> bool:
    return _of(ArchiveWarning, value)


def forms(value: object) -> bool:
    return _of(Form, value)


def scopes(value: object) -> bool:
    return _of(Scope, value)


def catalogues(value: object) -> bool:
    return texts(value) and set(value) <= {"1.2", "2.0"}  # type: ignore[call-overload]


def _of(choices: type[Enum], value: object) -> bool:
    every = {choice.value for choice in choices}
    return texts(value) and set(value) <= every  # type: ignore[call-overload]


def names(choices: type[Enum]) -> str:
    return _LIST + ", ".join(choice.value for choice in choices)


def near(value: object, expected: str) -> str | None:
    """Return a hint where a list of `names` holds what is nearly one of them."""
    if not texts(value) or not expected.startswith(_LIST):
        return None
    good = expected.removeprefix(_LIST).split(", ")
    wrong = (one for one in value if one not in good)  # type: ignore[attr-defined]
    return next(filter(None, (did_you_mean(one, good, "") for one in wrong)), None)
