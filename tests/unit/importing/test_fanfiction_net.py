"""A saved page of FanFiction.net is read as the chapter and the facts it shows."""

from __future__ import annotations

from html import escape

import pytest
from ficstead.importing.markup.markup import parsed
from ficstead.importing.pages import fanfiction_net
from ficstead.importing.story import Chapter, Loss, Refused, Story

TEXT = "<p>The fog came up.</p><hr/><p>“Rated: tea,” <em>he</em> said.</p>"
LINE = (
    "Rated: <a>Fiction  T</a> - English - Hurt/Comfort/Sci-Fi - [Ada L., Bea] Cy -"
    " Chapters: 3 - Words: 12,345 - Reviews: <a href='/r/77/'>1,002</a> - Favs: 4 -"
    " Updated: <span data-xutime='1426348782'>3/14/2015</span> - Published:"
    " <span data-xutime='1267344759'>Feb 28</span> - Status: Complete - id: 77"
)


def desktop(
    line: str = LINE,
    *,
    chapter: int = 2,
    title: str = "A Lamp",
    above: str = "<a href='/book/'>Books</a><a href='/book/Harbour/'>Harbour Lights</a>",
    names: tuple[str, ...] = ("Chapter 1", "The Sea: Chapter 2", "Toast"),
    site: str = "FanFiction",
) -> str:
    options = "".join(
        f"<option value={n}{' selected' * (n == chapter)}>{n}. {escape(name)}"
        for n, name in enumerate(names, 1)
    )
    select = f"<SELECT id=chap_select Name=chapter>{options}</select>" if names else ""
    return (
        f"<html><head><title>{title} Chapter 2, a harbour lights fanfic | {site}</title>"
        f"</head><body><div id=top><a href='/'>{site}</a><a href='/login.php'>Login</a>"
        f"</div><div id=content_wrapper_inner><div id=pre_story_links><span>{above}"
        "</span></div><div id=profile_top><img class=cimage src='//x/75/'><button>Follow"
        f"</button><b class='xcontrast_txt'>{title}</b> <span class='xcontrast_txt'><div "
        "style='height:5px'></div>By:</span> <a class='xcontrast_txt' href='/u/5/wren'>"
        "Wren &amp; Co</a> <div style='margin-top:2px' class='xcontrast_txt'>Fog, and "
        f"tea.</div><span class='xgray xcontrast_txt'>{line}</span></div>{select}<div "
        "id='storytextp'><div class='storytext' id='storytext'><div class='a2a_kit'>Share"
        f"</div>{TEXT}</div></div>{select}<div id=review><textarea>Type your review"
        "</textarea></div></div></body></html>"
    )


def read(html: str) -> Story:
    soup = parsed(html)
    assert fanfiction_net.recognises(soup)
    return fanfiction_net.read(soup)


def test_a_page_is_one_chapter_with_the_facts_of_the_story() -> None:
    assert read(desktop()) == Story(
        format="fanfiction.net",
        chapters=(Chapter(html=TEXT, number=2, title="The Sea: Chapter 2"),),
        title="A Lamp",
        authors=("Wren & Co",),
        rating="T",
        fandoms=("Harbour Lights",),
        relationships=("Ada L./Bea",),
        characters=("Ada L.", "Bea", "Cy"),
        tags=("Hurt/Comfort", "Sci-Fi"),
        language="English",
        published="2010-02-28",
        updated="2015-03-14",
        planned="3",
        posted=3,
        words=12345,
        summary="<p>Fog, and tea.</p>",
        source="https://www.fanfiction.net/s/77",
        lost=(Loss("reviews: 1,002, favs: 4", "stats"),),
        said=("Only chapter 2 of 3 is in this file; save the others too.",),
    )


@pytest.mark.parametrize(
    ("chapter", "title"), [(1, ""), (2, "The Sea: Chapter 2"), (3, "Toast")]
)
def test_a_chapter_that_is_only_counted_has_no_title(chapter: int, title: str) -> None:
    story = read(desktop(chapter=chapter))
    assert (story.chapters[0].number, story.chapters[0].title) == (chapter, title)


def test_a_crossover_has_two_fandoms() -> None:
    above = "<a href='/X_Crossovers/1/2/'>Harbour Lights + Sea: 2 Crossover</a>"
    assert read(desktop(above=above)).fandoms == ("Harbour Lights", "Sea: 2")


@pytest.mark.parametrize(
    ("line", "genres", "characters", "published", "planned"),
    [
        # 2005
        (
            "Fiction Rated: K+ - French - Humor/General - Reviews: 2 - Updated: 02-03-05"
            " - Published: 1-2-05 - Complete - id:123",
            ("Humor", "General"),
            (),
            "2005-01-02",
            "1",
        ),
        # 2010, two characters that are no couple; and without genres
        (
            "Rated: Fiction M - English - Ada L. & Bea - Words: 900 - Published: 12-31-10"
            " - id: 5",
            (),
            ("Ada L.", "Bea"),
            "2010-12-31",
            "?",
        ),
        # FictionPress
        (
            "Rated: Fiction T - English - Young Adult - Words: 1 - Published: Jun 2, 2016"
            " - id: 5",
            ("Young Adult",),
            (),
            "2016-06-02",
            "?",
        ),
    ],
)
def test_the_line_is_understood_in_every_form(
    line: str, genres: object, characters: object, published: str, planned: str
) -> None:
    story = read(desktop(line, names=()))
    assert story.tags == genres
    assert story.characters == characters
    assert story.published == published
    assert story.planned == planned


def test_fictionpress_is_its_own_source() -> None:
    html = desktop(site="FictionPress", names=("A Lamp Chapter 1", "A Lamp Chapter 2"))
    assert read(html).source == "https://www.fictionpress.com/s/77"
    assert read(html).chapters[0].title == ""


def test_a_phone_s_page_is_read_too() -> None:
    story = read(
        "<html><head><title>A Lamp Chapter 2, a harbour lights fanfic | FanFiction"
        "</title><link rel='canonical' href='https://www.fanfiction.net/s/77/2/A-Lamp'>"
        "</head><body><div id=content align=center><a href='/book/'>Books</a> » <a "
        "href='/book/Harbour-Lights/'>Harbour Lights</a><br><b>A Lamp</b> by <a "
        "href='/u/5/wren'>wren</a><br>Rated: T, English, Romance &amp; Angst, [Ada L., "
        "Bea], Words: 12,345, Favs: 4, Published: <span data-xutime='1267344759'>Feb 28"
        f"</span></div><div id='storycontent'>{TEXT}</div><form><select id=jump "
        "name=chapter><option value=1>1<option value=2 selected>2</select></form></body>"
    )
    assert story.title == "A Lamp"
    assert story.authors == ("wren",)
    assert story.fandoms == ("Harbour Lights",)
    assert story.tags == ("Romance", "Angst")
    assert story.relationships == ("Ada L./Bea",)
    assert (story.words, story.published) == (12345, "2010-02-28")
    assert story.chapters == (Chapter(html=TEXT, number=2),)
    assert story.source == "https://www.fanfiction.net/s/77"


def test_pages_of_other_sites_that_use_its_names_are_not_its() -> None:
    assert not fanfiction_net.recognises(
        parsed("<h1>News</h1><div id='storytext'><p>The weather.</p></div>")
    )


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(Refused):
        fanfiction_net.read(parsed(desktop().replace(TEXT, "")))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Rated:",
        "Rated: T - - - ",
        "Rated: T - Words: " + "9" * 5000,
        "Rated: T - Words: １２ - <span data-xutime='99999999999'>x</span>",
        "Rated: T, " + "[" * 500 + " id: x",
    ],
)
def test_any_line_gives_a_story(line: str) -> None:
    assert isinstance(fanfiction_net.read(parsed(desktop(line))), Story)


@pytest.mark.parametrize(
    ("shown", "day"),
    [("7/12", "2018-07-12"), ("7/13/2018", "2018-07-13"), ("3h ago", "2018-07-13")],
)
def test_the_day_is_the_one_that_the_page_names(shown: str, day: str) -> None:
    line = (
        f"Rated: T - Published: <span data-xutime='1531445495'>{shown}</span> - id: 5"
    )
    assert read(desktop(line)).published == day
