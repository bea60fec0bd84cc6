"""The stories themselves, searched: found, quoted, opened at the line, and never ambushed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.waiting import soon

pytestmark = pytest.mark.browser
Open = Callable[..., Any]


def hits(page: Any) -> list[str]:
    """Return the entries below "In the text", when they are there."""
    page.wait_for_function(
        """() => /^Found|cannot|could not|offline/.test(
            document.querySelector('.text-found').textContent)
        && !document.querySelector('.hits').hasAttribute('aria-busy')"""
    )
    return list(page.locator(".hits > li:visible").all_inner_texts())


def agree(page: Any, labels: list[str]) -> None:
    page.evaluate(
        "labels => localStorage.setItem('ficstead-1', JSON.stringify({shown: labels}))",
        labels,
    )


def hit(page: Any, title: str) -> Any:
    hits(page)
    return page.locator(".hits > li", has=page.get_by_role("link", name=title))


def test_a_phrase_is_found_quoted_and_opened_at_its_line(visit: Open) -> None:
    page = visit('search/?q="toward the harbour"')
    assert len(hits(page)) == 1
    entry = page.locator(".hits > li")
    assert entry.locator("mark").all_inner_texts() == ["toward the harbour"]
    assert "Chapter 2: Soundings" in entry.inner_text()
    assert page.locator(".text-found").inner_text() == "Found in 1 text"
    entry.locator(".title a").click()
    page.wait_for_url("**/works/the-harbour-at-scheria/2/*")
    assert page.evaluate("location.hash") == "#text"
    line = page.locator("#text p", has_text="toward the harbour")
    page.wait_for_function(
        "() => scrollY > 0", polling=100
    )  # the browser goes to the words, and not to the beginning
    soon(page, lambda: 0 <= line.bounding_box()["y"] <= 900)


def test_nothing_of_it_is_loaded_before_somebody_asks(visit: Open) -> None:
    page = visit("search/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")
    page.fill("#q", "title:inventory")
    page.keyboard.press("Enter")
    page.wait_for_selector(".results .blurb")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/search/text/" in url]
    assert page.locator(".in-text").is_hidden()


@pytest.mark.parametrize(
    "title",
    ["Soles", pytest.param("The Address of His Mother", marks=pytest.mark.slow)],
)
def test_gated_lines_wait_for_consent_and_are_not_even_fetched(
    visit: Open, title: str
) -> None:
    page = visit("search/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.fill("#q", "lamp")
    page.keyboard.press("Enter")
    entry = hit(page, title)
    url = entry.locator(".title a").get_attribute("href")
    assert entry.locator("blockquote").count() == 0
    assert entry.locator(".behind").inner_text().strip()
    assert url not in asked
    assert "#" not in url
    entry.get_by_role("button", name="Show the passage").press("Enter")
    entry.locator("blockquote mark").first.wait_for()
    soon(page, lambda: page.evaluate("document.activeElement.tagName"), "BLOCKQUOTE")
    assert url in asked
    # That was about these lines; the gate itself still asks.
    assert entry.locator(".title a").get_attribute("href") == url
    assert page.evaluate("localStorage.getItem('ficstead-1')") is None


@pytest.mark.slow
def test_who_agreed_to_all_labels_sees_the_lines_at_once(visit: Open) -> None:
    page = visit("search/")
    labels = ["Not Rated", "No Archive Warnings Apply"]
    agree(page, labels)
    page.goto(page.url + "?q=cobbler+OR+lamp")
    entry = hit(page, "Soles")
    entry.locator("mark").first.wait_for()
    agree(page, labels[:1])
    page.reload()
    assert hit(page, "Soles").locator("mark").count() == 0


@pytest.mark.slow
def test_words_that_a_reader_asks_to_be_warned_about_hold_lines_back(
    visit: Open,
) -> None:
    page = visit("search/")
    shown = ["Not Rated", "No Archive Warnings Apply"]
    page.evaluate(
        "kept => localStorage.setItem('ficstead-1', kept)",
        json.dumps({"warn": ["shoes"], "shown": shown}),
    )
    page.goto(page.url + "?q=lamp")
    entry = hit(page, "Soles")
    assert "you asked about shoes" in entry.inner_text()
    assert entry.locator("blockquote").count() == 0


def test_what_an_author_folded_away_is_not_found(visit: Open) -> None:
    page = visit('search/?q="scraped the floor"')
    assert hits(page) == []
    assert page.locator(".text-found").inner_text() == "Found in no text"
    # What she says instead is there for everybody, and stands by the same chapter.
    page.goto(page.url.split("?")[0] + '?q="made to clean"')
    hits(page)
    page.get_by_role("button", name="Show the passage").click()
    page.locator(".hits mark").first.wait_for()
    assert "the hall" in page.locator(".hits blockquote").inner_text()
    assert "She said it twice" not in page.locator(".hits blockquote").inner_text()


@pytest.mark.slow
def test_more_come_at_a_press_and_focus_goes_with_them(visit: Open) -> None:
    page = visit("search/?q=she")
    assert len(hits(page)) == 10
    more = page.locator(".more-hits")
    more.click()
    page.wait_for_function("() => document.querySelector('.hits').children.length > 10")
    page.wait_for_function(
        "() => document.querySelector('.hits > li:nth-child(11)').contains(document.activeElement)"
    )


@pytest.mark.slow
def test_alternatives_negation_and_fields_hold_in_the_text(visit: Open) -> None:
    base = visit("search/")

    def found(question: str) -> set[str]:
        base.goto(base.url.split("?")[0] + "?q=" + question)
        hits(base)
        return set(base.locator(".hits .title").all_inner_texts())

    both = found("dumplings OR Bunsen")
    assert "Inventory" in both
    assert any("Evidence" in title for title in both)
    assert found('(dumplings OR Bunsen) -"blue dish"') == {"Inventory"}
    assert found("title:ferry dumplings lamp") == {t for t in both if "Evidence" in t}
    assert found("words:<500 lamp") <= {"Inventory", "Hens"}
    assert found('"lamps bunsen"') == set()
    # The beginning of a word, unless it stands in quotation marks; never more of it.
    assert found("dumplin") == found("dumplin*") == found("dumplings")
    assert found('"dumplin"') == set()
    assert found("dumplingsworth") == set()


@pytest.mark.slow
def test_every_script_is_searched_at_once(visit: Open) -> None:
    page = visit("search/?q=竹を")
    hits(page)
    assert page.locator(".hits mark").first.inner_text() == "竹を"
    page.goto(page.url.split("?")[0] + "?q=الليل OR lamp")
    hits(page)
    quote = page.locator(".hits blockquote[dir=rtl] mark").first
    # Vowel signs do not count, and the page shows them.
    assert quote.inner_text() == "الليلُ"
    assert page.locator(".hits blockquote[lang=en] mark").count()


def test_muted_works_stay_out_with_a_line_that_shows_them(visit: Open) -> None:
    page = visit("search/?q=Bunsen")
    assert len(hits(page)) == 1
    page.locator(".never").evaluate("one => one.open = true")
    page.locator("#mute-name").fill("marshlight")
    page.locator("#mute-name").press("Enter")
    line = page.locator(".in-text .sifted")
    line.wait_for()
    soon(page, lambda: line.inner_text().startswith("1 text hidden"))
    page.wait_for_function("() => document.querySelector('.hits > li').hidden")
    page.reload()
    hits(page)
    line.wait_for()
    page.locator(".hits > li").wait_for(state="hidden")
    line.get_by_role("button").click()
    page.locator(".hits > li").wait_for()


@pytest.mark.slow
def test_back_brings_the_last_answer_and_the_way_down_adds_no_step(visit: Open) -> None:
    page = visit("search/?q=Bunsen")
    hits(page)
    page.locator(".to-texts a").click()
    soon(page, lambda: page.evaluate("document.activeElement.id"), "in-text")
    assert page.url.endswith("?q=Bunsen")
    page.fill("#q", "dumplings")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.hits').children.length > 1")
    page.go_back()
    page.wait_for_function(
        "() => document.querySelector('.hits mark')?.textContent == 'Bunsen'"
    )


@pytest.mark.slow
def test_an_index_that_cannot_be_loaded_is_told_and_asked_for_again(
    visit: Open,
) -> None:
    page = visit("search/")
    page.route("**/search/text/*", lambda route: route.abort())
    page.fill("#q", "Bunsen")
    page.keyboard.press("Enter")
    hits(page)
    assert "could not be searched" in page.locator(".text-found").inner_text()
    page.unroute("**/search/text/*")
    page.get_by_role("button", name="Search", exact=True).click()
    page.wait_for_selector(".hits mark")


@pytest.mark.slow
def test_a_page_that_cannot_be_loaded_leaves_its_title(visit: Open) -> None:
    page = visit("search/")
    page.route("**/works/inventory/", lambda route: route.abort())
    page.goto(page.url + "?q=Bunsen")
    (entry,) = hits(page)
    assert entry.startswith("Inventory")
    assert "could not be loaded" in entry


@pytest.mark.slow
def test_only_this_page_may_run_web_assembly(visit: Open) -> None:
    policy = "document.querySelector('meta[http-equiv]').content"
    page = visit("search/")
    search = page.evaluate(policy)
    assert "script-src 'self' 'wasm-unsafe-eval';" in search
    page.goto(page.url.replace("search/", "works/"))
    assert search.replace(" 'wasm-unsafe-eval'", "") == page.evaluate(policy)


@pytest.mark.slow
def test_without_a_worker_the_page_itself_does_it(visit: Open) -> None:
    page = visit("search/")
    page.add_init_script("delete window.Worker")
    page.goto(page.url + "?q=Bunsen")
    assert len(hits(page)) == 1


@pytest.mark.slow
def test_no_policy_is_broken_and_nothing_is_said_in_the_console(visit: Open) -> None:
    page = visit("search/")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(page.url + "?q=lamp")
    hits(page)
    assert said == []


@pytest.mark.slow
def test_without_scripts_the_page_leads_to_the_lists(visit: Open) -> None:
    page = visit("search/?q=lamp", java_script_enabled=False)
    assert page.get_by_text("scripts are off here").is_visible()
    assert page.locator(".in-text").is_hidden()


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing(visit: Open, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    page = visit(
        "search/?q=lamp OR 竹", width=width, scheme=scheme, reduced_motion="reduce"
    )
    hits(page)
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.locator(".in-text button:visible, .to-texts a").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 44).length"
    )
    assert small == 0
