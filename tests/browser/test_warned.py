"""Words to be warned about, sensitive passages, skins: the reader is asked first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.serving import served
from tests.running import run_task
from tests.site.archives import LANTERN, make

pytestmark = pytest.mark.browser
Open = Callable[..., Any]

TWELVE = "works/the-harbour-at-scheria/4/"
TELEGRAMS = "works/come-at-once/#text"
KEEP = """words => {
  const values = JSON.parse(localStorage.getItem("ficstead-1") ?? "{}")
  localStorage.setItem("ficstead-1", JSON.stringify({ ...values, ...words }))
}"""


# -- words ---------------------------------------------------------------------------


# The very module of the page, by the address that its other scripts name it with.
MODULE = """async () => {
  let script = document.querySelector("script[src*='boot.js']").src
  for (const name of ["reading", "always"]) {
    const text = await (await fetch(script)).text()
    script = new URL(text.match(`"(\\./${name}\\.js[^"]*)"`)[1], script).href
  }
  return import(script)
}"""


def _always(page: Any, words: str) -> None:
    page.evaluate(f"async words => (await ({MODULE})()).keep(words)", words)


@pytest.mark.parametrize(
    ("words", "label", "held"),
    [
        ("spiders", "Giant Spider", True),
        pytest.param("spider", "giant spiders", True, marks=pytest.mark.slow),
        pytest.param("drown", "a drowning, remembered", True, marks=pytest.mark.slow),
        pytest.param(
            "rat", "Graphic Depictions Of Violence", False, marks=pytest.mark.slow
        ),
        pytest.param("slow burn", "Slow-Burn", True, marks=pytest.mark.slow),
        pytest.param("deja vu", "Déjà vu", True, marks=pytest.mark.slow),
        ("流血", "大量流血", True),
        ("gas", "gaslighting", False),
        pytest.param("gas", "Gas leaks", True, marks=pytest.mark.slow),
        pytest.param("rat", "Rats!", True, marks=pytest.mark.slow),
        ("as", "gaslighting", False),
        pytest.param("C++ (.*", "anything", False, marks=pytest.mark.slow),
    ],
)
def test_a_word_is_found_where_it_is_meant(
    visit: Open, words: str, label: str, held: bool
) -> None:
    page = visit(TWELVE)
    page.evaluate(
        """label => document.querySelector(".text").dataset.tags =
          JSON.stringify([label])""",
        label,
    )
    _always(page, words)
    page.evaluate(f"async () => (await ({MODULE})()).init()")
    assert (page.locator(".asked").count() == 1) is held


def test_a_gate_that_was_agreed_to_asks_again_for_such_a_word(visit: Open) -> None:
    page = visit(TWELVE)
    page.locator(".gate .remember").click()
    page.locator(".gate-kept").wait_for()
    page.goto(page.url.partition("#")[0])
    assert page.locator("#text").is_visible(), "agreed to"
    _always(page, "slavery, spiders")
    page.reload()
    page.locator(".asked").wait_for()
    assert page.locator(".gate").is_visible()
    assert not page.locator("#text").is_visible()
    note = page.get_by_role("note")
    assert "You asked to be warned about: slavery." in note.inner_text()
    assert "spiders" not in note.inner_text()
    assert page.locator(".gate .remember").count() == 0
    page.locator(".gate a[href='#text']").click()
    page.locator("#text").wait_for()
    assert note.is_visible(), "above the text too"
    page.goto(page.url.partition("#")[0])
    assert page.locator(".gate").is_visible(), "every time"


@pytest.mark.slow
def test_a_yes_that_came_from_elsewhere_does_not_count(visit: Open) -> None:
    page = visit(TWELVE)
    labels = page.evaluate("JSON.parse(document.documentElement.dataset.gate)")
    page.evaluate(KEEP, {"shown": labels, "warn": ["slavery"]})
    page.reload()
    page.locator(".asked").wait_for()
    assert page.locator(".gate").is_visible()
    page.reload()
    assert page.locator("html").get_attribute("data-open") is None, "before any script"


def test_a_word_in_the_tags_of_an_open_chapter_is_said_before_it(visit: Open) -> None:
    page = visit("works/the-harbour-at-scheria/1/")
    tags = page.locator("#text").get_attribute("data-tags")
    assert tags.startswith('["')
    word = tags.split('"')[1]
    _always(page, word)
    page.reload()
    note = page.locator(".asked + :is(.gate, #text), .asked")
    assert note.first.is_visible()
    assert word in page.get_by_role("note").inner_text()


@pytest.mark.slow
def test_words_are_looked_for_without_waiting_for_the_page_to_rest(visit: Open) -> None:
    page = visit("works/the-harbour-at-scheria/1/")
    _always(page, "drown, sea")
    page.route("**/settings.js*", lambda route: route.abort())
    page.reload()
    page.locator(".asked").wait_for()


@pytest.mark.slow
def test_who_keeps_no_words_loads_nothing_for_them(visit: Open) -> None:
    page = visit(TWELVE)
    page.wait_for_load_state("networkidle")
    names = page.evaluate(
        "performance.getEntriesByType('resource').map(one => one.name).join(' ')"
    )
    assert "reading.js" in names
    assert "always.js" not in names


@pytest.mark.slow
def test_without_words_nothing_is_said(visit: Open) -> None:
    page = visit(TWELVE)
    page.evaluate(KEEP, {"warn": "slavery"})
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.locator(".asked").count() == 0, "a value that is not ours"


# -- passages ------------------------------------------------------------------------


@pytest.mark.parametrize("script", [True, False])
def test_a_passage_opens_in_two_steps(visit: Open, script: bool) -> None:
    page = visit(f"{TWELVE}#text", java_script_enabled=script)
    passage, instead = page.locator("details.passage"), page.locator(".instead")
    hidden = page.locator(".passage-text blockquote")
    assert passage.locator("> summary").inner_text().startswith("Sensitive passage:")
    assert not instead.is_visible()
    assert not hidden.is_visible()
    assert passage.locator("> summary").bounding_box()["height"] >= 44
    passage.locator("> summary").click()
    assert instead.is_visible()
    assert not hidden.is_visible()
    page.locator(".passage-text > summary").press("Enter")
    assert hidden.is_visible()


@pytest.mark.slow
def test_on_paper_a_passage_stands_only_where_it_was_open(visit: Open) -> None:
    page = visit(f"{TWELVE}#text")
    page.emulate_media(media="print")
    hidden = page.locator(".passage-text blockquote")
    assert not hidden.is_visible()
    page.evaluate(
        "document.querySelectorAll('.text details').forEach(d => d.open = true)"
    )
    assert hidden.is_visible()


# -- skins ---------------------------------------------------------------------------

HOSTILE = """#workskin { display: block !important; position: fixed; inset: 0 }
#workskin { display: block; visibility: visible }
#workskin .gated, .gate, .site-header, html, body { display: none !important }
#workskin ~ nav { display: none }
p { color: rgb(1, 2, 3); text-indent: 0; position: absolute; top: -9999px }
@media screen { p { letter-spacing: 3px !important } }
} body { display: none } .x {
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of an archive whose gated work wears a skin that is up to no good."""
    root = make(tmp_path_factory.mktemp("hostile") / "archive")
    works = root / "content/works"
    text = LANTERN.replace("rating: G", "rating: E\nskin: bad.css")
    (works / "the-lantern.md").write_text(text, "utf-8")
    (works / "bad.css").write_text(HOSTILE, "utf-8")
    done = run_task("build", root=root)
    assert done.returncode == 0, done.stderr
    with served(root / "output") as address:
        yield f"{address}works/the-lantern/"


@pytest.mark.slow
def test_no_skin_opens_the_gate_or_leaves_the_text(browser: Any, hostile: str) -> None:
    page = browser.new_page()
    page.goto(hostile)
    assert page.locator(".gate").is_visible()
    assert not page.locator("#text").is_visible()
    assert page.locator(".site-header").is_visible()
    page.goto(f"{hostile}#text")
    assert page.locator("#text").is_visible()
    assert page.locator(".site-header").is_visible()
    style = "document.querySelector('#text').computedStyleMap().get('{}').toString()"
    assert page.evaluate(style.format("position")) == "relative"
    first = "getComputedStyle(document.querySelector('#text p')).{}"
    assert page.evaluate(first.format("color")) == "rgb(1, 2, 3)"
    assert page.evaluate(first.format("letterSpacing")) == "3px"
    outside = "getComputedStyle(document.querySelector('.site-footer li')).{}"
    assert page.evaluate(outside.format("letterSpacing")) == "normal"
    page.close()


@pytest.mark.slow
def test_a_reader_can_hide_a_skin(visit: Open) -> None:
    page = visit(TELEGRAMS)
    message = "getComputedStyle(document.querySelector('.messages p')).letterSpacing"
    assert page.evaluate(message) != "normal"
    page.evaluate(KEEP, {"skin": "off"})
    page.reload()
    assert page.locator("html").get_attribute("data-skin") == "off"
    assert page.evaluate(message) == "normal"
    without_script = visit(TELEGRAMS, java_script_enabled=False)
    assert without_script.locator("link[href*='skin.css']").count() == 1
