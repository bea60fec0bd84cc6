from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from ficstead import addresses
from ficstead.model import Language, Neighbour
from ficstead.site.pages import Head, NotFoundPage, Site
from ficstead.site.templating import (
    current,
    day,
    environment,
    long_day,
    minutes,
    number,
    plain,
    quoted,
    render,
    to,
)
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, TemplateNotFound, UndefinedError
from markupsafe import Markup

ROOT = addresses.ROOT
THEME = Path(__file__).parents[3] / "theme"
ENGLISH = Language("en", "English", "English")
HEBREW = Language("he", "עברית", "Hebrew", "rtl")
ARABIC = Language("ar", "العربية", "Arabic", "rtl")
SITE = Site(
    name="The Marsh Lantern",
    tagline="",
    address="",
    language=ENGLISH,
    menu=(),
    footer=(),
    has_series=False,
    feed="",
    csp="default-src 'none'",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "static").mkdir()
    return tmp_path


def _env(folder: Path) -> Environment:
    return environment([folder], folder / "static")


def _said(folder: Path, template: str, **names: object) -> str:
    return _env(folder).from_string(template).render(names)


def test_every_value_is_escaped(folder: Path) -> None:
    assert _said(folder, "{{ title }}", title='<b>"Q"</b>') == (
        "&lt;b&gt;&#34;Q&#34;&lt;/b&gt;"
    )


def test_a_name_that_is_not_there_is_an_error(folder: Path) -> None:
    with pytest.raises(UndefinedError, match="titel"):
        _said(folder, "{{ titel }}", title="Lantern")


def test_a_link_is_marked_and_escaped(folder: Path) -> None:
    assert to("works/lantern/") == f"{ROOT}works/lantern/"
    assert _said(folder, "{{ to(url) }}", url='a"b') == f"{ROOT}a&#34;b"


def test_an_asset_is_named_by_its_content(folder: Path) -> None:
    sheet = folder / "static/base.css"
    sheet.write_text("a {}")
    env = _env(folder)
    first = env.from_string('{{ asset("base.css") }}').render()
    assert first == f"{ROOT}theme/base.css?v=9a4487cc"
    sheet.write_text("b {}")
    assert env.from_string('{{ asset("base.css") }}').render() == first, "read once"
    assert _said(folder, '{{ asset("base.css") }}') != first


def test_the_first_folder_wins_and_keeps_the_rest_of_the_theme(tmp_path: Path) -> None:
    own, theme = tmp_path / "own", tmp_path / "theme"
    for place in (own, theme):
        (place / "templates").mkdir(parents=True)
    (own / "templates/home.html").write_text("own")
    (theme / "templates/home.html").write_text("theme")
    (theme / "templates/works.html").write_text("works")
    env = environment([own, theme], theme / "static")
    assert env.get_template("home.html").render() == "own"
    assert env.get_template("works.html").render() == "works"
    with pytest.raises(TemplateNotFound):
        env.get_template("nowhere.html")


def test_a_macro_knows_the_site_of_its_page_and_not_the_one_before(
    folder: Path,
) -> None:
    (folder / "templates/names.html").write_text(
        "{% macro says(language) %}{{ site.name }}{{ language | lang }}{% endmacro %}"
    )
    (folder / "templates/404.html").write_text(
        '{% from "names.html" import says %}{{ says(site.language) }}'
        "{% once %} {{ site.name }}{% endonce %}{{ head.language | lang }}"
    )
    env = _env(folder)
    page = NotFoundPage(Head("404.html", "", "browse", language=ENGLISH))
    assert render(env, page, SITE) == "The Marsh Lantern The Marsh Lantern"
    other = replace(SITE, name="Gravel", language=HEBREW)
    assert render(env, page, other) == 'Gravel Gravel lang="en" dir="ltr"'


def test_the_page_one_is_on_is_marked_in_a_list_of_links() -> None:
    one, two = f'<a href="{ROOT}a/1/"', f'<a href="{ROOT}a/2/#text"'
    links = Markup(f"{one}>1</a> {two}>2</a>")
    here = ' aria-current="page"'
    assert current(links, "a/1/") == f"{one}{here}>1</a> {two}>2</a>"
    assert current(links, "a/2/") == f"{one}>1</a> {two}{here}>2</a>"
    assert current(links, "a/3/") == links


def test_numbers_and_days_are_written_alike_on_every_machine() -> None:
    moment = datetime(2024, 5, 1, 23, 59, tzinfo=UTC)
    assert number(1234567) == "1,234,567"
    assert day(moment) == "2024-05-01"
    assert long_day(moment) == "1 May 2024"


@pytest.mark.parametrize(
    ("words", "time"),
    [
        (0, "1 min"),
        (100, "1 min"),
        (3000, "12 min"),
        (14_999, "1 h"),
        (32_500, "2 h 10 min"),
        (1_000_000, "66 h 40 min"),
    ],
)
def test_reading_time_is_told_at_250_words_a_minute(words: int, time: str) -> None:
    assert minutes(words) == time


@given(st.integers(0, 10_000_000), st.integers(0, 10_000_000))
def test_a_longer_text_never_takes_less_time(one: int, other: int) -> None:
    short, long = sorted((one, other))
    assert _in_minutes(minutes(short)) <= _in_minutes(minutes(long))


def _in_minutes(time: str) -> int:
    parts = time.split()
    units = {"h": 60, "min": 1}
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return sum(int(count) * units[unit] for count, unit in pairs)


@pytest.mark.parametrize(
    ("language", "site", "said"),
    [
        (ENGLISH, ENGLISH, ""),
        (HEBREW, ENGLISH, ' lang="he" dir="rtl"'),
        (ENGLISH, HEBREW, ' lang="en" dir="ltr"'),
        (ARABIC, HEBREW, ' lang="ar"'),
        (Language("de", "Deutsch", "German"), ENGLISH, ' lang="de"'),
    ],
)
def test_a_language_is_said_where_it_changes(
    folder: Path, language: Language, site: Language, said: str
) -> None:
    known = {"site": replace(SITE, language=site), "language": language}
    assert _said(folder, "{{ language | lang }}", **known) == said


def test_a_language_is_compared_with_what_is_around_it(folder: Path) -> None:
    known = {"site": SITE, "work": HEBREW, "chapter": ENGLISH}
    assert _said(folder, "{{ chapter | lang(work) }}", **known) == (
        ' lang="en" dir="ltr"'
    )


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("<p>Plain words.</p><hr>", ENGLISH, True),
        ('<p class="align-center">x</p>', ENGLISH, False),
        ("<pre>x</pre>", ENGLISH, False),
        ("<figure>x</figure>", ENGLISH, False),
        ("<details>x</details>", ENGLISH, False),
        ("<p>1<sup>st</sup></p>", ENGLISH, False),
        ("<ul><li>x</li></ul>", ENGLISH, True),
        ("<p>Plain words.</p>", HEBREW, False),
        ("<p>雨</p>", Language("zh-Hant", "繁體中文", "Chinese"), False),
    ],
)
def test_a_text_is_plain_that_needs_no_voices_sheet(
    text: str, language: Language, expected: bool
) -> None:
    assert plain(text, language) is expected


def test_a_text_is_as_plain_as_the_notes_around_it() -> None:
    assert plain("<p>x</p>", ENGLISH, "<p>y</p>", "")
    assert not plain("<p>x</p>", ENGLISH, "", "<pre>y</pre>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>It rained.</p>", False),
        ("<p>“It rained.”</p>", True),
        ("<p><em>“Rain,”</em> she said.</p>", True),
        ("<p>— Llueve.</p>", True),
        ("<p><em>Rain.</em></p>", False),
    ],
)
def test_a_drop_cap_is_not_for_a_quotation_mark(text: str, expected: bool) -> None:
    assert quoted(text) is expected


def test_a_page_of_the_theme_is_rendered_from_its_fields() -> None:
    env = environment([THEME], THEME / "static")
    site = replace(SITE, menu=(Neighbour("About <me>", "about/"),))
    html = render(env, NotFoundPage(Head("404.html", "Not here", "browse")), site)
    assert html.startswith("<!doctype html>")
    assert "<title>Not here · The Marsh Lantern</title>" in html
    assert f'<a href="{ROOT}about/">About &lt;me&gt;</a>' in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Sherlock Holmes", ""),
        ("شهرزاد", ' dir="rtl"'),
        ("ألف ليلة وليلة | One Thousand and One Nights", ' dir="rtl"'),
        ("שולמית", ' dir="rtl"'),
        ("親指", ""),
        ("1001", ""),
    ],
)
def test_a_name_that_reads_the_other_way_says_so(name: str, said: str) -> None:
    env = environment([], Path())
    made = env.from_string("{{ name | turn }}").render(name=name, site=SITE)
    assert made == said
