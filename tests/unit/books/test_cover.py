"""Covers: whatever a title is, it stands on its cover, inside the frame."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from ficstead.books import pictures, volume
from ficstead.books.covers import breaking, cover, lettering, turning
from ficstead.books.covers.lettering import Face
from PIL import Image, features

from .. import trees
from .hostile import TITLES
from .opened import THEME, planted, png

FACE = Face((THEME,))
SIZES = range(156, 39, -4)


def drawn(root: Path, title: str, **header: str) -> Image.Image:
    library, made_with = planted(root, {"works/a.md": trees.work(title, **header)})
    data = cover.draw(volume.of_work(trees.only(library)), made_with)
    return Image.open(io.BytesIO(data))


def ink(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """Return the box of what is written in the middle of a cover."""
    inside = picture.convert("L").crop((100, 420, 1100, 1480))
    ground = inside.getpixel((0, 0))
    return inside.point(lambda level: 255 if level != ground else 0).getbbox()


def test_a_cover_is_a_picture_of_two_to_three(tmp_path: Path) -> None:
    picture = drawn(tmp_path, "Rain")
    assert (picture.size, picture.format) == ((1200, 1800), "PNG")


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_any_title_stays_inside_the_frame(tmp_path: Path, title: str) -> None:
    box = ink(drawn(tmp_path, title, author="wren " * 30))
    assert box is not None
    assert box[0] >= 40
    assert box[2] <= 960


def test_the_same_work_has_the_same_cover(tmp_path: Path) -> None:
    library, made_with = planted(tmp_path, {"works/a.md": trees.work("Rain")})
    one = volume.of_work(trees.only(library))
    first = cover.draw(one, made_with)
    cover._drawn.cache_clear()
    assert cover.draw(one, made_with) == first


def test_works_of_a_fandom_wear_one_cloth(tmp_path: Path) -> None:
    cloths = {
        drawn(tmp_path / str(at), f"Tale {at}", fandoms=fandom)
        .convert("RGB")
        .getpixel((5, 5))
        for at, fandom in enumerate(["Emma", "Emma", "Emma"])
    }
    assert len(cloths) == 1


@pytest.mark.parametrize("cloth", cover.CLOTHS)
def test_the_ink_can_be_read_on_every_cloth(cloth: tuple[int, int, int]) -> None:
    def luminance(colour: tuple[int, ...]) -> float:
        parts = [
            c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4
            for c in colour
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    cream = luminance((0xF4, 0xEC, 0xD8))
    assert (cream + 0.05) / (luminance(cloth) + 0.05) >= 7


def test_words_keep_together_while_they_can() -> None:
    size, lines = breaking.fitted(
        "The Harbour at Scheria", FACE, SIZES, (900, 780), 1.2
    )
    assert size == 156
    assert [line.text for line in lines] == ["The", "Harbour", "at Scheria"]


def test_a_text_too_long_ends_with_an_ellipsis() -> None:
    _, lines = breaking.fitted("rain " * 400, FACE, range(40, 39, -4), (900, 200), 1.2)
    assert lines[-1].text.endswith("…")
    assert all(line.width <= 905 for line in lines)


def test_no_line_begins_with_what_closes() -> None:
    _, lines = breaking.fitted(
        "竹、竹、竹、竹、竹、竹、竹", FACE, range(100, 99, -4), (250, 900), 1.2
    )
    assert not any(line.text.startswith("、") for line in lines)


def test_what_no_font_has_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lettering, "_system", dict)
    for known in (lettering._files, lettering._of):
        known.cache_clear()
    try:
        assert lettering.drawable("Rain 竹 \U0001f389 on  me\x01", FACE) == "Rain on me"
        assert lettering.drawable("Ελλάδα и Việt", FACE) == "Ελλάδα и Việt"
    finally:
        for known in (lettering._files, lettering._of):
            known.cache_clear()


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer without fonts of its own."""
    known = (lettering._files, lettering._of)
    monkeypatch.setattr(lettering, "_system", dict)
    for one in known:
        one.cache_clear()
    yield
    for one in known:
        one.cache_clear()


@pytest.mark.usefixtures("bare")
def test_a_title_that_no_font_can_write_is_told(tmp_path: Path) -> None:
    library, made_with = planted(tmp_path, {"works/a.md": trees.work("竹林 Rain 竹")})
    one = volume.of_work(trees.only(library))
    assert cover.left_out(one, made_with) == "竹林"
    # So the cover is drawn anew when a font of that kind has come.
    assert cover.shown(one, made_with)[-1] == "竹林"
    assert cover.draw(one, made_with)
    own = replace(made_with, covers={one.url: tmp_path / "mine.png"})
    assert cover.left_out(one, own) == ""
    latin = volume.of_work(
        trees.only(planted(tmp_path / "b", {"works/a.md": trees.work("Regen 🎉")})[0])
    )
    assert cover.left_out(latin, made_with) == ""


@pytest.mark.usefixtures("bare")
def test_what_needs_no_looking_up_is_there() -> None:
    letters = lettering._of(FACE)
    every = (
        chr(code) for code in range(0x2000) if lettering._KNOWN.fullmatch(chr(code))
    )
    assert [c for c in every if c.isalpha() and letters[c] is None] == []


@pytest.mark.usefixtures("bare")
def test_a_font_beside_the_templates_comes_first(tmp_path: Path) -> None:
    fonts = tmp_path / "books/fonts"
    fonts.mkdir(parents=True)
    shutil.copy(THEME / "static/fonts/literata-cyrillic.woff2", fonts / "mine.woff2")
    (fonts / "readme.txt").write_text("whose it is", "utf-8")
    face = Face((tmp_path,))
    assert lettering.missing("Дом 竹", face) == "竹"
    assert lettering._of(face)["ѐ"] is None
    assert lettering._of(face)["Д"] == fonts / "mine.woff2"


def test_a_line_from_the_right_is_set_from_the_right() -> None:
    _, (line,) = breaking.fitted("שלום (one)", FACE, range(60, 59, -2), (900, 100), 1.2)
    assert line.rtl


TURNED = {
    "שלום (part 1): טוב": "בוט :(part 1) םולש",
    'שלום (part 1): "quotes"': '"quotes" :(part 1) םולש',
    "The שלום song": "The םולש song",
    "ליל 1,001 of 2": "of 2 1,001 ליל",
    "2 לילות": "תוליל 2",
    "ألف ليلة": "ﺔﻠﻴﻟ ﻒﻟﺃ",
    "السلام 12.5": "12.5 ﻡﻼﺴﻟﺍ",
    "پسرک، گربه": "ﻪﺑﺮﮔ ،ﮎﺮﺴﭘ",
    "می\u200cروم": "ﻡﻭﺭ‌ﯽﻣ".replace("\u200c", ""),
}


@pytest.mark.parametrize("text", TURNED)
def test_arabic_and_hebrew_are_turned_without_help(text: str) -> None:
    assert turning.turned(text, rtl=not text.startswith("The")) == TURNED[text]


def test_the_fonts_of_covers_are_small_and_come_with_their_licence() -> None:
    fonts = sorted((THEME / "books/fonts").glob("*.woff2"))
    assert len(fonts) == 2
    assert all(path.stat().st_size < 40_000 for path in fonts)
    licence = (THEME / "books/fonts/OFL-noto.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in licence


def test_what_cannot_be_turned_is_left_to_pillow() -> None:
    assert turning.turned("قِصَّةُ", rtl=True) is None
    assert turning.turned("شَعر", rtl=True) is None
    assert turning.turned("شعر ݝ", rtl=True) is None


@pytest.mark.usefixtures("bare")
def test_arabic_and_hebrew_look_the_same_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their fonts come with the theme, and what turns them is no library."""
    covers = []
    for raqm in (features.check("raqm"), False):
        monkeypatch.setattr(features, "check", lambda _, here=raqm: here)
        for known in (lettering._font, lettering._measured, lettering._turned):
            known.cache_clear()
        for title in ("שלום עולם: לילה", "ألف ليلة وليلة"):
            root = tmp_path / f"{raqm}{len(covers)}"
            files: dict[str, str | bytes] = {"works/a.md": trees.work(title)}
            library, made_with = planted(root, files)
            one = volume.of_work(trees.only(library))
            assert cover.left_out(one, made_with) == ""
            covers.append(cover.draw(one, made_with))
    lettering._font.cache_clear()
    assert covers[:2] == covers[2:]


def test_the_authors_own_picture_is_the_cover(tmp_path: Path) -> None:
    library, made_with = planted(tmp_path, {"works/a.md": trees.work("Rain")})
    one = volume.of_work(trees.only(library))
    for kind, expected in (
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("BMP", "image/jpeg"),
    ):
        path = tmp_path / f"cover.{kind.lower()}"
        path.write_bytes(png(size=(300, 400), kind=kind))
        data = cover.draw(one, replace(made_with, covers={one.url: path}))
        assert pictures.media_type(data) == expected
        assert (data == path.read_bytes()) == (kind != "BMP")


def test_a_small_cover_is_for_lists(tmp_path: Path) -> None:
    library, made_with = planted(tmp_path, {"works/a.md": trees.work("Rain")})
    one = volume.of_work(trees.only(library))
    small = cover.draw_small(one, made_with)
    assert Image.open(io.BytesIO(small)).size == (300, 450)
    assert len(small) < 12_000
    photograph = io.BytesIO()
    Image.effect_noise((900, 1200), 60).convert("RGB").save(photograph, "JPEG")
    assert pictures.media_type(cover.small(photograph.getvalue())) == "image/jpeg"
