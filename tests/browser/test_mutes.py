"""What a reader never wants to see stays out of every list, and she is told so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.waiting import soon

pytestmark = pytest.mark.browser
Open = Callable[..., Any]

TAG = "tags/monologue/"
WORK = "a[href$='/works/miss-bates/']"


def goto(page: Any, path: str) -> None:
    page.goto(page.url.split("//")[0] + "//" + page.url.split("/")[2] + "/" + path)


def muted(visit: Open, path: str = TAG, **more: Any) -> Any:
    page = visit(path, **more)
    page.get_by_role("button", name="Never show me this").click()
    page.get_by_role("button", name="Show me this again").wait_for()
    return page


def line(page: Any) -> str:
    return str(page.locator(".sifted").first.inner_text()).replace("\n", " ")


def test_a_muted_tag_hides_its_works_at_once_and_everywhere(visit: Open) -> None:
    page = muted(visit)
    soon(page, lambda: page.locator(".blurb:visible").count(), 0)
    assert line(page) == "1 work hidden Show"
    for path in ("works/", "authors/marshlight/", "search/?q=title:bates"):
        goto(page, path)
        page.locator(".sifted").first.wait_for()
        assert page.locator(WORK).count() >= 1, path
        assert page.locator(f"{WORK}:visible").count() == 0, path


def test_the_line_shows_what_is_hidden_and_hides_it_again(visit: Open) -> None:
    page = muted(visit)
    page.locator(".sifted button").click()
    assert page.locator(f".blurb {WORK}:visible").count() == 1
    assert line(page) == "1 work shown that you never want to see Hide"
    page.locator(".sifted button").click()
    assert page.locator(".blurb:visible").count() == 0


def test_it_is_shown_again_on_request(visit: Open) -> None:
    page = muted(visit)
    page.get_by_role("button", name="Show me this again").click()
    page.get_by_role("button", name="Never show me this").wait_for()
    assert page.locator(".blurb:visible").count() == 1
    assert not page.locator(".sifted").is_visible()
    assert page.evaluate("JSON.parse(localStorage['ficstead-1:mutes'])") == {}


def test_a_muted_metatag_hides_what_is_tagged_with_its_subtags(visit: Open) -> None:
    page = muted(visit, "tags/grief/")
    page.wait_for_function(
        "() => JSON.parse(localStorage['ficstead-1:mutes'])['tags/grief/'].below"
    )
    goto(page, "works/")
    page.locator(".sifted").first.wait_for()
    assert page.locator(".blurb:visible a[href$='/works/inventory/']").count() == 0
    assert page.locator(".blurb[hidden] a[href$='/works/inventory/']").count() >= 1


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("authors/tamsin-vale-tvale/", marks=pytest.mark.slow),
        "warnings/major-character-death/",
        pytest.param("ratings/mature/", marks=pytest.mark.slow),
    ],
)
def test_authors_warnings_and_ratings_are_muted_too(visit: Open, path: str) -> None:
    page = muted(visit, path)
    assert page.locator(".blurb").count() > 0
    assert page.locator(".blurb:visible").count() == 0


@pytest.mark.slow
def test_a_guest_of_one_chapter_is_muted_with_her_work(visit: Open) -> None:
    page = muted(visit, "authors/tamsin-vale-tvale/")
    goto(page, "works/")
    work = page.locator(".blurb", has=page.locator("h3", has_text="Harbour at Scheria"))
    assert "Tamsin" not in work.locator(".byline").text_content()
    assert not work.is_visible()
    filtering(page, "?words-from=100")
    found(page, "found")
    assert work.count() == 0


def test_a_collection_is_muted_though_no_blurb_names_it(visit: Open) -> None:
    page = visit("collections/")
    page.locator("main .terms a").first.click()
    page.wait_for_url("**/collections/*/")
    page.get_by_role("button", name="Never show me this").click()
    page.get_by_role("button", name="Show me this again").wait_for()
    titles = page.locator(".blurb h3").all_text_contents()
    assert titles
    goto(page, "works/")
    page.locator(".sifted").first.wait_for()
    shown = page.locator(".blurb:visible h3").all_text_contents()
    assert not set(titles) & set(shown)


@pytest.mark.slow
def test_lines_of_the_home_page_know_their_tags(visit: Open) -> None:
    page = visit("")
    lines = page.locator(".lines li")
    assert lines.count(), "something of the demo is in progress"
    [first, *_] = lines.first.get_attribute("data-terms").split()
    goto(page, first)
    page.get_by_role("button", name="Never show me this").click()
    page.get_by_role("button", name="Show me this again").wait_for()
    goto(page, "")
    page.locator(".lines[data-sifted]").wait_for(state="attached")
    assert not page.locator(".lines li").first.is_visible()


@pytest.mark.slow
def test_nothing_muted_flashes_up_before_it_is_hidden(visit: Open) -> None:
    page = muted(visit)
    # The module never comes: the list waits for it, and stands there all the same.
    page.route("**/mutes.js*", lambda route: route.abort())
    goto(page, "works/")
    page.wait_for_selector(".blurbs", state="attached")
    assert (
        page.locator(".blurbs").evaluate("e => getComputedStyle(e).visibility")
        == "hidden"
    )
    page.wait_for_function(
        "() => getComputedStyle(document.querySelector('.blurbs')).visibility == 'visible'"
    )


@pytest.mark.slow
def test_the_list_of_what_is_muted_adds_and_takes_away(visit: Open) -> None:
    page = visit("search/#never")
    field = page.get_by_label("A tag, relationship, character")
    field.fill("Monologue")
    page.get_by_role("button", name="Never show me").click()
    page.locator(".muted li").wait_for()
    page.locator(".never [role=status]", has_text="hidden from now on").wait_for()
    field.fill("no such thing")
    page.keyboard.press("Enter")
    page.get_by_text("Nothing here is called “no such thing”.").wait_for()
    page.get_by_role("button", name="Show again: Monologue").click()
    page.locator(".muted li").wait_for(state="detached")
    soon(page, lambda: page.evaluate("document.activeElement.id"), "mute-name")


@pytest.mark.slow
def test_the_shelf_lists_every_mute_adds_and_takes_away(visit: Open) -> None:
    page = muted(visit)
    goto(page, "me/")
    section = page.locator("section", has_text="Never shown to you")
    section.get_by_role("button", name="Show again: Monologue").wait_for()
    section.get_by_label("A tag, relationship, character").fill("Tamsin Vale (tvale)")
    section.get_by_role("button", name="Never show me").click()
    section.get_by_role("button", name="Show again: Tamsin Vale (tvale)").wait_for()
    section.get_by_role("button", name="Show again: Monologue").click()
    soon(page, lambda: list(mutes(page)), ["authors/tamsin-vale-tvale/"])
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name="Show again: Tamsin Vale (tvale)").click()
    section.locator(".muted li").first.wait_for(state="detached")


@pytest.mark.slow
def test_what_a_filter_finds_is_sifted_too(visit: Open) -> None:
    page = muted(visit)
    goto(page, "works/?ratings=General+Audiences")
    page.locator(".found", has_text="works found").wait_for()
    page.locator(".sifted", has_text="1 work hidden").wait_for()
    assert page.locator(f"{WORK}:visible").count() == 0
    page.locator(".sifted button").click()
    assert page.locator(f"{WORK}:visible").count() >= 1


def test_what_has_been_read_can_be_hidden(visit: Open) -> None:
    page = visit("search/#never")
    page.evaluate(
        """localStorage.setItem('ficstead-1:places',
        JSON.stringify({'miss-bates': {read: true, when: 1}, 'inventory': {read: false}}))"""
    )
    page.get_by_label("Hide what I have read").check()
    page.get_by_text("What you have read is hidden in lists.").wait_for()
    goto(page, "works/")
    page.locator(".sifted").first.wait_for()
    assert page.locator(f"{WORK}:visible").count() == 0
    assert page.locator("a[href$='/works/inventory/']:visible").count() >= 1


@pytest.mark.slow
def test_another_tab_is_sifted_too(visit: Open) -> None:
    page = visit(TAG)
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_role("button", name="Never show me this").click()
    other.locator(".sifted").wait_for()
    assert other.locator(".blurb:visible").count() == 0
    other.get_by_role("button", name="Show me this again").wait_for()


@pytest.mark.slow
@pytest.mark.parametrize(
    "kept",
    ["[]", "{", "null", '{"tags/x/": 5}', '{"http://[": {"name": "x"}}'],
)
def test_what_is_kept_wrongly_hides_nothing(visit: Open, kept: str) -> None:
    page = visit("works/")
    page.evaluate("kept => localStorage.setItem('ficstead-1:mutes', kept)", kept)
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.reload()
    assert page.locator(".blurb:visible").count() > 3
    assert said == []


def test_without_room_to_keep_it_the_button_says_so(visit: Open) -> None:
    page = visit(TAG)
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }"
    )
    page.get_by_role("button", name="Never show me this").click()
    page.get_by_role("button", name="no room to keep this").wait_for()
    assert page.locator(".blurb:visible").count() == 1


def test_without_scripts_there_is_no_dead_button(visit: Open) -> None:
    page = visit(TAG, java_script_enabled=False)
    assert page.locator("[data-mute]:visible").count() == 0
    assert page.locator(".blurb:visible").count() == 1


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize(
    "path", [TAG, "search/#never", "me/", "works/?not-ratings=Explicit"]
)
def test_axe_finds_nothing(visit: Open, path: str, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    page = muted(visit, width=width, scheme=scheme, reduced_motion="reduce")
    goto(page, path)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.wait_for_timeout(300)
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# ---- The filter counts what she sees ----


def filtering(page: Any, query: str = "") -> Any:
    goto(page, f"works/{query}")
    if not query:
        page.get_by_role("button", name="Filter and sort").click()
    page.locator("form.filter").wait_for()
    return page.locator("form.filter")


def value(page: Any, name: str) -> Any:
    named = page.locator(".name").get_by_text(name, exact=True)
    return page.locator("form.filter button.value").filter(has=named)


def counted(page: Any, name: str, count: int) -> None:
    value(page, name).locator(".count", has_text=f"{count}").wait_for()


def found(page: Any, words: str) -> None:
    page.locator(".found", has_text=words).wait_for()


def test_counts_and_number_found_leave_out_what_is_muted(visit: Open) -> None:
    page = muted(visit)
    filtering(page)
    counted(page, "General Audiences", 8)
    value(page, "General Audiences").click()
    found(page, "8 works found")
    assert "8 works found" in page.locator(".list-tools [role=status]").inner_text()
    soon(page, lambda: page.locator(".blurb").count(), 8)
    assert line(page) == "1 work hidden Show"
    page.locator(".sifted button").click()
    found(page, "9 works found")
    counted(page, "General Audiences", 9)
    soon(page, lambda: page.locator(".blurb:visible").count(), 9)
    assert line(page) == "1 work shown that you never want to see Hide"
    page.locator(".sifted button").click()
    found(page, "8 works found")
    soon(page, lambda: page.locator(WORK).count(), 0)


@pytest.mark.slow
def test_counts_leave_out_what_is_under_a_muted_metatag(visit: Open) -> None:
    page = muted(visit, "tags/grief/")
    filtering(page, "?sort=title")
    page.locator(".blurb").first.wait_for()
    assert page.locator("a[href$='/works/inventory/']").count() == 0
    assert "hidden" in line(page)


@pytest.mark.slow
def test_counts_leave_out_what_has_been_read(visit: Open) -> None:
    page = visit("works/")
    page.evaluate(
        """() => { localStorage['ficstead-1'] = '{"hideRead": true, "sift": "on"}';
        localStorage['ficstead-1:places'] =
          '{"miss-bates": {"read": true, "when": 1}, "gone": {"read": true}}' }"""
    )
    filtering(page, "?ratings=General+Audiences")
    found(page, "8 works found")
    assert line(page) == "1 work hidden Show"


def test_a_value_of_the_filter_is_muted_and_shown_again(visit: Open) -> None:
    page = visit("works/")
    filtering(page)
    value(page, "General Audiences").click()
    found(page, "9 works found")
    never = page.get_by_role("button", name="Never show me this: General Audiences")
    assert not never.is_visible()
    value(page, "General Audiences").click()
    found(page, "7 works found")
    never.focus()
    page.keyboard.press("Enter")
    again = page.get_by_role("button", name="Show me this again: General Audiences")
    again.wait_for()
    soon(page, lambda: again.evaluate("e => e === document.activeElement"))
    page.wait_for_url("**/works/")  # what is muted need not be asked for
    assert list(mutes(page)) == ["ratings/general-audiences/"]
    page.locator(".sifted", has_text="9 works hidden").wait_for()
    soon(page, lambda: page.locator(".blurb:visible").count(), 7)
    assert "never shown" in value(page, "General Audiences").inner_text()
    again.click()
    counted(page, "General Audiences", 9)
    assert mutes(page) == {}
    soon(page, lambda: page.locator(".blurb:visible").count(), 16)


@pytest.mark.slow
def test_a_value_found_by_typing_is_muted_and_the_focus_stays(visit: Open) -> None:
    page = visit("works/", width=390)
    filtering(page)
    facet = page.locator("details.facet", has_text="Additional tags")
    facet.get_by_role("searchbox").fill("monologue")
    for _ in range(2):
        value(page, "Monologue").click()
    page.get_by_role("button", name="Never show me this: Monologue").click()
    page.get_by_role("button", name="Show me this again: Monologue").wait_for()
    assert list(mutes(page)) == [TAG]
    assert page.get_by_role("dialog").get_by_role("button", name="Show 15 works")


@pytest.mark.slow
def test_another_tab_counts_anew(visit: Open) -> None:
    page = visit(TAG)
    other = page.context.new_page()
    other.goto(page.url)
    filtering(other, "?ratings=General+Audiences")
    found(other, "9 works found")
    page.get_by_role("button", name="Never show me this").click()
    found(other, "8 works found")


@pytest.mark.slow
def test_the_filter_says_where_there_is_no_room_to_mute(visit: Open) -> None:
    page = visit("works/")
    filtering(page, "?not-ratings=Explicit")
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }"
    )
    page.get_by_role("button", name="Never show me this: Explicit").click()
    page.get_by_text("Your browser has no room to keep this").wait_for()


def mutes(page: Any) -> Any:
    return page.evaluate("JSON.parse(localStorage['ficstead-1:mutes'] ?? '{}')")
