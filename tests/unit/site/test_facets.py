"""The index that lists are filtered with."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ficstead.site import facets, output
from ficstead.site.columns import packed, told
from ficstead.store import keep

from ..trees import chapter, library, set_up, work

THEME = Path(__file__).parents[3] / "theme"
TAGS = """
[fandoms."Tales"]
synonyms = ["Old Tales"]
metatags = ["Folklore"]
[fandoms."Folklore"]
metatags = ["Everything Told"]
[fandoms."Everything Told"]
[fandoms."Sea Tales"]
metatags = ["Folklore"]
"""
FILES: dict[str, str | bytes] = {
    "tags.toml": TAGS,
    "works/first.md": work(
        "The First", fandoms="Old Tales", date="2024-01-01", author="Nell"
    ),
    "works/second.md": work(
        "A Second", fandoms="Tales, Sea Tales", date="2024-02-01", author="Anonymous"
    ),
    "works/third/work.md": work(
        "Third",
        text="",
        fandoms="Tales, Railways",
        rating="Explicit",
        date="2024-03-01",
        updated="2024-03-09",
        chapters="3",
        author="Ada",
        series="The Count #1",
    ),
    "works/third/01-one.md": chapter("2024-03-01"),
    "works/third/02-two.md": chapter("2024-03-09", content_warnings="fog"),
    "works/unlisted.md": work("Unlisted", status="unlisted", tags="Hidden"),
    "works/draft.md": work("Draft", status="draft", tags="Hidden"),
}


@pytest.fixture
def made(tmp_path: Path) -> Any:
    return _index(tmp_path, FILES)


def _index(root: Path, files: dict[str, str | bytes]) -> Any:
    return json.loads(json.dumps(facets.index(library(root, files), set_up(root))))


def _files(root: Path, files: dict[str, str | bytes]) -> dict[str, tuple[bytes, Any]]:
    made = library(root, files)
    settings = set_up(root, THEME=str(THEME))
    every = output.files(made, settings, root / "extra", keep.opened(None))
    return {
        f.path: (f.made_of, f.source) for f in every if f.path.startswith("search/")
    }


def test_a_row_is_a_listed_work_and_the_oldest_comes_first(tmp_path: Path) -> None:
    works = facets.rows(library(tmp_path, FILES))
    assert [work.slug for work in works] == ["first", "second", "third"]


def test_days_are_steps_from_one_work_to_the_next(made: dict[str, Any]) -> None:
    assert made["since"] == (date(2024, 1, 1) - date(1970, 1, 1)).days
    assert made["published"] == packed([0, 31, 29])
    assert made["updated"] == packed([0, 0, 8])


def test_a_work_has_its_canonical_tags_and_the_index_what_stands_above(
    made: dict[str, Any],
) -> None:
    fandoms = made["kinds"]["fandoms"]
    names = ["Everything Told", "Folklore", "Railways", "Sea Tales", "Tales"]

    assert fandoms["names"] == told(names)
    assert fandoms["rows"] == packed([1, 4, 2, 3, 1, 2, 2, 2])
    tales = str(names.index("Tales"))
    assert [names[n] for n in fandoms["above"][tales]] == [
        "Everything Told",
        "Folklore",
    ]
    assert fandoms["also"][tales] == ["Old Tales"]


def test_many_names_are_told_name_by_name(tmp_path: Path) -> None:
    names = [f"Lamp {n}" for n in range(10, 10 + facets.FEW)]
    files: dict[str, str | bytes] = {
        "works/a.md": work("A", date="2024-01-01", tags=", ".join(names)),
        "works/b.md": work("B", date="2024-01-02", tags="Lamp 11"),
    }
    tags = _index(tmp_path, files)["kinds"]["tags"]
    others = [1, 0] * (facets.FEW - 2)
    assert tags["works"] == packed([1, 0, 2, 0, 1, *others])


def test_flags_say_complete_oneshot_gated_and_crossover(made: dict[str, Any]) -> None:
    # Two fandoms that share a metatag are no crossover.
    assert [int(digit, 16) for digit in made["flags"]] == [3, 3, 12]


def test_titles_are_ranked_without_their_article(tmp_path: Path) -> None:
    made = facets.titles(facets.rows(library(tmp_path, FILES)))
    assert made["titles"] == ["The First", "A Second", "Third"]
    assert made["ranks"] == packed([0, 1, 2])


def test_who_is_anonymous_is_no_author(made: dict[str, Any]) -> None:
    authors = made["kinds"]["authors"]
    assert authors["names"] == told(["Ada", "Nell"])
    assert authors["rows"] == packed([1, 1, 0, 1, 0])
    assert made["anonymous"] == 1


def test_a_series_names_its_works_in_order(made: dict[str, Any]) -> None:
    assert made["series"] == {
        "names": ["0The Count"],
        "slugs": {},
        "works": [[2]],
    }


def test_nothing_unlisted_is_in_any_file(tmp_path: Path) -> None:
    for path, (_, source) in _files(tmp_path, FILES).items():
        text = (source() if callable(source) else source.read_bytes()).decode()
        for name in ("unlisted", "Unlisted", "draft", "Draft", "Hidden"):
            assert name not in text, path


def test_a_new_work_leaves_the_blurbs_before_it_as_they_are(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"works/w{n}.md": work(f"Work {n}", date=f"2024-01-{n:02}") for n in range(1, 7)
    }
    before = _files(tmp_path, files)
    new: dict[str, str | bytes] = {"works/new.md": work("New", date="2024-04-01")}
    after = _files(tmp_path, new)
    first, second = "search/blurbs/0.json", "search/blurbs/1.json"
    assert before[first][0] == after[first][0]
    assert before[second][0] != after[second][0]


def test_blurbs_carry_marks_in_their_links(tmp_path: Path) -> None:
    _, source = _files(tmp_path, FILES)["search/blurbs/0.json"]
    blurbs = json.loads(source())
    slugs = [work.slug for work in facets.rows(library(tmp_path, FILES))]
    for slug, blurb in zip(slugs, blurbs, strict=True):
        assert f'href="\ufdd0works/{slug}/"' in blurb


def test_an_empty_archive_has_an_empty_index(tmp_path: Path) -> None:
    made = _index(tmp_path, {"works/draft.md": work("Draft", status="draft")})
    assert made["works"] == 0
    assert made["flags"] == ""


def test_names_say_only_what_the_one_before_does_not() -> None:
    assert told(["Lamps", "Lamp Oil", "Lamp Oil", "🜁a", "🜁b"]) == [
        "0Lamps",
        "4 Oil",
        "8",
        "0🜁a",
        "0🜁b",
    ]
