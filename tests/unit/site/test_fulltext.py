"""The index of the texts: what goes into it, when it is made, and when it is not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ficstead.site import fulltext, pagefind
from ficstead.site.folding import fold
from ficstead.site.fulltext import FullText
from ficstead.site.pagefind import PagefindError
from ficstead.store import keep
from markupsafe import Markup

from .. import trees

FILES: dict[str, str | bytes] = {
    "works/fog.md": trees.work("Fog", "The bell rang twice.\n\nNobody came."),
    "works/pier/work.md": trees.work("The Pier", "", rating="Mature"),
    "works/pier/01-oil.md": trees.chapter(text="She filled the lamp.", title="Oil"),
    "works/pier/02-wick.md": trees.chapter(
        text="She trimmed the wick.", content_warnings="scissors"
    ),
    "works/pier/03-soot.md": trees.chapter(text="Not yet.", status="draft"),
    "works/secret.md": trees.work("Secret", "A key.", status="unlisted"),
}
Make = Callable[..., FullText]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Return a function that makes the index of some files, with one cache."""
    count = iter(range(100))

    def made(
        files: dict[str, str | bytes] = FILES, *, anew: bool = True, **values: object
    ) -> FullText:
        root = tmp_path / "archive"
        if next(count):
            for path in root.rglob("*.md"):
                path.unlink()
        values = {"CACHE_PATH": str(tmp_path / "cache"), **values}
        library = trees.library(root, files, **values)
        settings = trees.set_up(root, **values)
        return fulltext.made(library, settings, keep.opened(None), anew=anew)

    return made


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program fail whoever runs it."""
    monkeypatch.setattr(pagefind, "index", _refuse)


def _refuse(*_: object, **__: object) -> Any:
    raise PagefindError("it ran")


def texts(index: FullText) -> Any:
    return json.loads(index.texts)


def test_listed_texts_are_in_it_with_what_their_gates_say(make: Make) -> None:
    index = make()
    told = texts(index)
    assert [row[0] for row in told["works"]] == ["fog", "pier"]
    assert [row[1:] for row in told["texts"]] == [
        [0, "", ""],
        [1, "1", "Chapter 1: Oil", 0],
        [1, "2", "Chapter 2", 1],
    ]
    none = "No Archive Warnings Apply"
    assert told["gates"] == [["Mature", none], ["Mature", none, "scissors"]]
    paths = {file.path for file in fulltext.files(index)}
    assert f"search/text/{index.program}/pagefind.js" in paths
    assert "search/text/LICENCE.txt" in paths
    # Neither its looks nor its copies of the texts.
    assert not [p for p in paths if "fragment" in p or "-ui" in p]


def test_what_is_made_is_the_same_each_time(make: Make, tmp_path: Path) -> None:
    one = make()
    two = make(CACHE_PATH=str(tmp_path / "other"))
    assert one.folder != two.folder
    assert (one.files, one.texts, one.fresh) == (two.files, two.texts, two.fresh)
    for name in one.files:
        data = (one.folder / "index" / name).read_bytes()
        assert data == (two.folder / "index" / name).read_bytes()


def test_it_is_made_again_only_for_texts(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make()
    monkeypatch.setattr(pagefind, "index", _refuse)
    assert make().files == first.files
    retold = FILES | {
        "works/fog.md": trees.work(
            "Fog again", "The bell rang twice.\n\nNobody came.", tags="Fog"
        )
    }
    named = make(retold)
    assert named.files == first.files
    assert named.fresh != first.fresh
    assert texts(named)["works"][0][1] == "Fog again"
    changed = FILES | {"works/fog.md": trees.work("Fog", "The bell rang once.")}
    failed = make(changed)
    assert (failed.missing, failed.failed, dict(failed.files)) == ("it ran", True, {})
    monkeypatch.undo()
    assert make(changed).files != first.files
    assert make().files == first.files


def test_a_preview_takes_what_there_is(make: Make) -> None:
    changed = FILES | {"works/new.md": trees.work("New", "A new word.")}
    assert make(anew=False) == fulltext.NONE
    first = make()
    stale = make(changed, anew=False)
    assert stale.files == first.files
    assert len(texts(stale)["texts"]) == 3


@pytest.mark.usefixtures("idle")
def test_an_archive_of_so_many_words_goes_without(make: Make) -> None:
    index = make(FULL_TEXT_WORDS=14)
    assert index.missing == "the archive has 14 words, and FULL_TEXT_WORDS is 14"
    assert not index.failed
    assert make(FULL_TEXT_WORDS=15).missing == "it ran"
    assert make(FULL_TEXT_WORDS=0) == fulltext.NONE
    assert make({}) == fulltext.NONE
    assert list(fulltext.files(index)) == []


def test_without_the_program_it_is_left_out(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagefind, "PACKAGE", "no_such_program")
    index = make()
    assert index.missing == "there is no Pagefind for this computer"
    assert not index.failed


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo; echo no space left; exit 3", "Pagefind failed (3): no space left"),
        ("exit 0", "Pagefind failed (0): it said nothing"),
        ("sleep 60", "Pagefind took longer than 0 s"),
        (
            'shift 3; mkdir -p "$1" && touch "$1/pagefind-entry.json"',
            "Pagefind wrote no pagefind.js",
        ),
        (
            'shift 3; mkdir -p "$1/fragment" && cd "$1" && touch pagefind-entry.json '
            "fragment/x.pf_fragment",
            "what Pagefind wrote cannot be used",
        ),
    ],
)
def test_a_program_that_fails_is_told_in_a_line_and_tried_again(
    make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, said: str
) -> None:
    program = tmp_path / "pagefind"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    if "sleep" in script:
        monkeypatch.setattr(fulltext, "_AT_LEAST", 0.1)
    monkeypatch.setattr(pagefind, "_program", lambda: program)
    index = make()
    assert said in index.missing
    assert "\n" not in index.missing
    assert (index.failed, index.url) == (True, "")
    assert not list((tmp_path / "cache").rglob(".index.*"))
    monkeypatch.undo()
    assert make().url


def test_what_cannot_be_started_is_told_too(
    make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pagefind, "_program", lambda: tmp_path / "gone")
    assert "No such file" in make().missing


@pytest.mark.parametrize("damage", ["made", "index/pagefind.js", "cut"])
def test_what_is_kept_and_damaged_is_made_anew(make: Make, damage: str) -> None:
    first = make()
    if damage == "cut":
        made = first.folder / "made"
        made.write_bytes(made.read_bytes()[:-9])
        # Of a run that was killed nobody knows how far it came.
        for page in (first.folder / "pages").iterdir():
            page.write_text("")
    else:
        (first.folder / damage).unlink()
    again = make()
    assert again.files == first.files
    assert (again.folder / "index/pagefind.js").is_file()


def test_two_texts_that_are_one_are_both_found(make: Make) -> None:
    twin = FILES | {"works/fog-too.md": FILES["works/fog.md"]}
    names = [row[0] for row in texts(make(twin))["texts"]]
    assert len(names) == 4
    assert len(set(names)) == 3


def test_words_are_folded_as_the_rest_of_the_search_folds_them() -> None:
    html = Markup(
        "<p>L’<em>Ét</em>é, un<b>believ</b>able<br>half-light</p>"
        "<blockquote><p>雾港 a &amp; b</p></blockquote><p>" + "x" * 65 + "</p>"
    )
    assert fulltext.words_of(html) == "lete unbelievable half light 雾 港 a b"


@pytest.mark.parametrize(
    "text",
    [
        "“Don’t,” she said—softly… ‘Twas 10,000 x_y `a` O'Neill\xa0& Sons",
        "".join(map(chr, range(32, 127))).replace("<", "").replace("&", ""),
        "Élodie’s naïve façade – don't! łódź ΣΊΣΥΦΟΣ ёлка",
    ],
)
def test_the_quick_way_folds_as_the_long_one(text: str) -> None:
    assert fulltext.words_of(Markup(text)) == fold(text)


def test_a_sensitive_passage_stays_out(make: Make) -> None:
    text = (
        "Before.\n\n::: passage a fall\n::: instead\nShe falls.\n:::\n"
        "The rail gave way.\n:::\n\nAfter."
    )
    index = make({"works/fall.md": trees.work("Fall", text)})
    (page,) = (index.folder / "pages").iterdir()
    words = page.read_text()
    assert "she falls" in words
    assert "rail" not in words
