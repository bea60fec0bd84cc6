"""What feeds say, to whom, and when one is made anew."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from ficstead.library.library import Library
from ficstead.model import Work
from ficstead.settings import Settings
from ficstead.site import feeds, output
from ficstead.site.dependencies import Fingerprints
from ficstead.site.feeds import Writer
from ficstead.site.following import channels, entries
from ficstead.site.putting import File
from ficstead.store.digests import Digests
from ficstead.store.keep import Keep
from ficstead.store.store import Store
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from markupsafe import Markup

from ... import feed_rules
from ..trees import chapter, library, only, set_up, work

HERE = "https://lamp.example"
SECRET = "The lamp had never been lit."
TALE: dict[str, str | bytes] = {
    "works/gull/work.md": work("The Gull", "", chapters="?", summary="A gull."),
    "works/gull/01-egg.md": chapter("2024-05-01", "Chalk.", title="Egg"),
    "works/gull/02-wing.md": chapter("2024-06-01", "Air.", title="Wing"),
}
Files = dict[str, str | bytes]


def every(made: Library, settings: Settings) -> dict[str, File]:
    keep = Keep(Store(None), Digests(), b"engine")
    site = output.site_of(made, settings, settings.content / "extra")
    files = feeds.files(made, settings, Fingerprints(keep, b"theme", site))
    return {file.path: file for file in files}


def written(root: Path, files: Files, **values: object) -> dict[str, bytes]:
    """Return every feed of an archive, checked against the rules of its format."""
    given_values = {"SITEURL": HERE, **values}
    made, settings = library(root, files, **given_values), set_up(root, **given_values)
    told: dict[str, bytes] = {}
    for path, file in every(made, settings).items():
        assert callable(file.source)
        told[path] = file.source()
        check = feed_rules.atom if path.endswith(".atom") else feed_rules.json_feed
        here = f"{settings.site_url}/{path}" if settings.site_url else ""
        assert check(told[path], here) == [], path
    return told


def items(told: dict[str, bytes], name: str) -> list[dict[str, Any]]:
    return json.loads(told[f"feeds/{name}.json"])["items"]


# ---- Which there are -----------------------------------------------------------------


def test_everything_that_one_may_follow_has_a_feed_in_two_formats(
    tmp_path: Path,
) -> None:
    one = work(author="Ada", series="Birds #1", collections="Beach Reads")
    told = written(tmp_path, {"works/one.md": one})
    names = ("site", "works/one", "series/birds", "collections/beach-reads")
    names += ("authors/ada", "fandoms/tales")
    assert set(told) == {f"feeds/{n}.{end}" for n in names for end in ("atom", "json")}


def test_a_tag_has_a_feed_from_so_many_works_on(tmp_path: Path) -> None:
    tags = {"tags": "Rain", "characters": "Nell", "relationships": "Ada/Nell"}
    files: Files = {f"works/{n}.md": work(str(n), **tags) for n in range(3)}
    told = written(tmp_path, files, FEED_TAGS_FROM=3)
    new = {"feeds/tags/rain", "feeds/characters/nell", "feeds/relationships/ada-nell"}
    assert new <= {path.removesuffix(".atom") for path in told}
    assert not [
        path for path in written(tmp_path, files, FEED_TAGS_FROM=4) if "nell" in path
    ]


def test_what_is_unlisted_scheduled_or_a_draft_is_in_no_feed(tmp_path: Path) -> None:
    files = TALE | {
        "works/secret.md": work("Secret", status="unlisted"),
        "works/later.md": work("Later", date="2999-01-01"),
        "works/draft.md": work("Draft", status="draft"),
        "works/gull/03-sea.md": chapter("2999-01-01", title="Sea"),
        "works/gull/04-sky.md": chapter("2024-07-01", title="Sky", status="draft"),
    }
    for preview in (False, True):
        told = written(tmp_path, files, FICSTEAD_PREVIEW=preview)
        shown = b"".join(told.values())
        for word in (b"Secret", b"secret", b"Later", b"Draft", b"Sea", b"Sky"):
            assert word not in shown, (word, preview)
        assert b"Wing" in shown


def test_pages_and_the_list_name_feeds_that_are_there(tmp_path: Path) -> None:
    files = TALE | {
        "works/done.md": work("Done", author="Ada", tags="Rain"),
        "works/secret.md": work("Secret", status="unlisted"),
    }
    made, settings = library(tmp_path, files), set_up(tmp_path)
    there = set(every(made, settings))
    page = feeds.page(made, settings)
    listed = [page.feed, *(feed for _, group in page.groups for feed in group)]
    assert {path for feed in listed for path in (feed.atom, feed.json)} <= there
    assert [name for name, _ in page.groups] == [
        "Works in progress",
        "Authors",
        "Fandoms",
    ]
    announced = {
        channels.of_work(one, settings) for one in (*made.works, *made.unlisted)
    } - {None}
    assert {feed.atom for feed in announced if feed} <= there
    assert len(announced) == 2


# ---- What they say -------------------------------------------------------------------


def test_the_feed_of_a_work_tells_of_each_chapter_newest_first(tmp_path: Path) -> None:
    told = written(tmp_path, TALE)
    parsed = feedparser.parse(told["feeds/works/gull.atom"])
    assert not parsed.bozo
    assert [entry.title for entry in parsed.entries] == [
        "Chapter 2: Wing · The Gull",
        "Chapter 1: Egg · The Gull",
    ]
    assert [entry.link for entry in parsed.entries] == [
        f"{HERE}/works/gull/2/",
        f"{HERE}/works/gull/1/",
    ]
    assert parsed.feed.updated == "2024-06-01T00:00:00+00:00"
    assert parsed.entries[1].published == parsed.entries[1].updated
    assert parsed.entries[1].updated == "2024-05-01T00:00:00+00:00"


def test_an_entry_keeps_its_id_when_dates_titles_and_numbers_are_mended(
    tmp_path: Path,
) -> None:
    before = written(tmp_path / "a", TALE)
    mended = TALE | {
        "works/gull/work.md": work("The Tern", "", date="2023-01-01"),
        "works/gull/01-egg.md": chapter("2023-05-01", title="Shell", arc="One"),
        # In front of the others, so that both get another number.
        "works/gull/00-nest.md": chapter("2023-04-01", title="Nest"),
    }
    after = written(tmp_path / "b", mended)
    told, mended_told = items(before, "works/gull"), items(after, "works/gull")
    assert [i["id"] for i in mended_told[:2]] == [i["id"] for i in told]
    assert mended_told[0]["url"] == f"{HERE}/works/gull/3/"
    assert items(before, "site")[0]["id"] == items(after, "site")[0]["id"]


def test_the_ids_that_readers_know_stay(tmp_path: Path) -> None:
    (site,) = feedparser.parse(written(tmp_path, TALE)["feeds/site.atom"]).entries
    settings = set_up(tmp_path, SITEURL=HERE)
    assert site.id == entries.identity("works/gull/", settings)
    assert site.id == "urn:uuid:513f32c4-5a56-538f-9ca7-5e0c3097fe63"


def test_who_is_anonymous_is_so_in_every_feed(tmp_path: Path) -> None:
    files: Files = {
        "works/gull/work.md": work("The Gull", "", author="Anonymous"),
        "works/gull/01-egg.md": chapter("2024-05-01", author="Ada"),
    }
    told = written(tmp_path, files, AUTHOR="Marsh")
    del told["feeds/site.atom"], told["feeds/site.json"]
    assert set(told) == {
        f"feeds/{name}.{end}"
        for name in ("works/gull", "fandoms/tales")
        for end in ("atom", "json")
    }
    for data in told.values():
        assert b"Ada" not in data
        assert b"Marsh" not in data
        assert b"Anonymous" in data


def test_a_name_that_the_work_knows_is_not_told_of_an_anonymous_one(
    tmp_path: Path,
) -> None:
    one = replace(sample(tmp_path), anonymous=True)
    told = entries.of_work(one, set_up(tmp_path))
    assert [person.byline for person in told.people] == ["Anonymous"]


def test_facts_and_tags_come_before_the_text(tmp_path: Path) -> None:
    header = {
        "rating": "T",
        "warnings": "Major Character Death",
        "content_warnings": "spiders",
        "relationships": "Ada/Nell",
        "tags": "Rain",
        "summary": "It *rains*.",
        "language": "de",
    }
    told = written(tmp_path, {"works/a.md": work("A & <B>", **header)})
    (entry,) = feedparser.parse(told["feeds/site.atom"]).entries
    assert entry.title_detail.value == "A & <B>"
    assert entry.title_detail.type == "text/plain"
    for said in ("Teen And Up", "Major Character Death, spiders", "Ada/Nell", "Rain"):
        assert said in entry.summary
    assert "<em>rains</em>" in entry.summary
    tags = {(tag.scheme.removeprefix(f"{HERE}/"), tag.term) for tag in entry.tags}
    assert {("tags/", "Rain"), ("relationships/", "Ada/Nell")} <= tags
    (item,) = items(told, "site")
    assert (item["language"], item["summary"]) == ("de", "It rains.")
    assert {"Rain", "Ada/Nell", "Major Character Death"} <= set(item["tags"])


def test_a_line_in_another_direction_says_so(tmp_path: Path) -> None:
    told = written(tmp_path, {"works/a.md": work("ليل", language="ar", summary="مطر")})
    (item,) = items(told, "site")
    assert item["content_html"].startswith('<div dir="rtl"><p lang="en" dir="ltr">')


# ---- Texts ---------------------------------------------------------------------------

SHUT = [
    pytest.param({"rating": "Mature"}, {}, id="rating"),
    pytest.param({"warnings": "Graphic Depictions Of Violence"}, {}, id="warning"),
    pytest.param({"content_warnings": "spiders"}, {}, id="own warning"),
    pytest.param({}, {"content_warnings": "spiders"}, id="chapter"),
]


@pytest.mark.parametrize("text", [False, True])
@pytest.mark.parametrize(("header", "own"), SHUT)
def test_a_text_behind_the_gate_is_in_no_feed(
    tmp_path: Path, header: dict[str, str], own: dict[str, str], text: bool
) -> None:
    files: Files = {
        "works/gull/work.md": work("The Gull", SECRET, **header),
        "works/gull/01-egg.md": chapter("2024-05-01", SECRET, **own),
    }
    if header:
        files["works/lamp.md"] = work("The Lamp", SECRET, **header)
    told = written(
        tmp_path,
        files,
        FEED_TEXT=text,
        GATE_WARNINGS=["Graphic Depictions Of Violence"],
    )
    assert SECRET.encode() not in b"".join(told.values())


def test_texts_are_in_feeds_only_where_that_is_asked_for(tmp_path: Path) -> None:
    files = TALE | {"works/lamp.md": work("The Lamp", SECRET)}
    assert SECRET.encode() not in b"".join(written(tmp_path, files).values())
    told = written(tmp_path, files, FEED_TEXT=True)
    lamp = feedparser.parse(told["feeds/works/lamp.atom"]).entries[0]
    assert SECRET in lamp.content[0].value
    assert "Rating" in lamp.content[0].value.partition(SECRET)[0]
    assert SECRET not in lamp.summary
    chalk = feedparser.parse(told["feeds/works/gull.atom"]).entries[1]
    assert "Chalk." in chalk.content[0].value
    assert SECRET in items(told, "works/lamp")[0]["content_html"]
    # The feed of all works tells of a work as a whole.
    assert b"Chalk." not in told["feeds/site.json"]


def test_a_passage_stays_behind_and_a_note_leads_to_its_page(tmp_path: Path) -> None:
    text = f"A word.[^1]\n\n::: passage a fire\n{SECRET}\n:::\n\n[^1]: A note."
    header = {"summary": "Warm."}
    files: Files = {"works/lamp.md": work("The Lamp", text, **header)}
    told = written(tmp_path, files, FEED_TEXT=True)
    assert SECRET.encode() not in b"".join(told.values())
    html = items(told, "works/lamp")[0]["content_html"]
    assert "a fire" in html
    assert f'href="{HERE}/works/lamp/#' in html
    assert 'href="#' not in html


# ---- Pages, hubs, addresses ----------------------------------------------------------


def long_tale(count: int) -> Files:
    chapters: Files = {
        f"works/gull/{n:02}-part.md": chapter(f"2024-05-{n:02}")
        for n in range(1, count + 1)
    }
    return {"works/gull/work.md": work("The Gull", ""), **chapters}


def test_a_long_work_has_pages_that_lead_to_each_other(tmp_path: Path) -> None:
    told = written(tmp_path, long_tale(5), FEED_WORKS=2)
    path, seen = f"{HERE}/feeds/works/gull.atom", []
    while path:
        parsed = feedparser.parse(told[path.removeprefix(f"{HERE}/")])
        seen += [entry.title for entry in parsed.entries]
        links = {link.rel: link.href for link in parsed.feed.links}
        assert links["first"] == f"{HERE}/feeds/works/gull.atom"
        assert links["last"] == f"{HERE}/feeds/works/gull.3.atom"
        path = links.get("next", "")
    assert seen == [f"Chapter {n} · The Gull" for n in (5, 4, 3, 2, 1)]
    page = json.loads(told["feeds/works/gull.2.json"])
    assert page["next_url"] == f"{HERE}/feeds/works/gull.3.json"
    assert "next_url" not in json.loads(told["feeds/works/gull.3.json"])


def test_a_hub_is_named_in_every_feed(tmp_path: Path) -> None:
    hub = "https://hub.example/"
    for path, data in written(tmp_path, TALE, FEED_HUB=hub).items():
        if path.endswith(".atom"):
            (link,) = (n for n in feedparser.parse(data).feed.links if n.rel == "hub")
            assert link.href == hub
        else:
            assert json.loads(data)["hubs"] == [{"type": "WebSub", "url": hub}]


def test_without_an_address_of_the_site_links_are_relative(tmp_path: Path) -> None:
    told = written(tmp_path, TALE, SITEURL="")
    (item,) = items(told, "fandoms/tales")
    assert item["url"] == "../../works/gull/"
    assert 'href="../../works/gull/"' in item["content_html"]
    assert items(told, "site")[0]["url"] == "../works/gull/"


def test_an_archive_without_works_has_a_feed(tmp_path: Path) -> None:
    told = written(tmp_path, {"pages/about.md": "---\ntitle: About\n---\nUs."})
    parsed = feedparser.parse(told["feeds/site.atom"])
    assert (parsed.bozo, parsed.entries) == (False, [])
    assert set(told) == {"feeds/site.atom", "feeds/site.json"}


def test_who_sees_the_source_of_a_feed_is_told_what_it_is(tmp_path: Path) -> None:
    told = written(tmp_path, TALE, SITEURL="https://a--b.example")
    head = told["feeds/works/gull.atom"].decode().partition("<feed")[0]
    assert "This is a feed" in head
    assert "https://a-%2Db.example/works/gull/" in head
    comment = json.loads(told["feeds/works/gull.json"])["user_comment"]
    assert "https://a--b.example/feeds/" in comment


# ---- Made anew -----------------------------------------------------------------------


def changed(root: Path, files: Files, edit: Files, **values: object) -> set[str]:
    """Return the feeds that an edit makes anew."""
    found = []
    for version in (files, files | edit):
        made = library(root, version)
        found.append(every(made, replace(set_up(root, **values), now=set_up(root).now)))
    before, after = ({p: f.made_of for p, f in one.items()} for one in found)
    return {
        path.removesuffix(".atom")
        for path in after
        if after[path] != before.get(path) and path.endswith(".atom")
    }


def test_an_edit_makes_only_the_feeds_anew_that_it_touches(tmp_path: Path) -> None:
    files: Files = {
        "works/a.md": work("A", author="Ada", fandoms="Tales", date="2024-05-01"),
        "works/b.md": work("B", author="Bea", fandoms="Songs", date="2024-05-02"),
        "works/c.md": work("C", author="Ada", fandoms="Songs", date="2024-05-03"),
    }
    edit: Files = {
        "works/b.md": work(
            "B", "It snowed.", author="Bea", fandoms="Songs", date="2024-05-02"
        )
    }
    touched = {
        "feeds/site",
        "feeds/works/b",
        "feeds/authors/bea",
        "feeds/fandoms/songs",
    }
    assert changed(tmp_path, files, edit) == touched
    # What has left the newest works of a feed is none of its business.
    assert changed(tmp_path / "few", files, edit, FEED_WORKS=1) == {
        "feeds/works/b",
        "feeds/authors/bea",
    }


SETTINGS = [
    {"FEED_TEXT": True},
    {"FEED_HUB": "https://hub.example/"},
    {"AUTHOR": "Somebody"},
    {"GATE_RATINGS": []},
    {"SITEURL": HERE},
    {"SITENAME": "Other"},
]


@pytest.mark.parametrize("values", SETTINGS, ids=lambda values: next(iter(values)))
def test_a_setting_that_feeds_show_makes_them_anew(
    tmp_path: Path, values: dict[str, object]
) -> None:
    made = library(tmp_path, TALE)
    before = every(made, set_up(tmp_path))
    after = every(made, set_up(tmp_path, **values))
    assert all(after[path].made_of != file.made_of for path, file in before.items())


# ---- Odd words -----------------------------------------------------------------------

ODD = st.text(min_size=1, max_size=40).filter(str.strip)


def sample(root: Path) -> Work:
    return only(library(root, {"works/a.md": work("A", tags="Rain", author="Ada")}))


@trying(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(title=ODD, tag=ODD, summary=st.text(max_size=60), name=ODD)
def test_no_title_tag_name_or_summary_breaks_a_feed(
    tmp_path: Path, title: str, tag: str, summary: str, name: str
) -> None:
    one = sample(tmp_path)
    one = replace(
        one,
        title=title,
        tags=tuple(replace(old, name=tag) for old in one.tags),
        authors=tuple(replace(old, pseud=name) for old in one.authors),
        summary=Markup('<p>{}<br>\n<img src="{}" alt="{}"></p>').format(
            summary, "x.png", title
        ),
    )
    settings = set_up(tmp_path, SITEURL=HERE)
    feed = channels.of_work(one, settings)
    assert feed is not None
    channel = channels.of_works(feed, title, [one], settings)
    writer = Writer(settings, ())
    legal = feed_rules.atom(writer.atom(channel), f"{HERE}/{feed.atom}")
    # Words of control characters alone come to nothing; no header lets one through.
    assert not legal or not all(map(str.isprintable, (title, tag, name)))
    assert feed_rules.json_feed(writer.json(channel), f"{HERE}/{feed.json}") == []
    (item,) = json.loads(writer.json(channel))["items"]
    assert (item["title"], item["authors"][0]["name"]) == (title, name)
    data = writer.atom(channel)
    if title.isprintable():
        assert not feedparser.parse(data).bozo
        # feedparser mends what it takes for a wrong encoding, and XML's own parser not.
        found = ET.fromstring(data).find(
            f"{feed_rules.ATOM}entry/{feed_rules.ATOM}title"
        )
        assert found is not None
        assert found.text == title
