"""AO3's posting form, filled in from works of the demo and made-up ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import html5lib
import pytest
from ficstead import settings
from ficstead.exporting import form, sheet
from ficstead.exporting.form import Form
from ficstead.library import archive
from ficstead.library.library import Library
from ficstead.model import Tag, Work
from ficstead.text import Prose
from ficstead.vocabulary import Kind
from markupsafe import Markup

from ...running import ROOT
from .cleaner import kept, words


@pytest.fixture(scope="module")
def demo() -> Library:
    return archive.build(settings.load(ROOT / "pelicanconf.py")[0])[0]


def work(demo: Library, slug: str) -> Work:
    return next(work for work in demo.every_work if work.slug == slug)


def value(filled: Form, label: str) -> str:
    return next(field.value for field in filled.fields if field.label == label)


def test_every_work_of_the_demo_arrives_whole(demo: Library) -> None:
    for one in demo.every_work:
        filled = form.filled(one, "https://marsh.example")
        texts = [c.text.html for c in one.chapters] or [one.text.html]
        assert len(filled.parts) == len(texts)
        for part, text in zip(filled.parts, texts, strict=True):
            assert kept(part.text) == part.text
            assert words(part.text) == words(str(text)), one.slug


def test_the_facts_stand_in_the_forms_words(demo: Library) -> None:
    filled = form.filled(work(demo, "the-address-of-his-mother"), "")
    assert value(filled, "Rating") == "Mature"
    assert value(filled, "Archive Warnings") == (
        "Graphic Depictions Of Violence, Major Character Death"
    )
    assert value(filled, "Work Title") == "The Address of His Mother"
    assert [field.label for field in filled.fields][:8] == [
        "Rating",
        "Archive Warnings",
        "Fandoms",
        "Categories",
        "Relationships",
        "Characters",
        "Additional Tags",
        "Work Title",
    ]


def test_content_warnings_begin_the_notes(demo: Library) -> None:
    filled = form.filled(work(demo, "the-address-of-his-mother"), "")
    notes = value(filled, "Notes at the beginning")
    assert notes.startswith("<p>Content warnings: talk of a death in battle, ")
    assert any("content warnings have no field" in what for what in filled.lost)


def test_interludes_are_chapters_there(demo: Library) -> None:
    one = work(demo, "the-harbour-at-scheria")
    filled = form.filled(one, "")
    assert len(filled.parts) == one.posted + 1
    total = one.planned + 1 if one.planned else "?"
    assert value(filled, "This work has multiple chapters") == f"1 of {total}"
    assert "4. Twelve: its number: there it is Chapter 5" in filled.lost


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": "x" * 256}, "Work Title: 256 characters"),
        ({"summary": Markup("<p>" + "x" * 1250 + "</p>")}, "Summary: 1,257 characters"),
        ({"text": Prose(Markup("<p>hm</p>"))}, "no text of under 10 characters"),
        ({"tags": (Tag(Kind.TAG, "100%"),)}, "% in the tag 100%"),
        ({"tags": (Tag(Kind.TAG, "x" * 151),)}, "AO3 takes 150 characters"),
        (
            {"tags": tuple(Tag(Kind.TAG, f"tag {n}") for n in range(90))},
            "tags: AO3 takes 75",
        ),
    ],
)
def test_what_is_over_a_limit_is_said(
    demo: Library, changes: dict[str, object], said: str
) -> None:
    one = replace(work(demo, "hens"), chapters=(), **changes)  # type: ignore[arg-type]
    assert any(said in what for what in form.filled(one, "").lost)


def test_a_sheet_gives_every_field_back_exactly(demo: Library) -> None:
    for slug in ("the-harbour-at-scheria", "come-at-once", "dunyazad"):
        filled = form.filled(work(demo, slug), "")
        tree = html5lib.parse(sheet.page(filled), namespaceHTMLElements=False)
        boxes = ["".join(box.itertext()) for box in tree.iter("textarea")]
        fields = [*filled.fields, *(f for part in filled.parts for f in part.fields)]
        assert boxes == [field.value for field in fields if field.value]
        labels = {label.get("for") for label in tree.iter("label")}
        assert labels == {box.get("id") for box in tree.iter("textarea")}


def test_the_sheet_asks_nobody(demo: Library, tmp_path: Path) -> None:
    page = sheet.page(form.filled(work(demo, "hens"), ""))
    assert "<script" not in page
    assert "<link" not in page
