"""OpenDocument texts come in as LibreOffice shows them."""

from __future__ import annotations

import pytest
from ficstead.importing.documents import odt
from ficstead.importing.story import Loss, Refused, Story
from hypothesis import given
from hypothesis import strategies as st

from ...laws import tries
from . import office_files as office
from .zips import zipped


def style(
    name: str, family: str, words: str = "", paragraph: str = "", more: str = ""
) -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}" {more}>'
        f"<style:paragraph-properties {paragraph}/><style:text-properties {words}/>"
        "</style:style>"
    )


STYLES = "".join(
    (
        style("T1", "text", 'fo:font-style="italic"'),
        style("T2", "text", 'fo:font-weight="bold"'),
        style("T3", "text", 'style:text-underline-style="solid"'),
        style("T4", "text", 'style:text-line-through-style="solid"'),
        style("T5", "text", 'style:text-position="super 58%"'),
        style("T6", "text", 'style:text-position="-33% 58%"'),
        style("T7", "text", 'fo:font-variant="small-caps"'),
        style("T8", "text", 'fo:font-style="normal"'),
        style("T9", "text", 'text:display="none"'),
        style("P1", "paragraph", paragraph='fo:text-align="center"'),
        style("P2", "paragraph", paragraph='fo:text-align="end"'),
        style("P3", "paragraph", more='style:parent-style-name="Thought"'),
        style("P4", "paragraph", paragraph='style:writing-mode="rl-tb"'),
        style("P5", "paragraph", paragraph='fo:break-before="page"'),
    )
)
NAMED = style("Thought", "paragraph", 'fo:font-style="italic"') + style(
    "Heading_20_1", "paragraph", more='style:display-name="Heading 1"'
)


def p(inside: str, name: str = "") -> str:
    return f'<text:p text:style-name="{name}">{inside}</text:p>'


def h(inside: str, level: int = 1) -> str:
    return f'<text:h text:outline-level="{level}">{inside}</text:h>'


def span(name: str, inside: str) -> str:
    return f'<text:span text:style-name="{name}">{inside}</text:span>'


def read(*blocks: str, **given: object) -> Story:
    data = office.odt(*blocks, automatic=STYLES, named=NAMED, **given)  # type: ignore[arg-type]
    return odt.read(data)


def text(*blocks: str, **given: object) -> str:
    [chapter] = read(*blocks, **given).chapters
    return chapter.html


@pytest.mark.parametrize(
    ("inside", "html"),
    [
        (span("T1", "fog"), "<em>fog</em>"),
        (span("T2", span("T1", "fog")), "<strong><em>fog</em></strong>"),
        (span("T1", "f") + span("T1", "og"), "<em>fog</em>"),
        (span("T1", "a " + span("T8", "b")), "<em>a </em>b"),
        (span("T3", "fog"), "<u>fog</u>"),
        (span("T4", "fog"), "<s>fog</s>"),
        (span("T5", "fog"), "<sup>fog</sup>"),
        (span("T6", "fog"), "<sub>fog</sub>"),
        (span("T7", "fog"), '<span class="caps">fog</span>'),
        ("a<text:line-break/>b", "a<br/>b"),
        ("a<text:tab/>b", "a\tb"),
        ('a<text:s text:c="3"/>b', "a   b"),
        ("\n  a\n  b ", "a b "),
        (
            '<text:a xlink:href="https://x.org/">fog</text:a>',
            '<a href="https://x.org/">fog</a>',
        ),
        (
            "<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>かん"
            "</text:ruby-text></text:ruby>",
            "<ruby>漢<rt>かん</rt></ruby>",
        ),
        ('a<text:bookmark-start text:name="x"/>b<text:soft-page-break/>c', "abc"),
        ("&lt;b&gt; &amp; c", "&lt;b&gt; &amp; c"),
    ],
)
def test_words_look_as_they_did(inside: str, html: str) -> None:
    assert text(p(inside)) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    ("name", "html"),
    [
        ("P1", '<p align="center">fog</p>'),
        ("P2", '<p align="right">fog</p>'),
        ("P3", "<p><em>fog</em></p>"),
        ("P4", '<p dir="rtl">fog</p>'),
        ("Quotations", "<blockquote><p>fog</p></blockquote>"),
    ],
)
def test_paragraphs_stand_as_their_style_and_its_parents_say(
    name: str, html: str
) -> None:
    assert text(p("fog", name)) == html


def test_headings_are_chapters() -> None:
    story = read(h("Chapter 1: Gravel"), p("Rain."), h("Chapter 2"), p("Fog.", "P5"))
    assert [(c.number, c.title, c.html) for c in story.chapters] == [
        (1, "Gravel", "<p>Rain.</p>"),
        (2, "", "<p>Fog.</p>"),
    ]


def test_numbered_headings_are_no_list() -> None:
    wrapped = f"<text:list><text:list-item>{h('Gravel')}</text:list-item></text:list>"
    story = read(wrapped, p("Rain."), wrapped.replace("Gravel", "Salt"), p("Fog."))
    assert [chapter.title for chapter in story.chapters] == ["Gravel", "Salt"]


def test_lists_are_lists_inside_one_another() -> None:
    levels = (
        '<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1"/>'
        '<text:list-level-style-number text:level="2" style:num-format="1"/>'
        "</text:list-style>"
    )
    inner = f"<text:list><text:list-item>{p('long')}</text:list-item></text:list>"
    html = (
        odt.read(
            office.odt(
                f'<text:list text:style-name="L1"><text:list-item>{p("rope")}{inner}'
                f"</text:list-item><text:list-item>{p('tar')}</text:list-item></text:list>",
                automatic=levels,
            )
        )
        .chapters[0]
        .html
    )
    assert html == "<ul><li>rope<ol><li>long</li></ol></li><li>tar</li></ul>"


def test_tables_keep_cells_that_span() -> None:
    html = text(
        p("Before."),
        "<table:table><table:table-row><table:table-cell "
        f'table:number-columns-spanned="2">{p("wide")}</table:table-cell>'
        "<table:covered-table-cell/></table:table-row></table:table>",
    )
    assert '<td colspan="2"><p>wide</p></td>' in html


def test_notes_and_comments() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1'
        f"</text:note-citation><text:note-body>{p('A bird.')}</text:note-body></text:note>"
    )
    comment = (
        "<office:annotation><dc:creator>Bee</dc:creator><dc:date>2020-01-01</dc:date>"
        f"{p('Is it?')}</office:annotation>"
    )
    story = read(p(f"Gull{note}{comment} flew."))
    html = story.chapters[0].html
    assert html.startswith(
        '<p>Gull<sup><a class="footnote-ref" href="#fn-1">1</a></sup> flew.</p>'
    )
    assert '<li id="fn-1"><p>A bird.</p></li>' in html
    assert story.lost == (Loss("a comment by Bee: Is it?", "text"),)


def test_pictures_come_along_and_missing_ones_are_named() -> None:
    def frame(name: str) -> str:
        return (
            f'<draw:frame><draw:image xlink:href="{name}"/><svg:desc>a gull</svg:desc>'
            "</draw:frame>"
        )

    story = read(
        p(frame("Pictures/1.png") + frame("Pictures/2.png") + "!"),
        parts={"Pictures/1.png": office.PNG},
    )
    assert story.pictures == {"odt:1.png": office.PNG}
    assert '<img alt="a gull" src="odt:1.png"/>' in story.chapters[0].html
    assert story.lost == (Loss("a picture: a gull", "text"),)


def test_text_boxes_stand_below_and_deletions_are_named() -> None:
    box = f"<draw:frame><draw:text-box>{p('Dear gull,')}</draw:text-box></draw:frame>"
    gone = (
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info>"
        f"<dc:creator>Bee</dc:creator></office:change-info>{p('green')}</text:deletion>"
        "</text:changed-region></text:tracked-changes>"
    )
    story = read(gone, p(f"A letter:{box}"), p(f"End.{span('T9', 'Unseen')}"))
    assert story.chapters[0].html == (
        "<p>A letter:</p>\n<p>Dear gull,</p>\n<p>End.</p>"
    )
    assert {loss.what for loss in story.lost} == {
        "text that tracked changes delete: green",
        "hidden text: Unseen",
    }


def test_properties_give_what_the_text_does_not_say() -> None:
    story = read(
        p("Rain."),
        meta="<dc:title>The Lamp</dc:title><dc:date>2022-05-06T10:00:00</dc:date>"
        "<meta:initial-creator>Quill</meta:initial-creator>"
        "<meta:creation-date>2021-03-04T10:00:00</meta:creation-date>",
    )
    assert (story.title, story.authors) == ("The Lamp", ("Quill",))
    assert (story.published, story.updated) == ("2021-03-04", "2022-05-06")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        zipped({"a.txt": "no document"}),
        office.odt("<text:p>"),
        office.odt(p("")),
        office.odt(
            p("x"), parts={"META-INF/manifest.xml": "<manifest:encryption-data/>"}
        ),
        office.odt("<text:section>" * 10_000 + "</text:section>" * 10_000),
        office.odt(p("<text:span>" * 180 + "</text:span>" * 180)),
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        odt.read(data)


_MARKS = ("", ' text:c="１２"', ' text:outline-level="x"', ' xlink:href="javascript:x"')
_TAGS = (
    *("text:p", "text:h", "text:span", "text:list", "text:list-item", "text:a"),
    *("text:note", "text:note-body", "text:s", "text:tab", "text:ruby", "draw:frame"),
    *("draw:image", "draw:text-box", "draw:a", "table:table", "table:table-row"),
    *("table:table-cell", "office:annotation", "text:tracked-changes", "text:section"),
    *("text:deletion", "text:table-of-content", "text:ruby-text", "text:line-break"),
)


@tries(50)
@given(st.lists(office.elements(_TAGS, _MARKS), max_size=6))
def test_any_elements_in_any_order_are_a_story_or_refused(blocks: list[str]) -> None:
    try:
        story = odt.read(office.odt(*blocks))
    except Refused:
        return
    assert story.format == "odt"
