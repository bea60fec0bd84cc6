"""What a reader marks, writes down and takes along: hers, on her device, never lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.waiting import soon

pytestmark = pytest.mark.browser
Open = Callable[..., Any]

WORK = "works/the-harbour-at-scheria/"
SLUG = "the-harbour-at-scheria"

SELECT = """([n, from, to]) => {
const words = document.querySelectorAll('#text p')[n].firstChild;
getSelection().setBaseAndExtent(words, from, words, to); }"""
PAINTED = "() => [...(CSS.highlights.get('kept') ?? [])].map(range => `${range}`)"

PLACE = {
    "title": "The Harbour at Scheria",
    "chapter": "2",
    "at": [11, 5, "xpuo42", "1vseqe0"],
    "percent": 60,
    "whole": 24,
    "seen": ["1"],
    "known": ["1..6", "oar-song"],
    "read": False,
    "when": 1000,
}
FILLED: dict[str, Any] = {
    "": {"theme": "sepia"},
    "places": {
        SLUG: PLACE,
        "hens": {"title": "Hens", "read": True, "percent": 100, "when": 900},
    },
    "later": {"inventory": {"title": "Inventory", "when": 800}},
    "bookmarks": {
        "hens": {"title": "Hens", "note": "Eggs!", "tags": ["farm"], "when": 700}
    },
    "highlights": {
        "one": {
            "title": "The Harbour at Scheria",
            "work": SLUG,
            "chapter": "2",
            "quote": "What I noticed was the mud.",
            "before": "",
            "after": " It was the end",
            "note": "mud",
            "when": 600,
        }
    },
    "mutes": {"tags": ["Fluff"]},
}


def box(page: Any, name: str) -> Any:
    text = page.evaluate("name => localStorage.getItem('ficstead-1:' + name)", name)
    return json.loads(text) if text else {}


def fill(page: Any, boxes: dict[str, Any]) -> None:
    for name, value in boxes.items():
        key = f"ficstead-1:{name}" if name else "ficstead-1"
        page.evaluate(
            "([key, text]) => localStorage.setItem(key, text)", [key, json.dumps(value)]
        )


def shelf(visit: Open, boxes: dict[str, Any], **how: Any) -> Any:
    page = visit("me/", **how)
    fill(page, boxes)
    page.reload()
    page.get_by_role("heading", name="Keep, carry, delete").wait_for()
    return page


def painted(page: Any, *quotes: str) -> None:
    """Wait until these words are painted as kept, and no others."""
    soon(page, lambda: [one.strip() for one in page.evaluate(PAINTED)], [*quotes])


def axe(page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


# ---- Marks on a work ----


def test_a_work_is_marked_for_later_and_as_read_and_taken_back(visit: Open) -> None:
    page = visit(WORK)
    for name in ("Mark for later", "Mark as read"):
        page.get_by_role("button", name=name).click()
    assert list(box(page, "later")) == [SLUG]
    assert page.locator(".chapter-list .mark.read").count() == 7
    pressed = page.locator(".marks [aria-pressed=true]")
    assert pressed.all_inner_texts() == ["For later", "Read"]
    assert page.evaluate("document.activeElement.textContent") == "Read"
    page.goto(page.url.split("works/")[0] + "me/")
    for name in ("For later", "Read"):
        title = page.get_by_role("heading", name=name, exact=False).first
        assert title.inner_text().startswith(name)
    assert page.get_by_role("link", name="The Harbour at Scheria").count() == 2
    page.goto(page.url.replace("me/", WORK))
    page.get_by_role("button", name="For later").click()
    page.get_by_role("button", name="Read", exact=True).click()
    assert box(page, "later") == {}
    assert box(page, "places")[SLUG]["read"] is False
    assert page.locator(".mark.read").count() == 0


def test_a_bookmark_keeps_a_note_and_tags_and_may_go(visit: Open) -> None:
    page = visit(WORK)
    opener = page.locator(".marks").get_by_role("button", name="Bookmark")
    opener.click()
    dialog = page.get_by_role("dialog", name="Your bookmark")
    dialog.wait_for()
    axe(page)
    dialog.get_by_label("Note").fill("<b>Mud</b> & more")
    dialog.get_by_label("Tags").fill("sea, comfort,, sea ")
    page.keyboard.press("Enter")
    page.locator(".marks .noted").wait_for()
    kept = box(page, "bookmarks")[SLUG]
    assert kept["note"] == "<b>Mud</b> & more"
    assert kept["tags"] == ["sea", "comfort"]
    assert "<b>Mud</b>" in page.locator(".marks .noted").inner_text()
    focused = "document.activeElement.textContent"
    soon(page, lambda: page.evaluate(focused), "Edit bookmark")
    page.get_by_role("button", name="Edit bookmark").click()
    page.keyboard.press("Escape")
    assert box(page, "bookmarks")[SLUG] == kept
    page.get_by_role("button", name="Edit bookmark").click()
    page.get_by_role("button", name="Remove bookmark").click()
    page.locator(".marks .noted").wait_for(state="detached")
    assert box(page, "bookmarks") == {}


@pytest.mark.slow
def test_another_tab_shows_what_is_marked(visit: Open) -> None:
    page = visit(WORK)
    other = page.context.new_page()
    other.goto(page.url)
    mine = page.context.new_page()
    mine.goto(page.url.replace(WORK, "me/"))
    other.locator(".marks").wait_for()
    page.get_by_role("button", name="Mark for later").click()
    other.get_by_role("button", name="For later", pressed=True).wait_for()
    mine.get_by_role("link", name="The Harbour at Scheria").wait_for()


def test_without_room_nothing_is_marked_and_it_is_said(visit: Open) -> None:
    page = visit(WORK)
    page.locator(".marks").wait_for()
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }"
    )
    page.get_by_role("button", name="Mark for later").click()
    page.locator(".notice", has_text="no room left to keep this").wait_for()
    assert page.get_by_role("button", name="Mark for later", pressed=False).is_visible()


# ---- Highlights ----


def test_a_line_is_kept_shown_annotated_and_let_go(visit: Open) -> None:
    page = visit(WORK + "2/")
    page.wait_for_selector(".pace:not([hidden])")
    page.evaluate(SELECT, [1, 10, 60])
    tools = page.get_by_role("group", name="Selected text")
    tools.get_by_role("button", name="With a note").click()
    page.get_by_label("Note").fill("This one")
    axe(page)
    page.get_by_role("button", name="Save").click()
    words = page.evaluate("document.querySelectorAll('#text p')[1].firstChild.data")
    quote = words[10:60].strip()
    painted(page, quote)
    page.reload()
    page.locator(".lines-kept").wait_for()
    painted(page, quote)
    assert "This one" in page.locator(".lines-kept").inner_text()
    assert page.locator("#text mark, #text button").count() == 0
    axe(page)
    page.goto(page.url.replace("/2/", "/entire/"))
    page.locator(".gate a[href='#text']").click()
    page.locator(".lines-kept").wait_for()
    painted(page, quote)
    page.get_by_role("button", name="Note or remove").click()
    page.get_by_role("button", name="Remove highlight").click()
    page.locator(".lines-kept").wait_for(state="detached")
    soon(page, lambda: box(page, "highlights"), {})
    painted(page)


def test_a_quote_is_found_where_its_neighbours_are_alike(visit: Open) -> None:
    page = visit(WORK)
    got = page.evaluate(
        """async () => { const m = await import('/theme/js/quotes.js');
        const blocks = words => { const div = document.createElement('div');
            for (const word of words) { const p = document.createElement('p');
                p.innerHTML = word; div.append(p); }
            return [...div.children]; };
        const old = m.indexOf(blocks(['He said no.', 'She  said\\n<em>“no”.</em>', 'They said no.']));
        const range = document.createRange();
        const em = old.nodes[old.text.indexOf('"no"')];
        range.setStart(em, 0); range.setEnd(em, 4);
        const quote = m.quoteOf(old, range);
        const now = m.indexOf(blocks(['New.', 'He said "no".', 'He said no.', 'She said "no".', 'They said no.']));
        return [quote, now.text.slice(0, m.placeOf(now.text, quote)),
            m.placeOf('gone', quote), m.placeOf('gone', {}), `${m.rangeOf(now, quote)}`]; }"""
    )
    assert got[0] == {
        "quote": '"no"',
        "before": "He said no. She said ",
        "after": ". They said no. ",
    }
    assert got[1] == 'New. He said "no". He said no. She said '
    assert got[2:] == [-1, -1, '"no"']


@pytest.mark.slow
def test_a_line_that_left_the_text_stays_the_readers(visit: Open) -> None:
    page = visit(WORK)
    lost = FILLED["highlights"]["one"] | {"quote": "These words were cut."}
    fill(page, {"highlights": {"one": lost}})
    page.goto(page.url + "2/")
    page.get_by_text("no longer in the text").wait_for()
    assert "These words were cut." in page.locator(".lines-kept").inner_text()


def test_the_shelf_leads_to_the_line(visit: Open) -> None:
    page = shelf(visit, FILLED)
    page.get_by_role("link", name="What I noticed was the mud.").click()
    page.locator(".lines-kept").wait_for()
    page.wait_for_function(
        "() => document.activeElement.textContent.startsWith('What I noticed')"
    )


# ---- The shelf ----


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_on_a_full_shelf(
    visit: Open, width: int, scheme: str
) -> None:
    page = shelf(visit, {**FILLED, "": {}}, width=width, scheme=scheme)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(page.url.replace("me/", ""))
    page.locator(".shelf").wait_for()
    axe(page)
    page.goto(page.url + "works/")
    page.locator(".yours").first.wait_for()
    axe(page)
    page.goto(page.url + "the-harbour-at-scheria/2/")
    page.locator(".offer").wait_for()
    page.locator(".lines-kept").wait_for()
    axe(page)


@pytest.mark.slow
def test_what_nobody_mutes_is_fetched_when_somebody_would(visit: Open) -> None:
    page = visit("me/")
    section = page.locator("section", has_text="Never shown to you")
    section.get_by_role("button", name="Choose what to hide").click()
    field = section.get_by_label("A tag, relationship, character")
    field.wait_for()
    assert field.evaluate("e => e === document.activeElement")
    field.fill("Monologue")
    page.keyboard.press("Enter")
    section.get_by_role("button", name="Show again: Monologue").wait_for()
    page.reload()
    section.get_by_role("button", name="Show again: Monologue").wait_for()


def test_an_empty_shelf_says_what_it_is_for(visit: Open) -> None:
    page = shelf(visit, {})
    words = page.locator("main").inner_text
    # The offline copies too, which come later.
    soon(page, lambda: words().count("Nothing") + words().count("No "), 6)
    axe(page)


def test_of_a_long_list_the_rest_comes_when_asked_for(visit: Open) -> None:
    works = {f"work-{n:03}": {"title": f"Work {n}", "when": n} for n in range(1, 301)}
    page = shelf(visit, {"later": works})
    section = page.locator("section", has=page.get_by_text("For later"))
    assert section.locator("li").count() == 24
    every = page.get_by_role("button", name="For later: show all 300")
    every.focus()
    page.keyboard.press("Enter")
    assert section.locator("li").count() == 300
    assert page.evaluate("document.activeElement.textContent") == "Work 276"
    page.get_by_role("button", name="Not for later: Work 300", exact=True).click()
    page.get_by_role("button", name="Put back: Work 300").click()
    assert section.locator("li").count() == 300, "it stays open"


@pytest.mark.slow
def test_what_is_removed_can_be_put_back(visit: Open) -> None:
    page = shelf(visit, FILLED)
    page.get_by_role("button", name="Not for later: Inventory").click()
    assert box(page, "later") == {}
    page.get_by_role("button", name="Put back: Inventory").click()
    assert box(page, "later") == FILLED["later"]
    page.get_by_role("button", name="Not for later: Inventory").wait_for()


def test_recording_is_switched_off_on_the_shelf(visit: Open) -> None:
    page = shelf(visit, {})
    page.get_by_label("Remember where I was reading").uncheck()
    page.wait_for_function("() => localStorage['ficstead-1'] === '{\"record\":false}'")


@pytest.mark.slow
def test_saved_in_one_browser_and_added_to_another(visit: Open, tmp_path: Path) -> None:
    page = shelf(visit, FILLED)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save it all to a file").click()
    path = tmp_path / "shelf.json"
    waiting.value.save_as(path)
    file = json.loads(path.read_text("utf-8"))
    assert file["boxes"] == FILLED
    assert file["ficstead"] == "reader"

    newer = PLACE | {"chapter": "4", "seen": ["3"], "when": 5000, "at": []}
    mine = {
        "": {"theme": "dark"},
        "places": {SLUG: newer},
        "bookmarks": {"hens": {"title": "Hens", "note": "Old", "when": 1}},
        "later": {"inventory": {"title": "Mine", "when": 9000}},
        "mutes": {"tags": ["Angst"]},
    }
    other = shelf(visit, mine)
    other.locator("input[type=file]").set_input_files(path)
    other.get_by_text("Added.").wait_for()
    places = box(other, "places")
    assert places[SLUG] == newer | {"seen": ["1", "3"]}
    assert places["hens"] == FILLED["places"]["hens"]
    assert box(other, "bookmarks") == FILLED["bookmarks"]
    assert box(other, "later") == mine["later"]
    assert box(other, "highlights") == FILLED["highlights"]
    assert box(other, "mutes") == {"tags": ["Angst", "Fluff"]}
    assert json.loads(other.evaluate("localStorage['ficstead-1']")) == {"theme": "dark"}
    other.get_by_role("link", name="Continue at chapter 4").wait_for()
    axe(other)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not saved from a shelf"),
        pytest.param('{"boxes": {}}', "not saved from a shelf", marks=pytest.mark.slow),
        ('{"ficstead": "reader", "version": 2, "boxes": {}}', "newer version"),
        pytest.param(
            '{"ficstead": "reader", "version": 1, "boxes": {"places": 7}}',
            "Added",
            marks=pytest.mark.slow,
        ),
        (
            '{"ficstead": "reader", "version": 1,'
            ' "boxes": {"places": {"__proto__": {"when": 1}, "a": "<img>"}}}',
            "Added",
        ),
    ],
)
def test_a_wrong_file_changes_nothing_and_is_named(
    visit: Open, tmp_path: Path, text: str, said: str
) -> None:
    page = shelf(visit, FILLED)
    path = tmp_path / "file.json"
    path.write_text(text, "utf-8")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_text(said).wait_for()
    assert box(page, "places")[SLUG] == PLACE
    assert box(page, "later") == FILLED["later"]


def test_a_file_for_which_there_is_no_room_is_not_half_taken(visit: Open) -> None:
    page = visit("me/")
    got = page.evaluate(
        """async () => { const m = await import('/theme/js/carrying.js');
        const kept = new Map([['ficstead-1:later', '{"a": {"when": 1}}']]);
        const storage = { getItem: key => kept.get(key) ?? null,
            removeItem: key => kept.delete(key),
            setItem: (key, text) => { if (text.length > 60) throw new Error('full');
                kept.set(key, text); } };
        const boxes = { later: { b: { when: 2 } }, bookmarks: { c: { note: 'x'.repeat(99) } } };
        return [m.imported(storage, { boxes }), [...kept]]; }"""
    )
    assert got == [False, [["ficstead-1:later", '{"a": {"when": 1}}']]]


@pytest.mark.slow
def test_what_could_not_be_read_goes_along(visit: Open, tmp_path: Path) -> None:
    page = visit("me/")
    page.evaluate("localStorage.setItem('ficstead-1:places', '{half a th')")
    page.reload()
    page.get_by_text("could not be read, and was set aside").wait_for()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save it all to a file").click()
    waiting.value.save_as(tmp_path / "shelf.json")
    file = json.loads((tmp_path / "shelf.json").read_text("utf-8"))
    assert file["damaged"] == {"places.damaged": "{half a th"}


def test_everything_goes_when_asked_twice(visit: Open) -> None:
    page = shelf(visit, FILLED)
    page.evaluate("localStorage.setItem('another', '1')")
    page.evaluate("localStorage.setItem('ficstead-10', '1')")
    wipe = page.get_by_role("button", name="Delete everything")
    wipe.click()
    axe(page)
    assert page.get_by_role("dialog").locator("p").inner_text() == (
        "This deletes your place in 1 work, 1 work marked as read, 1 work for later, "
        "1 bookmark, 1 highlight, 1 thing you never want to see and all settings. "
        "It cannot be undone; save it to a file first if you are not sure."
    )
    page.get_by_role("button", name="Cancel").click()
    assert box(page, "places") == FILLED["places"]
    wipe.focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for(state="detached")
    assert box(page, "places") == FILLED["places"]
    wipe.click()
    page.get_by_role("dialog").get_by_role("button", name="Delete everything").click()
    page.get_by_text("Everything is deleted.").wait_for()
    assert page.evaluate("Object.keys(localStorage).sort()") == [
        "another",
        "ficstead-10",
    ]
    assert "Nothing begun" in page.locator("main").inner_text()
    assert page.locator("html").get_attribute("data-theme") is None
