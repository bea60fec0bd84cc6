"""The texts of a book: notes, passages, links, pictures and skins."""

from __future__ import annotations

import re
from pathlib import Path

from .. import trees
from .opened import SITE, of_work, only, png

NOTED = (
    "It rained.[^a] It poured.[^b]\n\n[^a]: From *above*.\n\n[^b]: > Said the rain.\n"
)
PASSAGE = """She ran.

::: passage a fall from a height
::: instead
He was hurt, and lived.
:::
He fell from the tower.[^1] See [there](#there).

<a name="there"></a>He lay there.
:::

She stopped. ([there](#there))

[^1]: It was a high tower.
"""


def test_footnotes_are_asides_that_readers_show_over_the_text(tmp_path: Path) -> None:
    text = only(tmp_path, NOTED).text("text")
    assert (
        '<sup><a class="footnote-ref" href="#fn-1" id="fnref-1" role="doc-noteref"'
        ' epub:type="noteref">1</a></sup>'
    ) in text
    assert (
        '<aside epub:type="footnote" role="doc-footnote" class="footnote" id="fn-1">'
        '<p><b class="number">1.</b> From <em>above</em>.'
    ) in text
    assert 'href="#fnref-1"' in text
    assert '<p><b class="number">2.</b></p><blockquote>' in text


def test_a_sensitive_passage_stands_where_nobody_comes_upon_it(tmp_path: Path) -> None:
    book = only(tmp_path, PASSAGE)
    assert book.spine == ["cover", "facts", "text", "afterword", "passages"]
    assert book.words("text") == (
        "A Story She ran. Sensitive passage: a fall from a height He was hurt, and "
        "lived. Read the passage She stopped. (there) 1. It was a high tower. ↩︎"
    )
    assert book.words("passages") == (
        "Sensitive passages Set aside from A Story. Each stands on a page of its own, "
        "under what it is about. Sensitive passage: a fall from a height Back to the "
        "story: A Story He fell from the tower.1 See there. He lay there. "
        "Back to the story"
    )
    last = list(book.opf.iter("{http://www.idpf.org/2007/opf}itemref"))[-1]
    assert last.get("linear") == "no"


def test_what_is_linked_with_a_passage_finds_it_where_it_went(tmp_path: Path) -> None:
    book = only(tmp_path, PASSAGE)
    text, aside = book.text("text"), book.text("passages")
    assert 'href="passages.xhtml#at-there"' in text
    assert 'href="passages.xhtml#fnref-1"' in text  # the way back from the note
    assert 'href="#at-there"' in aside
    assert 'href="text.xhtml#fn-1"' in aside
    assert book.check_links() > 8


def test_a_passage_is_told_in_no_description(tmp_path: Path) -> None:
    summary = "Rain.\n\n  ::: passage a fall\n  He fell.\n  :::\n"
    book = of_work(
        tmp_path,
        {"works/a.md": trees.work(summary=f"|\n  {summary}")},
    )
    assert book.dc("description") == ["Rain.\nSensitive passage: a fall"]
    assert "He fell." in book.words("passages")


LINKED: dict[str, str | bytes] = {
    "works/pier/work.md": trees.work("Pier"),
    "works/pier/01-a.md": trees.chapter(
        text="## Two gulls\n\nOn [to the end](02-b.md)."
    ),
    "works/pier/02-b.md": trees.chapter(
        text="[Gulls](01-a.md#two-gulls), [here](#up), [Lamp](../lamp.md), "
        "[tags](/tags/), [the sea](https://sea.example/a%zz?c=é|d), [all](/works/pier/).\n\n"
        '<a name="up"></a>Up.'
    ),
    "works/lamp.md": trees.work("Lamp"),
}


def test_links_between_chapters_stay_in_the_book(tmp_path: Path) -> None:
    book = of_work(tmp_path, LINKED, "pier")
    assert '<a href="chapter-02.xhtml">to the end</a>' in book.text("chapter-01")
    text = book.text("chapter-02")
    assert re.search(r'<a href="chapter-01.xhtml#[\w-]*h-two-gulls">Gulls</a>', text)
    assert re.search(r'<a href="#[\w-]*at-up">here</a>', text)
    assert '<a href="facts.xhtml">all</a>' in text
    assert book.check_links() > 10


def test_links_to_the_rest_of_the_archive_are_whole_addresses(tmp_path: Path) -> None:
    text = of_work(tmp_path, LINKED, "pier").text("chapter-02")
    assert f'<a href="{SITE}/works/lamp/">Lamp</a>' in text
    assert f'<a href="{SITE}/tags/">tags</a>' in text


def test_without_the_address_of_the_site_their_words_stay(tmp_path: Path) -> None:
    text = of_work(tmp_path, LINKED, "pier", SITEURL="").text("chapter-02")
    assert "Lamp, tags, " in text


def test_an_address_is_spelt_as_the_rules_want(tmp_path: Path) -> None:
    text = of_work(tmp_path, LINKED, "pier").text("chapter-02")
    assert 'href="https://sea.example/a%25zz?c=%C3%A9%7Cd"' in text


def test_pictures_are_in_the_book_once_as_what_they_are(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "works/map/work.md": trees.work(),
        "works/map/01.md": trees.chapter(
            text="![A map](Karte 1.png)\n\n![Again](Karte 1.png)\n\n![Old](old.gif)"
        ),
        "works/map/Karte 1.png": png(),
        "works/map/old.gif": png(kind="BMP"),
    }
    book = of_work(tmp_path, files)
    assert '<img alt="A map" src="../pictures/001-Karte_20_1.png"/>' in book.text(
        "chapter-01"
    )
    held = {
        item.attrib["href"]: item.attrib["media-type"]
        for item in book.manifest.values()
        if item.attrib["href"].startswith("pictures/")
    }
    assert held == {
        "pictures/cover.png": "image/png",
        "pictures/001-Karte_20_1.png": "image/png",
        "pictures/002-old.png": "image/png",
    }


def test_a_picture_that_is_none_leaves_its_words(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "works/map/work.md": trees.work(),
        "works/map/01.md": trees.chapter(
            text="![A map](map.png) ![A drawing](bad.svg) ![Gone](gone.png)"
        ),
        "works/map/map.png": b"not a picture",
        "works/map/bad.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    }
    book = of_work(tmp_path, files)
    assert book.words("chapter-01").endswith("A map A drawing Gone")
    assert "<img" not in book.text("chapter-01")


SKIN: dict[str, str | bytes] = {
    "works/wire/work.md": trees.work(skin="wire"),
    "works/wire/01.md": trees.chapter(text="STOP"),
    "works/wire/wire.css": "p { color: var(--link); direction: rtl; "
    "background: url(dot.png) } .b { margin: 0 !important }",
    "works/wire/dot.png": png(),
}


def test_a_skin_dresses_the_texts_of_its_work(tmp_path: Path) -> None:
    book = of_work(tmp_path, SKIN)
    css = book.read("style/skin-1.css").decode()
    assert "@layer" not in css
    assert ":where" not in css
    assert (
        '.text p { color: var(--link); background: url("../pictures/001-dot.png") }'
        in css
    )
    assert ".text .b { margin: 0 }" in css
    assert "direction" not in css  # a book says that with its language
    assert 'href="../style/skin-1.css"' in book.text("chapter-01")
    assert "skin-1" not in book.text("facts")


def test_words_stay_whatever_stands_in_what(tmp_path: Path) -> None:
    html = (
        "<em><p>one</p></em>\n\n<h2><div>two</div></h2>\n\n<dl><dd>three</dd></dl>\n\n"
        "<table><tr><td>four</td></tr><caption>five</caption></table>\n\n"
        "<ul>six<li>seven</li></ul>\n\n<details>eight</details>\n\n"
        "<figure>nine<figcaption>ten</figcaption>eleven</figure>\n\n"
        "<ruby>十<rt>twelve</rt></ruby> &hellip;&nbsp;&copy;"
    )
    words = only(tmp_path, html).words("text")
    # A caption stands above its table, as browsers show it.
    assert re.search(
        "one.*two.*three.*five.*four.*six.*seven.*Details.*eight.*nine.*ten.*eleven"
        ".*十.*twelve.*….*©",
        words,
    )


def test_scene_breaks_are_as_the_author_has_them(tmp_path: Path) -> None:
    book = only(tmp_path, "a\n\n***\n\nb\n\nxXx\n\nc", scene_break="bullets")
    text = book.text("text")
    assert 'class="text prose bullets"' in text
    assert "<hr/>" in text
    assert '<p class="scene-break" role="separator">xXx</p>' in text


def test_headings_go_down_step_by_step(tmp_path: Path) -> None:
    text = only(
        tmp_path, "### Deep\n\na\n\n# High\n\nb\n\n### Deeper\n\nc\n\n## Two\n\nd"
    ).text("text")
    assert re.findall(r"<h(\d)[^>]*>(\w+)<", text[text.index('id="text"') :]) == [
        *(("2", "Deep"), ("2", "High"), ("3", "Deeper"), ("3", "Two")),
    ]
