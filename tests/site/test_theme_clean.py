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


IMPORTED = re.compile(r"^(?:import|export)\b[^;(]*?\"\./(.+?)\"", re.MULTILINE)


def _with_imports(*names: str) -> set[str]:
    """Give scripts with all that they import before they run.

    What they ask for while they run is counted in a browser (test_every_page).
    """
    known: set[str] = set()
    ahead = list(names)
    while ahead:
        name = ahead.pop()
        if name not in known:
            known.add(name)
            ahead += IMPORTED.findall((STATIC / f"js/{name}").read_text("utf-8"))
    return known


@pytest.mark.parametrize(
    ("style", "kilobytes", "packed_kilobytes"), [("reading", 6, 2.5), ("browse", 10, 4)]
)
def test_the_scripts_of_a_page_are_small(
    style: str, kilobytes: float, packed_kilobytes: float
) -> None:
    names = _with_imports("boot.js", f"{style}.js")
    raw, packed = _sizes(*(f"js/{name}" for name in names))
    assert raw <= kilobytes * KB
    assert packed <= packed_kilobytes * KB
    assert (STATIC / "js/boot.js").stat().st_size < KB


def test_no_page_asks_for_other_scripts_before_it_is_there() -> None:
    names = _with_imports("boot.js", "reading.js", "browse.js")
    assert names <= {"boot.js", "reading.js", "browse.js", "preferences.js"}
    head = (THEME / "partials/head.html").read_text("utf-8")
    assert re.findall(r'<script[^>]*asset\("(.+?)"\)', head) == [
        "js/boot.js",
        "js/browse.js",
    ]


def test_imports_are_found() -> None:
    found = _with_imports("highlights.js")
    assert {"places.js", "preferences.js", "asking.js", "quotes.js"} <= found


def test_boot_and_the_settings_know_the_same_names() -> None:
    boot = (STATIC / "js/boot.js").read_text("utf-8")
    look = (STATIC / "js/preferences.js").read_text("utf-8")
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
