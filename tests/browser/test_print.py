"""On paper: what a reader prints is the text, once, with its pages counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Any]

TWELVE = "works/the-harbour-at-scheria/4/#text"
ENTIRE = "works/the-harbour-at-scheria/entire/#text"
PAGE = re.compile(rb"/Type\s*/Page\b")


def test_a_closed_passage_says_what_stands_instead(visit: Open) -> None:
    page = visit(TWELVE)
    page.emulate_media(media="print")
    passage = page.locator("#text .passage")
    assert passage.locator(".instead").is_visible()
    assert not passage.locator(".passage-text").is_visible()


def test_the_warnings_are_printed_once(visit: Open) -> None:
    page = visit(TWELVE)
    page.emulate_media(media="print")
    assert page.locator(".gate dl").is_visible()
    assert not page.locator(".warns").is_visible()
    assert not page.locator("button:visible, nav:visible").count()


def test_an_entire_work_begins_each_chapter_on_a_page(visit: Open) -> None:
    page = visit(ENTIRE)
    chapters = page.locator("#text > h2[id]").count()
    assert chapters == 7
    printed = page.pdf(prefer_css_page_size=True)
    assert len(PAGE.findall(printed)) > chapters
