"""The engine of filters, asked in Node: what it finds must be what Python finds."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from ficstead.library.library import Library
from ficstead.model import Work
from ficstead.site import facets
from ficstead.vocabulary import Kind

from ..trees import library, set_up
from .test_facets import FILES

SCRIPTS = Path(__file__).parents[3] / "theme/static/js"
ASK = """
import { readFileSync } from "node:fs";
const { make, numbers } = await import("SCRIPTS/facets.js");
const { read, write } = await import("SCRIPTS/facet-state.js");
const { index: data, ranks, asked } = JSON.parse(readFileSync(0, "utf-8"));
const index = make(data);
index.ranks = numbers(ranks);
const answers = asked.map(([query, scope]) => {
  const state = read(query);
  const found = index.filter(state, scope);
  const counts = index.counts(found);
  const named = Object.fromEntries(Object.entries(counts).map(([kind, count]) => [
    kind,
    Object.fromEntries(index.kinds[kind].names.map((name, id) => [name, count[id]])),
  ]));
  const rows = [...index.sorted(found, state, scope)];
  return { rows, size: found.size, counts: named, query: write(state) };
});
process.stdout.write(JSON.stringify(answers));
"""

pytestmark = pytest.mark.skipif(not shutil.which("node"), reason="needs Node")


@pytest.fixture
def archive(tmp_path: Path) -> tuple[Library, Any]:
    made = library(tmp_path, FILES)
    index = facets.index(made, set_up(tmp_path))
    return made, {**index, **facets.titles(facets.rows(made))}


def ask(index: Any, *asked: str, scope: Any = None) -> list[Any]:
    done = subprocess.run(
        ["node", "--input-type=module", "-e", ASK.replace("SCRIPTS", SCRIPTS.as_uri())],
        input=json.dumps(
            {
                "index": index,
                "ranks": index["ranks"],
                "asked": [[q, scope] for q in asked],
            }
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers


@pytest.mark.parametrize("kind", list(Kind))
def test_every_term_finds_what_its_page_lists(
    archive: tuple[Library, Any], kind: Kind
) -> None:
    made, index = archive
    rows = facets.rows(made)
    terms = made.terms[kind]
    answers = ask(index, *(_query(kind.value, term.name) for term in terms))
    for term, answer in zip(terms, answers, strict=True):
        found = {rows[row] for row in answer["rows"]}
        assert found == set(term.works), term.name
        assert answer["size"] == term.count


def test_excluding_a_metatag_leaves_out_what_is_under_it(
    archive: tuple[Library, Any],
) -> None:
    made, index = archive
    none, rest = ask(index, _query("not-fandoms", "Folklore"), "not-fandoms=Railways")
    assert none["size"] == 0
    assert _slugs(made, rest) == {"first", "second"}


def test_included_means_all_of_them_and_other_wordings_are_known(
    archive: tuple[Library, Any],
) -> None:
    made, index = archive
    both, none = ask(
        index, "fandoms=old+tales&fandoms=Railways", "fandoms=Tales&fandoms=Not+Here"
    )
    assert _slugs(made, both) == {"third"}
    assert none["size"] == 0


def test_the_counts_are_of_what_was_found_and_of_direct_tags(
    archive: tuple[Library, Any],
) -> None:
    _, index = archive
    (answer,) = ask(index, "fandoms=Folklore&length=oneshot")
    assert answer["counts"]["fandoms"] == {
        "Tales": 2,
        "Sea Tales": 1,
        "Railways": 0,
        "Folklore": 0,
        "Everything Told": 0,
    }


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("status=complete", {"first", "second"}),
        ("status=progress", {"third"}),
        ("length=chaptered", {"third"}),
        ("gated=out", {"first", "second"}),
        ("crossovers=only", {"third"}),
        ("crossovers=out", {"first", "second"}),
        ("most=Mature", {"first", "second"}),
        ("most=Explicit", {"first", "second", "third"}),
        ("words-from=3", {"third"}),
        ("words-from=1&words-to=2", {"first", "second"}),
        ("from=2024-03-09", {"third"}),
        ("to=2024-03-08", {"first", "second"}),
        ("otp=yes", set()),
        ("words-from=many&from=yesterday&nonsense=1&most=Everything", None),
    ],
)
def test_facts_are_filtered(
    archive: tuple[Library, Any], query: str, slugs: set[str] | None
) -> None:
    made, index = archive
    (answer,) = ask(index, query)
    every = {work.slug for work in made.works}
    assert _slugs(made, answer) == (every if slugs is None else slugs)


def test_every_order_and_its_reverse(archive: tuple[Library, Any]) -> None:
    made, index = archive
    works = facets.rows(made)
    for sort, first in {
        "updated": "third",
        "published": "third",
        "words": "third",
        "title": "first",
        "author": "third",
    }.items():
        one, other = ask(index, f"sort={sort}", f"sort={sort}&order=turned")
        assert works[one["rows"][0]].slug == first, sort
        assert one["rows"] == other["rows"][::-1]
    # Ada, Anonymous, Nell.
    (by_author,) = ask(index, "sort=author")
    assert [works[r].slug for r in by_author["rows"]] == ["third", "second", "first"]


def test_a_list_narrows_what_is_filtered(archive: tuple[Library, Any]) -> None:
    made, index = archive
    (answer,) = ask(index, "", scope={"kind": "series", "name": "The Count"})
    assert _slugs(made, answer) == {"third"}


def test_an_address_says_the_whole_state(archive: tuple[Library, Any]) -> None:
    _, index = archive
    query = (
        "tags=A+%26+B&not-tags=%E6%9D%B1&fandoms=Tales&most=Mature&status=complete"
        "&length=oneshot&crossovers=out&words-from=1000&words-to=5000"
        "&from=2024-01-01&to=2024-12-31&otp=yes&gated=out&sort=title&order=turned&page=2"
    )
    (answer,) = ask(index, query)
    assert answer["query"] == query


def _query(key: str, value: str) -> str:
    return urlencode({key: value})


def _slugs(made: Library, answer: Any) -> set[str]:
    rows: tuple[Work, ...] = facets.rows(made)
    return {rows[row].slug for row in answer["rows"]}
