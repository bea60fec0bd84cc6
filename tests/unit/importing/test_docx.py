"""Word files come in as Word shows them, whoever wrote them and however."""

from __future__ import annotations

import re

import pytest
from ficstead.importing.documents import docx
from ficstead.importing.story import Loss, Refused, Story
from hypothesis import given
from hypothesis import strategies as st

from ...laws import tries
from . import office_files as office
from .office_files import p, picture, r, relation
from .zips import zipped


def read(*paragraphs: str, **given: object) -> Story:
    return docx.read(office.docx(*paragraphs, **given))  # type: ignore[arg-type]


def text(*paragraphs: str, **given: object) -> str:
    [chapter] = read(*paragraphs, **given).chapters
    return chapter.html.replace("<br/>", "<br>")


# ---- Looks ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("look", "html"),
    [
        ("<w:i/>", "<em>fog</em>"),
        ('<w:i w:val="0"/>', "fog"),
        ("<w:b/><w:i/>", "<strong><em>fog</em></strong>"),
        ('<w:u w:val="single"/>', "<u>fog</u>"),
        ('<w:u w:val="none"/>', "fog"),
        ("<w:strike/>", "<s>fog</s>"),
        ("<w:dstrike/>", "<s>fog</s>"),
        ('<w:vertAlign w:val="superscript"/>', "<sup>fog</sup>"),
        ('<w:vertAlign w:val="subscript"/>', "<sub>fog</sub>"),
        ("<w:smallCaps/>", '<span class="caps">fog</span>'),
        ('<w:highlight w:val="yellow"/><w:color w:val="FF0000"/>', "fog"),
        ('<w:rStyle w:val="Hervorhebung"/>', "<em>fog</em>"),
        ('<w:rStyle w:val="Hervorhebung"/><w:i w:val="0"/>', "fog"),
        ('<w:rStyle w:val="Strong"/>', "<strong>fog</strong>"),
        ("<w:i/><w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange>", "<em>fog</em>"),
    ],
)
def test_words_look_as_word_shows_them(look: str, html: str) -> None:
    assert text(p(r("fog", look))) == f"<p>{html}</p>"


def test_words_that_word_cut_in_the_middle_are_whole() -> None:
    cut = r("The gra", "<w:i/>") + "<w:proofErr/>" + r("vel", "<w:i/>") + r(" lay.")
    assert text(p(cut)) == "<p><em>The gravel</em> lay.</p>"


def test_a_style_of_paragraphs_gives_its_italics_and_its_place() -> None:
    thought = p(r("Is it ") + r("raining", "<w:i w:val='0'/>"), style="Thought")
    assert text(thought) == '<p align="center"><em>Is it </em>raining</p>'


def test_emphasis_in_an_italic_paragraph_is_upright_again() -> None:
    inside = r("not ") + r("that", '<w:rStyle w:val="Hervorhebung"/>')
    assert "</em>that" in text(p(inside, style="Thought"))


@pytest.mark.parametrize(
    ("look", "marks"),
    [
        ('<w:jc w:val="center"/>', ' align="center"'),
        ('<w:jc w:val="right"/>', ' align="right"'),
        ('<w:jc w:val="end"/>', ' align="right"'),
        ('<w:jc w:val="both"/>', ""),
        ("<w:bidi/>", ' dir="rtl"'),
        ('<w:bidi/><w:jc w:val="right"/>', ' align="left" dir="rtl"'),
        ('<w:bidi w:val="0"/>', ""),
    ],
)
def test_paragraphs_stand_where_they_stood(look: str, marks: str) -> None:
    assert text(p("Yours, M.", look=look)) == f"<p{marks}>Yours, M.</p>"


# ---- What stands between words -------------------------------------------------------


def test_breaks_tabs_hyphens_and_symbols_survive() -> None:
    run = (
        "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/>"
        '<w:softHyphen/><w:sym w:font="Wingdings" w:char="F04A"/>'
        '<w:sym w:font="Symbol" w:char="F061"/></w:r>'
    )
    assert text(p(run)) == "<p>a<br>b\tc\u2011\u00ad☺α</p>"


def test_a_symbol_of_an_unknown_font_is_named() -> None:
    run = '<w:r><w:t>a</w:t><w:sym w:font="Runes" w:char="F0F0"/></w:r>'
    assert Loss("a sign of the font Runes", "text") in read(p(run)).lost


def test_what_wraps_words_does_not_swallow_them() -> None:
    wrapped = (
        f"<w:smartTag>{r('Gull ')}</w:smartTag><w:customXml>{r('Point ')}</w:customXml>"
        f"<w:fldSimple w:instr=' DATE '>{r('today ')}</w:fldSimple>"
        f"<w:dir w:val='ltr'>{r('and ')}</w:dir>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{r('ever')}</w:sdtContent></w:sdt>"
    )
    assert text(p(wrapped)) == "<p>Gull Point today and ever</p>"


def test_links_keep_their_address_and_lose_their_underline() -> None:
    words = r("here", '<w:u w:val="single"/>')
    simple = f'<w:hyperlink r:id="r9">{words}</w:hyperlink>'
    links = relation(
        "r9", "hyperlink", "https://example.org/?a=1&amp;b=2", external=True
    )
    html = '<a href="https://example.org/?a=1&amp;b=2">here</a>'
    assert text(p(simple), relations=links) == f"<p>{html}</p>"


def test_a_link_that_is_a_field_is_a_link() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://example.org/" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + r("there", '<w:rStyle w:val="Hyperlink"/>')
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + r(" it was")
    )
    assert text(p(field)) == '<p><a href="https://example.org/">there</a> it was</p>'


def test_a_link_to_nowhere_keeps_its_words() -> None:
    broken = f'<w:hyperlink r:id="r404">{r("here")}</w:hyperlink>'
    assert text(p(broken)) == "<p>here</p>"


def test_ruby_stays_above_its_word() -> None:
    ruby = (
        f"<w:r><w:ruby><w:rt>{r('かん')}</w:rt><w:rubyBase>{r('漢')}</w:rubyBase>"
        "</w:ruby></w:r>"
    )
    assert text(p(ruby)) == "<p><ruby>漢<rt>かん</rt></ruby></p>"


def test_a_drop_cap_is_the_first_letter_of_its_word() -> None:
    letter = p("O", look='<w:framePr w:dropCap="drop" w:lines="3"/>')
    assert text(letter, p("nce it rained.")) == "<p>Once it rained.</p>"


# ---- What others wrote into it -------------------------------------------------------


def test_insertions_stay_and_deletions_go_and_are_named() -> None:
    story = read(
        p(
            r("The ")
            + f"<w:ins>{r('grey ')}</w:ins>"
            + "<w:del><w:r><w:delText>green </w:delText></w:r></w:del>"
            + r("gull.")
        )
    )
    assert story.chapters[0].html == "<p>The grey gull.</p>"
    assert Loss("text that tracked changes delete: green", "text") in story.lost
    assert "tracked changes" in story.said[0]


def test_comments_are_named() -> None:
    note = office.part(
        "comments", f'<w:comment w:id="1" w:author="Bee">{p("Is it?")}</w:comment>'
    )
    story = read(
        p(r("Fog.") + '<w:r><w:commentReference w:id="1"/></w:r>'),
        parts={"word/comments.xml": note},
        relations=relation("c", "comments", "comments.xml"),
    )
    assert story.chapters[0].html == "<p>Fog.</p>"
    assert story.lost == (Loss("a comment by Bee: Is it?", "text"),)


def test_notes_stand_below_their_chapter() -> None:
    notes = office.part(
        "footnotes",
        f'<w:footnote w:id="0" w:type="separator">{p("-")}</w:footnote>'
        f'<w:footnote w:id="1">{p("A bird.")}</w:footnote>'
        f'<w:footnote w:id="2">{p(r("A ") + r("stone", "<w:i/>"))}</w:footnote>',
    )

    def reference(name: int) -> str:
        return f'<w:r><w:footnoteReference w:id="{name}"/></w:r>'

    story = read(
        p("Chapter 1", style="Heading1"),
        p(r("Gull") + reference(1)),
        p("Chapter 2", style="Heading1"),
        p(r("Gravel") + reference(2) + reference(77)),
        parts={"word/footnotes.xml": notes},
    )
    first, second = (chapter.html for chapter in story.chapters)
    assert "A bird." in first
    assert "stone" not in first
    assert '<sup><a class="footnote-ref" href="#fn-footnote2">1</a></sup>' in second
    assert '<li id="fn-footnote2"><p>A <em>stone</em></p></li>' in second
    assert Loss("a footnote that is not in the file", "text") in story.lost


def test_pictures_come_along_by_name_with_what_they_show() -> None:
    story = read(
        p(r("Look: ") + picture("r5", "a gull &amp; a lamp")),
        parts={"word/media/image1.png": office.PNG},
        relations=relation("r5", "image", "media/image1.png"),
    )
    assert story.pictures == {"docx:image1.png": office.PNG}
    img = '<img alt="a gull &amp; a lamp" src="docx:image1.png"/>'
    assert story.chapters[0].html == f"<p>Look: {img}</p>"


def test_a_picture_that_is_missing_is_named() -> None:
    story = read(p(r("Look: ") + picture("r5", "a gull")))
    assert Loss("a picture: a gull", "text") in story.lost


def test_a_text_box_stands_below_its_paragraph_once() -> None:
    inside = f"<w:txbxContent>{p('Dear gull,')}</w:txbxContent>"
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>"
        f"<a:graphic><a:graphicData><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text(p(r("A letter:") + box)) == "<p>A letter:</p>\n<p>Dear gull,</p>"


def test_hidden_text_and_page_headers_are_named() -> None:
    story = read(
        p(r("Seen.") + r("Unseen.", "<w:vanish/>")),
        parts={"word/header1.xml": office.part("hdr", p("Quill / Lamp"))},
        relations=relation("h", "header", "header1.xml"),
    )
    assert story.chapters[0].html == "<p>Seen.</p>"
    assert {loss.what for loss in story.lost} == {
        "hidden text: Unseen.",
        "the page header: Quill / Lamp",
    }


def test_a_table_of_contents_is_no_text() -> None:
    story = read(
        p("Chapter 1 ... 2", style="TOC1"),
        p("Chapter 1", style="Heading1"),
        p("Rain."),
        p("Chapter 2", style="Heading1"),
        p("Fog."),
    )
    assert [c.html for c in story.chapters] == ["<p>Rain.</p>", "<p>Fog.</p>"]
    assert story.lost == (Loss("the table of contents", "text"),)


# ---- Lists, tables, lines ------------------------------------------------------------

_NUMBERING = office.part(
    "numbering",
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '</w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="cardinalText"/><w:lvlText w:val="Chapter %1"/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="8"/></w:num>',
)


def item(words: str, depth: int) -> str:
    place = f'<w:ilvl w:val="{depth}"/><w:numId w:val="3"/>'
    return p(words, look=f"<w:numPr>{place}</w:numPr>")


def test_lists_are_lists_inside_one_another() -> None:
    html = text(
        *(item("rope", 0), item("long", 1), item("tar", 0)),
        parts={"word/numbering.xml": _NUMBERING},
    )
    assert html == "<ul><li>rope<ol><li>long</li></ol></li><li>tar</li></ul>"


def test_headings_that_word_counts_have_their_numbers() -> None:
    look = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr>'
    story = read(
        *(p("Gravel", style="Heading1", look=look), p("Rain.")),
        *(p("Salt", style="Heading1", look=look), p("Fog.")),
        parts={"word/numbering.xml": _NUMBERING},
    )
    assert [(c.number, c.title) for c in story.chapters] == [(1, "Gravel"), (2, "Salt")]


def test_tables_keep_cells_that_span() -> None:
    table = (
        f"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p('wide')}</w:tc>"
        f"</w:tr><w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr></w:tbl>"
    )
    html = text(p("Before."), table)
    assert '<td colspan="2"><p>wide</p></td>' in html
    assert "<td><p>a</p></td><td><p>b</p></td>" in html


@pytest.mark.parametrize(
    "line",
    [
        p(look='<w:pBdr><w:bottom w:val="single" w:sz="6"/></w:pBdr>'),
        p('<w:r><w:pict><v:rect o:hr="t"/></w:pict></w:r>'),
    ],
    ids=["what Word makes of three hyphens", "a line of Google's"],
)
def test_a_line_across_the_page_parts_scenes(line: str) -> None:
    assert text(p("Rain."), line, p("Fog.")) == "<p>Rain.</p>\n<hr/>\n<p>Fog.</p>"


# ---- The work ------------------------------------------------------------------------


def test_properties_give_what_the_text_does_not_say() -> None:
    story = read(
        p("Rain."),
        core="<dc:title>The Lamp</dc:title><dc:creator>Quill</dc:creator>"
        "<dcterms:created>2021-03-04T10:00:00Z</dcterms:created>"
        "<dcterms:modified>2022-05-06T10:00:00Z</dcterms:modified>",
    )
    assert (story.title, story.authors) == ("The Lamp", ("Quill",))
    assert (story.published, story.updated) == ("2021-03-04", "2022-05-06")
    assert "properties" in story.said[0]
    assert story.language == "en-GB"


def test_the_letters_decide_which_mark_of_language_holds() -> None:
    assert read(p("Дождь шёл всю ночь.")).language == ""
    marked = '<w:lang w:val="ru-RU"/>'
    assert read(p(r("Дождь шёл всю ночь.", marked))).language == "ru-RU"


# ---- Strangers -----------------------------------------------------------------------


@pytest.mark.parametrize("beginning", ["D0CF11E0A1B11AE1"])
def test_old_and_locked_files_say_what_to_do(beginning: str) -> None:
    with pytest.raises(Refused, match="without a password"):
        docx.read(bytes.fromhex(beginning) + bytes(2000))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 but no more",
        zipped({"a.txt": "no document"}),
        office.docx("<w:p>"),
        office.docx(p()),
        zipped({"word/document.xml": "<a/>"}),
        zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        office.docx("<w:tbl><w:tr><w:tc>" * 10_000 + "</w:tc></w:tr></w:tbl>" * 10_000),
        office.docx("<w:r>" * 190 + "</w:r>" * 190),
    ],
)
def test_what_is_no_document_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        docx.read(data)


_MARKS = ("", ' w:val="１２"', ' w:val=""', ' w:id="9"', ' r:id="x"', ' w:char="zz"')
_TAGS = (
    *("w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:pPr", "w:rPr", "w:sdt", "w:ins"),
    *(
        "w:hyperlink",
        "w:fldChar",
        "w:instrText",
        "w:drawing",
        "w:pict",
        "w:txbxContent",
    ),
    *("w:ruby", "w:rt", "w:rubyBase", "w:numPr", "w:sym", "mc:AlternateContent"),
    *("mc:Choice", "mc:Fallback", "w:footnoteReference", "w:b", "w:jc", "w:sdtContent"),
    *("w:gridSpan", "w:vMerge", "w:tcPr", "w:framePr", "w:pBdr", "w:bottom", "w:del"),
)


@tries(50)
@given(st.lists(office.elements(_TAGS, _MARKS), max_size=6))
def test_any_elements_in_any_order_are_a_story_or_refused(blocks: list[str]) -> None:
    try:
        story = docx.read(office.docx(*blocks))
    except Refused:
        return
    assert story.format == "docx"


_WORD = st.text("abcdeéñ", min_size=1, max_size=6)


@tries(50)
@given(
    st.lists(
        st.tuples(
            st.lists(_WORD, min_size=1, max_size=8),
            st.sampled_from(["", "<w:i/>", "<w:b/>", "<w:u w:val='single'/>"]),
            st.sampled_from(["", "Thought", "Heading1", "berschrift2", "Title"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_word_arrives(lines: list[tuple[list[str], str, str]]) -> None:
    typed = [p(r(" ".join(words), look), style=style) for words, look, style in lines]
    story = read(*typed, p("Text."))
    titles = " ".join(f"{c.number or ''} {c.title} {c.html}" for c in story.chapters)
    found = re.sub(r"<[^>]*>", " ", f"{story.title} {story.foreword} {titles}").split()
    assert set(found) >= {word for words, _, _ in lines for word in words}
