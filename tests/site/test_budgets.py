"""What a reader's browser must fetch before there is anything to read."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from ..running import run_task
from .archives import make

KB = 1024
PROSE = re.compile(rb'(<article id="text"[^>]*>).*?(</article>)', re.DOTALL)

# Somewhat fuller than most: twenty tags and a summary of two paragraphs.
HEADER = """---
title: What the Lamplighter Kept, Volume {number}
author: marshlight, Tamsin Vale (tvale)
rating: {rating}
warnings: Graphic Depictions Of Violence, Major Character Death
content warnings: grief, a fire
categories: F/F, Gen
fandoms: Folk Tales and Related Fandoms, The Quiet Harbour Chronicles
relationships: Ada Crane/Nell Rudge*, Ada Crane & Petra Osgood
characters: Ada Crane, Nell Rudge, Petra Osgood, Original Lamp Character
tags: {tags}
series: The Lamplighters #{number}
date: 2024-01-{number:02}
summary: |
  Somebody has been keeping the lamp at the end of the pier, and nobody will admit to it.

  Ada would like to know who pays for the oil. Nell would like it not to be mentioned.
---
"""
THINGS = [
    "Lamps",
    "Letters",
    "Tides",
    "Sisters",
    "Oil",
    "Ledgers",
    "Gulls",
    "Weddings",
    "Umbrellas",
    "Fog",
]
KINDS = [
    "Borrowed",
    "Unposted",
    "Second",
    "Winter",
    "Paper",
    "Crooked",
    "Former",
    "Patient",
]
CHAPTER = """---
title: In Which the Oil Is Counted for the {number}th Time
date: 2024-02-{number:02}
---
"""
WORDS = "Somebody had lit the lantern, and nobody had been seen to do it. " * 30


def _tags(number: int) -> str:
    every = [f"{kind} {thing}" for thing in THINGS for kind in KINDS]
    return ", ".join(every[number * 3 + step * 7 & 63] for step in range(8))


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an archive of 24 works with full headers and one of twelve chapters."""
    root = make(tmp_path_factory.mktemp("budgets") / "archive", whole=True)
    works = root / "content" / "works"
    for number in range(1, 24):
        header = HEADER.format(number=number, rating="T", tags=_tags(number))
        (works / f"volume-{number}.md").write_text(header + WORDS, "utf-8")
    folder = works / "volume-24"
    folder.mkdir()
    header = HEADER.format(number=24, rating="E", tags=_tags(24))
    (folder / "work.md").write_text(header, "utf-8")
    for number in range(1, 13):
        text = CHAPTER.format(number=number) + WORDS
        (folder / f"{number:02}-oil.md").write_text(text, "utf-8")
    done = run_task("build", root=root)
    assert done.returncode == 0, done.stderr
    return root / "output"


def _sizes(html: bytes) -> tuple[int, int]:
    return len(html), len(gzip.compress(html, 9, mtime=0))


@pytest.mark.parametrize("path", ["works/volume-24/6", "works/volume-1"])
def test_a_page_to_read_weighs_little_without_its_prose(
    output: Path, path: str
) -> None:
    html = (output / path / "index.html").read_bytes()
    without, found = PROSE.subn(rb"\1\2", html)
    raw, packed = _sizes(without)
    assert found == 1
    assert raw <= 12 * KB
    assert packed <= 4 * KB


@pytest.mark.parametrize("path", ["works", "authors/marshlight"])
def test_a_page_of_twenty_works_weighs_little(output: Path, path: str) -> None:
    html = (output / path / "index.html").read_bytes()
    raw, packed = _sizes(html)
    assert html.count(b'<li class="blurb">') == 20
    assert raw <= 60 * KB
    assert packed <= 12 * KB


def test_a_page_of_twenty_works_on_the_demo_weighs_little(site: Path) -> None:
    raw, packed = _sizes((site / "works/index.html").read_bytes())
    assert raw <= 60 * KB
    assert packed <= 12 * KB
