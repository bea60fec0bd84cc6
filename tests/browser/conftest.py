"""The demo archive, served on this machine, and pages to look at it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.serving import served

Open = Callable[..., Any]


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Return the address of the built demo archive."""
    with served(site) as address:
        yield address


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Open]:
    """Return a function that opens a path; keywords are the browser context's."""
    contexts = []

    def open_page(
        path: str, *, width: int = 1280, scheme: str = "light", **more: Any
    ) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **more
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
