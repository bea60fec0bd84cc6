"""An AO3 download of any year is read as the work that it was made of."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from ficstead.importing.ao3 import download as ao3_download
from ficstead.importing.markup.markup import parsed
from ficstead.importing.story import Chapter, Loss, Refused, Related, Story
from hypothesis import given
from hypothesis import strategies as st

from ...laws import tries
from .ao3_downloads import DAYS, Download, page, told
from .ao3_works import oneshot, tagged

TEXT = (
    "<p>The fog came up from the river.</p>\n<p>“Tea?” <em>he</em> said.<br>“Tea.”</p>"
)
# What an author may write that looks like AO3's own parts.
MIMIC = (
    '<h2>Chapter 9</h2>\n<p>Summary</p><blockquote class="userstuff"><p>Not one.</p>'
    '</blockquote><div class="meta group"><h2 class="heading">Chapter 2</h2></div>'
    '<p>Notes</p><div class="userstuff"><p>Inside.</p></div>'
    "<dl><dt>Rating:</dt><dd>Explicit</dd></dl>"
    '<p class="message">Posted originally on the Archive of Our Own at nowhere.</p>'
    "<p>See the end of the work for notes</p><h1>A title</h1>"
)
ONESHOT = oneshot("ao3-html", TEXT)
FULL = replace(
    tagged(ONESHOT),
    authors=("marshlight (tvale)", "Anna, maybe", "Old Name [archived by helper]", "x"),
    related=(
        Related("Kettle by Night", "wren (w)", "http://archiveofourown.org/works/1"),
        Related("Der Tee", "Vogel", "https://example.org/tee", translation=True),
        Related("[Restricted Work]", "wren"),
        Related("a work in an unrevealed collection"),
    ),
    notes="<p>Thank you, Wren.</p><p>Notes</p>",
    end_notes="<p>The recipe is real.</p>",
)
CHAPTERS = (
    Chapter(html=TEXT, number=1),
    Chapter(
        html=MIMIC,
        number=2,
        title="Chapter 1 - Wedding",
        authors=("wren (w)", "Bo"),
        summary="<p>They marry.</p>",
        notes="<p>At last!</p>",
        end_notes="<p>Cake.</p><ul><li>flour</li></ul>",
    ),
    Chapter(html=TEXT, number=3, title="Chapter 7", end_notes="<p>Ends.</p>"),
    Chapter(html="<p>Last.</p>", number=4, title="“So: it ends”", notes="<p>N</p>"),
)
CHAPTERED = replace(
    FULL, chapters=CHAPTERS, updated="2011-02-03", planned="4", posted=4, words=1234
)
WORKS = {
    "a one-shot": ONESHOT,
    "all there is to say": FULL,
    "chapters": CHAPTERED,
    "more to come": replace(CHAPTERED, planned="?"),
    "one of five": replace(
        ONESHOT, chapters=(replace(CHAPTERS[1], number=1),), planned="5"
    ),
    "one of nobody knows": replace(ONESHOT, planned="?"),
    "a bare one-shot": replace(ONESHOT, summary="", rating="", fandoms=()),
    "anonymous": replace(CHAPTERED, authors=("Anonymous",)),
    "right to left": replace(
        ONESHOT,
        title="الفانوس، والضباب",
        authors=("نور",),
        language="العربية",
        chapters=(Chapter(html='<p dir="rtl">كان الضباب كثيفا.</p>', number=1),),
    ),
    "CJK": replace(
        CHAPTERED,
        title="灯台の「霧」",
        authors=("霧子 (kiriko)",),
        tags=("茶道", "霧 & 海"),
        chapters=tuple(
            Chapter(html=f"<p>霧が出た。{n}</p>", number=n, title=f"第{n}章")
            for n in (1, 2, 3)
        ),
        posted=3,
    ),
    "75 tags": replace(ONESHOT, tags=tuple(f"tag {n} | étiquette" for n in range(75))),
    "pictures and tables": replace(
        ONESHOT,
        chapters=(
            Chapter(
                html='<p><img src="https://example.org/a.png" alt="a lamp"></p>'
                "<table><tbody><tr><td>One</td><td>Two</td></tr></tbody></table>"
                "<hr><center>*</center><ruby>霧<rt>きり</rt></ruby>",
                number=1,
            ),
        ),
    ),
    "60 chapters": replace(
        ONESHOT,
        chapters=tuple(
            Chapter(
                html=f"<p>Part {n}.</p>", number=n, title="" if n % 3 else f"Lamp {n}"
            )
            for n in range(1, 61)
        ),
        planned="60",
        posted=60,
        words=1_234_567,
    ),
    "a thousand chapters stated": replace(
        CHAPTERED, planned="1200", updated="2012-01-01"
    ),
    "text that looks like parts": replace(
        ONESHOT,
        chapters=(Chapter(html=f"<p>Once.</p>{MIMIC}", number=1),),
        summary=f"<div>{MIMIC}</div>",
        notes=MIMIC,
        end_notes=MIMIC,
    ),
}
INSPIRED = (
    Related("Steam", "bo", "http://archiveofourown.org/works/8"),
    Related("Froth, and Foam", "cy (c)", "http://archiveofourown.org/works/9"),
)
CHILDREN = Download(FULL, children=INSPIRED, translations=(("Français", INSPIRED[0]),))


def read(text: str) -> Story:
    soup = parsed(text)
    assert ao3_download.recognises(soup)
    return ao3_download.read(soup)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", WORKS)
def test_every_template_is_read_as_the_work_it_was_made_of(name: str, day: str) -> None:
    download = Download(WORKS[name], day)
    assert read(page(download)) == told(download)


@pytest.mark.parametrize("day", DAYS)
def test_what_no_header_carries_is_named(day: str) -> None:
    download = replace(CHILDREN, day=day)
    assert read(page(download)) == told(download)


def test_translations_and_inspired_works_are_named_with_their_addresses() -> None:
    assert read(page(CHILDREN)).lost == (
        Loss(
            "a translation into Français: Steam by bo <http://archiveofourown.org/works/8>",
            "afterword",
        ),
        Loss(
            "a work inspired by this one: Steam by bo <http://archiveofourown.org/works/8>",
            "afterword",
        ),
        Loss(
            "a work inspired by this one: Froth, and Foam by cy (c) "
            "<http://archiveofourown.org/works/9>",
            "afterword",
        ),
    )


def test_another_site_keeps_its_address() -> None:
    story = read(page(Download(FULL, host="squidgeworld.org")))
    assert story.source == "https://squidgeworld.org/works/4711"


def squeezed(text: str) -> str:
    """As a minifier leaves it: no optional tags, quotes or spaces between blocks."""
    text = re.sub(r"<!--.*?-->|</(?:dt|dd|p|li)>|</?(?:html|head|body)[^>]*>", "", text)
    text = re.sub(
        r"(<(?:/?(?:div|dl|dt|dd|p|ul|li|h\d|blockquote))\b[^>]*>)\s+", r"\1", text
    )
    return re.sub(r'(class|id|rel)="(\w+)"', r"\1=\2", text)


def spread(text: str) -> str:
    """As a pretty-printer leaves it: every tag of a block on a line of its own."""
    return re.sub(
        r"(</?(?:div|dl|dt|dd|ul|li|h1|h2|blockquote)\b[^>]*>)", r"\n\t\1\n", text
    )


def saved(text: str) -> str:
    """As a browser saves it, with what its extensions have put in."""
    text = re.sub(
        r"<!DOCTYPE[^>]*>", "<!DOCTYPE html>\n<!-- saved from url=(0042) -->", text
    )
    text = text.replace(
        "<head>", '<head><meta charset="windows-1252"><style>x{}</style>'
    )
    return text.replace("</body>", '<div id="ext" class="x"></div></body>')


@pytest.mark.parametrize("change", [squeezed, spread, saved])
@pytest.mark.parametrize("name", ["all there is to say", "chapters", "one of five"])
def test_the_way_a_page_was_saved_changes_nothing_of_it(
    name: str, change: object
) -> None:
    download = Download(WORKS[name])
    assert callable(change)
    found, wanted = read(change(page(download))), told(download)
    assert _without_space(found) == _without_space(wanted)


def _without_space(story: Story) -> str:
    return re.sub(r"\s+", "", repr(story).replace(r"\n", "").replace(r"\t", ""))


def test_an_unclosed_tag_around_the_rest_loses_no_chapter() -> None:
    text = page(Download(CHAPTERED)).replace("river.</p>", "river.<i/></p>", 1)
    story = read(text)
    assert [chapter.title for chapter in story.chapters] == [
        chapter.title for chapter in CHAPTERS
    ]
    assert story.end_notes.replace("<i>", "").replace("</i>", "") == FULL.end_notes


def test_a_heading_that_was_never_closed_loses_no_chapter() -> None:
    text = page(Download(CHAPTERED))
    broken = re.sub(r"</div>(?=\s*<!--chapter content-->)", "", text)
    assert broken != text
    assert _without_space(read(broken)) == _without_space(read(text))


def test_a_skin_that_a_program_put_into_the_page_is_kept_aside() -> None:
    text = page(Download(ONESHOT)).replace(
        '<div class="userstuff">', '<div class="userstuff" id="workskin">'
    )
    text = text.replace(
        "    p.message {", "#workskin .fog {color: grey}\n p.message {", 1
    )
    assert read(text) == replace(
        told(Download(ONESHOT)), skin="#workskin .fog {color: grey}"
    )


def test_a_download_that_ends_in_the_middle_says_so() -> None:
    text = page(Download(CHAPTERED))
    story = read(text[: text.index("Inside.")])
    assert [chapter.number for chapter in story.chapters] == [1, 2]
    assert story.said == (
        "It counts 4 chapters, and only 2 came with the file.",
        "The file ends before AO3's closing words, so the end of chapter 2 may be "
        "missing: download it again if it is.",
    )


def test_a_heading_that_came_last_is_no_chapter() -> None:
    text = page(Download(CHAPTERED))
    story = read(text[: text.index("<p>Chapter Summary")])
    assert len(story.chapters) == 1
    assert story.said[0] == "It counts 4 chapters, and only one came with the file."


@pytest.mark.parametrize(
    "last", ["Posted originally on", "<dt>Stats", "<h1>", '<div id="chapters"', "Tea?"]
)
def test_cut_off_before_the_story_it_is_refused(last: str) -> None:
    text = page(Download(CHAPTERED))
    start = text[: text.index(last) + len(last)]
    if last == "Tea?":
        start = start[: start.rindex('<div class="userstuff"')]
    with pytest.raises(Refused, match="cut off"):
        ao3_download.read(parsed(start))


def test_a_work_without_posted_chapters_is_refused() -> None:
    text = re.sub(
        r'(?s)<div id="chapters".*<div id="afterword"',
        '<div id="chapters" class="userstuff">\n</div><div id="afterword"',
        page(Download(ONESHOT)),
    )
    with pytest.raises(Refused, match="no chapters"):
        read(text)


def test_two_downloads_in_one_file_are_refused() -> None:
    with pytest.raises(Refused, match="several"):
        read(page(Download(ONESHOT)) + page(Download(FULL)))


@pytest.mark.parametrize(
    "text",
    [
        "<p>Posted originally on the Archive of Our Own at somewhere.</p>",
        '<div id="workskin"><div id="chapters"><p>Once.</p></div></div>',
        '<dl class="work meta group tags"></dl><div id="chapters"></div>',
        "",
    ],
)
def test_other_pages_are_not_recognised(text: str) -> None:
    assert not ao3_download.recognises(parsed(text))


def test_labels_nobody_knows_are_named() -> None:
    text = page(Download(ONESHOT)).replace(
        "<dt>Stats:", "<dt>Mood:</dt><dd>foggy</dd><dt>Stats:"
    )
    assert read(text).lost == (Loss("Mood: foggy", "header"),)


@tries(60)
@given(st.data())
def test_whatever_is_damaged_gives_a_story_or_a_refusal(data: st.DataObject) -> None:
    text = page(Download(CHAPTERED, data.draw(st.sampled_from(DAYS))))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, min(len(text), at + 400)))
        piece = data.draw(st.sampled_from(PIECES))
        text = text[:at] + piece + text[end:]
    try:
        ao3_download.read(parsed(text))
    except Refused as refused:
        assert str(refused).endswith(".")


PIECES = (
    *(
        "",
        "<",
        "</div>",
        "<div>",
        "<dl>",
        "<dd>",
        "<a>",
        "</p>",
        "<h2>",
        "<i/>",
        "１２",
    ),
    *('<div id="chapters">', "Chapters: 99999999999999999/٣", "Published: 2010-99-99"),
    *("<p>Notes</p>", "<blockquote>", '<div class="meta group"><h2>', "<table><tr>"),
)
