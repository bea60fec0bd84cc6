"""What time it is: once for a whole run, and fixed where a build is to be repeated."""

from __future__ import annotations

import os
import re
import time
from datetime import datetime, tzinfo
from typing import Final

# https://reproducible-builds.org/specs/source-date-epoch/
VARIABLE: Final = "SOURCE_DATE_EPOCH"
# Seconds since 1970; eleven digits reach beyond the year 5000.
_SECONDS: Final = re.compile("[0-9]{1,11}")


def now(zone: tzinfo) -> datetime:
    """Return now, or what SOURCE_DATE_EPOCH says.

    Raises `ValueError`, with the variable's value as it would be typed, where that is
    no number of seconds.
    """
    fixed = os.environ.get(VARIABLE, "")
    if not fixed:
        return datetime.fromtimestamp(time.time(), zone)
    if not _SECONDS.fullmatch(fixed):
        raise ValueError(repr(fixed))
    return datetime.fromtimestamp(int(fixed), zone)
