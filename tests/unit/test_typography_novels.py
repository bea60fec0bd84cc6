"""Three novels set by hand, straightened, and set again: how often are we right?

The novels (Standard Ebooks editions) are not in the repository; they are looked for
in the folder named by FICSTEAD_BOOKS, else in ../shared/books beside the checkout.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest
from ficstead import typography

_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "books"
BOOKS = Path(os.environ.get("FICSTEAD_BOOKS") or _BESIDE)
NOVELS = sorted(path for path in BOOKS.glob("*") if any(path.glob("*.xhtml")))
WANTED = 0.999

# Word joiners and hair spaces belong to the edition; its two-em dash is a dash here.
_UNSET = {0x2060: "", 0xFEFF: "", 0x200A: "", 0xA0: " ", 0x2E3A: "—", 0x202F: ""}
_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "--", "…": "..."}
_MARK_OR_TAG = re.compile("<[^>]*>|[“”‘’—…]|(?<=[0-9])–(?=[0-9])")


def paragraphs(novel: Path) -> list[str]:
    """Return the body of each chapter as the edition sets it, glue taken out."""
    chapters = []
    for path in sorted(novel.glob("*.xhtml")):
        body = path.read_text(encoding="utf-8").split("<body", 1)[1]
        body = body.split(">", 1)[1].split("</body>")[0]
        chapters.append(body.translate(_UNSET))
    return chapters


def straightened(html: str) -> str:
    """Return the text nodes straight, attributes as they are."""
    return _MARK_OR_TAG.sub(
        lambda m: m[0] if m[0][0] == "<" else _STRAIGHT.get(m[0], "--"), html
    )


def misses(novel: Path) -> tuple[int, list[str]]:
    """Return the number of marks in a novel, and those set otherwise, in context."""
    total, wrong = 0, []
    for right in paragraphs(novel):
        ours = typography.typeset(straightened(right), "en-GB")
        assert len(ours) == len(right), f"{novel.name}: text was changed"
        for mark in _MARK_OR_TAG.finditer(right):
            if mark[0][0] == "<":
                continue
            total += 1
            place = mark.start()
            if ours[place] != right[place]:
                around = right[max(0, place - 40) : place + 40]
                wrong.append(f"{right[place]} set {ours[place]}: {around!r}")
    return total, wrong


@pytest.mark.skipif(
    not NOVELS, reason="no novels: set FICSTEAD_BOOKS to a folder of them"
)
def test_novels_are_set_as_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    marks: Counter[str] = Counter()
    errors: Counter[str] = Counter()
    for novel in NOVELS:
        total, wrong = misses(novel)
        for name in (novel.name, "together"):
            marks[name] += total
            errors[name] += len(wrong)
    lines = [
        f"  {name:20} {marks[name]:6,} marks, {errors[name]:3} wrong, "
        f"{100 - 100 * errors[name] / marks[name]:.3f} % right"
        for name in [*(novel.name for novel in NOVELS), "together"]
    ]
    with capsys.disabled():
        print("\nTypography, novels straightened and set again:", *lines, sep="\n")
    assert errors["together"] <= (1 - WANTED) * marks["together"]
