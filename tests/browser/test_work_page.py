"""The page of a work, as a reader without scripts has it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser
ASIDE = re.compile(r'<section class="aside">.*?</section>', re.S)
LINE = "getComputedStyle(document.querySelector('.text')).borderTopWidth"


@pytest.mark.parametrize(
    ("script", "bare", "line"),
    [(False, True, "0px"), (False, False, "1px"), (True, True, "1px")],
)
def test_no_two_lines_stand_with_nothing_between(
    visit: Callable[..., Any], script: bool, bare: bool, line: str
) -> None:
    page = visit("works/inventory/", java_script_enabled=script)

    def without_summary(route: Any) -> None:
        text = route.fetch().text()
        route.fulfill(body=ASIDE.sub("", text), content_type="text/html")

    if bare:
        page.route("**/works/inventory/", without_summary)
    page.reload()
    assert page.locator("section.aside").count() == 0 or not bare
    assert page.evaluate(LINE) == line
