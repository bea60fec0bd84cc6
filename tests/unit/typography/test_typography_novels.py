"""Three novels set by hand, straightened, and set again: how often are we right?

The novels (Standard Ebooks editions) are not in the repository; they are looked for
in the folder named by FICSTEAD_BOOKS, else in ../shared/books beside the checkout.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from ficstead.typography import typography

_BESIDE = Path(__file__).resolve().parents[4] / "shared" / "books"
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


def british(chapter: str) -> str:
    """Return the paragraphs without inner quotations, in single quotes."""
    plain = [p for p in re.findall(r"<p\b.*?</p>", chapter, re.DOTALL) if "‘" not in p]
    return "\n".join(plain).translate({ord("“"): "‘", ord("”"): "’"})


def misses(chapters: list[str]) -> tuple[int, list[str]]:
    """Return the number of marks in a novel, and those set otherwise, in context."""
    total, wrong = 0, []
    for right in chapters:
        ours = typography.typeset(straightened(right), "en-GB")
        assert len(ours) == len(right), "more than marks was changed"
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
@pytest.mark.parametrize("style", ["as printed", "in single quotes"])
def test_novels_are_set_as_by_hand(
    style: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines, marks, wrong = [], 0, []
    for novel in NOVELS:
        chapters = paragraphs(novel)
        if style == "in single quotes":
            chapters = [british(chapter) for chapter in chapters]
        total, missed = misses(chapters)
        lines.append(_figure(novel.name, total, len(missed)))
        marks, wrong = marks + total, wrong + missed
    with capsys.disabled():
        print(f"\nTypography, novels straightened and set again, {style}:")
        print(*lines, _figure("together", marks, len(wrong)), sep="\n")
    assert len(wrong) <= (1 - WANTED) * marks, "\n".join(wrong)


def _figure(name: str, marks: int, wrong: int) -> str:
    right = 100 - 100 * wrong / marks
    return f"  {name:20} {marks:6,} marks, {wrong:3} wrong, {right:.3f} % right"
