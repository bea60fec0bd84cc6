"""A saved work page of AO3's software is read as the work that it shows."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import pytest
from ficstead.importing.ao3 import page as ao3_page
from ficstead.importing.markup.markup import parsed
from ficstead.importing.story import Chapter, Refused, Related, Story

from .ao3_pages import LAYOUTS, Saved, page, told
from .ao3_works import oneshot, tagged

TEXT = "<p>The fog came up.</p>\n<p>“Tea?” <em>he</em> said.<br/>“Tea.”</p>"
# What an author may write that has the site's own names.
MIMIC = (
    '<h3 class="title">Chapter 9</h3><div class="preface group"><p>Inside.</p></div>'
    '<div class="chapter"><div class="userstuff"><p>Deep.</p></div></div>'
    '<div class="notes module"><p>Notes:</p></div><dl class="work meta"><dt>Rating:</dt>'
    '<dd>Explicit</dd></dl><p class="jump">See the end of the work for notes.</p>'
    '<p><a href="/works/99">another</a> <a href="/works/99">work</a></p>'
)
ONESHOT = oneshot("ao3-page", TEXT)
FULL = replace(
    tagged(ONESHOT),
    chapters=(
        Chapter(html=TEXT, number=1, title="Chapter 1 - Wedding", end_notes="<p>E</p>"),
        Chapter(html=MIMIC, number=2, summary="<p>Fog: again.</p>"),
        Chapter(
            html=TEXT,
            number=4,
            title="Tea: the end",
            notes="<p>My note.</p>",
            authors=("wren (w)",),
        ),
    ),
    authors=("marshlight (tvale)", "Anna, maybe", "x"),
    gifts=("Wren", "Otter"),
    prompts=("Kay in the fog_meme collection",),
    related=(
        Related("Kettle by Night", "wren (w)", "https://archiveofourown.org/works/1"),
        Related("Der Tee", "Vogel", "https://example.org/tee", translation=True),
    ),
    updated="2012-04-05",
    planned="?",
    posted=3,
    words=1234,
    notes="<p>Thanks!</p>",
    end_notes="<p>The <em>end</em>.</p>",
    skin="#workskin .fog { color: gray; }\n@media print { #workskin i { color: black; } }",
)
CHILDREN = (
    Related("Toast", "kay", "https://archiveofourown.org/works/5"),
    Related("A, B by C", "d", "https://archiveofourown.org/works/6"),
)


def read(saved: Saved) -> Story:
    soup = parsed(page(saved))
    assert ao3_page.recognises(soup)
    return ao3_page.read(soup)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("work", [ONESHOT, FULL], ids=["one-shot", "chaptered"])
def test_every_layout_is_read_as_the_work_it_shows(layout: str, work: Story) -> None:
    saved = Saved(work, layout, children=CHILDREN)
    assert read(saved) == told(saved)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("number", [1, 2, 4])
def test_one_chapter_of_many_is_that_chapter(layout: str, number: int) -> None:
    saved = Saved(FULL, layout, shown=number, logged_in=True, host="ao3.org")
    assert read(saved) == told(saved)


def test_a_site_that_runs_the_software_is_the_source() -> None:
    saved = Saved(FULL, host="squidgeworld.org", site="SquidgeWorld Archive")
    assert read(saved).source == "https://squidgeworld.org/works/4711"
    relative = Saved(FULL, site="SquidgeWorld Archive")
    assert read(relative).source == "https://squidgeworld.org/works/4711"


def test_an_anonymous_work_has_no_other_author() -> None:
    anonymous = replace(ONESHOT, authors=("Anonymous",))
    assert read(Saved(anonymous)).authors == ("Anonymous",)
    html = page(Saved(anonymous)).replace(
        ">Anonymous<", '>Anonymous [<a rel="author" href="/users/me">me</a>]<'
    )
    assert ao3_page.read(parsed(html)).authors == ("Anonymous",)


def test_that_only_registered_users_could_read_it_is_said() -> None:
    saved = Saved(ONESHOT, restricted=True, logged_in=True)
    assert read(saved) == told(saved)


def test_hidden_tags_are_said_to_be_hidden() -> None:
    html = page(Saved(FULL)).replace(
        '<a class="tag" href="/tags/x/works">Underage Sex</a>',
        '<a href="/tags/show_hidden?creation_id=1&amp;tag_type=warnings">Show warnings</a>',
    )
    story = ao3_page.read(parsed(html))
    assert story.warnings == ("Creator Chose Not To Use Archive Warnings",)
    assert any("warnings were hidden" in said for said in story.said)


def test_a_page_from_the_wayback_machine_is_the_page() -> None:
    saved = Saved(FULL, host="archiveofourown.org", children=CHILDREN)
    around = '<body><div id="wm-ipp-base"><p>13 captures</p></div>'
    wayback = page(saved).replace("<body>", around)
    wayback = wayback.replace(
        '="http', '="https://web.archive.org/web/20190102030405/http'
    )
    assert ao3_page.read(parsed(wayback)) == told(saved)
    rooted = page(saved).replace('="http', '="/web/20190102030405/http')
    assert ao3_page.read(parsed(rooted)) == told(saved)


def test_a_previewed_draft_is_a_work() -> None:
    html = page(Saved(ONESHOT))
    html = html.replace('class="work"', 'id="previewpane" class="draft work"')
    story = ao3_page.read(parsed(html))
    assert story.chapters == told(Saved(ONESHOT)).chapters
    assert "It is a draft that was previewed, not posted." in story.said


def test_dates_of_other_forms_are_understood() -> None:
    html = page(Saved(ONESHOT)).replace("2010-03-01", "01 Mar 2010")
    assert ao3_page.read(parsed(html)).published == "2010-03-01"


def test_pictures_written_into_the_page_come_along() -> None:
    data = "data:image/png;base64,iVBORw0KGgo="
    work = replace(
        ONESHOT, chapters=(Chapter(f'<p><img src="{data}"/></p>', number=1),)
    )
    assert read(Saved(work)).pictures == {data: b"\x89PNG\r\n\x1a\n"}


def test_a_page_without_text_is_refused() -> None:
    work = replace(ONESHOT, chapters=(Chapter("<p> </p>", number=1),))
    with pytest.raises(Refused):
        ao3_page.read(parsed(page(Saved(work))))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<p>Rating: Teen</p>",
        "<dl class='work meta'><dt>Rating:</dt></dl>",
        "<div id='workskin'><div id='chapters'></div></div>",
        "<div class='chapter' id='chapter-１２'><div class='userstuff'>x</div></div>"
        * 3,
        f"<div id=workskin><div class='chapter' id='chapter-{'9' * 5000}'>x</div></div>",
        "<dl class='work meta'><dd class='series'><a href='/series/1'>x</a></dd>"
        "</dl><div id=chapters>words</div>",
    ],
)
def test_any_page_gives_a_story_or_is_refused(text: str) -> None:
    soup = parsed(text)
    ao3_page.recognises(soup)
    with contextlib.suppress(Refused):
        assert isinstance(ao3_page.read(soup), Story)
