"""Tags that are probably one tag."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from ficstead.library import spelling, wrangling
from ficstead.library.spelling import Use
from ficstead.store import keep
from ficstead.vocabulary import Kind
from hypothesis import given
from hypothesis import strategies as st


def codes(names: list[str], tags: str = "", kind: Kind = Kind.TAG) -> list[str]:
    known, _ = wrangling.parse(tags, "tags.toml")
    uses = [Use(kind, name, "a.md", line) for line, name in enumerate(names, 1)]
    return [f"{p.code}:{p.line}" for p in spelling.check(uses, known, keep.nothing())]


@pytest.mark.parametrize("slip", ["hurt/comfort", "Hurt/ Comfort", "Hurt/Com-fort"])
def test_case_spacing_and_hyphens(slip: str) -> None:
    assert codes(["Hurt/Comfort", "Hurt/Comfort", slip])[0] == "T203:3"


def test_one_tag_in_two_spacings_is_no_collision() -> None:
    assert codes(["Hurt/Comfort", "Hurt/ Comfort"]) == ["T203:2"]


def test_accents() -> None:
    assert codes(["Café", "Café", "Cafe"]) == ["T203:3"]


@pytest.mark.parametrize(
    "slip",
    ["Hermione Grnager", "Hermione Grange", "Hermione Grangerr", "Hermione Gtanger"],
)
def test_one_letter_away_from_a_common_tag(slip: str) -> None:
    assert codes(["Hermione Granger"] * 3 + [slip]) == ["T204:4"]


@pytest.mark.parametrize(
    ("common", "other"),
    [("Season 1", "Season 2"), ("Tam", "Sam"), ("Fluff", "Angst"), ("Fluff", "Fluff")],
)
def test_what_is_no_slip(common: str, other: str) -> None:
    assert codes([common] * 3 + [other]) == []


def test_a_tag_used_twice_is_not_common_yet() -> None:
    assert codes(["Slow Burn", "Slow Burn", "Slow Burm"]) == []


def test_tags_toml_settles_it() -> None:
    assert codes(["Jonas"] * 3 + ["Jona"], '[tags."Jona"]') == []
    assert (
        codes(
            ["Slow Burn"] * 3 + ["slow-burn"],
            '[tags."Slow Burn"]\nsynonyms = ["slow-burn"]',
        )
        == []
    )


def test_two_tags_with_one_address() -> None:
    assert "T205:2" in codes(["Rose & Ten", "Rose and Ten"], kind=Kind.RELATIONSHIP)


@given(st.text(string.printable))
def test_the_quick_way_of_ascii_leaves_the_same_letters(name: str) -> None:
    # A letter of another script takes the long way.
    assert spelling._bare(f"{name}ж") == f"{spelling._bare(name)}ж"


def test_what_was_said_of_the_same_tags_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(names: list[str], tags: str = "") -> list[str]:
        kept = keep.opened(tmp_path)
        known, _ = wrangling.parse(tags, "tags.toml")
        uses = [Use(Kind.TAG, name, "a.md", line) for line, name in enumerate(names)]
        found = spelling.check(uses, known, kept)
        kept.close()
        return [problem.code for problem in found]

    slip, whole = ["Café", "Café", "Cafe"], spelling._doubtful
    meant = '[tags]\n"Café" = {}\n"Cafe" = {}\n'
    assert told(slip) == ["T203"]
    assert told(slip, meant) == []
    assert told([*slip, "cafe"]) == ["T203"] * 2
    monkeypatch.setattr(spelling, "_doubtful", lambda *_: pytest.fail("made again"))
    assert told(slip) == ["T203"]
    assert told(slip, meant) == []
    # What is kept and cannot be read is nothing.
    monkeypatch.setattr(spelling, "_doubtful", whole)
    monkeypatch.setattr(spelling, "_encode", lambda _: b"nothing that could be read")
    assert told(slip) == ["T203"]
    assert told(slip) == ["T203"]
