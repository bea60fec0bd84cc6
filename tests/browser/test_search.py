"""The search page: asked by hand and by address, in the archive's own blurbs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser
Open = Callable[..., Any]


def found(page: Any) -> str:
    page.wait_for_function(
        """() => !document.querySelector('.seek').ariaBusy
        && document.querySelector('.results .found').textContent"""
    )
    return str(page.locator(".results .found").inner_text())


def titles(page: Any) -> list[str]:
    found(page)
    return list(page.locator(".results .blurb h3").all_inner_texts())


def test_a_question_in_the_address_is_answered(visit: Open) -> None:
    page = visit("search/?q=title:inventory")
    assert found(page) == "1 work found"
    assert titles(page) == ["Inventory"]
    assert page.locator("#q").input_value() == "title:inventory"
    page.locator(".results h3 a").click()
    page.wait_for_url("**/works/inventory/")


def test_asking_writes_the_address_and_back_brings_the_last_answer(visit: Open) -> None:
    page = visit("search/")
    page.fill("#q", "title:inventory")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=title%3Ainventory")
    assert titles(page) == ["Inventory"]
    page.fill("#q", "title:hens")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => document.querySelector('.results h3').textContent != 'Inventory'"
    )
    page.go_back()
    page.wait_for_function(
        "() => document.querySelector('.results h3').textContent == 'Inventory'"
    )
    assert page.locator("#q").input_value() == "title:inventory"


def test_typing_is_answered_in_a_pause(visit: Open) -> None:
    page = visit("search/")
    page.locator("#q").press_sequentially("title:invent*")
    page.wait_for_function(
        "() => document.querySelector('.results h3')?.textContent == 'Inventory'"
    )
    assert page.evaluate("document.activeElement.id") == "q"


@pytest.mark.slow
def test_accents_and_case_do_not_count_and_tags_go_by_all_their_names(
    visit: Open,
) -> None:
    assert titles(visit("search/?q=LO+QUE+GUARDÓ+EL+AMÁ"))
    assert titles(visit("search/?q=竹を"))
    # A metatag and a synonym from tags.toml, which no work writes itself.
    assert titles(visit('search/?q=fandom:"nineteenth century literature"'))
    assert titles(visit('search/?q=tag:"grief mourning"'))


def test_without_an_answer_it_says_what_to_try(visit: Open) -> None:
    page = visit("search/?q=inventor")
    assert found(page) == "No work found"
    assert "“inventor*” also finds" in page.locator(".told").inner_text()


@pytest.mark.slow
def test_an_odd_question_is_explained(visit: Open) -> None:
    page = visit("search/?q=(holmes words:plenty colour:blue")
    assert found(page)
    told = page.locator(".told").inner_text()
    assert "bracket is not closed" in told
    assert "wants a number" in told
    assert "no field “colour”" in told


@pytest.mark.slow
def test_results_can_be_ordered(visit: Open) -> None:
    page = visit("search/?q=words:>1&sort=longest")
    first = titles(page)
    assert first[0] == "The Harbour at Scheria"
    page.get_by_label("Order").select_option("shortest")
    page.wait_for_function("() => location.search.includes('shortest')")
    page.wait_for_function(
        "() => document.querySelector('.results h3').textContent != 'The Harbour at Scheria'"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "advice"),
    [
        ("zzzq", "“zzzq*” also finds words that begin so."),
        (
            "zzzq kettle",
            "Fewer words find more. “zzzq*” also finds words that begin so.",
        ),
        ("words:>9000000", "Asking for less finds more."),
    ],
)
def test_the_advice_fits_the_question(visit: Open, query: str, advice: str) -> None:
    page = visit(f"search/?q={query}")
    assert found(page) == "No work found"
    assert page.locator(".told li").last.inner_text() == advice


@pytest.mark.slow
def test_markup_in_a_question_stays_words(visit: Open) -> None:
    page = visit("search/?q=<img src=x onerror=alert(1)> <b>nothing</b>")
    assert found(page) == "No work found"
    assert page.locator(".results img, .results b").count() == 0


@pytest.mark.slow
def test_words_that_cannot_be_loaded_are_told_and_asked_for_again(visit: Open) -> None:
    page = visit("search/")
    page.route("**/search/words/*", lambda route: route.abort())
    page.fill("#q", "inventory")
    page.keyboard.press("Enter")
    assert "could not be loaded" in found(page)
    page.unroute("**/search/words/*")
    page.get_by_role("button", name="Search", exact=True).click()
    page.wait_for_function("() => document.querySelector('.results h3')")


def test_the_words_are_not_loaded_before_somebody_asks(visit: Open) -> None:
    page = visit("search/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")
    assert not [url for url in asked if "/search/words/" in url]


@pytest.mark.parametrize("path", ["search/", ""])
def test_the_form_is_a_plain_one_without_scripts(visit: Open, path: str) -> None:
    page = visit(path, java_script_enabled=False)
    page.locator("input[name=q]").fill("grief")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=grief*")
    assert page.get_by_text("scripts are off here").is_visible()
    page.locator(".without-script a", has_text="Additional tags").click()
    page.wait_for_url("**/tags/")


def test_home_asks_the_search_page(visit: Open) -> None:
    page = visit("")
    page.get_by_label("Search the works").fill("inventory")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=inventory")
    assert "Inventory" in titles(page)


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("path", ["search/", "search/?q=grief+OR+(holmes"])
def test_axe_finds_nothing(visit: Open, path: str, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    page = visit(path, width=width, scheme=scheme, reduced_motion="reduce")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
