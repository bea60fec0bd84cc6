"""A reader's own look and keys: kept, seen before the first paint, shared by tabs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.waiting import soon

pytestmark = pytest.mark.browser
Open = Callable[..., Any]

CHAPTER = "works/the-harbour-at-scheria/2/"
GATED = "works/the-harbour-at-scheria/4/"
WORK = "works/the-harbour-at-scheria/"
KEY = "ficstead-1"
THEMES = ("light", "sepia", "dark", "black")
SEPIA = "rgb(244, 236, 216)"
LISTENS = ".aa[aria-keyshortcuts]"


def keep(page: Any, **values: object) -> None:
    """Store settings as an earlier visit would have."""
    page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)", [KEY, json.dumps(values)]
    )


def kept(page: Any) -> Any:
    return json.loads(page.evaluate("key => localStorage.getItem(key)", KEY) or "{}")


def settings(page: Any) -> Any:
    page.locator(".aa").click()
    dialog = page.get_by_role("dialog", name="Reading settings")
    dialog.wait_for()
    return dialog


def choose(dialog: Any, group: str, value: str) -> None:
    field = dialog.get_by_role("group", name=group)
    field.get_by_role("radio", name=value, exact=True).check()


def style(page: Any, selector: str, name: str) -> str:
    return str(
        page.locator(selector).first.evaluate(
            "(one, name) => getComputedStyle(one)[name]", name
        )
    )


def wait_for_style(page: Any, selector: str, name: str, value: str) -> None:
    page.wait_for_function(
        """([selector, name, value]) =>
        getComputedStyle(document.querySelector(selector))[name] === value""",
        arg=[selector, name, value],
    )


def test_without_script_nothing_offers_what_it_cannot_do(visit: Open) -> None:
    page = visit(CHAPTER, java_script_enabled=False)
    assert page.locator(".aa").count() == 0
    assert page.get_by_text("Aa", exact=True).count() == 0


@pytest.mark.parametrize("width", [320, 390, 640, 1280])
@pytest.mark.parametrize("links", [1, 2, 6])
def test_aa_stands_on_no_link_of_a_menu_however_short(
    visit: Open, width: int, links: int
) -> None:
    page = visit("", width=width)
    page.wait_for_selector(".aa")
    page.evaluate(
        "count => [...document.querySelectorAll('.menu li')].slice(count)"
        ".forEach(item => item.remove())",
        links,
    )
    aa = page.locator(".aa").bounding_box()
    for link in page.locator(".site-header a").all():
        box = link.bounding_box()
        beside = box["x"] + box["width"] <= aa["x"] + 1
        assert beside or box["y"] >= aa["y"] + aa["height"] - 1, link.text_content()


@pytest.mark.slow
def test_aa_moves_nothing_when_it_comes(visit: Open) -> None:
    for path in (CHAPTER, "works/"):
        page = visit(path)
        page.wait_for_selector(LISTENS)
        shifted = page.evaluate(
            """() => new Promise(done => { setTimeout(done, 300, []);
            new PerformanceObserver(list => done(list.getEntries()
            .flatMap(entry => entry.sources).map(source => source.node)
            .filter(node => node?.parentElement?.closest('.site-header'))
            .map(node => node.textContent)))
            .observe({type: 'layout-shift', buffered: true}) })"""
        )
        assert shifted == []


def test_a_theme_is_seen_at_once_and_kept(visit: Open) -> None:
    page = visit(CHAPTER)
    dialog = settings(page)
    choose(dialog, "Theme", "Sepia")
    wait_for_style(page, "body", "backgroundColor", SEPIA)
    soon(page, lambda: kept(page), {"theme": "sepia"})
    page.goto(page.url.replace("/2/", "/3/"))
    assert style(page, "body", "backgroundColor") == SEPIA
    assert settings(page).get_by_role("radio", name="Sepia").is_checked()


# What each frame of a page was like, from the very first: the ground that is painted
# behind it, whether its words are, and how large they are.
FRAMES = """window.frames = [];
requestAnimationFrame(function look() {
  if (document.body) {
    const { backgroundColor, visibility } = getComputedStyle(document.body);
    const { colorScheme } = getComputedStyle(document.documentElement);
    const text = document.querySelector("#text");
    const size = text && getComputedStyle(text).fontSize;
    frames.push([backgroundColor, visibility, colorScheme, size]);
  }
  requestAnimationFrame(look);
})"""


def slowly(page: Any) -> None:
    """Have the sheet of what was chosen come late."""
    slow = lambda route: page.wait_for_timeout(600) or route.continue_()  # noqa: E731
    page.route("**/settings.css*", slow)
    page.add_init_script(FRAMES)


def test_what_was_chosen_is_there_before_the_first_paint(visit: Open) -> None:
    page = visit(CHAPTER, scheme="dark")
    keep(page, theme="sepia", size="150")
    slowly(page)
    page.reload()
    page.wait_for_function("() => performance.getEntriesByType('paint').length")
    page.wait_for_function("() => frames.length > 3")
    sizes = {size for *_, size in page.evaluate("frames")}
    assert {ground for ground, *_ in page.evaluate("frames")} == {SEPIA}
    assert sizes == {style(page, "#text", "fontSize")}
    assert float(sizes.pop().removesuffix("px")) >= 27
    paint, sheet = page.evaluate(
        """() => [performance.getEntriesByType('paint')[0].startTime,
        performance.getEntriesByType('resource')
        .find(one => one.name.includes('settings.css')).responseEnd]"""
    )
    assert sheet > 600
    assert paint >= sheet


# Firefox and older browsers know no blocking="render", and paint meanwhile.
UNHELD = """Object.defineProperty(HTMLLinkElement.prototype, "disabled", {
  get() { return this.hasAttribute("disabled") },
  set() {
    if (!this.hasAttribute("disabled")) return;
    const copy = document.createElement("link");
    Object.assign(copy, { rel: "stylesheet", media: this.media, href: this.href });
    this.replaceWith(copy);
  },
})"""


@pytest.mark.slow
def test_where_nothing_holds_the_paint_no_word_is_seen_unlike_it(visit: Open) -> None:
    page = visit(CHAPTER, scheme="light")
    keep(page, theme="black", size="150")
    page.add_init_script(UNHELD)
    slowly(page)
    page.reload()
    wait_for_style(page, "body", "visibility", "visible")
    page.wait_for_function("() => frames.some(([_, seen]) => seen === 'visible')")
    frames = page.evaluate("frames")
    early = [frame for frame in frames if frame[1] == "hidden"]
    assert early, "the page was there before the sheet"
    assert {scheme for *_, scheme, _ in early} == {"dark"}
    seen = {(ground, size) for ground, shown, _, size in frames if shown == "visible"}
    assert seen == {("rgb(0, 0, 0)", style(page, "#text", "fontSize"))}
    assert style(page, "body", "animationName") == "none", "the sheet ends the wait"


def test_a_sheet_that_never_comes_hides_no_page(visit: Open) -> None:
    page = visit(CHAPTER)
    keep(page, theme="sepia")
    page.route("**/settings.css*", lambda route: route.abort())
    page.reload()
    wait = page.evaluate(
        """() => { const [wait] = document.body.getAnimations();
        const { duration, iterations } = wait.effect.getTiming();
        wait.finish(); return [duration, iterations]; }"""
    )
    assert wait == [3000, 1]
    assert style(page, "body", "visibility") == "visible"


@pytest.mark.slow
def test_what_is_chosen_at_last_hides_nothing_meanwhile(visit: Open) -> None:
    page = visit(CHAPTER)
    dialog = settings(page)
    slowly(page)
    page.evaluate(FRAMES)
    choose(dialog, "Theme", "Sepia")
    wait_for_style(page, "body", "backgroundColor", SEPIA)
    assert {shown for _, shown, *_ in page.evaluate("frames")} == {"visible"}
    assert page.locator("link[href*='settings.css']").count() == 1


def test_who_chose_nothing_loads_nothing_for_it(visit: Open) -> None:
    page = visit(CHAPTER)
    page.wait_for_selector(LISTENS)
    names = page.evaluate(
        "performance.getEntriesByType('resource').map(one => one.name).join(' ')"
    )
    for late in ("settings.css", "pane.css", "settings-panel.js", "atkinson", "dysl"):
        assert late not in names


@pytest.mark.parametrize(
    ("group", "value", "selector", "name"),
    [
        pytest.param(
            "Typeface", "System sans", "#text p", "fontFamily", marks=pytest.mark.slow
        ),
        ("Typeface", "Atkinson Hyperlegible", "#text p", "fontFamily"),
        ("Size of text", "150 %", "#text p", "fontSize"),
        pytest.param(
            "Size of text", "85 %", "#text p", "fontSize", marks=pytest.mark.slow
        ),
        pytest.param(
            "Line height", "Close", "#text p", "lineHeight", marks=pytest.mark.slow
        ),
        pytest.param(
            "Line height", "Open", "#text p", "lineHeight", marks=pytest.mark.slow
        ),
        pytest.param(
            "Width of lines", "Narrow", "#text", "maxWidth", marks=pytest.mark.slow
        ),
        pytest.param(
            "Width of lines", "Wide", "#text", "maxWidth", marks=pytest.mark.slow
        ),
        pytest.param(
            "Paragraphs",
            "Spaced",
            "#text p + p",
            "marginBlockStart",
            marks=pytest.mark.slow,
        ),
        ("Alignment", "Justified", "#text p", "textAlign"),
        pytest.param(
            "Hyphens at line ends", "Off", "#text p", "hyphens", marks=pytest.mark.slow
        ),
    ],
)
def test_each_choice_changes_the_page_and_can_be_taken_back(
    visit: Open, group: str, value: str, selector: str, name: str
) -> None:
    page = visit(CHAPTER)
    before = style(page, selector, name)
    dialog = settings(page)
    choose(dialog, group, value)
    page.wait_for_function(
        """([selector, name, value]) =>
        getComputedStyle(document.querySelector(selector))[name] !== value""",
        arg=[selector, name, before],
    )
    dialog.get_by_role("button", name="Reset").click()
    wait_for_style(page, selector, name, before)
    soon(page, lambda: kept(page), {})


@pytest.mark.slow
def test_a_wide_column_is_wider(visit: Open) -> None:
    page = visit(CHAPTER)
    before = page.locator("#text").bounding_box()["width"]
    choose(settings(page), "Width of lines", "Wide")
    page.wait_for_function(
        "before => document.querySelector('#text').offsetWidth > before", arg=before
    )


@pytest.mark.slow
def test_lines_are_justified_where_they_are_long_and_hyphens_may_be(
    visit: Open,
) -> None:
    page = visit(CHAPTER)
    keep(page, align="justify")
    page.reload()
    assert style(page, "#text p", "textAlign") == "justify"
    page.set_viewport_size({"width": 390, "height": 800})
    assert style(page, "#text p", "textAlign") == "start"
    page.set_viewport_size({"width": 1280, "height": 800})
    keep(page, align="justify", hyphens="off")
    page.reload()
    assert style(page, "#text p", "textAlign") == "start"


@pytest.mark.parametrize(
    ("face", "file"),
    [
        ("atkinson", "atkinson-latin"),
        pytest.param("opendyslexic", "opendyslexic", marks=pytest.mark.slow),
    ],
)
def test_a_face_comes_from_this_site_when_it_is_chosen(
    visit: Open, face: str, file: str
) -> None:
    page = visit(CHAPTER)
    keep(page, face=face)
    with page.expect_response(f"**/{file}.woff2") as loaded:
        page.reload()
    assert loaded.value.ok


@pytest.mark.slow
def test_a_reset_forgets_no_consent_and_starts_no_record(visit: Open) -> None:
    page = visit(CHAPTER)
    keep(page, shown=["grief"], record=False, theme="dark", whole="entire", keys=False)
    page.reload()
    dialog = settings(page)
    dialog.get_by_role("button", name="Reset").click()
    soon(page, lambda: kept(page), {"shown": ["grief"], "record": False})
    soon(page, dialog.locator(".said").inner_text, "All as the archive has it.")


def test_the_switches_are_kept(visit: Open) -> None:
    page = visit("works/")
    dialog = settings(page)
    assert dialog.get_by_role("group", name="Typeface").count() == 0
    record = dialog.get_by_role("switch", name="Remember where I was reading")
    record.uncheck()
    soon(page, lambda: kept(page), {"record": False})
    record.check()
    soon(page, lambda: kept(page), {})


@pytest.mark.slow
def test_another_tab_follows(visit: Open) -> None:
    page = visit(CHAPTER)
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector(LISTENS)
    choose(settings(page), "Theme", "Sepia")
    wait_for_style(other, "body", "backgroundColor", SEPIA)


@pytest.mark.slow
def test_a_page_one_comes_back_to_follows(visit: Open) -> None:
    page = visit(CHAPTER)
    page.wait_for_selector(LISTENS)
    keep(page, theme="sepia")
    page.evaluate(
        "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
    )
    wait_for_style(page, "body", "backgroundColor", SEPIA)


def test_what_storage_refuses_holds_for_the_page_and_is_said(visit: Open) -> None:
    page = visit(CHAPTER)
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full') } }"
    )
    dialog = settings(page)
    choose(dialog, "Theme", "Sepia")
    wait_for_style(page, "body", "backgroundColor", SEPIA)
    choose(dialog, "Size of text", "150 %")
    dialog.locator(".said", has_text="this page only").wait_for()
    assert style(page, "body", "backgroundColor") == SEPIA


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "7",
        "null",
        '{"theme": 7, "size": {}, "face": ["x"], "keys": "no"}',
        '{"theme": "neon", "face": "constructor", "size": "900"}',
    ],
)
def test_what_is_damaged_or_of_another_version_breaks_nothing(
    visit: Open, text: str
) -> None:
    page = visit(CHAPTER)
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    before = style(page, "body", "backgroundColor")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    page.reload()
    assert style(page, "body", "backgroundColor") == before
    dialog = settings(page)
    for group in dialog.get_by_role("group").all():
        assert group.locator(":checked").count() == 1
    choose(dialog, "Theme", "Sepia")
    wait_for_style(page, "body", "backgroundColor", SEPIA)
    assert said == []


def test_no_stored_value_opens_a_gate(visit: Open) -> None:
    page = visit(GATED)
    keep(page, open="", gate="[]", theme="sepia")
    page.reload()
    assert page.locator(".gate").is_visible()
    assert not page.locator("#text").is_visible()


@pytest.mark.slow
def test_storage_that_is_blocked_breaks_nothing(visit: Open) -> None:
    page = visit(CHAPTER)
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script(
        """Object.defineProperty(window, 'localStorage',
        { get() { throw new DOMException('blocked', 'SecurityError') } })"""
    )
    page.reload()
    choose(settings(page), "Theme", "Sepia")
    wait_for_style(page, "body", "backgroundColor", SEPIA)
    assert said == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_with_the_panes_open(
    visit: Open, theme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    page = visit(CHAPTER, width=width, reduced_motion="reduce")
    keep(page, theme=theme)
    page.reload()
    settings(page)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys").wait_for()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_finger_finds_every_choice(visit: Open, width: int) -> None:
    page = visit(CHAPTER, width=width)
    dialog = settings(page)
    for target in dialog.locator("label, button").all():
        box = target.bounding_box()
        assert box["height"] >= 43.5, target.inner_text()
        assert box["width"] >= 43.5 or width == 320, target.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    body = dialog.locator(".pane-body")
    assert body.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_focus_goes_into_the_pane_and_comes_back(visit: Open) -> None:
    page = visit(CHAPTER)
    dialog = settings(page)
    back = "document.querySelector('.aa') === document.activeElement"
    soon(page, lambda: dialog.locator(":focus").count(), 1)
    page.keyboard.press("Escape")
    soon(page, lambda: page.evaluate(back))
    settings(page).get_by_role("button", name="Close").click()
    soon(page, lambda: page.evaluate(back))
    settings(page)
    page.mouse.click(20, 400)
    dialog.wait_for(state="hidden")


@pytest.mark.slow
def test_forced_colours_choose_the_theme_themselves(visit: Open) -> None:
    page = visit(CHAPTER, forced_colors="active")
    dialog = settings(page)
    assert not dialog.get_by_text("Sepia").is_visible()
    assert dialog.get_by_text("Atkinson Hyperlegible").is_visible()


@pytest.mark.slow
def test_paper_is_as_it_was(visit: Open) -> None:
    page = visit(CHAPTER)
    page.emulate_media(media="print")
    names = ["fontSize", "fontFamily", "textAlign", "lineHeight", "color"]
    before = [style(page, "#text p", name) for name in names]
    keep(page, theme="black", face="sans", size="150", leading="open", align="justify")
    page.reload()
    assert [style(page, "#text p", name) for name in names] == before


def test_keys_open_what_they_name(visit: Open) -> None:
    page = visit(CHAPTER)
    page.wait_for_selector(LISTENS)
    page.keyboard.press("Control+a")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keys")
    sheet.wait_for()
    assert "Reading settings" in sheet.inner_text()
    page.keyboard.press("]")
    page.keyboard.press("a")
    assert page.locator("dialog:modal").count() == 1
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.get_by_role("dialog", name="Reading settings").wait_for()
    assert page.url.endswith("/2/")


def test_keys_rest_in_fields_and_when_switched_off(visit: Open) -> None:
    page = visit(CHAPTER)
    page.wait_for_selector(LISTENS)
    page.evaluate(
        "document.querySelector('main').prepend(document.createElement('input'))"
    )
    page.locator("main > input").press("?")
    page.locator("main > input").press("]")
    page.evaluate("document.activeElement.blur()")
    settings(page).get_by_role("switch", name="Single keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.keyboard.press("]")
    page.wait_for_timeout(200)
    assert page.locator("dialog:modal").count() == 0
    assert page.url.endswith("/2/")


def test_the_next_chapter_is_fetched_ahead(visit: Open) -> None:
    page = visit("")
    with page.expect_request("**/3/") as asked:
        page.goto(page.url + CHAPTER)
    assert asked.value.headers.get("sec-purpose") == "prefetch"


@pytest.mark.slow
def test_who_saves_data_fetches_nothing_ahead(visit: Open) -> None:
    page = visit("")
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    page.goto(page.url + CHAPTER)
    page.wait_for_selector(LISTENS)
    assert page.locator("link[rel=prefetch]").count() == 0


LOCKS = """window.held = 0; const lock = {
request: async () => { window.held += 1; const one = {released: false,
release: async () => { if (!one.released) { one.released = true; window.held -= 1 } }};
window.last = one; return one; }};
Object.defineProperty(navigator, 'wakeLock', {value: lock, configurable: true});"""


@pytest.mark.slow
def test_the_screen_stays_on_over_a_text_on_request(visit: Open) -> None:
    page = visit("")
    page.add_init_script(LOCKS)
    page.goto(page.url + CHAPTER)
    switch = settings(page).get_by_role("switch", name="Keep the screen on")
    assert page.evaluate("window.held") == 0
    switch.check()
    page.wait_for_function("() => window.held === 1")
    page.reload()
    page.wait_for_function("() => window.held === 1")
    # The browser lets go on every hide; it is taken again on return.
    page.evaluate("window.last.release()")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_function("() => window.held === 1")
    settings(page).get_by_role("switch", name="Keep the screen on").uncheck()
    page.wait_for_function("() => window.held === 0")


@pytest.mark.slow
def test_no_switch_for_a_screen_that_cannot_be_kept_on(visit: Open) -> None:
    page = visit(CHAPTER)
    page.add_init_script("delete Navigator.prototype.wakeLock")
    page.reload()
    assert settings(page).get_by_text("Keep the screen on").count() == 0


def test_a_work_is_read_on_one_page_where_that_is_wanted(visit: Open) -> None:
    page = visit(WORK)
    dialog = settings(page)
    choose(dialog, "Long works", "On one page")
    page.keyboard.press("Escape")
    start = page.get_by_role("link", name="Start reading")
    soon(page, lambda: start.get_attribute("href").endswith("/entire/"))
    page.get_by_role("link", name="Chapter by chapter").wait_for()
    settings(page)
    choose(dialog, "Long works", "Chapter by chapter")
    page.keyboard.press("Escape")
    soon(page, lambda: start.get_attribute("href").endswith("/entire/"), False)
    page.get_by_role("link", name="Entire work on one page").wait_for()


@pytest.mark.slow
def test_a_chapter_of_an_entire_work_stays_behind_its_gate(visit: Open) -> None:
    page = visit(WORK)
    keep(page, whole="entire")
    page.reload()
    page.wait_for_selector(LISTENS)
    page.locator(".chapter-list a").nth(2).click()
    page.wait_for_url("**/entire/#at=*")
    page.wait_for_selector(LISTENS)
    assert page.locator(".gate").is_visible()
    assert not page.locator("#text").is_visible()
    page.locator(".gate .button").first.click()
    page.wait_for_url("**/entire/#chapter-3")
    page.locator("#chapter-3").wait_for()
