"""The filter of a list: its counts, its state in the address, its two places."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.waiting import soon

pytestmark = pytest.mark.browser
Open = Callable[..., Any]

FILES = ("filter.js", "facets.js", "facets.json", "filter.css")


def opened(visit: Open, path: str = "works/", **more: Any) -> Any:
    page = visit(path, **more)
    page.get_by_role("button", name="Filter and sort").click()
    page.locator("form.filter").wait_for()
    return page


def value(page: Any, name: str) -> Any:
    return page.locator("button.value").filter(
        has=page.locator(".name", has_text=re.compile(f"^{re.escape(name)}$"))
    )


def found(page: Any) -> str:
    page.wait_for_function(
        "() => !document.querySelector('.blurbs').hasAttribute('aria-busy')"
    )
    return str(page.locator(".found").inner_text())


def titles(page: Any) -> list[str]:
    found(page)
    return list(page.locator(".blurb:visible h3").all_text_contents())


def test_nothing_is_fetched_before_the_filter_is_used(visit: Open) -> None:
    page = visit("works/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")
    assert not [url for url in asked if any(name in url for name in FILES)]
    page.get_by_role("button", name="Filter and sort").click()
    page.locator("form.filter").wait_for()
    assert [url for url in asked if "facets.json" in url]


def test_a_value_goes_from_included_to_left_out_to_neither(visit: Open) -> None:
    page = opened(visit)
    gen = value(page, "General Audiences")
    assert gen.locator(".count").inner_text() == "9"
    gen.click()
    assert found(page) == "9 works found"
    assert page.locator(".blurb").count() == 9
    assert "included" in gen.inner_text()
    assert page.url.endswith("?ratings=General+Audiences")
    # What else those nine have.
    assert value(page, "Explicit").locator(".count").inner_text() == "0"
    gen.click()
    assert found(page) == "7 works found"
    assert page.url.endswith("?not-ratings=General+Audiences")
    gen.click()
    assert found(page) == "16 works"
    assert page.url.endswith("/works/")


@pytest.mark.slow
def test_a_metatag_finds_what_is_under_it_and_a_synonym_its_tag(visit: Open) -> None:
    page = visit("works/?fandoms=Victorian+Literature")
    assert found(page) == "4 works found"
    page = visit("works/?fandoms=holmes+(doyle)")
    assert found(page) == "2 works found"


def test_typing_finds_values_beyond_the_ten_most_used(visit: Open) -> None:
    page = opened(visit)
    facet = page.locator("details.facet", has_text="Fandoms")
    assert facet.locator("button.value").count() == 10
    facet.get_by_role("searchbox").fill("ODYSSÉY")
    assert facet.locator("button.value .name").all_inner_texts() == [
        "The Odyssey - Homer"
    ]
    facet.get_by_role("searchbox").fill("pride &")
    assert facet.locator("button.value .name").all_inner_texts() == [
        "Pride and Prejudice - Jane Austen"
    ]
    facet.get_by_role("searchbox").fill("no such thing")
    assert facet.get_by_text("None is called so.").is_visible()


@pytest.mark.slow
def test_a_pressed_value_stays_under_the_finger(visit: Open) -> None:
    page = opened(visit)
    facet = page.locator("details.facet", has_text="Additional tags")
    third = facet.locator("button.value").nth(2)
    name = third.locator(".name").inner_text()
    for state in ("in", "out", ""):
        third.click()
        found(page)
        assert third.locator(".name").inner_text() == name
        assert third.evaluate("e => e === document.activeElement")
        assert value(page, name).first.get_attribute("data-stand") == state


@pytest.mark.parametrize("typed", ["", "a"])
def test_focus_goes_along_where_a_list_grows_shorter(visit: Open, typed: str) -> None:
    page = opened(visit)
    facet = page.locator("details.facet", has_text="Additional tags")
    facet.locator("input").fill(typed)
    last = facet.locator("button.value").last
    name = last.locator(".name").inner_text()
    last.focus()
    for state in ("in", "out", ""):
        page.keyboard.press("Enter")
        found(page)
        page.wait_for_function(
            """([name, state]) => {
            const { dataset, children } = document.activeElement;
            return dataset.stand === state && children[1]?.textContent === name }""",
            arg=[name, state],
        )


@pytest.mark.parametrize(
    ("query", "number"),
    [
        pytest.param("words-from=1500", 5, marks=pytest.mark.slow),
        ("words-from=1500&words-to=2,000", 3),
        pytest.param("status=progress", 2, marks=pytest.mark.slow),
        pytest.param("length=chaptered", 3, marks=pytest.mark.slow),
        ("gated=out", 11),
        pytest.param("most=Teen+And+Up+Audiences", 12, marks=pytest.mark.slow),
        ("languages=Español&languages=English", 0),
    ],
)
def test_an_address_is_answered(visit: Open, query: str, number: int) -> None:
    page = visit(f"works/?{query}")
    words = "work" if number == 1 else "works"
    assert found(page) == f"{number} {words} found"
    assert page.locator(".blurb:visible").count() == number
    page.locator("form.filter").wait_for()


def test_fields_are_taken_up_and_say_what_the_address_says(visit: Open) -> None:
    page = opened(visit)
    page.get_by_label("Words from").fill("1.000")
    page.get_by_label("Words from").press("Enter")
    page.get_by_label("Status").select_option("Complete only")
    page.get_by_label("Updated from").fill("2020-01-01")
    page.get_by_label("Updated from").blur()
    page.get_by_label("Only one relationship").check()
    number = found(page)
    assert "words-from=1000" in page.url
    page.reload()
    assert found(page) == number
    assert page.get_by_label("Words from").input_value() == "1,000"
    assert page.get_by_label("Updated from").input_value() == "2020-01-01"
    assert page.get_by_label("Only one relationship").is_checked()
    assert page.get_by_label("Status").input_value() == "complete"


def test_back_and_forward_go_through_what_was_asked(visit: Open) -> None:
    page = opened(visit)
    value(page, "General Audiences").click()
    assert found(page) == "9 works found"
    value(page, "Gen").click() if value(page, "Gen").count() else None
    page.get_by_label("Status").select_option("In progress only")
    last = found(page)
    page.go_back()
    page.wait_for_function(
        "n => document.querySelector('.found').textContent !== n", arg=last
    )
    assert found(page) == "9 works found"
    assert page.get_by_label("Status").input_value() == ""
    page.go_back()
    page.wait_for_function(
        "() => document.querySelector('.found').textContent === '16 works'"
    )
    assert len(titles(page)) == 16
    page.go_forward()
    page.wait_for_function(
        "() => document.querySelector('.found').textContent === '9 works found'"
    )
    assert value(page, "General Audiences").get_attribute("data-stand") == "in"


@pytest.mark.slow
def test_works_are_sorted_both_ways(visit: Open) -> None:
    page = opened(visit)
    page.get_by_label("Sort by").select_option("Title")
    first = titles(page)
    assert first[0] == "The Address of His Mother"
    page.get_by_label("Order").select_option("Z to A")
    assert titles(page) == first[::-1]
    page.get_by_label("Sort by").select_option("Length (words)")
    assert titles(page)[-1] == "The Harbour at Scheria"


def test_chips_take_away_what_was_asked_and_keep_the_focus(visit: Open) -> None:
    page = visit("works/?ratings=General+Audiences&not-tags=Books&words-from=500")
    found(page)
    chips = page.get_by_role("list", name="Asked for").get_by_role("button")
    assert chips.all_inner_texts() == [
        "Remove:\nGeneral Audiences\n×",
        "Remove:\nNot Books\n×",
        "Remove:\nfrom 500 words\n×",
        "Clear all",
    ]
    chips.nth(1).click()
    found(page)
    assert page.url.endswith("?ratings=General+Audiences&words-from=500")
    assert chips.nth(1).evaluate("e => e === document.activeElement")
    page.get_by_role("list", name="Asked for").get_by_text("Clear all").click()
    assert found(page) == "16 works"
    assert page.locator(".list-tools button").evaluate(
        "e => e === document.activeElement"
    )


@pytest.mark.slow
def test_what_was_found_is_announced(visit: Open) -> None:
    page = opened(visit)
    value(page, "General Audiences").click()
    found(page)
    said = page.locator(".list-tools [role=status]")
    assert said.inner_text() == "General Audiences included. 9 works found."


@pytest.mark.slow
def test_nothing_found_says_so(visit: Open) -> None:
    page = visit("works/?tags=No+Such+Tag")
    assert found(page) == "0 works found"
    assert page.get_by_text("No work fits all of this").is_visible()


@pytest.mark.parametrize(
    ("path", "number"),
    [
        pytest.param("fandoms/victorian-literature/", 4, marks=pytest.mark.slow),
        ("series/people-standing-near-the-story/", 4),
        pytest.param("authors/marshlight/", 12, marks=pytest.mark.slow),
        ("languages/es/", 1),
        pytest.param("years/2021/", None, marks=pytest.mark.slow),
    ],
)
def test_a_list_filters_its_own_works(
    visit: Open, path: str, number: int | None
) -> None:
    page = visit(path)
    before = sorted(titles(page))
    page = visit(f"{path}?sort=title")
    assert sorted(titles(page)) == before
    if number is not None:
        assert len(before) == number


@pytest.mark.slow
def test_links_of_found_works_lead_where_the_lists_do(
    visit: Open, address: str
) -> None:
    page = visit("fandoms/victorian-literature/?sort=title")
    found(page)
    links = page.locator(".blurb h3 a").evaluate_all("all => all.map(a => a.href)")
    assert all(link.startswith(f"{address}works/") for link in links)
    page.locator(".blurb h3 a").first.click()
    page.wait_for_url(f"{address}works/*/")
    assert page.locator("h1").count() == 1


def test_on_a_phone_the_form_is_a_sheet_that_gives_the_focus_back(visit: Open) -> None:
    page = opened(visit, width=390)
    dialog = page.get_by_role("dialog", name="Filter and sort")
    value(page, "General Audiences").click()
    show = dialog.get_by_role("button", name="Show 9 works")
    box = show.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 900
    show.click()
    dialog.wait_for(state="hidden")
    button = page.get_by_role("button", name="Filter and sort (1)")
    assert button.evaluate("e => e === document.activeElement")
    button.click()
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    page.locator(".list-tools button[aria-expanded=false]").wait_for()
    assert button.evaluate("e => e === document.activeElement")


def test_only_the_middle_of_the_sheet_scrolls(visit: Open) -> None:
    page = opened(visit, width=390)
    page.evaluate(
        "document.querySelectorAll('.facet').forEach(facet => facet.open = true)"
    )
    higher = "element => element.scrollHeight > element.clientHeight"
    assert page.locator(".filter-body").evaluate(higher)
    assert not page.locator("dialog[open]").evaluate(higher)


@pytest.mark.slow
def test_one_form_moves_where_there_is_room(visit: Open) -> None:
    page = opened(visit)
    assert page.locator("aside form.filter").is_visible()
    page.set_viewport_size({"width": 390, "height": 900})
    page.locator("dialog form.filter").wait_for()
    assert page.locator("form.filter").count() == 1
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator("aside form.filter").wait_for()
    assert page.locator("dialog[open]").count() == 0


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_the_open_filter(
    visit: Open, width: int, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    path = "works/?ratings=General+Audiences&not-tags=Books"
    page = visit(path, width=width, scheme=scheme, reduced_motion="reduce")
    found(page)
    if width < 960:
        page.get_by_role("button", name="Filter and sort").click()
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.wait_for_timeout(100)
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize(
    "width",
    [320, *(pytest.param(n, marks=pytest.mark.slow) for n in (390, 960, 1280))],
)
def test_nothing_scrolls_sideways_with_the_filter_open(visit: Open, width: int) -> None:
    page = opened(visit, width=width)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (
        page.evaluate(
            "(() => { const e = document.querySelector('form.filter'); return e.scrollWidth - e.clientWidth; })()"
        )
        <= 0
    )


@pytest.mark.slow
def test_without_a_net_the_list_stays_and_a_sentence_says_so(visit: Open) -> None:
    page = visit("works/")
    page.route("**/facets.json*", lambda route: route.abort())
    page.get_by_role("button", name="Filter and sort").click()
    page.get_by_text("The filter could not be loaded").wait_for()
    assert page.locator(".blurb:visible").count() == 16
    page.unroute("**/facets.json*")
    page.get_by_role("button", name="Filter and sort").click()
    page.locator("form.filter").wait_for()


@pytest.mark.slow
def test_works_that_do_not_come_are_told_of(visit: Open) -> None:
    page = opened(visit)
    page.route("**/blurbs/*.json*", lambda route: route.abort())
    value(page, "General Audiences").click()
    page.get_by_text("These works could not be loaded").wait_for()
    page.route("**/titles.json*", lambda route: route.abort())
    page.get_by_label("Sort by").select_option("Title")
    page.get_by_text("These works could not be loaded").wait_for()
    page.get_by_label("Sort by").select_option("Author")
    page.unroute("**/blurbs/*.json*")
    page.unroute("**/titles.json*")
    page.get_by_label("Sort by").select_option("Title")
    found(page)
    page.wait_for_function("() => document.querySelectorAll('.blurb').length === 9")


def test_works_of_an_earlier_answer_never_stand_for_the_later(visit: Open) -> None:
    page = opened(visit)
    held: dict[str, list[Any]] = {"blurbs": [], "titles": []}

    def hold(route: Any) -> None:
        kind = "titles" if "titles.json" in route.request.url else "blurbs"
        if kind in held:
            held[kind].append(route)
        else:
            route.continue_()

    def release(kind: str) -> None:
        for route in held.pop(kind):
            route.continue_()

    page.route("**/search/**", hold)
    page.get_by_label("Status").select_option("Complete only")
    soon(page, lambda: bool(held["blurbs"]))
    page.get_by_label("Sort by").select_option("Title")
    soon(page, lambda: bool(held["titles"]))
    # The works of the first answer come while the second waits for its titles.
    release("blurbs")
    page.wait_for_timeout(500)
    assert page.locator(".blurbs[aria-busy]").count() == 1
    release("titles")
    shown = titles(page)
    page.reload()
    assert titles(page) == shown


def test_a_worker_unpacks_the_index_and_goes(visit: Open) -> None:
    page = visit("works/")
    with page.expect_worker() as waiting:
        page.get_by_role("button", name="Filter and sort").click()
    assert "facet-worker.js" in waiting.value.url
    page.locator("form.filter").wait_for()
    soon(page, lambda: page.workers, [])


@pytest.mark.slow
@pytest.mark.parametrize("broken", ["delete globalThis.Worker", "file", "words"])
def test_without_a_worker_the_page_unpacks_it_itself(visit: Open, broken: str) -> None:
    page = visit("about/")
    if broken == "file":
        page.route("**/facet-worker.js*", lambda route: route.abort())
    elif broken == "words":
        page.route("**/facet-worker.js*", lambda route: route.fulfill(body="{"))
    else:
        page.add_init_script(broken)
    page.goto(page.url.replace("about/", "works/?ratings=General+Audiences"))
    assert found(page) == "9 works found"


def test_without_script_there_is_no_button(visit: Open) -> None:
    page = visit("works/?ratings=Explicit", java_script_enabled=False)
    assert page.get_by_role("button", name="Filter and sort").count() == 0
    assert page.locator(".blurb:visible").count() == 16
