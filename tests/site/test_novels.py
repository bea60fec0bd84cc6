"""Three whole novels as an author would type them: real, long content.

They are written as Markdown with straight quotes, become works with chapters, and are
compared with the edition they came from. Not in the repository; see
tests/unit/typography/test_typography_novels.py.
"""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest
from bs4 import BeautifulSoup
from ficstead.prose import words

from tests.unit.trees import chapter, library, work
from tests.unit.typography.test_typography_novels import (
    _STRAIGHT,
    _UNSET,
    BOOKS,
    NOVELS,
)

MARK = re.compile("[“”‘’—…]")
WANTED = 0.999

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not NOVELS, reason=f"no novels in {BOOKS}"),
]


def typed(path: Path) -> tuple[str, str]:
    """Return a chapter as it would be typed, and its words as the edition sets them."""
    body = BeautifulSoup(path.read_text().translate(_UNSET), "html.parser").body
    for heading in body.select("hgroup, header"):
        heading.decompose()
    paragraphs, texts = [], []
    for element in body.find_all(["p", "hr"]):
        if element.name == "hr":
            paragraphs.append("* * *")
            continue
        texts.append(" ".join(element.get_text().split()))
        for inner in element.find_all(["em", "i"]):
            inner.replace_with(f"*{inner.get_text()}*")
        for line in element.find_all("br"):
            line.replace_with("\\\n")
        lines = [" ".join(s.split()) for s in element.get_text().strip().split("\n")]
        paragraphs.append("\n".join(line for line in lines if line))
    text = "\n\n".join(paragraphs)
    return "".join(_STRAIGHT.get(c, c) for c in text), "\n".join(texts)


@pytest.mark.parametrize("novel", NOVELS, ids=lambda path: path.name)
def test_a_novel_comes_out_as_it_went_in(
    tmp_path: Path, novel: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = [pair for path in sorted(novel.glob("*.xhtml")) if (pair := typed(path))[0]]
    files: dict[str, str | bytes] = {"works/n/work.md": work(novel.name, text="")}
    files |= {
        f"works/n/{n:02}-c.md": chapter(text=text)
        for n, (text, _) in enumerate(pairs, 1)
    }
    made = library(tmp_path, files).works[0]
    total = right = 0
    for one, (_, edition) in zip(made.chapters, pairs, strict=True):
        parser = html5lib.HTMLParser()
        parser.parse(f"<!doctype html><title>x</title><body>{one.text.html}")
        assert not parser.errors
        soup = BeautifulSoup(one.text.html, "html.parser")
        ours = " ".join(soup.get_text().split())
        theirs = " ".join(edition.split())
        assert words.count(ours) == pytest.approx(words.count(theirs), abs=5)
        marks = [(MARK.findall(ours)), (MARK.findall(theirs))]
        total += len(marks[1])
        right += sum(a == b for a, b in zip(*marks, strict=True))
    with capsys.disabled():
        print(f"\n  {novel.name} as Markdown: {right} of {total} marks right")
    assert right >= WANTED * total
    assert made.words > 20_000
