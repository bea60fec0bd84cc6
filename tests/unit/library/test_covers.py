"""The author's own covers, and that no picture of hers stands where a book does."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import pytest

from ..trees import codes, library, only, work

PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
    "RU5ErkJggg=="
)


def test_a_cover_is_copied_beside_its_work(tmp_path: Path) -> None:
    made = library(
        tmp_path,
        {"works/lamp.md": work(cover="pics/Lamp 1.png"), "pics/Lamp 1.png": PNG},
    )
    assert only(made).cover == "works/lamp/Lamp 1.png"
    assert made.copies["works/lamp/Lamp 1.png"] == tmp_path / "pics/Lamp 1.png"


def test_what_is_no_picture_is_told_in_the_line_of_its_key(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "works/one.md": work("One", cover="lamp.png"),
        "works/two.md": work("Two", cover="lmp.jpg"),
        "works/three.md": work("Three", cover="three.md", status="draft"),
        "works/lamp.png": b"not one",
        "works/lamp.jpg": PNG,
    }
    assert codes(tmp_path, files) == [
        "L507 works/one.md:7",
        "L507 works/three.md:7",
        "L503 works/two.md:7",
    ]


def test_the_cover_of_a_draft_is_not_copied(tmp_path: Path) -> None:
    text = work(cover="lamp.png", status="draft")
    files: dict[str, str | bytes] = {"works/lamp.md": text, "works/lamp.png": PNG}
    assert library(tmp_path, files).copies == {}


@pytest.mark.parametrize(
    "name", ["cover.png", "cover-small.jpg", "lamp.epub", "lamp.txt"]
)
def test_a_file_of_hers_gives_way_to_a_book(name: str, tmp_path: Path) -> None:
    made = library(
        tmp_path,
        {"works/lamp/work.md": work(text=f"[it]({name})"), f"works/lamp/{name}": PNG}
        | {"works/lamp/1-a.md": work()},
    )
    assert list(made.copies) == [f"works/lamp/lamp-{name}"]
    assert f"lamp/lamp-{name}" in only(made).text.html
