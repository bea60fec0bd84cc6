"""An archive of ten thousand works, built by the author's command and read by a reader.

The demo's works stand among them, for what only those have: chapters, skins, passages.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bench import light
from tests.browser.serving import served
from tests.running import ROOT, run_task
from tests.site import archives

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Any]

WORKS = 10_000
KB = 1024
HARBOUR = "works/the-harbour-at-scheria/"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = archives.make(tmp_path_factory.mktemp("many") / "archive", whole=True)
    shutil.copytree(ROOT / "content", root / "content", dirs_exist_ok=True)
    light.write(root / "content", WORKS)
    with (root / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        # Forty thousand books are another matter.
        settings.write("DOWNLOADS = []\nFULL_TEXT_WORDS = 5_000_000\n")
    done = run_task("build", root=root)
    assert done.returncode == 0, done.stderr
    yield root / "output"
    # Nearly a gigabyte, which pytest would keep three times.
    shutil.rmtree(root)


@pytest.fixture(scope="module")
def address(output: Path) -> Iterator[str]:
    with served(output) as address:
        yield address


def goto(page: Any, path: str) -> None:
    page.goto(page.evaluate("location.origin") + "/" + path)


def number(text: str) -> int:
    """Return the last number before "work" or "works"."""
    found = re.search(r"([\d,]+) works?\b", text)
    assert found, text
    return int(found[1].replace(",", ""))


def found(page: Any) -> int:
    page.locator(".found", has_text="found").wait_for()
    page.wait_for_function("() => !document.querySelector('.blurbs[aria-busy]')")
    return number(page.locator(".found").inner_text())


def test_what_a_reader_fetches_stays_small(output: Path) -> None:
    index = (output / "search/facets.json").read_bytes()
    assert json.loads(index)["works"] > WORKS
    assert len(gzip.compress(index, 9, mtime=0)) <= 350 * KB
    page = (output / "works/page/250/index.html").read_bytes()
    assert len(page) <= 60 * KB
    assert len(gzip.compress(page, 9, mtime=0)) <= 12 * KB


# ---- Rows 13 to 15: finding ----


def test_filters_find_what_the_lists_hold(visit: Open) -> None:
    page = visit("fandoms/")
    first = page.locator("main .terms li").filter(has_text=re.compile(r"[1-9],\d{3}"))
    name = first.first.locator("a").inner_text()
    first.first.locator("a").click()
    page.locator(".list-head h1", has_text=name).wait_for()
    held = number(page.locator(".list-head").inner_text())
    goto(page, "works/")
    page.get_by_role("button", name="Filter and sort").click()
    facet = page.locator("details.facet", has_text="Fandoms")
    facet.get_by_role("searchbox").fill(name)
    value = facet.locator("button.value").filter(has=page.get_by_text(name, exact=True))
    value.click()
    assert found(page) == held > 1000
    page.get_by_label("Status").select_option("Complete only")
    page.get_by_label("Sort by").select_option("Title")
    assert found(page) <= held
    first_title = page.locator(".blurb h3").first.inner_text()
    page.locator("a[data-page]", has_text="Next").click()
    page.wait_for_url("**page=2**")
    page.locator(".found", has_text="21–40 of").wait_for()
    page.go_back()
    page.locator(".found", has_text="1–20 of").wait_for()
    page.locator(".blurb h3", has_text=first_title).first.wait_for()
    value.click()
    page.wait_for_url("**not-fandoms=**")
    assert found(page) < WORKS


def test_a_search_finds_one_among_all(visit: Open) -> None:
    page = visit("search/?q=title:inventory")
    page.locator(".results .found", has_text="1 work found").wait_for()
    page.fill("#q", "words:>100 character:gund -tag:garden")
    page.keyboard.press("Enter")
    page.locator(".results .found", has_text=re.compile(r"\d works found")).wait_for()
    assert page.locator(".results .blurb").count() > 0


def test_a_phrase_of_one_story_is_found_among_all(visit: Open) -> None:
    page = visit('search/?q="toward the harbour"')
    entry = page.locator(".hits > li", has_text="Chapter 2: Soundings")
    entry.wait_for(timeout=60_000)
    assert "toward the harbour" in entry.locator("mark").all_inner_texts()
    entry.locator(".title a").click()
    page.wait_for_url(f"**/{HARBOUR}2/*")


def test_a_muted_tag_is_left_out_of_every_count(visit: Open) -> None:
    page = visit("works/?sort=words")
    every = found(page)
    facet = page.locator("details.facet", has_text="Additional tags")
    value = facet.locator("button.value").first
    name = value.locator(".name").inner_text()
    many = int(value.locator(".count").inner_text().replace(",", ""))
    value.click()
    assert found(page) == many
    value.click()
    never = page.get_by_role("button", name=f"Never show me this: {name}", exact=True)
    never.click()
    page.wait_for_url("**/works/?sort=words")
    page.get_by_role("button", name=f"Show me this again: {name}").wait_for()
    assert found(page) == every - many
    assert number(page.locator(".sifted").inner_text()) == many
    page.get_by_label("Status").select_option("In progress only")
    page.get_by_label("Status").select_option("Complete only")
    page.get_by_text("Kept filters").click()
    page.get_by_label("Keep what is asked for").fill("Done")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_label("All works always begin with Done").check()
    goto(page, "works/")
    page.wait_for_url("**status=complete**")
    assert found(page) <= every - many


# ---- Rows 7, 8, 18, 19: reading ----


def test_a_passage_opens_and_a_skin_is_hidden(visit: Open) -> None:
    page = visit(HARBOUR + "4/#text")
    passage = page.locator("details.passage")
    passage.locator("> summary").click()
    assert page.locator(".instead").is_visible()
    assert not page.locator(".passage-text > :not(summary)").first.is_visible()
    goto(page, "works/come-at-once/")
    assert page.locator("link[href*='skin.css']").count() == 1
    page.get_by_role("button", name="Reading settings").click()
    skin = page.get_by_role("group", name="The author’s own styles")
    skin.get_by_role("radio", name="Hide").check()
    page.locator("html[data-skin=off]").wait_for()


def test_settings_hold_on_every_page(visit: Open) -> None:
    page = visit("works/page/300/")
    page.get_by_role("button", name="Reading settings").click()
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("radio", name="Dark").check()
    page.wait_for_function(
        "light => getComputedStyle(document.body).backgroundColor !== light", arg=light
    )
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for path in ("", HARBOUR + "1/", "relationships/", "me/"):
        goto(page, path)
        assert page.locator("html").get_attribute("data-theme") == "dark"
        color = "getComputedStyle(document.body).backgroundColor"
        assert page.evaluate(color) == dark


def test_a_place_is_kept_and_shown_in_lists(visit: Open) -> None:
    page = visit(HARBOUR + "2/")
    page.locator(".pace:not([hidden])").wait_for()
    page.evaluate("document.querySelectorAll('#text p')[11].scrollIntoView()")
    page.wait_for_function("() => localStorage['ficstead-1:places']")
    goto(page, "")
    way = page.get_by_role("region", name="Continue reading")
    way.get_by_text("Continue at chapter 2").wait_for()
    goto(page, "works/?series=&authors=marshlight&sort=title")
    found(page)
    goto(page, "search/?q=title:scheria")
    page.get_by_role("link", name=re.compile("Continue at chapter 2")).click()
    page.wait_for_function("() => scrollY > 300")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_shelf_of_five_hundred_works(visit: Open, output: Path, width: int) -> None:
    page = visit("me/", width=width)
    slugs = json.loads((output / "search/titles.json").read_bytes())
    page.evaluate(
        """({slugs, titles}) => {
          const all = (from, made) => Object.fromEntries(slugs.slice(from, from + 500)
            .map((slug, n) => [slug, {title: titles[from + n], when: n + 1, ...made(n)}]));
          const keep = (name, value) =>
            localStorage.setItem(`ficstead-1:${name}`, JSON.stringify(value));
          keep('places', all(0, n => ({chapter: '', at: [1, 0, 'a', 'b'], whole: n % 100,
            percent: n % 100, seen: [], known: [], read: n % 3 === 0})));
          keep('later', all(500, () => ({})));
          keep('bookmarks', all(1000, n => ({note: `Note ${n}`, tags: ['a', 'b']})));
        }""",
        slugs,
    )
    page.reload()
    page.get_by_role("heading", name="Keep, carry, delete").wait_for()
    assert page.locator(".shelf > ul > li").count() == 4 * 24
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name=re.compile("^Not for later")).first.click()
    page.get_by_role("button", name=re.compile("^Put back")).first.click()
    goto(page, "works/")
    page.locator(".blurb").first.wait_for()


# ---- Rows 20 and 21 ----


@pytest.mark.parametrize("path", ["works/page/250/", "me/", "works/?status=complete"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing(visit: Open, path: str, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    page = visit(path, width=width, scheme=scheme, reduced_motion="reduce")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["tags/", "relationships/", "works/page/501/"])
@pytest.mark.parametrize("width", [390, 1280])
def test_long_lists_fit_the_screen_and_go_by_keyboard(
    visit: Open, path: str, width: int
) -> None:
    page = visit(path, width=width)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.wait_for_selector(".aa[aria-keyshortcuts]")
    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_role("heading").first.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.wait_for_url("**/search/")


def test_a_work_is_kept_and_read_without_a_network(visit: Open) -> None:
    page = visit(HARBOUR)
    page.get_by_role("button", name="Keep this work for offline reading").click()
    page.get_by_text("Kept on this device").wait_for(timeout=60_000)
    page.context.set_offline(True)
    goto(page, HARBOUR + "3/#text")
    assert page.locator("#text p").first.is_visible()
    goto(page, "tags/")
    page.get_by_role("heading", name="You are offline").wait_for()


def test_everything_is_reached_without_script(visit: Open) -> None:
    page = visit("", java_script_enabled=False)
    page.get_by_role("link", name="Tags", exact=True).first.click()
    page.locator("main .terms a").nth(3).click()
    title = page.locator(".blurb h3").first.inner_text()
    page.locator(".blurb h3 a").first.click()
    assert page.locator("h1").inner_text() == title
