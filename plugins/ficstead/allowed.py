"""Which values a setting may have: one question each, asked of anything."""

from __future__ import annotations

import re
from typing import Final
from zoneinfo import ZoneInfo

from . import languages
from .vocabulary import ArchiveWarning, Rating

_WEB: Final = re.compile(r"(?:https?://[^\s\"'<>\\?#]+)?")


def text(value: object) -> bool:
    return isinstance(value, str)


def some_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


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
    return texts(value) and set(value) <= {r.value for r in Rating}  # type: ignore[call-overload]


def warnings(value: object) -> bool:
    every = {warning.value for warning in ArchiveWarning}
    return texts(value) and set(value) <= every  # type: ignore[call-overload]


def names(choices: type[Rating] | type[ArchiveWarning]) -> str:
    return "a list of " + ", ".join(choice.value for choice in choices)
