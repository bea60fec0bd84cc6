"""A reader comes back to the line where she stopped, and her browser alone knows it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.waiting import soon

pytestmark = pytest.mark.browser
Open = Callable[..., Any]

WORK = "works/the-harbour-at-scheria/"
SLUG = "the-harbour-at-scheria"
ONESHOT = "works/inventory/"
GATED = "works/nine-and-nine/"

PLACES = "() => localStorage.getItem('ficstead-1:places')"

# The words of the paragraph at the reading line.
AT_LINE = """() => [...document.querySelectorAll('#text p')]
.find(p => p.getBoundingClientRect().bottom > innerHeight * 0.18)
.textContent.slice(0, 40)"""


def box(page: Any, name: str = "places") -> Any:
    text = page.evaluate("name => localStorage.getItem('ficstead-1:' + name)", name)
    return json.loads(text) if text else {}


def put(page: Any, name: str, value: object) -> None:
    key = f"ficstead-1:{name}" if name else "ficstead-1"
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, value])


def ready(page: Any) -> None:
    page.wait_for_selector(".pace:not([hidden])")


def scroll_to(page: Any, paragraph: int) -> str:
    """Bring a paragraph to the reading line; return its first words."""
    return str(
        page.evaluate(
            """n => { const p = document.querySelectorAll('#text p')[n];
            scrollBy(0, p.getBoundingClientRect().top - innerHeight * 0.18 + 3);
            return p.textContent.slice(0, 40); }""",
            paragraph,
        )
    )


def kept(page: Any, words: str) -> None:
    """Wait until the place of the harbour work fulfils a condition on `it`."""
    page.wait_for_function(
        f"""() => {{ const all = JSON.parse(localStorage['ficstead-1:places'] ?? '{{}}');
        const it = all['{SLUG}']; return it && ({words}); }}"""
    )


def read_to(page: Any, paragraph: int) -> str:
    ready(page)
    before = page.evaluate(PLACES)
    words = scroll_to(page, paragraph)
    page.wait_for_function(f"before => ({PLACES})() !== before", arg=before)
    return words


def there(page: Any, words: str) -> None:
    """Wait until the page shows these words at the reading line."""
    page.wait_for_function(f"words => ({AT_LINE})().startsWith(words)", arg=words[:30])


def on(page: Any, path: str) -> Any:
    """Open a second page of the same reader."""
    other = page.context.new_page()
    other.goto(page.evaluate("location.origin") + "/" + path)
    return other


# ---- Coming back ----


def test_half_a_chapter_read_and_found_again_by_the_home_page(visit: Open) -> None:
    page = visit(WORK + "2/")
    words = read_to(page, 11)
    page.close(run_before_unload=False)
    home = page.context.new_page()
    home.goto(page.url.split("works/")[0])
    way = home.get_by_role("region", name="Continue reading").get_by_role("link")
    way.get_by_text("Continue at chapter 2").wait_for()
    assert re.search(r"chapter 2, \d+ %", way.nth(1).inner_text())
    way.nth(1).click()
    there(home, words)
    home.wait_for_function(
        "words => document.activeElement.textContent.startsWith(words)", arg=words[:30]
    )


@pytest.mark.slow
def test_the_work_page_and_lists_lead_on_too(visit: Open) -> None:
    page = visit(WORK + "2/")
    words = read_to(page, 9)
    for path in (WORK, "works/", "authors/marshlight/"):
        other = on(page, path)
        link = other.get_by_role("link", name=re.compile(r"Continue at chapter 2, \d"))
        link.click()
        there(other, words)
        other.close()


@pytest.mark.slow
def test_the_place_holds_when_the_author_adds_a_paragraph_above(visit: Open) -> None:
    page = visit(WORK + "2/")
    words = read_to(page, 11)

    def changed(route: Any) -> None:
        html = route.fetch().text()
        added = "<p>Before that there was a summer of which nobody speaks.</p>" * 4
        route.fulfill(
            body=re.sub(r'(<article id="text"[^>]*>)', rf"\1{added}", html),
            content_type="text/html",
        )

    page.route("**/2/", changed)
    page.goto(page.url + "#continue")
    page.reload()
    there(page, words)
    assert page.locator("#text p").first.inner_text().startswith("Before that")


def test_a_place_among_paragraphs_that_changed(visit: Open) -> None:
    """Duplicates are told apart by the one before; a rewritten one is near it."""
    page = visit(WORK)
    found = page.evaluate(
        """async () => {
        const { find, marked } = await import('/theme/js/paragraphs.js');
        const text = (...words) => words.map(word => {
            const p = document.createElement('p'); p.textContent = word; return p; });
        const old = text('One', '“No.”', 'Two', '“No.”', 'Three');
        const at = marked(old, 3, 40);
        const say = (...words) => find(text(...words), at);
        return [say('One', '“No.”', 'Two', '“No.”', 'Three'),
            say('New', 'Newer', 'One', '"No".', 'Two', '"no"', 'Three'),
            say('One', '“No.”', 'Two', 'Other words', 'Three'),
            say('All', 'of', 'it', 'anew'), say('Short'), find([], at),
            find(text('One'), 'rubbish')]; }"""
    )
    assert found == [
        {"index": 3, "percent": 40},
        {"index": 5, "percent": 40},
        {"index": 1, "percent": 40},
        {"index": 3, "percent": 0},
        {"index": 0, "percent": 0},
        None,
        None,
    ]


def test_from_the_chapter_to_the_entire_page_and_back(visit: Open) -> None:
    page = visit(WORK + "2/")
    words = read_to(page, 10)
    page.goto(page.url.replace("/2/", "/entire/#continue"))
    page.locator(".gate a[href='#text']").click()
    there(page, words)
    ready(page)
    last = page.evaluate(
        """() => { const p = document.querySelector('#chapter-3').nextElementSibling;
        const on = p.nextElementSibling.nextElementSibling.nextElementSibling;
        scrollBy(0, on.getBoundingClientRect().top - innerHeight * 0.18 + 3);
        return on.textContent.slice(0, 40); }"""
    )
    kept(page, "it.chapter === '3'")
    page.goto(page.url.split("entire/")[0] + "3/#continue")
    there(page, last)


@pytest.mark.slow
def test_an_ordinary_link_stays_where_it_leads_and_offers_the_way_back(
    visit: Open,
) -> None:
    page = visit(WORK + "2/")
    words = read_to(page, 11)
    before = box(page)
    page.goto(page.url.replace("/2/", "/1/"))
    page.goto(page.url.replace("/1/", "/2/"))
    back = page.get_by_role("button", name="Back to where you were")
    back.wait_for()
    assert page.evaluate("scrollY") == 0
    ready(page)
    scroll_to(page, 3)
    page.wait_for_timeout(700)
    assert box(page) == before, "what is read above the place does not replace it"
    back.click()
    there(page, words)
    back.wait_for(state="hidden")


@pytest.mark.slow
def test_who_stays_here_is_taken_at_her_word(visit: Open) -> None:
    page = visit(WORK + "2/")
    read_to(page, 11)
    page.goto(page.url + "#text")
    page.get_by_role("button", name="Stay here").click()
    scroll_to(page, 5)
    kept(page, "it.at[0] < 8")


@pytest.mark.slow
def test_a_fragment_of_the_text_is_not_fought(visit: Open) -> None:
    page = visit("works/the-address-of-his-mother/#text")
    ready(page)
    target = page.locator("#text a[href^='#']").first.get_attribute("href")
    page.evaluate("scrollTo(0, 900)")
    page.wait_for_function(f"() => ({PLACES})() !== null")
    page.goto(page.url.split("#")[0])
    page.goto(page.url.split("#")[0] + target)
    ready(page)
    page.wait_for_timeout(500)
    assert page.locator(target).evaluate(
        "e => e.getBoundingClientRect().top < innerHeight"
    )


# ---- A look elsewhere ----

AT_THREE = {
    "title": "The Harbour at Scheria",
    "chapter": "3",
    "at": [4, 0, "", ""],
    "percent": 37,
    "whole": 50,
    "seen": ["1..2"],
    "known": ["1..6", "oar-song"],
    "read": False,
    "when": 1000,
}


def at_three(visit: Open, path: str, **other: object) -> Any:
    """Open a page of the work for a reader who stopped in its third chapter."""
    page = visit("about/")
    put(page, "places", json.dumps({SLUG: AT_THREE | other}))
    page.goto(page.url.replace("about/", WORK + path))
    ready(page)
    return page


def rested(page: Any) -> None:
    page.wait_for_timeout(700)


@pytest.mark.parametrize("chapter", ["1", pytest.param("6", marks=pytest.mark.slow)])
def test_a_look_elsewhere_leaves_the_place_and_offers_the_way_back(
    visit: Open, chapter: str
) -> None:
    page = at_three(visit, f"{chapter}/")
    page.get_by_text("You stopped at chapter 3, 37 %.").wait_for()
    scroll_to(page, 5)
    rested(page)
    assert box(page)[SLUG] == AT_THREE
    back = page.get_by_role("link", name="Back to where you were")
    assert back.is_visible(), "also when she has looked around"
    back.click()
    page.wait_for_url("**/3/#continue")
    page.wait_for_function(
        "() => scrollY > 300 && document.activeElement.closest('#text')"
    )


@pytest.mark.slow
def test_who_stays_elsewhere_takes_her_place_along(visit: Open) -> None:
    page = at_three(visit, "1/")
    page.get_by_role("button", name="Stay here").click()
    scroll_to(page, 5)
    kept(page, "it.chapter === '1'")
    page.get_by_text("You stopped at").wait_for(state="hidden")


@pytest.mark.slow
def test_who_reads_on_elsewhere_takes_her_place_along(visit: Open) -> None:
    page = at_three(visit, "1/")
    page.get_by_text("You stopped at").wait_for()
    scroll_to(page, 1)
    rested(page)
    assert box(page)[SLUG] == AT_THREE
    for _ in range(12):
        page.mouse.wheel(0, 350)
        rested(page)
        if box(page)[SLUG]["chapter"] != "3":
            break
    assert box(page)[SLUG]["chapter"] in {"1", "2"}


@pytest.mark.slow
def test_a_leap_to_the_end_of_another_chapter_is_a_look_too(visit: Open) -> None:
    page = at_three(visit, "1/")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    rested(page)
    now = box(page)[SLUG]
    assert (now["chapter"], now["at"]) == ("3", AT_THREE["at"])


@pytest.mark.slow
def test_the_next_chapter_is_no_look_elsewhere(visit: Open) -> None:
    page = at_three(visit, "3/", chapter="2")
    rested(page)
    assert not page.get_by_text("You stopped at").is_visible()
    scroll_to(page, 3)
    kept(page, "it.chapter === '3'")


@pytest.mark.slow
def test_who_starts_again_is_followed_from_the_start(visit: Open) -> None:
    page = at_three(visit, "1/")
    page.goto(page.url.replace("/1/", "/"))
    page.get_by_role("link", name="Start again").click()
    page.wait_for_url("**/1/**")
    ready(page)
    assert not page.get_by_text("You stopped at").is_visible()
    scroll_to(page, 3)
    kept(page, "it.chapter === '1' && !it.again")


@pytest.mark.slow
def test_scrolling_up_on_the_entire_page_is_a_look(visit: Open) -> None:
    page = at_three(visit, "1/")
    page.goto(page.url.replace("/1/", "/entire/#continue"))
    page.locator(".gate a[href='#text']").click()
    ready(page)
    page.wait_for_function("() => scrollY > 2000")
    for chapter in ("chapter-2", "chapter-1"):
        page.evaluate(f"document.getElementById('{chapter}').scrollIntoView()")
        rested(page)
        assert box(page)[SLUG]["chapter"] == "3"
    page.evaluate("document.getElementById('chapter-3').scrollIntoView()")
    kept(page, "it.chapter === '3' && it.percent < 20")


# ---- Read, unread, new ----


def test_a_chapter_read_to_its_end_is_ticked_and_the_next_one_waits(
    visit: Open,
) -> None:
    page = visit(WORK + "1/")
    ready(page)
    for _ in range(12):
        page.mouse.wheel(0, 600)
        page.wait_for_timeout(120)
    kept(page, "it.seen.includes('1') && it.chapter === '2'")
    page.goto(page.url.replace("/1/", "/"))
    row = page.locator(".chapter-list a").first
    row.locator(".mark.read").wait_for()
    assert "read" in row.inner_text()
    page.get_by_role("link", name="Continue at chapter 2", exact=True).wait_for()
    page.goto(page.url + "2/")
    page.locator(".panel .mark.read").wait_for(state="attached")


@pytest.mark.slow
def test_a_jump_to_the_end_of_the_page_marks_only_what_it_shows(visit: Open) -> None:
    page = visit(WORK + "entire/#text")
    ready(page)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    kept(page, "it.seen.includes('6')")
    assert box(page)[SLUG]["seen"] == ["6"]


def _without_last(route: Any) -> None:
    """Serve a page as it was before the last chapter was posted."""
    html = route.fetch().text()
    html = re.sub(r"<li><a href=[^>]*/6/[^<]*</a></li>", "", html)
    html = re.sub(r'<li>\s*<span class="count">6</span>.*?</li>', "", html, flags=re.S)
    html = re.sub(r'(data-words="[\d ]+) \d+"', r'\1"', html)
    route.fulfill(body=html, content_type="text/html")


@pytest.mark.slow
def test_a_chapter_that_came_since_is_new_until_it_is_opened(visit: Open) -> None:
    page = visit("about/")
    page.route("**/works/the-harbour-at-scheria/**", _without_last)
    root = page.url.split("about/")[0]
    page.goto(root + WORK + "5/")
    ready(page)
    page.evaluate(
        "document.querySelector('.chapter-nav').scrollIntoView({block: 'end'})"
    )
    kept(page, "it.read === true")
    assert box(page)[SLUG]["known"] == ["1..5", "oar-song"]
    page.unroute_all()
    page.goto(root + WORK)
    page.get_by_role("link", name="Read what is new: chapter 6").wait_for()
    assert page.locator(".chapter-list .mark.new").count() == 1
    page.goto(root + "works/")
    page.locator(".yours .new").wait_for()
    assert page.locator(".yours .new").inner_text() == "1 new chapter"
    page.goto(root + WORK + "6/")
    read_to(page, 4)
    assert box(page)[SLUG]["read"] is False
    page.goto(root + WORK)
    page.locator(".start .on").wait_for()
    assert page.locator(".mark.new").count() == 0


@pytest.mark.slow
def test_a_chapter_that_is_gone_leads_to_the_first_unread_one(visit: Open) -> None:
    page = visit(WORK)
    gone = {"title": "x", "chapter": "the-old-name", "seen": ["1"], "when": 1}
    put(page, "places", json.dumps({SLUG: gone}))
    page.reload()
    page.get_by_role("link", name="Continue with chapter 2").wait_for()


def test_a_one_shot_read_to_its_end_is_read(visit: Open) -> None:
    page = visit(ONESHOT)
    ready(page)
    page.evaluate("document.querySelector('.onward').scrollIntoView({block: 'end'})")
    page.wait_for_function(f"""() => ({PLACES})()?.includes('"read":true')""")
    page.goto(page.url.split("works/")[0] + "works/")
    page.get_by_text("You have read this").wait_for()


# ---- What is never kept ----


@pytest.mark.slow
def test_nothing_is_kept_where_the_reader_said_so(visit: Open) -> None:
    page = visit("about/")
    put(page, "", '{"record": false}')
    page.goto(page.url.split("about/")[0] + WORK + "2/")
    ready(page)
    scroll_to(page, 10)
    page.wait_for_timeout(800)
    page.goto(page.url.replace("/2/", "/"))
    assert page.evaluate("Object.keys(localStorage)") == ["ficstead-1"]


def test_nothing_is_kept_behind_a_closed_gate(visit: Open) -> None:
    page = visit(GATED)
    page.locator(".marks").wait_for()
    page.evaluate("scrollTo(0, 300)")
    page.wait_for_timeout(800)
    assert box(page) == {}
    assert not page.locator(".pace").is_visible()
    page.locator(".gate a[href='#text']").click()
    words = read_to(page, 3)
    page.goto(page.url.split("#")[0] + "#continue")
    page.reload()
    page.locator(".gate").wait_for()
    assert not page.locator("#text").is_visible(), "a wish to go on is no consent"
    page.locator(".gate a[href='#text']").click()
    there(page, words)


# ---- Storage that is full, blocked, damaged, shared ----


@pytest.mark.slow
def test_a_full_storage_is_said_once_and_nothing_else_breaks(visit: Open) -> None:
    page = visit(WORK + "2/")
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"
    )
    page.reload()
    ready(page)
    for paragraph in (4, 8, 12):
        scroll_to(page, paragraph)
        page.wait_for_timeout(600)
    assert page.locator(".notice").count() == 1
    assert "no room" in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Close").click()
    page.locator(".notice").wait_for(state="detached")
    assert said == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    ["", WORK, WORK + "2/", "me/", "works/", "works/?sort=title", "search/#never"],
)
def test_a_blocked_storage_breaks_nothing(visit: Open, path: str) -> None:
    page = visit("about/")
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script(
        """Object.defineProperty(window, 'localStorage',
        { get() { throw new DOMException('', 'SecurityError'); } })"""
    )
    page.goto(page.url.split("about/")[0] + path)
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, 900)")
    page.wait_for_timeout(600)
    assert said == []


DAMAGED = [
    "{half a th",
    "[1, 2]",
    '"text"',
    f'{{"{SLUG}": 7, "constructor": null}}',
    f'{{"{SLUG}": {{"at": "x", "seen": {{}}, "known": 3, "percent": "no", "when": "?"}}}}',
    f'{{"{SLUG}": {{"chapter": "99", "at": [1e9, {{}}, [], null]}}}}',
]


@pytest.mark.slow
@pytest.mark.parametrize("path", ["", WORK, WORK + "2/#continue", "me/"])
@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_box_breaks_nothing(visit: Open, path: str, text: str) -> None:
    page = visit("about/")
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    for name in ("places", "later", "bookmarks", "highlights", "pace"):
        put(page, name, text)
    page.goto(page.url.split("about/")[0] + path)
    page.wait_for_load_state("networkidle")
    if "2/" in path:
        read_to(page, 6)
        assert box(page)[SLUG]["chapter"] == "2"
    assert said == []
    if text.startswith("{half"):
        aside = page.evaluate("localStorage['ficstead-1:places.damaged']")
        assert path not in ("", "me/") or aside == text


@pytest.mark.slow
def test_two_tabs_at_once_lose_nothing_of_each_other(visit: Open) -> None:
    one = visit(WORK + "2/")
    other = on(one, "works/hens/")
    ready(one)
    read_to(other, 8)
    read_to(one, 8)
    assert set(box(one)) == {SLUG, "hens"}
    home = on(one, "")
    home.get_by_role("link", name="Hens").first.wait_for()
    soon(home, lambda: home.locator(".shelf li").count(), 2)


@pytest.mark.slow
def test_a_place_of_another_version_is_understood_as_far_as_it_goes(
    visit: Open,
) -> None:
    page = visit("about/")
    put(page, "places", json.dumps({SLUG: {"chapter": "2", "line": 7}}))
    page.goto(page.url.replace("about/", ""))
    page.get_by_role("link", name="Continue at chapter 2").first.click()
    ready(page)
    read_to(page, 6)
    assert box(page)[SLUG]["at"]


@pytest.mark.slow
def test_a_clock_that_was_turned_back_loses_no_order(visit: Open) -> None:
    page = visit("about/")
    ahead = 4_000_000_000_000
    put(page, "places", json.dumps({SLUG: {"chapter": "2", "when": ahead}}))
    page.goto(page.url.replace("about/", WORK + "2/#continue"))
    read_to(page, 6)
    kept(page, f"it.when > {ahead} && it.at.length")
    page.goto(page.url.split("works/")[0] + "me/")
    page.get_by_role("link", name="Continue at chapter 2").wait_for()
    # Of this and an older copy in a file, this is the one that stays.
    later = page.evaluate(
        f"""async () => {{ const m = await import('/theme/js/carrying.js');
        const mine = JSON.parse(localStorage['ficstead-1:places']);
        const old = {{ '{SLUG}': {{ chapter: '1', when: {ahead} }} }};
        return m.merged(mine, old, 'places')['{SLUG}'].chapter; }}"""
    )
    assert later == "2"


@pytest.mark.slow
def test_a_clock_that_leaps_changes_no_speed(visit: Open) -> None:
    page = visit(WORK + "2/")
    ready(page)
    page.evaluate("() => { const now = Date.now; Date.now = () => now() + 9e9; }")
    for paragraph in (2, 5):
        scroll_to(page, paragraph)
        page.wait_for_timeout(600)
    assert all(one["minutes"] < 5 for one in box(page, "pace").values())


def test_a_work_may_be_called_like_anything(visit: Open) -> None:
    page = visit(WORK)
    got = page.evaluate(
        """async () => { const m = await import('/theme/js/places.js');
        m.change('constructor', () => ({ title: 'A', when: 1 }));
        m.change('__proto__x', () => ({ title: 'B', when: 1 }));
        return [m.entry('toString'), m.entry('__proto__'), m.entry('constructor').title,
            m.packed(m.spread(['1..3', '5', 'oar-song', 7, null])),
            m.packed(new Set(['2', '1', 'a', '4', '3'])),
            [...m.spread(['1..99999', '3..'])].length]; }"""
    )
    assert got == [
        None,
        None,
        "A",
        ["1..3", "5", "7", "oar-song", "null"],
        ["1..4", "a"],
        2,
    ]


# ---- The slim line ----


@pytest.mark.slow
def test_the_line_tells_how_far_and_how_long(visit: Open) -> None:
    page = visit(WORK + "2/")
    ready(page)
    page.wait_for_function(
        "() => /min left in this/.test(document.querySelector('.pace').textContent)"
    )
    assert "in the work" in page.locator(".pace").inner_text()
    page.evaluate(
        "document.querySelector('.chapter-nav').scrollIntoView({block: 'end'})"
    )
    page.wait_for_function(
        "() => /^100 %/.test(document.querySelector('.pace').textContent)"
    )


def test_time_left_follows_the_readers_own_speed_and_no_pause(visit: Open) -> None:
    page = visit(WORK)
    got = page.evaluate(
        """async () => { const m = await import('/theme/js/pace.js');
        const before = m.speed('en');
        localStorage['ficstead-1:pace'] = '{"en": {"words": 12000, "minutes": 30}}';
        return [before, Math.round(m.speed('en')), m.speed('fr'), m.counts(60, 0.25),
            m.counts(30, 45), m.counts(3000, 0.1), m.spoken(0.2), m.spoken(60),
            m.spoken(131)]; }"""
    )
    assert got == [250, 382, 250, True, False, False, "1 min", "1 h", "2 h 11 min"]


# ---- Without script ----


def test_without_script_nothing_is_offered_and_the_shelf_says_why(
    visit: Open,
) -> None:
    page = visit("me/", java_script_enabled=False)
    assert "needs a script" in page.locator("main").inner_text()
    page.goto(page.url.replace("me/", WORK))
    assert page.locator(".marks, .on, .mark, .pace").count() == 0


def test_the_shelf_is_no_page_for_search_engines(site: Path) -> None:
    assert "noindex" in (site / "me/index.html").read_text("utf-8")
    assert "/me/" not in (site / "sitemap.xml").read_text("utf-8")
