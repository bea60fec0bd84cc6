"""Markdown as its author wrote it, without what is hers alone."""

from __future__ import annotations

from pathlib import Path

from ficstead.books import markdown
from ficstead.importing import recognising
from ficstead.prose.words import count

from ..trees import chapter, work
from .makings import SITE
from .makings import work as book

PIXEL = b"\x89PNG\r\n\x1a\n"


def made(root: Path, files: dict[str, str | bytes], **values: object) -> str:
    return markdown.make(*book(root, files, **values)).decode()


def body(root: Path, text: str, **more: str | bytes) -> str:
    files: dict[str, str | bytes] = {"works/lamp.md": work(text=text)}
    files |= {name.replace("__", "/"): data for name, data in more.items()}
    return made(root, files).split("\n---\n", 1)[1].strip("\n")


def test_a_oneshot_is_its_file_again(tmp_path: Path) -> None:
    text = '"Odd *signs*" -- kept...\n\n***\n\nAs `<!-- typed -->` \\<!-- here -->.'
    said = made(tmp_path, {"works/lamp.md": work("The: Lamp", text, author="wren")})
    assert said.endswith(f"\n---\n\n{text}\n")
    assert 'title: "The: Lamp"' in said
    assert "source: https://lantern.example/works/lamp/" in said


def test_what_steers_the_archive_stays_with_its_author(tmp_path: Path) -> None:
    header = work(
        todo="fix the end",
        status="unlisted",
        skin="mine",
        cover="lamp.png",
        inspired_by="secret",
        typography="no",
    )
    files: dict[str, str | bytes] = {
        "works/lamp.md": header,
        "works/lamp.png": PIXEL,
        "works/mine.css": ".x { color: red }",
        "works/secret.md": work("Secret", status="draft"),
    }
    said = made(tmp_path, files)
    for hers in ("fix the end", "unlisted", "mine", "lamp.png", "Secret", "secret"):
        assert hers not in said
    assert "typography: no" in said.replace('"', "")


def test_comments_and_what_no_page_shows_are_left_out(tmp_path: Path) -> None:
    said = body(
        tmp_path,
        "One <!-- hidden --> two.\n\n<!-- hidden\n\nhidden -->\n\n> <!-- hidden -->\n"
        "> said\n\n<script>\nhidden\n</script>\n\n```\n<!-- shown -->\n```\n\nThree.",
    )
    assert "hidden" not in said
    assert "<!-- shown -->" in said
    assert "One  two.\n\n" in said
    assert said.endswith("Three.")


def test_summary_and_notes_lose_their_comments_too(tmp_path: Path) -> None:
    text = work(summary="|\n  Short.\n  <!-- hidden -->", notes="<!-- hidden -->")
    said = made(tmp_path, {"works/lamp.md": text})
    assert "hidden" not in said
    assert "Short." in said
    assert "notes:" not in said


def test_links_lead_out_to_the_site_or_are_words(tmp_path: Path) -> None:
    said = body(
        tmp_path,
        "[out](https://example.org/a_(b)) [in](../pages/about.md) [draft](draft.md) "
        '![A lamp](../pics/lamp.png "Lit") <a href="draft.md">raw</a>\n\n'
        "[ref][r] [#](#text)\n\n[r]: ../pages/about.md\n",
        works__draft__x=b"",
        **{
            "works/draft.md": work("D", status="draft"),
            "pages/about.md": "---\ntitle: About\n---\nHi.\n",
            "pics/lamp.png": PIXEL,
        },
    )
    assert "[out](https://example.org/a_(b))" in said
    assert f"[in](<{SITE}/about/>)" in said
    assert "[draft]" not in said
    assert "draft.md" not in said
    assert f'![A lamp](<{SITE}/works/lamp/lamp.png> "Lit")' in said
    assert "pics" not in said
    assert f"[r]: <{SITE}/about/>" in said
    assert "[#](#text)" in said


def test_without_an_address_of_the_site_no_file_of_hers_is_named(
    tmp_path: Path,
) -> None:
    files: dict[str, str | bytes] = {
        "works/lamp.md": work(text="![A lamp](../pics/lamp.png) [in](../pages/a.md)"),
        "pages/a.md": "---\ntitle: About\n---\nHi.\n",
        "pics/lamp.png": PIXEL,
    }
    said = made(tmp_path, files, SITEURL="")
    assert said.endswith("\n---\n\nA lamp in\n")
    assert "source:" not in said


CHAPTERED: dict[str, str | bytes] = {
    "works/lamp/work.md": work("The *Lamp*", "A foreword.", chapters="5"),
    "works/lamp/01-a.md": chapter(
        title="Fog",
        text="One.[^1]\n\n# Head\n\nTwo\n---\n\n[^1]: First.",
        summary="|\n  In\n\n  short.",
        content_warnings="gulls",
        arc="North",
    ),
    "works/lamp/02-b.md": chapter(status="draft", text="Secret."),
    "works/lamp/03-c.md": chapter("2099-01-01", "Later."),
    "works/lamp/04-d.md": chapter("2024-06-01", "Two.[^1]\n\n[^1]: Second."),
}


def test_a_work_with_chapters_is_one_file_that_says_what_it_is(tmp_path: Path) -> None:
    said = made(tmp_path, CHAPTERED)
    order = ["title: The *Lamp*", "# The \\*Lamp\\*", "A foreword.", "*North*"]
    order += ["## Chapter 1: Fog", "gulls", "> In\n>\n> short.", "One.[^1-1]"]
    order += ["### Head", "#### Two", "[^1-1]: First.", "## Chapter 4", "Two.[^2-1]"]
    places = [said.index(one) for one in order]
    assert places == sorted(places)
    assert "Secret" not in said
    assert "Later." not in said


def test_our_own_import_finds_its_chapters(tmp_path: Path) -> None:
    said = made(tmp_path, CHAPTERED)
    story = recognising.read("lamp.md", said.encode(), lambda _: None)
    assert story.title == "The *Lamp*"
    assert [(c.number, c.title) for c in story.chapters] == [(1, "Fog"), (4, "")]
    assert count(story.chapters[1].markdown) > 0
