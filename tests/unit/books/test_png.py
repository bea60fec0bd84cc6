"""Pictures in sixteen shades: read back, every dot is what it was."""

from __future__ import annotations

import io
import random

import pytest
from ficstead.books.covers import png
from PIL import Image

COLOURS = [(shade * 17, 255 - shade * 17, shade) for shade in range(png.SHADES)]


@pytest.mark.parametrize("size", [(2, 1), (300, 99), (300, 100), (64, 101), (8, 350)])
@pytest.mark.parametrize("plain", [True, False])
def test_it_says_what_it_was_made_of(size: tuple[int, int], plain: bool) -> None:
    chance = random.Random(7)
    wide, tall = size
    row = bytes(chance.randrange(png.SHADES) for _ in range(wide))
    other = bytes(chance.randrange(png.SHADES) for _ in range(wide * tall))
    dots = row * tall if plain else other
    data = png.written(Image.frombytes("L", size, dots), COLOURS)
    with Image.open(io.BytesIO(data)) as read:
        read.verify()
    with Image.open(io.BytesIO(data)) as read:
        assert (read.format, read.mode, read.size) == ("PNG", "P", size)
        shown = read.convert("RGB")
    assert shown.tobytes() == b"".join(bytes(COLOURS[dot]) for dot in dots)


def test_what_is_the_same_in_every_row_takes_no_room() -> None:
    data = png.written(Image.new("L", (1200, 1800), 3), COLOURS)
    assert len(data) < 5_000
