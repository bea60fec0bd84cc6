"""Addresses keep letters of every script, never come out empty, never collide unseen."""

from __future__ import annotations

import string

import pytest
from ficstead.slugs import LONGEST, slugify
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Sherlock Holmes/John Watson", "sherlock-holmes-john-watson"),
        ("Sherlock Holmes & John Watson", "sherlock-holmes-and-john-watson"),
        ("Rose/Doctor", "rose-doctor"),
        ("Don't Copy to Another Site", "dont-copy-to-another-site"),
        ("Don’t Copy", "dont-copy"),
        ("恋愛", "恋愛"),
        ("西游记 | Journey to the West", "西游记-journey-to-the-west"),
        ("Преступление", "преступление"),
        ("הבית הישן", "הבית-הישן"),
        ("पढ़ना", "पढ़ना"),
        ("Café", "café"),
        ("Cafe\N{COMBINING ACUTE ACCENT}", "café"),
        ("  -- what?  ", "what"),
        ("I <3 you", "i-3-you"),
        ("🦊", "u1f98a"),
        ("❤️", "heart"),
        ("❤", "heart"),
        ("???", "u3f-u3f-u3f"),
        ("", "untitled"),
    ],
)
def test_slug(name: str, slug: str) -> None:
    assert slugify(name) == slug


def test_long_names_are_cut_and_stay_apart() -> None:
    one, two = "long " * 60 + "one", "long " * 60 + "two"
    assert len(slugify(one).encode()) <= LONGEST
    assert slugify(one) != slugify(two)


@given(st.text(max_size=200))
def test_every_slug_is_a_file_name_and_its_own_slug(name: str) -> None:
    slug = slugify(name)
    assert slug
    assert len(slug.encode()) <= LONGEST
    assert not set(slug) & set('/\\:*?"<>|#%& \n')
    assert slug not in {".", ".."}


@given(
    st.text(string.printable, max_size=40).filter(
        lambda name: any(map(str.isalnum, name))
    )
)
def test_the_quick_way_of_ascii_gives_the_same(name: str) -> None:
    # A letter of another script takes the long way.
    assert slugify(f"{name} é") == f"{slugify(name)}-é"
