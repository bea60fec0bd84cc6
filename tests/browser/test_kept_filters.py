"""Filters that a reader keeps by name, and the one she always begins with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
QUERY = "ratings=General+Audiences"


def keep(visit: Open, **more: Any) -> Any:
    page = visit(f"works/?{QUERY}", **more)
    page.get_by_text("Kept filters").click()
    page.get_by_label("Keep what is asked for").fill("Gentle ones")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_text("Kept as Gentle ones.").wait_for()
    return page


def again(page: Any, path: str) -> None:
    root = page.url.split("works/")[0]
    page.goto(root + path)


def test_a_filter_is_kept_and_found_beside_every_list(visit: Open) -> None:
    page = keep(visit)
    again(page, "authors/marshlight/")
    page.get_by_text("Kept filters").click()
    page.get_by_role("link", name="Gentle ones").click()
    page.wait_for_url(f"**/authors/marshlight/?{QUERY}")
    page.locator(".found", has_text="found").wait_for()


@pytest.mark.slow
def test_all_works_begin_with_the_one_she_chose_and_shared_addresses_do_not(
    visit: Open,
) -> None:
    page = keep(visit)
    page.get_by_label("All works always begin with Gentle ones").check()
    again(page, "works/")
    page.wait_for_url(f"**/works/?{QUERY}")
    page.locator(".found", has_text="works found").wait_for()
    again(page, "works/?status=complete")
    page.locator(".found", has_text="works found").wait_for()
    assert page.url.endswith("?status=complete")


def test_a_filter_is_forgotten(visit: Open) -> None:
    page = keep(visit)
    page.get_by_role("button", name="Forget Gentle ones").click()
    page.get_by_text("Gentle ones is forgotten.").wait_for()
    assert page.evaluate("JSON.parse(localStorage['ficstead-1:filters'])") == {}


@pytest.mark.slow
def test_another_tab_has_the_filter_too(visit: Open) -> None:
    page = visit(f"works/?{QUERY}")
    other = page.context.new_page()
    other.goto(page.url)
    for one in (page, other):
        one.get_by_text("Kept filters").click()
    page.get_by_label("Keep what is asked for").fill("Gentle ones")
    page.get_by_role("button", name="Keep", exact=True).click()
    other.get_by_role("link", name="Gentle ones").wait_for()


@pytest.mark.slow
def test_without_room_the_name_stays_and_it_is_said(visit: Open) -> None:
    page = visit(f"works/?{QUERY}")
    page.get_by_text("Kept filters").click()
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }"
    )
    field = page.get_by_label("Keep what is asked for")
    field.fill("Gentle ones")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_text("Your browser has no room to keep it.").wait_for()
    assert field.input_value() == "Gentle ones"


@pytest.mark.slow
@pytest.mark.parametrize("text", ["[", "[]", '{"x": 1}', '{"x": {"query": 5}}'])
def test_what_is_kept_wrongly_is_passed_over(visit: Open, text: str) -> None:
    page = visit("works/")
    page.evaluate("text => localStorage.setItem('ficstead-1:filters', text)", text)
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.reload(wait_until="networkidle")
    assert page.locator(".blurb:visible").count() > 3
    assert said == []


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing(visit: Open, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    page = keep(visit, width=width, scheme=scheme, reduced_motion="reduce")
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
