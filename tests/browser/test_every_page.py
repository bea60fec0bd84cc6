"""What holds on every type of page: access, width, order, silence towards others."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PAGES = {
    "home": "",
    "works": "works/",
    "work": "works/the-harbour-at-scheria/",
    "one-shot": "works/inventory/",
    "gated one-shot": "works/nine-and-nine/",
    "opened one-shot": "works/nine-and-nine/#text",
    "chapter": "works/the-harbour-at-scheria/2/",
    "gated chapter": "works/the-harbour-at-scheria/4/",
    "interlude": "works/the-harbour-at-scheria/oar-song/",
    "entire": "works/the-harbour-at-scheria/entire/",
    "letters": "works/hens/",
    "messages": "works/come-at-once/#text",
    "table": "works/the-seneschals-accounts/#text",
    "right to left": "works/dunyazad/#text",
    "Japanese": "works/take-wo-waranai/",
    "series list": "series/",
    "series": "series/people-standing-near-the-story/",
    "terms": "tags/",
    "term": "fandoms/sherlock-holmes-arthur-conan-doyle/",
    "authors": "authors/",
    "years": "years/",
    "note": "about/",
    "feeds": "feeds/",
    "shelf": "me/",
    "search": "search/",
    "offline": "offline.html",
    "not found": "404.html",
}
# One page of each kind at anybody's desk, and every page in CI.
USUAL = {"works", "gated one-shot", "chapter"}
EVERY = [
    pytest.param(name, marks=() if name in USUAL else pytest.mark.slow)
    for name in PAGES
]
Open = Callable[..., Any]
KB = 1024


@pytest.mark.parametrize(
    ("width", "scheme"),
    [pytest.param(1280, "light", marks=pytest.mark.slow), (390, "dark")],
)
@pytest.mark.parametrize("name", EVERY)
def test_axe_finds_nothing(visit: Open, name: str, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    page = visit(PAGES[name], width=width, scheme=scheme, reduced_motion="reduce")
    # What a phone folds away is looked at too.
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["sepia", "black"])
@pytest.mark.parametrize("name", ["works", "gated one-shot", "chapter"])
def test_axe_finds_nothing_in_the_themes_to_choose(
    visit: Open, name: str, theme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    page = visit(PAGES[name])
    page.evaluate(
        "theme => localStorage.setItem('ficstead-1', JSON.stringify({theme}))", theme
    )
    page.reload()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", EVERY)
def test_nothing_scrolls_sideways_on_the_narrowest_phone(
    visit: Open, name: str
) -> None:
    page = visit(PAGES[name], width=320, java_script_enabled=True)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 320


# On the page of a work stand the longest words that cannot break: those of its buttons.
@pytest.mark.parametrize("name", ["work", *EVERY])
def test_nothing_scrolls_sideways_where_all_text_is_large(
    visit: Open, name: str
) -> None:
    page = visit(PAGES[name], width=390, java_script_enabled=True)
    page.evaluate("document.documentElement.style.fontSize = '160%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("name", EVERY)
def test_no_page_asks_another_host_or_breaks_its_own_policy(
    browser: Any, address: str, name: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address + PAGES[name], wait_until="networkidle")
    context.close()
    assert {url for url in asked if not url.startswith(address)} == set()
    assert said == []


@pytest.mark.parametrize("name", EVERY)
def test_a_page_is_there_after_nine_requests(
    browser: Any, address: str, site: Path, name: str
) -> None:
    """All is counted but pictures, and settings.js with what it brings in its train."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/settings.js*", lambda route: route.abort())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + PAGES[name], wait_until="networkidle")
    came, rested = page.evaluate(
        """() => [performance.getEntriesByType('resource')
        .find(one => one.name.includes('settings.js')).startTime,
        performance.getEntriesByType('navigation')[0].loadEventStart]"""
    )
    context.close()
    assert came >= rested, "settings.js waits until the page has come to rest"
    first = [url for url in asked if "/settings.js" not in url]
    assert len(first) <= 9 + page_pictures(first), first
    # The reader's own page is nothing but scripts.
    if name != "shelf":
        raw, packed = weight(site, address, first)
        reading = any("reading.css" in url for url in first)
        assert raw <= (6 if reading else 10) * KB
        assert packed <= (2.5 if reading else 4) * KB


def weight(site: Path, address: str, asked: list[str]) -> tuple[int, int]:
    """Return how large these pages' scripts are, and how large when compressed."""
    names = [url.removeprefix(address).split("?")[0] for url in asked]
    scripts = [(site / name).read_bytes() for name in names if name.endswith(".js")]
    packed = sum(len(gzip.compress(script, 9, mtime=0)) for script in scripts)
    return sum(map(len, scripts)), packed


def page_pictures(asked: list[str]) -> int:
    return sum(url.endswith((".png", ".jpg", "favicon.ico")) for url in asked)


@pytest.mark.parametrize(
    "name",
    [
        "chapter",
        pytest.param("home", marks=pytest.mark.slow),
        pytest.param("works", marks=pytest.mark.slow),
        pytest.param("work", marks=pytest.mark.slow),
        pytest.param("gated one-shot", marks=pytest.mark.slow),
    ],
)
def test_the_keyboard_reaches_everything_in_order(visit: Open, name: str) -> None:
    page = visit(PAGES[name])
    # What scripts add comes when the page is at rest.
    page.wait_for_selector(".aa[aria-keyshortcuts]")
    page.wait_for_load_state("networkidle")
    visible = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, summary, input, select')]
        .filter(e => e.checkVisibility({visibilityProperty: true})).length"""
    )
    seen = []
    for _ in range(visible + 2):
        page.keyboard.press("Tab")
        place = page.evaluate(
            """() => { const all = [...document.querySelectorAll('*')];
            const e = document.activeElement;
            return e === document.body ? -1 : all.indexOf(e); }"""
        )
        if place < 0 or (seen and place == seen[0]):
            break
        seen.append(place)
    assert seen == sorted(seen)
    assert len(seen) == visible


def test_the_skip_link_comes_first_and_leads_to_the_text(visit: Open) -> None:
    page = visit(PAGES["chapter"])
    page.keyboard.press("Tab")
    assert (
        page.evaluate("document.activeElement.textContent").lower().startswith("skip")
    )
    page.keyboard.press("Enter")
    page.wait_for_function("() => ['#main', '#text'].includes(location.hash)")


def test_the_measure_is_sixty_to_seventy_characters(visit: Open) -> None:
    page = visit("works/inventory/")
    lines = page.evaluate(
        """() => {
        const counts = [];
        for (const p of document.querySelectorAll('#text > p')) {
            const range = document.createRange();
            let last = null, count = 0;
            const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const node = walker.currentNode;
                for (let i = 0; i < node.length; i++) {
                    range.setStart(node, i); range.setEnd(node, i + 1);
                    const box = range.getBoundingClientRect();
                    if (last !== null && box.top > last + 8) { counts.push(count); count = 0; }
                    if (box.height) last = box.top;
                    count++;
                }
            }
        }
        return counts; }"""
    )
    middle = sorted(lines)[len(lines) // 2]
    assert 60 <= middle <= 70


@pytest.mark.parametrize("name", EVERY)
def test_a_finger_finds_every_target(visit: Open, name: str) -> None:
    """WCAG 2.5.8: 24 by 24 pixels; links inside a sentence are exempt."""
    page = visit(PAGES[name], width=390)
    small = page.evaluate(
        """() => [...document.querySelectorAll('a, button, summary')]
        .filter(e => e.checkVisibility() && !e.closest('.prose, .summary, .skip'))
        .filter(e => !e.closest('.kicker, .byline, .gift, .of, .facts, dd, p'))
        .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
        .filter(([_, box]) => box.height < 24 || box.width < 20)
        .map(([text]) => text)"""
    )
    assert small == []


@pytest.mark.parametrize("path", ["", "works/", "tags/"])
def test_navigation_is_as_high_as_a_finger(visit: Open, path: str) -> None:
    page = visit(path, width=390, has_touch=True, is_mobile=True)
    links = page.locator(":is(.menu, .kinds, .letters, .site-footer) a")
    heights = [link.bounding_box()["height"] for link in links.all()]
    assert len(heights) > 10
    assert min(heights) >= 44


def test_five_works_of_a_list_are_in_sight(visit: Open) -> None:
    page = visit(PAGES["works"])
    page.set_viewport_size({"width": 1280, "height": 1400})
    seen = page.evaluate(
        """() => [...document.querySelectorAll('.blurb h3')]
        .filter(e => e.getBoundingClientRect().bottom < innerHeight).length"""
    )
    assert seen >= 5


def test_paper_says_what_was_warned_of_and_where_it_came_from(visit: Open) -> None:
    page = visit(PAGES["chapter"])
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text()
    assert shown.count("Creator Chose Not To Use Archive Warnings") == 1
    assert "Teen And Up Audiences" in shown
    page.goto(page.url.split("works/")[0] + PAGES["entire"] + "#text")
    assert page.locator(".gate").is_visible()
    assert page.locator("#text").is_visible()
    assert (
        page.locator("nav").evaluate_all(
            "navs => navs.filter(n => n.checkVisibility()).length"
        )
        == 0
    )
    assert (
        page.locator("#text > h2")
        .nth(1)
        .evaluate("h => getComputedStyle(h).breakBefore")
        == "page"
    )


def test_forced_colours_and_print_keep_the_text(visit: Open) -> None:
    page = visit(PAGES["chapter"], forced_colors="active")
    assert page.locator("#text p").first.is_visible()
    page.emulate_media(media="print")
    assert page.locator("#text p").first.is_visible()
    assert not page.locator(".chapter-nav").first.is_visible()
