"""Importing again: what the source changed is taken, what the author changed stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from ficstead.importing.manuscript import Manuscript, Part
from ficstead.importing.shelving import merging, shelving
from ficstead.importing.shelving.merging import CONFLICT, NEW, UNCHANGED, UPDATED, Plan
from ficstead.importing.shelving.shelf import Shelf
from ficstead.importing.story import Refused

ADDRESS = "https://archiveofourown.org/works/123"
HEADER = {
    "title": "The Lantern",
    "author": ("marshlight",),
    "rating": "General Audiences",
    "warnings": ("No Archive Warnings Apply",),
    "fandoms": ("The Odyssey - Homer",),
    "tags": ("Fog", "Tea"),
    "date": "2020-01-01",
    "summary": "A light, and *who* lit it.",
    "source": ADDRESS,
}
ONESHOT = Manuscript("ao3-html", Part(0, HEADER, "Somebody had lit it.\n"))


def chapter(number: int, text: str, day: str, *guesses: str) -> Part:
    values = {"title": f"Part {number}", "date": day}
    return Part(number, values, f"{text}\n", frozenset(guesses))


def chaptered(*chapters: Part, **more: str) -> Manuscript:
    values = {key: value for key, value in HEADER.items() if key != "date"}
    work = Part(0, {**values, "chapters": "?", **more}, "")
    return Manuscript("ao3-html", work, chapters)


LONG = chaptered(
    chapter(1, "One.", "2020-01-01"),
    chapter(2, "Two.", "2020-03-01", "date"),
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "content/works").mkdir(parents=True)
    return tmp_path / "content"


def bring(content: Path, manuscript: Manuscript) -> Plan:
    shelf = Shelf.of(content, "content")
    known = shelf.slug_of(manuscript)
    slug = known or shelf.free_slug(manuscript.title)
    place = shelf.place(slug) if known else None
    plan = merging.planned(manuscript, content, slug, place)
    shelving.shelve(plan, content)
    return plan


def tree(content: Path) -> dict[str, str]:
    return {
        path.relative_to(content).as_posix(): path.read_text()
        for path in sorted(content.rglob("*"))
        if path.is_file()
    }


def edit(path: Path, old: str, new: str) -> None:
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def with_text(manuscript: Manuscript, text: str) -> Manuscript:
    return replace(manuscript, work=replace(manuscript.work, body=text))


def with_values(manuscript: Manuscript, **values: object) -> Manuscript:
    work = manuscript.work
    return replace(manuscript, work=replace(work, values={**work.values, **values}))


# ---- New, and the same again ---------------------------------------------------------


def test_a_oneshot_becomes_a_file(content: Path) -> None:
    assert bring(content, ONESHOT).outcome == NEW
    assert (content / "works/the-lantern.md").read_text() == (
        "---\ntitle: The Lantern\nauthor: marshlight\nrating: General Audiences\n"
        "warnings: No Archive Warnings Apply\nfandoms: The Odyssey - Homer\n"
        "tags:\n  - Fog\n  - Tea\ndate: 2020-01-01\n"
        "summary: A light, and *who* lit it.\n"
        f"source: {ADDRESS}\n---\n\nSomebody had lit it.\n"
    )


def test_a_chaptered_work_becomes_a_folder(content: Path) -> None:
    bring(content, LONG)
    names = [name for name in tree(content) if name.startswith("works")]
    assert names == [
        "works/the-lantern/01-part-1.md",
        "works/the-lantern/02-part-2.md",
        "works/the-lantern/work.md",
    ]


@pytest.mark.parametrize("manuscript", [ONESHOT, LONG])
def test_the_same_again_changes_nothing(content: Path, manuscript: Manuscript) -> None:
    bring(content, manuscript)
    before = tree(content)
    assert bring(content, manuscript).outcome == UNCHANGED
    assert tree(content) == before


def test_another_work_of_the_same_name_has_another_address(content: Path) -> None:
    bring(content, ONESHOT)
    other = with_values(ONESHOT, source="https://archiveofourown.org/works/9")
    assert bring(content, other).slug == "the-lantern-2"


def test_a_work_without_address_is_known_by_title_and_author(content: Path) -> None:
    bring(content, with_values(ONESHOT, source=""))
    again = with_text(with_values(ONESHOT, source=""), "Nobody had.\n")
    assert bring(content, again).outcome == UPDATED
    other = with_values(ONESHOT, source="", author=("somebody else",))
    assert bring(content, other).outcome == NEW


def test_a_work_that_was_renamed_is_known_by_its_address(content: Path) -> None:
    bring(content, ONESHOT)
    (content / "works/the-lantern.md").rename(content / "works/a-light.md")
    edit(content / "works/a-light.md", "The Lantern", "A Light")
    assert bring(content, ONESHOT).slug == "a-light"
    assert len(list((content / "works").iterdir())) == 1


# ---- The source changed --------------------------------------------------------------


def test_what_the_source_changed_is_taken(content: Path) -> None:
    bring(content, ONESHOT)
    newer = with_values(with_text(ONESHOT, "Anna lit it.\n"), tags=("Fog", "Cake"))
    assert bring(content, newer).outcome == UPDATED
    text = (content / "works/the-lantern.md").read_text()
    assert "Anna lit it." in text
    assert "  - Fog\n  - Cake\n" in text


def test_new_chapters_are_added_and_dates_of_old_ones_stay(content: Path) -> None:
    bring(content, LONG)
    newer = chaptered(
        chapter(1, "One.", "2020-01-01"),
        chapter(2, "Two.", "2020-01-01", "date"),
        chapter(3, "Three.", "2020-01-01", "date"),
        chapter(4, "Four.", "2020-06-01", "date"),
    )
    assert bring(content, newer).outcome == UPDATED
    folder = content / "works/the-lantern"
    assert "date: 2020-03-01" in (folder / "02-part-2.md").read_text()
    assert "date: 2020-03-01" in (folder / "03-part-3.md").read_text()
    assert "date: 2020-06-01" in (folder / "04-part-4.md").read_text()


def test_a_oneshot_that_grew_becomes_a_folder(content: Path) -> None:
    bring(content, ONESHOT)
    edit(content / "works/the-lantern.md", "Fog\n", "Fog\n  - Mine\n")
    grown = chaptered(
        Part(1, {"date": "2020-01-01"}, "Somebody had lit it.\n"),
        chapter(2, "Two.", "2020-03-01", "date"),
    )
    assert bring(content, grown).outcome == UPDATED
    assert not (content / "works/the-lantern.md").exists()
    folder = content / "works/the-lantern"
    assert (folder / "01-chapter.md").read_text() == (
        "---\ndate: 2020-01-01\n---\n\nSomebody had lit it.\n"
    )
    work = (folder / "work.md").read_text()
    assert "Mine" in work
    assert "date:" not in work
    assert bring(content, grown).outcome == UNCHANGED


# ---- The author changed --------------------------------------------------------------


def test_what_the_author_changed_stays(content: Path) -> None:
    bring(content, ONESHOT)
    path = content / "works/the-lantern.md"
    edit(path, "Somebody had", "Somebody, long ago, had")
    edit(path, "tags:\n", "# my own order\ntags:\n  - Mine\n")
    before = path.read_text()
    assert bring(content, ONESHOT).outcome == UNCHANGED
    newer = with_values(ONESHOT, summary="Another.")
    assert bring(content, newer).outcome == UPDATED
    assert path.read_text() == before.replace("A light, and *who* lit it.", "Another.")


def test_a_chapter_that_was_taken_out_stays_out(content: Path) -> None:
    bring(content, LONG)
    (content / "works/the-lantern/02-part-2.md").unlink()
    newer = replace(LONG, chapters=(*LONG.chapters, chapter(3, "Three.", "2020-04-01")))
    plan = bring(content, newer)
    assert "You took chapter 2 out, so it stays out." in plan.said
    names = [path.name for path in (content / "works/the-lantern").iterdir()]
    assert sorted(names) == ["01-part-1.md", "03-part-3.md", "work.md"]


def test_a_chapter_that_was_renamed_is_known(content: Path) -> None:
    bring(content, LONG)
    folder = content / "works/the-lantern"
    (folder / "02-part-2.md").rename(folder / "02-the-stair.md")
    newer = chaptered(LONG.chapters[0], chapter(2, "Two, again.", "2020-03-01", "date"))
    assert bring(content, newer).outcome == UPDATED
    assert "Two, again." in (folder / "02-the-stair.md").read_text()
    assert not (folder / "02-part-2.md").exists()


# ---- Both changed --------------------------------------------------------------------


def test_where_both_changed_hers_stays_and_the_new_one_lies_beside(
    content: Path,
) -> None:
    bring(content, ONESHOT)
    path = content / "works/the-lantern.md"
    edit(path, "Somebody", "Nobody")
    before = path.read_text()
    newer = with_text(ONESHOT, "Anna lit it.\n")
    plan = bring(content, newer)
    assert plan.outcome == CONFLICT
    assert path.read_text() == before
    beside = content / "works/_the-lantern.new.md"
    assert "Anna lit it." in beside.read_text()
    assert "-Nobody had lit it." in plan.differences[0]
    assert "+Anna lit it." in plan.differences[0]
    # It waits until she has decided; then it is settled.
    assert bring(content, newer).outcome == CONFLICT
    beside.unlink()
    assert bring(content, newer).outcome == UNCHANGED
    assert path.read_text() == before


def test_a_conflict_in_one_chapter_keeps_no_other_back(content: Path) -> None:
    bring(content, LONG)
    folder = content / "works/the-lantern"
    edit(folder / "01-part-1.md", "One.", "Uno.")
    newer = chaptered(
        chapter(1, "Eins.", "2020-01-01"),
        chapter(2, "Zwei.", "2020-03-01", "date"),
    )
    assert bring(content, newer).outcome == CONFLICT
    assert "Uno." in (folder / "01-part-1.md").read_text()
    assert "Zwei." in (folder / "02-part-2.md").read_text()


def test_a_conflict_tells_of_the_chapters_that_came_all_the_same(content: Path) -> None:
    bring(content, LONG)
    folder = content / "works/the-lantern"
    edit(folder / "01-part-1.md", "One.", "Uno.")
    newer = chaptered(
        chapter(1, "Eins.", "2020-01-01"),
        chapter(2, "Two.", "2020-03-01", "date"),
        chapter(3, "Three.", "2020-04-01"),
        chapter(4, "Four.", "2020-05-01"),
    )
    plan = bring(content, newer)
    assert plan.outcome == CONFLICT
    assert plan.said[-1] == "New here beside that: 03-part-3.md, 04-part-4.md."
    assert "Four." in (folder / "04-part-4.md").read_text()
    # They are told of once.
    again = bring(content, newer)
    assert [said for said in again.said if "03-part-3.md" in said] == []


def test_without_a_record_nothing_is_overwritten(content: Path) -> None:
    mine = "---\ntitle: The Lantern\nauthor: marshlight\n---\n\nMy own words.\n"
    (content / "works/the-lantern.md").write_text(mine)
    assert bring(content, ONESHOT).outcome == CONFLICT
    assert (content / "works/the-lantern.md").read_text() == mine
    bring(content, with_values(ONESHOT, rating="Explicit"))
    assert (content / "works/the-lantern.md").read_text() == mine


# ---- Other files of the same work ----------------------------------------------------


def test_an_older_download_takes_nothing_back(content: Path) -> None:
    newer = with_values(with_text(ONESHOT, "Anna lit it.\n"), updated="2021-01-01")
    bring(content, newer)
    before = (content / "works/the-lantern.md").read_text()
    assert bring(content, ONESHOT).outcome == UNCHANGED
    assert (content / "works/the-lantern.md").read_text() == before
    assert bring(content, newer).outcome == UNCHANGED


def test_another_format_only_fills_in_what_is_missing(content: Path) -> None:
    bring(content, ONESHOT)
    values = {key: value for key, value in HEADER.items() if key != "tags"}
    page = Part(0, {**values, "gift": ("Wren",)}, "Somebody had lit it, poorly.\n")
    assert bring(content, Manuscript("ao3-page", page)).outcome == UPDATED
    text = (content / "works/the-lantern.md").read_text()
    assert "gift: Wren\n" in text
    assert "poorly" not in text
    assert "Fog" in text
    before = tree(content)
    assert bring(content, ONESHOT).outcome == UNCHANGED
    assert bring(content, Manuscript("ao3-page", page)).outcome == UNCHANGED
    assert tree(content) == before


def test_a_newer_file_of_a_poorer_format_takes_no_key_away(content: Path) -> None:
    bring(content, ONESHOT)
    values = {key: value for key, value in HEADER.items() if key != "tags"}
    epub = Part(0, {**values, "updated": "2022-02-02"}, "Anna lit it.\n")
    assert bring(content, Manuscript("fanficfare-epub", epub)).outcome == UPDATED
    text = (content / "works/the-lantern.md").read_text()
    assert "Anna lit it." in text
    assert "Fog" in text


def test_single_chapters_of_a_work_find_together(content: Path) -> None:
    third = replace(LONG, chapters=(chapter(3, "Three.", "2020-05-01"),), partial=True)
    bring(content, third)
    assert bring(content, LONG).outcome == UPDATED
    names = [path.name for path in (content / "works/the-lantern").glob("0*")]
    assert sorted(names) == ["01-part-1.md", "02-part-2.md", "03-part-3.md"]


# ---- Pictures, and what may not be written -------------------------------------------

PICTURE = b"\x89PNG\r\n\x1a\n-one"


def test_pictures_stand_beside_and_a_replaced_one_stays(content: Path) -> None:
    shown = replace(
        with_text(ONESHOT, "![A lamp](the-lantern-lamp.png)\n"),
        pictures={"the-lantern-lamp.png": PICTURE},
    )
    bring(content, shown)
    path = content / "works/the-lantern-lamp.png"
    assert path.read_bytes() == PICTURE
    path.write_bytes(b"better")
    newer = replace(shown, pictures={path.name: PICTURE + b"-two"})
    bring(content, newer)
    assert path.read_bytes() == b"better"


def test_a_skin_is_kept_where_no_build_reads_it(content: Path) -> None:
    bring(content, replace(LONG, skin="#workskin p { color: red }"))
    kept = content / "works/the-lantern/_skin.css"
    assert kept.read_text() == "#workskin p { color: red }\n"


def test_nothing_is_written_through_a_link_out_of_the_folder(
    content: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (content / "works").rmdir()
    (content / "works").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(Refused, match="link to another place"):
        bring(content, ONESHOT)
    assert not list((tmp_path / "elsewhere").iterdir())


def test_what_a_killed_import_left_is_swept(content: Path) -> None:
    (content / "works/.importing-the-lantern").mkdir()
    (content / "works/.importing-the-lantern/work.md").write_text("half")
    shelving.sweep(content)
    assert not list((content / "works").iterdir())


@pytest.mark.parametrize("manuscript", [ONESHOT, LONG], ids=["file", "folder"])
def test_a_full_disk_is_not_made_fuller(
    content: Path, manuscript: Manuscript, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(path: Path, data: bytes) -> int:
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(OSError, match="No space"):
        bring(content, manuscript)
    assert not list((content / "works").iterdir())


def test_every_title_makes_an_address(content: Path) -> None:
    long = "A Very Long Title That Goes On And On Until Nobody Can Read It Aloud At All"
    for title in ("灯", "page", "???", long, "../../etc"):
        plan = bring(content, with_values(ONESHOT, title=title, source=""))
        assert plan.outcome == NEW
        assert len(plan.slug) <= 62
    assert {path.parent for path in (content / "works").iterdir()} == {
        content / "works"
    }
