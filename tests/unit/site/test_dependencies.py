"""A page's fingerprint is another wherever anything that it may show is another."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ficstead.model import Work
from ficstead.site import dependencies, pages
from ficstead.site.dependencies import Fingerprints
from ficstead.store.digests import Digests
from ficstead.store.keep import Keep
from ficstead.store.store import Store

from .samples import PAGES, changes, fingerprint, sample

ROOT = Path(__file__).parents[3]


def unseen(kind: type) -> list[str]:
    """Return the changes of a page that leave its fingerprint as another has it."""
    page = sample(kind)
    known = {fingerprint(page): "nothing"}
    wrong = []
    for way, other in changes(page, kind):
        if (made := fingerprint(other)) in known:
            wrong.append(f"{way} as {known[made]}")
        known[made] = way
    return wrong


@pytest.mark.parametrize("kind", PAGES)
def test_every_field_of_everything_on_a_page_counts(kind: type) -> None:
    assert unseen(kind) == []


def test_the_law_notices_a_field_that_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = dependencies._shape

    def without_the_title(kind: Any) -> Any:
        values, deep = whole(kind)
        if kind is not Work:
            return values, deep

        def less(thing: Any) -> Any:
            told = list(values(thing))
            told[2] = ""
            return tuple(told)

        return less, deep

    monkeypatch.setattr(dependencies, "_shape", without_the_title)
    assert unseen(pages.WorkPage) == [
        ".work.title longer as nothing",
        ".work.title empty as .work.title longer",
    ]


def test_what_every_page_shows_of_the_site_counts() -> None:
    page, site = sample(pages.NotFoundPage), sample(pages.Site)
    others = [other for _, other in changes(site, pages.Site)]
    made = {fingerprint(page, other) for other in (site, *others)}
    assert len(made) == len(others) + 1


def test_the_engine_the_theme_and_the_template_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = sample(pages.WorksPage)
    made = [
        fingerprint(page),
        fingerprint(page, engine=b"newer"),
        fingerprint(page, theme=b"newer"),
    ]
    monkeypatch.setattr(pages.WorksPage, "template", "newer.html")
    assert len({*made, fingerprint(page)}) == 4


def test_equal_pages_have_one_fingerprint() -> None:
    for kind in PAGES:
        assert fingerprint(sample(kind)) == fingerprint(sample(kind))


@pytest.mark.slow
def test_every_process_finds_the_same() -> None:
    """Python orders sets and hashes texts by a seed that each process draws."""
    said = {
        subprocess.run(
            [sys.executable, "-m", "tests.unit.site.samples"],
            env=os.environ
            | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "plugins")},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "random")
    }
    assert len(said) == 1
    assert len(said.pop().split()) == len(PAGES)


def test_what_several_pages_show_is_looked_at_once() -> None:
    memory: dict[str, Any] = {}
    keep = Keep(Store(None), Digests(), b"", memory)
    made, page = [], sample(pages.WorkPage)
    fingerprints = Fingerprints(keep, b"", sample(pages.Site))
    before = fingerprints._made
    fingerprints._made = lambda thing: made.append(thing) or before(thing)  # type: ignore[method-assign, func-returns-value]
    for _ in range(5):
        fingerprints.page(page)
    assert len(made) == len({id(thing) for thing in made})


def test_what_a_process_remembers_is_of_things_that_still_are() -> None:
    """An id is given again when a thing has gone, and must not bring its digest."""
    memory: dict[str, Any] = {}
    keep = Keep(Store(None), Digests(), b"engine", memory)
    for count in range(200):
        page = pages.NotePage(sample(pages.Head), sample(pages.Note), _text(count))
        made = Fingerprints(keep, b"theme", sample(pages.Site)).page(page)
        assert made == fingerprint(page)


def _text(count: int) -> Any:
    return pages.Markup(f"<p>{count} miles.</p>") * 100
