"""The theme keeps the site's promises: nothing inline, nothing foreign, all escaped."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

THEME = Path(__file__).parents[2] / "theme"
STATIC = THEME / "static"
TEMPLATES = sorted(
    path
    for name in ("templates", "macros", "partials")
    for path in (THEME / name).glob("*.html")
)
KB = 1024


def _sizes(*names: str) -> tuple[int, int]:
    contents = [(STATIC / name).read_bytes() for name in names]
    packed = sum(len(gzip.compress(content, 9, mtime=0)) for content in contents)
    return sum(map(len, contents)), packed


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_trusts_no_string_and_holds_nothing_inline(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\|\s*safe\b", text)
    assert "autoescape" not in text
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_names_no_other_host(path: Path) -> None:
    assert not re.search(r"(?:https?:)?//[a-z]", path.read_text("utf-8"))


def test_scripts_and_styles_name_no_other_host_and_evaluate_nothing() -> None:
    for path in [*STATIC.glob("css/*.css"), *STATIC.glob("js/*.js")]:
        text = path.read_text("utf-8")
        assert not re.search(r"https?:|url\(\s*[\"']?//|@import", text), path.name
        # One sheet has to be waited for, and only what is written is, everywhere.
        text = text.replace("document.write(document.currentScript.dataset.chosen)", "")
        assert not re.search(r"\beval\(|innerHTML|document\.write", text), path.name


def test_every_file_a_style_names_is_there() -> None:
    for path in STATIC.glob("css/*.css"):
        for name in re.findall(r"url\(([^)]+)\)", path.read_text("utf-8")):
            assert (path.parent / name).is_file(), name


def test_the_fonts_come_with_their_licence() -> None:
    for licence in ("OFL", "OFL-atkinson", "OFL-opendyslexic"):
        text = (STATIC / f"fonts/{licence}.txt").read_text("utf-8")
        assert "SIL OPEN FONT LICENSE" in text
    families = {path.stem.split("-")[0] for path in STATIC.glob("fonts/*.woff2")}
    assert families == {"literata", "atkinson", "opendyslexic"}


@pytest.mark.parametrize("second", ["reading", "browse"])
def test_the_styles_of_a_page_are_small(second: str) -> None:
    raw, packed = _sizes("css/base.css", f"css/{second}.css")
    assert raw <= 20 * KB
    assert packed <= 5 * KB


def test_the_scripts_of_a_chapter_are_small() -> None:
    names = ["boot", "settings", "reading", "preferences"]
    raw, packed = _sizes(*(f"js/{name}.js" for name in names))
    assert raw <= 6 * KB
    assert packed <= 2.5 * KB
    assert (STATIC / "js/boot.js").stat().st_size < KB


def test_a_chapter_asks_for_no_other_script_before_it_is_there() -> None:
    for name in ("settings", "reading", "preferences"):
        text = (STATIC / f"js/{name}.js").read_text("utf-8")
        first = re.findall(
            r"^(?:import|export) [^(]*?from \"\./(.+?)\"", text, re.MULTILINE
        )
        assert set(first) <= {"preferences.js"}


def test_boot_and_the_settings_know_the_same_names() -> None:
    boot = (STATIC / "js/boot.js").read_text("utf-8")
    look = (STATIC / "js/look.js").read_text("utf-8")
    early = re.search(r'names = "(.+?)"', boot)
    late = re.search(r"NAMES = \[(.+?)\]", look, re.DOTALL)
    assert early is not None
    assert late is not None
    assert set(early[1].split()) >= set(re.findall(r'"(\w+)"', late[1]))


def test_the_fonts_of_an_english_page_are_small() -> None:
    raw, _ = _sizes("fonts/literata-latin.woff2", "fonts/literata-latin-italic.woff2")
    assert raw <= 110 * 1000


def test_the_gate_hides_its_text_even_where_layers_are_unknown() -> None:
    css = (STATIC / "css/reading.css").read_text("utf-8")
    hiding = css.index(".gate ~ .gated { display: none }")
    assert hiding < css.index("@layer prose {")


def test_no_rule_that_opens_a_text_needs_has() -> None:
    css = (STATIC / "css/reading.css").read_text("utf-8")
    opening = next(
        line for line in css.splitlines() if line.startswith(".gate ~ .text:target")
    )
    assert ":has" not in opening
    assert "display: block" in opening
