"""What a page does in its own time, waited for: scripts that come late, other tabs."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from tests.running import SECONDS


def soon(page: Any, look: Callable[[], object], wanted: object = True) -> None:
    """Look until there is what is wanted; fail with what was there instead."""
    end = time.monotonic() + SECONDS
    while (there := look()) != wanted:
        assert time.monotonic() < end, there
        page.wait_for_timeout(20)
