"""The table of keys."""

from __future__ import annotations

import pytest
from ficstead.header import fields
from ficstead.header.fields import FIELDS, Place


def test_no_form_means_two_keys() -> None:
    forms = [form for field in FIELDS for form in field.forms]
    assert len(forms) == len(set(forms))


def test_every_key_has_a_place_and_a_sentence() -> None:
    for field in FIELDS:
        assert field.places
        assert field.help.endswith(".")
        assert field.key in field.forms


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("FANDOM", "Fandoms"),
        ("category", "Categories"),
        ("Additional Tags", "Tags"),
        ("Archive Warning", "Warnings"),
        ("Authors", "Author"),
        ("Gifts", "Gift"),
        ("Begin notes", "Notes"),
        ("Author's Notes", "Notes"),
        ("endnotes", "End notes"),
        ("content-warning", "Content warnings"),
        ("inspired_by", "Inspired by"),
        ("Published", "Date"),
        ("Modified", "Updated"),
        ("lang", "Language"),
        ("scene break", "Scene break"),
    ],
)
def test_keys_are_found_as_people_write_them(written: str, name: str) -> None:
    field = fields.find(written)
    assert field
    assert field.name == name


@pytest.mark.parametrize("written", ["mood", "cssclasses", "dear reader", "", "kudos"])
def test_other_keys_are_not(written: str) -> None:
    assert fields.find(written) is None


def test_a_near_key_is_offered_only_where_it_may_stand() -> None:
    assert fields.nearest_name("Raiting", Place.WORK) == "Rating"
    assert fields.nearest_name("charactrs", Place.WORK) == "Characters"
    assert fields.nearest_name("interlud", Place.CHAPTER) == "Interlude"
    assert fields.nearest_name("interlud", Place.WORK) is None


def test_limits_are_those_of_ao3() -> None:
    limits = {field.name: field.limit for field in FIELDS if field.limit}
    assert limits == {"Title": 255, "Summary": 1250, "Notes": 5000, "End notes": 5000}
