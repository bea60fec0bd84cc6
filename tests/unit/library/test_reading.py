"""One bad file stops nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from ..trees import chapter, codes, library, plant, work


def test_a_file_that_cannot_be_opened_is_told_and_the_rest_is_read(
    tmp_path: Path,
) -> None:
    plant(tmp_path, {"works/boat.md": work(rating="Wet")})
    (tmp_path / "works/lamp.md").symlink_to(tmp_path / "nowhere")
    found = codes(tmp_path, {})
    assert found == ["M102 works/boat.md:3", "W312 works/lamp.md:0"]
    assert found[1].split()[0] == "W312"


def test_byte_order_marks_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    text = "\ufeff" + work().replace("\n", "\r\n")
    assert codes(tmp_path, {"works/lamp.md": text}) == []


def test_problems_of_a_long_summary_are_told_on_their_own_line(tmp_path: Path) -> None:
    summary = "|\n  One.\n\n  See [it](gone.md).\n"
    found = codes(tmp_path, {"works/lamp.md": work(summary=summary)})
    assert found == ["L502 works/lamp.md:10"]


def test_what_begins_with_a_dot_or_a_line_is_left_alone(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "works/_ideas.md": "no header",
        "works/.swap.md": "no header",
        "_drafts/works/x.md": "no header",
    }
    assert codes(tmp_path, files) == []


def test_footnotes_of_two_summaries_can_stand_on_one_page(tmp_path: Path) -> None:
    summary = "|\n  Rain.[^1]\n\n  [^1]: Much.\n"
    files: dict[str, str | bytes] = {
        "works/a.md": work(summary=summary),
        "works/b/work.md": work(summary=summary, text=""),
        "works/b/1.md": chapter(summary=summary),
    }
    made = library(tmp_path, files)
    texts = [
        str(text)
        for one in made.works
        for text in (one.summary, *(c.summary for c in one.chapters))
    ]
    ids = [name for text in texts for name in re.findall(r'id="([^"]+)"', text)]
    assert len(ids) == len(set(ids)) == 6
