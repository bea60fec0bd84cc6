"""What pages say of themselves beyond their fields."""

from __future__ import annotations

import pytest
from ficstead.site.pager import Pager


@pytest.mark.parametrize(
    ("number", "total", "shown"),
    [
        (1, 1, "1"),
        (1, 3, "1 2 3"),
        (1, 5, "1 2 … 5"),
        (3, 5, "1 2 3 4 5"),
        (4, 7, "1 2 3 4 5 6 7"),
        (4, 8, "1 2 3 4 5 … 8"),
        (5, 9, "1 … 4 5 6 … 9"),
        (250, 500, "1 … 249 250 251 … 500"),
        (500, 500, "1 … 499 500"),
    ],
)
def test_a_pager_shows_the_ends_and_the_neighbours(
    number: int, total: int, shown: str
) -> None:
    every = tuple((page, f"works/page/{page}/") for page in range(1, total + 1))
    near = Pager(number, 1, 20, total * 20, every).near
    assert " ".join(str(page) if url else "…" for page, url in near) == shown
    assert {(page, url) for page, url in near if url} <= set(every)
