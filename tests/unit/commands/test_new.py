"""``new``: files to fill in, that name what is missing and never replace anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from ficstead import settings
from ficstead.commands import new
from ficstead.commands.place import Place
from ficstead.commands.refusal import Refusal
from ficstead.header import header
from ficstead.library import archive

CONF = (
    "AUTHOR='Reed'\nSITENAME='Reeds'\nPATH='content'\nOUTPUT_PATH='output'\n"
    "TIMEZONE='UTC'\nDEFAULT_LANG='en'\n"
)
STORY = (
    "---\ntitle: The Lantern\nrating: G\nwarnings: No Archive Warnings Apply\n"
    "fandoms: Folk Tales\ndate: 2024-05-01\nnotes: Begun at sea.\n---\n\n"
    "Somebody had lit it.\n\nNobody said who.\n"
)


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1714521600")  # 2024-05-01
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / "pelicanconf.py").write_text(CONF)
    return Place(tmp_path)


def codes(where: Place) -> list[str]:
    made, _ = settings.load(where.root / "pelicanconf.py")
    return [problem.code for problem in archive.check(made)[1]]


def test_a_work_asks_for_what_must_be_decided_and_for_nothing_else(
    where: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new.work(where, "Five Times: A Lantern", chaptered=False) == 0
    assert capsys.readouterr().out == "content/works/five-times-a-lantern.md\n"
    assert codes(where) == ["M135"]


def test_a_work_with_its_choices_made_passes_and_stays_a_draft(where: Place) -> None:
    new.work(where, "The Lantern", chaptered=False)
    path = where.root / "content/works/the-lantern.md"
    text = path.read_text()
    for key, value in (("rating", "G"), ("warnings", "None"), ("fandoms", "Folk")):
        text = text.replace(f"\n{key}:\n", f"\n{key}: {value}\n")
    path.write_text(text.replace("None", "No Archive Warnings Apply"))
    made, _ = settings.load(where.root / "pelicanconf.py")
    library, problems = archive.check(made)
    assert (problems, library.every_work) == ((), ())
    path.write_text(path.read_text().replace("status: draft", "status: published"))
    assert codes(where) == ["W307"]  # the comment of the template is no text


def test_the_template_explains_every_key_it_has(where: Place) -> None:
    new.work(where, "The Lantern", chaptered=False)
    text = (where.root / "content/works/the-lantern.md").read_text()
    parsed, _ = header.parse(text)
    for entry in parsed.entries:
        assert f"\n{entry.written}: " in parsed.body
    assert "Teen And Up Audiences" in parsed.body
    assert "2024-05-01" in text


def test_a_chaptered_work_is_a_folder_with_a_first_chapter(where: Place) -> None:
    new.work(where, "The Lantern", chaptered=True)
    folder = where.root / "content/works/the-lantern"
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["01-chapter-one.md", "work.md"]
    assert codes(where) == ["M135"]


def test_nothing_is_ever_replaced(where: Place) -> None:
    new.work(where, "The Lantern", chaptered=False)
    path = where.root / "content/works/the-lantern.md"
    path.write_text(STORY)
    for chaptered in (False, True):
        with pytest.raises(Refusal, match="there already"):
            new.work(where, "the lantern", chaptered=chaptered)
    new.series(where, "The Gull Cycle")
    with pytest.raises(Refusal, match="there already"):
        new.series(where, "The Gull Cycle")
    assert path.read_text() == STORY


def test_a_chapter_takes_the_next_number_in_the_width_of_the_others(
    where: Place,
) -> None:
    folder = where.root / "content/works/lantern"
    folder.mkdir(parents=True)
    (folder / "work.md").write_text(STORY.split("Somebody", maxsplit=1)[0])
    for name in ("001-oil.md", "009-wick.md"):
        (folder / name).write_text("---\ndate: 2024-05-01\n---\n\nText.\n")
    new.chapter(where, "lantern", "Gravel & Sand")
    made = folder / "010-gravel-and-sand.md"
    assert "title: Gravel & Sand\n" in made.read_text()
    assert "status: draft" in made.read_text()
    new.chapter(where, "lantern", "")
    assert (folder / "011-chapter.md").exists()


def test_a_one_shot_that_goes_on_becomes_a_folder_and_loses_no_word(
    where: Place,
) -> None:
    works = where.root / "content/works"
    works.mkdir()
    (works / "lantern.md").write_text(STORY)
    new.chapter(where, "lantern", "Daylight")
    assert sorted(path.name for path in works.iterdir()) == ["lantern"]
    names = sorted(path.name for path in (works / "lantern").iterdir())
    assert names == ["01-chapter-one.md", "02-daylight.md", "work.md"]
    first = (works / "lantern" / "01-chapter-one.md").read_text()
    assert first.endswith("---\n\nSomebody had lit it.\n\nNobody said who.\n")
    assert "2024-05-01" in first
    assert "Begun at sea." in (works / "lantern" / "work.md").read_text()
    assert codes(where) == []


def test_a_template_leaves_no_advice_on_works_above_a_chapter(where: Place) -> None:
    new.work(where, "The Lantern", chaptered=False)
    path = where.root / "content/works/the-lantern.md"
    path.write_text(f"{path.read_text()}Somebody had lit it.\n")
    new.chapter(where, "the-lantern", "")
    first = (path.with_suffix("") / "01-chapter-one.md").read_text()
    assert first.endswith("---\n\nSomebody had lit it.\n")
    assert "rating" not in first


def test_an_unknown_work_is_named_with_the_nearest(where: Place) -> None:
    new.work(where, "The Lantern", chaptered=True)
    with pytest.raises(Refusal, match='did you mean "the-lantern"'):
        new.chapter(where, "the-lantren", "Oil")


def test_a_series_is_described(where: Place) -> None:
    new.series(where, "The Gull Cycle")
    text = (where.root / "content/series/the-gull-cycle.md").read_text()
    assert text.startswith("---\ntitle: The Gull Cycle\n")


def test_a_title_needs_words(where: Place) -> None:
    with pytest.raises(Refusal) as refused:
        new.work(where, "  ", chaptered=False)
    assert refused.value.exitcode == 2


def test_a_new_archive_moves_everything_aside_and_loses_nothing(
    where: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    works = where.root / "content/works"
    works.mkdir()
    (works / "lantern.md").write_text(STORY)
    (where.root / "content/tags.toml").write_text("")
    (where.root / "content/skins").mkdir()
    (where.root / "content/skins/ledger.css").write_text("p { color: red }")
    assert new.archive(where) == 0
    assert not (where.root / "content/skins").exists()
    assert (where.root / "content/_aside/skins/ledger.css").exists()
    assert (where.root / "content/_aside/works/lantern.md").read_text() == STORY
    assert codes(where) == []
    assert "_aside" in capsys.readouterr().err
    new.work(where, "Mine", chaptered=False)
    with pytest.raises(Refusal, match="there already"):
        new.archive(where)
    assert (works / "mine.md").exists()
