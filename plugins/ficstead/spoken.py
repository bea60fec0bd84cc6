"""How numbers, days and lengths are said, on pages and in books alike."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Final
from unicodedata import bidirectional

WORDS_A_MINUTE: Final = 250

# Written out, because strftime follows the machine's locale and a site must not.
MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

# The same few thousand names of tags stand on nearly every page.
_REMEMBERED: Final = 8192


def number(value: int) -> str:
    return f"{value:,}"


def day(moment: datetime) -> str:
    return moment.date().isoformat()


def long_day(moment: datetime) -> str:
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def minutes(words: int) -> str:
    """Return how long a text takes to read: ``12 min``, ``2 h 10 min``, ``3 h``."""
    hours, rest = divmod(max(1, round(words / WORDS_A_MINUTE)), 60)
    parts = [f"{hours} h" if hours else "", f"{rest} min" if rest else ""]
    return " ".join(part for part in parts if part)


def size(count: int) -> str:
    """Return how big a file is: ``940 bytes``, ``312 KB``, ``1.4 MB``."""
    if count < 1000:
        return f"{count} bytes"
    kilobytes = round(count / 1000)
    return f"{kilobytes} KB" if kilobytes < 1000 else f"{count / 1e6:,.1f} MB"


@lru_cache(maxsize=_REMEMBERED)
def direction(name: str) -> str:
    """Return how a name reads, ``ltr`` or ``rtl``, by its first strong letter.

    That is Unicode's rule P2, which ``dir="auto"`` leaves to the browser.
    """
    strong = (bidirectional(char) for char in name)
    first = next((kind for kind in strong if kind in {"L", "R", "AL"}), "L")
    return "ltr" if first == "L" else "rtl"
