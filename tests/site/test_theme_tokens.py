"""The colours of the style sheets hold WCAG's contrast in all four themes."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[2] / "theme/static/css"
CSS = (STYLES / "base.css").read_text("utf-8")
CHOSEN = (STYLES / "settings.css").read_text("utf-8")
PANE = (STYLES / "pane.css").read_text("utf-8")
THEMES = ("light", "dark", "sepia", "black")
GROUNDS = ("bg", "surface", "raised")


def _block(selector: str, css: str = CSS) -> str:
    start = css.index(selector)
    return css[start : css.index("\n  }", start)]


def _themes() -> dict[str, dict[str, str]]:
    both = re.findall(
        r"--([a-z]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", _block("@supports")
    )
    own = {
        name: dict(
            re.findall(
                r"--([a-z]+): (#[0-9a-f]{6})", _block(f"[data-theme={name}]", CHOSEN)
            )
        )
        for name in ("sepia", "black")
    }
    light = {name: light for name, light, _ in both}
    return {"light": light, "dark": {name: dark for name, _, dark in both}, **own}


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_theme_says_every_colour() -> None:
    themes = _themes()
    assert set(themes) == set(THEMES)
    assert len({frozenset(theme) for theme in themes.values()}) == 1


def test_browsers_without_light_dark_get_the_light_theme() -> None:
    plain = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", _block(":root {")))
    assert plain == _themes()["light"]


@pytest.mark.parametrize(
    ("theme", "role"), list(product(THEMES, ("text", "muted", "link", "visited")))
)
def test_words_are_aaa_on_the_page_and_aa_on_panels(theme: str, role: str) -> None:
    colours = _themes()[theme]
    assert contrast(colours[role], colours["bg"]) >= 7
    assert min(contrast(colours[role], colours[ground]) for ground in GROUNDS) >= 4.5


@pytest.mark.parametrize(
    ("theme", "role"), list(product(THEMES, ("ok", "warn", "danger")))
)
def test_words_that_warn_are_aa_everywhere(theme: str, role: str) -> None:
    colours = _themes()[theme]
    assert min(contrast(colours[role], colours[ground]) for ground in GROUNDS) >= 4.5


@pytest.mark.parametrize(("theme", "role"), list(product(THEMES, ("control", "focus"))))
def test_borders_that_mean_something_are_seen(theme: str, role: str) -> None:
    colours = _themes()[theme]
    assert min(contrast(colours[role], colours[ground]) for ground in GROUNDS) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_marked_text_and_the_strong_button_can_be_read(theme: str) -> None:
    colours = _themes()[theme]
    assert contrast(colours["text"], colours["mark"]) >= 4.5
    assert contrast(colours["bg"], colours["link"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_to_choose_is_shown_in_its_own_colours(theme: str) -> None:
    shown = re.search(
        rf"\[data-value={theme}\] {{ background: (\S+); color: (\S+) }}", PANE
    )
    colours = _themes()[theme]
    assert shown is not None
    assert shown.groups() == (colours["bg"], colours["text"])


@pytest.mark.parametrize("name", ["base", "reading", "browse", "voices", "print"])
def test_every_sheet_names_the_layers_and_no_sheet_a_hue(name: str) -> None:
    text = (STYLES / f"{name}.css").read_text("utf-8")
    assert text.startswith(
        "@layer reset, tokens, base, layout, prose, components, overrides;"
    )
    outside = text.replace(text[text.find("@layer tokens {") :].split("\n}")[0], "")
    assert not re.search(r"#[0-9a-f]{3,8}\b(?![^{]*\{)", outside)
